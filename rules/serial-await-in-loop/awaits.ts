import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import { argumentOf, doesOf } from '../../engine/project/arguments.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { derivedFrom } from './iterations.js';

/** The values that a loop waits for, without those of a loop within it: what is awaited, and what `async with` enters. */
export function awaitedIn({ flow }: FunctionUnit, loop: LoopStep): readonly Value[] {
  const awaited: Value[] = [];
  for (let i = loop.index + 1; i < loop.last; i++) {
    if (flow.kind(i) === 'loop') i = flow.last(i) - 1;
    const step = flow.step(i);
    if (step.kind === 'await') awaited.push(step.of);
    if (step.kind === 'scope' && step.async) awaited.push(step.item);
  }
  return awaited;
}

/**
 * `ordered`: what is awaited wants its order. `idle`: nothing is gained by running it together. Else the call that is
 * waited for, with the fact that is missing, or null where none is.
 */
export type Judgement = 'ordered' | 'idle' | { readonly call: CallStep; readonly unknown: string | null };

const unknownChange = 'what it changes is not known';

/** Judges a value that a loop waits for by what is known of the call that yields it. */
export function judgeAwaited(project: Project, fn: FunctionUnit, loop: LoopStep, value: Value): Judgement {
  const call = callBehind(project, fn, value);
  // Something that runs already is only waited for.
  if (call === null) return 'idle';
  if (call.new) return 'ordered';
  if (!isOfItem(project, fn, loop, call) || onOneConnection(project, fn, loop, call)) return 'ordered';
  const { targets, unknown } = project.callee(fn, call.index);
  const known = project.known(fn, call.index);
  if (known !== null) return judgeSymbol(fn, call, known.symbol, known.fact);
  if (unknown || targets.some((target) => target.form !== 'function')) {
    return ordering.test(project.calleeText(fn, call.index)) ? 'ordered' : { call, unknown: unknownChange };
  }
  const functions = targets.flatMap((target) => (target.form === 'function' ? [target.function] : []));
  if (functions.some((target) => project.usesConnection(target) || project.writesShared(target) === 'yes')) return 'ordered';
  if (functions.some((target) => project.paces(target))) return { call, unknown: 'it waits on purpose or in a line itself' };
  if (functions.some((target) => project.writesShared(target) === 'unknown')) return { call, unknown: unknownChange };
  return functions.every((target) => project.doesIo(target)) ? { call, unknown: null } : 'idle';
}

/** Names of functions that nobody knows and that promise an order. They are read only to keep silent. */
const ordering = /(sleep|delay|wait|pause|acquire|throttle|limiter|lock|queue|next|put|recv|receive|commit|rollback)\w*$/i;

/** The call whose result is awaited: past `then` and its like, and past a limit of time. */
function callBehind(project: Project, fn: FunctionUnit, value: Value): CallStep | null {
  const step = value < 0 ? undefined : fn.flow.step(value);
  if (step?.kind !== 'call') return null;
  const callee = fn.flow.step(step.callee);
  const { of, unknown } = project.origins(fn, step.callee);
  if (!unknown && of.length > 0 && of.every((origin) => origin.form === 'settling') && callee.kind === 'read') {
    return callBehind(project, fn, callee.place.of);
  }
  const bounds = project.known(fn, value)?.fact.bounds;
  const bounded = bounds === undefined || bounds === 'scope' ? undefined : argumentOf(fn, step, bounds);
  return typeof bounded === 'number' ? callBehind(project, fn, bounded) : step;
}

/** Whether the call has to do with the item of its iteration; the same call again and again is a repetition. */
function isOfItem(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  const index = project.index(fn);
  const { element } = index.carried(loop.index);
  const counters = index.variables.filter((variable) => variable.writes.some((write) => write > loop.index && write < loop.last));
  const items = element >= 0 ? [element] : loop.form === 'count' ? counters.flatMap((variable) => variable.reads) : [];
  return derivedFrom(index, loop, items).has(call.index);
}

/** Whether the receiver or an argument is a connection that the iterations share. */
function onOneConnection(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  const isConnection = (of: ReturnType<Project['origins']>): boolean => (
    of.of.some((origin) => origin.form === 'external' && project.fact(fn, origin.symbol)?.connection !== undefined)
  );
  if (isConnection(project.receiver(fn, call.index)) && !isOfIteration(project, fn, loop, call.callee)) return true;
  return call.arguments.some(({ value }) => isConnection(project.origins(fn, value)) && !isOfIteration(project, fn, loop, value));
}

/** Whether a variable is bound anew in each iteration. */
function isOfIteration(project: Project, fn: FunctionUnit, loop: LoopStep, read: Value): boolean {
  const { writes, undefinedToo } = project.index(fn).writesReaching(read);
  return !undefinedToo && writes.length > 0 && writes.every((write) => write > loop.index && write < loop.last);
}

function judgeSymbol(fn: FunctionUnit, call: CallStep, symbol: string, fact: SymbolFact): Judgement {
  if (fact.paces !== undefined || fact.takes !== undefined) return 'ordered';
  const isIo = fact.io === true || fact.timeout?.kind === 'network';
  if (!isIo) return fact.calls?.some(({ when }) => when === 'thread' || when === 'process') ? { call, unknown: unknownChange } : 'idle';
  switch (doesOf(fn, call, symbol, fact)) {
    case 'read': return { call, unknown: null };
    case 'change': return { call, unknown: 'it changes something at the other side' };
    case undefined: return { call, unknown: unknownChange };
  }
}
