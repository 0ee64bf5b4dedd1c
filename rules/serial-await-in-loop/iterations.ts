import type { FlowIndex } from '../../engine/flow/flow-index.js';
import type { Carried } from '../../engine/flow/carried.js';
import type { LoopStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** Nothing but additions and sums goes from one iteration to the next. */
export function isIndependent(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  return project.index(fn).carried(loop.index).carried.every((carried) => carried.how !== 'other' || isAddition(fn, carried));
}

/** Methods that add several items at once to a list, set or dict of the function's own. */
const adding: ReadonlySet<string> = new Set(['extend', 'update']);

function isAddition({ flow }: FunctionUnit, { made, writes, reads }: Carried): boolean {
  return made && reads.length === 0 && writes.every((write) => {
    const call = flow.step(write);
    const callee = call.kind === 'call' ? flow.step(call.callee) : undefined;
    return callee?.kind === 'read' && adding.has(callee.place.keys.at(-1) ?? '');
  });
}

/** All values within a loop that are made from the given ones, these included. */
export function derivedFrom(index: FlowIndex, loop: LoopStep, from: Iterable<Value>): ReadonlySet<Value> {
  const { flow } = index;
  const derived = new Set<Value>();
  const queue = [...from];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (derived.has(value) || value <= loop.index || value >= loop.last) continue;
    derived.add(value);
    for (const { step } of index.uses(value)) queue.push(step);
    const step = flow.step(value);
    if (step.kind === 'write') queue.push(...index.readsOf(value));
    if (step.kind === 'arm') queue.push(step.parent);
  }
  return derived;
}
