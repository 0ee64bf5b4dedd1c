import type { Value } from '../../engine/flow/step.js';
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
        case 'result': return fateOf(project, fn, choiceAround(fn, use.step));
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

/** The outermost branch or comprehension whose value an arm's result becomes. */
function choiceAround({ flow }: FunctionUnit, arm: Value): Value {
  let around = flow.parent(arm);
  // The element of a nested comprehension is one of the outermost.
  for (let outer = around; outer >= 0; outer = flow.parent(outer)) {
    const step = flow.step(outer);
    if (step.kind === 'loop' && step.makes === null && step.form === 'comprehension') continue;
    if (step.kind === 'loop' && step.makes !== null) around = outer;
    if (step.kind !== 'arm' && step.kind !== 'branch') break;
  }
  return around;
}

function fateOfWrite(project: Project, fn: FunctionUnit, write: Value): Fate {
  const step = fn.flow.step(write);
  if (step.kind !== 'write' || step.form === 'update' || step.place.scope !== 'local' || step.place.keys.length > 0) return kept;
  // What a module or class binds is there for others.
  if (fn.fact.form === 'module' || fn.fact.form === 'class') return kept;
  const index = project.index(fn);
  if (index.readsOf(write).length > 0 || isCaptured(fn, step.place.name)) return kept;
  return holds(project, fn, write) ? kept : { form: 'unread', name: step.place.name.replace(/#\d+$/, '') };
}

/** Whether the variable lives as long as the task may want to: in the main function of a program, or one that never ends. */
function holds(project: Project, fn: FunctionUnit, write: Value): boolean {
  return project.index(fn).path(write, { to: 'return' }) === null || isMain(project, fn);
}

/** Whether the file hands the function to what runs a whole program (`asyncio.run(main())`). */
function isMain(project: Project, main: FunctionUnit): boolean {
  return main.file.functions.some((fn) => {
    for (let i = 0; i < fn.flow.length; i++) {
      const step = fn.flow.step(i);
      if (step.kind !== 'call' || project.known(fn, i)?.fact.context !== 'main') continue;
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
