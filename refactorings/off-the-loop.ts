import { inThread } from '../engine/edit/threads.js';
import type { CallStep } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Offer } from '../engine/refactoring.js';
import { callAt, functionAt } from './places.js';

/**
 * Moves a call of a Python coroutine into a thread, whether or not it is known to block: a function of the program that
 * computes for long, say. Not where it would fail or race there: a coroutine, a function that talks to the event loop or
 * is seen to write what outlives it, and nothing of which it is not known what is called.
 */
export const offTheLoop: Offer = function* offTheLoop(file, span, project) {
  const fn = functionAt(file, span);
  const call = fn === undefined || file.language !== 'python' || !fn.fact.async ? undefined : callAt(fn, span);
  if (fn === undefined || call === undefined || !mayAwait(project, fn, call) || !mayMove(project, fn, call)) return;
  const moved = inThread(project, fn, call);
  if (moved !== null) yield { title: `Move off the event loop: ${moved.by} (others run meanwhile)`, edits: moved.edits };
};

function mayMove(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { targets, unknown } = project.callee(fn, call.index);
  if (unknown || targets.length === 0) return false;
  return targets.every((target) => {
    if (target.form !== 'function') return false;
    const reached = target.function;
    return !reached.fact.async && !reached.fact.generator && mayBePlain(project, fn, call)
      && takesTime(project, fn, call, reached) && !project.usesLoop(reached) && !project.writesVariables(reached) && project.usesConnection(reached) === 'no' && project.writesShared(reached) !== 'yes';
  });
}

/** Whether there is anything to gain: the function blocks, does input or output, or has a loop. */
function takesTime(project: Project, fn: FunctionUnit, call: CallStep, reached: FunctionUnit): boolean {
  if (project.blockingCall(fn, call.index) !== null || project.doesIo(reached)) return true;
  for (let i = 0; i < reached.flow.length; i++) if (reached.flow.kind(i) === 'loop') return true;
  return false;
}

/** Whether nothing says that the call yields something to await. */
function mayBePlain(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { answer } = project.awaitable(fn, call.index);
  return answer === 'no' || answer === 'unknown';
}

/** Whether `await` may stand there: not in a comprehension that another holds, nor in a generator, a default or a decorator. */
function mayAwait(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const around = project.index(fn).enclosing(call.index);
  return !around.some((region) => region.kind === 'loop' && region.form === 'comprehension') && !around.some((region) => region.kind === 'scope' && !region.async);
}
