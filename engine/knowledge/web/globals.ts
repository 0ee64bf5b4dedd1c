import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** The globals of JavaScript and of the web platform that Node shares: what waits, and what takes functions. */

const sync: SymbolFact = {};
const opaque: SymbolFact = { opaque: true };
/** The array's function is called for each element before the method returns. */
const perElement: SymbolFact = { calls: [{ position: 0, when: 'now', many: true }] };
const body: SymbolFact = { awaitable: 'promise', io: true, does: 'read' };
const later: SymbolFact = { calls: [{ position: 0, when: 'loop' }] };

const promises: Record<string, SymbolFact | string> = {
  Promise: { class: true, awaitable: 'promise', calls: [{ position: 0, when: 'now' }] },
  ...members('Promise', 'all race any', { awaitable: 'promise', takes: 'together' }),
  'Promise.allSettled': { awaitable: 'promise', takes: 'together', neverFails: true },
  'Promise.resolve': { awaitable: 'promise', takes: 'handles' },
  'Promise.reject': { awaitable: 'promise' },
};

const timers: Record<string, SymbolFact | string> = {
  ...each('setTimeout setImmediate queueMicrotask', later),
  setInterval: { calls: [{ position: 0, when: 'loop', many: true }] },
  ...each('clearTimeout clearInterval clearImmediate', sync),
};

const network: Record<string, SymbolFact | string> = {
  fetch: {
    awaitable: 'promise', io: true, returns: 'globalThis:Response',
    // Node's fetch is undici's, whose agent waits 300 s for headers and as long between parts of a body (headersTimeout,
    // bodyTimeout; measured with Node 20.20.2: UND_ERR_HEADERS_TIMEOUT after 300.9 s).
    timeout: { default: 'none', platform: 300, by: [{ position: 1, keys: ['signal'] }], kind: 'network' },
  },
  Response: { class: true },
  'Response.json': { ...body, onInstance: true },
  ...members('Response', 'text blob arrayBuffer formData', body),
  'Response.clone': { returns: 'globalThis:Response' },
  ...members('Response', 'ok status statusText headers url body', { property: true }),
  Request: { class: true },
  ...members('Request', 'json text blob arrayBuffer formData', body),
  'Request.clone': { returns: 'globalThis:Request' },
  Blob: { class: true },
  ...members('Blob', 'text arrayBuffer', { awaitable: 'promise' }),
  ...members('Blob', 'slice stream', sync),
  AbortController: { class: true },
  'AbortController.abort': sync,
  'AbortController.signal': { property: true, is: 'globalThis:AbortSignal' },
  AbortSignal: { class: true, bases: ['globalThis:EventTarget'] },
  ...members('AbortSignal', 'timeout any abort', { returns: 'globalThis:AbortSignal' }),
  'AbortSignal.throwIfAborted': sync,
  EventTarget: { class: true },
  'EventTarget.addEventListener': { calls: [{ position: 1, when: 'loop', many: true }] },
  ...members('EventTarget', 'removeEventListener dispatchEvent', sync),
  ReadableStream: { class: true },
  'ReadableStream.cancel': { awaitable: 'promise' },
  'ReadableStream.pipeTo': { awaitable: 'promise', io: true },
};

const collections: Record<string, SymbolFact | string> = {
  Array: { class: true },
  'Array.map': { ...perElement, yields: 'call' },
  ...members('Array', 'forEach filter some every findIndex findLastIndex sort flatMap', perElement),
  ...members('Array', 'find findLast reduce reduceRight', { ...perElement, opaque: true }),
  'Array.from': { calls: [{ position: 1, when: 'now', many: true }] },
  ...members('Array', 'pop shift at', opaque),
  ...members('Array', 'push unshift join slice splice concat includes indexOf reverse fill isArray of entries keys values', sync),
  Map: { class: true },
  'Map.forEach': perElement,
  'Map.get': opaque,
  ...members('Map', 'set has delete clear entries keys values', sync),
  Set: { class: true },
  'Set.forEach': perElement,
  ...members('Set', 'add has delete clear entries keys values', sync),
  WeakMap: { class: true },
  'WeakMap.get': opaque,
  ...members('WeakMap', 'set has delete', sync),
  String: { class: true },
  ...members('String', 'replace replaceAll', { calls: [{ position: 1, when: 'now', many: true }] }),
};

const plain: Record<string, SymbolFact | string> = {
  ...each('console.*', { neverFails: true }),
  ...each('Math.* JSON.* Number.*', sync),
  'Object.freeze': { passes: { position: 0 } },
  'Object.assign': { passes: { position: 0 } },
  ...members('Object', 'keys values entries fromEntries defineProperty', sync),
  ...each('parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI structuredClone atob btoa', sync),
  ...each('Date URL URLSearchParams Headers FormData TextEncoder TextDecoder RegExp Error TypeError RangeError', { class: true }),
  'Date.now': sync,
  ...members('crypto.subtle', `digest encrypt decrypt sign verify deriveBits deriveKey generateKey importKey exportKey wrapKey unwrapKey`,
    { awaitable: 'promise' }),
  ...each('crypto.randomUUID crypto.getRandomValues performance.now', sync),
  // It may be given a function's work; on the main thread of a browser it throws instead.
  'Atomics.wait': {
    blocks: 'lock', blocksUnless: [{ position: 3, is: '0' }], timeout: { default: 'none', by: [{ position: 3 }], kind: 'lock' },
  },
};

export const globals: Library = {
  language: 'typescript',
  package: 'web',
  versions: '*',
  source: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects and /docs/Web/API; https://nodejs.org/docs/latest-v20.x/api/globals.html',
  modules: { globalThis: { ...promises, ...timers, ...network, ...collections, ...plain } },
};
