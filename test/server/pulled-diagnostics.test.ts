import assert from 'node:assert/strict';
import { CancellationTokenSource, DiagnosticTag, FileChangeType, LSPErrorCodes, ResponseError, type InitializeResult } from 'vscode-languageserver/node';
import { asking, connect, endAll, modern, type Client } from './client.js';
import { MemoryHost, PatientHost } from './memory-host.js';

/** A client that asks, over a folder that has been read. */
async function opened(host: MemoryHost): Promise<Client> {
  const client = connect(host);
  await client.initialise(['/app'], asking);
  await client.progressEnds();
  return client;
}

const published = (client: Client) => client.told.filter(({ form }) => form === 'diagnostics');

describe('server: diagnostics that the client asks for', () => {
  afterEach(endAll);

  it('offers to answer only a client that asks and can be told to ask again', async () => {
    const { capabilities } = await connect(new MemoryHost()).initialise(['/app'], asking);
    assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'asynclint', interFileDependencies: true, workspaceDiagnostics: true });
    for (const capable of [modern, { ...asking, workspace: modern.workspace! }, { ...asking, textDocument: modern.textDocument! }]) {
      const { capabilities: others } = await connect(new MemoryHost()).initialise(['/app'], capable);
      assert.equal(others.diagnosticProvider, undefined);
    }
  });

  it('offers the workspace to no Neovim, which would not ask for its open files any more', async () => {
    const { capabilities } = await connect(new MemoryHost()).connection.sendRequest<InitializeResult>('initialize', {
      processId: null, rootUri: null, workspaceFolders: null, capabilities: asking, clientInfo: { name: 'Neovim', version: '0.12.4' },
    });
    assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'asynclint', interFileDependencies: true, workspaceDiagnostics: false });
  });

  it('answers for the text as it is, and sends nothing unasked', async () => {
    const client = await opened(new MemoryHost());
    await client.open('/app/a.py', 'lost()\n');
    assert.equal(await client.pulled('/app/a.py'), 'lost-work');
    await client.edit('/app/a.py', 'lost()', 'await lost()');
    assert.equal(await client.pulled('/app/a.py'), '');
    await client.close('/app/a.py');
    await client.settled();
    assert.deepEqual(published(client), []);
  });

  it('shows text that can go faded, where the client can', async () => {
    const client = await opened(new MemoryHost());
    await client.open('/app/a.py', 'useless\n');
    const report = await client.pull('/app/a.py');
    assert.ok(report.kind === 'full');
    assert.deepEqual(report.items.map(({ code, tags }) => [code, tags]), [['unused-suppression', [DiagnosticTag.Unnecessary]]]);
    const plain = connect(new MemoryHost());
    await plain.initialise(['/app'], { ...asking, textDocument: { diagnostic: {} } });
    await plain.progressEnds();
    await plain.open('/app/a.py', 'useless\n');
    const other = await plain.pull('/app/a.py');
    assert.ok(other.kind === 'full');
    assert.deepEqual(other.items.map(({ tags }) => tags), [undefined]);
  });

  it('says that nothing has changed where the same version has the same findings, and only there', async () => {
    const client = await opened(new MemoryHost({ '/app/helper.py': 'def load(): pass\n' }));
    await client.open('/app/a.py', 'load(); lost()\n');
    const first = await client.pull('/app/a.py');
    const again = await client.pull('/app/a.py', first.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
    await client.edit('/app/a.py', 'lost()', 'lost() ');
    const edited = await client.pull('/app/a.py', first.resultId);
    assert.equal(edited.kind, 'full');
    await client.open('/app/helper.py', 'def load(): sleep()\n');
    assert.equal((await client.pull('/app/a.py', edited.resultId)).kind, 'full');
  });

  it('has the client ask again once the folder is read', async () => {
    const host = new PatientHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app'], asking);
    await client.open('/app/a.py', 'load(); lost()\n');
    assert.equal(await client.pulled('/app/a.py'), 'lost-work');
    assert.equal(await client.refreshes(), 0);
    host.endPauses();
    await client.progressEnds();
    assert.equal(await client.refreshes(), 1);
    assert.equal(await client.pulled('/app/a.py'), 'slow,lost-work');
  });

  it('has the client ask again when an edit may change the findings of others, and not else', async () => {
    const client = await opened(new MemoryHost());
    await client.open('/app/helper.py', 'def load(): pass\n');
    await client.open('/app/main.py', 'load()\n');
    await client.open('/app/never-asked-for.py', 'lost()\n');
    for (const path of ['/app/helper.py', '/app/main.py']) assert.equal(await client.pulled(path), '');
    const before = await client.refreshes();
    await client.edit('/app/main.py', 'load()', 'load(); lost()');
    assert.equal(await client.pulled('/app/main.py'), 'lost-work');
    await client.edit('/app/helper.py', 'pass', 'pass; pass');
    assert.equal(await client.pulled('/app/helper.py'), '');
    const first = await client.refreshes();
    // The document that nobody ever asked for counts once at most, or every keystroke would make the client ask again.
    assert.ok(first <= before + 1);
    await client.edit('/app/helper.py', 'pass; pass', 'pass');
    assert.equal(await client.pulled('/app/helper.py'), '');
    assert.equal(await client.refreshes(), first);
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    assert.equal(await client.refreshes(), first + 1);
    assert.equal(await client.pulled('/app/main.py'), 'slow,lost-work');
    // A place that a finding points to has moved.
    await client.edit('/app/helper.py', 'def', '\ndef');
    assert.equal(await client.refreshes(), first + 2);
  });

  it('has the client ask again when a file on the disk changes what is found elsewhere, not when a document is saved', async () => {
    const host = new MemoryHost({ '/app/helper.py': 'def load(): pass\n' });
    const client = await opened(host);
    await client.open('/app/main.py', 'load()\n');
    assert.equal(await client.pulled('/app/main.py'), '');
    const before = await client.refreshes();
    host.disk.set('/app/main.py', 'load()\n');
    await client.watched(['/app/main.py', FileChangeType.Changed]);
    assert.equal(await client.refreshes(), before);
    host.disk.set('/app/helper.py', 'def load(): sleep()\n');
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    assert.equal(await client.refreshes(), before + 1);
    assert.equal(await client.pulled('/app/main.py'), 'slow');
  });

  it('answers for a file that is closed as it is on the disk, and with nothing for one that is none of ours', async () => {
    const client = await opened(new MemoryHost({ '/app/a.py': 'lost()\n' }));
    await client.open('/app/a.py', 'lost(); lost()\n');
    assert.equal(await client.pulled('/app/a.py'), 'lost-work,lost-work');
    await client.close('/app/a.py');
    assert.equal(await client.pulled('/app/a.py'), 'lost-work');
    assert.equal(await client.pulled('/app/ignored/a.py'), '');
    assert.equal(await client.pulled('/app/notes.txt'), '');
  });

  it('ends a cancelled question with the error for it', async () => {
    const client = await opened(new MemoryHost());
    await client.open('/app/a.py', 'lost()\n');
    const cancellation = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: 'file:///app/a.py' } }, cancellation.token);
    cancellation.cancel();
    await assert.rejects(answer, (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled);
  });
});
