import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compare } from './compare.js';
import { type Lab, lint } from './lint.js';
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
  return compare(scenario, lint(lab, textsOf(scenario)), { rule: lab.rule, texts });
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
