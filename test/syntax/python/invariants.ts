/** What holds for every tree, also of broken text. */

import { At, Kind, type Node, type PythonTree } from '../../../engine/syntax/python/parser.js';

const isDefinition = (kind: number): boolean =>
  kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.ClassDef;

/** All functions and classes, in the order of the text. */
export function definitions(tree: PythonTree): Node[] {
  const found: Node[] = [];
  tree.walk(tree.root, (node) => {
    if (isDefinition(tree.kind(node))) found.push(node);
  });
  return found;
}

/** Where a node begins together with its decorators, which stand before its start. */
function fullStart(tree: PythonTree, node: Node): number {
  if (!isDefinition(tree.kind(node)) || tree.length(node, At.ClassDef.decorators) === 0) return tree.start(node);
  return tree.start(tree.item(node, At.ClassDef.decorators, 0));
}

/**
 * The places where spans are not nested or siblings not in order, in words; none in a sound tree. One overlap is
 * CPython's own: in `f"{x=}"` the text `x=` is also part of the field.
 */
export function misplaced(tree: PythonTree): string[] {
  const found: string[] = [];
  tree.walk(tree.root, (parent) => {
    const say = (what: string, child: Node): void => {
      found.push(`${what}: ${tree.kindName(child)} ${tree.start(child)}-${tree.end(child)} in ${tree.kindName(parent)} ${tree.start(parent)}-${tree.end(parent)}`);
    };
    const kind = tree.kind(parent);
    const isJoined = kind === Kind.JoinedStr || kind === Kind.TemplateStr;
    const from = fullStart(tree, parent);
    let after = from;
    if (tree.start(parent) > tree.end(parent)) say('ends before it begins', parent);
    tree.forEachChild(parent, (child) => {
      if (fullStart(tree, child) < from || tree.end(child) > tree.end(parent)) say('outside of its parent', child);
      if (fullStart(tree, child) < after && !isJoined) say('overlaps the one before', child);
      after = tree.end(child);
    });
  });
  return found;
}
