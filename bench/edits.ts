import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { slashed } from '../host/files.js';
import { openSession } from '../engine/session.js';
import { defaultSettings } from '../engine/settings.js';
import { rules } from '../rules/index.js';
import { lintedFiles, numbers } from './linted-files.js';

/**
 * What a keystroke costs on a real project: a comment and a statement are typed into functions at random places, and after each edit
 * the session is asked which of ten open files have changed, and for their findings.
 */
const usage = `Usage: node --import tsx bench/edits.ts FOLDER [--edits N] [--language python|typescript]

Prints the 50th, 95th and 100th percentile of the milliseconds that an edit took, and how many files were linted again.
`;

const { values, positionals } = parseArgs({
  options: { edits: { type: 'string', default: '200' }, language: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true,
});
if (values.help || positionals.length !== 1) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const root = slashed(resolve(positionals[0]!));
const sources = lintedFiles(root, values.language);
const session = openSession({ root, readText: () => undefined, now: () => performance.now() }, rules, defaultSettings);
const started = performance.now();
session.update(sources);
for (const { path } of sources) session.findings(path);
const cold = performance.now() - started;

const random = numbers();
const open = Array.from({ length: 10 }, () => sources[random(sources.length)]!);
const times: number[] = [];
const linted: number[] = [];
for (let i = 0; i < Number(values.edits); i++) {
  const file = open[random(open.length)]!;
  const lines = (session.text(file.path) ?? '').split('\n');
  const bodies = lines.flatMap((line, n) => (/^\s+(return|const|let|self\.|this\.|await)\b/.test(line) ? [n] : []));
  const at = bodies.length === 0 ? lines.length : bodies[random(bodies.length)]!;
  const indent = /^\s*/.exec(lines[at] ?? '')![0];
  lines.splice(at, 0, i % 2 === 0 ? `${indent}${file.language === 'python' ? '#' : '//'} typed` : `${indent}${file.language === 'python' ? '' : 'const '}typed_${i} = ${i}`);
  const before = session.measure()['linted'] ?? 0;
  const start = performance.now();
  session.update([{ path: file.path, text: lines.join('\n') }]);
  for (const { path } of open) if (session.edition(path) === undefined) session.findings(path);
  times.push(performance.now() - start);
  linted.push((session.measure()['linted'] ?? 0) - before);
}
session.close();

const percentile = (p: number): string => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))]!.toFixed(1);
console.log(`${sources.length} files, cold ${(cold / 1000).toFixed(2)} s; ${times.length} edits: median ${percentile(0.5)} ms, 95 % ${percentile(0.95)} ms, most ${percentile(1)} ms; ` +
  `files linted again: ${[...new Set(linted)].sort((a, b) => a - b).map((n) => `${n} (${linted.filter((m) => m === n).length} times)`).join(', ')}`);
