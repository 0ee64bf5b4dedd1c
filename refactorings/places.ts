import type { AwaitStep, CallStep, Value } from '../engine/flow/step.js';
import type { FileUnit, FunctionUnit } from '../engine/project/unit.js';
import type { Span } from '../engine/text.js';

/** What stands at a place, or in a selection, of a file. */

/** The innermost function whose body holds a span. */
export function functionAt(file: FileUnit, span: Span): FunctionUnit | undefined {
  return file.functions.findLast(({ fact: { bodySpan, form } }) => form !== 'class' && bodySpan.start <= span.start && span.end <= bodySpan.end);
}

/** The awaits that a place stands in, the innermost first; of a selection those that lie within it, in order. */
export function awaitsAt({ flow }: FunctionUnit, span: Span): readonly AwaitStep[] {
  const found: AwaitStep[] = [];
  for (let i = 0; i < flow.length; i++) {
    const step = flow.kind(i) === 'await' && meets(flow.start(i), flow.end(i), span) ? flow.step(i) : undefined;
    if (step?.kind === 'await' && step.of >= 0) found.push(step);
  }
  return span.start === span.end ? found.sort((a, b) => (a.end - a.start) - (b.end - b.start)) : found;
}

/** The call whose callee a place stands in or right behind; of a selection the one that is selected as a whole. */
export function callAt({ flow }: FunctionUnit, span: Span): CallStep | undefined {
  let found: Value = -1;
  for (let i = 0; i < flow.length; i++) {
    const callee = flow.callee(i);
    if (callee < 0) continue;
    const isMeant = span.start === span.end
      ? flow.start(callee) <= span.start && span.start <= flow.end(callee)
      : flow.start(i) === span.start && flow.end(i) === span.end;
    if (isMeant && (found < 0 || flow.end(callee) - flow.start(callee) < flow.end(flow.callee(found)) - flow.start(flow.callee(found)))) found = i;
  }
  const call = found < 0 ? undefined : flow.step(found);
  return call?.kind === 'call' ? call : undefined;
}

function meets(start: number, end: number, span: Span): boolean {
  return span.start === span.end ? start <= span.start && span.start <= end : span.start <= start && end <= span.end;
}
