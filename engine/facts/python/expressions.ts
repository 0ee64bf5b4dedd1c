import type { Argument, MakeForm, Place, Value } from '../../flow/step.js';
import { none } from '../../flow/step.js';
import { At, BooleanOperator, ConstantKind, Kind, NONE, type Node, type Slot } from '../../syntax/python/tree.js';
import { readComprehension } from './comprehensions.js';
import { readLambda } from './functions.js';
import { isTooDeep, readVariable, type Reading } from './reading.js';
import { placeOf, placeWithin } from './scopes.js';
import { bind } from './targets.js';

/** Operators as they are spelled, by their number in the tree. */
export const binaryOperators = ['+', '-', '*', '@', '/', '%', '//', '<<', '>>', '|', '^', '&', '**'] as const;
const unaryOperators = ['~', 'not', '+', '-'] as const;
const nothing: readonly never[] = [];
const comparisons = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'] as const;

/**
 * Writes the steps of an expression in the order in which Python evaluates it, and returns the step that holds its
 * value. What can't be understood has a value too: a constant of form `other`.
 */
export function readValue(r: Reading, node: Node): Value {
  const { tree } = r;
  if (isTooDeep(r, node)) return r.flow.const(tree.start(node), tree.end(node), 'other');
  r.depth++;
  const value = valueOf(r, node);
  r.depth--;
  return value;
}

/** The value of a `node?` slot, or none. */
export function readOptional(r: Reading, node: Node): Value {
  return node === NONE ? none : readValue(r, node);
}

function valueOf(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  switch (tree.kind(node)) {
    case Kind.Name: return readVariable(r, node);
    case Kind.Attribute: return flow.read(start, end, attributePlace(r, node));
    case Kind.Constant: return readConstant(r, node);
    case Kind.Call: {
      const callee = readValue(r, tree.child(node, At.Call.func));
      return flow.call(start, end, callee, readArguments(r, node, At.Call.args));
    }
    case Kind.Subscript: return readSubscript(r, node);
    case Kind.Await: return flow.await(start, end, readValue(r, tree.child(node, At.Await.value)));
    case Kind.JoinedStr: return flow.operate(start, end, 'format', formatParts(r, tree.list(node, At.JoinedStr.values)));
    case Kind.TemplateStr: return flow.operate(start, end, 'format', formatParts(r, tree.list(node, At.TemplateStr.values)));
    case Kind.List: return readMake(r, node, 'list', At.List.elts);
    case Kind.Tuple: return readMake(r, node, 'tuple', At.Tuple.elts);
    case Kind.Set: return readMake(r, node, 'set', At.Set.elts);
    case Kind.Dict: return readDict(r, node);
    case Kind.BinOp: return readBinary(r, node);
    case Kind.UnaryOp: {
      const operand = readValue(r, tree.child(node, At.UnaryOp.operand));
      return flow.operate(start, end, unaryOperators[tree.int(node, At.UnaryOp.op)]!, [operand]);
    }
    case Kind.Compare: return readComparison(r, node);
    case Kind.BoolOp: return readBoolean(r, node);
    case Kind.IfExp: return readTernary(r, node);
    case Kind.ListComp: return readComprehension(r, node, 'list');
    case Kind.SetComp: return readComprehension(r, node, 'set');
    case Kind.DictComp: return readComprehension(r, node, 'dict');
    case Kind.GeneratorExp: return readComprehension(r, node, 'generator');
    case Kind.Lambda: return readLambda(r, node);
    case Kind.NamedExpr: {
      const value = readValue(r, tree.child(node, At.NamedExpr.value));
      bind(r, tree.child(node, At.NamedExpr.target), value);
      return value;
    }
    case Kind.Yield: return flow.yield(start, end, readOptional(r, tree.child(node, At.Yield.value)), false);
    case Kind.YieldFrom: return flow.yield(start, end, readValue(r, tree.child(node, At.YieldFrom.value)), true);
    case Kind.Starred: return readValue(r, tree.child(node, At.Starred.value));
    case Kind.keyword: return readValue(r, tree.child(node, At.keyword.value));
    case Kind.Slice: return readSlice(r, node);
    default:
      readParts(r, node);
      return flow.const(start, end, 'other');
  }
}

/** Reads the expressions that could be read within code that could not be understood; nobody takes their values. */
export function readParts(r: Reading, node: Node): void {
  r.tree.forEachChild(node, (part) => {
    readValue(r, part);
  });
}

/**
 * The place that an attribute names: the attributes of a variable are its keys (`a.b.c` is one read), those of any
 * other expression are keys of that expression's value.
 */
export function attributePlace(r: Reading, node: Node): Place {
  const { tree } = r;
  const keys: string[] = [];
  for (; tree.kind(node) === Kind.Attribute; node = tree.child(node, At.Attribute.value)) {
    const key = tree.nameText(node, At.Attribute.attr)!;
    // A half-typed `a.` is still the value of `a`.
    if (key !== '') keys.push(key);
  }
  if (keys.length > 1) keys.reverse();
  if (tree.kind(node) === Kind.Name) return placeOf(r.current.scope, tree.name(node), keys);
  return placeWithin(readValue(r, node), keys);
}

function readConstant(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  switch (tree.int(node, At.Constant.constant)) {
    case ConstantKind.None: return flow.const(start, end, 'none');
    case ConstantKind.False: return flow.const(start, end, 'boolean', 'false');
    case ConstantKind.True: return flow.const(start, end, 'boolean', 'true');
    case ConstantKind.Integer:
    case ConstantKind.Float:
    case ConstantKind.Imaginary: return flow.const(start, end, 'number', tree.source(node));
    // A string with a `\N{…}` has no decoded value; then its source must do.
    case ConstantKind.String: return flow.const(start, end, 'string', tree.stringValue(node) ?? tree.source(node));
    default: return flow.const(start, end, 'other');
  }
}

/** The text of a string constant, or the digits of an integer; null for any other expression. */
export function literalKey(r: Reading, node: Node): string | null {
  const { tree } = r;
  if (tree.kind(node) !== Kind.Constant) return null;
  switch (tree.int(node, At.Constant.constant)) {
    case ConstantKind.String: return tree.stringValue(node) ?? null;
    case ConstantKind.Integer: return tree.source(node);
    default: return null;
  }
}

/** Arguments and items in their order: positional ones and keywords, `*xs` and `**kw`. */
function readArguments(r: Reading, node: Node, slot: Slot<'nodes'>): readonly Argument[] {
  const { tree } = r;
  const count = tree.length(node, slot);
  if (count === 0) return nothing;
  const result: Argument[] = [];
  for (let i = 0; i < count; i++) {
    const item = tree.item(node, slot, i);
    const kind = tree.kind(item);
    const name = kind === Kind.keyword ? (tree.nameText(item, At.keyword.name) ?? null) : null;
    const spread = kind === Kind.Starred || (kind === Kind.keyword && name === null);
    result.push({ value: readValue(r, item), name, spread });
  }
  return result;
}

/** An element of a collection; a slice of it is its `rest`, a collection again. */
export function readSubscript(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const of = readValue(r, tree.child(node, At.Subscript.value));
  const slice = tree.child(node, At.Subscript.slice);
  const at = readValue(r, slice);
  const form = tree.kind(slice) === Kind.Slice ? 'rest' : 'item';
  return flow.element(tree.start(node), tree.end(node), form, of, at, literalKey(r, slice));
}

function readSlice(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const bounds: Value[] = [];
  tree.forEachChild(node, (bound) => {
    bounds.push(readValue(r, bound));
  });
  return flow.operate(tree.start(node), tree.end(node), 'slice', bounds);
}

/** The values within an f-string or t-string, those of format specifications among them. Literal text is left out. */
function formatParts(r: Reading, nodes: Int32Array, values: Value[] = []): Value[] {
  const { tree } = r;
  for (const node of nodes) {
    const kind = tree.kind(node);
    if (kind === Kind.Constant) continue;
    let specification: Node = NONE;
    if (kind === Kind.FormattedValue) {
      values.push(readValue(r, tree.child(node, At.FormattedValue.value)));
      specification = tree.child(node, At.FormattedValue.formatSpec);
    } else if (kind === Kind.Interpolation) {
      values.push(readValue(r, tree.child(node, At.Interpolation.value)));
      specification = tree.child(node, At.Interpolation.formatSpec);
    } else {
      values.push(readValue(r, node));
    }
    // A specification holds the same parts again, and is no value of its own.
    if (specification !== NONE && tree.kind(specification) === Kind.JoinedStr && !isTooDeep(r, specification)) {
      r.depth++;
      formatParts(r, tree.list(specification, At.JoinedStr.values), values);
      r.depth--;
    }
  }
  return values;
}

function readMake(r: Reading, node: Node, form: MakeForm, slot: Slot<'nodes'>): Value {
  const items = readArguments(r, node, slot);
  return r.flow.make(r.tree.start(node), r.tree.end(node), form, items);
}

function readDict(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const items: Argument[] = [];
  const pairs = tree.list(node, At.Dict.items);
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i]!;
    const spread = key === NONE;
    const name = spread || tree.kind(key) !== Kind.Constant ? null : (tree.stringValue(key) ?? null);
    if (!spread && name === null) readValue(r, key);
    items.push({ value: readValue(r, pairs[i + 1]!), name, spread });
  }
  return flow.make(tree.start(node), tree.end(node), 'dict', items);
}

/** A chain of binary operators, which leans to the left and may be thousands long. */
function readBinary(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const chain: Node[] = [];
  for (; tree.kind(node) === Kind.BinOp; node = tree.child(node, At.BinOp.left)) chain.push(node);
  let value = readValue(r, node);
  for (let operation = chain.pop(); operation !== undefined; operation = chain.pop()) {
    const right = readValue(r, tree.child(operation, At.BinOp.right));
    const operator = binaryOperators[tree.int(operation, At.BinOp.op)]!;
    value = flow.operate(tree.start(operation), tree.end(operation), operator, [value, right]);
  }
  return value;
}

/** `a < b < c` is `a < b and b < c`, with `b` evaluated once. */
function readComparison(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const ops = tree.list(node, At.Compare.ops);
  const operands = tree.list(node, At.Compare.comparators);
  const end = tree.end(node);
  const open: Value[] = [];
  let start = tree.start(tree.child(node, At.Compare.left));
  let left = readValue(r, tree.child(node, At.Compare.left));
  let value = left;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!;
    const right = readValue(r, operand);
    const last = i === operands.length - 1;
    value = flow.operate(start, last ? end : tree.end(operand), comparisons[ops[i]!]!, [left, right]);
    if (last) break;
    open.push(flow.branch(start, end, 'and', value), flow.arm(tree.start(operand), end, 'then'));
    left = right;
    start = tree.start(operand);
  }
  return closeChain(r, open, value);
}

/** `a and b and c` is `a and (b and c)`: each operand stands in an arm that only the ones before it let it reach. */
function readBoolean(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const and = tree.int(node, At.BoolOp.op) === BooleanOperator.And;
  const operands = tree.list(node, At.BoolOp.values);
  const end = tree.end(node);
  const open: Value[] = [];
  let value: Value = none;
  for (let i = 0; i < operands.length; i++) {
    value = readValue(r, operands[i]!);
    if (i === operands.length - 1) break;
    open.push(flow.branch(tree.start(operands[i]!), end, and ? 'and' : 'or', value));
    open.push(flow.arm(tree.start(operands[i + 1]!), end, and ? 'then' : 'else'));
  }
  return closeChain(r, open, value);
}

/** Closes nested branches with one arm each, innermost first; each arm's result is what stands within it. */
function closeChain(r: Reading, open: Value[], result: Value): Value {
  for (let arm = open.pop(); arm !== undefined; arm = open.pop()) {
    r.flow.armDetails(arm, { result });
    r.flow.close(arm);
    result = open.pop()!;
    r.flow.close(result);
  }
  return result;
}

function readTernary(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const test = readValue(r, tree.child(node, At.IfExp.test));
  const branch = flow.branch(tree.start(node), tree.end(node), 'ternary', test);
  readArm(r, tree.child(node, At.IfExp.body), 'then');
  readArm(r, tree.child(node, At.IfExp.orelse), 'else');
  flow.close(branch);
  return branch;
}

function readArm(r: Reading, node: Node, role: 'then' | 'else'): void {
  const arm = r.flow.arm(r.tree.start(node), r.tree.end(node), role);
  r.flow.armDetails(arm, { result: readValue(r, node) });
  r.flow.close(arm);
}
