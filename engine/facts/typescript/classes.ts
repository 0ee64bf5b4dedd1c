import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ClassDeclaration, ClassElement, ClassExpression, ClassStaticBlockDeclaration, ConstructorDeclaration, Expression,
  ExpressionWithTypeArguments, GetAccessorDeclaration, HeritageClause, MethodDeclaration, ModifierLike, Node, NodeArray,
  ParameterDeclaration, PropertyDeclaration, TypeParameterDeclaration,
} from '../../syntax/typescript/adapter.js';
import type { Value } from '../../flow/step.js';
import type { FunctionForm, MemberFact, TypeRef } from '../facts.js';
import { computedName } from './assignments.js';
import { expression, namedExpression } from './expressions.js';
import { isParameterProperty, readFunction, withOwnName, type GivenName } from './functions.js';
import { exportDeclared } from './modules.js';
import { decoratorsOf, hasModifier, literalName, memberName, type Reading } from './reading.js';
import { declareBlock, declareVars } from './scopes.js';
import { startOf } from './spans.js';
import { statements } from './statements.js';
import { typeRefOf } from './types.js';

/**
 * Classes. The class's body is a function of form `class`, in whose flow fields with a value are writes to locals, in
 * the order of the members; methods are written there too. Whether a field is the class's own (`static`) or each
 * instance's is told by its member fact. `this` within the body is a parameter of the body's function.
 */

/** `class C …` as a statement: written to its name. */
export function readClassDeclaration(r: Reading, node: ClassDeclaration): void {
  const value = readClass(r, node, null);
  const { start, end } = r.span(node.name ?? node);
  r.flow.write(start, end, 'bind', r.place(node.name?.text ?? 'default'), value);
  if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
}

/** A class as a value. */
export function readClass(r: Reading, node: ClassDeclaration | ClassExpression, given: GivenName | null): Value {
  return withOwnName(r, node.kind === SyntaxKind.ClassExpression ? node.name : undefined, () => readClassValue(r, node, given));
}

function readClassValue(r: Reading, node: ClassDeclaration | ClassExpression, given: GivenName | null): Value {
  const span = r.span(node);
  const decorators = decoratorsOf(node.modifiers).map(({ expression: decorator }) => expression(r, decorator));
  const { bases, baseValues } = heritage(r, node.heritageClauses);
  const own = node.name;
  const { name, nameSpan } = own !== undefined
    ? { name: own.text, nameSpan: r.span(own) }
    : given ?? { name: node.kind === SyntaxKind.ClassDeclaration ? 'default' : '', nameSpan: { start: span.start, end: Math.min(span.start + 5, span.end) } };
  const index = r.reserveClass();
  const body = r.reserveFunction();
  const members: MemberFact[] = [];
  const flow = r.inFunction(body, false, () => {
    for (const member of node.members) readMember(r, member, index, members);
  });
  r.setFunction(body, {
    ...span, name, nameSpan, form: 'class', async: false, generator: false, static: false, hasBody: true, parent: r.function.index,
    class: index, typeParameters: [], parameters: [], returns: null, returnsSpan: null, decorators, asyncAt: -1, bodySpan: membersSpan(r, node), expressionBody: false, flow,
  });
  r.setClass(index, {
    ...span, name, nameSpan, form: 'class', body, function: r.function.index, bases, baseValues, decorators,
    abstract: hasModifier(node.modifiers, SyntaxKind.AbstractKeyword), typeParameters: typeParameterNames(node.typeParameters), ...typeBounds(r, node.typeParameters), members,
    alias: null,
  });
  return r.flow.fn(span.start, span.end, body);
}

/** The names of `<T, U>`. */
export function typeParameterNames(list: NodeArray<TypeParameterDeclaration> | undefined): readonly string[] {
  return list === undefined ? [] : Array.from(list, ({ name }) => name.text);
}

/** What each of `<T extends Base, U>` extends; object types that are written there are left aside. */
export function typeBounds(r: Reading, list: NodeArray<TypeParameterDeclaration> | undefined): { readonly typeBounds?: Readonly<Record<string, TypeRef>> } {
  const bounds = Array.from(list ?? [], ({ name, constraint }) => (
    constraint === undefined ? [] : [[name.text, typeRefOf(r.text, constraint, () => ({ form: 'unknown' }))] as const]
  )).flat();
  return bounds.length === 0 ? {} : { typeBounds: Object.fromEntries(bounds) };
}

/** What a class extends, as types and values, then what it implements, as types. */
function heritage(r: Reading, clauses: NodeArray<HeritageClause> | undefined): { bases: readonly TypeRef[]; baseValues: readonly Value[] } {
  const bases: TypeRef[] = [];
  const implemented: TypeRef[] = [];
  const baseValues: Value[] = [];
  for (const clause of clauses ?? []) {
    for (const type of clause.types as Iterable<ExpressionWithTypeArguments>) {
      if (clause.token === SyntaxKind.ExtendsKeyword) {
        bases.push(r.typeOf(type));
        baseValues.push(expression(r, type.expression));
      } else {
        implemented.push(r.typeOf(type));
      }
    }
  }
  return { bases: [...bases, ...implemented], baseValues };
}

function membersSpan(r: Reading, { members, end }: ClassDeclaration | ClassExpression): { start: number; end: number } {
  const first: Node | undefined = members[0];
  return first === undefined ? { start: end, end } : { start: r.start(first), end: members[members.length - 1]!.end };
}

function readMember(r: Reading, node: ClassElement, owner: number, members: MemberFact[]): void {
  switch (node.kind) {
    case SyntaxKind.MethodDeclaration: return readMethod(r, node as MethodDeclaration, 'method', owner, members);
    case SyntaxKind.GetAccessor: return readMethod(r, node as GetAccessorDeclaration, 'getter', owner, members);
    case SyntaxKind.SetAccessor: return readMethod(r, node as GetAccessorDeclaration, 'setter', owner, members);
    case SyntaxKind.Constructor: return readConstructor(r, node as ConstructorDeclaration, owner, members);
    case SyntaxKind.PropertyDeclaration: return readField(r, node as PropertyDeclaration, members);
    case SyntaxKind.ClassStaticBlockDeclaration: {
      const { body } = node as ClassStaticBlockDeclaration;
      r.inBlock(() => {
        declareVars(r.scope, body.statements);
        declareBlock(r.scope, body.statements);
        statements(r, body.statements, body.end);
      });
    }
  }
}

function readMethod(
  r: Reading, node: MethodDeclaration | GetAccessorDeclaration, form: FunctionForm, owner: number, members: MemberFact[],
): void {
  const decorators = readDecorators(r, node.modifiers, node.parameters);
  computedName(r, node.name);
  const name = memberName(r, node.name);
  const nameSpan = r.span(node.name);
  const isStatic = hasModifier(node.modifiers, SyntaxKind.StaticKeyword);
  const method = readFunction(r, node, { name, nameSpan, form, static: isStatic, class: owner, decorators, parameterProperties: false });
  members.push({ ...nameSpan, name, type: form === 'getter' ? r.typeRef(node.type) : null, method, static: isStatic });
  if (node.body === undefined) return;
  const value = r.flow.fn(r.start(node), node.end, method);
  // What an accessor's name gives is not the accessor itself.
  if (form === 'method') r.flow.write(nameSpan.start, nameSpan.end, 'bind', local(name), value);
}

function readConstructor(r: Reading, node: ConstructorDeclaration, owner: number, members: MemberFact[]): void {
  readDecorators(r, undefined, node.parameters);
  const start = startOf(r.text, node);
  const at = r.text.indexOf('constructor', start);
  const nameSpan = at < 0 || at > node.end ? { start, end: start } : { start: at, end: at + 'constructor'.length };
  const name = 'constructor';
  const method = readFunction(r, node, {
    name, nameSpan, form: 'constructor', static: false, class: owner, decorators: [], parameterProperties: node.body !== undefined,
  });
  members.push({ ...nameSpan, name, type: null, method, static: false });
  if (node.body !== undefined) r.flow.fn(start, node.end, method);
  for (const parameter of node.parameters) {
    if (!isParameterProperty(parameter)) continue;
    const property = literalName(r, parameter.name);
    if (property !== null) members.push({ ...r.span(parameter.name), name: property, type: r.typeRef(parameter.type), method: -1, static: false });
  }
}

function readField(r: Reading, node: PropertyDeclaration, members: MemberFact[]): void {
  readDecorators(r, node.modifiers, []);
  computedName(r, node.name);
  const name = memberName(r, node.name);
  const span = r.span(node.name);
  members.push({ ...span, name, type: r.typeRef(node.type), method: -1, static: hasModifier(node.modifiers, SyntaxKind.StaticKeyword) });
  if (node.initializer === undefined) return;
  const value = namedExpression(r, node.initializer, node.name);
  r.flow.write(span.start, span.end, 'bind', local(name), value, r.annotation(node.type));
}

/** The decorators of a member as values, after which those of its parameters are evaluated. */
function readDecorators(
  r: Reading, modifiers: Iterable<ModifierLike> | undefined, parameters: Iterable<ParameterDeclaration>,
): readonly Value[] {
  const read = (node: { readonly expression: Expression }): Value => expression(r, node.expression);
  const values = decoratorsOf(modifiers).map(read);
  for (const parameter of parameters) decoratorsOf(parameter.modifiers).forEach(read);
  return values;
}

function local(name: string): { scope: 'local'; name: string; owner: -1; of: -1; keys: [] } {
  return { scope: 'local', name, owner: -1, of: -1, keys: [] };
}
