import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TabInputWebview, commands, window, workspace } from 'vscode';
import { closeAll, extension, findingOf, removeFromDisk, root, show, until, untilShown, writeOnDisk } from './editor.js';
import { audit } from './projects.js';

export function commandTests(): void {
  describe('commands', () => {
    afterEach(closeAll);

    it('of the manifest are all there', async () => {
      await show('commands.py', audit);
      await until('the extension is active', () => extension().isActive);
      const manifest = extension().packageJSON as { readonly contributes: { readonly commands: readonly { readonly command: string }[] } };
      const named = manifest.contributes.commands.map(({ command }) => command);
      const known = await commands.getCommands(true);
      assert.deepEqual(named.filter((command) => !known.includes(command)), []);
      assert.ok(named.length > 0);
    });

    it('lint the workspace: findings of files that nobody opened', async () => {
      const unopened = writeOnDisk('linted.py', audit);
      await show('asked.py', audit);
      await commands.executeCommand('asynclint.lintWorkspace');
      await findingOf(unopened, 'floating-promise');
    });

    it('show the page of a rule', async () => {
      await show('page.py', audit);
      await commands.executeCommand('asynclint.openRulePage', 'floating-promise');
      await until('a preview of Markdown', () => window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof TabInputWebview && input.viewType.includes('markdown')));
    });

    it('write a configuration, and open one that is there as it is', async () => {
      await show('write.py', audit);
      try {
        await commands.executeCommand('asynclint.writeConfiguration');
        const open = () => until('the configuration', () => window.activeTextEditor?.document.fileName.endsWith('asynclint.json') && window.activeTextEditor.document);
        const written = await open();
        assert.equal(written.languageId, 'jsonc');
        const file = join(root(), 'asynclint.json');
        await until('the file', () => existsSync(file));
        assert.match(readFileSync(file, 'utf8'), /"preset": "recommended"/);
        writeOnDisk('asynclint.json', '{}\n');
        await closeAll();
        await commands.executeCommand('asynclint.writeConfiguration');
        await open();
        assert.equal(readFileSync(file, 'utf8'), '{}\n');
      } finally {
        await closeAll();
        removeFromDisk('asynclint.json');
      }
    });

    it('fix all in the file', async () => {
      const { document } = await show('all.py', `${audit}    audit("Paris")\n`);
      await untilShown(document, ['floating-promise at audit', 'floating-promise at audit']);
      // The server spends half a second on it at most; on a machine under load that may be too little the first time.
      await until('both fixes', async () => {
        await commands.executeCommand('asynclint.fixAll');
        return document.getText().includes('await audit("Rome")\n    await audit("Paris")');
      });
      await untilShown(document, []);
    });

    it('open a sample with findings, as a document that is not saved', async () => {
      await show('before-sample.py', audit);
      for (const language of ['python', 'typescript'] as const) {
        await commands.executeCommand('asynclint.openSample', language);
        const editor = await until('the sample', () => window.visibleTextEditors.find(({ document }) => document.isUntitled && document.languageId === language));
        await findingOf(editor.document.uri, 'floating-promise');
      }
    });

    it('turn it off and on for the workspace', async () => {
      const { document } = await show('turned.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await commands.executeCommand('asynclint.turnOff');
      await untilShown(document, []);
      assert.equal(workspace.getConfiguration('asynclint').get('enable'), false);
      await commands.executeCommand('asynclint.turnOn');
      await untilShown(document, ['floating-promise at audit']);
      await workspace.getConfiguration('asynclint').update('enable', undefined);
    });
  });
}
