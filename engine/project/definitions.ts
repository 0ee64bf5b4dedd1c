import type { ImportFact } from '../facts/facts.js';
import type { Place, Value } from '../flow/step.js';
import { ownerOf } from './names.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What names of Python are bound to by definitions and imports alone, without asking what any value is. It can't lie on a cycle
 * of values, so an answer that rests on who names a class may be sure that nobody else comes to be known while it is computed.
 */
export type Definition =
  | { readonly form: 'class'; readonly path: string; readonly name: string }
  | { readonly form: 'function'; readonly path: string; readonly name: string }
  | { readonly form: 'module'; readonly path: string };

/** Imports that lead on to imports are followed so far. */
const farthest = 16;

/** What a place names, in the function that reads it: none where that is not told by definitions and imports. */
export function definitionsAt(values: Values, state: FileState, fn: FunctionUnit, place: Place): readonly Definition[] {
  if (place.scope === 'value' || place.scope === 'param') return [];
  const found = place.scope === 'module' ? ofModule(values, state, place.name, 0)
    : state.names.variable(ownerOf(place, fn)!, place.name).flatMap((site) => (site.keys.length > 0 ? [] : ofValue(values, state, site.fn, site.from, 0)));
  return place.keys.reduce((of, key) => of.flatMap((one) => ofMember(values, one, key, 0)), found);
}

/** What a variable of a module of Python names, as `definitionsAt` tells it. */
export function definitionsNamed(values: Values, state: FileState, name: string): readonly Definition[] {
  return ofModule(values, state, name, 0);
}

/** Definitions as a text: what others see of them. */
export function definitionsText(of: readonly Definition[]): string {
  return of.map((each) => `${each.path} ${'name' in each ? each.name : ''}`).join();
}

function ofModule(values: Values, state: FileState, name: string, depth: number): readonly Definition[] {
  if (depth > farthest || state.unit.language === 'typescript') return [];
  const sites = state.names.moduleVariable(name);
  if (sites.length > 0) return sites.flatMap(({ fn, from }) => ofValue(values, state, fn, from, depth));
  return state.names.stars.flatMap((star) => {
    const path = moduleAt(values, state, star.module);
    return path === undefined || path === state.unit.path ? [] : ofMember(values, { form: 'module', path }, name, depth + 1);
  });
}

function ofValue(values: Values, state: FileState, fn: FunctionUnit, from: Value, depth: number): readonly Definition[] {
  const step = from < 0 ? undefined : fn.flow.step(from);
  if (step?.kind === 'const' && step.form === 'import') return ofImport(values, state, state.unit.facts.imports[step.import]!, depth);
  const made = step?.kind === 'fn' ? state.unit.functions[step.function] : undefined;
  if (made === undefined) return [];
  const { path } = state.unit;
  return [made.fact.form === 'class' ? { form: 'class', path, name: state.classNames[made.fact.class]! } : { form: 'function', path, name: made.qualifiedName }];
}

function ofImport(values: Values, state: FileState, { module, name, root }: ImportFact, depth: number): readonly Definition[] {
  const path = moduleAt(values, state, root ? module.split('.')[0]! : module);
  if (path === undefined) return [];
  if (name === null || root) return [{ form: 'module', path }];
  // A package that imports its own submodule does not have it before.
  return path === state.unit.path ? submodule(values, path, name) : ofMember(values, { form: 'module', path }, name, depth + 1);
}

function ofMember(values: Values, of: Definition, key: string, depth: number): readonly Definition[] {
  if (of.form !== 'module') return [];
  const state = values.world.look(of.path);
  const found = state === undefined ? [] : ofModule(values, state, key, depth);
  return found.length > 0 ? found : submodule(values, of.path, key);
}

function moduleAt(values: Values, state: FileState, module: string): string | undefined {
  const found = values.world.moduleOf(state, module);
  const origin = 'outside' in found ? undefined : found.of[0];
  return origin?.form === 'module' ? origin.path : undefined;
}

function submodule(values: Values, path: string, name: string): readonly Definition[] {
  const origin = values.world.submodule('python', path, name)?.of[0];
  return origin?.form === 'module' ? [{ form: 'module', path: origin.path }] : [];
}
