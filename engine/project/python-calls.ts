import type { CallStep } from '../flow/step.js';
import { bindingsOfCall, bindingsOfReceiver } from './generics.js';
import { joinAll, unknown, type Origin, type Origins } from './origins.js';
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
  return bindings === null ? values.results.of(target) : values.results.with(target, bindings);
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
