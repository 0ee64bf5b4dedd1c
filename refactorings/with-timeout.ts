import { statementIn, statementsBetween, type Statement } from '../engine/edit/statements.js';
import { inTimeout, waitedFor, withSignal } from '../engine/edit/timeout-scopes.js';
import type { AwaitStep, Value } from '../engine/flow/step.js';
import { argumentOf } from '../engine/project/arguments.js';
import type { Project } from '../engine/project/project.js';
import { boundsAround } from '../engine/project/time-bounds.js';
import { limitOf } from '../engine/project/time-limits.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Offer, Refactoring } from '../engine/refactoring.js';
import type { Span } from '../engine/text.js';
import { awaitsAt, callAt, functionAt } from './places.js';

const seconds = '10';
const milliseconds = '10_000';

/**
 * Sets a limit of time to what is awaited: in Python a scope around the statement, or around all that are selected; in
 * TypeScript a signal for a call that takes one. Nothing is offered where a limit stands around it already.
 */
export const withTimeout: Offer = function* withTimeout(file, span, project) {
  const fn = functionAt(file, span);
  if (fn === undefined) return;
  if (file.language === 'python') yield* ofPython(project, fn, span);
  else yield* ofTypeScript(project, fn, span);
};

function* ofPython(project: Project, fn: FunctionUnit, span: Span): Iterable<Refactoring> {
  const awaits = awaitsAt(fn, span);
  const [first] = awaits;
  if (!fn.fact.async || first === undefined || awaits.some(({ of }) => isLimited(project, fn, of))) return;
  const row = rowOf(fn, span, awaits);
  // A generator that is left within the scope would be cancelled by a limit that is not its own.
  if (row === null || yieldsWithin(fn, row)) return;
  const scope = inTimeout(project, fn, row, seconds);
  if (scope !== null) yield { title: `Wrap in ${scope.by} (raises ${scope.by.startsWith('trio') ? 'TooSlowError' : 'TimeoutError'} after ${seconds} seconds)`, edits: scope.edits };
  else if (span.start === span.end) {
    const limited = waitedFor(project, fn, operandOf(fn, first), seconds);
    if (limited !== null) yield { title: `Wrap in ${limited.by} (raises TimeoutError after ${seconds} seconds)`, edits: limited.edits };
  }
}

function isLimited(project: Project, fn: FunctionUnit, awaited: Value): boolean {
  return boundsAround(project, fn, awaited).length > 0 || project.known(fn, awaited)?.fact.bounds !== undefined;
}

/** The statement that a place stands in, or those that a selection holds; null where they are none that a scope may stand around. */
function rowOf(fn: FunctionUnit, span: Span, awaits: readonly AwaitStep[]): readonly Statement[] | null {
  const first = statementIn(fn, awaits[0]!);
  const last = statementIn(fn, awaits.at(-1)!);
  if (first === null || last === null) return null;
  if (span.start === span.end) return isWhole(fn, first) ? [first] : null;
  const row = statementsBetween(fn.file, first, last);
  const isBlock = row.length > 0 && row.every(({ indentation }) => indentation === first.indentation);
  return isBlock && row[0]!.start >= span.start && row.at(-1)!.end <= span.end ? row : null;
}

/** Whether the statement waits as a whole: not one of which the test alone awaits, and whose body would get the limit too. */
function isWhole({ file: { text } }: FunctionUnit, { start }: Statement): boolean {
  return !/^(?:if|while|match|try|for|def|class|async\s+def|@)\b/.test(text.slice(start, start + 12));
}

function yieldsWithin({ flow }: FunctionUnit, row: readonly Statement[]): boolean {
  const [start, end] = [row[0]!.start, row.at(-1)!.end];
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) === 'yield' && flow.start(i) >= start && flow.end(i) <= end) return true;
  return false;
}

function operandOf({ file: { text } }: FunctionUnit, { start, end }: AwaitStep): Span {
  return { start: start + /^await\s*/.exec(text.slice(start, end))![0].length, end };
}

function* ofTypeScript(project: Project, fn: FunctionUnit, span: Span): Iterable<Refactoring> {
  const awaited = span.start === span.end ? awaitsAt(fn, span)[0]?.of : undefined;
  const at = awaited === undefined ? undefined : fn.flow.step(awaited);
  const call = callAt(fn, span) ?? (at?.kind === 'call' ? at : undefined);
  const timeout = call === undefined ? undefined : project.known(fn, call.index)?.fact.timeout;
  const ref = timeout?.by?.find(({ keys }) => keys?.at(-1) === 'signal');
  if (call === undefined || timeout === undefined || ref === undefined || boundsAround(project, fn, call.index).length > 0) return;
  // A signal that is handed on may be a user's, who wants to give up earlier; any other limit is one.
  const limit = limitOf(project, fn, call, timeout);
  if (limit === 'unseen' || (limit === 'set' && !hasForeignSignal(fn, call.start, call.end))) return;
  const limited = withSignal(project, fn, call, ref, argumentOf(fn, call, ref), milliseconds);
  if (limited !== null) yield { title: `Abort it after 10 seconds: ${limited.by}`, edits: limited.edits };
}

/** Whether the signal of a call sets no limit as far as it is written there. */
function hasForeignSignal({ file: { text } }: FunctionUnit, start: number, end: number): boolean {
  const written = text.slice(start, end);
  return /\bsignal\b/.test(written) && !/\btimeout\b/i.test(written);
}
