import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  EnumDeclaration, FunctionTypeNode, GetAccessorDeclaration, ImportTypeNode, InterfaceDeclaration, IntersectionTypeNode, LiteralTypeNode, MethodSignatureDeclaration, ModuleBlock,
  ModuleDeclaration, Node, PropertySignatureDeclaration, TypeAliasDeclaration, TypeElement, TypeLiteralNode, TypeNode,
} from '../../syntax/typescript/adapter.js';
import type { Argument } from '../../flow/step.js';
import type { Span } from '../../text.js';
import type { MemberFact, TypeRef } from '../facts.js';
import { computedName } from './assignments.js';
import { typeBounds, typeParameterNames } from './classes.js';
import { expression } from './expressions.js';
import { readFunction } from './functions.js';
import { exportDeclared } from './modules.js';
import { hasModifier, literalName, memberName, type Reading } from './reading.js';
import { declareBlock, declareVars } from './scopes.js';
import { statements } from './statements.js';
import { entityPath } from './types.js';

/** Interfaces, type aliases, enums and namespaces: classes of these forms. */

/** What an interface or object type has, by its members. */
export function readInterface(r: Reading, node: InterfaceDeclaration): void {
  const bases: TypeRef[] = [];
  for (const clause of node.heritageClauses ?? []) for (const type of clause.types) bases.push(r.typeOf(type));
  declareType(r, node, 'interface', bases, node.members, null);
}

/** `type X = { … }` has members, `type X = A & { … }` bases as well; any other is an alias of its type. */
export function readTypeAlias(r: Reading, node: TypeAliasDeclaration): void {
  const parts: readonly TypeNode[] = node.type?.kind === SyntaxKind.IntersectionType ? [...(node.type as IntersectionTypeNode).types] : [node.type];
  const literals = parts.filter((part) => part?.kind === SyntaxKind.TypeLiteral) as unknown as readonly TypeLiteralNode[];
  const bases = parts.filter((part) => part !== undefined && part.kind !== SyntaxKind.TypeLiteral).map((part) => r.typeOf(part));
  if (literals.length === 0 && parts.length === 1) declareType(r, node, 'type', [], [], bases[0] ?? { form: 'unknown' });
  else declareType(r, node, 'type', bases, literals.flatMap(({ members }) => [...members]), null);
}

/** An object type that stands where a type is used: a type of the function around it, by a name that no text can write. */
export function declareLiteral(r: Reading, node: TypeLiteralNode): TypeRef {
  const index = r.reserveClass();
  const name = `{${index}}`;
  const members: MemberFact[] = [];
  for (const element of node.members) readSignature(r, element, index, members);
  const span = r.span(node);
  r.setClass(index, {
    ...span, name, nameSpan: { start: span.start, end: span.start }, form: 'type', body: -1, function: r.function.index, bases: [], baseValues: [],
    decorators: [], abstract: false, typeParameters: [], members, alias: null,
  });
  return { form: 'name', path: [name], arguments: [] };
}

/** `import('m').T`: an import of the module, by a name that no text can write. Without a member it is the module's own type. */
export function importType(r: Reading, node: ImportTypeNode): TypeRef {
  const { argument, qualifier, typeArguments, isTypeOf } = node;
  const module = argument.kind === SyntaxKind.LiteralType ? literalName(r, (argument as LiteralTypeNode).literal) : null;
  if (module === null || qualifier === undefined || isTypeOf) return { form: 'unknown' };
  const local = `{import ${r.imports.length}}`;
  r.imports.push({ ...r.span(node), module, name: null, local, root: false, dynamic: false, typeOnly: true, function: r.function.index });
  return { form: 'name', path: [local, ...entityPath(qualifier)], arguments: Array.from(typeArguments ?? [], (type) => r.typeOf(type)) };
}

function declareType(
  r: Reading, node: InterfaceDeclaration | TypeAliasDeclaration, form: 'interface' | 'type', bases: readonly TypeRef[],
  elements: Iterable<TypeElement>, alias: TypeRef | null,
): void {
  const index = r.reserveClass();
  const members: MemberFact[] = [];
  for (const element of elements) readSignature(r, element, index, members);
  r.setClass(index, {
    ...r.span(node), name: node.name.text, nameSpan: r.span(node.name), form, body: -1, function: r.function.index, bases, baseValues: [],
    decorators: [], abstract: false, typeParameters: typeParameterNames(node.typeParameters), ...typeBounds(r, node.typeParameters), members, alias,
  });
  if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
}

/** A member of an object type. One that can be called itself has the name `()`. */
function readSignature(r: Reading, node: TypeElement, owner: number, members: MemberFact[]): void {
  switch (node.kind) {
    case SyntaxKind.PropertySignature:
    case SyntaxKind.GetAccessor: {
      const { name, type } = node as unknown as PropertySignatureDeclaration | GetAccessorDeclaration;
      // `load: () => Promise<void>` is called like the method `load(): Promise<void>`, and objects stand in for both alike.
      if (type?.kind === SyntaxKind.FunctionType) {
        members.push(signatureOf(r, type as unknown as FunctionTypeNode, memberName(r, name), r.span(name), owner));
        return;
      }
      members.push({ ...r.span(name), name: memberName(r, name), type: r.typeRef(type), method: -1, static: false });
      return;
    }
    case SyntaxKind.MethodSignature:
    case SyntaxKind.CallSignature: {
      const signature = node as unknown as MethodSignatureDeclaration;
      const name = node.kind === SyntaxKind.CallSignature ? '()' : memberName(r, signature.name);
      members.push(signatureOf(r, signature, name, r.span(signature.name ?? node), owner));
    }
  }
}

function signatureOf(r: Reading, node: MethodSignatureDeclaration | FunctionTypeNode, name: string, nameSpan: Span, owner: number): MemberFact {
  const method = readFunction(r, node, { name, nameSpan, form: 'method', static: false, class: owner, decorators: [], parameterProperties: false });
  return { ...nameSpan, name, type: null, method, static: false };
}

/** An enum is a dict of its members' values. */
export function readEnum(r: Reading, node: EnumDeclaration): void {
  const items: Argument[] = [];
  const members: MemberFact[] = [];
  for (const { name, initializer } of node.members) {
    computedName(r, name);
    const { start, end } = r.span(name);
    const value = initializer === undefined ? r.flow.const(start, end, 'other') : expression(r, initializer);
    items.push({ value, name: literalName(r, name), spread: false });
    members.push({ start, end, name: memberName(r, name), type: null, method: -1, static: true });
  }
  const span = r.span(node);
  const nameSpan = r.span(node.name);
  const value = r.flow.make(span.start, span.end, 'dict', items);
  r.flow.write(nameSpan.start, nameSpan.end, 'bind', r.place(node.name.text), value);
  r.setClass(r.reserveClass(), {
    ...span, name: node.name.text, nameSpan, form: 'enum', body: -1, function: r.function.index, bases: [], baseValues: [], decorators: [],
    abstract: false, typeParameters: [], members, alias: null,
  });
  if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
}

/**
 * A namespace's body is a function of form `class`, whose variables are its own. `namespace a.b` nests. The members are
 * what its statements declare; a `declare module 'm'` has the module's name.
 */
export function readNamespace(r: Reading, node: ModuleDeclaration): void {
  const name = literalName(r, node.name) ?? '';
  const nameSpan = r.span(node.name);
  const span = r.span(node);
  const inner: Node | undefined = node.body;
  const list: Iterable<Node> = inner === undefined ? [] : inner.kind === SyntaxKind.ModuleBlock ? (inner as ModuleBlock).statements : [inner];
  const index = r.reserveClass();
  const body = r.reserveFunction();
  const members: MemberFact[] = [];
  const flow = r.inFunction(body, false, () => {
    declareVars(r.scope, list);
    declareBlock(r.scope, list);
    statements(r, list, node.end);
    for (const [declared, variable] of r.scope.names) {
      if (variable.function === r.function) members.push({ ...nameSpan, name: declared, type: null, method: -1, static: true });
    }
  });
  r.setFunction(body, {
    ...span, name, nameSpan, form: 'class', async: false, generator: false, static: false, hasBody: inner !== undefined,
    parent: r.function.index, class: index, typeParameters: [], parameters: [], returns: null, returnsSpan: null, decorators: [], asyncAt: -1,
    bodySpan: inner === undefined ? { start: node.end, end: node.end } : r.span(inner), expressionBody: false, flow,
  });
  r.setClass(index, {
    ...span, name, nameSpan, form: 'namespace', body, function: r.function.index, bases: [], baseValues: [], decorators: [],
    abstract: false, typeParameters: [], members, alias: null,
  });
  const value = r.flow.fn(span.start, span.end, body);
  if (node.name.kind === SyntaxKind.Identifier && name !== 'global') {
    r.flow.write(nameSpan.start, nameSpan.end, 'bind', r.place(name), value);
    if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
  }
}
