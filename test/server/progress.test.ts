import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createConnection, createProtocolConnection, ProposedFeatures, ProgressType, StreamMessageReader, StreamMessageWriter, WorkDoneProgressCreateRequest } from 'vscode-languageserver/node';
import { Progress } from '../../server/progress.js';
import type { Server } from '../../server/server.js';

/** A progress, and what its client was told of it; `end` ends the connection on the server's side. */
async function shown(): Promise<{ readonly progress: Progress; readonly told: readonly string[]; readonly end: () => void }> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const told: string[] = [];
  const began = new Promise<void>((resolve) => {
    client.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => void client.onProgress(new ProgressType<{ kind: string }>(), token, ({ kind }) => {
      told.push(kind);
      resolve();
    }));
  });
  connection.onInitialize(() => ({ capabilities: {} }));
  connection.listen();
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: { window: { workDoneProgress: true } } });
  const progress = new Progress({ connection } as Server, 'reading');
  await began;
  return { progress, told, end: () => connection.dispose() };
}

describe('server: progress', () => {
  it('is told to a client that is there', async () => {
    const { progress, told, end } = await shown();
    progress.report(1, 2);
    progress.done();
    for (let i = 0; i < 100 && told.length < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve));
    assert.deepEqual(told, ['begin', 'report', 'end']);
    end();
  });

  it('is told to nobody once the connection has ended, and the work goes on', async () => {
    const { progress, told, end } = await shown();
    end();
    progress.report(1, 2);
    progress.done();
    // What a rejected promise holds would fail this test as an error that nobody caught.
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.deepEqual(told, ['begin']);
  });
});
