import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { noticesOf } from '../../scripts/notices.mjs';
import { checkIntegrity, platforms } from '../../scripts/package.js';
import { uriOf } from '../../server/locations.js';
import { Client, modern } from '../server/client.js';
import { assertNames, bundledPackages } from './notices.js';
import { readZip, type Entry } from './zip.js';

describe('client: the package', () => {
  const target = `${process.platform}-${process.arch}`;
  let folder: string;
  let file: string;
  let entries: readonly Entry[];

  before(function () {
    this.timeout(300_000);
    folder = mkdtempSync(join(tmpdir(), 'asynclint-package-'));
    file = join(folder, 'asynclint.vsix');
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/package.ts', '--target', target, '--out', file]);
    entries = readZip(file);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what it needs and nothing else', () => {
    const rules = readdirSync('rules', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `rules/${name}/readme.md`);
    const snippets = readdirSync('snippets').filter((name) => name.endsWith('.md')).map((name) => `snippets/${name}`);
    const walkthrough = readdirSync('client/walkthrough').map((name) => `client/walkthrough/${name}`);
    const exe = process.platform === 'win32' ? '.exe' : '';
    const names = entries.map(({ name }) => name.replace(/^extension\//, '').toLowerCase());
    const libraries = names.filter((name) => /^typescript\/lib\/lib\.[\w.]*d\.ts$/.test(name));
    assert.ok(libraries.includes('typescript/lib/lib.es5.d.ts') && libraries.includes('typescript/lib/lib.dom.d.ts'));
    assert.deepEqual(names.filter((name) => !libraries.includes(name)).sort(), [
      '[content_types].xml', 'extension.vsixmanifest', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json', 'readme.md', 'changelog.md', 'license.txt', 'thirdpartynotices.txt', 'schema.json',
      'client/icon.png', ...walkthrough, 'dist/client.cjs', 'dist/server.js', 'dist/typeshed.stubs', ...rules, ...snippets, 'snippets/python.json', 'snippets/typescript.json', 'snippets/javascript.json', 'typescript/license', 'typescript/notice.txt', `typescript/lib/tsc${exe}`,
    ].sort());
  });

  it('has a page without pictures that it does not bring', () => {
    const page = entries.find(({ name }) => /^extension\/readme\.md$/i.test(name))!.read().toString();
    assert.match(page, /asynclint: Show Chain of Finding/);
    assert.doesNotMatch(page, /!\[/);
  });

  it('is below 20 MB', () => assert.ok(statSync(file).size < 20e6, `${statSync(file).size}`));

  it('names each package whose code is in it, TypeScript and typeshed included, with its licence', async () => {
    const read = (name: string): string => entries.find((entry) => entry.name === `extension/${name}`)!.read().toString('utf8');
    const folders = await bundledPackages(['server/main.ts', 'client/extension.ts'], ['vscode']);
    assert.ok(folders.some((path) => path.endsWith('node_modules/typescript')));
    assertNames(read('ThirdPartyNotices.txt'), folders);
    // The executable and the library files stand in a folder of their own, with what belongs to them.
    for (const name of ['LICENSE', 'NOTICE.txt']) assert.equal(read(`typescript/${name}`), readFileSync(`node_modules/typescript/${name}`, 'utf8'));
  });

  it('can\'t be made of a package without a licence', () => {
    mkdirSync(join(folder, 'node_modules/@acme/x'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/@acme/x/package.json'), '{"name":"@acme/x","version":"1.0.0"}');
    assert.throws(() => noticesOf(folder, ['node_modules/@acme/x/lib/index.js']), /no licence text in .*acme/);
  });

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

  it('says what is missing where the executable is, and lints Python all the same', async () => {
    rmSync(join(folder, 'extension/typescript'), { recursive: true });
    const server = spawn(process.execPath, [join(folder, 'extension/dist/server.js'), '--stdio'], { cwd: folder });
    try {
      const client = new Client(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)));
      await client.initialise([join(folder, 'workspace')], modern, { status: true });
      const [py, ts] = [join(folder, 'workspace/a.py'), join(folder, 'workspace/a.ts')];
      await client.open(ts, 'async function send() {\n  await fetch("/x");\n}\nexport async function main() {\n  send();\n}\n');
      const problem = await client.until(() => client.statuses.find(({ state }) => state === 'problem'), () => 'a problem');
      assert.match(problem.message, /^TypeScript and JavaScript files can't be linted .*\(.*typescript.*\)\. Python files are linted all the same\.$/);
      await client.open(py, 'async def send():\n    ...\n\n\nasync def main():\n    send()\n');
      await client.diagnostics(py, (diagnostics) => diagnostics.some(({ code }) => code === 'floating-promise'));
    } finally {
      server.kill();
    }
  });

  it('explains itself, and says what is wrong in one line', () => {
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/package.ts', ...args], { encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    const { status, stdout, stderr } = run('--help');
    assert.deepEqual([status, stderr], [0, '']);
    for (const known of Object.keys(platforms)) assert.ok(stdout.includes(known), known);
    assert.deepEqual(run('--target', 'amiga'), { status: 2, stdout: '', stderr: `unknown target amiga; known are ${Object.keys(platforms).join(', ')}, and all\n` });
    assert.deepEqual(run('--target', 'all', '--out', 'x.vsix'), { status: 2, stdout: '', stderr: '--out names one file, and there are 9 targets: use --folder\n' });
    assert.match(run('--targets', 'all').stderr, /^Unknown option '--targets'.*\n$/);
  });

  it('takes no package of TypeScript but the one that the lock names', () => {
    const path = join(folder, 'package.tgz');
    writeFileSync(path, 'content');
    // `printf content | openssl dgst -sha512 -binary | base64`
    const sound = 'sha512-stHShbUZnIX5iNA2ScN+RP093gHl1pxQ/vkGUZYvSBEOk0C2DUmkecTAtT9fB9aQaG3YfSSBk3pRLouF7nxhfw==';
    checkIntegrity(path, sound, 'x');
    assert.throws(() => checkIntegrity(path, sound.replace('sha512-', 'sha512-A'), 'x@1.0.0'), /^Error: x@1\.0\.0 is not the package that the lock names$/);
    assert.throws(() => checkIntegrity(path, undefined, 'x@1.0.0'), /the lock does not name x@1\.0\.0/);
  });

  it('knows a package of TypeScript for each target', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: object };
    for (const platform of Object.values(platforms)) assert.ok(`node_modules/@typescript/typescript-${platform}` in lock.packages, platform);
  });
});
