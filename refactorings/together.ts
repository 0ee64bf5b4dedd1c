import { readAwait } from '../engine/edit/await-part.js';
import { importMember } from '../engine/edit/python-imports.js';
import { statementsBetween } from '../engine/edit/statements.js';
import { gathered } from '../engine/edit/together.js';
import type { AwaitStep, Value } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Offer, Refactoring } from '../engine/refactoring.js';
import type { Span } from '../engine/text.js';
import { wantsOrder } from './orders.js';
import { awaitsAt, functionAt } from './places.js';

/**
 * Lets awaits of neighbouring statements wait together where none is made of another's value: those that are selected, or
 * the one at the cursor with its neighbours. What wants its order is left alone: a connection, a stream, a lock, a
 * transaction, functions that write shared state, and statements that do more than take a value.
 */
export const together: Offer = function* together(file, span, project) {
  const fn = functionAt(file, span);
  if (fn === undefined || (file.language === 'python' && (!fn.fact.async || project.concurrency(fn) !== 'asyncio'))) return;
  const known = file.language === 'python' ? importMember(file.text, file.facts, 'asyncio', 'gather', fn.index) : { name: '', edits: [] };
  if (known === null) return;
  for (const awaits of rowsOf(project, fn, span)) {
    const edits = gathered({ fn, index: project.index(fn), awaits }, known.name);
    if (edits === null) continue;
    const by = file.language === 'python' ? 'asyncio.gather' : 'Promise.all';
    yield { title: `Run these ${awaits.length} together with ${by} (in no order; the first to fail fails all)`, edits: [...known.edits, ...edits] } satisfies Refactoring;
    return;
  }
};

/** The rows that may be meant, the longest first. */
function rowsOf(project: Project, fn: FunctionUnit, span: Span): readonly (readonly Value[])[] {
  if (span.start < span.end) {
    const selected = awaitsAt(fn, span);
    const isRow = selected.length > 1 && selected.every((step, i) => mayJoin(project, fn, step) && (i === 0 || areNeighbours(fn, selected[i - 1]!, step)));
    return isRow ? [selected.map(({ index }) => index)] : [];
  }
  const [own] = awaitsAt(fn, span);
  if (own === undefined || !mayJoin(project, fn, own)) return [];
  const block = awaitsIn(fn, own);
  let from = block.findIndex(({ index }) => index === own.index);
  let to = from;
  while (from > 0 && mayJoin(project, fn, block[from - 1]!) && areNeighbours(fn, block[from - 1]!, block[from]!)) from--;
  while (to < block.length - 1 && mayJoin(project, fn, block[to + 1]!) && areNeighbours(fn, block[to]!, block[to + 1]!)) to++;
  const row = block.slice(from, to + 1).map(({ index }) => index);
  const at = row.indexOf(own.index);
  const pairs = [row.slice(at, at + 2), row.slice(Math.max(0, at - 1), at + 1)];
  return [row, ...pairs].filter((each) => each.length > 1);
}

/** The awaits of the block that one stands in. */
function awaitsIn({ flow }: FunctionUnit, { parent }: AwaitStep): readonly AwaitStep[] {
  const found: AwaitStep[] = [];
  for (let i = 0; i < flow.length; i++) {
    const step = flow.kind(i) === 'await' && flow.parent(i) === parent ? flow.step(i) : undefined;
    if (step?.kind === 'await') found.push(step);
  }
  return found;
}

/** Whether two awaits stand in statements of which one follows the other. */
function areNeighbours(fn: FunctionUnit, a: AwaitStep, b: AwaitStep): boolean {
  const [first, second] = [readAwait(fn, a.index), readAwait(fn, b.index)];
  if (first === null || second === null || a.parent !== b.parent) return false;
  return first.statement.start === second.statement.start || statementsBetween(fn.file, first.statement, second.statement).length === 2;
}

function mayJoin(project: Project, fn: FunctionUnit, step: AwaitStep): boolean {
  // A statement that does more than take the value may be meant to come before the next: a test, an assertion.
  return (readAwait(fn, step.index)?.target ?? null) !== null && !wantsOrder(project, fn, step);
}
