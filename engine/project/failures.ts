import type { FlowIndex } from '../flow/flow-index.js';
import { armsOf } from '../flow/regions.js';
import type { CallStep, Place, Value } from '../flow/step.js';
import type { SymbolFact } from '../knowledge/knowledge.js';
import { argumentsOf, holds } from './arguments.js';
import { callBefore, handlesRejection, isLink } from './chains.js';
import type { WriteSite } from './names.js';
import type { Callee, Target } from './project.js';
import { isWithin, type FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What the promise or coroutine that a call yields can fail with: nothing, as far as the text of one function tells, only what
 * functions of the project fail with, or anything.
 */
export interface Failing {
  /** `asOthers`: only as the functions do that it runs, or that it settles with. */
  readonly fails: 'no' | 'asOthers' | 'perhaps';
  /** The keys of functions whose failure is that of its promise although it does not run them before it returns. */
  readonly settles: readonly string[];
}

const never: Failing = { fails: 'no', settles: [] };
const asItRuns: Failing = { fails: 'asOthers', settles: [] };
const perhaps: Failing = { fails: 'perhaps', settles: [] };

/** What a call may fail with that reaches `callee`. */
export function failingOf(values: Values, fn: FunctionUnit, call: CallStep, { targets, unknown }: Callee): Failing {
  if (isLink(values, fn, call)) return ofLink(values, fn, call);
  const [first] = targets;
  if (unknown || first === undefined || (targets.length > 1 && targets.some(({ form }) => form === 'symbol'))) return perhaps;
  return first.form === 'symbol' ? ofSymbol(values, fn, call, first) : ofFunctions(targets);
}

/**
 * A link of a chain fails as what it begins with does, which is a call of its own or kept, and as the functions that it is given:
 * what the handler of a rejection does wrong itself is not asked for.
 */
function ofLink(values: Values, fn: FunctionUnit, link: CallStep): Failing {
  const index = values.world.stateOf(fn).flowIndex(fn);
  if (callBefore(index, fn, link) === undefined && !handlesRejection(fn, link) && !startCannotFail(values, fn, link.callee)) return perhaps;
  const callee = fn.flow.step(link.callee);
  const [next] = callee.kind === 'read' && callee.place.keys.at(-1) === 'catch' ? [] : link.arguments;
  if (next === undefined) return handlesRejection(fn, link) ? never : asItRuns;
  // What begins with `Promise.resolve()` is there for what its callbacks do; of others those count that surely yield a promise.
  const isBare = beginsBare(values, index, fn, link);
  const settles = next.spread ? null : functionsIn(values, fn, [next.value]);
  if (settles === null && isBare) return perhaps;
  if (settles !== null && (isBare || yieldsAwaitable(values, fn, next.value))) return { fails: 'asOthers', settles };
  return handlesRejection(fn, link) ? never : asItRuns;
}

function beginsBare(values: Values, index: FlowIndex, fn: FunctionUnit, link: CallStep): boolean {
  const before = callBefore(index, fn, link);
  if (before === undefined) return false;
  if (isLink(values, fn, before)) return beginsBare(values, index, fn, before);
  return before.arguments.length === 0 && values.origins(fn, before.callee).of.some((origin) => origin.form === 'symbol' && origin.symbol === 'globalThis:Promise.resolve');
}

function yieldsAwaitable(values: Values, fn: FunctionUnit, callback: Value): boolean {
  return values.results.ofFunction(values.origins(fn, callback)).of.some(({ form }) => form === 'awaitable');
}

/** A function without a body (of an interface, abstract) fails as those do that stand in for it, where any are known. */
function ofFunctions(targets: readonly Target[]): Failing {
  let settles: readonly string[] = [];
  let isKnown = false;
  for (const target of targets) {
    if (target.form !== 'function' || target.function.fact.hasBody) {
      isKnown = true;
      continue;
    }
    const behind = implementationOf(target.function);
    if (behind === undefined) continue;
    isKnown = true;
    settles = [...settles, behind.key];
  }
  return !isKnown ? perhaps : settles.length === 0 ? asItRuns : { fails: 'asOthers', settles };
}

/** The function of which a signature without a body is one. */
function implementationOf({ file, fact }: FunctionUnit): FunctionUnit | undefined {
  return file.functions.find((other) => (
    other.fact.hasBody && other.fact.name === fact.name && other.fact.parent === fact.parent && other.fact.class === fact.class && other.fact.static === fact.static
  ));
}

function ofSymbol(values: Values, fn: FunctionUnit, call: CallStep, { symbol, fact }: Target & { readonly form: 'symbol' }): Failing {
  if (fact === null) return perhaps;
  // What tells its failure to a callback fails unseen nowhere.
  const isTold = fact.mayBeDroppedIf?.some((test) => holds(fn, call, test) === true);
  if (fact.neverFails === true || isTold || isCertain(values, fn, call, symbol)) return never;
  const settles = settledBy(values, fn, call, symbol, fact);
  if (settles !== null) return { fails: 'asOthers', settles };
  return fn.file.language === 'python' || yieldsPromise(fact) ? perhaps : asItRuns;
}

/** Whether a call may yield something to await; of JavaScript a plain call of what is outside is taken not to fail: people guard what they await. */
function yieldsPromise(fact: SymbolFact): boolean {
  return fact.awaitable !== undefined || fact.opaque === true || fact.declared !== undefined || fact.returns !== undefined || fact.passes !== undefined || fact.makes !== undefined;
}

/** `new Promise((resolve) => …)`: what cannot reject, does not; nor do `Promise.resolve()` and `gather(…, return_exceptions=True)`. */
function isCertain(values: Values, fn: FunctionUnit, call: CallStep, symbol: string): boolean {
  if (symbol === 'globalThis:Promise.resolve') {
    return call.arguments.every(({ value, spread }) => {
      const { of, unknown } = values.origins(fn, value);
      return !spread && !unknown && of.every(({ form }) => form === 'plain' || form === 'none' || form === 'collection');
    });
  }
  if (symbol === 'asyncio:gather') {
    const kept = call.arguments.find(({ name }) => name === 'return_exceptions');
    const flag = kept === undefined ? undefined : fn.flow.step(kept.value);
    return flag?.kind === 'const' && flag.form === 'boolean' && flag.text === 'true';
  }
  return symbol === 'globalThis:Promise' && isOnlyResolved(values, fn, call);
}

/** Whether the executor of `new Promise` neither rejects nor throws, nor resolves with another promise. */
function isOnlyResolved(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  const literal = call.new && call.arguments.length === 1 ? fn.flow.step(call.arguments[0]!.value) : undefined;
  const executor = literal?.kind === 'fn' ? fn.file.functions[literal.function]! : undefined;
  if (executor === undefined) return false;
  const [resolve, reject] = executor.fact.parameters;
  if (resolve?.form === 'rest' || executor.fact.parameters.length > 2) return false;
  for (const inner of fn.file.functions) {
    if (!isWithin(inner, executor)) continue;
    for (const step of inner.flow) {
      if (step.kind === 'exit' && step.form === 'throw' && inner === executor && !executor.fact.async) return false;
      if (step.kind === 'read' && reject !== undefined && namesParameter(step.place, reject.name, executor)) return false;
      if (step.kind !== 'call' || resolve === undefined) continue;
      const callee = inner.flow.step(step.callee);
      if (callee.kind !== 'read' || callee.place.keys.length > 0 || !namesParameter(callee.place, resolve.name, executor)) continue;
      if (step.arguments.some(({ value }) => values.origins(inner, value).of.some(({ form }) => form === 'awaitable'))) return false;
    }
  }
  return true;
}

function namesParameter(place: Place, name: string, of: FunctionUnit): boolean {
  return place.name === name && (place.scope === 'param' || (place.scope === 'captured' && place.owner === of.index));
}

/**
 * The functions as which alone a call fails that waits for what others do: `Promise.all` of a list of calls, each of which fails
 * by itself, or of what `map` makes, and what is known to fail only as the functions that it is given. Null for all others.
 */
function settledBy(values: Values, fn: FunctionUnit, call: CallStep, symbol: string, fact: SymbolFact): readonly string[] | null {
  if (fact.failsAsGiven === true) {
    const given = (fact.calls ?? []).filter(({ awaited }) => awaited).flatMap((each) => argumentsOf(fn, call, each));
    return given.length === 0 ? null : functionsIn(values, fn, given);
  }
  const [list] = call.arguments;
  if (!together.has(symbol) || list === undefined || list.spread) return null;
  const made = fn.flow.step(list.value);
  if (made.kind === 'make') return made.items.every(({ value, spread }) => !spread && isCallOrPlain(values, fn, value)) ? [] : null;
  const mapped = madeBy(values, fn, list.value);
  return mapped === undefined ? null : functionsIn(values, fn, mapped.arguments.slice(0, 1).map(({ value }) => value));
}

/** Calls that wait for the promises of a list, and fail as these do. */
const together: ReadonlySet<string> = new Set(['globalThis:Promise.all', 'globalThis:Promise.race', 'globalThis:Promise.any']);

/** Whether a step is a call that waits for the promises of this list, and fails as these do. */
export function settlesTogether(values: Values, fn: FunctionUnit, step: Value, list: Value): boolean {
  const call = fn.flow.kind(step) === 'call' ? fn.flow.step(step) : undefined;
  if (call?.kind !== 'call' || call.arguments[0]?.value !== list) return false;
  const { of, unknown } = values.origins(fn, call.callee);
  return !unknown && of.length > 0 && of.every((origin) => origin.form === 'symbol' && together.has(origin.symbol));
}

function isCallOrPlain(values: Values, fn: FunctionUnit, value: Value): boolean {
  const kind = fn.flow.kind(value);
  return kind === 'call' || kind === 'const' || kind === 'make' || cannotFail(values, fn, value);
}

/** The call of `map` that makes an array, at once or as the one thing that a variable holds. */
function madeBy(values: Values, fn: FunctionUnit, value: Value): CallStep | undefined {
  const step = fn.flow.step(value);
  if (step.kind === 'call') {
    const { of, unknown } = values.origins(fn, step.callee);
    const [only] = of;
    const callee = fn.flow.step(step.callee);
    const isMap = only?.form === 'symbol' ? only.symbol === 'globalThis:Array.map' && of.length === 1 && !unknown
      // By its name, where the receiver is unknown: what else has a `map` that is given an async function, and makes what `Promise.all` takes?
      : unknown && of.length === 0 && callee.kind === 'read' && callee.place.keys.at(-1) === 'map';
    return isMap ? step : undefined;
  }
  if (step.kind !== 'read' || step.place.scope !== 'local' || step.place.keys.length > 0) return undefined;
  const source = values.world.stateOf(fn).flowIndex(fn).soleSource(value);
  return source >= 0 && fn.flow.kind(source) === 'call' ? madeBy(values, fn, source) : undefined;
}

/** The functions of the project that values surely are, or null. */
function functionsIn(values: Values, fn: FunctionUnit, given: readonly Value[]): readonly string[] | null {
  const keys: string[] = [];
  for (const value of given) {
    const { of, unknown } = values.origins(fn, value);
    if (unknown || of.length === 0) return null;
    for (const origin of of) {
      const found = origin.form === 'function' && !origin.open ? values.world.functionOf(origin) : undefined;
      if (found === undefined || !found.fact.hasBody) return null;
      keys.push(found.key);
    }
  }
  return keys.length === 0 ? null : keys;
}

/** Whether what a value holds is surely no promise that may reject: one that is only ever resolved, by whichever name it is kept in its file. */
export function cannotFail(values: Values, fn: FunctionUnit, value: Value, seen: ReadonlySet<string> = new Set()): boolean {
  if (value < 0) return true;
  const step = fn.flow.step(value);
  switch (step.kind) {
    case 'const': return step.form === 'none' || step.form === 'string' || step.form === 'number' || step.form === 'boolean';
    case 'call': {
      // What the handler of a rejection does wrong itself is not asked for.
      if (isLink(values, fn, step)) return handlesRejection(fn, step);
      const { of, unknown } = values.origins(fn, step.callee);
      const [only] = of;
      return !unknown && of.length === 1 && only?.form === 'symbol' && isCertain(values, fn, step, only.symbol);
    }
    case 'branch': {
      if (step.form === 'and' || step.form === 'optional') return false;
      const results = armsOf(fn.flow, value).map(({ result }) => result);
      return (step.form === 'ternary' || cannotFail(values, fn, step.test, seen)) && results.every((result) => result >= 0 && cannotFail(values, fn, result, seen));
    }
    case 'read': return placeCannotFail(values, fn, value, step.place, seen);
    default: return false;
  }
}

/** The same for what a read leads to up to its last key: `this.ready` of `this.ready.then`. */
export function startCannotFail(values: Values, fn: FunctionUnit, read: Value): boolean {
  const step = fn.flow.step(read);
  if (step.kind !== 'read' || step.place.keys.length === 0) return false;
  return placeCannotFail(values, fn, read, { ...step.place, keys: step.place.keys.slice(0, -1) }, new Set());
}

function placeCannotFail(values: Values, fn: FunctionUnit, read: Value, place: Place, seen: ReadonlySet<string>): boolean {
  const key = `${fn.index} ${place.scope} ${place.owner} ${place.name} ${place.keys.join('.')}`;
  if (seen.has(key)) return false;
  const further = new Set([...seen, key]);
  if (place.scope === 'value') return place.keys.length === 0 && cannotFail(values, fn, place.of, further);
  const sites = sitesOf(values, fn, read, place);
  return sites.length > 0 && sites.every(({ fn: writer, from }) => from >= 0 && cannotFail(values, writer, from, further))
    // One that is never set holds no promise at all, and then nothing is known of who sets it.
    && sites.some(({ fn: writer, from }) => writer.flow.kind(from) !== 'const');
}

/** The writes of a variable, or of an attribute of the class around; none where there may be others. */
function sitesOf(values: Values, fn: FunctionUnit, read: Value, place: Place): readonly Pick<WriteSite, 'fn' | 'from'>[] {
  const state = values.world.stateOf(fn);
  const [key, ...others] = place.keys;
  if (key !== undefined) {
    const owner = place.scope === 'captured' ? fn.file.functions[place.owner] : fn;
    if (place.name !== 'this' || others.length > 0 || owner === undefined || owner.fact.class < 0) return [];
    const sites = state.names.attribute(owner.fact.class, key);
    return sites.every(({ keys }) => keys.length < 2) && state.names.assignments(key).length === 0 ? sites : [];
  }
  if (place.scope === 'local' || place.scope === 'param') {
    const { writes, undefinedToo } = state.flowIndex(fn).writesReaching(read);
    if (place.scope === 'param' && (undefinedToo || writes.length === 0)) return [];
    return writes.flatMap((at) => {
      const write = fn.flow.step(at);
      return write.kind === 'write' ? [{ fn, from: write.place.keys.length === 0 ? write.from : -1 }] : [];
    });
  }
  const sites = state.names.variable(place.scope === 'module' ? 0 : place.owner, place.name);
  return sites.every(({ keys }) => keys.length === 0) ? sites : [];
}
