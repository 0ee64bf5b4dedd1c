import { readLoop, type LoopPart } from '../engine/edit/loop-part.js';
import { importMember } from '../engine/edit/python-imports.js';
import { gatheredLoop } from '../engine/edit/python-loops.js';
import { mappedLoop, splitLoop } from '../engine/edit/typescript-loops.js';
import type { AwaitStep, LoopStep } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Offer } from '../engine/refactoring.js';
import type { Span } from '../engine/text.js';
import { wantsOrder } from './orders.js';
import { awaitsAt, functionAt } from './places.js';

/**
 * Runs the iterations of the loop at the cursor together: it stands in the loop's head, or in an await of its body. Only
 * where no iteration needs another, and nothing that they await wants its order.
 */
export const loopTogether: Offer = function* loopTogether(file, span, project) {
  const fn = functionAt(file, span);
  if (fn === undefined || !fn.fact.async) return;
  const part = loopAt(project, fn, span);
  if (part === null || part.awaits.length === 0 || needsOrder(project, part)) return;
  const title = (by: string): string => `Run the iterations together with ${by} (all at once, in no order; the first to fail fails all)`;
  if (file.language === 'typescript') {
    const edits = mappedLoop(part, false) ?? splitLoop(part, false);
    if (edits !== null) yield { title: title('Promise.all'), edits };
    return;
  }
  const gather = project.concurrency(fn) === 'asyncio' ? importMember(file.text, file.facts, 'asyncio', 'gather', fn.index) : null;
  const edits = gather === null ? null : gatheredLoop(part, { gather: gather.name, semaphore: null }, false);
  if (gather !== null && edits !== null) yield { title: title('asyncio.gather'), edits: [...gather.edits, ...edits] };
};

/** The loop whose head a place stands in, or the innermost around the await that it stands in. */
function loopAt(project: Project, fn: FunctionUnit, span: Span): LoopPart | null {
  const index = project.index(fn);
  const [own] = awaitsAt(fn, span);
  const around = own === undefined ? undefined : index.enclosing(own.index).find((region): region is LoopStep => region.kind === 'loop');
  if (around !== undefined) return readLoop(fn, index, around.index);
  for (const step of fn.flow) {
    const part = step.kind === 'loop' && step.start <= span.start && span.end <= step.end ? readLoop(fn, index, step.index) : null;
    if (part !== null && span.end <= part.headEnd) return part;
  }
  return null;
}

function needsOrder(project: Project, { fn, index, loop, awaits }: LoopPart): boolean {
  // Who takes the first of what a generator yields would wait for all of it.
  for (let i = loop.index; i < loop.last; i++) if (fn.flow.kind(i) === 'yield') return true;
  if (index.carried(loop.index).carried.some(({ how }) => how === 'other')) return true;
  return awaits.some((at) => {
    const step = fn.flow.step(at);
    return step.kind !== 'await' || wantsOrder(project, fn, step satisfies AwaitStep);
  });
}
