import {
  l10n, languages, QuickPickItemKind, Range, Selection, TextEditorRevealType, Uri, ViewColumn, window, workspace,
  type Diagnostic, type DiagnosticRelatedInformation, type QuickPickItem, type TextEditor,
} from 'vscode';

interface Link extends QuickPickItem {
  readonly uri?: Uri;
  readonly range?: Range;
}

/**
 * Walks through the chain of the finding under the cursor: its place and all places that it rests on, in order. Each is
 * shown while it is highlighted in the list; Enter stays there, Escape goes back.
 */
export async function showChain(): Promise<void> {
  const editor = window.activeTextEditor;
  const findings = editor === undefined ? [] : findingsAt(editor);
  if (editor === undefined || findings.length === 0) {
    void window.showInformationMessage(l10n.t('There is no finding of asynclint under the cursor.'));
    return;
  }
  const links = findings.flatMap((finding) => linksOf(finding, editor.document.uri));
  if (await walk(links, editor.viewColumn)) return;
  await window.showTextDocument(editor.document, { ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }), selection: editor.selection });
}

/** The findings that the cursor is in, else those of its line. */
function findingsAt({ document, selection: { active } }: TextEditor): readonly Diagnostic[] {
  const all = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'asynclint');
  const here = all.filter(({ range }) => range.contains(active));
  return here.length > 0 ? here : all.filter(({ range }) => range.start.line <= active.line && active.line <= range.end.line);
}

function linksOf({ code, message, range, relatedInformation = [] }: Diagnostic, uri: Uri): Link[] {
  const rule = typeof code === 'object' ? String(code.value) : String(code ?? '');
  const [summary = ''] = message.split('\n');
  return [
    { label: rule, kind: QuickPickItemKind.Separator },
    link('$(circle-filled)', summary, uri, range),
    ...relatedInformation.map(({ message, location }: DiagnosticRelatedInformation) => link('$(arrow-small-right)', message, location.uri, location.range)),
  ];
}

function link(icon: string, message: string, uri: Uri, range: Range): Link {
  return { label: `${icon} ${message}`, description: `${workspace.asRelativePath(uri)}:${range.start.line + 1}`, uri, range };
}

/** Lets the user go through the links. Resolves to whether one was chosen. */
function walk(links: readonly Link[], viewColumn = ViewColumn.Active): Promise<boolean> {
  return new Promise((resolve) => {
    const pick = window.createQuickPick<Link>();
    pick.title = l10n.t('Chain of the finding');
    pick.placeholder = l10n.t('Up and down shows each place, Enter stays there, Escape goes back');
    pick.items = links;
    pick.matchOnDescription = true;
    let chosen = false;
    let shown: Promise<unknown> = Promise.resolve();
    const show = (link: Link | undefined, preserveFocus: boolean): Promise<unknown> =>
      link?.uri === undefined || link.range === undefined ? Promise.resolve() : reveal(link.uri, link.range, viewColumn, preserveFocus).catch(() => undefined);
    pick.onDidChangeActive(([active]) => {
      shown = shown.then(() => show(active, true));
    });
    pick.onDidAccept(() => {
      chosen = true;
      shown = shown.then(() => show(pick.selectedItems[0] ?? pick.activeItems[0], false));
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      void shown.then(() => resolve(chosen));
    });
    pick.show();
  });
}

async function reveal(uri: Uri, range: Range, viewColumn: ViewColumn, preserveFocus: boolean): Promise<void> {
  const editor = await window.showTextDocument(uri, { viewColumn, preview: true, preserveFocus });
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
