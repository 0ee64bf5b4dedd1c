import type { FlowIndex } from '../flow/flow-index.js';
import type { ScopeStep, Value } from '../flow/step.js';
import { calleeText, type Calls } from './calls.js';
import type { CallFact } from './doings.js';
import type { Guards } from './guards.js';
import type { Origin } from './origins.js';
import { switchesOf } from './switches.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What runs without being called by its name: the body of a generator, where its values are taken, and the methods that
 * `with` calls.
 */

/**
 * Whether the body of a sync generator runs, at least up to its first `yield`, before the function goes on: a call of it is
 * walked over by a loop, entered by `with` as a context manager, yielded from, or given to a function that takes all its items.
 */
export function isRunThrough(calls: Calls, index: FlowIndex, fn: FunctionUnit, call: Value): boolean {
  return index.users(call).some((user) => {
    const step = fn.flow.step(user);
    switch (step.kind) {
      // A generator expression walks over it only when somebody walks over that.
      case 'loop': return step.over === call && !step.async && step.makes !== 'generator';
      case 'scope': return step.item === call && !step.async;
      case 'yield': return step.all;
      case 'call': {
        const [target] = calls.callee(fn, user).targets;
        const symbol = target?.form === 'symbol' ? target.symbol : '';
        return step.callee !== call && (takesAll.has(symbol) || (passesItems.has(symbol) && isRunThrough(calls, index, fn, user)));
      }
      default: return false;
    }
  });
}

/** Source: https://docs.python.org/3/library/functions.html; MDN, `Array.from`. */
const takesAll: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'frozenset', 'dict', 'sorted', 'sum', 'any', 'all', 'min', 'max'].map((name) => `builtins:${name}`), 'globalThis:Array.from',
]);
/** These take an item when they are asked for one. */
const passesItems: ReadonlySet<string> = new Set(['enumerate', 'zip', 'filter', 'map'].map((name) => `builtins:${name}`));

/**
 * What `with` or `async with` runs of the program: the methods that enter the item and leave it, as calls that are written nowhere. None
 * where not all that the item may be is known, or is of the program.
 */
export function scopeFacts(values: Values, calls: Calls, guards: Guards, fn: FunctionUnit, scope: ScopeStep, occurrences: Map<string, number>): readonly CallFact[] {
  const { index, item, async } = scope;
  if (item < 0 || fn.file.language !== 'python') return [];
  const text = calleeText(fn, item);
  const occurrence = occurrences.get(`with ${text}`) ?? 0;
  occurrences.set(`with ${text}`, occurrence + 1);
  const { of, unknown } = values.origins(fn, item);
  if (unknown || of.length === 0) return [];
  const common = {
    occurrence, step: index, symbol: null, fact: null, blocks: null, harmless: false, does: null, connection: 'no',
    once: guards.happensOnce(index), switches: switchesOf(values.world.stateOf(fn).flowIndex(fn), fn, index), given: null, awaited: async, handled: guards.handlesFailure(index), settles: [],
  } as const;
  return (async ? asyncParts : parts).flatMap(({ verb, name }): CallFact[] => {
    const methods = of.map((origin) => methodsOf(values, calls, fn, origin, name));
    if (methods.some((some) => some.length === 0)) return [];
    const reached = [...new Set(methods.flat())];
    const inline = reached.every(({ fact }) => !fact.async && !fact.generator);
    return [{ ...common, callee: `${verb} ${text}`, runs: reached.map(({ key }) => key), unknown: reached.length > 4, inline, fails: reached.length > 4 ? 'perhaps' : 'asOthers' }];
  });
}

const parts = [{ verb: 'entering', name: '__enter__' }, { verb: 'leaving', name: '__exit__' }] as const;
const asyncParts = [{ verb: 'entering', name: '__aenter__' }, { verb: 'leaving', name: '__aexit__' }] as const;

/** The item of a scope whose entering or leaving the callee of a place names, as `scopeFacts` has named it; null of any other step. */
export function scopeItem(fn: FunctionUnit, step: Value, callee: string): Value | null {
  if (fn.flow.kind(step) !== 'scope' || !/^(?:entering|leaving) /.test(callee)) return null;
  const scope = fn.flow.step(step);
  return scope.kind === 'scope' && scope.item >= 0 && callee.slice(callee.indexOf(' ') + 1) === calleeText(fn, scope.item) ? scope.item : null;
}

/** The methods of a name that an instance of a class may have, those of subclasses included. */
function methodsOf(values: Values, calls: Calls, fn: FunctionUnit, origin: Origin, name: string): readonly FunctionUnit[] {
  const found = origin.form === 'instance' ? values.members.attribute(origin, name, origin) : undefined;
  const method = found?.of.length === 1 && !found.unknown ? found.of[0]! : undefined;
  const targets = method?.form === 'function' ? calls.targets(fn, method) : [];
  return targets.flatMap((target) => (target.form === 'function' ? [target.function] : []));
}
