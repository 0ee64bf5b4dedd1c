import { armsOf } from '../flow/regions.js';
import type { Value } from '../flow/step.js';
import { awaitableOf, joinAll, unknown, wrap, type Origin, type Origins } from './origins.js';
import { declaredBy } from './declared-decorators.js';
import { declaredObject } from './decorated-objects.js';
import type { FileState } from './state.js';
import { isWithin, type FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What a call yields once the function's decorators have had their say. A decorator is transparent, or makes the call
 * sync or async, as knowledge or its own body tells; any other makes the result unknown. TypeScript's decorators can't
 * change the type of what they decorate.
 */
export function decorated(values: Values, state: FileState, fn: FunctionUnit, result: Origins): Origins {
  return state.unit.language === 'typescript' || fn.fact.decorators.length === 0 ? result : held(values, state, fn, result).yields;
}

/** The object of the project that a function's decorators put in its place, as their annotations say; undefined where they do not. */
export function decoratedObject(values: Values, state: FileState, fn: FunctionUnit): Origins | undefined {
  return held(values, state, fn, values.results.undecorated(state, fn)).object;
}

/** What the name of a decorated function holds: a function, by what its calls yield, or an object. */
interface Held {
  readonly yields: Origins;
  readonly object: Origins | undefined;
  /** Whether it is a coroutine function, as `inspect` tells; undefined where that is not known. */
  readonly async: boolean | undefined;
}

function held(values: Values, state: FileState, fn: FunctionUnit, result: Origins): Held {
  const around = state.unit.functions[fn.fact.parent]!;
  let now: Held = { yields: result, object: undefined, async: fn.fact.async && !fn.fact.generator };
  for (const decorator of [...fn.fact.decorators].reverse()) now = replaced(values, state, around, decorator, fn, now);
  return now;
}

function replaced(values: Values, state: FileState, around: FunctionUnit, decorator: Value, fn: FunctionUnit, { yields, object, async }: Held): Held {
  const next = apply(values, state, around, decorator, fn, yields, async);
  // What wraps an object leaves it as it is, or makes something unknown of it.
  if (object !== undefined) return { yields: unknown, object: next?.yields.of.length === 0 ? object : undefined, async: undefined };
  if (next !== undefined) return { ...next, object };
  const step = around.flow.step(decorator);
  const named = single(values.origins(around, step.kind === 'call' ? step.callee : decorator));
  const declared = declaredObject(values, named, around, decorator, yields);
  const isFunction = declared !== undefined && declared.of.every(({ form }) => form === 'callable');
  return isFunction ? { yields: values.results.ofFunction(declared), object: undefined, async: undefined } : { yields: unknown, object: declared, async: undefined };
}

/** The class outside the project of which a decorator makes the function an instance (a task of Celery), or undefined. */
export function madeInto(values: Values, fn: FunctionUnit): string | undefined {
  const outermost = fn.fact.decorators[0];
  const around = fn.file.functions[fn.fact.parent];
  if (outermost === undefined || around === undefined) return undefined;
  const step = around.flow.step(outermost);
  const { of, unknown: open } = values.origins(around, step.kind === 'call' ? step.callee : outermost);
  const origin = of[0];
  return open || of.length !== 1 || origin?.form !== 'symbol' ? undefined : values.world.symbols.fact(fn.file.language, origin.symbol)?.returns;
}

/** Whether a function without parameters runs once, since a decorator keeps its result. */
export function isRemembered(values: Values, fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  return around !== undefined && fn.fact.parameters.length === 0 && fn.fact.decorators.some((decorator) => {
    const step = around.flow.step(decorator);
    const { of, unknown: open } = values.origins(around, step.kind === 'call' ? step.callee : decorator);
    return !open && of.length === 1 && of[0]!.form === 'symbol' && values.world.symbols.fact(fn.file.language, of[0]!.symbol)?.remembers === true;
  });
}

function apply(
  values: Values, state: FileState, around: FunctionUnit, decorator: Value, fn: FunctionUnit, result: Origins, async: boolean | undefined,
): Omit<Held, 'object'> | undefined {
  const step = around.flow.step(decorator);
  const named = single(values.origins(around, step.kind === 'call' ? step.callee : decorator));
  if (named?.form === 'symbol') {
    if (/^builtins:property\.(setter|deleter)$/.test(named.symbol)) return { yields: result, async };
    const how = values.world.symbols.fact(state.unit.language, named.symbol)?.decorates;
    if (how === 'manager') return { yields: wrap('context', yielded(values, fn)), async: undefined };
    if (how === 'transparent' || how === 'register') return { yields: result, async };
    return how === 'async' ? { yields: awaitableOf('async', fn.qualifiedName, false, unknown), async: true } : undefined;
  }
  // `@retry(3)`: the function that the call returns is the decorator.
  const origin = step.kind === 'call' ? single(values.origins(around, decorator)) : named;
  const maker = origin?.form === 'function' ? values.world.functionOf(origin) : undefined;
  const made = (maker === undefined ? undefined : madeBy(values, maker, async)) ?? declaredDecoration(values, named, step.kind === 'call');
  if (made === undefined) return undefined;
  const kinds = new Set(made.map((what) => (what === 'target' ? async : what === 'same' ? false : what === 'declared' ? undefined : true)));
  const yields = made.map((what) => (what === 'async' || (what === 'awaits' && async !== true) ? awaitableOf('async', fn.qualifiedName, false, unknown) : result));
  return { yields: joinAll(yields), async: kinds.size === 1 ? [...kinds][0] : undefined };
}

/** What the annotations of a decorator, or of the function that a call of makes one, say of it. */
function declaredDecoration(values: Values, named: Origin | undefined, isCalled: boolean): readonly ('declared' | 'async')[] | undefined {
  const declaring = named?.form === 'function' ? values.world.functionOf(named) : undefined;
  const declared = declaring === undefined ? undefined : declaredBy(values, declaring, isCalled);
  return declared === undefined || declared === 'either' ? undefined : [declared === 'same' ? 'declared' : declared];
}

/**
 * Whether a decorator of a sync function is declared to make one of it that yields a coroutine or the result, as the caller is: called
 * on the event loop another function runs in its place.
 */
export function isDispatched(values: Values, fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  if (around === undefined || fn.fact.async || fn.file.language === 'typescript') return false;
  return fn.fact.decorators.some((decorator) => {
    const step = around.flow.step(decorator);
    const named = single(values.origins(around, step.kind === 'call' ? step.callee : decorator));
    const declaring = named?.form === 'function' ? values.world.functionOf(named) : undefined;
    return declaring !== undefined && declaredBy(values, declaring, step.kind === 'call') === 'either';
  });
}

/**
 * Whether a decorator puts a wrapper in a function's place that does not call it, but hands it on: to a queue, a pool, another
 * thread. So it does not run where it is called.
 */
export function isHandedOn(values: Values, fn: FunctionUnit): boolean {
  const { world } = values;
  const around = fn.file.functions[fn.fact.parent];
  if (around === undefined || fn.fact.decorators.length === 0 || fn.file.language === 'typescript') return false;
  return world.inNameOf(world.stateOf(fn), () => fn.fact.decorators.some((decorator) => {
    const origin = single(values.origins(around, decorator));
    const maker = origin?.form === 'function' ? world.functionOf(origin) : undefined;
    return maker !== undefined && handsOn(values, maker);
  }));
}

/** Whether a function makes a wrapper of the function that it decorates that hands it on and does not call it. */
export function handsOn(values: Values, decorator: FunctionUnit): boolean {
  const target = decorator.fact.parameters[0]?.name;
  if (decorator.fact.async || target === undefined || decorator.file.language === 'typescript') return false;
  const { world } = values;
  return world.inNameOf(world.stateOf(decorator), () => {
    const made = returns(decorator).map(({ value }) => (value < 0 ? undefined : single(values.origins(decorator, value))));
    return made.length > 0 && made.every((origin) => {
      const wrapper = origin?.form === 'function' ? world.functionOf(origin) : undefined;
      if (wrapper === undefined || wrapper.fact.parent !== decorator.index || wrapper.file !== decorator.file) return false;
      const uses = usesWithin(values, decorator, wrapper, target);
      return uses.length > 0 && uses.every(Boolean);
    });
  });
}

/** The uses of a variable of the decorator in the wrapper and what stands in it: whether each only hands the function on. */
function usesWithin(values: Values, decorator: FunctionUnit, wrapper: FunctionUnit, target: string): readonly boolean[] {
  return wrapper.file.functions.filter((fn) => isWithin(fn, wrapper)).flatMap((fn) => [...fn.flow].flatMap((step) => {
    if (step.kind !== 'read' || step.place.scope !== 'captured' || step.place.owner !== decorator.index || step.place.name !== target) return [];
    return step.place.keys.length > 0 ? [] : handings(values, fn, step.index);
  }));
}

/** Of each use of a value whether it hands the value on, in a call or as part of something; a function that calls at once what it takes does not. */
function handings(values: Values, fn: FunctionUnit, value: Value): readonly boolean[] {
  const index = values.world.stateOf(fn).flowIndex(fn);
  return index.uses(value).flatMap(({ role, step }) => {
    const user = fn.flow.step(step);
    if (user.kind === 'make') return handings(values, fn, step);
    if (role !== 'argument' || user.kind !== 'call') return [false];
    const { of } = values.origins(fn, user.callee);
    return of.map((origin) => {
      if (origin.form !== 'symbol') return origin.form !== 'function' && origin.form !== 'class';
      const fact = values.world.symbols.fact(fn.file.language, origin.symbol);
      return fact?.passes === undefined ? fact?.calls?.every(({ when }) => when !== 'now') !== false : handings(values, fn, step).every(Boolean);
    }).concat(of.length === 0 ? [true] : []);
  });
}

function single(origins: Origins): Origin | undefined {
  return !origins.unknown && origins.of.length === 1 ? origins.of[0] : undefined;
}

/**
 * What a decorator puts in a function's place: the function itself (`target`), a wrapper whose call yields the same, an async wrapper
 * that `awaits` the function and returns what that yields, any other `async` wrapper.
 */
type Wrapping = 'target' | 'same' | 'awaits' | 'async';

/**
 * What a function makes of the function that it decorates, as its body tells; undefined where that can't be told.
 * @param ofAsync whether that is a coroutine function, for a decorator that asks; undefined where it is not known.
 */
export function madeBy(values: Values, decorator: FunctionUnit, ofAsync: boolean | undefined): readonly Wrapping[] | undefined {
  const target = decorator.fact.parameters[0]?.name;
  if (decorator.fact.async || target === undefined || decorator.file.language === 'typescript') return undefined;
  return values.world.inNameOf(values.world.stateOf(decorator), () => {
    const made = new Set<Wrapping>();
    for (const value of returns(decorator).flatMap((each) => returnedFor(values, decorator, target, each, ofAsync))) {
      const what = value < 0 ? undefined : wrapping(values, decorator, target, value);
      if (what === undefined) return undefined;
      made.add(what);
    }
    return made.size === 0 ? undefined : [...made].sort();
  });
}

/** Of what a `return` yields that which is meant for functions of the kind: `later if iscoroutinefunction(fn) else now`. */
function returnedFor(values: Values, decorator: FunctionUnit, target: string, exit: Returned, ofAsync: boolean | undefined): readonly Value[] {
  const index = values.world.stateOf(decorator).flowIndex(decorator);
  const fits = (test: Value, truth: boolean): boolean => {
    const asked = ofAsync === undefined ? null : asksForCoroutine(values, decorator, target, test);
    return asked === null || asked === (truth === ofAsync);
  };
  if (!index.guards(exit.step).every(({ test, sense }) => (sense !== 'truthy' && sense !== 'falsy') || fits(test, sense === 'truthy'))) return [];
  const step = exit.value < 0 ? undefined : decorator.flow.step(exit.value);
  if (step?.kind !== 'branch' || step.form !== 'ternary') return [exit.value];
  return armsOf(decorator.flow, exit.value).flatMap((arm) => (fits(step.test, arm.role === 'then') ? [arm.result] : []));
}

/** Whether a test asks if the decorated function is a coroutine function (true), or is none (false); null for any other test. */
function asksForCoroutine(values: Values, decorator: FunctionUnit, target: string, test: Value): boolean | null {
  const step = decorator.flow.step(test);
  if (step.kind === 'operate' && step.operator === 'not') {
    const asked = asksForCoroutine(values, decorator, target, step.of[0]!);
    return asked === null ? null : !asked;
  }
  if (step.kind === 'read' && step.place.scope === 'local' && step.place.keys.length === 0) {
    const from = values.world.stateOf(decorator).flowIndex(decorator).soleSource(test);
    return from < 0 ? null : asksForCoroutine(values, decorator, target, from);
  }
  const [argument] = step.kind === 'call' ? step.arguments : [];
  const asked = argument === undefined ? undefined : decorator.flow.placeOf(argument.value);
  if (step.kind !== 'call' || asked?.scope !== 'param' || asked.name !== target || asked.keys.length > 0) return null;
  const callee = single(values.origins(decorator, step.callee));
  return callee?.form === 'symbol' && /^(?:inspect|asyncio|asyncio\.coroutines):iscoroutinefunction$/.test(callee.symbol) ? true : null;
}

function wrapping(values: Values, decorator: FunctionUnit, target: string, returned: Value): Wrapping | undefined {
  const step = decorator.flow.step(returned);
  const isTarget = step.kind === 'read' && step.place.scope === 'param' && step.place.name === target && step.place.keys.length === 0;
  if (isTarget) return 'target';
  const origin = single(values.origins(decorator, returned));
  const wrapper = origin?.form === 'function' ? values.world.functionOf(origin) : undefined;
  return wrapper === undefined || wrapper.fact.parent !== decorator.index ? undefined : wrapped(values, decorator, wrapper, target);
}

/** An async wrapper makes the call async; a sync one that returns the call of what it wraps changes nothing. */
function wrapped(values: Values, decorator: FunctionUnit, wrapper: FunctionUnit, target: string): Wrapping | undefined {
  if (wrapper.fact.generator) return undefined;
  const isAsync = wrapper.fact.async;
  const returned = returns(wrapper);
  const passesOn = returned.length > 0 && returned.every(({ value }) => value >= 0 && isCallOf(values, decorator, wrapper, target, value, isAsync));
  if (isAsync) return passesOn ? 'awaits' : 'async';
  return passesOn ? 'same' : undefined;
}

/** Whether a value of a wrapper is what a call of the wrapped function yields, at once or once awaited, or a variable that holds it. */
function isCallOf(values: Values, decorator: FunctionUnit, wrapper: FunctionUnit, target: string, value: Value, awaited: boolean): boolean {
  const step = wrapper.flow.step(value);
  if (step.kind === 'read' && step.place.scope === 'local' && step.place.keys.length === 0) {
    const from = values.world.stateOf(wrapper).flowIndex(wrapper).soleSource(value);
    return from >= 0 && from < value && isCallOf(values, decorator, wrapper, target, from, awaited);
  }
  if (awaited) return step.kind === 'await' && isCallOf(values, decorator, wrapper, target, step.of, false);
  const place = step.kind === 'call' ? wrapper.flow.placeOf(step.callee) : undefined;
  return place?.scope === 'captured' && place.owner === decorator.index && place.name === target && place.keys.length === 0;
}

/** A `return` and what it yields; -1 for nothing. */
interface Returned {
  readonly step: Value;
  readonly value: Value;
}

function returns(fn: FunctionUnit): readonly Returned[] {
  const found: Returned[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'exit') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'exit' && step.form === 'return') found.push({ step: i, value: step.of });
  }
  return found;
}

/** What a generator that is used as a context manager yields. */
export function yielded(values: Values, fn: FunctionUnit): Origins {
  const found: Origins[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'yield') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'yield') found.push(step.all ? unknown : values.origins(fn, step.of));
  }
  return found.length === 0 ? unknown : joinAll(found);
}
