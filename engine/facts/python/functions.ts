import type { Value } from '../../flow/step.js';
import { At, Kind, NONE, ParameterKind, type Node } from '../../syntax/python/tree.js';
import type { Span } from '../../text.js';
import { isReceiver, type FunctionFact, type FunctionForm, type ParameterFact, type TypeRef } from '../facts.js';
import { readValue } from './expressions.js';
import type { Draft, OpenClass, OpenFunction, Reading } from './reading.js';
import { collectBindings, placeOf, type Binding, type Scope } from './scopes.js';
import { bodySpan, readBlock } from './statements.js';
import { pathOf, typeRefOf } from './types.js';

type Header = Omit<FunctionFact, 'parent' | 'generator' | 'flow' | 'typeParameters'>;

/** What a body of statements or an expression is read with, whatever kind of function it belongs to. */
export interface Body {
  readonly header: Header;
  /** The roots of the body in the tree, from which its bindings are collected. */
  readonly roots: ArrayLike<Node>;
  readonly class: OpenClass | null;
  readonly self: string | null;
  readonly typeParameters: readonly Node[];
  read(): void;
}

/**
 * Reads the body of a function, class, lambda or module as a function of its own, and returns its index. The flow
 * around it, if any, stays open.
 */
export function readBody(r: Reading, body: Body): number {
  const around = r.current;
  const index = r.functions.length;
  const { form } = body.header;
  const names = new Map<string, Binding>();
  for (const parameter of body.header.parameters) names.set(parameter.name, 'param');
  const own = body.typeParameters.map((node) => typeParameterName(r, node));
  for (const name of own) names.set(name, 'local');
  const generator = collectBindings(r.tree, names, body.roots) && form !== 'class' && form !== 'module';
  const scope: Scope = {
    index,
    form: form === 'module' || form === 'class' ? form : 'function',
    parent: index === 0 ? null : around.scope,
    names,
    typeParameters: new Set(own),
    passing: [],
    comprehensions: 0,
  };
  const fact: Draft<FunctionFact> = {
    ...body.header, typeParameters: form === 'class' ? [] : own, parent: around.scope.index, generator, flow: { from: 0, length: 0 },
  };
  r.functions.push(fact);
  const current: OpenFunction = { scope, class: body.class, self: body.self, loop: -1 };
  r.current = current;
  r.flow.begin();
  body.typeParameters.forEach((node) => declareTypeParameter(r, node));
  body.read();
  fact.flow = r.flow.finish();
  r.current = around;
  return index;
}

/** The name of a `TypeVar`, `ParamSpec` or `TypeVarTuple`: the three have it in the same place. */
export function typeParameterName(r: Reading, node: Node): string {
  return r.tree.kind(node) === Kind.ErrorNode ? '' : r.tree.nameText(node, At.TypeVar.name)!;
}

/** A type parameter is a variable of the function or class, declared with its bound. */
function declareTypeParameter(r: Reading, node: Node): void {
  const { tree } = r;
  const name = typeParameterName(r, node);
  if (name === '') return;
  const bound = tree.kind(node) === Kind.TypeVar ? tree.child(node, At.TypeVar.bound) : NONE;
  const annotation = bound === NONE ? -1 : r.types.push(typeRefOf(tree, bound)) - 1;
  const end = tree.nameEnd(node, At.TypeVar.name);
  r.flow.write(tree.nameStart(node, At.TypeVar.name), end, 'declare', placeOf(r.current.scope, name, []), -1, annotation);
}

/** `def` and `async def`: decorators and defaults belong to the flow around it, which then binds its name. */
export function readFunction(r: Reading, node: Node): void {
  const { tree } = r;
  const { scope, class: owner } = r.current;
  const isMethod = scope.form === 'class' && owner !== null;
  const decoratorNodes = tree.list(node, At.FunctionDef.decorators);
  const decorators = Array.from(decoratorNodes, (decorator) => readValue(r, decorator));
  const parameters = readParameters(r, tree.list(node, At.FunctionDef.params));
  const name = tree.nameText(node, At.FunctionDef.name)!;
  const { form, isStatic } = methodForm(r, decoratorNodes, name);
  const isAsync = tree.kind(node) === Kind.AsyncFunctionDef;
  const returns = tree.child(node, At.FunctionDef.returns);
  const type = returns === NONE ? null : typeRefOf(tree, returns);
  const nameSpan = { start: tree.nameStart(node, At.FunctionDef.name), end: tree.nameEnd(node, At.FunctionDef.name) };
  const header: Header = {
    start: tree.start(node), end: tree.end(node), name, nameSpan, form: isMethod ? form : 'function',
    async: isAsync, static: isMethod && isStatic, hasBody: true, class: isMethod ? owner.index : -1, parameters, returns: type, returnsSpan: null, decorators,
    asyncAt: !isAsync && (!isMethod || form === 'method') ? tree.start(node) : -1,
    bodySpan: bodySpan(r, node, At.FunctionDef.body, tree.int(node, At.FunctionDef.colon)), expressionBody: false,
  };
  const first = parameters.find(isPositional)?.name;
  const self = isMethod && !isStatic && first !== undefined && isReceiver(first, decorators.length > 0) ? first : null;
  const index = readBody(r, {
    header, self, class: isMethod ? owner : null, roots: tree.list(node, At.FunctionDef.body),
    typeParameters: [...tree.list(node, At.FunctionDef.typeParams)],
    read: () => readBlock(r, node, At.FunctionDef.body),
  });
  if (isMethod) {
    const getter: TypeRef | null = form === 'getter' ? type : null;
    owner.members.push({ name, ...nameSpan, type: getter, method: index, static: isStatic });
  }
  bindDefinition(r, node, name, nameSpan, index);
}

/** Binds the name of a function or class to it, unless the name is still missing. */
export function bindDefinition(r: Reading, node: Node, name: string, nameSpan: Span, index: number): void {
  const value = r.flow.fn(r.tree.start(node), r.tree.end(node), index);
  if (name !== '') r.flow.write(nameSpan.start, nameSpan.end, 'bind', placeOf(r.current.scope, name, []), value);
}

const isPositional = (parameter: ParameterFact): boolean => parameter.form === 'plain' || parameter.form === 'positional';

/** What the spelling of a method's decorators makes of it. */
function methodForm(r: Reading, decorators: Int32Array, name: string): { form: FunctionForm; isStatic: boolean } {
  let form: FunctionForm = name === '__init__' ? 'constructor' : 'method';
  let isStatic = false;
  for (const decorator of decorators) {
    const path = pathOf(r.tree, decorator);
    const spelled = path?.join('.');
    if (spelled === 'property' || spelled === 'cached_property' || spelled === 'functools.cached_property') form = 'getter';
    else if (path?.length === 2 && path[1] === 'setter') form = 'setter';
    else if (spelled === 'staticmethod') isStatic = true;
  }
  return { form, isStatic };
}

/** A lambda is a function whose one step that matters is the return of its expression. */
export function readLambda(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  const body = tree.child(node, At.Lambda.body);
  const span = { start: tree.start(body), end: tree.end(body) };
  const header: Header = {
    start, end, name: '', nameSpan: { start, end: Math.min(end, start + 'lambda'.length) }, form: 'lambda', async: false,
    static: false, hasBody: true, class: -1, parameters: readParameters(r, tree.list(node, At.Lambda.params)),
    returns: null, returnsSpan: null, decorators: [], asyncAt: -1, bodySpan: span, expressionBody: true,
  };
  const index = readBody(r, {
    header, self: null, class: null, roots: [body], typeParameters: [],
    read: () => flow.exit(span.start, span.end, 'return', readValue(r, body)),
  });
  return flow.fn(start, end, index);
}

/** Parameters with their defaults, which are evaluated in the flow around the function. */
function readParameters(r: Reading, pairs: Int32Array): ParameterFact[] {
  const { tree } = r;
  const parameters: ParameterFact[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const node = pairs[i]!;
    const initial = pairs[i + 1]!;
    const value = initial === NONE ? -1 : readValue(r, initial);
    if (tree.kind(node) !== Kind.arg) continue;
    const annotation = tree.child(node, At.arg.annotation);
    parameters.push({
      start: tree.start(node), end: tree.end(node), name: tree.nameText(node, At.arg.name)!,
      form: parameterForm(tree.int(node, At.arg.kind)), annotation: annotation === NONE ? null : typeRefOf(tree, annotation),
      hasDefault: initial !== NONE, default: value,
    });
  }
  return parameters;
}

function parameterForm(kind: number): ParameterFact['form'] {
  switch (kind) {
    case ParameterKind.PositionalOnly: return 'positional';
    case ParameterKind.VarArgs: return 'rest';
    case ParameterKind.KeywordOnly: return 'named';
    case ParameterKind.KeywordArgs: return 'namedRest';
    default: return 'plain';
  }
}
