import type { ParameterFact } from '../facts/facts.js';
import type { FlowIndex } from '../flow/flow-index.js';
import { armsOf } from '../flow/regions.js';
import type { CallStep, Value } from '../flow/step.js';
import type { Target } from './project.js';
import type { FunctionUnit } from './unit.js';

/**
 * Parameters that switch a part of a function on or off: with `join=False` the call in `if join: thread.join()` does not happen.
 * A function says which of its parameters its calls hang on, a call which literals it gives, so that neither has to look at the other.
 */

/** A parameter has to be true, or false, for a call to happen. */
export interface Switch {
  readonly name: string;
  /** Among the arguments that are given by position, the receiver included; -1 where it is given by name only. */
  readonly position: number;
  readonly on: boolean;
  /** What it is where it is not given; null where that is not known. */
  readonly byDefault: boolean | null;
  /** It is asked whether it is there at all, and may be left out or None: what gives it something mostly gives one that is there. */
  readonly absent: boolean;
}

/** What a call gives to the parameters of what it runs: of each argument whether it is true, null where that is not known. */
export interface Given {
  readonly positional: readonly (boolean | null)[];
  readonly named: Readonly<Record<string, boolean | null>>;
  /** How many parameters before the first argument are given already. */
  readonly before: number;
}

/** Whether what is given says that a call does not happen which hangs on a switch. */
export function isOff({ name, position, on, byDefault, absent }: Switch, given: Given | null): boolean {
  if (given === null) return false;
  const value = Object.hasOwn(given.named, name) ? given.named[name]! : position >= given.before ? given.positional[position - given.before] : undefined;
  if (absent && value === null) return true;
  const isOn = value === undefined ? byDefault : value;
  return isOn !== null && isOn !== on;
}

/** The literals among the arguments of a call that reaches functions; null where a spread may give anything. */
export function givenBy(fn: FunctionUnit, call: CallStep, targets: readonly Target[]): Given | null {
  const bound = new Set(targets.map((target) => fn.file.language === 'python' && (target.form === 'class' || (target.form === 'function' && target.bound))));
  if (bound.size !== 1 || call.arguments.some(({ spread }) => spread)) return null;
  const before = bound.has(true) ? 1 : 0;
  const positional = call.arguments.filter(({ name }) => name === null).map(({ value }) => truthOf(fn, value));
  const named = Object.fromEntries(call.arguments.flatMap(({ name, value }) => (name === null ? [] : [[name, truthOf(fn, value)]])));
  return { positional, named, before };
}

function truthOf({ flow }: FunctionUnit, value: Value): boolean | null {
  const step = value < 0 ? undefined : flow.step(value);
  if (step?.kind !== 'const') return null;
  if (step.form === 'boolean') return step.text === 'true';
  return step.form === 'none' ? false : null;
}

/** Most calls hang on none. */
export const noSwitches: readonly Switch[] = [];

/** The switches that a step of a function hangs on, by the tests around it. */
export function switchesOf(index: FlowIndex, fn: FunctionUnit, step: Value): readonly Switch[] {
  let found = noSwitches;
  for (let at = fn.flow.parent(step), below = step; at >= 0; below = at, at = fn.flow.parent(at)) {
    if (fn.flow.kind(at) !== 'branch' || fn.flow.kind(below) !== 'arm') continue;
    const branch = fn.flow.step(at);
    const arm = fn.flow.step(below);
    if (branch.kind !== 'branch' || arm.kind !== 'arm') continue;
    if (branch.form === 'if' || branch.form === 'ternary') found = [...found, ...tested(index, fn, branch.test, arm.role === 'then')];
    else if (branch.form === 'and' || branch.form === 'or') found = [...found, ...tested(index, fn, branch.test, branch.form === 'and')];
  }
  return found;
}

/** The parameters that a test asks for, where it comes out true, or false. */
function tested(index: FlowIndex, fn: FunctionUnit, test: Value, on: boolean): readonly Switch[] {
  const step = fn.flow.step(test);
  switch (step.kind) {
    case 'read': return step.place.scope === 'param' && step.place.keys.length === 0 ? switchBy(index, fn, test, step.place.name, on) : noSwitches;
    case 'operate': {
      const [left, right] = step.of;
      if (step.operator === 'not' || step.operator === '!') return tested(index, fn, left!, !on);
      if (!comparisons.has(step.operator) || right === undefined || !isNone(fn, right)) return noSwitches;
      return tested(index, fn, left!, negations.has(step.operator) ? on : !on);
    }
    case 'branch': {
      if (step.form !== (on ? 'and' : 'or')) return noSwitches;
      return [...tested(index, fn, step.test, on), ...armsOf(fn.flow, test).flatMap(({ result }) => (result < 0 ? noSwitches : tested(index, fn, result, on)))];
    }
    default: return noSwitches;
  }
}

const negations: ReadonlySet<string> = new Set(['is not', '!=', '!==']);
/** `x is None`, `x != null`. */
const comparisons: ReadonlySet<string> = new Set(['is', '==', '===', ...negations]);

function isNone({ flow }: FunctionUnit, value: Value): boolean {
  const step = flow.step(value);
  return (step.kind === 'const' && step.form === 'none') || (step.kind === 'read' && step.place.scope === 'module' && step.place.name === 'undefined');
}

function switchBy(index: FlowIndex, fn: FunctionUnit, read: Value, name: string, on: boolean): readonly Switch[] {
  const position = fn.fact.parameters.findIndex((parameter) => parameter.name === name);
  const parameter = fn.fact.parameters[position];
  if (parameter === undefined || parameter.form === 'rest' || parameter.form === 'namedRest') return noSwitches;
  // What is written to it anew is something else than what was given.
  if (index.writesReaching(read).writes.length > 0) return noSwitches;
  return [{ name, position: parameter.form === 'named' ? -1 : position, on, byDefault: defaultOf(fn, parameter), absent: !on && mayBeLeftOut(fn, parameter) }];
}

/** Whether a parameter may be None (or undefined) by its type or its default. */
function mayBeLeftOut({ file, fact }: FunctionUnit, { annotation, hasDefault, default: value }: ParameterFact): boolean {
  if (annotation?.form === 'union' && annotation.of.some(({ form }) => form === 'none')) return true;
  if (annotation?.form === 'name' && annotation.path.at(-1) === 'Optional') return true;
  const around = file.functions[fact.parent];
  return file.language === 'python' && hasDefault && around !== undefined && value >= 0 && isNone(around, value);
}

function defaultOf(fn: FunctionUnit, parameter: ParameterFact): boolean | null {
  const around = fn.file.functions[fn.fact.parent];
  if (fn.file.language === 'typescript') return parameter.hasDefault ? null : false;
  return parameter.hasDefault && around !== undefined ? truthOf(around, parameter.default) : null;
}
