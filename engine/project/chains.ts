import type { FlowIndex } from '../flow/flow-index.js';
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

/** Whether a call is one of these; by its name where nothing else is known of what it is called on, and a function is given. */
export function isLink(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  const callee = fn.flow.step(call.callee);
  if (fn.file.language === 'python' || callee.kind !== 'read' || !/^(?:then|catch|finally)$/.test(callee.place.keys.at(-1) ?? '')) return false;
  const { of, unknown } = values.origins(fn, call.callee);
  // No text or number has such a member, so what is called is none.
  const held = of.filter(({ form }) => form !== 'plain');
  if (held.some(({ form }) => form !== 'settling')) return false;
  return unknown ? call.arguments.some(({ value }) => fn.flow.kind(value) === 'fn') : held.length > 0;
}

/** The call whose promise a link takes further: the link before it, or what the chain begins with, where it stands there or a variable that was written once holds it. */
export function callBefore(index: FlowIndex, { flow }: FunctionUnit, link: CallStep): CallStep | undefined {
  const callee = flow.step(link.callee);
  if (callee.kind !== 'read' || callee.place.keys.length !== 1) return undefined;
  if (callee.place.scope === 'value') {
    const before = flow.step(callee.place.of);
    return before.kind === 'call' ? before : undefined;
  }
  const source = index.soleSource(link.callee);
  const made = source < 0 ? undefined : flow.step(source);
  return made?.kind === 'call' ? made : undefined;
}

/** `catch(handler)`, `then(next, handler)`; what is spread may hold one. */
export function handlesRejection(fn: FunctionUnit, link: CallStep): boolean {
  const callee = fn.flow.step(link.callee);
  const method = callee.kind === 'read' ? callee.place.keys.at(-1) : undefined;
  if (method === 'finally') return false;
  const handler = link.arguments[method === 'catch' ? 0 : 1];
  return link.arguments.some(({ spread }) => spread) || (handler !== undefined && fn.flow.kind(handler.value) !== 'const');
}

/** The calls whose promises a value surely is: the call itself, or those that alone write the variable it is read from; none where there may be others. */
export function callsHeld(index: FlowIndex, { flow }: FunctionUnit, value: Value): readonly CallStep[] {
  const step = flow.step(value);
  if (step.kind === 'call') return [step];
  if (step.kind !== 'read' || step.place.scope !== 'local' || step.place.keys.length > 0) return [];
  const { writes, undefinedToo } = index.writesReaching(value);
  const calls = writes.flatMap((at) => {
    const write = flow.step(at);
    const made = write.kind === 'write' && write.place.keys.length === 0 && write.from >= 0 ? flow.step(write.from) : undefined;
    return made?.kind === 'call' ? [made] : [];
  });
  return undefinedToo || calls.length < writes.length ? [] : calls;
}
