import type { Flow } from './flow.js';
import { operandsOf } from './operands.js';
import type { LoopStep, Step, Value } from './step.js';

/** How loops go round and end: which parts of a loop's body are its test and its count, and where exits lead. */

/** Whether a test always comes out the same: `while True`, `if False and x`, `for (;;)` (no test at all is given as -1). */
export function constantTruth(flow: Flow, test: Value): boolean | undefined {
  if (test < 0) return undefined;
  if (flow.kind(test) === 'branch') {
    const branch = flow.step(test);
    const decides = branch.kind === 'branch' && (branch.form === 'and' || branch.form === 'or') ? branch.form === 'or' : undefined;
    return branch.kind === 'branch' && decides !== undefined && constantTruth(flow, branch.test) === decides ? decides : undefined;
  }
  if (flow.kind(test) !== 'const') return undefined;
  const step = flow.step(test);
  if (step.kind !== 'const') return undefined;
  if (step.form === 'boolean') return step.text === 'true';
  if (step.form === 'none') return false;
  if (step.form !== 'number') return undefined;
  const number = Number(step.text);
  return Number.isNaN(number) ? undefined : number !== 0;
}

/** Whether a loop ends only by an exit: its test is always true, or it is a `for (;;)`. */
export function isEndless(flow: Flow, loop: LoopStep): boolean {
  if (loop.form !== 'while' && loop.form !== 'do' && loop.form !== 'count') return false;
  return loop.test < 0 ? loop.form === 'count' : constantTruth(flow, loop.test) === true;
}

/** The loop or labelled region that a `break` or `continue` is for; -1 where there is none. */
export function exitTarget(flow: Flow, exit: Step): Value {
  if (exit.kind !== 'exit' || (exit.form !== 'break' && exit.form !== 'continue')) return -1;
  if (exit.target >= 0) return exit.target;
  let region = exit.parent;
  while (region >= 0 && flow.kind(region) !== 'loop') region = flow.parent(region);
  return region;
}

/** The last step of a test's expression: `while (x := f())` writes what was tested. */
export function endOfTest(flow: Flow, test: Value): Value {
  let end = test;
  for (let next = flow.last(end); next < flow.length && flow.kind(next) === 'write'; next = flow.last(next)) {
    const write = flow.step(next);
    if (write.kind !== 'write' || write.from !== test) break;
    end = next;
  }
  return end;
}

/** What a `continue` leads to: the test of a `do` and what a `for (;;)` counts by, which stand at the end of the body; else the loop. */
export function beginOfRound(flow: Flow, loop: LoopStep): Value {
  if (loop.form === 'do' && loop.test > loop.index) return beginOf(flow, loop.test);
  if (loop.form !== 'count') return loop.index;
  return beginOfCount(flow, loop);
}

/** The steps of `i++` come last in the body's arm, but stand before all others of the body in the text. */
function beginOfCount(flow: Flow, loop: LoopStep): Value {
  const arm = loop.index + 1;
  const parts: Value[] = [];
  for (let i = loop.test > loop.index ? flow.last(endOfTest(flow, loop.test)) : arm + 1; i < flow.last(arm); i = flow.last(i)) parts.push(i);
  const firstStarts: number[] = [];
  for (let i = 0, start = Infinity; i < parts.length; start = Math.min(start, flow.start(parts[i]!)), i++) firstStarts.push(start);
  for (let i = parts.length - 1, end = 0; i > 0; i--) {
    end = Math.max(end, flow.end(parts[i]!));
    if (end <= firstStarts[i]!) return parts[i]!;
  }
  return loop.index;
}

/** The first step of the expression whose value is given: operands stand before the steps that use them. */
function beginOf(flow: Flow, value: Value): Value {
  let first = value;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    first = Math.min(first, next);
    for (const operand of operandsOf(flow.step(next))) if (operand.value >= 0 && operand.value < next) open.push(operand.value);
  }
  return first;
}
