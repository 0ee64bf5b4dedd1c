import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ArrayTypeNode, EntityName, Expression, ExpressionWithTypeArguments, FunctionTypeNode, Identifier, LiteralTypeNode,
  ImportTypeNode, NamedTupleMember, Node, NodeArray, ParenthesizedTypeNode, PropertyAccessExpression, QualifiedName, RestTypeNode, TupleTypeNode,
  TypeLiteralNode, TypeNode, TypeOperatorNode, TypePredicateNode, TypeQueryNode, TypeReferenceNode, UnionTypeNode,
} from '../../syntax/typescript/adapter.js';
import type { TypeRef } from '../facts.js';
import { skipTrivia } from './spans.js';

/**
 * Annotations as `TypeRef`s, as they are written. Types of JSDoc comments in JavaScript files come by the same way: the
 * parser hangs them into the tree where TypeScript's own would stand. What has no counterpart (conditional, mapped and
 * indexed types, `keyof`) is unknown. Of an intersection the first named part is taken: its value has all of
 * that type's members, so nothing wrong is said of it.
 */
const unknown: TypeRef = { form: 'unknown' };
const none: TypeRef = { form: 'none' };
/** Deeper than this nobody reads a type. */
const deepest = 32;

/** The type that a type node writes; `declare` gives the name of an object type or of an import (`import('m').T`) that stands in it. */
export function typeRefOf(text: string, node: Node, declare: (type: TypeLiteralNode | ImportTypeNode) => TypeRef, depth = 0): TypeRef {
  if (depth > deepest) return unknown;
  const inner = (type: Node | undefined): TypeRef => (type === undefined ? unknown : typeRefOf(text, type, declare, depth + 1));
  const all = (types: NodeArray<TypeNode> | undefined): readonly TypeRef[] => (types === undefined ? [] : Array.from(types, inner));
  switch (node.kind) {
    case SyntaxKind.StringKeyword:
    case SyntaxKind.TemplateLiteralType: return named('string');
    case SyntaxKind.NumberKeyword: return named('number');
    case SyntaxKind.BooleanKeyword: return named('boolean');
    case SyntaxKind.BigIntKeyword: return named('bigint');
    case SyntaxKind.SymbolKeyword: return named('symbol');
    case SyntaxKind.NeverKeyword: return named('never');
    case SyntaxKind.ObjectKeyword: return named('object');
    case SyntaxKind.ThisType: return named('this');
    case SyntaxKind.VoidKeyword:
    case SyntaxKind.UndefinedKeyword: return none;
    case SyntaxKind.TypeReference: {
      const { typeName, typeArguments } = node as TypeReferenceNode;
      return { form: 'name', path: entityPath(typeName), arguments: all(typeArguments) };
    }
    case SyntaxKind.ExpressionWithTypeArguments: {
      const { expression, typeArguments } = node as ExpressionWithTypeArguments;
      const path = expressionPath(expression);
      return path === null ? unknown : { form: 'name', path, arguments: all(typeArguments) };
    }
    case SyntaxKind.ArrayType: return named('Array', inner((node as ArrayTypeNode).elementType));
    case SyntaxKind.RestType: {
      const { type } = node as RestTypeNode;
      return inner(type.kind === SyntaxKind.ArrayType ? (type as ArrayTypeNode).elementType : type);
    }
    case SyntaxKind.JSDocVariadicType: return named('Array', inner((node as RestTypeNode).type));
    case SyntaxKind.TupleType: return named('Array', union(all((node as TupleTypeNode).elements)));
    case SyntaxKind.UnionType: return union(all((node as UnionTypeNode).types));
    case SyntaxKind.IntersectionType: return firstNamed(all((node as UnionTypeNode).types));
    case SyntaxKind.JSDocNullableType:
    case SyntaxKind.JSDocOptionalType:
    case SyntaxKind.OptionalType: return union([inner((node as RestTypeNode).type), none]);
    case SyntaxKind.NamedTupleMember:
    case SyntaxKind.ParenthesizedType:
    case SyntaxKind.JSDocNonNullableType:
    case SyntaxKind.JSDocTypeExpression: return inner((node as ParenthesizedTypeNode | NamedTupleMember).type);
    case SyntaxKind.TypeOperator: {
      const { operator, type } = node as TypeOperatorNode;
      return operator === SyntaxKind.ReadonlyKeyword ? inner(type) : unknown;
    }
    case SyntaxKind.FunctionType: {
      const { parameters, type } = node as FunctionTypeNode;
      return { form: 'function', returns: inner(type), parameters: Array.from(parameters, (parameter) => inner(parameter.type)) };
    }
    case SyntaxKind.TypeLiteral:
    case SyntaxKind.ImportType: return declare(node as TypeLiteralNode | ImportTypeNode);
    case SyntaxKind.TypeQuery: {
      const { exprName, typeArguments } = node as TypeQueryNode;
      const isName = exprName.kind === SyntaxKind.Identifier || exprName.kind === SyntaxKind.QualifiedName;
      return isName && typeArguments === undefined ? { form: 'typeof', path: entityPath(exprName) } : unknown;
    }
    case SyntaxKind.TypePredicate: return (node as TypePredicateNode).assertsModifier === undefined ? named('boolean') : none;
    case SyntaxKind.LiteralType: return literal(text, (node as LiteralTypeNode).literal);
    default: return unknown;
  }
}

/** The names of a dotted type name. */
export function entityPath(name: EntityName): readonly string[] {
  const path: string[] = [];
  let node: Node = name;
  for (; node.kind === SyntaxKind.QualifiedName; node = (node as QualifiedName).left) path.push((node as QualifiedName).right.text);
  path.push((node as Identifier).text);
  return path.reverse();
}

/** The names of a dotted expression such as a base class, or null where something else stands in it. */
export function expressionPath(expression: Expression): readonly string[] | null {
  const path: string[] = [];
  let node: Node = expression;
  for (; node.kind === SyntaxKind.PropertyAccessExpression; node = (node as PropertyAccessExpression).expression) {
    path.push((node as PropertyAccessExpression).name.text);
  }
  if (node.kind !== SyntaxKind.Identifier) return null;
  path.push((node as Identifier).text);
  return path.reverse();
}

function named(name: string, ...args: readonly TypeRef[]): TypeRef {
  return { form: 'name', path: [name], arguments: args };
}

function union(of: readonly TypeRef[]): TypeRef {
  return of.length === 1 ? of[0]! : { form: 'union', of };
}

function firstNamed(of: readonly TypeRef[]): TypeRef {
  return of.find((type) => type.form === 'name' && !type.path[0]!.startsWith('{')) ?? of.find(({ form }) => form === 'name') ?? of[0] ?? unknown;
}

function literal(text: string, node: Node): TypeRef {
  if (node.kind === SyntaxKind.NullKeyword) return none;
  return { form: 'literal', text: text.slice(skipTrivia(text, node.pos), node.end) };
}
