import { namesMentioned } from './mentions.js';
import type { FileState } from './state.js';

/**
 * Which files of Python read or import something under a name, tests aside: there its callers are to be found. Looked for of all names of
 * functions and classes when one is first asked for, and kept up to date from then on.
 */
export class Mentioners {
  private byName: Map<string, Set<string>> | undefined;
  private readonly asked = new Set<string>();
  private latest: { readonly path: string; readonly names: ReadonlySet<string> } | undefined;

  /** @param counts whether what a file does counts: what tests hand in stands in for something else. */
  constructor(private readonly files: ReadonlyMap<string, FileState>, private readonly counts: (path: string) => boolean) {}

  /** The paths of the files that mention it, in order; as an attribute of anything where a dot stands before it. */
  of(name: string): readonly string[] {
    this.asked.add(name);
    const byName = (this.byName ??= this.all());
    let paths = byName.get(name);
    // Of a name that nothing had when the others were looked for.
    if (paths === undefined) byName.set(name, (paths = new Set([...this.files.values()].flatMap((state) => (this.namesIn(state).has(name) ? [state.unit.path] : [])))));
    return [...paths].sort();
  }

  /** The names that were asked for which a file mentions; of attributes it does not matter as what. */
  askedIn(state: FileState): readonly string[] {
    return [...this.namesIn(state)].filter((name) => !name.startsWith('.') && this.asked.has(name)).sort();
  }

  /** A file has come, gone or changed. Returns the names that it mentions now and did not, or did and does not, as far as they were asked for. */
  renew(path: string): readonly string[] {
    if (this.byName === undefined) return [];
    const state = this.files.get(path);
    const now: ReadonlySet<string> = state === undefined ? new Set() : this.namesIn(state);
    // Of the file that was edited last it is known which names are to be looked at: most edits are of that one.
    const names = this.latest?.path === path ? new Set([...this.latest.names, ...now]) : this.byName.keys();
    this.latest = { path, names: now };
    const changed: string[] = [];
    for (const name of names) {
      const paths = this.byName.get(name);
      if (paths === undefined || now.has(name) === paths.has(path)) continue;
      if (now.has(name)) paths.add(path);
      else paths.delete(path);
      if (this.asked.has(name)) changed.push(name);
    }
    return changed;
  }

  private namesIn(state: FileState): ReadonlySet<string> {
    return this.counts(state.unit.path) ? namesMentioned(state) : new Set();
  }

  private all(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const { unit } of this.files.values()) {
      if (unit.language !== 'python') continue;
      for (const { parent, name, class: owner } of unit.facts.functions) {
        if (parent === 0) found.set(name, new Set());
        else if (owner >= 0) found.set(`.${name}`, new Set());
      }
    }
    for (const state of this.files.values()) for (const name of this.namesIn(state)) found.get(name)?.add(state.unit.path);
    return found;
  }
}
