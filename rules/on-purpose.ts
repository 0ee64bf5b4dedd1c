import { statementIn } from '../engine/edit/statements.js';
import { defectWords } from '../engine/facts/remarks.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import { positionAt, type Span } from '../engine/text.js';

/** Whether a comment on the lines of a call's statement, or directly above it, says that nobody waits for it. */
export function isLeftOnPurpose(fn: FunctionUnit, call: Span): boolean {
  const { lineStarts, unawaited } = fn.file.facts;
  if (unawaited.length === 0) return false;
  const lineOf = (offset: number): number => positionAt(lineStarts, offset).line;
  const statement = statementIn(fn, call) ?? call;
  const lines = new Set([statement.start, call.start, call.end, statement.end].map(lineOf));
  for (let line = lineOf(statement.start) - 1; isComment(fn, line); line--) lines.add(line);
  return unawaited.some(({ start, end }) => lines.has(lineOf(start)) || lines.has(lineOf(end)));
}

/** Whether a comment directly above a call's statement, or behind it, speaks of blocking, and doesn't call that a defect. */
export function isSaidToBlock(fn: FunctionUnit, call: Span): boolean {
  const { text, facts: { lineStarts } } = fn.file;
  const { start, end } = statementIn(fn, call) ?? call;
  const first = positionAt(lineStarts, start).line;
  let above = first;
  while (isComment(fn, above - 1)) above--;
  const said = text.slice(lineStarts[above], lineStarts[first]) + /^.*/.exec(text.slice(end))![0];
  return /\bblock(?:s|ing)?\b|\bsynchronous(?:ly)?\b/i.test(said) && !defectWords.test(said);
}

/** Whether a comment fills a line. */
function isComment({ file: { text, facts: { lineStarts } } }: FunctionUnit, line: number): boolean {
  return line >= 0 && /^[ \t]*(?:#|\/\/|\/?\*)/.test(text.slice(lineStarts[line], lineStarts[line + 1]));
}
