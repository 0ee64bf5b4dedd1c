import type { AwaitStep, CallStep } from '../flow/step.js';
import type { SymbolFact } from '../knowledge/knowledge.js';
import { argumentOf } from '../project/arguments.js';
import { calleeText } from '../project/calls.js';
import type { LinkedProject } from '../project/linked.js';
import { boundsAround, isBounded } from '../project/time-bounds.js';
import { limitOf } from '../project/time-limits.js';
import type { FileUnit, FunctionUnit } from '../project/unit.js';
import type { Finding } from '../rule.js';
import type { RawFindings } from '../run.js';
import type { Span } from '../text.js';
import { blocksOf } from './calls.js';
import type { DescribedCall, DescribedFinding, Description, ExplainedFact } from './explanation.js';

/**
 * Describes a place to somebody who points there.
 * @param findings those of the file, as they are shown.
 * @param raw what they were made of.
 */
export function describe(file: FileUnit, offset: number, findings: readonly Finding[], raw: RawFindings, project: LinkedProject): Description {
  const here = findings.filter(({ start, end }) => start <= offset && offset <= end);
  return { findings: here.map((finding) => describeFinding(finding, raw)), call: describeCall(file, offset, project) };
}

function describeFinding(finding: Finding, { list }: RawFindings): DescribedFinding {
  const from = list.find(({ rule, finding: { span } }) => rule.id === finding.rule && span.start === finding.start && span.end === finding.end);
  const lowered = from?.finding.lowered;
  return { finding, rule: from?.rule ?? null, lowered: lowered === undefined ? null : from!.rule.reasons[lowered] ?? lowered };
}

/**
 * The call at an offset: whether it blocks the event loop and through what, which
 * limit of time it has, and what becomes of a result that nobody awaits. What is not sure is left out, and so is a call of
 * which nothing is left to say.
 */
function describeCall(file: FileUnit, offset: number, project: LinkedProject): DescribedCall | null {
  const found = callAt(file, offset);
  if (found === null) return null;
  const { fn, call, awaited, span } = found;
  const concerned = fn.fact.async || project.contexts(fn).onLoop !== null || project.awaitable(fn, call.index).answer === 'yes';
  if (!concerned) return null;
  const facts = [blocksOf(project, fn, call), limit(project, fn, call), awaited ? null : becomes(project, fn, call)].filter((fact) => fact !== null);
  return facts.length === 0 ? null : { ...span, callee: name(fn, call), facts };
}

interface Found {
  readonly fn: FunctionUnit;
  readonly call: CallStep;
  readonly awaited: boolean;
  /** What was pointed at. */
  readonly span: Span;
}

/** The call whose callee, or whose `await`, stands at an offset; of several the one whose callee is the shortest. */
function callAt(file: FileUnit, offset: number): Found | null {
  let best: Found | null = null;
  for (const fn of file.functions) {
    if (fn.fact.start > offset || fn.fact.end < offset) continue;
    for (let i = 0; i < fn.flow.length; i++) {
      const found = fn.flow.kind(i) === 'call' ? ofCall(fn, i, offset) : fn.flow.kind(i) === 'await' ? ofAwait(fn, i, offset) : null;
      if (found !== null && (best === null || found.span.end - found.span.start < best.span.end - best.span.start)) best = found;
    }
  }
  return best;
}

function ofCall(fn: FunctionUnit, index: number, offset: number): Found | null {
  const { flow } = fn;
  const callee = flow.callee(index);
  const span = { start: flow.start(callee), end: flow.end(callee) };
  const call = span.start <= offset && offset <= span.end ? flow.step(index) : undefined;
  if (call?.kind !== 'call') return null;
  return { fn, call, awaited: isAwaited(fn, index), span };
}

const keyword = 'await'.length;

function ofAwait(fn: FunctionUnit, index: number, offset: number): Found | null {
  const step = fn.flow.step(index) as AwaitStep;
  const span = { start: step.start, end: step.start + keyword };
  if (offset < span.start || span.end < offset || !fn.file.text.startsWith('await', step.start) || step.of < 0) return null;
  const call = fn.flow.step(step.of);
  return call.kind === 'call' ? { fn, call, awaited: true, span } : null;
}

/** Awaited where it stands, or entered by `async with`. */
function isAwaited({ flow }: FunctionUnit, call: number): boolean {
  for (let i = call + 1; i < flow.length; i++) {
    const step = flow.kind(i) === 'await' || flow.kind(i) === 'scope' ? flow.step(i) : undefined;
    if ((step?.kind === 'await' && step.of === call) || (step?.kind === 'scope' && step.async && step.item === call)) return true;
  }
  return false;
}

function limit(project: LinkedProject, fn: FunctionUnit, call: CallStep): ExplainedFact | null {
  const said = (text: string, places: ExplainedFact['places'] = []): ExplainedFact => ({ about: 'timeout', text, places });
  const [around] = boundsAround(project, fn, call.index);
  if (around !== undefined) {
    const text = written(fn, around);
    return said(`it has a limit of time: ${text}`, [{ path: fn.file.path, start: fn.flow.start(around.callee), end: fn.flow.end(around.callee), message: text }]);
  }
  const timeout = project.known(fn, call.index)?.fact.timeout;
  if (timeout === undefined) return null;
  switch (limitOf(project, fn, call, timeout)) {
    case 'set': return said(`it has a limit of time: ${argumentText(fn, call, timeout) ?? 'its client sets one'}`);
    case 'off': return isBounded(project, fn, call, timeout.kind === 'network') ? null : said('its limit of time is switched off');
    case 'default':
      if (timeout.default !== 'none') return said(`it gives up by itself after ${timeout.default} seconds`);
      return isBounded(project, fn, call, timeout.kind === 'network') ? null
        : said(timeout.platform === undefined ? 'nothing limits how long it waits' : `nobody has set a limit of time; the platform's is ${timeout.platform} seconds`);
    case 'unseen': return null;
  }
}

/** The argument that sets the limit, as it is written. */
function argumentText(fn: FunctionUnit, call: CallStep, { by }: NonNullable<SymbolFact['timeout']>): string | null {
  for (const ref of by ?? []) {
    const value = argumentOf(fn, call, ref);
    if (typeof value !== 'number') continue;
    const name = ref.keys?.at(-1) ?? ref.name;
    const text = short(fn, fn.flow.step(value));
    if (text === null) return name === undefined ? null : `\`${name}\` is given`;
    return `\`${name === undefined ? '' : fn.file.language === 'python' ? `${name}=` : `${name}: `}${text}\``;
  }
  return null;
}

/** The callee as it is written, or its last name where that would be long or can't be written out. */
function name(fn: FunctionUnit, { callee }: CallStep): string {
  const text = calleeText(fn, callee);
  return text.length <= longest && !text.includes('…') ? text : text.slice(text.lastIndexOf('.') + 1);
}

function written(fn: FunctionUnit, call: CallStep): string {
  return `\`${short(fn, call) ?? `${calleeText(fn, call.callee)}(…)`}\``;
}

const longest = 60;

/** The text of a span where it is short and stands on one line. */
function short({ file }: FunctionUnit, { start, end }: Span): string | null {
  const text = file.text.slice(start, end);
  return text.length > 0 && text.length <= longest && !/[\r\n`]/.test(text) ? text : null;
}

/** What a result is that is kept or dropped as it is. */
function becomes(project: LinkedProject, fn: FunctionUnit, call: CallStep): ExplainedFact | null {
  const kept = project.index(fn).users(call.index).some((user) => fn.flow.kind(user) === 'write' || fn.flow.kind(user) === 'drop');
  if (!kept) return null;
  const answer = project.awaitable(fn, call.index);
  if (answer.answer !== 'yes') return null;
  const kinds = new Set(answer.of.map(({ kind }) => (kind === 'async' ? (fn.file.language === 'python' ? 'coroutine' : 'promise') : kind)));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) return null;
  const text = {
    coroutine: 'a coroutine: nothing of it runs until it is awaited', promise: 'a promise: its work has begun, and `await` gives the result',
    task: 'a task: its work begins by itself, and `await` gives the result', lazy: 'a builder: its work begins when it is awaited',
    future: null, context: 'something to await, or to enter with `async with`',
  }[kind];
  return text === null ? null : { about: 'yields', text: `it yields ${text}`, places: [] };
}
