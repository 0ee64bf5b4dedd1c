import type { Flow } from './flow.js';
import { operandsOf, type Operand } from './operands.js';
import type { Value } from './step.js';

/** A step that takes a value, and what it takes it as. */
export interface Use extends Operand {
  /** The step that takes the value. */
  readonly step: Value;
}

/**
 * Which steps take which value. Only the steps are kept, as a list of integers per value: the roles are read from the
 * step when somebody asks, so that an index over a large project stays small.
 */
export class UseTable {
  /** The first entry of a value's list in `users` and `next`, or -1. */
  private readonly heads: Int32Array;
  private readonly users: Int32Array;
  private readonly next: Int32Array;

  /** Reads the flow once. */
  constructor(private readonly flow: Flow) {
    this.heads = new Int32Array(flow.length).fill(-1);
    const users: Value[] = [];
    const next: number[] = [];
    // From the last step to the first, so that each list comes out in ascending order.
    let user = flow.length - 1;
    const add = (value: Value): void => {
      if (value < 0 || value >= this.heads.length) return;
      const head = this.heads[value]!;
      if (head >= 0 && users[head] === user) return;
      this.heads[value] = users.length;
      users.push(user);
      next.push(head);
    };
    for (; user >= 0; user--) flow.eachOperand(user, add);
    this.users = Int32Array.from(users);
    this.next = Int32Array.from(next);
  }

  /** The uses of a value in the order of the steps that take it. */
  of(value: Value): readonly Use[] {
    const uses: Use[] = [];
    for (let at = this.heads[value] ?? -1; at >= 0; at = this.next[at]!) {
      const step = this.users[at]!;
      for (const operand of operandsOf(this.flow.step(step))) if (operand.value === value) uses.push({ ...operand, step });
    }
    return uses;
  }

  /** The steps that take a value, ascending. */
  stepsOf(value: Value): readonly Value[] {
    const users: Value[] = [];
    for (let at = this.heads[value] ?? -1; at >= 0; at = this.next[at]!) users.push(this.users[at]!);
    return users;
  }
}
