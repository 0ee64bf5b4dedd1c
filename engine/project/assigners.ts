import type { FileState } from './state.js';

/**
 * Which files write an attribute or item of a name to something else than the receivers of their methods. Looked for when a name is first
 * asked for, and kept up to date from then on.
 */
export class Assigners {
  private readonly byName = new Map<string, Set<string>>();

  constructor(private readonly files: ReadonlyMap<string, FileState>) {}

  /** The paths of the files that write it, in order. */
  of(name: string): readonly string[] {
    let paths = this.byName.get(name);
    if (paths === undefined) {
      paths = new Set([...this.files.values()].flatMap((state) => (writes(state, name) ? [state.unit.path] : [])));
      this.byName.set(name, paths);
    }
    return [...paths].sort();
  }

  /** The names that were asked for which a file writes. */
  namesIn(path: string): readonly string[] {
    return [...this.byName].flatMap(([name, paths]) => (paths.has(path) ? [name] : []));
  }

  /** A file has come, gone or changed. Returns the names that it writes now and did not, or did and does not. */
  renew(path: string): readonly string[] {
    const state = this.files.get(path);
    const changed: string[] = [];
    for (const [name, paths] of this.byName) {
      const isThere = state !== undefined && writes(state, name);
      if (isThere === paths.has(path)) continue;
      if (isThere) paths.add(path);
      else paths.delete(path);
      changed.push(name);
    }
    return changed;
  }
}

/** To look at the text first saves reading the flows of thousands of files. */
function writes(state: FileState, name: string): boolean {
  const { unit } = state;
  return unit.language === 'python' && unit.text.includes(name) && state.names.assignments(name).some(({ patch }) => patch === undefined);
}
