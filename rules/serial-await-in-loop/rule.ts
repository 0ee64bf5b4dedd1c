import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import { isMigration } from '../../engine/project/places.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { asideOf } from '../order.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { awaitedIn, judgeAwaited } from './awaits.js';
import { exitsHangOnAwaits } from './exits.js';
import { fixesOf } from './fixes.js';
import { carriedName } from './iterations.js';
import { drainsSharedIterator, isCounted, isStepped, isTiny } from './loops.js';
import { saysSo } from './order-by-name.js';
import { judgeBody } from './surroundings.js';
import type { Verdict } from './verdict.js';

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
  fixes: ['suggestion'],
  since: '0.1.0',
  related: ['no-await-in-loop'],
  snippets: ['async-map-limit', 'async-gather-list'],
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
  examines: 'loops of asynchronous functions that await something in each iteration',
  reasons: {
    endless: 'it does not run over something finite: it waits, polls or streams',
    stepped: 'it goes in chunks or steps, so somebody has thought of how much runs at once',
    few: 'it has three iterations at most',
    drains: 'it takes items from an iterator that other workers take from too, so it runs beside them',
    carried: 'an iteration needs those before it: `{name}` goes from one to the next',
    exits: 'whether the loop goes on hangs on what is awaited: an exit, or a handler that lets it go on',
    transaction: 'it stands in a transaction',
    yields: 'it yields an item at a time, in order',
    paced: 'a lock, limiter or pause in it wants one after another',
    writes: '`{callee}` changes state that the iterations share',
    builds: '`{callee}` changes the one builder that all iterations ask',
    fills: '`{callee}` fills what the loop also reads',
    notOfItem: '`{callee}` has nothing to do with the item: it is the same call again and again, or makes something',
    connection: '`{callee}` runs on one connection, which carries one conversation at a time; a program has one of SQLite',
    ordered: '`{callee}` wants its order: it changes state that the iterations share, or waits in a line',
    idle: 'nothing is gained by running it together: what is awaited runs already, or waits for no input or output',
    once: '`{callee}` happens once: the loop is left after it',
    listener: '`{callee}` tells one listener one thing after another, by its name',
    chosen: 'each item brings the code that `{callee}` runs, as hooks and plugins do, whose order is mostly meant',
    promised: '`{callee}` is done one after another by its nature, as its name says',
    says: 'a comment says that the order is meant, or the items are turned round or are migrations',
    test: 'in a test: nobody is kept waiting',
    aside: 'in a script or sample, run by hand, and what the awaited calls change is not known',
    migration: 'in a migration or seed, whose work is done once and in order',
  },
  *check(file, project) {
    const apart = project.isTest(file) ? 'test' : isMigration(project.pathWithin(file)) ? 'migration' : null;
    for (const fn of file.functions) {
      if (!fn.fact.async) continue;
      for (let i = 0; i < fn.flow.length; i++) {
        if (fn.flow.kind(i) !== 'loop') continue;
        const loop = fn.flow.step(i);
        if (loop.kind === 'loop') yield* judge(project, fn, loop, apart);
      }
    }
  },
};

function* judge(project: Project, fn: FunctionUnit, loop: LoopStep, apart: 'test' | 'migration' | null): Iterable<RuleFinding | Silence> {
  const silent = (reason: string): Silence => ({ silent: reason, fn, at: loop.index });
  const awaited = awaitedIn(fn, loop);
  if (awaited.length === 0) return;
  if (apart !== null) return yield silent(apart);
  if (!isCounted(project, fn, loop)) return yield silent('endless');
  if (isStepped(project, fn, loop)) return yield silent('stepped');
  if (isTiny(project, fn, loop)) return yield silent('few');
  if (drainsSharedIterator(project, fn, loop)) return yield silent('drains');
  if (saysSo(fn, loop)) return yield silent('says');
  const name = carriedName(project, fn, loop);
  if (name !== null) return yield { ...silent('carried'), data: { name } };
  if (exitsHangOnAwaits(project, fn, loop)) return yield silent('exits');
  const verdict = verdictOf(project, fn, loop, awaited);
  if ('silent' in verdict) return yield { ...silent(verdict.silent), data: { callee: project.calleeText(fn, verdict.at) } };
  const { call } = verdict;
  const aside = asideOf(project, fn);
  if (aside !== null && verdict.unknown !== null) return yield silent('aside');
  const unknown = aside ?? verdict.unknown;
  const cure = fn.file.language === 'python' ? '`asyncio.gather`' : '`Promise.all`';
  const data = { callee: calleeName(project, fn, call.index), cure };
  const span = calleeSpan(fn, call);
  const fixes = (): readonly Fix[] => fixesOf(project, fn, loop);
  if (unknown === null) yield { message: 'proved', span, data, fixes };
  else yield { message: 'likely', level: 'info', span, data: { ...data, unknown }, fixes };
}

/** The verdict on the first call that is worth it; any that wants the order silences the loop. */
function verdictOf(project: Project, fn: FunctionUnit, loop: LoopStep, awaited: readonly Value[]): Verdict {
  const body = judgeBody(project, fn, loop);
  if ('silent' in body) return body;
  let call: CallStep | null = null;
  let unknown: string | null = null;
  for (const value of awaited) {
    const own = judgeAwaited(project, fn, loop, value);
    if (own === 'idle') continue;
    if ('silent' in own) return own;
    unknown ??= own.unknown;
    call ??= own.call;
  }
  return call === null ? { silent: 'idle', at: loop.index } : { call, unknown: unknown ?? body.unknown };
}
