import { diagnosticsOf } from '../protocol.js';
import type { Server } from '../server.js';

/** Publishes the findings of open documents whenever they may have changed, and takes them back when one is closed. */
export function registerDiagnostics(server: Server): void {
  server.changes.onSettled((stale) => {
    for (const path of stale) publish(server, path);
  });
  server.documents.onClose((_path, uri) => {
    void server.connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function publish(server: Server, path: string): void {
  const document = server.documents.get(path);
  const folder = server.workspace.ownerOf(path);
  if (document === undefined || folder === undefined) return;
  const { uri, version } = document;
  const diagnostics = diagnosticsOf(folder.findings(path), document.getText(), server.around(folder));
  void server.connection.sendDiagnostics({ uri, version, diagnostics });
}
