import { changesCollection } from '../flow/carried.js';
import type { Blocking, SymbolFact } from '../knowledge/knowledge.js';
import { openName } from './call-graph.js';
import type { CallFact, FunctionDoings } from './doings.js';

/** Causes are what functions do themselves, of which effects are searched; as bits, so that an edit tells at once what it changes. */

/** How hard a call blocks: the first of these that is reached is what is told. */
export const hardness: readonly ReadonlySet<Blocking>[] = [
  new Set(['sleep', 'network', 'database', 'subprocess', 'lock', 'join', 'result', 'input']),
  new Set(['copy']),
  new Set(['file', 'start']),
  new Set(['cpu']),
  new Set(['path']),
];

/** What a function does itself, as bits. The lowest ones say how hard it blocks: one for each set of `hardness`. */
export const cause = { io: 1 << 5, fails: 1 << 6, writes: 1 << 7, unsure: 1 << 8, connection: 1 << 9, paces: 1 << 10, keeps: 1 << 11, loop: 1 << 12, waits: 1 << 13, throws: 1 << 14, database: 1 << 15, remote: 1 << 16 } as const;

/** The bits of all causes, for a graph of which more has changed than some causes. */
export const everyCause = -1;

/** What a function does itself, as the bits that a graph of calls keeps of it. */
export function causesOf({ calls, throws, writes, paces, waits }: FunctionDoings): number {
  const own = (throws ? cause.throws : 0) | (writes === 'yes' ? cause.writes | cause.keeps : 0) | (paces ? cause.paces : 0) | (waits ? cause.waits : 0);
  return calls.reduce((bits, call) => bits | causesIn(call), own);
}

/** What a call does by itself. */
function causesIn(call: CallFact): number {
  const { blocks, fact, symbol, unknown, does, handled, awaited, connection, fails } = call;
  let bits = changesAttribute(call) ? cause.keeps : 0;
  if (blocks !== null) for (const [i, kinds] of hardness.entries()) if (kinds.has(blocks)) bits |= 1 << i;
  if (isIo(fact)) bits |= (does === null ? cause.io | cause.unsure : cause.io) | (isOfFiles(fact) ? 0 : cause.remote);
  // A plain call of something unknown is taken not to throw: people guard what they await.
  if (!handled && awaited && fails === 'perhaps') bits |= cause.fails;
  if (does === 'change') bits |= cause.writes;
  if (unknown || (symbol !== null && !call.harmless && (fact === null || fact.declared !== undefined))) bits |= cause.unsure;
  if (connection !== 'no') bits |= connection === 'yes' ? cause.connection : cause.database;
  if (symbol !== null && isOfLoop(symbol)) bits |= cause.loop;
  if (awaited && (symbol !== null || call.runs.length === 0 || (unknown && !isOverridden(call)))) bits |= cause.waits;
  return bits;
}

/** Not all that a method of many overrides may run is counted on, but all that is known is listed. */
function isOverridden({ unknown, runs }: CallFact): boolean {
  return unknown && runs.length > 4;
}

/**
 * What the doings of a function are to the effects of all, as a text without positions and without the causes: where both are equal,
 * nobody else is concerned by an edit. Calls that run nothing of the project and do nothing that is searched for are left out, so
 * that typing one seldom makes a difference; of those it is told for the whole file what they call (`openNames`).
 */
export function doingsText(fn: FunctionDoings): string {
  const calls = fn.calls.filter((call) => call.runs.length > 0 || call.settles.length > 0 || (causesIn(call) & ~cause.unsure) !== 0).map((c) => (
    [c.callee, c.occurrence, c.runs.join(), c.settles.join(), c.fails, c.unknown, c.inline, c.symbol, c.blocks, c.does, c.connection, c.once, c.awaited, c.handled, c.switches.length === 0 && c.given === null ? '' : JSON.stringify([c.switches, c.given])].join(' ')
  ));
  return [fn.key, fn.async, fn.generator, JSON.stringify(fn.guardsAwaits), fn.endless, ...calls].join('\n');
}

/** The names of the methods that a function calls on what is not known, and '' for all else that it calls. */
export function openNames({ calls }: FunctionDoings): ReadonlySet<string> {
  return new Set(calls.map((call) => openName(call) ?? ''));
}

/** Whether a call does input or output. */
export function isIo(fact: SymbolFact | null): boolean {
  return fact !== null && (fact.io === true || fact.timeout?.kind === 'network' || ioKinds.has(fact.blocks ?? ''));
}

/** Input and output of the disk of this machine. */
function isOfFiles(fact: SymbolFact | null): boolean {
  return fact?.local === true || fact?.blocks === 'file' || fact?.blocks === 'copy' || fact?.blocks === 'path';
}

/** `self.lines.append(…)`: by its name a change of a collection that an attribute holds. It is read only to offer no thread for it. */
function changesAttribute({ callee, symbol }: CallFact): boolean {
  const last = callee.lastIndexOf('.');
  return last > callee.indexOf('.') && (symbol === null || symbol.startsWith('builtins:')) && changesCollection(callee.slice(last + 1));
}

/** A symbol that has its meaning on the loop's own thread alone; what is made for other threads, or runs a loop of its own, is not. */
function isOfLoop(symbol: string): boolean {
  return /^(asyncio|anyio|trio)[.:]/.test(symbol) && !/_threadsafe$|\.from_thread:|^\w+:run$/.test(symbol);
}

const ioKinds = new Set(['network', 'database', 'subprocess', 'copy', 'file']);
