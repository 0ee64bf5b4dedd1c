import type { Carried } from '../../engine/flow/carried.js';
import { spelled, type LoopStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** What goes from one iteration to the next, as it is written; null where it is nothing but additions and sums. */
export function carriedName(project: Project, fn: FunctionUnit, loop: LoopStep): string | null {
  const found = project.index(fn).carried(loop.index).carried.find((carried) => carried.how === 'other' && !isAddition(fn, carried));
  return found === undefined ? null : [spelled(found.place.name), ...found.place.keys].join('.');
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
