import type { Blocking, SymbolFact } from '../knowledge/knowledge.js';
import type { StepPlace } from '../rule.js';
import type { CallFact, FunctionDoings } from './doings.js';
import type { BlockingWitness, Callers } from './project.js';

/**
 * Effects say what a function does, itself and through what it calls. Each file contributes its calls, resolved once;
 * what follows from them is then a matter of reachability in the graph of all calls: a search outwards from the causes,
 * level by level, so that a witness is always the shortest, then the smallest by name, whatever the order of work.
 */

/** How hard a call blocks: the first of these that is reached is what is told. */
const hardness: readonly ReadonlySet<Blocking>[] = [
  new Set(['sleep', 'network', 'database', 'subprocess', 'lock', 'join', 'result', 'input']),
  new Set(['file', 'start']),
  new Set(['cpu']),
  new Set(['path']),
];

/** The call by which a function has an effect, and the function that it runs, or null for a cause of its own. */
interface Step {
  readonly call: CallFact;
  readonly next: string | null;
}

/** The effects of all functions of the project. */
export class Effects {
  private readonly byKey = new Map<string, FunctionDoings>();
  private readonly callers = new Map<string, { caller: FunctionDoings; call: CallFact }[]>();
  private readonly blockingSteps: readonly ReadonlyMap<string, Step>[];
  private readonly io: ReadonlySet<string>;
  private readonly failing: ReadonlySet<string>;
  private readonly writing: ReadonlySet<string>;
  private readonly unsure: ReadonlySet<string>;
  private readonly connected: ReadonlySet<string>;
  private readonly pacing: ReadonlySet<string>;
  private unresolved: ReadonlySet<string> | undefined;
  private readonly looping: ReadonlySet<string>;
  private readonly keeping: ReadonlySet<string>;

  constructor(all: Iterable<readonly FunctionDoings[]>) {
    for (const doings of all) for (const fn of doings) this.byKey.set(fn.key, fn);
    for (const fn of this.byKey.values()) {
      for (const call of fn.calls) {
        for (const key of call.runs) {
          const list = this.callers.get(key);
          if (list === undefined) this.callers.set(key, [{ caller: fn, call }]);
          else list.push({ caller: fn, call });
        }
      }
    }
    this.blockingSteps = hardness.map((kinds) => this.search((call) => call.blocks !== null && kinds.has(call.blocks), (call) => call.inline));
    const isIo = (fact: SymbolFact | null): boolean => fact !== null && (fact.io === true || fact.timeout?.kind === 'network' || ioKinds.has(fact.blocks ?? ''));
    this.io = new Set(this.search((call) => isIo(call.fact), () => true).keys());
    // A plain call of something unknown is taken not to throw: people guard what they await.
    const fails = (call: CallFact): boolean => !call.handled && call.awaited && (call.unknown || (call.symbol !== null && call.fact?.neverFails !== true));
    this.failing = this.closure((fn) => fn.throws || fn.calls.some(fails), (call) => !call.handled);
    this.writing = this.closure((fn) => fn.writes === 'yes' || fn.calls.some((c) => c.does === 'change'), () => true);
    const isUnsure = (c: CallFact): boolean => c.unknown || (c.symbol !== null && (c.fact === null || c.fact.declared !== undefined)) || (isIo(c.fact) && c.does === null);
    this.unsure = this.closure((fn) => fn.calls.some(isUnsure), () => true);
    this.connected = this.closure((fn) => fn.calls.some((c) => c.connection), () => true);
    this.pacing = this.closure((fn) => fn.paces, () => true);
    this.keeping = this.closure((fn) => fn.writes === 'yes', (call) => call.inline);
    this.looping = this.closure((fn) => fn.calls.some((c) => c.symbol !== null && isOfLoop(c.symbol)), (call) => call.inline);
  }

  /** Whether the function or what it calls uses a connection that it did not open itself. */
  usesConnection(key: string): boolean {
    return this.connected.has(key);
  }

  /** Whether the function or what it calls waits on purpose or in a line. */
  paces(key: string): boolean {
    return this.pacing.has(key);
  }

  /** Whether the function or what it calls before it returns writes variables or attributes that outlive it. */
  writesVariables(key: string): boolean {
    return this.keeping.has(key);
  }

  /** Whether the function or what it calls talks to the event loop of its thread. */
  usesLoop(key: string): boolean {
    return this.looping.has(key);
  }

  /** Takes in the doings of a file whose text is as before: only its steps stand elsewhere now. */
  refresh(list: readonly FunctionDoings[]): void {
    for (const fn of list) this.byKey.set(fn.key, fn);
  }

  doings(key: string): FunctionDoings | undefined {
    return this.byKey.get(key);
  }

  /** The way on which a function blocks, or null. */
  blocking(key: string): BlockingWitness | null {
    for (const steps of this.blockingSteps) {
      const found = this.witness(key, steps);
      if (found !== null) return found;
    }
    return null;
  }

  /** How one call of a function blocks: by itself or through all that it runs. */
  blockingCall(fn: FunctionDoings, call: CallFact): BlockingWitness | null {
    if (call.blocks !== null) return this.witnessFrom(fn, { call, next: null }, new Map());
    if (!call.inline || call.unknown || call.runs.length === 0) return null;
    for (const steps of this.blockingSteps) {
      if (!call.runs.every((key) => steps.has(key))) continue;
      return this.witnessFrom(fn, { call, next: [...call.runs].sort()[0]! }, steps);
    }
    return null;
  }

  /** The calls that reach a function. */
  callersOf(key: string): Callers {
    const found = this.callers.get(key) ?? [];
    const texts = new Map(found.map(({ caller, call }) => [`${caller.key} ${call.callee} ${call.occurrence}`, { caller, call }]));
    const calls = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { caller, call: { callee, occurrence } }]): StepPlace => (
      { path: caller.path, function: caller.name, call: { callee, occurrence } }
    ));
    const name = /(\w+)(?:#\d+)?$/.exec(this.byKey.get(key)?.name ?? '')?.[1] ?? '';
    return { calls, unsure: found.some(({ call }) => call.unknown || call.runs.length > 1) || (key.includes('.', key.indexOf('\n')) && this.openNames.has(name)) };
  }

  doesIo(key: string): boolean {
    return this.io.has(key);
  }

  guardsAwaits(key: string): boolean {
    return this.byKey.get(key)?.guardsAwaits === true;
  }

  neverEnds(key: string): boolean {
    return this.byKey.get(key)?.endless === true;
  }

  mayFail(key: string): boolean {
    return this.failing.has(key) || !this.byKey.has(key);
  }

  writesShared(key: string): 'yes' | 'no' | 'unknown' {
    if (this.writing.has(key)) return 'yes';
    return this.unsure.has(key) || !this.byKey.has(key) ? 'unknown' : 'no';
  }

  /** The names of all methods that are called on what is not known. */
  private get openNames(): ReadonlySet<string> {
    if (this.unresolved !== undefined) return this.unresolved;
    const names = new Set<string>();
    for (const fn of this.byKey.values()) {
      for (const { callee, unknown } of fn.calls) if (unknown && callee.includes('.')) names.add(callee.slice(callee.lastIndexOf('.') + 1));
    }
    return (this.unresolved = names);
  }

  private witness(key: string, steps: ReadonlyMap<string, Step>): BlockingWitness | null {
    const step = steps.get(key);
    const fn = this.byKey.get(key);
    return step === undefined || fn === undefined ? null : this.witnessFrom(fn, step, steps);
  }

  private witnessFrom(fn: FunctionDoings, first: Step, steps: ReadonlyMap<string, Step>): BlockingWitness | null {
    const chain: { place: StepPlace; callee: string }[] = [];
    let once = false;
    let step: Step | undefined = first;
    let at: FunctionDoings | undefined = fn;
    while (step !== undefined && at !== undefined) {
      const { callee, occurrence, fact, symbol, blocks: how } = step.call;
      chain.push({ place: { path: at.path, function: at.name, call: { callee, occurrence } }, callee });
      once ||= step.call.once;
      if (step.next === null) return fact === null || symbol === null || how === null ? null : { how, symbol, fact, once, steps: chain };
      at = this.byKey.get(step.next);
      step = steps.get(step.next);
    }
    return null;
  }

  /** Searches outwards from causes to callers, level by level; a call of several targets counts once all are reached. */
  private search(isCause: (call: CallFact) => boolean, passes: (call: CallFact) => boolean): Map<string, Step> {
    const reached = new Map<string, Step>();
    let level: string[] = [];
    for (const fn of this.byKey.values()) {
      const call = fn.calls.find(isCause);
      if (call === undefined) continue;
      reached.set(fn.key, { call, next: null });
      level.push(fn.key);
    }
    while (level.length > 0) {
      const found = new Map<string, Step>();
      for (const key of level.sort()) {
        for (const { caller, call } of this.callers.get(key) ?? []) {
          if (reached.has(caller.key) || call.unknown || !passes(call)) continue;
          if (!call.runs.every((target) => reached.has(target))) continue;
          const known = found.get(caller.key);
          if (known === undefined || isSmaller(key, call, known)) found.set(caller.key, { call, next: key });
        }
      }
      for (const [key, step] of found) reached.set(key, step);
      level = [...found.keys()];
    }
    return reached;
  }

  /** All functions that have a property, or call one that has (any target suffices). */
  private closure(has: (fn: FunctionDoings) => boolean, passes: (call: CallFact) => boolean): Set<string> {
    const reached = new Set<string>();
    const queue: string[] = [];
    for (const fn of this.byKey.values()) if (has(fn)) queue.push(fn.key);
    for (const key of queue) reached.add(key);
    for (let i = 0; i < queue.length; i++) {
      for (const { caller, call } of this.callers.get(queue[i]!) ?? []) {
        if (reached.has(caller.key) || !passes(call)) continue;
        reached.add(caller.key);
        queue.push(caller.key);
      }
    }
    return reached;
  }
}

/** A symbol that has its meaning on the loop's own thread alone; what is made for other threads, or runs a loop of its own, is not. */
function isOfLoop(symbol: string): boolean {
  return /^(asyncio|anyio|trio)[.:]/.test(symbol) && !/_threadsafe$|\.from_thread:|^\w+:run$/.test(symbol);
}

const ioKinds = new Set(['network', 'database', 'subprocess', 'file']);

/** Of two ways of equal length the one whose target, then whose call comes first. */
function isSmaller(key: string, call: CallFact, than: Step): boolean {
  if (key !== than.next) return key < than.next!;
  return call.callee === than.call.callee ? call.occurrence < than.call.occurrence : call.callee < than.call.callee;
}
