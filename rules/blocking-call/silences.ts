import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FileUnit, FunctionUnit } from '../../engine/project/unit.js';
import type { Silence } from '../../engine/rule.js';

/** The calls that the rule does not come to: where they stand nobody waits for the loop, or nothing shows that they block. */
export function* silences(file: FileUnit, project: Project): Iterable<Silence> {
  for (const fn of file.functions) {
    for (const call of fn.flow) {
      if (call.kind !== 'call') continue;
      const passed = passedTo(project, fn, call);
      if (passed !== null) yield { silent: 'passed', fn, at: call.index, data: { passed } };
      const isBlocking = project.blockingCall(fn, call.index) !== null;
      if (!fn.fact.async && isBlocking && !isCallbackOfLoop(project, fn)) yield { silent: 'sync', fn, at: call.index };
      if (isBlocking || !fn.fact.async) continue;
      yield { silent: project.callee(fn, call.index).unknown ? 'unknown' : 'quick', fn, at: call.index };
    }
  }
}

/** A function that is not asynchronous, but that the loop itself calls: for each request, or as a callback in Python. */
export function isCallbackOfLoop(project: Project, fn: FunctionUnit): boolean {
  if (fn.fact.form === 'module' || fn.fact.form === 'class') return false;
  const { onLoop, perRequest, thread } = project.contexts(fn);
  return onLoop?.length === 1 && !thread && (perRequest || fn.file.language === 'python');
}

/** The name of a blocking function that a call is given, or null. */
function passedTo(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  for (const { value } of call.arguments) {
    const step = fn.flow.step(value);
    if (step.kind !== 'read') continue;
    for (const origin of project.origins(fn, value).of) {
      const blocks = origin.form === 'symbol' ? project.fact(fn, origin.symbol)?.blocks !== undefined
        : origin.form === 'function' && project.file(origin.path)?.functions.some((each) => each.qualifiedName === origin.name && project.blocking(each) !== null) === true;
      if (blocks) return fn.file.text.slice(step.start, step.end);
    }
  }
  return null;
}
