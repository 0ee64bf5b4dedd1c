import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver/node';
import { asking, connect, endAll, modern, withSettings, type Client } from './client.js';
import { MemoryHost } from './memory-host.js';

const quick = '# central\ndef load(): pass\n';
const slow = '# central\ndef load(): sleep()\n';

/** A client that has two documents open, of which one calls what the other defines. */
async function opened(host: MemoryHost, capabilities: typeof modern): Promise<Client> {
  const client = connect(host);
  await client.initialise(['/app'], capabilities, { status: true });
  await client.progressEnds();
  await client.open('/app/helper.py', quick);
  await client.open('/app/main.py', 'load(); lost()\n');
  return client;
}

/** Whether the client was told that the server is busy. */
const isIndexing = (client: Client): boolean => client.statuses.some(({ state }) => state === 'indexing');

describe('server: what an edit changes in other files', () => {
  afterEach(endAll);

  it('is looked after in slices, with the edited document answered first and the former findings shown meanwhile', async () => {
    const host = new MemoryHost();
    const client = await opened(host, asking);
    assert.equal(await client.pulled('/app/main.py'), 'lost-work');
    const before = await client.refreshes();
    await client.edit('/app/helper.py', 'pass', 'sleep(); lost()');
    const [own, others] = await Promise.all([client.pulled('/app/helper.py'), client.pulled('/app/main.py')]);
    assert.deepEqual([own, others], ['lost-work', 'lost-work']);
    await client.until(() => (client.told.filter(({ form }) => form === 'refresh').length > before ? true : undefined), () => 'a refresh');
    assert.equal(host.sessions.at(-1)!.behind, 0);
    assert.equal(await client.pulled('/app/main.py'), 'slow,lost-work');
  });

  it('is sent to a client that does not ask', async () => {
    const client = await opened(new MemoryHost(), modern);
    await client.diagnostics('/app/main.py', (all) => all.length === 1);
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    await client.diagnostics('/app/main.py', (all) => all.length === 2);
  });

  it('is looked after when a file on the disk has changed', async () => {
    const host = new MemoryHost({ '/app/helper.py': quick });
    const client = connect(host);
    await client.initialise(['/app'], modern);
    await client.progressEnds();
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', (all) => all.length === 0);
    host.disk.set('/app/helper.py', slow);
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    await client.diagnostics('/app/main.py', (all) => all.length === 1);
  });

  it('is told though somebody else has asked for the findings meanwhile, as a menu of quick fixes does', async () => {
    const host = new MemoryHost();
    const client = await opened(host, asking);
    assert.equal(await client.pulled('/app/main.py'), 'lost-work');
    const before = await client.refreshes();
    const session = host.sessions.at(-1)!;
    const advance = session.advance.bind(session);
    session.advance = () => {
      const done = advance();
      session.findings('/app/main.py');
      return done;
    };
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    assert.equal(await client.pulled('/app/helper.py'), '');
    await client.until(() => (client.told.filter(({ form }) => form === 'refresh').length > before ? true : undefined), () => 'a refresh');
    assert.equal(await client.pulled('/app/main.py'), 'slow,lost-work');
  });

  it('waits for a save where findings are to follow the text as it was saved', async () => {
    const client = connect(new MemoryHost());
    client.settings = () => ({ run: 'onSave' });
    await client.initialise(['/app'], withSettings(modern));
    await client.progressEnds();
    await client.open('/app/helper.py', quick);
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', (all) => all.length === 0);
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    for (let i = 0; i < 20; i++) await client.settled();
    await client.diagnostics('/app/main.py', (all) => all.length === 0);
    await client.save('/app/helper.py');
    await client.diagnostics('/app/main.py', (all) => all.length === 1);
  });

  it('is told of with progress where it takes longer than a second, and not else', async () => {
    const host = new MemoryHost();
    const client = await opened(host, modern);
    const progress = (): readonly (string | undefined)[] => client.told.flatMap((told) => (told.form === 'progress' && told.kind === 'begin' ? [told.value.title] : []));
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    await client.diagnostics('/app/main.py', (all) => all.length === 2);
    assert.deepEqual(progress(), ['asynclint: reading app']);
    host.now = () => (host.clock += 600);
    client.statuses.length = 0;
    await client.edit('/app/helper.py', 'sleep()', 'pass');
    await client.diagnostics('/app/main.py', (all) => all.length === 1);
    await client.progressEnds(2);
    assert.deepEqual(progress(), ['asynclint: reading app', 'asynclint: linking app']);
    assert.deepEqual(client.statuses.map(({ state }) => state), ['indexing', 'ready']);
  });

  it('ends where it fails, and begins anew with the next edit', async () => {
    const host = new MemoryHost();
    const client = await opened(host, modern);
    const session = host.sessions.at(-1)!;
    for (const fail of ['advance', 'waiting'] as const) {
      client.statuses.length = 0;
      host.now = () => (host.clock += 600);
      // The failure comes once the user has been told that it takes longer.
      const failing = (): never => { throw new Error(`${fail} fails`); };
      const as = fail === 'advance' ? { advance: () => (isIndexing(client) ? failing() : false) } : { waiting: () => (isIndexing(client) ? failing() : 5) };
      Object.assign(session, as);
      await client.edit('/app/helper.py', 'pass', 'sleep()');
      await client.until(() => (client.statuses.at(-1)?.state === 'ready' ? true : undefined), () => `the end though ${fail} fails`);
      Reflect.deleteProperty(session, fail);
      host.now = () => host.clock;
      await client.edit('/app/helper.py', 'sleep()', 'pass');
      await client.diagnostics('/app/main.py', (all) => all.length === 1);
      await client.until(() => (session.behind === 0 ? true : undefined), () => 'rest');
    }
  });
});
