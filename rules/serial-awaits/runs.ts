import type { AwaitStep, CallStep, Place, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Span } from '../../engine/text.js';
import { callBehind, isConnection, namesWithin, orderOf } from '../awaited.js';
import { isPacing } from '../order.js';
import { filledBy, judgeBetween } from './between.js';
import { mayRead, writtenBy } from './dependence.js';
import { isConversation, promisesOrder } from './names.js';

/** An await that waits for something, by a call that may run beside others. */
export interface Waiting {
  readonly step: Value;
  readonly call: CallStep;
  /** What is not known of the call, in words; null where it surely only reads. */
  readonly unknown: string | null;
  /** What is not known of the calls between the await before and this one. */
  readonly between: string | null;
}

/**
 * The runs of adjacent awaits directly within a block: none of them is a bare statement, and between them stands nothing
 * but what binds and takes apart their values or prepares the next call.
 * @param block an arm, or -1 for the function's own statements.
 */
export function* runsOf(project: Project, fn: FunctionUnit, block: Value): Iterable<readonly Waiting[]> {
  const { flow } = fn;
  const end = block < 0 ? flow.length : flow.last(block);
  if (isLimited(project, fn, block)) return;
  const awaits = awaitsOf(fn, block, end);
  if (awaits.length < 2) return;
  const parts = partsOfAwaits(project, fn, awaits);
  let run: Waiting[] = [];
  let between: string | null = null;
  let written: Place[] = [];
  for (let i = block + 1; i < end; i = flow.last(i)) {
    const step = flow.step(i);
    const judged = step.kind === 'await' ? waitingOf(project, fn, step) : judgeStep(project, fn, i, parts);
    if (typeof judged === 'string' && judged !== 'ends') between ??= judged;
    if (step.kind === 'write') written.push(...writtenBy(fn, step));
    if (step.kind === 'call') written.push(...filledBy(fn, step));
    const isWaiting = typeof judged === 'object' && judged !== null;
    if (judged !== 'ends' && !(isWaiting && mayRead(project, fn, judged, written))) {
      if (!isWaiting) continue;
      run.push({ ...judged, between });
      between = null;
      continue;
    }
    yield run;
    run = isWaiting ? [judged] : [];
    between = null;
    written = [];
  }
  yield run;
}

function awaitsOf({ flow }: FunctionUnit, block: Value, end: Value): readonly AwaitStep[] {
  const awaits: AwaitStep[] = [];
  for (let i = block + 1; i < end; i = flow.last(i)) {
    const step = flow.kind(i) === 'await' ? flow.step(i) : undefined;
    if (step?.kind === 'await') awaits.push(step);
  }
  return awaits;
}

/** The calls that make up what is awaited: the one that is waited for, what wraps it, and those of its receiver. */
function partsOfAwaits(project: Project, fn: FunctionUnit, awaits: readonly AwaitStep[]): ReadonlySet<Value> {
  const parts = new Set<Value>();
  for (const { of } of awaits) {
    const waited = callBehind(project, fn, of);
    for (const outer of [of, waited?.index ?? -1]) {
      for (let at = outer; at >= 0;) {
        parts.add(at);
        const step = fn.flow.step(at);
        const callee = step.kind === 'call' ? fn.flow.step(step.callee) : step;
        at = callee.kind === 'read' && callee.place.scope === 'value' ? callee.place.of : -1;
      }
    }
  }
  return parts;
}

/** What a step that is no await does to a run: `ends` it, leaves something unknown (in words), or nothing (null). */
function judgeStep(project: Project, fn: FunctionUnit, at: Value, parts: ReadonlySet<Value>): string | null {
  const { flow } = fn;
  const step = flow.step(at);
  switch (step.kind) {
    case 'const':
    case 'read':
    case 'element':
    case 'make':
    case 'fn':
    case 'operate':
    case 'write':
    case 'drop': return null;
    case 'call': return parts.has(at) ? null : judgeBetween(project, fn, step);
    case 'branch': if (step.form === 'if' || step.form === 'match') return 'ends'; break;
    case 'loop': if (step.form !== 'comprehension' || step.async) return 'ends'; break;
    case 'arm':
    case 'try':
    case 'scope':
    case 'await':
    case 'yield':
    case 'exit': return 'ends';
  }
  let unknown: string | null = null;
  for (let i = at + 1; i < flow.last(at); i++) {
    const kind = flow.kind(i);
    if (kind === 'await' || kind === 'yield' || kind === 'exit') return 'ends';
    const inner = flow.step(i);
    const own = inner.kind === 'call' && !parts.has(i) ? judgeBetween(project, fn, inner) : null;
    if (own === 'ends') return 'ends';
    unknown ??= own;
  }
  return unknown;
}

/** Judges an await of a run. `ends`: what it waits for wants its order. Null: it waits for nothing that is of interest. */
function waitingOf(project: Project, fn: FunctionUnit, step: AwaitStep): Waiting | string | null {
  if (!yieldsValue(project, fn, step.index)) return 'ends';
  const call = callBehind(project, fn, step.of);
  // Something that runs already is only waited for.
  if (call === null) return null;
  if (usesConnection(project, fn, call)) return 'ends';
  const name = project.calleeText(fn, call.index);
  const order = orderOf(project, fn, call);
  if (project.known(fn, call.index) === null && promisesOrder(name, order === 'unknown')) return 'ends';
  switch (order) {
    case 'ordered':
    case 'connection':
    case 'changes':
    case 'paces': return 'ends';
    case 'idle': return null;
    case 'free': return { step: step.index, call, unknown: null, between: null };
    case 'unknown': {
      if (mentionsConversation(project, fn, call)) return 'ends';
      const unknown = `what \`${name}\` changes is not known`;
      return mayWait(project, fn, call) ? { step: step.index, call, unknown, between: null } : unknown;
    }
  }
}

/** A statement `await f()` yields nothing, and `gather(await a(), await b())` is a defect of its own. */
function yieldsValue(project: Project, fn: FunctionUnit, value: Value): boolean {
  const uses = project.index(fn).uses(value);
  return uses.length > 0 && uses.every(({ role, step }) => {
    if (role === 'dropped') return false;
    if (role === 'argument') return project.known(fn, step)?.fact.takes === undefined;
    return role !== 'item' || yieldsValue(project, fn, step);
  });
}

function usesConnection(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  return isConnection(project, fn, project.receiver(fn, call.index))
    || call.arguments.some(({ value }) => isConnection(project, fn, project.origins(fn, value)));
}

/**
 * Whether a call of which little is known mentions, by its name, what carries one conversation: `{ transaction }`, or a
 * receiver that was made of it (`page.locator('h1')`).
 */
function mentionsConversation(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const spans: Span[] = [call];
  for (const write of project.index(fn).writesReaching(rootOf(fn, call)).writes) {
    const step = fn.flow.step(write);
    if (step.kind === 'write' && step.from >= 0 && fn.flow.kind(step.from) === 'call') spans.push(fn.flow.step(step.from));
  }
  return spans.some((span) => namesWithin(fn.flow, span, call.callee).some(isConversation));
}

/** The read at which the callee's chain begins: that of `a` in `a.b().c()`. */
function rootOf({ flow }: FunctionUnit, call: CallStep): Value {
  for (let at = call.callee; ;) {
    const step = flow.step(at);
    if (step.kind === 'call') at = step.callee;
    else if (step.kind === 'read' && step.place.scope === 'value') at = step.place.of;
    else return at;
  }
}

/** Whether the call waits for input or output, or may do so where it is not followed. */
function mayWait(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { targets, unknown } = project.callee(fn, call.index);
  return unknown || targets.some((target) => target.form !== 'function' || project.doesIo(target.function));
}

/** Whether a lock or limiter is held around the block. */
function isLimited(project: Project, fn: FunctionUnit, block: Value): boolean {
  for (let at = block; at >= 0; at = fn.flow.parent(at)) {
    const region = fn.flow.step(at);
    if (region.kind === 'scope' && isPacing(project, fn, region.item)) return true;
  }
  return false;
}
