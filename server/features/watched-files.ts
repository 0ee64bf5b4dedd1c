import { DidChangeWatchedFilesNotification, FileChangeType, WatchKind, type FileEvent } from 'vscode-languageserver';
import { languageOf } from '../../engine/text.js';
import type { Folder } from '../folder.js';
import { liesIn, pathOf } from '../locations.js';
import type { Server } from '../server.js';
import { read, reconfigure } from './folders.js';

const sources = '**/*.{py,pyi,pyw,ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const configurations = '**/asynclint.{json,jsonc}';
/** Files that decide how imports are resolved, or which files there are. */
const projects = '**/{tsconfig*.json,jsconfig.json,package.json,pyproject.toml,setup.cfg,.gitignore}';

const configuration = /\/asynclint\.jsonc?$/;
const project = /\/(tsconfig[^/]*\.json|jsconfig\.json|package\.json|pyproject\.toml|setup\.cfg|\.gitignore)$/;

/** Of more files at once, as of another branch, the folder is read anew, in slices, while what was known of it answers. */
const few = 50;

/** Follows what happens on disk outside of the editor: files made, changed and deleted, and configurations. */
export function registerWatchedFiles(server: Server): void {
  server.onInitialized(() => {
    if (server.client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    void server.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        { globPattern: sources },
        { globPattern: configurations },
        { globPattern: projects },
        // A folder that goes is told as one event, without its files; of one that comes, the files often are not told either.
        { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
      ],
    });
  });
  server.connection.onDidChangeWatchedFiles(({ changes }) => follow(server, changes));
}

function follow(server: Server, events: readonly FileEvent[]): void {
  const toConfigure = new Set<Folder>();
  const toRead = new Set<Folder>();
  const touched = new Set<string>();
  for (const { uri, type } of events) {
    const path = pathOf(uri);
    if (path === undefined) continue;
    const folders = server.workspace.folders().filter(({ root }) => liesIn(path, root));
    // What is open stands in the client as the user sees it, whatever the disk holds.
    if (server.documents.get(path) !== undefined) continue;
    if (languageOf(path) !== undefined) touched.add(path);
    else if (configuration.test(path)) folders.forEach((folder) => toConfigure.add(folder));
    else if (project.test(path)) folders.filter((folder) => folder.includes(path)).forEach((folder) => toRead.add(folder));
    else if (type === FileChangeType.Created) folders.forEach((folder) => folder.filesWithin(path).forEach((file) => touched.add(file)));
    else if (type === FileChangeType.Deleted) folders.forEach((folder) => filesIn(folder, path).forEach((file) => touched.add(file)));
  }
  for (const folder of server.workspace.folders()) {
    const within = [...touched].filter((path) => liesIn(path, folder.root));
    if (within.length <= few) server.changes.note(...within);
    else toRead.add(folder);
  }
  for (const folder of toConfigure) if (reconfigure(server, folder)) toRead.add(folder);
  for (const folder of toRead) void read(server, folder);
}

function filesIn(folder: Folder, path: string): readonly string[] {
  return folder.paths().filter((file) => liesIn(file, path));
}
