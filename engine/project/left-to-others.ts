import type { FunctionUnit } from './unit.js';

/** Functions whose work is another's: a method that subclasses or the classes of a protocol are to write. */

/**
 * Whether a method says nothing of what those do that it stands for: it has no body, an empty one, or one that only
 * raises. A function of its own that does nothing does nothing.
 */
export function isLeftToOthers(fn: FunctionUnit): boolean {
  return !fn.fact.hasBody || (fn.fact.class >= 0 && fn.fact.form !== 'class' && (isEmpty(fn) || onlyRaises(fn)));
}

/** A body that only raises is a promise that a subclass keeps. */
export function onlyRaises(fn: FunctionUnit): boolean {
  for (let i = 0; i < fn.flow.length; i++) {
    const step = fn.flow.step(i);
    if (step.kind === 'exit') return step.form === 'throw' && step.parent < 0;
    if (step.kind === 'write' || step.kind === 'await') return false;
  }
  return false;
}

function isEmpty({ flow }: FunctionUnit): boolean {
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) !== 'drop' && flow.kind(i) !== 'const') return false;
  return true;
}
