import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { symbolOf } from './loops.js';

/** `silent` where something in or around the loop asks for its order; else the fact that is missing, or null. */
export function judgeBody(project: Project, fn: FunctionUnit, loop: LoopStep): 'silent' | { readonly unknown: string | null } {
  if (inTransaction(project, fn, loop)) return 'silent';
  let unknown: string | null = project.isTest(fn.file) ? 'this is a test' : null;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const kind = fn.flow.kind(i);
    if (kind !== 'yield' && kind !== 'scope' && kind !== 'call') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'yield') return 'silent';
    if (step.kind === 'scope' && paces(project, fn, step.item)) return 'silent';
    if (step.kind !== 'call') continue;
    const own = isAwaited(project, fn, i) ? paceOf(project, fn, i) : judgeCall(project, fn, loop, step);
    if (own === 'silent') return 'silent';
    unknown ??= own;
  }
  return { unknown };
}

function paceOf(project: Project, fn: FunctionUnit, call: Value): 'silent' | null {
  return project.known(fn, call)?.fact.paces === undefined ? null : 'silent';
}

/** A lock, semaphore or limiter that is entered. */
function paces(project: Project, fn: FunctionUnit, item: Value): boolean {
  if (item < 0) return false;
  const { of, unknown } = project.origins(fn, item);
  if (of.some((origin) => origin.form === 'external' && project.fact(fn, origin.symbol)?.paces !== undefined)) return true;
  const step = fn.flow.step(item);
  const name = step.kind === 'read' ? [step.place.name, ...step.place.keys].at(-1)! : step.kind === 'call' ? project.calleeText(fn, item) : '';
  return unknown && /lock|mutex|sem|limit|throttle/i.test(name);
}

function isAwaited(project: Project, fn: FunctionUnit, call: Value): boolean {
  return project.index(fn).uses(call).some((use) => use.role === 'awaited' || use.role === 'entered');
}

const output = /^(globalThis:console\.|builtins:print$|node:process:stdout\.|sys:stdout\.)/;
/** Methods that add to what the loop fills; what they fill is the loop's own matter. */
const filling: ReadonlySet<string> = new Set(['append', 'push', 'add', 'set', 'extend', 'update']);

/** What a call that is not awaited does to the order of the iterations. */
function judgeCall(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): 'silent' | string | null {
  const symbol = symbolOf(project, fn, call.index);
  if (symbol !== undefined && output.test(symbol)) return 'the output between them keeps its order';
  const { targets, unknown } = project.callee(fn, call.index);
  const writes = targets.flatMap((target) => (target.form === 'function' ? [project.writesShared(target.function)] : []));
  if (writes.includes('yes')) return 'silent';
  if (fillsWhatIsRead(project, fn, loop, call)) return 'silent';
  const isDropped = project.index(fn).uses(call.index).every((use) => use.role === 'dropped');
  const isKnown = !unknown && !writes.includes('unknown') && targets.every((target) => target.form !== 'symbol' || target.fact !== null);
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

const transactions = /^(begin|begin_nested|transaction|atomic|\$transaction|withTransaction|inTransaction)$/;

/** Within the scope of a transaction, or in a callback that one is given. */
function inTransaction(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  const names = (text: string): boolean => transactions.test(text.slice(text.lastIndexOf('.') + 1));
  const isScoped = project.index(fn).enclosing(loop.index).some((region) => (
    region.kind === 'scope' && region.item >= 0 && fn.flow.kind(region.item) === 'call' && names(project.calleeText(fn, region.item))
  ));
  const around = fn.file.functions[fn.fact.parent];
  if (isScoped || around === undefined || fn.fact.form !== 'lambda') return isScoped;
  return [...around.flow].some((step) => step.kind === 'call' && names(project.calleeText(around, step.index))
    && step.arguments.some(({ value }) => isFunction(around, value, fn.index)));
}

function isFunction(around: FunctionUnit, value: Value, index: number): boolean {
  const step = around.flow.step(value);
  return step.kind === 'fn' && step.function === index;
}
