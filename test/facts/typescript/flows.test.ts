/**
 * What each construct of the language becomes, written out and reviewed by hand: the tables `flows-*.txt` hold a title
 * (`# …`), a code, and behind `---` the functions of its facts with their steps. A title that names JSX is read as .tsx.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkFacts } from '../../../engine/facts/check.js';
import type { FileFacts } from '../../../engine/facts/facts.js';
import { printFlow } from '../../../engine/facts/print.js';
import { readTypeScriptText } from '../../../engine/facts/typescript/reader.js';
import { TypeScriptSyntax } from '../../../engine/syntax/typescript/adapter.js';

interface Row {
  readonly title: string;
  readonly code: string;
  readonly flows: string;
}

function rowsOf(table: string): readonly Row[] {
  const text = readFileSync(new URL(table, import.meta.url), 'utf8');
  return text.split(/^# /m).slice(1).map((row) => {
    const [head, flows] = row.split('\n---\n');
    const end = head!.indexOf('\n');
    return { title: head!.slice(0, end), code: head!.slice(end + 1), flows: flows!.trimEnd() };
  });
}

/** Functions and steps without their places in the text. */
function flowsOf(facts: FileFacts): string {
  return facts.functions.flatMap((fact, i) => [
    `${i} ${fact.form}${fact.name === '' ? '' : ` ${fact.name}`}`,
    ...printFlow(facts, fact).map((line) => line.replace(/ {2}\d+:\d+-[\d:]+$/, '')),
  ]).join('\n');
}

describe('flows of TypeScript', () => {
  const syntax = new TypeScriptSyntax();
  after(() => syntax.close());

  for (const table of ['flows-expressions.txt', 'flows-statements.txt', 'flows-definitions.txt']) {
    describe(table, () => {
      for (const { title, code, flows } of rowsOf(table)) {
        it(title, () => {
          const facts = readTypeScriptText(title.includes('JSX') ? '/a.tsx' : '/a.ts', code, syntax);
          assert.equal(flowsOf(facts), flows);
          assert.deepEqual(checkFacts(facts), []);
        });
      }
    });
  }
});
