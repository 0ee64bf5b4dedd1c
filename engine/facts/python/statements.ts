import { none } from '../../flow/step.js';
import { At, Kind, type Node, type Slot } from '../../syntax/python/tree.js';
import type { Span } from '../../text.js';
import { readClass, readTypeAlias } from './classes.js';
import { noteAlias, readAnnotated, readAugmented } from './assignments.js';
import { readBlocks } from './blocks.js';
import { readOptional, readValue } from './expressions.js';
import { readFunction } from './functions.js';
import { readFromImport, readImport } from './imports.js';
import { isTooDeep, type Reading } from './reading.js';
import { bind } from './targets.js';

/** Reads the statements of a block in their order. */
export function readBlock(r: Reading, node: Node, slot: Slot<'nodes'>): void {
  if (isTooDeep(r, node)) return;
  r.depth++;
  const count = r.tree.length(node, slot);
  for (let i = 0; i < count; i++) readStatement(r, r.tree.item(node, slot, i));
  r.depth--;
}

function readStatement(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  if (tree.kind(node) !== Kind.ErrorNode) r.statements.push(statementStart(r, node), end, 0);
  switch (tree.kind(node)) {
    case Kind.Expr: {
      const value = tree.child(node, At.Expr.value);
      const of = readValue(r, value);
      if (!isUnfinished(r, value)) flow.drop(tree.start(value), tree.end(value), of);
      return;
    }
    case Kind.Assign: {
      const value = readValue(r, tree.child(node, At.Assign.value));
      const count = tree.length(node, At.Assign.targets);
      for (let i = 0; i < count; i++) bind(r, tree.item(node, At.Assign.targets, i), value);
      if (count === 1) noteAlias(r, tree.item(node, At.Assign.targets, 0), tree.child(node, At.Assign.value), value);
      return;
    }
    case Kind.AugAssign: return readAugmented(r, node);
    case Kind.AnnAssign: return readAnnotated(r, node);
    case Kind.Return: {
      flow.exit(start, end, 'return', readOptional(r, tree.child(node, At.Return.value)));
      return;
    }
    case Kind.Raise: {
      const exception = readOptional(r, tree.child(node, At.Raise.exc));
      readOptional(r, tree.child(node, At.Raise.cause));
      flow.exit(start, end, exception === none ? 'reraise' : 'throw', exception);
      return;
    }
    case Kind.Break:
      flow.exit(start, end, 'break', none, r.current.loop);
      return;
    case Kind.Continue:
      flow.exit(start, end, 'continue', none, r.current.loop);
      return;
    case Kind.Assert: return readAssert(r, node);
    case Kind.Delete:
      for (const target of tree.list(node, At.Delete.targets)) bind(r, target, none, 'delete');
      return;
    case Kind.Import: return readImport(r, node);
    case Kind.ImportFrom: return readFromImport(r, node);
    case Kind.FunctionDef:
    case Kind.AsyncFunctionDef: return readFunction(r, node);
    case Kind.ClassDef: return readClass(r, node);
    case Kind.TypeAlias: return readTypeAlias(r, node);
    case Kind.Pass:
    case Kind.Global:
    case Kind.Nonlocal:
      return;
    case Kind.ErrorNode: return readBroken(r, node);
    default: return readBlocks(r, node);
  }
}

/** Whether more is still to be typed (`task.`), so that nobody can say yet what becomes of the value. */
function isUnfinished(r: Reading, node: Node): boolean {
  const { tree } = r;
  return tree.kind(node) === Kind.ErrorNode || (tree.kind(node) === Kind.Attribute && tree.nameText(node, At.Attribute.attr) === '');
}

/** What could be read within code that could not be understood: statements, or expressions that nobody drops on purpose. */
function readBroken(r: Reading, node: Node): void {
  if (isTooDeep(r, node)) return;
  r.depth++;
  r.tree.forEachChild(node, (part) => {
    const kind = r.tree.kind(part);
    if (kind <= Kind.Continue) readStatement(r, part);
    else readValue(r, part);
  });
  r.depth--;
}

/** `assert x, m` raises where `not x`, after evaluating `m`. */
function readAssert(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  const testNode = tree.child(node, At.Assert.test);
  const message = tree.child(node, At.Assert.msg);
  const test = flow.operate(tree.start(testNode), tree.end(testNode), 'not', [readValue(r, testNode)]);
  const branch = flow.branch(start, end, 'if', test);
  const arm = flow.arm(start, end, 'then');
  readOptional(r, message);
  flow.exit(start, end, 'throw', none);
  flow.close(arm);
  flow.close(branch);
}

/** Where a statement begins: that of a decorated definition at the `@` of its first decorator. */
export function statementStart(r: Reading, node: Node): number {
  const { tree } = r;
  const kind = tree.kind(node);
  if (kind !== Kind.FunctionDef && kind !== Kind.AsyncFunctionDef && kind !== Kind.ClassDef) return tree.start(node);
  const slot = kind === Kind.ClassDef ? At.ClassDef.decorators : At.FunctionDef.decorators;
  if (tree.length(node, slot) === 0) return tree.start(node);
  return tree.text.lastIndexOf('@', tree.start(tree.item(node, slot, 0)));
}

/** The span of a block's statements; where there are none (half-typed code), an empty one behind its colon. */
export function bodySpan(r: Reading, node: Node, slot: Slot<'nodes'>, colon: number): Span {
  const { tree } = r;
  const count = tree.length(node, slot);
  if (count > 0) return { start: statementStart(r, tree.item(node, slot, 0)), end: tree.end(tree.item(node, slot, count - 1)) };
  const empty = colon < 0 ? tree.end(node) : Math.min(colon + 1, tree.end(node));
  return { start: empty, end: empty };
}
