import type { Language } from '../text.js';

/** Two brackets that belong together. */
export interface Pair {
  readonly open: number;
  readonly close: number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The outermost brackets of a line of code, in order.
 * @returns null where they don't match, or there is what can't be told without a parser: a comment, a text of several
 *   lines, a regular expression.
 */
export function bracketsIn(code: string, language: Language): readonly Pair[] | null {
  const pairs: Pair[] = [];
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]!;
    if (sign === '#' && language === 'python') return null;
    // A division is rare where calls are broken; a comment or regular expression must not be taken for code.
    if ((sign === '/' && language === 'typescript') || sign === '\\') return null;
    if (sign === '"' || sign === "'" || sign === '`') {
      const end = textEnd(code, at, language);
      if (end < 0) return null;
      at = end;
    } else if (sign in closing) {
      open.push(at);
    } else if (sign === ')' || sign === ']' || sign === '}') {
      const from = open.pop();
      if (from === undefined || closing[code[from]!] !== sign) return null;
      if (open.length === 0) pairs.push({ open: from, close: at });
    }
  }
  return open.length === 0 ? pairs : null;
}

/** The items between the commas of a list, trimmed; null where brackets don't match or an item is empty. */
export function itemsIn(list: string, language: Language): readonly string[] | null {
  const pairs = bracketsIn(list, language);
  if (pairs === null) return null;
  const items: string[] = [];
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    const sign = list[at];
    const within = pairs.find(({ open }) => open === at);
    if (within !== undefined) at = within.close;
    else if (sign === '"' || sign === "'" || sign === '`') at = textEnd(list, at, language);
    else if (sign === ',' || at === list.length) {
      items.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (items.at(-1) === '') items.pop();
  return items.includes('') ? null : items;
}

/** Where a text ends that begins at an offset; -1 where it does not end there, or can't be told. */
function textEnd(code: string, from: number, language: Language): number {
  const quote = code[from]!;
  if (language === 'python' && (quote === '`' || code.startsWith(quote.repeat(3), from))) return -1;
  for (let at = from + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote) return at;
    else if (quote === '`' && code.startsWith('${', at)) {
      const depth = bracketEnd(code, at + 1, language);
      if (depth < 0) return -1;
      at = depth;
    }
  }
  return -1;
}

/** Where the bracket that opens at an offset is closed; -1 where it is not. */
function bracketEnd(code: string, from: number, language: Language): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const sign = code[at]!;
    if (sign === '"' || sign === "'" || sign === '`') {
      at = textEnd(code, at, language);
      if (at < 0) return -1;
    } else if (sign in closing) depth++;
    else if (/[)\]}]/.test(sign) && --depth === 0) return at;
  }
  return -1;
}
