import { dirname } from 'node:path';
import { l10n, window, workspace, type CancellationToken, type LogOutputChannel, type Progress } from 'vscode';
import {
  CloseAction, ErrorAction, ExecuteCommandRequest, LanguageClient, RevealOutputChannelOn, State as ClientState, TransportKind, WorkDoneProgress,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import type { ClientCommand } from '../server/protocol.js';
import { Crashes } from './crashes.js';
import { documentSelector } from './languages.js';
import { rulePageScheme } from './rule-pages.js';
import type { ServerStatus, State } from './state.js';

/** What a server process needs around it. */
export interface Surroundings {
  /** The path of the server's bundle. */
  readonly module: string;
  readonly log: LogOutputChannel;
  /** All commands that the extension registers itself. */
  readonly commands: readonly string[];
  /** Those of them that the server may name in what it offers: in code actions, and as links of a hover. */
  readonly offered: readonly ClientCommand[];
  /** Whether the settings want a server now. */
  wanted(): boolean;
  /** Told of each change of state. */
  onState(state: State): void;
}

/** How long a server may take to come up before it may be ended, in milliseconds. */
const patience = 10_000;

/**
 * The language server's process, started and stopped one after the other however quickly it is asked for. One that ends
 * by itself is started again, and left alone once it has ended too often.
 */
export class ServerProcess {
  readonly #around: Surroundings;
  readonly #crashes = new Crashes();
  #client: LanguageClient | undefined;
  #last: Promise<void> = Promise.resolve();
  #lastProgress = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Starts the server where it is wanted and not there, stops it where it is there and not wanted. */
  follow(): Promise<void> {
    return this.#next(async () => {
      if (!this.#around.wanted()) await this.#stop();
      else if (this.#client === undefined) await this.#start();
    });
  }

  /** Stops a server that runs, and starts one where the settings want it. */
  restart(): Promise<void> {
    return this.#next(async () => {
      this.#crashes.forget();
      await this.#stop();
      if (this.#around.wanted()) await this.#start();
    });
  }

  /** Stops the server for good. */
  end(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  /**
   * Lets the server execute a command of its own, and reports how far it is. Returns undefined where no server runs, and
   * where nobody wants the answer any more.
   */
  async execute<T>(command: string, progress: Progress<{ message?: string; increment?: number }>, cancellation: CancellationToken): Promise<T | undefined> {
    await this.#last;
    const client = this.#client;
    if (client?.isRunning() !== true) return undefined;
    const workDoneToken = `${command} ${++this.#lastProgress}`;
    let reported = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === 'end') return;
      const percentage = value.percentage ?? reported;
      progress.report({ ...(value.message === undefined ? {} : { message: value.message }), increment: percentage - reported });
      reported = percentage;
    });
    try {
      return await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [], workDoneToken }, cancellation) as T;
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#around.log.error(error instanceof Error ? error : String(error));
      this.#around.onState({ form: 'stopped' });
    });
    return this.#last;
  }

  async #start(): Promise<void> {
    const client: LanguageClient = new Client(this.#around.module, this.#options(() => client === this.#client), this.#around.commands);
    const tell = (state: State): void => {
      if (client === this.#client) this.#around.onState(state);
    };
    client.onDidChangeState(({ newState }) => tell(stateOf(newState)));
    client.onNotification('asynclint/status', ({ state, message }: ServerStatus) => tell({ form: state, message }));
    this.#client = client;
    // A server that never answers must not keep the user from starting another one.
    await Promise.race([client.start(), new Promise((resolve) => setTimeout(resolve, patience))]);
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#around.onState({ form: 'off' });
    try {
      await client?.dispose();
    } catch (error) {
      // One that does not answer, or never came up, is ended by the library all the same.
      this.#around.log.warn(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param isCurrent whether the client with these options is still the one that counts. */
  #options(isCurrent: () => boolean): LanguageClientOptions {
    return {
      documentSelector,
      diagnosticCollectionName: 'asynclint',
      outputChannel: this.#around.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // Without these the library asks for diagnostics when a document is opened, and never again.
      diagnosticPullOptions: { onChange: true, onSave: true },
      initializationOptions: {
        commands: this.#around.offered,
        status: true,
        trusted: workspace.isTrusted,
        // VS Code shows the findings in its hover itself.
        hover: 'brief',
        // As a file, a page would open as Markdown's source text; links that are commands do nothing in a hover.
        rulePage: `${rulePageScheme}:/{rule}.md`,
      },
      markdown: { isTrusted: { enabledCommands: this.#around.offered } },
      initializationFailedHandler: () => false,
      errorHandler: {
        // A message that can't be read or written is logged; a connection that is gone is closed and comes back by that.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (!isCurrent()) return { action: CloseAction.DoNotRestart, handled: true };
          if (this.#crashes.mayRestart(Date.now())) return { action: CloseAction.Restart, handled: true };
          void this.#tellOfCrashes();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }

  async #tellOfCrashes(): Promise<void> {
    const [restart, output] = [l10n.t('Restart'), l10n.t('Show Output')];
    const chosen = await window.showErrorMessage(l10n.t('The language server of asynclint has ended five times within three minutes and is not started again.'), restart, output);
    if (chosen === restart) await this.restart();
    else if (chosen === output) this.#around.log.show();
  }
}

function stateOf(state: ClientState): State {
  switch (state) {
    case ClientState.Starting: return { form: 'starting' };
    case ClientState.Running: return { form: 'ready', message: '' };
    case ClientState.Stopped:
    case ClientState.StartFailed: return { form: 'stopped' };
  }
}

/**
 * The library registers each command that the server executes. Some of them are ours by the same name: they stand in the
 * palette before a server runs, and show how far it is.
 */
class Client extends LanguageClient {
  constructor(module: string, options: LanguageClientOptions, ours: readonly string[]) {
    // Where a process stands, it may look for what it loads; that shall not be the user's folder.
    super('asynclint', 'asynclint', { module, transport: TransportKind.ipc, options: { cwd: dirname(module) } }, options);
    const feature = this.getFeature(ExecuteCommandRequest.method);
    const register = feature.register.bind(feature);
    feature.register = ({ id, registerOptions }) => register({ id, registerOptions: { commands: registerOptions.commands.filter((command) => !ours.includes(command)) } });
  }
}
