/** What follows a primary in brackets: the arguments of a call (or a class), and the index of a subscript. */

import { comprehensions } from './atoms.js';
import { expression, walrus } from './expressions.js';
import { Kind } from './kinds.js';
import type { Parser } from './state.js';
import { STARTS_EXPRESSION, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

// What was seen among the arguments so far, since not everything may follow everything.
const enum Seen { Positional = 0, Keyword = 1, KeywordUnpacking = 2 }

/**
 * The arguments in parentheses, as a list in source order. A generator may stand alone without its own
 * parentheses (not in a class): it then spans the call's.
 */
export function callArguments(p: Parser, generatorAllowed: boolean): number {
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = p.out.mark();
  let seen: Seen = Seen.Positional;
  let bare: Node = NONE; // a generator without parentheses of its own
  let goesOn = !p.ends(inside);
  while (goesOn) {
    const { start, token } = p;
    const argument = callArgument(p);
    seen = checkOrder(p, argument, token, seen);
    if (p.token === Token.For || p.token === Token.Async) {
      bare = p.add(Kind.GeneratorExp, start, argument, comprehensions(p));
      p.out.push(bare);
      if (!generatorAllowed || token === Token.Star || token === Token.DoubleStar) {
        p.report(start, p.previousEnd, 'A generator expression needs parentheses here.');
      }
    } else p.out.push(argument);
    goesOn = argumentFollows(p, inside);
  }
  const alone = p.out.count(mark) === 1 && p.text.charCodeAt(p.previousEnd - 1) !== 44;
  const closedEnd = p.end;
  const closes = p.token === Token.CloseParen;
  p.closeBracket(Token.CloseParen, open, inside);
  if (bare !== NONE && alone && closes && generatorAllowed) p.out.respan(bare, open, closedEnd);
  else if (bare !== NONE && !alone) {
    p.report(p.out.start(bare), p.out.end(bare), 'A generator expression needs parentheses beside other arguments.');
  }
  return p.out.list(mark);
}

function argumentFollows(p: Parser, inside: number): boolean {
  if (p.token !== Token.DoubleStar || p.depth < inside) return p.goesOn(inside);
  p.expected("',' or ')'");
  return true;
}

function callArgument(p: Parser): Node {
  const { start } = p;
  if (p.take(Token.Star)) {
    const value = expression(p);
    return p.add(Kind.Starred, start, value);
  }
  if (p.take(Token.DoubleStar)) {
    const value = expression(p);
    return p.add(Kind.keyword, start, -1, -1, value);
  }
  const value = expression(p);
  if (p.token === Token.Equal) return keywordArgument(p, start, value);
  return walrus(p, start, value);
}

function keywordArgument(p: Parser, start: number, name: Node): Node {
  const { out } = p;
  const end = p.previousEnd;
  const isName = out.kind(name) === Kind.Name && out.start(name) === start && out.end(name) === end;
  if (!isName) {
    p.report(start, end, "The name of a keyword argument is a plain name; to compare, write '=='.");
    p.next();
    const mark = out.mark();
    out.push(name);
    out.push(expression(p));
    return p.add(Kind.ErrorNode, start, out.list(mark));
  }
  p.next();
  const value = expression(p);
  return p.add(Kind.keyword, start, start, end, value);
}

function checkOrder(p: Parser, argument: Node, token: Token, seen: Seen): Seen {
  if (token === Token.DoubleStar) return Seen.KeywordUnpacking;
  if (p.out.kind(argument) === Kind.keyword) return seen === Seen.KeywordUnpacking ? seen : Seen.Keyword;
  if (token === Token.Star) {
    if (seen === Seen.KeywordUnpacking) {
      p.report(p.out.start(argument), p.out.end(argument), "'*' arguments must come before '**' arguments.");
    }
  } else if (seen !== Seen.Positional && p.out.kind(argument) !== Kind.ErrorNode) {
    p.report(p.out.start(argument), p.out.end(argument), 'Positional arguments must come before keyword arguments.');
  }
  return seen;
}

/** The index in square brackets: an expression, a slice, or a tuple of them without parentheses. */
export function subscriptIndex(p: Parser): Node {
  const open = p.start;
  const inside = p.depth;
  p.next();
  const { start } = p;
  if (p.ends(inside)) {
    const nothing = p.missing('an index');
    p.closeBracket(Token.CloseBracket, open, inside);
    return nothing;
  }
  const first = subscriptPart(p);
  let index = first;
  if (p.out.kind(first) === Kind.Starred || (p.token !== Token.CloseBracket && p.depth >= inside)) {
    const mark = p.out.mark();
    p.out.push(first);
    const isTuple = p.token === Token.Comma || p.out.kind(first) === Kind.Starred;
    while (p.goesOn(inside)) p.out.push(subscriptPart(p));
    if (isTuple || p.out.count(mark) > 1) index = p.add(Kind.Tuple, start, p.out.list(mark), 0);
    else p.out.pop();
  }
  p.closeBracket(Token.CloseBracket, open, inside);
  return index;
}

function subscriptPart(p: Parser): Node {
  const { start } = p;
  if (p.take(Token.Star)) {
    const value = expression(p);
    return p.add(Kind.Starred, start, value);
  }
  const lower = p.token === Token.Colon ? NONE : expression(p);
  if (p.token !== Token.Colon) return walrus(p, start, lower);
  p.next();
  const upper = STARTS_EXPRESSION[p.token] === 1 ? expression(p) : NONE;
  const step = p.take(Token.Colon) && STARTS_EXPRESSION[p.token] === 1 ? expression(p) : NONE;
  return p.add(Kind.Slice, start, lower, upper, step);
}
