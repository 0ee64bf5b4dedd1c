import type { OpenSession, SessionHost } from '../engine/session.js';
import type { Rule } from '../engine/rule.js';
import type { Settings } from '../engine/settings.js';

/**
 * What the server needs of the machine it runs on: the disk, the rules and the way to open a session. `main.ts` gives
 * the real ones; tests give a disk in memory. All paths are absolute, with `/`.
 */
export interface ServerHost {
  readonly rules: readonly Rule[];
  readonly openSession: OpenSession;

  /** The decoded text of a file, or undefined where there is none or it is not to be linted. Never throws. */
  readText: SessionHost['readText'];

  /** The configuration in force for a folder. Never throws: what is wrong with it is a problem. */
  readConfiguration(root: string): Configuration;

  /** The files of a folder that are to be linted, under its settings. */
  openFolder(root: string, settings: Settings): FolderFiles;

  /** The address of a rule's page, or undefined where there is none. */
  rulePage(rule: string): string | undefined;

  /** Calls back after a short pause in which further changes may arrive. */
  later(callback: () => void): void;
}

/** Settings as read, or the reason why they can't be. */
export type Configuration =
  | { readonly form: 'settings'; readonly settings: Settings }
  /** The path carries line and column (1-based) where they are known: `/app/asynclint.json:3:5`. */
  | { readonly form: 'broken'; readonly place: string; readonly message: string };

/** Discovery of one folder's files. */
export interface FolderFiles {
  /** The paths of all files to be linted, sorted. */
  list(): Promise<readonly string[]>;
  /** Whether a path of the folder belongs to them: not ignored, not excluded, not a dependency. It need not exist. */
  includes(path: string): boolean;
}
