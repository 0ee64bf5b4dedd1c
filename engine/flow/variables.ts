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
    const found = new Map<string, number[]>();
    const variables: { writes: Value[]; reads: Value[]; changes: Value[]; scope: Variable['scope']; name: string; owner: number }[] = [];
    this.numbers = new Int32Array(flow.length).fill(-1);
    this.direct = new Uint8Array(flow.length);
    for (let i = 0; i < flow.length; i++) {
      const place = flow.placeOf(i);
      if (place === undefined || place.scope === 'value') continue;
      const { scope, name, owner, keys } = place;
      let named = found.get(name);
      if (named === undefined) found.set(name, (named = []));
      let number = named.find((n) => variables[n]!.scope === scope && variables[n]!.owner === owner);
      if (number === undefined) named.push((number = variables.push({ scope, name, owner, writes: [], reads: [], changes: [] }) - 1));
      this.numbers[i] = number;
      this.direct[i] = keys.length === 0 ? 1 : 0;
      const variable = variables[number]!;
      if (flow.kind(i) === 'read') variable.reads.push(i);
      else if (keys.length > 0) variable.changes.push(i);
      else variable.writes.push(i);
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
