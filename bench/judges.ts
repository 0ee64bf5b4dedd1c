import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { languageOf } from '../engine/text.js';

/**
 * What other linters say of texts, each file by itself: names that are imported or declared and never used, names that
 * nobody defines, imports out of order, lines that are too long. Ruff judges Python, Oxlint the others; both are peers of
 * `bench/peers` and have to be installed there.
 */
export interface Judged {
  readonly path: string;
  readonly text: string;
  /** How wide lines may be in this file's project; null where that is not known. */
  readonly width: number | null;
  /** The packages that are the project's own. */
  readonly own: readonly string[];
}

/** For each text the complaints, as `F401 …` or `no-unused-vars …`, without places. */
export function complaintsOf(texts: readonly Judged[]): readonly (readonly string[])[] {
  const typescript = texts.filter(({ path }) => languageOf(path) === 'typescript');
  const byOxlint = oxlint(typescript);
  return texts.map((text) => (languageOf(text.path) === 'python' ? ruff(text) : byOxlint[typescript.indexOf(text)]!));
}

const peers = join(import.meta.dirname, 'peers');

interface Ruff {
  readonly Workspace: new (settings: object, encoding: number) => { check(text: string): readonly { readonly code: string | null; readonly message: string }[] };
  readonly PositionEncoding: { readonly Utf16: number };
}

const workspaces = new Map<string, InstanceType<Ruff['Workspace']>>();

function ruff({ path, text, width, own }: Judged): readonly string[] {
  // What a package's own file and stubs import is for others.
  const select = ['F821', 'F841', 'I001', ...(width === null ? [] : ['E501']), ...(/__init__\.py$|\.pyi$/.test(path) ? [] : ['F401'])];
  const settings = { 'line-length': width ?? 320, 'target-version': 'py313', lint: { select, isort: { 'known-first-party': own } } };
  const key = JSON.stringify(settings);
  let workspace = workspaces.get(key);
  if (workspace === undefined) {
    const { Workspace, PositionEncoding } = createRequire(join(peers, 'package.json'))('@astral-sh/ruff-wasm-nodejs') as Ruff;
    workspace = new Workspace(settings, PositionEncoding.Utf16);
    workspaces.set(key, workspace);
  }
  return workspace.check(text).map(({ code, message }) => `${code} ${message}`);
}

function oxlint(texts: readonly Judged[]): readonly (readonly string[])[] {
  const complaints = texts.map(({ text, width }) => (width === null ? [] : text.split(/\r\n|\n|\r/).flatMap((line) => (line.length > width ? [`width ${line.trim()}`] : []))));
  if (texts.length === 0) return complaints;
  const folder = mkdtempSync(join(tmpdir(), 'asynclint-judged-'));
  try {
    mkdirSync(join(folder, 'texts'));
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ env: { node: true, browser: true, es2024: true, jest: true } }));
    texts.forEach(({ path, text }, i) => writeFileSync(join(folder, 'texts', `${i}${extname(path)}`), text));
    const rules = ['no-unused-vars', 'no-undef', 'no-redeclare'].flatMap((rule) => ['-D', rule]);
    const { stdout } = spawnSync(join(peers, 'node_modules/.bin/oxlint'), ['-A', 'all', ...rules, '-f', 'json', 'texts'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code?: string; message: string; filename: string }[] };
    for (const { code, message, filename } of diagnostics) {
      // The same name may be called a variable before and a parameter after.
      const name = /'([^']+)'/.exec(message)?.[1] ?? message;
      complaints[Number(/(\d+)\.\w+$/.exec(filename)![1])]!.push(`${/\((.+)\)/.exec(code ?? '')?.[1] ?? 'syntax'} ${name}`);
    }
    return complaints;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
