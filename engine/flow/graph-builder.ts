import type { Flow } from './flow.js';
import { FlowGraph, moments, type Moment } from './graph.js';
import { beginOfRound, constantTruth, endOfTest, exitTarget, isEndless } from './loops.js';
import { armMayRun, armsOf, mayRunNoArm } from './regions.js';
import type { ArmStep, BranchStep, ExitStep, LoopStep, Step, Value } from './step.js';

/**
 * Where control is bound for while it leaves regions: out of the function by an error or a return, to a region by a
 * break or continue, or nowhere in particular (`onward`). Jumps are `firstJump + 2 * region`, plus 1 for a continue.
 * `anywhere` stands for what is no longer known, beyond `deepest` finally arms within one another.
 */
const onward = 0;
const raise = 1;
const leaveFunction = 2;
const anywhere = 3;
const firstJump = 4;
const deepest = 4;

/** Operators of either language that never run code of the program and never fail. */
const harmless: ReadonlySet<string> = new Set(['is', 'is not', 'not', '!', '===', '!==', 'typeof', 'void']);

/**
 * Builds the graph of a flow. Nodes are found from the entry on, each once, and each finds its successors by looking at
 * the region around it, so that the work grows with the number of nodes and nothing is recursive.
 * @param fallsThrough whether the end of a match's arm leads to the next arm (a `switch`) instead of out of the match.
 */
export function graphOf(flow: Flow, fallsThrough: boolean): FlowGraph {
  return new GraphBuilder(flow, fallsThrough).build();
}

class GraphBuilder {
  private readonly steps: Value[] = [];
  private readonly momentCodes: number[] = [];
  private readonly contexts: number[] = [];
  private readonly offsets: number[] = [];
  private readonly targets: number[] = [];
  private readonly raising: number[] = [];
  private readonly nodes = new Map<number, number>();
  /** Contexts: what each finally arm around a node goes on with, as linked lists; context 0 is empty. */
  private readonly outer: number[] = [0];
  private readonly pending: number[] = [onward];
  private readonly depth: number[] = [0];
  private readonly contextNumbers = new Map<number, number>();
  /** The last step of each loop's test, and the loop. */
  private readonly tests = new Map<Value, LoopStep>();
  private readonly armLists = new Map<Value, readonly ArmStep[]>();
  private edgeRaises = 0;

  constructor(private readonly flow: Flow, private readonly fallsThrough: boolean) {
    for (let i = 0; i < flow.length; i++) {
      if (flow.kind(i) !== 'loop') continue;
      const loop = flow.step(i) as LoopStep;
      if (loop.test > i) this.tests.set(endOfTest(this.flow, loop.test), loop);
    }
  }

  build(): FlowGraph {
    this.offsets.push(0);
    this.node(this.flow.length > 0 ? 'reach' : 'return', this.flow.length > 0 ? 0 : -1, 0);
    for (let node = 0; node < this.steps.length; node++) {
      this.visit(moments[this.momentCodes[node]!]!, this.steps[node]!, this.contexts[node]!);
      this.offsets.push(this.targets.length);
    }
    return new FlowGraph(this.flow.length, this.steps, this.momentCodes, this.offsets, this.targets, this.raising);
  }

  private visit(moment: Moment, step: Value, context: number): void {
    switch (moment) {
      case 'reach': this.reach(this.flow.step(step), context); return;
      case 'consider': this.consider(step, context); return;
      case 'leave': this.leave(step, context); return;
      case 'swallow': this.complete(step, context); return;
      case 'handle': this.handle(step, context); return;
      case 'escape': this.raised(() => this.leaveTry(step, raise, context)); return;
      case 'end': this.end(step, context); return;
      case 'return':
      case 'raise':
    }
  }

  private reach(step: Step, context: number): void {
    const i = step.index;
    switch (step.kind) {
      case 'branch': this.enterBranch(step, context); return;
      case 'loop': this.enterLoop(step, context); return;
      case 'arm':
      case 'try':
      case 'scope':
        if (i + 1 < step.last) this.edge('reach', i + 1, context);
        else if (step.kind === 'arm') this.edge('end', i, context);
        else this.complete(i, context);
        break;
      case 'exit': this.exit(step, context); return;
      default: this.complete(i, context);
    }
    if (mayRaise(step)) this.raised(() => this.unwind(step.parent, raise, context));
  }

  private enterBranch(branch: BranchStep, context: number): void {
    if (branch.form === 'match' && !this.fallsThrough) return this.considerNext(branch.index, branch.index + 1, context);
    const arms = this.arms(branch.index);
    for (const arm of arms) if (armMayRun(this.flow, branch, arm.role)) this.edge('reach', arm.index, context);
    if (!mayRunNoArm(arms, branch, constantTruth(this.flow, branch.test))) return;
    if (this.isGuard(branch)) this.considerNext(this.flow.parent(branch.parent), this.flow.last(branch.parent), context);
    else this.complete(branch.index, context);
  }

  /** The arms of a match are looked at one after another, until a pattern matches. */
  private considerNext(match: Value, arm: Value, context: number): void {
    if (arm < this.flow.last(match)) this.edge('consider', arm, context);
    else this.complete(match, context);
  }

  private consider(index: Value, context: number): void {
    this.edge('reach', index, context);
    const match = this.flow.parent(index);
    const isLast = this.flow.last(index) === this.flow.last(match);
    if (!isLast || !this.arms(match).some((arm) => arm.role === 'else')) this.considerNext(match, this.flow.last(index), context);
  }

  /** Whether a branch is the guard of a case (`case [x] if x:`) and not an `if` statement, which begins before its test. */
  private isGuard(branch: BranchStep): boolean {
    if (branch.form !== 'if' || branch.parent < 0 || branch.test < 0 || branch.start !== this.flow.start(branch.test)) return false;
    const arm = this.flow.step(branch.parent);
    return arm.kind === 'arm' && arm.role === 'case';
  }

  private enterLoop(loop: LoopStep, context: number): void {
    const iterates = loop.form === 'each' || loop.form === 'comprehension';
    const body = this.arms(loop.index).find((arm) => arm.role === 'body');
    if (body !== undefined) this.edge('reach', body.index, context);
    if (iterates || body === undefined) this.exhaust(loop, context);
    if (iterates) this.raised(() => this.unwind(loop.parent, raise, context));
  }

  private exit(exit: ExitStep, context: number): void {
    if (exit.form === 'throw' || exit.form === 'reraise') return this.raised(() => this.unwind(exit.parent, raise, context));
    const target = exitTarget(this.flow, exit);
    const jumps = exit.form !== 'return' && target >= 0;
    this.unwind(exit.parent, jumps ? firstJump + 2 * target + (exit.form === 'continue' ? 1 : 0) : leaveFunction, context);
  }

  /** The end of the arms of a loop: its `else` arm if it has one. */
  private exhaust(loop: LoopStep, context: number): void {
    const otherwise = this.arms(loop.index).find((arm) => arm.role === 'else');
    if (otherwise !== undefined) this.edge('reach', otherwise.index, context);
    else this.complete(loop.index, context);
  }

  /** What follows a step or region that has come to its end. */
  private complete(step: Value, context: number): void {
    const loop = this.tests.get(step);
    if (loop !== undefined) {
      if (!isEndless(this.flow, loop)) this.exhaust(loop, context);
      if (constantTruth(this.flow, loop.test) === false) return;
    }
    const next = this.flow.last(step);
    const parent = this.flow.parent(step);
    if (next < (parent < 0 ? this.flow.length : this.flow.last(parent))) this.edge('reach', next, context);
    else if (parent >= 0) this.edge('end', parent, context);
    else this.edge('return', -1, 0);
  }

  private end(region: Value, context: number): void {
    const arm = this.flow.step(region);
    const around = this.flow.parent(region);
    if (arm.kind !== 'arm' || around < 0) return this.complete(region, context);
    switch (this.flow.kind(around)) {
      case 'branch': return this.endOfBranchArm(arm.last, around, context);
      case 'loop': return arm.role === 'body' ? this.edge('reach', around, context) : this.complete(around, context);
      case 'scope': return this.edge('leave', around, this.push(onward, context));
      case 'try': return this.endOfTryArm(arm.role, around, context);
      default: return this.complete(around, context);
    }
  }

  private endOfBranchArm(next: Value, branch: Value, context: number): void {
    const falls = this.fallsThrough && next < this.flow.last(branch) && (this.flow.step(branch) as BranchStep).form === 'match';
    if (falls) this.edge('reach', next, context);
    else this.complete(branch, context);
  }

  private endOfTryArm(role: string, around: Value, context: number): void {
    if (role === 'finally') return this.goOn(around, this.pending[context]!, this.outer[context]!);
    const otherwise = role === 'body' ? this.arms(around).find((arm) => arm.role === 'else') : undefined;
    if (otherwise !== undefined) this.edge('reach', otherwise.index, context);
    else this.leaveTry(around, onward, context);
  }

  /** Leaves the body, a handler or the else arm of a try: through its finally arm if it has one. */
  private leaveTry(around: Value, bound: number, context: number): void {
    const final = this.arms(around).find((arm) => arm.role === 'finally');
    if (final !== undefined) this.edge('reach', final.index, this.push(bound, context));
    else this.goOn(around, bound, context);
  }

  /** The exit of a scope has run. Its own failure is that of the scope. */
  private leave(scope: Value, context: number): void {
    const bound = this.pending[context]!;
    const outer = this.outer[context]!;
    this.goOn(scope, bound, outer);
    if (bound === raise) this.edge('swallow', scope, outer);
    else this.raised(() => this.unwind(this.flow.parent(scope), raise, outer));
  }

  /** An error from a try's body: to each of its handlers, and past them unless one catches everything. */
  private handle(around: Value, context: number): void {
    let all = false;
    for (const arm of this.arms(around)) {
      if (arm.role !== 'handler' || all) continue;
      this.edge('reach', arm.index, context);
      all = arm.catches.length === 0;
    }
    if (!all) this.edge('escape', around, context);
  }

  /** Goes on after a region: to what follows it, or outwards to where control was bound for. */
  private goOn(region: Value, bound: number, context: number): void {
    if (bound === onward || bound === anywhere) this.complete(region, context);
    if (bound === raise || bound === anywhere) this.raised(() => this.unwind(region, raise, context));
    if (bound === anywhere) this.unwind(region, leaveFunction, context);
    else if (bound !== onward && bound !== raise) this.unwind(region, bound, context);
  }

  /** Leaves regions outwards from `region`, until one of them is the goal or has something to do on the way. */
  private unwind(region: Value, bound: number, context: number): void {
    for (let at = region; at >= 0; at = this.flow.parent(at)) {
      if (bound >= firstJump && (bound - firstJump) >> 1 === at) return this.land(at, bound, context);
      const around = this.flow.parent(at);
      if (around < 0 || this.flow.kind(at) !== 'arm') continue;
      if (this.flow.kind(around) === 'scope') return this.edge('leave', around, this.push(bound, context));
      if (this.flow.kind(around) !== 'try') continue;
      const arms = this.arms(around);
      const role = arms.find((arm) => arm.index === at)?.role;
      if (role === 'finally') context = this.outer[context]!;
      else if (role === 'body' && bound === raise && arms.some((arm) => arm.role === 'handler')) return this.edge('handle', around, context);
      else if (arms.some((arm) => arm.role === 'finally')) return this.leaveTry(around, bound, context);
    }
    this.edge(bound === raise ? 'raise' : 'return', -1, 0);
  }

  /** A break or continue has come to its goal. */
  private land(region: Value, bound: number, context: number): void {
    if ((bound - firstJump) % 2 === 0) return this.complete(region, context);
    const step = this.flow.step(region);
    this.edge('reach', step.kind === 'loop' ? beginOfRound(this.flow, step) : region, context);
  }

  private arms(region: Value): readonly ArmStep[] {
    let arms = this.armLists.get(region);
    if (arms === undefined) this.armLists.set(region, (arms = armsOf(this.flow, region)));
    return arms;
  }

  private push(bound: number, context: number): number {
    const pending = this.depth[context]! >= deepest ? anywhere : bound;
    const key = context * (firstJump + 2 * this.flow.length) + pending;
    let number = this.contextNumbers.get(key);
    if (number === undefined) {
      number = this.outer.push(context) - 1;
      this.pending.push(pending);
      this.depth.push(this.depth[context]! + 1);
      this.contextNumbers.set(key, number);
    }
    return number;
  }

  private raised(add: () => void): void {
    const before = this.edgeRaises;
    this.edgeRaises = 1;
    add();
    this.edgeRaises = before;
  }

  private edge(moment: Moment, step: Value, context: number): void {
    this.targets.push(this.node(moment, step, context));
    this.raising.push(this.edgeRaises);
  }

  private node(moment: Moment, step: Value, context: number): number {
    const code = moments.indexOf(moment);
    const key = (context * moments.length + code) * (this.flow.length + 1) + step + 1;
    let node = this.nodes.get(key);
    if (node === undefined) {
      node = this.steps.push(step) - 1;
      this.momentCodes.push(code);
      this.contexts.push(context);
      this.nodes.set(key, node);
    }
    return node;
  }
}

/** Whether evaluating a step may fail by running code of others. A scope's entry may, and a loop asking for an element. */
function mayRaise(step: Step): boolean {
  switch (step.kind) {
    case 'call':
    case 'await':
    case 'yield':
    case 'element':
    case 'scope': return true;
    // A module may be missing: `try: import ujson except ImportError: import json`.
    case 'const': return step.form === 'import';
    case 'operate': return !harmless.has(step.operator);
    default: return false;
  }
}
