import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** Chains of `then`, `catch` and `finally`: where they begin, and whether a failure meets a handler on its way. */

/** The call at which the chain begins; the call itself where it is no link of a chain. */
export function rootOf(project: Project, fn: FunctionUnit, call: CallStep): CallStep {
  const before = linkBefore(project, fn, call);
  return before === null ? call : rootOf(project, fn, before);
}

/**
 * Whether a failure of what the chain begins with is handled by one of its links. What a handler does wrong itself is
 * not asked for.
 */
export function isHandled(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const before = linkBefore(project, fn, call);
  if (before === null) return false;
  const method = methodOf(fn, call);
  const handler = call.arguments[method === 'catch' ? 0 : 1];
  const isGiven = handler !== undefined && fn.flow.kind(handler.value) !== 'const';
  return (method !== 'finally' && (isGiven || call.arguments.some((argument) => argument.spread))) || isHandled(project, fn, before);
}

/** The call on whose promise this one calls `then`, `catch` or `finally`, or null. */
function linkBefore(project: Project, fn: FunctionUnit, call: CallStep): CallStep | null {
  const { of, unknown } = project.origins(fn, call.callee);
  if (unknown || of.length === 0 || of.some((origin) => origin.form !== 'settling')) return null;
  const callee = fn.flow.step(call.callee);
  const receiver = callee.kind === 'read' && callee.place.scope === 'value' ? fn.flow.step(callee.place.of) : undefined;
  return receiver?.kind === 'call' ? receiver : null;
}

function methodOf(fn: FunctionUnit, call: CallStep): string {
  const callee = fn.flow.step(call.callee);
  return callee.kind === 'read' ? callee.place.keys.at(-1) ?? '' : '';
}
