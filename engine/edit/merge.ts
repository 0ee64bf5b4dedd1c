import type { TextEdit } from '../rule.js';

/** Changes that belong together: all of them are carried out, or none. */
export interface Change {
  readonly edits: readonly TextEdit[];
}

/** The changes that can be carried out at once, and all their edits, without those that are the same. */
export interface Merged<T extends Change> {
  readonly taken: readonly T[];
  readonly edits: readonly TextEdit[];
}

/**
 * Chooses of the changes to one text those that can be carried out together, the earlier before the later. A change is
 * left out where an edit of it overlaps or touches one of a change before it: each was worked out for a text without the
 * other, and the order of two insertions at one place has a meaning. What is left out is for a second run on the text
 * that comes of the first.
 *
 * Edits that are the same meet too, and are carried out once: two changes that each add the same import, or make the same
 * function `async`. The one exception are insertions that open or close a bracket, of which each change needs its own.
 */
export function merge<T extends Change>(changes: readonly T[]): Merged<T> {
  const taken: T[] = [];
  const edits: TextEdit[] = [];
  for (const change of changes) {
    const repeated = taken.some((other) => same(other, change));
    const added = repeated ? [] : change.edits.filter((edit) => !edits.some((other) => equal(edit, other) && mayBeShared(edit)));
    const fits = added.every((edit) => edits.every((other) => edit.end < other.start || other.end < edit.start));
    if (change.edits.length === 0 || !fits) continue;
    taken.push(change);
    edits.push(...added);
  }
  return { taken, edits };
}

function same(a: Change, b: Change): boolean {
  return a.edits.length === b.edits.length && a.edits.every((edit, i) => equal(edit, b.edits[i]!));
}

function equal(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Replacing the same text by the same is one deed; so is inserting the same, unless it is one half of a pair. */
function mayBeShared({ start, end, text }: TextEdit): boolean {
  return start < end || isBalanced(text);
}

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const sign of text.match(/[()[\]{}]/g) ?? []) {
    if (!(sign in closing)) open.push(sign);
    else if (open.pop() !== closing[sign]) return false;
  }
  return open.length === 0;
}
