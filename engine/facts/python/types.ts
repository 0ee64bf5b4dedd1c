import { At, ConstantKind, Kind, NONE, Operator, parsePython, type Node, type PythonTree } from '../../syntax/python/parser.js';
import type { TypeRef } from '../facts.js';

/**
 * Annotations as `TypeRef`s. Only the spelling of typing's special forms is looked at here (`Optional[X]`, `Union`,
 * `Annotated`, `Callable`, `Literal`); whether `Task` is asyncio's is the project's question. An annotation in quotes
 * is parsed and read like the others.
 */
const unknown: TypeRef = { form: 'unknown' };
const none: TypeRef = { form: 'none' };
/** Annotations nest as deep as their author likes; deeper than this nobody reads them. */
const deepest = 32;

/** The type that an annotation, base class or alias writes; `unknown` where it is no type we can name. */
export function typeRefOf(tree: PythonTree, node: Node, depth = 0): TypeRef {
  if (depth > deepest) return unknown;
  switch (tree.kind(node)) {
    case Kind.Name:
    case Kind.Attribute:
      return named(pathOf(tree, node));
    case Kind.Constant:
      return constant(tree, node, depth);
    case Kind.BinOp:
      return tree.int(node, At.BinOp.op) === Operator.BitOr ? union(alternatives(tree, node, depth)) : unknown;
    case Kind.Subscript:
      return subscript(tree, node, depth);
    case Kind.Starred:
      return typeRefOf(tree, tree.child(node, At.Starred.value), depth + 1);
    default:
      return unknown;
  }
}

/** The names of a dotted path, or null where something else stands in it. */
export function pathOf(tree: PythonTree, node: Node): readonly string[] | null {
  const path: string[] = [];
  while (tree.kind(node) === Kind.Attribute) {
    path.push(tree.nameText(node, At.Attribute.attr)!);
    node = tree.child(node, At.Attribute.value);
  }
  if (tree.kind(node) !== Kind.Name) return null;
  path.push(tree.name(node));
  return path.reverse();
}

function named(path: readonly string[] | null): TypeRef {
  if (path === null) return unknown;
  return path.at(-1) === 'Callable' ? { form: 'function', returns: unknown } : { form: 'name', path, arguments: [] };
}

function constant(tree: PythonTree, node: Node, depth: number): TypeRef {
  const kind = tree.int(node, At.Constant.constant);
  if (kind === ConstantKind.None) return none;
  const text = kind === ConstantKind.String ? tree.stringValue(node) : undefined;
  if (text === undefined) return unknown;
  // In brackets, since a quoted annotation may span lines.
  const quoted = parsePython(`(${text.trim()})`);
  const statement = quoted.length(quoted.root, At.Module.body) === 1 ? quoted.item(quoted.root, At.Module.body, 0) : NONE;
  if (statement === NONE || quoted.kind(statement) !== Kind.Expr || quoted.errors.length > 0) return unknown;
  return typeRefOf(quoted, quoted.child(statement, At.Expr.value), depth + 1);
}

/** The members of `a | b | c`, which leans to the left and may be long. */
function alternatives(tree: PythonTree, node: Node, depth: number): TypeRef[] {
  const members: TypeRef[] = [];
  while (tree.kind(node) === Kind.BinOp && tree.int(node, At.BinOp.op) === Operator.BitOr) {
    members.push(typeRefOf(tree, tree.child(node, At.BinOp.right), depth + 1));
    node = tree.child(node, At.BinOp.left);
  }
  members.push(typeRefOf(tree, node, depth + 1));
  return members.reverse();
}

function union(members: readonly TypeRef[]): TypeRef {
  const of = members.flatMap((member) => (member.form === 'union' ? member.of : [member]));
  return of.length === 1 ? of[0]! : { form: 'union', of };
}

function subscript(tree: PythonTree, node: Node, depth: number): TypeRef {
  const path = pathOf(tree, tree.child(node, At.Subscript.value));
  if (path === null) return unknown;
  const slice = tree.child(node, At.Subscript.slice);
  const parts = tree.kind(slice) === Kind.Tuple ? [...tree.list(slice, At.Tuple.elts)] : [slice];
  const typeOf = (part: Node): TypeRef => typeRefOf(tree, part, depth + 1);
  switch (path.at(-1)) {
    case 'Optional': return union([...parts.map(typeOf), none]);
    case 'Union': return union(parts.map(typeOf));
    case 'Annotated': return parts.length === 0 ? unknown : typeOf(parts[0]!);
    case 'Callable': {
      const returns = parts.length < 2 ? unknown : typeOf(parts.at(-1)!);
      const isList = parts.length === 2 && tree.kind(parts[0]!) === Kind.List;
      return isList ? { form: 'function', returns, parameters: Array.from(tree.list(parts[0]!, At.List.elts), typeOf) }
        : parts.length === 2 ? { form: 'function', returns, rest: typeOf(parts[0]!) } : { form: 'function', returns };
    }
    case 'Literal': return union(parts.map((part) => ({ form: 'literal', text: tree.source(part) })));
    default: return { form: 'name', path, arguments: parts.map(typeOf) };
  }
}
