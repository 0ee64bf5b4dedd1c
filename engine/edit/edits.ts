import type { TextEdit } from '../rule.js';

/**
 * Edits build the text changes of fixes. They work on a file's text and facts and touch as little as they can: what a
 * fix does not need to change keeps its comments, its line ends and its style. `insertAwait` (await.ts) awaits an
 * expression; statements.ts finds statements and puts blocks around them; `importModule`,
 * `importMember` (python-imports.ts) and `importNamed` (typescript-imports.ts) make modules and their members known by a name; `gathered` and `grouped` (together.ts) let awaits wait together;
 * `merge` (merge.ts) chooses of several fixes those that go together; `applyEdits` carries edits out.
 */

/**
 * A text with edits carried out. Insertions at one place keep their order, and stand before a replacement that begins
 * there.
 * @throws RangeError for edits that overlap or leave the text: those are mistakes of the program, never of the user's code.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  // Sorting keeps the order of equals.
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const edit of ordered) {
    if (edit.start > edit.end || edit.end > text.length) throw new RangeError(`edit ${edit.start}..${edit.end} is no part of a text of ${text.length}`);
    if (edit.start < at) throw new RangeError(`edit ${edit.start}..${edit.end} overlaps the one that ends at ${at}`);
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** How a text ends its lines: as its first line does. */
export function lineEndOf(text: string): '\n' | '\r\n' | '\r' {
  const first = /\r\n|\n|\r/.exec(text)?.[0];
  return first === '\r\n' || first === '\r' ? first : '\n';
}

/** The edit that makes one text of another, without what both begin and end with. */
export function difference(at: number, before: string, after: string): TextEdit {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let to = 0;
  while (to < Math.min(before.length, after.length) - from && before.at(-1 - to) === after.at(-1 - to)) to++;
  return { start: at + from, end: at + before.length - to, text: after.slice(from, after.length - to) };
}
