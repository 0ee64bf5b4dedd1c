import assert from 'node:assert/strict';
import { LSPErrorCodes, ResponseError, type ClientCapabilities, type CodeAction } from 'vscode-languageserver/node';
import { applied, connect, endAll, modern, rangeIn, type Client } from './client.js';
import { MemoryHost } from './memory-host.js';
import { RulesHost } from './rules-host.js';

const lost = 'async def send():\n    ...\n\n\nasync def checkout():\n    send()\n';
const path = '/app/a.py';

/** A client that asks for edits once an action is chosen, and takes tab stops in them. */
const choosing: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
  workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
};

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
const named = (actions: readonly CodeAction[], title: string): CodeAction => {
  const action = actions.find((each) => each.title === title);
  assert.ok(action, `no ${title} in ${titles(actions).join(', ')}`);
  return action;
};
const resolved = (client: Client, action: CodeAction) => client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
const actionsAt = (client: Client, text: string, at = path) => client.codeActions(at, rangeIn(client.document(at), text));

async function opened(text: string, capabilities?: ClientCapabilities, options?: unknown): Promise<Client> {
  const client = connect(new RulesHost());
  await client.initialise(['/app'], capabilities, options);
  await client.open(path, text);
  return client;
}

describe('server: silencing a finding', () => {
  afterEach(endAll);

  it('is offered for the line and for the file, behind the fixes, with the edits for a client that asks no more', async () => {
    const client = await opened(lost);
    const actions = await actionsAt(client, 'send()\n');
    assert.deepEqual(titles(actions).slice(-2), ['Suppress floating-promise for this line', 'Suppress floating-promise for this file']);
    assert.equal(actions[0]!.isPreferred, true);
    const document = client.document(path);
    assert.equal(applied(document, actions.at(-2)!), lost.replace(/send\(\)\n$/, 'send()  # asynclint: ignore[floating-promise] reason\n'));
    assert.equal(applied(document, actions.at(-1)!), `# asynclint: ignore-file[floating-promise] reason\n${lost}`);
    assert.deepEqual(actions.at(-1)!.diagnostics, actions[0]!.diagnostics);
  });

  it('is worked out only when chosen, with the reason to be typed over, where the client can', async () => {
    const client = await opened(lost, choosing);
    const actions = await actionsAt(client, 'send()\n');
    const action = named(actions, 'Suppress floating-promise for this line');
    assert.equal(action.edit, undefined);
    const { edit } = await resolved(client, action);
    assert.deepEqual(edit, { documentChanges: [{
      textDocument: { uri: 'file:///app/a.py', version: 1 },
      edits: [{
        range: { start: { line: 5, character: 10 }, end: { line: 5, character: 10 } },
        snippet: { kind: 'snippet', value: '  # asynclint: ignore[floating-promise] ${1:reason}' },
      }],
    }] });
  });

  it('says that the document has changed since', async () => {
    const client = await opened(lost, choosing);
    const action = named(await actionsAt(client, 'send()\n'), 'Suppress floating-promise for this file');
    await client.edit(path, 'send', 'dispatch');
    await assert.rejects(resolved(client, action), (error: unknown) => error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified);
  });

  it('says where there is no place for a comment', async () => {
    const text = 'async def send():\n    ...\n\n\nasync def checkout():\n    return f"""\n    {[send() for _ in range(3) if send()]}\n"""\n';
    const client = await opened(text, choosing);
    const actions = await client.codeActions(path, rangeIn(client.document(path), text));
    const line = actions.find(({ title }) => title.endsWith('for this line'));
    assert.ok(line, titles(actions).join());
    await assert.rejects(resolved(client, line), (error: unknown) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed);
    const plain = await opened(text);
    assert.equal((await plain.codeActions(path, rangeIn(plain.document(path), text))).some(({ title }) => title.endsWith('for this line')), false);
  });
});

describe('server: commands of the client', () => {
  afterEach(endAll);
  const commands = ['asynclint.openRulePage', 'asynclint.showChain'];

  it('are offered to a client that has them, and to no other', async () => {
    const client = await opened(lost, modern, { commands });
    const { command } = named(await actionsAt(client, 'send()\n'), 'Open the page of floating-promise');
    assert.deepEqual(command, { title: 'Open the page of floating-promise', command: 'asynclint.openRulePage', arguments: ['floating-promise'] });
    for (const options of [undefined, {}, { commands: 'all' }, { commands: ['asynclint.other'] }]) {
      const other = await opened(lost, modern, options);
      assert.deepEqual((await actionsAt(other, 'send()\n')).filter((action) => action.command !== undefined), []);
    }
  });

  it('show the way to the cause, where there is one', async () => {
    const client = connect(new MemoryHost({ '/app/helper.py': '\ndef load(): sleep()\n' }));
    await client.initialise(['/app'], modern, { commands });
    await client.open('/app/main.py', 'load()\nlost()\n');
    await client.diagnostics('/app/main.py', (diagnostics) => diagnostics.length === 2);
    const { command } = named(await actionsAt(client, 'load', '/app/main.py'), 'Explain: show the way to the cause');
    assert.deepEqual(command?.arguments, [{
      rule: 'slow', message: 'load is slow.',
      location: { uri: 'file:///app/main.py', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } } },
      related: [{ location: { uri: 'file:///app/helper.py', range: { start: { line: 1, character: 12 }, end: { line: 1, character: 17 } } }, message: 'It sleeps here.' }],
    }]);
    assert.equal(titles(await actionsAt(client, 'lost', '/app/main.py')).some((title) => title.startsWith('Explain')), false);
  });
});

describe('server: refactorings', () => {
  afterEach(endAll);
  const loading = 'import asyncio\n\n\nasync def main(client):\n    a = await client.load(1)\n    b = await client.load(2)\n    return a, b\n';

  it('are offered for a place and for a selection, where nothing is wrong', async () => {
    const client = await opened(loading);
    const document = client.document(path);
    const actions = await client.codeActions(path, rangeIn(document, 'client.load(2)'), { only: ['refactor'] });
    assert.deepEqual(actions, []);
    const { start } = rangeIn(document, 'load(2)');
    const offers = await client.codeActions(path, { start, end: start }, { only: ['refactor.rewrite'] });
    assert.deepEqual(new Set(offers.map(({ kind }) => kind)), new Set(['refactor.rewrite']));
    const action = offers.find(({ title }) => title.startsWith('Run these 2 together'))!;
    assert.equal(applied(document, action), loading.replace(/    a = [^]*\(2\)/, '    a, b = await asyncio.gather(client.load(1), client.load(2))'));
    const selected = await client.codeActions(path, rangeIn(document, 'a = await client.load(1)\n    b = await client.load(2)'));
    assert.equal(selected.filter(({ kind }) => kind === 'refactor.rewrite').length > 0, true);
  });

  it('are not looked for unasked, and not told twice beside a fix', async () => {
    const client = await opened(loading);
    const { start } = rangeIn(client.document(path), 'load(2)');
    assert.deepEqual((await client.codeActions(path, { start, end: start }, { triggerKind: 2 })).filter(({ kind }) => kind === 'refactor.rewrite'), []);
    const all = await client.codeActions(path, { start, end: start }, { triggerKind: 1 });
    assert.equal(new Set(all.map(({ edit }) => JSON.stringify(edit))).size, all.length, titles(all).join());
  });
});

describe('server: mending on save', () => {
  afterEach(endAll);

  it('gives up when the project is not linked in time', async () => {
    const host = new MemoryHost();
    const client = connect(host);
    await client.initialise(['/app']);
    await client.progressEnds();
    await client.open('/app/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', (diagnostics) => diagnostics.length === 1);
    const whole = rangeIn(client.document('/app/a.py'), 'lost()\n');
    const fixAll = () => client.codeActions('/app/a.py', whole, { only: ['source.fixAll'] });
    assert.equal((await fixAll()).length, 1);
    // Each look at the clock finds it a second later; the session needs four steps.
    host.now = () => host.clock += 1000;
    host.sessions.at(-1)!.advances = 0;
    assert.equal((await fixAll()).length, 0);
  });
});
