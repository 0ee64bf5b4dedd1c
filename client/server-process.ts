import { l10n, type CancellationToken, type Progress } from 'vscode';
import { ExecuteCommandRequest, State as ClientState, WorkDoneProgress } from 'vscode-languageclient/node';
import { Crashes } from './crashes.js';
import { Client, type ClientNeeds } from './language-client.js';
import { tellOf, waysToServer } from './notices.js';
import type { ServerStatus, State } from './state.js';

/** What a server process needs around it. */
export interface Surroundings extends ClientNeeds {
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
  #client: Client | undefined;
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

  /** Whether there is a server that can be asked; one that is being started is waited for. */
  async runs(): Promise<boolean> {
    await this.#last;
    return this.#client?.isRunning() === true;
  }

  /**
   * Lets the server execute a command of its own, and reports how far it is. Returns `cancelled` where nobody wants the
   * answer any more, and `ended` where the server has ended before it answered.
   */
  async execute<T extends object>(command: string, progress: Progress<{ message?: string; increment?: number }>, cancellation: CancellationToken): Promise<T | 'cancelled' | 'ended'> {
    const client = this.#client;
    if (client?.isRunning() !== true) return 'ended';
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
      if (cancellation.isCancellationRequested) return 'cancelled';
      if (!client.isRunning()) return 'ended';
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
    const client = new Client(this.#around);
    const tell = (state: State): void => {
      if (client === this.#client) this.#around.onState(state);
    };
    let ended = false;
    client.onDidChangeState(({ newState }) => {
      switch (newState) {
        case ClientState.Starting: return tell({ form: 'starting' });
        case ClientState.Running: return tell({ form: 'ready', message: '' });
        // One that ends while it starts is said to have failed and to have stopped, in either order.
        case ClientState.Stopped:
        case ClientState.StartFailed:
          if (!ended) void this.#next(() => this.#replace(client));
          ended = true;
      }
    });
    client.onNotification('asynclint/status', ({ state, message }: ServerStatus) => tell({ form: state, message }));
    this.#client = client;
    // What it fails by is logged by the library, and its state tells the rest.
    const started = client.start().catch(() => {});
    // A server that never answers must not keep the user from starting another one.
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, patience))]);
  }

  /** Starts a server in place of one that ended by itself, unless that happens too often. */
  async #replace(client: Client): Promise<void> {
    // One that was stopped, or has been replaced since, is nobody's loss.
    if (client !== this.#client) return;
    if (this.#crashes.mayRestart(Date.now())) return this.#start();
    this.#around.onState({ form: 'stopped' });
    void tellOf(l10n.t('The language server of asynclint has ended five times within three minutes and is not started again.'), waysToServer());
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
}
