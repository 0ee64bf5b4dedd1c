/**
 * The language server with a client that nobody here wrote: Neovim, over standard input and output. A Lua script opens a
 * file as a person does and tells as JSON what it sees: the finding, the fix, and that the finding goes with it.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const script = join(import.meta.dirname, 'fix.lua');
const server = resolve(import.meta.dirname, '../../bin/asynclint.js');

interface Seen {
  readonly found: readonly { readonly code: string; readonly message: string; readonly source: string; readonly line: number; readonly column: number }[];
  readonly titles: readonly string[];
  readonly lines: readonly string[];
  readonly left: number;
}

describe('Neovim', function () {
  this.timeout(180_000);
  let folder: string;

  before(() => {
    try {
      execFileSync('nvim', ['--version'], { stdio: 'ignore' });
    } catch {
      throw new Error('The tests need Neovim, and there is none on the PATH: apt-get install -y neovim');
    }
    folder = mkdtempSync(join(tmpdir(), 'asynclint-neovim-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { file, text, name } of [
    { file: 'audit.py', text: 'async def audit(city):\n    ...\n\n\nasync def main():\n    audit("Zürich 🏔")\n', name: 'audit' },
    { file: 'shop.ts', text: 'async function send(): Promise<void> {\n  await fetch("/x", { signal: AbortSignal.timeout(5) });\n}\n\nexport async function main(): Promise<void> {\n  send();\n}\n', name: 'send' },
  ]) {
    it(`shows the finding in ${file}, applies the fix, and the finding is gone`, async () => {
      writeFileSync(join(folder, file), text);
      const { found, titles, lines, left } = await look(folder, file);
      assert.deepEqual(found.map(({ code, source, line }) => ({ code, source, line })), [{ code: 'floating-promise', source: 'asynclint', line: 5 }]);
      assert.match(found[0]!.message, new RegExp(name));
      assert.equal(titles.filter((title) => title === 'Add await').length, 1, titles.join());
      const [before, after] = [text.split('\n')[5]!, lines[5]!];
      assert.equal(after, before.replace(name, `await ${name}`));
      assert.equal(left, 0);
    });
  }
});

async function look(folder: string, file: string): Promise<Seen> {
  const args = ['--clean', '--headless', '-n', '-c', `luafile ${script}`, file];
  const env = { ...process.env, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, ASYNCLINT_NODE: process.execPath, ASYNCLINT_SERVER: server };
  const { stdout, stderr } = await promisify(execFile)('nvim', args, { cwd: folder, env, timeout: 150_000 });
  const [, json] = /^SEEN (.*)$/m.exec(`${stdout}\n${stderr}`) ?? [];
  assert.ok(json !== undefined, `${stdout}\n${stderr}`);
  return JSON.parse(json) as Seen;
}
