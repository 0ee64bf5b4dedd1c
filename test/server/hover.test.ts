import assert from 'node:assert/strict';
import type { ClientCapabilities, Hover, MarkupContent } from 'vscode-languageserver/node';
import { uriOf } from '../../server/locations.js';
import { connect, endAll, modern, rangeIn, type Client } from './client.js';
import { RulesHost } from './rules-host.js';

const slow = 'import requests\n\n\ndef fetch(city):\n    return requests.get(city, timeout=5).json()\n';
const route = [
  'from fastapi import FastAPI', '', 'from weather import fetch', '', 'app = FastAPI()', '', '',
  '@app.get("/weather/{city}")', 'async def weather(city: str):', '    return fetch(city)', '',
].join('\n');
const path = '/app/api.py';
const markdown: ClientCapabilities = { ...modern, textDocument: { ...modern.textDocument, hover: { contentFormat: ['markdown', 'plaintext'] } } };

async function opened(text: string, capabilities = markdown, options?: unknown): Promise<Client> {
  const client = connect(new RulesHost({ '/app/weather.py': slow }));
  await client.initialise(['/app'], capabilities, options);
  await client.progressEnds();
  await client.open(path, text);
  return client;
}

async function hover(client: Client, over: string): Promise<{ readonly kind: string; readonly lines: readonly string[]; readonly range: Hover['range'] } | null> {
  const { start } = rangeIn(client.document(path), over);
  const answer = await client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: uriOf(path) }, position: start });
  if (answer === null) return null;
  const { kind, value } = answer.contents as MarkupContent;
  return { kind, lines: value.split('\n').filter((line) => line !== ''), range: answer.range };
}

describe('server: hover', () => {
  afterEach(endAll);

  it('tells of a finding: rule and page, message, chain with its places, fixes', async () => {
    const client = await opened(route);
    const { kind, lines, range } = (await hover(client, 'fetch(city)'))!;
    assert.equal(kind, 'markdown');
    assert.deepEqual(range, { start: { line: 9, character: 11 }, end: { line: 9, character: 16 } });
    assert.equal(lines[0], '**[blocking-call](file:///rules/blocking-call/README.md)** (warning): A call that blocks the event loop, directly or through functions in any file.');
    assert.match(lines[1]!, /^`fetch` blocks the event loop: .*requests\.get/);
    const chain = lines.filter((line) => /^\d\./.test(line));
    assert.match(chain.at(-1)!, /^\d\. .* \(\[weather\.py:5\]\(file:\/\/\/app\/weather\.py#L5,12\)\)$/);
    assert.equal(lines.some((line) => line.startsWith('Known of')), false, lines.join('\n'));
  });

  it('is plain text for a client that shows no Markdown', async () => {
    const client = await opened(route, modern);
    const { kind, lines } = (await hover(client, 'fetch(city)'))!;
    assert.equal(kind, 'plaintext');
    assert.equal(lines[0], 'blocking-call (warning): A call that blocks the event loop, directly or through functions in any file.');
    assert.match(lines.filter((line) => /^\d\./.test(line)).at(-1)!, /\(weather\.py:5\)$/);
    assert.equal(lines.join().includes(']('), false);
  });

  it('leaves out what a client shows beside it', async () => {
    const client = await opened(route, markdown, { hover: 'brief' });
    const { lines } = (await hover(client, 'fetch(city)'))!;
    assert.match(lines[0]!, /blocking-call/);
    assert.equal(lines.some((line) => /^\d\.|blocks the event loop:/.test(line)), false, lines.join('\n'));
  });

  it('tells of a call what is known of it, and of others nothing', async () => {
    const client = await opened('import asyncio\n\n\nasync def main():\n    x = "😀"; await asyncio.wait_for(asyncio.sleep(1), 5)\n    await other()\n');
    const known = (await hover(client, 'sleep'))!;
    assert.deepEqual(known.lines, ['Known of `asyncio.sleep`:', '- it has a limit of time: `asyncio.wait_for(asyncio.sleep(1), 5)` ([api.py:5](file:///app/api.py#L5,21))']);
    assert.deepEqual(known.range, { start: { line: 4, character: 37 }, end: { line: 4, character: 50 } });
    assert.equal(await hover(client, 'other'), null);
  });

  it('is silent in generated code, and outside of what is linted', async () => {
    const client = await opened(`# generated\n${route}`);
    assert.equal(await hover(client, 'fetch(city)'), null);
    assert.equal(await client.connection.sendRequest('textDocument/hover', { textDocument: { uri: 'file:///nowhere.py' }, position: { line: 0, character: 0 } }), null);
  });
});
