import type { CallStep } from '../../engine/flow/step.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import { blocks } from '../../engine/project/arguments.js';
import type { Project } from '../../engine/project/project.js';
import { isBounded } from '../../engine/project/time-bounds.js';
import { limitOf } from '../../engine/project/time-limits.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { isConversation, isStream } from './conversations.js';
import { fixesOf } from './fixes.js';
import { isOfKilled } from './killed.js';
import { asksOwnServer } from './own-server.js';
import { asksAtTerminal, isOfCommandLine, isOfPipeline, isOfScript } from './scripts.js';

type Timeout = NonNullable<SymbolFact['timeout']>;

/**
 * Calls that wait for another party and for which nothing sets a limit: no argument, no client, no scope around them.
 * What each library does by itself is knowledge. Only network calls that wait for ever are warnings; what waits for
 * its own process (queues, events, locks) mostly may, so it is info, and in a worker's loop it is silent.
 */
export const missingTimeout: Rule = {
  id: 'missing-timeout',
  summary: 'A call that waits for another party without any limit of time.',
  family: 'time',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: ['suggestion'],
  since: '0.1.0',
  related: ['S113'],
  snippets: ['async-timeout', 'async-fetch', 'async-deadline'],
  messages: {
    never: { text: '`{callee}` waits for ever if the other side does not answer', help: '{cure}' },
    off: { text: '`{callee}` has its timeout switched off', help: '{cure}' },
    platform: { text: '`{callee}` may wait for {seconds} seconds: nobody has set a limit', help: '{cure}' },
    late: { text: '`{callee}` gives up only after {seconds} seconds', help: '{cure}' },
    wait: { text: '`{callee}` may wait for ever', help: '{cure}' },
    browser: { text: '`{callee}` waits until the browser gives up: nobody has set a limit', help: '{cure}' },
  },
  // A program may limit all that the platform sends.
  early: ['never', 'off', 'late', 'wait', 'browser'],
  examines: 'calls of known libraries that wait for another party',
  reasons: {
    set: 'the call or its client sets a limit',
    unseen: 'its options, or its client, can\'t be seen whole and may set a limit',
    default: 'the library gives up by itself after {seconds} seconds',
    bounded: 'a limit stands around it, or may: a scope, or a call that takes over what it waits for',
    conversation: 'it is meant to last: a worker\'s loop waits for its next job, or a stream of events is read',
    later: 'it makes what connects later, by a call that is looked at itself',
    killed: 'the process was killed before, which it can not refuse',
    late: 'the library gives up by itself in the end',
    inProcess: 'what it waits for is in this process, which mostly may last',
    browser: 'in a browser, which gives up by itself',
    either: 'its package has pages as well, and nothing shows that it runs on a server',
    test: 'in a test, whose runner sets a limit',
    tooling: 'in a script, tool or migration, for which nobody waits',
    pipeline: 'in a step of a pipeline, which has a limit of its own',
    script: 'in a script that does its few steps once: whoever runs it waits for it alone, and sees that it hangs',
    command: 'in a command of a command line, which says what it does: whoever runs it sees that it hangs',
    asks: 'in a program that asks questions at a terminal: whoever answers them sees that it hangs',
  },
  *check(file, project) {
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'call') continue;
        const fact = project.known(fn, i)?.fact;
        const call = fact?.timeout === undefined ? undefined : fn.flow.step(i);
        if (fact?.timeout !== undefined && call?.kind === 'call') yield* judge(project, fn, call, fact, fact.timeout);
      }
    }
  },
};

/** A library's own limit up to which nobody needs to be told, in seconds. */
const patience = 60;

function* judge(project: Project, fn: FunctionUnit, call: CallStep, fact: SymbolFact, timeout: Timeout): Iterable<RuleFinding | Silence> {
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: call.index, data: { seconds: String(timeout.default) } });
  const limit = limitOf(project, fn, call, timeout);
  if (limit === 'set' || limit === 'unseen') return yield silent(limit);
  if (fact.class === true && fact.blocksIf !== undefined && !blocks(fn, call, fact)) return yield silent('later');
  const isNetwork = timeout.kind === 'network';
  if (limit === 'default' && typeof timeout.default === 'number' && timeout.default <= patience) return yield silent('default');
  if (isBounded(project, fn, call, isNetwork)) return yield silent('bounded');
  const isOff = limit !== 'default' && typeof timeout.default === 'number';
  if (isConversation(project, fn, call, isNetwork) || (isOff && isStream(fn, call))) return yield silent('conversation');
  if (isOfKilled(project, fn, call)) return yield silent('killed');
  const isLate = limit === 'default' && typeof timeout.default === 'number';
  const lowered = isLate ? 'late' : !isNetwork ? 'inProcess' : aside(project, fn, call);
  const message = isLate ? 'late' : typeof timeout.default === 'number' ? 'off' : lowered === 'browser' ? 'browser'
    : timeout.platform !== undefined ? 'platform' : isNetwork ? 'never' : 'wait';
  const data = { callee: calleeName(project, fn, call.index), seconds: String(timeout.platform ?? timeout.default), cure: cureOf(fn, timeout) };
  yield { message, span: calleeSpan(fn, call), data, fixes: () => fixesOf(project, fn, call, timeout), ...(lowered === null ? {} : { level: 'info', lowered }) };
}

/** Where a call without a limit harms hardly anybody, as the reason for a lower level; or null. */
function aside(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  const { file } = fn;
  const environment = project.environment(file);
  if (environment === 'browser' || asksOwnServer(project, fn, call)) return 'browser';
  if (project.isTest(file)) return 'test';
  if (project.isAside(file)) return 'tooling';
  if (isOfPipeline(file)) return 'pipeline';
  if (isOfScript(project, fn, call.index)) return 'script';
  if (asksAtTerminal(project, fn)) return 'asks';
  if (isOfCommandLine(project, fn)) return 'command';
  return environment === 'either' ? 'either' : null;
}

function cureOf(fn: FunctionUnit, { by }: Timeout): string {
  const key = by?.[0]?.keys?.at(-1);
  if (key === 'signal') return 'Pass `signal: AbortSignal.timeout(…)`.';
  if (key !== undefined) return `Pass \`${key}\` in its options.`;
  if (by?.[0]?.name !== undefined) return `Pass \`${by[0].name}=…\`.`;
  return fn.fact.async && fn.file.language === 'python' ? 'Await it within `asyncio.timeout(…)`.' : 'Set a limit of time.';
}
