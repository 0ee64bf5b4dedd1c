import { hasPages, isOfBrowserAlone, isOfServer, runsInBrowser } from './environment.js';
import type { FileState } from './state.js';
import type { World } from './world.js';

/** Where the code of a file runs; `either` where nothing shows which. */
export type Environment = 'browser' | 'server' | 'either';

/**
 * Where files of JavaScript run: in browsers where they show it themselves or only such import them, directly or one through another; on
 * a server where their package has no pages, or one shows it that imports them. Found out where it is asked, and kept until files
 * come, go or import something else. More files may show that one runs on a server, and never that it does not.
 */
export class Environments {
  private readonly known = new Map<string, Environment>();
  /** By the path of a file those of the files that import something of it to run it, without tests. */
  private importers: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(private readonly world: World) {}

  /** Where the code of the file of this path runs. */
  of(path: string): Environment {
    let found = this.known.get(path);
    if (found === undefined) this.known.set(path, (found = this.find(path)));
    return found;
  }

  /** Files came or went, import something else, or show something else than before. */
  forget(): void {
    this.known.clear();
    this.importers = undefined;
  }

  private find(path: string): Environment {
    const { world } = this;
    const state = world.files.get(path);
    if (state === undefined || state.unit.language !== 'typescript') return 'server';
    if (runsInBrowser(world, state)) return 'browser';
    return hasPages(world, path) ? this.byImporters(state) : 'server';
  }

  private byImporters(state: FileState): Environment {
    const { world } = this;
    const importersOf = (this.importers ??= importersIn(world));
    const seen = new Set([state.unit.path]);
    const waiting = [state];
    let isThere = false;
    let isSure = true;
    for (const each of waiting) {
      if (isOfServer(world, each)) return 'server';
      const importers = importersOf.get(each.unit.path) ?? [];
      // What nobody imports is where a program starts, or what a framework loads by its place.
      if (importers.length === 0) isSure = false;
      for (const path of importers) {
        if (seen.has(path)) continue;
        seen.add(path);
        const importer = world.files.get(path)!;
        if (isOfBrowserAlone(world, importer)) isThere = true;
        else waiting.push(importer);
      }
    }
    return isSure && isThere ? 'browser' : 'either';
  }
}

function importersIn(world: World): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const { unit: { path, language, facts } } of world.files.values()) {
    if (language !== 'typescript' || world.isTest(path)) continue;
    const modules = new Set<string>();
    for (const { module, typeOnly } of facts.imports) if (!typeOnly) modules.add(module);
    for (const { module } of facts.exports) if (module !== null) modules.add(module);
    for (const module of modules) {
      const resolution = world.modules.typescript.resolve(path, module);
      if (resolution.form !== 'file' || resolution.path === path) continue;
      const list = importers.get(resolution.path);
      if (list === undefined) importers.set(resolution.path, [path]);
      else list.push(path);
    }
  }
  return importers;
}
