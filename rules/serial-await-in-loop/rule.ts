import type { LoopStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Rule, RuleFinding } from '../../engine/rule.js';
import { isMigration } from '../places.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { awaitedIn, judgeAwaited } from './awaits.js';
import { exitsHangOnAwaits } from './exits.js';
import { isIndependent } from './iterations.js';
import { drainsSharedIterator, isCounted, isStepped, isTiny } from './loops.js';
import { judgeBody } from './surroundings.js';
import { silent, type Verdict } from './verdict.js';

/**
 * Loops whose iterations are awaited one after another though they are independent. A loop is reported only where all of
 * these hold: it runs over something finite (`loops.ts`); it carries nothing from one iteration to the next
 * (`iterations.ts`); no exit or handler hangs on what is awaited (`exits.ts`); nothing around or in it asks for an order
 * (`surroundings.ts`); and what is awaited neither paces, nor changes shared state, nor runs on one connection
 * (`awaits.ts`). Where only a fact about the last two is missing, the finding is info and says which.
 */
export const serialAwaitInLoop: Rule = {
  id: 'serial-await-in-loop',
  summary: 'Independent iterations of a loop are awaited one after another.',
  family: 'shape',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: [],
  since: '0.1.0',
  related: ['no-await-in-loop'],
  messages: {
    proved: {
      text: 'Each `{callee}` waits for the one before, though no iteration needs another',
      help: 'Run them together with {cure}, with a limit where there may be many.',
    },
    likely: {
      text: 'Each `{callee}` waits for the one before; they look independent, but {unknown}',
      help: 'If the order does not matter, run them together with {cure}.',
    },
  },
  *check(file, project) {
    if (isMigration(project.pathWithin(file))) return;
    for (const fn of file.functions) {
      if (!fn.fact.async) continue;
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'loop') continue;
        const loop = fn.flow.step(i);
        if (loop.kind === 'loop') yield* judge(project, fn, loop);
      }
    }
  },
};

function* judge(project: Project, fn: FunctionUnit, loop: LoopStep): Iterable<RuleFinding> {
  if (!isCounted(project, fn, loop)) return;
  const awaited = awaitedIn(fn, loop);
  if (awaited.length === 0 || isStepped(project, fn, loop) || isTiny(project, fn, loop)) return;
  if (drainsSharedIterator(project, fn, loop)) return;
  if (!isIndependent(project, fn, loop) || exitsHangOnAwaits(project, fn, loop)) return;
  const verdict = verdictOf(project, fn, loop, awaited);
  if (verdict.answer === 'silent') return;
  const { call } = verdict;
  const cure = fn.file.language === 'python' ? '`asyncio.gather`' : '`Promise.all`';
  const data = { callee: calleeName(project, fn, call.index), cure };
  const span = calleeSpan(fn, call);
  if (verdict.unknown === null) yield { message: 'proved', span, data };
  else yield { message: 'likely', level: 'info', span, data: { ...data, unknown: verdict.unknown } };
}

/** The verdict on the first call that is worth it; any that wants the order silences the loop. */
function verdictOf(project: Project, fn: FunctionUnit, loop: LoopStep, awaited: readonly Value[]): Verdict {
  const body = judgeBody(project, fn, loop);
  if (body === 'silent') return silent;
  let verdict: Verdict = silent;
  let unknown = body.unknown;
  for (const value of awaited) {
    const own = judgeAwaited(project, fn, loop, value);
    if (own === 'ordered') return silent;
    if (own === 'idle') continue;
    unknown ??= own.unknown;
    if (verdict.answer === 'silent') verdict = { answer: 'found', call: own.call, unknown: null };
  }
  return verdict.answer === 'silent' ? silent : { ...verdict, unknown };
}
