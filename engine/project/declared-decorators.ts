import type { TypeRef } from '../facts/facts.js';
import { isTypeVariable } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What the annotations of a decorator say of a call of what it decorates: `same` where it takes and gives back one type
 * (`F` and `F`, `Callable[P, R]` and `Callable[P, R]`), `async` where it makes a coroutine of the result
 * (`Callable[P, R]` and `Callable[P, Coroutine[Any, Any, R]]`), `either` where a call yields the one or the other
 * (`Callable[P, Union[R, Coroutine[Any, Any, R]]]`); undefined where they say none of these.
 * @param isFactory the function is called for the decorator: what it returns is declared as a function.
 */
export function declaredBy(values: Values, fn: FunctionUnit, isFactory: boolean): 'same' | 'async' | 'either' | undefined {
  const { parameters, returns, async: isAsync } = fn.fact;
  if (fn.file.language === 'typescript' || returns === null || isAsync) return undefined;
  const made = isFactory && returns.form === 'function' && returns.parameters?.length === 1 ? returns : undefined;
  const taken = isFactory ? made?.parameters![0] : parameters[0]?.annotation;
  const given = isFactory ? made?.returns : returns;
  if (taken == null || given === undefined) return undefined;
  if (taken.form === 'name') return isEqual(taken, given) && isVariable(values, fn, taken) ? 'same' : undefined;
  if (taken.form !== 'function' || given.form !== 'function') return undefined;
  if (isEqual(taken.returns, given.returns)) return mentionsVariable(values, fn, taken.returns) ? 'same' : undefined;
  if (!isVariable(values, fn, taken.returns)) return undefined;
  if (isCoroutineOf(values, fn, given.returns, taken.returns)) return 'async';
  const { returns: result } = taken;
  const others = given.returns.form === 'union' ? given.returns.of.filter((type) => !isEqual(type, result)) : [];
  return given.returns.form === 'union' && others.length === 1 && given.returns.of.length === 2 && isCoroutineOf(values, fn, others[0]!, result) ? 'either' : undefined;
}

function isEqual(a: TypeRef, b: TypeRef): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function mentionsVariable(values: Values, fn: FunctionUnit, type: TypeRef): boolean {
  return isVariable(values, fn, type) || (type.form === 'name' && type.arguments.some((argument) => mentionsVariable(values, fn, argument)));
}

/** Whether a type is a type variable: a parameter of the function, or one of the module. */
function isVariable(values: Values, fn: FunctionUnit, type: TypeRef): boolean {
  if (type.form !== 'name' || type.path.length !== 1 || type.arguments.length > 0) return false;
  const name = type.path[0]!;
  return fn.fact.typeParameters.includes(name) || isTypeVariable(values, values.world.stateOf(fn), name);
}

function isCoroutineOf(values: Values, fn: FunctionUnit, type: TypeRef, result: TypeRef): boolean {
  if (type.form !== 'name' || !isEqual(type.arguments.at(-1) ?? { form: 'unknown' }, result)) return false;
  const declared = values.declared(values.world.stateOf(fn), type, fn);
  return !declared.unknown && declared.of.length === 1 && declared.of[0]!.form === 'awaitable' && declared.of[0]!.kind === 'coroutine';
}
