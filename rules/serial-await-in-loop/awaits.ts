import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { callBehind, doubtOfLocal, doubts, isConnection, neverWaits, orderOf, staysLocal } from '../awaited.js';
import { derivedFrom } from '../derived.js';
import { isOfIteration, orderByName } from './order-by-name.js';
import type { Quiet } from './verdict.js';

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
 * `silent`: what is awaited wants its order. `idle`: nothing is gained by running it together. Else the call that is
 * waited for, with the fact that is missing, or null where none is.
 */
export type Judgement = Quiet | 'idle' | { readonly call: CallStep; readonly unknown: string | null };

/** Judges a value that a loop waits for by what is known of the call that yields it. */
export function judgeAwaited(project: Project, fn: FunctionUnit, loop: LoopStep, value: Value): Judgement {
  const call = callBehind(project, fn, value);
  // Something that runs already is only waited for.
  if (call === null) return 'idle';
  const quiet = (silent: string): Quiet => ({ silent, at: call.index });
  if (call.new || !isOfItem(project, fn, loop, call)) return quiet('notOfItem');
  // After it the loop is left on every way.
  if (project.index(fn).path(value, { to: (step) => step === value }) === null) return quiet('once');
  if (onOneConnection(project, fn, loop, call)) return quiet('connection');
  const order = orderOf(project, fn, call);
  switch (order) {
    case 'ordered':
    case 'connection': return quiet(order);
    case 'idle': return 'idle';
    case 'free': return { call, unknown: staysLocal(project, fn, call) ? doubtOfLocal : null };
    case 'paces':
    case 'database': return { call, unknown: doubts[order] };
    case 'changes':
    case 'unknown': {
      if (neverWaits(project, fn, call)) return 'idle';
      const named = orderByName(project, fn, loop, call);
      return named === null ? { call, unknown: doubts[order] } : quiet(named);
    }
  }
}

/** Whether the call has to do with the item of its iteration; the same call again and again is a repetition. */
function isOfItem(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  const index = project.index(fn);
  const { element } = index.carried(loop.index);
  const counters = index.variables.filter((variable) => variable.writes.some((write) => write > loop.index && write < loop.last));
  const items = element >= 0 ? [element] : loop.form === 'count' ? counters.flatMap((variable) => variable.reads) : [];
  return derivedFrom(index, items, loop.index, loop.last).has(call.index);
}

/** Whether the receiver or an argument is a connection that the iterations share. */
function onOneConnection(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  if (isConnection(project, fn, project.receiver(fn, call.index)) && !isOfIteration(project, fn, loop, call.callee)) return true;
  return call.arguments.some(({ value }) => isConnection(project, fn, project.origins(fn, value)) && !isOfIteration(project, fn, loop, value));
}
