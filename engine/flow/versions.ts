import { dominatorsOf, type Dominators } from './dominators.js';
import type { Flow } from './flow.js';
import type { FlowGraph } from './graph.js';
import { within } from './regions.js';
import type { Value } from './step.js';
import type { VariableTable } from './variables.js';

/**
 * A version of a variable is the index of the write that made it; `initial`, before any write; or, from the flow's
 * length on, the number of a join, where paths with several versions meet.
 */
const initial = -1;

const none: readonly number[] = [];

interface Join {
  readonly node: number;
  readonly variable: number;
  /** The versions that meet, with the nodes they come from; -1 for the function's beginning. */
  readonly from: { readonly version: number; readonly node: number }[];
}

/** The versions of all variables of a flow: joins stand where the graph needs them, and each read sees one version. */
export class Versions {
  private readonly joins: Join[] = [];
  private readonly joinsAt = new Map<number, number[]>();
  /** The version at each node that reads a variable. */
  private readonly readVersions = new Map<number, number>();

  constructor(private readonly flow: Flow, private readonly table: VariableTable, private readonly graph: FlowGraph) {
    const dominators = dominatorsOf(graph);
    for (let number = 0; number < table.variables.length; number++) this.placeJoins(dominators, number);
    this.number(dominators);
  }

  /** The writes that a read's version comes from, in ascending order, and whether the initial version is among its sources. */
  sources(read: Value): { readonly writes: readonly Value[]; readonly initialToo: boolean } {
    const sources = this.trace(this.versionsAt(read), () => false);
    return { writes: sources.filter((version) => version !== initial), initialToo: sources.includes(initial) };
  }

  /** The writes of an earlier iteration of a loop that a read within it may see, in ascending order. */
  carried(loop: Value, read: Value): readonly Value[] {
    const met = new Set<Join>();
    const atHead = (join: Join): boolean => this.graph.stepOf(join.node) === loop && this.graph.momentOf(join.node) === 'reach';
    this.trace(this.versionsAt(read), (join) => atHead(join) && met.add(join) !== undefined);
    const back = [...met].flatMap((join) => join.from)
      .filter(({ node }) => node >= 0 && within(this.flow, this.graph.stepOf(node), loop))
      .map(({ version }) => version);
    return this.trace(back, atHead).filter((version) => version !== initial);
  }

  private versionsAt(read: Value): readonly number[] {
    return this.graph.nodesOf(read).map((node) => this.readVersions.get(node)).filter((version) => version !== undefined);
  }

  /** The writes and `initial` that versions come from, ascending; joins for which `stop` is true are not looked into. */
  private trace(versions: readonly number[], stop: (join: Join) => boolean): number[] {
    const seen = new Set(versions);
    const sources: number[] = [];
    // The set grows while it is walked through.
    for (const version of seen) {
      if (version < this.flow.length) {
        sources.push(version);
        continue;
      }
      const join = this.joins[version - this.flow.length]!;
      if (!stop(join)) for (const { version: source } of join.from) seen.add(source);
    }
    return sources.sort((a, b) => a - b);
  }

  /** Joins stand where the paths after two writes meet, and after a write and a join. */
  private placeJoins({ frontiers }: Dominators, variable: number): void {
    const open = this.table.variables[variable]!.writes.flatMap((write) => this.graph.nodesOf(write));
    const placed = new Set<number>();
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const meeting of frontiers[node] ?? []) {
        if (placed.has(meeting)) continue;
        placed.add(meeting);
        open.push(meeting);
        const from = meeting === 0 ? [{ version: initial, node: -1 }] : [];
        const join = this.joins.push({ node: meeting, variable, from }) - 1;
        const here = this.joinsAt.get(meeting);
        if (here === undefined) this.joinsAt.set(meeting, [join]);
        else here.push(join);
      }
    }
  }

  /** Walks the tree of dominators and notes which version each read sees and which versions meet at each join. */
  private number({ order, immediate, followers }: Dominators): void {
    // The children of each node in the tree: its first, and of each the next beside it.
    const first = new Int32Array(this.graph.size).fill(-1);
    const beside = new Int32Array(this.graph.size).fill(-1);
    for (let i = order.length - 1; i > 0; i--) {
      const node = order[i]!;
      beside[node] = first[immediate[node]!]!;
      first[immediate[node]!] = node;
    }
    const current = new Int32Array(this.table.variables.length).fill(initial);
    // What stood in `current` before it was set: a variable, then its version.
    const undo: number[] = [];
    const set = (variable: number, version: number): void => {
      undo.push(variable, current[variable]!);
      current[variable] = version;
    };
    // A node to enter, or, as a number below zero, the length of `undo` to go back to once all below a node is done.
    const open = [0];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node < 0) {
        while (undo.length > -node - 1) {
          const version = undo.pop()!;
          current[undo.pop()!] = version;
        }
        continue;
      }
      const before = undo.length;
      this.enter(node, current, set);
      for (let at = followers.offsets[node]!; at < followers.offsets[node + 1]!; at++) this.meet(node, followers.targets[at]!, current);
      if (undo.length > before) open.push(-before - 1);
      for (let child = first[node]!; child >= 0; child = beside[child]!) open.push(child);
    }
  }

  /** Sets the versions after a node. */
  private enter(node: number, current: Int32Array, set: (variable: number, version: number) => void): void {
    for (const join of this.joinsAt.get(node) ?? none) set(this.joins[join]!.variable, this.flow.length + join);
    const step = this.graph.stepOf(node);
    const variable = this.graph.momentOf(node) === 'reach' ? this.table.numberOf(step) : -1;
    if (variable < 0) return;
    if (this.flow.kind(step) === 'read') this.readVersions.set(node, current[variable]!);
    else if (this.table.isDirect(step)) set(variable, step);
  }

  private meet(node: number, next: number, current: Int32Array): void {
    for (const join of this.joinsAt.get(next) ?? none) {
      const { variable, from } = this.joins[join]!;
      const version = current[variable]!;
      // Many steps of a try's body lead to its handlers with the same version; where they are told apart is a loop's head.
      if (from.at(-1)?.version !== version || this.graph.momentOf(next) === 'reach') from.push({ version, node });
    }
  }
}
