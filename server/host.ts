import type { LibraryHost, OpenSession, SessionHost } from '../engine/session.js';
import type { Rule } from '../engine/rule.js';
import type { Settings } from '../engine/settings.js';

/**
 * What the server needs of the machine it runs on: the disk, the rules and the way to open a session. `disk-host.ts`
 * gives the real one; tests give a disk in memory. Paths are absolute, with `/`. Nothing here throws unless it says so.
 */
export interface ServerHost {
  readonly rules: readonly Rule[];
  readonly openSession: OpenSession;

  /** The text of a configuration of the language (tsconfig.json …), or undefined where there is none. */
  readText: SessionHost['readText'];

  /**
   * The libraries that a folder's project has, under its settings; `problem` says what is missing of them. Nothing in a folder that
   * is not trusted leads out of it.
   */
  libraries(root: string, settings: Settings, trusted: boolean): LibraryHost & { readonly problem: string | null };

  /** The text of a source file in its own encoding, or undefined where there is none or it is no text. */
  readSource(path: string): string | undefined;

  /** What a file of this text is to the project. */
  roleOf(path: string, text: string): Role;

  /** The configuration in force for a folder. */
  readConfiguration(root: string): Configuration;

  /** The files of a folder that are to be linted, under its settings; `exclude` holds further patterns, relative to the folder. */
  openFolder(root: string, settings: Settings, exclude: readonly string[]): FolderFiles;

  /** The address of a rule's page, or undefined where there is none. */
  rulePage(rule: string): string | undefined;

  /** Milliseconds of a clock that only goes forward, for work that has a deadline. */
  now(): number;

  /** Calls back after a short pause in which further changes may arrive. */
  later(callback: () => void): void;

  /** Calls back after a pause long enough for somebody who types to have come to rest. */
  atRest(callback: () => void): void;
}

/** `context`: read, since others call into it, but no findings are shown (generated code). `foreign`: not even read (minified, huge). */
export type Role = 'linted' | 'context' | 'foreign';

/** Settings as read, or what is wrong with them, with file, line and column. */
export type Configuration =
  | { readonly form: 'settings'; readonly settings: Settings }
  | { readonly form: 'broken'; readonly message: string };

/** Discovery of one folder's files. */
export interface FolderFiles {
  /** The paths of all files to be read, in order. Throws where the folder can't be walked. */
  list(): readonly string[];
  /** Of these, the paths of those that lie within a folder below; none where it is no folder, or left out. */
  listWithin(folder: string): readonly string[];
  /** Whether `list` would name a path if it exists: it is not ignored, not excluded, no dependency. */
  includes(path: string): boolean;
}
