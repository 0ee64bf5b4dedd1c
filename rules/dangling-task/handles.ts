import { spelled, type Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/**
 * What becomes of a task's handle in the function that starts the task. `dropped`: no name takes it. `unread`: a local
 * variable takes it, and nobody reads that. `returned`: the caller gets it, and nobody else. `kept`: all other ways, among
 * them every call that is given the handle, since that may keep it.
 */
export type Fate =
  | { readonly form: 'dropped' }
  | { readonly form: 'unread'; readonly name: string }
  | { readonly form: 'returned' }
  | { readonly form: 'kept' };

const kept: Fate = { form: 'kept' };

/** The fate of a value that is a handle, or a collection or choice that holds one. */
export function fateOf(project: Project, fn: FunctionUnit, value: Value): Fate {
  const index = project.index(fn);
  let fate: Fate = kept;
  for (const use of index.uses(value)) {
    const own = ((): Fate => {
      switch (use.role) {
        case 'dropped': return { form: 'dropped' };
        case 'returned': return { form: 'returned' };
        case 'result': return fateOf(project, fn, fn.flow.parent(use.step));
        case 'item': return fateOf(project, fn, use.step);
        case 'written': return fateOfWrite(project, fn, use.step);
        default: return kept;
      }
    })();
    if (own.form === 'kept') return kept;
    fate = own;
  }
  return fate;
}

function fateOfWrite(project: Project, fn: FunctionUnit, write: Value): Fate {
  const step = fn.flow.step(write);
  if (step.kind !== 'write' || step.form === 'update' || step.place.scope !== 'local' || step.place.keys.length > 0) return kept;
  // What a module or class binds is there for others.
  if (fn.fact.form === 'module' || fn.fact.form === 'class') return kept;
  const index = project.index(fn);
  if (index.readsOf(write).length > 0 || isCaptured(fn, step.place.name)) return kept;
  return holds(project, fn, write) ? kept : { form: 'unread', name: spelled(step.place.name) };
}

/**
 * Whether the variable lives as long as the task may want to: in the main function of a program, in one that never ends, or
 * in one that runs the loop itself.
 */
function holds(project: Project, fn: FunctionUnit, write: Value): boolean {
  return project.index(fn).path(write, { to: 'return', avoid: (step) => runsLoop(project, fn, step) }) === null || isMain(project, fn);
}

/** Whether a step runs the event loop until what it is given is done, or for ever. */
function runsLoop(project: Project, fn: FunctionUnit, step: Value): boolean {
  if (fn.flow.kind(step) !== 'call') return false;
  const known = project.known(fn, step);
  return known?.fact.context === 'main' || known?.symbol === 'asyncio:AbstractEventLoop.run_forever';
}

/** Whether the file hands the function to what runs a whole program (`asyncio.run(main())`). */
function isMain(project: Project, main: FunctionUnit): boolean {
  return main.file.functions.some((fn) => {
    for (let i = 0; i < fn.flow.length; i++) {
      const step = fn.flow.step(i);
      if (step.kind !== 'call' || !runsLoop(project, fn, i)) continue;
      const runs = step.arguments.some(({ value }) => fn.flow.kind(value) === 'call'
        && project.callee(fn, value).targets.some((target) => target.form === 'function' && target.function === main));
      if (runs) return true;
    }
    return false;
  });
}

function isCaptured({ file, index }: FunctionUnit, name: string): boolean {
  return file.functions.some(({ flow }) => {
    for (let i = 0; i < flow.length; i++) {
      const kind = flow.kind(i);
      if (kind !== 'read' && kind !== 'write') continue;
      const step = flow.step(i);
      if ((step.kind === 'read' || step.kind === 'write') && step.place.scope === 'captured' && step.place.owner === index && step.place.name === name) return true;
    }
    return false;
  });
}
