import assert from 'node:assert/strict';
import {
  CancellationToken, CancellationTokenSource, FileChangeType, LSPErrorCodes, ResponseError,
  type WorkspaceDiagnosticReport, type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { LintedWorkspace } from '../../server/protocol.js';
import { asking, connect, endAll, modern, type Client } from './client.js';
import { MemoryHost } from './memory-host.js';

const files = {
  '/app/a.py': 'lost()\n', '/app/helper.py': 'def load(): pass\n', '/app/main.py': 'load()\n', '/app/generated.py': '# generated\nlost()\n',
  '/app/ignored/b.py': 'lost()\n',
};

type Reports = Readonly<Record<string, string>>;

/** What reports tell, by path: the codes of the diagnostics. */
function told(items: readonly WorkspaceDocumentDiagnosticReport[]): Reports {
  return Object.fromEntries(items.map((item) => [item.uri.slice('file://'.length), item.kind === 'full' ? item.items.map(({ code }) => code).join() : item.kind]));
}

const ends = (code: number) => (error: unknown): boolean => error instanceof ResponseError && error.code === code;

describe('server: diagnostics of the workspace that the client asks for', () => {
  afterEach(endAll);

  function ask(client: Client, previous: readonly WorkspaceDocumentDiagnosticReport[] = [], token?: CancellationToken, partialResultToken?: string): Promise<WorkspaceDiagnosticReport> {
    const previousResultIds = previous.map(({ uri, resultId }) => ({ uri, value: resultId }));
    return client.connection.sendRequest('workspace/diagnostic', { previousResultIds, partialResultToken }, token ?? CancellationToken.None);
  }

  async function start(host: MemoryHost): Promise<Client> {
    const client = connect(host);
    await client.initialise(['/app'], asking);
    return client;
  }

  it('answers for all files once they are read, open or not', async () => {
    const client = await start(new MemoryHost(files));
    await client.open('/app/main.py', 'load(); lost()\n');
    const { items } = await ask(client);
    assert.deepEqual(told(items), { '/app/a.py': 'lost-work', '/app/main.py': 'lost-work' });
    assert.deepEqual(items.map(({ version }) => version), [null, 1]);
  });

  it('waits with an answer that would tell nothing new, and then tells only that', async () => {
    const host = new MemoryHost(files);
    const client = await start(host);
    const { items } = await ask(client);
    const next = ask(client, items);
    let answered = false;
    void next.then(() => (answered = true));
    await client.settled();
    host.disk.set('/app/a.py', 'lost() \n');
    await client.watched(['/app/a.py', FileChangeType.Changed]);
    for (let i = 0; i < 10; i++) await client.settled();
    assert.equal(answered, false);
    host.disk.set('/app/helper.py', 'def load(): sleep()\n');
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    assert.deepEqual(told((await next).items), { '/app/main.py': 'slow' });
  });

  it('takes back what was told of a file that is gone', async () => {
    const host = new MemoryHost(files);
    const client = await start(host);
    const { items } = await ask(client);
    const next = ask(client, items);
    await client.settled();
    host.disk.delete('/app/a.py');
    await client.watched(['/app/a.py', FileChangeType.Deleted]);
    const { items: later } = await next;
    assert.deepEqual(told(later), { '/app/a.py': '' });
    host.disk.set('/app/a.py', 'lost()\n');
    await client.watched(['/app/a.py', FileChangeType.Created]);
    assert.deepEqual(told((await ask(client, later)).items), { '/app/a.py': 'lost-work' });
  });

  it('goes on telling a client that takes partial results, until it is cancelled', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`/app/f${i}.py`, 'lost()\n']));
    const host = new MemoryHost(many);
    const client = await start(host);
    const parts = (count: number): Promise<readonly Reports[]> => client.until(() => {
      const found = client.told.flatMap((one) => (one.form === 'progress' && one.token === 'parts' ? [told(one.value.items!)] : []));
      return found.length >= count ? found : undefined;
    }, () => `${count} parts`);
    const { token, cancel } = source();
    const answer = ask(client, [], token, 'parts');
    assert.deepEqual((await parts(3)).map((part) => Object.keys(part).length), [100, 100, 50]);
    host.disk.set('/app/f7.py', 'pass\n');
    await client.watched(['/app/f7.py', FileChangeType.Changed]);
    assert.deepEqual((await parts(4))[3], { '/app/f7.py': '' });
    cancel();
    await assert.rejects(answer, ends(LSPErrorCodes.RequestCancelled));
  });

  it('is to be asked again where the settings change meanwhile', async () => {
    const host = new MemoryHost(files);
    const client = await start(host);
    const { items } = await ask(client);
    const next = ask(client, items);
    await client.settled();
    host.disk.set('/app/asynclint.json', '{"rules": {"lost-work": "off"}}');
    await client.watched(['/app/asynclint.json', FileChangeType.Created]);
    await assert.rejects(next, (error) => ends(LSPErrorCodes.ServerCancelled)(error) && (error as ResponseError<{ retriggerRequest: boolean }>).data!.retriggerRequest);
    assert.deepEqual(told((await ask(client, items)).items), { '/app/a.py': '' });
  });

  it('answers the questions of an editor while it lints', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`/app/f${i}.py`, 'lost()\n']));
    const client = await start(new MemoryHost(many));
    const order: string[] = [];
    const whole = ask(client).then(() => order.push('workspace'));
    await client.open('/app/a.py', 'lost()\n');
    await client.pull('/app/a.py').then(() => order.push('document'));
    await whole;
    assert.deepEqual(order, ['document', 'workspace']);
  });
});

describe('server: the command that lints the workspace', () => {
  afterEach(endAll);

  function lint(client: Client, args: readonly string[] = [], token?: CancellationToken, workDoneToken?: string): Promise<LintedWorkspace> {
    return client.connection.sendRequest('workspace/executeCommand', { command: 'asynclint.lintWorkspace', arguments: args, workDoneToken }, token ?? CancellationToken.None);
  }

  it('sends the findings of all files with progress, and counts them', async () => {
    const host = new MemoryHost(files);
    const client = connect(host);
    const { capabilities } = await client.initialise(['/app']);
    assert.deepEqual(capabilities.executeCommandProvider?.commands, ['asynclint.lintWorkspace']);
    assert.deepEqual(await lint(client), { files: 4, findings: { error: 1, warning: 0, info: 0 } });
    await client.diagnostics('/app/a.py', (diagnostics) => diagnostics.length === 1);
    await client.progressEnds(2);
    const titles = client.told.flatMap((one) => (one.form === 'progress' ? one.value.title ?? [] : []));
    assert.deepEqual(titles, ['asynclint: reading app', 'asynclint: linting the workspace']);
    host.disk.set('/app/a.py', 'pass\n');
    await client.watched(['/app/a.py', FileChangeType.Changed]);
    await client.diagnostics('/app/a.py', (diagnostics) => diagnostics.length === 0);
  });

  it('lints the folders that are named', async () => {
    const client = connect(new MemoryHost({ '/one/a.py': 'lost()\n', '/two/a.py': 'lost(); lost()\n' }));
    await client.initialise(['/one', '/two']);
    assert.deepEqual((await lint(client, ['file:///two'])).findings, { error: 2, warning: 0, info: 0 });
    assert.deepEqual((await lint(client, ['file:///three'])).findings, { error: 0, warning: 0, info: 0 });
  });

  it('sends nothing to a client that asks for itself', async () => {
    const client = connect(new MemoryHost(files));
    await client.initialise(['/app'], asking);
    assert.deepEqual((await lint(client)).findings, { error: 1, warning: 0, info: 0 });
    await client.settled();
    assert.deepEqual(client.told.filter(({ form }) => form === 'diagnostics'), []);
  });

  it('can be cancelled, by the request or by its progress', async () => {
    const client = connect(new MemoryHost(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`/app/f${i}.py`, 'lost()\n']))));
    await client.initialise(['/app']);
    await client.progressEnds();
    const { token, cancel } = source();
    const answer = lint(client, [], token);
    cancel();
    await assert.rejects(answer, ends(LSPErrorCodes.RequestCancelled));
    const second = lint(client);
    const isShown = (one: Client['told'][number]): boolean => one.form === 'progress' && one.kind === 'begin' && one.value.title === 'asynclint: linting the workspace';
    const shown = await client.until(() => client.told.filter(isShown)[1], () => 'a second progress');
    assert.ok(shown.form === 'progress');
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token: shown.token });
    await assert.rejects(second, ends(LSPErrorCodes.RequestCancelled));
  });

  it('refuses a command that it does not know', async () => {
    const client = connect(new MemoryHost());
    await client.initialise([], modern);
    await assert.rejects(client.connection.sendRequest('workspace/executeCommand', { command: 'asynclint.dance' }), /asynclint has no command asynclint.dance/);
  });
});

function source(): { readonly token: CancellationToken; cancel(): void } {
  const made = new CancellationTokenSource();
  return { token: made.token, cancel: () => made.cancel() };
}
