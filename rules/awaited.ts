import type { Flow } from '../engine/flow/flow.js';
import { armsOf } from '../engine/flow/regions.js';
import type { CallStep, Value } from '../engine/flow/step.js';
import type { SymbolFact } from '../engine/knowledge/knowledge.js';
import { argumentOf, doesOf } from '../engine/project/arguments.js';
import { isFlagged } from '../engine/project/flags.js';
import { isLeftToOthers } from '../engine/project/left-to-others.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Span } from '../engine/text.js';

/** What rules on the order of awaits ask of an awaited call: which call it is, and whether it may run beside another. */

/** The call whose result is awaited: past `then` and its like, past a limit of time, and past `a?.`; or null. */
export function callBehind(project: Project, fn: FunctionUnit, value: Value): CallStep | null {
  const step = value < 0 ? undefined : fn.flow.step(value);
  if (step?.kind === 'branch' && step.form === 'optional') {
    return callBehind(project, fn, armsOf(fn.flow, value)[0]?.result ?? -1);
  }
  if (step?.kind !== 'call') return null;
  const callee = fn.flow.step(step.callee);
  const { of, unknown } = project.origins(fn, step.callee);
  if (!unknown && of.length > 0 && of.every((origin) => origin.form === 'settling') && callee.kind === 'read') {
    return callBehind(project, fn, callee.place.of);
  }
  const bounds = project.known(fn, value)?.fact.bounds;
  const bounded = bounds === undefined || bounds === 'scope' ? undefined : argumentOf(fn, step, bounds);
  return typeof bounded === 'number' ? callBehind(project, fn, bounded) : step;
}

/**
 * How a call stands to others that might run beside it. `ordered`: it wants its order. `connection`: it, or what it
 * calls, uses a connection that it did not open, or the one of its program. `idle`: it waits for nothing, so nothing is gained. `free`: it reads and
 * no more. The others say which fact is missing, or what speaks against it: `changes` something at the other side,
 * `paces` itself, asks a `database` that may have but one connection, or `unknown`.
 */
export type Order = 'ordered' | 'connection' | 'idle' | 'free' | Doubt;
export type Doubt = 'changes' | 'paces' | 'unknown' | 'database';

/** The doubts in words, for messages. */
export const doubts: Readonly<Record<Doubt, string>> = {
  changes: 'it changes something at the other side',
  paces: 'it waits on purpose or in a line itself',
  unknown: 'what it changes is not known',
  database: 'its database may be SQLite, of which one connection carries out all queries',
};

/** Of calls that read local files, in words: why together they hardly gain anything. */
export const doubtOfLocal = 'local files are mostly read in no time';

/** Whether a call is known to read or change local files and no more. */
export function isLocal(project: Project, fn: FunctionUnit, { index }: CallStep): boolean {
  return project.known(fn, index)?.fact.local === true;
}

/** The same of a call of functions of the project, of all that these do. */
export function staysLocal(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { targets } = project.callee(fn, call.index);
  return isLocal(project, fn, call) || (targets.length > 0 && targets.every((target) => target.form === 'function' && project.staysLocal(target.function)));
}

/**
 * Judges a call by what it reaches: a symbol outside the project, or functions that are followed. What is handed a
 * transaction, by its name, is part of one conversation whatever it does.
 */
export function orderOf(project: Project, fn: FunctionUnit, call: CallStep): Order {
  const order = orderByTarget(project, fn, call);
  const names = order !== 'free' && order !== 'changes' && order !== 'unknown' && order !== 'database' ? [] : namesWithin(fn.flow, call, call.callee);
  return names.some((name) => /^_?(db_?)?(transaction|trx|tx|txn)$/i.test(name)) ? 'connection' : order;
}

/** The variables and attributes that are read within a span; of the callee's step without the method's own name. */
export function namesWithin(flow: Flow, { start, end }: Span, callee: Value): readonly string[] {
  const names: string[] = [];
  for (let i = 0; i < flow.length; i++) {
    if (flow.kind(i) !== 'read' || flow.start(i) < start || flow.end(i) > end) continue;
    const step = flow.step(i);
    if (step.kind === 'read') names.push(step.place.name, ...step.place.keys.slice(0, i === callee ? -1 : undefined));
  }
  return names;
}

/** The read at which a call's callee begins: that of `a` in `a.b().c()`. */
export function rootOf(flow: Flow, call: CallStep): Value {
  for (let at = call.callee; ;) {
    const step = flow.step(at);
    if (step.kind === 'call') at = step.callee;
    else if (step.kind === 'element') at = step.of;
    else if (step.kind === 'read' && step.place.scope === 'value') at = step.place.of;
    else return at;
  }
}

function orderByTarget(project: Project, fn: FunctionUnit, call: CallStep): Order {
  if (call.new) return 'ordered';
  const { targets, unknown } = project.callee(fn, call.index);
  const known = project.known(fn, call.index);
  if (known !== null) return orderOfSymbol(project, fn, call, known.symbol, known.fact);
  // Of several, as of a method and those that override it, one that wants the order is enough.
  const functions = targets.flatMap((target) => (target.form === 'function' ? [target.function] : []));
  const connections = functions.map((target) => project.usesConnection(target));
  if (connections.includes('yes')) return 'connection';
  if (functions.some((target) => project.writesShared(target) === 'yes')) return 'ordered';
  if (unknown || functions.length < targets.length) return ordering.test(project.calleeText(fn, call.index)) ? 'ordered' : 'unknown';
  if (functions.some((target) => project.paces(target))) return 'paces';
  if (functions.some((target) => project.writesShared(target) === 'unknown')) return 'unknown';
  if (connections.includes('unknown')) return 'database';
  return functions.every((target) => project.doesIo(target)) ? 'free' : 'idle';
}

/** Names of functions that nobody knows and that promise an order. They are read only to keep silent. */
const ordering = /(sleep|delay|wait|pause|acquire|throttle|limiter|lock|queue|next|put|recv|receive|commit|rollback|join)\w*$|(limiter|throttle|semaphore|mutex)\.\w+$/i;

/**
 * Whether awaiting a call never waits, so that nothing is gained by running it beside others: none of the functions that it
 * may reach does, those aside that are left to subclasses. Of a method with many overrides those that are known have to do.
 */
export function neverWaits(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { targets, unknown } = project.callee(fn, call.index);
  const functions = targets.flatMap((target) => (target.form === 'function' ? [target.function] : []));
  if (functions.length < targets.length || (unknown && functions.length <= 4)) return false;
  const written = functions.filter((target) => !isLeftToOthers(target));
  return written.length > 0 && written.every((target) => project.neverWaits(target));
}

function orderOfSymbol(project: Project, fn: FunctionUnit, call: CallStep, symbol: string, fact: SymbolFact): Order {
  if (fact.paces !== undefined || fact.takes !== undefined) return 'ordered';
  const isIo = fact.io === true || fact.timeout?.kind === 'network';
  if (!isIo) return fact.calls?.some(({ when }) => when === 'thread' || when === 'process') ? 'unknown' : 'idle';
  if (isFlagged((value) => project.origins(fn, value), fn, call, fact.idleIf)) return 'idle';
  const shared = project.sharesConnection(fn.file, symbol);
  if (shared === 'yes') return 'connection';
  switch (doesOf(fn, call, symbol, fact)) {
    case 'read': return shared === 'unknown' ? 'database' : 'free';
    case 'change': return 'changes';
    case undefined: return 'unknown';
  }
}

/** Whether a value may be an instance of a class that carries one conversation at a time. */
export function isConnection(project: Project, fn: FunctionUnit, value: ReturnType<Project['origins']>): boolean {
  return value.of.some((origin) => {
    const symbol = origin.form === 'external' ? origin.symbol : origin.form === 'awaitable' ? origin.by : undefined;
    return symbol !== undefined && project.fact(fn, symbol)?.connection !== undefined;
  });
}
