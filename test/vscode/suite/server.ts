import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { closeAll, findings, replace, serverProcess, show, until, untilShown, withSetting } from './editor.js';
import { audit } from './projects.js';
import { measured } from './run.js';

export function serverTests(): void {
  describe('the server', () => {
    afterEach(closeAll);

    it('starts anew by command, and findings are back', async () => {
      const { document } = await show('restart.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      const before = await until('a server', serverProcess);
      await commands.executeCommand('asynclint.restart');
      const after = await until('another server', () => {
        const now = serverProcess();
        return now !== before && now;
      });
      assert.notEqual(after, before);
      await replace(document, '...', 'return city');
      await untilShown(document, ['floating-promise at audit']);
    });

    it('is killed while a person types: findings are back', async () => {
      const { document } = await show('killed.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      const before = await until('a server', serverProcess);
      await replace(document, '    audit("Rome")', '    audit("Rome")\n    audit("Par');
      process.kill(before, 'SIGKILL');
      const killed = Date.now();
      await replace(document, 'audit("Par', 'audit("Paris")');
      await untilShown(document, ['floating-promise at audit', 'floating-promise at audit']);
      measured(`findings were back ${Date.now() - killed} ms after SIGKILL of the server`);
      assert.notEqual(await until('another server', serverProcess), before);
    });

    it('stops and starts with the setting `asynclint.enable`', async () => {
      const { document } = await show('enabled.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withSetting('asynclint', 'enable', false, async () => {
        await until('no finding', () => findings(document.uri).length === 0);
        await until('no server', () => serverProcess() === undefined);
      });
      await untilShown(document, ['floating-promise at audit']);
    });
  });
}
