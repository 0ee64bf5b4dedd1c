import type { TextEdit } from '../rule.js';
import { flowOf, type FileFacts, type FunctionFact } from '../facts/facts.js';

/** A name by which the code of a function may call a module or a member of one, and what has to be added for that. */
export interface KnownName {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Whether a function, or one around it, has a variable of this name, in whatever block. */
export function isHidden(facts: FileFacts, fn: number, name: string): boolean {
  for (let at = facts.functions[fn]; at !== undefined && at.parent >= 0; at = facts.functions[at.parent]) {
    if (at.parameters.some((parameter) => parameter.name === name)) return true;
    if (at.form !== 'class' && mentions(facts, at, ['write'], 'local', name)) return true;
  }
  return false;
}

/** Whether a module variable of this name would be in the way of something: it is there, or what is read by this name is a global. */
export function isTaken(facts: FileFacts, name: string): boolean {
  return facts.imports.some(({ local }) => local === name) || facts.classes.some((fact) => fact.name === name)
    || facts.functions.some((fn) => mentions(facts, fn, ['write', 'read'], 'module', name) || (fn.parent < 0 && mentions(facts, fn, ['write'], 'local', name)));
}

/** How many steps of the file write a module variable. */
export function timesWritten(facts: FileFacts, name: string): number {
  return facts.functions.reduce((sum, fn) => sum + count(facts, fn, ['write'], 'module', name), 0);
}

function mentions(facts: FileFacts, fn: FunctionFact, kinds: readonly string[], scope: 'local' | 'module', name: string): boolean {
  return count(facts, fn, kinds, scope, name) > 0;
}

/** How many steps read or write a variable, writes of its attributes left aside. A second variable `x` of a function is called `x#2`. */
function count(facts: FileFacts, fn: FunctionFact, kinds: readonly string[], scope: 'local' | 'module', name: string): number {
  const flow = flowOf(facts, fn);
  let found = 0;
  for (let i = 0; i < flow.length; i++) {
    const kind = flow.kind(i);
    const place = kinds.includes(kind) ? flow.placeOf(i) : undefined;
    if (place?.scope !== scope || (place.name !== name && !place.name.startsWith(`${name}#`))) continue;
    if (kind === 'read' || place.keys.length === 0) found++;
  }
  return found;
}
