import type { Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import { calleeText, placeOf } from './calls.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Evidence where a name can't be resolved: the same callee, imported from the same place, is awaited elsewhere in the
 * file. That makes a coroutine likely, no more.
 */
export class Evidence {
  constructor(private readonly values: Values) {}

  /** Where the callee of this call is awaited, or null. Only a name of the module counts: a receiver may be anything. */
  awaitedElsewhere(fn: FunctionUnit, value: Value): StepPlace | null {
    const step = value < 0 ? undefined : fn.flow.step(value);
    const callee = step?.kind === 'call' ? fn.flow.step(step.callee) : undefined;
    if (callee?.kind !== 'read' || callee.place.scope !== 'module' || callee.place.keys.length > 0) return null;
    const state = this.values.world.stateOf(fn);
    const isBound = state.names.variable(0, callee.place.name).length > 0;
    return isBound ? awaitedIn(state.unit.functions, callee.place.name) : null;
  }
}

function awaitedIn(functions: readonly FunctionUnit[], name: string): StepPlace | null {
  for (const fn of functions) {
    for (let i = 0; i < fn.flow.length; i++) {
      if (fn.flow.kind(i) !== 'await') continue;
      const step = fn.flow.step(i);
      const of = step.kind === 'await' ? fn.flow.step(step.of) : undefined;
      if (of?.kind !== 'call') continue;
      const callee = fn.flow.step(of.callee);
      if (callee.kind === 'read' && callee.place.scope === 'module' && calleeText(fn, of.callee) === name) return placeOf(fn, of.index);
    }
  }
  return null;
}
