import { commands, extensions, l10n, languages, Uri, window, workspace, type ExtensionContext, type QuickPickItem } from 'vscode';

/**
 * Shows the page of a rule beside the code, as VS Code shows Markdown. The pages ship with the extension, so no network
 * is needed. Without an id the rule of the finding under the cursor is meant, else the user chooses.
 */
export async function openRulePage({ extensionUri }: ExtensionContext, given: unknown): Promise<void> {
  const rule = typeof given === 'string' ? given : (ruleUnderCursor() ?? await chosenRule(extensionUri));
  if (rule === undefined) return;
  // The id becomes a part of a path, and may come from anywhere that can name a command.
  const page = /^[a-z][a-z-]*$/.test(rule) ? Uri.joinPath(extensionUri, 'rules', rule, 'README.md') : undefined;
  if (page === undefined || !await exists(page)) {
    void window.showWarningMessage(l10n.t('asynclint has no rule with the name {0}.', rule));
    return;
  }
  // Without the extension that shows Markdown, the text of the page is still good to read.
  if (extensions.getExtension('vscode.markdown-language-features') !== undefined) await commands.executeCommand('markdown.showPreviewToSide', page);
  else await window.showTextDocument(page, { preview: true });
}

function ruleUnderCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const finding = languages.getDiagnostics(editor.document.uri)
    .find(({ source, range }) => source === 'asynclint' && range.contains(editor.selection.active));
  return typeof finding?.code === 'object' ? String(finding.code.value) : finding?.code?.toString();
}

async function chosenRule(extensionUri: Uri): Promise<string | undefined> {
  const folders = await workspace.fs.readDirectory(Uri.joinPath(extensionUri, 'rules'));
  const pages = await Promise.all(folders.map(async ([name]): Promise<QuickPickItem[]> => {
    const page = Uri.joinPath(extensionUri, 'rules', name, 'README.md');
    return await exists(page) ? [{ label: name, detail: summaryOf(new TextDecoder().decode(await workspace.fs.readFile(page))) }] : [];
  }));
  const chosen = await window.showQuickPick(pages.flat(), { title: l10n.t('Rules of asynclint'), placeHolder: l10n.t('Which rule?'), matchOnDetail: true });
  return chosen?.label;
}

/** The first sentence of a page below its heading. */
function summaryOf(page: string): string {
  return page.split('\n').find((line) => /^\w/.test(line)) ?? '';
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(() => true, () => false);
}
