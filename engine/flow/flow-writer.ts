import { width, kinds, roles, branches, loops, makes, consts, writes, exits, elements, type FlowStore } from './layout.js';
import type { Argument, ArmRole, BranchForm, ConstForm, ExitForm, LoopForm, MakeForm, Place, StepKind, Value, WriteForm } from './step.js';

/** A flow that is being written: its steps so far, and the innermost open region. */
interface OpenFlow {
  data: Int32Array;
  used: number;
  region: Value;
}

/** Appends to an array of integers, which grows as needed. */
class Integers {
  data: Int32Array = new Int32Array(1024);
  length = 0;

  push(n: number): void {
    if (this.length === this.data.length) this.data = grown(this.data, this.length + 1);
    this.data[this.length++] = n;
  }

  append(all: Int32Array, count: number): void {
    if (this.length + count > this.data.length) this.data = grown(this.data, this.length + count);
    this.data.set(all.subarray(0, count), this.length);
    this.length += count;
  }
}

function grown(data: Int32Array, least: number): Int32Array {
  const larger = new Int32Array(Math.max(least, data.length * 2));
  larger.set(data);
  return larger;
}

/** The number of a kind or form, looked up once instead of at each step. */
function numbersOf<T extends string>(names: readonly T[]): Readonly<Record<T, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i])) as Readonly<Record<T, number>>;
}

const kindNumbers = numbersOf(kinds);
const constNumbers = numbersOf(consts);

/**
 * Writes the flows of a file's functions. A reader starts a function's flow with `begin`, appends steps and closes it
 * with `finish`; functions may nest (a nested function's flow is begun while its parent's is open).
 */
export class FlowWriter {
  private readonly steps = new Integers();
  private readonly extra = new Integers();
  private readonly strings: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly places: Place[] = [];
  /** The numbers of variables' places, by the last of their names. */
  private readonly placeNumbers = new Map<string, number[]>();
  /** Flows by their depth; those beyond `depth` are finished, and lend their arrays to the next ones. */
  private readonly flows: OpenFlow[] = [];
  private depth = 0;
  private current: OpenFlow = { data: new Int32Array(0), used: 0, region: -1 };

  /** Begins the flow of a function within the one that is open. */
  begin(): void {
    if (this.depth === this.flows.length) this.flows.push({ data: new Int32Array(64 * width), used: 0, region: -1 });
    this.current = this.flows[this.depth++]!;
    this.current.used = 0;
    this.current.region = -1;
  }

  /** Ends the innermost open flow and returns where it lies in the store: first step and number of steps. */
  finish(): { from: number; length: number } {
    const { data, used } = this.current;
    const from = this.steps.length / width;
    this.steps.append(data, used);
    this.depth--;
    if (this.depth > 0) this.current = this.flows[this.depth - 1]!;
    return { from, length: used / width };
  }

  /** The store of all finished flows. */
  store(): FlowStore {
    return {
      steps: this.steps.data.slice(0, this.steps.length), extra: this.extra.data.slice(0, this.extra.length), strings: this.strings,
      places: this.places,
    };
  }

  /** The number of steps written to the open flow: the index of the next step. */
  get next(): Value {
    return this.current.used / width;
  }

  /** Opens a region; every step up to `close(region)` belongs to it. */
  arm(start: number, end: number, role: ArmRole): Value {
    return this.region('arm', start, end, roles.indexOf(role), -1, -1);
  }

  /** Sets what a handler catches and the value of an expression's arm, once their steps are written. */
  armDetails(arm: Value, details: { catches?: readonly Value[]; result?: Value }): void {
    const { data } = this.current;
    if (details.catches !== undefined) data[arm * width + 6] = this.list(details.catches);
    if (details.result !== undefined) data[arm * width + 7] = details.result;
  }

  branch(start: number, end: number, form: BranchForm, test: Value): Value {
    return this.region('branch', start, end, branches.indexOf(form), test, -1);
  }

  loop(start: number, end: number, form: LoopForm, options: { async?: boolean; over?: Value; makes?: MakeForm } = {}): Value {
    const flags = loops.indexOf(form) | (options.async ? 16 : 0) | ((options.makes ? makes.indexOf(options.makes) + 1 : 0) << 5);
    return this.region('loop', start, end, flags, options.over ?? -1, -1);
  }

  /** Sets the loop's test, once its steps (which stand within the body arm) are written. */
  loopTest(loop: Value, test: Value): void {
    this.current.data[loop * width + 7] = test;
  }

  try(start: number, end: number): Value {
    return this.region('try', start, end, 0, 0, 0);
  }

  scope(start: number, end: number, async: boolean, item: Value): Value {
    return this.region('scope', start, end, async ? 1 : 0, item, 0);
  }

  /** Ends a region, which must be the innermost open one. */
  close(region: Value): void {
    const flow = this.current;
    if (flow.region !== region) throw new Error(`region ${region} is closed while ${flow.region} is open`);
    flow.data[region * width + 4] = this.next;
    flow.region = flow.data[region * width + 3]!;
  }

  const(start: number, end: number, form: ConstForm, text = ''): Value {
    return this.append('const', start, end, constNumbers[form], text === '' ? -1 : this.number(text), -1);
  }

  /** The value that `imports[index]` of the file brings in. */
  import(start: number, end: number, index: number): Value {
    return this.append('const', start, end, constNumbers.import, -1, index);
  }

  read(start: number, end: number, place: Place): Value {
    return this.append('read', start, end, this.place(place), 0, 0);
  }

  element(start: number, end: number, form: 'item' | 'each' | 'rest', of: Value, at: Value, key: string | null): Value {
    const flags = elements.indexOf(form) | ((key === null ? 0 : this.number(key) + 1) << 2);
    return this.append('element', start, end, flags, of, at);
  }

  make(start: number, end: number, form: MakeForm, items: readonly Argument[]): Value {
    return this.append('make', start, end, makes.indexOf(form), this.argumentList(items), 0);
  }

  fn(start: number, end: number, index: number): Value {
    return this.append('fn', start, end, index, 0, 0);
  }

  operate(start: number, end: number, operator: string, of: readonly Value[]): Value {
    return this.append('operate', start, end, this.number(operator), this.list(of), 0);
  }

  call(start: number, end: number, callee: Value, args: readonly Argument[], isNew = false): Value {
    return this.append('call', start, end, callee, this.argumentList(args), isNew ? 1 : 0);
  }

  await(start: number, end: number, of: Value): Value {
    return this.append('await', start, end, of, 0, 0);
  }

  yield(start: number, end: number, of: Value, all: boolean): Value {
    return this.append('yield', start, end, of, all ? 1 : 0, 0);
  }

  write(start: number, end: number, form: WriteForm, place: Place, from: Value, annotation = -1): Value {
    return this.append('write', start, end, writes.indexOf(form) | ((annotation + 1) << 2), this.place(place), from);
  }

  drop(start: number, end: number, of: Value, isVoid = false): Value {
    return this.append('drop', start, end, of, isVoid ? 1 : 0, 0);
  }

  exit(start: number, end: number, form: ExitForm, of: Value, target: Value = -1): Value {
    return this.append('exit', start, end, exits.indexOf(form), of, target);
  }

  private region(kind: StepKind, start: number, end: number, a: number, b: number, c: number): Value {
    const index = this.append(kind, start, end, a, b, c);
    this.current.region = index;
    return index;
  }

  private append(kind: StepKind, start: number, end: number, a: number, b: number, c: number): Value {
    const flow = this.current;
    const at = flow.used;
    if (at === flow.data.length) flow.data = grown(flow.data, at + width);
    const { data } = flow;
    const index = at / width;
    data[at] = kindNumbers[kind];
    data[at + 1] = start;
    data[at + 2] = end;
    data[at + 3] = flow.region;
    data[at + 4] = index + 1;
    data[at + 5] = a;
    data[at + 6] = b;
    data[at + 7] = c;
    flow.used = at + width;
    return index;
  }

  private number(text: string): number {
    let n = this.numbers.get(text);
    if (n === undefined) {
      n = this.strings.length;
      this.strings.push(text);
      this.numbers.set(text, n);
    }
    return n;
  }

  private list(values: readonly Value[]): number {
    if (values.length === 0) return -1;
    const { extra } = this;
    const at = extra.length;
    extra.push(values.length);
    for (const value of values) extra.push(value);
    return at;
  }

  private argumentList(args: readonly Argument[]): number {
    if (args.length === 0) return -1;
    const { extra } = this;
    const at = extra.length;
    extra.push(args.length);
    for (const { value, name, spread } of args) {
      extra.push(value);
      extra.push(name === null ? -1 : this.number(name));
      extra.push(spread ? 1 : 0);
    }
    return at;
  }

  private place(place: Place): number {
    if (place.scope === 'value') return this.places.push(place) - 1;
    const name = place.keys.at(-1) ?? place.name;
    const known = this.placeNumbers.get(name);
    const same = known?.find((number) => isSame(this.places[number]!, place));
    if (same !== undefined) return same;
    const number = this.places.push(place) - 1;
    if (known === undefined) this.placeNumbers.set(name, [number]);
    else known.push(number);
    return number;
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.name === b.name && a.scope === b.scope && a.owner === b.owner && a.keys.length === b.keys.length && a.keys.every((key, i) => key === b.keys[i]);
}
