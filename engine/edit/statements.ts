import { flowOf } from '../facts/facts.js';
import type { FileUnit, FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';

/**
 * Statements as edits need them: where they stand, what surrounds them on their lines, and how they move to the right
 * when a block is put around them.
 */
export interface Statement extends Span {
  /** Where the line begins on which the statement does (behind a byte order mark). */
  readonly lineStart: number;
  /** Behind the end of its last line: where the next line begins. */
  readonly lineEnd: number;
  /** The white space before it, where nothing else stands there; else that of its line. */
  readonly indentation: string;
  /** Whether nothing but blanks and comments shares its lines and other statements may stand beside it, so that lines can be put above and below. */
  readonly alone: boolean;
}

/** The innermost statement that holds an offset, its ends included; null outside of all. */
export function statementAt(file: FileUnit, offset: number): Statement | null {
  const { statements } = file.facts;
  let found = -1;
  for (let at = 0; at < statements.length && statements[at]! <= offset; at += 3) {
    if (offset <= statements[at + 1]!) found = at;
  }
  return found < 0 ? null : statementOf(file, found);
}

/** The statement of a function's own body that holds a span; null for an expression that is a body by itself, a default or a decorator. */
export function statementIn({ file, fact }: FunctionUnit, { start, end }: Span): Statement | null {
  const { statements } = file.facts;
  let found = -1;
  for (let at = 0; at < statements.length && statements[at]! <= start; at += 3) {
    if (end <= statements[at + 1]!) found = at;
  }
  const within = found >= 0 && !fact.expressionBody && statements[found]! >= fact.bodySpan.start && statements[found + 1]! <= fact.bodySpan.end;
  return within ? statementOf(file, found) : null;
}

/**
 * The statements from one to another of the same block, both included, in order.
 * @returns only the two themselves and what stands between them; statements within them are left out.
 */
export function statementsBetween(file: FileUnit, first: Span, last: Span): readonly Statement[] {
  const { statements } = file.facts;
  const row: Statement[] = [];
  for (let at = 0; at < statements.length && statements[at]! < last.end; at += 3) {
    if (statements[at]! < first.start || statements[at]! < (row.at(-1)?.end ?? 0) || statements[at + 1]! > last.end) continue;
    row.push(statementOf(file, at));
  }
  return row;
}

function statementOf({ text, facts }: FileUnit, at: number): Statement {
  const start = facts.statements[at]!;
  const end = facts.statements[at + 1]!;
  const lineStart = lineStartAt(text, start);
  const lineEnd = lineEndAt(text, end);
  const before = text.slice(lineStart, start);
  const indentation = /^[ \t\f]*/.exec(before)![0];
  const behind = text.slice(end, lineEnd);
  const blank = facts.language === 'python' ? /^[ \t\f]*;?[ \t\f]*(?:#[^\r\n]*)?[\r\n]*$/ : /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/[ \t]*)?[\r\n]*$/;
  const alone = facts.statements[at + 2] === 0 && indentation === before && blank.test(behind) && !/\\(?:\r\n|\n|\r)$/.test(text.slice(Math.max(0, lineStart - 3), lineStart));
  return { start, end, lineStart, lineEnd, indentation, alone };
}

/** Where the line that holds an offset begins (behind a byte order mark). */
export function lineStartAt(text: string, offset: number): number {
  // Most files hold no carriage return at all, so that a search for the last one would go through all the text before.
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Behind the end of the line that holds an offset; the text's end for its last line. */
export function lineEndAt(text: string, offset: number): number {
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = offset;
  return lineEnd.exec(text) === null ? text.length : lineEnd.lastIndex;
}

/**
 * What a file indents a block by: as most statements and methods that stand below a line that is indented less, mostly the one that
 * opens their block, wherever in a call or an object that stands; else four blanks in Python, two elsewhere.
 */
export function indentUnitOf({ text, facts }: Pick<FileUnit, 'text' | 'facts'>): string {
  const counts = new Map<string, number>();
  for (const start of startsOf(facts)) {
    const lineStart = lineStartAt(text, start);
    const before = text.slice(lineStart, start);
    if (/[^ \t]/.test(before)) continue;
    const above = indentationAbove(text, lineStart);
    if (before.length <= above.length || !before.startsWith(above)) continue;
    const unit = before.slice(above.length);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a.length - b.length);
  return most?.[0] ?? (facts.language === 'python' ? '    ' : '  ');
}

/** The indentation of the last line before an offset that is not blank. */
function indentationAbove(text: string, offset: number): string {
  let at = offset;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, at), at))![0];
}

/** Where statements begin, and methods, which are none. */
function startsOf({ statements, functions }: FileUnit['facts']): readonly number[] {
  const starts = functions.flatMap(({ form, start }) => (form === 'method' || form === 'constructor' || form === 'getter' || form === 'setter' ? [start] : []));
  for (let at = 0; at < statements.length; at += 3) starts.push(statements[at]!);
  return starts;
}

/**
 * Puts a block around statements: a line above them, one unit more of indentation, and where the language closes its blocks
 * a line below. Lines within texts of several lines stay where they are, for they belong to the text.
 * @param row statements of one block in order, with nothing between them but what is to stand in the block too.
 * @param header what opens the block, such as `async with asyncio.timeout(30):`; several lines are separated by `\n`.
 * @param footer what closes it, such as `}`; absent in Python.
 * @returns null where a statement shares its line with another.
 */
export function wrapped(file: FileUnit, row: readonly Statement[], header: string, footer?: string): readonly TextEdit[] | null {
  const first = row[0];
  const last = row.at(-1);
  if (first === undefined || last === undefined || !first.alone || !row.every(({ alone }) => alone)) return null;
  const lineEnd = lineEndOf(file.text);
  const { indentation, lineStart } = first;
  const above = header.split('\n').map((line) => indentation + line + lineEnd).join('');
  const edits: TextEdit[] = [{ start: lineStart, end: lineStart, text: above }, ...indented(file, { start: lineStart, end: last.end }, indentUnitOf(file))];
  if (footer === undefined) return edits;
  const ended = /[\r\n]$/.test(file.text.slice(0, last.lineEnd));
  return [...edits, { start: last.lineEnd, end: last.lineEnd, text: ended ? indentation + footer + lineEnd : lineEnd + indentation + footer }];
}

/** Moves the lines that begin within a span to the right, but for blank ones and those within texts of several lines. */
export function indented(file: FileUnit, { start, end }: Span, unit: string): readonly TextEdit[] {
  const { text } = file;
  const texts = textsOver(file, { start, end });
  const edits: TextEdit[] = [];
  for (let line = lineStartAt(text, start); line < end; line = lineEndAt(text, line)) {
    const blank = /^[ \t\f]*(?:[\r\n]|$)/.test(text.slice(line, line + 200));
    if (!blank && !texts.some((one) => one.start < line && line < one.end)) edits.push({ start: line, end: line, text: unit });
    if (line === text.length) break;
  }
  return edits;
}

/** Strings and templates of several lines within a span. */
export function textsOver({ text, facts }: FileUnit, { start, end }: Span): readonly Span[] {
  const spans: Span[] = [];
  for (const fact of facts.functions) {
    if (fact.end < start || fact.start > end) continue;
    const flow = flowOf(facts, fact);
    for (let i = 0; i < flow.length; i++) {
      const kind = flow.kind(i);
      if ((kind !== 'const' && kind !== 'operate' && kind !== 'call') || flow.start(i) < start || flow.end(i) > end) continue;
      const step = flow.step(i);
      const isText = step.kind === 'const' ? step.form === 'string' : step.kind === 'operate' ? step.operator === 'format' : text[step.end - 1] === '`';
      if (isText && /[\r\n]/.test(text.slice(step.start, step.end))) spans.push({ start: step.start, end: step.end });
    }
  }
  return spans;
}
