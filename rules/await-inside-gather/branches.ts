import type { AwaitStep, CallStep, Value } from '../../engine/flow/step.js';
import { doesOf } from '../../engine/project/arguments.js';
import type { Origins, Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** What is known of the calls that would run together: whether they may, and whether they should. */

/** The call that an await waits for. */
export function awaitedCall(fn: FunctionUnit, step: AwaitStep): CallStep | null {
  const call = fn.flow.step(step.of);
  return call.kind === 'call' ? call : null;
}

/**
 * Whether a call uses a connection that it was given or that it is a method of. Two of these may be on the same one, which
 * carries one conversation at a time: to await them one by one is then right.
 */
export function usesConnection(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (isConnection(project, fn, project.receiver(fn, call.index))) return true;
  if (call.arguments.some(({ value }) => isConnection(project, fn, project.origins(fn, value)))) return true;
  return project.callee(fn, call.index).targets.some((target) => target.form === 'function' && project.usesConnection(target.function) === 'yes');
}

function isConnection(project: Project, fn: FunctionUnit, { of }: Origins): boolean {
  return of.some((origin) => origin.form === 'external' && project.fact(fn, origin.symbol)?.connection !== undefined);
}

/** Whether the call is there to wait: a pause before what follows is meant. */
export function isPause(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  return project.known(fn, call.index)?.fact.paces !== undefined;
}

/** Whether nothing that the call does can be seen by one beside it. */
export function isIndependent(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const known = project.known(fn, call.index);
  if (known !== null) return doesOf(fn, call, known.symbol, known.fact) === 'read';
  const { targets, unknown } = project.callee(fn, call.index);
  return !unknown && targets.every((target) => target.form === 'function' && project.writesShared(target.function) === 'no');
}

/**
 * Whether what an await yields may be awaited once more. A promise of JavaScript never yields one; a coroutine of Python
 * may (`await pool.submit(job)`), and then the inner await is only the first of two.
 */
export function yieldsAwaitable(project: Project, fn: FunctionUnit, step: Value): 'yes' | 'no' | 'unknown' {
  if (fn.file.language === 'typescript') return 'no';
  const { of, unknown } = project.origins(fn, step);
  const awaitable = of.some((origin) => origin.form === 'awaitable'
    || (origin.form === 'external' && project.fact(fn, origin.symbol)?.awaitable !== undefined));
  if (awaitable) return 'yes';
  return unknown || of.length === 0 ? 'unknown' : 'no';
}
