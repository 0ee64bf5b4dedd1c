import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from 'vscode';
import { closeAll, extension, findings, serverProcess, show, until, untilShown, withSetting } from './editor.js';
import { withNotices } from './notices.js';
import { audit } from './projects.js';

/** What needs a server, as a person runs it with the cursor in a file. */
const needy = ['asynclint.lintWorkspace', 'asynclint.fixAll', 'asynclint.showChain'] as const;

export function absenceTests(): void {
  describe('without a server', () => {
    afterEach(closeAll);

    it('one that is killed while it starts is started again, and nobody is bothered', async () => {
      const { document } = await show('starting.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withNotices(async (notices) => {
        await withProgram('setInterval(() => {}, 1000);', async (restore) => {
          const before = serverProcess();
          const restarted = commands.executeCommand('asynclint.restart');
          const silent = await until('a server that says nothing', () => serverProcess() !== before && serverProcess());
          restore();
          process.kill(silent, 'SIGKILL');
          await restarted;
        });
        await untilShown(document, ['floating-promise at audit']);
        assert.deepEqual(notices, []);
      });
    });

    it('one that can not be started is told of once, and the commands say what to do', async () => {
      const { document } = await show('broken.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withNotices(async (notices) => {
        await withProgram('process.exit(1);', async (restore) => {
          await commands.executeCommand('asynclint.restart');
          await until('a notification', () => notices.length > 0);
          const ended = /^The language server of asynclint has ended five times/;
          for (const [i, command] of needy.entries()) {
            const done = commands.executeCommand(command);
            const { text, buttons, press } = await until(`what ${command} says`, () => notices[i + 1]);
            assert.match(text, /^The language server of asynclint is not running/);
            assert.deepEqual(buttons, ['Restart', 'Show Output']);
            press();
            await done;
          }
          assert.match(notices[0]!.text, ended);
          assert.deepEqual(notices[0]!.buttons, ['Restart', 'Show Output']);
          assert.equal(notices.length, 1 + needy.length);
          restore();
          notices[0]!.press('Restart');
        });
        await untilShown(document, ['floating-promise at audit']);
        assert.equal(notices.length, 1 + needy.length);
      });
    });

    it('one that ends in the midst of its work is told of, with a way to have it done', async () => {
      const { document } = await show('midst.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withNotices(async (notices) => {
        await withProgram(`(${endsAtWork.toString()})();`, async (restore) => {
          await commands.executeCommand('asynclint.restart');
          restore();
          const done = commands.executeCommand('asynclint.lintWorkspace');
          const { text, buttons, press } = await until('a notification', () => notices[0]);
          assert.match(text, /has ended before it had linted the workspace/);
          assert.deepEqual(buttons, ['Lint Again', 'Show Output']);
          press('Lint Again');
          await until('what was linted', () => /^asynclint: findings \d+/.test(notices[1]?.text ?? ''));
          await done;
        });
        assert.equal(notices.length, 2);
      });
    });

    it('while it is turned off, the commands say that', async () => {
      const { document } = await show('off.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await withSetting('asynclint', 'enable', false, async () => {
        await until('no finding', () => findings(document.uri).length === 0);
        await withNotices(async (notices) => {
          const done = commands.executeCommand('asynclint.lintWorkspace');
          const { text, buttons, press } = await until('a notification', () => notices[0]);
          assert.equal(text, 'asynclint is turned off.');
          assert.deepEqual(buttons, ['Turn On', 'Open Settings']);
          press('Turn On');
          await done;
          await untilShown(document, ['floating-promise at audit']);
        });
      });
    });
  });
}

/** Puts another program in the server's place while the work is done, or until that has it restored. */
async function withProgram(text: string, work: (restore: () => void) => Promise<void>): Promise<void> {
  const file = join(extension().extensionPath, 'dist/server.js');
  const program = readFileSync(file);
  const restore = () => writeFileSync(file, program);
  writeFileSync(file, text);
  try {
    await work(restore);
  } finally {
    restore();
  }
}

/** A language server that ends when it is given something to do. It runs as a text, in a process of its own. */
function endsAtWork(): void {
  process.on('message', ({ id, method }: { readonly id?: number; readonly method?: string }) => {
    if (method === 'initialize') process.send!({ jsonrpc: '2.0', id, result: { capabilities: {} } });
    if (method === 'workspace/executeCommand') process.exit(1);
  });
}
