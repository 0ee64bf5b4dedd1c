import type { Value } from '../../flow/step.js';
import { At, Kind, type Node } from '../../syntax/python/tree.js';
import type { MemberFact, TypeRef } from '../facts.js';
import { readValue } from './expressions.js';
import { bindDefinition, readBody, typeParameterName } from './functions.js';
import type { Reading } from './reading.js';
import { placeOf } from './scopes.js';
import { bodySpan, readBlock } from './statements.js';
import { typeRefOf } from './types.js';

/**
 * A class: decorators and bases belong to the flow around it; its body is a function of form `class`, whose locals are
 * the class's variables; then its name is bound.
 */
export function readClass(r: Reading, node: Node): void {
  const { tree } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  const { scope } = r.current;
  const decorators = Array.from(tree.list(node, At.ClassDef.decorators), (decorator) => readValue(r, decorator));
  const parameterNodes = [...tree.list(node, At.ClassDef.typeParams)];
  const typeParameters = parameterNodes.map((parameter) => typeParameterName(r, parameter));
  // The bases of a generic class may name its type parameters.
  scope.passing.push(...typeParameters);
  const { bases, baseValues } = readBases(r, tree.list(node, At.ClassDef.args));
  scope.passing.length -= typeParameters.length;

  const name = tree.nameText(node, At.ClassDef.name)!;
  const nameSpan = { start: tree.nameStart(node, At.ClassDef.name), end: tree.nameEnd(node, At.ClassDef.name) };
  const members: MemberFact[] = [];
  const index = r.classes.length;
  r.classes.push({
    start, end, name, nameSpan, form: 'class', body: r.functions.length, function: scope.index, bases, baseValues,
    decorators, abstract: false, typeParameters, members, alias: null,
  });
  const body = readBody(r, {
    header: {
      start, end, name, nameSpan, form: 'class', async: false, static: false, hasBody: true, class: index, parameters: [],
      returns: null, returnsSpan: null, decorators, asyncAt: -1, expressionBody: false,
      bodySpan: bodySpan(r, node, At.ClassDef.body, tree.int(node, At.ClassDef.colon)),
    },
    self: null, class: { index, members }, roots: tree.list(node, At.ClassDef.body), typeParameters: parameterNodes,
    read: () => readBlock(r, node, At.ClassDef.body),
  });
  bindDefinition(r, node, name, nameSpan, body);
}

/** Superclasses; the values of keywords (`metaclass=…`) are evaluated and are no bases. */
function readBases(r: Reading, args: Int32Array): { bases: TypeRef[]; baseValues: Value[] } {
  const bases: TypeRef[] = [];
  const baseValues: Value[] = [];
  for (const arg of args) {
    const value = readValue(r, arg);
    if (r.tree.kind(arg) === Kind.keyword) continue;
    bases.push(typeRefOf(r.tree, arg));
    baseValues.push(value);
  }
  return { bases, baseValues };
}

/** `type X[T] = …`: a named type, evaluated by nobody unless asked. */
export function readTypeAlias(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const start = tree.start(node);
  const end = tree.end(node);
  const target = tree.child(node, At.TypeAlias.name);
  if (tree.kind(target) !== Kind.Name) return;
  const name = tree.name(target);
  const nameSpan = { start: tree.start(target), end: tree.end(target) };
  const typeParameters = Array.from(tree.list(node, At.TypeAlias.typeParams), (parameter) => typeParameterName(r, parameter));
  r.classes.push({
    start, end, name, nameSpan, form: 'type', body: -1, function: r.current.scope.index, bases: [], baseValues: [],
    decorators: [], abstract: false, typeParameters, members: [], alias: typeRefOf(tree, tree.child(node, At.TypeAlias.value)),
  });
  const value = flow.const(tree.start(tree.child(node, At.TypeAlias.value)), end, 'other');
  flow.write(nameSpan.start, nameSpan.end, 'bind', placeOf(r.current.scope, name, []), value);
}

/** The attribute that an annotation declares: in a class body a name, in a method an attribute of its receiver. */
export function declareMember(r: Reading, target: Node, type: TypeRef): void {
  const { tree } = r;
  const { class: owner, scope, self } = r.current;
  if (owner === null) return;
  let name: string | null = null;
  if (tree.kind(target) === Kind.Name && scope.form === 'class') name = tree.name(target);
  else if (tree.kind(target) === Kind.Attribute && self !== null) {
    const receiver = tree.child(target, At.Attribute.value);
    if (tree.kind(receiver) === Kind.Name && tree.name(receiver) === self) name = tree.nameText(target, At.Attribute.attr)!;
  }
  if (name === null || name === '') return;
  owner.members.push({ name, start: tree.start(target), end: tree.end(target), type, method: -1, static: false });
}
