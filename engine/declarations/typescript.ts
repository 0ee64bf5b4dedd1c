import type { DeclaredType, SymbolFact } from '../knowledge/knowledge.js';
import type { TypeScriptText, TypeScriptTree } from '../syntax/typescript/adapter.js';
import { unclearFact, unknownType, type Declarations, type Declared, type DeclaredClass, type DeclaredModule, type LibraryHost, type WrittenType } from './declared.js';
import { awaiting, isSettled, mostSteps, together, union } from './declared-types.js';
import { folderOf, joinPath } from '../paths.js';
import { Packages } from './packages.js';
import { merged, readTypeScriptDeclarations, wholeModule, type DeclarationFile } from './typescript-reader.js';

/** A module by the file that it stands in, and by its name where that file declares modules by name. */
interface Home {
  readonly file: string;
  readonly ambient: string | null;
}

/** What a name leads to. */
interface Found {
  readonly home: Home;
  /** The path within the module; '' for the module itself. */
  readonly path: string;
  readonly declared: readonly Declared[];
  /** The namespaces around, innermost first, and the module last. */
  readonly scopes: readonly DeclaredModule[];
  readonly owner: DeclaredClass | null;
}

/** Parses texts, each to a tree. */
type Parse = (texts: readonly TypeScriptText[]) => Iterable<TypeScriptTree>;

/**
 * The declarations of npm's packages: the `.d.ts` files that TypeScript itself would read for an import, found by
 * package.json's `exports`, `types` and `typings`, else in `@types`. Names are followed, types are not checked.
 * Source: the TypeScript handbook on modules, "Reference" (5.9).
 */
export class TypeScriptDeclarations implements Declarations {
  private readonly files = new Map<string, DeclarationFile | null>();
  private readonly entries = new Map<string, SymbolFact | string | undefined>();
  private readonly publicNames = new Map<string, string>();
  private readonly lines = new Map<string, readonly (Found | null)[]>();
  private readonly packages: Packages;
  /** The searches through re-exports that are under way: modules that re-export each other are searched once. */
  private readonly searching = new Set<string>();

  /** @param folders the folders of the project that may have packages of their own, the project's first. */
  constructor(private readonly host: LibraryHost, private readonly parse: Parse, folders: () => readonly string[]) {
    this.packages = new Packages((path) => host.readText(path), folders);
  }

  hasModule(module: string): boolean {
    return this.moduleNamed(module) !== undefined;
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
    const path = symbol.slice(colon + 1);
    const found = path === '' ? undefined : this.findSymbol(symbol.slice(0, colon), path.split('.'));
    if (found === undefined) return undefined;
    const name = this.publicName(found);
    return name !== symbol ? name : found.path === '' ? undefined : this.fact(found);
  }

  private findSymbol(module: string, path: readonly string[]): Found | undefined {
    const home = this.moduleNamed(module);
    if (home === undefined) return undefined;
    return this.find(home, path, 0) ?? (home.ambient === null ? undefined : this.find({ file: home.file, ambient: null }, path, 0));
  }

  /** The module of a name as the project writes it, or as `publicName` gave it for a file within a package. */
  private moduleNamed(name: string): Home | undefined {
    if (name === '' || name.includes(':') && !name.startsWith('node:')) return undefined;
    const isGlobal = name.endsWith(globalPart);
    const file = this.packages.fileOf(isGlobal ? name.slice(0, -globalPart.length) : name);
    return file === undefined ? undefined : isGlobal ? { file, ambient: 'global' } : this.homeIn(file, name);
  }

  /** A module in a file: the one of this name, where the file declares modules by name, else the file itself. */
  private homeIn(file: string, name: string): Home | undefined {
    const read = this.file(file);
    if (read === null) return undefined;
    const plain = name.replace(/^node:/, '');
    const isFull = (key: string): boolean => read.ambient.has(key) && read.ambient.get(key)!.names.size > 0;
    return { file, ambient: [name, plain, `node:${plain}`].find(isFull) ?? null };
  }

  private file(path: string): DeclarationFile | null {
    this.readAll([path]);
    return this.files.get(path) ?? null;
  }

  /** Reads files together, which costs much less than one by one. */
  private readAll(paths: readonly string[]): void {
    const texts: TypeScriptText[] = [];
    for (const path of new Set(paths)) {
      if (this.files.has(path)) continue;
      this.files.set(path, null);
      const text = this.host.readText(path);
      if (text !== undefined && text.length <= largest) texts.push({ path, text });
    }
    if (texts.length === 0) return;
    for (const { path, text, tree } of this.parse(texts)) if (tree !== null) this.files.set(path, readTypeScriptDeclarations(text, tree));
    for (const { path } of texts) this.files.set(path, this.withReferences(path));
  }

  /** A file with those that it says belong to it. */
  private withReferences(path: string): DeclarationFile | null {
    const file = this.files.get(path) ?? null;
    const parts = (file?.references ?? []).map((reference) => joinPath(folderOf(path), reference));
    this.readAll(parts);
    return parts.reduce<DeclarationFile | null>((whole, part) => {
      const other = this.files.get(part);
      if (whole === null || other == null || part === path) return whole;
      const ambient = new Map(whole.ambient);
      for (const [name, module] of other.ambient) ambient.set(name, ambient.has(name) ? merged(ambient.get(name)!, module) : module);
      return { ...whole, own: merged(whole.own, other.own), ambient };
    }, file);
  }

  private module(home: Home): DeclaredModule | undefined {
    const file = this.file(home.file);
    return (home.ambient === null ? file?.own : file?.ambient.get(home.ambient)) ?? undefined;
  }

  /** What a specifier means in a module of a library. */
  private specified(from: Home, specifier: string): Home | undefined {
    // A module that is declared by name beside this one.
    if (this.file(from.file)?.ambient.has(specifier) === true) return { file: from.file, ambient: specifier };
    const file = this.packages.resolve(from.file, specifier);
    return file === undefined ? undefined : this.homeIn(file, specifier);
  }

  /** Follows a path of names from a module's own; undefined where it ends nowhere. */
  private find(home: Home, path: readonly string[], steps: number): Found | undefined {
    const module = this.module(home);
    const [first, ...rest] = path;
    if (module === undefined || steps > mostSteps) return undefined;
    if (first === undefined) return { home, path: '', declared: [], scopes: [module], owner: null };
    const declared = module.names.get(first);
    if (declared !== undefined) return this.follow({ home, path: first, declared, scopes: [module], owner: null }, rest, steps);
    return this.byStar(home, module, path, steps) ?? this.ofWhole(home, module, path, steps);
  }

  private byStar(home: Home, module: DeclaredModule, path: readonly string[], steps: number): Found | undefined {
    const key = `${home.file} ${home.ambient} ${path[0]}`;
    if (path[0] === 'default' || module.stars.length === 0 || this.searching.has(key)) return undefined;
    this.searching.add(key);
    const targets = module.stars.flatMap((star) => this.specified(home, star) ?? []);
    this.readAll(targets.map(({ file }) => file));
    let found: Found | undefined;
    for (const target of targets) found ??= this.find(target, path, steps + 1);
    this.searching.delete(key);
    return found;
  }

  /** `export = x`: x is the default export, and its members are the module's. */
  private ofWhole(home: Home, module: DeclaredModule, path: readonly string[], steps: number): Found | undefined {
    const whole = module.names.get(wholeModule);
    if (whole === undefined || path[0] === wholeModule) return undefined;
    return this.follow({ home, path: wholeModule, declared: whole, scopes: [module], owner: null }, path[0] === 'default' ? path.slice(1) : path, steps + 1);
  }

  private follow(found: Found, rest: readonly string[], steps: number): Found | undefined {
    if (steps > mostSteps) return undefined;
    const [only] = found.declared;
    if (found.declared.length === 1 && only!.form === 'import') {
      const target = this.specified(found.home, only!.module);
      return target === undefined ? undefined : this.find(target, only!.name === null ? rest : [only!.name, ...rest], steps + 1);
    }
    if (found.declared.length === 1 && only!.form === 'alias' && only!.of.form === 'name' && (only!.typeParameters?.length ?? 0) === 0) {
      const target = this.named(only!.of.path, found, steps + 1);
      // It has been followed to its end.
      if (target !== undefined) return rest.length === 0 ? target : this.member(target, rest[0]!, rest.slice(1), steps + 1);
    }
    const [key, ...deeper] = rest;
    return key === undefined ? found : this.member(found, key, deeper, steps);
  }

  private member(found: Found, key: string, deeper: readonly string[], steps: number): Found | undefined {
    const path = `${found.path}.${key}`;
    for (const declared of found.declared) {
      if (declared.form === 'namespace' && declared.module.names.has(key)) {
        return this.follow({ ...found, path, declared: declared.module.names.get(key)!, scopes: [declared.module, ...found.scopes], owner: null }, deeper, steps + 1);
      }
    }
    // Interfaces of one name are one.
    const owners = found.declared.filter((declared) => declared.form === 'class' && declared.members.has(key)) as readonly DeclaredClass[];
    const declared = owners.flatMap((owner) => owner.members.get(key)!);
    if (declared.length > 0) return deeper.length > 0 ? undefined : { ...found, path, declared, owner: owners[0]! };
    const variable = found.declared.length === 1 && found.declared[0]!.form === 'variable' ? this.type(found.declared[0]!.type, found, [], steps + 1) : undefined;
    if (variable?.form !== 'name') return undefined;
    const line = this.line(variable.symbol);
    for (const of of line) {
      if (of === null) return undefined;
      const own = this.member(of, key, deeper, steps + 1);
      if (own !== undefined) return own;
    }
    return undefined;
  }

  /**
   * What a name means where it is written: in the namespaces around it, then in the module.
   * @param asType a variable or function of the name is none of the type.
   */
  private named(path: readonly string[], at: Found, steps: number, asType = false): Found | undefined {
    for (const [i, scope] of at.scopes.entries()) {
      const declared = scope.names.get(path[0]!);
      if (declared === undefined || (asType && !declared.some(isType))) continue;
      const around = at.path.split('.').slice(0, at.scopes.length - 1 - i);
      return this.follow({ home: at.home, path: [...around, path[0]!].join('.'), declared, scopes: at.scopes.slice(i), owner: null }, path.slice(1), steps);
    }
    // A module that is declared by name stands among the other names of its file.
    const home: Home = { file: at.home.file, ambient: null };
    const outer: readonly Home[] = [...(at.home.ambient === null ? [] : [home]), ...(at.home.ambient === 'global' ? [] : [{ ...home, ambient: 'global' }])];
    for (const next of outer) {
      const module = this.module(next);
      const declared = module?.names.get(path[0]!);
      if (declared !== undefined && (!asType || declared.some(isType))) return this.follow({ home: next, path: path[0]!, declared, scopes: [module!], owner: null }, path.slice(1), steps);
    }
    return undefined;
  }

  /** The name by which people know it: that of the package, where that offers it. */
  private publicName({ home, path }: Found): string {
    const own = home.ambient === null ? this.packages.nameOf(home.file)
      : home.ambient === 'global' ? this.packages.nameOf(home.file) + globalPart : nodeName(home);
    const [first, ...rest] = path.split('.');
    const key = `${own}:${first}`;
    let name = this.publicNames.get(key);
    if (name === undefined) {
      const top = home.ambient === null ? this.packages.packageOf(home.file) : own;
      const candidates = path === '' ? [] : first === wholeModule ? [[top, 'default'], [own, 'default']] as const : [[top, first!], [top, 'default']] as const;
      const offered = candidates.find(([module, candidate]) => {
        const found = this.offers(module, candidate) ? this.findSymbol(module, [candidate]) : undefined;
        return found !== undefined && found.home.file === home.file && found.home.ambient === home.ambient && found.path === first;
      });
      name = offered === undefined ? key : offered.join(':');
      this.publicNames.set(key, name);
    }
    return [name, ...rest].join('.');
  }

  /** Whether others can import a name of a module, as far as it binds that itself. */
  private offers(module: string, name: string): boolean {
    const home = this.moduleNamed(module);
    const of = home === undefined ? undefined : this.module(home);
    return of !== undefined && (of.offers === null || of.offers.has(name) || !of.names.has(name) || name === 'default');
  }

  private fact(found: Found): SymbolFact {
    const dot = found.path.lastIndexOf('.');
    const owner = found.owner === null ? '' : this.publicName({ ...found, path: found.path.slice(0, dot), owner: null });
    const parts = found.declared.filter(({ form }) => form !== 'namespace');
    const classes = parts.filter(({ form }) => form === 'class') as readonly DeclaredClass[];
    // A class or interface says what the name's instances are, whatever else stands under it.
    if (classes.length > 0) return this.classFact(classes, found);
    return together(parts.map((declared): SymbolFact => {
      switch (declared.form) {
        case 'function': return declared.returns === null ? unclearFact : { declared: this.type(declared.returns, found, declared.typeParameters, 0) };
        case 'variable': return attribute(this.type(declared.type, found, [], 0));
        default: return unclearFact;
      }
    }), (type) => awaiting(type, (symbol) => this.classAwaits(symbol ?? owner)));
  }

  private classFact(classes: readonly DeclaredClass[], found: Found): SymbolFact {
    const bases = classes.flatMap(({ bases: list }) => list.map((base) => this.base(base, found)));
    const awaits = this.classAwaits(this.publicName(found));
    return {
      class: true, ...(bases.length === 0 ? {} : { bases }), declared: unknownType,
      ...(awaits === 'unknown' ? { opaque: true } : awaits === 'no' ? {} : { awaitable: awaits }),
    };
  }

  /** The symbol of a superclass, or '' for one that can't be known. */
  private base(base: WrittenType, found: Found): string {
    const type = this.type(base, { ...found, owner: null }, [], 0);
    return type.form === 'name' ? type.symbol : '';
  }

  /** Whether instances can be awaited: a thenable may be a builder that is executed by hand, so dropping one is nobody's mistake. */
  private classAwaits(symbol: string): 'no' | 'unknown' | 'future' {
    let undecided = false;
    for (const found of this.line(symbol)) {
      if (found === null) {
        undecided = true;
        continue;
      }
      const classes = found.declared.filter(({ form }) => form === 'class') as readonly DeclaredClass[];
      if (classes.some(({ members }) => members.has('then'))) return 'future';
      if (classes.some(({ bases }) => bases.some((base) => /^globalThis:Promise(Like)?$/.test(this.base(base, found))))) return 'future';
    }
    return undecided ? 'unknown' : 'no';
  }

  /** A class and all that it inherits from, in the order of look-up; null stands for a superclass that is not known. */
  private line(symbol: string): readonly (Found | null)[] {
    const known = this.lines.get(symbol);
    if (known !== undefined) return known;
    this.lines.set(symbol, []);
    const colon = symbol.lastIndexOf(':');
    const found = this.findSymbol(symbol.slice(0, colon), symbol.slice(colon + 1).split('.'));
    const classes = (found?.declared ?? []).filter(({ form }) => form === 'class') as readonly DeclaredClass[];
    const line = new Map<string, Found | null>();
    if (found === undefined || classes.length === 0) line.set('', null);
    else {
      line.set(symbol, found);
      for (const base of classes.flatMap(({ bases }) => bases)) {
        const name = this.base(base, found);
        // What JavaScript itself has is no class of a library; whether it can be awaited is known of some.
        const inherited = name === '' ? [null] : isSettled(name) ? [] : this.line(name);
        for (const next of inherited) {
          const key = next === null ? '' : `${next.home.file} ${next.home.ambient} ${next.path}`;
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
  private type(type: WrittenType, found: Found, parameters: readonly string[], steps: number): DeclaredType {
    const inner = (of: WrittenType): DeclaredType => this.type(of, found, parameters, steps + 1);
    if (steps > mostSteps) return unknownType;
    switch (type.form) {
      case 'none': return { form: 'none' };
      case 'literal': return { form: 'plain' };
      case 'union': return union(type.of.map(inner));
      case 'all': return intersection(type.of.map(inner), (of) => awaiting(of, (symbol) => (symbol === undefined ? 'unknown' : this.classAwaits(symbol))));
      case 'typeof': {
        const target = this.named(type.path, found, steps + 1);
        const only = target?.declared.length === 1 ? target.declared[0]! : undefined;
        return only?.form === 'variable' ? this.type(only.type, target!, [], steps + 1) : unknownType;
      }
      case 'import': {
        const home = this.specified(found.home, type.module);
        const target = home === undefined ? undefined : this.find(home, type.path, steps + 1);
        return target === undefined ? unknownType : this.meant(target, type.arguments.map(inner), steps);
      }
      case 'name': return this.name(type, found, parameters, steps);
      default: return unknownType;
    }
  }

  private name(type: WrittenType & { form: 'name' }, found: Found, parameters: readonly string[], steps: number): DeclaredType {
    const [root] = type.path;
    const args = type.arguments.map((argument) => this.type(argument, found, parameters, steps + 1));
    if (type.path.length === 1) {
      if (root === 'this') return { form: 'self' };
      if (primitives.has(root!)) return { form: 'plain' };
      if (parameters.includes(root!) || found.owner?.typeParameters.includes(root!)) return unknownType;
    }
    const ownParameters = found.declared.flatMap((declared) => (declared.form === 'class' || declared.form === 'alias' ? declared.typeParameters ?? [] : []));
    if (ownParameters.includes(root!)) return unknownType;
    const target = this.named(type.path, found, steps + 1, true);
    if (target !== undefined) return this.meant(target, args, steps);
    const isBound = found.scopes.some(({ names }) => names.get(root!)?.some(isType) === true);
    return isBound || type.path.length > 1 ? unknownType : { form: 'name', symbol: `globalThis:${root}`, arguments: args };
  }

  /** The type that a name stands for. */
  private meant(target: Found, args: readonly DeclaredType[], steps: number): DeclaredType {
    const alias = target.declared.find(({ form }) => form === 'alias') as (Declared & { form: 'alias' }) | undefined;
    if (alias !== undefined) return this.type(alias.of, target, alias.typeParameters ?? [], steps + 1);
    return target.declared.some(({ form }) => form === 'class') ? { form: 'name', symbol: this.publicName(target), arguments: args } : unknownType;
  }
}

/** What stands behind the name of a module for what its file declares as global. */
const globalPart = '#global';

/** Larger files are not read, in UTF-16 units. */
const largest = 4_000_000;
const primitives = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'never']);

/** Whether a declaration binds its name for types. */
function isType({ form }: Declared): boolean {
  return form !== 'variable' && form !== 'function';
}

function attribute(type: DeclaredType): SymbolFact {
  const isInstance = type.form === 'name' && !type.symbol.startsWith('globalThis:');
  return { property: true, ...(isInstance ? { is: type.symbol } : {}), declared: type };
}

/** Modules of Node are known by their names with `node:`. */
function nodeName({ file, ambient }: Home): string {
  return /\/@types\/node\//.test(file) && !ambient!.startsWith('node:') ? `node:${ambient}` : ambient!;
}

/** A value of several types at once is a promise where one of them is, and has the members of the first. */
function intersection(of: readonly DeclaredType[], awaits: (type: DeclaredType) => Partial<SymbolFact>): DeclaredType {
  const promise = of.find((type) => awaits(type).awaitable === 'promise');
  if (promise !== undefined) return promise;
  const isCertain = of.every((type) => awaits(type).opaque === undefined && awaits(type).awaitable === undefined);
  return isCertain ? of.find(({ form }) => form === 'name') ?? unknownType : unknownType;
}
