import type { Value } from '../flow/step.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { readAwait } from './await-part.js';
import { lineEndOf } from './edits.js';
import { aboveOf, gatherCall, limited, type AsyncioNames, type Generator } from './gather-call.js';
import { fits, shifted } from './layout.js';
import { continuesOf, isSelfContained } from './loop-order.js';
import { commentsIn, isTiedToFunction, type LoopPart } from './loop-part.js';
import { NewNames } from './new-names.js';
import { indentUnitOf, textsOver, wrapped, type Statement } from './statements.js';

/** Loops of Python whose body is one await per item and what becomes of its value. */

/** A loop whose only await is one operand per item, under tests at most, and what becomes of its values. */
interface Simple {
  readonly operand: string;
  readonly base: string;
  readonly tests: readonly string[];
  readonly comments: readonly string[];
  /** The list that each value is appended to; null where nobody takes them. */
  readonly list: string | null;
}

function simpleOf(part: LoopPart): Simple | null {
  const { fn, awaits } = part;
  const [step] = awaits;
  const own = awaits.length === 1 ? readAwait(fn, step!) : null;
  if (own === null || !isSelfContained(part, false)) return null;
  const tests: string[] = [];
  let gap = part.headEnd;
  const comments: string[] = [];
  let row = part.body;
  for (; row.length === 1 && fn.file.text.startsWith('if', row[0]!.start); row = within(part, row[0]!)) {
    const inner = within(part, row[0]!);
    if (inner.length === 0) return null;
    const test = testOf(part, row[0]!, inner[0]!);
    if (test === null) return null;
    tests.push(test.text);
    comments.push(...commentsIn(fn, { start: gap, end: row[0]!.start }));
    gap = test.end;
  }
  const [first, second] = row;
  if (first === undefined || first.start !== own.statement.start || row.length > 2) return null;
  comments.push(...commentsIn(fn, { start: gap, end: first.start }));
  const source = (span: Span): string => fn.file.text.slice(span.start, span.end);
  const list = row.length === 1 ? appended(part, first, own.span) : appendedNext(source(first), source(second!), own.target, own.annotation);
  if (row.length === 1 && list === null && source(first) !== source(own.span)) return null;
  if (row.length === 2 && list === null) return null;
  if (row.length === 1) comments.push(...commentsIn(fn, { start: first.start, end: own.span.start }), ...commentsIn(fn, { start: own.span.end, end: first.end }));
  if (second !== undefined) comments.push(...commentsIn(fn, { start: first.end, end: second.start }));
  return { operand: own.operand, base: textsOver(fn.file, own.span).length > 0 ? '\0' : own.base, tests, comments, list };
}

/** `rows.append(await f())`: the list. Comments may stand within. */
function appended({ fn: { file: { text } } }: LoopPart, { start, end }: Statement, awaited: Span): string | null {
  const [before, behind] = [text.slice(start, awaited.start), text.slice(awaited.end, end)].map((part) => part.replace(/#[^\r\n]*/g, ''));
  const found = /^([\w.]+)\.append\(\s*$/.exec(before!);
  return found !== null && /^\s*,?\s*\)$/.test(behind!) ? found[1]! : null;
}

/** `row = await f()` and behind it `rows.append(row)`. */
function appendedNext(first: string, second: string, target: string | null, annotation: string): string | null {
  if (target === null || annotation !== '' || first === '') return null;
  const found = /^([\w.]+)\.append\(\s*([\w.]+)\s*\)$/.exec(second);
  return found !== null && found[2] === target ? found[1]! : null;
}

/** The loop becomes a generator of what it awaits; a list that it fills becomes the one that `gather` returns. */
export function collected(part: LoopPart, names: AsyncioNames): readonly TextEdit[] | null {
  const simple = simpleOf(part);
  if (simple === null) return null;
  const { fn, statement } = part;
  const own = new NewNames(fn);
  const bounded = limited(part, part.names, names, simple.operand, simple.base, simple.list !== null, own);
  const fresh = simple.list === null ? null : freshList(part, simple.list);
  const values = generator(part, bounded.operand, bounded.base, simple.tests);
  const target = simple.list === null ? '' : fresh === null ? `${simple.list}.extend(` : `${fresh.declared} = `;
  const start = fresh?.start ?? statement.start;
  const comments = [...(fresh === null ? [] : commentsIn(fn, { start: fresh.end, end: statement.start })), ...simple.comments];
  const text = aboveOf(part, [...comments, ...bounded.above]) + gatherCall(part, `${target}await ${names.gather}(`, values, target.endsWith('(') ? '))' : ')');
  return [{ start, end: statement.end, text }];
}

/** The statements directly within an `if` that has no other branch; none where it has one. */
function within({ fn }: LoopPart, { start, end }: Statement): readonly Statement[] {
  const { statements } = fn.file.facts;
  const found: Statement[] = [];
  for (let at = 0; at < statements.length; at += 3) {
    const span = { start: statements[at]!, end: statements[at + 1]! };
    if (span.start <= start || span.end > end || span.start < (found.at(-1)?.end ?? 0)) continue;
    const between = found.length === 0 ? '' : fn.file.text.slice(found.at(-1)!.end, span.start);
    if (/^[ \t]*(?:else|elif)\b/m.test(between)) return [];
    found.push(statementOf(fn.file, span));
  }
  return found.at(-1)?.end === end ? found : [];
}

function statementOf(file: LoopPart['fn']['file'], span: Span): Statement {
  const lineStart = Math.max(file.text.lastIndexOf('\n', span.start - 1), file.text.lastIndexOf('\r', span.start - 1)) + 1;
  return { ...span, lineStart, lineEnd: span.end, indentation: /^[ \t]*/.exec(file.text.slice(lineStart))![0], alone: true };
}

/** The test of an `if`, and where its colon ends. */
function testOf({ fn: { file: { text } }, awaits, fn }: LoopPart, { start }: Statement, inner: Statement): { readonly text: string; readonly end: number } | null {
  const found = /^if\s+([^#\r\n]*?)\s*:[ \t]*(?=[#\r\n])/.exec(text.slice(start, inner.start));
  if (found === null || found[1]!.includes(':=') || awaits.some((step) => fn.flow.end(step) <= start + found[0].length && fn.flow.start(step) >= start)) return null;
  return { text: /\b(?:or|if|lambda)\b/.test(found[1]!) ? `(${found[1]!})` : found[1]!, end: start + found[0].length };
}

/** The declaration of an empty list right above the loop, with nothing but comments and blank lines between. */
function freshList({ fn: { file: { text, facts } }, statement }: LoopPart, list: string): (Span & { readonly declared: string }) | null {
  const { statements } = facts;
  for (let at = 0; at < statements.length; at += 3) {
    const span = { start: statements[at]!, end: statements[at + 1]! };
    if (span.end > statement.start || span.end < statement.start - 2000) continue;
    if (!/^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$))*[ \t]*$/.test(text.slice(span.end, statement.start))) continue;
    const found = /^([\w.]+)((?: *: *[^=\r\n]+?)?) *= *(?:\[\]|list\(\))$/.exec(text.slice(span.start, span.end));
    const before = text.slice(Math.max(0, span.start - statement.indentation.length), span.start);
    if (found?.[1] === list && before === statement.indentation) return { ...span, declared: found[1] + found[2]! };
  }
  return null;
}

/** The generator of an element for each item that passes the tests. */
export function generator({ target, source }: LoopPart, element: string, base: string, tests: readonly string[]): Generator {
  return { element, base, clauses: [`for ${target} in ${source}`, ...tests.map((test) => `if ${test}`)] };
}

/**
 * Starts each await as a task of a group around the loop (Python 3.11), for awaits of coroutines that stand last in the
 * body and whose values nobody takes, or that are collected into a list.
 */
export function groupedLoop(part: LoopPart, taskGroup: string): readonly TextEdit[] | null {
  const { fn, statement, awaits } = part;
  const own = awaits.length === 1 ? readAwait(fn, awaits[0]!) : null;
  if (own === null || isTiedToFunction(part)) return null;
  const names = new NewNames(fn);
  const group = names.take('tg', 'group', 'task_group');
  const header = `async with ${taskGroup}() as ${group}:`;
  const simple = simpleOf(part);
  if (simple === null || simple.list === null) {
    if (!isLastStep(part, awaits[0]!) || continuesOf(part) === null) return null;
    const around = wrapped(fn.file, [statement], header);
    const { start, end } = own.span;
    return around === null ? null : [...around, { start, end: end - own.operand.length, text: `${group}.create_task(` }, { start: end, end, text: ')' }];
  }
  const tasks = names.take('tasks');
  const fresh = freshList(part, simple.list);
  const lineEnd = lineEndOf(fn.file.text);
  const unit = indentUnitOf(fn.file);
  const inner = statement.indentation + unit;
  const clauses = [`for ${part.target} in ${part.source}`, ...simple.tests.map((test) => `if ${test}`)];
  const element = `${group}.create_task(${shifted(simple.operand, simple.base, inner + unit)})`;
  const line = `${inner}${tasks} = [${element} ${clauses.join(' ')}]`;
  const list = fits(fn.file, line) && !/[\r\n]/.test(line) ? line
    : [`${inner}${tasks} = [`, inner + unit + element, ...clauses.map((clause) => inner + unit + clause), `${inner}]`].join(lineEnd);
  const results = `[task.result() for task in ${tasks}]`;
  const comments = [...(fresh === null ? [] : commentsIn(fn, { start: fresh.end, end: statement.start })), ...simple.comments];
  const text = aboveOf(part, [...comments, header]).slice(0, -statement.indentation.length || undefined) + list + lineEnd + statement.indentation
    + (fresh === null ? `${simple.list}.extend(${results})` : `${fresh.declared} = ${results}`);
  return [{ start: fresh?.start ?? statement.start, end: statement.end, text }];
}

/** Whether nothing of the body runs behind an await whose value nobody takes. */
function isLastStep({ fn: { flow }, loop, index }: LoopPart, step: Value): boolean {
  if (!index.uses(step).every(({ role }) => role === 'dropped')) return false;
  for (let at: Value = step; at !== loop.index; at = flow.parent(at)) {
    const kind = flow.kind(at);
    if (kind === 'try' || kind === 'scope' || kind === 'loop') return false;
    const end = flow.last(flow.parent(at));
    if (flow.kind(at) === 'arm') continue;
    for (let next = flow.last(at); next < end; next = flow.last(next)) if (flow.kind(next) !== 'drop') return false;
  }
  return true;
}
