import type { Blocking, SymbolFact } from '../knowledge/knowledge.js';
import type { CallStep, Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import { argumentsOf, blocks, doesOf } from './arguments.js';
import { calleeText, type Calls } from './calls.js';
import { guardedAgainstFailure, happensOnce } from './guards.js';
import type { BlockingWitness, Target } from './project.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';
import { ownWrites } from './writes.js';

/**
 * Effects say what a function does, itself and through what it calls. Each file contributes its calls, resolved once;
 * what follows from them is then a matter of reachability in the graph of all calls: a search outwards from the causes,
 * level by level, so that a witness is always the shortest, then the smallest by name, whatever the order of work.
 */

/** One call of a function, as far as effects go. Holds no positions but `step`, which only its own file reads. */
export interface CallFact {
  readonly callee: string;
  readonly occurrence: number;
  readonly step: Value;
  /** `path\nname` of the functions of the project that the call runs, callbacks it calls at once included. */
  readonly runs: readonly string[];
  /** It may reach more than `runs`. */
  readonly unknown: boolean;
  /** The callee runs before the call returns: it is no coroutine or generator (or the language starts those at once). */
  readonly inline: boolean;
  /** The symbol outside that it calls, and what is known of it. */
  readonly symbol: string | null;
  readonly fact: SymbolFact | null;
  /** How it blocks by itself, or null. */
  readonly blocks: Blocking | null;
  /** Of input or output: whether it reads or changes something at the other side; null where that is not known. */
  readonly does: 'read' | 'change' | null;
  /** It is a method of a connection that the function did not open itself. */
  readonly connection: boolean;
  readonly once: boolean;
  /** Its result is awaited or returned, so that a failure of what it starts comes back here. */
  readonly awaited: boolean;
  /** A failure of it is handled within the function. */
  readonly handled: boolean;
}

/** The calls and own doings of a function. */
export interface FunctionDoings {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly calls: readonly CallFact[];
  readonly writes: 'yes' | 'no';
  /** It throws, or awaits something, without handling the failure. */
  readonly throws: boolean;
  /** It waits on purpose or in a line: by a call, or by entering a lock or limiter. */
  readonly paces: boolean;
}

export function keyOfFunction(fn: FunctionUnit): string {
  return `${fn.file.path}\n${fn.qualifiedName}`;
}

/** What the functions of a file do themselves. */
export function doingsOf(values: Values, calls: Calls, state: FileState): readonly FunctionDoings[] {
  return values.world.inNameOf(state, () => state.unit.functions.map((fn) => doings(values, calls, fn)));
}

function doings(values: Values, calls: Calls, fn: FunctionUnit): FunctionDoings {
  const found: CallFact[] = [];
  const occurrences = new Map<string, number>();
  let throws = false;
  let paces = false;
  for (let i = 0; i < fn.flow.length; i++) {
    const kind = fn.flow.kind(i);
    if (kind === 'call') {
      const step = fn.flow.step(i);
      if (step.kind !== 'call') continue;
      const callee = calleeText(fn, step.callee);
      const occurrence = occurrences.get(callee) ?? 0;
      occurrences.set(callee, occurrence + 1);
      found.push(callFact(values, calls, fn, i, callee, occurrence));
    } else if (kind === 'scope') {
      const step = fn.flow.step(i);
      paces ||= step.kind === 'scope' && isPacing(values, fn, step.item);
    } else if (kind === 'exit') {
      const step = fn.flow.step(i);
      throws ||= step.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise') && !guardedAgainstFailure(fn, i);
    } else if (kind === 'await') {
      // What awaiting a call may bring is that call's to say.
      const step = fn.flow.step(i);
      throws ||= step.kind === 'await' && fn.flow.kind(step.of) !== 'call' && !guardedAgainstFailure(fn, i);
    }
  }
  return {
    key: keyOfFunction(fn), path: fn.file.path, name: fn.qualifiedName, async: fn.fact.async, generator: fn.fact.generator,
    calls: found, writes: ownWrites(fn), throws, paces: paces || found.some((call) => call.fact?.paces !== undefined),
  };
}

function callFact(values: Values, calls: Calls, fn: FunctionUnit, call: Value, callee: string, occurrence: number): CallFact {
  const step = fn.flow.step(call);
  if (step.kind !== 'call') throw new TypeError('a call fact is made of a call');
  const { targets, unknown } = calls.callee(fn, call);
  const runs: string[] = [];
  let inline = true;
  let symbol: (Target & { form: 'symbol' }) | undefined;
  for (const target of targets) {
    if (target.form === 'symbol') {
      symbol = target;
      continue;
    }
    const reached = target.form === 'function' ? target.function : target.init;
    if (reached === null) continue;
    runs.push(keyOfFunction(reached));
    if (reached.fact.async || reached.fact.generator) inline = false;
  }
  const symbolsOnly = targets.length === 1 && symbol !== undefined && !unknown;
  for (const callback of (symbolsOnly && symbol?.fact?.calls) || []) {
    if (callback.when !== 'now') continue;
    for (const origin of argumentsOf(fn, step, callback).flatMap((value) => values.origins(fn, value).of)) {
      const reached = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
      if (reached !== undefined && !reached.fact.async && !reached.fact.generator) runs.push(keyOfFunction(reached));
    }
  }
  const fact = symbolsOnly ? symbol!.fact : null;
  return {
    callee, occurrence, step: call, runs, unknown: unknown || (symbol !== undefined && targets.length > 1), inline,
    symbol: symbolsOnly ? symbol!.symbol : null, fact, blocks: fact === null ? null : howItBlocks(values, fn, step, fact),
    does: fact === null ? null : doesOf(fn, step, symbol!.symbol, fact) ?? null,
    connection: symbolsOnly && isForeignConnection(values, fn, step, symbol!.symbol), once: happensOnce(fn, call), awaited: isPassedOn(values, fn, step), handled: guardedAgainstFailure(fn, call) || isCertain(fn, step, symbol?.symbol),
  };
}

function isPacing(values: Values, fn: FunctionUnit, item: Value): boolean {
  const { symbols } = values.world;
  return values.origins(fn, item).of.some((o) => o.form === 'external' && symbols.fact(fn.file.language, o.symbol)?.paces !== undefined);
}

/** Whether a symbol is a method of a connection, and the receiver is no variable of the function's own. */
function isForeignConnection(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): boolean {
  const owner = symbol.slice(0, symbol.lastIndexOf('.'));
  if (!owner.includes(':') || values.world.symbols.fact(fn.file.language, owner)?.connection === undefined) return false;
  const callee = fn.flow.step(call.callee);
  return callee.kind === 'read' && callee.place.scope !== 'local';
}

/** The call itself blocks, or makes what is entered by `with` and blocks when that is left. */
function howItBlocks(values: Values, fn: FunctionUnit, call: CallStep, fact: SymbolFact): Blocking | null {
  // Whoever awaits it knows it for asynchronous, whatever an annotation says.
  if (blocks(fn, call, fact)) return isAwaited(values, fn, call) ? null : fact.blocks!;
  if (fact.exitBlocks === undefined) return null;
  const isEntered = values.world.stateOf(fn).flowIndex(fn).uses(call.index).some((use) => fn.flow.kind(use.step) === 'scope');
  return isEntered ? fact.exitBlocks : null;
}

function isPassedOn(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  return values.world.stateOf(fn).flowIndex(fn).uses(call.index).some(({ step }) => {
    const user = fn.flow.step(step);
    return user.kind === 'await' || user.kind === 'yield' || (user.kind === 'exit' && user.form === 'return');
  });
}

/** `new Promise((resolve) => …)`: what cannot reject, does not. */
function isCertain(fn: FunctionUnit, call: CallStep, symbol: string | undefined): boolean {
  const executor = symbol === 'globalThis:Promise' && call.arguments.length === 1 ? fn.flow.step(call.arguments[0]!.value) : undefined;
  return executor?.kind === 'fn' && fn.file.functions[executor.function]!.fact.parameters.length < 2;
}

function isAwaited(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  return values.world.stateOf(fn).flowIndex(fn).uses(call.index).some((use) => {
    const step = fn.flow.step(use.step);
    return step.kind === 'await' || (step.kind === 'scope' && step.async);
  });
}

/** The doings of a file as a text without positions: where it is equal, nobody else is concerned by an edit. */
export function doingsText(doings: readonly FunctionDoings[]): string {
  return doings.map((f) => {
    const calls = f.calls.map((c) => [c.callee, c.occurrence, c.runs.join(), c.unknown, c.inline, c.symbol, c.blocks, c.does, c.connection, c.once, c.awaited, c.handled].join(' '));
    return [f.key, f.async, f.generator, f.writes, f.throws, f.paces, ...calls].join('\n');
  }).join('\n\n');
}

/** How hard a call blocks: the first of these that is reached is what is told. */
const hardness: readonly ReadonlySet<Blocking>[] = [
  new Set(['sleep', 'network', 'database', 'subprocess', 'lock', 'join', 'result', 'input']),
  new Set(['file']),
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
    const isUnsure = (c: CallFact): boolean => c.unknown || (c.symbol !== null && c.fact === null) || (isIo(c.fact) && c.does === null);
    this.unsure = this.closure((fn) => fn.calls.some(isUnsure), () => true);
    this.connected = this.closure((fn) => fn.calls.some((c) => c.connection), () => true);
    this.pacing = this.closure((fn) => fn.paces, () => true);
  }

  /** Whether the function or what it calls uses a connection that it did not open itself. */
  usesConnection(key: string): boolean {
    return this.connected.has(key);
  }

  /** Whether the function or what it calls waits on purpose or in a line. */
  paces(key: string): boolean {
    return this.pacing.has(key);
  }

  /** Takes in the doings of a file whose text is as before: only its steps stand elsewhere now. */
  refresh(list: readonly FunctionDoings[]): void {
    for (const fn of list) this.byKey.set(fn.key, fn);
  }

  doings(key: string): FunctionDoings | undefined {
    return this.byKey.get(key);
  }

  /** All functions, and who calls whom: for contexts. */
  functions(): Iterable<FunctionDoings> {
    return this.byKey.values();
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

  doesIo(key: string): boolean {
    return this.io.has(key);
  }

  mayFail(key: string): boolean {
    return this.failing.has(key) || !this.byKey.has(key);
  }

  writesShared(key: string): 'yes' | 'no' | 'unknown' {
    if (this.writing.has(key)) return 'yes';
    return this.unsure.has(key) || !this.byKey.has(key) ? 'unknown' : 'no';
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

const ioKinds = new Set(['network', 'database', 'subprocess', 'file']);

/** Of two ways of equal length the one whose target, then whose call comes first. */
function isSmaller(key: string, call: CallFact, than: Step): boolean {
  if (key !== than.next) return key < than.next!;
  return call.callee === than.call.callee ? call.occurrence < than.call.occurrence : call.callee < than.call.callee;
}
