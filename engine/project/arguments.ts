import type { ArgumentRef, ArgumentTest, SymbolFact } from '../knowledge/knowledge.js';
import type { CallStep, Value } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';

/** The argument that a reference means, or undefined; 'unseen' where a spread may hide it. */
export function argumentOf(fn: FunctionUnit, call: CallStep, ref: ArgumentTest): Value | 'unseen' | undefined {
  let value: Value | undefined;
  if (ref.name !== undefined) value = call.arguments.find((a) => a.name === ref.name)?.value;
  if (value === undefined && ref.position !== undefined) {
    const positional = call.arguments.filter((a) => a.name === null);
    const before = positional.findIndex((a) => a.spread);
    if (before >= 0 && (before <= ref.position || ref.position < 0)) return 'unseen';
    value = positional[ref.position < 0 ? positional.length + ref.position : ref.position]?.value;
  }
  if (value === undefined) return call.arguments.some((a) => a.spread) ? 'unseen' : undefined;
  for (const key of ref.keys ?? []) {
    const step = fn.flow.step(value);
    // What is surely no object of options is something else in its place: an address, a list, a callback.
    if (step.kind === 'const' || step.kind === 'fn' || step.kind === 'operate' || (step.kind === 'make' && step.form !== 'dict')) return undefined;
    if (step.kind !== 'make') return 'unseen';
    const item = step.items.find((i) => i.name === key);
    if (item === undefined) return step.items.some((i) => i.spread || i.name === null) ? 'unseen' : undefined;
    value = item.value;
  }
  return value;
}

/** Whether a test on an argument holds; 'unseen' where it can't be told. */
export function holds(fn: FunctionUnit, call: CallStep, test: ArgumentTest): boolean | 'unseen' {
  const value = argumentOf(fn, call, test);
  if (value === 'unseen') return 'unseen';
  if (value === undefined) return false;
  const step = fn.flow.step(value);
  if (test.flag !== undefined) return step.kind === 'const' ? false : 'unseen';
  if (test.form === 'function') return step.kind === 'fn' ? true : step.kind === 'const' || step.kind === 'make' ? false : 'unseen';
  if (test.is === undefined) return true;
  if (step.kind !== 'const') return 'unseen';
  const text = step.form === 'none' ? 'None' : step.text;
  return text.toLowerCase() === test.is.toLowerCase() || (step.form === 'none' && (test.is === 'null' || test.is === 'undefined'));
}

/**
 * A value that is no literal, and an option of an object that can't be seen, is hardly ever the one literal that a test
 * names; what a spread hides may be anything.
 */
function mayHold(fn: FunctionUnit, call: CallStep, test: ArgumentTest): boolean {
  const outcome = holds(fn, call, test);
  if (outcome !== 'unseen') return outcome;
  return argumentOf(fn, call, test) === 'unseen' && !(test.keys !== undefined && test.is !== undefined);
}

/** Whether a call of this symbol blocks, by its arguments; what can't be seen does not count as blocking. */
export function blocks(fn: FunctionUnit, call: CallStep, fact: SymbolFact): boolean {
  if (fact.blocks === undefined) return false;
  if (fact.blocksUnless?.some((test) => mayHold(fn, call, test))) return false;
  return fact.blocksIf === undefined || fact.blocksIf.some((test) => holds(fn, call, test) === true);
}

/** All arguments that a reference means, where they can be seen: one, or with `rest` all from its position on. */
export function argumentsOf(fn: FunctionUnit, call: CallStep, ref: ArgumentRef): readonly Value[] {
  if (ref.rest && ref.position !== undefined) {
    return call.arguments.filter((a) => a.name === null && !a.spread).slice(ref.position).map((a) => a.value);
  }
  const value = argumentOf(fn, call, ref);
  return typeof value === 'number' ? [value] : [];
}

const fetches: ReadonlySet<string> = new Set(['globalThis:fetch', 'undici:fetch', 'node-fetch:default', 'cross-fetch:default']);

/** Whether a call of this symbol only reads or changes something at the other side; undefined where it can't be told. */
export function doesOf(fn: FunctionUnit, call: CallStep, symbol: string, fact: SymbolFact): SymbolFact['does'] {
  if (!fetches.has(symbol)) return fact.does;
  const method = argumentOf(fn, call, { position: 1, keys: ['method'] });
  if (method === undefined) return 'read';
  const step = method === 'unseen' ? undefined : fn.flow.step(method);
  if (step?.kind !== 'const') return undefined;
  return /^(get|head|options)$/i.test(step.text) ? 'read' : 'change';
}
