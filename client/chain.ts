import {
  l10n, languages, Position, QuickPickItemKind, Range, Selection, TextEditorRevealType, Uri, ViewColumn, window, workspace,
  type Diagnostic, type QuickPickItem, type TextEditor,
} from 'vscode';
import type { Chain } from '../server/protocol.js';

/** A place of a chain, as an entry of the list. */
interface Link extends QuickPickItem {
  readonly uri?: Uri;
  readonly range?: Range;
}

/**
 * Walks through the chain of a finding: its place and all places that it rests on, in order. Each is shown while it is
 * highlighted in the list; Enter stays there, Escape goes back. Without a chain, that of the findings under the cursor.
 */
export async function showChain(given: unknown): Promise<void> {
  const editor = window.activeTextEditor;
  const links = isChain(given) ? linksOf(given) : editor === undefined ? [] : findingsAt(editor).flatMap((finding) => linksOfDiagnostic(finding, editor.document.uri));
  if (links.length === 0) {
    void window.showInformationMessage(l10n.t('There is no finding of asynclint under the cursor.'));
    return;
  }
  const viewColumn = editor?.viewColumn ?? ViewColumn.Active;
  const selection = editor?.selection;
  if (await walk(links, viewColumn) || editor === undefined) return;
  await window.showTextDocument(editor.document, { viewColumn, ...(selection === undefined ? {} : { selection }) });
}

/** Whether a command was given what the server gives it; others may run it too, with anything. */
function isChain(given: unknown): given is Chain {
  return typeof given === 'object' && given !== null && 'related' in given && Array.isArray(given.related);
}

/** The findings that the cursor is in, else those of its line. */
function findingsAt({ document, selection: { active } }: TextEditor): readonly Diagnostic[] {
  const all = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'asynclint');
  const here = all.filter(({ range }) => range.contains(active));
  return here.length > 0 ? here : all.filter(({ range }) => range.start.line <= active.line && active.line <= range.end.line);
}

function linksOf({ rule, message, location, related }: Chain): Link[] {
  const place = (icon: string, text: string, { uri, range: { start, end } }: Chain['location']): Link =>
    link(icon, text, Uri.parse(uri), new Range(new Position(start.line, start.character), new Position(end.line, end.character)));
  return [heading(rule), place(here, message, location), ...related.map((one) => place(next, one.message, one.location))];
}

function linksOfDiagnostic({ code, message, range, relatedInformation = [] }: Diagnostic, uri: Uri): Link[] {
  const [summary = ''] = message.split('\n');
  return [
    heading(String(typeof code === 'object' ? code.value : code)),
    link(here, summary, uri, range),
    ...relatedInformation.map((one) => link(next, one.message, one.location.uri, one.location.range)),
  ];
}

const here = 'circle-filled';
const next = 'arrow-small-right';

function heading(rule: string): Link {
  return { label: rule, kind: QuickPickItemKind.Separator };
}

function link(icon: string, message: string, uri: Uri, range: Range): Link {
  return { label: `$(${icon}) ${workspace.asRelativePath(uri)}:${range.start.line + 1}`, description: message, uri, range };
}

/** Lets the user go through the links. Resolves to whether one was chosen. */
function walk(links: readonly Link[], viewColumn: ViewColumn): Promise<boolean> {
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
  editor.revealRange(range, TextEditorRevealType.InCenter);
}
