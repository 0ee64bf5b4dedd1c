import type { CallFact, FunctionDoings } from './doings.js';

/** A call that runs functions of the project. */
export interface Edge {
  readonly caller: number;
  readonly call: CallFact;
  readonly targets: readonly number[];
}

/**
 * The graph of all calls of the project. It is kept over edits, of which each puts in one file anew: to put together what
 * tens of thousands of functions call takes longer than any search in it. Functions are numbers here, given once for each
 * key, so that a search neither hashes nor compares texts.
 */
export class CallGraph {
  /** The key of each number. */
  readonly keys: string[] = [];
  /** The doings of each number; none of a function that is only called, or gone. */
  readonly functions: (FunctionDoings | undefined)[] = [];
  /** What each function does itself, as bits. */
  readonly causes: number[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly from: (readonly Edge[])[] = [];
  private readonly to: Edge[][] = [];
  /** The calls whose promises settle as a function does that they do not run before they return. */
  private readonly settling = new Map<number, Edge[]>();
  private readonly files = new Map<string, readonly FunctionDoings[]>();
  /** How many calls of what is not known there are of each method's name. */
  private readonly open = new Map<string, number>();

  /** @param causesOf the bits of a function, of which the searches make the beginning. */
  constructor(private readonly causesOf: (fn: FunctionDoings) => number) {}

  /** Whether a file is in with what it does now. */
  has(path: string, list: readonly FunctionDoings[]): boolean {
    return this.files.get(path) === list;
  }

  /** Puts in what files do now, instead of what they did. */
  put(files: ReadonlyMap<string, readonly FunctionDoings[]>): void {
    // Of a file that is edited most functions do what they did.
    const stays = new Set([...files].flatMap(([path, list]) => {
      const former = new Set(this.files.get(path));
      return list.filter((fn) => former.has(fn));
    }));
    this.take([...files.keys()].flatMap((path) => this.files.get(path) ?? []).filter((fn) => !stays.has(fn)));
    for (const [path, list] of files) {
      for (const fn of list) if (!stays.has(fn)) this.add(fn);
      this.files.set(path, list);
    }
  }

  /** The number of a function, or -1 of one that nobody has named. */
  find(key: string): number {
    return this.numbers.get(key) ?? -1;
  }

  /** The calls that a function makes. */
  callsOf(number: number): readonly Edge[] {
    return this.from[number] ?? [];
  }

  /** The calls that reach a function. */
  callersOf(number: number): readonly Edge[] {
    return this.to[number] ?? [];
  }

  /** The calls whose promises fail as a function does, although they do not run it before they return. */
  settledBy(number: number): readonly Edge[] {
    return this.settling.get(number) ?? [];
  }

  /** Whether a method of a name is called on what is not known. */
  isOpen(name: string): boolean {
    return (this.open.get(name) ?? 0) > 0;
  }

  private numberOf(key: string): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      this.numbers.set(key, (number = this.keys.length));
      this.keys.push(key);
      this.functions.push(undefined);
      this.causes.push(0);
      this.from.push([]);
      this.to.push([]);
    }
    return number;
  }

  private add(fn: FunctionDoings): void {
    const caller = this.numberOf(fn.key);
    this.functions[caller] = fn;
    this.causes[caller] = this.causesOf(fn);
    this.from[caller] = fn.calls.filter(({ runs }) => runs.length > 0).map((call) => ({ caller, call, targets: call.runs.map((key) => this.numberOf(key)) }));
    for (const edge of this.from[caller]) for (const target of edge.targets) this.to[target]!.push(edge);
    for (const call of fn.calls) {
      const targets = call.settles.map((key) => this.numberOf(key));
      for (const target of targets) this.settling.set(target, [...this.settling.get(target) ?? [], { caller, call, targets }]);
    }
    this.count(fn, 1);
  }

  /** Takes out functions together, since some of what they call is called from everywhere: each such list is gone through once. */
  private take(list: readonly FunctionDoings[]): void {
    const callers = new Set(list.map(({ key }) => this.numberOf(key)));
    const targets = new Set([...callers].flatMap((caller) => this.from[caller]!.flatMap((edge) => edge.targets)));
    for (const target of targets) this.to[target] = this.to[target]!.filter(({ caller }) => !callers.has(caller));
    const settled = new Set(list.flatMap(({ calls }) => calls.flatMap(({ settles }) => settles.map((key) => this.numberOf(key)))));
    for (const target of settled) this.settling.set(target, (this.settling.get(target) ?? []).filter(({ caller }) => !callers.has(caller)));
    for (const caller of callers) {
      this.from[caller] = [];
      this.functions[caller] = undefined;
      this.causes[caller] = 0;
    }
    for (const fn of list) this.count(fn, -1);
  }

  private count({ calls }: FunctionDoings, by: 1 | -1): void {
    for (const call of calls) {
      const name = openName(call);
      if (name !== null) this.open.set(name, (this.open.get(name) ?? 0) + by);
    }
  }
}

/** The name of a method that is called on what is not known; null of other calls. */
export function openName({ callee, unknown }: CallFact): string | null {
  return unknown && callee.includes('.') ? callee.slice(callee.lastIndexOf('.') + 1) : null;
}
