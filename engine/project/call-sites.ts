import type { Argument, Place, Value } from '../flow/step.js';
import { definitionsAt, type Definition } from './definitions.js';
import { mentionsOf, type Mention } from './mentions.js';
import { ownerOf, receiverName } from './names.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** A call of a function of Python, by what it gives. */
export interface CallSite {
  readonly fn: FunctionUnit;
  readonly arguments: readonly Argument[];
  /** How many parameters stand before the one that takes the first argument. */
  readonly bound: 0 | 1;
}

/** More classes that inherit an initializer, or stand above one, are not looked at. */
const mostClasses = 64;

/**
 * All calls of a function, or of the class whose initializer it is, that can be told by names: `Store(x)`, `super().__init__(x)` and
 * `Store.__init__(self, x)` in subclasses, `cls(x)` and `self.load(x)` in a method. Null where it may be called otherwise, as far as the project's own code
 * goes: it is handed on as a value or decorated. Calls in tests are left out.
 */
export function callSitesOf(values: Values, state: FileState, fn: FunctionUnit): readonly CallSite[] | null {
  const { fact } = fn;
  if (state.unit.language === 'typescript' || !values.world.isWhole || fact.decorators.length > 0 || values.world.isTest(state.unit.path)) return null;
  if (fact.class >= 0) return isInitializer(fn) ? ofClass(values, state, fact.class, new Set()) : ofMethod(values, state, fn);
  if (fact.form !== 'function' || fact.parent !== 0) return null;
  const sites: CallSite[] = [];
  for (const { fn: caller, use } of mentions(values, { form: 'function', path: state.unit.path, name: fn.qualifiedName }, fact.name)) {
    if (use.form === 'call') sites.push(siteOf(caller, use.call, 0));
    else if (use.form === 'value') return null;
  }
  return sites;
}

function isInitializer({ fact }: FunctionUnit): boolean {
  return fact.name === '__init__' && fact.form !== 'class';
}

/** The calls `self.load(x)` of a method that nothing else reads, be it of the same name alone. */
function ofMethod(values: Values, state: FileState, { fact }: FunctionUnit): readonly CallSite[] | null {
  const { class: index, name } = fact;
  if (state.unit.functions.filter((other) => other.fact.class >= 0 && other.fact.name === name).length > 1) return null;
  if (values.world.isReadElsewhere(name, state.unit.path)) return null;
  state.trace?.noteName('read', name);
  const sites: CallSite[] = [];
  for (const { fn, read, call } of state.namedReads.get(`.${name}`) ?? []) {
    if (call < 0 || !isOfReceiver(state, fn, fn.flow.placeOf(read)!, index)) return null;
    sites.push(siteOf(fn, call, 1));
  }
  return sites;
}

/** Whether a place is an attribute of the receiver of a method of a class, in the method itself or a function in it. */
function isOfReceiver(state: FileState, fn: FunctionUnit, place: Place, index: number): boolean {
  const owner = ownerOf(place, fn);
  const method = owner === undefined ? undefined : state.unit.functions[owner];
  return method !== undefined && place.keys.length === 1 && method.fact.class === index && receiverName(method) === place.name;
}

type ClassDefinition = Definition & { readonly form: 'class' };

function mentions(values: Values, of: Exclude<Definition, { readonly form: 'module' }>, name: string): readonly Mention[] {
  return values.world.mentioners(name).flatMap((state) => mentionsOf(values, state, name).filter((mention) => mention.of.some((one) => isSame(one, of))));
}

function isSame(a: Definition, b: Definition): boolean {
  return a.form === b.form && a.path === b.path && (a.form === 'module' || b.form === 'module' || a.name === b.name);
}

function siteOf(fn: FunctionUnit, call: Value, bound: 0 | 1): CallSite {
  const step = fn.flow.step(call);
  return { fn, arguments: step.kind === 'call' ? step.arguments : [], bound };
}

/** The constructions of a class and of those that inherit its initializer. */
function ofClass(values: Values, state: FileState, index: number, seen: Set<string>): readonly CallSite[] | null {
  const fact = state.unit.facts.classes[index]!;
  const owner = classAt(state, index);
  const key = `${owner.path}\n${owner.name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  if (!isPlain(state, index) || seen.size > mostClasses) return null;
  const sites = [...constructions(state, index), ...ofAncestors(values, state, index, new Set())];
  for (const { fn, use } of mentions(values, owner, fact.name)) {
    if (use.form === 'value') return null;
    if (use.form === 'call') sites.push(siteOf(fn, use.call, 1));
    if (use.form !== 'base') continue;
    const heir = ofHeir(values, values.world.stateOf(fn), use.class, owner, seen);
    if (heir === null) return null;
    sites.push(...heir);
  }
  return sites;
}

function classAt(state: FileState, index: number): ClassDefinition {
  return { form: 'class', path: state.unit.path, name: state.classNames[index]! };
}

/** A class of a module that no decorator may have replaced. */
function isPlain(state: FileState, index: number): boolean {
  const fact = state.unit.facts.classes[index]!;
  return fact.function === 0 && fact.decorators.length === 0;
}

/** What `cls(…)` in methods of superclasses makes may be of this class. */
function ofAncestors(values: Values, state: FileState, index: number, seen: Set<string>): readonly CallSite[] {
  const fact = state.unit.facts.classes[index]!;
  return fact.baseValues.flatMap((_, position) => basesAt(values, state, index, position)).flatMap(({ path, name }) => {
    const found = values.world.classOf({ path, name });
    if (found === undefined || seen.has(`${path}\n${name}`) || seen.size > mostClasses) return [];
    seen.add(`${path}\n${name}`);
    return [...constructions(found.state, found.index), ...ofAncestors(values, found.state, found.index, seen)];
  });
}

/** The classes that the n-th base of a class names. */
function basesAt(values: Values, state: FileState, index: number, position: number): readonly ClassDefinition[] {
  const fact = state.unit.facts.classes[index]!;
  const around = state.unit.functions[fact.function]!;
  const value = fact.baseValues[position];
  const place = value === undefined ? undefined : around.flow.placeOf(value);
  const found = place === undefined ? [] : definitionsAt(values, state, around, place);
  return found.filter((one) => one.form === 'class');
}

/** What a subclass gives to the initializer of the class: that of its own calls it, or it has none. */
function ofHeir(values: Values, state: FileState, index: number, owner: ClassDefinition, seen: Set<string>): readonly CallSite[] | null {
  const isFirst = basesAt(values, state, index, 0).some((base) => isSame(base, owner));
  if (state.methods(index, '__init__').length === 0) return isFirst ? ofClass(values, state, index, seen) : null;
  const calls = initializations(state, index);
  // Which class `super()` means is not told where others stand before this one.
  if (!isFirst && calls.some(({ bound }) => bound === 1)) return null;
  return calls.filter(({ fn, by, bound }) => bound === 1 || definitionsAt(values, state, fn, by).some((one) => isSame(one, owner)));
}

/** The calls of superclasses' initializers in a class's own: `super().__init__(…)` and, with the class that `by` names, `Store.__init__(self, …)`. */
export function initializations(state: FileState, index: number): readonly (CallSite & { readonly by: Place })[] {
  return state.methods(index, '__init__').flatMap((fn) => {
    const found: (CallSite & { readonly by: Place })[] = [];
    for (let i = 0; i < fn.flow.length; i++) {
      const callee = fn.flow.callee(i);
      const place = callee < 0 ? undefined : fn.flow.placeOf(callee);
      if (place?.keys.at(-1) !== '__init__') continue;
      found.push({ ...siteOf(fn, i, place.scope === 'value' ? 1 : 0), by: { ...place, keys: place.keys.slice(0, -1) } });
    }
    return found;
  });
}

/** The calls by which methods of a class make another one of it: `cls(…)`, `self.__class__(…)`, `type(self)(…)`. */
export function constructions(state: FileState, index: number): readonly CallSite[] {
  return state.unit.functions.flatMap((fn) => {
    const [receiver] = fn.fact.class === index && fn.fact.form !== 'class' ? fn.fact.parameters : [];
    if (receiver === undefined) return [];
    const isOfClass = isClassMethod(state, fn);
    const sites: CallSite[] = [];
    for (let i = 0; i < fn.flow.length; i++) {
      const callee = fn.flow.callee(i);
      if (callee >= 0 && makesOwn(fn, callee, receiver.name, isOfClass)) sites.push(siteOf(fn, i, 1));
    }
    return sites;
  });
}

function isClassMethod(state: FileState, { fact }: FunctionUnit): boolean {
  const { flow } = state.unit.functions[fact.parent]!;
  return fact.decorators.some((decorator) => flow.placeOf(decorator)?.name === 'classmethod') && state.names.variable(0, 'classmethod').length === 0;
}

function makesOwn({ flow }: FunctionUnit, callee: Value, receiver: string, isOfClass: boolean): boolean {
  const isReceiver = (place: Place | undefined, ...keys: readonly string[]): boolean => place?.scope === 'param' && place.name === receiver && place.keys.join() === keys.join();
  const place = flow.placeOf(callee);
  if (place !== undefined) return isReceiver(place, '__class__') || (isOfClass && isReceiver(place));
  const step = flow.step(callee);
  const [of] = step.kind === 'call' && flow.placeOf(step.callee)?.name === 'type' ? step.arguments : [];
  return of !== undefined && isReceiver(flow.placeOf(of.value));
}
