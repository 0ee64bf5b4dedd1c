import type { LoopStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Span } from '../../engine/text.js';

/** What tells the time, in both languages. */
const clocks: ReadonlySet<string> = new Set([
  'globalThis:Date.now', 'globalThis:performance.now', 'time:time', 'time:monotonic', 'time:perf_counter', 'datetime:datetime.now',
]);

/** The loops, and their keywords, that only ask for the time until it has come: their test reads a clock, their body calls nothing else. */
export function* busyLoops(project: Project, fn: FunctionUnit): Iterable<{ readonly loop: LoopStep; readonly span: Span }> {
  const { flow } = fn;
  for (let i = 0; i < flow.length; i++) {
    if (flow.kind(i) !== 'loop') continue;
    const loop = flow.step(i);
    if (loop.kind !== 'loop' || (loop.form !== 'while' && loop.form !== 'do')) continue;
    let readsClock = false;
    let isIdle = true;
    for (let at = i + 1; at < loop.last; at++) {
      const kind = flow.kind(at);
      if (kind === 'await' || kind === 'yield' || kind === 'exit') isIdle = false;
      if (kind !== 'call') continue;
      const { targets, unknown } = project.callee(fn, at);
      const target = targets[0];
      if (!unknown && targets.length === 1 && target?.form === 'symbol' && clocks.has(target.symbol)) readsClock = true;
      else isIdle = false;
    }
    if (readsClock && isIdle) yield { loop, span: { start: loop.start, end: loop.start + (loop.form === 'do' ? 2 : 5) } };
  }
}
