import { aliases, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Puppeteer, whose pages are one conversation each, as Playwright's are. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const wait: SymbolFact = { ...promise, paces: 'event' };
const page: SymbolFact = { class: true, connection: true };
const pp = (symbol: string): string => `puppeteer-core:${symbol}`;

const frames: Record<string, SymbolFact> = {
  Frame: page,
  ...members('Frame', 'content title', read),
  ...members('Frame', 'click focus hover select tap type setContent addScriptTag addStyleTag', change),
  'Frame.goto': { ...change, returns: pp('HTTPResponse') },
  ...members('Frame', 'evaluate evaluateHandle $eval $$eval', promise),
  ...members('Frame', '$ waitForSelector', { ...promise, returns: pp('ElementHandle') }),
  'Frame.$$': { ...promise, yields: pp('ElementHandle') },
  ...members('Frame', 'waitForFunction waitForNavigation', wait),
  ...members('Frame', 'url name isDetached', {}),
  'Frame.page': { returns: pp('Page') },
  'Frame.childFrames': { yields: pp('Frame') },
  'Frame.locator': { returns: pp('Locator') },
  Page: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
  ...members('Page', 'content title cookies metrics screenshot pdf', read),
  ...members('Page', `click focus hover select tap type setContent addScriptTag addStyleTag goBack goForward reload bringToFront close authenticate
    deleteCookie setCookie emulate emulateMediaType emulateTimezone evaluateOnNewDocument exposeFunction setBypassCSP setCacheEnabled
    setExtraHTTPHeaders setGeolocation setJavaScriptEnabled setOfflineMode setRequestInterception setUserAgent setViewport`, change),
  'Page.goto': { ...change, returns: pp('HTTPResponse') },
  ...members('Page', 'evaluate evaluateHandle $eval $$eval', promise),
  'Page.createCDPSession': { ...promise, returns: pp('CDPSession') },
  ...members('Page', '$ waitForSelector', { ...promise, returns: pp('ElementHandle') }),
  'Page.$$': { ...promise, yields: pp('ElementHandle') },
  ...members('Page', 'waitForFunction waitForNavigation waitForNetworkIdle waitForRequest waitForFileChooser waitForFrame', wait),
  'Page.waitForResponse': { ...wait, returns: pp('HTTPResponse') },
  ...members('Page', 'url isClosed viewport workers setDefaultTimeout setDefaultNavigationTimeout', {}),
  'Page.mainFrame': { returns: pp('Frame') },
  'Page.frames': { yields: pp('Frame') },
  'Page.browser': { returns: pp('Browser') },
  'Page.browserContext': { returns: pp('BrowserContext') },
  'Page.target': { returns: pp('Target') },
  'Page.locator': { returns: pp('Locator') },
  'Page.keyboard': { property: true, is: pp('Keyboard') },
  'Page.mouse': { property: true, is: pp('Mouse') },
  Keyboard: page,
  ...members('Keyboard', 'down press sendCharacter type up', change),
  Mouse: page,
  ...members('Mouse', 'click down move reset up wheel', change),
  Locator: page,
  ...members('Locator', 'click fill hover scroll', change),
  ...members('Locator', 'wait waitHandle', wait),
  ...members('Locator', 'setTimeout setVisibility setWaitForEnabled filter map clone', { returns: 'this' }),
  ElementHandle: page,
  ...members('ElementHandle', 'boundingBox boxModel screenshot isVisible isHidden jsonValue isIntersectingViewport', read),
  ...members('ElementHandle', 'click focus hover press select tap type uploadFile scrollIntoView', change),
  ...members('ElementHandle', 'evaluate evaluateHandle $eval $$eval getProperty dispose contentFrame', promise),
  ...members('ElementHandle', '$ waitForSelector', { ...promise, returns: pp('ElementHandle') }),
  'ElementHandle.$$': { ...promise, yields: pp('ElementHandle') },
};

const browsers: Record<string, SymbolFact> = {
  Browser: { class: true, bases: ['node:events:EventEmitter'] },
  'Browser.newPage': { ...promise, returns: pp('Page') },
  'Browser.pages': { ...read, yields: pp('Page') },
  'Browser.createBrowserContext': { ...promise, returns: pp('BrowserContext') },
  ...members('Browser', 'version userAgent', read),
  ...members('Browser', 'close', change),
  'Browser.waitForTarget': wait,
  'Browser.targets': { yields: pp('Target') },
  ...members('Browser', 'process wsEndpoint', {}),
  BrowserContext: { class: true, bases: ['node:events:EventEmitter'] },
  'BrowserContext.newPage': { ...promise, returns: pp('Page') },
  'BrowserContext.pages': { ...read, yields: pp('Page') },
  ...members('BrowserContext', 'close overridePermissions clearPermissionOverrides', change),
  Target: { class: true },
  'Target.page': { ...promise, returns: pp('Page') },
  'Target.createCDPSession': { ...promise, returns: pp('CDPSession') },
  ...members('Target', 'url type', {}),
  HTTPResponse: { class: true },
  ...members('HTTPResponse', 'buffer text json', read),
  ...members('HTTPResponse', 'url ok status statusText headers fromCache', {}),
  HTTPRequest: { class: true },
  // A handler of the event often has nothing else to do.
  ...members('HTTPRequest', 'abort continue respond', { ...promise, mayBeDropped: true }),
  ...members('HTTPRequest', 'url method headers postData resourceType isNavigationRequest redirectChain failure', {}),
  CDPSession: { class: true, bases: ['node:events:EventEmitter'] },
  ...members('CDPSession', 'send detach', promise),
  Dialog: { class: true },
  ...members('Dialog', 'accept dismiss', { ...promise, mayBeDropped: true }),
  ...members('Dialog', 'message type defaultValue', {}),
};

const launches: Record<string, SymbolFact> = {
  PuppeteerNode: { class: true },
  ...members('PuppeteerNode', 'launch connect', { ...promise, returns: pp('Browser') }),
  ...members('PuppeteerNode', 'executablePath defaultArgs', {}),
  default: { is: pp('PuppeteerNode') },
};

const names = Object.keys({ ...frames, ...browsers }).filter((name) => !name.includes('.')).join(' ');
const library = (name: string, modules: Library['modules']): Library => ({
  language: 'typescript', package: name, versions: '>=20', modules,
  source: `https://pptr.dev/api/puppeteer.page, /puppeteer.browser, /puppeteer.elementhandle; lib/types.d.ts of ${name} 24.43.1`,
});

export const puppeteerCore = library('puppeteer-core', { 'puppeteer-core': { ...frames, ...browsers, ...launches } });
export const puppeteer = library('puppeteer', {
  puppeteer: { default: { is: pp('PuppeteerNode') }, ...aliases('puppeteer-core', `${names} PuppeteerNode`) },
});
