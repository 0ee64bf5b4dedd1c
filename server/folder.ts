import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../engine/rule.js';
import type { Session, SourceFile } from '../engine/session.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { isReportedBy, overlaid, type EditorSettings } from './editor-settings.js';
import { batchesOf, small } from './batches.js';
import type { Configuration, FolderFiles, ServerHost } from './host.js';
import type { Journal } from './journal.js';
import { liesIn } from './locations.js';
import { giveWay } from './turns.js';

/**
 * How many values the session computes before the server looks at its messages again. On a project of 3,500 files of
 * Python half of these slices took less than 8 ms, nineteen of twenty less than 26 ms.
 */
const sliceOfWork = 500;

/** The same where somebody types: what an edit changes elsewhere is looked after in slices that nobody feels. */
const sliceOfEdits = 150;

/**
 * How many files near the open documents are read before all others: all that they import, and so many of those that these import.
 * What is found from these alone holds for all files in the projects where that was compared (`bench/near.ts`).
 */
export const near = [Number.POSITIVE_INFINITY, 200];

/** What a folder is given to be read with. */
export interface Reading {
  /** The text of a path as it is to be seen now. */
  readonly textOf: (path: string) => string | undefined;
  /** The documents that are open in the folder now. */
  readonly open: () => readonly string[];
  /** Is called when more can be said of open documents, though not all has been read. */
  readonly onNear: () => void;
  readonly report: (files: number, of: number) => void;
}

/**
 * A folder of the workspace with its settings and its session. All its files are read into a session beside the present
 * one, which is put in its place once it has them all: until then the present one answers, at first with the open
 * documents alone, later with what was known before the configuration changed. So an answer neither waits for the
 * reading nor is ever computed from half a project. Whatever a session throws ends here, in the journal.
 */
export class Folder {
  readonly root: string;
  /** A loose folder holds documents outside of the workspace and knows nothing but them. */
  readonly loose: boolean;
  readonly #trusted: boolean;
  readonly #host: ServerHost;
  readonly #journal: Journal;
  #editor: EditorSettings;
  #configuration: Configuration;
  #settings: Settings;
  #files: FolderFiles;
  #session: Session;
  #next: Session | undefined;
  /** The documents of which all that they import has been read, while the folder is read for the first time. */
  readonly #known = new Set<string>();
  #reading = new AbortController();
  /** How often all files have been read; null once the folder is closed. */
  #readings: number | null = 0;
  #waiting: (() => void)[] = [];
  /** Why the folder's files could not be listed when they were last read. */
  #unlisted: string | undefined;

  /** Opens a folder, empty, under its configuration and what the editor sets over it. */
  constructor(root: string, loose: boolean, trusted: boolean, editor: EditorSettings, host: ServerHost, journal: Journal) {
    this.root = root;
    this.#trusted = trusted;
    this.loose = loose;
    this.#editor = editor;
    this.#host = host;
    this.#journal = journal;
    this.#configuration = host.readConfiguration(root);
    this.#settings = this.#configuration.form === 'settings' ? this.#configuration.settings : defaultSettings;
    this.#files = this.#openFiles();
    this.#session = this.#openSession(!loose);
  }

  /** The configuration as it was last read. */
  get configuration(): Configuration {
    return this.#configuration;
  }

  /** What the editor sets for this folder. */
  get editor(): EditorSettings {
    return this.#editor;
  }

  /** Takes other settings of the editor; the next reading is under these. Returns whether they are others. */
  adjust(editor: EditorSettings): boolean {
    const same = isDeepStrictEqual(editor, this.#editor);
    this.#editor = editor;
    return !same;
  }

  /** Reads the configuration anew. One that is broken leaves the last good settings in force. */
  configure(): void {
    this.#configuration = this.#host.readConfiguration(this.root);
    if (this.#configuration.form === 'settings') this.#settings = this.#configuration.settings;
  }

  /** Whether a path belongs to the files of this folder that are linted. */
  includes(path: string): boolean {
    return this.#guard(`placing ${path}`, true, () => this.#files.includes(path));
  }

  /** The files of a folder within this one that are linted, as they lie on the disk now. */
  filesWithin(path: string): readonly string[] {
    return this.#guard(`listing ${path}`, [], () => this.#files.listWithin(path));
  }

  /** A number that changes when another session begins to answer; null of a folder that is closed. */
  get readings(): number | null {
    return this.#readings;
  }

  /** Whether the files are being read: the findings are those of what is known so far. */
  get isReading(): boolean {
    return !this.loose && this.#readings !== null && (this.#readings === 0 || this.#next !== undefined);
  }

  /** Whether what an edit has changed in other files is looked after, and takes so long that the user is told. */
  isCatchingUp = false;

  /** What keeps files of the folder from being linted as they are meant to be, in a sentence for the user; undefined where nothing does. */
  get problem(): string | undefined {
    return this.#configuration.form === 'broken' ? this.#configuration.message : this.#unlisted ?? this.unavailable;
  }

  /** Why files of TypeScript and JavaScript can't be linted at all; undefined where they can, as far as is known. */
  get unavailable(): string | undefined {
    return this.#next?.unavailable() ?? this.#session.unavailable();
  }

  /** Waits until all files have been read and none are being read; at once where the folder is loose or closed. */
  async whenRead(): Promise<void> {
    while (this.isReading) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Ends a reading that is on its way; the signal says of the next one when it is ended in turn. */
  beginReading(): AbortSignal {
    this.#endReading();
    this.#reading = new AbortController();
    return this.#reading.signal;
  }

  /**
   * Reads all files of the folder under the settings in force, in batches, so that the server answers in between; where there was
   * nothing yet to answer from, those first that are near the open documents. Resolves to false where the signal ended it.
   */
  async read(signal: AbortSignal, reading: Reading): Promise<boolean> {
    const { textOf, report } = reading;
    const next = this.#openSession(false);
    this.#next = next;
    this.#files = this.#openFiles();
    const paths = this.#list();
    const all = new Set(paths);
    await this.#approach(signal, reading, all);
    for (const { files, done } of batchesOf(paths, textOf)) {
      this.#update(next, files, this.#session);
      report(done, paths.length);
      await giveWay();
      if (signal.aborted) return false;
      await this.#approach(signal, reading, all);
    }
    await this.#link(signal, next);
    if (signal.aborted) return false;
    const before = this.#session;
    this.#session = next;
    this.#next = undefined;
    this.#close(before);
    if (this.#readings !== null) this.#readings++;
    this.#known.clear();
    this.#wake();
    return true;
  }

  /** Reads into the present session what is near the open documents that it has not done so for. */
  async #approach(signal: AbortSignal, { textOf, open, onNear }: Reading, all: ReadonlySet<string>): Promise<void> {
    const documents = this.#readings === 0 ? open().filter((path) => !this.#known.has(path) && this.#session.text(path) !== undefined) : [];
    if (documents.length === 0) return;
    const seen = new Set(documents);
    let ring: readonly string[] = documents;
    for (const most of near) {
      ring = this.ask('looking for imports', [], (session) => session.imports(ring, all)).filter((path) => !seen.has(path)).slice(0, most);
      if (ring.length === 0 && documents.every((path) => this.#known.has(path))) return;
      for (const path of ring) seen.add(path);
      for (const { files } of batchesOf(ring.filter((path) => this.#session.text(path) === undefined), textOf, small)) {
        this.#update(this.#session, files);
        await giveWay();
        if (signal.aborted) return;
      }
      await this.#link(signal, this.#session);
      if (signal.aborted) return;
      for (const path of documents) this.#known.add(path);
      onNear();
    }
  }

  async #link(signal: AbortSignal, session: Session): Promise<void> {
    for (let done = false; !done && !signal.aborted;) {
      done = this.#guard(`linking ${this.root}`, true, () => session.advance(sliceOfWork));
      await giveWay();
    }
  }

  /** Tells of new texts and of files that are gone. */
  apply(files: readonly SourceFile[], gone: readonly string[]): void {
    for (const session of this.#next === undefined ? [this.#session] : [this.#session, this.#next]) {
      if (gone.length > 0) this.#guard('forgetting files', undefined, () => session.remove(gone));
      this.#update(session, files);
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
      return findings.flatMap((finding) => this.#asTold(finding));
    });
  }

  /** Does a part of the work that findings need of all files. Returns whether all of it is done. */
  advance(): boolean {
    return this.#readings === null || this.#guard(`linking ${this.root}`, true, () => this.#session.advance(sliceOfEdits));
  }

  /** How many files wait for `advance` since an edit may concern them; until then their former answers count. */
  get waiting(): number {
    return this.#readings === null ? 0 : this.#guard('counting the files that wait', 0, () => this.#session.waiting());
  }

  /** Puts a question to the session as it is; `otherwise` is the answer where it fails. */
  ask<T>(what: string, otherwise: T, question: (session: Session) => T): T {
    return this.#guard(what, otherwise, () => question(this.#session));
  }

  /** Whether findings of a file point to a place in one of other files. */
  pointsTo(path: string, others: ReadonlySet<string>): boolean {
    return this.findings(path).some(({ related }) => related.some((place) => place.path !== path && others.has(place.path)));
  }

  text(path: string): string | undefined {
    return this.#session.text(path);
  }

  /** The paths of all files that are known, be it only to the session that is still reading. */
  paths(): readonly string[] {
    return [...new Set([...this.#session.paths(), ...(this.#next?.paths() ?? [])])];
  }

  /** What stands for the findings of a file as long as they hold; undefined where they may be others than those last given. */
  edition(path: string): symbol | undefined {
    return this.#guard('comparing findings', undefined, () => this.#session.edition(path));
  }

  close(): void {
    this.#endReading();
    this.#close(this.#session);
    this.#readings = null;
    this.#wake();
  }

  #list(): readonly string[] {
    this.#unlisted = undefined;
    try {
      return this.#files.list();
    } catch (error) {
      this.#journal.failure(`listing ${this.root}`, error);
      this.#unlisted = `The folder ${this.root} can't be read, so only what is open there is linted.`;
      return [];
    }
  }

  #openFiles(): FolderFiles {
    return this.#editor.enable ? this.#host.openFolder(this.root, this.#settings, this.#editor.exclude) : { list: () => [], listWithin: () => [], includes: () => false };
  }

  /**
   * A finding as it is told here and now, if it is. Before all files were read for the first time, that is what none of them can refute, and
   * what the files near the document say, as a warning at most: a program's handler for failures that nobody notices may be in any file.
   */
  #asTold(finding: Finding): readonly Finding[] {
    const { rule: id, messageId, level, path } = finding;
    const rule = this.#host.rules.find((one) => one.id === id);
    if (rule !== undefined && isReportedBy(this.#editor.silenceReportedBy, rule, path)) return [];
    if (this.loose || this.#readings !== 0) return [finding];
    if (level === 'info') return [];
    if (rule?.early?.includes(messageId) === true) return [finding];
    return this.#known.has(path) ? [{ ...finding, level: 'warning' }] : [];
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** @param partial whether it is for some of the folder's files, until all are read. */
  #openSession(partial: boolean): Session {
    const { root } = this;
    const settings = overlaid(this.#settings, this.#editor, root);
    const libraries = this.#host.libraries(root, settings, this.#trusted);
    const mayRead = (path: string): boolean => this.#trusted || (liesIn(path, root) && !path.split('/').includes('..'));
    const readText = (path: string): string | undefined => (mayRead(path) ? this.#host.readText(path) : undefined);
    if (libraries.problem !== null) this.#journal.failure('looking for libraries', libraries.problem);
    return this.#host.openSession({ root, libraries, readText, prompt: true, partial }, this.#host.rules, settings);
  }

  #update(session: Session, files: readonly SourceFile[], reader?: Session): void {
    if (files.length === 0) return;
    try {
      session.update(files, reader);
    } catch (error) {
      // One file of them is at fault: the others are to be linted all the same.
      if (files.length === 1) this.#journal.failure(`reading ${files[0]!.path}`, error);
      else for (const file of files) this.#update(session, [file], reader);
    }
  }

  #endReading(): void {
    this.#reading.abort();
    if (this.#next !== undefined) this.#close(this.#next);
    this.#next = undefined;
  }

  #close(session: Session): void {
    this.#guard('closing a session', undefined, () => session.close());
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
