import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** A chain of `then`, `catch` and `finally`. */
export interface Chain {
  /** The call whose promise it begins with; null where it begins with a promise that is read. */
  readonly root: CallStep | null;
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
  if (receiver?.kind !== 'call') return { root: null, handled: handles(fn, call), mayBeDropped };
  const before = chainOf(project, fn, receiver);
  if (before === null) return { root: receiver, handled: handles(fn, call), mayBeDropped };
  return { ...before, handled: before.handled || handles(fn, call) };
}

/** `catch(handler)`, `then(next, handler)`; what is spread may hold one. */
function handles(fn: FunctionUnit, call: CallStep): boolean {
  const callee = fn.flow.step(call.callee);
  const method = callee.kind === 'read' ? callee.place.keys.at(-1) : undefined;
  const handler = call.arguments[method === 'catch' ? 0 : 1];
  if (method === 'finally') return false;
  return call.arguments.some((argument) => argument.spread) || (handler !== undefined && fn.flow.kind(handler.value) !== 'const');
}
