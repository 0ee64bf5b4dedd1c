import type { Step, Value, WriteStep } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import { flowOf } from '../facts/facts.js';
import type { LoopPart } from './loop-part.js';

/** What becomes of a loop's body when its iterations run beside each other, as a function of its own. */

/**
 * Whether the variables of the body are the body's own: none that it binds is read or written outside, where a function
 * within it captures it, or behind it.
 * @param shared variables around it may be written too, as closures of TypeScript may.
 */
export function isSelfContained({ fn, index, loop }: LoopPart, shared: boolean): boolean {
  const isInside = (step: Value): boolean => step > loop.index && step < loop.last;
  const { element } = index.carried(loop.index);
  return index.variables.every((variable) => {
    const written = variable.writes.filter(isInside);
    if (written.length === 0) return true;
    // A counter is written before the loop, and belongs to it all the same.
    const isOwn = (step: Value): boolean => isInside(step) || (loop.form === 'count' && fn.flow.start(step) >= loop.start && fn.flow.end(step) <= loop.end);
    const isApart = variable.scope === 'local' && !isCapturedOutside(fn, variable.name, loop.start, loop.end)
      && written.every((write) => index.readsOf(write).every(isOwn))
      && variable.reads.filter(isInside).every((read) => index.writesReaching(read).writes.every(isOwn));
    return isApart || (shared && variable.scope !== 'module' && !written.includes(element));
  });
}

function isCapturedOutside({ file: { facts } }: FunctionUnit, name: string, start: number, end: number): boolean {
  return facts.functions.some((fact) => {
    if (fact.start >= start && fact.end <= end) return false;
    const flow = flowOf(facts, fact);
    for (let i = 0; i < flow.length; i++) {
      const place = flow.placeOf(i);
      if (place?.scope === 'captured' && place.name === name) return true;
    }
    return false;
  });
}

/** Methods that tell of something, or leave a set or map the same whatever their order. */
const orderless: ReadonlySet<string> = new Set(['debug', 'info', 'warn', 'warning', 'error', 'exception', 'log', 'trace', 'verbose', 'add', 'set', 'delete', 'discard']);

/**
 * Whether something in the body shows in which order the iterations came to it: an addition to a list, the last value of
 * a variable, or a call behind an await that may do either to what stands outside of the body.
 * @param but a step that is dealt with otherwise.
 */
export function showsOrder({ fn, index, loop, awaits }: LoopPart, but: Value = -1): boolean {
  const { flow } = fn;
  const carried = index.carried(loop.index).carried.some(({ how, writes }) => {
    const left = writes.filter((write) => write !== but);
    if (left.length === 0 || how === 'counter') return false;
    if (how === 'append') return left.some((write) => flow.kind(write) === 'call' && !orderless.has(methodOf(flow.step(write), fn) ?? ''));
    if (how === 'commutative') return left.some((write) => isSpread(fn, flow.step(write), awaits));
    return true;
  });
  if (carried) return true;
  const first = awaits[0] ?? loop.last;
  for (let i = first + 1; i < loop.last; i++) {
    const step = i === but || flow.kind(i) !== 'drop' ? undefined : flow.step(i);
    const call = step?.kind === 'drop' && step.of >= 0 && step.of !== but ? flow.step(step.of) : undefined;
    if (call?.kind === 'call' && isOfSurroundings(fn, index, loop, call.callee)) return true;
  }
  return false;
}

function methodOf(step: Step, { flow }: FunctionUnit): string | undefined {
  const callee = step.kind === 'call' ? flow.step(step.callee) : undefined;
  return callee?.kind === 'read' ? callee.place.keys.at(-1) : undefined;
}

/** `n += await f()`: what it is added to was read before the await. */
function isSpread({ flow }: FunctionUnit, step: Step, awaits: readonly Value[]): boolean {
  const sum = step.kind === 'write' && (step satisfies WriteStep).from >= 0 ? flow.step(step.from) : undefined;
  return sum?.kind === 'operate' && awaits.some((at) => flow.start(at) >= sum.start && flow.end(at) <= sum.end);
}

/** A method of something that the body did not make, whose name does not say that the order is nothing to it. */
function isOfSurroundings({ flow }: FunctionUnit, index: LoopPart['index'], loop: LoopPart['loop'], callee: Value): boolean {
  const read = flow.step(callee);
  if (read.kind !== 'read' || read.place.keys.length === 0 || read.place.scope === 'value') return false;
  if (orderless.has(read.place.keys.at(-1)!)) return false;
  return !(index.variable(callee)?.writes ?? []).some((write) => write > loop.index && write < loop.last);
}

/** Where the body goes on with the next item by `continue`; null where it leaves the loop or the function. */
export function continuesOf({ fn, loop }: LoopPart): readonly Value[] | null {
  const continues: Value[] = [];
  for (let i = loop.index + 1; i < loop.last; i++) {
    const step = fn.flow.kind(i) === 'exit' ? fn.flow.step(i) : undefined;
    if (step?.kind !== 'exit' || step.form === 'throw' || step.form === 'reraise') continue;
    const isWithin = step.target > loop.index && step.target < loop.last;
    if (step.form === 'continue' && step.target === loop.index) continues.push(i);
    else if (step.form === 'return' || !isWithin) return null;
  }
  return continues;
}
