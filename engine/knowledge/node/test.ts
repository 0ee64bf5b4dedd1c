import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Node's own test runner and assertions. */

const test: SymbolFact = {
  awaitable: 'promise', mayBeDropped: true, context: 'test', calls: [{ position: -1, when: 'loop', awaited: true }],
};
const hook: SymbolFact = { context: 'test', calls: [{ position: 0, when: 'loop', awaited: true }] };
const rejects: SymbolFact = { awaitable: 'promise', takes: 'handles', calls: [{ position: 0, when: 'now', awaited: true }] };
const assertions = `ok equal notEqual deepEqual notDeepEqual strictEqual notStrictEqual deepStrictEqual notDeepStrictEqual match
  doesNotMatch fail ifError`;

const assert: Record<string, SymbolFact | string> = {
  ...each('rejects doesNotReject', rejects),
  ...each('throws doesNotThrow', { calls: [{ position: 0, when: 'now' }] }),
  ...each(assertions, {}),
};

export const test20: Library = {
  language: 'typescript',
  package: 'node',
  versions: '*',
  source: 'https://nodejs.org/docs/latest-v20.x/api/test.html and assert.html',
  modules: {
    'node:test': {
      ...each('test it describe suite test.only test.skip test.todo it.only it.skip it.todo describe.only describe.skip describe.todo', test),
      ...each('before after beforeEach afterEach', hook),
      default: 'node:test:test',
      // Subtests are cancelled when their parent ends, so their promises must be awaited.
      TestContext: { class: true },
      'TestContext.test': { awaitable: 'promise', context: 'test', calls: [{ position: -1, when: 'loop', awaited: true }] },
      ...members('TestContext', 'before after beforeEach afterEach', hook),
      ...members('TestContext', 'diagnostic skip todo', {}),
    },
    'node:assert': { ...assert, strict: { is: 'node:assert/strict' } },
    'node:assert/strict': assert,
  },
};
