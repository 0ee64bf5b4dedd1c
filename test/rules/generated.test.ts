import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generatedFiles, ruleIds } from '../../scripts/docs.js';
import { exportName, headerOf, pageHeader, ruleIndex, ruleTable, tableOf, withRegion } from '../../scripts/generated.js';
import { newRule } from '../../scripts/new-rule.js';
import { readPage } from '../harness/page.js';
import { toyRule } from '../harness/toy.js';

describe('generated texts', () => {
  it('are what `npm run docs` would write', async () => {
    for (const [path, text] of await generatedFiles()) assert.equal(readFileSync(path, 'utf8'), text, `${path} is old: npm run docs`);
  });

  it('name each rule\'s page after it', () => {
    for (const id of ruleIds()) assert.ok(readFileSync(`rules/${id}/README.md`, 'utf8').startsWith(`# ${id}\n`), id);
  });

  it('list the rules by their ids', () => {
    assert.equal(exportName('serial-await-in-loop'), 'serialAwaitInLoop');
    assert.match(ruleIndex(['b-c', 'a-b']), /import \{ aB \} from '\.\/a-b\/rule\.js';\nimport \{ bC \}[^]*= \[aB, bC\];\n$/);
  });

  it('tell a rule\'s fields in its header and in the table', () => {
    const rule = { ...toyRule, related: ['RUF006'] };
    assert.match(headerOf(rule), /Calls of bad\.\n\n\*\*Level:\*\* warning · \*\*Languages:\*\* Python, TypeScript\/JavaScript · \*\*Fix:\*\* safe[^]*`RUF006`\.\n$/);
    assert.match(tableOf([{ ...rule, fixes: [] }]), /\| \[`toy`\]\(rules\/toy\/README\.md\) \| warning \| Python, TypeScript\/JavaScript \| – \| Calls of bad\. \|/);
  });

  it('stand between their comments and leave the rest alone', () => {
    const before = `a\n${ruleTable.begin}\nold\n${ruleTable.end}\nb`;
    const after = withRegion(before, ruleTable, '\nnew\n');
    assert.equal(after, `a\n${ruleTable.begin}\n\nnew\n${ruleTable.end}\nb`);
    assert.equal(withRegion(after!, ruleTable, '\nnew\n'), after);
    assert.equal(withRegion(before, pageHeader, 'new'), null);
  });
});

describe('npm run new-rule', () => {
  it('writes pages that the harness reads, with marks that a rule has to earn', () => {
    const files = newRule('lost-cat');
    const page = readPage('README.md', files.get('README.md')!);
    assert.deepEqual(page.scenarios.map((scenario) => scenario.files.flatMap((file) => file.marks).length), [1, 1]);
    assert.equal(readPage('tests.md', files.get('tests.md')!).scenarios.length, 1);
    assert.match(files.get('rule.ts')!, /export const lostCat: Rule = \{\n {2}id: 'lost-cat',/);
  });

  it('refuses what is no id', () => {
    for (const id of ['', 'cat', 'Lost-Cat', '../cat-a', 'lost_cat']) assert.throws(() => newRule(id), /is no rule id/);
  });
});
