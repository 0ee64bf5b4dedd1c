import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { readZip } from '../client/zip.js';
import type { Host } from './hosts.js';
import { readRecord, type Entry, type Exit } from './record.js';

const root = resolve(import.meta.dirname, '../..');

export interface Outcome {
  readonly exit: Exit;
  readonly entries: readonly Entry[];
}

/** The packaged extension, unpacked into a temporary folder that is removed when the work is done. */
export async function withExtension<T>(work: (extension: string, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'asynclint-vscode-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  try {
    packExtension(join(folder, 'asynclint.vsix'));
    for (const { name, mode, read } of readZip(join(folder, 'asynclint.vsix'))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), read(), { mode });
    }
    return await work(join(folder, 'extension'), folder);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/** Packs the extension for this machine, as `npm run package` does. */
export function packExtension(out: string): void {
  execFileSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/package.ts'), '--out', out], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Bundles a suite and runs it in a host, in a folder that is given, else in one without files. */
export async function runSuite(host: Host, entry: string, extension: string, folder: string, workspace?: string): Promise<Outcome> {
  const home = mkdtempSync(join(folder, 'run-'));
  const at = (name: string) => join(home, name);
  mkdirSync(at('workspace/.vscode'), { recursive: true });
  // In a browser VS Code saves by itself after a second, which the tests on saving must decide themselves.
  writeFileSync(at('workspace/.vscode/settings.json'), JSON.stringify({ 'files.autoSave': 'off' }));
  mkdirSync(at('data'));
  await build({
    absWorkingDir: import.meta.dirname, entryPoints: [entry], outfile: at('suite/index.js'), bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: 'inline',
    // Mocha asks where files of it lie that only parallel runs need.
    external: ['vscode'], logLevel: 'error', logOverride: { 'require-resolve-not-external': 'silent' },
  });
  const exit = await host.run({ extension, suite: at('suite/index.js'), workspace: workspace ?? at('workspace'), data: at('data'), record: at('record') });
  return { exit, entries: existsSync(at('record')) ? readRecord(readFileSync(at('record'), 'utf8')) : [] };
}
