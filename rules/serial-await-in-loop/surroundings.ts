import { armsOf } from '../../engine/flow/regions.js';
import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { builtUpon, filling, inTransaction, isPacing, symbolOf } from '../order.js';
import type { Quiet } from './verdict.js';

/** What in or around the loop asks for its order; else the fact that is missing, or null. */
export function judgeBody(project: Project, fn: FunctionUnit, loop: LoopStep): Quiet | { readonly unknown: string | null } {
  if (inTransaction(project, fn, loop.index)) return { silent: 'transaction', at: loop.index };
  let unknown = keepsOnFailure(project, fn, loop) ? 'a handler around the loop keeps what came before a failure' : null;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const kind = fn.flow.kind(i);
    if (kind !== 'yield' && kind !== 'scope' && kind !== 'call') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'yield') return { silent: 'yields', at: loop.index };
    if (step.kind === 'scope' && isPacing(project, fn, step.item)) return { silent: 'paced', at: loop.index };
    if (step.kind !== 'call') continue;
    const own = isAwaited(project, fn, i) ? paceOf(project, fn, i) : judgeCall(project, fn, loop, step);
    if (typeof own === 'object' && own !== null) return own;
    unknown ??= own;
  }
  return { unknown };
}

/** Whether the loop fills what outlives a `try` around it, whose handler goes on: what was added before a failure stays there, and run together none of it would be. */
function keepsOnFailure(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  const { flow } = fn;
  const index = project.index(fn);
  return index.enclosing(loop.index).some((body) => {
    const arm = flow.step(body.index);
    if (arm.kind !== 'arm' || arm.role !== 'body' || !armsOf(flow, arm.parent).some(({ role, index: handler }) => role === 'handler' && index.canComplete(handler))) return false;
    for (let i = loop.index + 1; i < loop.last; i++) {
      const call = flow.kind(i) === 'call' ? flow.step(i) : undefined;
      const callee = call?.kind === 'call' ? flow.step(call.callee) : undefined;
      if (callee?.kind !== 'read' || !filling.has(callee.place.keys.at(-1) ?? '')) continue;
      if (index.variable(callee.index)?.writes.every((write) => write < arm.index || write >= arm.last) !== false) return true;
    }
    return false;
  });
}

function paceOf(project: Project, fn: FunctionUnit, call: Value): Quiet | null {
  return project.known(fn, call)?.fact.paces === undefined ? null : { silent: 'paced', at: call };
}

function isAwaited(project: Project, fn: FunctionUnit, call: Value): boolean {
  return project.index(fn).uses(call).some((use) => use.role === 'awaited' || use.role === 'entered');
}

const output = /^(globalThis:console\.|builtins:print$|node:process:stdout\.|sys:stdout\.)/;
/** What a call that is not awaited does to the order of the iterations. */
function judgeCall(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): Quiet | string | null {
  const symbol = symbolOf(project, fn, call.index);
  if (symbol !== undefined && output.test(symbol)) return 'the output between them keeps its order';
  const { targets, unknown } = project.callee(fn, call.index);
  const writes = targets.flatMap((target) => (target.form === 'function' ? [project.writesShared(target.function)] : []));
  if (writes.includes('yes')) return { silent: 'writes', at: call.index };
  if (fillsWhatIsRead(project, fn, loop, call)) return { silent: 'fills', at: call.index };
  const variable = builtUpon(project, fn, call) === null ? null : project.index(fn).variable(call.callee);
  if (variable !== null && variable?.writes.some((write) => write > loop.index && write < loop.last) !== true) return { silent: 'builds', at: call.index };
  const isDropped = project.index(fn).uses(call.index).every((use) => use.role === 'dropped');
  const isKnown = !unknown && !writes.includes('unknown') && targets.every((target) => target.form !== 'symbol' || (target.fact !== null && target.fact.declared === undefined));
  const name = project.calleeText(fn, call.index);
  if (!isDropped || isKnown || filling.has(name.slice(name.lastIndexOf('.') + 1))) return null;
  return `what \`${name}\` changes is not known`;
}

/** `seen.update(…)` where the loop also asks `seen`: a later iteration sees what an earlier one added. */
function fillsWhatIsRead(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  const index = project.index(fn);
  const callee = fn.flow.step(call.callee);
  const variable = index.variable(call.callee);
  if (callee.kind !== 'read' || variable === undefined || !filling.has(callee.place.keys.at(-1) ?? '')) return false;
  const inside = (step: Value): boolean => step > loop.index && step < loop.last;
  if (variable.writes.some(inside)) return false;
  const filled = callee.place.keys.slice(0, -1);
  return variable.reads.some((read) => {
    const other = fn.flow.step(read);
    if (!inside(read) || other.kind !== 'read' || !filled.every((key, i) => other.place.keys[i] === key)) return false;
    const isFilling = filling.has(other.place.keys[filled.length] ?? '') && index.uses(read).every((use) => use.role === 'callee');
    return !isFilling;
  });
}
