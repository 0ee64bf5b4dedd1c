/** `npm run facts -- FILE...`, as a process. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/facts.ts', ...args], { cwd: root, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

describe('the facts script', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'asynclint-facts-'));
    writeFileSync(join(folder, 'a.py'), 'await f()\n');
    writeFileSync(join(folder, 'b.ts'), 'await g();\n');
    writeFileSync(join(folder, 'c.py'), '# coding: nonsense\n');
  });

  after(() => rmSync(folder, { recursive: true }));

  it('prints files of both languages', () => {
    const { code, out } = run(join(folder, 'a.py'), join(folder, 'b.ts'));
    assert.equal(code, 0);
    assert.match(out, /\(python\)[^]*0 read module f {2}1:7-8\n {2}1 call 0\(\)[^]*\(typescript\)[^]*0 read module g {2}1:7-8/);
  });

  it('helps', () => {
    const { code, out } = run('--help');
    assert.equal(code, 0);
    assert.match(out, /^Usage: npm run facts/);
  });

  it('says what is wrong and ends with 2, after printing what it can', () => {
    const { code, out, err } = run(join(folder, 'none.py'), join(folder, 'c.py'), join(folder, 'd.txt'), join(folder, 'a.py'));
    assert.equal(code, 2);
    assert.match(out, /read module f/);
    assert.match(err, /no such file[^]*none\.py[^]*nonsense[^]*d\.txt: no language/);
  });

  for (const args of [[], ['--unknown']]) {
    it(`ends with 2 for [${args}]`, () => {
      const { code, out, err } = run(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /Usage: npm run facts/);
    });
  }
});
