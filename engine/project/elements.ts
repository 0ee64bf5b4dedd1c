import type { Argument, ElementStep } from '../flow/step.js';
import type { Language } from '../text.js';
import { joinAll, nothing, one, tupleOf, unknown, wrap, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** The elements of a literal. */
export function itemsOf(values: Values, fn: FunctionUnit, items: readonly Argument[]): Origins {
  if (items.length === 0) return unknown;
  return joinAll(items.map((item) => (item.spread ? elementsOf(values, fn.file.language, values.origins(fn, item.value)) : values.origins(fn, item.value))));
}

/** What a step takes out of a value: an element of an iteration, a part, or the rest. */
export function elementOf(values: Values, state: FileState, fn: FunctionUnit, step: ElementStep): Origins {
  const of = values.origins(fn, step.of);
  if (step.form === 'rest') return state.unit.language === 'python' ? restOf(of) : unknown;
  const isMapping = of.of.length > 0 && of.of.every(({ form }) => form === 'mapping' || form === 'none');
  if (step.form === 'item' && step.key !== null && !isMapping && !/^\d+$/.test(step.key)) return values.member(state, of, step.key, fn);
  if (step.form === 'each') return elementsOf(values, state.unit.language, of);
  return itemOf(values, state.unit.language, of, step.key === null ? undefined : Number(step.key));
}

/** What stands in a collection or dict at a key, or under `[…]` of whatever defines that. */
function itemOf(values: Values, language: Language, origins: Origins, index: number | undefined): Origins {
  const of = origins.of.map((origin): Origins => {
    switch (origin.form) {
      case 'mapping': return origin.of;
      // `Queue[str]` is the class `Queue`, and `create_memory_object_stream[str]` the class that makes two streams.
      case 'class': return one(origin);
      case 'symbol': {
        const fact = values.world.symbols.fact(language, origin.symbol);
        return fact?.class || fact?.tuple !== undefined ? one(origin) : unknown;
      }
      case 'instance': return values.results.ofMethod(origin, '__getitem__');
      default: return elementsOf(values, language, one(origin), index);
    }
  });
  return joinAll(origins.unknown ? [...of, unknown] : of);
}

/** A part of a collection, which has the same elements. */
function restOf(origins: Origins): Origins {
  const of = origins.of.map((origin) => (
    origin.form === 'collection' || origin.form === 'plain' ? one(origin) : origin.form === 'tuple' ? wrap('collection', joinAll(origin.parts)) : unknown
  ));
  return joinAll(origins.unknown ? [...of, unknown] : of);
}

/** The elements of a collection; of a tuple the part at an index where one is given. */
export function elementsOf(values: Values, language: Language, origins: Origins, index?: number): Origins {
  const of = origins.of.map((origin): Origins => {
    if (origin.form === 'tuple') return index === undefined ? joinAll(origin.parts) : origin.parts[index] ?? unknown;
    if (origin.form === 'collection') return origin.of;
    if (origin.form === 'mapping') return origin.keys;
    if (origin.form === 'instance' && language === 'python') return values.results.iterated(origin);
    // Nothing has no elements.
    if (origin.form === 'none') return nothing;
    if (origin.form === 'map') return index === undefined ? tupleOf([unknown, origin.of]) : unknown;
    if (origin.form !== 'external') return unknown;
    const yields = values.world.symbols.fact(language, origin.symbol)?.yields;
    return yields === undefined ? unknown : one({ form: 'external', symbol: values.world.symbols.canonical(language, yields), given: ['*'] });
  });
  return joinAll(origins.unknown ? [...of, unknown] : of);
}
