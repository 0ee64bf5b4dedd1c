import { armsOf } from '../flow/regions.js';
import type { Value } from '../flow/step.js';
import type { CallFact } from './doings.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Whether an async function takes care of the failures that it waits for: each await, and each `throw`, stands in a `try`
 * that has a handler, and an await may stand in the handler too. What is left are failures of plain statements around it.
 * @param calls the function's calls.
 * @returns false for a function that awaits nothing, or that returns something to await.
 */
export function guardsAwaits(values: Values, fn: FunctionUnit, calls: readonly CallFact[]): boolean {
  if (!fn.fact.async || !fn.fact.hasBody) return false;
  const neverFails = new Set(calls.filter(({ fails }) => fails === 'no').map(({ step }) => step));
  const guarded = new Set(calls.filter((call) => settlesGuarded(values, fn, call)).map(({ step }) => step));
  let awaits = 0;
  for (let i = 0; i < fn.flow.length; i++) {
    const kind = fn.flow.kind(i);
    if (kind !== 'await' && kind !== 'exit' && kind !== 'scope' && kind !== 'loop') continue;
    const step = fn.flow.step(i);
    // What is returned without await is waited for by nobody here.
    if (step.kind === 'exit' && step.form === 'return' && step.of >= 0 && values.origins(fn, step.of).of.some(({ form }) => form === 'awaitable')) return false;
    const isWait = (step.kind === 'await' && !neverFails.has(step.of)) || ((step.kind === 'scope' || step.kind === 'loop') && step.async);
    const isThrow = step.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise');
    const isGuarded = step.kind === 'await' && guarded.has(step.of);
    if ((isWait || isThrow) && !isGuarded && !isWithinTry(values, fn, i, isWait)) return false;
    if (isWait) awaits++;
  }
  return awaits > 0;
}

/** Whether a call waits for functions that stand within this one, each of which takes care of its own failures: `Promise.all(xs.map(async …))`. */
function settlesGuarded(values: Values, fn: FunctionUnit, { settles }: CallFact): boolean {
  return settles.length > 0 && settles.every((key) => {
    const inner = fn.file.functions.find((other) => other.key === key && other.fact.parent === fn.index);
    return inner !== undefined && guardsAwaits(values, inner, []);
  });
}

/** Whether a step stands in the body of a `try` that has a handler, or, where that counts, in the handler. */
function isWithinTry(values: Values, fn: FunctionUnit, step: Value, inHandlerToo: boolean): boolean {
  return values.world.stateOf(fn).flowIndex(fn).enclosing(step).some((region) => {
    if (region.kind !== 'arm') return false;
    if (region.role === 'handler') return inHandlerToo;
    return region.role === 'body' && armsOf(fn.flow, fn.flow.parent(region.index)).some(({ role }) => role === 'handler');
  });
}
