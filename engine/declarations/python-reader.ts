import type { TypeRef } from '../facts/facts.js';
import { pathOf, typeRefOf } from '../facts/python/types.js';
import { At, Comparison, ConstantKind, Kind, NONE, parsePython, type Node, type PythonTree } from '../syntax/python/parser.js';
import type { Declared, DeclaredClass, DeclaredFunction, DeclaredModule } from './declared.js';

/** A module of Python as its file's place tells it. */
export interface PythonModule {
  /** Its dotted name. */
  readonly name: string;
  /** Whether it is the `__init__` of a package. */
  readonly isPackage: boolean;
  /** Whether it is a stub, whose imports are its own business unless they say `as`. */
  readonly isStub: boolean;
}

/** The version whose branches are taken; facts of a range without an upper bound hold for it. */
const version = [3, 14] as const;

/**
 * The names that a stub or source binds. Bodies of functions are passed over, except for what `__init__` annotates.
 * Never throws on a text.
 */
export function readPythonDeclarations(text: string, module: PythonModule): DeclaredModule {
  const tree = parsePython(text);
  const reading: Reading = { tree, module, names: new Map(), stars: [], offers: { names: null }, owner: null };
  readBlock(reading, tree.list(tree.root, At.Module.body), true);
  const { names, stars, offers } = reading;
  return { names, stars, offers: offers.names };
}

interface Reading {
  readonly tree: PythonTree;
  readonly module: PythonModule;
  readonly names: Map<string, readonly Declared[]>;
  readonly stars: string[];
  readonly offers: { names: Set<string> | null };
  /** The names of the class around, or null in the module. */
  readonly owner: Map<string, readonly Declared[]> | null;
}

/** @param certain false within a condition: then a definition stands beside the ones before it. */
function readBlock(r: Reading, nodes: Int32Array, certain: boolean): void {
  for (const node of nodes) readStatement(r, node, certain);
}

function readStatement(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  switch (tree.kind(node)) {
    case Kind.FunctionDef:
    case Kind.AsyncFunctionDef: return readFunction(r, node, certain);
    case Kind.ClassDef: return bind(r, tree.nameText(node, At.ClassDef.name)!, classOf(r, node), certain);
    case Kind.Import: return readImport(r, node, certain);
    case Kind.ImportFrom: return readImportFrom(r, node, certain);
    case Kind.AnnAssign: return readAnnotated(r, node, certain);
    case Kind.Assign: return readAssign(r, node, certain);
    case Kind.AugAssign: return readOffers(r, tree.child(node, At.AugAssign.target), tree.child(node, At.AugAssign.value), true);
    case Kind.TypeAlias: {
      const name = tree.child(node, At.TypeAlias.name);
      if (tree.kind(name) === Kind.Name) bind(r, tree.name(name), { form: 'alias', of: typeRefOf(tree, tree.child(node, At.TypeAlias.value)) }, certain);
      return;
    }
    case Kind.If: {
      const holds = isTrue(tree, tree.child(node, At.If.test));
      if (holds !== false) readBlock(r, tree.list(node, At.If.body), certain && holds === true);
      if (holds !== true) readBlock(r, tree.list(node, At.If.orelse), certain && holds === false);
      return;
    }
    case Kind.Try:
    case Kind.TryStar:
      readBlock(r, tree.list(node, At.Try.body), false);
      for (const handler of tree.list(node, At.Try.handlers)) readBlock(r, tree.list(handler, At.ExceptHandler.body), false);
      readBlock(r, tree.list(node, At.Try.orelse), false);
      readBlock(r, tree.list(node, At.Try.finalbody), certain);
      return;
    case Kind.With: return readBlock(r, tree.list(node, At.With.body), certain);
  }
}

function bind(r: Reading, name: string, declared: Declared, certain: boolean): void {
  const names = r.owner ?? r.names;
  const before = names.get(name);
  names.set(name, before === undefined || certain ? [declared] : [...before, declared]);
}

function readFunction(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  const name = tree.nameText(node, At.FunctionDef.name)!;
  const decorators = Array.from(tree.list(node, At.FunctionDef.decorators), (d) => pathOf(tree, tree.kind(d) === Kind.Call ? tree.child(d, At.Call.func) : d));
  const last = (path: readonly string[] | null): string | undefined => path?.at(-1);
  // A property's setter changes nothing of what reading it yields.
  if (decorators.some((path) => path !== null && path.length > 1 && path[0] === name && ['setter', 'deleter'].includes(last(path)!))) return;
  const returns = tree.child(node, At.FunctionDef.returns);
  const declared: DeclaredFunction = {
    form: 'function', async: tree.kind(node) === Kind.AsyncFunctionDef, generator: !r.module.isStub && yields(tree, tree.list(node, At.FunctionDef.body)),
    returns: returns === NONE ? null : typeRefOf(tree, returns), decorators,
    typeParameters: Array.from(tree.list(node, At.FunctionDef.typeParams), (parameter) => tree.nameText(parameter, At.TypeVar.name)!),
  };
  const before = (r.owner ?? r.names).get(name) ?? [];
  const isOverload = (d: Declared): boolean => d.form === 'function' && d.decorators.some((path) => last(path) === 'overload');
  // What implements overloads says nothing that they don't.
  if (before.some(isOverload) && !isOverload(declared)) return;
  bind(r, name, declared, certain && !(isOverload(declared) && before.some(isOverload)));
  if (name === '__init__' && r.owner !== null) readReceiver(r, node);
}

/** What `__init__` annotates: `self.client: Client = …`. */
function readReceiver(r: Reading, node: Node): void {
  const { tree } = r;
  for (const statement of tree.list(node, At.FunctionDef.body)) {
    if (tree.kind(statement) !== Kind.AnnAssign) continue;
    const path = pathOf(tree, tree.child(statement, At.AnnAssign.target));
    const type = typeRefOf(tree, tree.child(statement, At.AnnAssign.annotation));
    if (path?.length === 2 && path[0] === 'self' && !r.owner!.has(path[1]!)) bind(r, path[1]!, { form: 'variable', type }, true);
  }
}

function classOf(r: Reading, node: Node): DeclaredClass {
  const { tree } = r;
  const members = new Map<string, readonly Declared[]>();
  const bases: TypeRef[] = [];
  for (const base of tree.list(node, At.ClassDef.args)) if (tree.kind(base) !== Kind.keyword) bases.push(typeRefOf(tree, base));
  readBlock({ ...r, owner: members }, tree.list(node, At.ClassDef.body), true);
  const typeParameters = Array.from(tree.list(node, At.ClassDef.typeParams), (parameter) => tree.nameText(parameter, At.TypeVar.name)!);
  return { form: 'class', bases, members, typeParameters };
}

function readImport(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  for (const alias of tree.list(node, At.Import.names)) {
    const module = tree.nameText(alias, At.alias.name)!;
    const local = tree.nameText(alias, At.alias.asname);
    const hidden = r.module.isStub && local === undefined;
    const top = module.split('.')[0]!;
    bind(r, local ?? top, { form: 'import', module: local === undefined ? top : module, name: null, hidden }, certain);
  }
}

function readImportFrom(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  const module = absolute(r.module, tree.int(node, At.ImportFrom.level), tree.nameText(node, At.ImportFrom.module) ?? '');
  for (const alias of tree.list(node, At.ImportFrom.names)) {
    const name = tree.nameText(alias, At.alias.name)!;
    const local = tree.nameText(alias, At.alias.asname);
    if (name === '*') r.stars.push(module);
    else bind(r, local ?? name, { form: 'import', module, name, hidden: r.module.isStub && local === undefined }, certain);
  }
}

/** The module that a relative import names. */
function absolute({ name, isPackage }: PythonModule, level: number, rest: string): string {
  if (level === 0) return rest;
  const parts = name.split('.');
  const up = isPackage ? level - 1 : level;
  return [...parts.slice(0, Math.max(0, parts.length - up)), ...(rest === '' ? [] : [rest])].join('.');
}

function readAnnotated(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  const target = tree.child(node, At.AnnAssign.target);
  if (tree.kind(target) !== Kind.Name) return;
  const type = typeRefOf(tree, tree.child(node, At.AnnAssign.annotation));
  const value = tree.child(node, At.AnnAssign.value);
  const isAlias = type.form === 'name' && type.path.at(-1) === 'TypeAlias' && value !== NONE;
  bind(r, tree.name(target), isAlias ? { form: 'alias', of: typeRefOf(tree, value) } : { form: 'variable', type }, certain);
}

function readAssign(r: Reading, node: Node, certain: boolean): void {
  const { tree } = r;
  const value = tree.child(node, At.Assign.value);
  const kind = tree.kind(value);
  const isName = kind === Kind.Name || kind === Kind.Attribute || kind === Kind.Subscript || kind === Kind.BinOp;
  const of: TypeRef = isName ? typeRefOf(tree, value) : { form: 'unknown' };
  for (const target of tree.list(node, At.Assign.targets)) {
    readOffers(r, target, value, false);
    if (tree.kind(target) === Kind.Name) bind(r, tree.name(target), of.form === 'unknown' ? { form: 'unclear' } : { form: 'alias', of }, certain);
  }
}

/** `__all__ = […]` and `__all__ += […]`; where it is put together in another way, it is taken to say nothing. */
function readOffers(r: Reading, target: Node, value: Node, more: boolean): void {
  const { tree } = r;
  if (r.owner !== null || tree.kind(target) !== Kind.Name || tree.name(target) !== '__all__') return;
  const kind = tree.kind(value);
  const items = kind === Kind.List ? tree.list(value, At.List.elts) : kind === Kind.Tuple ? tree.list(value, At.Tuple.elts) : null;
  const names = items === null ? null : Array.from(items, (item) => tree.stringValue(item));
  if (names === null || names.includes(undefined) || (more && r.offers.names === null)) r.offers.names = null;
  else r.offers.names = new Set([...(more ? r.offers.names! : []), ...names as string[]]);
}

/** Whether a condition holds for everybody: of Python's version, or that types are checked; undefined where it depends. */
function isTrue(tree: PythonTree, test: Node): boolean | undefined {
  const path = pathOf(tree, test);
  if (path?.at(-1) === 'TYPE_CHECKING') return true;
  if (tree.kind(test) !== Kind.Compare || tree.length(test, At.Compare.ops) !== 1) return undefined;
  if (pathOf(tree, tree.child(test, At.Compare.left))?.join('.') !== 'sys.version_info') return undefined;
  const right = tree.item(test, At.Compare.comparators, 0);
  if (tree.kind(right) !== Kind.Tuple) return undefined;
  const numbers = Array.from(tree.list(right, At.Tuple.elts), (n) => (tree.kind(n) === Kind.Constant && tree.int(n, At.Constant.constant) === ConstantKind.Integer ? Number(tree.source(n)) : NaN));
  const order = compare(version, numbers);
  switch (tree.item(test, At.Compare.ops, 0)) {
    case Comparison.GtE: return order >= 0;
    case Comparison.Gt: return order > 0;
    case Comparison.Lt: return order < 0;
    case Comparison.LtE: return order <= 0;
    default: return undefined;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a body yields, apart from the functions and classes within it. */
function yields(tree: PythonTree, body: Int32Array): boolean {
  const waiting = [...body];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const kind = tree.kind(node);
    if (kind === Kind.Yield || kind === Kind.YieldFrom) return true;
    if (kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.ClassDef || kind === Kind.Lambda) continue;
    tree.forEachChild(node, (child) => void waiting.push(child));
  }
  return false;
}
