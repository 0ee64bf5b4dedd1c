import assert from 'node:assert/strict';
import { commentsOf } from './comments.js';
import { readPage } from './page.js';
import { prefixes, proofFailures } from './proofs.js';
import { markFailures } from './suite.js';
import { type Faults, toyLab } from './toy.js';

const fence = '```';

/** The failures of a page with one scenario. */
function failuresOf(markdown: string, faults: Faults = {}, path = 'rules/toy/tests.md'): string[] {
  const { scenarios } = readPage(path, markdown);
  assert.equal(scenarios.length, 1);
  return [...markFailures(toyLab(faults), scenarios[0]!), ...proofFailures(toyLab(faults), scenarios[0]!)];
}

function python(...lines: string[]): string {
  return ['## A claim', `${fence}python`, ...lines, fence].join('\n');
}

function assertFails(failures: readonly string[], ...parts: RegExp[]): void {
  const all = failures.join('\n');
  for (const part of parts) assert.match(all, part);
}

describe('harness: marks', () => {
  it('passes where each finding is marked', () => {
    assert.deepEqual(failuresOf(python('def f():', '    bad()  # finding: `bad` is called', '    good()')), []);
  });

  it('fails on a finding without a mark, and shows where and how to mark it', () => {
    assertFails(failuresOf(python('def f():', '    bad()')),
      /rules\/toy\/tests\.md:2: found, but not marked \(app\.py, line 2\)\n {8}bad\(\)\n {8}\^{3} finding\(warning\): `bad` is called/,
      /As found:\n {2}app\.py\n {4}def f\(\):\n {8}bad\(\) {2}# finding\(warning\)/);
  });

  it('fails on a mark without a finding', () => {
    assertFails(failuresOf(python('good()  # finding: `bad` is called')), /tests\.md:3: marked, but not found/, /Nothing was found on this line/);
  });

  it('fails where one finding has two marks, and where two findings have one', () => {
    assertFails(failuresOf(python('x = bad()  # finding: bad', '#   ^^^ finding: bad')), /tests\.md:3: marked, but not found/);
    assertFails(failuresOf(python('x = bad() + bad()  # finding: bad')), /found, but not marked/);
    assert.deepEqual(failuresOf(python('x = bad() + bad()  # finding: bad', '#   ^^^ finding: bad')), []);
  });

  it('fails on another level than the mark says; without one it is the rule\'s own', () => {
    assertFails(failuresOf(python('bad()  # finding: bad'), { level: 'info' }), /marked, but not found/, /On this line there is: finding\(info\)/);
    assert.deepEqual(failuresOf(python('bad()  # finding(info): bad'), { level: 'info' }), []);
  });

  it('pins columns', () => {
    assert.deepEqual(failuresOf(python('x = bad()', '#   ^^^ finding: bad')), []);
    assertFails(failuresOf(python('x = bad()', '#   ^^ finding: bad')), /marked, but not found/, /found, but not marked/);
    assertFails(failuresOf(python('x = bad()', '#  ^^^ finding: bad')), /marked, but not found/);
  });

  it('takes parts of a message on an author\'s page, the whole message on a user\'s', () => {
    assert.deepEqual(failuresOf(python('bad()  # finding: is called'), {}, 'rules/toy/README.md').length > 0, true);
    assert.deepEqual(failuresOf(python('bad()  # finding: `bad` is called'), {}, 'rules/toy/README.md'), []);
  });

  it('fails where a mark names a rule that finds nothing', () => {
    assertFails(failuresOf(python('good()  # finding[other]: bad')), /finding\[other\]: bad/);
  });
});

describe('harness: pages', () => {
  it('reads files with names, marks in both languages, and leaves out blocks that are only prose', () => {
    const page = readPage('p.md', [
      '# Toy', 'Prose.', `${fence}sh`, 'npm test', fence, '## A claim', `${fence}python a/b.py`, 'bad()  # finding: x', fence,
      `${fence}ts`, 'bad();', '//  ^ finding(info)[toy-two]: y z', fence, `${fence}json package.json`, '{}', fence, '## No code',
    ].join('\n'));
    const [scenario] = page.scenarios;
    assert.equal(page.scenarios.length, 1);
    assert.deepEqual(scenario!.files.map(({ path, language, text }) => [path, language, text]), [
      ['a/b.py', 'python', 'bad()\n'], ['app.ts', 'typescript', 'bad();\n'], ['package.json', null, '{}\n'],
    ]);
    assert.deepEqual(scenario!.files[1]!.marks, [
      { kind: 'finding', line: 0, columns: { start: 4, end: 5 }, level: 'info', rule: 'toy-two', text: 'y z', pageLine: 12 },
    ]);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['a mark it can\'t read', python('bad()  # finding bad').replace('finding bad', 'finding (info): bad'), /p\.md:3: this looks like a mark/],
    ['a misspelt level', python('bad()  # finding(warn): bad'), /p\.md:3: this looks like a mark/],
    ['a pin without text', python('bad()', '# ^^^'), /p\.md:4: this looks like a mark/],
    ['a pin on nothing', python('# ^^^ finding: bad'), /p\.md:3: there is no line above/],
    ['a block without end', `## A\n${fence}python\nbad()`, /p\.md:2: this code block is never closed/],
    ['a block without heading', `${fence}python\nbad()\n${fence}`, /p\.md:1: a code block needs a heading/],
    ['two files of one name', `${python('x')}\n${fence}python\ny\n${fence}`, /p\.md:5: there is a app\.py/],
    ['a claim made twice', `${python('x')}\n${python('x')}`, /p\.md:5: line 1 makes the same claim/],
    ['an info string it can\'t read', `## A\n${fence}python a.py fixd "x"\n${fence}`, /p\.md:2: can't read/],
    ['a fix of no file', `## A\n${fence}python fixed "x"\n${fence}`, /p\.md:2: no file under this heading/],
  ];
  for (const [what, markdown, error] of wrong) {
    it(`refuses ${what}`, () => assert.throws(() => readPage('p.md', markdown), error));
  }
});

describe('harness: proofs', () => {
  const bad = python('def f():', '    bad()  # finding: bad');

  it('notices text that does not parse, and text said to be broken that does', () => {
    assertFails(failuresOf(python('x = $$')), /app\.py does not parse: no such character/);
    assertFails(failuresOf(bad.replace('python', 'python broken')), /app\.py is said to be broken, but parses/);
    assert.deepEqual(failuresOf(python('x = $$').replace('python', 'python broken')), []);
  });

  it('notices a session that forgets what is typed', () => {
    assertFails(failuresOf(bad, { forgetful: true, fix: undefined }), /typing the text in pieces changes what is found:/);
  });

  it('notices a suppression that silences nothing', () => {
    assertFails(failuresOf(bad, { deafToSuppressions: true }), /a suppression on the line before does not silence "`bad` is called"/);
  });

  it('notices positions that line endings move', () => {
    assertFails(failuresOf(bad, { blindToCrlf: true }), /CRLF changes what is found:\n {4}- app\.py:1:4-1:7 .*\n {4}\+ app\.py:1:3-1:6 /);
  });

  it('notices what is told early, and not with the other files', () => {
    const two = (faults: Faults): string[] => failuresOf(`${python('def f():', '    bad()')}\n\n\`\`\`python other.py\nx = 1\n\`\`\`\n`, faults);
    assertFails(two({ hasty: true }), /told early, and not with the other files: app\.py:2:4 warning toy bad/);
    assert.ok(two({}).every((failure) => !failure.includes('early')));
  });

  it('notices squiggles over several lines and messages with holes', () => {
    assertFails(failuresOf(bad, { wide: true }), /covers several lines/);
    assertFails(failuresOf(bad, { message: '{callee} is bad' }), /leaves a placeholder open/);
  });

  const fixes: readonly (readonly [string, Faults, RegExp])[] = [
    ['of an undeclared kind', { declared: ['suggestion'] }, /is of the kind safe, which the rule does not declare/],
    ['that does not parse', { fix: (_, start) => safe({ start, end: start + 3, text: '$$' }) }, /leaves text that does not parse/],
    ['that does not cure', { fix: (_, start) => safe({ start, end: start, text: ' ' }) }, /does not cure: 1 findings before, 1 after/],
    ['that changes nothing', { fix: (_, start) => safe({ start, end: start, text: '' }) }, /changes nothing/],
    ['that overlaps itself', { fix: (_, start) => safe({ start, end: start + 3, text: 'x' }, { start: start + 1, end: start + 2, text: '' }) }, /overlaps/],
    ['that ends lines otherwise than the file', { fix: (_, start) => safe({ start, end: start + 3, text: 'a\ngood' }) }, /a fix under CRLF changes what is found/],
    ['that eats comments', { fix: (text) => safe({ start: 0, end: text.length, text: 'good()\n' }) }, /loses the comment # kept by every fix/],
  ];
  for (const [what, faults, failure] of fixes) {
    it(`notices a fix ${what}`, () => assertFails(failuresOf(bad, faults), failure));
  }

  it('notices safe fixes that never come to rest', () => {
    const fix = (text: string, start: number) => (text.match(/bad\(/g)!.length > 1
      ? safe({ start: 0, end: text.length, text: `${text.slice(0, start)}good${text.slice(start + 3)}` })
      : safe({ start, end: start, text: ' ' }));
    assertFails(failuresOf(python('bad()  # finding: bad', 'bad()  # finding: bad'), { fix }), /safe fixes do not come to rest after 2 rounds/);
  });

  it('compares the titles on offer with those named', () => {
    assert.deepEqual(failuresOf(python('def f():', '    bad()', '#   ^^^ finding: bad', '#   ^^^ fixes: Call good')), []);
    assertFails(failuresOf(python('def f():', '    bad()', '#   ^^^ finding: bad', '#   ^^^ fixes: none')), /:6: on offer is: Call good/);
    assertFails(failuresOf(python('def f():', '    good()  # fixes: Call good')), /nothing is found here that could be fixed/);
  });

  it('compares the text after a fix with the one shown', () => {
    const shown = (text: string, title = 'Call good'): string => [bad, `${fence}python fixed "${title}"`, 'def f():', `    ${text}`, fence].join('\n');
    assert.deepEqual(failuresOf(shown('good()')), []);
    assertFails(failuresOf(shown('fine()')), /line 6: "Call good" leaves another text than shown/);
    assertFails(failuresOf(shown('good()', 'Call better')), /the fix "Call better", which is not on offer; there is: "Call good"/);
  });
});

describe('harness: its parts', () => {
  it('tells comments from strings', () => {
    assert.deepEqual(commentsOf('python', 'x = "# no"  # yes\ny = """\n# no\n"""\nz = \'\\\'# no\'\n#two'), ['# yes', '#two']);
    assert.deepEqual(commentsOf('typescript', 'f("// no", `/* no */`); // yes\n/* and\n this */'), ['// yes', '/* and\n this */']);
  });

  it('types growing pieces up to the whole text', () => {
    const pieces = prefixes('abcdefgh', 4);
    assert.deepEqual(pieces, ['', 'ab', 'abcd', 'abcdef', 'abcdefgh']);
  });
});

function safe(...edits: { start: number; end: number; text: string }[]) {
  return { title: 'Call good', kind: 'safe' as const, edits };
}
