import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { cure } from '../../cli/fix.js';
import type { Finding, TextEdit } from '../../engine/rule.js';
import { awaited, floating, floatingTypeScript, inWorkspace } from './asynclint.js';

const fix = ['--rule', 'floating-promise', '--fix'];
const awaitedTypeScript = floatingTypeScript.replace("  save('x')", "  await save('x')");

describe('--fix', () => {
  it('applies safe fixes, says what it did, and has nothing left to do', inWorkspace({ 'a.py': floating, 'sub/b.ts': floatingTypeScript, 'c.py': awaited }, (workspace) => {
    const { code, stdout } = workspace.run(fix);
    assert.equal(code, 0);
    assert.match(stdout, /^fixed a\.py:7:5 floating-promise .*await.*\nfixed sub\/b\.ts:6:3 floating-promise .*\n\nFixed 2 findings in 2 files\. No findings in 3 files\.\n$/);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), awaited);
    assert.equal(readFileSync(workspace.path('sub/b.ts'), 'utf8'), awaitedTypeScript);
    const before = statSync(workspace.path('a.py'));
    assert.deepEqual(workspace.run(fix), { code: 0, stdout: 'No findings in 3 files.\n', stderr: '' });
    const after = statSync(workspace.path('a.py'));
    assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
    assert.deepEqual(readdirSync(workspace.root), ['a.py', 'c.py', 'sub']);
  }));

  it('writes nothing without being asked to', inWorkspace({ 'a.py': floating }, (workspace) => {
    workspace.run([]);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), floating);
  }));

  it('leaves what only a human can decide', inWorkspace({ 'a.py': `${floating}\n\ndef other(item):\n    save(item)\n` }, (workspace) => {
    const { code, stdout } = workspace.run(fix);
    assert.equal(code, 1);
    assert.match(stdout, /\nFixed 1 finding in 1 file\. 1 finding \(1 error\) in 1 file\.\n$/);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), `${awaited}\n\ndef other(item):\n    save(item)\n`);
  }));

  it('keeps encoding, byte order mark, line ends and mode', inWorkspace({}, (workspace) => {
    const files = {
      'latin.py': (text: string) => Buffer.from(`# coding: latin-1\nx = "é"\n${text}`, 'latin1'),
      'mark.py': (text: string) => Buffer.from(`\ufeff${text}`),
      'crlf.py': (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
      'mixed.py': (text: string) => Buffer.from(text.replace('\n\n', '\r\n\n')),
      'wide.ts': (_: string, typed: string) => Buffer.from(`\ufeff${typed}`, 'utf16le'),
    };
    workspace.write(Object.fromEntries(Object.entries(files).map(([name, form]) => [name, form(floating, floatingTypeScript)])));
    chmodSync(workspace.path('crlf.py'), 0o755);
    chmodSync(workspace.path('mark.py'), 0o640);
    assert.equal(workspace.run(fix).code, 0);
    for (const [name, form] of Object.entries(files)) assert.deepEqual(readFileSync(workspace.path(name)), form(awaited, awaitedTypeScript), name);
    assert.equal(statSync(workspace.path('crlf.py')).mode & 0o777, 0o755);
    assert.equal(statSync(workspace.path('mark.py')).mode & 0o777, 0o640);
  }));

  it('writes through a link and leaves the link', inWorkspace({ 'real/a.py': floating, 'linked/.keep': '' }, (workspace) => {
    symlinkSync('../real/a.py', workspace.path('linked/a.py'));
    assert.equal(workspace.run([...fix, 'linked/a.py']).code, 0);
    assert.ok(lstatSync(workspace.path('linked/a.py')).isSymbolicLink());
    assert.equal(readFileSync(workspace.path('real/a.py'), 'utf8'), awaited);
  }));

  it('refuses a file that it may not or can\'t write, and fixes the others', inWorkspace({
    'a.py': floating, 'b.py': floating, 'c.py': `# coding: cp1251\n${floating}`,
  }, (workspace) => {
    chmodSync(workspace.path('b.py'), 0o444);
    const report = workspace.report(['--fix']);
    assert.equal(report.code, 1);
    assert.deepEqual(report.files, ['b.py', 'c.py']);
    assert.equal(report.problems.length, 2);
    assert.match(report.problems[0]!.message, /^not fixed: this file (is read-only|may not be written)$/);
    assert.match(report.problems[1]!.message, /^not fixed: its encoding \(windows-1251\) can't be written$/);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), awaited);
    assert.equal(readFileSync(workspace.path('b.py'), 'utf8'), floating);
    assert.deepEqual([report.summary['fixed'], report.summary['fixedFiles']], [1, 1]);
  }));

  it('fixes only what is named, and what is shown', inWorkspace({ 'package.json': '{}', 'a.py': floating, 'b.py': floating, 'c.py': floating.replace('save(item)\n', 'save(item)  # noqa\n') }, (workspace) => {
    workspace.run([...fix, 'a.py', 'c.py']);
    assert.deepEqual(['a.py', 'b.py', 'c.py'].map((name) => readFileSync(workspace.path(name), 'utf8').includes('    await save')), [true, false, false]);
    workspace.run(['--fix', '--rule', 'blocking-call']);
    assert.equal(readFileSync(workspace.path('b.py'), 'utf8'), floating);
  }));
});

describe('the cure of a text', () => {
  const finding = (...edits: TextEdit[]): Finding => ({
    path: '/a', start: 0, end: 1, rule: 'r', messageId: 'm', level: 'error', message: '', help: '', related: [],
    fixes: [{ title: 'No', kind: 'suggestion', edits: [{ start: 0, end: 3, text: 'never' }] }, { title: 'Yes', kind: 'safe', edits }],
  });

  it('takes the first safe fix of each finding that goes with those before', () => {
    const findings = [finding({ start: 4, end: 7, text: 'D' }), finding({ start: 5, end: 6, text: '' }), finding({ start: 2, end: 3, text: '' })];
    const { text, cured } = cure('abc def', findings);
    assert.equal(text, 'ab D');
    assert.deepEqual(cured, [findings[0], findings[2]]);
  });
});
