import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { fateOf } from './handles.js';

/** Calls that start a task and leave its handle to their caller, directly or through a helper of the same file. */
export interface Started {
  readonly call: CallStep;
  /** The call whose coroutine runs as a task; null where it is not written as an argument. */
  readonly work: CallStep | null;
  /** The function of the file that starts the task and only returns it; null where the call itself starts it. */
  readonly helper: FunctionUnit | null;
}

/** What a call starts, or null where it starts no task whose handle matters. */
export function startedBy(project: Project, fn: FunctionUnit, call: CallStep): Started | null {
  if (isStart(project, fn, call)) return { call, work: workOf(fn, call), helper: null };
  const { targets, unknown } = project.callee(fn, call.index);
  const [target] = targets;
  if (unknown || targets.length !== 1 || target?.form !== 'function') return null;
  const helper = target.function;
  // Whether a helper of another file keeps its tasks is not for this file to see.
  if (helper.file !== fn.file || helper.fact.async || helper.fact.generator) return null;
  const answer = project.awaitable(fn, call.index);
  if (answer.answer !== 'yes' || answer.of.some(({ kind, mayBeDropped }) => kind !== 'task' || mayBeDropped)) return null;
  return onlyReturns(project, helper) ? { call, work: workOf(fn, call), helper } : null;
}

/** Whether knowledge says that the call starts a task of its own, whose loss is a loss. */
function isStart(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const fact = project.known(fn, call.index)?.fact;
  if (fact?.takes !== 'task' || fact.awaitable !== 'task' || fact.mayBeDropped === true) return false;
  const given = call.arguments[0];
  if (given === undefined || given.spread) return false;
  // A future or task that is there already is handed back as it is, and somebody else may hold it.
  return fn.flow.kind(given.value) === 'call' || project.awaitable(fn, given.value).answer === 'yes'
    && project.origins(fn, given.value).of.every((origin) => origin.form === 'awaitable' && origin.kind !== 'task' && origin.kind !== 'future');
}

/** Why a call that starts a task is of no interest, or null where it starts none. */
export function whyHeld(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  const fact = project.known(fn, call.index)?.fact;
  if (fact?.takes !== 'task') return null;
  return fact.mayBeDropped === true || fact.awaitable !== 'task' ? 'library' : 'given';
}

function workOf(fn: FunctionUnit, call: CallStep): CallStep | null {
  for (const { value } of call.arguments) {
    const step = fn.flow.step(value);
    if (step.kind === 'call') return step;
  }
  return null;
}

/** Whether the only thing that a function does with the tasks it starts is to return them. */
function onlyReturns(project: Project, helper: FunctionUnit): boolean {
  let returned = 0;
  for (const value of callsOf(helper)) {
    const step = helper.flow.step(value);
    if (step.kind !== 'call' || !isStart(project, helper, step)) continue;
    if (fateOf(project, helper, value).form !== 'returned') return false;
    returned++;
  }
  return returned > 0;
}

function* callsOf({ flow }: FunctionUnit): Iterable<Value> {
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) === 'call') yield i;
}
