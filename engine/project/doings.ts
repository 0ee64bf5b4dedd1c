import type { Blocking, SymbolFact } from '../knowledge/knowledge.js';
import type { FlowIndex } from '../flow/flow-index.js';
import type { CallStep, Value } from '../flow/step.js';
import { argumentsOf, blocks, doesOf } from './arguments.js';
import { calleeText, type Calls } from './calls.js';
import { callsHeld, handlesRejection, linkOf } from './chains.js';
import { sharesConnection, type Told } from './databases.js';
import { neverEnds } from './endless.js';
import { isRunThrough, scopeFacts } from './entered.js';
import { isHandedOn, isRemembered } from './decorators.js';
import { cannotFail, failingOf, settlesTogether, type Failing } from './failures.js';
import { isFlagged } from './flags.js';
import { guardsAwaits } from './guarded-awaits.js';
import { Guards } from './guards.js';
import { isHarmless } from './harmless.js';
import { isElsewhere } from './other-threads.js';
import type { Target } from './project.js';
import { isReady } from './ready-waits.js';
import type { FileState } from './state.js';
import { givenBy, noSwitches, switchesOf, type Given, type Switch } from './switches.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';
import { ownWrites } from './writes.js';

/**
 * What a file contributes to the effects of the project: of each function its calls, resolved once, and what it does
 * itself. Functions are named by keys, so that nothing here holds on to another file.
 */

/** One call of a function, as far as effects go, or one of those that `with` makes (`scopeFacts`). Holds no positions but `step`, which only its own file reads. */
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
  /** Though no fact tells what it does: it only computes, or makes what is thrown. */
  readonly harmless: boolean;
  /** Of input or output: whether it reads or changes something at the other side; null where that is not known. */
  readonly does: 'read' | 'change' | null;
  /** It is a method of a connection that the function did not open itself, or a query on the one that all of the program shares. */
  readonly connection: Told;
  readonly once: boolean;
  /** The parameters that switch it on. */
  readonly switches: readonly Switch[];
  /** What it gives to the function that it runs; null where that is not known, or it runs none. */
  readonly given: Given | null;
  /** Its result is awaited or returned, so that a failure of what it starts comes back here. */
  readonly awaited: boolean;
  /** A failure of it is handled within the function. */
  readonly handled: boolean;
  /** What its promise may fail with, and the functions besides `runs` whose failure is its own. */
  readonly fails: Failing['fails'];
  readonly settles: readonly string[];
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
  /** It handles the failures of all that it awaits but these functions, by their keys; null where it does not. */
  readonly guardsAwaits: readonly string[] | null;
  /** It never comes to its end, but by a failure. */
  readonly endless: boolean;
  /** It waits on purpose or in a line: by a call, or by entering a lock or limiter. */
  readonly paces: boolean;
  /** It may wait by something else than an awaited call: by what is no call, a loop or scope that waits, or a promise that it returns. */
  readonly waits: boolean;
}

/** What the functions of a file do themselves. */
export function doingsOf(values: Values, calls: Calls, state: FileState): readonly FunctionDoings[] {
  return values.world.inNameOf(state, () => state.unit.functions.map((fn) => state.tell(`doings ${fn.index}`, () => doings(values, calls, fn))));
}

function doings(values: Values, calls: Calls, fn: FunctionUnit): FunctionDoings {
  const found: CallFact[] = [];
  const occurrences = new Map<string, number>();
  const guards = new Guards(fn);
  let throws = false;
  let paces = false;
  let waits = false;
  for (let i = 0; i < fn.flow.length; i++) {
    const kind = fn.flow.kind(i);
    if (kind === 'call') {
      const step = fn.flow.step(i);
      if (step.kind !== 'call') continue;
      const callee = calleeText(fn, step.callee);
      const occurrence = occurrences.get(callee) ?? 0;
      occurrences.set(callee, occurrence + 1);
      found.push(callFact(values, calls, guards, fn, step, callee, occurrence));
    } else if (kind === 'scope') {
      const step = fn.flow.step(i);
      if (step.kind !== 'scope') continue;
      paces ||= isPacing(values, fn, step.item);
      waits ||= step.async;
      found.push(...scopeFacts(values, calls, guards, fn, step, occurrences));
    } else if (kind === 'loop') {
      const step = fn.flow.step(i);
      waits ||= step.kind === 'loop' && step.async;
    } else if (kind === 'exit') {
      const step = fn.flow.step(i);
      throws ||= step.kind === 'exit' && (step.form === 'throw' || (step.form === 'reraise' && !guards.passesOnCancellation(i))) && !guards.handlesFailure(i);
      waits ||= step.kind === 'exit' && step.form === 'return' && mayHandOn(values, fn, step.of);
    } else if (kind === 'await') {
      // What awaiting a call may bring is that call's to say.
      const step = fn.flow.step(i);
      const isCall = step.kind === 'await' && callsHeld(values.world.stateOf(fn).flowIndex(fn), fn, step.of).length > 0;
      throws ||= !isCall && !guards.handlesFailure(i) && !(step.kind === 'await' && isPromiseThatCannotFail(values, fn, step.of));
      waits ||= !isCall;
    }
  }
  return {
    key: fn.key, path: fn.file.path, name: fn.qualifiedName, async: fn.fact.async, generator: fn.fact.generator,
    calls: isRemembered(values, fn) ? found.map((call) => ({ ...call, once: true })) : found, writes: ownWrites(fn), throws, guardsAwaits: guardsAwaits(values, fn, found), endless: neverEnds(values, fn), paces: paces || found.some((call) => call.fact?.paces !== undefined), waits,
  };
}

/** Whether what is returned may be a promise that runs already; of a call that is returned the call tells. A coroutine's result is not awaited. */
function mayHandOn(values: Values, fn: FunctionUnit, value: Value): boolean {
  if (value < 0 || (fn.fact.async && fn.file.language === 'python')) return false;
  const kind = fn.flow.kind(value);
  if (kind === 'call' || kind === 'await' || kind === 'const' || kind === 'make' || kind === 'operate') return false;
  const { of, unknown } = values.origins(fn, value);
  return (unknown || of.some(({ form }) => form === 'awaitable')) && !isPromiseThatCannotFail(values, fn, value);
}

function isPromiseThatCannotFail(values: Values, fn: FunctionUnit, value: Value): boolean {
  return fn.file.language === 'typescript' && cannotFail(values, fn, value);
}

/** Most calls run nothing of the project, and a project has hundreds of thousands. */
const nothing: readonly string[] = [];

function callFact(values: Values, calls: Calls, guards: Guards, fn: FunctionUnit, step: CallStep, callee: string, occurrence: number): CallFact {
  const { index: call } = step;
  const reached = calls.callee(fn, call);
  const { targets, unknown } = reached;
  const { fails, settles } = failingOf(values, fn, step, reached);
  let runs = nothing;
  let inline = true;
  let symbol: (Target & { form: 'symbol' }) | undefined;
  for (const target of targets) {
    if (target.form === 'symbol') {
      symbol = target;
      continue;
    }
    const run = target.form === 'function' ? target.function : target.init;
    if (run === null) continue;
    runs = [...runs, run.key];
    if (run.fact.async || (run.fact.generator && !isRunThrough(calls, values.world.stateOf(fn).flowIndex(fn), fn, call)) || isHandedOn(values, run)) inline = false;
  }
  const symbolsOnly = targets.length === 1 && symbol !== undefined && !unknown;
  for (const callback of (symbolsOnly && symbol?.fact?.calls) || []) {
    if (callback.when !== 'now') continue;
    for (const origin of argumentsOf(fn, step, callback).flatMap((value) => values.origins(fn, value).of)) {
      const run = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
      if (run !== undefined && !run.fact.async && !run.fact.generator) runs = [...runs, run.key];
    }
  }
  const fact = symbolsOnly ? symbol!.fact : null;
  const blocks = fact === null ? null : howItBlocks(values, fn, step, symbol!.symbol, fact);
  return {
    callee, occurrence, step: call, runs, unknown: unknown || (symbol !== undefined && targets.length > 1), inline,
    symbol: symbolsOnly ? symbol!.symbol : null, fact, blocks,
    harmless: symbolsOnly && isHarmless(values.world.stateOf(fn).flowIndex(fn), fn, call, symbol!.symbol),
    switches: blocks === null && runs.length === 0 ? noSwitches : switchesOf(values.world.stateOf(fn).flowIndex(fn), fn, call),
    given: runs.length === 0 || symbol !== undefined ? null : givenBy(fn, step, targets),
    does: fact === null ? null : doesOf(fn, step, symbol!.symbol, fact) ?? null,
    connection: symbolsOnly ? usesConnection(values, fn, step, symbol!.symbol) : 'no', once: guards.happensOnce(call), awaited: isPassedOn(values, fn, call), handled: guards.handlesFailure(call) || fails === 'no', fails, settles,
  };
}

function isPacing(values: Values, fn: FunctionUnit, item: Value): boolean {
  const { symbols } = values.world;
  return values.origins(fn, item).of.some((o) => o.form === 'external' && symbols.fact(fn.file.language, o.symbol)?.paces !== undefined);
}

/** Whether a call of a symbol goes over a connection that others use as well. */
function usesConnection(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): Told {
  return isForeignConnection(values, fn, call, symbol) ? 'yes' : sharesConnection(values.world, fn.file.path, symbol);
}

/** Whether a symbol is a method of a connection, and the receiver is no variable of the function's own. */
function isForeignConnection(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): boolean {
  const owner = symbol.slice(0, symbol.lastIndexOf('.'));
  if (!owner.includes(':') || values.world.symbols.fact(fn.file.language, owner)?.connection === undefined) return false;
  const callee = fn.flow.step(call.callee);
  return callee.kind === 'read' && callee.place.scope !== 'local';
}

/** The call itself blocks, or makes what is entered by `with` and blocks when that is left. */
function howItBlocks(values: Values, fn: FunctionUnit, call: CallStep, symbol: string, fact: SymbolFact): Blocking | null {
  const { exitBlocks } = fact;
  const index = values.world.stateOf(fn).flowIndex(fn);
  const entered = exitBlocks === undefined ? undefined : index.users(call.index).find((user) => fn.flow.kind(user) === 'scope');
  if (entered !== undefined) return awaitsAllWork(fn, index, entered) ? null : exitBlocks!;
  if (!blocks(fn, call, fact) || isFlagged((value) => values.origins(fn, value), fn, call, fact.blocksUnless)) return null;
  // Whoever awaits it knows it for asynchronous, whatever an annotation says.
  if (isAwaited(values, fn, call) || isMoment(fn, call, fact) || isReady(values, fn, call, symbol)) return null;
  return isElsewhere(values, fn, call.index, fact.blocks === 'join') ? null : fact.blocks!;
}

/** `with Executor() as pool: await loop.run_in_executor(pool, f)`: when the scope is left, there is nothing to wait for. */
function awaitsAllWork(fn: FunctionUnit, index: FlowIndex, scope: Value): boolean {
  const bound = index.users(scope).map((user) => fn.flow.step(user)).find((step) => step.kind === 'write');
  const uses = bound === undefined ? [] : index.readsOf(bound.index).flatMap((read) => index.users(read));
  return uses.length > 0 && uses.every((use) => {
    const step = fn.flow.step(use);
    return step.kind === 'call' && fn.flow.kind(step.callee) === 'read' && index.users(use).some((user) => fn.flow.kind(user) === 'await');
  });
}

/** A sleep of a few milliseconds, by its literal, that no loop repeats: in Python, whose `sleep` takes seconds. */
function isMoment(fn: FunctionUnit, call: CallStep, fact: SymbolFact): boolean {
  const first = call.arguments[0];
  if (fact.blocks !== 'sleep' || fn.file.language !== 'python' || first === undefined || first.spread) return false;
  const length = fn.flow.step(first.value);
  if (length.kind !== 'const' || length.form !== 'number' || !(Number(length.text) <= 0.01)) return false;
  for (let at = fn.flow.parent(call.index); at >= 0; at = fn.flow.parent(at)) if (fn.flow.kind(at) === 'loop') return false;
  return true;
}

/** Whether a value is awaited, returned or yielded: at once, at the end of a chain that handles no failure, as a variable or by a conditional expression. */
function isPassedOn(values: Values, fn: FunctionUnit, value: Value, seen = new Set<Value>()): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  const index = values.world.stateOf(fn).flowIndex(fn);
  return index.users(value).some((step) => {
    const user = fn.flow.step(step);
    switch (user.kind) {
      case 'await':
      case 'yield': return true;
      case 'exit': return user.form === 'return';
      case 'arm': return user.result === value && isPassedOn(values, fn, user.parent, seen);
      case 'write': return user.place.scope === 'local' && user.place.keys.length === 0 && index.readsOf(step).some((read) => isLinkPassedOn(values, fn, read, seen) ?? isPassedOn(values, fn, read, seen));
      // `Promise.all([a(), b()])` fails as each of these does.
      case 'make': return index.users(step).some((taker) => settlesTogether(values, fn, taker, step) && isPassedOn(values, fn, taker, seen));
      case 'read': return isLinkPassedOn(values, fn, step, seen) === true;
      default: return false;
    }
  });
}

/** The same of the promise whose `then` a read is; undefined of other reads. */
function isLinkPassedOn(values: Values, fn: FunctionUnit, read: Value, seen: Set<Value>): boolean | undefined {
  const step = fn.flow.step(read);
  const link = step.kind === 'read' && step.place.keys.length === 1 ? linkOf(values, fn, read) : undefined;
  return link === undefined ? undefined : !handlesRejection(fn, link) && isPassedOn(values, fn, link.index, seen);
}

function isAwaited(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  return values.world.stateOf(fn).flowIndex(fn).users(call.index).some((user) => {
    const step = fn.flow.step(user);
    return step.kind === 'await' || (step.kind === 'scope' && step.async);
  });
}
