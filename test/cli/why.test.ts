import assert from 'node:assert/strict';
import { floating, inWorkspace, type Position, type Workspace } from './asynclint.js';

interface Place extends Position {
  readonly file: string;
  readonly message: string;
}

/** The answer as `--format json` prints it. */
interface Answer {
  readonly code: string;
  readonly notLinted: string | null;
  readonly onlyNamed: string | null;
  readonly problems: readonly (Position & { readonly message: string })[];
  readonly rules: readonly {
    readonly rule: string;
    readonly off: string | null;
    readonly findings: readonly (Position & { readonly level: string; readonly hidden: string | null; readonly lowered: { readonly id: string } | null })[];
    readonly silences: readonly { readonly subject: string; readonly reason: { readonly id: string; readonly text: string } }[];
  }[];
  readonly function: { readonly name: string; readonly contexts: readonly { readonly text: string }[] } | null;
  readonly calls: readonly {
    readonly callee: string;
    readonly facts: readonly { readonly about: string; readonly text: string; readonly places: readonly Place[] }[];
  }[];
}

function ask(workspace: Workspace, ...args: string[]): Answer {
  const { code, stdout, stderr } = workspace.run(['why', ...args, '--format', 'json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Answer;
}

const service = {
  'pyproject.toml': '', 'app/__init__.py': '', 'app/db.py': 'import time\n\n\ndef load(key):\n    time.sleep(1)\n    return key.text\n',
  'app/web.py': 'import asyncio\n\nfrom app.db import load\n\n\nasync def handle(store):\n    load(1)\n    store.save()\n    await asyncio.to_thread(load, 1)\n',
};

describe('asynclint why', () => {
  it('tells the finding, what the calls reach, and what keeps a rule silent', inWorkspace(service, (workspace) => {
    const { code, stdout, stderr } = workspace.run(['why', 'app/web.py:7', 'blocking-call', 'floating-promise']);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /^app\/web\.py:7 {2}load\(1\)\n/);
    assert.match(stdout, /\nblocking-call\n {2}info app\/web\.py:7:5 `load` blocks the event loop: handle → load → time\.sleep\n {4}not shown: the preset `recommended` shows nothing below level warning\n {4}no more than info: it is not proved that an entry point reaches it on the event loop\n {4}→ app\/db\.py:5:5 /);
    assert.match(stdout, /\nfloating-promise\n {2}silent on `load`: what it yields is not known: what `load\(\)` returns is not known: `key` is a parameter without annotation\n/);
    assert.match(stdout, / {4}reaches {2}the function `load`\n {13}→ app\/db\.py:4:5 it is declared here\n/);
    assert.match(stdout, /\nWhere `handle` runs:\n {4}runs {5}on the event loop of whoever awaits it/);
  }));

  it('names what keeps a call from being known', inWorkspace(service, (workspace) => {
    const { rules, calls } = ask(workspace, 'app/web.py:8', 'floating-promise');
    const unknown = '`store` is a parameter without annotation';
    assert.deepEqual(rules[0]!.silences.map(({ subject, reason }) => [subject, reason.id, reason.text]), [['`store.save`', 'unknown', `what it yields is not known: ${unknown}`]]);
    assert.deepEqual(calls.map(({ callee, facts }) => [callee, facts[0]!.text]), [['store.save', `unknown: ${unknown}`]]);
  }));

  it('tells of a function that is passed rather than called', inWorkspace(service, (workspace) => {
    const { rules } = ask(workspace, 'app/web.py:9:5', 'blocking-call');
    assert.ok(rules[0]!.silences.some(({ reason }) => reason.text.startsWith('`load` is passed, not called')), JSON.stringify(rules));
  }));

  it('answers for all rules where none is named, and leaves out those with nothing to examine', inWorkspace(service, (workspace) => {
    assert.equal(ask(workspace, 'app/web.py:7').rules.length, 8);
    assert.match(workspace.run(['why', 'app/web.py:1']).stdout, /\nNothing here to examine for await-inside-gather, .*serial-awaits\.\n\nThere is no call on this line\.\n/);
    assert.match(workspace.run(['why', 'app/web.py:1', 'serial-awaits']).stdout, /\nserial-awaits\n {2}It examines awaits of one block .*; on this line there is none\.\n/);
  }));

  it('tells of suppressions, own ones and those of other tools', inWorkspace({
    'a.py': floating.replace('    save(item)\n', '    save(item)  # asynclint: ignore[floating-promise] later\n'),
    'b.py': floating.replace('    save(item)\n', '    save(item)  # noqa\n'),
  }, (workspace) => {
    const hidden = (file: string): (string | null)[] => ask(workspace, `${file}:7`, 'floating-promise').rules[0]!.findings.map((finding) => finding.hidden);
    assert.deepEqual(hidden('a.py'), ['a suppression in line 7 silences it']);
    assert.deepEqual(hidden('b.py'), ['a comment silences it that is addressed to another tool, for a rule that finds the same']);
  }));

  it('tells what settings hide', inWorkspace({ 'a.py': floating, 'asynclint.json': '{ "rules": { "floating-promise": "off" } }' }, (workspace) => {
    const [rule] = ask(workspace, 'a.py:7', 'floating-promise').rules;
    assert.equal(rule!.off, 'the configuration turns this rule off');
    assert.deepEqual(rule!.findings.map(({ hidden }) => hidden), ['the configuration turns this rule off']);
    assert.equal(ask(workspace, 'a.py:7', 'missing-await', '--preset', 'performance').rules[0]!.off, 'the preset `performance` leaves this rule out');
    assert.equal(ask(workspace, 'a.py:7', 'missing-await').rules[0]!.off, null);
  }));

  it('tells which files are not linted, and which only where they are named', inWorkspace({
    'notes.txt': 'one\n', 'large.py': '#'.repeat(2 * 1024 * 1024 + 1), 'made.py': '# Generated by protoc\nx = 1\n', 'broken.py': 'def f(:\n    pass\n',
    'node_modules/dep/index.js': 'run();\n', 'old/a.py': floating, 'out.py': floating, '.gitignore': 'out.py\n', '.git/HEAD': '',
    'asynclint.json': '{ "exclude": ["old/"] }',
  }, (workspace) => {
    const answer = (place: string): Answer => ask(workspace, place, 'floating-promise');
    assert.match(answer('notes.txt:1').notLinted!, /^not a file of Python, TypeScript or JavaScript/);
    assert.match(answer('large.py:1').notLinted!, /^larger than 2 MB/);
    assert.match(answer('made.py:2').notLinted!, /^a generated file/);
    assert.deepEqual(answer('broken.py:1').problems.map(({ line }) => line), [1]);
    assert.equal(answer('node_modules/dep/index.js:1').onlyNamed, 'the folder node_modules is left out (made by a tool)');
    assert.equal(answer('old/a.py:7').onlyNamed, '`exclude` of the configuration leaves it out');
    assert.equal(answer('out.py:7').onlyNamed, '.gitignore leaves it out');
    assert.equal(answer('out.py:7').rules[0]!.findings.length, 1);
  }));

  it('explains itself', inWorkspace({}, (workspace) => {
    for (const flag of ['--help', '-h']) {
      const { code, stdout } = workspace.run(['why', flag]);
      assert.equal(code, 0);
      assert.match(stdout, /Usage: asynclint why \[options\] FILE:LINE \[RULE \.\.\.\]/);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 82, line);
    }
  }));

  it('exits 2 on wrong use, and says what was meant', inWorkspace({ 'a.py': floating, 'folder/b.py': floating }, (workspace) => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^asynclint: why needs a place: asynclint why FILE:LINE \[RULE\]\n$/],
      [['a.py'], /which line\? asynclint why a\.py:LINE \[RULE\]/],
      [['a.py:seven'], /which line\?/],
      [['folder:1'], /folder is a folder; name a file and a line/],
      [['none.py:1'], /there is no file or folder .*none\.py; is the name right/],
      [['a.py:0'], /a\.py has 7 lines, and no line 0/],
      [['a.py:8'], /a\.py has 7 lines, and no line 8/],
      [['a.py:7', 'floating-promis'], /there is no rule `floating-promis`; did you mean `floating-promise`\?/],
      [['a.py:7', 'quux'], /there is no rule `quux`; the rules are .*floating-promise/],
      [['a.py:7', 'unused-suppression'], /`unused-suppression` tells of comments/],
      [['a.py:7', '--format', 'github'], /--format is one of text, json, not `github`/],
      [['a.py:7', '--fix'], /unknown option --fix/],
      [['a.py:7', '--config', 'none.json'], /there is no configuration .*none\.json/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = workspace.run(['why', ...args]);
      assert.equal(code, 2, args.join(' '));
      assert.equal(stdout, '', args.join(' '));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, / at .*\.js:\d+/, 'a stack is no message for users');
    }
  }));
});
