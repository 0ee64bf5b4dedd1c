import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type DocumentDiagnosticReport, type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { slashed } from '../host/files.js';
import { lintedFiles, numbers } from './linted-files.js';

/**
 * What an editor waits for, over standard input and output of a real server process: the first diagnostics of a document that
 * is opened as soon as the folder is, those that each keystroke changes, and those after the server was killed.
 */
const usage = `Usage: node --import tsx bench/keystrokes.ts FOLDER [--edits N] [--language python|typescript] [--push] [--server FILE]

Prints milliseconds: the clock's, and those of the processor that the server took (Linux). Build before (npm run build).
`;

const { values, positionals } = parseArgs({
  options: {
    edits: { type: 'string', default: '200' }, language: { type: 'string' }, push: { type: 'boolean', default: false },
    server: { type: 'string', default: 'bin/asynclint.js' }, help: { type: 'boolean' },
  },
  allowPositionals: true,
});
if (values.help || positionals.length !== 1) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const root = slashed(resolve(positionals[0]!));
const sources = lintedFiles(root, values.language);

const random = numbers();

/** A server and the client that talks to it. */
class Editor {
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #connection: ProtocolConnection;
  readonly #awaited = new Map<string, (version: number | undefined) => void>();
  #read: () => void = () => {};
  /** Fulfilled once the folder is read. */
  readonly read: Promise<void> = new Promise((done) => void (this.#read = done));

  constructor() {
    this.#server = spawn(process.execPath, [values.server, 'lsp', '--stdio']);
    this.#server.stderr.pipe(process.stderr);
    this.#connection = createProtocolConnection(new StreamMessageReader(this.#server.stdout), new StreamMessageWriter(this.#server.stdin));
    this.#connection.onRequest('window/workDoneProgress/create', () => null);
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.#connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'end') this.#read();
    });
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }: PublishDiagnosticsParams) => this.#awaited.get(uri)?.(version));
    this.#connection.listen();
  }

  async greet(): Promise<void> {
    const diagnostic = values.push ? {} : { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
    await this.#connection.sendRequest('initialize', {
      processId: process.pid, rootUri: null, workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'real' }],
      capabilities: { window: { workDoneProgress: true }, ...diagnostic },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  /** Opens a document and waits for its diagnostics. */
  async open(document: TextDocument): Promise<void> {
    const { uri, languageId, version } = document;
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text: document.getText() } });
    await this.#told(document);
  }

  /** Types a text at an offset and waits for the diagnostics of the new text. */
  async type(document: TextDocument, offset: number, text: string): Promise<void> {
    const at = document.positionAt(offset);
    const contentChanges = [{ range: { start: at, end: at }, text }];
    TextDocument.update(document, contentChanges, document.version + 1);
    await this.#connection.sendNotification('textDocument/didChange', { textDocument: { uri: document.uri, version: document.version }, contentChanges });
    await this.#told(document);
  }

  /** Milliseconds of the processor that the server has taken so far, without the process of TypeScript; 0 where that can't be told. */
  processor(): number {
    try {
      const fields = readFileSync(`/proc/${this.#server.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return 0;
    }
  }

  /** Megabytes that the server holds; 0 where that can't be told. */
  memory(): number {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }

  kill(): void {
    this.#connection.dispose();
    this.#server.kill('SIGKILL');
  }

  async #told({ uri, version }: TextDocument): Promise<void> {
    if (!values.push) {
      await this.#connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
      return;
    }
    await new Promise<void>((done) => this.#awaited.set(uri, (told) => {
      if (told === version) done();
    }));
  }
}

function documentOf({ path, text, language }: (typeof sources)[number]): TextDocument {
  return TextDocument.create(pathToFileURL(path).href, language, 1, text);
}

/** The start of a statement's line within a function's body. */
const statement = /^[ \t]+(?=(?:return|const|let|self\.|this\.|await)\b)/gm;

async function timed(editor: Editor, what: string, work: () => Promise<void>): Promise<void> {
  const [start, processor] = [performance.now(), editor.processor()];
  await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms, of the processor ${editor.processor() - processor} ms`);
}

/** Starts a server, opens a document at once, and tells of both. */
async function begin(what: string, document: TextDocument): Promise<Editor> {
  const started = performance.now();
  const editor = new Editor();
  await editor.greet();
  await timed(editor, `${what}: first diagnostics after didOpen`, () => editor.open(document));
  console.log(`${what}: after the start of the process ${(performance.now() - started).toFixed(0)} ms`);
  await timed(editor, `${what}: until the folder was read`, () => editor.read);
  console.log(`${what}: in all ${(performance.now() - started).toFixed(0)} ms; the server holds ${editor.memory().toFixed(0)} MB`);
  return editor;
}

const percentile = (times: readonly number[], p: number): string => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))]!.toFixed(1);

const withBodies = sources.filter(({ text }) => text.search(statement) >= 0);
const open = Array.from({ length: 10 }, () => withBodies[random(withBodies.length)]!).map(documentOf);
console.log(`${root}: ${sources.length} files`);
let editor = await begin('just opened', open[0]!);
for (const document of open.slice(1)) await editor.open(document);
const times: number[] = [];
const before = editor.processor();
for (let i = 0; i < Number(values.edits);) {
  const document = open[random(open.length)]!;
  const lines = [...document.getText().matchAll(statement)];
  const { index, 0: indent } = lines[random(lines.length)]!;
  let offset = index + indent.length;
  // A line of its own, then a call of what is not known, character by character.
  for (const [key, at] of [[`${indent}\n`, index] as const, ...[...'typed = load(1)'].map((character) => [character, null] as const)]) {
    if (i++ >= Number(values.edits)) break;
    const start = performance.now();
    await editor.type(document, at ?? offset, key);
    times.push(performance.now() - start);
    if (at === null) offset++;
  }
}
console.log(`${times.length} keystrokes in ${open.length} open documents: median ${percentile(times, 0.5)} ms, 95 % ${percentile(times, 0.95)} ms, most ${percentile(times, 1)} ms; `
  + `of the processor ${((editor.processor() - before) / times.length).toFixed(1)} ms each`);
editor.kill();
editor = await begin('killed and started again', open[0]!);
editor.kill();
