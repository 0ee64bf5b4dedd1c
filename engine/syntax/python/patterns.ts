/** Patterns of `case` (PEP 634). */

import { atom } from './atoms.js';
import { Kind, ConstantKind, Operator, UnaryOperator } from './kinds.js';
import { DEEPEST_EXPRESSION, type Parser } from './state.js';
import { strings } from './strings.js';
import { STATEMENT_ONLY, Token } from './token-kinds.js';
import { At, NONE, type Node } from './tree.js';

/** What follows `case`: a pattern, or several with commas as a sequence without brackets. */
export function patterns(p: Parser): Node {
  const { start } = p;
  const first = maybeStar(p);
  if (p.token !== Token.Comma) {
    if (p.out.kind(first) !== Kind.MatchStar) return first;
    p.report(start, p.previousEnd, 'A starred pattern stands only in a sequence.');
    return first;
  }
  const mark = p.out.mark();
  p.out.push(first);
  while (p.take(Token.Comma)) {
    if (!startsPattern(p.token)) break;
    p.out.push(maybeStar(p));
  }
  return p.add(Kind.MatchSequence, start, p.out.list(mark));
}

const startsPattern = (token: Token): boolean => {
  switch (token) {
    case Token.Name: case Token.Number: case Token.String: case Token.Interpolated: case Token.Minus: case Token.Star:
    case Token.OpenParen: case Token.OpenBracket: case Token.OpenBrace:
    case Token.None: case Token.True: case Token.False:
      return true;
    default:
      return false;
  }
};

function maybeStar(p: Parser): Node {
  if (p.token !== Token.Star) return pattern(p);
  const { start } = p;
  p.next();
  const nameStart = p.start;
  const nameEnd = p.end;
  if (!p.take(Token.Name)) {
    p.expected("a name after '*'");
    return p.add(Kind.MatchStar, start, -1, -1);
  }
  return isWildcard(p, nameStart, nameEnd)
    ? p.add(Kind.MatchStar, start, -1, -1) : p.add(Kind.MatchStar, start, nameStart, nameEnd);
}

const isWildcard = (p: Parser, start: number, end: number): boolean =>
  end === start + 1 && p.text.charCodeAt(start) === 95;

/** `as_pattern | or_pattern`. */
function pattern(p: Parser): Node {
  if (p.nesting >= DEEPEST_EXPRESSION) return p.tooDeep('pattern');
  p.nesting++;
  const { start } = p;
  let node = closed(p);
  if (p.token === Token.Bar) {
    const mark = p.out.mark();
    p.out.push(node);
    while (p.take(Token.Bar)) p.out.push(closed(p));
    node = p.add(Kind.MatchOr, start, p.out.list(mark));
  }
  if (p.take(Token.As)) {
    const nameStart = p.start;
    const nameEnd = p.end;
    if (!p.take(Token.Name)) {
      p.expected("a name after 'as'");
      node = p.add(Kind.MatchAs, start, node, p.previousEnd, p.previousEnd);
    } else {
      if (isWildcard(p, nameStart, nameEnd)) p.report(nameStart, nameEnd, "'_' can't be a target of 'as'.");
      node = p.add(Kind.MatchAs, start, node, nameStart, nameEnd);
    }
  }
  p.nesting--;
  return node;
}

function closed(p: Parser): Node {
  const { start } = p;
  switch (p.token) {
    case Token.Name: return nameOrClass(p);
    case Token.Number:
    case Token.Minus: {
      const value = numberValue(p);
      return p.add(Kind.MatchValue, start, value);
    }
    case Token.String:
    case Token.Interpolated: {
      const value = strings(p);
      return p.add(Kind.MatchValue, start, value);
    }
    case Token.None: return singleton(p, ConstantKind.None);
    case Token.True: return singleton(p, ConstantKind.True);
    case Token.False: return singleton(p, ConstantKind.False);
    case Token.OpenParen: return sequence(p, Token.CloseParen);
    case Token.OpenBracket: return sequence(p, Token.CloseBracket);
    case Token.OpenBrace: return mapping(p);
    default: return p.missing('a pattern');
  }
}

function singleton(p: Parser, constant: number): Node {
  const { start } = p;
  p.next();
  return p.add(Kind.MatchSingleton, start, constant);
}

/** A number with a sign, or a complex number such as `1 - 2j`. */
function numberValue(p: Parser): Node {
  const { start } = p;
  const real = signedNumber(p);
  if (p.token !== Token.Plus && p.token !== Token.Minus) return real.node;
  const operator = p.token === Token.Plus ? Operator.Add : Operator.Sub;
  if (real.kind === ConstantKind.Imaginary) p.report(start, p.previousEnd, 'The real part of a complex number comes first.');
  p.next();
  const imaginaryStart = p.start;
  const imaginary = plainNumber(p);
  if (imaginary.kind !== ConstantKind.Imaginary) {
    p.report(imaginaryStart, p.previousEnd, "Only an imaginary number may be added in a pattern, such as '2j'.");
  }
  return p.add(Kind.BinOp, start, real.node, operator, imaginary.node);
}

interface ReadNumber {
  readonly node: Node;
  readonly kind: number;
}

function signedNumber(p: Parser): ReadNumber {
  if (p.token !== Token.Minus) return plainNumber(p);
  const { start } = p;
  p.next();
  const number = plainNumber(p);
  return { node: p.add(Kind.UnaryOp, start, UnaryOperator.USub, number.node), kind: number.kind };
}

function plainNumber(p: Parser): ReadNumber {
  if (p.token !== Token.Number) return { node: p.missing('a number'), kind: -1 };
  const kind = p.numberKind;
  return { node: atom(p), kind };
}

/** A capture, `_`, a dotted value, or a class with its arguments. */
function nameOrClass(p: Parser): Node {
  const { start, end } = p;
  p.next();
  if (p.token !== Token.Dot && p.token !== Token.OpenParen) {
    return isWildcard(p, start, end)
      ? p.add(Kind.MatchAs, start, NONE, -1, -1) : p.add(Kind.MatchAs, start, NONE, start, end);
  }
  let value = p.out.add(Kind.Name, start, end);
  while (p.token === Token.Dot) value = dotted(p, start, value);
  if (p.token === Token.OpenParen) return classPattern(p, start, value);
  return p.add(Kind.MatchValue, start, value);
}

function dotted(p: Parser, start: number, value: Node): Node {
  const afterDot = p.end;
  p.next();
  const nameStart = p.start;
  if (p.take(Token.Name)) return p.add(Kind.Attribute, start, value, nameStart, p.previousEnd);
  p.expected("a name after '.'");
  return p.add(Kind.Attribute, start, value, afterDot, afterDot);
}

/** Whether the list of patterns in brackets goes on after an element. */
function goesOn(p: Parser, inside: number): boolean {
  if (p.token === Token.Comma && p.depth >= inside) {
    p.next();
    return !p.ends(inside);
  }
  if (p.ends(inside) || !startsPattern(p.token) || p.atStatement()) return false;
  p.expected("',' or a closing bracket");
  return true;
}

/** `[...]`, or `(...)`: a sequence, or a pattern in parentheses, which keeps its own span. */
function sequence(p: Parser, closer: Token): Node {
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = p.out.mark();
  let commas = 0;
  while (!p.ends(inside)) {
    p.out.push(maybeStar(p));
    if (p.token === Token.Comma) commas++;
    if (!goesOn(p, inside)) break;
  }
  p.closeBracket(closer, open, inside);
  const isGroup = closer === Token.CloseParen && commas === 0 && p.out.count(mark) === 1;
  if (!isGroup) return p.add(Kind.MatchSequence, open, p.out.list(mark));
  const node = p.out.pop();
  if (p.out.kind(node) === Kind.MatchStar) p.report(open, p.previousEnd, 'A starred pattern stands only in a sequence.');
  return node;
}

function mapping(p: Parser): Node {
  const { out } = p;
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = out.mark();
  let restStart = -1;
  let restEnd = -1;
  while (!p.ends(inside)) {
    const before = p.start;
    if (restStart >= 0) p.report(p.start, p.end, "Nothing may follow '**' in a pattern.");
    if (p.take(Token.DoubleStar)) {
      restStart = p.start;
      restEnd = p.end;
      if (!p.take(Token.Name)) {
        p.expected("a name after '**'");
        restEnd = restStart = p.previousEnd;
      } else if (isWildcard(p, restStart, restEnd)) p.report(restStart, restEnd, "'**_' isn't allowed; a mapping ignores the rest anyway.");
    } else {
      out.push(mappingKey(p));
      out.push(p.take(Token.Colon) ? pattern(p) : p.missing("':' after the key"));
    }
    if (p.token === Token.DoubleStar && p.depth >= inside) p.expected("','");
    else if (!goesOn(p, inside) || p.start === before) break;
  }
  p.closeBracket(Token.CloseBrace, open, inside);
  return p.add(Kind.MatchMapping, open, out.list(mark), restStart, restEnd);
}

function mappingKey(p: Parser): Node {
  const { start } = p;
  switch (p.token) {
    case Token.Number:
    case Token.Minus:
      return numberValue(p);
    case Token.String:
    case Token.Interpolated:
      return strings(p);
    case Token.None:
    case Token.True:
    case Token.False:
      return atom(p);
    case Token.Name: {
      let value = atom(p);
      if (!p.at(Token.Dot)) p.report(start, p.previousEnd, 'A key is a literal or a dotted name.');
      while (p.at(Token.Dot)) value = dotted(p, start, value);
      return value;
    }
    default:
      return p.missing('a key');
  }
}

function classPattern(p: Parser, start: number, cls: Node): Node {
  const { out } = p;
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = out.mark();
  const names: number[] = [];
  const values: Node[] = [];
  while (!p.ends(inside) && STATEMENT_ONLY[p.token] === 0) {
    const nameStart = p.start;
    const node = pattern(p);
    const isName = out.kind(node) === Kind.MatchAs && out.slot(node, At.MatchAs.pattern) === NONE;
    if (p.token === Token.Equal) {
      if (!isName || out.start(node) !== nameStart) p.report(nameStart, p.previousEnd, "A name is expected before '='.");
      names.push(nameStart, p.previousEnd);
      p.next();
      values.push(pattern(p));
    } else {
      if (values.length > 0) p.report(nameStart, p.previousEnd, 'Positional patterns must come before keyword patterns.');
      out.push(node);
    }
    if (!goesOn(p, inside) || p.start === nameStart) break;
  }
  p.closeBracket(Token.CloseParen, open, inside);
  const positional = out.list(mark);
  for (const name of names) out.push(name);
  const keywordNames = out.list(mark);
  for (const value of values) out.push(value);
  return p.add(Kind.MatchClass, start, cls, positional, keywordNames, out.list(mark));
}
