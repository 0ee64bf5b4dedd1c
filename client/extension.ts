import { commands, languages, window, workspace, type ExtensionContext, type LanguageStatusItem, type LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import { languageIds } from './languages.js';
import { showState } from './status.js';

/**
 * The VS Code extension. It starts the language server that lies beside it, on the Node that VS Code itself runs on, and
 * shows how that goes; whatever is found and mended is the server's work. A server that can't be had is a state to
 * show, never a failed activation.
 */

const selector = languageIds.map((language) => ({ scheme: 'file', language }));

/** VS Code ends an extension by a function of its module, so this is where the server is kept for it. */
let server: ServerProcess | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('asynclint', { log: true });
  const status = languages.createLanguageStatusItem('asynclint', selector);
  status.name = 'asynclint';
  const started = new ServerProcess(context.asAbsolutePath('dist/server.js'), log, status);
  context.subscriptions.push(
    log,
    status,
    commands.registerCommand('asynclint.restart', () => started.restart()),
    commands.registerCommand('asynclint.showOutput', () => log.show()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('asynclint.enable')) void started.follow(enabled());
    }),
  );
  server = started;
  await started.follow(enabled());
}

export async function deactivate(): Promise<void> {
  await server?.follow(false);
  server = undefined;
}

function enabled(): boolean {
  return workspace.getConfiguration('asynclint').get('enable', true);
}

/** The server's process, started and stopped one after the other however quickly it is asked for. */
class ServerProcess {
  readonly #module: string;
  readonly #log: LogOutputChannel;
  readonly #status: LanguageStatusItem;
  #client: LanguageClient | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(module: string, log: LogOutputChannel, status: LanguageStatusItem) {
    this.#module = module;
    this.#log = log;
    this.#status = status;
  }

  /** Starts the server where it is wanted and not there, stops it where it is there and not wanted. */
  follow(wanted: boolean): Promise<void> {
    return this.#next(async () => {
      if (!wanted) await this.#stop();
      else if (this.#client === undefined) await this.#start();
    });
  }

  /** Stops a server that runs, and starts one where the settings want it. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      if (enabled()) await this.#start();
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#log.error(error instanceof Error ? error : String(error));
      showState(this.#status, 'failed');
    });
    return this.#last;
  }

  async #start(): Promise<void> {
    const options: LanguageClientOptions = {
      documentSelector: selector,
      diagnosticCollectionName: 'asynclint',
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    };
    const client = new LanguageClient('asynclint', 'asynclint', { module: this.#module, transport: TransportKind.ipc }, options);
    client.onDidChangeState(({ newState }) => {
      if (client === this.#client) showState(this.#status, newState);
    });
    this.#client = client;
    await client.start();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    showState(this.#status, 'disabled');
    // A server that never came up can't be stopped, only let go.
    if (client?.needsStop() === true) await client.stop();
  }
}
