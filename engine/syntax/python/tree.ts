/**
 * The Python syntax tree as its readers see it. A node is a number: the place of its record in one flat
 * `Int32Array` (kind, start, end, then the kind's slots), which is why a whole file costs a few allocations.
 * Read a slot with the accessor for its type: `tree.child(call, At.Call.func)`, `tree.list(call, At.Call.args)`,
 * `tree.nameText(def, At.FunctionDef.name)`. `At` knows the slots of every kind (the table is `SHAPES` in
 * `kinds.ts`) and TypeScript refuses the wrong accessor for a slot. Kinds that differ only by `async` share one
 * shape, so `At.FunctionDef` also reads an `AsyncFunctionDef`. The tree is never deeper than the code except in
 * two places where a long chain leans to one side: the left operands of `BinOp` (also `Attribute.value`,
 * `Call.func`, `Subscript.value`) and the `If` in `If.orelse` (elif). Readers loop there, or use `walk`.
 */

import { Kind, SHAPES, type KindName, type Shape, type SlotType } from './kinds.js';
import { decodeLiteral } from './string-values.js';

export {
  BooleanOperator, Comparison, ConstantKind, Kind, Operator, ParameterKind, SHAPES, UnaryOperator,
} from './kinds.js';
export type { KindName, Shape, SlotType } from './kinds.js';

/** A node of the tree: a number that only its tree understands. */
export type Node = number;
/** The absent node. No real node is 0, so `if (node)` asks for presence. */
export const NONE: Node = 0;

declare const slotType: unique symbol;
/** The place of a slot in a node's record, which knows what type of thing the slot holds. */
export type Slot<T extends SlotType = SlotType> = number & { readonly [slotType]: T };
type SlotsOf<S extends Shape> = { readonly [Field in keyof S]: Slot<S[Field]> };
type NodeSlot = Slot<'node'> | Slot<'node?'>;
type NodesSlot = Slot<'nodes'> | Slot<'pairs'>;
type ListSlot = NodesSlot | Slot<'names'> | Slot<'ints'>;
type NameSlot = Slot<'name'> | Slot<'name?'>;

/** Ints of a record before its slots: kind, start, end. */
export const HEADER = 3;

/** How many ints a slot takes: names are a start and an end, everything else is one. */
const widthOf = (type: SlotType): number => (type === 'name' || type === 'name?' ? 2 : 1);

/** The slots of every kind: `At.Call.func` is what `tree.child(node, ...)` takes. */
export const At = Object.fromEntries(
  Object.entries(SHAPES).map(([kind, shape]) => {
    let place = HEADER;
    const slots: Record<string, number> = {};
    for (const [field, type] of Object.entries(shape as Shape)) {
      slots[field] = place;
      place += widthOf(type);
    }
    return [kind, slots];
  }),
) as unknown as { readonly [K in KindName]: SlotsOf<(typeof SHAPES)[K]> };

/** Names of kinds by number: `KIND_NAMES[tree.kind(node)]`, for people and tests. */
export const KIND_NAMES: readonly string[] = Object.entries(Kind).reduce<string[]>((names, [name, kind]) => {
  names[kind] = name;
  return names;
}, ['']);

/** Per kind: the size of its record, and the slots that hold children as (place, 0 node | 1 list) twos. */
export const RECORD_SIZES: readonly number[] = KIND_NAMES.map((name) =>
  Object.values((SHAPES as Readonly<Record<string, Shape>>)[name] ?? {}).reduce((sum, type) => sum + widthOf(type), HEADER),
);
const CHILD_SLOTS: readonly (readonly number[])[] = KIND_NAMES.map((name) => {
  const shape = (SHAPES as Readonly<Record<string, Shape>>)[name] ?? {};
  const slots = (At as Readonly<Record<string, Readonly<Record<string, number>>>>)[name] ?? {};
  return Object.entries(shape).flatMap(([field, type]) => {
    if (type === 'node' || type === 'node?') return [slots[field]!, 0];
    return type === 'nodes' || type === 'pairs' ? [slots[field]!, 1] : [];
  });
});

/** Something in the text that is not Python; offsets as everywhere, in the words of a person. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** What the parser hands over; the arrays are never written again. */
export interface TreeParts {
  readonly text: string;
  readonly root: Node;
  readonly nodes: Int32Array;
  readonly lists: Int32Array;
  readonly comments: Int32Array;
  readonly errors: readonly SyntaxProblem[];
}

/** A parsed Python file. All offsets are UTF-16 offsets into `text`, all spans half-open, as CPython's `ast` has them. */
export class PythonTree {
  readonly text: string;
  /** The `Module`; it spans the whole text. */
  readonly root: Node;
  /** In the order of the text, at most one per logical line; empty exactly when the text is Python. */
  readonly errors: readonly SyntaxProblem[];
  /** Spans of comments from `#` to the end of the line, flat: start, end, start, end ... */
  readonly comments: Int32Array;
  readonly #nodes: Int32Array;
  readonly #lists: Int32Array;

  constructor(parts: TreeParts) {
    this.text = parts.text;
    this.root = parts.root;
    this.errors = parts.errors;
    this.comments = parts.comments;
    this.#nodes = parts.nodes;
    this.#lists = parts.lists;
  }

  kind(node: Node): Kind {
    return this.#nodes[node] as Kind;
  }

  kindName(node: Node): string {
    return KIND_NAMES[this.#nodes[node]!]!;
  }

  start(node: Node): number {
    return this.#nodes[node + 1]!;
  }

  end(node: Node): number {
    return this.#nodes[node + 2]!;
  }

  /** The node in a slot; NONE (0) when a `node?` slot is empty. */
  child(node: Node, slot: NodeSlot): Node {
    return this.#nodes[node + slot]!;
  }

  /** A view of a list slot; for `pairs` and `names` two entries belong together. Copy it to keep or change it. */
  list(node: Node, slot: ListSlot): Int32Array {
    const place = this.#nodes[node + slot]!;
    return this.#lists.subarray(place + 1, place + 1 + this.#lists[place]!);
  }

  /** The number of entries of a list slot (a pair counts two). */
  length(node: Node, slot: ListSlot): number {
    return this.#lists[this.#nodes[node + slot]!]!;
  }

  /** One entry of a list slot, without making a view; `index` must be below `length`. */
  item(node: Node, slot: ListSlot, index: number): number {
    return this.#lists[this.#nodes[node + slot]! + 1 + index]!;
  }

  /** The number in an `int` or `position` slot. */
  int(node: Node, slot: Slot<'int'> | Slot<'position'>): number {
    return this.#nodes[node + slot]!;
  }

  /** The start of a name slot, -1 when a `name?` is absent. */
  nameStart(node: Node, slot: NameSlot): number {
    return this.#nodes[node + slot]!;
  }

  /** The end of a name slot, -1 when a `name?` is absent. */
  nameEnd(node: Node, slot: NameSlot): number {
    return this.#nodes[node + slot + 1]!;
  }

  /**
   * The identifier in a name slot as Python sees it: NFKC (PEP 3131), and without the spaces and line joins that
   * may stand around the dots of a module's name. `undefined` when the name is absent; '' when it is missing.
   */
  nameText(node: Node, slot: NameSlot): string | undefined {
    const start = this.#nodes[node + slot]!;
    return start < 0 ? undefined : this.identifier(start, this.#nodes[node + slot + 1]!);
  }

  /** The identifier of a `Name` node, as `nameText`. */
  name(node: Node): string {
    return this.identifier(this.start(node), this.end(node));
  }

  /** The identifier in a span, for the `names` slots. */
  identifier(start: number, end: number): string {
    const raw = this.text.slice(start, end);
    if (/^[\x21-\x5b\x5d-\x7e]*$/.test(raw)) return raw;
    return raw.replace(/\\\r?\n?|\s+|#.*/g, '').normalize('NFKC');
  }

  /** The text of a node. */
  source(node: Node): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /**
   * The value of a string or bytes `Constant`, escapes resolved and adjacent literals joined (bytes as one
   * character per byte). `undefined` for other nodes, for the raw parts inside an f-string, and for `\N{...}`.
   */
  stringValue(node: Node): string | undefined {
    return this.kind(node) === Kind.Constant ? decodeLiteral(this.text, this.start(node), this.end(node)) : undefined;
  }

  /** Calls `visit` for each child, in source order (decorators first, although they stand before the start). */
  forEachChild(node: Node, visit: (child: Node) => void): void {
    const slots = CHILD_SLOTS[this.#nodes[node]!]!;
    for (let i = 0; i < slots.length; i += 2) {
      const value = this.#nodes[node + slots[i]!]!;
      if (slots[i + 1] === 0) {
        if (value !== NONE) visit(value);
        continue;
      }
      const length = this.#lists[value]!;
      for (let at = value + 1; at <= value + length; at++) {
        const child = this.#lists[at]!;
        if (child !== NONE) visit(child);
      }
    }
  }

  /**
   * Calls `visit` for the node and everything beneath it, parents before children, in source order. `visit`
   * returns false to leave a node's children out. However deep the tree is, the stack does not grow.
   */
  walk(node: Node, visit: (node: Node) => boolean | void): void {
    const waiting = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (visit(next) === false) continue;
      const first = waiting.length;
      this.forEachChild(next, (child) => waiting.push(child));
      for (let low = first, high = waiting.length - 1; low < high; low++, high--) {
        [waiting[low], waiting[high]] = [waiting[high]!, waiting[low]!];
      }
    }
  }
}
