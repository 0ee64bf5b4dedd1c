import type { StepPlace } from '../rule.js';
import type { CallGraph } from './call-graph.js';
import { cause, everyCause, hardness, isIo } from './causes.js';
import type { Told } from './databases.js';
import type { CallFact, FunctionDoings } from './doings.js';
import type { BlockingWitness, Callers } from './project.js';
import { isOff } from './switches.js';

/**
 * Effects say what a function does, itself and through what it calls. Each file contributes its calls, resolved once;
 * what follows from them is then a matter of reachability in the graph of all calls: a search outwards from the causes,
 * level by level, so that a witness is always the shortest, then the smallest by name, whatever the order of work.
 */

/** The call by which a function has an effect, and the function that it runs, or null for a cause of its own. */
interface Step {
  readonly call: CallFact;
  readonly next: number | null;
}

/** By the numbers of functions. */
type Steps = readonly (Step | undefined)[];

const none: Uint8Array = new Uint8Array();

/** The effects of all functions of the project. */
export class Effects {
  private readonly blockingSteps: Steps[] = [];
  private io = none;
  private remote = none;
  private throwing = none;
  private rejecting = none;
  private writing = none;
  private unsure = none;
  private connected = none;
  private perhapsConnected = none;
  private pacing = none;
  private looping = none;
  private keeping = none;
  private waiting = none;
  /** The searches that are still to be made. */
  private readonly open: (() => void)[];

  /**
   * The effects as the graph says them now, once all searches are made (`search`); they hold until it changes.
   * @param before those of a graph that differs from this one in nothing but some causes; `changed` has the bits of these.
   */
  constructor(private readonly graph: CallGraph, before?: { readonly effects: Effects; readonly changed: number }) {
    const kept = before === undefined || before.changed === everyCause ? undefined : before.effects;
    const asBefore = (bit: number): Effects | undefined => ((before?.changed ?? 0) & bit) === 0 ? kept : undefined;
    this.open = [
      ...hardness.map((kinds, i) => () => void (this.blockingSteps[i] = asBefore(1 << i)?.blockingSteps[i]
        ?? this.outwardsFrom(1 << i, (call) => call.blocks !== null && kinds.has(call.blocks), (call) => call.inline))),
      () => void (this.io = asBefore(cause.io)?.io
        ?? Uint8Array.from(this.outwardsFrom(cause.io, (call) => isIo(call.fact), () => true), (step) => (step === undefined ? 0 : 1))),
      () => void (this.remote = asBefore(cause.remote)?.remote ?? this.closure(cause.remote, () => true)),
      // What a coroutine or promise fails with comes out where it is awaited, or handed on to whoever awaits it.
      () => void (this.throwing = asBefore(cause.throws)?.throwing ?? this.closure(cause.throws, (call) => !call.handled && (call.inline || call.awaited), 'settlingToo')),
      () => void (this.rejecting = asBefore(cause.fails)?.rejecting ?? this.closure(cause.fails, (call) => !call.handled && call.awaited, 'settlingToo')),
      () => void (this.writing = asBefore(cause.writes)?.writing ?? this.closure(cause.writes, () => true)),
      () => void (this.unsure = asBefore(cause.unsure)?.unsure ?? this.closure(cause.unsure, () => true)),
      () => void (this.connected = asBefore(cause.connection)?.connected ?? this.closure(cause.connection, () => true)),
      () => void (this.perhapsConnected = asBefore(cause.database)?.perhapsConnected ?? this.closure(cause.database, () => true)),
      () => void (this.pacing = asBefore(cause.paces)?.pacing ?? this.closure(cause.paces, () => true)),
      () => void (this.keeping = asBefore(cause.keeps)?.keeping ?? this.closure(cause.keeps, (call) => call.inline)),
      () => void (this.waiting = asBefore(cause.waits)?.waiting ?? this.closure(cause.waits, (call) => call.awaited)),
      () => void (this.looping = asBefore(cause.loop)?.looping ?? this.closure(cause.loop, (call) => call.inline)),
    ];
  }

  /** Makes so many of the searches that are still to be made. Returns whether any is left. */
  search(most: number): boolean {
    for (const one of this.open.splice(0, most)) one();
    return this.open.length > 0;
  }

  /** Whether the function or what it calls uses a connection that it did not open itself. */
  usesConnection(key: string): Told {
    if (this.isIn(this.connected, key)) return 'yes';
    return this.isIn(this.perhapsConnected, key) ? 'unknown' : 'no';
  }

  /** Whether the function or what it calls waits on purpose or in a line. */
  paces(key: string): boolean {
    return this.isIn(this.pacing, key);
  }

  /** Whether awaiting the function never waits: it awaits nothing, or only what never waits. */
  neverWaits(key: string): boolean {
    return this.doings(key) !== undefined && !this.isIn(this.waiting, key);
  }

  /**
   * Whether what a call of the function yields is settled as soon as its plain code is done: it waits for nothing but functions of
   * the same kind, and no `throw` of theirs leaves them. What may still fail is plain code that they call.
   */
  settlesAtOnce(key: string, seen = new Set<string>()): boolean {
    const fn = this.doings(key);
    if (fn === undefined || fn.throws || !this.neverWaits(key)) return false;
    seen.add(key);
    return fn.calls.every((call) => !call.awaited || (call.fails === 'asOthers' && [...call.runs, ...call.settles].every((run) => seen.has(run) || this.settlesAtOnce(run, seen))));
  }

  /** Whether the function or what it calls before it returns writes variables or attributes that outlive it. */
  writesVariables(key: string): boolean {
    return this.isIn(this.keeping, key);
  }

  /** Whether the function or what it calls talks to the event loop of its thread. */
  usesLoop(key: string): boolean {
    return this.isIn(this.looping, key);
  }

  doings(key: string): FunctionDoings | undefined {
    return this.graph.functions[this.graph.find(key)];
  }

  /** The way on which a function blocks, or null. */
  blocking(key: string): BlockingWitness | null {
    for (const steps of this.blockingSteps) {
      const found = this.witness(this.graph.find(key), steps);
      if (found !== null) return found;
    }
    return null;
  }

  /** How one call of a function blocks: by itself or through all that it runs. */
  blockingCall(fn: FunctionDoings, call: CallFact): BlockingWitness | null {
    if (call.blocks !== null) return this.witnessFrom(fn, { call, next: null }, []);
    if (!call.inline || call.unknown || call.runs.length === 0) return null;
    for (const steps of this.blockingSteps) {
      if (!call.runs.every((key) => happens(steps[this.graph.find(key)], call))) continue;
      return this.witnessFrom(fn, { call, next: this.graph.find([...call.runs].sort()[0]!) }, steps);
    }
    return null;
  }

  /** The calls that reach a function. */
  callersOf(key: string): Callers {
    const found = this.graph.callersOf(this.graph.find(key)).flatMap(({ caller, call }) => {
      const by = this.graph.functions[caller];
      return by === undefined ? [] : [{ by, call }];
    });
    const each = [...new Map(found.map((one) => [`${one.by.key} ${one.call.callee} ${one.call.occurrence}`, one]))].sort(([a], [b]) => (a < b ? -1 : 1));
    const calls = each.map(([, { by, call: { callee, occurrence } }]): StepPlace => ({ path: by.path, function: by.name, call: { callee, occurrence } }));
    const name = /(\w+)(?:#\d+)?$/.exec(this.doings(key)?.name ?? '')?.[1] ?? '';
    const isOpen = key.includes('.', key.indexOf('\n')) && this.graph.isOpen(name);
    return { calls, unsure: isOpen || found.some(({ call }) => call.unknown || call.runs.length > 1) };
  }

  doesIo(key: string): boolean {
    return this.isIn(this.io, key);
  }

  /** Whether all input and output that it does is that of local files. */
  staysLocal(key: string): boolean {
    return this.doesIo(key) && !this.isIn(this.remote, key);
  }

  /** Whether a function takes care of all failures that it waits for, or waits for functions that do or that cannot fail. */
  guardsAwaits(key: string, seen = new Set<string>()): boolean {
    const others = this.doings(key)?.guardsAwaits ?? null;
    seen.add(key);
    return others !== null && others.every((other) => seen.has(other) || !this.mayReject(other) || this.guardsAwaits(other, seen));
  }

  neverEnds(key: string): boolean {
    return this.doings(key)?.endless === true;
  }

  mayFail(key: string): boolean {
    return this.isIn(this.throwing, key) || this.isIn(this.rejecting, key) || this.doings(key) === undefined;
  }

  /** Whether what a function yields may reject: what a plain function throws itself, its caller gets at once. */
  mayReject(key: string, seen = new Set<string>()): boolean {
    const fn = this.doings(key);
    if (fn === undefined || fn.async) return this.mayFail(key);
    if (seen.has(key)) return false;
    seen.add(key);
    // What it returns and has not called may be a promise that somebody else has made.
    return fn.waits || fn.calls.some((call) => !call.handled && call.awaited && (
      call.fails === 'perhaps' || call.runs.some((run) => this.mayReject(run, seen)) || call.settles.some((settled) => this.mayFail(settled))
    ));
  }

  writesShared(key: string): 'yes' | 'no' | 'unknown' {
    if (this.isIn(this.writing, key)) return 'yes';
    return this.isIn(this.unsure, key) || this.doings(key) === undefined ? 'unknown' : 'no';
  }

  private isIn(set: Uint8Array, key: string): boolean {
    return set[this.graph.find(key)] === 1;
  }

  private witness(number: number, steps: Steps): BlockingWitness | null {
    const step = steps[number];
    const fn = this.graph.functions[number];
    return step === undefined || fn === undefined ? null : this.witnessFrom(fn, step, steps);
  }

  private witnessFrom(fn: FunctionDoings, first: Step, steps: Steps): BlockingWitness | null {
    const chain: { place: StepPlace; callee: string }[] = [];
    let once = false;
    let step: Step | undefined = first;
    let at: FunctionDoings | undefined = fn;
    while (step !== undefined && at !== undefined) {
      const { callee, occurrence, fact, symbol, blocks: how } = step.call;
      chain.push({ place: { path: at.path, function: at.name, call: { callee, occurrence } }, callee });
      once ||= step.call.once;
      if (step.next === null) return fact === null || symbol === null || how === null ? null : { how, symbol, fact, once, steps: chain };
      at = this.graph.functions[step.next];
      step = steps[step.next];
    }
    return null;
  }

  /**
   * Searches outwards from causes to callers, level by level; a call of several targets counts once all are reached. What no
   * parameter switches on is searched first, so that only what has no other way hangs on one.
   */
  private outwardsFrom(bit: number, isCause: (call: CallFact) => boolean, passes: (call: CallFact) => boolean): Steps {
    const { graph } = this;
    const reached = new Array<Step | undefined>(graph.functions.length).fill(undefined);
    for (const switched of [false, true]) {
      const level: number[] = [];
      for (let number = 0; number < reached.length; number++) {
        const mayCause = reached[number] === undefined && (graph.causes[number]! & bit) !== 0;
        const call = mayCause ? graph.functions[number]?.calls.find((each) => isCause(each) && (switched || each.switches.length === 0)) : undefined;
        if (call !== undefined) reached[number] = { call, next: null };
        if (reached[number] !== undefined) level.push(number);
      }
      this.outwards(level, reached, (call) => passes(call) && (switched || call.switches.length === 0));
    }
    return reached;
  }

  private outwards(from: readonly number[], reached: (Step | undefined)[], passes: (call: CallFact) => boolean): void {
    const { graph } = this;
    for (let level = from; level.length > 0;) {
      const found = new Map<number, Step>();
      for (const number of level) {
        for (const { caller, call, targets } of graph.callersOf(number)) {
          if (reached[caller] !== undefined || call.unknown || !passes(call)) continue;
          if (!targets.every((target) => happens(reached[target], call))) continue;
          const known = found.get(caller);
          if (known === undefined || isSmaller(graph.keys, number, call, known)) found.set(caller, { call, next: number });
        }
      }
      for (const [number, step] of found) reached[number] = step;
      level = [...found.keys()];
    }
  }

  /** All functions that have a property, or call one that has (any target suffices), or wait for what settles as one that has. */
  private closure(bit: number, passes: (call: CallFact) => boolean, how?: 'settlingToo'): Uint8Array {
    const { graph } = this;
    const reached = new Uint8Array(graph.functions.length);
    const queue: number[] = [];
    for (let number = 0; number < reached.length; number++) {
      if ((graph.causes[number]! & bit) === 0) continue;
      reached[number] = 1;
      queue.push(number);
    }
    for (let i = 0; i < queue.length; i++) {
      for (const { caller, call } of graph.callersOf(queue[i]!)) {
        if (reached[caller] === 1 || !passes(call)) continue;
        reached[caller] = 1;
        queue.push(caller);
      }
      if (how === undefined) continue;
      for (const { caller, call } of graph.settledBy(queue[i]!)) {
        if (reached[caller] === 1 || call.handled || !call.awaited) continue;
        reached[caller] = 1;
        queue.push(caller);
      }
    }
    return reached;
  }
}

/** Whether a function takes a step where it is called so: no literal that the call gives switches it off. */
function happens(step: Step | undefined, { given }: CallFact): boolean {
  return step !== undefined && !step.call.switches.some((each) => isOff(each, given));
}

/** Of two ways of equal length the one whose target, then whose call comes first. */
function isSmaller(keys: readonly string[], number: number, call: CallFact, than: Step): boolean {
  if (number !== than.next) return keys[number]! < keys[than.next!]!;
  return call.callee === than.call.callee ? call.occurrence < than.call.occurrence : call.callee < than.call.callee;
}
