import { assigned } from './doubts.js';
import { joinAll, nothing, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { Values } from './values.js';

/**
 * What a program keeps in an object of a library under a name of its own (`app.state.db = Database()`, `app["db"] = …`): all that
 * its files put there, except for tests. What is put under that name into something unknown may be put there, too.
 * @param state the file that reads it, whose program is meant.
 * @returns undefined where no file puts anything there.
 */
export function keptIn(values: Values, state: FileState, { symbol }: Origin & { readonly form: 'external' }, name: string): Origins | undefined {
  const { world } = values;
  const program = world.programOf(state);
  const writers = world.assigners(name).filter((other) => world.programOf(other) === program && !world.isTest(other.unit.path));
  const found = joinAll(writers.map((other) => put(values, other, symbol, name)));
  return found.of.length === 0 && !found.unknown ? undefined : found;
}

/** What one file puts there. */
function put(values: Values, state: FileState, symbol: string, name: string): Origins {
  return values.world.answer(state, state.cell(`put ${symbol} ${name}`), () => joinAll(state.names.assignments(name).map((assignment) => {
    if (assignment.patch !== undefined) return nothing;
    const holder = assigned(values, state, assignment);
    const isThere = holder.unknown || holder.of.some((origin) => origin.form === 'external' && origin.symbol === symbol);
    return isThere ? values.written(state, { ...assignment, keys: [] }) : nothing;
  })));
}
