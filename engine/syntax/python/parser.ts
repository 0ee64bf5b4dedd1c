/**
 * The Python parser, written by hand: recursive descent over the text itself, for Python 3.8 to 3.14.
 *
 * Start reading here, then follow the grammar downwards: `statements.ts` (lines) → `compound.ts`, `definitions.ts`,
 * `match.ts` (blocks) → `expressions.ts` → `atoms.ts`, `brackets.ts`, `strings.ts`. `tokens.ts` hands out one token
 * at a time and knows about indentation; `state.ts` holds what all parts share and the rules of recovery;
 * `writer.ts` lays the tree down in flat arrays, whose format is the table in `kinds.ts`. Readers of the tree need
 * only `tree.ts`. The parser never throws and always ends: every loop steps over a token, nesting is bounded, and
 * text is read at most a few times. What it accepts is what CPython's own parser accepts (the newest: syntax that an
 * older Python lacks is not an error here); what CPython finds only when compiling (`return` outside a function,
 * `await` in a plain one) is no business of a parser.
 */

import { Kind } from './kinds.js';
import { Parser } from './state.js';
import { statements } from './statements.js';
import { Token } from './token-kinds.js';
import { PythonTree } from './tree.js';

export * from './tree.js';

/**
 * Parses a file's text (see `decode.ts` for bytes). Never throws; what is not Python is in the tree's `errors`, and
 * the tree holds everything that could be read around it. Spans follow CPython's `ast` (as of 3.13 for the inside of
 * f-strings), in UTF-16 offsets.
 */
export function parsePython(text: string): PythonTree {
  return parseModule(new Parser(text));
}

/** The same with a parser that the caller made; tests count its steps. */
export function parseModule(p: Parser): PythonTree {
  const { text } = p;
  const mark = p.out.mark();
  p.next();
  while (p.token !== Token.EndOfFile) {
    statements(p);
    p.take(Token.Dedent);
  }
  const root = p.out.add(Kind.Module, 0, text.length, p.out.list(mark));
  const errors = p.problems.sort((a, b) => a.start - b.start);
  return new PythonTree({ text, root, ...p.out.finish(), comments: Int32Array.from(p.comments), errors });
}
