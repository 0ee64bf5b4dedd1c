import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compare } from './compare.js';
import { type Lab, lint, root, withSession } from './lint.js';
import { type Page, readPage, type Scenario } from './page.js';
import { proofFailures, textsOf } from './proofs.js';

/**
 * The harness turns a Markdown page into tests: per heading one that compares marks with findings and one for all that
 * has to hold anyway. Begin with `page.ts` (what a page is), then `compare.ts` and `proofs.ts`. Adding a scenario to a
 * page needs no change here.
 */

/** The failures of one scenario's marks. The marks of a user's page are whole messages, those of an author's parts. */
export function markFailures(lab: Lab, scenario: Scenario): string[] {
  const texts = scenario.page.endsWith('README.md') ? 'exact' : 'part';
  return [...compare(scenario, lint(lab, textsOf(scenario)), { rule: lab.rule, texts }), ...silenceFailures(lab, scenario)];
}

/** The marks of silences for which nothing gives that reason. */
function silenceFailures(lab: Lab, scenario: Scenario): string[] {
  const marks = scenario.files.flatMap((file) => file.marks.filter(({ kind }) => kind === 'silent').map((mark) => ({ file, mark })));
  if (marks.length === 0) return [];
  return withSession(lab, textsOf(scenario), (session) => marks.flatMap(({ file, mark }) => {
    const rule = mark.rule ?? lab.rule.id;
    const silences = session.explain(`${root}/${file.path}`, mark.line, [rule])?.rules[0]?.silences ?? [];
    if (silences.some(({ reason }) => reason.text.includes(mark.text))) return [];
    const instead = silences.map(({ subject, reason }) => `${subject}: ${reason.text}`).join(' | ') || 'nothing is told of this line';
    return [`${scenario.page}:${mark.pageLine}: not silent for this reason (${file.path}, line ${mark.line + 1}): ${mark.text}\n    Instead: ${instead}`];
  }));
}

/** Registers the tests of a page. `path` is relative to the working directory. */
export function describePage(lab: Lab, path: string): Page {
  const page = readPage(path, readFileSync(path, 'utf8'));
  describe(path, () => {
    for (const scenario of page.scenarios) {
      it(scenario.claim, () => succeed(markFailures(lab, scenario)));
      it(`${scenario.claim} (proofs)`, () => succeed(proofFailures(lab, scenario)));
    }
  });
  return page;
}

function succeed(failures: readonly string[]): void {
  if (failures.length > 0) assert.fail(`\n${failures.join('\n\n')}`);
}
