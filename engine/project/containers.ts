import type { CallStep } from '../flow/step.js';
import { elementsOf } from './elements.js';
import { join, joinAll, mappingOf, noneOrigins, one, plainOrigins, tupleOf, unknown, wrap, type Origins } from './origins.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What Python's built-in containers, and the functions that make containers of others, yield by what is in them.
 * Source: https://docs.python.org/3.14/library/stdtypes.html and functions.html.
 */

/** The methods that hand out what a container holds; of any other nothing is said. */
const methods: Readonly<Record<'list' | 'dict', ReadonlySet<string>>> = {
  list: new Set(['pop', 'popleft', 'copy']),
  dict: new Set(['get', 'pop', 'setdefault', 'values', 'items', 'keys', 'copy', 'popitem']),
};

const functions = new Set([
  'list', 'set', 'tuple', 'frozenset', 'sorted', 'reversed', 'iter', 'aiter', 'enumerate', 'zip', 'filter',
]);

/** A method of a container, as the symbol that `ofBuiltin` knows. */
export function methodOfContainer(type: 'list' | 'dict', name: string): Origins {
  return methods[type].has(name) ? one({ form: 'symbol', symbol: `builtins:${type}.${name}` }) : unknown;
}

/** What a call of such a method or function yields; undefined for any other symbol. */
export function ofBuiltin(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): Origins | undefined {
  const match = /^builtins:(?:(list|dict)\.)?(\w+)$/.exec(symbol);
  if (match === null) return undefined;
  const [, type, name] = match;
  return type === undefined ? ofFunction(values, fn, call, name!) : ofMethod(values, fn, call, name!);
}

function ofMethod(values: Values, fn: FunctionUnit, call: CallStep, name: string): Origins {
  const { of, unknown: isOpen } = values.receiver(fn, call.callee);
  const found = of.map((origin): Origins => {
    if (origin.form === 'none') return { of: [], unknown: false };
    if (origin.form === 'collection') return name === 'copy' ? one(origin) : name === 'pop' || name === 'popleft' ? origin.of : unknown;
    if (origin.form !== 'mapping') return unknown;
    const { keys, of: held } = origin;
    switch (name) {
      case 'get':
      case 'pop':
      case 'setdefault': {
        const other = call.arguments[1];
        return other !== undefined ? join(held, values.origins(fn, other.value)) : name === 'pop' ? held : join(held, noneOrigins);
      }
      case 'values': return wrap('collection', held);
      case 'items': return wrap('collection', tupleOf([keys, held]));
      case 'keys': return wrap('collection', keys);
      case 'popitem': return tupleOf([keys, held]);
      case 'copy': return mappingOf(keys, held);
      default: return unknown;
    }
  });
  return joinAll(isOpen ? [...found, unknown] : found);
}

function ofFunction(values: Values, fn: FunctionUnit, call: CallStep, name: string): Origins | undefined {
  if (!functions.has(name)) return undefined;
  const elements = call.arguments.map((argument) => (
    argument.spread ? unknown : elementsOf(values, 'python', values.origins(fn, argument.value))
  ));
  const first = elements[0] ?? unknown;
  switch (name) {
    case 'enumerate': return wrap('collection', tupleOf([plainOrigins, first]));
    case 'zip': return elements.length === 0 || elements.length > 8 ? undefined : wrap('collection', tupleOf(elements));
    case 'filter': return wrap('collection', elements[1] ?? unknown);
    default: return wrap('collection', first);
  }
}
