import type { ClientCapabilities } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Folder } from './folder.js';
import { pathOf } from './locations.js';
import type { Target } from './protocol.js';
import type { Server } from './server.js';

/** What a request is about: a document that is open, and the folder that knows it. */
export interface Subject {
  readonly path: string;
  readonly folder: Folder;
  readonly document: TextDocument;
  readonly target: Target;
}

/** The open document at an address; undefined where there is none that is linted. */
export function subjectOf(server: Server, uri: string): Subject | undefined {
  const path = pathOf(uri);
  const document = path === undefined ? undefined : server.documents.get(path);
  const folder = path === undefined ? undefined : server.workspace.ownerOf(path);
  if (path === undefined || document === undefined || folder === undefined) return undefined;
  return { path, folder, document, target: targetOf(server, document) };
}

/** Whether a client asks for the edits of the action that was chosen, and sends back what it was given with it. */
export function resolvesEdits({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true;
}

function targetOf(server: Server, document: TextDocument): Target {
  return {
    uri: document.uri,
    version: document.version,
    text: document.getText(),
    versioned: server.client.workspace?.workspaceEdit?.documentChanges === true,
  };
}
