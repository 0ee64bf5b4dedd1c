import {
  DiagnosticTag, ErrorCodes, ResponseError, TextDocumentSyncKind,
  type CancellationToken, type ClientCapabilities, type Connection, type ExecuteCommandParams, type InitializeParams, type ServerCapabilities, type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { unusedSuppression } from '../engine/suppressions.js';
import { Changes } from './changes.js';
import { readClientOptions, type ClientOptions } from './client-options.js';
import { Documents } from './documents.js';
import { Editor } from './editor.js';
import { registerCatchingUp } from './features/catching-up.js';
import { registerCodeActions } from './features/code-actions.js';
import { registerCompletions } from './features/completions.js';
import { registerDiagnostics } from './features/diagnostics.js';
import { registerFolders } from './features/folders.js';
import { registerHover } from './features/hover.js';
import { registerSettings } from './features/settings.js';
import { registerStatus } from './features/status.js';
import { registerWatchedFiles } from './features/watched-files.js';
import { registerWorkspaceDiagnostics } from './features/workspace-diagnostics.js';
import type { Folder } from './folder.js';
import type { ServerHost } from './host.js';
import { Journal } from './journal.js';
import { uriOf } from './locations.js';
import { rangesIn, type Surroundings } from './protocol.js';
import { Workspace } from './workspace.js';

/**
 * The language server: start reading here. A server is a connection to a client, the documents open there, and the
 * folders with their sessions; it remembers nothing else. Each feature (features/*.ts) registers itself: it adds what
 * it can do to the capabilities and answers its own requests. All of them go the same way: something happens to a path
 * (`changes`), the folders are told (`workspace`), and the open documents concerned are linted (`diagnostics`). The
 * conversion to the protocol is in `protocol.ts` alone, the machine behind `ServerHost`.
 */
export class Server {
  readonly connection: Connection;
  readonly host: ServerHost;
  readonly journal: Journal;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly changes: Changes;
  readonly editor: Editor;
  /** Fulfilled once the first folders are open, with the editor's settings for them. */
  readonly ready: Promise<void>;
  #begin = (): void => {};
  #client: ClientCapabilities = {};
  #options: ClientOptions = readClientOptions(undefined);
  readonly #initialisers: ((capabilities: ServerCapabilities, params: InitializeParams) => void)[] = [];
  readonly #starters: (() => void)[] = [];
  readonly #commands = new Map<string, Command>();

  constructor(connection: Connection, host: ServerHost) {
    this.connection = connection;
    this.host = host;
    this.journal = new Journal(connection);
    this.documents = new Documents();
    this.workspace = new Workspace(this.documents, host, this.journal);
    this.changes = new Changes(this.workspace, host);
    this.editor = new Editor(connection, this.journal, [...host.rules.map(({ id }) => id), unusedSuppression.id]);
    this.ready = new Promise((resolve) => void (this.#begin = resolve));
  }

  /** Says that the first folders are open. */
  begin(): void {
    this.changes.begin();
    this.#begin();
  }

  /** What the client can do; empty until it has said so. */
  get client(): ClientCapabilities {
    return this.#client;
  }

  /** What the client has said of itself beyond that. */
  get options(): ClientOptions {
    return this.#options;
  }

  /** What the conversion of a folder's findings looks up. */
  around(folder: Folder): Surroundings {
    const { diagnostic, publishDiagnostics } = this.#client.textDocument ?? {};
    const faded = diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport;
    return {
      related: (diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation) === true,
      faded: faded?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
      rulePage: (rule) => {
        const page = this.host.rulePage(rule);
        // There is no page for what is no rule, wherever the client shows them.
        return page === undefined ? undefined : (this.#options.rulePage?.replace('{rule}', encodeURIComponent(rule)) ?? page);
      },
      locate: (path, span) => {
        const open = this.documents.get(path);
        const part = open?.parts.find(({ start, end }) => span.start >= start && span.start <= end);
        if (open !== undefined && part !== undefined) return { uri: part.document.uri, range: rangesIn(open.text, part.start)(span) };
        const text = folder.text(path);
        return text === undefined ? undefined : { uri: uriOf(path), range: rangesIn(text)(span) };
      },
    };
  }

  /** Calls a feature when the client says hello, to add to the capabilities. */
  onInitialize(initialiser: (capabilities: ServerCapabilities, params: InitializeParams) => void): void {
    this.#initialisers.push(initialiser);
  }

  /** Calls a feature when the client is ready for requests of ours. */
  onInitialized(starter: () => void): void {
    this.#starters.push(starter);
  }

  /** Adds a command that the client can have executed, by a name of its own. */
  onCommand(name: string, command: Command): void {
    this.#commands.set(name, command);
  }

  /** Begins to listen; features are registered before. */
  listen(version: string): void {
    this.connection.onInitialize((params) => {
      this.#client = params.capabilities;
      this.#options = readClientOptions(params.initializationOptions);
      this.workspace.trusted = this.#options.trusted;
      const capabilities: ServerCapabilities = {
        positionEncoding: 'utf-16',
        notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }] }], save: true },
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      };
      if (this.#commands.size > 0) capabilities.executeCommandProvider = { commands: [...this.#commands.keys()], workDoneProgress: true };
      for (const initialise of this.#initialisers) initialise(capabilities, params);
      return { capabilities, serverInfo: { name: 'asynclint', version } };
    });
    this.connection.onInitialized(() => {
      for (const start of this.#starters) start();
    });
    this.connection.onExecuteCommand((params, cancellation, progress) => {
      const command = this.#commands.get(params.command);
      if (command === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `asynclint has no command ${params.command}`);
      return command(params, cancellation, progress);
    });
    this.connection.onShutdown(() => {
      this.changes.end();
      this.workspace.closeAll();
    });
    this.documents.onChange((path) => this.changes.noteEdit(path));
    this.documents.onSave((path) => {
      const folder = this.workspace.ownerOf(path);
      // What was typed since concerns the others as well.
      if (folder?.editor.run === 'onSave') this.changes.note(...this.workspace.openIn(folder));
    });
    this.documents.onClose((path) => this.changes.note(path));
    this.documents.listen(this.connection);
    this.connection.listen();
  }
}

/** Does what a command says. Its arguments are as the client sent them; the progress is the one that the client has asked for, if it has. */
export type Command = (params: ExecuteCommandParams, cancellation: CancellationToken, progress: WorkDoneProgressReporter) => unknown;

/** Starts a server over a connection. It ends with the connection. */
export function startServer(connection: Connection, host: ServerHost, version: string): void {
  const server = new Server(connection, host);
  registerFolders(server);
  registerDiagnostics(server);
  registerWorkspaceDiagnostics(server);
  registerCodeActions(server);
  registerHover(server);
  registerCompletions(server);
  registerWatchedFiles(server);
  registerSettings(server);
  registerStatus(server);
  registerCatchingUp(server);
  server.listen(version);
}
