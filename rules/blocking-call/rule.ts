import { spelled, type CallStep, type ScopeStep } from '../../engine/flow/step.js';
import type { BlockingWitness, Project } from '../../engine/project/project.js';
import { readable } from '../../engine/project/symbols.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Level, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { calleeName, calleeSpan, itemSpan } from '../squiggle.js';
import { busyLoops } from './busy-loops.js';
import { busyLoopFixes, fixesOf } from './fixes.js';
import { isStartOfMain } from './start-of-main.js';
import { isCallbackOfLoop, silences } from './silences.js';

/**
 * Calls in asynchronous functions, and in callbacks of the loop, that block the thread, by themselves or through what
 * they reach. A direct one is a warning. Of a chain it has to be proved that it runs on the event loop for somebody who
 * waits: reached from a request or task, neither at start-up nor once only. Work with files is info, since how long it takes
 * can't be told, but for contents that are copied or packed as a whole while others are served; a look-up of a path is so only in a service while it serves; work of the processor is another defect.
 */
export const blockingCall: Rule = {
  id: 'blocking-call',
  summary: 'A call that blocks the event loop, directly or through functions in any file.',
  family: 'blocking',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: ['safe', 'suggestion'],
  since: '0.1.0',
  related: ['ASYNC210', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC251', 'n/no-sync'],
  snippets: ['async-to-thread', 'async-to-process', 'async-subprocess', 'async-file', 'async-sleep'],
  messages: {
    direct: { text: '`{callee}` blocks the event loop', help: '{cure}' },
    chain: { text: '`{callee}` blocks the event loop: {chain}', help: '{cure}' },
    leaving: { text: 'Leaving `with {callee}` blocks the event loop until its work is done', help: 'Create the pool once, and await its work with `run_in_executor`.' },
    busy: { text: 'This loop keeps the event loop busy until the time has come', help: 'Await a timer.' },
  },
  early: ['direct', 'leaving', 'busy'],
  examines: 'calls in asynchronous functions, and in functions that the event loop itself calls',
  reasons: {
    sync: 'it stands in a function that is not asynchronous and that the loop itself is not known to call; where an async function calls that, it is told there',
    passed: '`{passed}` is passed, not called: who takes it runs it in a thread, or later',
    unknown: 'what it reaches is not known: {unknown}',
    quick: 'nothing that it is known to reach blocks',
    awaited: 'it is awaited, so it yields something to wait for',
    path: 'it only looks up a path, which is cheap',
    cpu: 'it keeps the processor busy, which is another defect',
    ownLock: 'the function has just made the lock, so it is free',
    startOfMain: 'the program has only begun, and nobody is served yet',
    input: 'it asks a person, and nothing shows that others are served meanwhile',
    file: 'it works with files, which mostly is quick: how long it takes depends on their size and on the disk',
    start: 'it starts a process, and nothing shows that others are served meanwhile',
    startup: 'at start-up, when nobody is served yet',
    test: 'in a test, where nobody waits',
    aside: 'in a script, sample or migration, where nobody waits',
    unproved: 'it is not proved that an entry point reaches it on the event loop',
    command: 'in a program for the command line, where no request or event is known to reach it',
    once: 'it happens once only, behind a cache or a test',
  },
  silences,
  *check(file, project) {
    for (const fn of file.functions) {
      if (!fn.fact.async && !isCallbackOfLoop(project, fn)) continue;
      for (let i = 0; i < fn.flow.length; i++) {
        const kind = fn.flow.kind(i);
        const witness = kind === 'call' || kind === 'scope' ? project.blockingCall(fn, i) : null;
        const step = witness === null ? undefined : fn.flow.step(i);
        if (witness !== null && (step?.kind === 'call' || step?.kind === 'scope')) yield* judge(project, fn, step, witness);
      }
      const level: Level = project.isTest(file) ? 'info' : 'warning';
      for (const { loop, span } of busyLoops(project, fn)) yield { message: 'busy', level, span, fixes: () => busyLoopFixes(project, fn, loop) };
    }
  },
};

/** @param at the call, or a scope that runs something of the program's own where it is entered or left. */
function* judge(project: Project, fn: FunctionUnit, at: CallStep | ScopeStep, witness: BlockingWitness): Iterable<RuleFinding | Silence> {
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: at.index });
  if (at.kind === 'call' && project.index(fn).uses(at.index).some((use) => use.role === 'awaited')) return yield silent('awaited');
  if (witness.how === 'cpu') return yield silent('cpu');
  if (witness.fact.paces === 'lock' && at.kind === 'call' && isOwnLock(project, fn, at)) return yield silent('ownLock');
  if (isStartOfMain(project, fn, at.index)) return yield silent('startOfMain');
  const lowered = whyLowered(project, fn, witness);
  if (witness.how === 'path' && lowered !== 'path') return yield silent('path');
  const level: Pick<RuleFinding, 'level' | 'lowered'> = lowered === null ? { level: 'warning' } : { level: 'info', lowered };
  const data = { callee: at.kind === 'call' ? calleeName(project, fn, at.index) : witness.steps[0]!.callee, cure: cureOf(project, fn, at, witness) };
  const span = at.kind === 'call' ? calleeSpan(fn, at) : itemSpan(fn, at);
  const fixes = (): readonly Fix[] => (at.kind === 'call' ? fixesOf(project, fn, at, witness) : []);
  if (witness.steps.length > 1) {
    const chain = [fn.fact.name === '' ? 'this function' : fn.fact.name, ...witness.steps.map((step) => step.callee)].join(' → ');
    yield { message: 'chain', ...level, span, data: { ...data, chain }, related: relatedOf(witness), fixes };
  } else {
    yield { message: witness.how === witness.fact.exitBlocks ? 'leaving' : 'direct', ...level, span, data, fixes };
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

/** The reason for which a call is info, or null where it is a warning. */
function whyLowered(project: Project, fn: FunctionUnit, { how, steps, once }: BlockingWitness): string | null {
  const { startup, onLoop, serves } = project.contexts(fn);
  const isDirect = steps.length === 1;
  if (project.isTest(fn.file)) return 'test';
  if (project.isAside(fn.file)) return 'aside';
  if (how === 'file') return 'file';
  if (how === 'start' || how === 'path' || how === 'input' || how === 'copy') {
    if (once) return 'once';
    if (how === 'copy') return serves ? null : startup ? 'startup' : 'file';
    if (!serves) return startup ? 'startup' : how === 'input' ? 'input' : 'start';
    return how === 'path' ? 'path' : null;
  }
  if (startup) return 'startup';
  if (isDirect) return !serves && project.hasCommand(fn.file) ? 'command' : null;
  if (onLoop === null) return 'unproved';
  return once ? 'once' : null;
}

/** The steps after the first, which is where the finding stands. */
function relatedOf(witness: BlockingWitness): RuleFinding['related'] {
  return witness.steps.slice(1).map(({ place, callee }) => {
    const name = spelled(place.function.slice(place.function.lastIndexOf('.') + 1));
    return { place, message: `\`${name}\` calls \`${callee}\`` };
  });
}

function cureOf(project: Project, fn: FunctionUnit, at: CallStep | ScopeStep, { fact, how }: BlockingWitness): string {
  if (at.kind === 'scope' || runsGenerator(project, fn, at)) return fn.file.language === 'python' ? 'Make it asynchronous, and run what blocks in a thread.' : 'Make it asynchronous.';
  if (fact.instead !== undefined) return `Use \`${readable(fact.instead)}\` instead.`;
  if (fn.file.language === 'python') return how === 'result' ? 'Await the result instead.' : 'Run it in a thread: `await asyncio.to_thread(…)`.';
  return 'Use the asynchronous form, or move the work to a worker.';
}

/** Whether the call makes a generator, which goes on wherever its items are taken. */
function runsGenerator(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  return project.callee(fn, call.index).targets.some((target) => target.form === 'function' && target.function.fact.generator);
}
