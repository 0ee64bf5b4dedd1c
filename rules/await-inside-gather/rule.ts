import type { AwaitStep, CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { awaitedCall, isPause, usesConnection, yieldsAwaitable } from './branches.js';
import { callsOf, curesOf } from './cures.js';
import { type Item, itemsOf } from './items.js';

/**
 * Calls that run together what they are given (`gather`, `Promise.all`), but are given results: an argument is awaited
 * before the next one starts. The last argument may wait for something of its own, since nothing stands behind it, and a
 * connection that the arguments share has to carry them one by one.
 */
export const awaitInsideGather: Rule = {
  id: 'await-inside-gather',
  summary: 'Arguments of `gather` or `Promise.all` are awaited before it gets them, and so run one by one.',
  family: 'shape',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: ['safe', 'suggestion'],
  since: '0.1.0',
  related: ['unicorn/no-await-in-promise-methods'],
  snippets: ['async-gather', 'async-gather-list'],
  messages: {
    before: {
      text: '`{callee}` is awaited before `{next}` starts, so `{together}` does not run them together',
      help: 'Hand the calls to `{together}` as they are, without the inner `await`.',
    },
    each: {
      text: 'Each `{callee}` is awaited before the next starts, so `{together}` does not run them together',
      help: 'Hand the calls to `{together}` as they are, without the inner `await`.',
    },
    likely: {
      text: '`{callee}` is awaited before `{together}` gets it; unless it yields something to await again, nothing runs together',
      help: 'Hand the calls to `{together}` as they are, without the inner `await`.',
    },
  },
  examines: 'calls that run together what they are given, such as `gather` and `Promise.all`',
  reasons: {
    none: 'none of its arguments is awaited before it gets them',
    last: 'only the last argument is awaited, and nothing stands behind it that could start meanwhile',
    connection: 'the arguments share a connection, which has to carry them one by one',
    pause: 'what is awaited is a pause',
    again: 'what is awaited yields something to await again',
  },
  *check(file, project) {
    for (const fn of file.functions) {
      if (!fn.fact.async && fn.fact.form !== 'module') continue;
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'call') continue;
        const call = project.known(fn, i)?.fact.takes === 'together' ? fn.flow.step(i) : undefined;
        if (call?.kind === 'call') yield* judge(project, fn, call);
      }
    }
  },
};

function* judge(project: Project, fn: FunctionUnit, together: CallStep): Iterable<RuleFinding | Silence> {
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: together.index });
  const items = itemsOf(fn, together);
  const found = firstSerial(project, fn, items);
  if (found === null) return yield silent(items.every(({ ends, within }) => ends.length + within.length === 0) ? 'none' : 'last');
  if (sharesConnection(project, fn, items)) return yield silent('connection');
  const call = awaitedCall(fn, found.wait);
  if (call === null || isPause(project, fn, call)) return yield silent('pause');
  const again = items.some((item) => item.ends.some(({ index }) => yieldsAwaitable(project, fn, index) === 'yes'));
  if (again) return yield silent('again');
  const span = calleeSpan(fn, call);
  const data = { callee: calleeName(project, fn, call.index), together: project.calleeText(fn, together.index) };
  const fixes = (): readonly Fix[] => curesOf(project, fn, together, items);
  const isSure = items.every((item) => item.ends.every(({ index }) => yieldsAwaitable(project, fn, index) === 'no'));
  if (!isSure) yield { message: 'likely', level: 'info', span, data, fixes };
  else if (found.next === null) yield { message: 'each', span, data, fixes };
  else yield { message: 'before', span, data: { ...data, next: found.next }, fixes };
}

/** The first await that keeps a later argument, or a later round, from starting; `next` names what it keeps. */
function firstSerial(project: Project, fn: FunctionUnit, items: readonly Item[]): { readonly wait: AwaitStep; readonly next: string | null } | null {
  for (const [i, item] of items.entries()) {
    const wait = item.ends[0] ?? item.within[0];
    if (wait === undefined) continue;
    if (item.many) return { wait, next: null };
    const rest = items.slice(i + 1);
    const waits = rest.find((other) => other.ends.length + other.within.length > 0);
    const next = waits === undefined ? undefined : awaitedCall(fn, [...waits.ends, ...waits.within][0]!)?.index;
    const started = item.ends.length === 0 ? undefined : rest.find(({ value }) => starts(project, fn, value))?.value;
    const kept = next ?? started;
    if (kept !== undefined) return { wait, next: calleeName(project, fn, kept) };
  }
  return null;
}

/** Whether a call starts something to await. */
function starts(project: Project, fn: FunctionUnit, value: number): boolean {
  return fn.flow.kind(value) === 'call' && project.awaitable(fn, value).answer === 'yes';
}

/** Whether two of the branches use a connection, which may be the same. */
function sharesConnection(project: Project, fn: FunctionUnit, items: readonly Item[]): boolean {
  const using = items.filter((item) => callsOf(fn, item).some((call) => usesConnection(project, fn, call)));
  return using.length > 1 || using.some(({ many }) => many);
}
