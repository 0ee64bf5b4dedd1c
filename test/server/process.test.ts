import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type CompletionItem, type Hover, type InitializeResult, type MarkupContent, type ProtocolConnection,
} from 'vscode-languageserver/node';

const main = new URL('../../server/main.ts', import.meta.url).pathname;

describe('server: the process', () => {
  let server: ChildProcessWithoutNullStreams;
  const ended = async () => (await once(server, 'exit'))[0] as number | null;

  function start(...args: string[]): void {
    server = spawn(process.execPath, ['--import', 'tsx', main, ...args]);
  }

  async function greet(): Promise<ProtocolConnection> {
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.listen();
    const params = { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null };
    const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', params);
    assert.equal(serverInfo?.name, 'asynclint');
    await connection.sendNotification('initialized', {});
    return connection;
  }

  afterEach(() => server.kill('SIGKILL'));

  it('talks over standard input and output by default, and ends with 0 after shutdown', async () => {
    start();
    const connection = await greet();
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await ended(), 0);
  });

  it('ends with 1 on exit without shutdown', async () => {
    start('--stdio');
    const connection = await greet();
    await connection.sendNotification('exit');
    assert.equal(await ended(), 1);
  });

  it('ends when the client is gone', async () => {
    start('lsp', '--stdio');
    await greet();
    server.stdin.end();
    assert.equal(await ended(), 1);
  });

  it('helps: hover, snippets, comments that silence, refactorings', async () => {
    start();
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.listen();
    connection.onRequest('client/registerCapability', () => null);
    const capabilities: ClientCapabilities = {
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } }, completion: { completionItem: { snippetSupport: true } } },
    };
    const { capabilities: can } = await connection.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities, workspaceFolders: null });
    assert.equal(can.hoverProvider, true);
    assert.deepEqual(can.completionProvider?.triggerCharacters, ['-']);
    await connection.sendNotification('initialized', {});
    const uri = 'file:///nowhere/a.py';
    const text = 'import asyncio\nimport time\n\n\nasync def main():\n    x = "😀"; time.sleep(5)\n    async-ga\n';
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version: 1, text } });
    const position = { line: 5, character: 16 };
    const hover = await connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri }, position });
    assert.match((hover.contents as MarkupContent).value, /blocking-call/);
    const completions = await connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position: { line: 6, character: 12 } });
    assert.ok(completions.some(({ label }) => label === 'async-gather'));
    const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } });
    const silencing = actions.find(({ title }) => title === 'Suppress blocking-call for this line')!;
    const { edit } = await connection.sendRequest<CodeAction>('codeAction/resolve', silencing);
    const at = { line: 5, character: 27 };
    assert.deepEqual(edit, { changes: { [uri]: [{ range: { start: at, end: at }, newText: '  # asynclint: ignore[blocking-call] reason' }] } });
    assert.ok(actions.some(({ kind, title }) => kind === 'quickfix' && title.startsWith('Await asyncio.sleep')), actions.map(({ title }) => title).join());
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await ended(), 0);
  });

  it('explains itself, and refuses what it does not know', async () => {
    start('lsp', '--help');
    server.stdout.setEncoding('utf8');
    const [help] = await once(server.stdout, 'data') as [string];
    assert.match(help, /^asynclint lsp \[--stdio\]\n/);
    start('lsp', '--stdoi');
    server.stderr.setEncoding('utf8');
    const [exit, [message]] = await Promise.all([ended(), once(server.stderr, 'data') as Promise<[string]>]);
    assert.match(message, /unknown argument --stdoi/);
    assert.equal(exit, 2);
  });

  it('says why it can\'t talk to an editor', async () => {
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['--socket=abc'], 2, /^asynclint lsp: --socket needs the number of a port, not abc\n/],
      [['--pipe='], 2, /^asynclint lsp: --pipe needs a name\n/],
      [['--node-ipc'], 2, /^asynclint lsp: --node-ipc is for a process that Node has started with a channel\n/],
      [['--pipe=/no/such/pipe'], 1, /^asynclint lsp: there is no connection to an editor\n$/],
    ];
    for (const [args, code, message] of cases) {
      start('lsp', ...args);
      let said = '';
      server.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
      const [exit] = await Promise.all([ended(), once(server.stderr, 'end')]);
      assert.equal(exit, code, args.join(' '));
      assert.match(said, message);
    }
  });
});
