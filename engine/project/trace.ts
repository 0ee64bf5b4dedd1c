import { nothing } from './origins.js';
import { Cell } from './solver.js';

/**
 * What the answers of an edited file rest on within it. Most edits change one function, and few answers rest on that: with
 * the others its next state begins. Noted is every flow and every name that is looked at while an answer is given, and every
 * answer that is taken for it; so nothing has to be known of what answers are made of. Files that nobody edits have no trace.
 */
export class Trace {
  /** The answer that is being given. */
  private asking: Ground | null = null;
  private readonly flows: Mark[] = [];
  private readonly names = new Map<string, Mark>();
  private readonly callees: (Mark | undefined)[][] = [];

  /** Notes that the answer being given rests on something. */
  note(ground: Ground): void {
    const { asking } = this;
    if (asking !== null && asking !== ground) (ground.above ??= new Set()).add(asking);
  }

  /** The same of a cell, which is traced unless it was made when the file was not. */
  noteCell(cell: Cell): void {
    if (this.asking !== null && cell instanceof TracedCell) this.note(cell);
  }

  /** Gives the answer of a cell. */
  duringCell<T>(cell: Cell, give: () => T): T {
    return cell instanceof TracedCell ? this.during(cell, give) : give();
  }

  /** The same of the flow of a function, by its index. */
  noteFlow(index: number): void {
    if (this.asking !== null) this.note(this.flows[index] ??= new Mark());
  }

  /** The same of who writes, reads or replaces something, by a key that tells which. */
  noteName(kind: NameKind, name: string, owner = -1): void {
    if (this.asking !== null) this.note(this.named(nameKey(kind, name, owner)));
  }

  /** What stands for the answer to where the file mentions functions and classes of a name. */
  mention(name: string): Ground {
    return this.named(`mention ${name}`);
  }

  /** What stands for the answer to what a call of a function reaches. */
  callee(index: number, call: number): Ground {
    return (this.callees[index] ??= [])[call] ??= new Mark();
  }

  private named(key: string): Mark {
    let mark = this.names.get(key);
    if (mark === undefined) this.names.set(key, (mark = new Mark()));
    return mark;
  }

  /** Gives an answer; what is noted meanwhile it rests on. */
  during<T>(answer: Ground, give: () => T): T {
    return this.asked(answer, give);
  }

  /** Does something of which nothing is to be noted. */
  aside<T>(run: () => T): T {
    return this.asked(null, run);
  }

  private asked<T>(answer: Ground | null, give: () => T): T {
    const { asking } = this;
    this.asking = answer;
    try {
      return give();
    } finally {
      this.asking = asking;
    }
  }

  /** Forgets the answers that rest on the flows of functions, by their indices, or on names, by their keys. */
  forget(flows: Iterable<number>, names: Iterable<string>): void {
    const open: Ground[] = [];
    for (const index of flows) open.push(...this.flows[index]?.above ?? []);
    for (const key of names) open.push(...this.names.get(key)?.above ?? []);
    const seen = new Set<Ground>(open);
    for (const answer of seen) {
      answer.forget();
      for (const above of answer.above ?? []) seen.add(above);
    }
  }
}

/** Something that answers rest on, which may be an answer itself. */
export interface Ground {
  /** The answers that were found to rest on it directly; some of them may not any more. */
  above: Set<Ground> | null;
  /** Forgets what is kept of it. */
  forget(): void;
}

/** A flow, a name, or an answer that is not kept from one state of its file to the next. */
class Mark implements Ground {
  above: Set<Ground> | null = null;

  forget(): void {}
}

/** The cell of an answer of a file that is traced. It stays when the answer is forgotten, so that what is noted of it does not pile up. */
export class TracedCell extends Cell implements Ground {
  above: Set<Ground> | null = null;

  forget(): void {
    this.value = nothing;
    this.done = false;
    this.round = -1;
  }
}

/** An answer other than a cell's. */
export class Held<T> implements Ground {
  value: T | undefined;
  above: Set<Ground> | null = null;

  forget(): void {
    this.value = undefined;
  }
}

/** Who writes a variable, an attribute of a class, something of a name to anything else; who reads a name; which modules a test replaces. */
export type NameKind = 'variable' | 'attribute' | 'assigned' | 'read' | 'replaced';

export function nameKey(kind: NameKind, name: string, owner = -1): string {
  return `${kind} ${owner} ${name}`;
}
