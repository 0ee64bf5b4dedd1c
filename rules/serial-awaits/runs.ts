import type { AwaitStep, CallStep, Place, Step, StepKind, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Span } from '../../engine/text.js';
import { callBehind, doubts, isConnection, namesWithin, neverWaits, orderOf, rootOf } from '../awaited.js';
import { builtUpon, isPacing } from '../order.js';
import { filledBy, judgeBetween } from './between.js';
import { mayRead, writtenBy } from './dependence.js';
import { isConversation, promisesOrder } from '../order-names.js';

/** An await that waits for something, by a call that may run beside others. */
export interface Waiting {
  readonly step: Value;
  readonly call: CallStep;
  /** What is not known of the call, in words; null where it surely only reads. */
  readonly unknown: string | null;
  /** What is not known of the calls between the await before and this one. */
  readonly between: string | null;
  /** What keeps it from the awaits before it in its block, in words; null where there are none, or none was kept. */
  readonly ending: string | null;
}

/** An await that belongs to no run, and why: a key of the rule's reasons. */
export interface Left {
  readonly silent: string;
  readonly at: Value;
}

/** A step that ends a run: with an effect, a test or an exit, as words for what follows it. */
interface Ending {
  readonly ends: string;
}

/**
 * The runs of adjacent awaits directly within a block: none of them is a bare statement, and between them stands nothing
 * but what binds and takes apart their values or prepares the next call.
 * @param block an arm, or -1 for the function's own statements.
 */
export function* runsOf(project: Project, fn: FunctionUnit, block: Value): Iterable<readonly Waiting[] | Left> {
  const { flow } = fn;
  const end = block < 0 ? flow.length : flow.last(block);
  const awaits = awaitsOf(fn, block, end);
  if (awaits.length < 2) return;
  if (isLimited(project, fn, block)) return yield* awaits.map(({ of, index }): Left => ({ silent: 'limited', at: of < 0 ? index : of }));
  const parts = partsOfAwaits(project, fn, awaits);
  let run: Waiting[] = [];
  let between: string | null = null;
  let ending: string | null = null;
  let written: Place[] = [];
  for (let i = block + 1; i < end; i = flow.last(i)) {
    if (quiet.has(flow.kind(i))) continue;
    const step = flow.step(i);
    const judged = step.kind === 'await' ? waitingOf(project, fn, step) : judgeStep(project, fn, step, parts);
    if (typeof judged === 'string') between ??= judged;
    if (step.kind === 'write') written.push(...writtenBy(fn, step));
    if (step.kind === 'call') written.push(...filledBy(fn, step));
    if (judged === null || typeof judged === 'string') continue;
    if ('silent' in judged) yield judged;
    const isWaiting = 'call' in judged;
    const built = isWaiting ? builtBy(project, fn, judged) : [];
    const isApart = isWaiting && !mayRead(project, fn, judged, written) && !run.some((before) => mayRead(project, fn, before, built));
    written.push(...built);
    if (isApart) {
      run.push({ ...judged, between, ending: run.length === 0 ? ending : null });
      between = null;
      continue;
    }
    if (isWaiting || 'ends' in judged || judged.silent !== 'idle') {
      yield run;
      ending = isWaiting ? 'it may read what was written before it' : 'ends' in judged ? judged.ends : 'an await between them keeps its place';
      run = isWaiting ? [{ ...judged, between: null, ending }] : [];
      between = null;
      written = [...built];
    }
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

/** Steps that leave a run as it is. */
const quiet: ReadonlySet<StepKind> = new Set(['const', 'read', 'element', 'make', 'fn', 'operate', 'drop']);

/** The calls that make up what is awaited: the one that is waited for, what wraps it, and those of its receiver. */
function partsOfAwaits(project: Project, fn: FunctionUnit, awaits: readonly AwaitStep[]): ReadonlySet<Value> {
  return new Set(awaits.flatMap(({ of }) => [of, callBehind(project, fn, of)?.index ?? -1].flatMap((outer) => linksOf(fn, outer))));
}

/** A value and those that it is taken from: of `a.b(c).d` the whole, and `a.b(c)`. */
function linksOf(fn: FunctionUnit, value: Value): readonly Value[] {
  const links: Value[] = [];
  for (let at = value; at >= 0;) {
    links.push(at);
    const step = fn.flow.step(at);
    const callee = step.kind === 'call' ? fn.flow.step(step.callee) : step;
    at = callee.kind === 'read' && callee.place.scope === 'value' ? callee.place.of : -1;
  }
  return links;
}

/** The builders that an await changes before it waits: `await query.where(…).getCount()`. */
function builtBy(project: Project, fn: FunctionUnit, { call }: Pick<Waiting, 'call'>): readonly Place[] {
  return linksOf(fn, call.index).flatMap((link) => {
    const step = fn.flow.step(link);
    return step.kind === 'call' ? builtUpon(project, fn, step) ?? [] : [];
  });
}

/** What a step that is no await does to a run: ends it, leaves something unknown (in words), or nothing (null). */
function judgeStep(project: Project, fn: FunctionUnit, step: Step, parts: ReadonlySet<Value>): Ending | string | null {
  const { flow } = fn;
  const { index: at } = step;
  switch (step.kind) {
    case 'const':
    case 'read':
    case 'element':
    case 'make':
    case 'fn':
    case 'operate':
    case 'write':
    case 'drop': return null;
    case 'call': return parts.has(at) ? null : betweenOf(project, fn, step);
    case 'branch': if (step.form === 'if' || step.form === 'match') return { ends: 'a test stands between them' }; break;
    case 'loop': if (step.form !== 'comprehension' || step.async) return { ends: 'a loop stands between them' }; break;
    case 'arm':
    case 'try':
    case 'scope':
    case 'await':
    case 'yield':
    case 'exit': return { ends: 'a statement between them handles, yields, enters or leaves something' };
  }
  let unknown: string | null = null;
  for (let i = at + 1; i < flow.last(at); i++) {
    const kind = flow.kind(i);
    if (kind === 'await' || kind === 'yield' || kind === 'exit') return { ends: 'an await within an expression stands between them' };
    const inner = kind === 'call' && !parts.has(i) ? flow.step(i) : undefined;
    const own = inner?.kind === 'call' ? betweenOf(project, fn, inner) : null;
    if (typeof own === 'object' && own !== null) return own;
    unknown ??= own;
  }
  return unknown;
}

function betweenOf(project: Project, fn: FunctionUnit, call: CallStep): Ending | string | null {
  const judged = judgeBetween(project, fn, call);
  return judged === 'ends' ? { ends: `\`${project.calleeText(fn, call.index)}\` between them may have effects, or reads the clock` } : judged;
}

/** Judges an await: what it waits for may run beside others, or why not; or what of it is not known, in words. */
function waitingOf(project: Project, fn: FunctionUnit, step: AwaitStep): Omit<Waiting, 'between' | 'ending'> | Left | string {
  const left = (silent: string): Left => ({ silent, at: step.of < 0 ? step.index : step.of });
  if (!yieldsValue(project, fn, step.index)) return left('unused');
  const call = callBehind(project, fn, step.of);
  // Something that runs already is only waited for.
  if (call === null) return left('idle');
  if (usesConnection(project, fn, call)) return left('connection');
  const name = project.calleeText(fn, call.index);
  const order = orderOf(project, fn, call);
  if (project.known(fn, call.index) === null && promisesOrder(name, order === 'unknown')) return left('promised');
  switch (order) {
    case 'ordered':
    case 'connection':
    case 'changes':
    case 'paces':
    case 'idle': return left(order);
    case 'free': return { step: step.index, call, unknown: null };
    case 'database': return { step: step.index, call, unknown: doubts[order] };
    case 'unknown': {
      if (mentionsConversation(project, fn, call)) return left('conversation');
      const unknown = `what \`${name}\` changes is not known`;
      return mayWait(project, fn, call) ? { step: step.index, call, unknown } : unknown;
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
  for (const write of project.index(fn).writesReaching(rootOf(fn.flow, call)).writes) {
    const step = fn.flow.step(write);
    if (step.kind === 'write' && step.from >= 0 && fn.flow.kind(step.from) === 'call') spans.push(fn.flow.step(step.from));
  }
  return spans.some((span) => namesWithin(fn.flow, span, call.callee).some(isConversation));
}

/** Whether the call waits for input or output, or may do so where it is not followed. */
function mayWait(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (neverWaits(project, fn, call)) return false;
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
