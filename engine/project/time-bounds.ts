import type { CallStep, Value } from '../flow/step.js';
import { argumentOf } from './arguments.js';
import type { Project } from './project.js';
import type { FunctionUnit } from './unit.js';

/**
 * Limits that stand around a call: a scope such as `asyncio.timeout(5)`, or a call such as `wait_for(…, 5)` that takes
 * over what it waits for. What is handed to a function that nobody knows may be given a limit there.
 */
export function isBounded(project: Project, fn: FunctionUnit, call: CallStep, isNetwork: boolean): boolean {
  return inScope(project, fn, call.index) || isTakenOver(project, fn, call.index, isNetwork) || inLimitedCallback(fn);
}

/**
 * The calls that surely set a limit to a step: scopes around it and calls that take over what it waits for, the nearest
 * first. What may set one is left out.
 */
export function boundsAround(project: Project, fn: FunctionUnit, step: Value): readonly CallStep[] {
  const scopes = project.index(fn).enclosing(step).flatMap((region): CallStep[] => {
    const item = region.kind === 'scope' && region.item >= 0 ? fn.flow.step(region.item) : undefined;
    return item?.kind === 'call' && project.known(fn, item.index)?.fact.bounds === 'scope' ? [item] : [];
  });
  return [...takers(project, fn, step), ...scopes].filter((call) => !call.arguments.some(({ value }) => isNone(fn, value)));
}

function takers(project: Project, fn: FunctionUnit, value: Value): readonly CallStep[] {
  return project.index(fn).uses(value).flatMap(({ role, step }): readonly CallStep[] => {
    if (role === 'item') return takers(project, fn, step);
    const taker = role === 'argument' ? fn.flow.step(step) : undefined;
    const known = taker?.kind === 'call' ? project.known(fn, step) : null;
    if (taker?.kind !== 'call' || known === null) return [];
    const { bounds, takes } = known.fact;
    if (bounds !== undefined && bounds !== 'scope') return argumentOf(fn, taker, bounds) === value ? [taker] : [];
    return takes === 'together' || takes === 'handles' ? takers(project, fn, step) : [];
  });
}

/** Names that promise a limit. They are read only to keep silent, where nothing is known of what bears them. */
const limiting = /time_?out|deadline|fail_after|move_on|race|abort/i;

function inScope(project: Project, fn: FunctionUnit, step: Value): boolean {
  return project.index(fn).enclosing(step).some((region) => {
    if (region.kind !== 'scope' || region.item < 0) return false;
    const item = fn.flow.step(region.item);
    if (item.kind !== 'call') return false;
    const known = project.known(fn, item.index);
    if (known === null) return limiting.test(project.calleeText(fn, item.index));
    return known.fact.bounds === 'scope' && !isNone(fn, item.arguments[0]?.value);
  });
}

function isNone(fn: FunctionUnit, value: Value | undefined): boolean {
  const step = value === undefined ? undefined : fn.flow.step(value);
  return step?.kind === 'const' && step.form === 'none';
}

/** Whether a call that the value is given to sets a limit, or may. */
function isTakenOver(project: Project, fn: FunctionUnit, value: Value, isNetwork: boolean): boolean {
  return project.index(fn).uses(value).some((use) => {
    if (use.role === 'item') return isTakenOver(project, fn, use.step, isNetwork);
    if (use.role !== 'argument') return false;
    const taker = fn.flow.step(use.step);
    const known = project.known(fn, use.step);
    if (known === null || taker.kind !== 'call') return true;
    const { bounds, takes } = known.fact;
    if (bounds !== undefined && bounds !== 'scope') return argumentOf(fn, taker, bounds) === value;
    if (known.symbol === 'globalThis:Promise.race' || known.symbol === 'globalThis:Promise.any') return true;
    if (takes === 'together' || takes === 'handles') return isTakenOver(project, fn, use.step, isNetwork);
    return !isNetwork || takes !== 'task';
  });
}

/** `withTimeout(() => fetch(url), 5_000)`: the function around is given to one whose name promises a limit. */
function inLimitedCallback(fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  if (fn.fact.form !== 'lambda' || around === undefined) return false;
  for (const step of around.flow) {
    if (step.kind !== 'call' || !step.arguments.some(({ value }) => isFunction(around, value, fn.index))) continue;
    const callee = around.flow.step(step.callee);
    if (callee.kind === 'read' && limiting.test([callee.place.name, ...callee.place.keys].at(-1)!)) return true;
  }
  return false;
}

function isFunction(around: FunctionUnit, value: Value, index: number): boolean {
  const step = around.flow.step(value);
  return step.kind === 'fn' && step.function === index;
}
