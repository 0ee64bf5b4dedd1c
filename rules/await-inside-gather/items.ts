import { armsOf } from '../../engine/flow/regions.js';
import type { Argument, AwaitStep, CallStep, Value } from '../../engine/flow/step.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** One of the values that are to run together, and where its evaluation waits. */
export interface Item {
  readonly value: Value;
  /** The awaits of calls that are the item's own value: of `await a()`, and of the arms of `c ? await a() : b`. */
  readonly ends: readonly AwaitStep[];
  /** The awaits of calls on the way to the value: `(await a()).json()`, `f(await a())`. */
  readonly within: readonly AwaitStep[];
  /** It is a comprehension: its element is evaluated many times. */
  readonly many: boolean;
}

/** The values that a call is given to run together: its arguments, and the items of a literal among them. */
export function itemsOf(fn: FunctionUnit, call: CallStep): readonly Item[] {
  return call.arguments.filter((argument) => argument.name === null).flatMap((argument) => {
    const step = fn.flow.step(argument.value);
    const literal = step.kind === 'make' && step.form !== 'dict' ? step.items : [argument];
    return literal.flatMap((each) => itemOf(fn, each));
  });
}

function itemOf(fn: FunctionUnit, { value, spread }: Argument): readonly Item[] {
  const step = fn.flow.step(value);
  if (step.kind === 'loop') {
    const ends = endsOf(fn, value);
    return ends.length === 0 ? [] : [{ value, ends, within: [], many: true }];
  }
  // What `...await all()` spreads is there before anything could run together.
  if (spread) return [];
  const ends = endsOf(fn, value);
  return [{ value, ends, within: withinOf(fn, value).filter(({ index }) => ends.every((end) => end.index !== index)), many: false }];
}

function endsOf(fn: FunctionUnit, value: Value): readonly AwaitStep[] {
  if (value < 0) return [];
  const step = fn.flow.step(value);
  if (step.kind === 'await') return awaitsCall(fn, step) ? [step] : [];
  const isChoice = step.kind === 'branch' && step.form === 'ternary';
  if (!isChoice && step.kind !== 'loop') return [];
  return armsOf(fn.flow, value).flatMap((arm) => endsOf(fn, arm.result));
}

/** The awaits that stand in the text of a value; those of a function within it belong to that function. */
function withinOf(fn: FunctionUnit, value: Value): readonly AwaitStep[] {
  const { flow } = fn;
  const awaits: AwaitStep[] = [];
  // Operands stand before the value; what a branch owns stands behind it.
  for (let i = flow.last(value) - 1; i >= 0 && flow.start(i) >= flow.start(value); i--) {
    const step = flow.step(i);
    if (step.kind === 'await' && awaitsCall(fn, step)) awaits.unshift(step);
  }
  return awaits;
}

/** Only a call starts something here; a name stands for what runs already. */
function awaitsCall(fn: FunctionUnit, step: AwaitStep): boolean {
  return step.of >= 0 && fn.flow.kind(step.of) === 'call';
}
