import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';

/**
 * Puts an item into a list whose items are separated by commas, as the list is laid out: on a line of its own where its
 * neighbours have one.
 * @param items the spans of the list's items; at least one.
 * @param at before which of them, or their number for the end.
 */
export function insertItem(text: string, items: readonly Span[], at: number, item: string): readonly TextEdit[] {
  const lineEnd = lineEndOf(text);
  const next = items[at];
  if (next !== undefined) {
    const indentation = indentationBefore(text, next.start);
    return [insertion(next.start, indentation === null ? `${item}, ` : `${item},${lineEnd}${indentation}`)];
  }
  const { start, end } = items.at(-1)!;
  const indentation = indentationBefore(text, start);
  if (indentation === null) return [insertion(end, `, ${item}`)];
  const { comma, rest } = /^[ \t]*(?<comma>,?)(?<rest>[^\r\n]*)/.exec(text.slice(end))!.groups as { comma: string; rest: string };
  // What closes the list stands on the same line.
  if (/^[ \t]*[)}\]]/.test(rest)) return [insertion(end, `,${lineEnd}${indentation}${item}`)];
  const lineBreak = end + /^[^\r\n]*/.exec(text.slice(end))![0].length;
  const line = insertion(lineBreak, lineEnd + indentation + item + comma);
  return comma === '' ? [insertion(end, ','), line] : [line];
}

/**
 * Where an item belongs among names: in their order, where they are in order without regard to case, else at their end.
 * @param rank an order of names that goes before the alphabet, where the names keep it.
 */
export function placeAmong(names: readonly string[], name: string, rank: (name: string) => number = () => 0): number {
  for (const first of [rank, () => 0]) {
    const before = (a: string, b: string): boolean => first(a) < first(b) || (first(a) === first(b) && a.toLowerCase() <= b.toLowerCase());
    if (!names.every((each, i) => i === 0 || before(names[i - 1]!, each))) continue;
    const at = names.findIndex((each) => !before(each, name));
    return at < 0 ? names.length : at;
  }
  return names.length;
}

/** The white space before something that begins its line; null where more stands before it, or a backslash joins its line to the one before. */
function indentationBefore(text: string, at: number): string | null {
  const line = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const before = text.slice(line, at);
  return /^[ \t]*$/.test(before) && !/\\[\r\n]+$/.test(text.slice(0, line)) ? before : null;
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
