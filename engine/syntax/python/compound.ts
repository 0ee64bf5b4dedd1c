/** Statements that hold blocks, except definitions and `match`, and the blocks themselves. */

import { definition, decorated } from './definitions.js';
import { expression, expressions, forTargets, namedExpression, operators } from './expressions.js';
import { Kind } from './kinds.js';
import { holdsWithItems } from './lookahead.js';
import { DEEPEST_BLOCK, type Parser } from './state.js';
import { simpleStatements, statementLine, statements } from './statements.js';
import { checkTarget } from './targets.js';
import { COMPOUND, Precedence, STARTS_EXPRESSION, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

/** The compound statement at the current token, which is one of the keywords in `COMPOUND`. */
export function compound(p: Parser): Node {
  const { start } = p;
  switch (p.token) {
    case Token.If: return ifStatement(p);
    case Token.For: return forStatement(p, start, Kind.For);
    case Token.With: return withStatement(p, start, Kind.With);
    case Token.Try: return tryStatement(p);
    case Token.While: return whileStatement(p);
    case Token.At: return decorated(p);
    case Token.Async: return asyncStatement(p);
    default: return definition(p, start, 0, false);
  }
}

/** Steps over the ':' that ends a header and returns its position; -1 when it is missing. */
export function headerColon(p: Parser, header: string): number {
  const { start } = p;
  if (p.take(Token.Colon)) return start;
  p.expected(`':' after ${header}`);
  if (p.token === Token.Newline) return -1;
  // Something stands between: the header goes on to a ':' that ends the line, if there is one.
  const mark = p.bookmark();
  while (p.token > Token.Dedent) {
    const colon = p.start;
    if (p.atStatement() && !p.firstOnLine) break;
    if (p.take(Token.Colon) && p.at(Token.Newline)) return colon;
    if (p.token > Token.Dedent && p.token !== Token.Colon) p.skip();
  }
  p.goBack(mark);
  return -1;
}

/**
 * The block after a header, whose ':' stands at `colon`; returns the list for a `body` slot. A header without ':' is
 * half-typed: that it has no block either is not worth a second problem.
 */
export function block(p: Parser, header: string, colon: number): number {
  const mark = p.out.mark();
  if (p.take(Token.Newline)) {
    if (p.token !== Token.Indent) {
      if (colon >= 0) p.report(p.start, p.start, `Expected an indented block after ${header}.`);
    } else if (p.blocks >= DEEPEST_BLOCK) p.report(p.start, p.start, 'This block is nested too deeply.');
    else {
      p.blocks++;
      p.next();
      statements(p);
      p.take(Token.Dedent);
      p.blocks--;
    }
  } else if (p.token <= Token.Dedent) {
    p.expected(`a block after ${header}`);
  } else if (COMPOUND[p.token] === 1) {
    p.report(p.start, p.end, `${p.found()} must begin a line of its own.`);
    if (p.blocks < DEEPEST_BLOCK) {
      p.blocks++;
      statementLine(p);
      p.blocks--;
    }
  } else simpleStatements(p);
  return p.out.list(mark);
}

/** `if`, and its `elif`s in a loop, however many there are. */
function ifStatement(p: Parser): Node {
  const { out } = p;
  const mark = out.mark();
  do {
    out.push(p.start);
    const header = `the condition of '${p.at(Token.If) ? 'if' : 'elif'}'`;
    p.next();
    out.push(namedExpression(p));
    const colon = headerColon(p, header);
    out.push(colon);
    out.push(block(p, header, colon));
  } while (p.at(Token.Elif));
  let orelse = elseBlock(p);
  for (;;) {
    const body = out.pop();
    const colon = out.pop();
    const test = out.pop();
    const node = p.add(Kind.If, out.pop(), test, colon, body, orelse);
    if (out.count(mark) === 0) return node;
    orelse = out.listOf(node);
  }
}

function elseBlock(p: Parser): number {
  if (!p.take(Token.Else)) return 0;
  return block(p, "'else'", headerColon(p, "'else'"));
}

function whileStatement(p: Parser): Node {
  const { start } = p;
  p.next();
  const test = namedExpression(p);
  const colon = headerColon(p, "the condition of 'while'");
  const body = block(p, "'while'", colon);
  return p.add(Kind.While, start, test, colon, body, elseBlock(p));
}

function forStatement(p: Parser, start: number, kind: number): Node {
  p.next();
  const target = forTargets(p);
  if (p.at(Token.In)) checkTarget(p, target, 'assign');
  const iter = p.take(Token.In) ? expressions(p) : p.missing("'in' after the targets of 'for'");
  const colon = headerColon(p, "the header of 'for'");
  const body = block(p, "'for'", colon);
  return p.add(kind, start, target, iter, colon, body, elseBlock(p));
}

function withStatement(p: Parser, start: number, kind: number): Node {
  p.next();
  const items = p.token === Token.OpenParen && holdsWithItems(p) ? parenthesisedItems(p) : bareItems(p);
  const colon = headerColon(p, "the items of 'with'");
  const body = block(p, "'with'", colon);
  return p.add(kind, start, items, colon, body);
}

function parenthesisedItems(p: Parser): number {
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = p.out.mark();
  do p.out.push(withItem(p));
  while (p.goesOn(inside));
  p.closeBracket(Token.CloseParen, open, inside);
  return p.out.list(mark);
}

function bareItems(p: Parser): number {
  const mark = p.out.mark();
  do p.out.push(withItem(p));
  while (p.take(Token.Comma));
  return p.out.list(mark);
}

function withItem(p: Parser): Node {
  const context = expression(p);
  // Where the item is missing, what stands for it may lie before the token that came instead.
  const start = p.out.start(context);
  if (!p.take(Token.As)) return p.add(Kind.withitem, start, context, NONE);
  const target = operators(p, Precedence.BitOr);
  checkTarget(p, target, 'assign');
  return p.add(Kind.withitem, start, context, target);
}

function asyncStatement(p: Parser): Node {
  const { start } = p;
  p.next();
  switch (p.token) {
    case Token.Def: return definition(p, start, 0, true);
    case Token.For: return forStatement(p, start, Kind.AsyncFor);
    case Token.With: return withStatement(p, start, Kind.AsyncWith);
    default:
      p.expected("'def', 'for' or 'with' after 'async'");
      return p.add(Kind.ErrorNode, start, 0);
  }
}

function tryStatement(p: Parser): Node {
  const { start } = p;
  const tryEnd = p.end;
  p.next();
  const body = block(p, "'try'", headerColon(p, "'try'"));
  const mark = p.out.mark();
  let stars = 0;
  while (p.at(Token.Except)) {
    const handlerStart = p.start;
    const [handler, withStar] = exceptHandler(p);
    p.out.push(handler);
    if (withStar) stars++;
    const count = p.out.count(mark);
    if (stars !== 0 && stars !== count) p.report(handlerStart, handlerStart + 6, "'except' and 'except*' can't be mixed.");
  }
  const handlers = p.out.list(mark);
  if (p.at(Token.Else) && handlers === 0) p.report(p.start, p.end, "'else' of 'try' needs an 'except' before it.");
  const orelse = elseBlock(p);
  let finalbody = 0;
  if (p.at(Token.Finally)) {
    p.next();
    finalbody = block(p, "'finally'", headerColon(p, "'finally'"));
  } else if (handlers === 0) p.report(start, tryEnd, "'try' needs an 'except' or a 'finally'.");
  return p.add(stars > 0 ? Kind.TryStar : Kind.Try, start, body, handlers, orelse, finalbody);
}

/** One handler, and whether it is an `except*`. */
function exceptHandler(p: Parser): readonly [Node, boolean] {
  const { start } = p;
  p.next();
  const withStar = p.take(Token.Star);
  let type = NONE;
  if (STARTS_EXPRESSION[p.token] === 1) type = exceptTypes(p);
  else if (withStar) p.expected("an exception's type after 'except*'");
  let nameStart = -1;
  let nameEnd = -1;
  if (p.token === Token.As) {
    if (type !== NONE && p.out.kind(type) === Kind.Tuple && p.text.charCodeAt(p.out.start(type)) !== 40) {
      p.report(p.out.start(type), p.out.end(type), "Several exception types with 'as' need parentheses.");
    }
    p.next();
    nameStart = p.start;
    nameEnd = p.end;
    if (!p.take(Token.Name)) {
      p.expected("a name after 'as'");
      nameEnd = nameStart = p.previousEnd;
    }
  }
  const colon = headerColon(p, "'except'");
  const body = block(p, "'except'", colon);
  return [p.add(Kind.ExceptHandler, start, type, nameStart, nameEnd, colon, body), withStar];
}

/** One type, or several with commas (PEP 758). */
function exceptTypes(p: Parser): Node {
  const { start } = p;
  const first = expression(p);
  if (p.token !== Token.Comma) return first;
  const mark = p.out.mark();
  p.out.push(first);
  while (p.take(Token.Comma) && STARTS_EXPRESSION[p.token] === 1) p.out.push(expression(p));
  return p.add(Kind.Tuple, start, p.out.list(mark), 0);
}

/** A clause without its statement (`else`, `except` ...): its block is kept, because definitions may be in it. */
export function strayClause(p: Parser): Node {
  const { start } = p;
  const header = p.found();
  p.report(p.start, p.end, `${header} has no statement that it belongs to.`);
  p.next();
  const mark = p.out.mark();
  if (STARTS_EXPRESSION[p.token] === 1) p.out.push(expression(p));
  const body = block(p, header, headerColon(p, header));
  for (let i = 0; i < p.out.lengthOf(body); i++) p.out.push(p.out.entry(body, i));
  return p.add(Kind.ErrorNode, start, p.out.list(mark));
}
