/**
 * A person's hands on VS Code with the packaged extension: what is drawn, which menus come up, and what lies on disk after
 * saving. Set ASYNCLINT_SCREENSHOTS to a folder to look at each step, and ASYNCLINT_THEME to `light` to see it in light colours.
 */
import assert from 'node:assert/strict';
import { audit, send, service, weather } from '../suite/projects.js';
import { Workbench } from './workbench.js';

describe('VS Code by hand', function () {
  this.timeout(300_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({
      'weather.py': weather, 'api.py': `${service('weather')}    audit(city)\n\n\nasync def audit(city):\n    ...\n`.replace('    return fetch(city)\n    audit(city)', '    audit(city)\n    return fetch(city)'),
      'fixed.py': audit, 'shop.ts': send, 'typed.py': 'async def main(items):\n    pass\n',
    });
  });
  after(() => workbench?.close());
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await workbench?.picture(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await workbench?.page.keyboard.press('Escape');
  });

  it('underlines findings, and lists them with their chain', async () => {
    const { page } = workbench;
    await workbench.show('api.py');
    await page.locator('.squiggly-error').first().waitFor();
    await page.locator('.squiggly-warning').first().waitFor();
    await workbench.picture('squiggles');
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'blocking-call' }).first().waitFor();
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'weather.py' }).first().waitFor();
    await workbench.picture('problems');
    await page.keyboard.press('Control+J');
  });

  it('tells of a finding under the cursor', async () => {
    const { page } = workbench;
    await workbench.show('shop.ts');
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.until(page.locator('.monaco-hover:not(.hidden) .hover-row', { hasText: 'floating-promise' }).first(), async () => {
      await workbench.putCursor('send();');
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
    });
    await workbench.picture('hover');
  });

  it('mends a finding from the menu of quick fixes, and the file on disk is as shown', async () => {
    const { page } = workbench;
    await workbench.show('fixed.py');
    await page.locator('.squiggly-error').first().waitFor();
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Add await' }).first();
    await workbench.until(fix, async () => {
      await workbench.putCursor('audit("Rome")');
      await page.keyboard.press('Control+.');
    });
    await workbench.picture('quick-fixes');
    await fix.click();
    await page.locator('.editor-group-container.active .squiggly-error').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+S');
    const text = await workbench.onDisk('fixed.py', 'await audit("Rome")');
    assert.equal(text, audit.replace('    audit(', '    await audit('));
  });

  it('writes a snippet by Tab', async () => {
    const { page } = workbench;
    await workbench.show('typed.py');
    await workbench.until(page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'async-gather' }), async () => {
      await page.locator('.editor-group-container.active .view-line').nth(1).click();
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+Home');
      await page.keyboard.type('async-gather', { delay: 30 });
    });
    await workbench.picture('snippets');
    await page.keyboard.press('Tab');
    await page.locator('.editor-group-container.active .view-line', { hasText: 'asyncio.gather' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+S');
    assert.match(await workbench.onDisk('typed.py', 'asyncio.gather'), /^import asyncio\n+async def main\(items\):\n(?: {4}.*\n)* {4}.*await asyncio\.gather\(/);
  });

  it('has a menu in the status bar', async () => {
    const { page } = workbench;
    await workbench.show('api.py');
    await workbench.until(page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Lint workspace' }), () =>
      page.locator('.statusbar-item', { hasText: 'asynclint' }).first().click());
    await workbench.picture('menu');
  });

  it('shows its first steps', async () => {
    const { page } = workbench;
    await workbench.command('asynclint: Open First Steps');
    await page.locator('.gettingStartedContainer', { hasText: 'First steps with asynclint' }).first().waitFor();
    await workbench.picture('walkthrough');
  });
});
