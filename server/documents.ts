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
  /** The version of each document that is on the disk, by path. */
  readonly #saved = new Map<string, number>();

  constructor() {
    this.#documents.onDidOpen(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path === undefined) return;
      this.#uris.set(path, document.uri);
      this.#saved.set(path, document.version);
    });
    this.#documents.onDidClose(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path === undefined) return;
      this.#uris.delete(path);
      this.#saved.delete(path);
    });
    this.#documents.onDidSave(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) this.#saved.set(path, document.version);
    });
  }

  /** Tells of each document that was opened or edited. */
  onChange(listener: (path: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const path = lintedPathOf(document.uri);
      if (path !== undefined) listener(path);
    });
  }

  /** Tells of each document that was saved. */
  onSave(listener: (path: string) => void): void {
    this.#documents.onDidSave(({ document }) => {
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

  /** Whether a document was edited since it was opened or saved. */
  isEdited(path: string): boolean {
    return this.get(path)?.version !== this.#saved.get(path);
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
