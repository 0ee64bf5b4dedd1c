import type { ClassFact, ImportFact } from '../facts/facts.js';
import type { Language } from '../text.js';
import { Assigners } from './assigners.js';
import { folderOf } from '../paths.js';
import { Mentioners } from './mentioners.js';
import type { ModulesByLanguage, Resolution } from './modules/modules.js';
import { one, type Origins } from './origins.js';
import { Readers } from './readers.js';
import { Solver, type Cell } from './solver.js';
import type { FileState } from './state.js';
import { isBesideProduct, isMigration, isTooling } from './places.js';
import { split, type Symbols } from './symbols.js';
import type { Targets } from './targets.js';
import type { FileUnit, FunctionUnit } from './unit.js';

/**
 * The world is what all answers are computed from: the files' states, the symbols outside, the way from an import to a
 * file. Every look at another file goes through here, and is noted with the file for whose answer it was made; so the
 * session knows whom an edit concerns.
 */
export class World {
  readonly solver = new Solver();
  readonly readers: Readers;
  private readonly writers: Assigners;
  private readonly named: Mentioners;
  private reader: FileState | undefined;
  /** Those in whose names the reader is asked, where no cell in between keeps the answer: what it looks at they look at, too. */
  private outer: readonly FileState[] = [];
  private readonly symbolsOf = new WeakMap<FileState, Symbols>();

  constructor(
    readonly files: ReadonlyMap<string, FileState>,
    /** The symbols that hold for a file, by the versions that its project has. */
    private readonly symbolsFor: (path: string | null, language: Language) => Symbols,
    readonly modules: ModulesByLanguage,
    /** The absolute path of the project's folder. */
    readonly root: string,
    /** The least versions of Python and Node that a file has to run on. */
    readonly targets: Targets,
    /** Whether all files of the project are known, so that nobody else calls its functions. */
    readonly isWhole: boolean,
  ) {
    this.readers = new Readers(files);
    this.writers = new Assigners(files);
    this.named = new Mentioners(files, (path) => !this.isTest(path));
  }

  /** The path of the file in whose name something is answered. */
  get reading(): string | undefined {
    return this.reader?.unit.path;
  }

  /** The symbols outside as the file knows them in whose name something is answered; else those of all versions. */
  get symbols(): Symbols {
    const { reader } = this;
    if (reader === undefined) return this.symbolsFor(null, 'python');
    let symbols = this.symbolsOf.get(reader);
    if (symbols === undefined) this.symbolsOf.set(reader, (symbols = this.symbolsFor(reader.unit.path, reader.unit.language)));
    return symbols;
  }

  /** Whether a file holds tests, by where it lies in the project and how it is called. */
  isTest(path: string): boolean {
    return isTestPath(this.within(path));
  }

  /** Whether a file is there for who works on the product: a script, sample or the like by its place, or a step of the build. */
  isTooling({ path, language }: FileUnit): boolean {
    return isTooling(this.within(path)) || isBesideProduct(path.slice(this.modules[language].programOf(path).length))
      || (language === 'typescript' && this.modules.typescript.isStep(path));
  }

  /** The same, or a migration. */
  isAside(file: FileUnit): boolean {
    return isMigration(this.within(file.path)) || this.isTooling(file);
  }

  /** A path as seen from the project's folder, with a slash before it; other paths as they are. */
  within(path: string): string {
    return path.startsWith(`${this.root}/`) ? path.slice(this.root.length) : path;
  }

  /** The folder of the program that a file belongs to. */
  programOf(state: FileState): string {
    return this.modules[state.unit.language].programOf(state.unit.path);
  }

  /** The state of a file that the current answer looks at. */
  look(path: string): FileState | undefined {
    this.noteLook(path);
    return this.files.get(path);
  }

  /** The state of the file that a function belongs to. */
  stateOf(fn: FunctionUnit): FileState {
    return this.look(fn.file.path)!;
  }

  /** The files that write an attribute or item of a name to something else than their own receivers, which the current answer looks at. */
  assigners(name: string): readonly FileState[] {
    this.noteLook(allThatAssign(name));
    return this.writers.of(name).flatMap((path) => this.look(path) ?? []);
  }

  /** The names that other files' answers have asked `assigners` for, and that a file writes. */
  assignedNames(path: string): readonly string[] {
    return this.writers.namesIn(path);
  }

  /** The files of Python that read or import something under a name, tests aside, which the current answer looks at. */
  mentioners(name: string): readonly FileState[] {
    this.noteLook(allThatMention(name));
    return this.named.of(name).flatMap((path) => this.look(path) ?? []);
  }

  /** Whether another file of Python reads an attribute of a name, tests aside. */
  isReadElsewhere(name: string, path: string): boolean {
    this.noteLook(allThatMention(`.${name}`));
    return this.named.of(`.${name}`).some((other) => other !== path);
  }

  /** The names that answers have asked `mentioners` for, and that a file mentions. */
  mentionsAskedOf(state: FileState): readonly string[] {
    return this.named.askedIn(state);
  }

  /** A file has come, gone or changed: returns the files whose answers rest on who writes or mentions what it has begun or ceased to. */
  namesAnew(path: string): readonly FileState[] {
    const looks = [...this.writers.renew(path).map(allThatAssign), ...this.named.renew(path).map(allThatMention)];
    return looks.flatMap((look) => this.readers.of(look));
  }

  /**
   * The answer of a file's cell, computed in the name of that file.
   * @param compute looks at all that the answer rests on, but for what the cell is named by: what was looked at before belongs to whoever asks.
   */
  answer(state: FileState, cell: Cell, compute: () => Origins): Origins {
    if (cell.done) return this.kept(state, cell);
    this.noteReader(state);
    const { trace } = state;
    trace?.noteCell(cell);
    const { reader, outer } = this;
    this.reader = state;
    // The file keeps the answer in a cell: whoever asks depends on the file alone.
    this.outer = none;
    try {
      return this.solver.solve(cell, trace === null ? compute : () => trace.duringCell(cell, compute));
    } finally {
      this.reader = reader;
      this.outer = outer;
    }
  }

  /** The answer of a file's cell that is done. */
  kept(state: FileState, cell: Cell): Origins {
    this.noteReader(state);
    state.trace?.noteCell(cell);
    return cell.value;
  }

  /** Notes that the current answer looks at a file. */
  noteReader(state: FileState): void {
    this.noteLook(state.unit.path);
  }

  /** Runs something in the name of a file: what it looks at is what the file depends on, and whoever asks. */
  inNameOf<T>(state: FileState, run: () => T): T {
    const { reader, outer } = this;
    this.noteReader(state);
    this.reader = state;
    if (reader !== undefined && reader !== state) this.outer = [...outer, reader];
    try {
      return run();
    } finally {
      this.reader = reader;
      this.outer = outer;
    }
  }

  private noteLook(path: string): void {
    const { reader, outer } = this;
    if (reader !== undefined && reader.unit.path !== path) this.readers.note(reader, path);
    for (const state of outer) if (state.unit.path !== path) this.readers.note(state, path);
  }

  functionOf(origin: { readonly path: string; readonly name: string }): FunctionUnit | undefined {
    return this.look(origin.path)?.functionNamed(origin.name);
  }

  classOf(origin: { readonly path: string; readonly name: string }): { state: FileState; fact: ClassFact; index: number } | undefined {
    const state = this.look(origin.path);
    const index = state?.classNamed(origin.name);
    return state === undefined || index === undefined ? undefined : { state, fact: state.unit.facts.classes[index]!, index };
  }

  /** Where an import leads: a module (file or folder of the project) or a symbol outside. */
  moduleOf(state: FileState, module: string): Origins | { readonly outside: string } {
    const { path, language } = state.unit;
    const resolution = this.resolve(language, path, module);
    switch (resolution.form) {
      case 'file': return one({ form: 'module', path: resolution.path });
      case 'folder': return one({ form: 'module', path: resolution.paths[0]! });
      case 'outside': return { outside: resolution.module };
    }
  }

  private resolve(language: Language, from: string, module: string): Resolution {
    const resolution = this.modules[language].resolve(from, module);
    this.reader?.resolutions.add(resolution);
    for (const state of this.outer) state.resolutions.add(resolution);
    return resolution;
  }

  /** Files came or went: resolves all imports anew, and returns the files whose answers rest on one that leads elsewhere now. */
  resolveAnew(): readonly FileState[] {
    const gone = [...this.modules.python.refresh(), ...this.modules.typescript.refresh()];
    if (gone.length === 0) return [];
    return [...this.files.values()].filter(({ resolutions }) => gone.some((resolution) => resolutions.has(resolution)));
  }

  /** What `import x from 'module'` and the like bring from outside the project. */
  outside(language: Language, module: string, imported: ImportFact): Origins {
    if (imported.root) return this.symbol(language, `${module.split('.')[0]!}:`);
    if (imported.name === null) return this.symbol(language, `${module}:`);
    return this.symbol(language, this.symbols.member(language, `${module}:`, imported.name));
  }

  /** A symbol, or the instance that it is (axios exports a client that it made without options). */
  symbol(language: Language, symbol: string): Origins {
    const canonical = this.symbols.canonical(language, symbol);
    const made = this.symbols.fact(language, canonical)?.is;
    if (made === undefined || this.symbols.hasModule(language, made)) return one({ form: 'symbol', symbol: canonical });
    return one({ form: 'external', symbol: this.symbols.canonical(language, made), given: [] });
  }

  /** The submodule of a package of the project, if there is one. */
  submodule(language: Language, path: string, name: string): Origins | undefined {
    if (language !== 'python') return undefined;
    const isFile = path.endsWith('.py') || path.endsWith('.pyi');
    if (isFile && !/\/__init__\.pyi?$/.test(path)) return undefined;
    const folder = isFile ? folderOf(path) : path;
    const resolution = this.resolve('python', `${folder}/__init__.py`, `.${name}`);
    if (resolution.form === 'file') return one({ form: 'module', path: resolution.path });
    return resolution.form === 'folder' ? one({ form: 'module', path: resolution.paths[0]! }) : undefined;
  }

  /** The module part of a symbol is all there is to it. */
  isModule(symbol: string): boolean {
    return split(symbol).path === '';
  }
}

const none: readonly FileState[] = [];

/** What stands among the paths that a file has looked at for a look at all files that write something of a name. */
function allThatAssign(name: string): string {
  return `* ${name}`;
}

/** The same for a look at all files that mention something of a name. */
function allThatMention(name: string): string {
  return `( ${name}`;
}

/** The conventions of pytest, unittest, node:test, Jest, Vitest and Mocha, of Playwright's and Cypress's folders beside a product's sources. */
function isTestPath(path: string): boolean {
  return /(^|\/)(tests?|__tests__|__mocks__|spec|specs|e2e|testing|pytest)\//.test(path) || /(^|\/)(test_[^/]*|[^/]*_test|conftest|[^/]*[.-](test|spec|e2e)(-d)?)\.[a-z]+$/.test(path)
    || /^(?!.*\/(src|lib)\/).*(^|\/)(playwright|cypress)\/.*\.[cm]?[jt]sx?$/.test(path);
}
