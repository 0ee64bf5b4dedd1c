import { l10n, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { configurationTemplate } from './configuration-template.js';

/** Writes `asynclint.json` into a folder of the workspace and opens it. One that is there already is opened as it is. */
export async function writeConfiguration(): Promise<void> {
  const folders = workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await window.showWorkspaceFolderPick({ placeHolder: l10n.t('Which folder is to be configured?') }) : folders[0];
  if (folder === undefined) {
    if (folders.length === 0) void window.showInformationMessage(l10n.t('Open a folder first: asynclint.json lies in the folder of the project.'));
    return;
  }
  const [file, commented] = ['asynclint.json', 'asynclint.jsonc'].map((name) => Uri.joinPath(folder.uri, name)) as [Uri, Uri];
  for (const present of [file, commented]) {
    if (await workspace.fs.stat(present).then(() => true, () => false)) {
      await window.showTextDocument(present);
      return;
    }
  }
  const edit = new WorkspaceEdit();
  edit.createFile(file, { overwrite: false, contents: new TextEncoder().encode(configurationTemplate) });
  if (await workspace.applyEdit(edit)) await window.showTextDocument(file);
  else void window.showErrorMessage(l10n.t('asynclint.json could not be written into {0}.', folder.name));
}
