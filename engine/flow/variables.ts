import type { Flow } from './flow.js';
import type { Place, Value } from './step.js';

/** A variable that a flow mentions, with the steps that do, each list in ascending order. */
export interface Variable {
  readonly scope: Exclude<Place['scope'], 'value'>;
  readonly name: string;
  /** The function whose variable it is, for scope `captured`; else -1. */
  readonly owner: number;
  /** Steps that write the variable itself; declarations without value and `del` are among them. */
  readonly writes: readonly Value[];
  /** Steps that read it or, with keys, something that it leads to. */
  readonly reads: readonly Value[];
  /** Steps that write an attribute of what it holds. */
  readonly changes: readonly Value[];
}

/** The variables of a flow, and the number of the variable that a read or write begins at. */
export class VariableTable {
  readonly variables: readonly Variable[];
  /** By step: twice the number of its variable, and one more if it is of the variable itself; -1 for every other step. */
  private readonly numbers: Int32Array;

  /** Reads the flow once. */
  constructor(flow: Flow) {
    // Equal places of variables are one object in a file, so that most steps are told by it alone.
    const byPlace = new Map<Place, Found>();
    const byName = new Map<string, Found[]>();
    const variables: Found[] = [];
    this.numbers = new Int32Array(flow.length).fill(-1);
    for (let i = 0; i < flow.length; i++) {
      const place = flow.placeOf(i);
      if (place === undefined || place.scope === 'value') continue;
      let variable = byPlace.get(place);
      if (variable === undefined) byPlace.set(place, (variable = variableOf(place, byName, variables)));
      this.numbers[i] = 2 * variable.number + (place.keys.length === 0 ? 1 : 0);
      if (flow.kind(i) === 'read') variable.reads = and(variable.reads, i);
      else if (place.keys.length > 0) variable.changes = and(variable.changes, i);
      else variable.writes = and(variable.writes, i);
    }
    for (const variable of variables) {
      variable.writes = trimmed(variable.writes);
      variable.reads = trimmed(variable.reads);
      variable.changes = trimmed(variable.changes);
    }
    this.variables = variables;
  }

  /** The number of the variable that a read or write step begins at; -1 for every other step. */
  numberOf(step: Value): number {
    return (this.numbers[step] ?? -1) >> 1;
  }

  /** Whether a read or write step is of the variable itself, not of something that it leads to. */
  isDirect(step: Value): boolean {
    return this.numberOf(step) >= 0 && (this.numbers[step]! & 1) === 1;
  }
}

interface Found {
  readonly number: number;
  readonly scope: Variable['scope'];
  readonly name: string;
  readonly owner: number;
  writes: Value[];
  reads: Value[];
  changes: Value[];
}

/** How many a list has that is made anew for each one more: a list that grows makes room for many, and most have one or two. */
const few = 4;

/** A list with one more. */
function and(list: Value[], value: Value): Value[] {
  if (list.length < few) return [...list, value];
  list.push(value);
  return list;
}

/** The list without room to grow on. */
function trimmed(list: Value[]): Value[] {
  return list.length > few ? list.slice() : list;
}

function variableOf({ scope, name, owner }: Place, byName: Map<string, Found[]>, variables: Found[]): Found {
  const named = byName.get(name);
  const known = named?.find((one) => one.scope === scope && one.owner === owner);
  if (known !== undefined || scope === 'value') return known!;
  const found: Found = { number: variables.length, scope, name, owner, writes: [], reads: [], changes: [] };
  variables.push(found);
  if (named === undefined) byName.set(name, [found]);
  else named.push(found);
  return found;
}
