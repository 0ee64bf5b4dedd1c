import type { CallStep } from '../flow/step.js';
import { holds } from './arguments.js';
import { elementsOf } from './elements.js';
import { join, joinAll, noneOrigins, unknown, wrap, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What the parameters of a function literal hold by the call that it is given to: the elements of the array whose `map`
 * it is given to, the result of the promise whose `then`, what a function of the project declares of the function that it
 * takes, or what knowledge says of a library's. Only TypeScript's and JavaScript's calls are looked at.
 */
export function givenParameter(values: Values, state: FileState, fn: FunctionUnit, position: number): Origins {
  const taking = state.unit.language === 'typescript' && isLiteral(fn) ? takenBy(state, fn) : undefined;
  if (taking === undefined) return unknown;
  const { around, call, argument } = taking;
  const callee = values.origins(around, call.callee);
  // Of several signatures only those are meant that take a function there.
  const of = callee.of.flatMap((origin) => byCallee(values, around, call, origin, argument, position) ?? []);
  return callee.unknown || of.length === 0 ? unknown : joinAll(of);
}

function isLiteral({ fact }: FunctionUnit): boolean {
  return fact.parent >= 0 && fact.class < 0 && (fact.form === 'lambda' || fact.form === 'function');
}

interface Taking {
  readonly around: FunctionUnit;
  readonly call: CallStep;
  readonly argument: number;
}

/** The one call that a function literal is given to, and as which argument. */
function takenBy(state: FileState, fn: FunctionUnit): Taking | undefined {
  const around = state.unit.functions[fn.fact.parent]!;
  const value = state.names.literalOf(fn);
  if (value === undefined) return undefined;
  const [use, ...others] = state.flowIndex(around).uses(value);
  if (use?.role !== 'argument' || others.length > 0 || use.name !== null) return undefined;
  const call = around.flow.step(use.step);
  if (call.kind !== 'call' || call.arguments.some(({ spread }) => spread)) return undefined;
  return { around, call, argument: use.position };
}

function byCallee(values: Values, around: FunctionUnit, call: CallStep, callee: Origin, argument: number, position: number): Origins | undefined {
  switch (callee.form) {
    case 'symbol': return bySymbol(values, around, call, callee.symbol, argument, position);
    case 'settling': return callee.method === 'then' && argument === 0 && position === 0 ? values.awaited('typescript', callee.of) : unknown;
    case 'function': {
      const target = values.world.functionOf(callee);
      const found = target === undefined ? [] : signaturesOf(target).flatMap((signature) => bySignature(values, signature, argument, position) ?? []);
      return found.length === 0 ? undefined : joinAll(found);
    }
    default: return unknown;
  }
}

/** A function of a module stands for its overloads, where it has any; those of a class are told apart where they are looked up. */
function signaturesOf(fn: FunctionUnit): readonly FunctionUnit[] {
  if (fn.fact.class >= 0) return [fn];
  const { name, parent } = fn.fact;
  const overloads = fn.file.functions.filter(({ fact }) => fact.name === name && fact.parent === parent && fact.class < 0 && !fact.hasBody);
  return overloads.length > 0 ? overloads : [fn];
}

function bySignature(values: Values, fn: FunctionUnit, argument: number, position: number): Origins | undefined {
  const parameter = fn.fact.parameters[argument];
  if (parameter?.annotation == null || parameter.form !== 'plain') return undefined;
  return values.annotations.parameterOf(values.world.stateOf(fn), parameter.annotation, position, { function: fn.index, parameters: [], self: unknown });
}

/** Methods that call a function with each element. */
const perElement = new Set(
  ['map', 'forEach', 'filter', 'some', 'every', 'find', 'findLast', 'findIndex', 'findLastIndex', 'flatMap'].map((name) => `globalThis:Array.${name}`),
);

function bySymbol(values: Values, around: FunctionUnit, call: CallStep, symbol: string, argument: number, position: number): Origins {
  const given = givenBySymbol(values, around, call, symbol, argument, position);
  if (given !== undefined || argument !== 0) return given ?? unknown;
  const receiver = (): Origins => values.receiver(around, call.callee);
  if (perElement.has(symbol)) return position === 0 ? elementsOf(values, 'typescript', receiver()) : unknown;
  if (symbol === 'globalThis:Set.forEach') return position === 0 ? elementsOf(values, 'typescript', receiver()) : unknown;
  if (symbol === 'globalThis:Map.forEach') return position === 0 ? heldBy(receiver()) : unknown;
  return unknown;
}

/** What knowledge says that a function is called with which is given to a library's. */
function givenBySymbol(values: Values, around: FunctionUnit, call: CallStep, symbol: string, argument: number, position: number): Origins | undefined {
  for (const taken of values.world.symbols.fact('typescript', symbol)?.calls ?? []) {
    if (taken.gives === undefined || taken.keys !== undefined || taken.position === undefined) continue;
    const at = taken.position < 0 ? call.arguments.length + taken.position : taken.position;
    if (argument !== at && !(taken.rest === true && argument > at)) continue;
    const given = taken.gives[position];
    const isSure = taken.givesIf === undefined || holds(around, call, taken.givesIf) === true;
    return isSure && given !== undefined && given !== '' ? values.symbolResults.external('typescript', given) : unknown;
  }
  return undefined;
}

/** The values of maps. */
function heldBy({ of, unknown: open }: Origins): Origins {
  const held = of.map((origin) => (origin.form === 'map' ? origin.of : unknown));
  return open || of.length === 0 ? unknown : joinAll(held);
}

/** Methods of arrays that yield another array of the same elements. */
const sameElements = new Set(['filter', 'slice', 'concat', 'reverse', 'sort', 'splice', 'toReversed', 'toSorted', 'with', 'fill', 'copyWithin']);
const oneElement = new Set(['find', 'findLast', 'pop', 'shift', 'at']);

/** What a method of an array, set or map of the platform yields, by what it is called on; undefined for all others. */
export function ofContainer(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): Origins | undefined {
  const [, owner, method] = /^globalThis:(Array|Set|Map|WeakMap)\.(\w+)$/.exec(symbol) ?? [];
  if (owner === undefined || method === undefined) return undefined;
  const receiver = (): Origins => values.receiver(fn, call.callee);
  const elements = (): Origins => elementsOf(values, 'typescript', receiver());
  if (owner === 'Map' || owner === 'WeakMap') {
    if (method === 'get') return join(heldBy(receiver()), noneOrigins);
    return method === 'values' ? wrap('collection', heldBy(receiver())) : undefined;
  }
  if (method === 'values') return wrap('collection', elements());
  if (owner !== 'Array') return undefined;
  if (method === 'from') return call.arguments.length === 1 ? wrap('collection', elementsOf(values, 'typescript', values.origins(fn, call.arguments[0]!.value))) : undefined;
  if (sameElements.has(method)) return wrap('collection', elements());
  return oneElement.has(method) ? join(elements(), noneOrigins) : undefined;
}
