/** Parameters of functions and lambdas, and type parameters (PEP 695, 696). */

import { expression, starred } from './expressions.js';
import { Kind, ParameterKind } from './kinds.js';
import type { Parser } from './state.js';
import { STARTS_EXPRESSION, Token } from './token-kinds.js';
import { At, NONE, type Node } from './tree.js';

// How far a list of parameters has come.
interface Progress {
  kind: number; // of a plain name that comes next
  slashSeen: boolean;
  starOpen: boolean; // a bare '*' waits for a keyword-only parameter
  defaultSeen: boolean;
  finished: boolean; // `**kwargs` was read
}

/**
 * Parameters up to `)` or, for a lambda (not `annotated`), up to `:`; neither is stepped over. Returns the list for
 * a `params` slot: each `arg` with its default or NONE.
 */
export function parameters(p: Parser, annotated: boolean): number {
  const { out } = p;
  const inside = p.depth;
  const mark = out.mark();
  const progress: Progress = {
    kind: ParameterKind.Normal, slashSeen: false, starOpen: false, defaultSeen: false, finished: false,
  };
  while (startsParameter(p.token)) {
    parameter(p, annotated, progress, mark);
    if (p.token === Token.Comma && p.depth === inside) p.next();
    else if (annotated && startsParameter(p.token) && p.depth === inside && !p.atStatement()) p.expected("',' or ')'");
    else break;
  }
  if (progress.starOpen) p.report(p.start, p.end, "A parameter must follow the bare '*'.");
  return out.list(mark);
}

const startsParameter = (token: Token): boolean =>
  token === Token.Name || token === Token.Star || token === Token.DoubleStar || token === Token.Slash;

function parameter(p: Parser, annotated: boolean, progress: Progress, mark: number): void {
  const { start, token } = p;
  if (progress.finished) p.report(start, p.end, "Nothing may follow the '**' parameter.");
  if (token === Token.Slash) {
    p.next();
    return slash(p, start, progress, mark);
  }
  if (token === Token.Name) {
    const hasDefault = argument(p, annotated, progress.kind, false);
    if (progress.kind === ParameterKind.KeywordOnly) progress.starOpen = false;
    else if (!hasDefault && progress.defaultSeen) {
      p.report(start, p.previousEnd, 'A parameter without a default follows one with a default.');
    } else progress.defaultSeen = hasDefault;
    return;
  }
  p.next();
  if (token === Token.DoubleStar) {
    if (progress.starOpen) p.report(start, p.end, "A parameter must follow the bare '*'.");
    progress.starOpen = false;
    progress.finished = true;
    argument(p, annotated, ParameterKind.KeywordArgs, false);
    return;
  }
  if (progress.kind === ParameterKind.KeywordOnly) p.report(start, p.end, "There can be only one '*' among parameters.");
  progress.kind = ParameterKind.KeywordOnly;
  if (p.token === Token.Name) argument(p, annotated, ParameterKind.VarArgs, true);
  else progress.starOpen = true;
}

/** `/` makes every parameter before it positional-only. */
function slash(p: Parser, start: number, progress: Progress, mark: number): void {
  const { out } = p;
  const count = out.count(mark);
  if (count === 0 || progress.slashSeen || progress.kind === ParameterKind.KeywordOnly) {
    p.report(start, start + 1, "'/' must follow the positional-only parameters, once, before '*'.");
    return;
  }
  progress.slashSeen = true;
  for (let i = 0; i < count; i += 2) out.set(out.pushed(mark, i), At.arg.kind, ParameterKind.PositionalOnly);
}

/** One parameter with its default; its stars were read. Returns whether it has a default. */
function argument(p: Parser, annotated: boolean, kind: number, starAllowed: boolean): boolean {
  const { out, start } = p;
  let end = p.end;
  if (p.token === Token.Name) p.next();
  else {
    p.expected("a parameter's name");
    end = start;
  }
  let annotation = NONE;
  if (annotated && p.take(Token.Colon)) {
    if (p.token === Token.Star && !starAllowed) p.expected('an annotation');
    annotation = p.token === Token.Star ? starred(p) : expression(p);
  }
  out.push(annotation === NONE ? out.add(Kind.arg, start, end, kind, start, end) : p.add(Kind.arg, start, kind, start, end, annotation));
  if (p.token !== Token.Equal) {
    out.push(NONE);
    return false;
  }
  if (kind === ParameterKind.VarArgs || kind === ParameterKind.KeywordArgs) {
    p.report(p.start, p.end, 'A parameter with a star has no default.');
  }
  p.next();
  out.push(expression(p));
  return true;
}

/** `[T: bound = default, *Ts, **P]`, or nothing; returns the list for a `typeParams` slot. */
export function typeParameters(p: Parser): number {
  if (p.token !== Token.OpenBracket) return 0;
  const open = p.start;
  const inside = p.depth;
  p.next();
  const mark = p.out.mark();
  if (p.at(Token.CloseBracket)) p.expected('a type parameter');
  let defaultSeen = false;
  while (!p.ends(inside)) {
    const { start } = p;
    const hasDefault = typeParameter(p);
    if (defaultSeen && !hasDefault) {
      p.report(start, p.previousEnd, 'A type parameter without a default follows one with a default.');
    }
    defaultSeen = hasDefault;
    if (p.at(Token.DoubleStar) && p.depth >= inside) p.expected("','");
    else if (!p.goesOn(inside)) break;
  }
  p.closeBracket(Token.CloseBracket, open, inside);
  return p.out.list(mark);
}

function typeParameter(p: Parser): boolean {
  const { start, token } = p;
  const withStar = p.take(Token.Star) || p.take(Token.DoubleStar);
  const nameStart = p.start;
  let nameEnd = p.end;
  if (!p.take(Token.Name)) {
    p.expected("a type parameter's name");
    if (STARTS_EXPRESSION[p.token] === 1) p.next();
    else nameEnd = nameStart;
  }
  let bound = NONE;
  if (p.token === Token.Colon) {
    if (withStar) p.report(p.start, p.end, 'A type parameter with a star has no bound.');
    p.next();
    bound = expression(p);
  }
  const fallback: Node = p.take(Token.Equal)
    ? token === Token.Star && p.token === Token.Star ? starred(p) : expression(p) : NONE;
  if (token === Token.Star) p.out.push(p.add(Kind.TypeVarTuple, start, nameStart, nameEnd, fallback));
  else if (token === Token.DoubleStar) p.out.push(p.add(Kind.ParamSpec, start, nameStart, nameEnd, fallback));
  else p.out.push(p.add(Kind.TypeVar, start, nameStart, nameEnd, bound, fallback));
  return fallback !== NONE;
}
