import { insertAwait } from '../../engine/edit/await.js';
import { keepTask } from '../../engine/edit/kept-tasks.js';
import { makeAsync, type MadeAsync } from '../../engine/edit/make-async.js';
import { catchRejection } from '../../engine/edit/rejections.js';
import { groupAround, startIn } from '../../engine/edit/task-groups.js';
import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { isOfCommand } from '../commands.js';
import { isLeftOnPurpose } from '../on-purpose.js';
import { calleeName } from '../squiggle.js';
import { guardsItsAwaits, neverEnds } from '../targets.js';
import { asyncTitle } from '../titles.js';
import { chainOf } from './chains.js';

/** What was dropped. */
export interface Dropped {
  readonly call: CallStep;
  /** What an `await` would belong to: the call, or the whole of `a?.b()`. */
  readonly expression: Span;
  /** The statement's whole value: not the end of `a && b` or `a ? b : c`. */
  readonly whole: boolean;
}

/** The cures of a coroutine or promise that nobody takes: somebody waits for it, or it goes on by itself and somebody notices its failure. */
export function curesOf(project: Project, fn: FunctionUnit, dropped: Dropped): readonly Fix[] {
  const own = fn.file.language === 'python' ? startedAsTask(project, fn, dropped) : leftAlone(project, fn, dropped);
  const awaited = waitedFor(project, fn, dropped);
  const isEndless = neverEnds(project, fn, dropped.call.index);
  // Where a comment says that nobody waits, to wait is the last that is wanted.
  const isAside = isEndless || isLeftOnPurpose(fn, dropped.call);
  const isMeant = !isAside && neverRuns(project, fn, dropped.call);
  const offered = awaited.map((fix): Fix => (isMeant ? fix : { ...fix, kind: 'suggestion' }));
  return isAside ? [...own, ...offered] : [...offered, ...own];
}

/**
 * A coroutine does nothing before it is awaited, nor does a query that is being built, so that to await it is all that can
 * have been meant. A promise runs, and may be left to itself on purpose, even where every other call is awaited.
 */
function neverRuns(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { of } = project.origins(fn, call.index);
  return of.every((origin) => origin.form !== 'awaitable' || origin.kind === 'lazy' || (fn.file.language === 'python' && origin.kind !== 'promise'));
}

/** `await`, in a function that is async or becomes it. */
export function waitedFor(project: Project, fn: FunctionUnit, { expression }: Pick<Dropped, 'expression'>): readonly Fix[] {
  const edits = fn.index === 0 ? null : insertAwait(fn.file.text, fn.file.language, expression);
  if (edits === null) return [];
  if (fn.fact.async) return [{ title: 'Add await', kind: 'safe', edits }];
  const made: MadeAsync | null = makeAsync(project, fn);
  return made === null ? [] : [{ title: asyncTitle(made), kind: 'suggestion', edits: [...made.edits, ...edits] }];
}

/** Python: in the task group around it, or by itself and kept until it is done. */
function startedAsTask(project: Project, fn: FunctionUnit, { call, whole }: Dropped): readonly Fix[] {
  const { of } = project.origins(fn, call.index);
  // A pause in the background is none.
  if (!whole || project.known(fn, call.index)?.fact.paces !== undefined || of.some((origin) => origin.form === 'awaitable' && origin.kind !== 'async' && origin.kind !== 'coroutine')) return [];
  const group = groupAround(project, fn, call.index);
  const started = group === null ? null : startIn(fn, group, call);
  const fixes: Fix[] = started === null ? [] : [{ title: `Start it in \`${group!.name}\``, kind: 'suggestion', edits: started }];
  if (project.concurrency(fn) !== 'asyncio' || !runsOnLoop(project, fn)) return fixes;
  const kept = keepTask(project, fn, call, { isCoroutine: true, name: null });
  return kept === null ? fixes : [...fixes, { title: `Start it as a task, kept in \`${kept.set.name}\``, kind: 'suggestion', edits: kept.edits }];
}

/** A task can be started only where an event loop runs. */
function runsOnLoop(project: Project, fn: FunctionUnit): boolean {
  if (fn.fact.async) return true;
  const { onLoop, thread } = project.contexts(fn);
  return onLoop !== null && !thread;
}

/** TypeScript: with a handler for its failure, or marked as left alone where it handles its failures itself. */
function leftAlone(project: Project, fn: FunctionUnit, { call, expression, whole }: Dropped): readonly Fix[] {
  const chain = chainOf(project, fn, call);
  const root = chain === null ? call : chain.root;
  const { of, unknown } = root === null ? { of: [], unknown: true } : project.origins(fn, root.index);
  const isPromise = !unknown && of.every((origin) => origin.form === 'awaitable' && (origin.kind === 'promise' || origin.kind === 'async'));
  const fixes: Fix[] = [];
  const fails = chain !== null || project.callMayReject(fn, call.index);
  // In a test, and at the top of a module, a failure is noticed as it is.
  const isNoticed = project.isTest(fn.file) || (fn.index === 0 && project.environment(fn.file) !== 'browser');
  if ((isPromise || chain !== null) && fails && !isNoticed) {
    const name = root === null ? '' : calleeName(project, fn, root.index).replace(/^.*\./, '');
    fixes.push({ title: 'Report its failure with .catch(…)', kind: 'suggestion', edits: catchRejection(fn, call, expression, /^[\w$]+$/.test(name) ? name : '', isOfCommand(project, fn.file)) });
  }
  const isCertain = chain === null && (!fails || guardsItsAwaits(project, fn, call.index));
  if (isCertain && whole) fixes.push({ title: 'Mark with void that nobody waits for it', kind: 'suggestion', edits: [{ start: expression.start, end: expression.start, text: 'void ' }] });
  return fixes;
}
