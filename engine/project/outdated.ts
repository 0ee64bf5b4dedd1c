import { everyCause } from './causes.js';
import type { LinkedProject } from './linked.js';
import type { FileState } from './state.js';
import type { World } from './world.js';

/** Of files that are about to change what others see of them; null where nobody looked. */
export type Former = ReadonlyMap<string, string | null>;

/**
 * The files that an edit may concern, beside those that were edited: those whose answers looked at something that has changed.
 * They are looked at one after another, and only where others see something else of one than before are those outdated that
 * looked at it. Then it is computed anew what they contribute to effects. A file that waits for its turn keeps what it had.
 */
export class Outdated {
  /** The files whose answers are to be given anew. */
  private readonly paths = new Set<string>();
  /** Those of them of which it is known what others saw of them. */
  private readonly noted = new Set<string>();
  /** The files of which it is to be computed anew what they contribute. */
  private readonly unspread = new Set<string>();
  /** The bits of the causes that have changed. */
  private effects = 0;
  private contexts = false;
  private imports = false;

  /** @param onAnew is told of each file whose answers are given anew. */
  constructor(private readonly world: World, private readonly project: LinkedProject, private readonly onAnew: (path: string) => void) {}

  /** How many files wait for their turn. */
  get size(): number {
    return this.paths.size + this.unspread.size;
  }

  /** To be called before files are replaced, added or removed; the result is for `changed`. */
  before(paths: readonly string[]): Former {
    return new Map(paths.filter((path) => this.world.files.has(path)).map((path) => [path, this.note(path)]));
  }

  /** Files were replaced, added or removed: gives their own answers anew, and outdates those of others. */
  changed(paths: readonly string[], before: Former): void {
    const { project, world } = this;
    project.forgetCalls();
    // What one of several files tells now the others may have looked at.
    if (paths.length > 1) for (const path of paths) world.files.get(path)?.empty();
    if (paths.some((path) => before.has(path) !== world.files.has(path))) this.outdate(world.resolveAnew());
    const onCycles: string[] = [];
    for (const path of paths) {
      const former = before.get(path);
      const stays = former !== undefined && world.files.has(path);
      if (!stays) this.outdate(world.readers.of(path));
      else if (former !== null) {
        // Files that it looks at, and that look at it in turn, may still tell what it was: that takes longer to find out, so it has its turn.
        if (this.project.interfaceText(path) !== former) this.outdate(world.readers.of(path));
        if (this.paths.has(path) || world.readers.isOnCycle(path)) onCycles.push(path);
      }
    }
    for (const path of paths) {
      this.paths.delete(path);
      this.noted.delete(path);
      this.unspread.delete(path);
      if (world.files.has(path)) this.renew(path);
      else this.remove(path);
      this.outdateHeirs(path);
      this.outdate(world.namesAnew(path));
    }
    for (const path of onCycles) this.paths.add(path);
    this.spread();
  }

  /** Takes up one file, or begins with it. Returns whether any is left. */
  step(): boolean {
    for (const path of this.paths) {
      // What others saw of a file may take as long to tell as what they see now, so it is a step of its own.
      if (this.world.files.has(path) && !this.noted.has(path)) {
        this.noted.add(path);
        if (this.note(path) !== null) return true;
      }
      this.paths.delete(path);
      this.noted.delete(path);
      if (this.world.files.has(path)) this.answerAnew(path);
      return true;
    }
    for (const path of this.unspread) {
      this.unspread.delete(path);
      if (this.world.files.has(path)) this.renew(path);
      return true;
    }
    this.spread();
    return false;
  }

  private answerAnew(path: string): void {
    const { project, world } = this;
    const state = world.files.get(path)!;
    const former = this.note(path);
    const cycle = former === null ? [] : world.readers.cycleOf(path);
    const consulted = new Set(state.consulted);
    project.forgetCalls();
    state.empty();
    this.onAnew(path);
    this.unspread.add(path);
    if (former !== null && this.lookAnew(state, cycle, consulted) !== former) this.outdate(world.readers.of(path));
    this.outdateHeirs(path);
  }

  /** Notes what a file contributes, and returns what others see of it. */
  private note(path: string): string | null {
    this.project.contributions.note(path);
    return this.world.readers.of(path).length === 0 ? null : this.project.interfaceText(path);
  }

  /**
   * What others see of a file whose answers were forgotten. Those of files that look at it, and that it looks at in turn, may
   * rest on what it was, so they are set aside for the question.
   * @param cycle the files of which that is known.
   * @param consulted what the file looked at when that became known.
   */
  private lookAnew(state: FileState, cycle: readonly FileState[], consulted: ReadonlySet<string>): string {
    const { readers } = this.world;
    const { path } = state.unit;
    const noted = readers.noted - state.consulted.size;
    const restore = cycle.map((one) => one.setAside());
    state.emptyCells();
    const text = this.project.interfaceText(path);
    for (const put of restore) put();
    // Where nobody looks at more than before, nobody else is on a cycle with it.
    if (readers.noted - state.consulted.size === noted && [...state.consulted].every((one) => consulted.has(one))) return text;
    const known = new Set(cycle);
    const others = readers.cycleOf(path).filter((one) => !known.has(one));
    return others.length === 0 ? text : this.lookAnew(state, [...cycle, ...others], new Set(state.consulted));
  }

  private renew(path: string): void {
    const { effects, contexts, imports } = this.project.contributions.renew(path);
    this.imports ||= imports;
    this.effects |= contexts ? everyCause : effects;
    this.contexts ||= contexts;
  }

  private remove(path: string): void {
    this.project.contributions.remove(path);
    this.effects = everyCause;
    this.contexts = true;
    this.imports = true;
  }

  /** Where other classes inherit from others than before, calls of methods may reach other functions. */
  private outdateHeirs(path: string): void {
    const askers = this.project.inheritAnew(path);
    if (askers.length > 0) this.project.forgetCalls();
    for (const asker of askers) {
      if (!this.world.files.has(asker)) continue;
      this.project.contributions.note(asker);
      this.world.files.get(asker)!.doubtAnswers();
      this.onAnew(asker);
      this.unspread.add(asker);
    }
  }

  private outdate(states: readonly FileState[]): void {
    for (const state of states) {
      this.paths.add(state.unit.path);
      state.doubtAnswers();
    }
  }

  /** Has effects and contexts computed anew, if what they rest on has changed. */
  private spread(): void {
    if (this.effects !== 0) this.project.forgetEffects(this.effects, this.contexts);
    if (this.imports) this.project.forgetImports();
    this.effects = 0;
    this.imports = false;
    this.contexts = false;
  }
}
