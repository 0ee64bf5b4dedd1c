import { statementIn } from '../engine/edit/statements.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import { positionAt, type Span } from '../engine/text.js';

/** Whether a comment on the lines of a call's statement, or directly above it, says that nobody waits for it. */
export function isLeftOnPurpose(fn: FunctionUnit, call: Span): boolean {
  const { text, facts: { lineStarts, unawaited } } = fn.file;
  if (unawaited.length === 0) return false;
  const lineOf = (offset: number): number => positionAt(lineStarts, offset).line;
  const statement = statementIn(fn, call) ?? call;
  const lines = new Set([statement.start, call.start, call.end, statement.end].map(lineOf));
  // Comments that fill the lines above, up to the first line of code.
  for (let line = lineOf(statement.start) - 1; line >= 0 && /^[ \t]*(?:#|\/\/|\/?\*)/.test(text.slice(lineStarts[line], lineStarts[line + 1])); line--) lines.add(line);
  return unawaited.some(({ start, end }) => lines.has(lineOf(start)) || lines.has(lineOf(end)));
}
