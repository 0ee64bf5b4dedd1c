import { NotebookDocuments, TextDocuments, type Connection, type NotebookDocument } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { languageOf, type Span } from '../engine/text.js';
import { pythonOf } from './cell-text.js';
import { pathOf, untitledPathOf } from './locations.js';

/** A document of the client within the text that is linted: all of it, or the text of one cell of a notebook. */
export interface Part extends Span {
  readonly document: TextDocument;
}

/** A text that is open: a document, or the cells of a notebook, one after the other as one module of Python. */
export interface Open {
  readonly path: string;
  readonly text: string;
  /** Changes with the text. */
  readonly version: number;
  /** In the order of the text; none of a notebook without cells. */
  readonly parts: readonly Part[];
}

/** A document by its address, and the text that it is a part of. */
export interface Found extends Open {
  readonly part: Part;
}

/**
 * The documents that are open in the client and that asynclint reads, by path: files, documents that were never saved, and
 * notebooks. Their text, saved or not, is what the user sees, so it wins over the disk. Documents of any other kind are
 * passed over.
 */
export class Documents {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #notebooks = new NotebookDocuments(TextDocument);
  /** The addresses of documents and of notebooks, by path. */
  readonly #uris = new Map<string, string>();
  /** The version of each that is on the disk, by path. */
  readonly #saved = new Map<string, number>();

  constructor() {
    for (const { onDidOpen, onDidSave, onDidClose } of [this.#eventsOfDocuments(), this.#eventsOfNotebooks()]) {
      onDidOpen((path, { uri, version }) => {
        this.#uris.set(path, uri);
        this.#saved.set(path, version);
      });
      onDidSave((path, { version }) => void this.#saved.set(path, version));
      onDidClose((path) => {
        this.#uris.delete(path);
        this.#saved.delete(path);
      });
    }
  }

  /** Tells of each document that was opened or edited. */
  onChange(listener: (path: string) => void): void {
    this.#eventsOfDocuments().onDidChange(listener);
    this.#eventsOfNotebooks().onDidOpen(listener);
    this.#eventsOfNotebooks().onDidChange(listener);
  }

  /** Tells of each document that was opened. */
  onOpen(listener: (path: string) => void): void {
    this.#eventsOfDocuments().onDidOpen(listener);
    this.#eventsOfNotebooks().onDidOpen(listener);
  }

  /** Tells of each document that was saved. */
  onSave(listener: (path: string) => void): void {
    this.#eventsOfDocuments().onDidSave(listener);
    this.#eventsOfNotebooks().onDidSave(listener);
  }

  /** Tells of each document that was closed, with the addresses that the client had for it, and of each cell that was deleted. */
  onClose(listener: (path: string, uris: readonly string[]) => void): void {
    this.#eventsOfDocuments().onDidClose((path, { uri }) => listener(path, [uri]));
    this.#eventsOfNotebooks().onDidClose((path, { cells }) => listener(path, cells.map(({ document }) => document)));
    this.#notebooks.onDidChange(({ notebookDocument, cells }) => {
      const path = pathOfNotebook(notebookDocument);
      if (path !== undefined && cells !== undefined && cells.removed.length > 0) listener(path, cells.removed.map(({ document }) => document));
    });
  }

  listen(connection: Connection): void {
    this.#documents.listen(connection);
    this.#notebooks.listen(connection);
  }

  get(path: string): Open | undefined {
    const uri = this.#uris.get(path);
    if (uri === undefined) return undefined;
    const document = this.#documents.get(uri);
    const notebook = this.#notebooks.getNotebookDocument(uri);
    if (document !== undefined) return { path, text: document.getText(), version: document.version, parts: [{ document, start: 0, end: document.getText().length }] };
    return notebook === undefined ? undefined : this.#moduleOf(path, notebook);
  }

  /** The document at an address, be it a cell. */
  find(uri: string): Found | undefined {
    const document = this.#documents.get(uri);
    const notebook = this.#notebooks.findNotebookDocumentForCell(uri);
    const path = document !== undefined ? pathOfDocument(document) : notebook !== undefined ? pathOfNotebook(notebook) : undefined;
    const open = path === undefined ? undefined : this.get(path);
    const part = open?.parts.find((one) => one.document.uri === uri);
    return open === undefined || part === undefined ? undefined : { ...open, part };
  }

  /** Whether a document was edited since it was opened or saved. */
  isEdited(path: string): boolean {
    const uri = this.#uris.get(path) ?? '';
    const { version } = this.#documents.get(uri) ?? this.#notebooks.getNotebookDocument(uri) ?? {};
    return version !== this.#saved.get(path);
  }

  /** The paths of all that is open. */
  paths(): readonly string[] {
    return [...this.#uris.keys()];
  }

  #moduleOf(path: string, notebook: NotebookDocument): Open {
    const parts: Part[] = [];
    let text = '';
    for (const cell of notebook.cells) {
      const document = this.#notebooks.getCellTextDocument(cell);
      if (document === undefined) continue;
      const start = text.length;
      text += pythonOf(document.getText());
      parts.push({ document, start, end: text.length });
      text += '\n';
    }
    return { path, text, version: notebook.version, parts };
  }

  #eventsOfDocuments(): Events<TextDocument> {
    const documents = this.#documents;
    const told = (listener: Listener<TextDocument>) => ({ document }: { document: TextDocument }): void => tell(pathOfDocument(document), document, listener);
    return {
      onDidOpen: (listener) => void documents.onDidOpen(told(listener)),
      onDidChange: (listener) => void documents.onDidChangeContent(told(listener)),
      onDidSave: (listener) => void documents.onDidSave(told(listener)),
      onDidClose: (listener) => void documents.onDidClose(told(listener)),
    };
  }

  #eventsOfNotebooks(): Events<NotebookDocument> {
    const notebooks = this.#notebooks;
    const told = (listener: Listener<NotebookDocument>) => (notebook: NotebookDocument): void => tell(pathOfNotebook(notebook), notebook, listener);
    return {
      onDidOpen: (listener) => void notebooks.onDidOpen(told(listener)),
      onDidChange: (listener) => void notebooks.onDidChange(({ notebookDocument }) => told(listener)(notebookDocument)),
      onDidSave: (listener) => void notebooks.onDidSave(told(listener)),
      onDidClose: (listener) => void notebooks.onDidClose(told(listener)),
    };
  }
}

type Listener<T> = (path: string, document: T) => void;

/** What happens to documents of one kind that asynclint reads. */
interface Events<T> {
  onDidOpen(listener: Listener<T>): void;
  onDidChange(listener: Listener<T>): void;
  onDidSave(listener: Listener<T>): void;
  onDidClose(listener: Listener<T>): void;
}

function tell<T>(path: string | undefined, document: T, listener: Listener<T>): void {
  if (path !== undefined) listener(path, document);
}

/** The extensions of documents that have none of their own, by the client's names of languages. */
const extensions: Readonly<Record<string, string>> = {
  python: '.py', typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx',
};

/** The path of a document that asynclint reads: a file of a known language, or a document without file of one. */
function pathOfDocument({ uri, languageId }: TextDocument): string | undefined {
  const path = pathOf(uri);
  if (path !== undefined) return languageOf(path) === undefined ? undefined : path;
  const extension = extensions[languageId];
  return extension === undefined ? undefined : untitledPathOf(uri, extension);
}

/** The path that a notebook's module has: beside the notebook, so that it imports what the notebook does. */
function pathOfNotebook({ uri }: NotebookDocument): string | undefined {
  const path = pathOf(uri);
  return path === undefined ? untitledPathOf(uri, '.py') : `${path}.py`;
}
