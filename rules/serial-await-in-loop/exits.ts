import type { ArmStep, ExitStep, LoopStep, Value } from '../../engine/flow/step.js';
import { armsOf } from '../../engine/flow/regions.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { derivedFrom } from '../derived.js';
import { symbolOf } from '../order.js';

/**
 * Whether what is awaited decides if the loop goes on: a `break`, `return` or `throw` hangs on it, or a handler takes
 * its failure and lets the loop continue.
 */
export function exitsHangOnAwaits(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  const { flow } = fn;
  const index = project.index(fn);
  const awaits: Value[] = [];
  const exits: ExitStep[] = [];
  for (let i = loop.index + 1; i < loop.last; i++) {
    const kind = flow.kind(i);
    if (kind === 'await') awaits.push(i);
    if (kind !== 'exit' && kind !== 'try' && kind !== 'scope') continue;
    const step = flow.step(i);
    if (step.kind === 'exit' && leaves(step, loop)) exits.push(step);
    // What `async with` binds was awaited as it was entered.
    if (step.kind === 'scope' && step.async) awaits.push(i);
    if (step.kind === 'try' && continuesAfterFailure(project, fn, i)) return true;
    if (step.kind === 'scope' && symbolOf(project, fn, step.item) === 'contextlib:suppress') return true;
  }
  const awaited = derivedFrom(index, awaits, loop.index, loop.last);
  return exits.some((exit) => {
    if (inHandler(fn, loop, exit)) return exit.form !== 'throw' && exit.form !== 'reraise';
    const guards = index.guards(exit.index).filter((guard) => guard.by > loop.index && guard.by < loop.last);
    return guards.length === 0 || awaited.has(exit.of) || guards.some((guard) => awaited.has(guard.test));
  });
}

function leaves(exit: ExitStep, loop: LoopStep): boolean {
  switch (exit.form) {
    case 'continue': return exit.target >= 0 && exit.target < loop.index;
    case 'break': return exit.target <= loop.index;
    case 'return':
    case 'throw':
    case 'reraise': return true;
  }
}

/** A try around an await with a handler that does not always throw on. */
function continuesAfterFailure(project: Project, fn: FunctionUnit, at: Value): boolean {
  const arms = armsOf(fn.flow, at);
  const body = arms.find((arm) => arm.role === 'body');
  if (body === undefined || !contains(fn, body, 'await')) return false;
  return arms.some((arm) => arm.role === 'handler' && (project.index(fn).canComplete(arm.index) || exitsOtherwise(fn, arm)));
}

function contains({ flow }: FunctionUnit, arm: ArmStep, kind: 'await'): boolean {
  for (let i = arm.index + 1; i < arm.last; i++) if (flow.kind(i) === kind) return true;
  return false;
}

function exitsOtherwise({ flow }: FunctionUnit, arm: ArmStep): boolean {
  for (let i = arm.index + 1; i < arm.last; i++) {
    const step = flow.kind(i) === 'exit' ? flow.step(i) : undefined;
    if (step?.kind === 'exit' && step.form !== 'throw' && step.form !== 'reraise') return true;
  }
  return false;
}

function inHandler({ flow }: FunctionUnit, loop: LoopStep, exit: ExitStep): boolean {
  for (let at = exit.parent; at > loop.index; at = flow.parent(at)) {
    const region = flow.step(at);
    if (region.kind === 'arm' && region.role === 'handler') return true;
  }
  return false;
}
