/** Builds the flat tree: records of nodes in one growing array, lists in another. Children come before parents. */

import { HEADER, NONE, RECORD_SIZES, type Node } from './tree.js';

const SIZES = Uint8Array.from(RECORD_SIZES);
const LARGEST = Math.max(...RECORD_SIZES);

export interface Checkpoint {
  readonly nodes: number;
  readonly lists: number;
  readonly waiting: number;
}

export class TreeWriter {
  #nodes: Int32Array<ArrayBuffer>;
  #used = 1; // 0 is NONE.
  #lists: Int32Array<ArrayBuffer>;
  #listsUsed = 1; // 0 is the empty list.
  #waiting = new Int32Array(256);
  #waitingCount = 0;

  /** `length` is the text's, to guess sizes by: a node takes six ints and about eight characters. */
  constructor(length: number) {
    this.#nodes = new Int32Array(length + 256);
    this.#lists = new Int32Array((length >> 2) + 64);
  }

  /** Writes a node; its slots in the order of its shape, a name as start and end. */
  add(kind: number, start: number, end: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0): Node {
    const node = this.#used;
    if (node + LARGEST > this.#nodes.length) this.#nodes = grown(this.#nodes);
    const nodes = this.#nodes;
    nodes[node] = kind;
    nodes[node + 1] = start;
    nodes[node + 2] = end;
    const size = SIZES[kind]!;
    if (size > HEADER) {
      nodes[node + 3] = a;
      nodes[node + 4] = b;
      nodes[node + 5] = c;
      if (size > HEADER + 3) {
        nodes[node + 6] = d;
        nodes[node + 7] = e;
        nodes[node + 8] = f;
        nodes[node + 9] = g;
        nodes[node + 10] = h;
      }
    }
    this.#used = node + size;
    return node;
  }

  /** Begins a list; what is pushed until `list` is called with the result belongs to it (lists nest). */
  mark(): number {
    return this.#waitingCount;
  }

  push(entry: number): void {
    if (this.#waitingCount === this.#waiting.length) this.#waiting = grown(this.#waiting);
    this.#waiting[this.#waitingCount++] = entry;
  }

  /** How many entries were pushed since `mark`. */
  count(mark: number): number {
    return this.#waitingCount - mark;
  }

  /** An entry pushed since `mark`. */
  pushed(mark: number, index: number): number {
    return this.#waiting[mark + index]!;
  }

  /** Takes back the last entry. */
  pop(): number {
    return this.#waiting[--this.#waitingCount]!;
  }

  /** Ends a list and returns its place, for the slot that holds it. */
  list(mark: number): number {
    const length = this.#waitingCount - mark;
    if (length === 0) return 0;
    const place = this.#listsUsed;
    while (place + length + 1 > this.#lists.length) this.#lists = grown(this.#lists);
    const lists = this.#lists;
    lists[place] = length;
    for (let i = 0; i < length; i++) lists[place + 1 + i] = this.#waiting[mark + i]!;
    this.#listsUsed = place + 1 + length;
    this.#waitingCount = mark;
    return place;
  }

  /** A list of one. */
  listOf(entry: number): number {
    const mark = this.mark();
    this.push(entry);
    return this.list(mark);
  }

  /** How much was written, to take it back with `rollback` after looking ahead. */
  checkpoint(): Checkpoint {
    return { nodes: this.#used, lists: this.#listsUsed, waiting: this.#waitingCount };
  }

  rollback(checkpoint: Checkpoint): void {
    this.#used = checkpoint.nodes;
    this.#listsUsed = checkpoint.lists;
    this.#waitingCount = checkpoint.waiting;
  }

  kind(node: Node): number {
    return this.#nodes[node]!;
  }

  start(node: Node): number {
    return this.#nodes[node + 1]!;
  }

  end(node: Node): number {
    return this.#nodes[node + 2]!;
  }

  /** What a slot of a written node holds. */
  slot(node: Node, slot: number): number {
    return this.#nodes[node + slot]!;
  }

  /** Changes a slot of a written node that later text decides. */
  set(node: Node, slot: number, value: number): void {
    this.#nodes[node + slot] = value;
  }

  /** The length of a written list. */
  lengthOf(place: number): number {
    return this.#lists[place]!;
  }

  entry(place: number, index: number): number {
    return this.#lists[place + 1 + index]!;
  }

  /** Moves the start of a node, for a generator that takes its call's parentheses. */
  respan(node: Node, start: number, end: number): void {
    if (node === NONE) return;
    this.#nodes[node + 1] = start;
    this.#nodes[node + 2] = end;
  }

  /** The written arrays, cut to their size. */
  finish(): { readonly nodes: Int32Array; readonly lists: Int32Array } {
    return { nodes: this.#nodes.slice(0, this.#used), lists: this.#lists.slice(0, this.#listsUsed) };
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
