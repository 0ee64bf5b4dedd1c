import { carriedBy, type LoopCarry } from './carried.js';
import type { Flow } from './flow.js';
import type { FlowGraph } from './graph.js';
import { graphOf } from './graph-builder.js';
import { pathThrough, type PathOptions } from './path.js';
import { ReachingWrites, type Reaching } from './reaching.js';
import { Completion, enclosingRegions, type Guard } from './regions.js';
import type { Region, Value } from './step.js';
import { UseTable, type Use } from './uses.js';
import { VariableTable, type Variable } from './variables.js';

/**
 * Questions about one function's flow, asked by the project and by all rules: who uses a value, which writes may reach
 * a read, what is around a step and known at it, what a loop carries from one iteration to the next, and whether there
 * is a path from one step to another. Answers are derived from the steps alone; no name is interpreted. Nothing is
 * stored with the facts: whoever asks keeps the index for as long as it keeps the flow, and each table within is built
 * when the first question needs it.
 */
export class FlowIndex {
  private useTable: UseTable | undefined;
  private variableTable: VariableTable | undefined;
  private completion: Completion | undefined;
  private controlFlow: FlowGraph | undefined;
  private reachingWrites: ReachingWrites | undefined;

  constructor(readonly flow: Flow, private readonly fallsThrough: boolean) {}

  /** The steps that take a value as an operand, ascending; none for a value that nothing takes or that does not exist. */
  uses(value: Value): readonly Use[] {
    return (this.useTable ??= new UseTable(this.flow)).of(value);
  }

  /** The steps of `uses`, each once: for those who need no roles. */
  users(value: Value): readonly Value[] {
    return (this.useTable ??= new UseTable(this.flow)).stepsOf(value);
  }

  /** The variables that the flow mentions. */
  get variables(): readonly Variable[] {
    return this.table.variables;
  }

  /** The variable that a read or write step begins at; undefined for every other step. */
  variable(step: Value): Variable | undefined {
    return this.table.variables[this.table.numberOf(step)];
  }

  /**
   * The writes that may reach a read of a variable; for a read with keys (`t.cancel`), those of its variable (`t`).
   * No writes and not `undefinedToo` for a read that nothing leads to, and for a step that is no read of a variable.
   */
  writesReaching(read: Value): Reaching {
    return this.reaching.writes(read);
  }

  /** What the only write that may reach a read of a variable binds to it as a whole; -1 where there may be others, or it binds no value of its own. */
  soleSource(read: Value): Value {
    const { writes, undefinedToo } = this.writesReaching(read);
    const write = writes.length === 1 && !undefinedToo ? this.flow.step(writes[0]!) : undefined;
    return write?.kind === 'write' && write.form === 'bind' && write.place.keys.length === 0 ? write.from : -1;
  }

  /** The reads that a write of a variable may reach, with or without keys, ascending; none for any other step. */
  readsOf(write: Value): readonly Value[] {
    return this.reaching.reads(write);
  }

  /** The writes of an earlier iteration of a loop that a read within it may see, ascending. */
  writesCarried(loop: Value, read: Value): readonly Value[] {
    return this.reaching.carried(loop, read);
  }

  /** What a loop hands from one iteration to a later one, with the steps that show it. */
  carried(loop: Value): LoopCarry {
    return carriedBy(this, loop);
  }

  /** The regions around a step, from the innermost outwards. */
  enclosing(step: Value): readonly Region[] {
    return enclosingRegions(this.flow, step);
  }

  /**
   * What was tested on every way to a step, the nearest first: by the branches and loops around it and by those before
   * it whose other way leads elsewhere (`if not x: return`).
   */
  guards(step: Value): readonly Guard[] {
    return this.completed.guards(step);
  }

  /** Whether control may come to the end of a step or region; never for an exit, nor for `while True` without a break. */
  canComplete(step: Value): boolean {
    return this.completed.canComplete(step);
  }

  /** A shortest path from a step (-1: the beginning) to an end, or null where there is none. "On every path" is: no path that avoids. */
  path(from: Value, options: PathOptions): readonly Value[] | null {
    return pathThrough(this.graph, from, options);
  }

  /** The control-flow graph behind `path`. */
  get graph(): FlowGraph {
    return (this.controlFlow ??= graphOf(this.flow, this.fallsThrough));
  }

  private get table(): VariableTable {
    return (this.variableTable ??= new VariableTable(this.flow));
  }

  private get completed(): Completion {
    return (this.completion ??= new Completion(this.flow));
  }

  private get reaching(): ReachingWrites {
    return (this.reachingWrites ??= new ReachingWrites(this.flow, this.table, () => this.graph));
  }
}

/**
 * An index of a flow.
 * @param options `fallsThrough`: the end of a match's arm leads into the next arm, as in a `switch` of TypeScript.
 */
export function indexFlow(flow: Flow, options: { readonly fallsThrough?: boolean } = {}): FlowIndex {
  return new FlowIndex(flow, options.fallsThrough ?? false);
}

export type { Carried, CarryForm, LoopCarry } from './carried.js';
export type { Moment } from './graph.js';
export type { Operand, Role } from './operands.js';
export type { PathOptions, StepTest } from './path.js';
export type { Reaching } from './reaching.js';
export type { Guard, Sense } from './regions.js';
export type { Use } from './uses.js';
export type { Variable } from './variables.js';
