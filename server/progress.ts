import { ConnectionError, type WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Server } from './server.js';

/** Progress in the client's window. Reading goes on at once, however long the client takes to show it. */
export class Progress {
  readonly #title: string;
  readonly #reporter: Promise<WorkDoneProgressServerReporter | undefined>;
  #shown: WorkDoneProgressServerReporter | undefined;

  constructor(server: Server, title: string) {
    this.#title = title;
    // A client may refuse to show progress; the work is done all the same.
    this.#reporter = server.connection.window.createWorkDoneProgress().then((reporter) => this.#begin(reporter), () => undefined);
  }

  report(files: number, of: number): void {
    tell(() => this.#shown?.report((100 * files) / of, `${files} of ${of} files`));
  }

  done(): void {
    void this.#reporter.then((reporter) => tell(() => reporter?.done()));
  }

  #begin(reporter: WorkDoneProgressServerReporter): WorkDoneProgressServerReporter {
    tell(() => reporter.begin(this.#title, 0));
    this.#shown = reporter;
    return reporter;
  }
}

/** Work may outlast the connection, over which nothing can be told then: the library throws. */
function tell(message: () => void): void {
  try {
    message();
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
  }
}
