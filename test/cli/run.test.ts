import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arguments } from '../../cli/arguments.js';
import { Progress } from '../../cli/progress.js';
import { run, type Run } from '../../cli/run.js';
import type { Finding } from '../../engine/rule.js';
import type { Problem } from '../../engine/session.js';
import { SilentSession } from '../harness/silent-session.js';

/** A session whose answers a test decides. */
class TestSession extends SilentSession {
  closed = 0;
  missing: string | undefined;

  constructor(readonly answer: (path: string, text: string) => { findings?: readonly Finding[]; problems?: readonly Problem[] }) {
    super();
  }

  override findings(path: string): readonly Finding[] {
    return this.answer(path, this.texts.get(path)!).findings ?? [];
  }

  override problems(path: string): readonly Problem[] {
    return this.answer(path, this.texts.get(path)!).problems ?? [];
  }

  override unavailable(): string | undefined {
    return this.missing;
  }

  override measure(): Readonly<Record<string, number>> {
    return { answers: 1 };
  }

  override close(): void {
    this.closed++;
  }
}

const plain: Arguments = { paths: ['.'], format: 'text', rules: [], preset: undefined, level: undefined, config: undefined, fix: null, ignore: true, timing: false };
const written: Arguments['fix'] = { form: 'write', suggestions: { all: false, rules: new Set(), titles: [] } };
const silent = new Progress({ write: () => true }, false, () => 0);

function finding(path: string, inserted: string): Finding {
  return {
    path, start: 0, end: 1, rule: 'r', messageId: 'm', level: 'error', message: 'wrong', help: 'mend it', related: [],
    fixes: [{ title: 'Mend', kind: 'safe', edits: [{ start: 0, end: 0, text: inserted }] }],
  };
}

/** Runs in a folder with the given Python files; `see` looks at what is left there. */
function inFolder(files: Readonly<Record<string, string>>, session: TestSession, args: Partial<Arguments>, see: (result: Run, read: (name: string) => string) => void): void {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-run-')));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const result = run({ ...plain, ...args }, { cwd, version: '1.2.3', rules: [], openSession: () => session, progress: silent });
    see(result, (name) => readFileSync(join(cwd, name), 'utf8'));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('a run', () => {
  it('goes on where asynclint fails on one file, and says that it failed', () => {
    const session = new TestSession((path) => {
      if (path.endsWith('b.py')) throw new Error('a defect');
      return { findings: [finding(path, '')] };
    });
    inFolder({ 'a.py': 'x', 'b.py': 'y', 'c.py': 'z' }, session, {}, ({ report, failed }) => {
      assert.deepEqual(report.findings.map(({ path }) => path.slice(-4)), ['a.py', 'c.py']);
      assert.match(report.problems[0]!.message, /failed on this file \(please report this\): Error: a defect/);
      assert.equal(failed, true);
    });
    assert.equal(session.closed, 1);
  });

  it('says once what keeps all files of a language from being linted, and that it failed', () => {
    const session = new TestSession((path) => path.endsWith('a.py') ? { findings: [finding(path, '')] } : { problems: [{ path, message: 'not there', start: 0, end: 0 }] });
    session.missing = 'not there';
    inFolder({ 'a.py': '', 'b.ts': '', 'c.ts': '' }, session, {}, ({ report, failed }) => {
      assert.equal(report.findings.length, 1);
      assert.deepEqual(report.problems.map(({ path, message }) => [path, message]), [['', 'not there']]);
      assert.equal(failed, true);
    });
  });

  it('closes its session even where it fails as a whole', () => {
    const session = new TestSession(() => ({}));
    session.update = () => { throw new Error('a defect'); };
    assert.throws(() => inFolder({ 'a.py': '' }, session, {}, () => {}), /a defect/);
    assert.equal(session.closed, 1);
  });

  it('leaves a file as it was where a fix breaks its syntax', () => {
    const session = new TestSession((path, text) => text.startsWith('(') ? { problems: [{ path, message: 'syntax', start: 0, end: 1 }] } : { findings: [finding(path, '(')] });
    inFolder({ 'a.py': 'x\n' }, session, { fix: written }, ({ report }, read) => {
      assert.equal(read('a.py'), 'x\n');
      assert.equal(report.findings.length, 1);
      assert.match(report.problems[0]!.message, /^not fixed: the fixes would break the syntax/);
      assert.equal(report.summary.fixed, 0);
    });
  });

  it('leaves a file as it was where asynclint fails on what a fix makes of it', () => {
    const session = new TestSession((path, text) => {
      if (text.startsWith('!')) throw new Error('a defect');
      return path.endsWith('a.py') && !text.startsWith('!') ? { findings: [finding(path, '!')] } : {};
    });
    inFolder({ 'a.py': 'x\n', 'b.py': 'y\n' }, session, { fix: written }, ({ report, failed }, read) => {
      assert.equal(read('a.py'), 'x\n');
      assert.match(report.problems[0]!.message, /^not fixed: asynclint failed on this file \(please report this\): a defect/);
      assert.deepEqual([report.findings.length, report.summary.fixed, failed], [1, 0, false]);
    });
  });

  it('ends with fixes that never come to an end', () => {
    const session = new TestSession((path) => ({ findings: [finding(path, 'x')] }));
    inFolder({ 'a.py': '\n' }, session, { fix: written }, ({ report, repairs }, read) => {
      assert.equal(read('a.py'), 'xxxxxxxxxx\n');
      assert.equal(repairs.length, 10);
      assert.equal(report.summary.fixedFiles, 1);
    });
  });

  it('does not write over a file that was changed meanwhile', () => {
    let changed = '';
    const session = new TestSession((path, text) => {
      if (text === 'old\n') writeFileSync(changed = path, 'newer\n');
      return text === 'old\n' ? { findings: [finding(path, 'fixed ')] } : {};
    });
    inFolder({ 'a.py': 'old\n' }, session, { fix: written }, ({ report }, read) => {
      assert.ok(changed.endsWith('a.py'));
      assert.equal(read('a.py'), 'newer\n');
      assert.match(report.problems[0]!.message, /^not fixed: this file was changed meanwhile/);
      assert.equal(report.summary.fixed, 0);
    });
  });
});

describe('progress', () => {
  it('is told after a while, now and then, on one line that is gone at the end', () => {
    let time = 0;
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text) }, true, () => time);
    const tell = (at: number, done: number): void => {
      time = at;
      progress.tell('Linting', done, 900);
    };
    progress.clear();
    for (const [i, at] of [0, 399, 400, 410, 479, 480].entries()) tell(at, i);
    assert.deepEqual(written, ['\r\u001b[2KLinting 2 of 900 files …', '\r\u001b[2KLinting 5 of 900 files …']);
    progress.clear();
    progress.clear();
    assert.deepEqual(written.slice(2), ['\r\u001b[2K']);
  });

  it('is silent where nobody looks', () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text) }, false, () => 1e6);
    progress.tell('Reading');
    progress.clear();
    assert.deepEqual(written, []);
  });
});
