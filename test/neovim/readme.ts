/** The configuration that README shows for the installed version of Neovim, run in it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { awaited, built, floating, floatingTypeScript } from '../cli/asynclint.js';

/** The configuration that README has for a version of Neovim. */
function configurationFor(version: number): string {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/\*\*Neovim\*\* \(?0\.(\d+).*?:\n\n```lua\n([^]*?)```/g)].map(([, from, lua]) => ({ from: Number(from), lua: lua! }));
  assert.deepEqual(blocks.map(({ from }) => from), [11, 8, 7]);
  return blocks.find(({ from }) => from <= version)!.lua;
}

/** Waits for an error of asynclint, applies its fix of all, waits until no error is left, and writes down what it saw. */
const probe = `
local function errors() return vim.tbl_filter(function(found) return found.severity == 1 end, vim.diagnostic.get(0)) end
vim.wait(120000, function() return #errors() > 0 end, 20)
local seen = vim.tbl_map(function(found) return (found.lnum + 1) .. ':' .. (found.col + 1) .. ' ' .. found.source end, errors())
local document = vim.lsp.util.make_text_document_params()
local start = { line = 0, character = 0 }
local params = { textDocument = document, range = { start = start, ['end'] = start }, context = { only = { 'source.fixAll.asynclint' }, diagnostics = {} } }
for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 60000) or {}) do
  for _, action in ipairs(answer.result or {}) do vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
end
vim.wait(120000, function() return #errors() == 0 end, 20)
vim.cmd('write')
vim.fn.writefile({ vim.fn.json_encode({ seen = seen, left = #errors() }) }, 'seen.json')
vim.cmd('qall!')
`;

describe('README\'s configuration of Neovim', function () {
  this.timeout(300_000);
  let folder: string;
  before(async () => {
    const { stdout } = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
    const minor = /^NVIM v0\.(\d+)/.exec(stdout ?? '')?.[1];
    if (minor === undefined) throw new Error('The tests need Neovim, and there is none on the PATH: apt-get install -y neovim');
    await built();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-neovim-')));
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    symlinkSync(resolve('bin/asynclint.js'), join(folder, 'node_modules/.bin/asynclint'));
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'init.lua'), configurationFor(Number(minor)));
    writeFileSync(join(folder, 'probe.lua'), probe);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const files = [['a.py', floating, awaited, '7:5'], ['b.ts', floatingTypeScript, floatingTypeScript.replace('  db(', '  await db('), '6:3']] as const;
  for (const [name, text, fixed, place] of files) {
    it(`shows the findings of ${name}, and fixes them`, () => {
      writeFileSync(join(folder, name), text);
      const { stderr } = spawnSync('nvim', ['--clean', '--headless', '-u', 'init.lua', name, '-c', 'luafile probe.lua'], { cwd: folder, encoding: 'utf8', timeout: 280_000 });
      assert.deepEqual(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')), { seen: [`${place} asynclint`], left: 0 }, stderr);
      assert.equal(readFileSync(join(folder, name), 'utf8'), fixed);
    });
  }
});
