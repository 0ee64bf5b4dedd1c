import type { Connection } from 'vscode-languageserver';

/**
 * The journal writes into the client's log, each failure once: a rule that throws at every keystroke would otherwise
 * fill it.
 */
export class Journal {
  readonly #connection: Connection;
  readonly #written = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Logs what went wrong while doing something. The same thing failing at the same place of the program is logged once. */
  failure(what: string, error: unknown): void {
    const cause = `${what} ${placeOf(error)}`;
    if (this.#written.has(cause)) return;
    this.#written.add(cause);
    this.#connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

/** Where an error was thrown; its message is left out, since it may hold a position that every keystroke moves. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack?.split('\n').find((line) => line.startsWith('    at ')) ?? error.message;
}
