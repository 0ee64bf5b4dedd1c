import type { Contribution, LinkedProject } from './linked.js';
import type { FileState } from './state.js';
import type { World } from './world.js';

/** What a file showed to others and contributed before its answers were given anew. */
interface Former {
  /** Its interface text; null where it can't be told any more, or where nobody looked: then it counts as another. */
  readonly visible: string | null;
  /** Null where it was never computed. */
  readonly contribution: Contribution | null;
  readonly consulted: ReadonlySet<string>;
}

/** Files that look at each other, whose answers are given anew together: what they say of each other must not rest on itself. */
interface Group {
  readonly members: readonly string[];
  /** First what each was is noted, then the answers of all are forgotten, then each is compared. */
  readonly emptied: boolean;
  /** The members of which that was noted now: of others it was before. */
  readonly noted: string[];
  /** The next member to note or to compare. */
  at: number;
}

/**
 * The files that an edit may concern, beside those that were edited: those whose answers looked at something that has changed.
 * They are taken up one after another, and only where others see something else of one than before are those outdated that
 * looked at it. A file that waits for its turn keeps the answers that it had.
 */
export class Outdated {
  private readonly paths = new Set<string>();
  /** Of files whose answers were forgotten and that are not compared yet. */
  private readonly former = new Map<string, Former>();
  private group: Group | null = null;
  private effects = false;
  private contexts = false;

  /** @param onAnew is told of each file whose answers are given anew. */
  constructor(private readonly world: World, private readonly project: LinkedProject, private readonly onAnew: (path: string) => void) {}

  /** How many files wait for their turn. */
  get size(): number {
    return this.paths.size + this.former.size;
  }

  /** To be called before files are replaced, added or removed; the result is for `changed`. */
  before(paths: readonly string[]): ReadonlyMap<string, Former> {
    this.interrupt();
    const known = paths.filter((path) => this.world.files.has(path));
    return new Map(known.map((path) => {
      const former = this.former.get(path);
      return [path, former === undefined ? this.formerOf(path) : { ...former, visible: null }];
    }));
  }

  /** Files were replaced, added or removed: gives their own answers anew, and outdates those of others. */
  changed(paths: readonly string[], before: ReadonlyMap<string, Former>): void {
    for (const path of paths) this.project.forget(path);
    const isOther = paths.some((path) => before.has(path) !== this.world.files.has(path));
    if (isOther) this.outdate(this.world.resolveAnew());
    for (const path of paths) {
      const former = before.get(path);
      this.former.delete(path);
      this.paths.delete(path);
      if (!this.world.files.has(path)) {
        this.project.drop(path);
        this.project.forgetEffects(true);
      }
      if (former === undefined || !this.world.files.has(path) || this.showsOther(path, former.visible)) this.outdate(this.world.readers.of(path));
    }
    for (const path of paths) {
      if (this.world.files.has(path)) this.compareContribution(path, before.get(path)?.contribution ?? null);
      this.outdateHeirs(path);
    }
    this.spread();
  }

  /** Takes up one file. Returns whether any is left. */
  step(): boolean {
    this.group ??= this.nextGroup();
    const { group } = this;
    if (group === null) {
      this.spread();
      return false;
    }
    const path = group.members[group.at++];
    if (path === undefined) this.group = group.emptied ? null : this.empty(group);
    else if (group.emptied) this.compare(group, path);
    else this.note(group, path);
    return true;
  }

  private nextGroup(): Group | null {
    for (const path of this.paths) {
      if (this.world.files.has(path)) return groupOf([path, ...this.world.readers.cycleOf(path).map(({ unit }) => unit.path)]);
      this.paths.delete(path);
    }
    return null;
  }

  /** What was begun is begun anew after an edit. What others may have seen of forgotten answers meanwhile can't be told. */
  private interrupt(): void {
    const { group } = this;
    this.group = null;
    if (group === null) return;
    if (!group.emptied) for (const path of group.noted) this.former.delete(path);
    for (const path of group.members) {
      const former = this.former.get(path);
      if (former === undefined) continue;
      this.former.set(path, { ...former, visible: null });
      this.paths.add(path);
    }
  }

  private note(group: Group, path: string): void {
    if (this.former.has(path)) return;
    this.former.set(path, this.formerOf(path));
    group.noted.push(path);
  }

  private formerOf(path: string): Former {
    const { project, world } = this;
    return {
      visible: world.readers.of(path).length === 0 ? null : project.interfaceText(path),
      contribution: project.contributes(path) ? project.contribution(path) : null,
      consulted: new Set(world.files.get(path)!.consulted),
    };
  }

  private empty({ members, noted }: Group): Group {
    for (const path of members) {
      this.world.files.get(path)!.empty();
      this.project.forget(path);
      this.paths.delete(path);
      this.onAnew(path);
    }
    return { members, noted, emptied: true, at: 0 };
  }

  private compare(group: Group, path: string): void {
    const former = this.former.get(path)!;
    const isOther = former.visible === null || this.project.interfaceText(path) !== former.visible;
    this.compareContribution(path, former.contribution);
    if (this.regroup(group, path, former)) return;
    this.former.delete(path);
    const members = new Set(group.members);
    if (isOther) this.outdate(this.world.readers.of(path).filter(({ unit }) => !members.has(unit.path)));
    this.outdateHeirs(path);
  }

  /** Where a file now looks at others that look at it in turn, they have to be looked at together. Returns whether that is so. */
  private regroup(group: Group, path: string, former: Former): boolean {
    const members = new Set(group.members);
    const isNew = [...this.world.files.get(path)!.consulted].some((other) => !former.consulted.has(other) && !members.has(other));
    const others = isNew ? this.world.readers.cycleOf(path).filter(({ unit }) => !members.has(unit.path)) : [];
    if (others.length === 0) return false;
    this.interrupt();
    for (const member of group.members) this.paths.add(member);
    this.group = groupOf([...group.members, ...others.map(({ unit }) => unit.path)]);
    return true;
  }

  private compareContribution(path: string, former: Contribution | null): void {
    const now = former === null ? null : this.project.contribution(path);
    const isSame = now !== null && former!.effects === now.effects && former!.contexts === now.contexts;
    if (isSame) this.project.refreshEffects(path);
    this.effects ||= !isSame;
    this.contexts ||= former === null || former.contexts !== now!.contexts;
  }

  /**
   * Whether others see something else of a file that was edited. Answers of files that look at it, and that it looks at in
   * turn, are still those of its old text, so they are set aside for the question.
   */
  private showsOther(path: string, former: string | null): boolean {
    const { project, world } = this;
    if (world.readers.of(path).length === 0) return false;
    if (former === null || project.interfaceText(path) !== former) return true;
    const cycle = world.readers.cycleOf(path);
    if (cycle.length === 0) return false;
    const restore = cycle.map((state) => state.setAside());
    world.files.get(path)!.emptyCells();
    const isOther = project.interfaceText(path) !== former;
    for (const put of restore) put();
    return isOther;
  }

  /** Where other classes inherit from others than before, calls of methods may reach other functions. */
  private outdateHeirs(path: string): void {
    for (const asker of this.project.inheritAnew(path)) this.paths.add(asker);
  }

  private outdate(states: readonly FileState[]): void {
    for (const { unit } of states) this.paths.add(unit.path);
  }

  /** Has effects and contexts computed anew, if what they rest on has changed. */
  private spread(): void {
    if (this.effects) this.project.forgetEffects(this.contexts);
    this.effects = false;
    this.contexts = false;
  }
}

function groupOf(members: readonly string[]): Group {
  return { members, emptied: false, noted: [], at: 0 };
}
