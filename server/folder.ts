import type { Finding } from '../engine/rule.js';
import type { Session, SourceFile } from '../engine/session.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import type { Configuration, FolderFiles, ServerHost } from './host.js';
import type { Journal } from './journal.js';

/** What a folder tells while it reads its files; `files` of `of` are read. */
export interface IndexProgress {
  report(files: number, of: number): void;
}

/** The number of files that are read before the server looks at its messages again. */
const batchSize = 32;

/**
 * A folder of the workspace with its settings and its session, which lives until the folder is closed or its
 * configuration changes. Whatever the session throws ends here, in the journal.
 */
export class Folder {
  readonly root: string;
  /** A loose folder holds documents outside of the workspace and knows nothing but them. */
  readonly loose: boolean;
  readonly #host: ServerHost;
  readonly #journal: Journal;
  #configuration: Configuration;
  #settings: Settings;
  #session: Session;
  #files: FolderFiles;
  #reading = false;
  /** Replaced when the session is, so that an index that still runs for the old one ends. */
  #life = new AbortController();

  /** Opens a folder, empty, with the settings it has. */
  constructor(root: string, loose: boolean, host: ServerHost, journal: Journal) {
    this.root = root;
    this.loose = loose;
    this.#host = host;
    this.#journal = journal;
    this.#configuration = host.readConfiguration(root);
    this.#settings = this.#configuration.form === 'settings' ? this.#configuration.settings : defaultSettings;
    this.#files = host.openFolder(root, this.#settings);
    this.#session = this.#openSession();
  }

  /** Reads the configuration anew. One that is broken leaves the last good settings in force. */
  configure(): void {
    this.#configuration = this.#host.readConfiguration(this.root);
    if (this.#configuration.form === 'settings') this.#settings = this.#configuration.settings;
  }

  /** The configuration as it was last read. */
  get configuration(): Configuration {
    return this.#configuration;
  }

  /**
   * Whether the folder's files are being read. What it would find meanwhile is less than what it finds then, and each
   * answer would cost the work of linking all files anew.
   */
  get reading(): boolean {
    return this.#reading;
  }

  /** Aborted when the folder is closed or reopened. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  /** Starts anew with the settings in force: an empty session, which has to be told of all files again by `index`. */
  reopen(): void {
    this.close();
    this.#reading = true;
    this.#life = new AbortController();
    this.#files = this.#host.openFolder(this.root, this.#settings);
    this.#session = this.#openSession();
  }

  /** Whether a path belongs to the files of this folder that are linted. */
  includes(path: string): boolean {
    return this.#guard(`placing ${path}`, true, () => this.#files.includes(path));
  }

  /**
   * Reads all files of the folder, in batches, so that documents are served in between. `textOf` gives the text of a
   * path as it is to be seen now. Resolves to false when the folder was closed or reopened on the way.
   */
  async index(textOf: (path: string) => string | undefined, progress: IndexProgress): Promise<boolean> {
    const { signal } = this.#life;
    this.#reading = true;
    const paths = this.#list();
    for (let at = 0; at < paths.length && !signal.aborted; at += batchSize) {
      // Reading and handing over happen in one turn: a change that arrives later can't be overwritten by an older text.
      this.apply(sourcesOf(paths.slice(at, at + batchSize), textOf), []);
      progress.report(Math.min(at + batchSize, paths.length), paths.length);
      await new Promise(setImmediate);
    }
    if (signal.aborted) return false;
    this.#reading = false;
    return true;
  }

  /** Tells the session of new texts and of files that are gone. */
  apply(files: readonly SourceFile[], gone: readonly string[]): void {
    if (gone.length > 0) this.#guard('forgetting files', undefined, () => this.#session.remove(gone));
    if (files.length === 0) return;
    try {
      this.#session.update(files);
    } catch (error) {
      // One file of them is at fault: the others are to be linted all the same.
      if (files.length === 1) this.#journal.failure(`reading ${files[0]!.path}`, error);
      else for (const file of files) this.apply([file], []);
    }
  }

  /** The findings of a file; of one that nobody wrote by hand there are none. */
  findings(path: string): readonly Finding[] {
    return this.#guard(`linting ${path}`, [], () => {
      const text = this.#session.text(path);
      if (text === undefined || this.#host.roleOf(path, text) !== 'linted') return [];
      const findings = this.#session.findings(path);
      // A problem without a place is not the user's: a rule has failed.
      for (const { message } of this.#session.problems(path).filter(({ start }) => start === undefined)) this.#journal.failure(`linting ${path}`, message);
      return findings;
    });
  }

  /** Whether findings of a file point to a place in one of other files. */
  pointsTo(path: string, others: ReadonlySet<string>): boolean {
    return this.findings(path).some(({ related }) => related.some((place) => place.path !== path && others.has(place.path)));
  }

  text(path: string): string | undefined {
    return this.#session.text(path);
  }

  /** The paths of all files that the session holds. */
  paths(): readonly string[] {
    return this.#session.paths();
  }

  /** Of the paths given, those whose findings may have changed since they were last asked for. */
  changed(paths: readonly string[]): readonly string[] {
    return this.#guard('comparing findings', paths, () => this.#session.changed(paths));
  }

  close(): void {
    this.#life.abort();
    this.#guard('closing a session', undefined, () => this.#session.close());
  }

  #openSession(): Session {
    const { root } = this;
    return this.#host.openSession({ root, readText: (path) => this.#host.readText(path) }, this.#host.rules, this.#settings);
  }

  #list(): readonly string[] {
    return this.#guard(`listing ${this.root}`, [], () => this.#files.list());
  }

  #guard<T>(what: string, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#journal.failure(what, error);
      return otherwise;
    }
  }
}

function sourcesOf(paths: readonly string[], textOf: (path: string) => string | undefined): SourceFile[] {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const text = textOf(path);
    if (text !== undefined) files.push({ path, text });
  }
  return files;
}
