import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { languageOf } from '../engine/text.js';
import { discover, slashed } from '../host/files.js';

/**
 * What a cold run costs beside other linters, in seconds of processor time of the whole tree of processes: how busy the
 * machine is, and on how many cores a tool works, changes that little. All tools lint a copy of the folder that holds
 * the files of one language and nothing else; they take turns, and the best of their runs counts.
 */
const usage = `Usage: npm run bench:peers -- FOLDER [--language python|typescript] [--runs N] [--without NAME]...

Prints a table of the tools with their processor time, and how many times that is asynclint's. Needs a POSIX shell,
\`npm run build\`, and the peers: npm install --prefix bench/peers
`;

const { values, positionals } = parseArgs({
  options: {
    language: { type: 'string', default: 'python' }, runs: { type: 'string', default: '3' },
    without: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean' },
  },
  allowPositionals: true,
});
if (values.help || positionals.length !== 1) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

interface Tool {
  readonly name: string;
  /** The package whose version is told. */
  readonly package: string;
  readonly command: readonly string[];
}

const peers = join(import.meta.dirname, 'peers');
const folder = slashed(resolve(positionals[0]!));
const copy = mkdtempSync(join(tmpdir(), 'asynclint-peers-'));
try {
  const files = copyOf(folder);
  const tools = toolsFor(values.language).filter((tool) => !values.without.includes(tool.name));
  const times = new Map(tools.map((tool) => [tool, [] as number[]]));
  for (let run = 0; run < Number(values.runs); run++) for (const tool of tools) times.get(tool)!.push(processorSeconds(tool));
  const best = (tool: Tool): number => Math.min(...times.get(tool)!);
  console.log(`${files} files; Node ${process.versions.node}\n\n| tool | version | seconds of processor time | times asynclint's |\n|---|---|---|---|`);
  for (const tool of tools) {
    console.log(`| ${tool.name} | ${versionOf(tool.package)} | ${best(tool).toFixed(2)} | ${(best(tool) / best(tools[0]!)).toFixed(2)} |`);
  }
} finally {
  rmSync(copy, { recursive: true });
}

/** Copies what asynclint would lint of a language, and the manifests that imports are resolved by. Returns how many files. */
function copyOf(from: string): number {
  const { files } = discover([from], { exclude: null, ignore: true, top: from, most: Number.POSITIVE_INFINITY });
  const linted = files.filter((path) => languageOf(path) === values.language);
  const manifests = new Set(linted.flatMap((path) => {
    const found: string[] = [];
    for (let at = dirname(path); at.length >= from.length; at = dirname(at)) {
      for (const name of ['pyproject.toml', 'package.json', 'tsconfig.json']) if (existsSync(join(at, name))) found.push(join(at, name));
    }
    return found;
  }));
  for (const path of [...linted, ...manifests]) cpSync(path, join(copy, relative(from, path)));
  return linted.length;
}

function toolsFor(language: string): readonly Tool[] {
  const asynclint: Tool = {
    name: 'asynclint', package: '', command: [process.execPath, resolve(import.meta.dirname, '../bin/asynclint.js'), '--preset', 'strict', copy],
  };
  if (language === 'python') {
    const configuration = join(copy, 'pyrightconfig.json');
    writeFileSync(configuration, JSON.stringify({ include: ['.'], extraPaths: importRoots(), typeCheckingMode: 'basic' }));
    return [
      asynclint,
      { name: 'ruff-wasm', package: '@astral-sh/ruff-wasm-nodejs', command: [process.execPath, join(peers, 'ruff.mjs'), copy] },
      { name: 'pyright', package: 'pyright', command: [process.execPath, join(peers, 'node_modules/pyright/index.js'), '-p', configuration] },
    ];
  }
  // Oxlint's rules about promises; those that need types are run by its companion.
  const syntactic = ['no-await-in-loop', 'no-async-promise-executor', 'no-promise-executor-return', 'require-await'];
  const typed = ['typescript/no-floating-promises', 'typescript/no-misused-promises', 'typescript/await-thenable', 'typescript/require-await'];
  const oxlint = [process.execPath, join(peers, 'node_modules/oxlint/bin/oxlint'), '-A', 'all', '--promise-plugin', '-D', 'promise'];
  const deny = (rules: readonly string[]): readonly string[] => rules.flatMap((rule) => ['-D', rule]);
  return [
    asynclint,
    { name: 'oxlint', package: 'oxlint', command: [...oxlint, ...deny(syntactic), copy] },
    { name: 'oxlint --type-aware', package: 'oxlint-tsgolint', command: [...oxlint, ...deny([...syntactic, ...typed]), '--type-aware', copy] },
  ];
}

/** The folders that imports start from, as asynclint finds them: `src` folders, and those around outermost packages. */
function importRoots(): readonly string[] {
  const roots = new Set<string>();
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    if (!/\.pyi?$/.test(name)) continue;
    let root = dirname(join(copy, name));
    while (existsSync(join(root, '__init__.py')) && root !== copy) root = dirname(root);
    // The folder of a script is an import root for its neighbours only, which Pyright looks for by itself.
    if (root !== dirname(join(copy, name)) || root.endsWith('/src')) roots.add(relative(copy, root) || '.');
  }
  return [...roots].sort();
}

/** Runs a tool and tells the processor time of it and all processes it started: `times` of POSIX shells. */
function processorSeconds({ name, command }: Tool): number {
  const { stdout, error } = spawnSync('sh', ['-c', '"$@" > /dev/null 2>&1; echo "$?"; times', 'sh', ...command], {
    cwd: copy, encoding: 'utf8', env: { ...process.env, OXLINT_TSGOLINT_PATH: join(peers, 'node_modules/oxlint-tsgolint/bin/tsgolint.js') },
  });
  if (error !== undefined) throw error;
  const [status, , children] = stdout.trim().split('\n');
  // 0: nothing found, 1: something; Pyright tells 1 for findings as well.
  if (status !== '0' && status !== '1') throw new Error(`${name} failed with ${status}: ${command.join(' ')}`);
  return [...children!.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function versionOf(name: string): string {
  const at = name === '' ? resolve(import.meta.dirname, '../package.json') : join(peers, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(at, 'utf8')) as { version: string }).version;
}
