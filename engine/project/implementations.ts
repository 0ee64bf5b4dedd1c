import type { TypeRef } from '../facts/facts.js';
import type { Value } from '../flow/step.js';
import type { Origin } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** That an object literal is given as what an interface, object type or class of the project describes. */
export interface Implementation {
  readonly of: Origin & { readonly form: 'class' };
  readonly object: Origin & { readonly form: 'object' };
}

/**
 * The object literals of TypeScript that a file gives as something: `const api: Api = { … }`, what a function with the result
 * `Api` returns, `{ … } as Api`. What a test gives so stands in for what the program gives, and tells nothing of it.
 */
export function implementations(values: Values, state: FileState): readonly Implementation[] {
  if (state.unit.language !== 'typescript' || values.world.isTest(state.unit.path)) return [];
  const { functions, facts } = state.unit;
  const casts = facts.casts.flatMap(({ function: index, value, type }) => as(values, state, functions[index]!, value, type));
  return [...casts, ...functions.flatMap((fn) => given(values, state, fn))];
}

function given(values: Values, state: FileState, fn: FunctionUnit): readonly Implementation[] {
  const { flow, fact: { returns } } = fn;
  const found: Implementation[] = [];
  for (let i = 0; i < flow.length; i++) {
    const kind = flow.kind(i);
    if (kind !== 'write' && (kind !== 'exit' || returns === null)) continue;
    const step = flow.step(i);
    if (step.kind === 'write' && step.annotation >= 0) found.push(...as(values, state, fn, step.from, state.unit.facts.types[step.annotation]!));
    if (step.kind === 'exit' && step.form === 'return') found.push(...as(values, state, fn, step.of, returns!));
  }
  return found;
}

/** Those of the objects a value may be, in the function `fn`, of which a type says what they are. */
function as(values: Values, state: FileState, fn: FunctionUnit, value: Value, type: TypeRef): readonly Implementation[] {
  if (value < 0 || type.form !== 'name') return [];
  const declared = values.declared(state, type, fn).of.flatMap((origin) => (origin.form === 'awaitable' && fn.fact.async ? origin.of.of : origin));
  const described = declared.filter((origin) => origin.form === 'instance');
  if (described.length === 0) return [];
  return described.flatMap(({ path, name }) => objectsBehind(values, state, fn, value).map((object): Implementation => ({ of: { form: 'class', path, name }, object })));
}

/** The literals that a value may be. Of one that is cast itself the text says that it is something else. */
function objectsBehind(values: Values, state: FileState, fn: FunctionUnit, value: Value): readonly (Origin & { readonly form: 'object' })[] {
  const ordinal = state.objectsOf(fn).indexOf(value);
  if (ordinal >= 0) return [{ form: 'object', path: state.unit.path, function: fn.qualifiedName, ordinal }];
  return values.origins(fn, value).of.filter((origin) => origin.form === 'object');
}
