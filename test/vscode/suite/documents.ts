import assert from 'node:assert/strict';
import {
  DiagnosticSeverity, NotebookCellData, NotebookCellKind, NotebookData, NotebookEdit, NotebookRange, WorkspaceEdit, commands, window, workspace,
  type CompletionList, type Hover, type MarkdownString,
} from 'vscode';
import { closeAll, findingOf, findings, removeFromDisk, replace, show, until, untilShown, withSetting, writeOnDisk } from './editor.js';
import { audit, send, service, weather } from './projects.js';

export function documentTests(): void {
  describe('documents', () => {
    afterEach(closeAll);

    it('that were never saved have findings', async () => {
      for (const [language, content, expected] of [['python', audit, 'audit'], ['typescript', send, 'send']] as const) {
        const document = await workspace.openTextDocument({ language, content });
        await window.showTextDocument(document);
        await untilShown(document, [`floating-promise at ${expected}`]);
      }
    });

    it('that are notebooks are one program: a cell follows another', async () => {
      const cell = (text: string) => new NotebookCellData(NotebookCellKind.Code, text, 'python');
      const notebook = await workspace.openNotebookDocument('jupyter-notebook', new NotebookData([cell('async def audit(city):\n    ...'), cell('audit("Rome")')]));
      await window.showNotebookDocument(notebook);
      const caller = notebook.cellAt(1).document;
      await untilShown(caller, ['floating-promise at audit']);
      assert.equal(findings(notebook.cellAt(0).document.uri).length, 0);
      const edit = new WorkspaceEdit();
      edit.set(notebook.uri, [NotebookEdit.replaceCells(new NotebookRange(0, 1), [cell('def audit(city):\n    ...')])]);
      assert.ok(await workspace.applyEdit(edit));
      await untilShown(caller, []);
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('in a folder that appears at once are read', async () => {
      writeOnDisk('appeared/deep/weather.py', weather);
      const { document } = await show('appears.py', service('appeared.deep.weather'));
      await findingOf(document.uri, 'blocking-call');
      removeFromDisk('appeared');
      await untilShown(document, []);
    });

    it('tell of a finding under the mouse', async () => {
      const { document } = await show('hover.py', audit);
      const { range } = await findingOf(document.uri, 'floating-promise');
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, range.start);
      const text = hovers.flatMap(({ contents }) => contents).map((content) => (content as MarkdownString).value).join('\n');
      assert.match(text, /audit/);
    });

    for (const [path, start, expected] of [['snippet.py', 'async def main():\n    async-ga', /asyncio\.gather/], ['snippet.ts', 'async function main() {\n  async-ga', /Promise\.all/]] as const) {
      it(`offer the snippets in ${path}`, async () => {
        const { document } = await show(path, path.endsWith('.ts') ? `${start}\n}\n` : `${start}\n`);
        const end = document.positionAt(start.length);
        const items = await until(`a snippet in ${path}`, async () => {
          const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', document.uri, end);
          const found = list.items.filter(({ insertText, kind }) => kind === 14 && typeof insertText === 'object' && expected.test(insertText.value));
          return found.length > 0 && found;
        });
        assert.ok(items.some(({ label }) => (typeof label === 'string' ? label : label.label).startsWith('async-')));
      });
    }
  });

  describe('settings', () => {
    afterEach(closeAll);

    it('set levels by rule for the editor alone', async () => {
      const { document } = await show('levels.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withSetting('asynclint', 'rules', { 'floating-promise': 'off' }, () => untilShown(document, []));
      await withSetting('asynclint', 'rules', { 'floating-promise': 'info' }, () =>
        until('info', async () => (await findingOf(document.uri, 'floating-promise')).severity === DiagnosticSeverity.Information).then(() => undefined));
      await until('error', async () => (await findingOf(document.uri, 'floating-promise')).severity === DiagnosticSeverity.Error);
    });

    it('leave files out', async () => {
      const { document } = await show('left-out/audit.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withSetting('asynclint', 'exclude', ['left-out/'], () => untilShown(document, []));
      await untilShown(document, ['floating-promise at audit']);
    });

    it('keep it waiting until a file is saved', async () => {
      const { document } = await show('on-save.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withSetting('asynclint', 'run', 'onSave', async () => {
        await replace(document, '    audit(', '    await audit(');
        // What was typed would have been judged by now.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        assert.equal(findings(document.uri).length, 1);
        assert.ok(await document.save());
        await untilShown(document, []);
      });
    });
  });
}
