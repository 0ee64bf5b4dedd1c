/** Trees as text, to pin them in tests. */

import assert from 'node:assert/strict';
import { parsePython, type Node, type PythonTree } from '../../../engine/syntax/python/parser.js';

/** A tree in one line: `Kind start-end(children)`. */
export function outline(tree: PythonTree, node: Node = tree.root): string {
  const children: string[] = [];
  tree.forEachChild(node, (child) => children.push(outline(tree, child)));
  const inside = children.length > 0 ? `(${children.join(', ')})` : '';
  return `${tree.kindName(node)} ${tree.start(node)}-${tree.end(node)}${inside}`;
}

/** The outline of a file's only statement. */
export function statement(text: string): string {
  const tree = parsePython(text);
  assert.deepEqual(tree.errors, [], text);
  return outline(tree).replace(/^Module \d+-\d+\((.*)\)$/s, '$1');
}
