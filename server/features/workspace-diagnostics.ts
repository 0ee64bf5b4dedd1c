import {
  DiagnosticSeverity, DocumentDiagnosticReportKind,
  type CancellationToken, type ResultProgressReporter, type WorkDoneProgressReporter, type WorkDoneProgressServerReporter,
  type WorkspaceDiagnosticParams, type WorkspaceDiagnosticReport, type WorkspaceDiagnosticReportPartialResult, type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { cancelled, overtaken, stillWanted } from '../cancellation.js';
import type { Folder } from '../folder.js';
import { pathOf } from '../locations.js';
import { lintWorkspaceCommand, type LintedWorkspace } from '../protocol.js';
import type { Server } from '../server.js';
import { asks, told, type Told } from './diagnostics.js';

/** The number of files whose reports are sent together. */
const chunk = 100;

/**
 * The findings of all files, open or not: for a client that asks for them, and as a command for any other. Files are
 * linted one after the other, and whatever the client asks meanwhile is answered in between.
 */
export function registerWorkspaceDiagnostics(server: Server): void {
  server.onCommand(lintWorkspaceCommand, async ({ arguments: args = [], workDoneToken }, cancellation, asked) => {
    await server.ready;
    const roots = args.flatMap((uri) => (typeof uri === 'string' ? pathOf(uri) ?? [] : []));
    const folders = server.workspace.folders().filter(({ root }) => args.length === 0 || roots.includes(root));
    const progress = workDoneToken === undefined ? await server.connection.window.createWorkDoneProgress().catch(() => asked) : asked;
    return lint(server, folders, cancellation, progress);
  });
  server.onInitialize(() => {
    if (!asks(server.client)) return;
    server.connection.languages.diagnostics.onWorkspace(async (params, cancellation, progress, partial) => {
      await server.ready;
      return new Question(server, params, cancellation, partial).answer(progress);
    });
  });
}

/** Lints all files of folders. A client that does not ask for diagnostics is sent those of the files that it has not open. */
async function lint(
  server: Server, folders: readonly Folder[], cancellation: CancellationToken, progress: WorkDoneProgressReporter | WorkDoneProgressServerReporter,
): Promise<LintedWorkspace> {
  progress.begin('asynclint: linting the workspace', 0, undefined, true);
  const wanted = (): boolean => !cancellation.isCancellationRequested && !('token' in progress && progress.token.isCancellationRequested);
  const severities: (DiagnosticSeverity | undefined)[] = [];
  let files = 0;
  try {
    for await (const { path, of } of filesIn(server, folders, wanted)) {
      for (const { uri, diagnostics } of told(server, path)) {
        if (!asks(server.client) && server.documents.get(path) === undefined) void server.connection.sendDiagnostics({ uri, diagnostics });
        severities.push(...diagnostics.map(({ severity }) => severity));
      }
      if (++files % chunk === 0) progress.report((100 * files) / of, `${files} of ${of} files`);
    }
  } finally {
    progress.done();
  }
  const count = (severity: DiagnosticSeverity): number => severities.filter((one) => one === severity).length;
  return { files, findings: { error: count(DiagnosticSeverity.Error), warning: count(DiagnosticSeverity.Warning), info: count(DiagnosticSeverity.Information) } };
}

/**
 * All files of folders, once these have been read, in such a pace that others are answered in between.
 * @throws where they are not wanted any more, and where a folder is read anew or closed meanwhile.
 */
async function* filesIn(
  server: Server, folders: readonly Folder[], wanted: () => boolean,
): AsyncIterable<{ readonly path: string; readonly of: number }> {
  for (const folder of folders) await folder.whenRead();
  const readings = folders.map((folder) => folder.readings);
  const paths = folders.flatMap((folder) => server.workspace.filesOf(folder));
  for (const path of paths) {
    await new Promise(setImmediate);
    if (!wanted()) throw cancelled();
    if (folders.some((folder, i) => folder.readings !== readings[i])) throw overtaken();
    yield { path, of: paths.length };
  }
}

/**
 * A question for the diagnostics of the workspace. Clients ask again as soon as it is answered, so one who asked before
 * waits for the answer until there is something new; to a client that takes partial results it never ends. So all files
 * are looked at once, and after that those alone that something has happened to.
 */
class Question {
  readonly #server: Server;
  readonly #folders: readonly Folder[];
  readonly #cancellation: CancellationToken;
  readonly #partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
  /** The results that the client has, by address. */
  readonly #known: Map<string, string>;
  readonly #waits: boolean;
  /** What stands for the findings that were looked at, by path: others ask for findings of the same files. */
  readonly #editions = new Map<string, symbol>();
  #readings: readonly (number | null)[] = [];
  #noted = new Set<string>();
  #items: WorkspaceDocumentDiagnosticReport[] = [];
  #wake = (): void => {};

  constructor(
    server: Server, params: WorkspaceDiagnosticParams, cancellation: CancellationToken,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ) {
    this.#server = server;
    this.#folders = server.workspace.folders();
    this.#cancellation = cancellation;
    this.#partial = partial;
    this.#known = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
    this.#waits = partial !== undefined || params.previousResultIds.length > 0;
  }

  async answer(progress: WorkDoneProgressReporter): Promise<WorkspaceDiagnosticReport> {
    const stop = this.#server.changes.onSettled(({ noted }) => {
      for (const path of noted) this.#noted.add(path);
      this.#wake();
    });
    const end = this.#cancellation.onCancellationRequested(() => this.#wake());
    try {
      await stillWanted(this.#cancellation);
      await this.#all(progress);
      while (this.#waits && this.#items.length === 0) await this.#next();
      return { items: this.#items };
    } finally {
      stop();
      end.dispose();
    }
  }

  async #all(progress: WorkDoneProgressReporter): Promise<void> {
    progress.begin('asynclint: linting the workspace', 0);
    const rest = new Set(this.#known.keys());
    let files = 0;
    const wanted = (): boolean => !this.#cancellation.isCancellationRequested;
    for await (const { path, of } of filesIn(this.#server, this.#folders, wanted)) {
      for (const uri of this.#look(path)) rest.delete(uri);
      if (++files % chunk !== 0) continue;
      progress.report((100 * files) / of, `${files} of ${of} files`);
      this.#tell();
    }
    this.#readings = this.#folders.map((folder) => folder.readings);
    // Files that are gone, and documents outside of the folders.
    for (const uri of rest) {
      const path = this.#server.documents.find(uri)?.path ?? pathOf(uri);
      if (path !== undefined) told(this.#server, path, uri).forEach((one) => this.#report(one));
    }
    progress.done();
    this.#tell();
  }

  /** Waits until something has happened and the user has come to rest, and reports the files that it concerns. */
  async #next(): Promise<void> {
    if (this.#noted.size === 0 && this.#stands()) await new Promise<void>((resolve) => void (this.#wake = resolve));
    if (this.#stands()) await new Promise<void>((resolve) => this.#server.host.atRest(resolve));
    if (this.#cancellation.isCancellationRequested) throw cancelled();
    if (!this.#stands()) throw overtaken();
    const noted = this.#noted;
    this.#noted = new Set();
    for (const folder of this.#folders) {
      for (const [i, path] of this.#server.workspace.filesOf(folder).entries()) {
        if (i % chunk === 0) await new Promise(setImmediate);
        const edition = folder.edition(path);
        if (edition === undefined || edition !== this.#editions.get(path) || folder.pointsTo(path, noted)) this.#look(path);
      }
    }
    for (const path of noted) this.#look(path);
    this.#tell();
  }

  /** Whether the folders are those that were looked at, with the settings that they had. */
  #stands(): boolean {
    const { workspace } = this.#server;
    return !this.#cancellation.isCancellationRequested && workspace.folders().length === this.#folders.length
      && this.#folders.every((folder, i) => folder.readings === this.#readings[i]);
  }

  /** Reports the findings of a file as they are now; returns the addresses of its documents. */
  #look(path: string): readonly string[] {
    const all = told(this.#server, path);
    for (const one of all) this.#report(one);
    const edition = this.#server.workspace.ownerOf(path)?.edition(path);
    if (edition !== undefined) this.#editions.set(path, edition);
    return all.map(({ uri }) => uri);
  }

  /** Takes up what the client does not know. */
  #report({ uri, version, diagnostics, resultId }: Told): void {
    const before = this.#known.get(uri);
    this.#known.set(uri, resultId);
    if (before === resultId || (before === undefined && diagnostics.length === 0)) return;
    this.#items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: version ?? null, resultId, items: diagnostics });
  }

  #tell(): void {
    if (this.#partial === undefined || this.#items.length === 0) return;
    this.#partial.report({ items: this.#items });
    this.#items = [];
  }
}
