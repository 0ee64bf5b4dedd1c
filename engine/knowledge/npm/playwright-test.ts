import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Playwright Test: tests and hooks are awaited; assertions on pages and locators wait and are promises, those on values are not. */

const run = (...positions: readonly number[]): SymbolFact => ({
  context: 'test', calls: positions.map((position) => ({ position, when: 'loop', awaited: true, gives: ['@playwright/test:Fixtures'] }) as const),
});
const suite: SymbolFact = { context: 'test', calls: [{ position: 1, when: 'now' }, { position: 2, when: 'now' }] };
const waits: SymbolFact = { awaitable: 'promise', io: true, paces: 'event' };
const asserted = '@playwright/test:Assertion';

export const playwrightTest: Library = {
  language: 'typescript',
  package: '@playwright/test',
  versions: '>=1',
  source: 'https://playwright.dev/docs/api/class-test, /docs/test-assertions; types/test.d.ts of playwright 1.65.1',
  modules: {
    '@playwright/test': {
      // `(title, body)` or `(title, details, body)`.
      ...each('test test.only test.skip test.fixme test.fail', run(1, 2)),
      ...each('test.beforeEach test.afterEach test.beforeAll test.afterAll', run(0, 1)),
      ...each('test.describe test.describe.only test.describe.skip test.describe.parallel test.describe.serial', suite),
      // What every test is given; of more fixtures nothing is known.
      Fixtures: { class: true },
      'Fixtures.page': { property: true, is: 'playwright-core:Page' },
      'Fixtures.context': { property: true, is: 'playwright-core:BrowserContext' },
      'Fixtures.browser': { property: true, is: 'playwright-core:Browser' },
      'Fixtures.request': { property: true, is: 'playwright-core:APIRequestContext' },
      'test.step': { awaitable: 'promise', calls: [{ position: 1, when: 'loop', awaited: true }] },
      ...each('test.use test.slow test.setTimeout test.describe.configure', {}),
      expect: { returns: asserted },
      'expect.soft': { returns: asserted },
      'expect.poll': { returns: '@playwright/test:PolledAssertion', calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
      ...members('expect', 'any anything objectContaining arrayContaining stringContaining stringMatching', {}),
      Assertion: { class: true },
      'Assertion.not': { property: true, is: asserted },
      ...members('Assertion', 'resolves rejects', { property: true, is: '@playwright/test:PolledAssertion' }),
      ...members('Assertion', `toBe toBeCloseTo toBeDefined toBeFalsy toBeGreaterThan toBeGreaterThanOrEqual toBeInstanceOf toBeLessThan
        toBeLessThanOrEqual toBeNaN toBeNull toBeTruthy toBeUndefined toContain toContainEqual toEqual toHaveLength toHaveProperty toMatch
        toMatchObject toStrictEqual toThrow toThrowError toMatchSnapshot`, {}),
      ...members('Assertion', `toBeAttached toBeChecked toBeDisabled toBeEditable toBeEmpty toBeEnabled toBeFocused toBeHidden toBeInViewport
        toBeVisible toContainClass toContainText toHaveAccessibleDescription toHaveAccessibleErrorMessage toHaveAccessibleName
        toHaveAttribute toHaveCSS toHaveClass toHaveCount toHaveId toHaveJSProperty toHaveRole toHaveScreenshot toHaveText toHaveTitle
        toHaveURL toHaveValue toHaveValues toMatchAriaSnapshot toBeOK`, waits),
      PolledAssertion: { class: true },
      'PolledAssertion.not': { property: true, is: '@playwright/test:PolledAssertion' },
      'PolledAssertion.*': waits,
      ...aliases('playwright-core', `Page Frame Locator FrameLocator ElementHandle Browser BrowserContext BrowserType APIRequestContext Response
        Request Route Download Dialog Keyboard Mouse chromium firefox webkit`),
    },
  },
};
