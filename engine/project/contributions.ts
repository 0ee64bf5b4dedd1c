import { CallGraph } from './call-graph.js';
import type { Calls } from './calls.js';
import { causesOf, doingsText, everyCause, openNames } from './causes.js';
import { importedBy } from './concurrency.js';
import { ContextMap } from './contexts.js';
import { doingsOf, type FunctionDoings } from './doings.js';
import { Effects } from './effects.js';
import { entriesOf, entriesText, spreadText, type Entry } from './entries.js';
import { importsText } from './importers.js';
import type { FileState } from './state.js';
import type { Values } from './values.js';
import type { World } from './world.js';

/** What a file contributes to effects, and what it contributes to contexts: where it is equal, an edit concerns nobody's. */
interface Contribution {
  readonly functions: readonly FunctionContribution[];
  /** What is told of all functions together. */
  readonly effects: string;
  readonly contexts: string;
  readonly imports: string;
}

interface FunctionContribution {
  /** From which the others were made. */
  readonly doings: FunctionDoings;
  readonly effects: string;
  /** What it does itself, as bits. */
  readonly causes: number;
  readonly contexts: string;
  readonly open: ReadonlySet<string>;
}

/** How many of the searches for effects make a piece of work. */
const searchesAtOnce = 4;

/** What an edit changes of a file's contribution. */
export interface Changes {
  /** The bits of the causes that some function has now and had not, or had and has not; `everyCause` where more has changed; 0 where nothing has. */
  readonly effects: number;
  readonly contexts: boolean;
  readonly imports: boolean;
}

/**
 * What each file contributes to effects and contexts, and these: computed for all files at once from the contributions, and again
 * after an edit that changes one.
 */
export class Contributions {
  private readonly doings = new Map<string, readonly FunctionDoings[]>();
  private readonly entries = new Map<string, readonly Entry[]>();
  /** What the file contributes that was edited last: most edits are of that one. */
  private latest: { readonly path: string; readonly contribution: Contribution } | undefined;
  /** Of the files of which these two are as they were before an edit, what they contributed by them. */
  private readonly former = new Map<string, Contribution>();
  private readonly graph = new CallGraph(causesOf);
  private allEffects: Effects | undefined;
  /** Effects of which not all searches are made, of the graph as it is. */
  private begun: Effects | undefined;
  /** The effects before edits that changed but some causes, and the bits of these. */
  private formerEffects: { readonly effects: Effects; readonly changed: number } | undefined;
  private contextMap: ContextMap | undefined;
  private readonly world: World;

  constructor(private readonly values: Values, private readonly calls: Calls) {
    this.world = values.world;
  }

  /** Notes what a file contributes, before it or its answers change: what it does then is computed anew by `renew`. Until then this stands. */
  note(path: string): void {
    if (!this.contributes(path)) this.drop(path);
    else if (!this.former.has(path)) this.former.set(path, this.latest?.path === path ? this.latest.contribution : this.contribution(path));
  }

  /** Computes anew what a file contributes that was noted, and returns what of it has changed; all where nothing is known. */
  renew(path: string): Changes {
    const former = this.former.get(path);
    if (former === undefined) return { effects: everyCause, contexts: true, imports: true };
    this.drop(path);
    const now = this.contribution(path, former);
    this.latest = { path, contribution: now };
    const changes = { effects: changedEffects(former, now), contexts: areContextsOther(former, now), imports: now.imports !== former.imports };
    if (changes.effects === 0 && !changes.contexts) this.refreshEffects(path);
    return changes;
  }

  /** A file is gone. */
  remove(path: string): void {
    this.drop(path);
    this.graph.put(new Map([[path, []]]));
  }

  /** The file's contribution is as before, but for where its steps stand and for calls that do nothing. */
  private refreshEffects(path: string): void {
    const state = this.world.files.get(path);
    // Without effects the graph is behind, and takes up all files when they are computed.
    if (state !== undefined && this.allEffects !== undefined) this.graph.put(new Map([[path, this.doingsOf(state)]]));
  }

  /** Computes effects and contexts, so that linting measures the rules alone. */
  prepare(): void {
    void this.contexts;
  }

  /**
   * Does a part of `prepare`: takes up files until the work reaches the budget, which a single file may exceed.
   * @param work counts computations of values, and files.
   * @returns whether all is prepared.
   */
  prepareSome(work: number): boolean {
    const { solver, files } = this.world;
    const start = solver.computed;
    let taken = 0;
    for (const state of files.values()) {
      if (this.contributes(state.unit.path)) continue;
      if (taken > 0 && solver.computed - start + taken >= work) return false;
      this.doingsOf(state);
      this.entriesOf(state);
      taken++;
    }
    if (taken > 0) return false;
    if (this.allEffects === undefined) {
      // Putting them together, effects and contexts make pieces of their own.
      if (this.joinGraph(Math.ceil(work / 4)) > 0) this.begun = undefined;
      else if (!this.begin().search(searchesAtOnce)) void this.effects;
      return false;
    }
    this.prepare();
    return true;
  }

  /** Puts into the graph what files do that it does not know yet, so many of them at most. Returns how many these were. */
  private joinGraph(most: number): number {
    const files = new Map<string, readonly FunctionDoings[]>();
    for (const state of this.world.files.values()) {
      const doings = this.doingsOf(state);
      if (files.size < most && !this.graph.has(state.unit.path, doings)) files.set(state.unit.path, doings);
    }
    this.graph.put(files);
    return files.size;
  }

  /**
   * Effects are to be computed anew.
   * @param changed the bits of the causes that have changed, or `everyCause`.
   * @param contextsToo Contexts, which take longer to compute than effects, stand where nothing that they spread over has changed.
   */
  forget(changed: number, contextsToo: boolean): void {
    const { formerEffects } = this;
    const before = this.allEffects ?? formerEffects?.effects;
    this.formerEffects = before === undefined ? undefined : { effects: before, changed: changed | (this.allEffects === undefined ? formerEffects!.changed : 0) };
    this.allEffects = undefined;
    this.begun = undefined;
    if (contextsToo) this.contextMap = undefined;
  }

  private begin(): Effects {
    return (this.begun ??= new Effects(this.graph, this.formerEffects));
  }

  /** The effects of all functions, as the files are now. */
  get effects(): Effects {
    if (this.allEffects === undefined) {
      if (this.joinGraph(Number.POSITIVE_INFINITY) > 0) this.begun = undefined;
      this.allEffects = this.begin();
      this.allEffects.search(Number.POSITIVE_INFINITY);
      this.begun = undefined;
      this.formerEffects = undefined;
    }
    return this.allEffects;
  }

  /** Where all functions run, as the files are now. */
  get contexts(): ContextMap {
    if (this.contextMap === undefined) {
      // What these spread over is the graph, which effects put together.
      void this.effects;
      this.contextMap = new ContextMap(this.graph, [...this.world.files.values()].map((state) => this.entriesOf(state)), this.world);
    }
    return this.contextMap;
  }

  private contributes(path: string): boolean {
    return this.doings.has(path) && this.entries.has(path);
  }

  /** @param former what the file contributed before: what it says of functions that do what they did holds. */
  private contribution(path: string, former?: Contribution): Contribution {
    const state = this.world.files.get(path);
    if (state === undefined) return { functions: [], effects: '', contexts: '', imports: '' };
    const functions = this.doingsOf(state).map((doings, i) => {
      const before = former?.functions[i];
      return before?.doings === doings ? before : contributionOf(doings);
    });
    const open = new Set(functions.flatMap((fn) => [...fn.open]));
    return { functions, effects: `${[...open].sort().join()}\n${[...importedBy(state)].sort().join()}`, contexts: entriesText(this.entriesOf(state)), imports: importsText(this.world, state) };
  }

  private drop(path: string): void {
    this.former.delete(path);
    if (this.latest?.path === path) this.latest = undefined;
    this.doings.delete(path);
    this.entries.delete(path);
  }

  private doingsOf(state: FileState): readonly FunctionDoings[] {
    const { path } = state.unit;
    let found = this.doings.get(path);
    if (found === undefined) this.doings.set(path, (found = doingsOf(this.values, this.calls, state)));
    return found;
  }

  private entriesOf(state: FileState): readonly Entry[] {
    const { path } = state.unit;
    let found = this.entries.get(path);
    if (found === undefined) this.entries.set(path, (found = entriesOf(this.values, this.calls, state)));
    return found;
  }
}

function contributionOf(doings: FunctionDoings): FunctionContribution {
  return { doings, effects: doingsText(doings), causes: causesOf(doings), contexts: spreadText(doings), open: openNames(doings) };
}

/** The bits of the causes that have changed; `everyCause` where more has. */
function changedEffects(former: Contribution, now: Contribution): number {
  if (former.effects !== now.effects || former.functions.length !== now.functions.length) return everyCause;
  let changed = 0;
  for (const [i, before] of former.functions.entries()) {
    const after = now.functions[i]!;
    if (before.effects !== after.effects) return everyCause;
    changed |= before.causes ^ after.causes;
  }
  return changed;
}

function areContextsOther(former: Contribution, now: Contribution): boolean {
  return former.contexts !== now.contexts || former.functions.length !== now.functions.length || former.functions.some(({ contexts }, i) => contexts !== now.functions[i]!.contexts);
}
