import type { FlowIndex } from '../engine/flow/flow-index.js';
import type { Value } from '../engine/flow/step.js';

/**
 * All values that are made from the given ones, these included: by the steps that take them and by the variables that
 * they are written to. Only steps after `start` and before `end` are followed.
 */
export function derivedFrom(index: FlowIndex, from: Iterable<Value>, start: Value, end: Value): ReadonlySet<Value> {
  const { flow } = index;
  const derived = new Set<Value>();
  const queue = [...from];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (derived.has(value) || value <= start || value >= end) continue;
    derived.add(value);
    queue.push(...index.users(value));
    const step = flow.step(value);
    if (step.kind === 'write') queue.push(...index.readsOf(value));
    if (step.kind === 'arm') queue.push(step.parent);
  }
  return derived;
}
