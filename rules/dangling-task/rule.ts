import { catchRejection } from '../../engine/edit/rejections.js';
import type { CallStep, DropStep } from '../../engine/flow/step.js';
import { isLeftToOthers } from '../../engine/project/left-to-others.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Level, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { neverWaits } from '../awaited.js';
import { isOfCommand } from '../commands.js';
import { isLeftOnPurpose } from '../on-purpose.js';
import { asideOf } from '../order.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { guardsItsAwaits, settlesAtOnce } from '../targets.js';
import { curesOf } from './cures.js';
import { fateOf } from './handles.js';
import { backgroundOf } from './promises.js';
import { startedBy, type Started, whyHeld, type Work } from './tasks.js';

/**
 * Tasks whose handle nobody keeps. The event loop itself holds tasks weakly, so that one which nothing else refers to may
 * be collected in the middle of its work (the documentation of `asyncio.create_task` says so), and the failure of a task
 * that nobody awaits is told, if at all, when it is collected. A task group holds its tasks, and whoever is given the
 * handle may.
 *
 * A promise of JavaScript is never collected before its time, but its rejection ends a process of Node, and is lost in one of
 * Electron: reported is what a function of the server leaves to itself and may reject. A `void` says that this is meant, and is only pointed out.
 */
export const danglingTask: Rule = {
  id: 'dangling-task',
  summary: 'A task is started, and nobody keeps its handle: it may be collected before it is done, or fail unseen.',
  family: 'lost-work',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: ['suggestion'],
  since: '0.1.0',
  related: ['RUF006', 'unused-awaitable'],
  snippets: ['async-background', 'async-taskgroup'],
  messages: {
    dropped: {
      text: 'Nobody keeps {task}: it may be garbage-collected before it is done, and nobody sees it fail',
      help: 'Keep it in a set until it is done, start it in a `TaskGroup`, or await it.',
    },
    droppedOnly: {
      text: 'Nobody keeps {task}: it may be garbage-collected before it is done',
      help: 'Keep it in a set until it is done, start it in a `TaskGroup`, or await it.',
    },
    droppedMoment: {
      text: 'Nobody keeps {task}, so nobody sees it fail',
      help: 'Await it, keep it in a set until it is done and look at its exception, or start it in a `TaskGroup`.',
    },
    inline: {
      text: 'Nobody waits for this async function, and it may fail: a rejection that nobody handles ends a process of Node',
      help: 'Await it, or end it with `.catch(…)`.',
    },
    inlineListened: {
      text: 'Nobody waits for this async function, and it may fail: a rejection that nobody handles only reaches the listener of its program',
      help: 'Await it, or end it with `.catch(…)`.',
    },
    inlineHosted: {
      text: 'Nobody waits for this async function, and it may fail: a rejection that nobody handles is only written to a console',
      help: 'Await it, or end it with `.catch(…)`.',
    },
    void: {
      text: 'Nobody handles a failure of `{callee}`, which does I/O: a rejection that nobody handles ends a process of Node',
      help: 'End it with `.catch(…)`, unless it can\'t fail.',
    },
    voidListened: {
      text: 'Nobody handles a failure of `{callee}`, which does I/O: a rejection that nobody handles only reaches the listener of its program',
      help: 'End it with `.catch(…)`, unless it can\'t fail.',
    },
    voidHosted: {
      text: 'Nobody handles a failure of `{callee}`, which does I/O: a rejection that nobody handles is only written to a console',
      help: 'End it with `.catch(…)`, unless it can\'t fail.',
    },
    unread: {
      text: 'Nobody reads `{name}`, which holds {task}: when the function ends it may be garbage-collected, and nobody sees it fail',
      help: 'Await or cancel it before the function ends, keep it in a set until it is done, or start it in a `TaskGroup`.',
    },
    unreadMoment: {
      text: 'Nobody reads `{name}`, which holds {task}, so nobody sees it fail',
      help: 'Await it before the function ends, or start it in a `TaskGroup`.',
    },
  },
  examines: 'calls that start a task, and in TypeScript and JavaScript async functions that are left to themselves',
  reasons: {
    handled: 'its work handles its failures itself, and few tasks are collected before they are done',
    moment: 'its work waits for nothing, so that it is done in one go, and nothing in it is known to fail unhandled',
    kept: 'somebody gets the handle: it is stored, awaited or handed to a call',
    returned: 'the caller gets the handle',
    library: 'who starts it holds it, or dropping it is common and right',
    given: 'it hands back a task or future that is there already, if it is given one',
    module: 'at the top of a module it is the program itself',
    browser: 'in a browser a rejection that nobody handles ends nothing',
    test: 'in a test, whose loop ends with it',
    aside: 'in a script or sample, run by hand, whose loop ends with it',
    finalizer: 'it is started in `__del__`, where nobody is left who could keep it',
    unknown: 'what it calls is not known: {unknown}',
    meant: 'a comment says that nobody waits for it on purpose',
    handles: 'it handles all its failures itself, or does no input or output',
    reported: 'it is of a program of Electron, which goes on after a rejection, and listens for those that nobody handles',
    settled: 'it awaits nothing, so that it is done when the call comes back, and throws nothing itself',
  },
  *check(file, project) {
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== (file.language === 'python' ? 'call' : 'drop')) continue;
        const step = fn.flow.step(i);
        if (step.kind === 'drop') yield* judgeBackground(project, fn, step);
        if (step.kind !== 'call') continue;
        const started = startedBy(project, fn, step);
        if (started !== null) yield* judgeTask(project, fn, step, started);
        const held = started === null ? whyHeld(project, fn, step) : null;
        if (held !== null) yield { silent: held, fn, at: i };
      }
    }
  },
};

function* judgeBackground(project: Project, fn: FunctionUnit, drop: DropStep): Iterable<RuleFinding | Silence> {
  const background = backgroundOf(project, fn, drop);
  if (background === null) return;
  if (typeof background === 'string') return yield { silent: background, fn, at: drop.of };
  const { call, form } = background;
  const ends = endsIn(project, fn);
  if (form === 'void') {
    const callee = calleeName(project, fn, call.index);
    yield { message: `void${ends}`, level: 'info', span: calleeSpan(fn, call), data: { callee }, fixes: () => reported(project, fn, call, callee) };
    return;
  }
  const start = fn.flow.start(call.callee);
  const arrow = fn.file.text.slice(start, fn.flow.end(call.callee)).search(/\s*[{\r\n]/);
  const span = { start, end: arrow > 0 ? start + arrow : fn.flow.end(call.callee) };
  const lowered = isLeftOnPurpose(fn, call) ? 'meant' : asideOf(project, fn) !== null ? 'aside' : settlesAtOnce(project, fn, call.index) ? 'settled' : isListenedFor(project, fn) && project.host(fn.file) === 'electron' ? 'reported' : null;
  yield { message: `inline${ends}`, ...(lowered === null ? {} : { level: 'info', lowered }), span, fixes: () => reported(project, fn, call, '') };
}

/**
 * What becomes of a rejection that nobody handles, as the end of a message's id. Electron goes on in all its processes
 * (https://github.com/electron/electron/pull/29244), and so does VS Code, and a program that listens for it.
 */
function endsIn(project: Project, fn: FunctionUnit): '' | 'Listened' | 'Hosted' {
  if (isListenedFor(project, fn)) return 'Listened';
  return project.host(fn.file) === null ? '' : 'Hosted';
}

/** Whether the program of a function listens for rejections that nobody handles; one of Electron does in whichever of its processes. */
function isListenedFor(project: Project, fn: FunctionUnit): boolean {
  const { reportsRejections, showsRejections } = project.contexts(fn);
  return reportsRejections || (showsRejections && project.host(fn.file) === 'electron');
}

function reported(project: Project, fn: FunctionUnit, call: CallStep, callee: string): readonly Fix[] {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  return [{ title: 'Report its failure with .catch(…)', kind: 'suggestion', edits: catchRejection(fn, call, call, /^[\w$]+$/.test(name) ? name : '', isOfCommand(project, fn.file)) }];
}

function* judgeTask(project: Project, fn: FunctionUnit, call: CallStep, started: Started): Iterable<RuleFinding | Silence> {
  const fate = fateOf(project, fn, call.index);
  if (fate.form === 'kept' || fate.form === 'returned') return yield { silent: fate.form, fn, at: call.index };
  const { work, helper } = started;
  const task = work === null ? 'this task' : `the task of \`${calleeName(project, work.fn, work.call.index)}\``;
  const related = helper === null ? [] : [{ place: project.place(helper, -1), message: `\`${helper.fact.name}\` starts the task and only returns it` }];
  // The loop of a test ends with it, and what it leaves behind harms nobody else.
  const isTest = project.isTest(fn.file);
  const meant = isLeftOnPurpose(fn, call);
  // Who is being collected can keep nothing.
  const lowered = isTest ? 'test' : meant ? 'meant' : asideOf(project, fn) !== null ? 'aside' : fn.fact.name === '__del__' ? 'finalizer' : null;
  const level: Level = lowered === null ? 'warning' : 'info';
  const fixes = (): readonly Fix[] => curesOf(project, fn, { ...started, name: fate.form === 'unread' ? fate.name : null });
  const found = { span: calleeSpan(fn, call), related, level, fixes, ...(lowered === null ? {} : { lowered }) };
  // The loop holds a task until its first wait: work without any can't be collected half-way.
  const isMoment = work !== null && neverWaits(project, work.fn, work.call);
  const handles = work !== null && (handlesFailures(project, work) || guardsItsAwaits(project, work.fn, work.call.index));
  if (isMoment && handles) yield { silent: 'moment', fn, at: call.index };
  else if (fate.form === 'unread') yield { ...found, message: isMoment ? 'unreadMoment' : 'unread', data: { task, name: fate.name } };
  else if (!handles) yield { ...found, message: isMoment ? 'droppedMoment' : 'dropped', data: { task } };
  else if (meant) yield { silent: 'meant', fn, at: call.index };
  else yield { ...found, message: 'droppedOnly', level: 'info', lowered: isTest ? 'test' : 'handled', data: { task } };
}

/** Whether every function that the task may run handles all its failures itself. */
function handlesFailures(project: Project, { fn, call }: Work): boolean {
  const { targets, unknown } = project.callee(fn, call.index);
  return !unknown && targets.every((target) => target.form === 'function' && !isLeftToOthers(target.function) && !project.mayFail(target.function));
}
