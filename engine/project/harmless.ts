import type { FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import { onlyComputes } from '../knowledge/computing.js';
import type { FunctionUnit } from './unit.js';

/** Whether a call of something outside the project is known to leave nothing behind, though no fact tells what it does. */
export function isHarmless(index: FlowIndex, fn: FunctionUnit, call: Value, symbol: string): boolean {
  return onlyComputes(symbol, fn.file.language) || isThrown(index, fn, call);
}

/**
 * Whether nothing becomes of a call's value but that it is thrown: what a library makes for that tells of a failure, and does nothing.
 * By what is said of it, one who may not go on is turned away there: that comes first, so that it stays in doubt.
 */
function isThrown(index: FlowIndex, fn: FunctionUnit, call: Value): boolean {
  if (/authori[sz]|authenticat|forbidden|permission|denied|\b40[13]\b/i.test(fn.file.text.slice(fn.flow.start(call), fn.flow.end(call)))) return false;
  const users = index.users(call);
  return users.length > 0 && users.every((user) => {
    const step = fn.flow.step(user);
    return step.kind === 'exit' && step.form === 'throw';
  });
}
