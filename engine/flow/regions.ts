import type { Flow } from './flow.js';
import { beginOfRound, constantTruth, exitTarget, isEndless } from './loops.js';
import type { ArmStep, BranchStep, LoopStep, Region, Step, StepKind, Value } from './step.js';

/** The regions around a step, from the innermost outwards. A region does not enclose itself. */
export function enclosingRegions(flow: Flow, step: Value): readonly Region[] {
  const regions: Region[] = [];
  for (let i = flow.parent(step); i >= 0; i = flow.parent(i)) regions.push(flow.step(i) as Region);
  return regions;
}

/** Whether `step` lies within `region`; -1 stands for the whole flow. */
export function within(flow: Flow, step: Value, region: Value): boolean {
  return region < 0 || (region < step && step < flow.last(region));
}

/** What is known at a step because it was tested before. It held when it was tested: the step may be further on. */
export interface Guard {
  /** The value that was tested; of a match its subject. Of `not x` also `x`, and of `x and y` also `x` and `y`. */
  readonly test: Value;
  readonly sense: Sense;
  /** The branch or loop whose test it is. */
  readonly by: Value;
  /** The arm that the step stands in; -1 where the branch or loop stands before the step and the other way leads elsewhere. */
  readonly arm: Value;
}

/** `case`: the subject matched the arm's pattern. `default`: it matched none of them. */
export type Sense = 'truthy' | 'falsy' | 'nullish' | 'present' | 'case' | 'default';

const opposite: Readonly<Record<Sense, Sense | null>> = {
  truthy: 'falsy', falsy: 'truthy', nullish: 'present', present: 'nullish', case: null, default: null,
};

/** The steps that decide where control may go on; all others are always left. */
const deciding: ReadonlySet<StepKind> = new Set(['exit', 'arm', 'scope', 'branch', 'loop', 'try']);

/**
 * Which regions can be left at their end, and what is known after those that can be left in one way only. One pass
 * from the last step to the first, since what is within a region stands after it.
 */
export class Completion {
  private readonly completes: Uint8Array;
  private readonly breaks = new Set<Value>();
  private readonly continues = new Set<Value>();
  /** By region (-1 for the whole flow): the guards that hold after a step directly within it, last first. */
  private readonly lasting = new Map<Value, Guard[]>();

  constructor(private readonly flow: Flow) {
    this.completes = new Uint8Array(flow.length).fill(1);
    for (let i = flow.length - 1; i >= 0; i--) if (deciding.has(flow.kind(i))) this.visit(flow.step(i));
  }

  /** Whether control may reach the end of a step or region. An exit's never does. */
  canComplete(step: Value): boolean {
    return this.completes[step] === 1;
  }

  /** The guards that hold at a step, the nearest first. */
  guards(step: Value): readonly Guard[] {
    const guards: Guard[] = [];
    for (let inner = step, region = this.flow.parent(step); ; inner = region, region = this.flow.parent(region)) {
      // Every guard of this list stems from a sibling of `inner`; those before it have been passed, unless a `continue` jumps over them.
      const passed = this.roundOf(region, inner);
      for (const guard of this.lasting.get(region) ?? []) if (guard.by < inner && guard.by >= passed) guards.push(...implied(this.flow, guard));
      if (region < 0) return guards;
      const guard = this.armGuard(region, step);
      if (guard !== null) guards.push(...implied(this.flow, guard));
    }
  }

  /** The first step of a region that is surely passed before one directly within: where a `continue` leads to, if that stands before the step. */
  private roundOf(region: Value, step: Value): Value {
    const around = region < 0 ? -1 : this.flow.parent(region);
    if (!this.continues.has(around)) return region;
    const loop = this.flow.step(around);
    const round = loop.kind === 'loop' ? beginOfRound(this.flow, loop) : around;
    return round <= step ? round : region;
  }

  private visit(step: Step): void {
    switch (step.kind) {
      case 'exit': {
        this.completes[step.index] = 0;
        const target = exitTarget(this.flow, step);
        if (step.form === 'break' && target >= 0) this.breaks.add(target);
        if (step.form === 'continue' && target >= 0) this.continues.add(target);
        return;
      }
      case 'arm':
      case 'scope': this.set(step.index, this.children(step).every((child) => this.canComplete(child))); return;
      case 'branch': this.set(step.index, this.branchCompletes(step)); this.noteBranch(step); return;
      case 'loop': this.set(step.index, this.loopCompletes(step)); this.noteLoop(step); return;
      case 'try': this.set(step.index, this.tryCompletes(step)); return;
      default:
    }
  }

  private set(region: Value, completes: boolean): void {
    this.completes[region] = completes || this.breaks.has(region) ? 1 : 0;
  }

  private branchCompletes(branch: BranchStep): boolean {
    const arms = this.arms(branch);
    return mayRunNoArm(arms, branch, constantTruth(this.flow, branch.test))
      || arms.some((arm) => armMayRun(this.flow, branch, arm.role) && this.canComplete(arm.index));
  }

  private loopCompletes(loop: LoopStep): boolean {
    if (isEndless(this.flow, loop)) return false;
    return this.arms(loop).every((arm) => arm.role !== 'else' || this.canComplete(arm.index));
  }

  private tryCompletes(step: Region): boolean {
    let main = true;
    let handled = false;
    let final = true;
    for (const arm of this.arms(step)) {
      const completes = this.canComplete(arm.index);
      if (arm.role === 'handler') handled ||= completes;
      else if (arm.role === 'finally') final &&= completes;
      else main &&= completes;
    }
    return final && (main || handled);
  }

  /** Notes what holds after a branch one of whose two ways leads elsewhere. */
  private noteBranch(branch: BranchStep): void {
    if (branch.form === 'match' || this.breaks.has(branch.index)) return;
    const arms = this.arms(branch);
    const closed = arms.filter((arm) => !this.canComplete(arm.index));
    if (closed.length !== 1) return;
    const sense = opposite[senseOf(branch, closed[0]!.role)];
    if (sense !== null) this.note(branch, sense);
  }

  /** Notes that the test of a loop that is left by no `break` is false after it. */
  private noteLoop(loop: LoopStep): void {
    if (loop.test >= 0 && !this.breaks.has(loop.index)) this.note(loop, 'falsy');
  }

  private note(step: BranchStep | LoopStep, sense: Sense): void {
    const guard: Guard = { test: step.test, sense, by: step.index, arm: -1 };
    const list = this.lasting.get(step.parent);
    if (list === undefined) this.lasting.set(step.parent, [guard]);
    else list.push(guard);
  }

  /** What the arm of a branch or the body of a loop says of a step within. */
  private armGuard(region: Value, step: Value): Guard | null {
    if (this.flow.kind(region) !== 'arm') return null;
    const around = this.flow.parent(region);
    if (around < 0) return null;
    const arm = this.flow.step(region);
    const owner = this.flow.step(around);
    if (arm.kind !== 'arm') return null;
    if (owner.kind === 'branch') return { test: owner.test, sense: senseOf(owner, arm.role), by: around, arm: region };
    if (owner.kind !== 'loop' || owner.test < 0) return null;
    if (arm.role === 'else') return { test: owner.test, sense: 'falsy', by: around, arm: region };
    const tested = owner.form !== 'do' && step >= this.flow.last(owner.test);
    return tested ? { test: owner.test, sense: 'truthy', by: around, arm: region } : null;
  }

  private children(region: Region): readonly Value[] {
    const children: Value[] = [];
    for (let i = region.index + 1; i < region.last; i = this.flow.last(i)) children.push(i);
    return children;
  }

  private arms(region: Region): readonly ArmStep[] {
    return armsOf(this.flow, region.index);
  }
}

/** A guard and what follows from it: `not x` says something of `x`, a true `x and y` and a false `x or y` of both. */
function implied(flow: Flow, guard: Guard): readonly Guard[] {
  const guards = [guard];
  for (const { test, sense } of guards) {
    if (test < 0 || (sense !== 'truthy' && sense !== 'falsy')) continue;
    const step = flow.step(test);
    if (step.kind === 'operate' && (step.operator === 'not' || step.operator === '!')) {
      guards.push({ ...guard, test: step.of[0] ?? -1, sense: opposite[sense]! });
    } else if (step.kind === 'branch' && step.form === (sense === 'truthy' ? 'and' : 'or')) {
      guards.push({ ...guard, test: step.test, sense });
      for (const arm of armsOf(flow, test)) guards.push({ ...guard, test: arm.result, sense });
    }
  }
  return guards.filter(({ test }) => test >= 0);
}

/** The arms directly within a region, in order. */
export function armsOf(flow: Flow, region: Value): readonly ArmStep[] {
  const arms: ArmStep[] = [];
  for (let i = region + 1; i < flow.last(region); i = flow.last(i)) {
    const arm = flow.step(i);
    if (arm.kind === 'arm') arms.push(arm);
  }
  return arms;
}

/** Whether a branch may be passed without any of its arms. `truth` is what a constant test comes out as. */
export function mayRunNoArm(arms: readonly { readonly role: string }[], branch: BranchStep, truth: boolean | undefined): boolean {
  switch (branch.form) {
    case 'match': return !arms.some((arm) => arm.role === 'else');
    case 'if':
    case 'ternary': {
      const skipsThen = truth !== true && !arms.some((arm) => arm.role === 'else');
      const skipsElse = truth !== false && !arms.some((arm) => arm.role === 'then');
      return skipsThen || skipsElse;
    }
    case 'and':
    case 'or':
    case 'nullish':
    case 'optional': return true;
  }
}

/** Whether an arm of a branch may run at all: `if False:` never does. */
export function armMayRun(flow: Flow, branch: BranchStep, role: string): boolean {
  if (branch.form !== 'if' && branch.form !== 'ternary') return true;
  const truth = constantTruth(flow, branch.test);
  return truth === undefined || (role === 'then') === truth;
}

function senseOf(branch: BranchStep, role: string): Sense {
  switch (branch.form) {
    case 'if':
    case 'ternary': return role === 'else' ? 'falsy' : 'truthy';
    case 'and': return 'truthy';
    case 'or': return 'falsy';
    case 'nullish': return 'nullish';
    case 'optional': return 'present';
    case 'match': return role === 'else' ? 'default' : 'case';
  }
}
