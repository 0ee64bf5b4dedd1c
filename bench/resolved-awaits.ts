import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Progress } from '../cli/progress.js';
import { run } from '../cli/run.js';
import type { CallStep } from '../engine/flow/step.js';
import { LinkedProject } from '../engine/project/linked.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import type { Rule } from '../engine/rule.js';
import { openSession } from '../engine/session.js';
import { positionAt, type Language } from '../engine/text.js';
import { whyUnknown } from '../engine/why/unknown.js';

/** How much of what real projects await asynclint knows to be awaitable: what it does not know, it can't miss the await of. */
const usage = `Usage: node --import tsx bench/resolved-awaits.ts FOLDER... [--only REGEXP] [--causes N] [--list]

Counts the awaits of calls (\`await f(…)\`) in each project, and those of which asynclint knows that the call yields something
awaitable. Prints a row of a Markdown table for each project and language.

  --only REGEXP  count only files whose path within the folder matches
  --causes N     also print the N commonest reasons why the others are not known
  --list         also print each of the others
`;

interface Awaited {
  readonly path: string;
  readonly language: Language;
  readonly line: number;
  readonly known: boolean;
  readonly callee: string;
  readonly cause: string;
}

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', default: '' }, causes: { type: 'string', default: '0' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}
console.log('| project | language | awaited calls | known | share |\n|---|---|---|---|---|');
const texts: string[] = [];
for (const folder of positionals.map((path) => resolve(path))) {
  const all = awaitedIn(folder).filter(({ path }) => new RegExp(values.only).test(path.slice(folder.length)));
  for (const language of ['python', 'typescript'] as const) {
    const found = all.filter((awaited) => awaited.language === language);
    const others = found.filter(({ known }) => !known);
    if (found.length === 0) continue;
    const share = ((found.length - others.length) / found.length).toFixed(3);
    console.log(`| ${basename(folder)} | ${language} | ${found.length} | ${found.length - others.length} | ${share} |`);
    for (const [cause, count] of commonest(others.map(({ cause }) => cause)).slice(0, Number(values.causes))) texts.push(`${basename(folder)} ${count} ${cause}`);
    if (values.list) texts.push(...others.map(({ path, line, callee, cause }) => `${path}:${line}: ${callee}: ${cause}`));
  }
}
if (texts.length > 0) console.log(`\n${texts.join('\n')}`);

/** What a project awaits, told by a rule that finds nothing. */
function awaitedIn(folder: string): readonly Awaited[] {
  const found: Awaited[] = [];
  const rule: Rule = {
    id: 'resolved-awaits', summary: '', family: 'protocol', languages: ['python', 'typescript'], level: 'error', fixes: [], since: '0', related: [], messages: {},
    examines: '', reasons: {},
    *check(file, project) {
      for (const fn of file.functions) {
        for (const step of fn.flow) {
          const call = step.kind === 'await' ? fn.flow.step(step.of) : undefined;
          if (call?.kind === 'call') found.push(awaitedBy(project, fn, call));
        }
      }
    },
  };
  run({
    paths: [folder], format: 'json', rules: [], preset: 'strict', level: undefined, config: undefined, fix: null, ignore: true, timing: false,
  }, { cwd: folder, version: '', rules: [rule], openSession, progress: new Progress({ write: () => undefined }, false, () => 0) });
  return found;
}

function awaitedBy(project: Project, fn: FunctionUnit, call: CallStep): Awaited {
  const known = project.awaitable(fn, call.index).answer === 'yes';
  const { path, language, facts } = fn.file;
  const reason = known || !(project instanceof LinkedProject) ? null : whyUnknown(project, fn, call.index);
  const line = positionAt(facts.lineStarts, call.start).line + 1;
  return { path, language, line, known, callee: project.calleeText(fn, call.index), cause: reason ?? 'it may be something else' };
}

/** Texts with how often they occur, the commonest first. */
function commonest(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
