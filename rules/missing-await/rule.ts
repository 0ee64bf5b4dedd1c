import type { CallStep, LoopStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FileUnit, FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { declarations, mayBeSynchronous } from '../targets.js';
import { elementPossibilities, mayBeAbsent, possibilities, thingOf } from './awaitables.js';
import { curesOf, gathered } from './cures.js';
import type { Fate } from './fate.js';
import { takesOut } from './operations.js';
import { Fates } from './fates.js';
import { SharedVariables } from './shared-variables.js';

/**
 * A call that surely yields a coroutine or promise is followed to all that gets it (`fates.ts`). What uses it as if it
 * were the result is an error: at once where no coroutine or promise can be used so, else only where nobody takes it.
 * So is a variable that nobody reads, and a list of coroutines or promises that nobody gathers. What is dropped on the
 * spot is another rule's, and so are tasks.
 */
export const missingAwait: Rule = {
  id: 'missing-await',
  summary: 'A coroutine or promise is used as if it were its result, or kept and never awaited.',
  family: 'lost-work',
  languages: ['python', 'typescript'],
  level: 'error',
  fixes: ['safe', 'suggestion'],
  since: '0.1.0',
  related: ['@typescript-eslint/no-misused-promises'],
  snippets: ['async-gather-list'],
  messages: {
    tested: { text: '`{callee}` is not awaited: what is tested is a {thing}, which is always true', help: 'Await it, so that its result is tested.' },
    used: { text: '`{callee}` is not awaited: {what} is a {thing}, not its result', help: 'Await it where it is called.' },
    neverRuns: {
      text: '`{callee}` is never awaited, so it never runs: nothing uses `{name}`', help: 'Await it, or start it as a task that somebody keeps.',
    },
    unwaited: {
      text: 'Nobody awaits `{callee}`, so nobody notices when it fails: nothing uses `{name}`',
      help: 'Await it, return it, or handle its failure with `.catch(…)`.',
    },
    list: { text: 'Nobody awaits the {thing}s of this list: {why}', help: 'Await them together with {cure}.' },
  },
  early: ['tested', 'used', 'neverRuns'],
  examines: 'calls that yield a coroutine or promise, and lists of these',
  reasons: {
    inline: 'an async function that is called where it stands is a background task, which `dangling-task` judges',
    empty: 'no promise is made of nothing',
    plain: 'it yields nothing to await',
    awaited: 'it is awaited',
    dropped: 'nobody takes its value, which `floating-promise` judges',
    unknown: 'what it yields is not known: {unknown}',
    maybeOther: 'of what it may yield not everything is a coroutine or promise: it may be a task, a builder or a plain value',
    maybeSynchronous: 'one of the functions that it may reach yields its result at once',
    examined: 'somebody asks which kind of value this is, and so knows of both',
    taken: 'somebody awaits it, or gets it and may await it',
    harmless: 'it is only asked whether there is a value',
    certain: 'nobody reads the variable, but it can\'t fail, or the name says that it is not wanted',
    module: 'it is a variable of the module, which others may read',
    test: 'in a test, whose runner notices the failure',
    listTaken: 'somebody awaits the elements of the list, or gets it and may do so',
  },
  *check(file, project) {
    const shared = new SharedVariables(file);
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        const kind = fn.flow.kind(i);
        if (kind !== 'call' && kind !== 'loop') continue;
        const step = fn.flow.step(i);
        if (step.kind === 'call' && (isCertain(fn, step) || possibilities(project, fn, i) !== null)) yield* judgeCall(project, fn, step, shared);
        const isList = (step.kind === 'call' || (step.kind === 'loop' && step.makes !== null)) && elementPossibilities(project, fn, i) !== null;
        if (isList) yield* judgeList(project, fn, step, shared);
      }
    }
  },
  // Most calls yield something else: that is looked into only for those who ask.
  *silences(file, project) {
    for (const fn of file.functions) {
      for (const call of fn.flow) {
        if (call.kind !== 'call' || isCertain(fn, call) || possibilities(project, fn, call.index) !== null) continue;
        yield { silent: whyOther(project, fn, call), fn, at: call.index };
      }
    }
  },
};

/** What is told of it does not rest on what it yields. */
function isCertain(fn: FunctionUnit, call: CallStep): boolean {
  return fn.flow.kind(call.callee) === 'fn' || (call.new && call.arguments.length === 0);
}

function* judgeCall(project: Project, fn: FunctionUnit, call: CallStep, shared: SharedVariables): Iterable<RuleFinding | Silence> {
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: call.index });
  if (fn.flow.kind(call.callee) === 'fn') return yield silent('inline');
  // This is Flow's `new Promise<void>(…)` in a file of JavaScript.
  if (call.new && call.arguments.length === 0) return yield silent('empty');
  const of = possibilities(project, fn, call.index);
  if (of === null) return;
  if (mayBeSynchronous(project, fn, call.index)) return yield silent('maybeSynchronous');
  const absent = mayBeAbsent(project, fn, call.index);
  const fates = [...new Fates(project, fn, shared, of).ofValue(call.index, absent)];
  const misuse = misuseOf(fates);
  const data = { callee: calleeName(project, fn, call.index), thing: thingOf(fn, of) };
  const found = { span: calleeSpan(fn, call), related: declarations(project, fn, call.index) };
  const fixes = (): readonly Fix[] => curesOf(project, fn, call, of, fates);
  if (misuse?.use.form === 'tested') yield { ...found, message: 'tested', data, fixes };
  else if (misuse !== null) yield { ...found, message: 'used', data: { ...data, what: misuse.use.what }, fixes };
  else if (absent || fn.index === 0) yield silent(fn.index === 0 && unreadName(fates) !== null ? 'module' : whyTaken(project, fn, call, fates));
  else {
    const name = unreadName(fates);
    if (name === null) return yield silent(whyTaken(project, fn, call, fates));
    if (fn.file.language === 'typescript') {
      if (!call.new && !name.startsWith('_') && project.callMayReject(fn, call.index)) yield { ...found, message: 'unwaited', ...project.isTest(fn.file) ? { level: 'info', lowered: 'test' } : {}, data: { ...data, name }, fixes };
      else yield silent('certain');
    } else if (data.thing === 'coroutine') yield { ...found, message: 'neverRuns', data: { ...data, name }, fixes };
    else yield silent('certain');
  }
}

/** Why what a call yields is no coroutine or promise that has to be awaited here. */
function whyOther(project: Project, fn: FunctionUnit, call: CallStep): string {
  const { answer } = project.awaitable(fn, call.index);
  if (answer === 'no') return 'plain';
  if (isUsed(project, fn, call, 'awaited')) return 'awaited';
  return project.origins(fn, call.index).unknown ? 'unknown' : 'maybeOther';
}

function isUsed(project: Project, fn: FunctionUnit, call: CallStep, as: 'awaited' | 'dropped'): boolean {
  return project.index(fn).uses(call.index).some(({ role }) => role === as);
}

function whyTaken(project: Project, fn: FunctionUnit, call: CallStep, fates: readonly Fate[]): string {
  if (fates.some(({ form }) => form === 'examined')) return 'examined';
  if (isUsed(project, fn, call, 'dropped')) return 'dropped';
  if (isUsed(project, fn, call, 'awaited')) return 'awaited';
  return fates.every(({ form }) => form === 'harmless' || form === 'unread') ? 'harmless' : 'taken';
}

function* judgeList(project: Project, fn: FunctionUnit, list: CallStep | LoopStep, shared: SharedVariables): Iterable<RuleFinding | Silence> {
  const of = elementPossibilities(project, fn, list.index);
  if (of === null || (list.kind === 'call' && takesOut(project, fn, list.index))) return;
  const fates = [...new Fates(project, fn, shared, of).ofList(list.index)];
  if (fates.length === 0 || fates.some(({ form }) => form === 'awaited' || form === 'handed' || form === 'examined')) {
    return yield { silent: 'listTaken', fn, at: list.index };
  }
  const misuse = misuseOf(fates);
  const name = unreadName(fates);
  if (fn.index === 0 && name !== null && name !== '') return yield { silent: 'module', fn, at: list.index };
  const why = misuse?.use.form === 'tested' ? 'what is tested is none of their results'
    : misuse !== null ? `${misuse.use.what} are not their results`
    : name === null ? 'nothing takes them out of it' : name === '' ? 'nothing uses it' : `nothing uses \`${name}\``;
  const cure = fn.file.language === 'python' ? '`asyncio.gather`' : '`Promise.all`';
  yield { message: 'list', span: spanOfList(fn, list), data: { thing: thingOf(fn, of), why, cure }, fixes: () => gathered(project, fn, list) };
}

type Misuse = Fate & { readonly form: 'misuse' };

/** The first use that proves the await missing, given all that becomes of the value. */
function misuseOf(fates: readonly Fate[]): Misuse | null {
  if (fates.some(({ form }) => form === 'awaited' || form === 'examined')) return null;
  const misuses = fates.filter((fate): fate is Misuse => fate.form === 'misuse').sort((a, b) => a.at - b.at);
  const isTaken = fates.some(({ form }) => form === 'handed');
  return misuses.find(({ certain }) => certain) ?? (isTaken ? null : misuses[0] ?? null);
}

/** The name of the variable that alone holds the value and that nobody reads, or null. */
function unreadName(fates: readonly Fate[]): string | null {
  const first = fates[0];
  return first?.form === 'unread' && fates.every(({ form }) => form === 'unread') ? first.name : null;
}

/** Beneath the call that makes each element, or the name of the method that makes the list. */
function spanOfList(fn: FunctionUnit, list: CallStep | LoopStep): Span {
  if (list.kind === 'call') return calleeSpan(fn, list);
  for (let i = list.index + 1; i < list.last; i++) {
    const step = fn.flow.step(i);
    if (step.kind !== 'arm' || step.result < 0) continue;
    const result = fn.flow.step(step.result);
    if (result.kind === 'call') return calleeSpan(fn, result);
  }
  return firstLine(fn.file, list);
}

function firstLine({ text }: FileUnit, { start, end }: Span): Span {
  const length = text.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}
