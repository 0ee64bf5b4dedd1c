import type { Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import { placeOf } from './calls.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Evidence where a name can't be resolved: the same callee, imported from the same place, is awaited elsewhere in the
 * file. That makes a coroutine likely, no more.
 */
export class Evidence {
  /** The first place in each file where a name's call is awaited. */
  private readonly places = new WeakMap<FileState, ReadonlyMap<string, StepPlace>>();

  constructor(private readonly values: Values) {}

  /** Where the callee of this call is awaited, or null. Only a name of the module counts: a receiver may be anything. */
  awaitedElsewhere(fn: FunctionUnit, value: Value): StepPlace | null {
    const callee = value < 0 ? -1 : fn.flow.callee(value);
    const place = callee < 0 || fn.flow.kind(callee) !== 'read' ? undefined : fn.flow.placeOf(callee);
    if (place?.scope !== 'module' || place.keys.length > 0) return null;
    const state = this.values.world.stateOf(fn);
    const isBound = state.names.variable(0, place.name).length > 0;
    return isBound ? this.awaited(state).get(place.name) ?? null : null;
  }

  private awaited(state: FileState): ReadonlyMap<string, StepPlace> {
    let places = this.places.get(state);
    if (places === undefined) this.places.set(state, (places = awaitedNames(state.unit.functions)));
    return places;
  }
}

function awaitedNames(functions: readonly FunctionUnit[]): ReadonlyMap<string, StepPlace> {
  const found = new Map<string, StepPlace>();
  for (const fn of functions) {
    for (let i = 0; i < fn.flow.length; i++) {
      if (fn.flow.kind(i) !== 'await') continue;
      const step = fn.flow.step(i);
      const of = step.kind === 'await' ? fn.flow.step(step.of) : undefined;
      const callee = of?.kind === 'call' ? fn.flow.step(of.callee) : undefined;
      if (of === undefined || callee?.kind !== 'read' || callee.place.scope !== 'module' || callee.place.keys.length > 0) continue;
      if (!found.has(callee.place.name)) found.set(callee.place.name, placeOf(fn, of.index));
    }
  }
  return found;
}
