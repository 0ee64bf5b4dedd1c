import type { Project } from '../engine/project/project.js';
import type { FileUnit, FunctionUnit } from '../engine/project/unit.js';
import type { CallStep, ScopeStep, Value } from '../engine/flow/step.js';
import type { Span } from '../engine/text.js';

/**
 * What rules show of a call, the same in all of them: a squiggle beneath its callee, never over several lines, and its
 * name as a reader wrote it.
 */

/** The callee's span; of a callee over several lines what stands on the last of them (`.then`). */
export function calleeSpan(fn: FunctionUnit, call: CallStep): Span {
  return lastLine(fn.file, { start: fn.flow.start(call.callee), end: fn.flow.end(call.callee) });
}

/** The span of what `with` enters: of a call its callee. */
export function itemSpan(fn: FunctionUnit, { item }: ScopeStep): Span {
  const step = fn.flow.step(item);
  return step.kind === 'call' ? calleeSpan(fn, step) : lastLine(fn.file, step);
}

function lastLine({ text }: FileUnit, { start, end }: Span): Span {
  const covered = text.slice(start, end);
  const line = Math.max(covered.lastIndexOf('\n'), covered.lastIndexOf('\r')) + 1;
  if (line === 0) return { start, end };
  return { start: start + line + covered.slice(line).search(/\S/), end };
}

const longest = 40;

/** The callee as it is written, or its last name where that would be long or can't be written out. */
export function calleeName(project: Project, fn: FunctionUnit, call: Value): string {
  const text = project.calleeText(fn, call);
  return text.length <= longest && !text.includes('…') ? text : text.slice(text.lastIndexOf('.') + 1);
}
