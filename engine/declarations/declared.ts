import type { DeclaredType, SymbolFact } from '../knowledge/knowledge.js';

/**
 * Declarations are what installed libraries say of themselves: typeshed's stubs of Python's standard library, the stubs
 * and sources of installed packages, the `.d.ts` files of npm's. They are read lazily, module by module and only when a
 * symbol is asked for, nothing of them is executed, and of a file no more is kept than the names that it binds.
 *
 * They are turned into the facts of which knowledge consists (`SymbolFact`, with `declared` set), so that nobody else has
 * to know where a fact comes from. Knowledge that was written by hand always wins. A declared fact is exact or absent:
 * what a reader of types would have to work out (conditional types, type variables, unknown decorators) says nothing.
 * `python-reader.ts` and `typescript-reader.ts` take the names from one file, `python.ts` and `typescript.ts` find
 * files and follow names through them.
 */
export interface Declarations {
  /** Whether there is such a module. */
  hasModule(module: string): boolean;
  /** What is declared of `module:path`: a fact, or the symbol that the name stands for; undefined where nothing is. */
  entry(symbol: string): SymbolFact | string | undefined;
}

/** What the host gives of the libraries of a machine, beside the texts of files. Nothing here throws. */
export interface LibraryHost {
  /** A file of typeshed's `stdlib` folder (`asyncio/tasks.pyi`, `VERSIONS`), or undefined. */
  standardStub(path: string): string | undefined;
  /** Absolute paths of the folders of installed Python packages, in the order of look-up. */
  readonly sitePackages: readonly string[];
  /** The text of a file of an installed package, or undefined. */
  readText(path: string): string | undefined;
}

/** The names of a module of a library, and what it re-exports whole. */
export interface DeclaredModule {
  /** Several declarations of one name are overloads, or stand under conditions that nobody here decides. */
  readonly names: ReadonlyMap<string, readonly Declared[]>;
  /** Modules of which all names are bound here too, in order. */
  readonly stars: readonly string[];
  /** The names that a star import of it brings (`__all__`), where it says so. */
  readonly offers: ReadonlySet<string> | null;
}

export type Declared =
  /** `name` null: the module itself. `hidden`: a star import of this module does not bring it. */
  | { readonly form: 'import'; readonly module: string; readonly name: string | null; readonly hidden: boolean }
  | DeclaredFunction
  /** A variable or attribute. */
  | { readonly form: 'variable'; readonly type: WrittenType }
  /** Another name for what is written. */
  | { readonly form: 'alias'; readonly of: WrittenType; readonly typeParameters?: readonly string[] }
  | DeclaredClass
  | { readonly form: 'namespace'; readonly module: DeclaredModule }
  /** It is there, and nothing more is known. */
  | { readonly form: 'unclear' };

export interface DeclaredFunction {
  readonly form: 'function';
  readonly async: boolean;
  readonly generator: boolean;
  readonly returns: WrittenType | null;
  /** Dotted names of the decorators, outermost first; null for one that is no name. */
  readonly decorators: readonly (readonly string[] | null)[];
  readonly typeParameters: readonly string[];
}

export interface DeclaredClass {
  readonly form: 'class';
  /** Superclasses as written; `unknown` for one that is no name. */
  readonly bases: readonly WrittenType[];
  readonly members: ReadonlyMap<string, readonly Declared[]>;
  readonly typeParameters: readonly string[];
}

/** A type as a declaration writes it: what annotations of the project have (`TypeRef`), and more that only `.d.ts` files have. */
export type WrittenType =
  | { readonly form: 'name'; readonly path: readonly string[]; readonly arguments: readonly WrittenType[] }
  | { readonly form: 'union'; readonly of: readonly WrittenType[] }
  /** An intersection. */
  | { readonly form: 'all'; readonly of: readonly WrittenType[] }
  /** `typeof a.b` */
  | { readonly form: 'typeof'; readonly path: readonly string[] }
  /** `import('module').a.b` */
  | { readonly form: 'import'; readonly module: string; readonly path: readonly string[]; readonly arguments: readonly WrittenType[] }
  | { readonly form: 'function'; readonly returns: WrittenType }
  | { readonly form: 'literal' }
  | { readonly form: 'none' }
  | { readonly form: 'unknown' };

export const unknownType: DeclaredType = { form: 'unknown' };

/** Of a declared symbol of which nothing can be said: it hides what is inherited, and may be anything. */
export const unclearFact: SymbolFact = { opaque: true, declared: unknownType };

