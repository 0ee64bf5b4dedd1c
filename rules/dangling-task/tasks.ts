import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { fateOf } from './handles.js';

export interface Work {
  readonly fn: FunctionUnit;
  readonly call: CallStep;
}

/** Calls that start a task and leave its handle to their caller, directly or through a helper of the same file. */
export interface Started {
  readonly call: CallStep;
  /** The call whose coroutine runs as a task, and the function in which it stands; null where it can't be told. */
  readonly work: Work | null;
  /** The function of the file that starts the task and only returns it; null where the call itself starts it. */
  readonly helper: FunctionUnit | null;
}

/** What a call starts, or null where it starts no task whose handle matters. */
export function startedBy(project: Project, fn: FunctionUnit, call: CallStep): Started | null {
  if (isStart(project, fn, call)) return { call, work: workOf(project, fn, call.arguments[0]!.value), helper: null };
  const { targets, unknown } = project.callee(fn, call.index);
  const [target] = targets;
  if (unknown || targets.length !== 1 || target?.form !== 'function') return null;
  const helper = target.function;
  // Whether a helper of another file keeps its tasks is not for this file to see.
  if (helper.file !== fn.file || helper.fact.async || helper.fact.generator) return null;
  const answer = project.awaitable(fn, call.index);
  if (answer.answer !== 'yes' || answer.of.some(({ kind, mayBeDropped }) => kind !== 'task' || mayBeDropped)) return null;
  const starts = startsOf(project, helper);
  if (starts.length === 0 || starts.some((start) => fateOf(project, helper, start.index).form !== 'returned')) return null;
  const own = starts.length === 1 ? workOf(project, helper, starts[0]!.arguments[0]!.value) : null;
  return { call, work: own ?? handed(project, fn, call), helper };
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

/** The call that yields a value, at once or through a name. */
function workOf(project: Project, fn: FunctionUnit, value: Value): Work | null {
  const source = project.index(fn).soleSource(value);
  const call = fn.flow.step(source < 0 ? value : source);
  return call.kind === 'call' ? { fn, call } : null;
}

/** The coroutine among the arguments of a helper; else the first of them that a call yields. */
function handed(project: Project, fn: FunctionUnit, call: CallStep): Work | null {
  const works = call.arguments.flatMap(({ value }) => workOf(project, fn, value) ?? []);
  return works.find((work) => project.awaitable(fn, work.call.index).answer === 'yes') ?? works[0] ?? null;
}

/** The calls of a function that start tasks. */
function startsOf(project: Project, fn: FunctionUnit): readonly CallStep[] {
  const starts: CallStep[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    const step = fn.flow.kind(i) === 'call' ? fn.flow.step(i) : undefined;
    if (step?.kind === 'call' && isStart(project, fn, step)) starts.push(step);
  }
  return starts;
}
