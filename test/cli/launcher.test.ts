import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { built, inWorkspace } from './asynclint.js';

const root = resolve(import.meta.dirname, '../..');
const launcher = resolve(root, 'bin/asynclint.js');
const asNode = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;

describe('the launcher', () => {
  it('refuses a Node that is too old, and says which it needs', inWorkspace({}, () => {
    for (const [version, code] of [['18.20.4', 2], ['20.18.3', 2], ['20.19.0', 0], ['22.1.0', 0]] as const) {
      const { status, stderr } = spawnSync(process.execPath, ['--import', asNode(version), launcher, '--version'], { encoding: 'utf8' });
      assert.equal(status, code, version);
      assert.equal(stderr, code === 2 ? `asynclint needs Node 20.19 or newer; this is Node ${version}.\n` : '');
    }
  }));

  it('says what to do where nothing is built', inWorkspace({}, (workspace) => {
    mkdirSync(workspace.path('bin'));
    copyFileSync(launcher, workspace.path('bin/asynclint.js'));
    writeFileSync(workspace.path('package.json'), '{"type": "module"}');
    const { status, stderr } = spawnSync(process.execPath, [workspace.path('bin/asynclint.js'), '.'], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [2, 'asynclint is not built yet: run `npm run build` in its folder.\n']);
  }));

  it('starts the language server', async () => {
    await built();
    const message = (content: object): string => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...content });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const server = spawn(process.execPath, [launcher, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise((done) => server.once('exit', done));
    let output = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // The answer to `shutdown` comes before the server may end.
      if (output.includes('"id":2')) server.stdin.end(message({ method: 'exit' }));
    });
    server.stdin.write(message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }));
    server.stdin.write(message({ method: 'initialized', params: {} }) + message({ id: 2, method: 'shutdown' }));
    assert.equal(await ended, 0);
    assert.match(output, /"serverInfo":\{"name":"asynclint"/);
  });

  it('shows what it is for: npm start', inWorkspace({}, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(root, 'scripts/start.mjs')], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
    for (const rule of ['floating-promise', 'blocking-call', 'serial-await-in-loop', 'missing-timeout']) assert.match(stdout, new RegExp(` ${rule}\n`));
  }));
});
