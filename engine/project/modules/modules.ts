import type { Language } from '../../text.js';

/** Where an import leads: to a file of the project, to a package folder without a file of its own, or outside. */
export type Resolution =
  | { readonly form: 'file'; readonly path: string }
  /** A namespace package: only its submodules can be imported. */
  | { readonly form: 'folder'; readonly paths: readonly string[] }
  | { readonly form: 'outside'; readonly module: string };

/** Finds the file that an import means. Pure: it knows the paths of the project's files and reads by the host only. */
export interface Modules {
  /** @param from the importing file. @param module as written: dots of relative imports included. */
  resolve(from: string, module: string): Resolution;

  /** The folder of the program that a file belongs to: the nearest with a manifest of its own, else the project's. */
  programOf(path: string): string;
}

/** What a resolver may look at. */
export interface ModuleHost {
  readonly root: string;
  readonly paths: ReadonlySet<string>;
  readText(path: string): string | undefined;
}

export interface ModulesByLanguage extends Readonly<Record<Language, Modules>> {
  readonly typescript: Modules & {
    /** The names of the packages that the nearest package.json above a file depends on, development included. */
    dependenciesOf(path: string): readonly string[];
  };
}
