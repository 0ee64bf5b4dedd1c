import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import pc from 'picocolors';
import { diffAsText, diffInBytes } from '../../cli/diff.js';
import { awaited, floating, floatingTypeScript, inWorkspace } from './asynclint.js';

const only = ['--rule', 'floating-promise'];

describe('--diff', () => {
  it('shows what --fix would do, and writes nothing', inWorkspace({ 'sub/a.py': floating, 'c.py': awaited }, (workspace) => {
    const hunk = [
      '--- a/sub/a.py', '+++ b/sub/a.py', '@@ -4,4 +4,4 @@', '     await asyncio.sleep(0)', ' ', ' async def main(item):', '-    save(item)', '+    await save(item)', '',
    ].join('\n');
    for (const args of [['--diff'], ['--fix', '--diff'], ['--diff', '--fix-suggestions', 'all']]) {
      assert.deepEqual(workspace.run([...only, ...args]), { code: 1, stdout: hunk, stderr: 'Would fix 1 finding in 1 file.\n' });
    }
    assert.equal(readFileSync(workspace.path('sub/a.py'), 'utf8'), floating);
    assert.equal(workspace.run([...only, '--diff', 'a.py'], { in: 'sub' }).stdout, hunk.replaceAll('/sub/', '/'));
  }));

  it('exits 0 where there is nothing to fix, though there are findings', inWorkspace({ 'a.py': `${awaited}\n\ndef other(item):\n    save(item)\n` }, (workspace) => {
    assert.deepEqual(workspace.run([...only, '--diff']), { code: 0, stdout: '', stderr: 'Nothing to fix.\n' });
  }));

  it('is a patch that Git applies, whatever the names, encodings and line ends', inWorkspace({}, (workspace) => {
    const files = {
      'latin.py': Buffer.from(`# coding: latin-1\nx = "é"\n${floating}`, 'latin1'),
      'mark.py': Buffer.from(`\ufeff${floating.slice(0, -1)}`),
      'crlf.py': Buffer.from(floating.replaceAll('\n', '\r\n')),
      'mixed.py': Buffer.from(floating.replace('\n\n', '\r\n\n').replace('main(item):', 'main(item): # \u2028\f')),
      'old mac.py': Buffer.from(floating.replaceAll('\n', '\r')),
      'wide: 東京 🦊.py': Buffer.from(`${floating}    x = "東京"`),
      'a "quote".ts': Buffer.from(floatingTypeScript),
    };
    workspace.write(files);
    const { code, stdout, stderr } = workspace.shell('"$NODE" "$ASYNCLINT" --rule floating-promise --diff; echo "code $?" >&2', '> fix.patch');
    assert.deepEqual([code, stdout, stderr], [0, '', 'Would fix 7 findings in 7 files.\ncode 1\n']);
    execFileSync('git', ['apply', '--whitespace=nowarn', 'fix.patch'], { cwd: workspace.root, env: { ...process.env, GIT_DIR: workspace.path('none') } });
    const patched = Object.keys(files).map((name) => readFileSync(workspace.path(name)));
    workspace.write(files);
    assert.equal(workspace.run([...only, '--fix']).code, 0);
    assert.deepEqual(patched, Object.keys(files).map((name) => readFileSync(workspace.path(name))));
  }));

  it('says on stderr what it can\'t fix or show', inWorkspace({
    'a.py': floating, 'b.py': floating, 'c.py': `# coding: cp1251\n${floating}`, 'd.ts': Buffer.from(`\ufeff${floatingTypeScript}`, 'utf16le'),
  }, (workspace) => {
    chmodSync(workspace.path('b.py'), 0o444);
    const { code, stdout, stderr } = workspace.run([...only, '--diff']);
    assert.equal(code, 1);
    assert.deepEqual(stdout.match(/(?<=^--- ).*/gm), ['a/a.py']);
    assert.match(stderr, /^asynclint: b\.py: not fixed: .*\nasynclint: c\.py: not fixed: .*\nasynclint: d\.ts: not in the diff, .*UTF-16.*\nWould fix 2 findings in 2 files\.\n$/);
  }));

  it('is no report', inWorkspace({ 'a.py': floating }, (workspace) => {
    assert.deepEqual(workspace.run([...only, '--diff', '--format', 'json']), {
      code: 2, stdout: '', stderr: 'asynclint: --diff shows a diff, and --format a report: use one of them\n',
    });
  }));

  it('is coloured where that is wanted, and moves no cursor of a terminal', () => {
    const content = (text: string): { text: string; bytes: Buffer } => ({ text, bytes: Buffer.from(text) });
    const change = { path: 'a\u001b.py', before: content('a\r\n\tb\u001b[2J\r\n'), after: content('a\r\n\tb\u001b[2J;\r\n') };
    const colors = pc.createColors(true);
    assert.equal(diffAsText([change], colors), [
      colors.bold('--- a/a␛.py'), colors.bold('+++ b/a␛.py'), colors.cyan('@@ -1,2 +1,2 @@'), ' a', colors.red('-    b␛[2J'), colors.green('+    b␛[2J;'), '',
    ].join('\n'));
    assert.equal(diffInBytes([change], pc.createColors(false)).toString(), [
      '--- "a/a\\033.py"', '+++ "b/a\\033.py"', '@@ -1,2 +1,2 @@', ' a\r', '-\tb\u001b[2J\r', '+\tb\u001b[2J;\r', '',
    ].join('\n'));
  });
});
