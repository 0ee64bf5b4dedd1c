import type { CallStep, DropStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** The functions that a dropped call of JavaScript runs on its own, and how that is written. */
export interface Background {
  readonly call: CallStep;
  /** `inline`: an async function that is called where it stands; `void`: a call that is marked as left alone. */
  readonly form: 'inline' | 'void';
}

/**
 * A string says why the work is left alone; null where nothing of the kind is dropped.
 *
 * Work that a function of the server leaves to itself though it may reject, for it does I/O and does not handle all its
 * failures. In a browser a rejection that nobody handles is told and ends nothing; at module level it is the program.
 */
export function backgroundOf(project: Project, fn: FunctionUnit, drop: DropStep): Background | string | null {
  const call = drop.of < 0 ? undefined : fn.flow.step(drop.of);
  if (call?.kind !== 'call' || (!drop.void && fn.flow.kind(call.callee) !== 'fn')) return null;
  if (fn.fact.form === 'module') return 'module';
  if (project.isTest(fn.file)) return 'test';
  if (project.environment(fn.file) === 'browser') return 'browser';
  const callee = fn.flow.step(call.callee);
  if (callee.kind === 'fn') {
    const own = fn.file.functions[callee.function];
    return own !== undefined && mayReject(project, own) ? { call, form: 'inline' } : 'handles';
  }
  const { targets, unknown } = project.callee(fn, call.index);
  const all = targets.every((target) => target.form === 'function' && mayReject(project, target.function) && !project.guardsAwaits(target.function));
  if (unknown || targets.length === 0) return 'unknown';
  return all ? { call, form: 'void' } : 'handles';
}

function mayReject(project: Project, fn: FunctionUnit): boolean {
  return fn.fact.async && fn.fact.hasBody && project.doesIo(fn) && project.mayFail(fn);
}
