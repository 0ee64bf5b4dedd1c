import assert from 'node:assert/strict';
import { DiagnosticSeverity, commands, window, workspace } from 'vscode';
import { closeAll, extension, findingOf, findings, removeFromDisk, replace, show, until, untilShown, writeOnDisk } from './editor.js';
import { audit, send, service, weather } from './projects.js';

export function findingTests(): void {
  describe('findings', () => {
    afterEach(closeAll);

    it('wake the extension with the first Python file', async () => {
      await show('first.py', audit);
      await until('the extension is active', () => extension().isActive);
    });

    it('of Python are shown with rule, level, place and a link to the page', async () => {
      const { document } = await show('audit.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      const finding = await findingOf(document.uri, 'floating-promise');
      assert.equal(finding.severity, DiagnosticSeverity.Error);
      assert.match(finding.message, /audit/);
      assert.ok(typeof finding.code === 'object' && finding.code.target.toString().includes('floating-promise'));
    });

    it('of TypeScript are shown beside those of its own language server', async () => {
      const { document } = await show('shop.ts', send);
      await untilShown(document, ['floating-promise at send']);
    });

    it('tell the chain of calls as links into other files', async () => {
      writeOnDisk('weather.py', weather);
      const { document } = await show('chain.py', service('weather'));
      const finding = await findingOf(document.uri, 'blocking-call');
      const places = (finding.relatedInformation ?? []).map(({ location }) => location);
      const cause = places.find(({ uri }) => uri.path.endsWith('/weather.py'));
      assert.ok(cause !== undefined, JSON.stringify(places));
      const text = (await workspace.openTextDocument(cause.uri)).getText(cause.range);
      assert.match(text, /requests\.get/);
    });

    it('follow an edit of another open file, unsaved', async () => {
      const helper = await show('across_weather.py', weather);
      const { document } = await show('across.py', service('across_weather'));
      await findingOf(document.uri, 'blocking-call');
      await replace(helper.document, 'return requests.get(city, timeout=5).json()', 'return city');
      await untilShown(document, []);
      await window.showTextDocument(helper.document);
      await commands.executeCommand('undo');
      await findingOf(document.uri, 'blocking-call');
    });

    it('follow a change on disk', async () => {
      writeOnDisk('disk_weather.py', weather);
      const { document } = await show('disk.py', service('disk_weather'));
      await findingOf(document.uri, 'blocking-call');
      writeOnDisk('disk_weather.py', 'def fetch(city):\n    return city\n');
      await untilShown(document, []);
    });

    it('follow what is typed', async () => {
      const editor = await show('typed.py', audit);
      await untilShown(editor.document, ['floating-promise at audit']);
      await replace(editor.document, '    audit(', '    await audit(');
      await untilShown(editor.document, []);
    });

    it('are those of the whole workspace: shown of a file that nobody opened, and gone with it', async () => {
      const uri = writeOnDisk('unopened.py', audit);
      await show('opened.py', 'import unopened\n');
      await findingOf(uri, 'floating-promise');
      removeFromDisk('unopened.py');
      await until('no finding', () => findings(uri).length === 0);
    });

    it('are silenced by a comment', async () => {
      const { document } = await show('silenced.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      await replace(document, 'audit("Rome")', 'audit("Rome")  # asynclint: ignore[floating-promise] it is a sketch');
      await untilShown(document, []);
    });

    it('follow the configuration as it is written, broken, mended and removed', async () => {
      const { document } = await show('configured/audit.py', audit);
      await untilShown(document, ['floating-promise at audit']);
      try {
        writeOnDisk('asynclint.json', '{ "rules": { "floating-promise": "off" } }');
        await untilShown(document, []);
        writeOnDisk('asynclint.json', '{ "rules": { "floating-promise": "info" } }');
        await until('info', async () => (await findingOf(document.uri, 'floating-promise')).severity === DiagnosticSeverity.Information);
      } finally {
        removeFromDisk('asynclint.json');
      }
      await until('error', async () => (await findingOf(document.uri, 'floating-promise')).severity === DiagnosticSeverity.Error);
    });
  });
}
