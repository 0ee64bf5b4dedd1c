/**
 * The three places where Python's grammar needs more than one token of foresight. Each looks ahead within the
 * logical line and comes back, so a line is read at most twice.
 */

import type { Parser } from './state.js';
import { strings } from './strings.js';
import { STARTS_EXPRESSION, STATEMENT_ONLY, Token } from './token-kinds.js';

/** Whether the name `match` at the current token begins a `match` statement. */
export function beginsMatch(p: Parser): boolean {
  return lookingAhead(p, () => {
    switch (p.token) {
      case Token.OpenParen: case Token.OpenBracket: case Token.Star: case Token.Minus: case Token.Plus:
        return colonEndsLine(p);
      case Token.Not:
        p.next();
        return !p.at(Token.In);
      default:
        return STARTS_EXPRESSION[p.token] === 1;
    }
  });
}

/** Whether the name `type` at the current token begins a `type` statement (PEP 695). */
export function beginsTypeAlias(p: Parser): boolean {
  return lookingAhead(p, () => p.token === Token.Name);
}

/**
 * Whether the `(` at the current token, after `with`, holds the items of the statement rather than beginning the
 * first item's expression.
 */
export function holdsWithItems(p: Parser): boolean {
  const inside = p.depth;
  return lookingAhead(p, () => {
    if (p.token === Token.CloseParen) return false;
    let lambdas = 0;
    let aliased = false;
    let elementStarts = true;
    while (!p.ends(inside)) {
      const { token } = p;
      if (p.depth === inside) {
        if (token === Token.As) aliased = true;
        else if (token === Token.Walrus || token === Token.Yield || token === Token.For) return false;
        else if (token === Token.Star && elementStarts && lambdas === 0) return false;
        else if (token === Token.Lambda) lambdas++;
        else if (token === Token.Colon && lambdas > 0) lambdas--;
      }
      elementStarts = token === Token.Comma;
      stepOver(p);
    }
    if (aliased || !p.at(Token.CloseParen)) return aliased;
    p.next();
    return p.at(Token.Colon);
  });
}

function colonEndsLine(p: Parser): boolean {
  const base = p.token === Token.OpenParen || p.token === Token.OpenBracket ? p.depth - 1 : p.depth;
  let lambdas = 0;
  while (p.token !== Token.Newline && p.token !== Token.EndOfFile && STATEMENT_ONLY[p.token] === 0) {
    if (p.token === Token.Lambda) lambdas++;
    else if (p.token === Token.Colon && p.depth === base && lambdas-- <= 0) {
      p.next();
      return p.at(Token.Newline);
    }
    stepOver(p);
  }
  return false;
}

/** Steps over a token, or over a whole f-string, whose quotes may nest. */
function stepOver(p: Parser): void {
  if (p.token === Token.Interpolated) strings(p);
  else p.next();
}

function lookingAhead(p: Parser, look: () => boolean): boolean {
  if (p.searchable <= 0) return false;
  const mark = p.bookmark();
  const written = p.out.checkpoint();
  p.next();
  const answer = look();
  p.searchable -= p.end - mark.start;
  p.goBack(mark);
  p.out.rollback(written);
  return answer;
}
