import { concernOf, type Concern } from './interface.js';
import type { LinkedProject } from './linked.js';
import type { FileState } from './state.js';
import type { World } from './world.js';

/** What a file showed to others, and looked at, before its answers were given anew. */
interface Former {
  /** Its interface text; null where it can't be told any more, or where nobody looked: then it counts as another. */
  readonly visible: string | null;
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
    return this.paths.size + [...this.former.keys()].filter((path) => !this.paths.has(path)).length;
  }

  /** To be called before files are replaced, added or removed; the result is for `changed`. */
  before(paths: readonly string[]): ReadonlyMap<string, Former> {
    this.interrupt();
    const known = paths.filter((path) => this.world.files.has(path));
    const before = new Map(known.map((path) => {
      const former = this.former.get(path);
      return [path, former === undefined ? this.formerOf(path) : { ...former, visible: null }];
    }));
    for (const path of known) this.project.forget(path);
    return before;
  }

  /** Files were replaced, added or removed: gives their own answers anew, and outdates those of others. */
  changed(paths: readonly string[], before: ReadonlyMap<string, Former>): void {
    const isOther = paths.some((path) => before.has(path) !== this.world.files.has(path));
    if (isOther) this.outdate(this.world.resolveAnew(), 'all');
    for (const path of paths) {
      const former = before.get(path);
      this.former.delete(path);
      this.paths.delete(path);
      if (!this.world.files.has(path)) {
        this.project.remove(path);
        this.project.forgetEffects(true);
      }
      const concern = former === undefined || !this.world.files.has(path) ? 'all' : this.concernOf(path, former.visible);
      this.outdate(this.world.readers.of(path), concern);
    }
    for (const path of paths) {
      if (this.world.files.has(path)) this.renew(path);
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
      consulted: new Set(world.files.get(path)!.consulted),
    };
  }

  private empty({ members, noted }: Group): Group {
    for (const path of members) {
      this.project.forget(path);
      this.world.files.get(path)!.empty();
      this.paths.delete(path);
      this.onAnew(path);
    }
    return { members, noted, emptied: true, at: 0 };
  }

  private compare(group: Group, path: string): void {
    const former = this.former.get(path)!;
    const concern = former.visible === null ? 'all' : concernOf(former.visible, this.project.interfaceText(path));
    this.renew(path);
    if (this.regroup(group, path, former)) return;
    this.former.delete(path);
    const members = new Set(group.members);
    this.outdate(this.world.readers.of(path).filter(({ unit }) => !members.has(unit.path)), concern);
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

  private renew(path: string): void {
    const { effects, contexts } = this.project.renew(path);
    this.effects ||= effects || contexts;
    this.contexts ||= contexts;
  }

  /**
   * Whom it concerns what others see now of a file that was edited. Answers of files that look at it, and that it looks at in
   * turn, are still those of its old text, so they are set aside for the question.
   */
  private concernOf(path: string, former: string | null): Concern {
    const { project, world } = this;
    if (former === null || world.readers.of(path).length === 0) return 'all';
    const concern = concernOf(former, project.interfaceText(path));
    const cycle = concern === 'all' ? [] : world.readers.cycleOf(path);
    if (cycle.length === 0) return concern;
    const restore = cycle.map((state) => state.setAside());
    world.files.get(path)!.emptyCells();
    const now = project.interfaceText(path);
    for (const put of restore) put();
    return concernOf(former, now);
  }

  /** Where other classes inherit from others than before, calls of methods may reach other functions. */
  private outdateHeirs(path: string): void {
    for (const asker of this.project.inheritAnew(path)) this.paths.add(asker);
  }

  private outdate(states: readonly FileState[], concern: Concern): void {
    for (const { unit } of states) if (concern === 'all' || [...concern].some((name) => unit.text.includes(name))) this.paths.add(unit.path);
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
