import type { FlowGraph } from './graph.js';
import type { Value } from './step.js';

/** A test of a step; `leaving` is true where a scope's exit runs rather than its entry. */
export type StepTest = (step: Value, leaving: boolean) => boolean;

export interface PathOptions {
  /**
   * Where the path ends: at a step that passes the test, where the function is left normally (`return`) or by an error
   * (`raise`), or where it is left in any way (`end`, and so if absent).
   */
  readonly to?: StepTest | 'return' | 'raise' | 'end';
  /** A step that the path passes between its two ends. */
  readonly via?: StepTest;
  /** A step that the path does not pass between its two ends. */
  readonly avoid?: StepTest;
  /** Whether a try's handlers take every error that a caller cares about: given the try. Only handlers without classes do unasked. */
  readonly handlesAll?: (step: Value) => boolean;
  /** Whether a scope's exit keeps errors from going on (`contextlib.suppress`). None does unasked. */
  readonly swallows?: (scope: Value) => boolean;
}

/**
 * A shortest path of steps from a step (-1: from the function's beginning) that has been evaluated without an error, to
 * an end; or null where there is none. A scope's step stands in the path twice where its exit runs as well. The end is
 * looked for before `avoid` and `via` are asked; neither is asked of the two ends. The work is bounded by the size of
 * the graph, twice with `via`.
 */
export function pathThrough(graph: FlowGraph, from: Value, options: PathOptions): readonly Value[] | null {
  return new Search(graph, options).from(from);
}

class Search {
  /** States are `2 * node`, plus 1 once `via` has been passed. The state before, by state; -1: none, -2: not seen. */
  private readonly before: Int32Array;
  private readonly queue: number[] = [];

  constructor(private readonly graph: FlowGraph, private readonly options: PathOptions) {
    this.before = new Int32Array(2 * graph.size).fill(-2);
  }

  from(step: Value): readonly Value[] | null {
    const passed = this.options.via === undefined ? 1 : 0;
    for (const node of this.starts(step)) {
      if (this.arrive(node, -1, passed)) return this.witness(step, node, -1);
    }
    for (let at = 0; at < this.queue.length; at++) {
      const state = this.queue[at]!;
      for (const node of this.graph.successors(state >> 1)) {
        if (this.arrive(node, state, state & 1)) return this.witness(step, node, state);
      }
    }
    return null;
  }

  /** The nodes that follow a step that did not fail; of a throw, those that it leads to. */
  private starts(step: Value): readonly number[] {
    if (step < 0) return [0];
    return this.graph.nodesOf(step).flatMap((node) => {
      if (this.options.swallows === undefined && !this.graph.reaches(node)) return [];
      const normal = this.graph.successors(node, true);
      return normal.length > 0 ? normal : this.graph.successors(node);
    });
  }

  /** Comes to a node; tells whether it is the end, else queues it unless it was seen or is to be avoided. */
  private arrive(node: number, before: number, passed: number): boolean {
    if (passed === 1 && this.isEnd(node)) return true;
    const step = this.graph.stepOf(node);
    const moment = this.graph.momentOf(node);
    if (moment === 'swallow' && !this.options.swallows?.(step)) return false;
    if (moment === 'escape' && this.options.handlesAll?.(step)) return false;
    let after = passed;
    if (moment === 'reach' || moment === 'leave') {
      if (this.options.avoid?.(step, moment === 'leave')) return false;
      if (after === 0 && this.options.via!(step, moment === 'leave')) after = 1;
    }
    const state = 2 * node + after;
    if (this.before[state] !== -2) return false;
    this.before[state] = before;
    this.queue.push(state);
    return false;
  }

  private isEnd(node: number): boolean {
    const to = this.options.to ?? 'end';
    const moment = this.graph.momentOf(node);
    if (typeof to === 'string') return to === 'end' ? moment === 'return' || moment === 'raise' : moment === to;
    return (moment === 'reach' || moment === 'leave') && to(this.graph.stepOf(node), moment === 'leave');
  }

  private witness(from: Value, end: number, before: number): readonly Value[] {
    const steps: Value[] = [];
    const note = (node: number): void => {
      const moment = this.graph.momentOf(node);
      if (moment === 'reach' || moment === 'leave') steps.push(this.graph.stepOf(node));
    };
    note(end);
    for (let state = before; state >= 0; state = this.before[state]!) note(state >> 1);
    if (from >= 0) steps.push(from);
    return steps.reverse();
  }
}
