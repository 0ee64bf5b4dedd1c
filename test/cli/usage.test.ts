import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { awaited, floating, floatingTypeScript, inWorkspace } from './asynclint.js';

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string };
const only = ['--rule', 'floating-promise'];

describe('asynclint, used', () => {
  it('exits 0 and says so where nothing is found', inWorkspace({ 'a.py': awaited }, (workspace) => {
    assert.deepEqual(workspace.run(only), { code: 0, stdout: 'No findings in 1 file.\n', stderr: '' });
  }));

  it('exits 1 with findings, in the working directory where no path is given', inWorkspace({ 'a.py': floating, 'b.ts': floatingTypeScript }, (workspace) => {
    const { code, stdout, stderr } = workspace.run(only);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.match(stdout, /^a\.py:7:5 error floating-promise\n/);
    assert.match(stdout, /\nb\.ts:6:3 error floating-promise\n/);
    assert.match(stdout, /\n2 findings \(2 errors\) in 2 files\. 2 can be fixed with --fix\.\n$/);
  }));

  it('tells its version and explains itself', inWorkspace({}, (workspace) => {
    for (const flag of ['--version', '-v']) assert.deepEqual(workspace.run([flag]), { code: 0, stdout: `asynclint ${version}\n`, stderr: '' });
    for (const flag of ['--help', '-h']) {
      const { code, stdout, stderr } = workspace.run([flag, 'no-such-path']);
      assert.equal(code, 0);
      assert.equal(stderr, '');
      for (const option of ['format', 'rule', 'preset', 'level', 'fix', 'config', 'no-ignore', 'timing', 'help', 'version']) assert.match(stdout, new RegExp(`--${option}\\b`));
      assert.match(stdout, /Exit code: 0 .* 1 .*\n?.* 2 /);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 82, line);
    }
  }));

  it('says so where the folder it is in is gone', inWorkspace({ 'gone/a.py': floating }, (workspace) => {
    // Windows deletes no folder that somebody is in.
    if (process.platform === 'win32') return;
    const { code, stdout, stderr } = workspace.shell('cd gone && rm -r ../gone && "$NODE" "$ASYNCLINT"; echo $?', '2>&1');
    assert.deepEqual([code, stdout, stderr], [0, 'asynclint: the folder you are in is gone\n2\n', '']);
  }));

  it('exits 2 on wrong use, and says what was meant', inWorkspace({ 'a.py': floating }, (workspace) => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--fromat', 'json'], /^asynclint: unknown option --fromat; did you mean --format\?\n$/],
      [['--fixx'], /unknown option --fixx; did you mean --fix\?/],
      [['-x'], /unknown option -x; `asynclint --help` shows all/],
      [['--quux'], /unknown option --quux; `asynclint --help` shows all/],
      [['--format', 'jsn'], /--format is one of text, json, github, not `jsn`; did you mean `json`\?/],
      [['--format'], /--format needs a value: --format text\|json\|github/],
      [['--format', '--fix'], /--format needs a value/],
      [['--format='], /--format needs a value/],
      [['--fix=yes'], /--fix takes no value/],
      [['--level', 'warn'], /--level is one of error, warning, info, not `warn`/],
      [['--preset', 'all'], /--preset is one of recommended, strict, performance, off/],
      [['--rule', 'floating-promis'], /there is no rule `floating-promis`; did you mean `floating-promise`\?/],
      [['--rule', 'quux'], /there is no rule `quux`; the rules are .*floating-promise/],
      [['no-such-folder'], /there is no file or folder .*no-such-folder; is the name right/],
      [['a.py/inner'], /there is no file or folder .*a\.py\/inner/],
      [[''], /^asynclint: a path is empty; is a variable not set\?\n$/],
      [['--fix', 'a.py', ''], /a path is empty/],
      [['--config', 'none.json'], /there is no configuration .*none\.json/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = workspace.run(args);
      assert.equal(code, 2, args.join(' '));
      assert.equal(stdout, '', args.join(' '));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, / at .*\.js:\d+/, 'a stack is no message for users');
    }
  }));

  it('takes paths after --, and options between paths', inWorkspace({ '-a.py': floating, 'b.py': awaited }, (workspace) => {
    assert.deepEqual(workspace.report(['b.py', '--', '-a.py']).files, ['-a.py']);
    assert.equal(workspace.run([...only, 'b.py', '--format=json', '--level=error']).code, 0);
  }));

  it('shows by level and preset', inWorkspace({ 'a.py': `${floating}\n    x = 1  # asynclint: ignore[floating-promise]\n` }, (workspace) => {
    const rulesOf = (...args: string[]): string[] =>
      (JSON.parse(workspace.run(['--format', 'json', ...args]).stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
    assert.deepEqual(rulesOf(), ['floating-promise', 'unused-suppression']);
    assert.deepEqual(rulesOf('--level', 'error'), ['floating-promise']);
    assert.deepEqual(rulesOf('--preset', 'off'), []);
    assert.deepEqual(rulesOf('--preset', 'off', '--rule', 'floating-promise'), ['floating-promise']);
    assert.deepEqual(rulesOf('--rule', 'blocking-call,unused-suppression'), []);
    assert.deepEqual(rulesOf('--rule', 'blocking-call', '--rule', 'floating-promise,unused-suppression'), ['floating-promise', 'unused-suppression']);
    assert.equal(workspace.run(['--preset', 'off']).code, 0);
  }));

  it('times its layers on stderr when asked to', inWorkspace({ 'a.py': awaited }, (workspace) => {
    const { code, stdout, stderr } = workspace.run([...only, '--timing', '--format', 'json']);
    assert.equal(code, 0);
    JSON.parse(stdout);
    assert.match(stderr, /^reading \(ms\) +\d+(\.\d)?$/m);
  }));

  it('survives a reader that goes away', inWorkspace({ 'a.py': floating + '    save(item)\n'.repeat(2000) }, (workspace) => {
    // The shell's status is asynclint's own, written behind the pipe's end.
    const { code, stderr } = workspace.shell(`"$NODE" "$ASYNCLINT" a.py; echo "code $?" >&2`, '| head -n 1 >/dev/null');
    assert.equal(stderr, 'code 1\n');
    assert.equal(code, 0);
  }));

  it('finds one file\'s cause in another file of the project', inWorkspace({
    'pyproject.toml': '', 'app/__init__.py': '', 'app/store.py': floating,
    'app/web.py': 'from app.store import save\n\n\nasync def handle():\n    save(1)\n',
  }, (workspace) => {
    const report = workspace.report(['app/web.py']);
    assert.deepEqual(report.files, ['app/web.py']);
    assert.deepEqual(report.findings[0]!.related.map(({ file }) => file), ['app/store.py']);
    assert.deepEqual(workspace.report(['web.py'], { in: 'app' }).findings.map(({ file, related }) => [file, related[0]!.file]), [['web.py', 'store.py']]);
    assert.equal(report.summary['context'], 2);
  }));

  it('takes the folder of setup.py for the project where nothing else marks one', inWorkspace({
    'setup.py': '', 'own/pyproject.toml': '', 'own/setup.py': '', 'own/app/setup.cfg': '', 'own/app/__init__.py': '', 'own/app/store.py': floating,
    'own/app/web.py': 'from app.store import save\n\n\nasync def handle():\n    save(1)\n', 'app/__init__.py': '', 'app/store.py': floating,
    'app/web.py': 'from app.store import save\n\n\nasync def handle():\n    save(1)\n',
  }, (workspace) => {
    for (const folder of ['own/app', 'app']) {
      assert.deepEqual(workspace.report([`${folder}/web.py`]).findings[0]!.related.map(({ file }) => file), [`${folder}/store.py`]);
    }
  }));
});
