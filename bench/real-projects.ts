import { execFileSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSession } from '../engine/session.js';
import { Progress } from '../cli/progress.js';
import { run } from '../cli/run.js';
import { rules } from '../rules/index.js';

/** Lints projects and prints a row of a Markdown table for each: files, seconds by layer, findings by rule. */
const usage = `Usage: npm run bench -- FOLDER... [--preset NAME]

Lints each project by itself, cold, and prints a table: commit, files, seconds (reading, syntax and facts, linking and
effects, rules), and the findings of each rule as errors/warnings/infos.
`;

const { values, positionals } = parseArgs({ options: { preset: { type: 'string', default: 'recommended' }, help: { type: 'boolean' } }, allowPositionals: true });
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const ids = rules.map(({ id }) => id);
console.log(`| project | commit | files | seconds | syntax + facts | effects | rules | ${ids.join(' | ')} |`);
console.log(`|---|---|---|---|---|---|---|${ids.map(() => '---|').join('')}`);
for (const folder of positionals.map((path) => resolve(path))) {
  const started = performance.now();
  const { report, measures } = run({
    paths: [folder], format: 'json', rules: [], preset: values.preset as 'recommended', level: undefined, config: undefined, fix: null, ignore: true, timing: false,
  }, { cwd: folder, version: '', rules, openSession, progress: new Progress({ write: () => undefined }, false, () => 0) });
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  const counts = ids.map((id) => (['error', 'warning', 'info'] as const).map((level) => report.findings.filter((f) => f.rule === id && f.level === level).length).join('/'));
  const layers = [(measures['python'] ?? 0) + (measures['typescript'] ?? 0), measures['effects'] ?? 0, measures['rules'] ?? 0].map(seconds);
  console.log(`| ${[basename(folder), commitOf(folder), report.summary.files, seconds(performance.now() - started), ...layers, ...counts].join(' | ')} |`);
}

function commitOf(folder: string): string {
  try {
    return execFileSync('git', ['-C', folder, 'rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return '–';
  }
}
