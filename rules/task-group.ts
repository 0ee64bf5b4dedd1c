import type { Value } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';

/**
 * Whether awaits may become tasks of an `asyncio.TaskGroup`: Python 3.11 brought it; `create_task` takes coroutines and no
 * other awaitable; and where a `try` of the function handles failures, its handlers would meet an `ExceptionGroup`.
 * https://docs.python.org/3/library/asyncio-task.html#task-groups
 */
export function mayGroup(project: Project, fn: FunctionUnit, awaits: readonly Value[]): boolean {
  if (!project.isAtLeast(fn.file, [3, 11]) || awaits.some((step) => isHandled(project, fn, step))) return false;
  return awaits.every((step) => {
    const awaited = fn.flow.step(step);
    const made = awaited.kind === 'await' ? project.awaitable(fn, awaited.of) : { answer: 'no' as const };
    return made.answer === 'yes' && made.of.every(({ kind }) => kind === 'async' || kind === 'coroutine');
  });
}

/** Whether a handler of the function takes what fails at a step. */
function isHandled(project: Project, fn: FunctionUnit, step: Value): boolean {
  return project.index(fn).enclosing(step).some((region) => {
    if (region.kind !== 'arm' || region.role !== 'body' || fn.flow.kind(region.parent) !== 'try') return false;
    for (let i = region.last; i < fn.flow.last(region.parent); i = fn.flow.last(i)) {
      const arm = fn.flow.step(i);
      if (arm.kind === 'arm' && arm.role === 'handler') return true;
    }
    return false;
  });
}
