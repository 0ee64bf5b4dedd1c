import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** The API of VS Code's extensions. Its Thenables are promises; messages are shown without waiting for the answer. */

const promise: SymbolFact = { awaitable: 'promise' };
const io: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...io, does: 'read' };
const change: SymbolFact = { ...io, does: 'change' };
const dropped: SymbolFact = { awaitable: 'promise', mayBeDropped: true };
const listens: SymbolFact = { calls: [{ position: 0, when: 'loop', many: true }] };
const disposable: SymbolFact = { ...listens, returns: 'vscode:Disposable' };

const workspace: Record<string, SymbolFact> = {
  ...members('workspace', 'findFiles', read),
  ...members('workspace', 'openTextDocument openNotebookDocument', { ...read, returns: 'vscode:TextDocument' }),
  ...members('workspace', 'applyEdit saveAll save saveAs', change),
  'workspace.fs': { property: true, is: 'vscode:FileSystem' },
  'workspace.getConfiguration': { returns: 'vscode:WorkspaceConfiguration' },
  ...members('workspace', 'getWorkspaceFolder asRelativePath updateWorkspaceFolders createFileSystemWatcher', {}),
  ...members('workspace', `onDidChangeTextDocument onDidOpenTextDocument onDidCloseTextDocument onDidSaveTextDocument
    onDidChangeConfiguration onDidChangeWorkspaceFolders onDidCreateFiles onDidDeleteFiles onDidRenameFiles`, disposable),
  FileSystem: { class: true },
  ...members('FileSystem', 'stat readDirectory readFile', read),
  ...members('FileSystem', 'createDirectory writeFile delete rename copy', change),
  'FileSystem.isWritableFileSystem': {},
  WorkspaceConfiguration: { class: true },
  'WorkspaceConfiguration.update': change,
  ...members('WorkspaceConfiguration', 'get has inspect', {}),
  TextDocument: { class: true },
  'TextDocument.save': change,
  ...members('TextDocument', 'getText lineAt offsetAt positionAt getWordRangeAtPosition validateRange validatePosition', {}),
};

const window: Record<string, SymbolFact> = {
  ...members('window', 'showInformationMessage showWarningMessage showErrorMessage', dropped),
  // Showing a document, and work that shows its own progress, is often the last thing that is done.
  ...members('window', 'showTextDocument showNotebookDocument', { ...dropped }),
  ...members('window', 'withProgress', { ...dropped, calls: [{ position: 1, when: 'now', awaited: true }] }),
  ...members('window', 'showQuickPick showInputBox showOpenDialog showSaveDialog showWorkspaceFolderPick', { ...promise, paces: 'event' }),
  ...members('window', `createTextEditorDecorationType createQuickPick createInputBox createOutputChannel createWebviewPanel setStatusBarMessage
    createStatusBarItem createTerminal createTreeView registerTreeDataProvider registerUriHandler registerWebviewViewProvider
    registerCustomEditorProvider registerFileDecorationProvider`, {}),
  ...members('window', 'onDidChangeActiveTextEditor onDidChangeVisibleTextEditors onDidChangeTextEditorSelection onDidCloseTerminal onDidOpenTerminal', disposable),
  TextEditor: { class: true },
  // An edit tells by its result whether it was made.
  ...members('TextEditor', 'edit insertSnippet', dropped),
  ...members('TextEditor', 'setDecorations revealRange', {}),
  Webview: { class: true },
  'Webview.postMessage': dropped,
  'Webview.onDidReceiveMessage': disposable,
  'Webview.asWebviewUri': {},
};

export const vscode: Library = {
  language: 'typescript',
  package: '@types/vscode',
  versions: '*',
  source: 'https://code.visualstudio.com/api/references/vscode-api; index.d.ts of @types/vscode 1.140.0',
  modules: {
    vscode: {
      ...workspace, ...window,
      // A command is mostly run for what it shows, and VS Code tells of one that fails.
      'commands.executeCommand': dropped,
      'commands.getCommands': promise,
      ...members('commands', 'registerCommand registerTextEditorCommand', { returns: 'vscode:Disposable', calls: [{ position: 1, when: 'loop', many: true, awaited: true }] }),
      Disposable: { class: true },
      'Disposable.dispose': {},
      ...members('env', 'openExternal', dropped),
      'env.asExternalUri': promise,
      'env.clipboard': { property: true, is: 'vscode:Clipboard' },
      Clipboard: { class: true },
      'Clipboard.readText': read,
      'Clipboard.writeText': change,
      ...members('languages', 'getLanguages setTextDocumentLanguage', promise),
      ...members('debug', 'startDebugging stopDebugging', promise),
      ...members('tasks', 'fetchTasks executeTask', promise),
      ...each('Memento SecretStorage', { class: true }),
      // What it holds is changed at once, and written in the background.
      'Memento.update': dropped,
      ...members('Memento', 'get keys', {}),
      'SecretStorage.get': read,
      ...members('SecretStorage', 'store delete', change),
      ExtensionContext: { class: true },
      ...members('ExtensionContext', 'globalState workspaceState', { property: true, is: 'vscode:Memento' }),
      'ExtensionContext.secrets': { property: true, is: 'vscode:SecretStorage' },
      'ExtensionContext.asAbsolutePath': {},
    },
  },
};
