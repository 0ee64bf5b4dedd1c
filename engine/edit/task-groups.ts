import { spelled, type CallStep, type Value } from '../flow/step.js';
import type { Concurrency, Project } from '../project/project.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';

/** A task group or nursery that code may start tasks in, by the variable that holds it. */
export interface TaskGroup {
  readonly name: string;
  readonly of: Concurrency;
}

const makers: ReadonlyMap<string, Concurrency> = new Map([
  ['asyncio:TaskGroup', 'asyncio'], ['anyio:create_task_group', 'anyio'], ['trio:open_nursery', 'trio'],
]);

/** The innermost task group that is open around a step of a function of Python, or that the function is given; or null. */
export function groupAround(project: Project, fn: FunctionUnit, at: Value): TaskGroup | null {
  const { flow, fact } = fn;
  for (const region of project.index(fn).enclosing(at)) {
    if (region.kind !== 'scope' || !region.async) continue;
    const of = makers.get(flow.kind(region.item) === 'call' ? project.known(fn, region.item)?.symbol ?? '' : '');
    if (of === undefined) continue;
    for (const use of project.index(fn).uses(region.index)) {
      const write = flow.step(use.step);
      if (write.kind === 'write' && write.place.keys.length === 0) return { name: spelled(write.place.name), of };
    }
  }
  for (const { name, annotation } of fact.parameters) {
    const type = annotation?.form === 'name' ? annotation.path.at(-1) : undefined;
    if (type === 'Nursery') return { name, of: 'trio' };
    if (type === 'TaskGroup') return { name, of: project.concurrency(fn) === 'asyncio' ? 'asyncio' : 'anyio' };
  }
  return null;
}

/**
 * Starts a call of an async function in a group: `group.create_task(f(x))`, and for anyio and trio, which take the
 * function itself, `group.start_soon(f, x)`.
 * @returns null where arguments are named or spread, which `start_soon` does not hand on.
 */
export function startIn(fn: FunctionUnit, { name, of }: TaskGroup, call: CallStep): readonly TextEdit[] | null {
  const { start, end } = call;
  if (of === 'asyncio') return [{ start, end: start, text: `${name}.create_task(` }, { start: end, end, text: ')' }];
  if (call.arguments.some((argument) => argument.spread || argument.name !== null)) return null;
  const behind = fn.flow.end(call.callee);
  const text = fn.file.text.slice(behind, end);
  if (!text.startsWith('(')) return null;
  const separator = call.arguments.length === 0 ? '' : /^\(\s/.test(text) ? ',' : ', ';
  return [{ start, end: start, text: `${name}.start_soon(` }, { start: behind, end: behind + 1, text: separator }];
}
