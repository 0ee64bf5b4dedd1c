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

  /** Looks anew after files came or went; returns those of its resolutions that don't hold any more. The others stay the same objects. */
  refresh(): ReadonlySet<Resolution>;

  /** The folder of the program that a file belongs to: the nearest with a manifest of a program, else the nearest with any, else the project's. */
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
    /** The names of the packages that the program of a file depends on by its package.json, development included. */
    dependenciesOf(path: string): readonly string[];
    /** Whether the program of a file is one for the command line, by the `bin` of its package.json. */
    hasCommand(path: string): boolean;

    /** Whether the scripts of a package.json above a file run it by name, and only on the way to what is shipped: to install, build or publish that. */
    isStep(path: string): boolean;
  };
}

/**
 * Finds all resolutions of a cache anew.
 * @param resolved by folder and module, with a line end in between; left with those that hold now.
 * @returns those that held before, and no longer do.
 */
export function resolvedAnew(resolved: Map<string, Resolution>, find: (folder: string, module: string) => Resolution): ReadonlySet<Resolution> {
  const gone = new Set<Resolution>();
  for (const [key, before] of resolved) {
    const at = key.indexOf('\n');
    const now = find(key.slice(0, at), key.slice(at + 1));
    if (same(before, now)) continue;
    gone.add(before);
    resolved.set(key, now);
  }
  return gone;
}

function same(a: Resolution, b: Resolution): boolean {
  switch (a.form) {
    case 'file': return b.form === 'file' && a.path === b.path;
    case 'folder': return b.form === 'folder' && a.paths.join('\n') === b.paths.join('\n');
    case 'outside': return b.form === 'outside' && a.module === b.module;
  }
}
