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

/**
 * Writes the flows of a file's functions. A reader starts a function's flow with `begin`, appends steps and closes it
 * with `finish`; functions may nest (a nested function's flow is begun while its parent's is open).
 */
export class FlowWriter {
  private readonly steps: number[] = [];
  private readonly extra: number[] = [];
  private readonly strings: string[] = [];
  private readonly numbers = new Map<string, number>();
  private open: { data: number[]; region: Value }[] = [];

  /** Begins the flow of a function within the one that is open. */
  begin(): void {
    this.open.push({ data: [], region: -1 });
  }

  /** Ends the innermost open flow and returns where it lies in the store: first step and number of steps. */
  finish(): { from: number; length: number } {
    const { data } = this.open.pop()!;
    const from = this.steps.length / width;
    for (const n of data) this.steps.push(n);
    return { from, length: data.length / width };
  }

  /** The store of all finished flows. */
  store(): FlowStore {
    return { steps: Int32Array.from(this.steps), extra: Int32Array.from(this.extra), strings: this.strings };
  }

  /** The number of steps written to the open flow: the index of the next step. */
  get next(): Value {
    return this.current.data.length / width;
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
    return this.append('const', start, end, consts.indexOf(form), text === '' ? -1 : this.number(text), -1);
  }

  /** The value that `imports[index]` of the file brings in. */
  import(start: number, end: number, index: number): Value {
    return this.append('const', start, end, consts.indexOf('import'), -1, index);
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

  private get current(): { data: number[]; region: Value } {
    return this.open[this.open.length - 1]!;
  }

  private region(kind: StepKind, start: number, end: number, a: number, b: number, c: number): Value {
    const index = this.append(kind, start, end, a, b, c);
    this.current.region = index;
    return index;
  }

  private append(kind: StepKind, start: number, end: number, a: number, b: number, c: number): Value {
    const flow = this.current;
    const index = flow.data.length / width;
    flow.data.push(kinds.indexOf(kind), start, end, flow.region, index + 1, a, b, c);
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
    const at = this.extra.length;
    this.extra.push(values.length, ...values);
    return at;
  }

  private argumentList(args: readonly Argument[]): number {
    if (args.length === 0) return -1;
    const at = this.extra.length;
    this.extra.push(args.length);
    for (const { value, name, spread } of args) this.extra.push(value, name === null ? -1 : this.number(name), spread ? 1 : 0);
    return at;
  }

  private place(place: Place): number {
    const at = this.extra.length;
    this.extra.push(
      scopes.indexOf(place.scope), place.name === '' ? -1 : this.number(place.name), place.owner, place.of, place.keys.length,
      ...place.keys.map((key) => this.number(key)),
    );
    return at;
  }
}
