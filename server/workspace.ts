import type { SourceFile } from '../engine/session.js';
import type { Documents } from './documents.js';
import { defaultEditorSettings, type EditorSettings } from './editor-settings.js';
import { Folder } from './folder.js';
import type { ServerHost } from './host.js';
import type { Journal } from './journal.js';
import { folderOf, isUntitled, liesIn } from './locations.js';

/** Where installed packages and standard libraries lie: opened by "go to definition", and not the user's to mend. */
const installed = /\/(node_modules|site-packages|dist-packages)\/|\/lib\/python[\d.]+\/|\/python[\d.]+\/lib\//i;

/**
 * The workspace: its folders, and loose folders for documents outside of them. A document's findings come from the
 * innermost folder that holds it; its text is known to every folder that does.
 */
export class Workspace {
  readonly #documents: Documents;
  readonly #host: ServerHost;
  readonly #journal: Journal;
  readonly #folders = new Map<string, Folder>();
  readonly #loose = new Map<string, Folder>();
  /** The findings that the client was last told of, by document: others ask for findings too, as a menu of quick fixes does. */
  readonly #told = new Map<string, symbol>();
  /** Whether the user trusts what is open; said before the first folder is opened. */
  trusted = true;
  /** What the editor sets for documents outside of all folders. */
  #editor = defaultEditorSettings;

  constructor(documents: Documents, host: ServerHost, journal: Journal) {
    this.#documents = documents;
    this.#host = host;
    this.#journal = journal;
  }

  folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  /** The folders of the workspace, and those of documents outside of them. */
  all(): readonly Folder[] {
    return [...this.#folders.values(), ...this.#loose.values()];
  }

  /** Opens a folder of the workspace, empty; undefined where it is open already. */
  open(root: string, editor: EditorSettings): Folder | undefined {
    if (this.#folders.has(root)) return undefined;
    const folder = new Folder(root, false, this.trusted, editor, this.#host, this.#journal);
    this.#folders.set(root, folder);
    for (const loose of this.#loose.values()) if (liesIn(loose.root, root)) this.#closeLoose(loose);
    return folder;
  }

  /** Takes other settings of the editor for documents outside of all folders, whose folders are opened anew at the next refresh. */
  adjustLoose(editor: EditorSettings): void {
    this.#editor = editor;
    for (const loose of [...this.#loose.values()]) if (loose.adjust(editor)) this.#closeLoose(loose);
  }

  close(root: string): void {
    this.#folders.get(root)?.close();
    this.#folders.delete(root);
  }

  closeAll(): void {
    for (const folder of this.all()) folder.close();
    this.#folders.clear();
    this.#loose.clear();
  }

  /** The folder whose findings a path gets. */
  ownerOf(path: string): Folder | undefined {
    const [innermost] = this.#around(path).sort((a, b) => b.root.length - a.root.length);
    return innermost ?? this.#loose.get(folderOf(path));
  }

  /** The paths of all files whose findings come from a folder. */
  filesOf(folder: Folder): readonly string[] {
    return folder.paths().filter((path) => this.ownerOf(path) === folder);
  }

  /** The open documents whose findings come from a folder. */
  openIn(folder: Folder): readonly string[] {
    return this.#documents.paths().filter((path) => this.ownerOf(path) === folder);
  }

  /** The text of a path as the user sees it: the open document's, else the disk's; undefined where it is not to be read. */
  textOf(path: string): string | undefined {
    const text = this.#documents.get(path)?.text ?? this.#host.readSource(path);
    return text === undefined || this.#host.roleOf(path, text) === 'foreign' ? undefined : text;
  }

  /**
   * Tells all folders concerned of paths whose text may have changed, in whatever way: edited, closed, saved, created
   * or deleted. Returns the open documents whose findings may have changed by that.
   */
  refresh(paths: ReadonlySet<string>): ReadonlySet<string> {
    const concerned = new Map<Folder, { files: SourceFile[]; gone: string[] }>();
    for (const path of paths) {
      for (const folder of this.#holding(path)) {
        if (!concerned.has(folder)) concerned.set(folder, { files: [], gone: [] });
        const { files, gone } = concerned.get(folder)!;
        const text = this.#textIn(folder, path);
        if (text === undefined) gone.push(path);
        else files.push({ path, text });
      }
    }
    const stale = new Set<string>();
    for (const [folder, { files, gone }] of concerned) {
      folder.apply(files, gone);
      const open = this.openIn(folder);
      for (const path of open) if (paths.has(path)) stale.add(path);
      for (const path of open) if (!this.#isTold(folder, path)) stale.add(path);
      // A finding that holds may still point to a place that has moved.
      for (const path of open) if (!stale.has(path) && folder.pointsTo(path, paths)) stale.add(path);
      if (folder.loose && open.length === 0) this.#closeLoose(folder);
    }
    return stale;
  }

  /** Of the open documents of a folder, those whose findings may be others than the client was told of. */
  staleIn(folder: Folder): ReadonlySet<string> {
    return new Set(this.openIn(folder).filter((path) => !this.#isTold(folder, path)));
  }

  /** Notes that the client is told of the present findings of an open document, or told to ask for them. */
  tell(path: string): void {
    const edition = this.ownerOf(path)?.edition(path);
    if (edition !== undefined) this.#told.set(path, edition);
  }

  /** Tells all folders concerned of the text of an open document. */
  bring(path: string): void {
    for (const folder of this.#holding(path)) {
      const text = this.#textIn(folder, path);
      if (text !== undefined) folder.apply([{ path, text }], []);
    }
  }

  #isTold(folder: Folder, path: string): boolean {
    const edition = folder.edition(path);
    return edition !== undefined && edition === this.#told.get(path);
  }

  #around(path: string): Folder[] {
    return this.folders().filter((folder) => liesIn(path, folder.root));
  }

  /** All folders that know a path; a loose one is opened for a document that lies in none. */
  #holding(path: string): readonly Folder[] {
    const around = this.#around(path);
    if (around.length > 0) return around;
    const root = folderOf(path);
    if (!this.#loose.has(root) && this.#documents.get(path) !== undefined) {
      this.#loose.set(root, new Folder(root, true, this.trusted, this.#editor, this.#host, this.#journal));
    }
    const loose = this.#loose.get(root);
    return loose === undefined ? [] : [loose];
  }

  #textIn(folder: Folder, path: string): string | undefined {
    if (!folder.includes(path) || (isUntitled(path) && !folder.editor.untitled)) return undefined;
    const known = !folder.loose || (this.#documents.get(path) !== undefined && !installed.test(path));
    return known ? this.textOf(path) : undefined;
  }

  #closeLoose(folder: Folder): void {
    folder.close();
    this.#loose.delete(folder.root);
  }
}
