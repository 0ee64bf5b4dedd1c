import type { Value } from './step.js';

/**
 * The control-flow graph of a flow: which step may follow which, with an edge to the handlers from everything that may
 * raise. Nodes are moments of steps; a step within a `finally` arm has one node for each way that the arm may go on
 * (normally, with an error, with a return, to a loop), so that no path enters it by a return and leaves it normally.
 */

/**
 * What happens at a node. `reach`: the step is evaluated (a loop's: the next element is asked for). `consider`: the patterns
 * of a match's arm are looked at. `leave`: the exit
 * of a scope runs. `swallow`: that exit keeps an error from going on. `handle`: an error arrives at the handlers of a
 * try. `escape`: none of them takes it. `end`: the end of an arm. `return` and `raise`: the two ends of the function.
 */
export const moments = ['reach', 'consider', 'leave', 'swallow', 'handle', 'escape', 'end', 'return', 'raise'] as const;
export type Moment = (typeof moments)[number];

/** Nodes are numbered from 0, the entry; only nodes that the entry leads to are in the graph. */
export class FlowGraph {
  /** Node by step for the first node that reaches it; the rest are linked by `nextReach`. */
  private readonly firstReach: Int32Array;
  private readonly nextReach: Int32Array;
  private certain: Uint8Array | undefined;

  /**
   * @param steps the step of each node, -1 for the ends of the function.
   * @param momentCodes the index in `moments` of each node.
   * @param offsets where each node's successors begin in `targets`; one more entry than there are nodes.
   * @param raising 1 for each edge that an error takes.
   */
  constructor(
    length: number,
    private readonly steps: readonly Value[],
    private readonly momentCodes: readonly number[],
    private readonly offsets: readonly number[],
    private readonly targets: readonly number[],
    private readonly raising: readonly number[],
  ) {
    this.firstReach = new Int32Array(length).fill(-1);
    this.nextReach = new Int32Array(steps.length).fill(-1);
    for (let node = steps.length - 1; node >= 0; node--) {
      if (momentCodes[node] !== 0) continue;
      this.nextReach[node] = this.firstReach[steps[node]!]!;
      this.firstReach[steps[node]!] = node;
    }
  }

  get size(): number {
    return this.steps.length;
  }

  /** The number of edges. */
  get edges(): number {
    return this.targets.length;
  }

  /** The step that a node stands for, or -1 for the ends of the function. */
  stepOf(node: number): Value {
    return this.steps[node]!;
  }

  momentOf(node: number): Moment {
    return moments[this.momentCodes[node]!]!;
  }

  /** The nodes that follow a node; without those that only an error leads to if `normal` is true. */
  successors(node: number, normal = false): readonly number[] {
    const found: number[] = [];
    for (let at = this.offsets[node]!; at < this.offsets[node + 1]!; at++) {
      if (!normal || this.raising[at] === 0) found.push(this.targets[at]!);
    }
    return found;
  }

  /** Calls `take` for the nodes that follow a node. */
  eachSuccessor(node: number, take: (next: number) => void): void {
    for (let at = this.offsets[node]!; at < this.offsets[node + 1]!; at++) take(this.targets[at]!);
  }

  /** Whether the entry leads to a node even if no scope's exit keeps an error from going on. */
  reaches(node: number): boolean {
    return (this.certain ??= this.findCertain())[node] === 1;
  }

  /** The nodes at which a step is evaluated; none for a step that nothing leads to. */
  nodesOf(step: Value): readonly number[] {
    const nodes: number[] = [];
    for (let node = this.firstReach[step] ?? -1; node >= 0; node = this.nextReach[node]!) nodes.push(node);
    return nodes;
  }

  private findCertain(): Uint8Array {
    const certain = new Uint8Array(this.size);
    const open = [0];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (certain[node] === 1 || this.momentOf(node) === 'swallow') continue;
      certain[node] = 1;
      open.push(...this.successors(node));
    }
    return certain;
  }
}
