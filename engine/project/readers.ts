import type { FileState } from './state.js';

/**
 * Who has looked at whom: for each file the files whose answers looked at it. Noted while answers are given; that an answer
 * was forgotten since shows in the reader's own list, which decides.
 */
export class Readers {
  private readonly byPath = new Map<string, Set<string>>();
  /** How many looks were noted so far. */
  noted = 0;

  constructor(private readonly files: ReadonlyMap<string, FileState>) {}

  /** Notes that an answer of a file looked at another, which need not exist. */
  note(reader: FileState, path: string): void {
    if (reader.consulted.has(path)) return;
    reader.consulted.add(path);
    this.noted++;
    const known = this.byPath.get(path);
    if (known === undefined) this.byPath.set(path, new Set([reader.unit.path]));
    else known.add(reader.unit.path);
  }

  /** The files whose answers looked at a file. */
  of(path: string): readonly FileState[] {
    const found: FileState[] = [];
    for (const reader of this.byPath.get(path) ?? []) {
      const state = this.files.get(reader);
      if (state?.consulted.has(path) === true) found.push(state);
    }
    return found;
  }

  /** Whether a file looks at itself through others. Searched from both sides: what a file looks at may be much, and so may who looks at it. */
  isOnCycle(path: string): boolean {
    const below = new Set<string>();
    const above = new Set<string>();
    const down = [path];
    const up = [path];
    for (let d = 0, u = 0; d < down.length && u < up.length;) {
      if (down.length - d <= up.length - u) {
        for (const consulted of this.files.get(down[d++]!)?.consulted ?? []) {
          if (consulted === path || above.has(consulted)) return true;
          if (below.has(consulted)) continue;
          below.add(consulted);
          down.push(consulted);
        }
      } else {
        for (const { unit } of this.of(up[u++]!)) {
          if (unit.path === path || below.has(unit.path)) return true;
          if (above.has(unit.path)) continue;
          above.add(unit.path);
          up.push(unit.path);
        }
      }
    }
    return false;
  }

  /** The other files that a file looks at, directly or through others, and that look at it in the same way. */
  cycleOf(path: string): readonly FileState[] {
    // What a file looks at is little beside who looks at it, where many do: so that comes first.
    const below = new Set<string>();
    const open = [path];
    for (const at of open) {
      for (const consulted of this.files.get(at)?.consulted ?? []) {
        if (below.has(consulted) || !this.byPath.has(consulted)) continue;
        below.add(consulted);
        open.push(consulted);
      }
    }
    if (!below.has(path)) return [];
    const cycle = new Set([path]);
    for (const at of cycle) {
      for (const reader of this.byPath.get(at)!) if (below.has(reader) && this.files.get(reader)?.consulted.has(at) === true) cycle.add(reader);
    }
    cycle.delete(path);
    return [...cycle].flatMap((other) => this.files.get(other) ?? []);
  }
}
