import type { CallStep } from '../../engine/flow/step.js';
import { callBefore, handlesRejection } from '../../engine/project/chains.js';
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
  if (receiver?.kind !== 'call') return { root: null, first: call, handled: handlesRejection(fn, call), mayBeDropped };
  const before = chainOf(project, fn, receiver);
  if (before === null) return { root: receiver, first: call, handled: handlesRejection(fn, call), mayBeDropped };
  return { ...before, handled: before.handled || handlesRejection(fn, call) };
}

/** Whether a chain may fail: by a link of it, or by the call that made the promise which it begins with, where that is known. @param call its last link. */
export function chainCanFail(project: Project, fn: FunctionUnit, call: CallStep, { first }: Chain): boolean {
  const index = project.index(fn);
  for (let at: CallStep | undefined = call; at !== undefined; at = at.index === first.index ? undefined : callBefore(index, fn, at)) if (project.callMayReject(fn, at.index)) return true;
  const start = callBefore(index, fn, first);
  return start !== undefined && project.callMayReject(fn, start.index);
}
