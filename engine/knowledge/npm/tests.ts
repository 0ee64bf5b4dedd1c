import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Vitest, Jest and Mocha: their functions await the async functions that they are given, and yield nothing themselves. */

const awaited = (...positions: readonly number[]): SymbolFact => ({
  context: 'test', calls: positions.map((position) => ({ position, when: 'loop', awaited: true }) as const),
});
/** `(name, fn)`, and in Vitest `(name, options, fn)`; a number after them is a timeout. */
const test = awaited(1, 2);
const suite: SymbolFact = { context: 'test', calls: [{ position: 1, when: 'now' }, { position: 2, when: 'now' }] };
/** A hook may be given a name before its function (Mocha), or a timeout after it. */
const hook = awaited(0, 1);
const promise: SymbolFact = { awaitable: 'promise' };
const waitFor: SymbolFact = { awaitable: 'promise', calls: [{ position: 0, when: 'loop', many: true, awaited: true }] };
const mock: SymbolFact = { calls: [{ position: 1, when: 'loop', awaited: true }] };

/** `expect(x)` and its matchers; those after `resolves` and `rejects` are promises. */
function expectations(module: string): Record<string, SymbolFact> {
  const asserted = `${module}:Assertion`;
  const promised = `${module}:PromiseAssertion`;
  return {
    expect: { returns: asserted },
    ...members('expect', 'any anything objectContaining arrayContaining stringContaining stringMatching extend assertions hasAssertions', {}),
    Assertion: { class: true },
    'Assertion.not': { property: true, is: asserted },
    ...members('Assertion', 'resolves rejects', { property: true, is: promised }),
    'Assertion.*': {},
    PromiseAssertion: { class: true },
    'PromiseAssertion.not': { property: true, is: promised },
    'PromiseAssertion.*': promise,
  };
}

/** `test.each(table)(name, fn)` calls the function that `each` yields, `test.skipIf(condition)(name, fn)` likewise. */
function tests(module: string, names: string, suites: string, variants: string, suiteVariants: string, tables: string): Record<string, SymbolFact> {
  return {
    ...each(names, test),
    ...each(suites, suite),
    ...Object.assign({}, ...names.split(' ').map((name) => members(name, variants, test))),
    ...Object.assign({}, ...suites.split(' ').map((name) => members(name, suiteVariants, suite))),
    ...Object.assign({}, ...names.split(' ').map((name) => members(name, tables, { returns: `${module}:EachTest` }))),
    ...Object.assign({}, ...suites.split(' ').map((name) => members(name, tables, { returns: `${module}:EachSuite` }))),
  };
}

/** What `test.each(table)` and `describe.each(table)` yield. */
const eachTable: Record<string, SymbolFact> = {
  EachTest: { class: true },
  'EachTest.__call__': test,
  EachSuite: { class: true },
  'EachSuite.__call__': suite,
};

export const vitest: Library = {
  language: 'typescript',
  package: 'vitest',
  versions: '*',
  source: 'https://vitest.dev/api/, /api/expect and /api/vi; dist/index.d.ts of vitest 4.1.12',
  modules: {
    vitest: {
      ...tests('vitest', 'test it', 'describe suite', 'only skip todo concurrent sequential fails', 'only skip todo concurrent sequential', 'each for skipIf runIf'),
      ...eachTable,
      ...each('beforeAll afterAll beforeEach afterEach aroundAll aroundEach onTestFinished onTestFailed', hook),
      ...expectations('vitest'),
      'Assertion.toMatchFileSnapshot': promise,
      'expect.soft': { returns: 'vitest:Assertion' },
      'expect.poll': { returns: 'vitest:PromiseAssertion', calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
      ...members('vi', 'waitFor waitUntil', waitFor),
      ...members('vi', `importActual importMock dynamicImportSettled runAllTimersAsync runOnlyPendingTimersAsync
        advanceTimersByTimeAsync advanceTimersToNextTimerAsync`, promise),
      ...members('vi', 'mock doMock', mock),
      ...members('vi', `fn spyOn unmock doUnmock mocked isMockFunction clearAllMocks resetAllMocks restoreAllMocks resetModules useFakeTimers
        useRealTimers runAllTimers runAllTicks runOnlyPendingTimers advanceTimersByTime advanceTimersToNextTimer setSystemTime
        stubGlobal stubEnv unstubAllGlobals unstubAllEnvs hoisted`, {}),
    },
  },
};

const jestTests: Record<string, SymbolFact | string> = {
  ...tests('@jest/globals', 'test it', 'describe', 'only skip todo', 'only skip', 'each concurrent.each failing.each'),
  ...each(`xtest xit fit test.concurrent it.concurrent test.failing it.failing test.concurrent.only test.concurrent.skip it.concurrent.only
    it.concurrent.skip test.failing.only it.failing.only`, test),
  ...each('xdescribe fdescribe', suite),
  ...each('beforeAll afterAll beforeEach afterEach', hook),
  ...members('jest', 'runAllTimersAsync runOnlyPendingTimersAsync advanceTimersByTimeAsync advanceTimersToNextTimerAsync isolateModulesAsync', promise),
  ...members('jest', 'mock doMock', mock),
  ...members('jest', `fn spyOn unmock dontMock mocked isMockFunction clearAllMocks resetAllMocks restoreAllMocks resetModules useFakeTimers
    useRealTimers runAllTimers runAllTicks runOnlyPendingTimers advanceTimersByTime advanceTimersToNextTimer
    advanceTimersToNextFrame setSystemTime setTimeout
    requireActual requireMock isolateModules`, {}),
};

export const jest: Library = {
  language: 'typescript',
  package: 'jest',
  versions: '*',
  source: 'https://jestjs.io/docs/api, /docs/expect and /docs/jest-object; @jest/globals 30.5.2',
  modules: {
    '@jest/globals': { ...jestTests, ...eachTable, ...expectations('@jest/globals') },
    globalThis: { ...jestTests, expect: '@jest/globals:expect' },
  },
};

/** Mocha's functions are globals, or imported from `mocha`. */
const mochaTests: Record<string, SymbolFact | string> = {
  ...each('it xit it.only it.skip', test),
  ...each('describe xdescribe describe.only describe.skip', suite),
  ...each('before after beforeEach afterEach', hook),
};

export const mocha: Library = {
  language: 'typescript',
  package: 'mocha',
  versions: '*',
  source: 'https://mochajs.org/#interfaces and #asynchronous-code; @types/mocha 10.0.10',
  modules: {
    mocha: {
      ...mochaTests,
      // The TDD interface; as globals these names would be too common to be known for sure.
      ...each('test test.only test.skip', test),
      ...each('suite suite.only suite.skip', suite),
      ...each('setup teardown suiteSetup suiteTeardown', hook),
    },
    globalThis: {
      ...aliases('mocha', Object.keys(mochaTests).join(' ')),
      ...each('specify xspecify specify.only specify.skip', test),
      ...each('context xcontext context.only context.skip', suite),
    },
  },
};
