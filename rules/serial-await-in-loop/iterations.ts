import type { Carried } from '../../engine/flow/carried.js';
import type { LoopStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** Nothing but additions and sums goes from one iteration to the next. */
export function isIndependent(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  return project.index(fn).carried(loop.index).carried.every((carried) => carried.how !== 'other' || isAddition(fn, carried));
}

/** Methods that add several items at once to a list, set or dict of the function's own. */
const adding: ReadonlySet<string> = new Set(['extend', 'update']);

function isAddition({ flow }: FunctionUnit, { made, writes, reads }: Carried): boolean {
  return made && reads.length === 0 && writes.every((write) => {
    const call = flow.step(write);
    const callee = call.kind === 'call' ? flow.step(call.callee) : undefined;
    return callee?.kind === 'read' && adding.has(callee.place.keys.at(-1) ?? '');
  });
}
