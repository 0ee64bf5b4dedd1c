import { armsOf } from '../flow/regions.js';
import type { Guard } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Functions of Python that ask where they run, and do one thing on the event loop and another elsewhere: what stands where no
 * loop runs, or another thread than the loop's, blocks no loop.
 */

/** What is asked for: the loop that runs, or the thread. */
type Asked = 'loop' | 'thread';

/** Source: https://docs.python.org/3/library/asyncio-eventloop.html, threading.html. */
const askers: Readonly<Record<string, Asked>> = {
  'asyncio:get_running_loop': 'loop', 'asyncio:_get_running_loop': 'loop', 'asyncio.events:_get_running_loop': 'loop',
  'threading:current_thread': 'thread', 'threading:get_ident': 'thread', 'threading:get_native_id': 'thread',
};

/**
 * Whether a step is taken only where no event loop runs, or not the one that the function compares with.
 * @param joins it waits for a thread, for which everybody has to ask first that it is not the same one.
 */
export function isElsewhere(values: Values, fn: FunctionUnit, step: Value, joins: boolean): boolean {
  if (fn.file.language !== 'python') return false;
  const isOther = (asked: Asked | null): boolean => asked === 'loop' || (asked === 'thread' && !joins);
  const index = values.world.stateOf(fn).flowIndex(fn);
  return index.guards(step).some((guard) => isOther(ruledOut(values, fn, guard))) || isWithoutLoop(values, fn, step);
}

/** What of the loop or thread that runs a test has come out to be another, or none. */
function ruledOut(values: Values, fn: FunctionUnit, { test, sense }: Guard): Asked | null {
  if (sense !== 'truthy' && sense !== 'falsy') return null;
  const step = fn.flow.step(test);
  if (step.kind !== 'operate') return sense === 'falsy' && (asks(values, fn, test) === 'loop' || asksWhetherRunning(values, fn, test)) ? 'loop' : null;
  const [left, right] = step.of;
  const isEqual = step.operator === '==' || step.operator === 'is';
  if (left === undefined || right === undefined || !(isEqual || step.operator === '!=' || step.operator === 'is not')) return null;
  const other = fn.flow.step(right);
  const isNone = other.kind === 'const' && other.form === 'none';
  if ((isEqual === (sense === 'truthy')) !== isNone) return null;
  const asked = asks(values, fn, left) ?? asks(values, fn, right);
  return isNone && asked === 'thread' ? null : asked;
}

/** `loop.is_running()`. */
function asksWhetherRunning(values: Values, fn: FunctionUnit, test: Value): boolean {
  const callee = fn.flow.callee(test);
  return callee >= 0 && values.origins(fn, callee).of.some((origin) => origin.form === 'symbol' && origin.symbol === 'asyncio:AbstractEventLoop.is_running');
}

/** Whether a step handles that there is no loop: `try: get_running_loop()` … `except RuntimeError:`. */
function isWithoutLoop(values: Values, fn: FunctionUnit, step: Value): boolean {
  const { flow } = fn;
  for (let at = flow.parent(step); at >= 0; at = flow.parent(at)) {
    const arm = flow.step(at);
    if (arm.kind !== 'arm' || arm.role !== 'handler' || !arm.catches.some((value) => flow.placeOf(value)?.name === 'RuntimeError')) continue;
    const body = armsOf(flow, arm.parent).find(({ role }) => role === 'body');
    for (let i = body?.index ?? 0; i < (body?.last ?? 0); i++) if (asks(values, fn, i) === 'loop') return true;
  }
  return false;
}

/**
 * What a value asks for, as the call of a library, or of a function of the project that returns such a call.
 * @param above the reads that lead to it: in a loop a variable may hold what it held before.
 */
function asks(values: Values, fn: FunctionUnit, value: Value, above: readonly Value[] = []): Asked | null {
  const step = fn.flow.step(value);
  if (above.includes(value)) return null;
  if (step.kind === 'read') {
    const way = [...above, value];
    if (step.place.scope === 'value') return asks(values, fn, step.place.of, way);
    const { writes, undefinedToo } = values.world.stateOf(fn).flowIndex(fn).writesReaching(value);
    const found = new Set(writes.flatMap((write) => {
      const written = fn.flow.step(write);
      if (written.kind !== 'write' || written.from < 0) return [null];
      const from = fn.flow.step(written.from);
      return from.kind === 'const' && from.form === 'none' ? [] : [from.kind === 'call' || from.kind === 'read' ? asks(values, fn, written.from, way) : null];
    }));
    return (undefinedToo && step.place.scope !== 'local') || found.size !== 1 ? null : [...found][0]!;
  }
  if (step.kind !== 'call') return null;
  const { of, unknown } = values.origins(fn, step.callee);
  const [origin] = of;
  if (unknown || of.length !== 1) return null;
  if (origin?.form === 'symbol') return askers[origin.symbol] ?? null;
  const target = origin?.form === 'function' ? values.world.functionOf(origin) : undefined;
  return target === undefined ? null : tellsWhere(values, target);
}

/** What a function without arguments returns: the loop or thread that runs, or None. */
export function tellsWhere(values: Values, fn: FunctionUnit): Asked | null {
  if (fn.file.language !== 'python' || fn.fact.async || fn.fact.parameters.length > 0) return null;
  return values.world.inNameOf(values.world.stateOf(fn), () => {
    let told: Asked | null = null;
    for (const step of fn.flow) {
      if (step.kind !== 'exit' || step.form !== 'return' || step.of < 0) continue;
      const returned = fn.flow.step(step.of);
      if (returned.kind === 'const' && returned.form === 'none') continue;
      const callee = fn.flow.callee(step.of);
      const of = callee < 0 ? [] : values.origins(fn, callee).of;
      told = of.length === 1 && of[0]!.form === 'symbol' ? askers[of[0]!.symbol] ?? null : null;
      if (told === null) return null;
    }
    return told;
  });
}
