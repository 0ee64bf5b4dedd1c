import { NewNames } from '../../engine/edit/new-names.js';
import { importMember } from '../../engine/edit/python-imports.js';
import type { AwaitStep, CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, TextEdit } from '../../engine/rule.js';
import { awaitedCall, isIndependent, usesConnection } from './branches.js';
import type { Item } from './items.js';

/** The symbols under which every branch runs to its end, so that nothing but the time it takes is another without the awaits. */
const runsAll: ReadonlySet<string> = new Set(['asyncio:gather', 'globalThis:Promise.all']);

/** Hands the calls over as they are, without the inner awaits. */
export function curesOf(project: Project, fn: FunctionUnit, together: CallStep, items: readonly Item[]): readonly Fix[] {
  const symbol = project.known(fn, together.index)?.symbol ?? '';
  if (symbol === 'asyncio:wait') return startedAsTasks(project, fn, items);
  if (fn.file.language === 'typescript' && items.some(({ within }) => within.length > 0)) return chained(fn, items);
  // What waits within an argument of Python would need a function of its own; a single arm without a value can't be gathered.
  if (items.some((item) => item.within.length > 0 || (fn.file.language === 'python' && !isWholeAwait(fn, item)))) return [];
  const edits = withoutAwaits(fn, items.flatMap(({ ends }) => ends), '');
  const calls = items.flatMap((item) => callsOf(fn, item));
  const isSafe = runsAll.has(symbol) && calls.every((call) => isIndependent(project, fn, call) && !usesConnection(project, fn, call));
  return edits === null ? [] : [{ title: 'Leave out the inner await', kind: isSafe ? 'safe' : 'suggestion', edits }];
}

export function callsOf(fn: FunctionUnit, { value, ends, within }: Item): readonly CallStep[] {
  const own = fn.flow.step(value);
  const awaited = [...ends, ...within].flatMap((wait) => awaitedCall(fn, wait) ?? []);
  return own.kind === 'call' ? [...awaited, own] : awaited;
}

function isWholeAwait({ flow }: FunctionUnit, { ends, many, value }: Item): boolean {
  return ends.length === 0 || many || flow.kind(value) === 'await';
}

/** `asyncio.wait` takes tasks, and since Python 3.11 no coroutines: https://docs.python.org/3/library/asyncio-task.html#asyncio.wait */
function startedAsTasks(project: Project, fn: FunctionUnit, items: readonly Item[]): readonly Fix[] {
  const isCoroutine = ({ value, ends }: Item): boolean => (ends.length === 0
    ? project.origins(fn, value).of.some((origin) => origin.form === 'awaitable' && origin.kind !== 'task' && origin.kind !== 'future') : false);
  const start = importMember(fn.file.text, fn.file.facts, 'asyncio', 'create_task', fn.index);
  if (start === null || items.some((item) => item.within.length > 0 || isCoroutine(item) || !isWholeAwait(fn, item))) return [];
  const edits = withoutAwaits(fn, items.flatMap(({ ends }) => ends), `${start.name}(`);
  if (edits === null) return [];
  const closed = items.flatMap(({ ends }) => ends).map(({ of }): TextEdit => ({ start: fn.flow.end(of), end: fn.flow.end(of), text: ')' }));
  return [{ title: 'Start them as tasks', kind: 'suggestion', edits: [...start.edits, ...edits, ...closed] }];
}

/** `(await a()).b` becomes `a().then((x) => x.b)`. */
function chained(fn: FunctionUnit, items: readonly Item[]): readonly Fix[] {
  const edits = withoutAwaits(fn, items.flatMap(({ ends }) => ends), '');
  const chains = items.filter(({ within }) => within.length > 0).map((item) => chainOf(fn, item));
  const whole = chains.filter((chain) => chain !== null);
  if (edits === null || whole.length < chains.length) return [];
  return [{ title: 'Run them together, with .then(…) in place of the inner await', kind: 'suggestion', edits: [...edits, ...whole] }];
}

/** Null where it waits more than once, or only on one of several ways. */
function chainOf(fn: FunctionUnit, { value, ends, within }: Item): TextEdit | null {
  const [wait] = within;
  const { text } = fn.file;
  const call = wait === undefined ? null : awaitedCall(fn, wait);
  if (wait === undefined || call === null || ends.length > 0 || within.length > 1 || fn.flow.kind(value) === 'branch' || fn.flow.parent(wait.index) !== fn.flow.parent(value)) return null;
  const start = fn.flow.start(value);
  const end = fn.flow.end(value);
  const isBracketed = wait.start === start + 1 && text[start] === '(' && text[call.end] === ')';
  const name = new NewNames(fn).ofResult(call.index);
  const rest = isBracketed ? text.slice(call.end + 1, end) : text.slice(call.end, end);
  const before = isBracketed ? '' : text.slice(start, wait.start);
  // An object would be taken for the body of the function.
  const body = `${before}${name}${rest}`;
  if (/[\r\n]|\/[/*]/.test(text.slice(wait.start, call.start) + body)) return null;
  return { start, end, text: `${text.slice(call.start, call.end)}.then((${name}) => ${body.startsWith('{') ? `(${body})` : body})` };
}

/** Puts something in the place of each `await`; null where a comment stands between it and what it waits for. */
function withoutAwaits({ file, flow }: FunctionUnit, awaits: readonly AwaitStep[], text: string): readonly TextEdit[] | null {
  const edits = awaits.map(({ start, of }) => (/^await[ \t]+$/.test(file.text.slice(start, flow.start(of))) ? { start, end: flow.start(of), text } : null));
  const whole = edits.filter((edit) => edit !== null);
  return whole.length < edits.length ? null : whole;
}
