import type { CallStep } from '../flow/step.js';
import { argumentOf } from './arguments.js';
import { bindingsOfCall, bindingsOfReceiver } from './generics.js';
import { receiverName } from './names.js';
import { awaitableOf, joinAll, unknown, type Origin, type Origins } from './origins.js';
import { overloaded } from './overloads.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What calls yield in Python where the call itself has a say: by the overload that it means, by the receiver and the
 * arguments that tell what type variables stand for, and by the object that decorators have put in a function's place.
 */

type Instance = Origin & { readonly form: 'instance' };

/** @param bound the receiver is not among the arguments. */
export function ofFunctionCall(values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep, bound: boolean): Origins {
  const object = values.objectOf(target);
  if (object === undefined) return ofSignature(values, target, fn, call, bound, bound ? instanceBehind(values, fn, call) : undefined);
  return joinAll(object.of.map((each) => (each.form === 'instance' ? ofInstanceCall(values, fn, call, each) : unknown)));
}

/** What calling an instance yields: a call of its `__call__`. */
export function ofInstanceCall(values: Values, fn: FunctionUnit, call: CallStep, instance: Instance): Origins {
  const found = values.members.attribute(instance, '__call__', instance);
  const method = found?.of.length === 1 && !found.unknown ? found.of[0]! : undefined;
  const target = method?.form === 'function' ? values.world.functionOf(method) : undefined;
  if (target === undefined || method?.form !== 'function' || values.objectOf(target) !== undefined) return unknown;
  return ofSignature(values, target, fn, call, method.bound, instance);
}

function ofSignature(values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep, bound: boolean, receiver: Instance | undefined): Origins {
  const chosen = overloaded(values, target, fn, call, bound, receiver);
  if (chosen !== undefined) return chosen;
  const bindings = bindingsOfCall(values, target, fn, call, bound, receiver);
  return bindings === null ? givenBack(values, target, fn, call, bound) ?? values.results.of(target) : values.results.with(target, bindings);
}

/** What a call gives to the parameter that its function returns; undefined where it returns something else. */
function givenBack(values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep, bound: boolean): Origins | undefined {
  const position = returnedParameter(values, target);
  if (position < 0) return undefined;
  const value = argumentOf(fn, call, { name: target.fact.parameters[position]!.name, position: bound ? position - 1 : position });
  const given = typeof value === 'number' ? values.origins(fn, value) : unknown;
  return target.fact.async ? awaitableOf('async', target.qualifiedName, false, given) : given;
}

/** The position of the parameter that all returns of a function of Python give back as it was, and whose type nobody has written; -1 without one. */
export function returnedParameter(values: Values, target: FunctionUnit): number {
  const { decorators, generator, hasBody, parameters, returns } = target.fact;
  if (target.file.language === 'typescript' || generator || !hasBody || returns !== null || decorators.length > 0 || parameters.length === 0) return -1;
  const names = new Set<string>();
  for (let i = 0; i < target.flow.length; i++) {
    if (target.flow.kind(i) !== 'exit') continue;
    const step = target.flow.step(i);
    if (step.kind !== 'exit' || step.form !== 'return') continue;
    const place = step.of < 0 ? undefined : target.flow.placeOf(step.of);
    if (place?.scope !== 'param' || place.keys.length > 0) return -1;
    names.add(place.name);
  }
  const [name] = names;
  const position = names.size === 1 ? parameters.findIndex((parameter) => parameter.name === name) : -1;
  const parameter = parameters[position];
  if (parameter === undefined || parameter.annotation !== null || parameter.form === 'rest' || parameter.form === 'namedRest' || name === receiverName(target)) return -1;
  const index = values.world.stateOf(target).flowIndex(target);
  if (index.variables.some((variable) => variable.name === name && variable.writes.length > 0)) return -1;
  // What comes to its end without a return gives None instead.
  for (let i = 0; i < target.flow.length; i = target.flow.last(i)) if (!index.canComplete(i)) return position;
  return -1;
}

/** What a method of a generic class of TypeScript yields by the type arguments of its receiver; undefined where these do not tell. */
export function ofGenericMethod(values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep): Origins | undefined {
  const owner = target.file.facts.classes[target.fact.class];
  if (owner === undefined || owner.typeParameters.length === 0 || target.fact.returns === null) return undefined;
  const receiver = instanceBehind(values, fn, call);
  const bindings = receiver === undefined ? null : bindingsOfReceiver(values, target, receiver);
  return bindings === null || bindings.size === 0 ? undefined : values.results.with(target, bindings);
}

/** The one instance whose method a call calls; of a function that a decorator has made an object, that. */
function instanceBehind(values: Values, fn: FunctionUnit, call: CallStep): Instance | undefined {
  const { of, unknown: open } = values.receiver(fn, call.callee);
  const [only, ...others] = of.filter(({ form }) => form !== 'none');
  if (open || only === undefined || others.length > 0) return undefined;
  if (only.form === 'instance') return only;
  const target = only.form === 'function' ? values.world.functionOf(only) : undefined;
  const object = target === undefined ? undefined : values.objectOf(target)?.of;
  return object?.length === 1 && object[0]!.form === 'instance' ? object[0] : undefined;
}
