import type { Place } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';

/**
 * Whether a function itself writes state that outlives its call: a module or captured variable, an attribute or element
 * of anything that it did not make itself. A constructor's writes to its own instance do not count.
 */
export function ownWrites(fn: FunctionUnit): 'yes' | 'no' {
  if (fn.fact.form === 'module' || fn.fact.form === 'class') return 'no';
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) === 'write' && outlives(fn, fn.flow.placeOf(i)!)) return 'yes';
  }
  return 'no';
}

function outlives(fn: FunctionUnit, place: Place): boolean {
  switch (place.scope) {
    case 'module':
    case 'captured': return true;
    case 'param': return place.keys.length > 0 && fn.fact.form !== 'constructor';
    case 'local': return place.keys.length > 0 && !madeHere(fn, place.name);
    case 'value': {
      const of = fn.flow.step(place.of);
      const holder = of.kind === 'element' ? of.of : place.of;
      const root = fn.flow.step(holder);
      return !(root.kind === 'read' && root.place.scope === 'local' && root.place.keys.length === 0 && madeHere(fn, root.place.name));
    }
  }
}


/** Every write of the local variable is of something that this function makes: a literal or a construction. */
function madeHere(fn: FunctionUnit, name: string): boolean {
  let found = false;
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'write') continue;
    const step = fn.flow.step(i);
    if (step.kind !== 'write' || step.place.scope !== 'local' || step.place.name !== name || step.place.keys.length > 0) continue;
    if (step.from < 0) continue;
    const kind = fn.flow.kind(step.from);
    const from = fn.flow.step(step.from);
    if (kind !== 'make' && kind !== 'loop' && !(from.kind === 'call' && from.new)) return false;
    found = true;
  }
  return found;
}
