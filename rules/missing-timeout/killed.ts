import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** Who waits until a process is gone. What `communicate` waits for, its pipes, others may hold open that it has started. */
const waits: ReadonlySet<string> = new Set(['asyncio.subprocess:Process.wait', 'subprocess:Popen.wait']);

/**
 * Whether the process that a call waits for was killed before, on every way there, which no process can refuse:
 * https://docs.python.org/3/library/subprocess.html#subprocess.Popen.kill. (On `terminate` it may go on.)
 */
export function isOfKilled(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { flow } = fn;
  if (!waits.has(project.known(fn, call.index)?.symbol ?? '')) return false;
  const process = receiverOf(fn, call.callee, 'wait');
  if (process === null) return false;
  for (let i = call.index - 1; i >= 0; i--) {
    const place = flow.kind(i) === 'write' ? flow.placeOf(i) : undefined;
    // Another process from here on.
    if (place !== undefined && [place.name, ...place.keys].join('.') === process) return false;
    if (flow.kind(i) === 'call' && receiverOf(fn, flow.callee(i), 'kill') === process && isWithin(fn, call.index, flow.parent(i))) return true;
  }
  return false;
}

/** What a method is called on, where that is a variable or attribute. */
function receiverOf({ flow }: FunctionUnit, callee: number, method: string): string | null {
  const place = callee < 0 || flow.kind(callee) !== 'read' ? undefined : flow.placeOf(callee);
  return place === undefined || place.scope === 'value' || place.keys.at(-1) !== method ? null : [place.name, ...place.keys.slice(0, -1)].join('.');
}

/** Whether a step stands in a block, however deep. */
function isWithin({ flow }: FunctionUnit, step: number, block: number): boolean {
  let at = flow.parent(step);
  while (at >= 0 && at !== block) at = flow.parent(at);
  return at === block;
}
