import assert from 'node:assert/strict';
import { connect, endAll, modern, type Client } from './client.js';
import { MemoryHost } from './memory-host.js';

describe('server: status', () => {
  afterEach(endAll);

  /** A client that shows how the server is doing. */
  async function shown(host: MemoryHost, folders: readonly string[]): Promise<Client> {
    const client = connect(host);
    await client.initialise(folders, modern, { status: true });
    return client;
  }

  async function last(client: Client, state: string): Promise<string> {
    return client.until(() => {
      const status = client.statuses.at(-1);
      return status?.state === state ? status.message : undefined;
    }, () => `the state ${state} after ${JSON.stringify(client.statuses)}`);
  }

  it('is indexing while a folder is read, then ready, each told once', async () => {
    const client = await shown(new MemoryHost({ '/app/a.py': 'lost()' }), ['/app']);
    await last(client, 'ready');
    await client.open('/app/a.py', 'lost()');
    await client.settled();
    assert.deepEqual(client.statuses, [{ state: 'indexing', message: '' }, { state: 'ready', message: '' }]);
  });

  it('is ready at once where there is no folder', async () => {
    const client = await shown(new MemoryHost(), []);
    assert.equal(await last(client, 'ready'), '');
    assert.equal(client.statuses.length, 1);
  });

  it('is a problem while a configuration is broken', async () => {
    const host = new MemoryHost({ '/app/asynclint.json': 'broken' });
    const client = await shown(host, ['/app']);
    assert.match(await last(client, 'problem'), /not JSON/);
    host.disk.set('/app/asynclint.json', '{}');
    await client.watched(['/app/asynclint.json', 2]);
    await last(client, 'ready');
    host.disk.set('/app/asynclint.json', 'broken again');
    await client.watched(['/app/asynclint.json', 2]);
    assert.match(await last(client, 'problem'), /not JSON/);
  });

  it('is a problem where a folder is gone, and what is open there is linted', async () => {
    const host = new MemoryHost();
    const openFolder = host.openFolder.bind(host);
    host.openFolder = (...args) => ({ ...openFolder(...args), list: () => { throw new Error('gone'); } });
    const client = await shown(host, ['/app']);
    assert.equal(await last(client, 'problem'), 'The folder /app can\'t be read, so only what is open there is linted.');
    await client.open('/app/b.py', 'lost()');
    await client.diagnostics('/app/b.py', (diagnostics) => diagnostics.length === 1);
    assert.equal(client.messages('log').length, 1);
  });

  it('is a problem where TypeScript is not to be had, and Python is linted all the same', async () => {
    const client = await shown(new MemoryHost({ '/app/a.ts': 'unavailable' }), ['/app']);
    assert.equal(await last(client, 'problem'), 'TypeScript is not there');
    await client.open('/app/b.py', 'lost()');
    await client.diagnostics('/app/b.py', (diagnostics) => diagnostics.length === 1);
    assert.deepEqual(client.messages('shown'), []);
  });

  it('is told in its window, once, to a client that shows no status', async () => {
    const client = connect(new MemoryHost({ '/app/a.ts': 'unavailable', '/more/b.ts': 'unavailable' }));
    await client.initialise(['/app', '/more']);
    await client.until(() => client.messages('shown')[0], () => 'the message');
    await client.open('/elsewhere/c.ts', 'unavailable');
    await client.progressEnds(2);
    await client.settled();
    assert.deepEqual(client.messages('shown'), ['TypeScript is not there']);
    assert.deepEqual(client.statuses, []);
  });
});
