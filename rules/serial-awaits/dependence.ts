import type { Place, Value, WriteStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { isLocal } from '../awaited.js';
import { derivedFrom } from '../derived.js';
import { filledBy } from './between.js';
import type { Waiting } from './runs.js';

/** Whether the second await mentions nothing that is made of the first, and the two are not the same call twice, nor about one file. */
export function isIndependent(project: Project, fn: FunctionUnit, first: Waiting, second: Waiting): boolean {
  const source = ({ call }: Waiting): string => fn.file.text.slice(call.start, call.end);
  return source(first) !== source(second) && !areOfOneFile(project, fn, first, second) && !madeOf(project, fn, first).has(second.step);
}

/** Whether two calls are about one local file or folder: what is found first may have changed in between, and that matters. */
function areOfOneFile(project: Project, fn: FunctionUnit, { call: first }: Waiting, { call: second }: Waiting): boolean {
  if (!isLocal(project, fn, first) || !isLocal(project, fn, second)) return false;
  const [one, other] = [first, second].map((call) => call.arguments[0]?.value ?? -1) as [Value, Value];
  const source = (value: Value): string => fn.file.text.slice(fn.flow.start(value), fn.flow.end(value));
  return one >= 0 && other >= 0 && source(one) === source(other);
}

/** All that is made of an awaited value: also what holds it, and functions that capture a variable which does. */
function madeOf(project: Project, fn: FunctionUnit, { step }: Waiting): ReadonlySet<Value> {
  const index = project.index(fn);
  let made = derivedFrom(index, [step], step - 1, fn.flow.length);
  for (let size = 0; size < made.size;) {
    size = made.size;
    made = derivedFrom(index, [...made, ...readsOfHolders(project, fn, made), ...capturing(fn, made)], -1, fn.flow.length);
  }
  return made;
}

/** The later reads of what one of these values is written into: `options.user = …`, `rows.push(…)`. */
function readsOfHolders(project: Project, fn: FunctionUnit, made: ReadonlySet<Value>): readonly Value[] {
  const { flow } = fn;
  const reads: Value[] = [];
  for (const value of made) {
    const step = flow.step(value);
    const places = step.kind === 'write' ? writtenBy(fn, step) : step.kind === 'call' ? filledBy(fn, step) : [];
    if (places.length === 0) continue;
    for (const read of project.index(fn).variables.flatMap((variable) => variable.reads)) {
      const other = flow.step(read);
      if (read > value && other.kind === 'read' && !isFilling(project, fn, read) && places.some((place) => overlap(place, other.place))) reads.push(read);
    }
  }
  return reads;
}

/** Whether a read is but the callee that fills what it is read of once more. */
function isFilling(project: Project, fn: FunctionUnit, read: Value): boolean {
  return project.index(fn).uses(read).every((use) => {
    const call = fn.flow.step(use.step);
    return use.role === 'callee' && call.kind === 'call' && filledBy(fn, call).length > 0;
  });
}

/** The functions of this flow that capture a variable which one of these values is written to. */
function capturing(fn: FunctionUnit, made: ReadonlySet<Value>): readonly Value[] {
  const { flow } = fn;
  const names = new Set<string>();
  for (const value of made) {
    const write = flow.kind(value) === 'write' ? flow.step(value) : undefined;
    if (write?.kind === 'write') names.add(write.place.name);
  }
  const found: Value[] = [];
  for (let i = 0; i < flow.length; i++) {
    const value = flow.kind(i) === 'fn' ? flow.step(i) : undefined;
    if (value?.kind === 'fn' && captures(fn, value.function, names)) found.push(i);
  }
  return found;
}

/** Whether a function, or one within it, mentions one of these variables of the function around. */
function captures(fn: FunctionUnit, inner: number, names: ReadonlySet<string>): boolean {
  return fn.file.functions.some((each) => {
    if (!isWithin(fn, each, inner)) return false;
    for (let i = 0; i < each.flow.length; i++) {
      const step = each.flow.kind(i) === 'read' ? each.flow.step(i) : undefined;
      if (step?.kind === 'read' && step.place.scope === 'captured' && names.has(step.place.name)) return true;
    }
    return false;
  });
}

function isWithin(fn: FunctionUnit, each: FunctionUnit, inner: number): boolean {
  for (let at = each.index; at > fn.index; at = fn.file.functions[at]!.fact.parent) if (at === inner) return true;
  return false;
}

/**
 * Whether the call of an await may read one of the places that were written before it: because its expression mentions
 * it or what leads to it, or because it is followed nowhere and the place is seen from outside.
 */
export function mayRead(project: Project, fn: FunctionUnit, { step, call }: Pick<Waiting, 'step' | 'call'>, written: readonly Place[]): boolean {
  if (written.length === 0) return false;
  const isLibrary = project.known(fn, call.index) !== null;
  const isOutside = ({ scope, keys }: Place): boolean => (scope === 'module' || scope === 'captured') && keys.length === 0;
  if (!isLibrary && written.some(isOutside)) return true;
  const { flow } = fn;
  for (let i = 0; i < step; i++) {
    if (flow.kind(i) !== 'read' || flow.start(i) < flow.start(step) || flow.end(i) > flow.end(step)) continue;
    const read = flow.step(i);
    if (read.kind !== 'read') continue;
    // A method of the project sees all of its receiver.
    const keys = i === call.callee && !isLibrary ? read.place.keys.slice(0, -1) : read.place.keys;
    if (written.some((place) => overlap(place, { ...read.place, keys }))) return true;
  }
  return false;
}

/** The place that a write changes, where others than the function's own statements may see it: none for a plain local. */
export function writtenBy({ flow }: FunctionUnit, { place }: WriteStep): readonly Place[] {
  if (place.scope !== 'value') return place.keys.length === 0 && place.scope === 'local' ? [] : [place];
  // `rows[i] = …` changes `rows`.
  let of = flow.step(place.of);
  while (of.kind === 'element') of = flow.step(of.of);
  return of.kind === 'read' ? [of.place] : [place];
}

function overlap(a: Place, b: Place): boolean {
  if (a.scope === 'value') return true;
  if (a.scope !== b.scope || a.name !== b.name) return false;
  const shared = Math.min(a.keys.length, b.keys.length);
  return a.keys.slice(0, shared).every((key, i) => b.keys[i] === key);
}
