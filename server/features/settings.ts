import { DidChangeConfigurationNotification, type DidChangeConfigurationParams } from 'vscode-languageserver';
import { section } from '../editor.js';
import type { Server } from '../server.js';
import { read } from './folders.js';

/** Follows the settings of the editor. */
export function registerSettings(server: Server): void {
  server.onInitialized(() => {
    if (server.client.workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
    void server.connection.client.register(DidChangeConfigurationNotification.type, { section });
  });
  server.connection.onDidChangeConfiguration(async (params) => {
    await server.ready;
    await follow(server, params);
  });
}

async function follow(server: Server, { settings }: DidChangeConfigurationParams): Promise<void> {
  const roots = server.workspace.folders().map(({ root }) => root);
  const told: unknown = typeof settings === 'object' && settings !== null ? (settings as Readonly<Record<string, unknown>>)[section] : undefined;
  const [loose, ...each] = await server.editor.settings(roots, server.client, told);
  server.workspace.adjustLoose(loose!);
  server.changes.note(...server.documents.paths().filter((path) => server.workspace.ownerOf(path) === undefined));
  for (const folder of server.workspace.folders()) {
    const editor = each[roots.indexOf(folder.root)];
    if (editor !== undefined && folder.adjust(editor)) void read(server, folder);
  }
}
