import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startChromium } from '../host/chromium.js';
import { codeServer } from '../host/code-server.js';
import { cleanEnvironment, startServer } from '../host/server-process.js';
import { packExtension } from '../session.js';

/** How long a machine under load may take to show something, in milliseconds. */
const patience = 90_000;

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' } as const;

/** VS Code in a browser with the packaged extension installed, in a folder with the files given. */
export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly home: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async open(files: Readonly<Record<string, string>>): Promise<Workbench> {
    const home = mkdtempSync(join(tmpdir(), 'asynclint-workbench-'));
    const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    process.once('exit', remove);
    const ends: (() => unknown)[] = [() => process.off('exit', remove), remove];
    const end = async (): Promise<void> => {
      for (const step of ends.reverse()) await step();
    };
    try {
      for (const [path, text] of Object.entries(files)) write(join(home, 'workspace', path), text);
      write(join(home, 'data/User/settings.json'), settings());
      const vsix = join(home, 'asynclint.vsix');
      packExtension(vsix);
      const host = await codeServer();
      const data = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
      execFileSync(host.node, [host.program, ...data, '--install-extension', vsix], { env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
      const server = await startServer('program', [
        ...data, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override',
        join(home, 'workspace'),
      ], /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/);
      ends.push(server.stop);
      const chromium = await startChromium();
      ends.push(() => chromium.close());
      const page = await chromium.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(patience);
      await page.goto(`http://127.0.0.1:${server.port}/?${new URLSearchParams({ folder: join(home, 'workspace') })}`, { timeout: patience });
      await page.waitForSelector('.explorer-folders-view .monaco-list-row');
      return new Workbench(page, home, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** Ends the browser and the server, and removes what they wrote. */
  async close(): Promise<void> {
    await this.end();
  }

  /** Opens a file by a double click in the explorer, and returns its editor. */
  async show(name: string): Promise<Locator> {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    const editor = this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
    await editor.waitFor();
    return editor;
  }

  /** Puts the cursor at the beginning of the last line in sight that has a text. */
  async putCursor(text: string): Promise<void> {
    const line = this.page.locator('.editor-group-container.active .view-line', { hasText: text }).last();
    await line.click();
    await this.page.keyboard.press('Home');
  }

  /**
   * Does something, again and again, until something is shown for it: what is asked of VS Code while it starts or waits for
   * the server may bring up nothing, and people then ask once more.
   */
  async until(shown: Locator, act: () => Promise<void>): Promise<void> {
    for (const end = Date.now() + patience; ;) {
      await act();
      const answer = await shown.waitFor({ timeout: 8000 }).then(() => true, (error: Error) => error);
      if (answer === true) return;
      if (Date.now() > end) throw answer;
      await this.page.keyboard.press('Escape');
    }
  }

  /** Runs a command by its name, as F1 offers it. */
  async command(name: string): Promise<void> {
    await this.until(this.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: name }), async () => {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget').waitFor();
      await this.page.keyboard.insertText(name);
    });
    await this.page.keyboard.press('Enter');
  }

  /** The text of a file on disk, once it holds what is looked for. */
  async onDisk(path: string, part: string): Promise<string> {
    for (const end = Date.now() + patience; Date.now() < end; await this.page.waitForTimeout(50)) {
      const text = this.read(path);
      if (text.includes(part)) return text;
    }
    throw new Error(`${path} does not get ${JSON.stringify(part)}:\n${this.read(path)}`);
  }

  read(path: string): string {
    return readFileSync(join(this.home, 'workspace', path), 'utf8');
  }

  /** Takes a picture, where ASYNCLINT_SCREENSHOTS names a folder for it. */
  async picture(name: string): Promise<void> {
    const folder = process.env['ASYNCLINT_SCREENSHOTS'];
    if (folder === undefined || folder === '') return;
    mkdirSync(folder, { recursive: true });
    // Menus and hovers fade in; nothing tells when they are done.
    await this.page.waitForTimeout(500);
    await this.page.screenshot({ path: join(folder, `${name}-${theme()}.png`) });
  }
}

function theme(): keyof typeof themes {
  return process.env['ASYNCLINT_THEME'] === 'light' ? 'light' : 'dark';
}

function settings(): string {
  return JSON.stringify({
    'workbench.colorTheme': themes[theme()],
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'editor.minimap.enabled': false,
  });
}

function write(path: string, text: string): void {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
