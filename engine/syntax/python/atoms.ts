/** What an expression is made of at the innermost: names, literals, and everything that stands in brackets. */

import { expression, forTargets, lambda, operators, starredNamed, yieldExpression } from './expressions.js';
import { ConstantKind, Kind } from './kinds.js';
import type { Parser } from './state.js';
import { strings } from './strings.js';
import { checkTarget } from './targets.js';
import { Precedence, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

export function atom(p: Parser): Node {
  switch (p.token) {
    case Token.Name: {
      const { start, end } = p;
      p.next();
      return p.out.add(Kind.Name, start, end);
    }
    case Token.String:
    case Token.Interpolated:
      return strings(p);
    case Token.Number: return constant(p, p.numberKind);
    case Token.None: return constant(p, ConstantKind.None);
    case Token.True: return constant(p, ConstantKind.True);
    case Token.False: return constant(p, ConstantKind.False);
    case Token.Ellipsis: return constant(p, ConstantKind.Ellipsis);
    case Token.OpenParen: return parenthesised(p);
    case Token.OpenBracket: return list(p);
    case Token.OpenBrace: return braces(p);
    case Token.Lambda:
      p.report(p.start, p.end, "'lambda' needs parentheses here.");
      return lambda(p);
    default:
      return p.missing('an expression');
  }
}

function constant(p: Parser, kind: number): Node {
  const { start } = p;
  p.next();
  return p.add(Kind.Constant, start, kind);
}

const isComprehension = (p: Parser): boolean => p.token === Token.For || p.token === Token.Async;

/** `(...)`: a tuple, a generator, or whatever stands inside, which then keeps its own span. */
function parenthesised(p: Parser): Node {
  const open = p.start;
  const inside = p.depth;
  p.next();
  if (p.token === Token.CloseParen) {
    p.next();
    return p.add(Kind.Tuple, open, 0, 1);
  }
  if (p.token === Token.Yield) {
    const value = yieldExpression(p);
    p.closeBracket(Token.CloseParen, open, inside);
    return value;
  }
  const first = starredNamed(p);
  if (isComprehension(p)) {
    checkElement(p, first);
    const generators = comprehensions(p);
    p.closeBracket(Token.CloseParen, open, inside);
    return p.add(Kind.GeneratorExp, open, first, generators);
  }
  if (p.at(Token.CloseParen) || !p.goesOn(inside)) {
    const isTuple = p.text.charCodeAt(p.previousEnd - 1) === 44; // A comma went before.
    if (!isTuple && p.out.kind(first) === Kind.Starred) {
      p.report(p.out.start(first), p.out.end(first), 'A starred expression needs a comma to make a tuple.');
    }
    p.closeBracket(Token.CloseParen, open, inside);
    return isTuple ? p.add(Kind.Tuple, open, p.out.listOf(first), 1) : first;
  }
  const elements = elementsAfter(p, first, inside);
  p.closeBracket(Token.CloseParen, open, inside);
  return p.add(Kind.Tuple, open, elements, 1);
}

function list(p: Parser): Node {
  const open = p.start;
  const inside = p.depth;
  p.next();
  if (p.ends(inside)) {
    p.closeBracket(Token.CloseBracket, open, inside);
    return p.add(Kind.List, open, 0);
  }
  const first = starredNamed(p);
  if (isComprehension(p)) {
    checkElement(p, first);
    const generators = comprehensions(p);
    p.closeBracket(Token.CloseBracket, open, inside);
    return p.add(Kind.ListComp, open, first, generators);
  }
  const elements = p.goesOn(inside) ? elementsAfter(p, first, inside) : p.out.listOf(first);
  p.closeBracket(Token.CloseBracket, open, inside);
  return p.add(Kind.List, open, elements);
}

/** The rest of a list whose first element was read and is followed by another. */
function elementsAfter(p: Parser, first: Node, inside: number): number {
  const mark = p.out.mark();
  p.out.push(first);
  do p.out.push(starredNamed(p));
  while (p.goesOn(inside));
  return p.out.list(mark);
}

function braces(p: Parser): Node {
  const open = p.start;
  const inside = p.depth;
  p.next();
  if (p.ends(inside)) {
    p.closeBracket(Token.CloseBrace, open, inside);
    return p.add(Kind.Dict, open, 0);
  }
  if (p.token === Token.DoubleStar) return dictionary(p, open, inside, NONE, unpacked(p));
  const first = starredNamed(p);
  if (p.token === Token.Colon) {
    checkKey(p, first);
    p.next();
    return dictionary(p, open, inside, first, expression(p));
  }
  if (isComprehension(p)) {
    checkElement(p, first);
    const generators = comprehensions(p);
    p.closeBracket(Token.CloseBrace, open, inside);
    return p.add(Kind.SetComp, open, first, generators);
  }
  const elements = p.goesOn(inside) ? elementsAfter(p, first, inside) : p.out.listOf(first);
  p.closeBracket(Token.CloseBrace, open, inside);
  return p.add(Kind.Set, open, elements);
}

/** The rest of a dictionary after its first item; the key is NONE for `**value`. */
function dictionary(p: Parser, open: number, inside: number, key: Node, value: Node): Node {
  if (isComprehension(p)) {
    if (key === NONE) p.report(p.out.start(value), p.out.end(value), "'**' can't be the element of a comprehension.");
    const generators = comprehensions(p);
    p.closeBracket(Token.CloseBrace, open, inside);
    return p.add(Kind.DictComp, open, key || p.out.add(Kind.ErrorNode, open + 1, open + 1), value, generators);
  }
  const mark = p.out.mark();
  p.out.push(key);
  p.out.push(value);
  while (itemFollows(p, inside)) {
    if (p.token === Token.DoubleStar) {
      p.out.push(NONE);
      p.out.push(unpacked(p));
      continue;
    }
    p.out.push(expression(p));
    p.out.push(p.take(Token.Colon) ? expression(p) : p.missing("':' after the key"));
  }
  p.closeBracket(Token.CloseBrace, open, inside);
  return p.add(Kind.Dict, open, p.out.list(mark));
}

function itemFollows(p: Parser, inside: number): boolean {
  if (p.token !== Token.DoubleStar) return p.goesOn(inside);
  p.expected("','");
  return true;
}

function unpacked(p: Parser): Node {
  p.next();
  return operators(p, Precedence.BitOr);
}

function checkKey(p: Parser, key: Node): void {
  const kind = p.out.kind(key);
  if (kind !== Kind.Starred && kind !== Kind.NamedExpr) return;
  if (p.text.charCodeAt(p.previousEnd - 1) === 41 && p.out.end(key) < p.previousEnd) return; // in parentheses
  p.report(p.out.start(key), p.out.end(key), 'This key needs parentheses.');
}

function checkElement(p: Parser, element: Node): void {
  if (p.out.kind(element) !== Kind.Starred) return;
  p.report(p.out.start(element), p.out.end(element), "'*' can't be the element of a comprehension.");
}

/** `for ... in ... if ...`, once or more; the current token is `for` or `async`. */
export function comprehensions(p: Parser): number {
  const mark = p.out.mark();
  while (isComprehension(p)) p.out.push(comprehension(p));
  return p.out.list(mark);
}

function comprehension(p: Parser): Node {
  const { start } = p;
  const isAsync = p.take(Token.Async) ? 1 : 0;
  if (!p.take(Token.For)) {
    p.expected("'for' after 'async'");
    const target = p.gap();
    return p.add(Kind.comprehension, start, isAsync, target, p.gap(), 0);
  }
  const target = forTargets(p);
  if (p.at(Token.In)) checkTarget(p, target, 'assign');
  const iter = p.take(Token.In) ? operators(p, Precedence.Or) : p.missing("'in' after the targets of 'for'");
  const mark = p.out.mark();
  while (p.take(Token.If)) p.out.push(operators(p, Precedence.Or));
  return p.add(Kind.comprehension, start, isAsync, target, iter, p.out.list(mark));
}

