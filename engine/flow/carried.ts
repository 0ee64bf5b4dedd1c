import type { Flow } from './flow.js';
import type { FlowIndex } from './flow-index.js';
import { within } from './regions.js';
import { summedRead } from './sums.js';
import type { Variable } from './variables.js';
import type { LoopStep, Place, ReadStep, Step, Value, WriteStep } from './step.js';

/**
 * What a loop hands from one iteration to a later one, with the steps that show it. What a called function changes is
 * not seen here.
 */
export interface LoopCarry {
  readonly carried: readonly Carried[];
  /** The `element` step of each iteration, or -1: loops that count or test have none. */
  readonly element: Value;
  /**
   * The steps within the loop that take the element, a part of it or a variable bound to one, ascending; writes that
   * bind it are left out. Of a loop that counts: the reads of its counters, but for those of the test and the count.
   */
  readonly mentions: readonly Value[];
}

/**
 * `append`: only added to, by a method or under a key that comes from the element, and not read in the loop.
 * `commutative`: only counted or summed up (`n += v`), and not read otherwise; `+` joins texts and lists as well, where
 * the order matters: what the operands are is for the project to say.
 * `counter`: what a `for (;;)` counts by. `last`: each iteration writes it anew and none reads what another wrote, but
 * what comes after the loop sees the last one's. `other`: an iteration may depend on those before it.
 */
export type CarryForm = 'append' | 'commutative' | 'counter' | 'last' | 'other';

export interface Carried {
  readonly how: CarryForm;
  /** A variable, or with keys what it leads to. */
  readonly place: Place;
  /** The steps within the loop that change it: writes, and calls of methods that do. */
  readonly writes: readonly Value[];
  /** The other steps within the loop that read it. Of a variable: only those that may see an earlier iteration's write. */
  readonly reads: readonly Value[];
  /**
   * For what is changed by method or key: it is a literal of this function (`results = []`), whose methods are those of
   * the language. Of any other receiver only `append`, `push` and `add` are told, and what they do is the project's to say.
   */
  readonly made: boolean;
}

/** Methods of the languages' own lists, sets and dicts that add an item. Which is asked only of `make` steps or left to the project. */
const adding: ReadonlySet<string> = new Set(['append', 'push', 'add']);
/** Methods of the languages' own lists, sets and dicts that change them in another way. Asked only of `make` steps. */
const changing: ReadonlySet<string> = new Set([
  'extend', 'insert', 'pop', 'popitem', 'remove', 'discard', 'clear', 'sort', 'reverse', 'update', 'setdefault',
  'unshift', 'shift', 'splice', 'fill', 'copyWithin',
]);

/** Whether a method of this name changes a list, set or dict of the languages' own. */
export function changesCollection(method: string): boolean {
  return adding.has(method) || changing.has(method);
}

/** A change within the loop of what a variable of its surroundings leads to. */
interface Change {
  readonly variable: Variable;
  readonly place: Place;
  readonly step: Value;
  readonly form: 'add' | 'sum' | 'other';
  /** Reads that belong to the change itself. */
  readonly reads: readonly Value[];
}

/** @param loop the index of a loop step; for any other step nothing is carried. */
export function carriedBy(index: FlowIndex, loop: Value): LoopCarry {
  if (loop < 0 || index.flow.kind(loop) !== 'loop') return { carried: [], element: -1, mentions: [] };
  return new LoopReading(index, index.flow.step(loop) as LoopStep).carry();
}

class LoopReading {
  private readonly flow: Flow;
  private readonly element: Value;
  /** Values that are the element or made from it. */
  private readonly derived = new Set<Value>();
  /** The values that are the element itself or a part of it, and the reads of variables bound to them. */
  private readonly elements = new Set<Value>();
  private readonly bindings = new Set<Value>();
  /** Reads of counters that are neither of the test nor of the count. */
  private readonly counted = new Set<Value>();

  constructor(private readonly index: FlowIndex, private readonly loop: LoopStep) {
    this.flow = index.flow;
    this.element = this.findElement();
    if (this.element >= 0) this.follow();
  }

  carry(): LoopCarry {
    const carried = [...this.variables(), ...this.contents()];
    // Only now it is known which variables are counters.
    return { carried, element: this.element, mentions: this.mentions() };
  }

  private findElement(): Value {
    for (let i = this.loop.index + 1; i < this.loop.last; i++) {
      if (this.flow.kind(i) === 'arm') continue;
      const step = this.flow.step(i);
      return step.kind === 'element' && step.form === 'each' && step.of === this.loop.over ? i : -1;
    }
    return -1;
  }

  /** Marks what comes from the element, in one pass: values stand before their uses. */
  private follow(): void {
    this.derived.add(this.element);
    this.elements.add(this.element);
    const reads = (write: Value): readonly Value[] => this.index.readsOf(write).filter((read) => within(this.flow, read, this.loop.index));
    for (let i = this.element; i < this.loop.last; i++) {
      if (!this.derived.has(i)) continue;
      for (const use of this.index.uses(i)) {
        const user = this.flow.step(use.step);
        if (user.kind === 'write' && use.role === 'written') {
          if (this.elements.has(i)) this.bindings.add(use.step);
          for (const read of reads(use.step)) {
            this.derived.add(read);
            if (this.elements.has(i) && this.isDirect(read)) this.elements.add(read);
          }
        } else {
          this.derived.add(use.step);
          if (this.elements.has(i) && user.kind === 'element') this.elements.add(use.step);
        }
      }
    }
  }

  private isDirect(read: Value): boolean {
    return (this.flow.step(read) as ReadStep).place.keys.length === 0;
  }

  private mentions(): readonly Value[] {
    const found = new Set<Value>(this.counted);
    for (const write of this.bindings) {
      for (const read of this.index.readsOf(write)) if (within(this.flow, read, this.loop.index)) found.add(read);
    }
    for (const value of this.elements) {
      for (const { step } of this.index.uses(value)) if (!this.bindings.has(step) && !this.elements.has(step)) found.add(step);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Variables that an iteration writes, and a later one or what comes after the loop reads. */
  private variables(): readonly Carried[] {
    const carried: Carried[] = [];
    for (const variable of this.index.variables) {
      const writes = inside(variable.writes, this.loop);
      if (writes.length === 0) continue;
      const reads = inside(variable.reads, this.loop);
      const late = reads.filter((read) => this.index.writesCarried(this.loop.index, read).length > 0);
      const how = late.length > 0 ? this.form(writes, reads) : this.outlives(variable, writes) ? 'last' : null;
      if (how === null) continue;
      const { scope, name, owner } = variable;
      carried.push({ how, place: { scope, name, owner, of: -1, keys: [] }, writes, reads: late, made: false });
    }
    return carried;
  }

  private form(writes: readonly Value[], reads: readonly Value[]): CarryForm {
    const sums = writes.map((write) => summedRead(this.index, this.flow.step(write) as WriteStep));
    if (sums.includes(-1)) return 'other';
    const others = reads.filter((read) => !sums.includes(read));
    if (this.isCounter(others)) {
      for (const read of others) if (!this.isTested(read)) this.counted.add(read);
      return 'counter';
    }
    return others.length === 0 ? 'commutative' : 'other';
  }

  /** Whether what a loop writes to a variable may be read outside of it. Of a local it is known who reads it, but for closures. */
  private outlives(variable: Variable, writes: readonly Value[]): boolean {
    if (variable.scope === 'module' || variable.scope === 'captured') return true;
    return writes.some((write) => this.index.readsOf(write).some((read) => !within(this.flow, read, this.loop.index)));
  }

  /** Whether a variable that is only counted up or down is what a `for (;;)` counts by: its test reads it. */
  private isCounter(reads: readonly Value[]): boolean {
    return this.loop.form === 'count' && reads.some((read) => this.isTested(read));
  }

  private isTested(read: Value): boolean {
    const { test } = this.loop;
    const step = test < 0 ? undefined : this.flow.step(test);
    return read === test || (step?.kind === 'operate' && step.of.includes(read));
  }

  /** Attributes and items of what stands outside of the loop. */
  private contents(): readonly Carried[] {
    const groups = new Map<string, Change[]>();
    for (const change of this.changes()) {
      const { scope, name, owner, keys } = change.place;
      const key = [scope, owner, name, ...keys].join(' ');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [change]);
      else group.push(change);
    }
    return [...groups.values()].map((group) => this.content(group));
  }

  private content(changes: readonly Change[]): Carried {
    const { place } = changes[0]!;
    const own = new Set(changes.flatMap((change) => change.reads));
    const reads = this.readsWithin(changes[0]!).filter((read) => !own.has(read));
    const writes = changes.map((change) => change.step);
    const only = (form: Change['form']): boolean => reads.length === 0 && changes.every((change) => change.form === form);
    const how = only('add') ? 'append' : only('sum') ? 'commutative' : 'other';
    // What the loop writes anew and never reads goes to no later iteration, but to what comes after it.
    const last = reads.length === 0 && changes.every((change) => change.form === 'other' && this.flow.kind(change.step) === 'write');
    return { how: last ? 'last' : how, place, writes, reads, made: this.isMade(changes[0]!) };
  }

  private *changes(): Iterable<Change> {
    for (let i = this.loop.index + 1; i < this.loop.last; i++) {
      const kind = this.flow.kind(i);
      if (kind !== 'call' && kind !== 'write') continue;
      const step = this.flow.step(i);
      const change = step.kind === 'call' ? this.callChange(step) : step.kind === 'write' ? this.writeChange(step) : null;
      // What a variable of the loop's own leads to is another thing in each iteration.
      if (change !== null && inside(change.variable.writes, this.loop).length === 0) yield change;
    }
  }

  /** `place.append(v)` and its like. */
  private callChange(call: Step & { readonly kind: 'call' }): Change | null {
    const callee = call.callee < 0 ? undefined : this.flow.step(call.callee);
    const variable = this.index.variable(call.callee);
    const method = callee?.kind === 'read' ? callee.place.keys.at(-1) : undefined;
    if (callee?.kind !== 'read' || variable === undefined || method === undefined) return null;
    const place = { ...callee.place, keys: callee.place.keys.slice(0, -1) };
    const ignored = this.index.uses(call.index).every((use) => use.role === 'dropped');
    const form = adding.has(method) && ignored ? 'add' : 'other';
    const change: Change = { variable, place, step: call.index, form, reads: [callee.index] };
    return adding.has(method) || (changing.has(method) && this.isMade(change)) ? change : null;
  }

  /** `place.key = v`, `place[key] = v` and their updates. */
  private writeChange(write: WriteStep): Change | null {
    const { place } = write;
    const owner = this.index.variable(write.index);
    if (owner !== undefined) {
      if (place.keys.length === 0) return null;
      const read = summedRead(this.index, write);
      return { variable: owner, place, step: write.index, form: read >= 0 ? 'sum' : 'other', reads: read >= 0 ? [read] : [] };
    }
    const element = this.flow.step(place.of);
    if (element.kind !== 'element' || place.keys.length > 0 || element.of < 0) return null;
    const container = this.flow.step(element.of);
    const variable = this.index.variable(element.of);
    if (container.kind !== 'read' || variable === undefined) return null;
    const fresh = write.form === 'bind' && element.at >= 0 && (this.derived.has(element.at) || this.isCounting(element.at));
    const form = fresh ? 'add' : summedRead(this.index, write) === element.index ? 'sum' : 'other';
    return { variable, place: container.place, step: write.index, form, reads: [container.index] };
  }

  /** Whether a value is what a `for (;;)` counts by. */
  private isCounting(value: Value): boolean {
    const variable = this.index.variable(value);
    if (variable === undefined || this.loop.form !== 'count' || !this.isDirect(value)) return false;
    const writes = inside(variable.writes, this.loop);
    return writes.length > 0 && writes.every((write) => summedRead(this.index, this.flow.step(write) as WriteStep) >= 0)
      && this.isCounter(inside(variable.reads, this.loop));
  }

  /** The reads within the loop of a place or of what it leads to. */
  private readsWithin({ variable, place }: Change): readonly Value[] {
    return inside(variable.reads, this.loop).filter((read) => {
      const { keys } = (this.flow.step(read) as ReadStep).place;
      return place.keys.every((key, i) => keys[i] === key);
    });
  }

  /** Whether a place is a variable that holds a literal of this function wherever it is changed. */
  private isMade({ place, reads }: Change): boolean {
    if (place.keys.length > 0 || reads.length === 0) return false;
    const { writes, undefinedToo } = this.index.writesReaching(reads[0]!);
    return !undefinedToo && writes.length > 0 && writes.every((write) => {
      const { from } = this.flow.step(write) as WriteStep;
      return from >= 0 && this.flow.kind(from) === 'make';
    });
  }
}

/** Those of ascending steps that lie within a region. */
function inside(steps: readonly Value[], region: LoopStep): readonly Value[] {
  return steps.filter((step) => step > region.index && step < region.last);
}
