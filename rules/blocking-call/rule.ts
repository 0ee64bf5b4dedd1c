import type { CallStep } from '../../engine/flow/step.js';
import type { BlockingWitness, Project } from '../../engine/project/project.js';
import { readable } from '../../engine/project/symbols.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Level, Rule, RuleFinding } from '../../engine/rule.js';
import { isAside } from '../places.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { busyLoops } from './busy-loops.js';
import { isStartOfMain } from './start-of-main.js';

/**
 * Calls in asynchronous functions, and in callbacks of the loop, that block the thread, by themselves or through what
 * they reach. A direct one is a warning. Of a chain it has to be proved that it runs on the event loop for somebody who waits: reached from a request
 * or task, neither at start-up nor once only. Cheap look-ups of paths are not reported; work of the processor is another
 * defect.
 */
export const blockingCall: Rule = {
  id: 'blocking-call',
  summary: 'A call that blocks the event loop, directly or through functions in any file.',
  family: 'blocking',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: [],
  since: '0.1.0',
  related: ['ASYNC210', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC251', 'n/no-sync'],
  messages: {
    direct: { text: '`{callee}` blocks the event loop', help: '{cure}' },
    chain: { text: '`{callee}` blocks the event loop: {chain}', help: '{cure}' },
    leaving: { text: 'Leaving `with {callee}` blocks the event loop until its work is done', help: 'Create the pool once, and await its work with `run_in_executor`.' },
    busy: { text: 'This loop keeps the event loop busy until the time has come', help: 'Await a timer.' },
  },
  *check(file, project) {
    for (const fn of file.functions) {
      if (!fn.fact.async && !isCallbackOfLoop(project, fn)) continue;
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'call') continue;
        const call = fn.flow.step(i);
        const witness = call.kind === 'call' ? project.blockingCall(fn, i) : null;
        if (call.kind === 'call' && witness !== null) yield* judge(project, fn, call, witness);
      }
      const level = project.isTest(file) ? 'info' : 'warning';
      for (const loop of busyLoops(project, fn)) yield { message: 'busy', level, span: loop };
    }
  },
};

/** A function that is not asynchronous, but that the loop itself calls: for each request, or as a callback in Python. */
function isCallbackOfLoop(project: Project, fn: FunctionUnit): boolean {
  if (fn.fact.form === 'module' || fn.fact.form === 'class') return false;
  const { onLoop, perRequest, thread } = project.contexts(fn);
  return onLoop?.length === 1 && !thread && (perRequest || fn.file.language === 'python');
}

function* judge(project: Project, fn: FunctionUnit, call: CallStep, witness: BlockingWitness): Iterable<RuleFinding> {
  // What is awaited yields something to wait for, whatever is known of it.
  if (project.index(fn).uses(call.index).some((use) => use.role === 'awaited')) return;
  const level = levelOf(project, fn, witness);
  if (level === null || (witness.how === 'lock' && isOwnLock(project, fn, call)) || isStartOfMain(project, fn, call.index)) return;
  const callee = calleeName(project, fn, call.index);
  const data = { callee, cure: cureOf(fn, witness) };
  const span = calleeSpan(fn, call);
  if (witness.steps.length > 1) {
    const chain = [fn.fact.name === '' ? 'this function' : fn.fact.name, ...witness.steps.map((step) => step.callee)].join(' → ');
    yield { message: 'chain', level, span, data: { ...data, chain }, related: relatedOf(witness) };
  } else {
    yield { message: witness.fact.blocks === undefined ? 'leaving' : 'direct', level, span, data };
  }
}

/** A lock that the function has just made is free. */
function isOwnLock(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { writes, undefinedToo } = project.index(fn).writesReaching(call.callee);
  return !undefinedToo && writes.length > 0 && writes.every((write) => {
    const step = fn.flow.step(write);
    return step.kind === 'write' && step.from >= 0 && fn.flow.kind(step.from) === 'call';
  });
}

function levelOf(project: Project, fn: FunctionUnit, { how, steps, once }: BlockingWitness): Level | null {
  if (how === 'path' || how === 'cpu') return null;
  const contexts = project.contexts(fn);
  if (how === 'file' || contexts.startup || project.isTest(fn.file) || isAside(project.pathWithin(fn.file))) return 'info';
  if (steps.length === 1) return 'warning';
  return contexts.onLoop !== null && !once ? 'warning' : 'info';
}

/** The steps after the first, which is where the finding stands. */
function relatedOf(witness: BlockingWitness): RuleFinding['related'] {
  return witness.steps.slice(1).map(({ place, callee }) => {
    const name = place.function.slice(place.function.lastIndexOf('.') + 1).replace(/#\d+$/, '');
    return { place, message: `\`${name}\` calls \`${callee}\`` };
  });
}

function cureOf(fn: FunctionUnit, { fact, how }: BlockingWitness): string {
  if (fact.instead !== undefined) return `Use \`${readable(fact.instead)}\` instead.`;
  if (fn.file.language === 'python') return how === 'result' ? 'Await the result instead.' : 'Run it in a thread: `await asyncio.to_thread(…)`.';
  return 'Use the asynchronous form, or move the work to a worker.';
}
