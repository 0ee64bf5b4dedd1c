/** The `match` statement and its cases; `patterns.ts` reads the patterns. */

import { block, headerColon } from './compound.js';
import { namedExpression, namedExpressions } from './expressions.js';
import { Kind } from './kinds.js';
import { patterns } from './patterns.js';
import type { Parser } from './state.js';
import { statementLine } from './statements.js';
import { Token } from './token-kinds.js';
import { NONE, type Node } from './tree.js';

/** The statement whose soft keyword `match` is the current token. */
export function matchStatement(p: Parser): Node {
  const { start } = p;
  p.next();
  const subjectStart = p.start;
  const subject = namedExpressions(p);
  if (p.out.kind(subject) === Kind.Starred) p.report(subjectStart, p.previousEnd, 'A starred subject needs a comma.');
  const colon = headerColon(p, "the subject of 'match'");
  const mark = p.out.mark();
  if (!p.take(Token.Newline) || p.token !== Token.Indent) {
    if (colon >= 0) p.report(p.start, p.start, "Expected an indented 'case' after 'match'.");
    return p.add(Kind.Match, start, subject, 0);
  }
  p.next();
  p.blocks++;
  while (p.token > Token.Dedent || p.at(Token.Newline) || p.at(Token.Indent)) {
    if (p.take(Token.Newline)) continue;
    if (isCase(p)) p.out.push(caseClause(p));
    else p.out.push(notACase(p));
  }
  p.take(Token.Dedent);
  p.blocks--;
  return p.add(Kind.Match, start, subject, p.out.list(mark));
}

const isCase = (p: Parser): boolean =>
  p.token === Token.Name && p.end - p.start === 4 && p.text.startsWith('case', p.start);

function caseClause(p: Parser): Node {
  const { start } = p;
  p.next();
  const pattern = patterns(p);
  const guard = p.take(Token.If) ? namedExpression(p) : NONE;
  const colon = headerColon(p, "the pattern of 'case'");
  const body = block(p, "'case'", colon);
  return p.add(Kind.match_case, start, pattern, guard, colon, body);
}

/** Something between the cases: what can be read of it is kept in an `ErrorNode`. */
function notACase(p: Parser): Node {
  const { start } = p;
  p.expected("'case'");
  const mark = p.out.mark();
  if (p.take(Token.Indent)) {
    while (p.token > Token.Dedent || p.at(Token.Newline)) {
      if (!p.take(Token.Newline)) statementLine(p);
    }
    p.take(Token.Dedent);
  } else statementLine(p);
  return p.add(Kind.ErrorNode, start, p.out.list(mark));
}
