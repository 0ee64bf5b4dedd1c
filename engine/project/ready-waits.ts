import type { CallStep, Place, Step, Value } from '../flow/step.js';
import type { Guard } from '../flow/flow-index.js';
import { receiverName } from './names.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Calls of Python that wait by what they are, and have nothing to wait for where they stand: a queue that was just asked has
 * an item, a future is done, a socket has been told not to block, or sends datagrams.
 */

/** @param symbol the method that is called, as `module:Class.method`. */
export function isReady(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): boolean {
  const callee = fn.flow.step(call.callee);
  if (fn.file.language !== 'python' || callee.kind !== 'read' || callee.place.keys.length === 0 && callee.place.scope !== 'value') return false;
  const method = symbol.slice(symbol.lastIndexOf('.') + 1);
  return isToldSo(values, fn, callee, method) || (results.has(method) && isGivenDone(values, fn, callee.place)) || (symbol === 'socket:socket.connect' && isOfDatagrams(values, fn, callee))
    || (symbol.startsWith('socket:socket.') && isNonBlocking(fn, callee.place));
}

/**
 * For a method that waits: the methods of the same object that tell that there is nothing to wait for, by what they answer then.
 * Source: https://docs.python.org/3/library/ (queue, threading, concurrent.futures, multiprocessing).
 */
const tells: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  get: { empty: false, qsize: true },
  result: { done: true, cancelled: true },
  exception: { done: true, cancelled: true },
  join: { is_alive: false },
  recv: { poll: true },
  recv_bytes: { poll: true },
};
const results: ReadonlySet<string> = new Set(['result', 'exception']);

/** Whether a test that was passed on every way to the call tells it of the same object. */
function isToldSo(values: Values, fn: FunctionUnit, callee: Step & { kind: 'read' }, method: string): boolean {
  const answers = tells[method];
  if (answers === undefined) return false;
  const index = values.world.stateOf(fn).flowIndex(fn);
  return index.guards(callee.index).some((guard) => {
    const { of, truth } = asked(fn, guard) ?? { of: -1, truth: false };
    const test = of < 0 ? undefined : fn.flow.step(of);
    const asks = test?.kind === 'call' ? fn.flow.step(test.callee) : undefined;
    if (asks?.kind !== 'read' || answers[lastKey(asks.place)] !== truth || receiverText(asks.place) !== receiverText(callee.place)) return false;
    const writesOf = (read: Value): string => index.writesReaching(read).writes.join();
    return writesOf(asks.index) === writesOf(callee.index);
  });
}

/** The value that a test asks for, and whether it is taken to be true: `q.qsize() > 0` asks for `q.qsize()`. */
function asked(fn: FunctionUnit, { test, sense }: Guard): { readonly of: Value; readonly truth: boolean } | undefined {
  if (sense !== 'truthy' && sense !== 'falsy') return undefined;
  const step = fn.flow.step(test);
  const truth = sense === 'truthy';
  if (step.kind !== 'operate' || step.of.length !== 2) return { of: test, truth };
  const limit = fn.flow.step(step.of[1]!);
  const isAbove = limit.kind === 'const' ? above[`${step.operator} ${limit.text}`] : undefined;
  return isAbove === undefined ? undefined : { of: step.of[0]!, truth: truth === isAbove };
}

const above: Readonly<Record<string, boolean>> = { '> 0': true, '!= 0': true, '>= 1': true, '== 0': false, '< 1': false, '<= 0': false };

/** Whether a value is a parameter of a function that the same file gives to a future as its callback: the future that calls it is done. */
function isGivenDone(values: Values, fn: FunctionUnit, place: Place): boolean {
  if (place.scope !== 'param' || place.keys.length !== 1 || place.name === receiverName(fn)) return false;
  return fn.file.functions.some((other) => callsOf(other, 'add_done_callback').some(({ call }) => call.arguments.some(({ value }) => (
    values.origins(other, value).of.some((origin) => origin.form === 'function' && origin.path === fn.file.path && origin.name === fn.qualifiedName)
  ))));
}

/** Whether all that sets how long the socket waits, in the function or, of an attribute, in its class, lets it not wait at all. */
function isNonBlocking(fn: FunctionUnit, place: Place): boolean {
  const isAttribute = place.scope === 'param' && place.name === receiverName(fn) && fn.fact.class >= 0;
  const within = isAttribute ? fn.file.functions.filter((other) => other.fact.class === fn.fact.class && receiverName(other) === place.name) : [fn];
  const limits = within.flatMap((other) => ['setblocking', 'settimeout'].flatMap((name) => callsOf(other, name))).filter((each) => receiverText(each.place) === receiverText(place));
  return limits.length > 0 && limits.every(({ fn: other, call }) => {
    const limit = call.arguments.length === 1 ? other.flow.step(call.arguments[0]!.value) : undefined;
    return limit?.kind === 'const' && /^(?:false|0|0\.0)$/.test(limit.text);
  });
}

/**
 * Whether the socket, as the function made it, is one of datagrams: to connect it only notes where these go (it is how a program
 * finds out its own address). Source: https://man7.org/linux/man-pages/man2/connect.2.html
 */
function isOfDatagrams(values: Values, fn: FunctionUnit, callee: Step & { kind: 'read' }): boolean {
  if (callee.place.scope !== 'local' || callee.place.keys.length !== 1) return false;
  const source = values.world.stateOf(fn).flowIndex(fn).soleSource(callee.index);
  const entered = source < 0 ? undefined : fn.flow.step(source);
  const made = entered?.kind === 'scope' && entered.item >= 0 ? fn.flow.step(entered.item) : entered;
  return made?.kind === 'call' && made.arguments.some(({ value }) => {
    const { of, unknown } = values.origins(fn, value);
    return !unknown && of.length === 1 && of[0]!.form === 'symbol' && of[0].symbol === 'socket:SOCK_DGRAM';
  });
}

/** The calls of a method of this name that stand in a function, with the place of their callee. */
function callsOf(fn: FunctionUnit, method: string): readonly { readonly fn: FunctionUnit; readonly call: CallStep; readonly place: Place }[] {
  return [...fn.flow].flatMap((call) => {
    const callee = call.kind === 'call' ? fn.flow.step(call.callee) : undefined;
    return call.kind === 'call' && callee?.kind === 'read' && lastKey(callee.place) === method ? [{ fn, call, place: callee.place }] : [];
  });
}

function lastKey({ keys }: Place): string {
  return keys.at(-1) ?? '';
}

/** What the last key of a place is read from. */
function receiverText({ scope, name, owner, of, keys }: Place): string {
  return [scope, name, owner, of, ...keys.slice(0, -1)].join(' ');
}
