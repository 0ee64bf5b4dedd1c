import { insertAwait } from '../../engine/edit/await.js';
import { isInGenerator, makeAsync, wholeOf } from '../../engine/edit/make-async.js';
import { importMember } from '../../engine/edit/python-imports.js';
import { spelled, type CallStep, type LoopStep, type Value } from '../../engine/flow/step.js';
import { argumentOf } from '../../engine/project/arguments.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, FixKind, TextEdit } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { neverEnds } from '../targets.js';
import { asyncTitle } from '../titles.js';
import type { Possibility } from './awaitables.js';
import type { Fate } from './fate.js';

/** The cures of a coroutine or promise that is used as its result, or that nobody uses. */
export function curesOf(project: Project, fn: FunctionUnit, call: CallStep, of: readonly Possibility[], fates: readonly Fate[]): readonly Fix[] {
  const edits = isWithinBody(fn, call) ? insertAwait(fn.file.text, fn.file.language, wholeOf(fn, madeBy(project, fn, call))) : null;
  const whereUsed = awaitedWhereUsed(project, fn, call, fates);
  return [
    ...(edits === null ? [] : inAsync(project, fn, 'Add await', isPlain(project, fn, call, of, fates) ? 'safe' : 'suggestion', edits)),
    ...(whereUsed === null ? [] : [{ title: 'Add await where it is used', kind: 'suggestion', edits: whereUsed } satisfies Fix]),
  ];
}

/** The call that makes a value: `cast(str, load())` only hands on what `load()` yields, and says of what type the result is. */
function madeBy(project: Project, fn: FunctionUnit, call: CallStep): CallStep {
  const passes = project.known(fn, call.index)?.fact.passes;
  const value = passes === undefined ? undefined : argumentOf(fn, call, passes);
  const step = typeof value === 'number' ? fn.flow.step(value) : undefined;
  return step?.kind === 'call' ? madeBy(project, fn, step) : call;
}

/** The cure of a list of coroutines or promises that nobody gathers: a list of their results. */
export function gathered(project: Project, fn: FunctionUnit, list: CallStep | LoopStep): readonly Fix[] {
  const { text, language, facts } = fn.file;
  const isList = list.kind === 'call' || list.makes === 'list' || list.makes === 'set';
  if (!isList || !isWithinBody(fn, list)) return [];
  const waited = insertAwait(text, language, list);
  if (waited === null) return [];
  if (language === 'typescript') return inAsync(project, fn, 'Await them together with Promise.all', 'suggestion', callPut(waited, list, 'Promise.all('));
  const gather = project.concurrency(fn) === 'asyncio' ? importMember(text, facts, 'asyncio', 'gather', fn.index) : null;
  if (gather === null) return [];
  return inAsync(project, fn, `Await them together with ${gather.name}`, 'suggestion', [...gather.edits, ...callPut(waited, list, `${gather.name}(*`)]);
}

/** Puts a call around an expression that is awaited by edits. */
function callPut(waited: readonly TextEdit[], { start, end }: Span, before: string): readonly TextEdit[] {
  const [first, second] = waited;
  return [{ start, end: start, text: first!.text + before }, { start: end, end, text: `)${second?.text ?? ''}` }];
}

function isWithinBody(fn: FunctionUnit, step: CallStep | LoopStep): boolean {
  const { form, bodySpan } = fn.fact;
  return form !== 'module' && form !== 'class' && step.start >= bodySpan.start && !isInGenerator(fn, step.index);
}

/** An await where it may stand, or together with what makes the function async. */
function inAsync(project: Project, fn: FunctionUnit, title: string, kind: FixKind, edits: readonly TextEdit[]): readonly Fix[] {
  if (fn.fact.async) return [{ title, kind, edits }];
  const made = makeAsync(project, fn);
  return made === null ? [] : [{ title: asyncTitle(made), kind: 'suggestion', edits: [...made.edits, ...edits] }];
}

/**
 * Awaiting the call is safe where every use of its value wants the result. Where somebody else gets it too, where the
 * result is nothing at all or never comes, or where nobody wants it and it may run by itself on purpose, the user picks.
 */
function isPlain(project: Project, fn: FunctionUnit, call: CallStep, of: readonly Possibility[], fates: readonly Fate[]): boolean {
  if (neverEnds(project, fn, call.index)) return false;
  const yieldsNothing = of.every(({ of: result }) => !result.unknown && result.of.every(({ form }) => form === 'none'));
  if (fates.every(({ form }) => form === 'unread')) return fn.file.language === 'python';
  // What fails with a coroutine wants the result; so does then whoever else gets the same value.
  const isCertain = fates.some((fate) => fate.form === 'misuse' && fate.certain);
  // A test that passes although it asks the wrong thing may fail when it asks the right one.
  if (project.isTest(fn.file) && !isCertain) return false;
  const isWanted = fn.file.language === 'python' && isCertain;
  return !yieldsNothing && (isWanted || fates.every(({ form }) => form === 'misuse' || form === 'harmless'));
}

/** A promise that somebody else gets too stays one: it is awaited where a variable that holds it is taken for the result. */
function awaitedWhereUsed(project: Project, fn: FunctionUnit, call: CallStep, fates: readonly Fate[]): readonly TextEdit[] | null {
  if (fn.file.language !== 'typescript' || !fn.fact.async || !fates.some(({ form }) => form === 'handed')) return null;
  const index = project.index(fn);
  const reads = index.uses(call.index).filter(({ role }) => role === 'written').flatMap(({ step }) => index.readsOf(step));
  const edits: TextEdit[] = [];
  for (const fate of fates) {
    if (fate.form !== 'misuse') continue;
    const read = reads.find((each) => each === fate.at || index.uses(each).some(({ step }) => step === fate.at));
    const own = read === undefined ? null : insertAwait(fn.file.text, 'typescript', variableAt(fn, read));
    if (own === null) return null;
    edits.push(...own);
  }
  return edits.length === 0 ? null : edits;
}

/** The variable alone, where attributes of it are read. */
function variableAt(fn: FunctionUnit, read: Value): Span {
  const step = fn.flow.step(read);
  return step.kind === 'read' && step.place.keys.length > 0 ? { start: step.start, end: step.start + spelled(step.place.name).length } : step;
}
