import type { Place, Value } from '../flow/step.js';
import { definitionsAt, type Definition } from './definitions.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** Where a file of Python reads a name that stands for a class or function of the project. */
export interface Mention {
  readonly fn: FunctionUnit;
  readonly read: Value;
  /** What the name stands for: one thing, but where it is defined or imported under conditions. */
  readonly of: readonly Definition[];
  readonly use:
    /** It is called. */
    | { readonly form: 'call'; readonly call: Value }
    /** A class of the file inherits from it. */
    | { readonly form: 'base'; readonly class: number }
    /** It is compared, or a handler catches it: nobody calls it by that. */
    | { readonly form: 'test' }
    /** It is handed on, so that anybody may call it with anything. */
    | { readonly form: 'value' };
}

/** A read that may be such a mention, and the call of which it is the callee, or -1. */
export interface NamedRead {
  readonly fn: FunctionUnit;
  readonly read: Value;
  call: Value;
}

/** The mentions of a class or function by its own name, or by the one under which the file imports it. */
export function mentionsOf(values: Values, state: FileState, name: string): readonly Mention[] {
  return state.mentionsOf(name, () => values.world.inNameOf(state, () => mentionsNow(values, state, name)));
}

function mentionsNow(values: Values, state: FileState, name: string): readonly Mention[] {
  const names = new Set([name, ...state.unit.facts.imports.flatMap((imported) => (imported.name === name ? [imported.local] : []))]);
  for (const each of names) state.trace?.noteName('read', each);
  return [...names].flatMap((each) => state.namedReads.get(each) ?? []).flatMap(({ fn, read, call }): readonly Mention[] => {
    const of = definitionsAt(values, state, fn, fn.flow.placeOf(read)!).filter((definition) => definition.form !== 'module' && lastPart(definition.name) === name);
    if (of.length === 0) return [];
    return [{ fn, read, of, use: call >= 0 ? { form: 'call', call } : useOf(state, fn, read) }];
  });
}

/** What stands behind the last dot of a qualified name, without the number of a second one of the name. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replace(/#\d+$/, '');
}

function useOf(state: FileState, fn: FunctionUnit, read: Value): Mention['use'] {
  const heir = state.unit.facts.classes.findIndex((fact) => fact.function === fn.index && fact.baseValues.includes(read));
  if (heir >= 0) return { form: 'base', class: heir };
  return { form: isTested(state, fn, read) ? 'test' : 'value' };
}

const comparisons: ReadonlySet<string> = new Set(['is', 'is not', '==', '!=', 'in', 'not in', 'match']);
const testing: ReadonlySet<string> = new Set(['isinstance', 'issubclass', 'super']);

/** Whether all that takes a value are tests of what something is: `isinstance(x, (A, B))`, `type(x) is A`, `except A`, `super(A, self)`. */
function isTested(state: FileState, fn: FunctionUnit, value: Value): boolean {
  const uses = state.flowIndex(fn).uses(value);
  return uses.length > 0 && uses.every(({ step: at, role }) => {
    const step = fn.flow.step(at);
    if (role === 'caught') return true;
    if (step.kind === 'operate') return comparisons.has(step.operator);
    if (step.kind === 'make') return step.form === 'tuple' && isTested(state, fn, at);
    const callee = step.kind === 'call' && role === 'argument' ? fn.flow.placeOf(step.callee) : undefined;
    return callee?.scope === 'module' && callee.keys.length === 0 && testing.has(callee.name) && state.names.variable(0, callee.name).length === 0;
  });
}

/**
 * The reads of a file that may name a class or function of the project, by their last names: those that begin with an import, or
 * with what the module defines. All reads of attributes stand by their names with a dot before.
 */
export function namedReadsOf({ unit: { facts, functions } }: FileState): ReadonlyMap<string, readonly NamedRead[]> {
  const isAny = facts.imports.some(({ name }) => name === '*');
  const roots = new Set(facts.imports.map(({ local }) => local));
  for (const { parent, name } of facts.functions) if (parent === 0) roots.add(name);
  const found = new Map<string, NamedRead[]>();
  for (const fn of functions) {
    const open = new Map<Value, NamedRead>();
    for (let i = 0; i < fn.flow.length; i++) {
      const kind = fn.flow.kind(i);
      if (kind === 'call') {
        const read = open.get(fn.flow.callee(i));
        if (read !== undefined) read.call = i;
      } else if (kind === 'read') {
        const place = fn.flow.placeOf(i)!;
        const mayBeDefined = isNamed(place) && (roots.has(place.name) || (isAny && place.scope === 'module'));
        if (!mayBeDefined && place.keys.length === 0) continue;
        const read: NamedRead = { fn, read: i, call: -1 };
        open.set(i, read);
        if (mayBeDefined) append(found, lastName(place), read);
        if (place.keys.length > 0) append(found, `.${lastName(place)}`, read);
      }
    }
  }
  return found;
}

function append(found: Map<string, NamedRead[]>, name: string, read: NamedRead): void {
  const list = found.get(name);
  if (list === undefined) found.set(name, [read]);
  else list.push(read);
}

function isNamed({ scope }: Place): boolean {
  return scope === 'module' || scope === 'local' || scope === 'captured';
}

function lastName({ name, keys }: Place): string {
  return keys.at(-1) ?? name;
}

/** All names that a file reads, or imports something under: only these it may mention. Those of attributes stand with a dot before, too. */
export function namesMentioned({ unit: { facts, language } }: FileState): ReadonlySet<string> {
  const found = new Set<string>();
  if (language === 'typescript') return found;
  for (const place of facts.store.places) {
    if (isNamed(place)) found.add(lastName(place));
    if (place.keys.length > 0) found.add(`.${lastName(place)}`);
  }
  for (const { name } of facts.imports) if (name !== null) found.add(name);
  return found;
}
