import { armMayRun, armsOf } from '../../engine/flow/regions.js';
import { spelled, type CallStep, type Value } from '../../engine/flow/step.js';
import { holds } from '../../engine/project/arguments.js';
import { callBefore } from '../../engine/project/chains.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { isLeftOnPurpose } from '../on-purpose.js';
import { asideOf } from '../order.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { declarations, guardsItsAwaits, mayBeSynchronous, settlesAtOnce } from '../targets.js';
import { chainCanFail, chainOf } from './chains.js';
import { curesOf, waitedFor, type Dropped } from './cures.js';

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
  fixes: ['safe', 'suggestion'],
  since: '0.1.0',
  related: ['@typescript-eslint/no-floating-promises', 'reportUnusedCoroutine', 'unused-coroutine', 'unused-awaitable'],
  snippets: ['async-background', 'async-gather'],
  messages: {
    neverRuns: { text: '`{callee}` is called but never awaited, so it never runs', help: 'Await it, or start it as a task that somebody keeps.' },
    unhandled: { text: 'Nobody awaits `{callee}`, so nobody notices when it fails', help: 'Await it, return it, or handle its failure with `.catch(…)`.' },
    noHandler: {
      text: 'Nobody handles a failure of `{callee}`: the chain has no rejection handler', help: 'Await the chain, or end it with `.catch(…)`.',
    },
    meant: {
      text: 'A comment says that `{callee}` is not awaited on purpose, but nobody notices when it fails', help: 'End it with `.catch(…)`, unless a failure is nobody\'s business.',
    },
    unwaited: {
      text: 'Nobody waits for `{callee}`: what follows may run before it is done',
      help: 'Await it; where it is meant to run on by itself, write `void` before it.',
    },
    likely: { text: '`{callee}` is likely never awaited: `{other}` awaits it', help: 'Await it here too, if it is a coroutine or promise.' },
  },
  early: ['neverRuns'],
  examines: 'calls whose value nobody takes',
  reasons: {
    guarded: 'what is called handles the failures of all that it awaits',
    settled: 'what is called awaits nothing, so that it is done when the call comes back, and throws nothing itself',
    browser: 'it runs in a browser, which goes on after a rejection',
    intercepted: 'it runs in a browser, and its program handles failed requests in one place, by an interceptor',
    electron: 'it is of a program of Electron, which goes on after a rejection',
    vscode: 'it runs in an extension of VS Code, which goes on after a rejection',
    lastResort: 'it stands in the handler of its program for failures that nobody else handles',
    reported: 'its program has a listener for rejections that nobody handles, and goes on after one',
    meant: 'a comment says that nobody waits for it on purpose',
    void: '`void` says that nobody waits for it on purpose',
    dead: 'it never runs: a constant test keeps it out',
    inline: 'an async function that is called where it stands is a background task, which `dangling-task` judges',
    handled: 'the chain has a handler for its failure',
    mayBeDropped: 'dropping what `{callee}` yields is common and right',
    task: 'it starts a task, whose handle is the matter of `dangling-task`',
    lazy: 'what it yields starts only when it is awaited, and building it changes nothing',
    certain: 'it can\'t fail, and nobody needs to wait for it',
    maybeNothing: 'it may as well yield nothing: it may be the synchronous one of two twins',
    maybeSynchronous: 'one of the functions that it may reach yields its result at once',
    maybeOther: 'of what it may reach not everything yields something to await',
    plain: 'it yields nothing to await',
    unknown: 'what it yields is not known: {unknown}',
    raises: 'it is called for the exception that it raises before there is a coroutine',
    inSync: 'the same callee is awaited elsewhere, but in a function that is not asynchronous nothing is likely',
    test: 'in a test, whose runner notices the failure',
    aside: 'in a script or sample, run by hand, where a failure ends the process and is noticed',
    module: 'at the top of a module, where a failure ends the process and is noticed',
  },
  *check(file, project) {
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) === 'call' && file.language === 'typescript') yield* ofEach(project, fn, i);
        if (fn.flow.kind(i) !== 'drop') continue;
        const drop = fn.flow.step(i);
        if (drop.kind !== 'drop') continue;
        if (drop.void || isDead(fn, i)) {
          yield { silent: drop.void ? 'void' : 'dead', fn, at: i };
          continue;
        }
        for (const tail of tailsOf(fn, drop.of, null)) yield* judge(project, fn, tail);
      }
    }
  },
};

/** `xs.forEach((x) => x.save())`: nobody takes what the function yields for each element. */
function* ofEach(project: Project, fn: FunctionUnit, index: Value): Iterable<RuleFinding | Silence> {
  const call = fn.flow.step(index);
  const first = call.kind === 'call' ? call.arguments[0] : undefined;
  const literal = first === undefined || first.spread ? undefined : fn.flow.step(first.value);
  const each = literal?.kind === 'fn' ? fn.file.functions[literal.function] : undefined;
  if (each === undefined || !each.fact.expressionBody || each.fact.async) return;
  if (!/^globalThis:(Array|Set|Map)\.forEach$/.test(project.known(fn, index)?.symbol ?? '')) return;
  for (const step of each.flow) {
    if (step.kind !== 'exit' || step.form !== 'return') continue;
    for (const tail of tailsOf(each, step.of, null)) yield* judge(project, each, tail);
  }
}

function* tailsOf(fn: FunctionUnit, value: Value, chain: Span | null, whole = true): Iterable<Dropped> {
  if (value < 0) return;
  const step = fn.flow.step(value);
  if (step.kind === 'call') yield { call: step, expression: chain ?? step, whole };
  if (step.kind !== 'branch') return;
  for (const arm of armsOf(fn.flow, value)) {
    // `a?.b()` is awaited as a whole; of other branches only the end is.
    if (arm.result >= 0) yield* tailsOf(fn, arm.result, step.form === 'optional' ? chain ?? step : null, whole && step.form === 'optional');
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

function* judge(project: Project, fn: FunctionUnit, dropped: Dropped): Iterable<RuleFinding | Silence> {
  const { call } = dropped;
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: call.index });
  if (fn.flow.kind(call.callee) === 'fn') return yield silent('inline');
  const found = { span: calleeSpan(fn, call), data: { callee: calleeName(project, fn, call.index) }, fixes: () => curesOf(project, fn, dropped) };
  const chain = chainOf(project, fn, call);
  if (chain !== null) {
    if (chain.handled) return yield silent('handled');
    if (chain.mayBeDropped) return yield silent('mayBeDropped');
    const root = callBefore(project.index(fn), fn, chain.first);
    const kept = (root === undefined ? null : whyKept(project, fn, root)) ?? (chainCanFail(project, fn, call, chain) ? null : 'certain');
    return yield kept === null ? unhandled(project, fn, chain.root, call, { ...found, message: 'noHandler' }) : silent(kept);
  }
  const answer = project.awaitable(fn, call.index);
  // A function that may be called from both worlds is often one that answers to both: in a sync function nothing is likely.
  if (answer.answer === 'likely' && fn.fact.async) {
    const { place } = answer;
    const related = [{ place, message: `\`${found.data.callee}\` is awaited here` }];
    return yield { ...found, message: 'likely', level: 'info', data: { ...found.data, other: shortName(place.function) }, related, fixes: () => onlyLikely(project, fn, dropped) };
  }
  const kept = whyKept(project, fn, call);
  if (kept !== null) return yield silent(answer.answer === 'likely' ? 'inSync' : kept);
  if (isCalledToRaise(project, fn, call)) return yield silent('raises');
  const related = declarations(project, fn, call.index);
  const isOf = (kind: string): boolean => answer.answer === 'yes' && answer.of.every((of) => of.kind === kind);
  // A query that is being built (Knex, Mongoose) waits to be awaited; what motor starts in a thread runs anyway.
  if (isOf('lazy') || (fn.file.language === 'python' && !isOf('promise'))) yield { ...found, message: 'neverRuns', related };
  else if (project.callMayReject(fn, call.index)) yield unhandled(project, fn, call, call, { ...found, message: 'unhandled', related });
  else if (isLeftOnPurpose(fn, call)) yield silent('meant');
  else if (project.known(fn, call.index)?.fact.neverFails !== true) yield { ...found, message: 'unwaited', level: 'info', related };
  else yield silent('certain');
}

/**
 * Whether a call stands where an exception is expected of it (`with pytest.raises(…)`), and only runs functions that may raise
 * one at once: a coroutine raises nothing before it is awaited.
 */
function isCalledToRaise(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (fn.file.language !== 'python') return false;
  const isExpected = project.index(fn).enclosing(call.index).some((region) => (
    region.kind === 'scope' && !region.async && region.item >= 0 && expecting.test(project.calleeText(fn, region.item))
  ));
  const { targets, unknown } = project.callee(fn, call.index);
  return isExpected && !unknown && targets.length > 0 && targets.every((target) => target.form === 'function' && !target.function.fact.async);
}

/** https://docs.pytest.org/en/stable/reference/reference.html#pytest-raises, https://docs.python.org/3/library/unittest.html#unittest.TestCase.assertRaises */
const expecting = /^(?:pytest\.)?raises$|\.assertRaises(?:Regex)?$/;

/** What nobody waits for although it may fail. A comment that says so on purpose is believed, but handles no failure. */
function unhandled(project: Project, fn: FunctionUnit, root: CallStep | null, call: CallStep, finding: RuleFinding): RuleFinding | Silence {
  const level = levelOf(project, fn, call, root);
  if (!isLeftOnPurpose(fn, call)) return { ...finding, ...level };
  return level.lowered === 'guarded' || level.lowered === 'settled' ? { silent: 'meant', fn, at: call.index } : { ...finding, message: 'meant', level: 'info', lowered: 'meant' };
}

/**
 * A rejection that nobody handles ends the process where it happens at the top of a module, and fails the run of the
 * tests where a test causes it: somebody notices, so it is no more than likely that work is lost. A browser goes on and
 * writes it to a console that nobody reads, and so do all processes of Electron (https://github.com/electron/electron/pull/29244);
 * of a program there that listens for rejections, nothing is lost unseen. Of Node such a program goes on and logs it.
 * @param call the last call of a chain. @param root what it begins with, where that is a call.
 */
function levelOf(project: Project, fn: FunctionUnit, call: CallStep, root: CallStep | null): Pick<RuleFinding, 'level' | 'lowered'> {
  if (project.isTest(fn.file)) return { level: 'info', lowered: 'test' };
  if (fn.index === 0 || isCalledAtTop(fn)) return { level: 'info', lowered: 'module' };
  if (asideOf(project, fn) !== null) return { level: 'info', lowered: 'aside' };
  if (root !== null && guardsItsAwaits(project, fn, root.index)) return { level: 'info', lowered: 'guarded' };
  // Of a chain the links may wait and fail, whatever it begins with.
  if (root === call && settlesAtOnce(project, fn, call.index)) return { level: 'info', lowered: 'settled' };
  if (fn.file.language === 'python') return {};
  if (isLastResort(project, fn)) return { level: 'info', lowered: 'lastResort' };
  const { reportsRejections, showsRejections } = project.contexts(fn);
  const inBrowser = project.environment(fn.file) === 'browser';
  if (inBrowser && root !== null && isIntercepted(project, fn, root)) return { level: 'info', lowered: 'intercepted' };
  const host = project.host(fn.file);
  if (inBrowser || host === 'electron') {
    const isListenedFor = showsRejections || (reportsRejections && !inBrowser);
    return isListenedFor && !missesHandler(project, fn, call) ? { level: 'info', lowered: 'reported' } : { level: 'warning', lowered: inBrowser ? 'browser' : 'electron' };
  }
  if (reportsRejections) return { level: 'warning', lowered: 'reported' };
  return host === 'vscode' ? { level: 'warning', lowered: 'vscode' } : {};
}

/** Whether a function, or one that it stands in, is given to what tells a program of failures that nobody handles. */
function isLastResort(project: Project, fn: FunctionUnit): boolean {
  for (let at = fn, around = fn.file.functions[fn.fact.parent]; around !== undefined; at = around, around = at.file.functions[at.fact.parent]) {
    const [inner, outer] = [at, around];
    const isHandler = [...outer.flow].some((step) => {
      if (step.kind !== 'call' || !step.arguments.some(({ value }) => isLiteralOf(outer, value, inner))) return false;
      const fact = project.known(outer, step.index)?.fact;
      return [...fact?.reportsRejections ?? [], ...fact?.reportsExceptions ?? []].some((test) => holds(outer, step, test) === true);
    });
    if (isHandler) return true;
  }
  return false;
}

function isLiteralOf(around: FunctionUnit, value: Value, fn: FunctionUnit): boolean {
  const step = around.flow.step(value);
  return step.kind === 'fn' && step.function === fn.index;
}

/** Whether a call stands in a `try` that awaits nothing, so that its handler is there for a failure of the call, and never sees it. */
function missesHandler(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { flow } = fn;
  return project.index(fn).enclosing(call.index).some(({ kind, index }) => {
    const arm = flow.step(index);
    if (kind !== 'arm' || arm.kind !== 'arm' || arm.role !== 'body' || !armsOf(flow, arm.parent).some(({ role }) => role === 'handler')) return false;
    for (let i = index + 1; i < flow.last(index); i++) if (flow.kind(i) === 'await') return false;
    return true;
  });
}

/** Whether a function is called where it stands, at the top of its module: `(async () => { … })()`. */
function isCalledAtTop({ file, index, fact }: FunctionUnit): boolean {
  const top = file.functions[0]!;
  return fact.parent === 0 && [...top.flow].some((step) => {
    const callee = step.kind === 'call' ? top.flow.step(step.callee) : undefined;
    return callee?.kind === 'fn' && callee.function === index;
  });
}

/** Whether what a call does are requests, and its program tells people of those that fail. */
function isIntercepted(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (!project.contexts(fn).reportsRequests) return false;
  const { targets } = project.callee(fn, call.index);
  return targets.length > 0 && targets.every((target) => (target.form === 'symbol' ? target.fact?.io === true : target.form === 'function' && project.doesIo(target.function)));
}

/** The reason for which a call may be left alone, or null where it surely yields an awaitable that has to be taken. */
function whyKept(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  const answer = project.awaitable(fn, call.index);
  if (answer.answer === 'no') return 'plain';
  if (answer.answer !== 'yes') {
    return project.origins(fn, call.index).unknown ? 'unknown' : 'maybeOther';
  }
  if (answer.of.some(({ kind }) => kind === 'task' || kind === 'future')) return 'task';
  if (answer.of.some(({ mayBeDropped }) => mayBeDropped)) return 'mayBeDropped';
  if (answer.of.some(({ kind }) => kind === 'lazy') && project.known(fn, call.index)?.fact.does !== 'change') return 'lazy';
  // What may as well yield nothing may be the synchronous one of two twins.
  if (project.origins(fn, call.index).of.some(({ form }) => form === 'none')) return 'maybeNothing';
  return mayBeSynchronous(project, fn, call.index) ? 'maybeSynchronous' : null;
}

/** What may be no coroutine at all is awaited if the user says so. */
function onlyLikely(project: Project, fn: FunctionUnit, dropped: Dropped): readonly Fix[] {
  return waitedFor(project, fn, dropped).map((fix) => ({ ...fix, kind: 'suggestion' }));
}

/** `load` of `Service.load`, without the number that tells functions of one name apart. */
function shortName(qualified: string): string {
  return spelled(qualified.slice(qualified.lastIndexOf('.') + 1));
}
