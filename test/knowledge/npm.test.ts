import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { openSession } from '../../engine/session.js';
import { rules } from '../../rules/index.js';
import { type Lab, lint } from '../harness/lint.js';
import { readPage, type Scenario } from '../harness/page.js';
import { textsOf } from '../harness/proofs.js';

/**
 * What is known of npm's libraries, on code as their documentation shows it. Each page under `npm/` holds small projects:
 * `// finding: level rule` marks every line on which any rule finds something, under the preset `strict`; what is not
 * marked is silent.
 */
const [first, ...others] = rules;
const lab: Lab = { open: openSession, rule: first!, others };
const folder = 'test/knowledge/npm';

function sightings(scenario: Scenario): { found: readonly string[]; marked: readonly string[] } {
  const found = lint(lab, textsOf(scenario)).map(({ path, line, finding }) => `${path}:${line + 1} ${finding.level} ${finding.rule}`);
  const marked = scenario.files.flatMap((file) => file.marks.map((mark) => `${file.path}:${mark.line + 1} ${mark.text}`));
  return { found: found.sort(), marked: marked.sort() };
}

for (const name of readdirSync(folder).sort()) {
  const page = readPage(`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8'));
  describe(`knowledge of ${name}`, () => {
    for (const scenario of page.scenarios) {
      it(scenario.claim, () => {
        const { found, marked } = sightings(scenario);
        assert.deepEqual(found, marked);
      });
    }
  });
}
