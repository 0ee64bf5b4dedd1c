import { bodyOf, NodeFlags, SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  Block, FunctionDeclaration, FunctionExpression, FunctionLikeWithBodyBase, Identifier, ModifierLike, Node, NodeArray,
  ParameterDeclaration, TypeParameterDeclaration,
} from '../../syntax/typescript/adapter.js';
import { none, type Value } from '../../flow/step.js';
import type { Span } from '../../text.js';
import type { FunctionForm, ParameterFact } from '../facts.js';
import { bindTo, propertyOf, withDefault } from './assignments.js';
import { typeBounds, typeParameterNames } from './classes.js';
import { expression } from './expressions.js';
import { hasModifier, type Reading } from './reading.js';
import { declare, declareBlock, declarePattern, declareVars, ownPlace } from './scopes.js';
import { skipTrivia } from './spans.js';
import { statements } from './statements.js';

/** Functions of all forms: each is a fact with a flow of its own. */

/** A declaration that may have parameters and a body; signatures of interfaces have none. */
type FunctionNode = Node & Pick<FunctionLikeWithBodyBase, 'parameters' | 'type'> & {
  readonly modifiers?: NodeArray<ModifierLike>;
  readonly typeParameters?: NodeArray<TypeParameterDeclaration>;
  readonly body?: Node;
  readonly asteriskToken?: Node;
  readonly name?: Node;
};

/** A name that is taken from where a function stands. */
export interface GivenName {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface FunctionRole extends GivenName {
  readonly form: FunctionForm;
  readonly static: boolean;
  readonly class: number;
  readonly decorators: readonly Value[];
  /** Whether `constructor(private x: X)` writes `this.x`. */
  readonly parameterProperties: boolean;
}

/** Reads a function, with its body in a flow of its own, and returns its index. */
export function readFunction(r: Reading, node: FunctionNode, role: FunctionRole): number {
  const index = r.reserveFunction();
  const body = bodyOf(node);
  const async = hasModifier(node.modifiers, SyntaxKind.AsyncKeyword);
  const parameters: ParameterFact[] = [];
  const flow = r.inFunction(index, node.kind === SyntaxKind.ArrowFunction, () => {
    readParameters(r, node.parameters, parameters, role.parameterProperties);
    if (body !== undefined) readBody(r, body);
  });
  // Spelled out: spreading a span into so large an object is slow.
  const { start, end } = r.span(node);
  r.setFunction(index, {
    start, end, name: role.name, nameSpan: role.nameSpan, form: role.form, async, generator: node.asteriskToken !== undefined,
    static: role.static, hasBody: body !== undefined, parent: r.function.index, class: role.class,
    typeParameters: typeParameterNames(node.typeParameters), ...typeBounds(r, node.typeParameters), parameters,
    returns: r.typeRef(node.type), returnsSpan: node.type === undefined ? null : r.span(node.type), decorators: role.decorators, asyncAt: async || body === undefined ? -1 : asyncAt(r, node, role.form),
    bodySpan: body === undefined ? { start: node.end, end: node.end } : bodySpan(r, body),
    expressionBody: body !== undefined && body.kind !== SyntaxKind.Block, flow,
  });
  return index;
}

/** A function or arrow function as a value. */
export function readFunctionExpression(r: Reading, node: FunctionExpression, given: GivenName | null): Value {
  const arrow = node.kind as SyntaxKind === SyntaxKind.ArrowFunction;
  const own = arrow ? undefined : node.name;
  return withOwnName(r, own, () => {
    const index = readFunction(r, node, {
      ...(own !== undefined ? { name: own.text, nameSpan: r.span(own) } : given ?? { name: '', nameSpan: keywordSpan(r, node, arrow) }),
      form: arrow ? 'lambda' : 'function', static: false, class: -1, decorators: [], parameterProperties: false,
    });
    return r.flow.fn(r.start(node), node.end, index);
  });
}

/** A function declaration; returns its index. Its name is written where its block starts. */
export function readFunctionDeclaration(r: Reading, node: FunctionDeclaration): number {
  const { name } = node;
  return readFunction(r, node, {
    name: name?.text ?? 'default', nameSpan: name === undefined ? keywordSpan(r, node, false) : r.span(name),
    form: 'function', static: false, class: -1, decorators: [], parameterProperties: false,
  });
}

/** Where a nameless function is pointed to: its `function`, or an arrow function's `=>`. */
function keywordSpan(r: Reading, node: FunctionNode, arrow: boolean): Span {
  if (arrow) return r.span((node as unknown as { readonly equalsGreaterThanToken: Node }).equalsGreaterThanToken);
  const start = afterModifiers(r, node);
  return { start, end: Math.min(start + 'function'.length, node.end) };
}

/**
 * The name of a function or class expression, which only the expression itself sees: a variable of the function around
 * it, in a block of its own.
 */
export function withOwnName(r: Reading, name: Identifier | undefined, read: () => Value): Value {
  if (name === undefined || name.text === '') return read();
  let value: Value = none;
  r.inBlock(() => {
    declare(r.scope, name.text, 'local');
    value = read();
    r.flow.write(r.start(name), name.end, 'bind', r.place(name.text), value);
  });
  return value;
}

function readBody(r: Reading, body: Node): void {
  if (body.kind !== SyntaxKind.Block) {
    const value = expression(r, body);
    r.flow.exit(r.start(body), body.end, 'return', value);
    return;
  }
  const list = (body as Block).statements;
  declareVars(r.scope, list);
  declareBlock(r.scope, list);
  statements(r, list, body.end);
}

function readParameters(r: Reading, nodes: NodeArray<ParameterDeclaration>, facts: ParameterFact[], properties: boolean): void {
  // TypeScript's `this` parameter is a type only.
  const parameters = Array.from(nodes).filter(({ name }) => (name as Identifier).text !== 'this');
  for (const { name } of parameters) declarePattern(r.scope, name, name.kind === SyntaxKind.Identifier ? 'param' : 'local');
  for (const node of parameters) {
    const position = facts.length;
    const plain = node.name.kind === SyntaxKind.Identifier;
    facts.push({
      ...r.span(node), name: plain ? (node.name as Identifier).text : '', form: node.dotDotDotToken === undefined ? 'plain' : 'rest',
      annotation: r.typeRef(node.type), hasDefault: node.initializer !== undefined, default: -1,
    });
    readParameter(r, node, position, plain);
    if (properties && plain && isParameterProperty(node)) {
      const { start, end } = r.span(node.name);
      const { text } = node.name as Identifier;
      const value = r.flow.read(start, end, r.place(text));
      r.flow.write(start, end, 'bind', propertyOf(ownPlace(r.function, 'this'), text), value, r.annotation(node.type));
    }
  }
}

/** Writes what a parameter's default and pattern do. The values of a pattern come from place `param ''`, key: its position. */
function readParameter(r: Reading, node: ParameterDeclaration, position: number, plain: boolean): void {
  if (plain && node.initializer === undefined) return;
  const { start, end } = r.span(node.name);
  const place = plain
    ? r.place((node.name as Identifier).text)
    : { scope: 'param' as const, name: '', owner: -1, of: -1, keys: [String(position)] };
  const given = r.flow.read(start, end, place);
  bindTo(r, node.name, withDefault(r, given, node.initializer, node, plain ? node.name : undefined));
}

const propertyModifiers = [
  SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PublicKeyword, SyntaxKind.ReadonlyKeyword, SyntaxKind.OverrideKeyword,
];

export function isParameterProperty({ modifiers }: ParameterDeclaration): boolean {
  return propertyModifiers.some((kind) => hasModifier(modifiers, kind));
}

/** Where `async ` can be inserted, or -1. */
function asyncAt(r: Reading, node: FunctionNode, form: FunctionForm): number {
  return form === 'getter' || form === 'setter' || form === 'constructor' ? -1 : afterModifiers(r, node);
}

/** The first character after decorators and modifiers. */
function afterModifiers(r: Reading, node: FunctionNode): number {
  let at = node.pos;
  // Modifiers of JSDoc comments stand in the tree as well, at the place of the comment.
  if (node.modifiers !== undefined) for (const { flags, end } of node.modifiers) if ((flags & NodeFlags.Reparsed) === 0) at = end;
  return skipTrivia(r.text, at);
}

function bodySpan(r: Reading, body: Node): Span {
  if (body.kind !== SyntaxKind.Block) return r.span(body);
  const list = (body as Block).statements;
  const first = list[0];
  if (first === undefined) {
    const inside = Math.min(r.start(body) + 1, body.end);
    return { start: inside, end: inside };
  }
  return { start: r.start(first), end: list[list.length - 1]!.end };
}
