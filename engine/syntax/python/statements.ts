/** Lines of statements: what fits on one line, and how to get on after a line that makes no sense. */

import { compound, strayClause } from './compound.js';
import { matchStatement } from './match.js';
import { assigned, expression, expressions, operators } from './expressions.js';
import { importFrom, importNames } from './imports.js';
import { Kind } from './kinds.js';
import { beginsMatch, beginsTypeAlias } from './lookahead.js';
import { typeParameters } from './parameters.js';
import type { Parser } from './state.js';
import { checkTarget } from './targets.js';
import { COMPOUND, isAugmented, operatorOf, Precedence, STARTS_EXPRESSION, STATEMENT_ONLY, Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

/** Pushes the statements up to the end of the block (which is not stepped over) or of the file. */
export function statements(p: Parser): void {
  const outer = p.strayIndents;
  p.strayIndents = 0;
  for (;;) {
    switch (p.token) {
      case Token.EndOfFile:
        p.strayIndents = outer;
        return;
      case Token.Newline:
        p.next();
        break;
      case Token.Indent:
        p.report(p.start, p.end, 'This line is indented deeper than the block it belongs to.');
        p.strayIndents++;
        p.next();
        break;
      case Token.Dedent:
        if (p.strayIndents === 0) {
          p.strayIndents = outer;
          return;
        }
        p.strayIndents--;
        p.next();
        break;
      default:
        statementLine(p);
    }
  }
}

/** Pushes a compound statement, or the simple statements of one line. */
export function statementLine(p: Parser): void {
  if (COMPOUND[p.token] === 1) p.out.push(compound(p));
  else if (isWord(p, 'match') && beginsMatch(p)) p.out.push(matchStatement(p));
  else simpleStatements(p);
}

const isWord = (p: Parser, word: string): boolean =>
  p.token === Token.Name && p.end - p.start === word.length && p.text.startsWith(word, p.start);

/** Statements up to the end of the line, which is stepped over, or up to something that begins another one. */
export function simpleStatements(p: Parser): void {
  for (;;) {
    const statement = simpleStatement(p);
    p.out.push(statement);
    if (p.take(Token.Newline)) return;
    if (p.take(Token.Semicolon)) {
      if (p.take(Token.Newline)) return;
      if (COMPOUND[p.token] === 1) {
        p.report(p.start, p.end, `${p.found()} must begin a line of its own.`);
        return;
      }
      continue;
    }
    if (p.token === Token.EndOfFile || p.token === Token.Dedent || p.token === Token.Indent) return;
    reportRest(p, statement);
    if (!startsStatement(p.token)) p.out.push(unreadable(p));
    if (!startsStatement(p.token) || COMPOUND[p.token] === 1) {
      p.take(Token.Newline);
      return;
    }
  }
}

function reportRest(p: Parser, statement: Node): void {
  const word = p.out.kind(statement) === Kind.Expr ? p.text.slice(p.out.start(statement), p.out.end(statement)) : '';
  if ((word === 'print' || word === 'exec') && STARTS_EXPRESSION[p.token] === 1) {
    p.report(p.out.start(statement), p.end, `'${word}' is a function: its arguments need parentheses.`);
  } else p.expected('the end of the statement');
}

const startsStatement = (token: Token): boolean =>
  STARTS_EXPRESSION[token] === 1 || STATEMENT_ONLY[token] === 1 || COMPOUND[token] === 1 || token === Token.Yield
  || token === Token.From || token === Token.Else;

/** Tokens that begin nothing, up to one that might. */
function unreadable(p: Parser): Node {
  const { start } = p;
  do p.next();
  while (!startsStatement(p.token) && p.token > Token.Dedent && p.token !== Token.Semicolon);
  return p.add(Kind.ErrorNode, start, 0);
}

function simpleStatement(p: Parser): Node {
  const { start } = p;
  switch (p.token) {
    case Token.Return: {
      p.next();
      const value = STARTS_EXPRESSION[p.token] === 1 || p.at(Token.Star) ? expressions(p) : NONE;
      return p.add(Kind.Return, start, value);
    }
    case Token.Import: return importNames(p);
    case Token.From: return importFrom(p);
    case Token.Raise: return raise(p);
    case Token.Pass: return word(p, Kind.Pass);
    case Token.Break: return word(p, Kind.Break);
    case Token.Continue: return word(p, Kind.Continue);
    case Token.Assert: {
      p.next();
      const test = expression(p);
      const message = p.take(Token.Comma) ? expression(p) : NONE;
      return p.add(Kind.Assert, start, test, message);
    }
    case Token.Del: return deletion(p);
    case Token.Global: return nameList(p, Kind.Global);
    case Token.Nonlocal: return nameList(p, Kind.Nonlocal);
    case Token.Elif:
    case Token.Else:
    case Token.Except:
    case Token.Finally:
      return strayClause(p);
    case Token.Name:
      if (isWord(p, 'type') && beginsTypeAlias(p)) return typeAlias(p);
      return expressionStatement(p);
    default:
      if (startsStatement(p.token) || p.token === Token.Star) return expressionStatement(p);
      p.expected('a statement');
      return unreadable(p);
  }
}

function word(p: Parser, kind: number): Node {
  const { start } = p;
  p.next();
  return p.add(kind, start);
}

function raise(p: Parser): Node {
  const { start } = p;
  p.next();
  if (STARTS_EXPRESSION[p.token] === 0) {
    if (p.token === Token.From) p.expected("an exception before 'from'");
    return p.add(Kind.Raise, start, NONE, NONE);
  }
  const exception = expression(p);
  const cause = p.take(Token.From) ? expression(p) : NONE;
  return p.add(Kind.Raise, start, exception, cause);
}

function deletion(p: Parser): Node {
  const { start } = p;
  p.next();
  const mark = p.out.mark();
  do {
    if (p.out.count(mark) > 0 && STARTS_EXPRESSION[p.token] === 0) break;
    const target = operators(p, Precedence.BitOr);
    checkTarget(p, target, 'delete');
    p.out.push(target);
  } while (p.take(Token.Comma));
  return p.add(Kind.Delete, start, p.out.list(mark));
}

function nameList(p: Parser, kind: number): Node {
  const { start } = p;
  p.next();
  const mark = p.out.mark();
  do {
    if (p.token !== Token.Name) {
      p.expected('a name');
      break;
    }
    p.out.push(p.start);
    p.out.push(p.end);
    p.next();
  } while (p.take(Token.Comma));
  return p.add(kind, start, p.out.list(mark));
}

function typeAlias(p: Parser): Node {
  const { start } = p;
  p.next();
  const name = p.out.add(Kind.Name, p.start, p.end);
  p.next();
  const typeParams = typeParameters(p);
  const value = p.take(Token.Equal) ? expression(p) : p.missing("'=' after the alias");
  return p.add(Kind.TypeAlias, start, name, typeParams, value);
}

/** An expression, or an assignment of one of the three kinds. */
function expressionStatement(p: Parser): Node {
  const { start } = p;
  const first = assigned(p);
  if (p.token === Token.Equal) return assignment(p, start, first);
  if (p.token === Token.Colon) return annotated(p, start, first);
  if (isAugmented(p.token)) {
    const operator = operatorOf(p.token);
    checkTarget(p, first, 'augment');
    p.next();
    const value = assigned(p);
    return p.add(Kind.AugAssign, start, first, operator, value);
  }
  if (p.token === Token.Walrus) {
    p.report(p.start, p.end, "':=' needs parentheses in a statement of its own.");
    p.next();
    const value = expression(p);
    return p.add(Kind.NamedExpr, start, first, value);
  }
  return p.add(Kind.Expr, start, first);
}

function assignment(p: Parser, start: number, first: Node): Node {
  const mark = p.out.mark();
  let value = first;
  while (p.take(Token.Equal)) {
    checkTarget(p, value, 'assign');
    p.out.push(value);
    value = assigned(p);
  }
  return p.add(Kind.Assign, start, p.out.list(mark), value);
}

function annotated(p: Parser, start: number, target: Node): Node {
  const { out } = p;
  const kind = out.kind(target);
  const end = p.previousEnd;
  const fits = kind === Kind.Name || kind === Kind.Attribute || kind === Kind.Subscript;
  const colon = p.start;
  p.next();
  if (!fits || p.token === Token.Newline) {
    p.report(start, end, fits ? "Expected an annotation after ':'."
      : p.at(Token.Newline) ? "A ':' ends the header of a block, but this line has no keyword that begins one."
        : 'Only a name, an attribute or an item can have an annotation.');
    if (!fits && p.token === Token.Newline) {
      const mark = out.mark();
      out.push(target);
      return p.add(Kind.ErrorNode, start, out.list(mark));
    }
  }
  const annotation = p.at(Token.Newline) ? out.add(Kind.ErrorNode, colon + 1, colon + 1) : expression(p);
  const value = p.take(Token.Equal) ? assigned(p) : NONE;
  const simple = kind === Kind.Name && out.start(target) === start ? 1 : 0;
  return p.add(Kind.AnnAssign, start, target, annotation, value, simple);
}
