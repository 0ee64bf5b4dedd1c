import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type InitializeResult, type ProtocolConnection } from 'vscode-languageserver/node';

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

  it('explains itself, and refuses what it does not know', async () => {
    start('lsp', '--help');
    server.stdout.setEncoding('utf8');
    const [help] = await once(server.stdout, 'data') as [string];
    assert.match(help, /^asynclint lsp \[--stdio\]\n/);
    start('lsp', '--stdoi');
    server.stderr.setEncoding('utf8');
    const [message] = await once(server.stderr, 'data') as [string];
    assert.match(message, /unknown argument --stdoi/);
    assert.equal(await ended(), 2);
  });
});
