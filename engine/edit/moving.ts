import { flowOf } from '../facts/facts.js';
import type { FlowIndex } from '../flow/flow-index.js';
import type { Place, Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { Span } from '../text.js';

/** Whether code may change its place, by what is read and written on the way. */

/** Whether an expression yields the same when it is evaluated at `to`, before it: nothing that stands from there to it writes what it reads. */
export function canMoveUp(fn: FunctionUnit, index: FlowIndex, expression: Span, to: number): boolean {
  return !clash(fn, index, expression, { start: to, end: expression.start });
}

/**
 * Whether a statement may stand right before a later one of its block: what stands from there on to the later one's end
 * reads nothing that the statement writes, and what stands between writes nothing that it reads.
 */
export function isUnread(fn: FunctionUnit, index: FlowIndex, statement: Span, later: Span): boolean {
  return !clash(fn, index, statement, { start: statement.end, end: later.start })
    && !clash(fn, index, { start: statement.end, end: later.end }, statement);
}

/** Whether what one span writes or fills is read in another. */
function clash(fn: FunctionUnit, index: FlowIndex, reading: Span, writing: Span): boolean {
  const changed = changes(fn, index, writing);
  if (changed.length === 0) return false;
  const captured = capturedWithin(fn, reading);
  if (changed.some(({ name }) => captured.has(name))) return true;
  return readsWithin(fn, index, reading).some((read) => changed.some((place) => overlap(place, read)));
}

/** What is written within a span, by assignment or by a method that is called for its effect. */
function changes({ flow }: FunctionUnit, index: FlowIndex, span: Span): readonly Place[] {
  const found: Place[] = [];
  for (let i = 0; i < flow.length; i++) {
    if (!isWithin(flow.start(i), flow.end(i), span)) continue;
    const step = flow.step(i);
    if (step.kind === 'write') found.push(rootOf(flow, step.place));
    if (step.kind !== 'call' || !index.uses(i).every(({ role }) => role === 'dropped')) continue;
    const callee = flow.step(step.callee);
    if (callee.kind === 'read' && callee.place.keys.length > 0 && callee.place.scope !== 'value') found.push({ ...callee.place, keys: callee.place.keys.slice(0, -1) });
  }
  return found;
}

function readsWithin({ flow }: FunctionUnit, index: FlowIndex, span: Span): readonly Place[] {
  const found: Place[] = [];
  for (let i = 0; i < flow.length; i++) {
    const place = flow.kind(i) === 'read' && isWithin(flow.start(i), flow.end(i), span) ? flow.placeOf(i) : undefined;
    if (place === undefined || place.scope === 'value') continue;
    // A method sees all of its receiver.
    const isCallee = index.uses(i).some(({ role }) => role === 'callee');
    found.push(isCallee ? { ...place, keys: place.keys.slice(0, -1) } : place);
  }
  return found;
}

/** The place that `rows[i] = …` changes: `rows`. */
function rootOf(flow: FunctionUnit['flow'], place: Place): Place {
  let at: Value = place.of;
  while (place.scope === 'value' && at >= 0) {
    const step = flow.step(at);
    if (step.kind === 'read') return step.place.scope === 'value' ? rootOf(flow, step.place) : step.place;
    if (step.kind !== 'element') break;
    at = step.of;
  }
  return place;
}

/** The names that functions within a span capture. */
function capturedWithin({ file: { facts } }: FunctionUnit, span: Span): ReadonlySet<string> {
  const names = new Set<string>();
  for (const fact of facts.functions) {
    if (!isWithin(fact.start, fact.end, span)) continue;
    const flow = flowOf(facts, fact);
    for (let i = 0; i < flow.length; i++) {
      const place = flow.placeOf(i);
      if (place?.scope === 'captured') names.add(place.name);
    }
  }
  return names;
}

function isWithin(start: number, end: number, span: Span): boolean {
  return span.start <= start && end <= span.end;
}

function overlap(a: Place, b: Place): boolean {
  if (a.scope === 'value') return true;
  if (a.scope !== b.scope || a.name !== b.name) return false;
  const shared = Math.min(a.keys.length, b.keys.length);
  return a.keys.slice(0, shared).every((key, i) => b.keys[i] === key);
}
