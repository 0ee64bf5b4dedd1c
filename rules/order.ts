import type { CallStep, Place, Value } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';

/** What around a step or between steps asks for their order. */

/** The symbol outside the project that a value's call surely calls, or undefined. */
export function symbolOf(project: Project, fn: FunctionUnit, value: Value): string | undefined {
  if (value < 0 || fn.flow.kind(value) !== 'call') return undefined;
  const { targets, unknown } = project.callee(fn, value);
  const target = targets[0];
  return !unknown && targets.length === 1 && target?.form === 'symbol' ? target.symbol : undefined;
}

/** Whether entering `item` takes a lock, semaphore or place of a limiter. */
export function isPacing(project: Project, fn: FunctionUnit, item: Value): boolean {
  if (item < 0) return false;
  const { of, unknown } = project.origins(fn, item);
  if (of.some((origin) => origin.form === 'external' && project.fact(fn, origin.symbol)?.paces !== undefined)) return true;
  const step = fn.flow.step(item);
  const name = step.kind === 'read' ? [step.place.name, ...step.place.keys].at(-1)! : step.kind === 'call' ? project.calleeText(fn, item) : '';
  return unknown && /lock|mutex|sem|limit|throttle/i.test(name);
}

/** What keeps code from being the product's, in words: whoever runs a script or sample waits for it alone; null where nothing does. */
export function asideOf(project: Project, { file }: FunctionUnit): string | null {
  return project.isTooling(file) ? 'this is a script or sample, run by hand' : null;
}

/** Methods that add to a collection; what they fill is the matter of whoever holds it. */
export const filling: ReadonlySet<string> = new Set(['append', 'push', 'add', 'set', 'extend', 'update']);

/** What holds the builder that a link of a chain changes: `query.where(…)` is the query itself, with a condition more. Null of other calls. */
export function builtUpon(project: Project, fn: FunctionUnit, call: CallStep): Place | null {
  const callee = fn.flow.step(call.callee);
  if (callee.kind !== 'read' || callee.place.scope === 'value' || callee.place.keys.length === 0) return null;
  const fact = project.known(fn, call.index)?.fact;
  return fact?.returns === 'this' && fact.awaitable === undefined ? { ...callee.place, keys: callee.place.keys.slice(0, -1) } : null;
}

const transactions = /^(begin|begin_nested|transaction|atomic|\$transaction|withTransaction|inTransaction)$/;

/** Whether a step stands within the scope of a transaction, or in a callback that one is given. */
export function inTransaction(project: Project, fn: FunctionUnit, at: Value): boolean {
  const names = (text: string): boolean => transactions.test(text.slice(text.lastIndexOf('.') + 1));
  const isScoped = project.index(fn).enclosing(at).some((region) => (
    region.kind === 'scope' && region.item >= 0 && fn.flow.kind(region.item) === 'call' && names(project.calleeText(fn, region.item))
  ));
  const around = fn.file.functions[fn.fact.parent];
  if (isScoped || around === undefined || fn.fact.form !== 'lambda') return isScoped;
  return [...around.flow].some((step) => step.kind === 'call' && names(project.calleeText(around, step.index))
    && step.arguments.some(({ value }) => isFunction(around, value, fn.index)));
}

function isFunction(around: FunctionUnit, value: Value, index: number): boolean {
  const step = around.flow.step(value);
  return step.kind === 'fn' && step.function === index;
}
