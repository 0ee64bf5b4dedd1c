import type { ServerHost } from './host.js';
import type { Workspace } from './workspace.js';

/** What came of the paths that something happened to. */
export interface Settled {
  readonly noted: ReadonlySet<string>;
  /** The open documents whose findings may have changed. */
  readonly stale: ReadonlySet<string>;
  /** The documents that nothing happened to but edits of the client. */
  readonly edited: ReadonlySet<string>;
  /** What may have changed them: the paths noted now, or before, where it took time to find out whom these concern. */
  readonly causes: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/**
 * Changes gathers the paths that something happened to, and hands them to the workspace after a short pause, so that
 * a burst of edits or file events costs one run. A request that needs the present state settles it first.
 */
export class Changes {
  readonly #workspace: Workspace;
  readonly #host: ServerHost;
  #noted = new Set<string>();
  /** Of these, the documents of which the client itself knows that their findings are to be asked for. */
  #edited = new Set<string>();
  readonly #listeners = new Set<(settled: Settled) => void>();
  #begun = false;

  constructor(workspace: Workspace, host: ServerHost) {
    this.#workspace = workspace;
    this.#host = host;
  }

  /** Calls back with the open documents whose findings may have changed, until the function it returns is called. */
  onSettled(listener: (settled: Settled) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Notes that the text of a path may have changed. The pause begins with the first note and is not prolonged. */
  note(...paths: readonly string[]): void {
    for (const path of paths) {
      this.#add(path);
      this.#edited.delete(path);
    }
  }

  /** Notes that the client has opened or edited a document. */
  noteEdit(path: string): void {
    if (!this.#noted.has(path)) this.#edited.add(path);
    this.#add(path);
  }

  /** Tells the listeners that a folder was read, opened or closed, whatever was noted. */
  announce(): void {
    this.#tell({ noted: none, stale: none, edited: none, causes: none });
  }

  /** Tells the listeners of open documents that have turned out to be concerned by what was noted before. */
  announceStale(stale: ReadonlySet<string>, causes: ReadonlySet<string>): void {
    this.#tell({ noted: none, stale, edited: none, causes });
  }

  /** Hands over the text of one document alone, for a request that needs no more; who else is concerned is found out later. */
  bring(path: string): void {
    if (this.#noted.has(path) && this.#begun) this.#workspace.bring(path);
  }

  /** Begins to hand over what was noted: the folders are there. */
  begin(): void {
    this.#begun = true;
    if (this.#noted.size > 0) this.#host.later(() => this.settle());
  }

  /** Tells nobody any more: the client has said that it ends. */
  end(): void {
    this.#begun = false;
    this.#listeners.clear();
  }

  /** Hands over all that was noted. */
  settle(): void {
    if (this.#noted.size === 0 || !this.#begun) return;
    const noted = this.#noted;
    const edited = this.#edited;
    this.#noted = new Set();
    this.#edited = new Set();
    this.#tell({ noted, stale: this.#workspace.refresh(noted), edited, causes: noted });
  }

  #tell(settled: Settled): void {
    for (const listener of [...this.#listeners]) listener(settled);
  }

  #add(path: string): void {
    if (this.#noted.size === 0) this.#host.later(() => this.settle());
    this.#noted.add(path);
  }
}
