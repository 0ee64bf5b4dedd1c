import type { Value } from '../flow/step.js';
import { awaitableOf, unknown, wrap, joinAll, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What a call yields once the function's decorators have had their say. A decorator is transparent, or makes the call
 * sync or async, as knowledge or its own body tells; any other makes the result unknown. TypeScript's decorators can't
 * change the type of what they decorate.
 */
export function decorated(values: Values, state: FileState, fn: FunctionUnit, result: Origins): Origins {
  if (state.unit.language === 'typescript' || fn.fact.decorators.length === 0) return result;
  const around = state.unit.functions[fn.fact.parent]!;
  let origins = result;
  for (const decorator of [...fn.fact.decorators].reverse()) {
    const next = apply(values, state, around, decorator, fn, origins);
    if (next === undefined) return unknown;
    origins = next;
  }
  return origins;
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

function apply(
  values: Values, state: FileState, around: FunctionUnit, decorator: Value, fn: FunctionUnit, result: Origins,
): Origins | undefined {
  const step = around.flow.step(decorator);
  const isFactory = step.kind === 'call';
  const origins = values.origins(around, isFactory ? step.callee : decorator);
  if (origins.unknown || origins.of.length !== 1) return undefined;
  const origin = origins.of[0]!;
  if (origin.form === 'symbol') {
    if (/^builtins:property\.(setter|deleter)$/.test(origin.symbol)) return result;
    const how = values.world.symbols.fact(state.unit.language, origin.symbol)?.decorates;
    if (how === 'manager') return wrap('context', yielded(values, fn));
    if (how === 'transparent' || how === 'register') return result;
    return how === 'async' ? awaitableOf('async', fn.qualifiedName, false, unknown) : undefined;
  }
  const maker = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
  if (maker === undefined) return undefined;
  return isFactory ? byFactory(values, maker, fn, result) : byDecorator(values, maker, fn, result);
}

/** `@retry(3)`: the function that the call returns is the decorator. */
function byFactory(values: Values, factory: FunctionUnit, fn: FunctionUnit, result: Origins): Origins | undefined {
  const returned = values.world.inNameOf(values.world.stateOf(factory), () => returnedFunctions(values, factory));
  return returned === undefined || returned.length !== 1 ? undefined : byDecorator(values, returned[0]!, fn, result);
}

function byDecorator(values: Values, decorator: FunctionUnit, fn: FunctionUnit, result: Origins): Origins | undefined {
  return values.world.inNameOf(values.world.stateOf(decorator), () => {
    if (decorator.fact.async) return undefined;
    const target = decorator.fact.parameters[0]?.name;
    if (target === undefined) return undefined;
    let outcome: Origins | undefined;
    for (const value of returns(decorator)) {
      const step = value < 0 ? undefined : decorator.flow.step(value);
      let next: Origins | undefined;
      if (step?.kind === 'read' && step.place.scope === 'param' && step.place.name === target && step.place.keys.length === 0) {
        next = result;
      } else if (value >= 0) {
        const { of, unknown: open } = values.origins(decorator, value);
        const wrapper = of.length === 1 && !open && of[0]!.form === 'function' ? values.world.functionOf(of[0]!) : undefined;
        if (wrapper === undefined || wrapper.fact.parent !== decorator.index) return undefined;
        next = wrapped(decorator, wrapper, target, fn, result);
      }
      if (next === undefined) return undefined;
      outcome = outcome === undefined ? next : joinAll([outcome, next]);
    }
    return outcome;
  });
}

/** An async wrapper makes the call async; a sync one that returns the call of what it wraps changes nothing. */
function wrapped(decorator: FunctionUnit, wrapper: FunctionUnit, target: string, fn: FunctionUnit, result: Origins): Origins | undefined {
  if (wrapper.fact.generator) return undefined;
  if (wrapper.fact.async) return awaitableOf('async', fn.qualifiedName, false, unknown);
  const values = returns(wrapper);
  const passesOn = values.length > 0 && values.every((value) => {
    const step = value < 0 ? undefined : wrapper.flow.step(value);
    const callee = step?.kind === 'call' ? wrapper.flow.step(step.callee) : undefined;
    return callee?.kind === 'read' && callee.place.scope === 'captured' && callee.place.owner === decorator.index
      && callee.place.name === target && callee.place.keys.length === 0;
  });
  return passesOn ? result : undefined;
}

function returnedFunctions(values: Values, fn: FunctionUnit): readonly FunctionUnit[] | undefined {
  const found = new Set<FunctionUnit>();
  for (const value of returns(fn)) {
    const { of, unknown: open } = values.origins(fn, value);
    if (open) return undefined;
    for (const origin of of) {
      const target = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
      if (target === undefined) return undefined;
      found.add(target);
    }
  }
  return [...found];
}

function returns(fn: FunctionUnit): readonly Value[] {
  const found: Value[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'exit') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'exit' && step.form === 'return') found.push(step.of);
  }
  return found;
}

/** What a generator that is used as a context manager yields. */
function yielded(values: Values, fn: FunctionUnit): Origins {
  const found: Origins[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'yield') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'yield') found.push(values.origins(fn, step.of));
  }
  return found.length === 0 ? unknown : joinAll(found);
}
