import assert from 'node:assert/strict';
import { checkFacts } from '../../../engine/facts/check.js';
import { printFacts } from '../../../engine/facts/print.js';
import { readPython } from '../../../engine/facts/python/reader.js';

/**
 * Pins what the reader makes of small pieces of Python, as `printFacts` shows it. The line with the file's name is left
 * out, and so is the heading of the module's own flow where that is all there is.
 */
export function pinned(title: string, cases: Readonly<Record<string, readonly [source: string, facts: string]>>): void {
  describe(title, () => {
    for (const [name, [source, expected]] of Object.entries(cases)) {
      it(name, () => {
        const facts = readPython('a.py', source.slice(1));
        const shown = printFacts(facts).replace(/^file a\.py \(python\)\n/, '').replace(/^\nfunction 0 module .*\n/, '');
        assert.equal(shown.replace(/^\n+|\s+$/g, ''), expected.slice(1, -1));
        assert.deepEqual(checkFacts(facts), []);
      });
    }
  });
}
