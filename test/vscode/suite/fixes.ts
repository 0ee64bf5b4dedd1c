import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CodeActionKind, Selection, commands, workspace, type CodeAction, type TextDocument } from 'vscode';
import { closeAll, findingOf, positionOf, replace, show, until, untilShown, withSetting } from './editor.js';
import { audit, send } from './projects.js';

export function fixTests(): void {
  describe('fixes', () => {
    afterEach(closeAll);

    for (const [language, path, text, name] of [['Python', 'fixes/audit.py', audit, 'audit("Rome")'], ['TypeScript', 'fixes/shop.ts', send, 'send();']] as const) {
      it(`are offered and applied in ${language}`, async () => {
        const { document } = await show(path, text);
        const finding = await findingOf(document.uri, 'floating-promise');
        const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range, CodeActionKind.QuickFix.value);
        const fixes = actions.filter(({ title }) => title === 'Add await');
        assert.equal(fixes.length, 1, JSON.stringify(actions.map(({ title }) => title)));
        assert.ok(await workspace.applyEdit(fixes[0]!.edit!));
        assert.ok(document.getText().includes(`await ${name}`), document.getText());
        await untilShown(document, []);
      });
    }

    it('run on save where the settings ask for it, the safe ones alone', async () => {
      await withSetting('editor', 'codeActionsOnSave', { 'source.fixAll.asynclint': 'explicit' }, async () => {
        const { document } = await show('saved.py', audit);
        await findingOf(document.uri, 'floating-promise');
        // The server spends half a second on it at most; on a machine under load that may be too little the first time.
        await until('the fix on disk', async () => {
          await replace(document, '...\n', '...\n\n');
          assert.ok(await document.save());
          return onDisk(document).includes('    await audit("Rome")\n');
        });
        await untilShown(document, []);
      });
    });

    it('do not run on save where nobody asked', async () => {
      const { document } = await show('unasked.py', audit);
      await findingOf(document.uri, 'floating-promise');
      await replace(document, '...', 'return city');
      assert.ok(await document.save());
      assert.ok(onDisk(document).includes('    audit("Rome")\n'), onDisk(document));
    });

    it('stand at the light bulb under the cursor', async () => {
      const editor = await show('cursor.py', audit);
      await findingOf(editor.document.uri, 'floating-promise');
      const at = positionOf(editor.document, 'audit("Rome")');
      editor.selection = new Selection(at, at);
      await until('the preferred fix', async () => {
        await commands.executeCommand('editor.action.autoFix');
        return editor.document.getText().includes('await audit("Rome")');
      });
      assert.ok(!editor.document.getText().includes('await await'));
    });
  });
}

function onDisk({ uri }: TextDocument): string {
  return readFileSync(uri.fsPath, 'utf8');
}
