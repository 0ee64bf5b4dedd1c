import { MessageType, ShowMessageNotification, type ClientCapabilities, type Connection } from 'vscode-languageserver';
import { readEditorSettings, type EditorSettings } from './editor-settings.js';
import type { ToldSettings } from './client-options.js';
import type { Journal } from './journal.js';
import { uriOf } from './locations.js';

/** The section of the editor's settings that is ours. */
export const section = 'asynclint';

/**
 * The editor as the keeper of settings. They are asked for folder by folder, each time anew; what is wrong with them is
 * shown to the user once for as long as it stands.
 */
export class Editor {
  readonly #connection: Connection;
  readonly #journal: Journal;
  readonly #ruleIds: readonly string[];
  #standing: ReadonlySet<string> = new Set();

  constructor(connection: Connection, journal: Journal, ruleIds: readonly string[]) {
    this.#connection = connection;
    this.#journal = journal;
    this.#ruleIds = ruleIds;
  }

  /**
   * The settings of documents outside of all folders, then of folders in their order. A client that can't be asked may
   * have told settings for all of them; without any the defaults hold.
   */
  async settings(roots: readonly string[], client: ClientCapabilities, told?: unknown): Promise<readonly EditorSettings[]> {
    if (client.workspace?.configuration !== true) return this.#read([told, ...roots.map(() => told)]);
    const items = [{ section }, ...roots.map((root) => ({ scopeUri: uriOf(root), section }))];
    try {
      const values = await this.#connection.workspace.getConfiguration(items) as readonly unknown[];
      return this.#read(items.map((_, i) => values[i]));
    } catch (error) {
      this.#journal.failure('asking for the settings of the editor', error);
      return this.#read(items.map(() => undefined));
    }
  }

  /** The same as the client has told it when it said hello; undefined where it did not for each of these folders. */
  settingsAsTold(roots: readonly string[], told: ToldSettings | undefined): readonly EditorSettings[] | undefined {
    if (told === undefined || !roots.every((root) => told.folders.has(root))) return undefined;
    return this.#read([told.outside, ...roots.map((root) => told.folders.get(root))]);
  }

  #read(values: readonly unknown[]): readonly EditorSettings[] {
    const read = values.map((value) => readEditorSettings(value, this.#ruleIds));
    const problems = new Set(read.flatMap((one) => one.problems));
    for (const problem of problems) if (!this.#standing.has(problem)) this.#show(problem);
    this.#standing = problems;
    return read.map(({ settings }) => settings);
  }

  #show(problem: string): void {
    const message = `asynclint: ${problem}. Until this is mended, the default holds for it.`;
    void this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }
}
