import type { TypeRef } from '../facts/facts.js';
import type { CallStep } from '../flow/step.js';
import { typeOf } from './annotations.js';
import { joinAll, unknown, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Python's type variables, and types under names of their own, as the modules write them: what a name of a type means is
 * looked up here, in the file that defines it. Only names that a module binds once are taken for either.
 * Source: https://typing.python.org/en/latest/spec/generics.html and aliases.html
 */

/** A type with the file in which its names mean something. */
export interface WrittenType {
  readonly state: FileState;
  readonly type: TypeRef;
}

const makers = /^typing(_extensions)?:(TypeVar|ParamSpec|TypeVarTuple)$/;

/** Imports are followed so many times. */
const farthest = 4;

/** Whether a name of a module is a type variable (`T = TypeVar('T')`), there or where it is imported from. */
export function isTypeVariable(values: Values, state: FileState, name: string): boolean {
  const found = definitionOf(values, state, name);
  if (found === undefined) return false;
  const step = found.fn.flow.step(found.from);
  return step.kind === 'call' && values.origins(found.fn, step.callee).of.some((o) => o.form === 'symbol' && makers.test(o.symbol));
}

/** The type that a name of a module stands for (`Pair = Union[A, B]`), there or where it is imported from. */
export function aliasNamed(values: Values, state: FileState, name: string): WrittenType | undefined {
  const found = definitionOf(values, state, name);
  const type = found === undefined ? undefined : found.state.castOf(found.fn, found.from);
  return found === undefined || type === undefined ? undefined : { state: found.state, type };
}

/** The one value that is written to a variable of the module, followed to the module that it is imported from. */
function definitionOf(
  values: Values, state: FileState, name: string, distance = 0,
): { readonly state: FileState; readonly fn: FunctionUnit; readonly from: number } | undefined {
  const [site, ...others] = state.names.variable(0, name);
  if (site === undefined || others.length > 0 || site.from < 0 || site.keys.length > 0 || distance > farthest) return undefined;
  const step = site.fn.flow.step(site.from);
  if (step.kind !== 'const' || step.form !== 'import') return { state, fn: site.fn, from: site.from };
  const imported = state.unit.facts.imports[step.import]!;
  const module = imported.name === null ? { outside: '' } : values.world.moduleOf(state, imported.module);
  const origin = 'outside' in module ? undefined : module.of[0];
  const next = origin?.form === 'module' ? values.world.look(origin.path) : undefined;
  return next === undefined ? undefined : definitionOf(values, next, imported.name!, distance + 1);
}

/** The names in a type of which `isVariable` says that they are type variables, in the order in which they appear. */
export function variablesOf(type: TypeRef, isVariable: (name: string) => boolean, found: string[] = []): readonly string[] {
  switch (type.form) {
    case 'name':
      if (type.path.length === 1 && type.arguments.length === 0 && !found.includes(type.path[0]!) && isVariable(type.path[0]!)) found.push(type.path[0]!);
      for (const argument of type.arguments) variablesOf(argument, isVariable, found);
      break;
    case 'union':
      for (const member of type.of) variablesOf(member, isVariable, found);
      break;
    case 'function':
      for (const parameter of type.parameters ?? (type.rest === undefined ? [] : [type.rest])) variablesOf(parameter, isVariable, found);
      variablesOf(type.returns, isVariable, found);
      break;
    case 'none':
    case 'typeof':
    case 'literal':
    case 'unknown': break;
  }
  return found;
}

/** What values of a type variable may be, by the bound or the constraints that the call of `TypeVar` gives it. */
export function boundOf(values: Values, state: FileState, fn: FunctionUnit, call: CallStep): Origins {
  const bound = call.arguments.find(({ name }) => name === 'bound');
  const classes = bound === undefined ? call.arguments.filter(({ name }) => name === null).slice(1) : [bound];
  if (classes.length === 0 || call.arguments.some(({ spread }) => spread)) return unknown;
  const { of, unknown: open } = joinAll(classes.map(({ value }) => values.origins(fn, value)));
  const instances = joinAll(of.map((origin) => values.annotations.ofClass(state, origin)));
  return open || instances.unknown ? unknown : typeOf(instances);
}
