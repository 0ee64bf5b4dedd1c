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
 * Work that a function of the server leaves to itself though it may reject, for it does I/O and does not handle all its
 * failures. In a browser a rejection that nobody handles is told and ends nothing; at module level it is the program.
 */
export function backgroundOf(project: Project, fn: FunctionUnit, drop: DropStep): Background | null {
  if (fn.fact.form === 'module' || drop.of < 0 || project.isTest(fn.file) || project.runsInBrowser(fn.file)) return null;
  const call = fn.flow.step(drop.of);
  if (call.kind !== 'call') return null;
  const callee = fn.flow.step(call.callee);
  if (callee.kind === 'fn') {
    const own = fn.file.functions[callee.function];
    return own !== undefined && mayReject(project, own) ? { call, form: 'inline' } : null;
  }
  const { targets, unknown } = project.callee(fn, call.index);
  const all = targets.every((target) => target.form === 'function' && mayReject(project, target.function));
  return drop.void && !unknown && targets.length > 0 && all ? { call, form: 'void' } : null;
}

function mayReject(project: Project, fn: FunctionUnit): boolean {
  return fn.fact.async && fn.fact.hasBody && project.doesIo(fn) && project.mayFail(fn);
}
