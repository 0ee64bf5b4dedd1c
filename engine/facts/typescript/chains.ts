import { NodeFlags, SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  CallExpression, ElementAccessExpression, Expression, Identifier, Node, NodeArray, NonNullExpression, PropertyAccessExpression,
  SpreadElement, StringLiteral,
} from '../../syntax/typescript/adapter.js';
import { none, type Argument, type Place, type Value } from '../../flow/step.js';
import { castOf, expression, unwrap } from './expressions.js';
import { literalName, type Reading } from './reading.js';
import { isGlobal, ownPlace, placeOf } from './scopes.js';
import { nameText } from './spans.js';

/**
 * Chains of properties, elements and calls: `this.db.users.find(id)?.name`. A chain leans to the left and is read from
 * its root on, link by link, without nesting. Properties in a row become one `read` with several keys. `a?.b.c()` is a
 * branch whose arm holds the rest of the chain, since all of it is skipped when `a` is missing.
 */
type Link = PropertyAccessExpression | ElementAccessExpression | CallExpression | NonNullExpression;

export function isChainLink(node: Node): boolean {
  switch (node.kind) {
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
    case SyntaxKind.CallExpression:
    case SyntaxKind.NonNullExpression: return true;
    default: return false;
  }
}

/** What has been read of a chain so far: a place whose keys are still growing. */
interface Position {
  readonly start: number;
  end: number;
  place: Place;
  /** The keys of the place. */
  keys: string[];
  /** The value of the place, where it has been written already. */
  value: Value;
}

interface OpenBranch {
  readonly branch: Value;
  readonly arm: Value;
}

/** The value of a chain. */
export function chain(r: Reading, node: Node): Value {
  const { links, root } = spineOf(node, true);
  const at = rootPosition(r, root, r.start(node));
  const open: OpenBranch[] = [];
  for (const link of links) follow(r, at, link, open, node.end);
  let result = valueOf(r, at);
  // A half-typed `a?.` has nothing in its arm yet.
  if (result < (open.at(-1)?.arm ?? none)) result = r.flow.const(at.end, at.end, 'other');
  for (let i = open.length - 1; i >= 0; i--) {
    const { branch, arm } = open[i]!;
    r.flow.armDetails(arm, { result });
    r.flow.close(arm);
    r.flow.close(branch);
    result = branch;
  }
  return result;
}

/**
 * The place that an assignment, update or `delete` changes, with the steps that lead to it: a variable with keys, a key
 * of a value, or (for `a[i]`) the element's value without keys. Null where the expression is no place.
 */
export function chainPlace(r: Reading, wrapped: Node): Place | null {
  const node = unwrap(wrapped);
  if (node.kind === SyntaxKind.Identifier) return rootPlace(r, node);
  if (node.kind !== SyntaxKind.PropertyAccessExpression && node.kind !== SyntaxKind.ElementAccessExpression) return null;
  const { links, root } = spineOf(node, false);
  if (links.some(({ flags }) => (flags & NodeFlags.OptionalChain) !== 0)) return null;
  const at = rootPosition(r, root, r.start(node));
  for (const link of links) follow(r, at, link, [], node.end);
  return at.place;
}

/**
 * The links of a chain from the root on. Parentheses end it only where they end an optional chain, or where a type is
 * written in them, which is that of the value so far.
 */
function spineOf(node: Node, casts: boolean): { readonly links: readonly Link[]; readonly root: Node } {
  const links: Link[] = [];
  let root = node;
  while (isChainLink(root)) {
    links.push(root as Link);
    root = (root as Link).expression;
    if (casts && tells(castOf(root))) break;
    const inner = unwrap(root);
    if (!isChainLink(inner) || (inner.flags & NodeFlags.OptionalChain) === 0) root = inner;
  }
  return { links: links.reverse(), root };
}

/** Whether a type tells anything of a value: `any` and `unknown` do not. */
function tells(type: Node | undefined): boolean {
  return type !== undefined && type.kind !== SyntaxKind.AnyKeyword && type.kind !== SyntaxKind.UnknownKeyword;
}

function rootPosition(r: Reading, root: Node, start: number): Position {
  const place = rootPlace(r, root);
  const keys: string[] = [];
  if (place !== null) return { start, end: root.end, place: { ...place, keys }, keys, value: none };
  const value = expression(r, root);
  return { start, end: root.end, place: keyOf(value, keys), keys, value };
}

/** A root that is a variable, so that the chain's first keys are its keys; null for any other expression. */
function rootPlace(r: Reading, root: Node): Place | null {
  switch (root.kind) {
    case SyntaxKind.Identifier: {
      const text = nameText(r.text, root as Identifier);
      return text === '' || (text === 'undefined' && isGlobal(r.scope, text)) ? null : placeOf(r.scope, text);
    }
    case SyntaxKind.ThisKeyword: return ownPlace(r.function, 'this');
    case SyntaxKind.SuperKeyword: return ownPlace(r.function, 'super');
    // Never read: the call that follows is an import.
    case SyntaxKind.ImportKeyword: return { scope: 'module', name: 'import', owner: -1, of: none, keys: [] };
    default: return null;
  }
}

function keyOf(value: Value, keys: readonly string[]): Place {
  return { scope: 'value', name: '', owner: -1, of: value, keys };
}

/** The value at a position: reads the place unless it is a value without keys already. */
function valueOf(r: Reading, at: Position): Value {
  if (at.value === none) at.value = r.flow.read(at.start, at.end, at.place);
  return at.value;
}

function setValue(at: Position, value: Value, end: number): void {
  at.value = value;
  at.keys = [];
  at.place = keyOf(value, at.keys);
  at.end = end;
}

function follow(r: Reading, at: Position, link: Link, open: OpenBranch[], chainEnd: number): void {
  if (link.kind === SyntaxKind.NonNullExpression) {
    at.end = link.end;
    return;
  }
  if (link.questionDotToken !== undefined) {
    const test = valueOf(r, at);
    const branch = r.flow.branch(at.start, chainEnd, 'optional', test);
    open.push({ branch, arm: r.flow.arm(at.start, chainEnd, 'then') });
    setValue(at, test, at.end);
  }
  switch (link.kind) {
    case SyntaxKind.PropertyAccessExpression: {
      const text = nameText(r.text, link.name);
      // A half-typed `a.` has a name without text: the value is still that of `a`.
      if (text === '') return;
      at.keys.push(text);
      at.value = none;
      at.end = link.end;
      return;
    }
    case SyntaxKind.ElementAccessExpression: {
      const of = valueOf(r, at);
      const index: Node | undefined = link.argumentExpression;
      const key = literalName(r, index?.kind === SyntaxKind.Identifier ? undefined : index);
      const position = index === undefined ? none : expression(r, index);
      setValue(at, r.flow.element(at.start, link.end, 'item', of, position, key), link.end);
      return;
    }
    case SyntaxKind.CallExpression: {
      if (link.expression.kind === SyntaxKind.ImportKeyword) {
        setValue(at, dynamicImport(r, link), link.end);
        return;
      }
      const required = requireCall(r, link, '');
      if (required !== none) {
        setValue(at, required, link.end);
        return;
      }
      const callee = valueOf(r, at);
      const args = argumentsOf(r, link.arguments);
      setValue(at, r.flow.call(at.start, link.end, callee, args), link.end);
    }
  }
}

/** The arguments of a call, evaluated in order. */
export function argumentsOf(r: Reading, args: NodeArray<Expression> | undefined): readonly Argument[] {
  const result: Argument[] = [];
  if (args === undefined) return result;
  for (const argument of args) {
    const spread = argument.kind === SyntaxKind.SpreadElement;
    result.push({ value: expression(r, spread ? (argument as SpreadElement).expression : argument), name: null, spread });
  }
  return result;
}

/** `import('m')`: the import itself; with a computed name, an operator of which nothing is known. */
function dynamicImport(r: Reading, node: CallExpression): Value {
  const module = moduleName(node);
  const start = r.start(node);
  if (module === null) return r.flow.operate(start, node.end, 'import', argumentsOf(r, node.arguments).map(({ value }) => value));
  const index = r.imports.push({
    start, end: node.end, module, name: null, local: '', root: false, dynamic: true, typeOnly: false, function: r.function.index,
  }) - 1;
  return r.flow.import(start, node.end, index);
}

/**
 * `require('m')` of CommonJS, unless the file declares a `require` of its own: the value of the import.
 * -1 where the node is no such call.
 */
export function requireCall(r: Reading, node: Node, local: string): Value {
  if (node.kind !== SyntaxKind.CallExpression) return none;
  const call = node as CallExpression;
  const callee = call.expression as Identifier;
  if (callee.kind !== SyntaxKind.Identifier || nameText(r.text, callee) !== 'require' || !isGlobal(r.scope, 'require')) return none;
  const module = moduleName(call);
  if (module === null) return none;
  const start = r.start(node);
  const index = r.imports.push({
    start, end: node.end, module, name: null, local, root: false, dynamic: false, typeOnly: false, function: r.function.index,
  }) - 1;
  return r.flow.import(start, node.end, index);
}

function moduleName({ arguments: args }: CallExpression): string | null {
  const first: Node | undefined = args[0];
  if (first?.kind !== SyntaxKind.StringLiteral && first?.kind !== SyntaxKind.NoSubstitutionTemplateLiteral) return null;
  return (first as StringLiteral).text;
}
