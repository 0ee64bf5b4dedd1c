import { At, Kind, NONE, type Node, type PythonTree, type Slot } from '../../syntax/python/tree.js';
import type { Place, Value } from '../../flow/step.js';

/**
 * Scopes answer whose variable a name is, as CPython's `symtable` does: a function's own bindings are collected from
 * its body before the body is read, since a name may be read above the line that makes it local. A class body is a
 * scope that the functions within it don't see. A comprehension is no scope of its own here: its targets are locals of
 * the function around it while the comprehension is read, and unknown outside of it.
 */
export type Binding = 'param' | 'local' | 'global' | 'nonlocal';

export interface Scope {
  /** The index of the function in the file's facts. */
  readonly index: number;
  readonly form: 'module' | 'class' | 'function';
  readonly parent: Scope | null;
  readonly names: Map<string, Binding>;
  /** Names of a generic class's own type parameters, which its methods see although they see no other name of it. */
  readonly typeParameters: ReadonlySet<string>;
  /** Names that are bound for a while: the targets of the comprehensions that are being read. */
  readonly passing: string[];
  /** How many comprehensions are being read. Within one, the names of a class body are out of sight. */
  comprehensions: number;
}

/**
 * Adds what `roots` (the statements or the expression of one function's body) bind to `names`, which already holds the
 * parameters. Does not enter functions and classes within, except for what is evaluated outside of them. Returns
 * whether there is a `yield`, which makes the function a generator.
 */
export function collectBindings(tree: PythonTree, names: Map<string, Binding>, roots: ArrayLike<Node>): boolean {
  let generator = false;
  const waiting: Node[] = [];
  const wait = (node: Node): void => {
    const kind = tree.kind(node);
    if (kind !== Kind.Name && kind !== Kind.Constant) waiting.push(node);
  };
  const bind = (name: string | undefined): void => {
    if (name !== undefined && !names.has(name)) names.set(name, 'local');
  };
  for (let i = 0; i < roots.length; i++) wait(roots[i]!);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    switch (tree.kind(node)) {
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef:
        bind(tree.nameText(node, At.FunctionDef.name));
        eachOf(tree, node, At.FunctionDef.decorators, wait);
        eachDefault(tree, node, At.FunctionDef.params, wait);
        continue;
      case Kind.ClassDef:
        bind(tree.nameText(node, At.ClassDef.name));
        eachOf(tree, node, At.ClassDef.decorators, wait);
        eachOf(tree, node, At.ClassDef.args, wait);
        continue;
      case Kind.Lambda:
        eachDefault(tree, node, At.Lambda.params, wait);
        continue;
      case Kind.Yield:
      case Kind.YieldFrom:
        generator = true;
        break;
      case Kind.Assign:
        eachOf(tree, node, At.Assign.targets, (target) => bindTarget(tree, target, bind));
        break;
      case Kind.AugAssign:
        bindTarget(tree, tree.child(node, At.AugAssign.target), bind);
        break;
      case Kind.AnnAssign: {
        const value = tree.child(node, At.AnnAssign.value);
        if (value !== NONE || tree.int(node, At.AnnAssign.simple) === 1) bindTarget(tree, tree.child(node, At.AnnAssign.target), bind);
        wait(tree.child(node, At.AnnAssign.target));
        if (value !== NONE) wait(value);
        continue;
      }
      case Kind.TypeAlias:
        bindTarget(tree, tree.child(node, At.TypeAlias.name), bind);
        continue;
      case Kind.NamedExpr:
        bindTarget(tree, tree.child(node, At.NamedExpr.target), bind);
        break;
      case Kind.For:
      case Kind.AsyncFor:
        bindTarget(tree, tree.child(node, At.For.target), bind);
        break;
      case Kind.withitem: {
        const target = tree.child(node, At.withitem.optionalVars);
        if (target !== NONE) bindTarget(tree, target, bind);
        break;
      }
      case Kind.Delete:
        eachOf(tree, node, At.Delete.targets, (target) => bindTarget(tree, target, bind));
        break;
      case Kind.ExceptHandler:
        bind(tree.nameText(node, At.ExceptHandler.name));
        break;
      case Kind.alias:
        bind(boundByAlias(tree, node));
        break;
      case Kind.MatchAs:
        bind(tree.nameText(node, At.MatchAs.name));
        break;
      case Kind.MatchStar:
        bind(tree.nameText(node, At.MatchStar.name));
        break;
      case Kind.MatchMapping:
        bind(tree.nameText(node, At.MatchMapping.rest));
        break;
      case Kind.Global:
        declare(tree, names, tree.list(node, At.Global.names), 'global');
        break;
      case Kind.Nonlocal:
        declare(tree, names, tree.list(node, At.Nonlocal.names), 'nonlocal');
        break;
    }
    tree.forEachChild(node, wait);
  }
  return generator;
}

function eachOf(tree: PythonTree, node: Node, slot: Slot<'nodes'>, visit: (node: Node) => void): void {
  const count = tree.length(node, slot);
  for (let i = 0; i < count; i++) visit(tree.item(node, slot, i));
}

/** The defaults within the `params` pairs of a function, which are evaluated outside of it. */
function eachDefault(tree: PythonTree, node: Node, slot: Slot<'pairs'>, visit: (node: Node) => void): void {
  const count = tree.length(node, slot);
  for (let i = 1; i < count; i += 2) if (tree.item(node, slot, i) !== NONE) visit(tree.item(node, slot, i));
}

/** Calls `bind` with the names that an assignment to `target` binds. */
export function bindTarget(tree: PythonTree, target: Node, bind: (name: string) => void): void {
  if (tree.kind(target) === Kind.Name) return bind(tree.name(target));
  const waiting = [target];
  const wait = (part: Node): void => {
    waiting.push(part);
  };
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    switch (tree.kind(node)) {
      case Kind.Name: bind(tree.name(node)); break;
      case Kind.Starred: wait(tree.child(node, At.Starred.value)); break;
      case Kind.Tuple: eachOf(tree, node, At.Tuple.elts, wait); break;
      case Kind.List: eachOf(tree, node, At.List.elts, wait); break;
    }
  }
}

/** The name that one `alias` of an import binds; undefined for `*`. */
export function boundByAlias(tree: PythonTree, alias: Node): string | undefined {
  const asname = tree.nameText(alias, At.alias.asname);
  if (asname !== undefined) return asname;
  const name = tree.nameText(alias, At.alias.name)!;
  const dot = name.indexOf('.');
  if (dot >= 0) return name.slice(0, dot);
  return name === '*' ? undefined : name;
}

function declare(tree: PythonTree, names: Map<string, Binding>, spans: Int32Array, binding: Binding): void {
  for (let i = 0; i < spans.length; i += 2) {
    const name = tree.identifier(spans[i]!, spans[i + 1]!);
    if (names.get(name) !== 'param') names.set(name, binding);
  }
}

/** The variable that `name` means in `scope`, with `keys` after it. What no scope binds belongs to the module. */
export function placeOf(scope: Scope, name: string, keys: readonly string[]): Place {
  if (scope.passing.includes(name)) return variable('local', name, -1, keys);
  const hidden = scope.form === 'class' && scope.comprehensions > 0 && !scope.typeParameters.has(name);
  const binding = hidden ? undefined : scope.names.get(name);
  if (binding === 'param') return variable('param', name, -1, keys);
  if (binding === 'local' && scope.form !== 'module') return variable('local', name, -1, keys);
  if (binding === 'local' || binding === 'global') return variable('module', name, -1, keys);
  for (let around = scope.parent; around !== null; around = around.parent) {
    if (around.passing.includes(name)) return variable('captured', name, around.index, keys);
    if (around.form === 'module') break;
    if (around.form === 'class' && !around.typeParameters.has(name)) continue;
    const outer = around.names.get(name);
    if (outer === 'param' || outer === 'local') return variable('captured', name, around.index, keys);
    if (outer === 'global') break;
  }
  return variable('module', name, -1, keys);
}

function variable(scope: Place['scope'], name: string, owner: number, keys: readonly string[]): Place {
  return { scope, name, owner, of: -1, keys };
}

/** The place `keys` of a value; without keys the value's own place (`a[i]` as a target). */
export function placeWithin(of: Value, keys: readonly string[]): Place {
  return { scope: 'value', name: '', owner: -1, of, keys };
}
