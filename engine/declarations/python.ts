import type { DeclaredType, SymbolFact } from '../knowledge/knowledge.js';
import {
  unclearFact, unknownType, type Declarations, type Declared, type DeclaredClass, type DeclaredFunction, type DeclaredModule, type LibraryHost,
  type WrittenType,
} from './declared.js';
import { awaiting, mostSteps, together, union } from './declared-types.js';
import { readPythonDeclarations } from './python-reader.js';

/** What a name leads to: its home, where it was declared, and the class around it for a member. */
interface Found {
  readonly module: string;
  /** The path within the module; '' for the module itself. */
  readonly path: string;
  readonly declared: readonly Declared[];
  readonly owner: DeclaredClass | null;
}

/**
 * The declarations of Python's libraries. A module is looked for as type checkers do: the standard library in typeshed,
 * then `<package>-stubs`, then the package itself, of which a `.pyi` is read rather than the `.py` beside it.
 * Source: PEP 561 and the typing documentation, "Distributing type information"; typeshed's stdlib/VERSIONS.
 */
export class PythonDeclarations implements Declarations {
  private readonly modules = new Map<string, DeclaredModule | null>();
  private readonly entries = new Map<string, SymbolFact | string | undefined>();
  private readonly publicNames = new Map<string, string>();
  private readonly lines = new Map<string, readonly (Found | null)[]>();
  /** The searches through star imports that are under way: modules that import each other are searched once. */
  private readonly searching = new Map<DeclaredModule, Set<string>>();
  private versions: ReadonlyMap<string, boolean> | undefined;

  constructor(private readonly host: LibraryHost) {}

  hasModule(module: string): boolean {
    return this.module(module) !== null;
  }

  entry(symbol: string): SymbolFact | string | undefined {
    if (this.entries.has(symbol)) return this.entries.get(symbol);
    // A symbol that is asked for while it is being answered leads to itself: nothing is said of it then.
    this.entries.set(symbol, undefined);
    const entry = this.newEntry(symbol);
    this.entries.set(symbol, entry);
    return entry;
  }

  private newEntry(symbol: string): SymbolFact | string | undefined {
    const colon = symbol.lastIndexOf(':');
    const [module, path] = [symbol.slice(0, colon), symbol.slice(colon + 1)];
    if (path === '' || !/^[\w.]+$/.test(path)) return undefined;
    const found = this.find(module, path.split('.'), 0);
    if (found === undefined) return undefined;
    const name = this.publicName(found);
    return name !== symbol ? name : found.path === '' ? undefined : this.fact(found);
  }

  /** The module of a dotted name, or null. */
  private module(name: string): DeclaredModule | null {
    let module = this.modules.get(name);
    if (module === undefined) {
      module = /^[A-Za-z_][\w.]*$/.test(name) ? this.read(name) : null;
      this.modules.set(name, module);
    }
    return module;
  }

  private read(name: string): DeclaredModule | null {
    const path = name.replaceAll('.', '/');
    const standard = this.isStandard(name);
    const stub = (): DeclaredModule | null => this.readFirst(name, (file) => this.host.standardStub(file), [`${path}/__init__.pyi`, `${path}.pyi`]);
    if (standard === true) return stub();
    const [top, ...rest] = name.split('.');
    const text = (file: string): string | undefined => this.host.readText(file);
    for (const folder of this.host.sitePackages) {
      const ofStubs = [`${top}-stubs`, ...rest].join('/');
      const files = [`${ofStubs}/__init__.pyi`, `${ofStubs}.pyi`, `${path}/__init__.pyi`, `${path}.pyi`, `${path}/__init__.py`, `${path}.py`];
      const found = this.readFirst(name, text, (rest.length === 0 ? files.filter((file) => file !== `${ofStubs}.pyi`) : files).map((file) => `${folder}/${file}`));
      if (found !== null) return found;
    }
    // A module that newer versions no longer have may have been installed as a package instead.
    return standard === false ? stub() : null;
  }

  private readFirst(name: string, textOf: (file: string) => string | undefined, files: readonly string[]): DeclaredModule | null {
    for (const file of files) {
      const text = textOf(file);
      if (text === undefined || text.length > largest) continue;
      return readPythonDeclarations(text, { name, isPackage: /\/__init__\.pyi?$/.test(file), isStub: file.endsWith('.pyi') });
    }
    return null;
  }

  /** Whether a module is of the standard library: false where only of older versions, undefined where never. */
  private isStandard(name: string): boolean | undefined {
    this.versions ??= versionsOf(this.host.standardStub('VERSIONS') ?? '');
    for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const known = this.versions.get(at);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  /** Follows a path of names through a module; undefined where it ends nowhere. */
  private find(module: string, path: readonly string[], steps: number): Found | undefined {
    const names = this.module(module);
    const [first, ...rest] = path;
    if (first === undefined) return { module, path: '', declared: [], owner: null };
    if (steps > mostSteps) return undefined;
    const declared = names?.names.get(first);
    if (declared === undefined) return this.byStar(names, path, steps) ?? this.bySubmodule(module, path, steps);
    const [only] = declared;
    if (declared.length === 1 && only!.form === 'import') {
      // `from . import abc` within the package's own `__init__`.
      if (only!.module === module && only!.name === first) return this.bySubmodule(module, path, steps);
      const target = only!.name === null ? rest : [only!.name, ...rest];
      // Of a library that is not installed there may still be knowledge under this name.
      return this.find(only!.module, target, steps + 1) ?? (target.length === 0 ? undefined : { module: only!.module, path: target.join('.'), declared: [], owner: null });
    }
    return this.within({ module, path: first, declared, owner: null }, rest, steps);
  }

  private within(found: Found, rest: readonly string[], steps: number): Found | undefined {
    const only = found.declared.length === 1 ? found.declared[0]! : undefined;
    if (only?.form === 'alias' && only.of.form === 'name' && (only.of.arguments.length === 0 || rest.length > 0)) {
      const target = this.named([...only.of.path, ...rest], found, steps + 1);
      if (target !== undefined || rest.length > 0) return target;
    }
    const [key, ...deeper] = rest;
    if (key === undefined) return found;
    const members = only?.form === 'class' ? only.members.get(key) : undefined;
    return members === undefined ? undefined : this.within({ module: found.module, path: `${found.path}.${key}`, declared: members, owner: only as DeclaredClass }, deeper, steps);
  }

  private byStar(module: DeclaredModule | null, path: readonly string[], steps: number): Found | undefined {
    const name = path[0]!;
    const under = module === null ? undefined : this.searching.get(module) ?? new Set();
    if (module === null || under === undefined || under.has(name) || steps > mostSteps) return undefined;
    this.searching.set(module, under.add(name));
    let found: Found | undefined;
    for (const star of [...module.stars].reverse()) {
      const from = this.module(star);
      const declared = from?.names.get(name);
      const isOffered = from?.offers?.has(name) ?? !(name.startsWith('_') || declared?.every((d) => d.form === 'import' && d.hidden));
      if (from === null || !isOffered || found !== undefined) continue;
      found = declared === undefined ? this.byStar(from, path, steps + 1) : this.find(star, path, steps + 1);
    }
    under.delete(name);
    return found;
  }

  private bySubmodule(module: string, path: readonly string[], steps: number): Found | undefined {
    const inner = `${module}.${path[0]}`;
    return this.module(inner) === null ? undefined : this.find(inner, path.slice(1), steps + 1);
  }

  /** What a name means where it is written: in the class, the module, or Python's builtins. */
  private named(path: readonly string[], at: Found, steps: number): Found | undefined {
    const first = path[0]!;
    const own = at.owner?.members.get(first);
    const isItself = at.path === first || at.path.endsWith(`.${first}`);
    if (own !== undefined && at.path.includes('.') && !isItself) {
      return this.within({ module: at.module, path: `${at.path.slice(0, at.path.lastIndexOf('.'))}.${first}`, declared: own, owner: at.owner }, path.slice(1), steps);
    }
    const names = this.module(at.module);
    const isBound = names?.names.has(first) === true || this.byStar(names, path, steps + 1) !== undefined;
    return isBound ? this.find(at.module, path, steps + 1) : this.find('builtins', path, steps + 1);
  }

  /** The name by which people know it: that of the outermost package above its home that offers it. */
  private publicName({ module, path }: Found): string {
    const own = `${module}:${path}`;
    const [first, ...rest] = path.split('.');
    if (path === '' || first!.startsWith('_')) return own;
    const key = `${module}:${first}`;
    let name = this.publicNames.get(key);
    if (name === undefined) {
      const parts = module.split('.');
      // What is written in C stands in a module of the same name with a line before it: `_asyncio.Task`.
      const above = [...(parts[0]!.startsWith('_') ? [parts[0]!.slice(1)] : []), ...parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'))];
      const home = above.find((candidate) => {
        const found = this.module(candidate) === null ? undefined : this.find(candidate, [first!], 0);
        return found?.module === module && found.path === first;
      });
      name = `${home ?? module}:${first}`;
      this.publicNames.set(key, name);
    }
    return [name, ...rest].join('.');
  }

  private fact(found: Found): SymbolFact | undefined {
    if (found.declared.length === 0) return undefined;
    const owner = found.owner === null ? undefined : this.publicName({ ...found, path: found.path.slice(0, found.path.lastIndexOf('.')) });
    return together(found.declared.map((declared): SymbolFact => {
      switch (declared.form) {
        case 'function': return this.functionFact(declared, found);
        case 'variable': return this.attribute(this.type(declared.type, found, {}, 0));
        case 'class': return this.classFact(declared, found);
        default: return unclearFact;
      }
    }), (type) => awaiting(type, (symbol) => this.classAwaits(symbol ?? owner ?? '')));
  }

  private functionFact(declared: DeclaredFunction, found: Found): SymbolFact {
    const decorators = declared.decorators.map((path) => (path === null ? undefined : this.decorator(path, found)));
    if (decorators.includes(undefined)) return unclearFact;
    let type = this.result(declared, found);
    if (type === undefined) return decorators.includes('property') ? this.attribute(unknownType) : unclearFact;
    if (decorators.includes('manager')) {
      const yielded = type.form === 'name' ? type.arguments[0] ?? unknownType : unknownType;
      type = { form: 'name', symbol: 'contextlib:AbstractContextManager', arguments: [yielded] };
    }
    return decorators.includes('property') ? this.attribute(type) : { declared: type };
  }

  /** What a call yields, or undefined where the declaration does not say. */
  private result({ async, generator, returns, typeParameters }: DeclaredFunction, found: Found): DeclaredType | undefined {
    const declared = returns === null ? undefined : this.type(returns, found, { typeParameters }, 0);
    if (generator) return { form: 'name', symbol: async ? 'typing:AsyncGenerator' : 'typing:Generator', arguments: declared?.form === 'name' ? declared.arguments.slice(0, 1) : [] };
    return async ? { form: 'name', symbol: 'typing:Coroutine', arguments: [unknownType, unknownType, declared ?? unknownType] } : declared;
  }

  /** What a decorator makes of a function; undefined where that is not known. */
  private decorator(path: readonly string[], found: Found): 'same' | 'property' | 'manager' | undefined {
    const target = this.named(path, found, 0);
    return target === undefined ? undefined : decorators.get(`${target.module}:${target.path}`) ?? decorators.get(this.publicName(target));
  }

  private attribute(type: DeclaredType): SymbolFact {
    const isInstance = type.form === 'name' && type.arguments.length === 0 && !type.symbol.startsWith('typing:') && !type.symbol.startsWith('builtins:');
    return { property: true, ...(isInstance ? { is: type.symbol } : {}), declared: type };
  }

  private classFact(declared: DeclaredClass, found: Found): SymbolFact {
    const symbol = this.publicName(found);
    const bases = declared.bases.flatMap((base) => this.base(base, found) ?? []);
    const awaits = this.classAwaits(symbol);
    return {
      class: true, ...(bases.length === 0 ? {} : { bases }), declared: unknownType,
      ...(awaits === 'unknown' ? { opaque: true } : awaits === 'no' ? {} : { awaitable: awaits }),
    };
  }

  /** The symbol of a superclass, '' for one that can't be known; undefined for what only says that the class is generic. */
  private base(base: WrittenType, found: Found): string | undefined {
    const target = base.form === 'name' ? this.named(base.path, { ...found, path: '' }, 0) : undefined;
    if (target === undefined) return '';
    const symbol = this.publicName(target);
    if (generic.has(symbol) || generic.has(`${target.module}:${target.path}`)) return undefined;
    return target.declared.length === 1 && target.declared[0]!.form === 'class' ? symbol : target.declared.length === 0 ? symbol : '';
  }

  /** How instances of a class can be awaited, by its own methods or inherited ones; `unknown` where a superclass is not known. */
  private classAwaits(symbol: string): 'no' | 'unknown' | 'future' | 'context' {
    let entered = false;
    for (const found of this.line(symbol)) {
      if (found === null) return 'unknown';
      const [declared] = found.declared;
      if (declared?.form !== 'class') return 'unknown';
      entered ||= declared.members.has('__aenter__');
      // Whether it runs before it is awaited can't be told, so that dropping it is nobody's mistake.
      if (declared.members.has('__await__')) return entered ? 'context' : 'future';
    }
    return 'no';
  }

  /** A class and all that it inherits from, in the order of look-up; null stands for a superclass that is not known. */
  private line(symbol: string): readonly (Found | null)[] {
    const known = this.lines.get(symbol);
    if (known !== undefined) return known;
    this.lines.set(symbol, []);
    const colon = symbol.lastIndexOf(':');
    const found = this.find(symbol.slice(0, colon), symbol.slice(colon + 1).split('.'), 0);
    const [declared] = found?.declared ?? [];
    const line = new Map<string, Found | null>();
    if (found === undefined || declared?.form !== 'class') line.set('', null);
    else {
      line.set(symbol, found);
      for (const base of declared.bases) {
        const name = this.base(base, found);
        for (const next of name === undefined ? [] : name === '' ? [null] : this.line(name)) {
          const key = next === null ? '' : `${next.module}:${next.path}`;
          line.delete(key);
          line.set(key, next);
        }
      }
    }
    const result = [...line.values()];
    this.lines.set(symbol, result);
    return result;
  }

  /** A written type with its names followed. */
  private type(type: WrittenType, found: Found, { typeParameters }: { readonly typeParameters?: readonly string[] }, steps: number): DeclaredType {
    const inner = (of: WrittenType): DeclaredType => this.type(of, found, { ...(typeParameters === undefined ? {} : { typeParameters }) }, steps + 1);
    if (steps > mostSteps) return unknownType;
    switch (type.form) {
      case 'none': return { form: 'none' };
      case 'literal': return { form: 'plain' };
      case 'union': return union(type.of.map(inner));
      case 'name': break;
      default: return unknownType;
    }
    const isParameter = type.path.length === 1 && (typeParameters?.includes(type.path[0]!) || found.owner?.typeParameters.includes(type.path[0]!));
    const target = isParameter ? undefined : this.named(type.path, found, steps + 1);
    if (target === undefined || target.path === '') return unknownType;
    const only = target.declared.length === 1 ? target.declared[0]! : undefined;
    if (only?.form === 'alias') return this.type(only.of, target, {}, steps + 1);
    const symbol = this.publicName(target);
    if (selfTypes.has(symbol)) return { form: 'self' };
    // In the module of typing itself the special forms are variables of no telling type; its one type variable is `AnyStr`.
    const isSpecial = target.module === 'typing' && only !== undefined && !/^(_.*|AnyStr)$/.test(target.path);
    const isClass = target.declared.length > 0 && target.declared.every(({ form }) => form === 'class');
    return isSpecial || isClass || target.declared.length === 0 ? { form: 'name', symbol, arguments: type.arguments.map(inner) } : unknownType;
  }
}

/** Larger files are not read, in UTF-16 units: they are data in the form of code. */
const largest = 2_000_000;

/** Bases that make a class generic or a protocol, and no more. */
const generic = new Set(['typing:Generic', 'typing:Protocol', 'typing_extensions:Protocol', 'typing:NamedTuple', 'typing:TypedDict', 'builtins:object']);
const selfTypes = new Set(['typing:Self', 'typing_extensions:Self']);

/** Decorators that leave alone what a call yields, those that make a property, and those that make a context manager. */
const decorators: ReadonlyMap<string, 'same' | 'property' | 'manager'> = new Map([
  ...[
    'builtins:staticmethod', 'builtins:classmethod', 'abc:abstractmethod', 'typing:overload', 'typing:final', 'typing_extensions:override', 'typing:override',
    'typing:type_check_only', 'typing:no_type_check', 'typing_extensions:deprecated', 'warnings:deprecated', 'functools:wraps', 'functools:lru_cache',
    'functools:cache', 'typing_extensions:final', 'typing_extensions:overload', 'typing_extensions:type_check_only',
  ].map((symbol) => [symbol, 'same'] as const),
  ...['builtins:property', 'functools:cached_property', 'types:DynamicClassAttribute', 'abc:abstractproperty', 'enum:property'].map((symbol) => [symbol, 'property'] as const),
  ...['contextlib:contextmanager', 'contextlib:asynccontextmanager'].map((symbol) => [symbol, 'manager'] as const),
]);

/** The modules of typeshed's VERSIONS, and whether the newest version of Python has them. */
function versionsOf(text: string): ReadonlyMap<string, boolean> {
  const versions = new Map<string, boolean>();
  for (const [, module, last] of text.matchAll(/^([\w.]+):\s*\d+\.\d+-(\d+\.\d+)?/gm)) versions.set(module!, last === undefined);
  return versions;
}
