import { createHash } from 'node:crypto';
import {
  DocumentDiagnosticReportKind,
  type ClientCapabilities, type Diagnostic, type DocumentDiagnosticParams, type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { stillWanted } from '../cancellation.js';
import type { Settled } from '../changes.js';
import { isUntitled, pathOf, uriOf } from '../locations.js';
import { diagnosticsOf, source } from '../protocol.js';
import type { Server } from '../server.js';

/**
 * Shows the findings of documents. A client that asks for them and that can be told to ask again is answered, and told
 * when findings of other documents than the one it has edited may have changed. To any other they are sent whenever they may have
 * changed. Never both, or everything would be shown twice.
 */
export function registerDiagnostics(server: Server): void {
  server.onInitialize((capabilities, { clientInfo }) => {
    if (!asks(server.client)) {
      registerPush(server);
      return;
    }
    capabilities.diagnosticProvider = { identifier: source, interFileDependencies: true, workspaceDiagnostics: clientInfo?.name !== neovim };
    registerPull(server);
  });
}

/**
 * Told to ask again, Neovim asks for the workspace where that is on offer, and then leaves out what it has open
 * (`on_refresh` in runtime/lua/vim/lsp/diagnostic.lua of 0.12.4): an opened file would keep the findings of a project half read.
 */
const neovim = 'Neovim';

/** Whether a client asks for diagnostics, and asks again when it is told to. */
export function asks(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined && client.workspace?.diagnostics?.refreshSupport === true;
}

function registerPush(server: Server): void {
  server.changes.onSettled(({ noted, stale, causes }) => {
    for (const path of stale) if (!waits(server, path, causes)) publish(server, path);
    // What was told of a file that is not open, when the whole workspace was linted, holds for its old text.
    for (const path of noted) if (server.documents.get(path) === undefined) void server.connection.sendDiagnostics({ uri: uriOf(path), diagnostics: [] });
  });
  server.documents.onClose((_path, uris) => {
    for (const uri of uris) void server.connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function publish(server: Server, path: string): void {
  if (server.documents.get(path) === undefined) return;
  for (const { uri, version, diagnostics } of told(server, path)) void server.connection.sendDiagnostics({ uri, version: version!, diagnostics });
  server.workspace.tell(path);
}

/**
 * Whether the findings of a document are to stay as they are until something is saved: where it was edited itself, and where
 * nothing has happened but that others were.
 */
function waits(server: Server, path: string, causes: ReadonlySet<string>): boolean {
  if (server.workspace.ownerOf(path)?.editor.run !== 'onSave') return false;
  return server.documents.isEdited(path) || [...causes].every((other) => server.documents.isEdited(other));
}

function registerPull(server: Server): void {
  server.connection.languages.diagnostics.on(async (params, cancellation) => {
    await server.ready;
    await stillWanted(cancellation);
    server.changes.settle();
    return reportOf(server, params);
  });
  // One that is opened under the name of one just closed VS Code may take for that one, and not ask for it, or forget what it was
  // answered (`knowsSameVersion` and `forgetDocument` in diagnostic.js of vscode-languageclient 11.0.0): it is told to ask again.
  server.documents.onOpen((path) => {
    if (isUntitled(path)) server.host.atRest(() => server.changes.note(path));
  });
  server.changes.onSettled((settled) => {
    refresh(server, settled).catch((error: unknown) => server.journal.failure('having the client ask again', error));
  });
}

/** Has the client ask again where findings of documents may have changed that it knows nothing new of. */
async function refresh(server: Server, { causes, stale, edited }: Settled): Promise<void> {
  // An edit of one cell concerns the other cells.
  const isKnown = (path: string): boolean => edited.has(path) && server.documents.get(path)?.parts.length === 1;
  const others = [...stale].filter((path) => !isKnown(path) && !waits(server, path, causes));
  if (others.length === 0) return;
  // The session answers for them now, so that the next edit does not count those again that the client never asks for.
  for (const path of others) {
    server.workspace.ownerOf(path)?.findings(path);
    server.workspace.tell(path);
  }
  await server.connection.languages.diagnostics.refresh();
}

function reportOf(server: Server, { textDocument, previousResultId }: DocumentDiagnosticParams): DocumentDiagnosticReport {
  const path = server.documents.find(textDocument.uri)?.path ?? pathOf(textDocument.uri);
  if (path !== undefined && previousResultId !== undefined && waits(server, path, new Set([path]))) {
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: previousResultId };
  }
  const [one] = path === undefined ? [] : told(server, path, textDocument.uri);
  if (path !== undefined) server.workspace.tell(path);
  const items = one?.diagnostics ?? [];
  const resultId = one?.resultId ?? resultIdOf(items, undefined);
  return resultId === previousResultId ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId } : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** What is told of a document: a file, open or not, or a cell. */
export interface Told {
  readonly uri: string;
  /** Of a file that is not open there is none. */
  readonly version: number | undefined;
  readonly diagnostics: Diagnostic[];
  readonly resultId: string;
}

/**
 * What is told of the documents that a path consists of, as the user sees them: one, or the cells of a notebook.
 * @param only the address of the only document that is asked for.
 */
export function told(server: Server, path: string, only?: string): readonly Told[] {
  const folder = server.workspace.ownerOf(path);
  const open = server.documents.get(path);
  const text = open?.text ?? folder?.text(path);
  const findings = folder === undefined || text === undefined ? [] : folder.findings(path);
  const tell = (uri: string, version: number | undefined, start: number, end: number): Told => {
    const own = findings.filter((finding) => finding.start >= start && finding.start <= end);
    const diagnostics = folder === undefined || text === undefined ? [] : diagnosticsOf(own, text, server.around(folder), start);
    return { uri, version, diagnostics, resultId: resultIdOf(diagnostics, version) };
  };
  if (open === undefined) return [tell(uriOf(path), undefined, 0, Number.POSITIVE_INFINITY)];
  return open.parts.filter(({ document }) => only === undefined || document.uri === only).map(({ document, start, end }) => tell(document.uri, document.version, start, end));
}

/**
 * A name for what is answered, made of the answer itself, so that nothing has to be remembered of it. A document's
 * version is part of it: where text was deleted and brought back, the client may have lost the places in between.
 */
function resultIdOf(diagnostics: readonly Diagnostic[], version: number | undefined): string {
  return `${version ?? 'disk'}:${createHash('sha256').update(JSON.stringify(diagnostics)).digest('base64url').slice(0, 22)}`;
}
