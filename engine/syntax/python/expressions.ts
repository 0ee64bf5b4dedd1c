/** Expressions, by precedence: ternaries and lambdas, operators, then what follows a dot or stands in brackets. */

import { atom } from './atoms.js';
import { callArguments, subscriptIndex } from './brackets.js';
import { BooleanOperator, Comparison, Kind, UnaryOperator } from './kinds.js';
import { parameters } from './parameters.js';
import { DEEPEST_EXPRESSION, type Parser } from './state.js';
import { isKeyword, operatorOf, Precedence, PRECEDENCE, STARTS_EXPRESSION, STATEMENT_ONLY, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

/** `expression` of the grammar: a ternary, a lambda or anything that binds tighter; no `:=`, no `yield`, no star. */
export function expression(p: Parser): Node {
  if (p.nesting >= DEEPEST_EXPRESSION) return p.tooDeep('expression');
  p.nesting++;
  const node = p.token === Token.Lambda ? lambda(p) : ternary(p);
  p.nesting--;
  return node;
}

function ternary(p: Parser): Node {
  const { start } = p;
  const body = operators(p, Precedence.Or);
  if (p.token !== Token.If) return body;
  p.next();
  const test = operators(p, Precedence.Or);
  const orelse = p.take(Token.Else) ? expression(p) : p.missing("'else' of the conditional expression");
  return p.add(Kind.IfExp, start, body, test, orelse);
}

export function lambda(p: Parser): Node {
  const { start } = p;
  p.next();
  const params = parameters(p, false);
  const colon = p.token === Token.Colon ? p.start : -1;
  if (colon < 0) return p.add(Kind.Lambda, start, params, colon, p.missing("':' after the lambda's parameters"));
  p.next();
  const body = expression(p);
  return p.add(Kind.Lambda, start, params, colon, body);
}

/** `named_expression`: an expression or `name := expression`. */
export function namedExpression(p: Parser): Node {
  const { start } = p;
  return walrus(p, start, expression(p));
}

/** Goes on after an expression that began at `start` when `:=` follows. */
export function walrus(p: Parser, start: number, target: Node): Node {
  if (p.token !== Token.Walrus) return target;
  if (p.out.kind(target) !== Kind.Name || p.out.start(target) !== start) {
    p.report(start, p.previousEnd, "':=' assigns to a plain name only.");
  }
  p.next();
  const value = expression(p);
  return p.add(Kind.NamedExpr, start, target, value);
}

/** An element of a list, set, tuple or subject: a starred or a named expression. */
export function starredNamed(p: Parser): Node {
  return p.token === Token.Star ? starred(p) : namedExpression(p);
}

/** `*x`, where the operand binds tighter than comparisons. */
export function starred(p: Parser): Node {
  const { start } = p;
  p.next();
  const value = operators(p, Precedence.BitOr);
  return p.add(Kind.Starred, start, value);
}

/** `star_expressions`: one expression, or several with commas as a tuple without parentheses. */
export function expressions(p: Parser): Node {
  const { start } = p;
  const first = p.token === Token.Star ? starred(p) : expression(p);
  return p.token === Token.Comma ? bareTuple(p, start, first, false) : first;
}

/** The same with `:=` allowed, for the subject of `match`. */
export function namedExpressions(p: Parser): Node {
  const { start } = p;
  const first = starredNamed(p);
  return p.token === Token.Comma ? bareTuple(p, start, first, true) : first;
}

function bareTuple(p: Parser, start: number, first: Node, named: boolean): Node {
  const mark = p.out.mark();
  p.out.push(first);
  while (p.take(Token.Comma)) {
    if (p.token === Token.Star) p.out.push(starred(p));
    else if (STARTS_EXPRESSION[p.token] === 1) p.out.push(named ? namedExpression(p) : expression(p));
    else break;
  }
  return p.add(Kind.Tuple, start, p.out.list(mark), 0);
}

/** What may stand right of `=`: `yield` or expressions. */
export function assigned(p: Parser): Node {
  return p.token === Token.Yield ? yieldExpression(p) : expressions(p);
}

export function yieldExpression(p: Parser): Node {
  const { start } = p;
  p.next();
  if (p.take(Token.From)) {
    const value = expression(p);
    return p.add(Kind.YieldFrom, start, value);
  }
  const value = STARTS_EXPRESSION[p.token] === 1 || p.token === Token.Star ? expressions(p) : NONE;
  return p.add(Kind.Yield, start, value);
}

/** The targets of `for`: no comparison, because `in` ends them. A tuple when there is a comma. */
export function forTargets(p: Parser): Node {
  const { start } = p;
  const first = forTarget(p);
  if (p.token !== Token.Comma) return first;
  const mark = p.out.mark();
  p.out.push(first);
  while (p.take(Token.Comma)) {
    if (STARTS_EXPRESSION[p.token] === 0 && !p.at(Token.Star)) break;
    p.out.push(forTarget(p));
  }
  return p.add(Kind.Tuple, start, p.out.list(mark), 0);
}

const forTarget = (p: Parser): Node => (p.token === Token.Star ? starred(p) : operators(p, Precedence.BitOr));

/** Operators that bind at least as tightly as `least`, by precedence climbing: long chains loop. */
export function operators(p: Parser, least: number): Node {
  if (p.nesting >= DEEPEST_EXPRESSION) return p.tooDeep('expression');
  p.nesting++;
  const { start } = p;
  let left = prefixed(p, least);
  for (let precedence = PRECEDENCE[p.token]!; precedence >= least && precedence > 0; precedence = PRECEDENCE[p.token]!) {
    if (precedence === Precedence.Comparison) left = comparison(p, start, left);
    else if (precedence <= Precedence.And) left = booleans(p, start, left, precedence);
    else {
      const operator = operatorOf(p.token);
      p.next();
      const right = operators(p, precedence + 1);
      left = p.add(Kind.BinOp, start, left, operator, right);
    }
  }
  p.nesting--;
  return left;
}

function prefixed(p: Parser, least: number): Node {
  const { start, token } = p;
  switch (token) {
    case Token.Not:
      if (least > Precedence.Not) p.report(start, p.end, "'not' needs parentheses here.");
      p.next();
      return p.add(Kind.UnaryOp, start, UnaryOperator.Not, operators(p, Precedence.Not));
    case Token.Minus:
    case Token.Plus:
    case Token.Tilde: {
      const operator = token === Token.Minus ? UnaryOperator.USub
        : token === Token.Plus ? UnaryOperator.UAdd : UnaryOperator.Invert;
      p.next();
      const operand = operators(p, Precedence.Unary);
      return p.add(Kind.UnaryOp, start, operator, operand);
    }
    default:
      return power(p);
  }
}

function power(p: Parser): Node {
  const { start } = p;
  const left = p.token === Token.Await ? awaited(p) : primary(p);
  if (p.token !== Token.DoubleStar) return left;
  const operator = operatorOf(p.token);
  p.next();
  const right = operators(p, Precedence.Unary);
  return p.add(Kind.BinOp, start, left, operator, right);
}

function awaited(p: Parser): Node {
  const { start } = p;
  p.next();
  if (p.token === Token.Await) {
    p.report(p.start, p.end, "A second 'await' needs parentheses.");
    if (p.nesting >= DEEPEST_EXPRESSION) return p.tooDeep('expression');
    p.nesting++;
    const inner = awaited(p);
    p.nesting--;
    return p.add(Kind.Await, start, inner);
  }
  const value = primary(p);
  return p.add(Kind.Await, start, value);
}

function booleans(p: Parser, start: number, left: Node, precedence: number): Node {
  const { token } = p;
  const mark = p.out.mark();
  p.out.push(left);
  while (p.take(token)) p.out.push(operators(p, precedence + 1));
  const operator = precedence === Precedence.And ? BooleanOperator.And : BooleanOperator.Or;
  return p.add(Kind.BoolOp, start, operator, p.out.list(mark));
}

function comparison(p: Parser, start: number, left: Node): Node {
  const { out } = p;
  const mark = out.mark();
  // Operator and operand alternate while they wait; then they are parted.
  while (PRECEDENCE[p.token] === Precedence.Comparison) {
    out.push(comparisonOperator(p));
    out.push(operators(p, Precedence.BitOr));
  }
  const count = out.count(mark);
  const split = out.mark();
  for (let i = 0; i < count; i += 2) out.push(out.pushed(mark, i));
  const ops = out.list(split);
  for (let i = 1; i < count; i += 2) out.push(out.pushed(mark, i));
  const comparators = out.list(split);
  for (let i = 0; i < count; i++) out.pop();
  return p.add(Kind.Compare, start, left, ops, comparators);
}

function comparisonOperator(p: Parser): number {
  const { token } = p;
  p.next();
  switch (token) {
    case Token.EqualEqual: return Comparison.Eq;
    case Token.NotEqual: return Comparison.NotEq;
    case Token.Less: return Comparison.Lt;
    case Token.LessEqual: return Comparison.LtE;
    case Token.Greater: return Comparison.Gt;
    case Token.GreaterEqual: return Comparison.GtE;
    case Token.In: return Comparison.In;
    case Token.Is: return p.take(Token.Not) ? Comparison.IsNot : Comparison.Is;
    default:
      if (!p.take(Token.In)) p.expected("'in' after 'not'");
      return Comparison.NotIn;
  }
}

/** An atom and everything that follows it: attributes, calls, subscripts. Long chains loop. */
export function primary(p: Parser): Node {
  const { start } = p;
  let node = atom(p);
  for (;;) {
    switch (p.token) {
      case Token.Dot:
        node = attribute(p, start, node);
        break;
      case Token.OpenParen: {
        const open = p.start;
        const args = callArguments(p, true);
        node = p.add(Kind.Call, start, node, open, args);
        break;
      }
      case Token.OpenBracket: {
        const index = subscriptIndex(p);
        node = p.add(Kind.Subscript, start, node, index);
        break;
      }
      default:
        return node;
    }
  }
}

function attribute(p: Parser, start: number, value: Node): Node {
  const afterDot = p.end;
  p.next();
  if (p.token === Token.Name || (isKeyword(p.token) && p.start === afterDot && STATEMENT_ONLY[p.token] === 0)) {
    if (p.token !== Token.Name) p.report(p.start, p.end, `${p.found()} is a keyword and can't be an attribute's name.`);
    const nameStart = p.start;
    p.next();
    return p.add(Kind.Attribute, start, value, nameStart, p.previousEnd);
  }
  p.expected("an attribute's name after '.'");
  return p.add(Kind.Attribute, start, value, afterDot, afterDot);
}
