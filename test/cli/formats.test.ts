import assert from 'node:assert/strict';
import { floating, inWorkspace } from './asynclint.js';

const only = ['--rule', 'floating-promise'];
const escape = /\u001b\[/;

describe('the formats', () => {
  it('text: place, message, code, chain, help and fix', inWorkspace({ 'a.py': floating }, (workspace) => {
    const { stdout } = workspace.run(only);
    const [head, message, ...rest] = stdout.split('\n');
    assert.equal(head, 'a.py:7:5 error floating-promise');
    assert.match(message!, /^ {2}.*`save`/);
    assert.deepEqual(rest.slice(0, 3), ['    6 │ async def main(item):', '  ❯ 7 │     save(item)', '      │     ^^^^']);
    assert.match(rest[3]!, /^ {2}→ a\.py:3:11 \S/);
    assert.deepEqual(rest.slice(4, 6), ['  ❯ 3 │ async def save(item):', '      │           ^^^^']);
    assert.match(rest[6]!, /^ {2}help: \S/);
    assert.match(rest[7]!, /^ {2}fix: .*await.* \(--fix does this\)$/);
    assert.match(rest[8]!, /^ {2}suggestion: \S/);
    assert.deepEqual(rest.slice(9), ['', '1 finding (1 error) in 1 file. 1 can be fixed with --fix.', '']);
  }));

  it('text: colours where they are asked for, and only there', inWorkspace({ 'a.py': floating }, (workspace) => {
    assert.doesNotMatch(workspace.run(only).stdout, escape);
    assert.match(workspace.run(only, { env: { FORCE_COLOR: '1' } }).stdout, escape);
    assert.doesNotMatch(workspace.run(only, { env: { FORCE_COLOR: '0' } }).stdout, escape);
    assert.doesNotMatch(workspace.run(only, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout, escape);
    assert.doesNotMatch(workspace.run([...only, '--format', 'json'], { env: { FORCE_COLOR: '1' } }).stdout, escape);
    const plain = workspace.run(only, { env: { FORCE_COLOR: '1' } }).stdout.replace(/\u001b\[\d+m/g, '');
    assert.equal(plain, workspace.run(only).stdout);
  }));

  it('text: the carets stand under the code, with tabs and wide characters', inWorkspace({
    'a.py': floating.replace('    save(item)', '\tif item == "日本":\tsave(item)'), 'b.py': floating.replace('    save(item)', `    ${'x = 1; '.repeat(60)}save(item)`),
    'c.py': floating.replace('save(item)\n', 'save(item)  # \u001b[31mred\u001b[0m \u202e\n'),
  }, (workspace) => {
    const lines = workspace.run(only).stdout.split('\n');
    for (let i = 0; i < lines.length; i++) {
      if (!/^ {2}❯ 7 /.test(lines[i]!)) continue;
      const code = lines[i]!.replaceAll(/[日本]/g, 'ww');
      const at = lines[i + 1]!.indexOf('^^^^');
      assert.equal(code.slice(at, at + 4), 'save', code);
      assert.ok(lines[i]!.length <= 120, lines[i]);
    }
    const output = lines.join('\n');
    assert.match(output, /❯ 7 │ …/);
    assert.doesNotMatch(output, /[\u001b\u202e]/);
  }));

  it('json: exactly the fields that are promised', inWorkspace({ 'src/a.py': floating, 'src/b.py': 'def broken(:\n' }, (workspace) => {
    const { stdout } = workspace.run([...only, '--format', 'json', 'src'], {});
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(report), ['version', 'findings', 'problems', 'summary']);
    const [finding] = report['findings'] as Record<string, unknown>[];
    assert.deepEqual(Object.keys(finding!), ['file', 'line', 'column', 'endLine', 'endColumn', 'rule', 'level', 'message', 'help', 'related', 'fixes']);
    const { message, help, related, fixes, ...place } = finding!;
    assert.deepEqual(place, { file: 'src/a.py', line: 7, column: 5, endLine: 7, endColumn: 9, rule: 'floating-promise', level: 'error' });
    assert.ok(typeof message === 'string' && message.includes('save') && typeof help === 'string' && help !== '');
    const [first] = related as { message: string }[];
    assert.ok(first!.message.length > 0);
    assert.deepEqual({ ...first, message: '' }, { file: 'src/a.py', line: 3, column: 11, message: '' });
    const safe = (fixes as { kind: string; title: string; edits: unknown[] }[]).find(({ kind }) => kind === 'safe')!;
    assert.deepEqual(safe.edits, [{ start: { line: 7, column: 5 }, end: { line: 7, column: 5 }, text: 'await ' }]);
    const problems = report['problems'] as { file: string; message: string }[];
    assert.deepEqual(Object.keys(problems[0]!), ['file', 'message']);
    assert.equal(problems[0]!.file, 'src/b.py');
    const { files, errors, warnings, infos, fixable, fixed } = report['summary'] as Record<string, number>;
    assert.deepEqual({ files, errors, warnings, infos, fixable, fixed }, { files: 2, errors: 1, warnings: 0, infos: 0, fixable: 1, fixed: 0 });
  }));

  it('json: files are relative to the working directory, columns count UTF-16', inWorkspace({
    'a/b.py': floating.replace('    save(item)', '    x = "😀"; save(item)'), 'c/.keep': '',
  }, (workspace) => {
    const { findings } = workspace.report(['../a'], { in: 'c' });
    assert.deepEqual(findings.map(({ file, column, endColumn }) => [file, column, endColumn]), [['../a/b.py', 15, 19]]);
  }));

  it('github: commands with the escapes it wants', inWorkspace({ 'a,b:100%.py': floating, 'bad.py': 'def broken(:\n', 'sub/x.py': '' }, (workspace) => {
    const { code, stdout } = workspace.run([...only, '--format', 'github']);
    assert.equal(code, 1);
    const lines = stdout.split('\n');
    assert.match(lines[0]!, /^::error file=a%2Cb%3A100%25\.py,line=7,endLine=7,col=5,endColumn=9,title=asynclint floating-promise::.*`save`.*%0Aa,b:100%25\.py:3 .*%0A/);
    assert.match(lines[1]!, /^::warning file=bad\.py,line=1,col=\d+,title=asynclint problem::/);
    assert.match(lines.at(-2)!, /^1 finding /);
    const inner = workspace.run([...only, '--format', 'github', '..'], { in: 'sub', env: { GITHUB_WORKSPACE: workspace.root } });
    assert.match(inner.stdout, /^::error file=a%2Cb%3A100%25\.py,/);
  }));
});
