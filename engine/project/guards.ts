import { armsOf } from '../flow/regions.js';
import type { Place, Step, Value } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';

/** What stands around the steps of one function and changes what they mean to others. Each region is looked at once. */
export class Guards {
  private handling: Map<Value, boolean> | undefined;
  private keeping: Map<Value, boolean> | undefined;

  constructor(private readonly fn: FunctionUnit) {}

  /**
   * Whether a failure at a step is handled within the function: it stands in the body of a `try` whose handler catches
   * everything and does not throw itself.
   */
  handlesFailure(step: Value): boolean {
    return this.fn.flow.parent(step) >= 0 && this.isWithin(step, (this.handling ??= new Map()), handlesAll);
  }

  /** Whether a `raise` only passes on that the task is cancelled, or the process is ended: a failure of nobody. */
  passesOnCancellation(raise: Value): boolean {
    const { flow } = this.fn;
    for (let at = flow.parent(raise); at >= 0; at = flow.parent(at)) {
      const arm = flow.step(at);
      if (arm.kind !== 'arm' || arm.role !== 'handler') continue;
      return arm.catches.length > 0 && arm.catches.every((value) => /(?:^|\.)(?:CancelledError|GeneratorExit|KeyboardInterrupt|SystemExit)$/.test(nameOf(this.fn, value)));
    }
    return false;
  }

  /**
   * Whether a call happens at most once in the life of what holds its result: `if x is None: x = load()`, with `x` kept
   * in a module variable, a captured variable or an attribute.
   */
  happensOnce(call: Value): boolean {
    return this.fn.flow.parent(call) >= 0 && this.isWithin(call, (this.keeping ??= new Map()), keepsWhatIsTested);
  }

  /** Whether an arm around a step has a property. */
  private isWithin(step: Value, known: Map<Value, boolean>, has: (fn: FunctionUnit, arm: Value) => boolean): boolean {
    const { flow } = this.fn;
    for (let at = flow.parent(step); at >= 0; at = flow.parent(at)) {
      let answer = known.get(at);
      if (answer === undefined) known.set(at, (answer = has(this.fn, at)));
      if (answer) return true;
    }
    return false;
  }
}

/** Whether a region is the body of a `try` whose handlers let nothing out, or the scope of `suppress(Exception)`. */
function handlesAll(fn: FunctionUnit, region: Value): boolean {
  const arm = fn.flow.step(region);
  if (arm.kind === 'scope') return suppressesAll(fn, arm.item);
  if (arm.kind !== 'arm' || arm.role !== 'body' || arm.parent < 0 || fn.flow.kind(arm.parent) !== 'try') return false;
  return handlersOf(fn, arm.parent).some((handler) => catchesAll(fn, handler) && !throwsIn(fn, handler));
}

/** Whether a region is what an `if` does, and it writes a place that the `if` tests. */
function keepsWhatIsTested(fn: FunctionUnit, region: Value): boolean {
  const { flow } = fn;
  const arm = flow.step(region);
  if (arm.kind !== 'arm' || arm.role !== 'then' || arm.parent < 0) return false;
  const branch = flow.step(arm.parent);
  if (branch.kind !== 'branch' || branch.form !== 'if') return false;
  const tested = placesTested(fn, branch.test);
  for (let i = region + 1; i < flow.last(region); i++) {
    if (flow.kind(i) !== 'write') continue;
    const write = flow.step(i);
    if (write.kind === 'write' && isKept(write) && tested.has(placeText(write.place))) return true;
  }
  return false;
}

function handlersOf(fn: FunctionUnit, tryStep: Value): readonly Value[] {
  const found: Value[] = [];
  for (let i = tryStep + 1; i < fn.flow.last(tryStep); i = fn.flow.last(i)) {
    const step = fn.flow.step(i);
    if (step.kind === 'arm' && step.role === 'handler') found.push(i);
  }
  return found;
}

/** `except:`, `except Exception`, `except BaseException`, `catch`. */
function catchesAll(fn: FunctionUnit, handler: Value): boolean {
  const arm = fn.flow.step(handler);
  return arm.kind === 'arm' && (arm.catches.length === 0 || arm.catches.some((value) => everything.test(nameOf(fn, value))));
}

function suppressesAll(fn: FunctionUnit, item: Value): boolean {
  const step = item < 0 ? undefined : fn.flow.step(item);
  return step?.kind === 'call' && /^(?:contextlib\.)?suppress$/.test(nameOf(fn, step.callee)) && step.arguments.some(({ value }) => everything.test(nameOf(fn, value)));
}

const everything = /^(?:Base)?Exception$/;

/** A name with its attributes, as it is written; nothing for any other value. */
function nameOf(fn: FunctionUnit, value: Value): string {
  const place = value < 0 ? undefined : fn.flow.placeOf(value);
  return place === undefined || place.scope === 'value' ? '' : [place.name, ...place.keys].join('.');
}

/** Whether a handler throws by itself. What it awaits stands outside the body, and tells of its failures itself. */
function throwsIn(fn: FunctionUnit, region: Value): boolean {
  for (let i = region + 1; i < fn.flow.last(region); i++) {
    if (fn.flow.kind(i) !== 'exit') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise')) return true;
  }
  return false;
}

function isKept(step: Step & { kind: 'write' }): boolean {
  return step.place.scope === 'module' || step.place.scope === 'captured' || step.place.keys.length > 0;
}

/** The places of which a test surely asks something: with `or` those that both sides ask for. */
function placesTested(fn: FunctionUnit, test: Value): ReadonlySet<string> {
  if (test < 0) return new Set();
  const step = fn.flow.step(test);
  switch (step.kind) {
    case 'read': return new Set([placeText(step.place)]);
    case 'operate': return new Set(step.of.flatMap((value) => [...placesTested(fn, value)]));
    case 'branch': {
      const sides = [step.test, ...armsOf(fn.flow, test).map(({ result }) => result)].map((side) => placesTested(fn, side));
      if (step.form === 'and') return new Set(sides.flatMap((side) => [...side]));
      return step.form === 'or' ? new Set([...sides[0]!].filter((place) => sides.every((side) => side.has(place)))) : new Set();
    }
    case 'call': {
      // `hasattr(cls, '_instance')`
      const [of, name] = step.arguments.map(({ value }) => fn.flow.step(value));
      const isAsked = nameOf(fn, step.callee) === 'hasattr' && of?.kind === 'read' && name?.kind === 'const';
      return new Set(isAsked ? [placeText({ ...of.place, keys: [...of.place.keys, name.text] })] : []);
    }
    default: return new Set();
  }
}

function placeText({ scope, owner, of, name, keys }: Place): string {
  return `${scope} ${owner} ${of} ${[name, ...keys].join('.')}`;
}
