import {
  commands, Disposable, extensions, FileSystemError, FileType, l10n, languages, Uri, window, workspace,
  type FileStat, type FileSystemProvider, type QuickPickItem,
} from 'vscode';

/**
 * The pages of the rules, as files that VS Code reads: `asynclint-rule:/blocking-call.md`. Links of the Problems panel and
 * of the hover lead there, and the manifest has such files shown as what they say instead of as Markdown's source text
 * (`configurationDefaults`). The pages ship with the extension, so no network is needed.
 */
export const rulePageScheme = 'asynclint-rule';

/** The address of a rule's page. */
function addressOf(rule: string): Uri {
  return Uri.from({ scheme: rulePageScheme, path: `/${rule}.md` });
}

/** Reads the pages from where the extension lies. */
export class RulePages implements FileSystemProvider {
  readonly #extension: Uri;

  constructor(extension: Uri) {
    this.#extension = extension;
  }

  async stat(uri: Uri): Promise<FileStat> {
    return workspace.fs.stat(uri.path === '/' ? Uri.joinPath(this.#extension, 'rules') : this.#page(uri));
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return workspace.fs.readFile(this.#page(uri));
  }

  async readDirectory(): Promise<[string, FileType][]> {
    const folders = (await workspace.fs.readDirectory(Uri.joinPath(this.#extension, 'rules'))).filter(([, type]) => type === FileType.Directory);
    const pages = await Promise.all(folders.map(async ([rule]) => ((await hasPage(this, addressOf(rule))) ? [`${rule}.md`] : [])));
    return pages.flat().map((name) => [name, FileType.File]);
  }

  // Nothing here changes while VS Code runs, and nobody may change it.
  onDidChangeFile(): Disposable {
    return new Disposable(() => {});
  }
  watch(): Disposable {
    return new Disposable(() => {});
  }
  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }
  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }
  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }
  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  #page(uri: Uri): Uri {
    // The pages lead to those of the snippets by the way that holds in the repository, which ends here at the root.
    const [, snippet, rule] = /^\/(?:snippets\/([a-z][a-z-]*)|([a-z][a-z-]*))\.md$/.exec(uri.path) ?? [];
    if (snippet !== undefined) return Uri.joinPath(this.#extension, 'snippets', `${snippet}.md`);
    if (rule === undefined) throw FileSystemError.FileNotFound(uri);
    return Uri.joinPath(this.#extension, 'rules', rule, 'README.md');
  }
}

/** Shows the page of a rule beside the code. Without an id the rule of the finding under the cursor is meant, else the user chooses. */
export async function openRulePage(pages: RulePages, given: unknown): Promise<void> {
  const rule = typeof given === 'string' ? given : (ruleUnderCursor() ?? await chosenRule(pages));
  if (rule === undefined) return;
  const page = addressOf(rule);
  if (!await hasPage(pages, page)) void window.showWarningMessage(l10n.t('asynclint has no rule with the name {0}.', rule));
  // Without the extension that shows Markdown, the text of the page is still good to read.
  else if (extensions.getExtension('vscode.markdown-language-features') === undefined) await window.showTextDocument(page, { preview: true });
  else await commands.executeCommand('markdown.showPreviewToSide', page);
}

function ruleUnderCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const finding = languages.getDiagnostics(editor.document.uri)
    .find(({ source, range }) => source === 'asynclint' && range.contains(editor.selection.active));
  return typeof finding?.code === 'object' ? String(finding.code.value) : finding?.code?.toString();
}

async function chosenRule(pages: RulePages): Promise<string | undefined> {
  const names = (await pages.readDirectory()).map(([name]) => name.slice(0, -'.md'.length));
  const entries = names.map(async (rule): Promise<QuickPickItem> => ({ label: rule, detail: summaryOf(new TextDecoder().decode(await pages.readFile(addressOf(rule)))) }));
  const chosen = await window.showQuickPick(Promise.all(entries), { title: l10n.t('Rules of asynclint'), placeHolder: l10n.t('Which rule?'), matchOnDetail: true });
  return chosen?.label;
}

/** The first sentence of a page below its heading. */
function summaryOf(page: string): string {
  return page.split('\n').find((line) => /^\w/.test(line)) ?? '';
}

async function hasPage(pages: RulePages, uri: Uri): Promise<boolean> {
  return pages.stat(uri).then(() => true, () => false);
}
