import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** A chain of `then`, `catch` and `finally`. */
export interface Chain {
  /** The call whose promise it begins with; null where it begins with a promise that is read. */
  readonly root: CallStep | null;
  /** Its first link. */
  readonly first: CallStep;
  /** A failure meets a handler on its way. What a handler does wrong itself is not asked for. */
  readonly handled: boolean;
  /** Dropping what it begins with is common and right. */
  readonly mayBeDropped: boolean;
}

/** The chain that a call is the last link of, or null where it is none. */
export function chainOf(project: Project, fn: FunctionUnit, call: CallStep): Chain | null {
  const { of, unknown } = project.origins(fn, call.callee);
  const settled = of.flatMap((origin) => (origin.form === 'settling' ? origin.of.of : []));
  if (unknown || of.length === 0 || of.some((origin) => origin.form !== 'settling')) return null;
  const mayBeDropped = settled.some((origin) => origin.form === 'awaitable' && origin.mayBeDropped);
  const callee = fn.flow.step(call.callee);
  const receiver = callee.kind === 'read' && callee.place.scope === 'value' && callee.place.keys.length === 1 ? fn.flow.step(callee.place.of) : undefined;
  if (receiver?.kind !== 'call') return { root: null, first: call, handled: handles(fn, call), mayBeDropped };
  const before = chainOf(project, fn, receiver);
  if (before === null) return { root: receiver, first: call, handled: handles(fn, call), mayBeDropped };
  return { ...before, handled: before.handled || handles(fn, call) };
}

/**
 * Whether a chain may fail: by the promise that it begins with or, where that can't, by its callbacks.
 * @param call its last link. @param start the call that made the promise which it begins with, where that is known.
 */
export function chainCanFail(project: Project, fn: FunctionUnit, call: CallStep, { first }: Chain, start: CallStep | null): boolean {
  if (start === null ? project.startMayReject(fn, first.callee) : project.callMayReject(fn, start.index)) return true;
  // What begins with nothing is there for what its callbacks do.
  const isBare = start !== null && start.arguments.length === 0 && project.known(fn, start.index)?.symbol === 'globalThis:Promise.resolve';
  for (let link = call; ;) {
    const callbacks = link.arguments.map(({ value }) => fn.flow.step(value));
    if (callbacks.some((each) => (each.kind === 'fn' ? callbackCanFail(project, fn, fn.file.functions[each.function]!, isBare) : isBare))) return true;
    const callee = fn.flow.step(link.callee);
    const before = callee.kind === 'read' && callee.place.scope === 'value' ? fn.flow.step(callee.place.of) : undefined;
    if (link.index === first.index || before?.kind !== 'call') return false;
    link = before;
  }
}

/** Of a callback only the promise is looked at that it surely yields, unless the chain is there for it alone. */
function callbackCanFail(project: Project, fn: FunctionUnit, callback: FunctionUnit, isBare: boolean): boolean {
  return project.mayFail(callback) && (isBare || project.result(fn, callback).of.some(({ form }) => form === 'awaitable'));
}

/** The call whose promise a chain begins with, where a variable that was written once surely holds it. */
export function startBehind(project: Project, fn: FunctionUnit, call: CallStep): CallStep | null {
  const { writes, undefinedToo } = project.index(fn).writesReaching(call.callee);
  const write = writes.length === 1 && !undefinedToo ? fn.flow.step(writes[0]!) : undefined;
  const root = write?.kind === 'write' && write.from >= 0 ? fn.flow.step(write.from) : undefined;
  return root?.kind === 'call' ? root : null;
}

/** `catch(handler)`, `then(next, handler)`; what is spread may hold one. */
function handles(fn: FunctionUnit, call: CallStep): boolean {
  const callee = fn.flow.step(call.callee);
  const method = callee.kind === 'read' ? callee.place.keys.at(-1) : undefined;
  const handler = call.arguments[method === 'catch' ? 0 : 1];
  if (method === 'finally') return false;
  return call.arguments.some((argument) => argument.spread) || (handler !== undefined && fn.flow.kind(handler.value) !== 'const');
}
