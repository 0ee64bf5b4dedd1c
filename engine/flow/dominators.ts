import type { FlowGraph } from './graph.js';

/**
 * Dominators of a graph's nodes: the nodes that every path from the entry to a node passes. Found by the iteration of
 * Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm"); scopes are taken to keep no error from going on.
 */
export interface Dominators {
  /** Nodes that the entry leads to, each before the nodes it dominates. */
  readonly order: readonly number[];
  /** The nearest dominator of each node; the entry's is itself; -1 for a node that the entry does not lead to. */
  readonly immediate: Int32Array;
  /** Where what a node dominates ends: nodes that have a predecessor it dominates, and are not dominated themselves. */
  readonly frontiers: readonly (readonly number[] | undefined)[];
  /** The successors of each node where no scope's exit swallows an error. */
  readonly followers: Edges;
}

export function dominatorsOf(graph: FlowGraph): Dominators {
  const followers = followersOf(graph);
  const order = reversePostorder(graph.size, followers);
  const rank = new Int32Array(graph.size).fill(-1);
  order.forEach((node, i) => (rank[node] = i));
  const predecessors = turned(order, followers);
  const immediate = immediateDominators(order, rank, predecessors);
  return { order, immediate, followers, frontiers: frontiersOf(order, predecessors, immediate) };
}

/** Where the edges of each node lead: those of node `n` are `targets[offsets[n]]` up to `targets[offsets[n + 1]]`, without that. */
export interface Edges {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

function followersOf(graph: FlowGraph): Edges {
  const offsets = new Int32Array(graph.size + 1);
  const targets = new Int32Array(graph.edges);
  let count = 0;
  for (let node = 0; node < graph.size; node++) {
    graph.eachSuccessor(node, (next) => {
      if (graph.momentOf(next) !== 'swallow') targets[count++] = next;
    });
    offsets[node + 1] = count;
  }
  return { offsets, targets };
}

/** The same edges the other way round; the sources of each target stand in the order that is given. */
function turned(order: readonly number[], { offsets, targets }: Edges): Edges {
  const before = new Int32Array(offsets.length);
  for (const node of order) for (let at = offsets[node]!; at < offsets[node + 1]!; at++) before[targets[at]! + 1]!++;
  for (let node = 1; node < before.length; node++) before[node]! += before[node - 1]!;
  const free = before.slice();
  const sources = new Int32Array(targets.length);
  for (const node of order) for (let at = offsets[node]!; at < offsets[node + 1]!; at++) sources[free[targets[at]!]!++] = node;
  return { offsets: before, targets: sources };
}

function reversePostorder(size: number, { offsets, targets }: Edges): readonly number[] {
  const seen = new Uint8Array(size);
  const finished: number[] = [];
  // The edge of each node that is looked at next.
  const edge = offsets.slice();
  const open = [0];
  seen[0] = 1;
  for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
    if (edge[node]! < offsets[node + 1]!) {
      const next = targets[edge[node]!++]!;
      if (seen[next] === 1) continue;
      seen[next] = 1;
      open.push(next);
    } else {
      finished.push(node);
      open.pop();
    }
  }
  return finished.reverse();
}

function immediateDominators(order: readonly number[], rank: Int32Array, { offsets, targets }: Edges): Int32Array {
  const immediate = new Int32Array(rank.length).fill(-1);
  immediate[0] = 0;
  const common = (a: number, b: number): number => {
    while (a !== b) {
      while (rank[a]! > rank[b]!) a = immediate[a]!;
      while (rank[b]! > rank[a]!) b = immediate[b]!;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const node of order) {
      if (node === 0) continue;
      let nearest = -1;
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
        const before = targets[at]!;
        if (immediate[before] !== -1) nearest = nearest < 0 ? before : common(before, nearest);
      }
      if (immediate[node] !== nearest) {
        immediate[node] = nearest;
        changed = true;
      }
    }
  }
  return immediate;
}

function frontiersOf(order: readonly number[], { offsets, targets }: Edges, immediate: Int32Array): readonly (readonly number[] | undefined)[] {
  const frontiers: (number[] | undefined)[] = new Array(immediate.length);
  for (const node of order) {
    // The entry may be a loop's head as well: nothing dominates it but itself.
    if (offsets[node + 1]! - offsets[node]! < (node === 0 ? 1 : 2)) continue;
    for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
      for (let runner = targets[at]!; node === 0 || runner !== immediate[node]; runner = immediate[runner]!) {
        const frontier = (frontiers[runner] ??= []);
        // A runner that has this node already was on the way from an earlier predecessor, and so is all above it.
        if (frontier.at(-1) === node) break;
        frontier.push(node);
        if (runner === 0) break;
      }
    }
  }
  return frontiers;
}
