import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { Folder } from '../folder.js';
import type { Server } from '../server.js';

/** How the server is doing, as the notification `asynclint/status` tells it. */
export interface Status {
  readonly state: 'indexing' | 'ready' | 'problem';
  /** A sentence for the user; empty where the state says it all. */
  readonly message: string;
}

/**
 * Tells how the server is doing, whenever that changes, to a client that asks for it
 * (`initializationOptions: { status: true }`) and shows it in a place of its own. Any other client is told in its window
 * where TypeScript is not to be had, once; a broken configuration is told to both, where it is read.
 */
export function registerStatus(server: Server): void {
  let asked = false;
  let last: Status | undefined;
  const tell = (): void => {
    const status = statusOf(server);
    if (status.state === last?.state && status.message === last.message) return;
    last = status;
    void server.connection.sendNotification('asynclint/status', status);
  };
  let shown = false;
  const show = (): void => {
    const message = firstOf(server, (folder) => folder.unavailable);
    if (shown || message === undefined) return;
    shown = true;
    void server.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  };
  server.onInitialize((_, { initializationOptions }) => {
    asked = (initializationOptions as { readonly status?: unknown } | null | undefined)?.status === true;
  });
  server.changes.onSettled(() => (asked ? tell() : show()));
  void server.ready.then(() => asked && tell());
}

function statusOf(server: Server): Status {
  const problem = firstOf(server, (folder) => folder.problem);
  if (problem !== undefined) return { state: 'problem', message: problem };
  return { state: server.workspace.all().some((folder) => folder.isReading || folder.isCatchingUp) ? 'indexing' : 'ready', message: '' };
}

function firstOf(server: Server, of: (folder: Folder) => string | undefined): string | undefined {
  return server.workspace.all().map(of).find((message) => message !== undefined);
}
