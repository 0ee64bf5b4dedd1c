import { FlowWriter } from '../../flow/flow-writer.js';
import { At, parsePython, type PythonTree } from '../../syntax/python/parser.js';
import { lineStartsOf } from '../../text.js';
import type { Directive, FileFacts } from '../facts.js';
import { saysUnawaited } from '../remarks.js';
import { readBody } from './functions.js';
import { nowhere, type Reading } from './reading.js';
import { readBlock } from './statements.js';

/**
 * The reader of Python turns a syntax tree into facts in one walk, in the order in which Python evaluates: what runs
 * first is written first. `functions.ts` and `classes.ts` read definitions (each body is a flow of its own),
 * `statements.ts` and `blocks.ts` what stands in a body, `expressions.ts` values, `targets.ts` and `patterns.ts` what
 * takes values apart, `scopes.ts` whose variable a name is, `types.ts` annotations. `reading.ts` holds what they all
 * carry along. The tree is let go when the facts are there.
 *
 * @param path the file's path, with `/` between its parts; it is only passed on.
 * @param text the file's text; spans of the facts are UTF-16 offsets into it.
 * @returns the facts, whatever the text: what can't be understood is a problem of the facts and has no steps.
 */
export function readPython(path: string, text: string): FileFacts {
  const tree = parsePython(text);
  const flow = new FlowWriter();
  const r: Reading = {
    tree, flow, imports: [], classes: [], functions: [], types: [], casts: [], statements: [], problems: [], current: nowhere, typeOnly: false,
    depth: 0,
  };
  const span = { start: 0, end: text.length };
  readBody(r, {
    header: {
      ...span, name: '', nameSpan: { start: 0, end: 0 }, form: 'module', async: false, static: false, hasBody: true,
      class: -1, parameters: [], returns: null, returnsSpan: null, decorators: [], asyncAt: -1, bodySpan: span, expressionBody: false,
    },
    roots: tree.list(tree.root, At.Module.body), class: null, self: null, typeParameters: [],
    read: () => readBlock(r, tree.root, At.Module.body),
  });
  return {
    path, language: 'python', lineStarts: lineStartsOf(text), length: text.length, imports: r.imports, exports: [],
    classes: r.classes, functions: r.functions, types: r.types, casts: r.casts, store: flow.store(), statements: Int32Array.from(r.statements), problems: r.problems.length === 0 ? tree.errors : [...tree.errors, ...r.problems],
    directives: directivesOf(tree), unawaited: commentsWith(tree, saysUnawaited),
  };
}

const addressed = /asynclint|noqa|eslint-disable|pragma|ignore\s*\[/i;

function directivesOf(tree: PythonTree): readonly Directive[] {
  return commentsWith(tree, (comment) => addressed.test(comment));
}

function commentsWith(tree: PythonTree, isWanted: (comment: string) => boolean): readonly Directive[] {
  const { comments } = tree;
  const found: Directive[] = [];
  for (let i = 0; i < comments.length; i += 2) {
    const text = tree.text.slice(comments[i]!, comments[i + 1]!);
    if (isWanted(text)) found.push({ start: comments[i]!, end: comments[i + 1]!, text });
  }
  return found;
}
