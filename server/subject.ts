import type { ClientCapabilities, Position } from 'vscode-languageserver';
import type { Span } from '../engine/text.js';
import type { Found } from './documents.js';
import type { Folder } from './folder.js';
import type { Target, TargetPart } from './protocol.js';
import type { Server } from './server.js';

/** What a request is about: a document that is open, a cell of a notebook among them, and the folder that knows its text. */
export interface Subject {
  readonly path: string;
  readonly folder: Folder;
  /** Changes with the text that is linted: the document's version, or that of the notebook. */
  readonly version: number;
  readonly target: Target;
  /** The offset of a position of the document in the text that is linted. */
  offsetAt(position: Position): number;
  /** Whether a place of that text lies in the document. */
  holds(span: Span): boolean;
}

/** The open document at an address; undefined where there is none that is linted. */
export function subjectOf(server: Server, uri: string): Subject | undefined {
  const found = server.documents.find(uri);
  const folder = found === undefined ? undefined : server.workspace.ownerOf(found.path);
  if (found === undefined || folder === undefined) return undefined;
  const { path, version, part } = found;
  return {
    path, folder, version, target: targetOf(server, found),
    offsetAt: (position) => part.start + part.document.offsetAt(position),
    holds: ({ start }) => start >= part.start && start <= part.end,
  };
}

/** Whether a client asks for the edits of the action that was chosen, and sends back what it was given with it. */
export function resolvesEdits({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true;
}

function targetOf(server: Server, { text, part, parts }: Found): Target {
  const own = (one: Found['part']): TargetPart => ({ uri: one.document.uri, version: one.document.version, start: one.start, end: one.end });
  return { ...own(part), text, parts: parts.map(own), versioned: server.client.workspace?.workspaceEdit?.documentChanges === true };
}
