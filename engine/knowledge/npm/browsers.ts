import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Playwright and Puppeteer. A page is one conversation: what is done on it, on its frames, locators and elements is meant
 * in order. Looking for a locator, an address or a frame needs no waiting.
 */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const wait: SymbolFact = { ...promise, paces: 'event' };
const sleep: SymbolFact = { awaitable: 'promise', paces: 'sleep' };
const page: SymbolFact = { class: true, connection: true };

const looks = `getAttribute innerHTML innerText inputValue isChecked isDisabled isEditable isEnabled isHidden isVisible textContent`;
const actions = `check click dblclick dispatchEvent fill focus hover press selectOption setChecked setInputFiles tap type uncheck`;
const finders = `frameLocator getByAltText getByLabel getByPlaceholder getByRole getByTestId getByText getByTitle locator`;
const pw = (symbol: string): string => `playwright-core:${symbol}`;
const locates: SymbolFact = { returns: pw('Locator') };

const playwrightPages: Record<string, SymbolFact> = {
  Frame: page,
  ...members('Frame', `${looks} content title`, read),
  ...members('Frame', `${actions} dragAndDrop addScriptTag addStyleTag setContent`, change),
  'Frame.goto': { ...change, returns: pw('Response') },
  ...members('Frame', 'evaluate evaluateHandle $eval $$eval frameElement', promise),
  ...members('Frame', '$ waitForSelector', { ...promise, returns: pw('ElementHandle') }),
  'Frame.$$': { ...promise, yields: pw('ElementHandle') },
  ...members('Frame', 'waitForFunction waitForLoadState waitForNavigation waitForURL', wait),
  'Frame.waitForTimeout': sleep,
  ...members('Frame', finders, locates),
  ...members('Frame', 'isDetached name url', {}),
  ...members('Frame', 'page', { returns: pw('Page') }),
  'Frame.childFrames': { yields: pw('Frame') },
  Page: { ...page, bases: [pw('Frame')] },
  ...members('Page', 'screenshot pdf ariaSnapshot', read),
  ...members('Page', `addInitScript bringToFront emulateMedia goBack goForward reload setViewportSize setExtraHTTPHeaders close exposeFunction
    exposeBinding addLocatorHandler removeLocatorHandler unroute unrouteAll routeFromHAR requestGC`, change),
  'Page.route': { ...change, calls: [{ position: 1, when: 'loop', many: true }] },
  ...members('Page', 'waitForEvent waitForRequest', wait),
  'Page.waitForResponse': { ...wait, returns: pw('Response') },
  'Page.pause': promise,
  ...members('Page', 'isClosed viewportSize setDefaultTimeout setDefaultNavigationTimeout video workers', {}),
  ...members('Page', 'mainFrame frame', { returns: pw('Frame') }),
  'Page.context': { returns: pw('BrowserContext') },
  'Page.frames': { yields: pw('Frame') },
  'Page.keyboard': { property: true, is: pw('Keyboard') },
  'Page.mouse': { property: true, is: pw('Mouse') },
  Keyboard: page,
  ...members('Keyboard', 'down insertText press type up', change),
  Mouse: page,
  ...members('Mouse', 'click dblclick down move up wheel', change),
  Locator: page,
  ...members('Locator', `${looks} allInnerTexts allTextContents boundingBox count screenshot ariaSnapshot`, read),
  ...members('Locator', `${actions} blur clear dragTo pressSequentially scrollIntoViewIfNeeded selectText`, change),
  ...members('Locator', 'evaluate evaluateAll evaluateHandle highlight', promise),
  'Locator.waitFor': wait,
  'Locator.all': { ...read, yields: pw('Locator') },
  'Locator.elementHandle': { ...read, returns: pw('ElementHandle') },
  'Locator.elementHandles': { ...read, yields: pw('ElementHandle') },
  ...members('Locator', `${finders} and or filter first last nth`, locates),
  'Locator.page': { returns: pw('Page') },
  FrameLocator: page,
  ...members('FrameLocator', `${finders} first last nth owner`.replace('frameLocator', ''), locates),
  ElementHandle: page,
  ...members('ElementHandle', `${looks} boundingBox screenshot jsonValue`, read),
  ...members('ElementHandle', `${actions} scrollIntoViewIfNeeded selectText`, change),
  ...members('ElementHandle', 'evaluate evaluateHandle $eval $$eval contentFrame ownerFrame dispose', promise),
  ...members('ElementHandle', '$ waitForSelector', { ...promise, returns: pw('ElementHandle') }),
  'ElementHandle.$$': { ...promise, yields: pw('ElementHandle') },
  'ElementHandle.waitForElementState': wait,
};

const playwrightBrowser: Record<string, SymbolFact> = {
  Browser: { class: true },
  'Browser.newContext': { ...promise, returns: pw('BrowserContext') },
  'Browser.newPage': { ...promise, returns: pw('Page') },
  'Browser.close': change,
  ...members('Browser', 'isConnected version', {}),
  'Browser.contexts': { yields: pw('BrowserContext') },
  BrowserContext: { class: true },
  'BrowserContext.newPage': { ...promise, returns: pw('Page') },
  ...members('BrowserContext', 'cookies storageState', read),
  ...members('BrowserContext', `addCookies clearCookies clearPermissions grantPermissions addInitScript close exposeFunction exposeBinding
    setExtraHTTPHeaders setGeolocation setOffline unroute unrouteAll routeFromHAR`, change),
  'BrowserContext.route': { ...change, calls: [{ position: 1, when: 'loop', many: true }] },
  'BrowserContext.waitForEvent': wait,
  'BrowserContext.pages': { yields: pw('Page') },
  ...members('BrowserContext', 'setDefaultTimeout setDefaultNavigationTimeout', {}),
  'BrowserContext.browser': { returns: pw('Browser') },
  BrowserType: { class: true },
  ...members('BrowserType', 'launch connect connectOverCDP', { ...promise, returns: pw('Browser') }),
  'BrowserType.launchPersistentContext': { ...promise, returns: pw('BrowserContext') },
  'BrowserType.launchServer': promise,
  ...members('BrowserType', 'executablePath name', {}),
  APIRequestContext: { class: true },
  ...members('APIRequestContext', 'get head', read),
  ...members('APIRequestContext', 'post put patch delete', change),
  ...members('APIRequestContext', 'fetch storageState dispose', promise),
  Response: { class: true },
  ...members('Response', 'allHeaders body finished headerValue headersArray json text', read),
  ...members('Response', 'frame headers ok request status statusText url', {}),
  Request: { class: true },
  ...members('Request', 'allHeaders headerValue headersArray response sizes', read),
  ...members('Request', 'failure frame headers isNavigationRequest method postData postDataBuffer resourceType url', {}),
  Route: { class: true },
  ...members('Route', 'abort continue fallback fetch fulfill', change),
  'Route.request': { returns: pw('Request') },
  Download: { class: true },
  ...members('Download', 'path saveAs delete cancel failure createReadStream', promise),
  ...members('Download', 'suggestedFilename url', {}),
  Dialog: { class: true },
  // A handler of the event often has nothing else to do.
  ...members('Dialog', 'accept dismiss', { ...promise, mayBeDropped: true }),
};

const engines = each('chromium firefox webkit', { is: pw('BrowserType') });
const playwrightNames = Object.keys({ ...playwrightPages, ...playwrightBrowser }).filter((name) => !name.includes('.')).join(' ');

const playwrightModule = (source: string, name: string): Library => ({
  language: 'typescript', package: name, versions: '>=1', source,
  modules: { [name]: { ...aliases('playwright-core', `${playwrightNames} chromium firefox webkit`) } },
});

export const playwrightCore: Library = {
  language: 'typescript',
  package: 'playwright-core',
  versions: '>=1',
  source: 'https://playwright.dev/docs/api/class-page, /class-locator, /class-browsercontext; types/types.d.ts of playwright-core 1.65.1',
  modules: { 'playwright-core': { ...playwrightPages, ...playwrightBrowser, ...engines } },
};

export const playwrightNode = playwrightModule('https://playwright.dev/docs/library; index.d.ts of playwright 1.65.1, which re-exports playwright-core', 'playwright');
