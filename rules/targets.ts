import { armsOf } from '../engine/flow/regions.js';
import type { Value } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Related } from '../engine/rule.js';

/** What rules about lost awaitables ask of the functions that a call may reach. */

/** Whether any of them can fail; what is not known can. */
export function canFail(project: Project, fn: FunctionUnit, call: Value): boolean {
  const { targets, unknown } = project.callee(fn, call);
  return unknown || targets.some((target) => {
    if (target.form === 'function') return !target.function.fact.hasBody || project.mayFail(target.function);
    return target.form !== 'symbol' || target.fact?.neverFails !== true;
  });
}

/**
 * Whether what a call runs takes care of the failures that it waits for: each await, and each `throw`, stands in a `try`
 * that has a handler, and an await may stand in the handler too. What is left are failures of plain statements around it.
 */
export function guardsItsAwaits(project: Project, fn: FunctionUnit, call: Value): boolean {
  const { targets, unknown } = project.callee(fn, call);
  return !unknown && targets.length > 0 && targets.every((target) => (
    target.form === 'function' && target.function.fact.hasBody && target.function.fact.async && isGuarded(project, target.function)
  ));
}

function isGuarded(project: Project, target: FunctionUnit): boolean {
  let awaits = 0;
  for (const step of target.flow) {
    const isWait = step.kind === 'await' || ((step.kind === 'scope' || step.kind === 'loop') && step.async);
    const isThrow = step.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise');
    // What is returned without await is waited for by nobody here.
    if (step.kind === 'exit' && step.form === 'return' && step.of >= 0 && project.awaitable(target, step.of).answer === 'yes') return false;
    if (!isWait && !isThrow) continue;
    if (step.kind === 'await' && project.known(target, step.of)?.fact.neverFails === true) continue;
    if (!isWithinTry(project, target, step.index, isWait)) return false;
    if (isWait) awaits++;
  }
  return awaits > 0;
}

/** Whether a step stands in the body of a `try` that has a handler, or, where that counts, in the handler. */
function isWithinTry(project: Project, target: FunctionUnit, step: Value, inHandlerToo: boolean): boolean {
  const { flow } = target;
  return project.index(target).enclosing(step).some((region) => {
    if (region.kind !== 'arm') return false;
    if (region.role === 'handler') return inHandlerToo;
    return region.role === 'body' && armsOf(flow, flow.parent(region.index)).some(({ role }) => role === 'handler');
  });
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
