import type { CallStep, Value } from '../flow/step.js';
import type { Project } from '../project/project.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import { bracketsOf, type Brackets } from './arguments.js';
import { insertAwait } from './await.js';
import { lineEndOf } from './edits.js';
import { importMember, importModule } from './python-imports.js';

/** A call moved into a thread. */
export interface Moved {
  /** What runs it there, as a reader knows it: `asyncio.to_thread`. */
  readonly by: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Makes a call of a Python coroutine run in a worker thread and awaits it, by the library that the code is written for:
 * `f(a, k=v)` becomes `await asyncio.to_thread(f, a, k=v)`. The callee and the arguments are evaluated as before, in the
 * same order.
 * @param whole the callee or an argument is to be evaluated in the thread as well: the expression becomes a lambda.
 * @returns null where the call's form does not allow it, or a name that is needed stands for something else.
 */
export function inThread(project: Project, fn: FunctionUnit, call: CallStep, whole = false): Moved | null {
  const { file: { text }, flow } = fn;
  const brackets = bracketsOf(fn, call);
  const awaited = insertAwait(text, 'python', call);
  const runner = runnerOf(project, fn);
  if (brackets === null || awaited === null || runner === null || (!whole && flow.start(call.callee) !== call.start)) return null;
  const [{ text: opening }, closing] = awaited as readonly [TextEdit, TextEdit?];
  const move = (head: string, replaced: { start: number; end: number; text: string } | null, tail: string, more: readonly TextEdit[]): Moved => ({
    by: runner.by,
    edits: [
      ...runner.edits, ...more, { start: call.start, end: call.start, text: opening + runner.open + head }, ...(replaced === null ? [] : [replaced]),
      ...(tail + (closing?.text ?? '') === '' ? [] : [{ start: call.end, end: call.end, text: tail + (closing?.text ?? '') }]),
    ],
  });
  const first = runner.first === null ? '' : `${runner.first}, `;
  if (whole) return containsAny(fn, call, ['await', 'yield', 'write']) ? null : move(`${first}lambda: `, null, ')', []);
  const calleeEnd = flow.end(call.callee);
  if (brackets.first === brackets.close) {
    const isEmpty = /^\s*\(\s*$/.test(text.slice(calleeEnd, brackets.close));
    return isEmpty ? move(first, { start: calleeEnd, end: brackets.close, text: '' }, '', []) : null;
  }
  if (isBareGenerator(fn, call, brackets)) return null;
  const gap = text.slice(brackets.open + 1, brackets.first);
  const isOneLine = !/[\r\n]/.test(gap);
  if (text.slice(calleeEnd, brackets.open).trim() !== '' || (isOneLine && gap.trim() !== '')) return null;
  const lead = isOneLine ? '' : lineEndOf(text) + /[ \t]*$/.exec(gap)![0];
  const separator = { start: calleeEnd, end: isOneLine ? brackets.first : brackets.open + 1, text: isOneLine ? ', ' : ',' };
  if (runner.keywords || call.arguments.every(({ name, spread }) => name === null && !isKeywords(spread, fn, call))) {
    return move(lead === '' || runner.first === null ? first + lead : `${lead}${runner.first},${lead}`, separator, '', []);
  }
  const partial = importMember(text, fn.file.facts, 'functools', 'partial', fn.index);
  return partial === null ? null : move(`${first}${partial.name}(${lead}`, separator, ')', partial.edits);
}

/** Whether there is `**kwargs` among the arguments. */
function isKeywords(spread: boolean, { file: { text }, flow }: FunctionUnit, call: CallStep): boolean {
  return spread && call.arguments.some(({ value }) => /\*\*\s*$/.test(text.slice(call.start, flow.start(value))));
}

interface Runner {
  readonly by: string;
  /** The call up to its first argument. */
  readonly open: string;
  /** What stands before the function, if anything does. */
  readonly first: string | null;
  /** Whether it hands on keyword arguments. */
  readonly keywords: boolean;
  readonly edits: readonly TextEdit[];
}

/**
 * What only Python in a browser can import, which has no threads:
 * https://pyodide.org/en/stable/usage/wasm-constraints.html, https://pyodide.org/en/stable/usage/api/python-api.html
 */
const ofBrowsers: ReadonlySet<string> = new Set(['js', 'pyodide', 'pyodide_js']);

/** https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread (3.9); anyio 4 and trio 0.34: `to_thread.run_sync`. */
function runnerOf(project: Project, fn: FunctionUnit): Runner | null {
  const { text, facts } = fn.file;
  const library = project.concurrency(fn);
  if (library === 'other' || facts.imports.some(({ module }) => ofBrowsers.has(module.split('.', 1)[0]!))) return null;
  if (library === 'asyncio' && !project.isAtLeast(fn.file, [3, 9])) {
    const known = importModule(text, facts, library, fn.index);
    // Within a coroutine both give the loop that runs (since 3.5.3); `get_running_loop` came with 3.7.
    const loop = project.isAtLeast(fn.file, [3, 7]) ? 'get_running_loop' : 'get_event_loop';
    return known === null ? null : { by: 'run_in_executor', open: `${known.name}.${loop}().run_in_executor(`, first: 'None', keywords: false, edits: known.edits };
  }
  const known = importMember(text, facts, library, 'to_thread', fn.index);
  if (known === null) return null;
  if (library === 'asyncio') return { by: 'asyncio.to_thread', open: `${known.name}(`, first: null, keywords: true, edits: known.edits };
  return { by: `${library}.to_thread.run_sync`, open: `${known.name}.run_sync(`, first: null, keywords: false, edits: known.edits };
}

/** A generator that is the only argument shares the call's brackets, and needs its own beside others. */
function isBareGenerator({ flow }: FunctionUnit, call: CallStep, { open }: Brackets): boolean {
  const only = call.arguments.length === 1 ? flow.step(call.arguments[0]!.value) : undefined;
  return only?.kind === 'loop' && only.makes === 'generator' && only.start <= open;
}

/** Whether a step of such a kind is evaluated within a call. */
function containsAny({ flow }: FunctionUnit, { start, end }: CallStep, kinds: readonly string[]): boolean {
  for (let i: Value = 0; i < flow.length; i++) if (kinds.includes(flow.kind(i)) && flow.start(i) >= start && flow.end(i) <= end) return true;
  return false;
}
