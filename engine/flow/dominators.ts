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
  readonly predecessors: readonly (readonly number[])[];
}

export function dominatorsOf(graph: FlowGraph): Dominators {
  const order = reversePostorder(graph);
  const rank = new Int32Array(graph.size).fill(-1);
  order.forEach((node, i) => (rank[node] = i));
  const predecessors: number[][] = Array.from({ length: graph.size }, () => []);
  for (const node of order) for (const next of followers(graph, node)) predecessors[next]!.push(node);
  const immediate = immediateDominators(order, rank, predecessors);
  return { order, immediate, predecessors, frontiers: frontiersOf(order, predecessors, immediate) };
}

/** The successors of a node where no scope's exit swallows an error. */
export function followers(graph: FlowGraph, node: number): readonly number[] {
  return graph.successors(node).filter((next) => graph.momentOf(next) !== 'swallow');
}

function reversePostorder(graph: FlowGraph): readonly number[] {
  const seen = new Uint8Array(graph.size);
  const finished: number[] = [];
  const open: { node: number; next: readonly number[]; at: number }[] = [];
  const enter = (node: number): void => {
    seen[node] = 1;
    open.push({ node, next: followers(graph, node), at: 0 });
  };
  enter(0);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.at < top.next.length) {
      const next = top.next[top.at++]!;
      if (seen[next] === 0) enter(next);
    } else {
      finished.push(top.node);
      open.pop();
    }
  }
  return finished.reverse();
}

function immediateDominators(order: readonly number[], rank: Int32Array, predecessors: readonly (readonly number[])[]): Int32Array {
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
      for (const before of predecessors[node]!) {
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

function frontiersOf(
  order: readonly number[], predecessors: readonly (readonly number[])[], immediate: Int32Array,
): readonly (readonly number[] | undefined)[] {
  const frontiers: (number[] | undefined)[] = new Array(immediate.length);
  for (const node of order) {
    // The entry may be a loop's head as well: nothing dominates it but itself.
    if (predecessors[node]!.length < (node === 0 ? 1 : 2)) continue;
    for (const before of predecessors[node]!) {
      for (let runner = before; node === 0 || runner !== immediate[node]; runner = immediate[runner]!) {
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
