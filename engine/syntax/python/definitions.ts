/** Functions and classes, with their decorators. */

import { callArguments } from './brackets.js';
import { block, headerColon } from './compound.js';
import { expression, namedExpression } from './expressions.js';
import { Kind } from './kinds.js';
import { parameters, typeParameters } from './parameters.js';
import type { Parser } from './state.js';
import { isKeyword, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

/** Decorators and what they decorate. The definition's span begins after them, as in CPython. */
export function decorated(p: Parser): Node {
  const { start } = p;
  const problems = p.problems.length;
  const mark = p.out.mark();
  while (p.take(Token.At)) {
    p.out.push(namedExpression(p));
    if (p.take(Token.Newline)) continue;
    p.expected('the end of the line after the decorator');
    while (p.token > Token.Dedent && !p.atStatement()) p.skip();
    p.take(Token.Newline);
  }
  if (p.token === Token.Indent) {
    p.report(p.start, p.end, 'This line is indented deeper than its decorator.');
    p.next();
    p.strayIndents++;
  }
  const definitionStart = p.start;
  const isAsync = p.take(Token.Async);
  if (p.token === Token.Def || (p.token === Token.Class && !isAsync)) {
    return definition(p, definitionStart, p.out.list(mark), isAsync);
  }
  if (p.problems.length === problems) p.expected('a function or a class after the decorator');
  return p.add(Kind.ErrorNode, start, p.out.list(mark));
}

/** The definition at the current token, `def` or `class`; `start` is that of `async` if there is one. */
export function definition(p: Parser, start: number, decorators: number, isAsync: boolean): Node {
  const isClass = p.token === Token.Class;
  p.next();
  const nameStart = p.start;
  const hasName = definedName(p, isClass ? 'class' : 'function');
  const from = hasName ? nameStart : p.previousEnd;
  const to = p.previousEnd;
  const typeParams = typeParameters(p);
  if (isClass) {
    const args = p.token === Token.OpenParen ? callArguments(p, false) : 0;
    const colon = headerColon(p, "the header of 'class'");
    const body = block(p, "'class'", colon);
    return p.add(Kind.ClassDef, start, decorators, from, to, typeParams, args, colon, body);
  }
  const params = parenthesisedParameters(p);
  const returns = p.take(Token.Arrow) ? expression(p) : NONE;
  const colon = headerColon(p, "the header of 'def'");
  const body = block(p, "'def'", colon);
  const kind = isAsync ? Kind.AsyncFunctionDef : Kind.FunctionDef;
  return p.add(kind, start, decorators, from, to, typeParams, params, returns, colon, body);
}

function definedName(p: Parser, what: string): boolean {
  if (p.take(Token.Name)) return true;
  if (isKeyword(p.token)) {
    p.report(p.start, p.end, `${p.found()} is a keyword and can't name a ${what}.`);
    p.next();
    return true;
  }
  p.expected(`the ${what}'s name`);
  return false;
}

function parenthesisedParameters(p: Parser): number {
  const open = p.start;
  const inside = p.depth;
  if (!p.take(Token.OpenParen)) {
    p.expected("'(' after the function's name");
    return 0;
  }
  const params = parameters(p, true);
  p.closeBracket(Token.CloseParen, open, inside);
  return params;
}
