import { armsOf } from '../flow/regions.js';
import type { Value } from '../flow/step.js';
import { callsHeld } from './chains.js';
import type { CallFact } from './doings.js';
import { cannotFail } from './failures.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Whether an async function takes care of the failures that it waits for: each await, and each `throw`, stands in a `try`
 * that has a handler, and an await may stand in the handler too. What is left are failures of plain statements around it; in Python
 * these are too many for that to be said of a function without a `try`.
 * @param calls the function's calls.
 * @returns the keys of functions that it waits for elsewhere, each of which must not fail or take care itself; null where it does not
 *   take care: it also waits for something else, throws, or waits for nothing.
 */
export function guardsAwaits(values: Values, fn: FunctionUnit, calls: readonly CallFact[]): readonly string[] | null {
  if (!fn.fact.async || !fn.fact.hasBody) return null;
  const isPython = fn.file.language === 'python';
  const callsByStep = new Map(calls.map((call) => [call.step, call]));
  const waitsFor = (value: Value): readonly string[] | null => {
    if (isPython) return callsByStep.get(value)?.fails === 'no' ? [] : null;
    const held = callsHeld(values.world.stateOf(fn).flowIndex(fn), fn, value);
    if (held.length === 0) return cannotFail(values, fn, value) ? [] : null;
    const keys = held.map(({ index }) => functionsOf(callsByStep.get(index)!));
    return keys.every((each) => each !== null) ? keys.flat() : null;
  };
  const found: string[] = [];
  let waits = 0;
  for (let i = 0; i < fn.flow.length; i++) {
    const kind = fn.flow.kind(i);
    if (kind !== 'await' && kind !== 'exit' && kind !== 'scope' && kind !== 'loop') continue;
    const step = fn.flow.step(i);
    const isReturned = step.kind === 'exit' && step.form === 'return' && step.of >= 0 && values.origins(fn, step.of).of.some(({ form }) => form === 'awaitable');
    // In Python nobody here waits for what is returned without await.
    if (isReturned && isPython) return null;
    const isWait = step.kind === 'await' || isReturned || ((step.kind === 'scope' || step.kind === 'loop') && step.async);
    const isThrow = step.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise');
    if (isWait && !(isPython && step.kind === 'await' && callsByStep.get(step.of)?.fails === 'no')) waits++;
    if ((!isWait && !isThrow) || (!isReturned && isWithinTry(values, fn, i, isWait))) continue;
    const keys = step.kind === 'await' || isReturned ? waitsFor(step.of) : null;
    if (keys === null) return null;
    found.push(...keys);
  }
  return waits > 0 ? [...new Set(found)] : null;
}

/** The functions as which alone a call fails that is awaited; null where there may be others. */
function functionsOf({ fails, unknown, runs, settles }: CallFact): readonly string[] | null {
  if (fails === 'no') return [];
  if (fails === 'perhaps' || (unknown && settles.length === 0)) return null;
  return runs.length + settles.length === 0 ? null : [...runs, ...settles];
}

/** Whether a step stands in the body of a `try` that has a handler, or, where that counts, in the handler. */
function isWithinTry(values: Values, fn: FunctionUnit, step: Value, inHandlerToo: boolean): boolean {
  return values.world.stateOf(fn).flowIndex(fn).enclosing(step).some((region) => {
    if (region.kind !== 'arm') return false;
    if (region.role === 'handler') return inHandlerToo;
    return region.role === 'body' && armsOf(fn.flow, fn.flow.parent(region.index)).some(({ role }) => role === 'handler');
  });
}
