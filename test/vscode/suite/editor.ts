/** A person's acts in VS Code as the tests need them: files made, opened, typed into and saved, and what then is shown. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ConfigurationTarget, Position, Range, Uri, commands, extensions, languages, window, workspace, WorkspaceEdit,
  type Diagnostic, type Extension, type TextDocument, type TextEditor,
} from 'vscode';

/** The folder that is open. */
export function root(): string {
  return workspace.workspaceFolders![0]!.uri.fsPath;
}

export function extension(): Extension<unknown> {
  const found = extensions.getExtension('asynclint.asynclint');
  if (found === undefined) throw new Error('the extension is not there');
  return found;
}

/** How long a machine under load may take to show something, in milliseconds. */
const patience = 90_000;

/** Asks again and again until there is an answer; fails with what was waited for. */
export async function until<T>(what: string, ask: () => T | undefined | false | PromiseLike<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${patience / 1000} s in vain for ${what}`);
}

/** Writes a file of the workspace past VS Code, as Git or another editor would. */
export function writeOnDisk(path: string, text: string): Uri {
  const file = join(root(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return Uri.file(file);
}

export function removeFromDisk(path: string): void {
  rmSync(join(root(), path), { recursive: true, force: true });
}

/** Makes a file and opens it as a click in the explorer does: what an extension opens itself stays open for minutes. */
export async function show(path: string, text: string): Promise<TextEditor> {
  const uri = writeOnDisk(path, text);
  await commands.executeCommand('vscode.open', uri, { preview: false });
  return until(`an editor of ${path}`, () => window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString()));
}

/** Closes all editors; what is unsaved is dropped. */
export async function closeAll(): Promise<void> {
  for (const { uri, isDirty } of workspace.textDocuments) {
    if (!isDirty || (uri.scheme !== 'file' && uri.scheme !== 'untitled')) continue;
    await window.showTextDocument(uri);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces the first occurrence of a text in a document, in the editor and not on disk. */
export async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  if (start < 0) throw new Error(`${document.uri.path} has no ${JSON.stringify(from)}:\n${document.getText()}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  if (!await workspace.applyEdit(edit)) throw new Error('the edit was refused');
}

/** Where a text begins in a document. */
export function positionOf(document: TextDocument, text: string): Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`${document.uri.path} has no ${JSON.stringify(text)}`);
  return document.positionAt(at);
}

/** What asynclint shows of a file, other extensions left out. */
export function findings(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'asynclint');
}

/** The rule that a finding is of. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The findings of a file as `rule at text`, sorted. */
export function shown(document: TextDocument): readonly string[] {
  return findings(document.uri).map((finding) => `${ruleOf(finding)} at ${document.getText(finding.range)}`).sort();
}

/** Waits until exactly these findings of a file are shown. */
export async function untilShown(document: TextDocument, expected: readonly string[]): Promise<void> {
  const wanted = JSON.stringify([...expected].sort());
  let last: readonly string[] = [];
  await until(`${wanted} in ${document.uri.path}`, () => {
    last = shown(document);
    return JSON.stringify(last) === wanted;
  }).catch((error: Error) => {
    throw new Error(`${error.message}; shown was ${JSON.stringify(last)}`);
  });
}

/** Waits until a finding of a rule is shown in a file, and returns it. */
export function findingOf(uri: Uri, rule: string): Promise<Diagnostic> {
  return until(`${rule} in ${uri.path}`, () => findings(uri).find((finding) => ruleOf(finding) === rule));
}

/** Sets a setting for the workspace while the work is done. */
export async function withSetting(section: string, key: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const set = (to: unknown) => workspace.getConfiguration(section).update(key, to, ConfigurationTarget.Workspace);
  await set(value);
  try {
    await work();
  } finally {
    await set(undefined);
  }
}

/** The process of the language server, a child of the extension host that runs these tests. */
export function serverProcess(): number | undefined {
  const script = join(extension().extensionPath, 'dist/server.js');
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of lines) {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === process.pid && command!.includes(script)) return Number(pid);
  }
  return undefined;
}
