import type {
  Argument, ArmRole, BranchForm, ConstForm, ExitForm, LoopForm, MakeForm, Place, Step, StepKind, Value, WriteForm,
} from './step.js';

/**
 * Flows are stored flat: eight integers a step in one array, lists of any length in a second one (`extra`), strings by
 * their number in the file's table. `FlowWriter` fills them for all functions of a file, one after another; `Flow` is
 * the view of one function. Steps are decoded on demand; `kind`, `parent` and `last` answer without decoding.
 *
 * Layout of a step: kind, start, end, parent, last, a, b, c. What a, b and c mean stands beside each encoder.
 */
const width = 8;

const kinds: readonly StepKind[] = [
  'arm', 'branch', 'loop', 'try', 'scope', 'const', 'read', 'element', 'make', 'fn', 'operate', 'call', 'await', 'yield',
  'write', 'drop', 'exit',
];
const roles: readonly ArmRole[] = ['body', 'then', 'else', 'case', 'handler', 'finally'];
const branches: readonly BranchForm[] = ['if', 'match', 'and', 'or', 'nullish', 'ternary', 'optional'];
const loops: readonly LoopForm[] = ['each', 'count', 'while', 'do', 'comprehension'];
const makes: readonly MakeForm[] = ['list', 'tuple', 'set', 'dict', 'generator'];
const consts: readonly ConstForm[] = ['string', 'number', 'boolean', 'none', 'import', 'other'];
const writes: readonly WriteForm[] = ['bind', 'update', 'declare', 'delete'];
const exits: readonly ExitForm[] = ['return', 'throw', 'reraise', 'break', 'continue'];
const scopes: readonly Place['scope'][] = ['param', 'local', 'captured', 'module', 'value'];
const elements = ['item', 'each', 'rest'] as const;

/** What a file's flows are stored in. */
export interface FlowStore {
  readonly steps: Int32Array;
  readonly extra: Int32Array;
  readonly strings: readonly string[];
}

/** The flow of one function: steps `0 .. length-1`, views on the file's store. */
export class Flow {
  /** @param from the function's first step in the store; `length` counts its steps. */
  constructor(
    private readonly store: FlowStore,
    private readonly from: number,
    readonly length: number,
  ) {}

  kind(i: Value): StepKind {
    return kinds[this.at(i, 0)]!;
  }

  start(i: Value): number {
    return this.at(i, 1);
  }

  end(i: Value): number {
    return this.at(i, 2);
  }

  /** The region around a step, or -1. */
  parent(i: Value): Value {
    return this.at(i, 3);
  }

  /** The index after the last step a region owns; for any other step the next index. */
  last(i: Value): Value {
    return this.at(i, 4);
  }

  /** The decoded step. */
  step(i: Value): Step {
    const base = { index: i, start: this.at(i, 1), end: this.at(i, 2), parent: this.at(i, 3) };
    const last = this.at(i, 4);
    const a = this.at(i, 5);
    const b = this.at(i, 6);
    const c = this.at(i, 7);
    const kind = this.kind(i);
    switch (kind) {
      case 'arm': return { kind, ...base, last, role: roles[a]!, catches: this.list(b), result: c };
      case 'branch': return { kind, ...base, last, form: branches[a]!, test: b };
      case 'loop':
        return {
          kind, ...base, last, form: loops[a & 15]!, async: (a & 16) !== 0, makes: (a >> 5) === 0 ? null : makes[(a >> 5) - 1]!,
          over: b, test: c,
        };
      case 'try': return { kind, ...base, last };
      case 'scope': return { kind, ...base, last, async: a !== 0, item: b };
      case 'const': return { kind, ...base, form: consts[a]!, text: b < 0 ? '' : this.string(b), import: c };
      case 'read': return { kind, ...base, place: this.place(a) };
      case 'element': {
        return { kind, ...base, form: elements[a & 3]!, of: b, at: c, key: (a >> 2) === 0 ? null : this.string((a >> 2) - 1) };
      }
      case 'make': return { kind, ...base, form: makes[a]!, items: this.argumentList(b) };
      case 'fn': return { kind, ...base, function: a };
      case 'operate': return { kind, ...base, operator: this.string(a), of: this.list(b) };
      case 'call': return { kind, ...base, callee: a, arguments: this.argumentList(b), new: c !== 0 };
      case 'await': return { kind, ...base, of: a };
      case 'yield': return { kind, ...base, of: a, all: b !== 0 };
      case 'write': return { kind, ...base, form: writes[a & 3]!, annotation: (a >> 2) - 1, place: this.place(b), from: c };
      case 'drop': return { kind, ...base, of: a, void: b !== 0 };
      case 'exit': return { kind, ...base, form: exits[a]!, of: b, target: c };
    }
  }

  /** All steps, decoded in order. */
  *[Symbol.iterator](): IterableIterator<Step> {
    for (let i = 0; i < this.length; i++) yield this.step(i);
  }

  private at(i: Value, field: number): number {
    if (i < 0 || i >= this.length) throw new RangeError(`no step ${i} in a flow of ${this.length}`);
    return this.store.steps[(this.from + i) * width + field]!;
  }

  private string(i: number): string {
    return this.store.strings[i]!;
  }

  private list(at: number): readonly Value[] {
    if (at < 0) return [];
    return Array.from(this.store.extra.subarray(at + 1, at + 1 + this.store.extra[at]!));
  }

  private argumentList(at: number): readonly Argument[] {
    const result: Argument[] = [];
    if (at < 0) return result;
    const { extra } = this.store;
    for (let n = extra[at]!, i = at + 1; n > 0; n--, i += 3) {
      const name = extra[i + 1]!;
      result.push({ value: extra[i]!, name: name < 0 ? null : this.string(name), spread: extra[i + 2] !== 0 });
    }
    return result;
  }

  private place(at: number): Place {
    const { extra } = this.store;
    const keys: string[] = [];
    for (let n = extra[at + 4]!, i = at + 5; n > 0; n--, i++) keys.push(this.string(extra[i]!));
    const name = extra[at + 1]!;
    return { scope: scopes[extra[at]!]!, name: name < 0 ? '' : this.string(name), owner: extra[at + 2]!, of: extra[at + 3]!, keys };
  }
}

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
const scopeNumbers = numbersOf(scopes);

/**
 * Writes the flows of a file's functions. A reader starts a function's flow with `begin`, appends steps and closes it
 * with `finish`; functions may nest (a nested function's flow is begun while its parent's is open).
 */
export class FlowWriter {
  private readonly steps = new Integers();
  private readonly extra = new Integers();
  private readonly strings: string[] = [];
  private readonly numbers = new Map<string, number>();
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
    const { extra } = this;
    const at = extra.length;
    extra.push(scopeNumbers[place.scope]);
    extra.push(place.name === '' ? -1 : this.number(place.name));
    extra.push(place.owner);
    extra.push(place.of);
    extra.push(place.keys.length);
    for (const key of place.keys) extra.push(this.number(key));
    return at;
  }
}
