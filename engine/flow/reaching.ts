import type { Flow } from './flow.js';
import type { FlowGraph } from './graph.js';
import { within } from './regions.js';
import type { Value } from './step.js';
import type { Variable, VariableTable } from './variables.js';
import { Versions } from './versions.js';

/** What a variable may hold where it is read. */
export interface Reaching {
  /** The writes of this function whose value may be there, in ascending order. */
  readonly writes: readonly Value[];
  /**
   * It may also hold nothing yet, or what it held before the function began: a parameter's argument, the value of a
   * captured or module variable. A declaration without value (`let x`; Python's `x: T`, which in truth leaves an earlier
   * value alone) and `del` lead back to this.
   */
  readonly undefinedToo: boolean;
}

const nothing: Reaching = { writes: [], undefinedToo: false };

/**
 * Which writes of a variable may reach which reads of it, along the paths of the graph. Most reads are answered by
 * their nearest write, without a graph: it stands before them in an arm around them and nothing is written between. For
 * the others the joins of the graph are marked once for the whole flow (the "static single assignment" of compilers).
 *
 * Writes by other functions (a closure's, or another caller's between two awaits) are not seen here.
 */
export class ReachingWrites {
  private known: Versions | undefined;
  private readonly answers = new Map<Value, Reaching>();

  /** @param graph is asked for at the first read that needs it. */
  constructor(private readonly flow: Flow, private readonly table: VariableTable, private readonly graph: () => FlowGraph) {}

  /** The writes that may reach a read; of a read with keys, those of the variable that it begins at. */
  writes(read: Value): Reaching {
    if (this.flow.length <= read || this.flow.kind(read) !== 'read' || this.table.numberOf(read) < 0) return nothing;
    let answer = this.answers.get(read);
    if (answer === undefined) {
      answer = this.find(read);
      this.answers.set(read, answer);
    }
    return answer;
  }

  /** The reads that a write of a variable may reach, in ascending order. */
  reads(write: Value): readonly Value[] {
    const variable = this.table.variables[this.table.numberOf(write)];
    if (variable === undefined || !variable.writes.includes(write)) return [];
    return variable.reads.filter((read) => this.writes(read).writes.includes(write));
  }

  /** The writes of an earlier iteration of a loop that a read within it may see, in ascending order. */
  carried(loop: Value, read: Value): readonly Value[] {
    if (!within(this.flow, read, loop) || this.flow.kind(read) !== 'read') return [];
    const variable = this.table.variables[this.table.numberOf(read)];
    if (variable === undefined || !variable.writes.some((write) => within(this.flow, write, loop))) return [];
    const nearest = this.nearest(variable, read);
    return nearest > loop ? [] : this.versions.carried(loop, read);
  }

  /** The versions of variables at the nodes of the graph. */
  private get versions(): Versions {
    return (this.known ??= new Versions(this.flow, this.table, this.graph()));
  }

  private find(read: Value): Reaching {
    const number = this.table.numberOf(read);
    const variable = this.table.variables[number]!;
    if (variable.writes.length === 0) return { writes: [], undefinedToo: true };
    const nearest = this.nearest(variable, read);
    if (nearest >= 0) return givesValue(this.flow, nearest) ? { writes: [nearest], undefinedToo: false } : { writes: [], undefinedToo: true };
    const { writes, initialToo } = this.versions.sources(read);
    const valued = writes.filter((write) => givesValue(this.flow, write));
    return { writes: valued, undefinedToo: initialToo || valued.length < writes.length };
  }

  /** The write that alone reaches a read, where the order of the steps tells so; else -1. */
  private nearest(variable: Variable, read: Value): Value {
    const at = countBelow(variable.writes, read) - 1;
    const write = variable.writes[at];
    if (write === undefined) return -1;
    const around = this.flow.parent(write);
    if (!within(this.flow, read, around)) return -1;
    // A `continue` may jump over a part of these loops' bodies.
    const loop = around < 0 ? -1 : this.flow.parent(around);
    if (loop >= 0 && this.flow.kind(loop) === 'loop') {
      const step = this.flow.step(loop);
      if (step.kind === 'loop' && (step.form === 'do' || step.form === 'count')) return -1;
    }
    // A loop around the read, but not around the write, may bring a later write back.
    const later = variable.writes[at + 1];
    for (let region = this.flow.parent(read); region > write; region = this.flow.parent(region)) {
      if (this.flow.kind(region) === 'loop' && later !== undefined && later < this.flow.last(region)) return -1;
    }
    return write;
  }
}

/** Whether a write puts a value into its variable. */
function givesValue(flow: Flow, write: Value): boolean {
  const step = flow.step(write);
  return step.kind === 'write' && step.form !== 'delete' && step.from >= 0;
}

/** How many of ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
