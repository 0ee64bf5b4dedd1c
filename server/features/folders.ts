import { MessageType, ShowMessageNotification, type InitializeParams } from 'vscode-languageserver';
import type { EditorSettings } from '../editor-settings.js';
import type { Folder } from '../folder.js';
import { liesIn, pathOf } from '../locations.js';
import { Progress } from '../progress.js';
import type { Server } from '../server.js';

/** Opens the folders of the workspace, reads their files in the background, and follows folders that come and go. */
export function registerFolders(server: Server): void {
  let roots: readonly string[] = [];
  server.onInitialize((capabilities, params) => {
    roots = rootsOf(params);
    capabilities.workspace = { workspaceFolders: { supported: true, changeNotifications: true } };
  });
  server.onInitialized(() => {
    // One after the other: a folder may go while the client is still asked for its settings.
    let before = begin(server, roots);
    if (server.client.workspace?.workspaceFolders !== true) return;
    server.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      before = before.then(async () => {
        for (const { uri } of removed) close(server, pathOf(uri));
        await openAll(server, added.flatMap(({ uri }) => pathOf(uri) ?? []));
      }).catch((error: unknown) => server.journal.failure('opening a folder', error));
    });
  });
}

/** Opens the first folders. Until then nothing is linted, or it would be under settings that are not those of the user. */
async function begin(server: Server, roots: readonly string[]): Promise<void> {
  await openAll(server, roots, server.editor.settingsAsTold(roots, server.options.settings));
  server.begin();
}

async function openAll(server: Server, roots: readonly string[], told?: readonly EditorSettings[]): Promise<void> {
  const [loose, ...each] = told ?? await server.editor.settings(roots, server.client);
  server.workspace.adjustLoose(loose!);
  for (const [i, root] of roots.entries()) {
    try {
      open(server, root, each[i]!);
    } catch (error) {
      server.journal.failure(`opening ${root}`, error);
    }
  }
}

/**
 * Reads the configuration of a folder again. Returns whether the folder is to be read once more: not where the
 * configuration is broken, which is said once.
 */
export function reconfigure(server: Server, folder: Folder): boolean {
  const before = folder.configuration;
  folder.configure();
  const { configuration } = folder;
  if (configuration.form === 'settings') return true;
  if (before.form !== 'broken' || before.message !== configuration.message) showBroken(server, folder);
  server.changes.announce();
  return false;
}

/** Reads all files of a folder, with the settings in force. */
export async function read(server: Server, folder: Folder): Promise<void> {
  const signal = folder.beginReading();
  // What is open already comes first, and what calls for a reading seldom comes alone.
  await new Promise<void>((resolve) => server.host.later(resolve));
  server.changes.settle();
  if (signal.aborted) return;
  const progress = folder.editor.enable ? new Progress(server, `asynclint: reading ${folder.root.slice(folder.root.lastIndexOf('/') + 1)}`) : undefined;
  const open = (): readonly string[] => server.workspace.openIn(folder);
  const finished = await folder.read(signal, {
    textOf: (path) => server.workspace.textOf(path), open, onNear: () => server.changes.note(...open()), report: (files, of) => progress?.report(files, of),
  });
  progress?.done();
  if (!finished) return;
  server.changes.note(...open());
  server.changes.announce();
}

function open(server: Server, root: string, editor: EditorSettings): void {
  const folder = server.workspace.open(root, editor);
  if (folder === undefined) return;
  showBroken(server, folder);
  void read(server, folder);
  server.changes.announce();
}

function close(server: Server, root: string | undefined): void {
  if (root === undefined) return;
  server.workspace.close(root);
  server.changes.note(...server.documents.paths().filter((path) => liesIn(path, root)));
  server.changes.announce();
}

function showBroken(server: Server, { configuration }: Folder): void {
  if (configuration.form !== 'broken') return;
  const message = `${configuration.message}\nUntil this is mended, asynclint goes on with the last good settings.`;
  void server.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
}

/** The paths of the workspace's folders, however old the client is. */
function rootsOf(params: InitializeParams): readonly string[] {
  const uris = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri === null ? [] : [params.rootUri]);
  return uris.flatMap((uri) => pathOf(uri) ?? []);
}
