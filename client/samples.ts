import { l10n, Range, Selection, Uri, ViewColumn, window, workspace, type ExtensionContext } from 'vscode';

const samples = { python: 'client/walkthrough/sample.py', typescript: 'client/walkthrough/sample.ts' } as const;

/** Opens a sample with findings beside the walkthrough, as a new document that nobody has to save or delete. */
export async function openSample({ extensionUri }: ExtensionContext, given: unknown): Promise<void> {
  const language = given === 'python' || given === 'typescript' ? given : await chosenLanguage();
  if (language === undefined) return;
  const content = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extensionUri, samples[language])));
  const document = await workspace.openTextDocument({ language, content });
  const editor = await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
  const start = document.positionAt(0);
  editor.selection = new Selection(start, start);
  editor.revealRange(new Range(start, start));
}

async function chosenLanguage(): Promise<keyof typeof samples | undefined> {
  const chosen = await window.showQuickPick(
    [{ label: 'Python', language: 'python' as const }, { label: 'TypeScript', language: 'typescript' as const }],
    { placeHolder: l10n.t('A sample in which language?') },
  );
  return chosen?.language;
}
