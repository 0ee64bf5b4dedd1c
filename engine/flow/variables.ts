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
  private readonly numbers: Int32Array;
  private readonly direct: Uint8Array;

  /** Reads the flow once. */
  constructor(flow: Flow) {
    // Equal places of variables are one object in a file, so that most steps are told by it alone.
    const byPlace = new Map<Place, Found>();
    const byName = new Map<string, Found[]>();
    const variables: Found[] = [];
    this.numbers = new Int32Array(flow.length).fill(-1);
    this.direct = new Uint8Array(flow.length);
    for (let i = 0; i < flow.length; i++) {
      const place = flow.placeOf(i);
      if (place === undefined || place.scope === 'value') continue;
      let variable = byPlace.get(place);
      if (variable === undefined) byPlace.set(place, (variable = variableOf(place, byName, variables)));
      this.numbers[i] = variable.number;
      this.direct[i] = place.keys.length === 0 ? 1 : 0;
      if (flow.kind(i) === 'read') variable.reads.push(i);
      else if (place.keys.length > 0) variable.changes.push(i);
      else variable.writes.push(i);
    }
    // A list that has grown has room to grow on, and there are a great many.
    for (const variable of variables) {
      variable.writes = variable.writes.slice();
      variable.reads = variable.reads.slice();
      variable.changes = variable.changes.slice();
    }
    this.variables = variables;
  }

  /** The number of the variable that a read or write step begins at; -1 for every other step. */
  numberOf(step: Value): number {
    return this.numbers[step] ?? -1;
  }

  /** Whether a read or write step is of the variable itself, not of something that it leads to. */
  isDirect(step: Value): boolean {
    return this.direct[step] === 1;
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
