import { width, kinds, roles, branches, loops, makes, consts, writes, exits, elements, type FlowStore } from './layout.js';
import type { Argument, CallStep, Place, Step, StepKind, Value } from './step.js';

export type { FlowStore } from './layout.js';

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

  /** The callee of a call; -1 for every other step. */
  callee(i: Value): Value {
    return this.kind(i) === 'call' ? this.at(i, 5) : -1;
  }

  /** The place of a read or write; undefined for every other step. */
  placeOf(i: Value): Place | undefined {
    const kind = this.kind(i);
    return kind === 'read' ? this.store.places[this.at(i, 5)] : kind === 'write' ? this.store.places[this.at(i, 6)] : undefined;
  }

  /** Calls `take` for the values that a step takes, as `operandsOf` names them, without decoding the step. -1 may be among them. */
  eachOperand(i: Value, take: (value: Value) => void): void {
    const a = this.at(i, 5);
    const b = this.at(i, 6);
    const c = this.at(i, 7);
    switch (this.kind(i)) {
      case 'arm': this.eachOf(b, 1, take); return take(c);
      case 'branch':
      case 'scope':
      case 'exit': return take(b);
      case 'loop':
      case 'element': take(b); return take(c);
      case 'read': return take(this.holder(a));
      case 'write': take(this.holder(b)); return take(c);
      case 'make': return this.eachOf(b, 3, take);
      case 'operate': return this.eachOf(b, 1, take);
      case 'call': take(a); return this.eachOf(b, 3, take);
      case 'await':
      case 'yield':
      case 'drop': return take(a);
      case 'try':
      case 'const':
      case 'fn': return;
    }
  }

  /** The decoded step. */
  step(i: Value): Step {
    const index = i;
    const start = this.at(i, 1);
    const end = this.at(i, 2);
    const parent = this.at(i, 3);
    const last = this.at(i, 4);
    const a = this.at(i, 5);
    const b = this.at(i, 6);
    const c = this.at(i, 7);
    const kind = this.kind(i);
    switch (kind) {
      case 'arm': return { kind, index, start, end, parent, last, role: roles[a]!, catches: this.list(b), result: c };
      case 'branch': return { kind, index, start, end, parent, last, form: branches[a]!, test: b };
      case 'loop':
        return {
          kind, index, start, end, parent, last, form: loops[a & 15]!, async: (a & 16) !== 0, makes: (a >> 5) === 0 ? null : makes[(a >> 5) - 1]!,
          over: b, test: c,
        };
      case 'try': return { kind, index, start, end, parent, last };
      case 'scope': return { kind, index, start, end, parent, last, async: a !== 0, item: b };
      case 'const': return { kind, index, start, end, parent, form: consts[a]!, text: b < 0 ? '' : this.string(b), import: c };
      case 'read': return { kind, index, start, end, parent, place: this.store.places[a]! };
      case 'element': {
        return { kind, index, start, end, parent, form: elements[a & 3]!, of: b, at: c, key: (a >> 2) === 0 ? null : this.string((a >> 2) - 1) };
      }
      case 'make': return { kind, index, start, end, parent, form: makes[a]!, items: argumentList(this.store, b) };
      case 'fn': return { kind, index, start, end, parent, function: a };
      case 'operate': return { kind, index, start, end, parent, operator: this.string(a), of: this.list(b) };
      case 'call': return new DecodedCall(index, start, end, parent, a, c !== 0, this.store, b);
      case 'await': return { kind, index, start, end, parent, of: a };
      case 'yield': return { kind, index, start, end, parent, of: a, all: b !== 0 };
      case 'write': return { kind, index, start, end, parent, form: writes[a & 3]!, annotation: (a >> 2) - 1, place: this.store.places[b]!, from: c };
      case 'drop': return { kind, index, start, end, parent, of: a, void: b !== 0 };
      case 'exit': return { kind, index, start, end, parent, form: exits[a]!, of: b, target: c };
    }
  }

  /**
   * Whether another flow has the same steps, wherever their texts stand.
   * @param sameType whether an annotation of this flow's file, by its index, is the same as one of the other's.
   */
  isSame(other: Flow, sameType: (own: number, others: number) => boolean): boolean {
    if (this.length !== other.length) return false;
    for (let i = 0; i < this.length; i++) if (!this.isSameStep(other, i, sameType)) return false;
    return true;
  }

  private isSameStep(other: Flow, i: Value, sameType: (own: number, others: number) => boolean): boolean {
    const own = (this.from + i) * width;
    const others = (other.from + i) * width;
    const { steps } = this.store;
    const { steps: otherSteps } = other.store;
    if (steps[own] !== otherSteps[others] || steps[own + 3] !== otherSteps[others + 3] || steps[own + 4] !== otherSteps[others + 4]) return false;
    const [a, b, c] = [steps[own + 5]!, steps[own + 6]!, steps[own + 7]!];
    const [x, y, z] = [otherSteps[others + 5]!, otherSteps[others + 6]!, otherSteps[others + 7]!];
    switch (kinds[steps[own]!]!) {
      case 'arm': return a === x && c === z && this.isSameList(other, b, y);
      case 'const': return a === x && c === z && this.isSameString(other, b, y);
      case 'read': return this.isSamePlace(other, a, x);
      case 'element': return (a & 3) === (x & 3) && b === y && c === z && this.isSameString(other, (a >> 2) - 1, (x >> 2) - 1);
      case 'make': return a === x && this.areSameArguments(other, b, y);
      case 'operate': return this.isSameString(other, a, x) && this.isSameList(other, b, y);
      case 'call': return a === x && c === z && this.areSameArguments(other, b, y);
      case 'write': return (a & 3) === (x & 3) && c === z && this.isSamePlace(other, b, y) && isSameOrNone((a >> 2) - 1, (x >> 2) - 1, sameType);
      case 'branch':
      case 'loop':
      case 'try':
      case 'scope':
      case 'fn':
      case 'await':
      case 'yield':
      case 'drop':
      case 'exit': return a === x && b === y && c === z;
    }
  }

  private isSameString(other: Flow, own: number, others: number): boolean {
    return isSameOrNone(own, others, (a, x) => this.store.strings[a] === other.store.strings[x]);
  }

  private isSamePlace(other: Flow, own: number, others: number): boolean {
    const a = this.store.places[own]!;
    const b = other.store.places[others]!;
    return a.scope === b.scope && a.name === b.name && a.owner === b.owner && a.of === b.of && a.keys.length === b.keys.length && a.keys.every((key, i) => key === b.keys[i]);
  }

  private isSameList(other: Flow, own: number, others: number): boolean {
    return isSameOrNone(own, others, (at, otherAt) => {
      const length = this.store.extra[at]!;
      for (let i = 0; i <= length; i++) if (this.store.extra[at + i] !== other.store.extra[otherAt + i]) return false;
      return true;
    });
  }

  private areSameArguments(other: Flow, own: number, others: number): boolean {
    const a = argumentList(this.store, own);
    const b = argumentList(other.store, others);
    return a.length === b.length && a.every(({ value, name, spread }, i) => value === b[i]!.value && name === b[i]!.name && spread === b[i]!.spread);
  }

  /** All steps, decoded in order. */
  *[Symbol.iterator](): IterableIterator<Step> {
    for (let i = 0; i < this.length; i++) yield this.step(i);
  }

  private at(i: Value, field: number): number {
    if (i < 0 || i >= this.length) throw new RangeError(`no step ${i} in a flow of ${this.length}`);
    return this.store.steps[(this.from + i) * width + field]!;
  }

  /** The first integers of the entries of a list in `extra`, each of so many integers. */
  private eachOf(at: number, size: number, take: (value: Value) => void): void {
    if (at < 0) return;
    const { extra } = this.store;
    for (let n = extra[at]!, i = at + 1; n > 0; n--, i += size) take(extra[i]!);
  }

  /** The value whose keys a place names, or -1. */
  private holder(place: number): Value {
    return this.store.places[place]!.of;
  }

  private string(i: number): string {
    return this.store.strings[i]!;
  }

  private list(at: number): readonly Value[] {
    if (at < 0) return [];
    return Array.from(this.store.extra.subarray(at + 1, at + 1 + this.store.extra[at]!));
  }
}

/** A call. Its arguments are decoded when somebody asks for them: most ask only what is called. */
class DecodedCall implements CallStep {
  readonly kind = 'call';
  readonly new: boolean;
  private decoded: readonly Argument[] | undefined = undefined;

  constructor(
    readonly index: Value, readonly start: number, readonly end: number, readonly parent: Value, readonly callee: Value, isNew: boolean,
    private readonly store: FlowStore, private readonly at: number,
  ) {
    this.new = isNew;
  }

  get arguments(): readonly Argument[] {
    return (this.decoded ??= argumentList(this.store, this.at));
  }
}

/** Whether two things are the same that -1 stands for the absence of. */
function isSameOrNone(own: number, others: number, isSame: (own: number, others: number) => boolean): boolean {
  return own < 0 || others < 0 ? own === others : isSame(own, others);
}

const noArguments: readonly Argument[] = [];

function argumentList({ extra, strings }: FlowStore, at: number): readonly Argument[] {
  if (at < 0) return noArguments;
  const result: Argument[] = [];
  for (let n = extra[at]!, i = at + 1; n > 0; n--, i += 3) {
    const name = extra[i + 1]!;
    result.push({ value: extra[i]!, name: name < 0 ? null : strings[name]!, spread: extra[i + 2] !== 0 });
  }
  return result;
}
