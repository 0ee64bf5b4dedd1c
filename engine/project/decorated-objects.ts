import type { TypeRef } from '../facts/facts.js';
import type { Value } from '../flow/step.js';
import { unify } from './generics.js';
import { joinAll, unknown, wrap, type Origin, type Origins } from './origins.js';
import { fits, overloadsOf } from './overloads.js';
import { isTypeVariable, variablesOf } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What a decorator's annotations say that the decorated name holds afterwards: an object of the project (`Callable[P, R]`
 * becomes `Task[P, R]`), or a function of another type. Overloads are chosen among as in any call; a decorator that is
 * called first (`@task(name="x")`) is what that call is declared to return.
 * @param named the decorator, or what is called to make it. @param result what calls of the decorated function yield.
 * @returns undefined where the annotations do not say it of every signature that may be meant.
 */
export function declaredObject(values: Values, named: Origin | undefined, around: FunctionUnit, decorator: Value, result: Origins): Origins | undefined {
  const found: Origins[] = [];
  for (const { signature, others, bound } of signaturesOf(values, named)) {
    const { parameters, returns } = signature.fact;
    const step = around.flow.step(decorator);
    const fit = step.kind === 'call' ? fits(values, signature, others, around, step, bound) : takesFunction(signature, bound) ? 'maybe' : 'no';
    if (fit === 'no') continue;
    const made = step.kind !== 'call' ? returns : returns?.form === 'function' && returns.parameters?.length === 1 ? returns.returns : null;
    const taken = step.kind !== 'call' ? parameters[bound ? 1 : 0]?.annotation : returns?.form === 'function' ? returns.parameters?.[0] : null;
    const object = made == null || taken == null ? undefined : objectOf(values, signature, taken, made, result);
    if (object === undefined) return undefined;
    found.push(object);
    if (fit === 'yes') break;
  }
  return found.length === 0 ? undefined : joinAll(found);
}

interface Signature {
  readonly signature: FunctionUnit;
  /** All overloads of the function, this one included. */
  readonly others: readonly FunctionUnit[];
  readonly bound: boolean;
}

/** The signatures of a function, or of how an instance is called. */
function signaturesOf(values: Values, origin: Origin | undefined): readonly Signature[] {
  if (origin?.form === 'instance') {
    const method = values.members.attribute(origin, '__call__', origin);
    const [only, ...others] = method?.of ?? [];
    return method?.unknown !== false || others.length > 0 || only?.form !== 'function' ? [] : signaturesOf(values, only);
  }
  const target = origin?.form === 'function' ? values.world.functionOf(origin) : undefined;
  if (target === undefined || origin?.form !== 'function' || target.fact.async || target.file.language === 'typescript') return [];
  const overloads = overloadsOf(values, values.world.stateOf(target), target);
  const all = overloads.length === 0 ? [target] : overloads;
  return all.map((signature) => ({ signature, others: all, bound: origin.bound }));
}

/** Whether a signature may be called with a function and nothing else. */
function takesFunction({ fact }: FunctionUnit, bound: boolean): boolean {
  const [first, ...others] = fact.parameters.slice(bound ? 1 : 0);
  const isFunction = first?.annotation?.form === 'function' || first?.annotation?.form === 'name';
  return isFunction && others.every(({ form, hasDefault }) => hasDefault || form === 'rest' || form === 'namedRest');
}

function objectOf(values: Values, signature: FunctionUnit, taken: TypeRef, made: TypeRef, result: Origins): Origins | undefined {
  const state = values.world.stateOf(signature);
  const isVariable = (name: string): boolean => signature.fact.typeParameters.includes(name) || isTypeVariable(values, state, name);
  // What names no variable says the same of every function, and so may leave out what is special about this one.
  if (variablesOf(made, isVariable).length === 0) return undefined;
  const bindings = new Map<string, Origins>();
  const fit = unify(values, state, taken, wrap('callable', result), isVariable, bindings);
  if (fit === 'no') return undefined;
  const object = values.annotations.origins(state, made, { function: signature.index, parameters: [], self: unknown, bindings });
  const isObject = !object.unknown && object.of.length > 0 && object.of.every(({ form }) => form === 'callable' || form === 'instance');
  return isObject ? object : undefined;
}
