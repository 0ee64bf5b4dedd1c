import type { TextEdit } from '../../engine/rule.js';

/**
 * Applies edits that do not overlap. Throws where they overlap or leave the text, since no editor would take them.
 * Insertions at one place keep their order.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => a.start - b.start || a.end - b.end || a.i - b.i);
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of ordered) {
    if (start > end || end > text.length) throw new Error(`the edit ${start}..${end} is no range of a text of ${text.length}`);
    if (start < at) throw new Error(`the edit ${start}..${end} overlaps the one that ends at ${at}`);
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}
