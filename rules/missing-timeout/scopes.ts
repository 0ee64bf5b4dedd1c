import { statementIn } from '../../engine/edit/statements.js';
import { inTimeout, inTimeoutElseKilled, waitedFor } from '../../engine/edit/timeout-scopes.js';
import type { CallStep } from '../../engine/flow/step.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';

type Timeout = NonNullable<SymbolFact['timeout']>;

/**
 * The limit that a fix writes: nobody but the user can know how long is long enough, so it is a number that shows. What other
 * programs do takes longer than an answer over the network.
 */
export function secondsFor(kind: Timeout['kind']): number {
  return kind === 'process' ? 300 : 30;
}

/**
 * A limit around what a coroutine awaits: a scope around the statement, in the words of the library that the code is
 * written for, else `asyncio.wait_for` around the call alone.
 */
export function scopeFixes(project: Project, fn: FunctionUnit, call: CallStep, seconds: number): readonly Fix[] {
  const waits = waitOf(project, fn, call);
  if (!fn.fact.async || waits === null) return [];
  const statement = statementIn(fn, waits);
  const isWhole = statement !== null && !yieldsWithin(fn, statement) && mayBeWrapped(fn.file.text.slice(statement.start, statement.end), waits.entered);
  const process = processOf(project, fn, call);
  if (process !== null) {
    const killed = isWhole && process !== '' ? inTimeoutElseKilled(project, fn, statement, process, String(seconds)) : null;
    return killed === null ? [] : [{ title: `Give it ${seconds} seconds, else kill it: ${killed.by}`, kind: 'suggestion', edits: killed.edits }];
  }
  const limited = (isWhole ? inTimeout(project, fn, [statement], String(seconds)) : null)
    ?? (waits.entered ? null : waitedFor(project, fn, call, String(seconds)));
  return limited === null ? [] : [{ title: `Give it ${seconds} seconds: ${limited.by}`, kind: 'suggestion', edits: limited.edits }];
}

/** The process of asyncio that a call waits for, as the code names it, or '' where it has no name; null where it waits for none. */
function processOf(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  if (!/^asyncio\.subprocess:Process\.(?:communicate|wait)$/.test(project.known(fn, call.index)?.symbol ?? '')) return null;
  return /^(?<process>[\w.]+)\.\w+$/.exec(fn.file.text.slice(fn.flow.start(call.callee), fn.flow.end(call.callee)))?.groups!['process'] ?? '';
}

/** The `await` of a call, or the `async with` that enters it. */
function waitOf(project: Project, fn: FunctionUnit, call: CallStep): Span & { readonly entered: boolean } | null {
  for (const { role, step } of project.index(fn).uses(call.index)) {
    const taker = fn.flow.step(step);
    if (role === 'awaited') return { start: taker.start, end: taker.end, entered: false };
    if (role === 'entered' && taker.kind === 'scope' && taker.async) return { start: call.start, end: call.end, entered: true };
  }
  return null;
}

/** A block would hold more than what waits: what a branch or loop does behind its test. */
function mayBeWrapped(statement: string, entered: boolean): boolean {
  return entered ? /^async\s+with\b/.test(statement) : !/^(?:async\s|with\b|for\b|while\b|if\b|try\b|match\b|class\b|def\b|@)/.test(statement);
}

/** A scope must not be left by a `yield` and entered again. */
function yieldsWithin({ flow }: FunctionUnit, { start, end }: Span): boolean {
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) === 'yield' && flow.start(i) >= start && flow.end(i) <= end) return true;
  return false;
}
