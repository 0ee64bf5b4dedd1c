import type { Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/**
 * Whether a call stands in a program's main before anything was awaited: nothing else runs on the loop yet. Main is
 * what the module's own body starts.
 */
export function isStartOfMain(project: Project, fn: FunctionUnit, call: Value): boolean {
  if (!isStartedByModule(project, fn)) return false;
  const { flow } = fn;
  const suspends = (step: Value): boolean => {
    const kind = flow.kind(step);
    if (kind === 'await') return true;
    const region = kind === 'scope' || kind === 'loop' ? flow.step(step) : undefined;
    return (region?.kind === 'scope' || region?.kind === 'loop') && region.async;
  };
  return project.index(fn).path(-1, { to: (step) => step === call, via: suspends }) === null;
}

function isStartedByModule(project: Project, fn: FunctionUnit): boolean {
  const module = fn.file.functions[0]!;
  if (fn.fact.parent !== 0) return false;
  for (let i = 0; i < module.flow.length; i++) {
    if (module.flow.kind(i) !== 'call') continue;
    const { targets } = project.callee(module, i);
    if (targets.some((target) => target.form === 'function' && target.function === fn)) return true;
  }
  return false;
}
