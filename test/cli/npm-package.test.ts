import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { assertNames, bundledPackages } from '../client/notices.js';
import { Client } from '../server/client.js';
import { built, floating, floatingTypeScript } from './asynclint.js';

describe('npm\'s package', () => {
  let folder: string;
  let files: readonly string[];
  const installed = (...path: string[]): string => join(folder, 'node_modules', ...path);

  /** Packs as npm does, and lays the package where `npm install` would, beside what it depends on. */
  before(async function () {
    this.timeout(300_000);
    await built();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-npm-')));
    const answer = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { encoding: 'utf8', shell: process.platform === 'win32', stdio: 'pipe' });
    const [packed] = JSON.parse(answer) as [{ readonly filename: string; readonly files: readonly { readonly path: string }[] }];
    files = packed.files.map(({ path }) => path);
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
    mkdirSync(installed());
    renameSync(join(folder, 'package'), installed('asynclint'));
    for (const name of ['typescript', '@typescript']) symlinkSync(resolve('node_modules', name), installed(name));
    writeFileSync(join(folder, 'a.py'), floating);
    writeFileSync(join(folder, 'b.ts'), floatingTypeScript);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what it needs and nothing else', () => {
    const rules = readdirSync('rules', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `rules/${name}/README.md`);
    const snippets = readdirSync('snippets').filter((name) => name.endsWith('.md')).map((name) => `snippets/${name}`);
    assert.deepEqual([...files].sort(), [
      'package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'schema.json', 'bin/asynclint.js', 'dist/cli.js', 'dist/server.js', 'dist/typeshed.stubs',
      'dist/ThirdPartyNotices.txt', ...rules, ...snippets,
    ].sort());
  });

  it('is below 2 MB', () => {
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    assert.ok(statSync(join(folder, tarball!)).size < 2e6);
  });

  it('names each package whose code is in it with its licence', async () => {
    assertNames(readFileSync(installed('asynclint/dist/ThirdPartyNotices.txt'), 'utf8'), await bundledPackages(['cli/main.ts', 'server/main.ts'], ['typescript']));
  });

  it('lints where it is installed', () => {
    const { status, stdout } = spawnSync(process.execPath, [installed('asynclint/bin/asynclint.js'), '--rule', 'floating-promise'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stdout, /^a\.py:7:5 error floating-promise$[^]*^b\.ts:6:3 error floating-promise$/m);
  });

  it('serves an editor where it is installed', async () => {
    const server = spawn(process.execPath, [installed('asynclint/bin/asynclint.js'), 'lsp', '--stdio'], { cwd: folder });
    try {
      const client = new Client(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)));
      await client.initialise([folder]);
      for (const [name, text] of [['a.py', floating], ['b.ts', floatingTypeScript]] as const) {
        const path = join(folder, name);
        await client.open(path, text);
        const found = await client.diagnostics(path, (diagnostics) => diagnostics.some(({ code }) => code === 'floating-promise'));
        assert.match(found.find(({ code }) => code === 'floating-promise')?.codeDescription?.href ?? '', /\/node_modules\/asynclint\/rules\/floating-promise\/README\.md$/);
      }
    } finally {
      server.kill();
    }
  });
});
