import type { CallStep, Value } from '../flow/step.js';
import type { ArgumentTest } from '../knowledge/knowledge.js';
import { argumentsOf } from './arguments.js';
import type { Origins } from './origins.js';
import type { FunctionUnit } from './unit.js';

/**
 * Whether an argument of a call holds, or may hold, a flag for which one of these tests asks.
 * @param origins what a value of the function may be.
 */
export function isFlagged(origins: (value: Value) => Origins, fn: FunctionUnit, call: CallStep, tests: readonly ArgumentTest[] = []): boolean {
  const isAmong = ({ of, unknown }: Origins, flag: string): boolean => unknown || of.some((origin) => (
    // What `|` makes of two names reads as a type.
    origin.form === 'type' ? isAmong(origin.of, flag) : (origin.form === 'symbol' || origin.form === 'external') && origin.symbol === flag
  ));
  const mayHold = (value: Value, flag: string): boolean => {
    const step = fn.flow.step(value);
    if (step.kind === 'operate' && step.operator === '|') return step.of.some((each) => mayHold(each, flag));
    return step.kind !== 'const' && isAmong(origins(value), flag);
  };
  return tests.some((test) => test.flag !== undefined && argumentsOf(fn, call, test).some((value) => mayHold(value, test.flag!)));
}
