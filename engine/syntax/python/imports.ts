/** `import` and `from ... import`. */

import { Kind } from './kinds.js';
import type { Parser } from './state.js';
import { isLayout, Token } from './token-kinds.js';
import type { Node } from './tree.js';

export function importNames(p: Parser): Node {
  const { start } = p;
  p.next();
  const mark = p.out.mark();
  do {
    const name = p.start;
    if (!dottedName(p)) {
      p.expected("a module's name");
      break;
    }
    p.out.push(alias(p, name));
  } while (p.take(Token.Comma));
  return p.add(Kind.Import, start, p.out.list(mark));
}

export function importFrom(p: Parser): Node {
  const { start } = p;
  p.next();
  let level = 0;
  for (;;) {
    if (p.take(Token.Dot)) level++;
    else if (p.take(Token.Ellipsis)) level += 3;
    else break;
  }
  let moduleStart = p.start;
  let moduleEnd = -1;
  if (dottedName(p)) moduleEnd = p.previousEnd;
  else {
    moduleStart = -1;
    if (level === 0) p.expected("a module's name");
  }
  if (!p.take(Token.Import)) {
    p.expected("'import'");
    return p.add(Kind.ImportFrom, start, level, moduleStart, moduleEnd, 0);
  }
  const names = importedNames(p);
  return p.add(Kind.ImportFrom, start, level, moduleStart, moduleEnd, names);
}

/** `*`, names, or names in parentheses; returns a list of aliases. */
function importedNames(p: Parser): number {
  const { start } = p;
  const mark = p.out.mark();
  if (p.take(Token.Star)) {
    p.out.push(p.add(Kind.alias, start, start, start + 1, -1, -1));
    return p.out.list(mark);
  }
  if (p.token === Token.OpenParen) {
    const inside = p.depth;
    p.next();
    if (p.at(Token.CloseParen)) p.expected('a name to import');
    while (!p.ends(inside)) {
      if (!importedName(p) || !p.goesOn(inside)) break;
    }
    p.closeBracket(Token.CloseParen, start, inside);
    return p.out.list(mark);
  }
  while (importedName(p)) {
    const comma = p.start;
    if (!p.take(Token.Comma)) break;
    if (isLayout(p.token) || p.token === Token.Semicolon) {
      p.report(comma, comma + 1, 'A comma at the end needs parentheses around the names.');
      break;
    }
  }
  return p.out.list(mark);
}

function importedName(p: Parser): boolean {
  const { start } = p;
  if (!p.take(Token.Name)) {
    p.expected('a name to import');
    return false;
  }
  p.out.push(alias(p, start));
  return true;
}

/** Ends an `alias` whose name begins at `start` and was read. */
function alias(p: Parser, start: number): Node {
  const end = p.previousEnd;
  if (!p.take(Token.As)) return p.add(Kind.alias, start, start, end, -1, -1);
  const nameStart = p.start;
  if (p.take(Token.Name)) return p.add(Kind.alias, start, start, end, nameStart, p.previousEnd);
  p.expected("a name after 'as'");
  return p.add(Kind.alias, start, start, end, p.previousEnd, p.previousEnd);
}

/** Steps over `a.b.c`; false when there is no name. */
function dottedName(p: Parser): boolean {
  if (!p.take(Token.Name)) return false;
  while (p.take(Token.Dot)) {
    if (!p.take(Token.Name)) {
      p.expected("a name after '.'");
      break;
    }
  }
  return true;
}
