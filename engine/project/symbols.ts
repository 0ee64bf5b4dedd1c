import type { Library, SymbolFact } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';

/** What installed libraries declare of themselves, in the form of knowledge. */
export interface Declarations {
  hasModule(module: string): boolean;
  entry(symbol: string): SymbolFact | string | undefined;
}

/** What is known of a module. */
interface Module {
  readonly symbols: ReadonlyMap<string, SymbolFact | string>;
  /** Whether some symbols have `*` in their path. */
  readonly isWild: boolean;
}

/**
 * The symbols of everything outside the project, as knowledge describes them, and where it is silent, as the libraries'
 * own declarations do. A symbol is written `module:path`; a module itself has the empty path. Aliases and `is` are
 * followed here, so that all others see one name per thing.
 */
export class Symbols {
  /** The libraries that know a module, in order; its symbols are brought together when they are first asked for. */
  private readonly libraries = new Map<string, Library[]>();
  private readonly modules = new Map<string, Module>();
  /** What was once looked up, null where nothing was found. */
  private readonly entries = { python: new Map<string, SymbolFact | string | null>(), typescript: new Map<string, SymbolFact | string | null>() };
  private readonly members = { python: new Map<string, Map<string, string>>(), typescript: new Map<string, Map<string, string>>() };
  private readonly optionsOf = new Map<string, readonly string[]>();
  private readonly lines = new Map<string, readonly string[]>();

  /**
   * @param libraries Later ones win, so that a user's own knowledge comes last. Where two version ranges of one package
   * that nothing rules out differ in a symbol, the range without an upper bound holds: what people install today.
   * @param declarations They do not change within a session.
   */
  constructor(libraries: readonly Library[], private readonly declarations: Partial<Readonly<Record<Language, Declarations>>> = {}) {
    for (const library of libraries) {
      for (const module in library.modules) {
        const key = moduleKey(library.language, module);
        const known = this.libraries.get(key);
        if (known === undefined) this.libraries.set(key, [library]);
        else known.push(library);
      }
    }
  }

  private module(language: Language, name: string): Module | undefined {
    const key = moduleKey(language, name);
    const known = this.modules.get(key);
    if (known !== undefined) return known;
    const libraries = this.libraries.get(key);
    if (libraries === undefined) return undefined;
    const module = together(name, libraries);
    this.modules.set(key, module);
    return module;
  }

  private entry(language: Language, symbol: string): SymbolFact | string | undefined {
    const known = this.entries[language];
    let entry = known.get(symbol);
    if (entry === undefined) known.set(symbol, (entry = this.written(language, symbol) ?? this.declarations[language]?.entry(symbol) ?? null));
    return entry ?? undefined;
  }

  /** What was written by hand of a symbol. */
  private written(language: Language, symbol: string): SymbolFact | string | undefined {
    const { module, path } = split(symbol);
    const known = this.module(language, module);
    const found = known?.symbols.get(path);
    if (found !== undefined || known?.isWild !== true) return found;
    const parts = path.split('.');
    for (let i = parts.length - 1; i > 0; i--) {
      const pattern = [...parts.slice(0, i), '*', ...parts.slice(i + 1)].join('.');
      const wild = known.symbols.get(pattern);
      if (wild !== undefined) return wild;
    }
    return undefined;
  }

  hasModule(language: Language, module: string): boolean {
    return this.libraries.has(moduleKey(language, module)) || this.declarations[language]?.hasModule(module) === true;
  }

  /** What is known of a symbol, or null. */
  fact(language: Language, symbol: string): SymbolFact | null {
    const entry = this.entry(language, symbol);
    return entry === undefined || typeof entry === 'string' ? null : entry;
  }

  /** Follows aliases, and attributes that are modules, to the symbol that is really meant. */
  canonical(language: Language, symbol: string): string {
    for (let i = 0; i < 8; i++) {
      const entry = this.entry(language, symbol);
      const isModule = typeof entry === 'object' && entry.is !== undefined && this.hasModule(language, entry.is);
      const next = typeof entry === 'string' ? entry : isModule ? `${entry.is!}:` : undefined;
      if (next === undefined || next === symbol) return symbol;
      symbol = next;
    }
    return symbol;
  }

  /** The symbol that the attribute `key` of a symbol names: a module's member or submodule, a class's member by inheritance. */
  member(language: Language, symbol: string, key: string): string {
    let members = this.members[language].get(symbol);
    if (members === undefined) this.members[language].set(symbol, (members = new Map()));
    let member = members.get(key);
    if (member === undefined) members.set(key, (member = this.memberNow(language, symbol, key)));
    return member;
  }

  private memberNow(language: Language, symbol: string, key: string): string {
    const { module, path } = split(symbol);
    if (path !== '') return this.canonical(language, this.inherited(language, symbol, key) ?? `${symbol}.${key}`);
    const members = this.module(language, module)?.symbols;
    if (this.entry(language, `${module}:${key}`) !== undefined) return this.canonical(language, `${module}:${key}`);
    if (language === 'python') {
      const submodule = `${module}.${key}`;
      return this.hasModule(language, submodule) ? `${submodule}:` : `${module}:${key}`;
    }
    if (members?.has(`default.${key}`)) return this.canonical(language, `${module}:default.${key}`);
    return key === 'default' ? this.defaultOf(language, module) : `${module}:${key}`;
  }

  /** What `import x from 'module'` brings: the default export, or the module itself where it has none. */
  private defaultOf(language: Language, module: string): string {
    const members = this.module(language, module)?.symbols;
    return members === undefined || members.has('default') ? this.canonical(language, `${module}:default`) : `${module}:`;
  }

  private inherited(language: Language, symbol: string, key: string): string | undefined {
    const line = this.line(language, symbol);
    const at = line.findIndex((name) => name === '' || this.entry(language, `${name}.${key}`) !== undefined);
    if (at < 0 || line[at] === '') return undefined;
    // What classes written by hand have of each other comes before what is only declared of them.
    for (let i = at; i < line.length && this.written(language, line[i]!) !== undefined; i++) {
      if (this.written(language, `${line[i]!}.${key}`) !== undefined) return `${line[i]!}.${key}`;
    }
    return `${line[at]!}.${key}`;
  }

  /** Whether a class is another one or inherits from it. */
  isA(language: Language, symbol: string, base: string): boolean {
    return this.line(language, symbol).includes(base);
  }

  /**
   * A class and all that it inherits from, in the order of look-up; '' stands for superclasses that are not known, behind
   * which nothing can be looked up: they may override it.
   */
  private line(language: Language, symbol: string): readonly string[] {
    const key = `${language} ${symbol}`;
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    // A class that inherits from itself, which can't be, has nothing more there.
    this.lines.set(key, [symbol]);
    const line = new Set([symbol]);
    for (const base of this.basesOf(language, symbol)) {
      for (const name of base === '' ? [''] : this.line(language, this.canonical(language, base))) {
        // What several superclasses have in common stands behind the last of them.
        if (name !== symbol) line.delete(name);
        line.add(name);
      }
    }
    const result = [...line];
    this.lines.set(key, result);
    return result;
  }

  /** The superclasses that knowledge tells of a class, else those that are declared. */
  private basesOf(language: Language, symbol: string): readonly string[] {
    const written = this.written(language, symbol);
    const declared = this.declarations[language]?.entry(symbol);
    return (typeof written === 'object' ? written.bases : undefined) ?? (typeof declared === 'object' ? declared.bases : undefined) ?? [];
  }

  /** The names of the construction's arguments that set options for all calls of an instance (`timeout`). */
  clientOptions(language: Language, symbol: string): readonly string[] {
    const cached = this.optionsOf.get(`${language} ${symbol}`);
    if (cached !== undefined) return cached;
    const names = new Set<string>();
    for (const each of this.line(language, symbol)) {
      const { module, path } = split(each);
      for (const [member, fact] of this.module(language, module)?.symbols ?? []) {
        if (typeof fact === 'string' || !member.startsWith(`${path}.`)) continue;
        for (const option of fact.timeout?.onClient ?? []) for (const name of [option.name, ...(option.keys ?? [])]) if (name) names.add(name);
      }
    }
    const result = [...names].sort();
    this.optionsOf.set(`${language} ${symbol}`, result);
    return result;
  }
}

/** What libraries, of which later ones win, know of the module that is called so in each of them. */
function together(name: string, libraries: readonly Library[]): Module {
  const symbols = new Map<string, SymbolFact | string>();
  const sources = new Map<string, Library>();
  let isWild = false;
  for (const library of libraries) {
    for (const [path, fact] of Object.entries(library.modules[name]!)) {
      const before = sources.get(path);
      const isOlder = before !== undefined && before.package === library.package && hasUpperBound(library.versions) && !hasUpperBound(before.versions);
      if (isOlder) continue;
      symbols.set(path, fact);
      sources.set(path, library);
      isWild ||= path.includes('*');
    }
  }
  return { symbols, isWild };
}

/** `<5`, `>=4 <5`, `4.x`, `^4`: a range that ends. */
function hasUpperBound(versions: string): boolean {
  return versions !== '*' && !/^>=?\s*[\d.]+$/.test(versions.trim());
}

/** Divides `module:path`; `node:fs:readFile` belongs to module `node:fs`. */
export function split(symbol: string): { module: string; path: string } {
  const colon = symbol.lastIndexOf(':');
  return { module: symbol.slice(0, colon), path: symbol.slice(colon + 1) };
}

/** A symbol as a reader knows it: `time.sleep`, `fetch`, `fs.readFileSync`. */
export function readable(symbol: string): string {
  const { module, path } = split(symbol);
  const plain = module.replace(/^node:/, '');
  if (plain === 'globalThis' || plain === 'builtins') return path;
  const member = path.replace(/^default\.?/, '');
  return member === '' ? plain : `${plain}.${member}`;
}

function moduleKey(language: Language, module: string): string {
  return `${language} ${module}`;
}
