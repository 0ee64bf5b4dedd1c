import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { languageOf } from '../engine/text.js';
import { pathOf } from './locations.js';

/**
 * The documents that are open in the client and that asynclint reads, by path. Their text, saved or not, is what the
 * user sees, so it wins over the disk.
 */
export class Documents {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #uris = new Map<string, string>();

  constructor() {
    this.#documents.onDidOpen(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) this.#uris.set(path, document.uri);
    });
    this.#documents.onDidClose(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) this.#uris.delete(path);
    });
  }

  /** Tells of each document that was opened or edited. */
  onChange(listener: (path: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) listener(path);
    });
  }

  /** Tells of each document that was closed, with the address the client had for it. */
  onClose(listener: (path: string, uri: string) => void): void {
    this.#documents.onDidClose(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) listener(path, document.uri);
    });
  }

  listen(connection: Connection): void {
    this.#documents.listen(connection);
  }

  get(path: string): TextDocument | undefined {
    const uri = this.#uris.get(path);
    return uri === undefined ? undefined : this.#documents.get(uri);
  }

  /** The paths of all open documents. */
  paths(): readonly string[] {
    return [...this.#uris.keys()];
  }
}

/** The path of a document that asynclint reads: a file of a known language. */
function lintedPathOf(uri: string): string | undefined {
  const path = pathOf(uri);
  return path !== undefined && languageOf(path) !== undefined ? path : undefined;
}
