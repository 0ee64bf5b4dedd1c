import type { CallStep } from '../../engine/flow/step.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Level, Rule, RuleFinding } from '../../engine/rule.js';
import { isTooling } from '../places.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { isBounded } from './bounds.js';
import { isConversation } from './conversations.js';
import { limitOf } from './limits.js';

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
  fixes: [],
  since: '0.1.0',
  related: ['S113'],
  messages: {
    never: { text: '`{callee}` waits for ever if the other side does not answer', help: '{cure}' },
    off: { text: '`{callee}` has its timeout switched off', help: '{cure}' },
    platform: { text: '`{callee}` may wait for {seconds} seconds: nobody has set a limit', help: '{cure}' },
    late: { text: '`{callee}` gives up only after {seconds} seconds', help: '{cure}' },
    wait: { text: '`{callee}` may wait for ever', help: '{cure}' },
  },
  *check(file, project) {
    for (const fn of file.functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'call') continue;
        const call = fn.flow.step(i);
        const timeout = project.known(fn, i)?.fact.timeout;
        if (call.kind === 'call' && timeout !== undefined) yield* judge(project, fn, call, timeout);
      }
    }
  },
};

/** A library's own limit up to which nobody needs to be told, in seconds. */
const patience = 60;

function* judge(project: Project, fn: FunctionUnit, call: CallStep, timeout: Timeout): Iterable<RuleFinding> {
  const limit = limitOf(project, fn, call, timeout);
  if (limit === 'set' || limit === 'unseen') return;
  const isNetwork = timeout.kind === 'network';
  if (limit === 'default' && typeof timeout.default === 'number' && timeout.default <= patience) return;
  if (isBounded(project, fn, call, isNetwork) || isConversation(project, fn, call, isNetwork)) return;
  const isLate = limit === 'default' && typeof timeout.default === 'number';
  const message = isLate ? 'late' : timeout.platform !== undefined ? 'platform' : typeof timeout.default === 'number' ? 'off' : isNetwork ? 'never' : 'wait';
  const level: Level = isLate || !isNetwork || project.runsInBrowser(fn.file) || project.isTest(fn.file) || isTooling(project.pathWithin(fn.file)) ? 'info' : 'warning';
  const data = { callee: calleeName(project, fn, call.index), seconds: String(timeout.platform ?? timeout.default), cure: cureOf(fn, timeout) };
  yield { message, level, span: calleeSpan(fn, call), data };
}

function cureOf(fn: FunctionUnit, { by }: Timeout): string {
  const key = by?.[0]?.keys?.at(-1);
  if (key === 'signal') return 'Pass `signal: AbortSignal.timeout(…)`.';
  if (key !== undefined) return `Pass \`${key}\` in its options.`;
  if (by?.[0]?.name !== undefined) return `Pass \`${by[0].name}=…\`.`;
  return fn.fact.async && fn.file.language === 'python' ? 'Await it within `asyncio.timeout(…)`.' : 'Set a limit of time.';
}
