import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { packExtension, platforms } from '../../scripts/package.js';
import { uriOf } from '../../server/locations.js';
import { Client } from '../server/client.js';
import { readZip, type Entry } from './zip.js';

describe('client: the package', () => {
  const target = `${process.platform}-${process.arch}`;
  let folder: string;
  let file: string;
  let entries: readonly Entry[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'asynclint-package-'));
    file = join(folder, 'asynclint.vsix');
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/package.ts', '--target', target, '--out', file]);
    entries = readZip(file);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what it needs and nothing else', () => {
    const rules = readdirSync('rules', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `rules/${name}/readme.md`);
    const walkthrough = readdirSync('client/walkthrough').map((name) => `client/walkthrough/${name}`);
    const exe = process.platform === 'win32' ? '.exe' : '';
    const names = entries.map(({ name }) => name.replace(/^extension\//, '').toLowerCase());
    const libraries = names.filter((name) => /^typescript\/lib\/lib\.[\w.]*d\.ts$/.test(name));
    assert.ok(libraries.includes('typescript/lib/lib.es5.d.ts') && libraries.includes('typescript/lib/lib.dom.d.ts'));
    assert.deepEqual(names.filter((name) => !libraries.includes(name)).sort(), [
      '[content_types].xml', 'extension.vsixmanifest', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json', 'readme.md', 'changelog.md', 'license.txt', 'thirdpartynotices.txt', 'schema.json',
      'client/icon.png', ...walkthrough, 'dist/client.cjs', 'dist/server.js', 'dist/typeshed.stubs', ...rules, 'snippets/python.json', 'snippets/typescript.json', 'snippets/javascript.json', 'typescript/license', 'typescript/notice.txt', `typescript/lib/tsc${exe}`,
    ].sort());
  });

  it('is below 20 MB', () => assert.ok(statSync(file).size < 20e6, `${statSync(file).size}`));

  it('keeps the executable executable', () => {
    const tsc = entries.find(({ name }) => /\/tsc(?:\.exe)?$/.test(name));
    assert.ok(((tsc?.mode ?? 0) & 0o111) !== 0);
  });

  it('starts from where it is unpacked, and lints with the executable it carries', async () => {
    for (const { name, mode, read } of entries) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), read(), { mode });
    }
    const server = spawn(process.execPath, [join(folder, 'extension/dist/server.js'), '--stdio'], { cwd: folder });
    try {
      const client = new Client(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)));
      await client.initialise([join(folder, 'workspace')]);
      const [py, ts] = [join(folder, 'workspace/a.py'), join(folder, 'workspace/a.ts')];
      await client.open(py, 'async def send():\n    ...\n\n\nasync def main():\n    send()\n');
      await client.open(ts, 'async function send() {\n  await fetch("/x");\n}\nexport async function main() {\n  send();\n}\n');
      for (const path of [py, ts]) {
        const found = await client.diagnostics(path, (diagnostics) => diagnostics.some(({ code }) => code === 'floating-promise'));
        const page = join(folder, 'extension/rules/floating-promise/README.md');
        assert.equal(found.find(({ code }) => code === 'floating-promise')?.codeDescription?.href, uriOf(page));
      }
    } finally {
      server.kill();
    }
  });

  it('refuses a target that is none', async () => {
    await assert.rejects(packExtension('amiga', file), /unknown target amiga; known are linux-x64,/);
  });

  it('knows a package of TypeScript for each target', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: object };
    for (const platform of Object.values(platforms)) assert.ok(`node_modules/@typescript/typescript-${platform}` in lock.packages, platform);
  });
});
