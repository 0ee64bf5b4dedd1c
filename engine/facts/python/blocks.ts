import { none, type Value } from '../../flow/step.js';
import { At, Kind, NONE, type Node, type Slot } from '../../syntax/python/tree.js';
import { readOptional, readParts, readValue } from './expressions.js';
import { readMatch } from './patterns.js';
import type { Reading } from './reading.js';
import { placeOf } from './scopes.js';
import { bodySpan, readBlock } from './statements.js';
import { bind } from './targets.js';

/** Statements that hold statements: `if`, `for`, `while`, `with`, `try`, `match`. */
export function readBlocks(r: Reading, node: Node): void {
  switch (r.tree.kind(node)) {
    case Kind.If: return readIf(r, node);
    case Kind.For: return readFor(r, node, false);
    case Kind.AsyncFor: return readFor(r, node, true);
    case Kind.While: return readWhile(r, node);
    case Kind.With: return readWith(r, node, false);
    case Kind.AsyncWith: return readWith(r, node, true);
    case Kind.Try:
    case Kind.TryStar: return readTry(r, node);
    case Kind.Match: return readMatch(r, node);
    default: readParts(r, node);
  }
}

/** An `elif` is a branch in the else arm of the one before it; a chain of them may be thousands long. */
function readIf(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const open: Value[] = [];
  for (;;) {
    const testNode = tree.child(node, At.If.test);
    const test = readValue(r, testNode);
    open.push(flow.branch(tree.start(node), tree.end(node), 'if', test));
    const { typeOnly } = r;
    if (isTypeChecking(r, testNode)) r.typeOnly = true;
    readArm(r, node, At.If.body, 'then', tree.int(node, At.If.colon));
    r.typeOnly = typeOnly;
    const orelse = tree.length(node, At.If.orelse);
    const first = orelse === 0 ? NONE : tree.item(node, At.If.orelse, 0);
    if (orelse !== 1 || tree.kind(first) !== Kind.If) break;
    open.push(flow.arm(tree.start(first), tree.end(first), 'else'));
    node = first;
  }
  if (tree.length(node, At.If.orelse) > 0) readArm(r, node, At.If.orelse, 'else', -1);
  for (let region = open.pop(); region !== undefined; region = open.pop()) flow.close(region);
}

/** `TYPE_CHECKING` or `typing.TYPE_CHECKING`: what stands under it is imported for annotations only. */
function isTypeChecking(r: Reading, test: Node): boolean {
  const { tree } = r;
  if (tree.kind(test) === Kind.Attribute) {
    return tree.nameText(test, At.Attribute.attr) === 'TYPE_CHECKING' && tree.kind(tree.child(test, At.Attribute.value)) === Kind.Name;
  }
  return tree.kind(test) === Kind.Name && tree.name(test) === 'TYPE_CHECKING';
}

function readArm(r: Reading, node: Node, slot: Slot<'nodes'>, role: 'then' | 'else' | 'body' | 'finally', colon: number): void {
  const span = bodySpan(r, node, slot, colon);
  const arm = r.flow.arm(span.start, span.end, role);
  readBlock(r, node, slot);
  r.flow.close(arm);
}

function readFor(r: Reading, node: Node, isAsync: boolean): void {
  const { tree, flow } = r;
  const over = readValue(r, tree.child(node, At.For.iter));
  const loop = flow.loop(tree.start(node), tree.end(node), 'each', { async: isAsync, over });
  const target = tree.child(node, At.For.target);
  const span = bodySpan(r, node, At.For.body, tree.int(node, At.For.colon));
  const arm = flow.arm(tree.start(target), span.end, 'body');
  bind(r, target, flow.element(tree.start(target), tree.end(target), 'each', over, none, null));
  const around = r.current.loop;
  r.current.loop = loop;
  readBlock(r, node, At.For.body);
  r.current.loop = around;
  flow.close(arm);
  if (tree.length(node, At.For.orelse) > 0) readArm(r, node, At.For.orelse, 'else', -1);
  flow.close(loop);
}

function readWhile(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const loop = flow.loop(tree.start(node), tree.end(node), 'while');
  const test = tree.child(node, At.While.test);
  const span = bodySpan(r, node, At.While.body, tree.int(node, At.While.colon));
  const arm = flow.arm(tree.start(test), span.end, 'body');
  flow.loopTest(loop, readValue(r, test));
  const around = r.current.loop;
  r.current.loop = loop;
  readBlock(r, node, At.While.body);
  r.current.loop = around;
  flow.close(arm);
  if (tree.length(node, At.While.orelse) > 0) readArm(r, node, At.While.orelse, 'else', -1);
  flow.close(loop);
}

/** Each item is entered within the scope of the items before it. */
function readWith(r: Reading, node: Node, isAsync: boolean): void {
  const { tree, flow } = r;
  const end = tree.end(node);
  const body = bodySpan(r, node, At.With.body, tree.int(node, At.With.colon));
  const items = tree.list(node, At.With.items);
  const open: Value[] = [];
  items.forEach((item, i) => {
    if (tree.kind(item) !== Kind.withitem) return readParts(r, item);
    const entered = readValue(r, tree.child(item, At.withitem.contextExpr));
    const scope = flow.scope(open.length === 0 ? tree.start(node) : tree.start(item), end, isAsync, entered);
    const target = tree.child(item, At.withitem.optionalVars);
    const next = items[i + 1];
    const inner = target !== NONE ? tree.start(target) : next !== undefined ? tree.start(next) : body.start;
    open.push(scope, flow.arm(inner, end, 'body'));
    if (target !== NONE) bind(r, target, scope);
  });
  readBlock(r, node, At.With.body);
  for (let region = open.pop(); region !== undefined; region = open.pop()) flow.close(region);
}

function readTry(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const region = flow.try(tree.start(node), tree.end(node));
  readArm(r, node, At.Try.body, 'body', -1);
  for (const handler of tree.list(node, At.Try.handlers)) {
    if (tree.kind(handler) === Kind.ExceptHandler) readHandler(r, handler);
  }
  if (tree.length(node, At.Try.orelse) > 0) readArm(r, node, At.Try.orelse, 'else', -1);
  if (tree.length(node, At.Try.finalbody) > 0) readArm(r, node, At.Try.finalbody, 'finally', -1);
  flow.close(region);
}

/** A handler for a tuple of classes catches each of them. */
function readHandler(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const arm = flow.arm(tree.start(node), tree.end(node), 'handler');
  const type = tree.child(node, At.ExceptHandler.type);
  const classes = type !== NONE && tree.kind(type) === Kind.Tuple ? [...tree.list(type, At.Tuple.elts)] : [type];
  const catches = classes.map((each) => readOptional(r, each)).filter((value) => value !== none);
  flow.armDetails(arm, { catches });
  const name = tree.nameText(node, At.ExceptHandler.name);
  if (name !== undefined) {
    const start = tree.nameStart(node, At.ExceptHandler.name);
    flow.write(start, tree.nameEnd(node, At.ExceptHandler.name), 'bind', placeOf(r.current.scope, name, []), arm);
  }
  readBlock(r, node, At.ExceptHandler.body);
  flow.close(arm);
}
