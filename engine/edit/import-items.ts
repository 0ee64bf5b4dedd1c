import type { Language } from '../text.js';

/**
 * Takes names out of an import statement, and keeps its layout.
 * @param statement the text of a statement: `import a, b as c` or `from m import (a, b)` of Python; `import d, { a, b as c } from 'm'`,
 *   `import * as n from 'm'`, `import n = require('m')`, `const n = require('m')` or `const { a, b: c } = require('m')`.
 * @param locals what the names to go are called in the file.
 * @returns the text of the statement that is left, '' where nothing is; null where its form is another, or a comment of it would be lost.
 */
export function withoutItems(statement: string, language: Language, locals: ReadonlySet<string>): string | null {
  return language === 'python' ? withoutPythonItems(statement, locals) : withoutBindings(statement, locals);
}

function withoutPythonItems(statement: string, locals: ReadonlySet<string>): string | null {
  const head = /^(?:import|from[ \t]+[\w.]+(?:[ \t]+[\w.]+)*[ \t]+import)\b[ \t]*\(?/.exec(statement)?.[0];
  if (head === undefined) return null;
  const to = /\s*\)?$/.exec(statement)!.index;
  return cut(statement, head.length, Math.max(head.length, to), /#/, (item) => locals.has(pythonLocal(item)));
}

/** `a.b` binds `a`, `a.b as c` binds `c`. */
function pythonLocal(item: string): string {
  return /\bas\s+(\w+)$/.exec(item)?.[1] ?? item.split('.')[0]!.trim();
}

function withoutBindings(statement: string, locals: ReadonlySet<string>): string | null {
  const single = /^(?:import\s+(?:\*\s*as\s+)?([\w$]+)\s+from\b|import\s+([\w$]+)\s*=\s*require\b|(?:const|let|var)\s+([\w$]+)\s*=\s*require\s*\([^()]*\)\s*;?$)/.exec(statement);
  const whole = single?.[1] ?? single?.[2] ?? single?.[3];
  if (whole !== undefined) return locals.has(whole) ? '' : null;
  const shape = /^(?:import\s+(?:(?<first>[\w$]+)\s*,\s*)?|(?:const|let|var)\s+)(?<open>\{)(?<body>[^{}]*)\}\s*(?:from\b|=\s*require\s*\([^()]*\)\s*;?$)/.exec(statement);
  if (shape === null) return withoutDefault(statement, locals);
  const { first, body } = shape.groups as { first?: string; body: string };
  const open = shape[0].indexOf('{');
  const left = cut(statement, open + 1, open + 1 + body.trimEnd().length, /\/[/*]/, (item) => locals.has(localOf(item)));
  if (first === undefined) return left;
  if (left === '') return locals.has(first) ? '' : statement.replace(/\s*,\s*\{[^{}]*\}/, '');
  return locals.has(first) ? (left ?? statement).replace(/^import\s+[\w$]+\s*,\s*/, 'import ') : left;
}

/** `import d, * as n from 'm'`. */
function withoutDefault(statement: string, locals: ReadonlySet<string>): string | null {
  const { first, rest } = /^import\s+(?<first>[\w$]+)\s*,\s*\*\s*as\s+(?<rest>[\w$]+)\s+from\b/.exec(statement)?.groups ?? {};
  if (first === undefined || rest === undefined) return null;
  if (locals.has(first)) return locals.has(rest) ? '' : statement.replace(/^import\s+[\w$]+\s*,\s*/, 'import ');
  return statement.replace(/\s*,\s*\*\s*as\s+[\w$]+/, '');
}

/** `a as b` and `a: b` bind `b`; `type a` binds a type, which stays. */
function localOf(item: string): string {
  if (/^type\s+(?!as\b)/.test(item)) return '';
  return /(?:\bas\s+|:\s*)([\w$]+)$/.exec(item)?.[1] ?? item;
}

interface Item {
  readonly start: number;
  readonly end: number;
}

/** Cuts the items of a list that are to go out of a text; '' where all of them are. */
function cut(text: string, from: number, to: number, comment: RegExp, goes: (item: string) => boolean): string | null {
  const items = itemsOf(text, from, to, comment);
  if (items === null) return null;
  const left = items.filter(({ start, end }) => !goes(text.slice(start, end)));
  if (left.length === items.length) return null;
  if (left.length === 0) return comment.test(text) ? null : '';
  let result = text;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]!;
    if (left.includes(item)) continue;
    const range = rangeOf(result, items, i, items.slice(i + 1).some((other) => left.includes(other)));
    const lineEnd = /^[^\r\n]*/.exec(result.slice(item.end))![0];
    if (comment.test(result.slice(range.start, range.end)) || new RegExp(`^[ \\t,]*(?:${comment.source})`).test(lineEnd)) return null;
    result = result.slice(0, range.start) + result.slice(range.end);
  }
  return result;
}

/** What goes with an item: its whole line where it has one, else a comma and blanks on one of its sides. */
function rangeOf(text: string, items: readonly Item[], i: number, isFollowed: boolean): Item {
  const { start, end } = items[i]!;
  const behind = /^[ \t]*(,?)[ \t]*(\r\n|\n|\r)?/.exec(text.slice(end))!;
  const before = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, start));
  if (before !== null && behind[1] === ',' && behind[2] !== undefined) return { start: start - before[1]!.length, end: end + behind[0].length };
  if (isFollowed) return { start, end: end + /^\s*,\s*/.exec(text.slice(end))![0].length };
  return i === 0 ? { start, end } : { start: items[i - 1]!.end, end };
}

/** The items between commas, without the comments among them; null where one is no plain name. */
function itemsOf(text: string, from: number, to: number, comment: RegExp): readonly Item[] | null {
  const plain = text.slice(from, to).replace(comment.test('#') ? /#[^\r\n]*|\\(?=[\r\n])/g : /\/\/[^\r\n]*|\/\*[^]*?\*\//g, (found) => ' '.repeat(found.length));
  const items: Item[] = [];
  let at = from;
  for (const part of plain.split(',')) {
    const name = part.trim();
    const start = at + part.length - part.trimStart().length;
    if (name !== '') items.push({ start, end: start + name.length });
    if (!/^[\w$.]*(?:\s+as\s+[\w$]+|\s*:\s*[\w$]+|\s+[\w$]+(?:\s+as\s+[\w$]+)?)?$/.test(name)) return null;
    at += part.length + 1;
  }
  return items;
}
