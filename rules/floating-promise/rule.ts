import { insertAwait } from '../../engine/edit/await.js';
import { armMayRun, armsOf } from '../../engine/flow/regions.js';
import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Rule, RuleFinding } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { canFail, declarations, mayBeSynchronous } from '../targets.js';
import { chainOf } from './chains.js';

/**
 * A value that nobody takes (`drop`) and that is surely awaitable: every function that the call may reach is
 * asynchronous. The ends of `a && b`, `a ? b : c` and the like are dropped with the whole. Left alone are `void`, tasks
 * (whose loss is another defect), builders that start nothing, and what knowledge says may be dropped.
 */
export const floatingPromise: Rule = {
  id: 'floating-promise',
  summary: 'A coroutine or promise that nobody awaits: the work is lost, or fails unseen.',
  family: 'lost-work',
  languages: ['python', 'typescript'],
  level: 'error',
  fixes: ['safe'],
  since: '0.1.0',
  related: ['@typescript-eslint/no-floating-promises', 'reportUnusedCoroutine', 'unused-coroutine'],
  messages: {
    neverRuns: { text: '`{callee}` is called but never awaited, so it never runs', help: 'Await it, or start it as a task that somebody keeps.' },
    unhandled: { text: 'Nobody awaits `{callee}`, so nobody notices when it fails', help: 'Await it, return it, or handle its failure with `.catch(…)`.' },
    noHandler: {
      text: 'Nobody handles a failure of `{callee}`: the chain has no rejection handler', help: 'Await the chain, or end it with `.catch(…)`.',
    },
    unwaited: {
      text: 'Nobody waits for `{callee}`: what follows may run before it is done',
      help: 'Await it; where it is meant to run on by itself, write `void` before it.',
    },
    likely: { text: '`{callee}` is likely never awaited: `{other}` awaits it', help: 'Await it here too, if it is a coroutine or promise.' },
  },
  *check(file, project) {
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'drop') continue;
        const drop = fn.flow.step(i);
        if (drop.kind !== 'drop' || drop.void || isDead(fn, i)) continue;
        for (const tail of tailsOf(fn, drop.of, null)) yield* judge(project, fn, tail);
      }
    }
  },
};

/** A call whose value is dropped, and the expression to which an `await` would belong. */
interface Tail {
  readonly call: CallStep;
  readonly expression: Span;
}

function* tailsOf(fn: FunctionUnit, value: Value, chain: Span | null): Iterable<Tail> {
  if (value < 0) return;
  const step = fn.flow.step(value);
  if (step.kind === 'call') yield { call: step, expression: chain ?? step };
  if (step.kind !== 'branch') return;
  for (const arm of armsOf(fn.flow, value)) {
    // `a?.b()` is awaited as a whole; of other branches only the end is.
    if (arm.result >= 0) yield* tailsOf(fn, arm.result, step.form === 'optional' ? chain ?? step : null);
  }
}

/** Whether a constant test keeps the step from ever running (`if False:`). */
function isDead({ flow }: FunctionUnit, step: Value): boolean {
  for (let at = flow.parent(step); at >= 0; at = flow.parent(at)) {
    const arm = flow.step(at);
    const branch = arm.kind === 'arm' && arm.parent >= 0 ? flow.step(arm.parent) : undefined;
    if (arm.kind === 'arm' && branch?.kind === 'branch' && !armMayRun(flow, branch, arm.role)) return true;
  }
  return false;
}

function* judge(project: Project, fn: FunctionUnit, { call, expression }: Tail): Iterable<RuleFinding> {
  // An async function called where it stands is a background task of its own kind.
  if (fn.flow.kind(call.callee) === 'fn') return;
  const found = { span: calleeSpan(fn, call), data: { callee: calleeName(project, fn, call.index) }, fixes: awaitInserted(fn, expression) };
  const chain = chainOf(project, fn, call);
  if (chain !== null) {
    const canReject = chain.root === null || (isFloating(project, fn, chain.root) && canFail(project, fn, chain.root.index));
    if (!chain.handled && !chain.mayBeDropped && canReject) yield { ...found, message: 'noHandler', ...levelOf(project, fn) };
    return;
  }
  const answer = project.awaitable(fn, call.index);
  // A function that may be called from both worlds is often one that answers to both: in a sync function nothing is likely.
  if (answer.answer === 'likely' && fn.fact.async) {
    const { place } = answer;
    const related = [{ place, message: `\`${found.data.callee}\` is awaited here` }];
    yield { ...found, message: 'likely', level: 'info', data: { ...found.data, other: shortName(place.function) }, related, fixes: [] };
  }
  if (!isFloating(project, fn, call)) return;
  const related = declarations(project, fn, call.index);
  const isOf = (kind: string): boolean => answer.answer === 'yes' && answer.of.every((of) => of.kind === kind);
  // A query that is being built (Knex, Mongoose) waits to be awaited; what motor starts in a thread runs anyway.
  if (isOf('lazy') || (fn.file.language === 'python' && !isOf('promise'))) yield { ...found, message: 'neverRuns', related };
  else if (canFail(project, fn, call.index)) yield { ...found, message: 'unhandled', related, ...levelOf(project, fn) };
  else if (project.known(fn, call.index)?.fact.neverFails !== true) yield { ...found, message: 'unwaited', level: 'info', related };
}

/**
 * A rejection that nobody handles ends the process where it happens at the top of a module, and fails the run of the
 * tests where a test causes it: somebody notices, so it is no more than likely that work is lost.
 */
function levelOf(project: Project, fn: FunctionUnit): { readonly level?: 'info' } {
  return fn.index === 0 || project.isTest(fn.file) ? { level: 'info' } : {};
}

/** Whether a call surely yields an awaitable that has to be taken. */
function isFloating(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const answer = project.awaitable(fn, call.index);
  if (answer.answer !== 'yes' || answer.of.some(({ kind, mayBeDropped }) => mayBeDropped || kind === 'task' || kind === 'future')) return false;
  if (answer.of.some(({ kind }) => kind === 'lazy') && project.known(fn, call.index)?.fact.does !== 'change') return false;
  // What may as well yield nothing may be the synchronous one of two twins.
  return !project.origins(fn, call.index).of.some(({ form }) => form === 'none') && !mayBeSynchronous(project, fn, call.index);
}

function awaitInserted({ file, fact }: FunctionUnit, expression: Span): readonly Fix[] {
  const edits = fact.async ? insertAwait(file.text, file.language, expression) : null;
  return edits === null ? [] : [{ title: 'Add await', kind: 'safe', edits }];
}

/** `load` of `Service.load`, without the number that tells functions of one name apart. */
function shortName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1).replace(/#\d+$/, '');
}
