import type { TypeRef } from '../facts/facts.js';
import type { CallStep, Value } from '../flow/step.js';
import { bindingsOfCall, takesApart, unify, type Fit } from './generics.js';
import { joinAll, one, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import { isTypeVariable } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What a call of a function yields that declares several signatures (`@overload`): that of the first signature that
 * surely takes the call's arguments, and of those before it that may. Literals decide (`Literal[True]`), names and
 * number of the arguments, None, and classes of the project.
 * Source: https://typing.python.org/en/latest/spec/overload.html
 * @param bound the receiver is not among the arguments. @param receiver the instance that is called upon, where it is known.
 * @returns undefined where the function declares no overloads, or the call fits none of them.
 */
export function overloaded(
  values: Values, target: FunctionUnit, fn: FunctionUnit, call: CallStep, bound: boolean, receiver: Origin & { form: 'instance' } | undefined,
): Origins | undefined {
  const found: Origins[] = [];
  const overloads = overloadsOf(values, values.world.stateOf(target), target);
  for (const overload of overloads) {
    const fit = fits(values, overload, overloads, fn, call, bound, receiver);
    if (fit === 'no') continue;
    // Who has told coroutines apart before means what is said of the others.
    const tellsApart = overloads.slice(0, overloads.indexOf(overload)).some(takesApart);
    const bindings = bindingsOfCall(values, overload, fn, call, bound, receiver, tellsApart);
    found.push(named(bindings === null ? values.results.of(overload) : values.results.with(overload, bindings), overload, target));
    if (fit === 'yes') break;
  }
  return found.length === 0 ? undefined : joinAll(found);
}

/** The overloads that stand before a function, itself included where it is one (in a stub all are). */
export function overloadsOf(values: Values, state: FileState, target: FunctionUnit): readonly FunctionUnit[] {
  if (target.file.language === 'typescript' || !target.qualifiedName.includes('#')) return [];
  const name = target.qualifiedName.replace(/#\d+$/, '');
  let found: FunctionUnit[] = [];
  for (let n = 1; ; n++) {
    const fn = state.functionNamed(n === 1 ? name : `${name}#${n}`);
    if (fn === undefined || fn.index > target.index) return found;
    if (isOverload(values, fn)) found.push(fn);
    // What an earlier implementation declared is of no account to a later one.
    else if (fn !== target) found = [];
  }
}

/** Whether a function only declares one of several signatures. */
export function isOverload(values: Values, fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  return around !== undefined && fn.fact.decorators.some((d) => (
    values.origins(around, d).of.some((o) => o.form === 'symbol' && /^typing(_extensions)?:overload$/.test(o.symbol))
  ));
}

/** Messages and equality know a function by the name of its implementation. */
function named(origins: Origins, overload: FunctionUnit, target: FunctionUnit): Origins {
  const of = origins.of.map((origin): Origin => (
    origin.form === 'awaitable' && origin.by === overload.qualifiedName ? { ...origin, by: target.qualifiedName } : origin
  ));
  return { ...origins, of };
}

/**
 * Whether a signature takes a call.
 * @param others all signatures that the function declares, this one included.
 */
export function fits(
  values: Values, overload: FunctionUnit, others: readonly FunctionUnit[], fn: FunctionUnit, call: CallStep, bound: boolean,
  receiver?: Origin & { form: 'instance' },
): Fit {
  const state = values.world.stateOf(overload);
  const parameters = overload.fact.parameters.slice(bound ? 1 : 0);
  const isSpread = call.arguments.some((argument) => argument.spread);
  const given = new Set<string>();
  let fit: Fit = receiver === undefined || !bound ? 'yes' : takesReceiver(values, state, overload, receiver);
  if (fit === 'no') return 'no';
  if (isSpread) fit = 'maybe';
  const positional = parameters.filter(({ form }) => form === 'plain' || form === 'positional');
  let position = 0;
  for (const argument of call.arguments) {
    if (argument.spread) continue;
    const parameter = argument.name === null ? positional[position++]
      : parameters.find((p) => p.name === argument.name && (p.form === 'plain' || p.form === 'named'));
    if (parameter === undefined) {
      const rest = argument.name === null ? 'rest' : 'namedRest';
      if (!parameters.some(({ form }) => form === rest) && !(isSpread && argument.name === null)) return 'no';
      // Of `**kwargs: P.kwargs` an argument is one only where the wrapped function has it, not one that another signature names.
      const { name } = argument;
      if (name !== null && others.some((other) => other.fact.parameters.some((p) => p.name === name && p.form !== 'namedRest'))) fit = 'maybe';
      continue;
    }
    given.add(parameter.name);
    const taken = parameter.annotation === null ? 'maybe' : takes(values, state, overload, parameter.annotation, fn, argument.value);
    if (taken === 'no') return 'no';
    if (taken === 'maybe') fit = 'maybe';
  }
  const lacks = parameters.some(({ name, form, hasDefault }) => !hasDefault && form !== 'rest' && form !== 'namedRest' && !given.has(name));
  return lacks && !isSpread ? 'no' : fit;
}

/** Whether a signature is one of the instance's, by the type that it gives to its receiver (`self: "Task[P, Coroutine[Any, Any, T]]"`). */
function takesReceiver(values: Values, state: FileState, overload: FunctionUnit, receiver: Origin & { form: 'instance' }): Fit {
  const own = overload.fact.parameters[0]?.annotation;
  if (own == null) return 'yes';
  return unify(values, state, own, one(receiver), (name) => isTypeVariable(values, state, name), new Map());
}

/** Whether a parameter of this type takes a value. */
function takes(values: Values, state: FileState, overload: FunctionUnit, type: TypeRef, fn: FunctionUnit, value: Value): Fit {
  const members = type.form === 'union' ? type.of : [type];
  const fit = members.map((member) => takesAs(values, state, overload, member, fn, value));
  return fit.includes('yes') ? 'yes' : fit.includes('maybe') ? 'maybe' : 'no';
}

function takesAs(values: Values, state: FileState, overload: FunctionUnit, type: TypeRef, fn: FunctionUnit, value: Value): Fit {
  const step = fn.flow.step(value);
  if (type.form === 'literal') {
    if (step.kind === 'const') return literalText(type.text) === `${step.form} ${step.text}` ? 'yes' : 'no';
    return 'maybe';
  }
  const { of, unknown } = values.origins(fn, value);
  if (unknown || of.length === 0) return 'maybe';
  const declared = values.declared(state, type, overload);
  if (declared.unknown || declared.of.length === 0) return 'maybe';
  const isTaken = of.map((origin) => joinFits(declared.of.map((d) => accepts(values, d, origin))));
  if (isTaken.every((taken) => taken === 'no')) return 'no';
  return isTaken.every((taken) => taken === 'yes') ? 'yes' : 'maybe';
}

function joinFits(fits: readonly Fit[]): Fit {
  return fits.includes('yes') ? 'yes' : fits.includes('maybe') ? 'maybe' : 'no';
}

function accepts(values: Values, declared: Origin, given: Origin): Fit {
  // What a name outside the project holds is not known.
  if (given.form === 'symbol') return 'maybe';
  if (declared.form === 'none' || given.form === 'none') return declared.form === given.form ? 'yes' : 'no';
  if (declared.form === 'instance' && given.form === 'instance') {
    const isIt = declared.path === given.path && declared.name === given.name;
    const inherits = values.ancestry.ancestors(given).some((a) => a !== 'unknown' && a.form === 'class' && a.path === declared.path && a.name === declared.name);
    return isIt || inherits ? 'yes' : 'maybe';
  }
  return 'maybe';
}

/** The source of a literal as form and text of the constant that it is equal to. */
function literalText(source: string): string {
  if (source === 'True' || source === 'False') return `boolean ${source.toLowerCase()}`;
  const quoted = /^[bBuU]?(['"])(.*)\1$/s.exec(source);
  return quoted !== null ? `string ${quoted[2]}` : `number ${source}`;
}
