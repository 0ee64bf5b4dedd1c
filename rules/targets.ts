import type { Value } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Related } from '../engine/rule.js';

/** What rules about lost awaitables ask of the functions that a call may reach. */

/** Whether all that a call may run handles the failures of all that it awaits. */
export function guardsItsAwaits(project: Project, fn: FunctionUnit, call: Value): boolean {
  const { targets, unknown } = project.callee(fn, call);
  return !unknown && targets.length > 0 && targets.every((target) => target.form === 'function' && project.guardsAwaits(target.function));
}

/** Whether what a call of JavaScript yields is settled when the call comes back, or but for what is settled as soon; only plain code of it may fail. */
export function settlesAtOnce(project: Project, fn: FunctionUnit, call: Value): boolean {
  const { targets, unknown } = project.callee(fn, call);
  return fn.file.language === 'typescript' && !unknown && targets.length > 0 && targets.every((target) => target.form === 'function' && project.settlesAtOnce(target.function));
}

/** Whether a call may run what never ends: whoever waits for it does nothing else any more. */
export function neverEnds(project: Project, fn: FunctionUnit, call: Value): boolean {
  return project.callee(fn, call).targets.some((target) => target.form === 'function' && project.neverEnds(target.function));
}

/** Whether one of several implementations of a method yields its result at once: the receiver may be of that class. */
export function mayBeSynchronous(project: Project, fn: FunctionUnit, call: Value): boolean {
  const { targets } = project.callee(fn, call);
  return targets.length > 1 && targets.some((target) => {
    if (target.form !== 'function' || target.function.fact.async || !target.function.fact.hasBody) return false;
    const { of, unknown } = project.result(fn, target.function);
    return unknown || of.some(({ form }) => form !== 'awaitable');
  });
}

/** Where those of the project are declared. */
export function declarations(project: Project, fn: FunctionUnit, call: Value): readonly Related[] {
  const { targets } = project.callee(fn, call);
  return targets.flatMap((target) => (target.form !== 'function' || !target.function.fact.hasBody ? []
    : [{ place: project.place(target.function, -1), message: `\`${target.function.fact.name}\` is declared here` }]));
}
