import type { Value } from '../../engine/flow/step.js';
import { isMigration } from '../../engine/project/places.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Related, Rule, RuleFinding, Silence } from '../../engine/rule.js';
import { doubtOfLocal, staysLocal } from '../awaited.js';
import { asideOf, inTransaction } from '../order.js';
import { calleeName, calleeSpan } from '../squiggle.js';
import { isIndependent } from './dependence.js';
import { fixesOf } from './fixes.js';
import { runsOf, type Waiting } from './runs.js';

/**
 * Adjacent awaits of one block that do not need each other. A *run* (`runs.ts`) is a row of awaits of which each yields
 * a value by reading, with nothing between them that has effects, tests or leaves (`between.ts`). Two of a run are
 * independent where the second mentions nothing that is made of the first (`dependence.ts`). One finding per run. Where
 * it is not known what one of the calls changes, the finding is info and says so.
 */
export const serialAwaits: Rule = {
  id: 'serial-awaits',
  summary: 'Awaits that do not need each other wait one after another.',
  family: 'shape',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: ['suggestion'],
  since: '0.1.0',
  related: [],
  snippets: ['async-gather', 'async-taskgroup'],
  messages: {
    proved: {
      text: '`{callee}` waits until `{first}` is done, though it needs nothing of it',
      help: 'Run them together with {cure}.',
    },
    likely: {
      text: '`{callee}` waits until `{first}` is done; they look independent, but {unknown}',
      help: 'If the order does not matter, run them together with {cure}.',
    },
  },
  examines: 'awaits of one block of an asynchronous function that each yield a value by reading',
  reasons: {
    alone: 'no other await that yields a value by reading stands before it in its block',
    apart: 'it stands apart from the awaits before it: {ending}',
    unused: 'nobody takes its value: what is awaited for its effects keeps its place',
    connection: 'it runs on a connection, which carries one conversation at a time; a program has one of SQLite',
    ordered: 'what is awaited wants its order: it changes shared state, waits in a line, or makes something',
    promised: 'its name promises an order: it begins, checks or changes something',
    changes: 'it changes something at the other side',
    paces: 'it waits on purpose or in a line itself',
    conversation: 'it mentions, by its name, what carries one conversation at a time',
    idle: 'nothing is gained by running it together: what is awaited runs already, or waits for no input or output',
    dependent: 'it is made of what an await before it yields, is the same call once more, or reads the same file',
    transaction: 'it stands in a transaction',
    test: 'in a test: nobody is kept waiting',
    aside: 'in a script or sample, run by hand, and what the awaited calls change is not known',
    migration: 'in a migration or seed, whose work is done once and in order',
    limited: 'a lock or limiter is held around it',
  },
  *check(file, project) {
    const isApart = isMigration(project.pathWithin(file));
    for (const fn of file.functions) {
      if (!fn.fact.async) continue;
      for (const block of blocksOf(fn)) {
        for (const run of runsOf(project, fn, block)) {
          if ('silent' in run) yield { ...run, fn };
          else if (isApart) for (const { call } of run) yield { silent: 'migration', fn, at: call.index };
          else yield* judge(project, fn, run);
        }
      }
    }
  },
};

/** The function's own statements (-1), and those of each part of its branches, loops, tries and scopes. */
function* blocksOf({ flow }: FunctionUnit): Iterable<Value> {
  yield -1;
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) === 'arm') yield i;
}

interface Pair {
  readonly first: Waiting;
  readonly second: Waiting;
  /** What is not known of the two, or of what stands between them; null where all is proved. */
  readonly unknown: string | null;
}

function* judge(project: Project, fn: FunctionUnit, run: readonly Waiting[]): Iterable<RuleFinding | Silence> {
  if (run.length === 0) return;
  const silent = (reason: string, { call } = run.at(-1)!): Silence => ({ silent: reason, fn, at: call.index });
  if (run[0]!.ending === null) yield silent('alone', run[0]);
  else yield { ...silent('apart', run[0]), data: { ending: run[0]!.ending } };
  if (run.length === 1) return;
  const found = pairOf(project, fn, run);
  if (found === null) return yield* run.slice(1).map((each) => silent('dependent', each));
  if (inTransaction(project, fn, found.second.call.index)) return yield silent('transaction');
  if (project.isTest(fn.file)) return yield silent('test', found.second);
  const { first, second } = found;
  const aside = asideOf(project, fn);
  if (aside !== null && found.unknown !== null) return yield silent('aside', second);
  const unknown = aside ?? found.unknown;
  const data = {
    callee: calleeName(project, fn, second.call.index), first: calleeName(project, fn, first.call.index),
    cure: fn.file.language === 'python' ? '`asyncio.gather`' : '`Promise.all`',
  };
  const finding = {
    span: calleeSpan(fn, second.call), related: relatedTo(project, fn, run, found),
    fixes: () => fixesOf(project, fn, [first, second], othersOf(project, fn, run, found, unknown !== null)),
  };
  if (unknown === null) yield { ...finding, message: 'proved', data };
  else yield { ...finding, message: 'likely', level: 'info', data: { ...data, unknown } };
}

/** Whether the last of a run needs the first: it is made of it, or of one in between that keeps its place after the first. */
function needs(project: Project, fn: FunctionUnit, run: readonly Waiting[]): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  return !isIndependent(project, fn, first, last)
    || run.slice(1, -1).some((each) => !isIndependent(project, fn, first, each) && !isIndependent(project, fn, each, last));
}

/** The first two that are proved to be independent, else the first two of which that is likely. */
function pairOf(project: Project, fn: FunctionUnit, run: readonly Waiting[]): Pair | null {
  let likely: Pair | null = null;
  for (let j = 1; j < run.length; j++) {
    for (let i = 0; i < j; i++) {
      const [first, second] = [run[i]!, run[j]!];
      if (needs(project, fn, run.slice(i, j + 1))) continue;
      // Both together take as long as the longer one, so that a local file's time is all there is to gain.
      const local = [first, second].some(({ call }) => staysLocal(project, fn, call)) ? doubtOfLocal : null;
      const doubts = [first.unknown, ...run.slice(i + 1, j + 1).flatMap(({ between, unknown }) => [between, unknown]), local];
      const unknown = doubts.find((doubt) => doubt !== null) ?? null;
      if (unknown === null) return { first, second, unknown };
      likely ??= { first, second, unknown };
    }
  }
  return likely;
}

/** The later ones of a run that need neither of the two: those of which that is proved, or with `likely` all that look like it. */
function othersOf(project: Project, fn: FunctionUnit, run: readonly Waiting[], { first, second }: Pair, likely = false): readonly Waiting[] {
  return run.filter((each) => each !== first && each.step > second.step && (likely || (each.unknown === null && each.between === null))
    && isIndependent(project, fn, first, each) && isIndependent(project, fn, second, each));
}

function relatedTo(project: Project, fn: FunctionUnit, run: readonly Waiting[], found: Pair): readonly Related[] {
  const { first } = found;
  return [
    { place: project.place(fn, first.call.index), message: `\`${calleeName(project, fn, first.call.index)}\` is awaited before` },
    ...othersOf(project, fn, run, found).map(({ call }) => ({ place: project.place(fn, call.index), message: `\`${calleeName(project, fn, call.index)}\` waits too` })),
  ];
}
