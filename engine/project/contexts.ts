import type { StepPlace } from '../rule.js';
import type { CallGraph } from './call-graph.js';
import type { ContextKind, Entry } from './entries.js';
import type { Contexts } from './project.js';
import type { World } from './world.js';

/** Contexts say where a function runs: from the entry points that files contribute down the graph of calls. */

/** `served`: by what the product serves. */
type Reach = ContextKind | 'served';

function pathOf(key: string): string {
  return key.slice(0, key.indexOf('\n'));
}

/** For each function, by which entry it is reached in each context. */
export class ContextMap {
  private readonly reached = new Map<Reach, Reached>();
  /** The folders of the programs that serve. */
  private readonly serving = new Set<string>();
  /** The folders of the programs that are told of rejections: of those of a process, and of those in a browser. */
  private readonly reporting = new Set<string>();
  private readonly showing = new Set<string>();
  /** The folders of the programs whose clients' failed requests are handled in one place. */
  private readonly intercepting = new Set<string>();
  /** The folders of the programs that set a limit for all requests. */
  private readonly limiting = new Set<string>();

  /** By the folder of a program the names of what its tests replace. */
  private readonly replacing = new Map<string, Set<string>>();

  constructor(private readonly graph: CallGraph, entries: Iterable<readonly Entry[]>, private readonly world: World) {
    const seeds = new Map<Reach, number[]>();
    const tasks = new Map<string, number[]>();
    const seed = (kind: Reach, key: string): void => {
      const number = graph.find(key);
      const list = seeds.get(kind);
      if (number < 0) return;
      if (list === undefined) seeds.set(kind, [number]);
      else list.push(number);
    };
    for (const list of entries) {
      for (const entry of list) {
        const { key, kind } = entry;
        if (kind === 'serving') this.serving.add(key);
        else if (kind === 'reporting') this.reporting.add(key);
        else if (kind === 'showing') this.showing.add(key);
        else if (kind === 'intercepting') this.intercepting.add(key);
        else if (kind === 'limiting') this.limiting.add(key);
        else if (kind === 'replacing') this.replacing.set(key, (this.replacing.get(key) ?? new Set()).add(entry.name));
        else if (kind === 'served' && entry.by !== undefined) tasks.set(entry.by, [...tasks.get(entry.by) ?? [], graph.find(key)]);
        else seed(kind, key);
        if (kind === 'request') seed('loop', key);
      }
    }
    // A coroutine that a thread makes runs on a loop, wherever that is.
    for (const [kind, keys] of seeds) if (kind !== 'served') this.reached.set(kind, spread(graph, keys, kind === 'thread'));
    this.reached.set('served', servedBy(graph, seeds.get('served') ?? [], tasks));
  }

  of(key: string): Contexts {
    return {
      onLoop: this.chain('loop', key),
      thread: this.has('thread', key),
      startup: this.has('startup', key),
      perRequest: this.has('request', key),
      test: this.has('test', key),
      main: this.has('main', key),
      serves: this.serving.has(this.programOf(key)) && this.has('served', key),
      reportsRejections: this.reporting.has(this.programOf(key)),
      showsRejections: this.showing.has(this.programOf(key)),
      reportsRequests: this.intercepting.has(this.programOf(key)),
      limitsRequests: this.limiting.has(this.programOf(key)),
    };
  }

  /** Whether a test of the function's program puts something else in the place of what is called so. */
  isReplaced(key: string, name: string): boolean {
    return this.replacing.get(this.programOf(key))?.has(name) === true;
  }

  /** The folder of a function's program; '' for a function of no file, which no program has. */
  private programOf(key: string): string {
    const state = this.world.files.get(pathOf(key));
    return state === undefined ? '' : this.world.programOf(state);
  }

  private has(kind: Reach, key: string): boolean {
    return isReached(this.graph, this.reached.get(kind), key);
  }

  private chain(kind: ContextKind, key: string): readonly StepPlace[] | null {
    const from = this.reached.get(kind);
    if (from === undefined || !isReached(this.graph, from, key)) return null;
    const chain: StepPlace[] = [];
    for (let at = this.graph.find(key); at >= 0; at = from[at]!) {
      const [path, name] = this.graph.keys[at]!.split('\n') as [string, string];
      chain.unshift({ path, function: name, call: null });
    }
    return chain;
  }
}

/** By the number of each function the one that runs it on the way from an entry, or one of these two. */
type Reached = Int32Array;
const isEntry = -1;
const isNot = -2;

function isReached(graph: CallGraph, reached: Reached | undefined, key: string): boolean {
  const from = reached?.[graph.find(key)];
  return from !== undefined && from !== isNot;
}

/** What requests and events reach, with the tasks that are started there. What only `main` or start-up starts may well be done before anybody is served. */
function servedBy(graph: CallGraph, entries: readonly number[], tasks: ReadonlyMap<string, readonly number[]>): Reached {
  const all = new Set(entries);
  for (;;) {
    const reached = spread(graph, [...all], false);
    const started = [...tasks].flatMap(([by, list]) => (isReached(graph, reached, by) ? list : [])).filter((task) => task >= 0 && !all.has(task));
    if (started.length === 0) return reached;
    for (const task of started) all.add(task);
  }
}

/** Level by level from the entries to all that they run; of equal ways the smallest by name. */
function spread(graph: CallGraph, entries: readonly number[], syncOnly: boolean): Reached {
  const reached = new Int32Array(graph.keys.length).fill(isNot);
  const depths = new Int32Array(graph.keys.length);
  let level = entries;
  for (const number of level) reached[number] = isEntry;
  for (let depth = 1; level.length > 0; depth++) {
    const next: number[] = [];
    for (const number of level) {
      for (const { targets } of graph.callsOf(number)) {
        for (const target of targets) {
          const from = reached[target]!;
          const isNew = from === isNot;
          if (!isNew && (depths[target] !== depth || graph.keys[from]! <= graph.keys[number]!)) continue;
          if (syncOnly && graph.functions[target]?.async === true) continue;
          reached[target] = number;
          depths[target] = depth;
          if (isNew) next.push(target);
        }
      }
    }
    level = next;
  }
  return reached;
}
