import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { floating, floatingTypeScript, inWorkspace, type Workspace } from './asynclint.js';

/** The rule and level of all findings, as the configuration has them. */
function levels(workspace: Workspace, args: readonly string[] = [], folder = '.'): string[] {
  const { code, stdout, stderr } = workspace.run(['--format', 'json', ...args], { in: folder });
  assert.ok(code === 0 || code === 1, stderr);
  return (JSON.parse(stdout) as { findings: { file: string; rule: string; level: string }[] }).findings.map(({ file, rule, level }) => `${file} ${rule} ${level}`);
}

describe('the configuration', () => {
  it('sets levels, excludes files, and may have comments', inWorkspace({
    'asynclint.jsonc': '{\n  // why\n  "rules": { "floating-promise": "warning", },\n  "exclude": ["old/"],\n}\n', 'a.py': floating, 'old/b.py': floating,
  }, (workspace) => {
    assert.deepEqual(levels(workspace), ['a.py floating-promise warning']);
    assert.deepEqual(levels(workspace, ['old/b.py']), ['old/b.py floating-promise warning']);
    assert.deepEqual(levels(workspace, ['--no-ignore']).length, 2);
    assert.deepEqual(levels(workspace, ['--level', 'error']), []);
  }));

  it('is found upward from the paths, and its patterns are relative to its folder', inWorkspace({
    '.git/HEAD': '', 'asynclint.json': '\ufeff{"exclude": ["/sub/a.py"], "rules": {"floating-promise": "info"}}', 'sub/a.py': floating, 'sub/deep/a.py': floating, 'sub/deep/package.json': '{}',
  }, (workspace) => {
    assert.deepEqual(levels(workspace), ['sub/deep/a.py floating-promise info']);
    assert.deepEqual(levels(workspace, [], 'sub/deep'), ['a.py floating-promise info']);
    assert.deepEqual(levels(workspace, ['../..'], 'sub/deep'), ['a.py floating-promise info']);
  }));

  it('of the nearest folder counts alone, and none from outside the repository', inWorkspace({
    'asynclint.json': '{"preset": "off"}', 'own/asynclint.json': '{}', 'own/a.py': floating, 'repository/.git/HEAD': '', 'repository/b.py': floating, 'c.py': floating,
  }, (workspace) => {
    assert.deepEqual(levels(workspace, [], 'own'), ['a.py floating-promise error']);
    assert.deepEqual(levels(workspace, [], 'repository'), ['b.py floating-promise error']);
    assert.deepEqual(levels(workspace, ['c.py']), []);
  }));

  it('may be named, and the command line comes before it', inWorkspace({ 'ci/strict.json': '{"rules": {"floating-promise": "off"}}', 'a.py': floating, 'asynclint.json': '{"preset": "off"}' }, (workspace) => {
    assert.deepEqual(levels(workspace, ['--config', 'ci/strict.json']), []);
    assert.deepEqual(levels(workspace, ['--preset', 'strict', '--rule', 'floating-promise']), ['a.py floating-promise error']);
    assert.deepEqual(levels(workspace, ['--preset', 'recommended']), ['a.py floating-promise error']);
  }));

  it('brings own knowledge of libraries', inWorkspace({
    'asynclint.json': JSON.stringify({ knowledge: [{ language: 'python', modules: { ourlib: { pause: { blocks: 'sleep' } } } }] }),
    'a.py': 'import ourlib\n\n\nasync def main():\n    ourlib.pause()\n',
  }, (workspace) => {
    assert.deepEqual(levels(workspace), ['a.py blocking-call warning']);
    workspace.write({ 'asynclint.json': '{}' });
    assert.deepEqual(levels(workspace), []);
  }));

  it('that is broken ends the run with 2, place and reason, and nothing else', inWorkspace({ 'a.py': floating, 'sub/b.py': floating }, (workspace) => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['{\n  "rules": {\n    "floating-promis": "off"\n  }\n}', /^asynclint: asynclint\.json:3:5 unknown key `floating-promis`; did you mean `floating-promise`\?\n$/],
      ['{"preset": "strikt"}', /^asynclint: asynclint\.json:1:12 expected one of .* found `strikt`; did you mean `strict`\?\n$/],
      ['{"exclude": [1], "presets": 1}', /^asynclint: asynclint\.json:1:14 .*\nasynclint: asynclint\.json:1:18 unknown key `presets`; did you mean `preset`\?\n$/],
      ['{"preset": ', /^asynclint: asynclint\.json:1:\d+ this is not JSON: /],
      ['', /^asynclint: asynclint\.json:1:1 /],
    ];
    for (const [text, message] of cases) {
      workspace.write({ 'asynclint.json': text });
      const { code, stdout, stderr } = workspace.run(['sub']);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    }
    workspace.write({ 'asynclint.json': '{}', 'asynclint.jsonc': '{}' });
    assert.match(workspace.run([]).stderr, /has both asynclint\.json and asynclint\.jsonc; keep one of them/);
    assert.equal(workspace.run([]).code, 2);
    rmSync(workspace.path('asynclint.jsonc'));
    workspace.write({ 'asynclint.json': Buffer.from('\ufeff{}', 'utf16le') });
    assert.deepEqual(workspace.run([]), { code: 2, stdout: '', stderr: 'asynclint: asynclint.json is not in UTF-8 (it holds NUL bytes, as UTF-16 does); save it as UTF-8\n' });
    rmSync(workspace.path('asynclint.json'));
    symlinkSync('gone.json', workspace.path('asynclint.json'));
    assert.deepEqual(workspace.run(['sub']), { code: 2, stdout: '', stderr: 'asynclint: asynclint.json can\'t be read (ENOENT)\n' });
    assert.match(workspace.run(['--config', 'sub']).stderr, /sub can't be read \(EISDIR\)/);
  }));
});

describe('suppressions in files', () => {
  it('silence, are told unused, and told wrong', inWorkspace({
    'a.py': floating.replace('save(item)\n', 'save(item)  # asynclint: ignore[floating-promise] on purpose\n'),
    'b.py': `${floating}    # asynclint: ignore[floating-promise]\n    item = 1\n`,
    'c.py': floating.replace('    save(item)\n', '    save(item)  # noqa\n'),
    'f.ts': floatingTypeScript.replace('  db(', '  // eslint-disable-next-line @typescript-eslint/no-floating-promises\n  db('),
    'd.py': `# asynclint: ignore-file[floating-promis]\n${floating}`,
    'e.ts': "// asynclint-ignore-file floating-promise: all of it\nasync function f(): Promise<void> { throw new Error(); }\nexport async function g(): Promise<void> {\n  f();\n}\n",
  }, (workspace) => {
    assert.deepEqual(levels(workspace), ['b.py floating-promise error', 'b.py unused-suppression warning', 'd.py floating-promise error']);
    assert.match(workspace.run(['d.py']).stdout, /^d\.py:1:26 problem there is no rule `floating-promis`; did you mean `floating-promise`\?$/m);
  }));
});
