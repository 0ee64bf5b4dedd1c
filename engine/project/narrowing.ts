import type { Place, Value } from '../flow/step.js';
import { armsOf } from '../flow/regions.js';
import { join, joinAll, nothing, one, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** A call `isinstance(place, classes)`. */
interface InstanceTest {
  readonly call: Value;
  readonly callee: Value;
  readonly classes: Value;
  readonly place: Place;
}

/** The place that a `match` takes apart: the value that is read of it once, before the cases. */
interface Subject {
  readonly call: Value;
  readonly place: Place;
}

/** The tests of one function by the place that they test, and the classes of its cases. */
export interface Narrowing {
  readonly tests: ReadonlyMap<string, readonly InstanceTest[]>;
  readonly subjects: ReadonlyMap<string, readonly Subject[]>;
  /** The values that name the classes of a case's pattern, by the case's arm; only of patterns that are classes and nothing else. */
  readonly cases: ReadonlyMap<Value, readonly Value[]>;
}

/** The tests in a function that look like `isinstance` or `case Foo():`; null without any, as in most functions. */
export function narrowingOf(fn: FunctionUnit): Narrowing | null {
  if (fn.file.language === 'typescript') return null;
  const found = { tests: new Map<string, InstanceTest[]>(), subjects: new Map<string, Subject[]>(), cases: new Map<Value, readonly Value[]>() };
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) === 'branch') readMatch(fn, i, found);
    const read = fn.flow.callee(i);
    if (read < 0 || fn.flow.kind(read) !== 'read' || fn.flow.placeOf(read)!.name !== 'isinstance') continue;
    const call = fn.flow.step(i);
    if (call.kind !== 'call' || call.arguments.length !== 2) continue;
    const tested = fn.flow.step(call.arguments[0]!.value);
    if (tested.kind !== 'read' || tested.place.scope === 'value') continue;
    const key = textOf(tested.place, tested.place.keys.length);
    const test = { call: i, callee: call.callee, classes: call.arguments[1]!.value, place: tested.place };
    found.tests.set(key, [...found.tests.get(key) ?? [], test]);
  }
  return found.tests.size === 0 && found.cases.size === 0 ? null : found;
}

function readMatch(fn: FunctionUnit, index: Value, { subjects, cases }: { readonly subjects: Map<string, Subject[]>; readonly cases: Map<Value, readonly Value[]> }): void {
  const { flow } = fn;
  const branch = flow.step(index);
  if (branch.kind !== 'branch' || branch.form !== 'match' || branch.test < 0) return;
  for (const arm of armsOf(flow, index)) {
    const classes = classesOfCase(fn, arm.index, branch.test);
    if (classes.length > 0) cases.set(arm.index, classes);
  }
  const subject = flow.step(branch.test);
  if (subject.kind !== 'read' || subject.place.scope === 'value') return;
  const key = textOf(subject.place, subject.place.keys.length);
  subjects.set(key, [...subjects.get(key) ?? [], { call: branch.test, place: subject.place }]);
}

/**
 * What a case compares its subject with, where its pattern is `Foo(…)`, `Foo() | Bar()` or one of these with a name. That nothing
 * else stands in the pattern (`[x] | Foo()`) the text between the comparisons tells.
 */
function classesOfCase({ flow, file }: FunctionUnit, arm: Value, subject: Value): readonly Value[] {
  const classes: Value[] = [];
  const { start, end } = flow.step(arm);
  let at = start;
  for (let i = arm + 1; i < flow.last(arm); i++) {
    if (flow.kind(i) !== 'operate') continue;
    const step = flow.step(i);
    if (step.kind !== 'operate' || step.operator !== 'match' || step.of[0] !== subject) continue;
    const before = file.text.slice(at, step.start);
    if (!(at === start ? /^case\b[\s(]*$/ : /^[\s)]*\|[\s(]*$/).test(before)) return [];
    classes.push(step.of[1]!);
    at = step.end;
  }
  return /^[\s)]*(?:as\s+\w+[\s)]*)?(?::|if\b)/.test(file.text.slice(at, end)) ? classes : [];
}

/** What a capture of a case (`case Foo() as x`) holds; the same origins for every other write. */
export function narrowedCapture(values: Values, state: FileState, fn: FunctionUnit, narrowing: Narrowing | null, write: Value, origins: Origins): Origins {
  const classes = narrowing?.cases.get(fn.flow.parent(write));
  const step = fn.flow.step(write);
  const branch = classes === undefined ? undefined : fn.flow.step(fn.flow.parent(fn.flow.parent(write)));
  if (classes === undefined || step.kind !== 'write' || branch?.kind !== 'branch' || step.from !== branch.test) return origins;
  return onlyOf(values, state, fn, classes, origins);
}

function onlyOf(values: Values, state: FileState, fn: FunctionUnit, classes: readonly Value[], origins: Origins): Origins {
  const instances = instancesOf(values, state, joinAll(classes.map((value) => values.origins(fn, value))));
  return instances === null ? origins : only(values, origins, instances);
}

/**
 * What the first `depth` keys of a place may hold at a step, after the tests with `isinstance` and the cases that were passed on every
 * way to it. A test counts until the place is written again; that a call in between may change an attribute is left
 * aside, as type checkers do.
 * @param origins what it may hold without these tests.
 */
export function narrowed(
  values: Values, state: FileState, fn: FunctionUnit, narrowing: Narrowing, value: Value, place: Place, depth: number, origins: Origins,
): Origins {
  if (place.scope === 'value') return origins;
  const key = textOf(place, depth);
  const tests = narrowing.tests.get(key) ?? [];
  const subjects = narrowing.subjects.get(key) ?? [];
  if (tests.length === 0 && subjects.length === 0) return origins;
  let result = origins;
  for (const guard of state.flowIndex(fn).guards(value)) {
    const subject = guard.sense === 'case' ? subjects.find(({ call }) => call === guard.test) : undefined;
    const classes = subject === undefined || isWrittenBetween(fn, subject, value) ? undefined : narrowing.cases.get(guard.arm);
    if (classes !== undefined) result = onlyOf(values, state, fn, classes, result);
    const test = tests.find(({ call }) => call === guard.test);
    if (test === undefined || (guard.sense !== 'truthy' && guard.sense !== 'falsy') || isWrittenBetween(fn, test, value)) continue;
    const isBuiltin = values.origins(fn, test.callee).of.some((o) => o.form === 'symbol' && o.symbol === 'builtins:isinstance');
    const tested = isBuiltin ? instancesOf(values, state, values.origins(fn, test.classes)) : null;
    if (tested !== null) result = guard.sense === 'truthy' ? only(values, result, tested) : without(values, result, tested);
  }
  return result;
}

/** Instances of the classes that stand as the second argument: of one class or of a tuple of them. Null where one is not known. */
function instancesOf(values: Values, state: FileState, classes: Origins): Origins | null {
  if (classes.unknown || classes.of.length === 0) return null;
  const found = classes.of.map((origin): Origins | null => {
    if (origin.form === 'tuple') return instancesOf(values, state, joinAll(origin.parts));
    return origin.form === 'class' || origin.form === 'symbol' || origin.form === 'type' ? values.annotations.ofClass(state, origin) : null;
  });
  const instances = joinAll(found.map((part) => part ?? { of: [], unknown: true }));
  return instances.unknown || instances.of.length === 0 ? null : instances;
}

/** The possibilities that are instances of the classes; where nothing is known of them, or none is, an instance of these. */
function only(values: Values, origins: Origins, classes: Origins): Origins {
  const kept = origins.of.flatMap((origin) => {
    // What is known of the elements of a container is kept.
    const isContainer = origin.form === 'collection' || origin.form === 'mapping' || origin.form === 'tuple';
    if (classes.of.some((c) => isOf(values, origin, c) || (isContainer && (c.form === origin.form || c.form === 'collection')))) return [one(origin)];
    return classes.of.filter((c) => isOf(values, c, origin)).map(one);
  });
  const sure = joinAll(kept);
  return origins.unknown || sure.of.length === 0 ? join({ ...sure, unknown: false }, classes) : sure;
}

function without(values: Values, origins: Origins, classes: Origins): Origins {
  const left = origins.of.filter((origin) => !classes.of.some((c) => isOf(values, origin, c)));
  return left.length === origins.of.length ? origins : join({ of: left, unknown: false }, origins.unknown ? { of: [], unknown: true } : nothing);
}

/** Whether all values of one possibility surely are of another. */
function isOf(values: Values, a: Origin, b: Origin): boolean {
  if (a.form === 'instance' && b.form === 'instance') {
    const isB = (path: string, name: string): boolean => path === b.path && name === b.name;
    return isB(a.path, a.name) || values.ancestry.ancestors(a).some((c) => c !== 'unknown' && c.form === 'class' && isB(c.path, c.name));
  }
  if (a.form === 'instance' && b.form === 'external') {
    return values.ancestry.ancestors(a).some((c) => c !== 'unknown' && c.form === 'symbol' && c.symbol === b.symbol);
  }
  if (a.form === 'external' && b.form === 'external') return values.world.symbols.isA('python', a.symbol, b.symbol);
  return false;
}

/** Whether a place, or what it is taken from, is written between its test and a step. */
function isWrittenBetween({ flow }: FunctionUnit, { call, place }: Subject, value: Value): boolean {
  for (let i = call + 1; i < value; i++) {
    if (flow.kind(i) !== 'write') continue;
    const write = flow.step(i);
    if (write.kind !== 'write' || write.place.scope !== place.scope || write.place.name !== place.name) continue;
    if (write.place.keys.every((key, k) => key === place.keys[k])) return true;
  }
  return false;
}

function textOf({ scope, owner, name, keys }: Place, depth: number): string {
  return `${scope} ${owner} ${[name, ...keys.slice(0, depth)].join('.')}`;
}
