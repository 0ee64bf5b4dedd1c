import type { LibraryHost } from './declarations/declared.js';
import type { Merged } from './edit/merge.js';
import { LiveSession } from './live-session.js';
import type { Offer, Refactoring } from './refactoring.js';
import type { Finding, Fix, Rule, TextEdit } from './rule.js';
import type { Settings } from './settings.js';
import type { Standing } from './standing.js';
import type { Suppressible, SuppressionScope } from './suppression-comments.js';
import type { Span } from './text.js';
import type { Description, Explanation } from './why/explanation.js';

/**
 * A session holds the facts of a project's files and answers with findings. The command line opens one, asks once and
 * lets it go; the editor keeps it and tells it of every change. It does no I/O: the host hands it texts.
 */

/** A file as the host read it: text already decoded. */
export interface SourceFile {
  /** Absolute path with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Something about a file (or the whole run) that kept it from being linted in full. Never stops the run. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
}

export type { LibraryHost } from './declarations/declared.js';

/** What the host gives a session. */
export interface SessionHost {
  /** Absolute path of the folder that paths in configuration are relative to. */
  readonly root: string;
  /** Reads a file's text, or undefined; used for configuration of languages (tsconfig.json, package.json, pyproject.toml). */
  readText(path: string): string | undefined;
  /** What is installed of libraries, and the stubs of the standard one; absent: knowledge alone is asked. */
  readonly libraries?: LibraryHost;
  /** Milliseconds of a clock, for `measure`; the engine has none of its own. */
  now?(): number;
  /**
   * Answers are given at once: of files that an edit elsewhere may concern the former ones, until `advance` has looked after
   * them. Without it an answer waits for all that concerns it.
   */
  readonly prompt?: boolean;
  /** Only some of the files are known, so who calls a function is not: others would refute what those say that are. */
  readonly partial?: boolean;
  /** The native executable of TypeScript, where it is not to be found beside the `typescript` package. */
  readonly tsserverPath?: string;
}

export interface Session {
  /**
   * Adds or replaces files (a new file or new text). Later answers see the new texts.
   * @param reader a session that may have read the same texts: what it took from them is not taken again.
   */
  update(files: readonly SourceFile[], reader?: Session): void;
  /** Forgets files that are gone. */
  remove(paths: readonly string[]): void;
  /** The findings of one file after policy (settings, levels, suppressions), in order of position. Empty for an unknown path. */
  findings(path: string): readonly Finding[];
  /** Which of some fixes of a file can be carried out at once, and the edits that do it: those that are left out are for a second run. */
  together<T extends Fix>(path: string, fixes: readonly T[]): Merged<T>;
  /**
   * Why rules speak or are silent on a line, whatever the settings say of them.
   * @param line 0-based.
   * @param rules ids of the rules that are asked for.
   * @returns undefined for an unknown path or a line that the file does not have.
   */
  explain(path: string, line: number, rules: readonly string[]): Explanation | undefined;
  /** What there is to say of the place at an offset; undefined for an unknown path. */
  describe(path: string, offset: number): Description | undefined;
  /**
   * The edits that silence a finding of a file by a comment.
   * @param reason what to write as the reason.
   * @returns null where no comment would work, or nothing is known of the path.
   */
  suppression(path: string, finding: Suppressible, scope: SuppressionScope, reason: string): readonly TextEdit[] | null;
  /** What can be made of a place or a selection of a file, of the kinds that are given; only what still parses. */
  refactor(path: string, span: Span, offers: readonly Offer[]): readonly Refactoring[];
  /** What may be written as a statement in the place of a word that is being typed; null where none can stand, or nothing is known of the path. */
  standing(path: string, word: Span): Standing | null;
  /** Syntax errors and other problems of one file. */
  problems(path: string): readonly Problem[];
  /**
   * What keeps all files of TypeScript and JavaScript from being linted, once that has shown itself in one of them:
   * TypeScript's native program can't be had. Undefined where nothing does.
   */
  unavailable(): string | undefined;
  /** The text a path has in the session. */
  text(path: string): string | undefined;
  /** Paths of all files. */
  paths(): readonly string[];
  /**
   * The files that some files import or export from, whether the session knows these or not.
   * @param paths the importing files; those that the session does not know import nothing.
   * @param all the paths of all files that there are.
   */
  imports(paths: readonly string[], all: ReadonlySet<string>): readonly string[];
  /**
   * What stands for the findings of a file as they were last given, to whomever: the same as long as these hold, whatever was edited.
   * @returns undefined where they may be others by now, were never asked for, or the path is unknown.
   */
  edition(path: string): symbol | undefined;
  /**
   * Does a part of the work that findings need of all files, at first or after an edit, so that a host can answer others in between.
   * @param work how many values to compute about; one file may exceed it.
   * @returns whether all is done: then findings cost their own file alone.
   */
  advance(work: number): boolean;
  /** How many files wait for `advance` to look after them, since an edit may concern them. */
  waiting(): number;
  /** Milliseconds that each layer took, and counts of work, for benchmarks and `--timing`. */
  measure(): Readonly<Record<string, number>>;
  /** Ends the syntax process of TypeScript. */
  close(): void;
}

/** Opens a session over the rules and settings given. */
export type OpenSession = (host: SessionHost, rules: readonly Rule[], settings: Settings) => Session;

export const openSession: OpenSession = (host, rules, settings) => new LiveSession(host, rules, settings);
