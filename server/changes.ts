import type { ServerHost } from './host.js';
import type { Workspace } from './workspace.js';

/**
 * Changes gathers the paths that something happened to, and hands them to the workspace after a short pause, so that
 * a burst of edits or file events costs one run. A request that needs the present state settles it first.
 */
export class Changes {
  readonly #workspace: Workspace;
  readonly #host: ServerHost;
  #noted = new Set<string>();
  #listener: (stale: ReadonlySet<string>) => void = () => {};

  constructor(workspace: Workspace, host: ServerHost) {
    this.#workspace = workspace;
    this.#host = host;
  }

  /** Calls back with the open documents whose findings may have changed. */
  onSettled(listener: (stale: ReadonlySet<string>) => void): void {
    this.#listener = listener;
  }

  /** Notes that the text of a path may have changed. The pause begins with the first note and is not prolonged. */
  note(...paths: readonly string[]): void {
    if (paths.length === 0) return;
    if (this.#noted.size === 0) this.#host.later(() => this.settle());
    for (const path of paths) this.#noted.add(path);
  }

  /** Hands over all that was noted. */
  settle(): void {
    if (this.#noted.size === 0) return;
    const noted = this.#noted;
    this.#noted = new Set();
    this.#listener(this.#workspace.refresh(noted));
  }
}
