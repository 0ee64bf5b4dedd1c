import type { TypeRef } from '../facts/facts.js';
import type { CallStep, Value } from '../flow/step.js';
import { awaitables, collections, contexts, normal } from './annotations.js';
import { elementsOf } from './elements.js';
import { join, joinAll, nothing, one, unknown, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import { aliasNamed, isTypeVariable, variablesOf } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What the type variables of Python's generic classes and functions stand for: told by the type arguments of the
 * receiver (`Box[Service]`), by those that a class gives its bases (`class Services(Box[Service])`) and by the arguments
 * of a call. Where none of these tells, a variable stays what it is by its bound.
 * Source: https://typing.python.org/en/latest/spec/generics.html
 */

/** What type variables stand for, by the names that they have in one file. */
export type Bindings = ReadonlyMap<string, Origins>;

type Instance = Origin & { readonly form: 'instance' };

export type Fit = 'yes' | 'maybe' | 'no';

/** How many superclasses are walked through from an instance to the one that a member is of. */
const farthest = 8;

/** Types, and aliases within them, are taken apart so deep. */
const deepest = 16;

/** The names of a class's type parameters, in order. */
export function parametersOf(values: Values, owner: { readonly path: string; readonly name: string }): readonly string[] {
  const found = values.world.classOf(owner);
  if (found === undefined) return [];
  const { state, fact } = found;
  if (fact.typeParameters.length > 0 || state.unit.language === 'typescript') return fact.typeParameters;
  const generic = fact.bases.filter((base) => base.form === 'name' && base.arguments.length > 0);
  if (generic.length === 0) return [];
  return state.namesFor(`parameters ${found.index}`, () => values.world.inNameOf(state, () => {
    // `Generic[T, U]` and `Protocol[T, U]` give the order; else they stand in the order in which the bases name them.
    const declares = generic.find((base) => base.form === 'name' && /^(Generic|Protocol)$/.test(base.path.at(-1)!));
    const names: string[] = [];
    for (const base of declares === undefined ? generic : [declares]) variablesOf(base, (name) => isTypeVariable(values, state, name), names);
    return names;
  }));
}

/** What the type parameters of a class stand for in an instance of it or of a subclass; null where that is not known, or it has none. */
export function bindingsOf(values: Values, instance: Instance, owner: { readonly path: string; readonly name: string }, depth = 0): Bindings | null {
  const names = parametersOf(values, owner);
  if (names.length === 0 || depth > farthest) return null;
  if (instance.path === owner.path && instance.name === owner.name) return instance.arguments === undefined ? null : zip(names, instance.arguments);
  const found = values.world.classOf(instance);
  if (found === undefined) return null;
  const own = parametersOf(values, instance);
  const at = { function: found.fact.function, parameters: own, self: unknown, bindings: zip(own, instance.arguments ?? []) };
  const classes = values.ancestry.bases(instance);
  for (const [i, base] of found.fact.bases.entries()) {
    const origin = classes[i]!.of.length === 1 ? classes[i]!.of[0]! : undefined;
    if (base.form !== 'name' || origin?.form !== 'class') continue;
    const given = base.arguments.map((argument) => values.annotations.origins(found.state, argument, at));
    const bindings = bindingsOf(values, { ...origin, form: 'instance', exact: false, ...given.length > 0 && { arguments: given } }, owner, depth + 1);
    if (bindings !== null) return bindings;
  }
  return null;
}

function zip(names: readonly string[], given: readonly Origins[]): Bindings {
  return new Map(names.flatMap((name, i) => (given[i] === undefined ? [] : [[name, given[i]] as const])));
}

/** The type variables, and `Self`, in what a function is declared to return: of its own, of its class, of its module. */
export function variablesReturned(values: Values, fn: FunctionUnit): readonly string[] {
  const { returns } = fn.fact;
  if (returns === null || returns.form === 'none' || fn.file.language === 'typescript') return [];
  const state = values.world.stateOf(fn);
  return state.namesFor(`returned ${fn.index}`, () => values.world.inNameOf(state, () => variablesOf(returns, variableIn(values, state, fn))));
}

/** Tells which names are type variables where a function's types are written. */
function variableIn(values: Values, state: FileState, fn: FunctionUnit): (name: string) => boolean {
  const ofClass = fn.fact.class < 0 ? [] : state.unit.facts.classes[fn.fact.class]!.typeParameters;
  return (name) => name === 'Self' || fn.fact.typeParameters.includes(name) || ofClass.includes(name) || isTypeVariable(values, state, name);
}

/**
 * What the type variables stand for that a function is declared to return, in one call of it; null where nothing tells any.
 * @param receiver the instance whose method it is, where that is known.
 * @param tellsApart another signature of it says what becomes of coroutines among the type arguments of the receiver.
 */
export function bindingsOfCall(
  values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep, bound: boolean, receiver: Instance | undefined, tellsApart = false,
): Bindings | null {
  const names = variablesReturned(values, target);
  if (names.length === 0) return null;
  const state = values.world.stateOf(target);
  const owner = target.fact.class < 0 ? undefined : state.classNames[target.fact.class];
  const found = new Map(receiver === undefined || owner === undefined ? [] : bindingsOf(values, receiver, { path: target.file.path, name: owner }));
  if (receiver !== undefined) found.set('Self', one(receiver));
  const isVariable = variableIn(values, state, target);
  const own = target.fact.parameters[0];
  if (bound && receiver !== undefined && own?.annotation != null) unify(values, state, own.annotation, one(receiver), isVariable, found);
  if (receiver !== undefined && owner !== undefined && !tellsApart && target.fact.name !== '__call__') doubtCoroutines(values, target.fact.returns!, owner, found);
  for (const [annotation, value] of annotatedArguments(target, call, bound)) {
    const asked = variablesOf(annotation, isVariable).filter((name) => !found.has(name));
    if (asked.length > 0) unify(values, state, annotation, values.origins(fn, value), (name) => asked.includes(name), found);
  }
  return names.some((name) => found.has(name)) ? found : null;
}

/** What the type parameters of a method's class stand for, by the receiver alone: all that is asked in TypeScript. Null where nothing tells any. */
export function bindingsOfReceiver(values: Values, target: FunctionUnit, receiver: Instance): Bindings | null {
  const state = values.world.stateOf(target);
  const found = bindingsOf(values, receiver, { path: target.file.path, name: state.classNames[target.fact.class]! });
  return found === null ? null : new Map([...found].filter(([name]) => !target.fact.typeParameters.includes(name)));
}

/** Whether a method takes the type arguments of its receiver apart: `self: "Task[P, Coroutine[Any, Any, R]]"`. */
export function takesApart({ fact }: FunctionUnit): boolean {
  const own = fact.parameters[0]?.annotation;
  return own?.form === 'name' && own.arguments.some((argument) => argument.form === 'name' && argument.arguments.length > 0);
}

/**
 * A type argument that is a coroutine was often no more than passed on: what `Task[P, R]` of an async function yields as
 * `Future[R]` is hardly ever that coroutine, but its result. Only an object of the same class and a function keep it.
 */
export function doubtCoroutines(values: Values, type: TypeRef, owner: string, bindings: Map<string, Origins>): void {
  if (type.form === 'function' || (type.form === 'name' && type.path.at(-1) === owner)) return;
  for (const [name, given] of bindings) {
    if (given.of.some(({ form }) => form === 'awaitable')) bindings.set(name, join(given, values.awaited('python', given)));
  }
}

/** The arguments of a call with the types of the parameters that take them, as far as both are written. */
function annotatedArguments(target: FunctionUnit, call: CallStep, bound: boolean): readonly (readonly [TypeRef, Value])[] {
  const parameters = target.fact.parameters.slice(bound ? 1 : 0);
  const positional = parameters.filter(({ form }) => form === 'plain' || form === 'positional');
  const found: (readonly [TypeRef, Value])[] = [];
  for (const [position, { name, value, spread }] of call.arguments.entries()) {
    if (spread) break;
    const parameter = name === null ? positional[position] : parameters.find((p) => p.name === name);
    if (parameter?.annotation != null) found.push([parameter.annotation, value]);
  }
  return found;
}

/**
 * Takes apart what a value may be by the type that is asked for, into what the type's variables stand for.
 * @param found gets what they stand for. @returns whether the type takes the value.
 */
export function unify(
  values: Values, state: FileState, type: TypeRef, given: Origins, isVariable: (name: string) => boolean, found: Map<string, Origins>, depth = 0,
): Fit {
  if (depth > deepest) return 'maybe';
  switch (type.form) {
    case 'name': {
      const isBare = type.path.length === 1 && type.arguments.length === 0;
      if (!isBare || !isVariable(type.path[0]!)) return isBare ? never(type, given) : ofGeneric(values, state, type, given, isVariable, found, depth);
      // What nothing is known of leaves a variable to its bound; what is still being found out does not.
      if (given.of.length > 0 || !given.unknown) found.set(type.path[0]!, join(found.get(type.path[0]!) ?? nothing, given));
      return 'yes';
    }
    case 'union': {
      const [member, ...others] = type.of.filter(({ form }) => form !== 'none');
      if (member === undefined || others.length > 0) return 'maybe';
      return unify(values, state, member, { ...given, of: given.of.filter(({ form }) => form !== 'none') }, isVariable, found, depth + 1);
    }
    case 'function': return unify(values, state, type.returns, called(values, given), isVariable, found, depth + 1);
    default: return 'maybe';
  }
}

/** `NoReturn` takes nothing that is known. */
function never(type: TypeRef & { form: 'name' }, given: Origins): Fit {
  return /^(NoReturn|Never)$/.test(type.path[0]!) && given.of.length > 0 && !given.unknown ? 'no' : 'maybe';
}

/** What calls of these yield. */
function called(values: Values, { of, unknown: open }: Origins): Origins {
  const yielded = of.map((origin): Origins => (
    origin.form === 'class' ? one({ form: 'instance', path: origin.path, name: origin.name, exact: true }) : values.results.ofFunction(one(origin))
  ));
  return joinAll(open || of.length === 0 ? [...yielded, unknown] : yielded);
}

function ofGeneric(
  values: Values, state: FileState, type: TypeRef & { form: 'name' }, given: Origins, isVariable: (name: string) => boolean, found: Map<string, Origins>,
  depth: number,
): Fit {
  const next = (argument: TypeRef | undefined, of: Origins): Fit => (argument === undefined ? 'maybe' : unify(values, state, argument, of, isVariable, found, depth + 1));
  const all = (bound: readonly (Origins | undefined)[]): Fit => worst(type.arguments.map((argument, i) => next(argument, bound[i] ?? unknown)));
  const alias = type.path.length === 1 ? aliasNamed(values, state, type.path[0]!) : undefined;
  if (alias !== undefined) {
    const names = variablesOf(alias.type, (name) => isTypeVariable(values, alias.state, name));
    const inner = new Map<string, Origins>();
    const fit = unify(values, alias.state, alias.type, given, (name) => names.includes(name), inner, depth + 1);
    return worst([fit, all(names.map((name) => inner.get(name)))]);
  }
  const named = values.variables.typeName(state, type.path[0]!, 0);
  const origin = named.of.length === 1 && !named.unknown && type.path.length === 1 ? named.of[0]! : undefined;
  if (origin?.form === 'class') return given.unknown || given.of.length === 0 ? 'maybe' : worst(given.of.map((each) => ofClass(values, origin, each, all, depth)));
  return origin?.form === 'symbol' ? ofSymbol(values, state, origin.symbol, type.arguments, given, next) : 'maybe';
}

/** One value that is asked to be of a generic class: an instance of it, or a function for a class that says how it is called. */
function ofClass(values: Values, owner: Origin & { form: 'class' }, given: Origin, all: (bound: readonly (Origins | undefined)[]) => Fit, depth: number): Fit {
  const names = parametersOf(values, owner);
  if (given.form === 'instance') {
    const isOwner = given.path === owner.path && given.name === owner.name;
    const inherits = values.ancestry.ancestors(given).some((a) => a === 'unknown' || (a.form === 'class' && a.path === owner.path && a.name === owner.name));
    const bindings = bindingsOf(values, given, owner);
    return isOwner || inherits ? all(names.map((name) => bindings?.get(name))) : 'maybe';
  }
  const method = given.form === 'function' || given.form === 'callable' ? values.members.attribute(owner, '__call__', undefined) : undefined;
  const target = method?.of.length === 1 && method.of[0]!.form === 'function' ? values.world.functionOf(method.of[0]!) : undefined;
  if (target === undefined || target.fact.returns === null) return 'maybe';
  const inner = new Map<string, Origins>();
  const yielded = called(values, one(given));
  const taken = target.fact.async ? values.awaited('python', yielded) : yielded;
  const fit = unify(values, values.world.stateOf(target), target.fact.returns, taken, (name) => names.includes(name), inner, depth + 1);
  return worst([fit, all(names.map((name) => inner.get(name)))]);
}

/** A value that is asked to be of one of the generic types of the standard library. */
function ofSymbol(values: Values, state: FileState, symbol: string, parts: readonly TypeRef[], given: Origins, next: (part: TypeRef | undefined, of: Origins) => Fit): Fit {
  const name = normal(symbol);
  if (given.unknown || given.of.length === 0) return 'maybe';
  const kind = awaitables.get(name);
  if (kind !== undefined) {
    const takes = (origin: Origin): boolean => origin.form === 'awaitable' && (name === 'Awaitable' || origin.kind === kind || (kind === 'coroutine' && origin.kind === 'async'));
    const taken = given.of.filter(takes);
    if (taken.length < given.of.length) return taken.length === 0 ? 'no' : 'maybe';
    return next(name === 'Coroutine' || name === 'CoroutineType' ? parts[2] : parts[0], values.awaited('python', given));
  }
  if (name === 'type' || name === 'Type') return next(parts[0], joinAll(given.of.map((origin) => values.annotations.ofClass(state, origin))));
  if (collections.has(name)) return next(parts[0], elementsOf(values, 'python', given));
  if (contexts.has(name)) return next(parts[0], joinAll(given.of.map((origin) => (origin.form === 'context' ? origin.of : unknown))));
  return 'maybe';
}

function worst(fits: readonly Fit[]): Fit {
  return fits.includes('no') ? 'no' : fits.includes('maybe') ? 'maybe' : 'yes';
}
