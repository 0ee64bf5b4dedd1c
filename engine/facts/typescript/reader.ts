/**
 * The reader of TypeScript and JavaScript: one walk over a file's tree takes its facts, and the tree is let go. Start
 * here: `readTypeScript` reads a tree, `readTypeScriptText` one text by itself (for tests and for looking).
 *
 * `Reading` (reading.ts) is what the walk gathers and where it stands. Statements, expressions, chains, assignments,
 * functions and classes each have a file of functions that take it first, write steps and return values. What a name
 * stands for is asked of scopes.ts; nothing here interprets a name.
 */
import { TypeScriptSyntax, type SourceFile } from '../../syntax/typescript/adapter.js';
import { lineStartsOf } from '../../text.js';
import type { FileFacts, SyntaxProblem } from '../facts.js';
import { directivesOf, unawaitedOf } from './directives.js';
import { Reading } from './reading.js';
import { declareBlock, declareVars } from './scopes.js';
import { statements } from './statements.js';

/**
 * The facts of one file. `tree` is the parser's answer for this very text, `problems` what it could not read; a null
 * tree (the parser could not be had) gives a module with an empty body. Never throws on a text.
 */
export function readTypeScript(path: string, text: string, tree: SourceFile | null, problems: readonly SyntaxProblem[] = []): FileFacts {
  const r = new Reading(text);
  r.flow.begin();
  if (tree !== null) {
    declareVars(r.scope, tree.statements);
    declareBlock(r.scope, tree.statements);
    statements(r, tree.statements, text.length);
  }
  r.setFunction(0, {
    start: 0, end: text.length, name: '', nameSpan: { start: 0, end: 0 }, form: 'module', async: false, generator: false,
    static: false, hasBody: true, parent: -1, class: -1, typeParameters: [], parameters: [], returns: null, returnsSpan: null, decorators: [], asyncAt: -1,
    bodySpan: { start: 0, end: text.length }, expressionBody: false, flow: r.flow.finish(),
  });
  return {
    path, language: 'typescript', lineStarts: lineStartsOf(text), length: text.length, imports: r.imports, exports: r.exports,
    classes: r.classes, functions: r.functions, types: r.types, casts: r.casts, store: r.flow.store(), statements: inOrder(r.statements),
    problems: r.problems.length === 0 ? problems : [...problems, ...r.problems], directives: tree === null ? [] : directivesOf(text, tree),
    unawaited: tree === null ? [] : unawaitedOf(text, tree),
  };
}

/** Functions are read where their block starts, so that their statements come before those that stand above them. */
function inOrder(statements: readonly number[]): Int32Array {
  const order = Array.from({ length: statements.length / 3 }, (_, i) => i * 3);
  order.sort((a, b) => statements[a]! - statements[b]! || statements[b + 1]! - statements[a + 1]!);
  return Int32Array.from(order.flatMap((at) => statements.slice(at, at + 3)));
}

/** The facts of one text, parsed by `syntax` or, where none is given, by a process started for it alone. */
export function readTypeScriptText(path: string, text: string, syntax?: TypeScriptSyntax): FileFacts {
  const own = syntax ?? new TypeScriptSyntax();
  try {
    const { tree, problems } = own.parseText(path, text);
    return readTypeScript(path, text, tree, problems);
  } finally {
    if (syntax === undefined) own.close();
  }
}
