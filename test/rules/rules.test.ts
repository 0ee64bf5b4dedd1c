import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Rule } from '../../engine/rule.js';
import { languageOf } from '../../engine/text.js';
import { rules } from '../../rules/index.js';
import { readSnippetPage } from '../../snippets/snippet.js';
import { type Lab, lint, sources, withSession } from '../harness/lint.js';
import { type Scenario, readPage } from '../harness/page.js';
import { textsOf } from '../harness/proofs.js';
import { openSharing } from '../harness/shared-syntax.js';
import { describePage } from '../harness/suite.js';

const openSession = openSharing();

/** Every rule's two pages as tests, and what has to hold of the pages and fields of every rule. */
for (const rule of rules) {
  const lab: Lab = { open: openSession, rule, others: rules.filter((other) => other !== rule) };
  describe(rule.id, () => {
    const user = describePage(lab, `rules/${rule.id}/README.md`);
    const author = describePage(lab, `rules/${rule.id}/tests.md`);
    const scenarios = [...user.scenarios, ...author.scenarios];

    for (const language of rule.languages) {
      it(`has in ${language} a pinned squiggle, a near miss and a good example`, () => {
        const of = (all: readonly Scenario[]): Scenario[] => all.filter((scenario) => scenario.files.some((file) => languageOf(file.path) === language));
        const marks = (scenario: Scenario) => scenario.files.flatMap((file) => file.marks);
        assert.ok(of(scenarios).some((scenario) => marks(scenario).some((mark) => mark.columns !== null)), 'no squiggle is pinned');
        assert.ok(of(author.scenarios).some((scenario) => marks(scenario).length === 0), 'no near miss in tests.md');
        assert.ok(of(user.scenarios).some((scenario) => marks(scenario).length === 0), 'no good example in README.md');
      });
    }

    it('offers each kind of fix and yields each message that it declares', () => {
      const found = scenarios.flatMap((scenario) => lint(lab, textsOf(scenario))).filter(({ finding }) => finding.rule === rule.id);
      const kinds = new Set(found.flatMap(({ finding }) => finding.fixes.map((fix) => fix.kind)));
      const messages = new Set(found.map(({ finding }) => finding.messageId));
      assert.deepEqual([...kinds].sort(), [...rule.fixes].sort());
      assert.deepEqual([...messages].sort(), Object.keys(rule.messages).sort());
    });

    it('gives each reason that it declares', () => {
      const reasons = new Set(scenarios.flatMap((scenario) => reasonsIn(lab, scenario)));
      assert.deepEqual([...reasons].sort(), Object.keys(rule.reasons).sort());
      for (const text of Object.values(rule.reasons)) assert.doesNotMatch(text, /\.$/);
    });

    it('leads to snippets that avoid it, one at least in each of its languages', () => {
      const page = readFileSync(`rules/${rule.id}/README.md`, 'utf8');
      const linked = [...page.matchAll(/\]\(\.\.\/\.\.\/snippets\/([\w-]+)\.md\)/g)].map(([, name]) => name!);
      assert.deepEqual(linked, rule.snippets ?? []);
      const found = linked.flatMap((name) => readSnippetPage(readFileSync(`snippets/${name}.md`, 'utf8')).snippets);
      for (const language of rule.languages) assert.ok(found.some((snippet) => snippet.language === language), language);
    });

    it('says when not to use it', () => {
      assert.match(readFileSync(`rules/${rule.id}/README.md`, 'utf8'), /^# .*\n[^]*^## Why\n[^]*^## When not to use it\n/m);
    });
  });
}

/** The keys of the reasons that explanations of a scenario give, line by line. */
function reasonsIn(lab: Lab, scenario: Scenario): readonly string[] {
  const texts = textsOf(scenario);
  return withSession(lab, texts, (session) => sources(texts).flatMap(({ path, text }) => text.split('\n').flatMap((_, line) => {
    const [told] = session.explain(path, line, [lab.rule.id])?.rules ?? [];
    for (const { reason } of told?.silences ?? []) assert.doesNotMatch(reason.text, /\{\w+\}/);
    return [...told?.silences.map(({ reason }) => reason.id) ?? [], ...told?.findings.flatMap(({ lowered }) => lowered?.id ?? []) ?? []];
  })));
}

describe('rules', () => {
  it('are found in order of their ids, each once', () => {
    const ids = rules.map((rule: Rule) => rule.id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  it('each have a page that can be read', () => {
    for (const rule of rules) assert.ok(readPage('p', readFileSync(`rules/${rule.id}/tests.md`, 'utf8')).scenarios.length > 0);
  });
});
