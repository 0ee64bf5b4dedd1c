import assert from 'node:assert/strict';
import { chmodSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { unmetTitles, type Suggestions } from '../../cli/choice.js';
import { cure } from '../../cli/fix.js';
import type { Finding, TextEdit } from '../../engine/rule.js';
import { awaited, floating, floatingTypeScript, inWorkspace } from './asynclint.js';

const fix = ['--rule', 'floating-promise', '--fix'];
const awaitedTypeScript = floatingTypeScript.replace('  db(', '  await db(');

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

  it('leaves no import unused, and changes nothing the second time', inWorkspace({
    'a.py': 'import time\n\n\nasync def f():\n    time.sleep(1)\n\n\nasync def g():\n    time.sleep(2)\n',
  }, (workspace) => {
    workspace.run(['--fix']);
    const after = 'import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)\n\n\nasync def g():\n    await asyncio.sleep(2)\n';
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), after);
    workspace.run(['--fix']);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), after);
  }));

  it('writes nothing without being asked to', inWorkspace({ 'a.py': floating }, (workspace) => {
    workspace.run([]);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), floating);
  }));

  it('leaves what only a human can decide', inWorkspace({ 'a.py': `${floating}\n\ndef other(item):\n    save(item)\n` }, (workspace) => {
    const { code, stdout } = workspace.run(fix);
    assert.equal(code, 1);
    assert.match(stdout, /\nFixed 1 finding in 1 file\. 1 finding \(1 error\) in 1 file\. 1 can be fixed with --fix-suggestions\.\n$/);
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

  it('keeps a file one under all its names', inWorkspace({ 'a.py': floating }, (workspace) => {
    linkSync(workspace.path('a.py'), workspace.path('b.py'));
    symlinkSync('a.py', workspace.path('c.py'));
    const { code, stdout } = workspace.run([...fix, 'a.py', 'b.py', 'c.py']);
    assert.deepEqual([code, stdout.includes('problem')], [0, false]);
    assert.equal(readFileSync(workspace.path('b.py'), 'utf8'), awaited);
    assert.equal(statSync(workspace.path('a.py')).ino, statSync(workspace.path('b.py')).ino);
    assert.ok(lstatSync(workspace.path('c.py')).isSymbolicLink());
    assert.deepEqual(readdirSync(workspace.root), ['a.py', 'b.py', 'c.py']);
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
  const none: Suggestions = { all: false, rules: new Set(), titles: [] };
  const edit = (start: number, end: number, text: string): TextEdit => ({ start, end, text });
  const finding = (rule: string, ...fixes: Finding['fixes']): Finding => ({
    path: '/a', start: 0, end: 1, rule, messageId: 'm', level: 'error', message: '', help: '', related: [], fixes,
  });
  const safe = (...edits: TextEdit[]): Finding['fixes'][number] => ({ title: 'Mend it', kind: 'safe', edits });
  const suggested = (title: string, text: string): Finding['fixes'][number] => ({ title, kind: 'suggestion', edits: [edit(0, 1, text)] });
  const cured = (wanted: Partial<Suggestions>, ...findings: Finding[]): string => cure('abc def', findings, { ...none, ...wanted }).text;

  it('takes the safe fix of each finding that goes with those before', () => {
    const findings = [finding('r', suggested('No', 'never'), safe(edit(4, 7, 'D'))), finding('r', safe(edit(5, 6, ''))), finding('r', safe(edit(2, 3, '')))];
    const { text, cures } = cure('abc def', findings, none);
    assert.equal(text, 'ab D');
    assert.deepEqual(cures.map((each) => each.finding), [findings[0], findings[2]]);
  });

  it('takes a suggestion where its rule or all are asked for, the first of several', () => {
    const one = finding('one', suggested('First', '1'), suggested('Second', '2'));
    assert.equal(cured({}, one), 'abc def');
    assert.equal(cured({ rules: new Set(['one']) }, one), '1bc def');
    assert.equal(cured({ rules: new Set(['other']) }, one), 'abc def');
    assert.equal(cured({ all: true }, one), '1bc def');
    assert.equal(cured({ all: true }, finding('one', suggested('First', '1'), safe(edit(4, 7, 'D')))), 'abc D');
  });

  it('takes the fix whose title is asked for before any other, however it is written', () => {
    const one = finding('one', safe(edit(4, 7, 'D')), suggested('First', '1'), suggested('Run `f`, then `g`', '2'));
    assert.equal(cured({ titles: ['first'] }, one), '1bc def');
    assert.equal(cured({ titles: ['run f, then g'], all: true }, one), '2bc def');
    assert.equal(cured({ titles: ['Third, First'] }, one), '1bc def');
    assert.equal(cured({ titles: ['Firs'] }, one), 'abc D');
    assert.deepEqual(unmetTitles([one], { ...none, titles: ['Firs', 'Second,mend it', 'Run f, then g'] }), ['Firs', 'Second']);
  });
});

describe('--fix-suggestions', () => {
  const gathered = 'import asyncio\n\n\nasync def get(n):\n    await asyncio.sleep(n)\n    return n\n\n\nasync def main(other):\n    await asyncio.gather(await other.get(3), get(2))\n    return await asyncio.gather(await get(1), await get(2))\n';
  const mended = gathered.replaceAll('await get', 'get').replace('await other', 'other');
  const safe = gathered.replaceAll('await get', 'get');
  const only = ['--rule', 'await-inside-gather', '--preset', 'strict'];

  it('is told of: what it would do, and how much of it there is', inWorkspace({ 'a.py': gathered }, (workspace) => {
    const { code, stdout } = workspace.run(only);
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}suggestion: Leave out the inner await\n/);
    assert.match(stdout, /\. 1 can be fixed with --fix, 1 more with --fix-suggestions\.\n$/);
  }));

  it('applies suggestions beside the safe fixes, by rule, by title or all', inWorkspace({}, (workspace) => {
    for (const name of ['await-inside-gather', 'leave out the inner await', 'all', 'blocking-call, await-inside-gather', 'blocking-call,Leave out the inner await']) {
      workspace.write({ 'a.py': gathered });
      const { code, stdout } = workspace.run([...only, '--fix-suggestions', name]);
      assert.deepEqual([code, stdout.split('\n').at(-2)], [0, 'Fixed 2 findings in 1 file. No findings in 1 file.'], name);
      assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), mended);
    }
    workspace.write({ 'a.py': gathered });
    workspace.run([...only, '--fix-suggestions', 'missing-await']);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), safe);
  }));

  it('says so where nothing has the title, and refuses a rule that is none', inWorkspace({ 'a.py': gathered }, (workspace) => {
    assert.equal(workspace.run([...only, '--diff', '--fix-suggestions', 'Leave out the outer await']).stderr.split('\n').at(-2),
      'asynclint: no finding here has a fix titled "Leave out the outer await"; did you mean "Leave out the inner await"?');
    assert.deepEqual(workspace.run(['--fix-suggestions', 'await-inside-gater']), {
      code: 2, stdout: '', stderr: 'asynclint: there is no rule `await-inside-gater`; did you mean `await-inside-gather`?\n',
    });
    assert.equal(workspace.run(['--fix-suggestions']).code, 2);
    assert.equal(readFileSync(workspace.path('a.py'), 'utf8'), gathered);
  }));
});
