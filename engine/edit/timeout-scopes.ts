import type { CallStep, Value } from '../flow/step.js';
import type { ArgumentRef } from '../knowledge/knowledge.js';
import type { Project } from '../project/project.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import { setOption } from './arguments.js';
import { lineEndOf } from './edits.js';
import { importMember } from './python-imports.js';
import { indented, indentUnitOf, wrapped, type Statement } from './statements.js';

/** Limits of time as edits. */
export interface Limited {
  /** What sets the limit, as a reader knows it: `asyncio.timeout`. */
  readonly by: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Puts statements of a Python coroutine into a scope that cancels them after some seconds and then raises `TimeoutError`
 * (trio: `TooSlowError`), by the library that the code is written for.
 *
 * https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout (3.11); anyio 4 and trio 0.34: `fail_after`.
 * @param row statements of one block in order, with nothing between them but what is to stand in the scope too.
 * @returns null where the project's versions have no such scope, or a statement shares its line with another.
 */
export function inTimeout(project: Project, fn: FunctionUnit, row: readonly Statement[], seconds: string): Limited | null {
  const library = project.concurrency(fn);
  if (library === 'other' || (library === 'asyncio' && !project.isAtLeast(fn.file, [3, 11]))) return null;
  const name = library === 'asyncio' ? 'timeout' : 'fail_after';
  const known = importMember(fn.file.text, fn.file.facts, library, name, fn.index);
  const block = known === null ? null : wrapped(fn.file, row, `${library === 'asyncio' ? 'async with' : 'with'} ${known.name}(${seconds}):`);
  return known === null || block === null ? null : { by: `${library}.${name}`, edits: [...known.edits, ...block] };
}

/**
 * Puts a statement of a coroutine of asyncio that waits for a process into a scope of time, behind which the process is killed:
 * whoever stops waiting for it does not end it.
 *
 * https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.communicate
 * @param process the process as the code names it.
 * @returns null where the project's versions have no such scope, or the statement shares its line with another.
 */
export function inTimeoutElseKilled(project: Project, fn: FunctionUnit, statement: Statement, process: string, seconds: string): Limited | null {
  const { file } = fn;
  if (project.concurrency(fn) !== 'asyncio' || !project.isAtLeast(file, [3, 11]) || !statement.alone) return null;
  const known = importMember(file.text, file.facts, 'asyncio', 'timeout', fn.index);
  if (known === null) return null;
  const { indentation, lineStart, lineEnd, end } = statement;
  const [unit, newLine] = [indentUnitOf(file), lineEndOf(file.text)];
  const lines = (...each: readonly string[]): string => each.map((line) => indentation + line + newLine).join('');
  const below = lines('except TimeoutError:', `${unit}${process}.kill()`, `${unit}raise`);
  const isEnded = /[\r\n]$/.test(file.text.slice(0, lineEnd));
  return {
    by: 'asyncio.timeout',
    edits: [
      ...known.edits, { start: lineStart, end: lineStart, text: lines('try:', `${unit}async with ${known.name}(${seconds}):`) },
      ...indented(file, { start: lineStart, end }, unit + unit), { start: lineEnd, end: lineEnd, text: isEnded ? below : newLine + below.slice(0, -newLine.length) },
    ],
  };
}

/**
 * Waits for what is awaited by `asyncio.wait_for`, for versions of Python that have no scope for it.
 * @param operand the span of what is awaited.
 */
export function waitedFor(project: Project, fn: FunctionUnit, operand: { readonly start: number; readonly end: number }, seconds: string): Limited | null {
  if (project.concurrency(fn) !== 'asyncio') return null;
  const known = importMember(fn.file.text, fn.file.facts, 'asyncio', 'wait_for', fn.index);
  if (known === null) return null;
  return {
    by: 'asyncio.wait_for',
    edits: [...known.edits, { start: operand.start, end: operand.start, text: `${known.name}(` }, { start: operand.end, end: operand.end, text: `, timeout=${seconds})` }],
  };
}

/**
 * Hands a call of TypeScript or JavaScript a signal that aborts it after some milliseconds, beside the signal that it has
 * where the project's versions of Node can join two.
 *
 * https://nodejs.org/api/globals.html#static-method-abortsignaltimeoutdelay (17.3), `AbortSignal.any` (20.3).
 * @param ref the option that takes a signal. @param given its value, where the call has one; 'unseen' where that can't be told.
 * @returns null where the options can't be seen.
 */
export function withSignal(
  project: Project, fn: FunctionUnit, call: CallStep, ref: ArgumentRef, given: Value | 'unseen' | undefined, milliseconds: string,
): Limited | null {
  const { file, flow } = fn;
  const key = ref.keys?.length === 1 ? ref.keys[0]! : null;
  const timeout = `AbortSignal.timeout(${milliseconds})`;
  if (key === null || ref.position === undefined || call.arguments.slice(0, ref.position + 1).some(({ spread }) => spread)) return null;
  if (given === undefined) {
    const edits = setOption(fn, call, ref.position, key, timeout);
    return edits === null ? null : { by: 'AbortSignal.timeout', edits };
  }
  const options = call.arguments[ref.position];
  const literal = options === undefined ? undefined : flow.step(options.value);
  if (given === 'unseen' || literal?.kind !== 'make' || literal.form !== 'dict') return null;
  const [start, end] = [flow.start(given), flow.end(given)];
  const isShorthand = file.text.slice(start, end) === key && !new RegExp(`${key}\\s*:\\s*$`).test(file.text.slice(literal.start, start));
  if (!project.isAtLeast(file, [20, 3]) || isShorthand) return null;
  return { by: 'AbortSignal.any', edits: [{ start, end: start, text: 'AbortSignal.any([' }, { start: end, end, text: `, ${timeout}])` }] };
}
