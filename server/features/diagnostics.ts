import { createHash } from 'node:crypto';
import {
  DocumentDiagnosticReportKind,
  type ClientCapabilities, type Diagnostic, type DocumentDiagnosticParams, type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { stillWanted } from '../cancellation.js';
import type { Settled } from '../changes.js';
import { pathOf, uriOf } from '../locations.js';
import { diagnosticsOf, source } from '../protocol.js';
import type { Server } from '../server.js';

/**
 * Shows the findings of documents. A client that asks for them and that can be told to ask again is answered, and told
 * when findings of other documents than the one it has edited may have changed. To any other they are sent whenever they may have
 * changed. Never both, or everything would be shown twice.
 */
export function registerDiagnostics(server: Server): void {
  server.onInitialize((capabilities) => {
    if (!asks(server.client)) {
      registerPush(server);
      return;
    }
    capabilities.diagnosticProvider = { identifier: source, interFileDependencies: true, workspaceDiagnostics: true };
    registerPull(server);
  });
}

/** Whether a client asks for diagnostics, and asks again when it is told to. */
export function asks(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined && client.workspace?.diagnostics?.refreshSupport === true;
}

function registerPush(server: Server): void {
  server.changes.onSettled(({ noted, stale }) => {
    for (const path of stale) if (!waits(server, path, noted)) publish(server, path);
    // What was told of a file that is not open, when the whole workspace was linted, holds for its old text.
    for (const path of noted) if (server.documents.get(path) === undefined) void server.connection.sendDiagnostics({ uri: uriOf(path), diagnostics: [] });
  });
  server.documents.onClose((_path, uri) => {
    void server.connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function publish(server: Server, path: string): void {
  const document = server.documents.get(path);
  if (document === undefined) return;
  void server.connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: diagnosticsAt(server, path) });
}

/**
 * Whether the findings of a document are to stay as they are until something is saved: where it was edited itself, and where
 * nothing has happened but that others were.
 */
function waits(server: Server, path: string, noted: ReadonlySet<string>): boolean {
  if (server.workspace.ownerOf(path)?.editor.run !== 'onSave') return false;
  return server.documents.isEdited(path) || [...noted].every((other) => server.documents.isEdited(other));
}

function registerPull(server: Server): void {
  server.connection.languages.diagnostics.on(async (params, cancellation) => {
    await server.ready;
    await stillWanted(cancellation);
    server.changes.settle();
    return reportOf(server, params);
  });
  server.changes.onSettled((settled) => {
    refresh(server, settled).catch((error: unknown) => server.journal.failure('having the client ask again', error));
  });
}

/** Has the client ask again where findings of documents may have changed that it knows nothing new of. */
async function refresh(server: Server, { noted, stale, edited }: Settled): Promise<void> {
  const others = [...stale].filter((path) => !edited.has(path) && !waits(server, path, noted));
  if (others.length === 0) return;
  // The session answers for them now, so that the next edit does not count those again that the client never asks for.
  for (const path of others) server.workspace.ownerOf(path)?.findings(path);
  await server.connection.languages.diagnostics.refresh();
}

function reportOf(server: Server, { textDocument, previousResultId }: DocumentDiagnosticParams): DocumentDiagnosticReport {
  const path = pathOf(textDocument.uri);
  if (path !== undefined && previousResultId !== undefined && waits(server, path, new Set([path]))) {
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: previousResultId };
  }
  const items = path === undefined ? [] : diagnosticsAt(server, path);
  const resultId = resultIdOf(items, path === undefined ? undefined : server.documents.get(path)?.version);
  return resultId === previousResultId ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId } : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** The diagnostics of a file as the user sees it, whether it is open or not; none for one that is not linted. */
export function diagnosticsAt(server: Server, path: string): Diagnostic[] {
  const folder = server.workspace.ownerOf(path);
  const text = server.documents.get(path)?.getText() ?? folder?.text(path);
  return folder === undefined || text === undefined ? [] : diagnosticsOf(folder.findings(path), text, server.around(folder));
}

/**
 * A name for what is answered, made of the answer itself, so that nothing has to be remembered of it. A document's
 * version is part of it: where text was deleted and brought back, the client may have lost the places in between.
 */
export function resultIdOf(diagnostics: readonly Diagnostic[], version: number | undefined): string {
  return `${version ?? 'disk'}:${createHash('sha256').update(JSON.stringify(diagnostics)).digest('base64url').slice(0, 22)}`;
}
