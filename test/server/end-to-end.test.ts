import assert from 'node:assert/strict';
import { DiagnosticSeverity, FileChangeType, type Diagnostic } from 'vscode-languageserver/node';
import { diskHost } from '../../server/disk-host.js';
import { applied, connect, endAll, type Client } from './client.js';
import { FolderOnDisk } from './folder-on-disk.js';

const none = (diagnostics: readonly Diagnostic[]) => diagnostics.length === 0;
const only = (code: string) => (diagnostics: readonly Diagnostic[]) => diagnostics.length === 1 && diagnostics[0]!.code === code;

const slow = 'import requests\n\n\ndef fetch(city):\n    return requests.get(city, timeout=5).json()\n';
const quick = 'def fetch(city):\n    return {"sky": city}\n';
const route = [
  'from fastapi import FastAPI', '', 'from weather import fetch', '', 'app = FastAPI()', '', '',
  '@app.get("/weather/{city}")', 'async def weather(city: str):', '    return fetch(city)', '',
].join('\n');
const lost = 'async def send():\n    ...\n\n\nasync def checkout():\n    send()\n';
const lostTs = "import knex from 'knex';\n\nconst db = knex({ client: 'pg' });\n\nexport async function checkout(): Promise<void> {\n  db('orders').insert({ done: true });\n}\n";

/** The real session and rules, on a folder on the disk. */
describe('server: end to end', () => {
  let folder: FolderOnDisk;
  let client: Client;

  async function start(files: Readonly<Record<string, string>>): Promise<void> {
    folder = new FolderOnDisk(files);
    client = connect(diskHost());
    await client.initialise([folder.path]);
  }

  afterEach(async () => {
    await client.connection.sendRequest('shutdown');
    await endAll();
    folder.remove();
  });

  it('shows a blocking call through a helper, with the chain across files', async () => {
    await start({ 'weather.py': slow });
    const path = `${folder.path}/api.py`;
    await client.open(path, route);
    const [diagnostic] = await client.diagnostics(path, only('blocking-call'));
    assert.equal(diagnostic!.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(diagnostic!.range, { start: { line: 9, character: 11 }, end: { line: 9, character: 16 } });
    assert.match(diagnostic!.codeDescription!.href, /^file:.*\/rules\/blocking-call\/README\.md$/);
    const places = diagnostic!.relatedInformation!.map(({ location }) => `${location.uri.slice(location.uri.lastIndexOf('/') + 1)}:${location.range.start.line}`);
    assert.equal(places.at(-1), 'weather.py:4');
  });

  it('an edit of the helper cures the caller, and closing it unsaved brings the finding back', async () => {
    await start({ 'weather.py': slow });
    const api = `${folder.path}/api.py`;
    const weather = `${folder.path}/weather.py`;
    await client.open(api, route);
    await client.diagnostics(api, only('blocking-call'));
    await client.open(weather, slow);
    await client.edit(weather, 'requests.get(city, timeout=5).json()', '{"sky": city}');
    await client.diagnostics(api, none);
    await client.close(weather);
    await client.diagnostics(api, only('blocking-call'));
  });

  it('follows the disk', async () => {
    await start({ 'weather.py': quick });
    const api = `${folder.path}/api.py`;
    await client.open(api, route);
    await client.diagnostics(api, none);
    const weather = folder.write('weather.py', slow);
    await client.watched([weather, FileChangeType.Changed]);
    await client.diagnostics(api, only('blocking-call'));
    folder.remove('weather.py');
    await client.watched([weather, FileChangeType.Deleted]);
    await client.diagnostics(api, none);
  });

  for (const [name, text, cured] of [['a.py', lost, lost.replace('    send()', '    await send()')], ['a.ts', lostTs, lostTs.replace('  db(', '  await db(')]] as const) {
    it(`the quick fix cures ${name}`, async () => {
      await start({});
      const path = `${folder.path}/${name}`;
      await client.open(path, text);
      const [diagnostic] = await client.diagnostics(path, only('floating-promise'));
      const [action] = await client.codeActions(path, diagnostic!.range);
      assert.equal(action!.isPreferred, true);
      assert.equal(applied(client.document(path), action!), cured);
      await client.edit(path, text, cured);
      await client.diagnostics(path, none);
    });
  }

  it('respects .gitignore and the configuration, and a change of either', async () => {
    await start({ '.gitignore': 'made/\n', 'asynclint.json': '{ "exclude": ["old/"] }' });
    const paths = ['made/a.py', 'old/a.py', 'new/a.py'].map((name) => `${folder.path}/${name}`);
    for (const path of paths) await client.open(path, lost);
    await client.diagnostics(paths[2]!, only('floating-promise'));
    await client.settled();
    for (const path of paths.slice(0, 2)) await client.diagnostics(path, none);

    await client.watched([folder.write('asynclint.json', '{ "rules": { "floating-promise": "off" } }'), FileChangeType.Changed]);
    await client.diagnostics(paths[2]!, none);
    await client.watched([folder.write('asynclint.json', '{}'), FileChangeType.Changed]);
    for (const path of paths.slice(1)) await client.diagnostics(path, only('floating-promise'));
    await client.diagnostics(paths[0]!, none);
    await client.watched([folder.write('.gitignore', ''), FileChangeType.Changed]);
    for (const path of paths) await client.diagnostics(path, only('floating-promise'));
  });

  it('tells where a configuration is broken, and goes on with the last good one', async () => {
    await start({ 'asynclint.json': '{ "rules": { "floating-promise": "off" } }' });
    const path = `${folder.path}/a.py`;
    await client.open(path, lost);
    await client.diagnostics(path, none);
    await client.watched([folder.write('asynclint.json', '{\n  "rules": { "no-such-rule": "off" }\n}'), FileChangeType.Changed]);
    const message = await client.until(() => client.messages('shown')[0], () => 'a message');
    assert.ok(message.startsWith(`${folder.path}/asynclint.json:2:14 `), message);
    await client.edit(path, 'checkout', 'check_out');
    await client.settled();
    await client.diagnostics(path, none);
  });
});
