import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createConnection, createProtocolConnection, DiagnosticTag, ProposedFeatures, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type CodeActionParams, type ConfigurationParams, type Diagnostic, type DocumentDiagnosticReport, type FileEvent, type InitializeResult,
  type ProtocolConnection, type PublishDiagnosticsParams, type Range, type RegistrationParams,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServerHost } from '../../server/host.js';
import { uriOf } from '../../server/locations.js';
import { startServer } from '../../server/server.js';

/** What a client of our days can do. */
export const modern: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true } },
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true }, workspaceFolders: true },
  window: { workDoneProgress: true },
};

/** The same for a client that asks for diagnostics by itself. */
export const asking: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, diagnostic: { relatedInformation: true, tagSupport: { valueSet: [DiagnosticTag.Unnecessary] } } },
  workspace: { ...modern.workspace, diagnostics: { refreshSupport: true } },
};

/** Adds to a client's abilities that it answers for the editor's settings. */
export function withSettings(capabilities: ClientCapabilities): ClientCapabilities {
  return { ...capabilities, workspace: { ...capabilities.workspace, configuration: true, didChangeConfiguration: { dynamicRegistration: true } } };
}

/** Something the server told the client, in order. */
type Told =
  | { readonly form: 'diagnostics'; readonly params: PublishDiagnosticsParams }
  | { readonly form: 'log'; readonly message: string }
  | { readonly form: 'shown'; readonly message: string }
  | { readonly form: 'refresh' }
  | { readonly form: 'progress'; readonly token: string; readonly kind: string; readonly value: { readonly message?: string; readonly title?: string; readonly items?: readonly WorkspaceDocumentDiagnosticReport[] } };

/** A client that talks to a server over a pipe in memory, and keeps the documents it has open. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly told: Told[] = [];
  /** How the server said it was doing, one after the other. */
  readonly statuses: { readonly state: string; readonly message: string }[] = [];
  readonly registered: RegistrationParams['registrations'] = [];
  /** What the editor holds under `asynclint` for a folder, or for what lies in none. */
  settings: (folder: string | undefined) => unknown = () => null;
  readonly #documents = new Map<string, TextDocument>();
  #waiting: (() => void)[] = [];

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => this.#tell({ form: 'diagnostics', params }));
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => this.#tell({ form: 'log', message }));
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => this.#tell({ form: 'shown', message }));
    connection.onNotification('asynclint/status', (status: Client['statuses'][number]) => {
      this.statuses.push(status);
      this.#wake();
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) => items.map(({ scopeUri, section }) => {
      assert.equal(section, 'asynclint');
      return this.settings(scopeUri?.slice('file://'.length));
    }));
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.#tell({ form: 'refresh' });
      return null;
    });
    connection.onNotification('$/progress', ({ token, value }: { token: string; value: Extract<Told, { form: 'progress' }>['value'] & { readonly kind?: string } }) => {
      this.#tell({ form: 'progress', token, kind: value.kind ?? 'result', value });
    });
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      this.registered.push(...registrations);
    });
    connection.listen();
  }

  /** Says hello, with the folders given as workspace. */
  async initialise(folders: readonly string[], capabilities: ClientCapabilities = modern, initializationOptions?: unknown): Promise<InitializeResult> {
    const workspaceFolders = folders.map((folder) => ({ uri: uriOf(folder), name: folder }));
    const result = await this.connection.sendRequest<InitializeResult>('initialize', { processId: null, rootUri: null, capabilities, workspaceFolders, initializationOptions });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  async open(path: string, text: string, languageId = path.endsWith('.py') ? 'python' : 'typescript'): Promise<void> {
    const document = TextDocument.create(uriOf(path), languageId, 1, text);
    this.#documents.set(path, document);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: document.uri, languageId, version: 1, text } });
  }

  /** Replaces the first occurrence of a text in an open document, as an edit of just that range. */
  async edit(path: string, before: string, after: string): Promise<void> {
    const document = this.document(path);
    const at = document.getText().indexOf(before);
    assert.ok(at >= 0, `${before} is not in ${path}`);
    const contentChanges = [{ range: { start: document.positionAt(at), end: document.positionAt(at + before.length) }, text: after }];
    TextDocument.update(document, contentChanges, document.version + 1);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: document.uri, version: document.version }, contentChanges });
  }

  async close(path: string): Promise<void> {
    this.#documents.delete(path);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  async save(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
  }

  /** Changes what the editor holds under `asynclint`. */
  async configure(settings: (folder: string | undefined) => unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await this.received();
  }

  async watched(...changes: readonly (readonly [path: string, type: FileEvent['type']])[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })) });
  }

  document(path: string): TextDocument {
    const document = this.#documents.get(path);
    assert.ok(document, `${path} is not open`);
    return document;
  }

  async codeActions(path: string, range: Range, context: Partial<CodeActionParams['context']> = {}): Promise<CodeAction[]> {
    const params: CodeActionParams = { textDocument: { uri: uriOf(path) }, range, context: { diagnostics: [], ...context } };
    return this.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
  }

  /** The diagnostics last told of a path, once they are as `expected` says. */
  async diagnostics(path: string, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return this.diagnosticsAt(uriOf(path), expected);
  }

  /** The same of a document by its address. */
  async diagnosticsAt(uri: string, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return this.until(() => {
      const last = this.told.findLast((one) => one.form === 'diagnostics' && one.params.uri === uri);
      return last?.form === 'diagnostics' && expected(last.params.diagnostics) ? last.params.diagnostics : undefined;
    }, () => `diagnostics of ${uri}`);
  }

  /** Asks for the diagnostics of a document, open or not. */
  async pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uriOf(path) }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  }

  /** The codes of the diagnostics that a question for a document is answered with. */
  async pulled(path: string): Promise<string> {
    const report = await this.pull(path);
    assert.equal(report.kind, 'full');
    return report.items.map(({ code }) => code).join();
  }

  /** How often the client was told to ask again, after `settled`. */
  async refreshes(): Promise<number> {
    await this.settled();
    return this.told.filter(({ form }) => form === 'refresh').length;
  }

  /** The messages of one form so far. */
  messages(form: 'log' | 'shown'): readonly string[] {
    return this.told.flatMap((one) => (one.form === form ? [one.message] : []));
  }

  /** Waits until something the server told makes an answer. The test's own time limit ends a wait in vain. */
  async until<T>(answer: () => T | undefined, what: () => string): Promise<T> {
    for (;;) {
      const found = answer();
      if (found !== undefined) return found;
      const signal = new Promise<void>((resolve) => this.#waiting.push(resolve));
      const limit = new Promise<never>((_, reject) => setTimeout(() => reject(new Error(`waited in vain for ${what()}; told: ${JSON.stringify(this.told.slice(-5))}`)), 20_000).unref());
      await Promise.race([signal, limit]);
    }
  }

  /** Waits until the server has received all that the client has sent. */
  async received(): Promise<void> {
    await this.connection.sendRequest('asynclint/nothing').catch(() => {});
  }

  /** Waits for the end of so many progresses. */
  async progressEnds(count = 1): Promise<void> {
    await this.until(() => (this.told.filter((told) => told.form === 'progress' && told.kind === 'end').length >= count ? true : undefined), () => `${count} ends of progress`);
  }

  /** Waits until all that the client has sent is worked off and answered for. */
  async settled(): Promise<void> {
    // A request settles what was noted before it and is answered after all that was told on the way.
    await this.codeActions('/nowhere.py', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  }

  #tell(told: Told): void {
    this.told.push(told);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

const started: { end(): Promise<void> }[] = [];

/** Starts a server in this process and a client that is joined to it by two streams. Ended by `endAll`. */
export function connect(host: ServerHost): Client {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const serverSide = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(serverSide, host, '0.0.0');
  const clientSide = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = new Client(clientSide);
  started.push({
    async end() {
      await clientSide.sendRequest('shutdown').catch(() => {});
      clientSide.dispose();
      serverSide.dispose();
    },
  });
  return client;
}

/** Ends all servers that a test has started. */
export async function endAll(): Promise<void> {
  for (const { end } of started.splice(0)) await end();
}

/** The range of a text in a document, wholly or the empty one at its start. */
export function rangeIn(document: TextDocument, text: string): Range {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${text} is not in the document`);
  return { start: document.positionAt(at), end: document.positionAt(at + text.length) };
}

/** The text of a document after a code action's edit, which has to be bound to the document's version. */
export function applied(document: TextDocument, action: CodeAction): string {
  const [change, ...others] = action.edit?.documentChanges ?? [];
  assert.ok(change !== undefined && 'edits' in change && others.length === 0, 'one changed document');
  assert.deepEqual(change.textDocument, { uri: document.uri, version: document.version });
  return TextDocument.applyEdits(document, change.edits.map((edit) => ({ range: edit.range, newText: 'newText' in edit ? edit.newText : '' })));
}
