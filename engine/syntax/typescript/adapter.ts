/**
 * TypeScript's own parser, as this house uses it. TypeScript 7 is a native program without an in-process interface:
 * `TypeScriptSyntax` starts it, hands it texts, and gives back one tree for each, recovered where a text is broken.
 * This is the only file that knows `typescript/unstable/*`; the rest of the house imports the tree's types from here.
 *
 * The process is the one piece of I/O the engine does by itself, since the parser can't be had without it (and a look at
 * whether the executable is there). It reads no disk: a project exists only in the answers to its file-system callbacks,
 * and consists of the texts of one batch under invented names, so a path can't collide, leave the workspace or pull in
 * another file (`noResolve`, `noLib`).
 *
 * Nothing is kept between batches. That is also the quickest way to take an edit: a fresh project of one file answers in
 * 2 ms, while telling a project of 2,660 files of one change takes 7 to 12 ms, and of one new file 160 ms (measured with
 * TypeScript 7.0.2). It keeps the native process small, too.
 */
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { NodeFlags, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { Span } from '../../text.js';

export { NodeFlags, SyntaxKind } from 'typescript/unstable/ast';
export type * from 'typescript/unstable/ast';

/** A text to parse. The path's extension decides how: `.ts`, `.tsx`, `.mts`, `.cts`, `.js`, `.jsx`, `.mjs`, `.cjs`, `.d.ts`. */
export interface TypeScriptText {
  readonly path: string;
  readonly text: string;
}

/** What the parser could not read, with the span in the text. */
export interface TypeScriptProblem extends Span {
  readonly message: string;
}

/**
 * The answer for one text. A text with syntax errors has a tree all the same; `tree` is null only where the native
 * program could not be had or failed on this very text, and `problems` then says so.
 */
export interface TypeScriptTree extends TypeScriptText {
  readonly tree: SourceFile | null;
  readonly problems: readonly TypeScriptProblem[];
}

export interface TypeScriptSyntaxOptions {
  /** The native executable. Absent: the one that the `typescript` package brings; a bundle must name it. */
  readonly tsserverPath?: string;
}

/** Texts handed over at once: enough to keep all cores parsing, few enough to bound the native process's memory. */
const batchSize = 256;

const compilerOptions = {
  noResolve: true, noLib: true, types: [], allowJs: true, checkJs: false, jsx: 'preserve',
  module: 'esnext', target: 'esnext', moduleDetection: 'force',
};

/** The endings that decide how a text is parsed; a declaration file is one by its whole ending. */
const endings = ['.d.ts', '.d.mts', '.d.cts', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Errors of this range say that a construct belongs into TypeScript files; Flow's annotations meet them. The tree is right. */
const onlyInTypeScript = { from: 8000, to: 8999 };

/** One native process, started with the first text and ended by `close`. Not to be shared between threads. */
export class TypeScriptSyntax {
  private api: API | null = null;
  private batch: ReadonlyMap<string, string> = new Map();
  private number = 0;
  private opened: string | null = null;
  /** Why there is no process, once that is certain; then nothing is tried again. */
  private missing: string | null = null;

  constructor(private readonly options: TypeScriptSyntaxOptions = {}) {}

  /**
   * The tree of each text, in order; parsed batch by batch as they are asked for, so that a caller that lets each tree
   * go holds one batch at most. Never throws on account of a text or of the process.
   */
  *parse(texts: readonly TypeScriptText[]): IterableIterator<TypeScriptTree> {
    for (let at = 0; at < texts.length; at += batchSize) {
      // From the back, so that each tree is the caller's alone, and garbage as soon as the caller is done with it.
      const trees = [...this.parseBatch(texts.slice(at, at + batchSize))].reverse();
      while (trees.length > 0) yield trees.pop()!;
    }
  }

  /** The tree of one text. */
  parseText(path: string, text: string): TypeScriptTree {
    return this.parseBatch([{ path, text }])[0]!;
  }

  /** What keeps every text from being parsed, where that is certain: the native program can't be had. */
  get unavailable(): string | undefined {
    return this.missing ?? undefined;
  }

  /** Ends the process. A later `parse` starts a new one. */
  close(): void {
    try {
      if (this.api !== null) processOf(this.api)?.kill('SIGKILL');
      this.api?.close();
    } catch {
      // The process is gone already, which is what was asked for.
    }
    this.api = null;
    this.opened = null;
  }

  /** A killed process is started anew and the batch repeated once; if that fails too, the batch is halved to find the text that kills it. */
  private parseBatch(texts: readonly TypeScriptText[]): readonly TypeScriptTree[] {
    let reason = '';
    for (let attempt = 0; attempt < 2 && this.missing === null; attempt++) {
      try {
        return this.tryBatch(texts);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
        this.close();
      }
    }
    if (this.missing === null && !this.answers()) this.missing = missingMessage(reason);
    if (this.missing === null && texts.length > 1) {
      const half = texts.length >> 1;
      return [...this.parseBatch(texts.slice(0, half)), ...this.parseBatch(texts.slice(half))];
    }
    const message = this.missing ?? `TypeScript's parser failed on this file, so it was not linted: ${reason}`;
    return texts.map(({ path, text }) => ({ path, text, tree: null, problems: [{ start: 0, end: 0, message }] }));
  }

  /** Whether the process works at all: on an empty text. */
  private answers(): boolean {
    try {
      return this.tryBatch([{ path: '.ts', text: '' }]).length === 1;
    } catch {
      this.close();
      return false;
    }
  }

  private tryBatch(texts: readonly TypeScriptText[]): readonly TypeScriptTree[] {
    const api = this.process();
    const folder = `/asynclint/${this.number++}`;
    const config = `${folder}/tsconfig.json`;
    const names = texts.map(({ path }, i) => `${folder}/${i}${endingOf(path)}`);
    this.batch = new Map([
      [config, JSON.stringify({ compilerOptions, files: names })],
      ...texts.map(({ text }, i): [string, string] => [names[i]!, text]),
    ]);
    const snapshot = api.updateSnapshot({ openProjects: [config], closeProjects: this.opened === null ? [] : [this.opened] });
    this.opened = config;
    const project = snapshot.getProject(config);
    if (project === undefined) throw new Error('it opened no project');
    const { program } = project;
    const problems = problemsOf(program.getSyntacticDiagnostics(), texts, names);
    const trees = texts.map(({ path, text }, i): TypeScriptTree => {
      const tree = program.getSourceFile(names[i]!);
      if (tree === undefined) throw new Error('it gave no tree');
      return { path, text, tree, problems: problems.get(names[i]!) ?? [] };
    });
    // The trees are the caller's now: they must be free to go when the caller lets go of them.
    snapshot.dispose();
    api.clearSourceFileCache();
    this.batch = new Map();
    return trees;
  }

  private process(): API {
    if (this.api !== null) return this.api;
    try {
      // Spawning an executable that isn't there fails later, as an event that nobody could catch.
      accessSync(this.options.tsserverPath ?? ownExecutable(), constants.X_OK);
      this.api = new API({
        cwd: '/asynclint',
        ...(this.options.tsserverPath === undefined ? {} : { tsserverPath: this.options.tsserverPath }),
        fs: {
          readFile: (path) => this.batch.get(path) ?? null,
          fileExists: (path) => this.batch.has(path),
          directoryExists: () => false,
          getAccessibleEntries: () => ({ files: [], directories: [] }),
          realpath: (path) => path,
        },
      });
      return this.api;
    } catch (error) {
      this.missing = missingMessage(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}

/**
 * The body of a function. Where a JSDoc comment gives a whole function its type (`@type {Handler}`), TypeScript 7.0.2's
 * `body` answers with the comment's type, which stands before the body in the tree.
 */
export function bodyOf(node: Node & { readonly body?: Node }): Node | undefined {
  const { body } = node;
  if (body === undefined || (body.flags & NodeFlags.Reparsed) === 0) return body;
  let last: Node | undefined;
  node.forEachChild((child) => {
    last = child;
  });
  return last;
}

/**
 * The child process behind the interface, which doesn't show it. Asked to end politely, the program now and then says
 * `context canceled` on the user's terminal; it holds nothing that a sudden end could spoil.
 */
function processOf(api: API): Pick<ChildProcess, 'kill'> | undefined {
  return (api as unknown as { readonly client?: { readonly channel?: { readonly child?: ChildProcess } } }).client?.channel?.child;
}

function missingMessage(reason: string): string {
  return "TypeScript and JavaScript files can't be linted on this platform, because TypeScript's native parser could not be"
    + ` started (${reason}). Python files are linted all the same.`;
}

/** Where the `typescript` package keeps the native program for this platform; throws where there is none. */
function ownExecutable(): string {
  const name = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const typescript = createRequire(createRequire(import.meta.url).resolve('typescript/package.json'));
    return join(dirname(typescript.resolve(`${name}/package.json`)), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  } catch {
    throw new Error(`the package ${name} is not installed`);
  }
}

function endingOf(path: string): string {
  const lower = path.toLowerCase();
  return endings.find((ending) => lower.endsWith(ending)) ?? '.ts';
}

interface Diagnostic extends Omit<Span, 'start'> {
  readonly fileName?: string | undefined;
  readonly pos: number;
  readonly code: number;
  readonly text: string;
}

function problemsOf(
  diagnostics: readonly Diagnostic[], texts: readonly TypeScriptText[], names: readonly string[],
): ReadonlyMap<string, readonly TypeScriptProblem[]> {
  const lengths = new Map(names.map((name, i) => [name, texts[i]!.text.length]));
  const problems = new Map<string, TypeScriptProblem[]>();
  for (const { fileName, pos, end, code, text } of diagnostics) {
    const length = fileName === undefined ? undefined : lengths.get(fileName);
    if (length === undefined || (code >= onlyInTypeScript.from && code <= onlyInTypeScript.to)) continue;
    const problem = { start: Math.min(pos, length), end: Math.min(end, length), message: text };
    const known = problems.get(fileName!);
    if (known === undefined) problems.set(fileName!, [problem]);
    else known.push(problem);
  }
  return problems;
}
