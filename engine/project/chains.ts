import type { CallStep, Value } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** Chains of `then`, `catch` and `finally`. */

/** The call of `then`, `catch` or `finally` whose callee a read is. */
export function linkOf(values: Values, fn: FunctionUnit, read: Value): CallStep | undefined {
  for (const step of values.world.stateOf(fn).flowIndex(fn).users(read)) {
    const user = fn.flow.step(step);
    if (user.kind === 'call' && user.callee === read && isLink(values, fn, user)) return user;
  }
  return undefined;
}

/** Whether a call is one of these; by its name where nothing is known of what it is called on, and a function is given. */
export function isLink(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  const { of, unknown } = values.origins(fn, call.callee);
  if (of.length > 0) return !unknown && of.every((origin) => origin.form === 'settling');
  const callee = fn.flow.step(call.callee);
  const isNamedSo = callee.kind === 'read' && /^(?:then|catch|finally)$/.test(callee.place.keys.at(-1) ?? '');
  return unknown && isNamedSo && fn.file.language === 'typescript' && call.arguments.some(({ value }) => fn.flow.kind(value) === 'fn');
}

/** `catch(handler)`, `then(next, handler)`. */
export function handlesRejection(fn: FunctionUnit, link: CallStep): boolean {
  const callee = fn.flow.step(link.callee);
  const method = callee.kind === 'read' ? callee.place.keys.at(-1) : undefined;
  const handler = method === 'finally' ? undefined : link.arguments[method === 'catch' ? 0 : 1];
  return handler !== undefined && fn.flow.kind(handler.value) !== 'const';
}
