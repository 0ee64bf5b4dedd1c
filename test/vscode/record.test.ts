import assert from 'node:assert/strict';
import { objections, readRecord, type Entry } from './record.js';

describe('tests in VS Code: the verdict', () => {
  const passed: Entry = { kind: 'test', title: ['a', 'b'], ms: 1 };
  const failed: Entry = { ...passed, error: 'Error: no' };
  const finished = (tests: number): Entry => ({ kind: 'finished', tests });

  it('is green where a test passed, all are on record, and VS Code ended well', () => {
    assert.deepEqual(objections(0, [passed, { kind: 'measured', text: '1 ms' }, passed, finished(2)]), []);
  });

  for (const [what, exit, entries, wrong] of [
    ['a test failed', 1, [passed, failed, finished(2)], ['a › b: Error: no', 'VS Code ended with 1']],
    ['a test failed and VS Code ended well', 0, [passed, failed, finished(2)], ['a › b: Error: no']],
    ['no test ran', 0, [finished(0)], ['no test ran']],
    ['nothing was told', 0, [], ['no test ran', 'the suite did not run to its end; nothing was the last']],
    ['the suite stopped in between', 0, [passed], ['the suite did not run to its end; a › b was the last']],
    ['a test is missing on record', 0, [passed, finished(2)], ['2 tests ran, 1 are on record']],
    ['VS Code ended in another way', 'a crash', [passed, finished(1)], ['VS Code ended with a crash']],
  ] as const) {
    it(`is red where ${what}`, () => assert.deepEqual(objections(exit, entries), wrong));
  }

  it('is read from lines', () => assert.deepEqual(readRecord(`${JSON.stringify(passed)}\n${JSON.stringify(finished(1))}\n`), [passed, finished(1)]));
});
