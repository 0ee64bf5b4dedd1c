import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Progress } from '../cli/progress.js';
import { run } from '../cli/run.js';
import { flowOf } from '../engine/facts/facts.js';
import { readPython } from '../engine/facts/python/reader.js';
import { openSession } from '../engine/session.js';
import { positionAt } from '../engine/text.js';
import { rules } from '../rules/index.js';

/** Takes awaits out of real projects, and counts how many of them pyright and asynclint notice. */
const usage = `Usage: npm ci --prefix bench
       node --import tsx bench/removed-awaits.ts FOLDER... [--only REGEXP] [--list] [--keep DIRECTORY]

Copies the Python files of each folder, takes away the \`await\` of every statement that is \`await f(…)\` and nothing else,
and asks pyright (reportUnusedCoroutine, basic) and asynclint (floating-promise, strict) for what is lost. Such a statement
has no value and its function stays async, so that no type changes; so one copy with all of them removed is enough. Both
see the same files and import roots, and no installed packages.

  --only REGEXP  only files whose path within the folder matches
  --list         also print every place that one of them found and the other did not
  --keep DIR     leave the copies in DIR, with what pyright said, which is not asked again where it stands there
`;

interface Removed {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', default: '' }, list: { type: 'boolean' }, keep: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true,
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}
console.log('| project | files | removed | pyright | asynclint | both | of pyright\'s |\n|---|---|---|---|---|---|---|');
for (const folder of positionals.map((path) => resolve(path))) measure(folder);

function measure(folder: string): void {
  const copy = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'removed-awaits-')) : resolve(values.keep, basename(folder));
  try {
    const paths = pythonFiles(folder).filter((path) => new RegExp(values.only).test(path));
    const removed = paths.flatMap((path) => removeAwaits(join(folder, path), join(copy, path), path));
    const byPyright = noticed(removed, pyright(copy, paths));
    const byUs = noticed(removed, asynclint(copy));
    const both = [...byPyright].filter((place) => byUs.has(place)).length;
    const counts = [paths.length, removed.length, byPyright.size, byUs.size, both, (both / byPyright.size).toFixed(3)];
    console.log(`| ${basename(folder)} | ${counts.join(' | ')} |`);
    if (!values.list) return;
    const show = (found: string, places: Iterable<Removed>): void => {
      for (const { path, first, text } of places) console.log(`${found} ${path}:${first + 1}: ${text}`);
    };
    show('only pyright', [...byPyright].filter((place) => !byUs.has(place)));
    show('only asynclint', [...byUs].filter((place) => !byPyright.has(place)));
    show('neither', removed.filter((place) => !byUs.has(place) && !byPyright.has(place)));
  } finally {
    if (values.keep === undefined) rmSync(copy, { recursive: true });
  }
}

function pythonFiles(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.py') && !/(^|\/)(\.|node_modules\/)/.test(path)).sort();
}

/** Copies a file without its awaits, and tells where they stood. Lines stay where they are. */
function removeAwaits(from: string, to: string, path: string): Removed[] {
  cpSync(from, to, { recursive: true });
  const text = readFileSync(from, 'utf8');
  const facts = readPython(path, text);
  const removed: Removed[] = [];
  const starts: number[] = [];
  for (const fact of facts.functions) {
    const flow = flowOf(facts, fact);
    for (const drop of flow) {
      const waited = drop.kind === 'drop' && drop.of >= 0 ? flow.step(drop.of) : undefined;
      if (waited?.kind !== 'await' || flow.kind(waited.of) !== 'call' || !text.startsWith('await', waited.start)) continue;
      starts.push(waited.start);
      const line = (offset: number): number => positionAt(facts.lineStarts, offset).line;
      removed.push({ path, first: line(waited.start), last: line(waited.end), text: text.slice(waited.start, waited.end).split('\n')[0]! });
    }
  }
  let result = text;
  for (const start of starts.sort((a, b) => b - a)) result = result.slice(0, start) + result.slice(start).replace(/^await[ \t]*/, '');
  writeFileSync(to, result);
  return removed;
}

/** The removed awaits on whose lines something was found. */
function noticed(removed: readonly Removed[], found: ReadonlyMap<string, readonly number[]>): Set<Removed> {
  return new Set(removed.filter(({ path, first, last }) => found.get(path)?.some((line) => first <= line && line <= last)));
}

/** Lines of lost coroutines by path. */
function pyright(copy: string, paths: readonly string[]): Map<string, number[]> {
  writeFileSync(join(copy, 'pyrightconfig.json'), JSON.stringify({
    typeCheckingMode: 'basic', reportUnusedCoroutine: 'error', reportMissingImports: false, venvPath: copy, extraPaths: importRoots(paths),
  }));
  const cli = join(dirname(fileURLToPath(import.meta.url)), 'node_modules', 'pyright', 'index.js');
  // Where no interpreter is found, no installed packages are either. It exits with 1 where it finds something.
  const command = [cli, '--outputjson', '--pythonpath', join(copy, 'none'), '-p', copy];
  const answer = join(copy, 'pyright.json');
  let output = existsSync(answer) ? readFileSync(answer, 'utf8') : '';
  try {
    if (output === '') output = execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  writeFileSync(answer, output);
  const { generalDiagnostics } = JSON.parse(output) as { generalDiagnostics: { file: string; rule?: string; range: { start: { line: number } } }[] };
  const lines = new Map<string, number[]>();
  for (const { file, rule, range } of generalDiagnostics) {
    if (rule === 'reportUnusedCoroutine') append(lines, relative(copy, file), range.start.line);
  }
  return lines;
}

/** The folders that hold top-level packages, or modules outside of any. */
function importRoots(paths: readonly string[]): string[] {
  const packages = new Set(paths.filter((path) => basename(path) === '__init__.py').map((path) => dirname(path)));
  const roots = new Set<string>();
  for (const path of paths) {
    let folder = dirname(path);
    while (packages.has(folder) && folder !== '.') folder = dirname(folder);
    roots.add(folder);
  }
  return [...roots];
}

function asynclint(copy: string): Map<string, number[]> {
  const { report } = run({
    paths: [copy], format: 'json', rules: ['floating-promise'], preset: 'strict', level: undefined, config: undefined, fix: null, ignore: false, timing: false,
  }, { cwd: copy, version: '', rules, openSession, progress: new Progress({ write: () => undefined }, false, () => 0) });
  const lines = new Map<string, number[]>();
  for (const finding of report.findings) {
    if (finding.level !== 'info') append(lines, relative(copy, finding.path), report.places.at(finding.path, finding.start).line - 1);
  }
  return lines;
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
