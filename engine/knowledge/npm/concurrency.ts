import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Small packages that limit, queue, retry and time promises. */

const runs = (position: number, more: SymbolFact = {}): SymbolFact => ({
  awaitable: 'promise', ...more, calls: [{ position, when: 'loop', ...(more.paces === undefined ? {} : { many: true as const }), awaited: true }],
});
const library = (name: string, source: string, facts: Library['modules'][string]): Library => (
  { language: 'typescript', package: name, versions: '*', source, modules: { [name]: facts } }
);

export const pLimit = library('p-limit', 'https://github.com/sindresorhus/p-limit#readme; p-limit 7.3.3', {
  default: { returns: 'p-limit:LimitFunction' },
  LimitFunction: { class: true },
  'LimitFunction.__call__': { awaitable: 'promise', failsAsGiven: true, paces: 'limiter', calls: [{ position: 0, when: 'loop', awaited: true }] },
  'LimitFunction.map': runs(1, { failsAsGiven: true, paces: 'limiter' }),
  'LimitFunction.clearQueue': {},
  limitFunction: { passes: { position: 0 }, calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
});

export const pMap = library('p-map', 'https://github.com/sindresorhus/p-map#readme; p-map 7.1.1', {
  default: { ...runs(1, { paces: 'limiter' }), takes: 'together' },
  ...each('pMapSettled pMapKeyed pMapSettledKeyed', runs(1, { paces: 'limiter' })),
  pMapIterable: { calls: [{ position: 1, when: 'loop', many: true, awaited: true }] },
});

export const pQueue = library('p-queue', 'https://github.com/sindresorhus/p-queue#readme; p-queue 9.3.5', {
  default: 'p-queue:PQueue',
  PQueue: { class: true },
  // Its documentation adds without waiting; `onIdle` waits for all.
  'PQueue.add': { awaitable: 'promise', mayBeDropped: true, failsAsGiven: true, paces: 'limiter', calls: [{ position: 0, when: 'loop', awaited: true }] },
  'PQueue.addAll': { awaitable: 'promise', mayBeDropped: true, paces: 'limiter' },
  ...members('PQueue', 'onIdle onEmpty onSizeLessThan onPendingZero onRateLimit onRateLimitCleared', { awaitable: 'promise', paces: 'queue', neverFails: true }),
  // It only ever rejects, with the first failure of a task.
  'PQueue.onError': { awaitable: 'promise', paces: 'event' },
  'PQueue.start': { returns: 'this' },
  ...members('PQueue', 'pause clear setPriority sizeBy', {}),
});

export const pRetry = library('p-retry', 'https://github.com/sindresorhus/p-retry#readme; p-retry 7.1.1', {
  default: {
    awaitable: 'promise',
    calls: [
      { position: 0, when: 'loop', many: true, awaited: true },
      ...['onFailedAttempt', 'shouldRetry'].map((key) => ({ position: 1, keys: [key], when: 'loop', many: true, awaited: true }) as const),
    ],
  },
  makeRetriable: { passes: { position: 0 }, calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
});

export const pTimeout = library('p-timeout', 'https://github.com/sindresorhus/p-timeout#readme; p-timeout 7.0.2', {
  default: { awaitable: 'promise', takes: 'handles', bounds: { position: 0 } },
});

export const pAll = library('p-all', 'https://github.com/sindresorhus/p-all#readme; p-all 5.0.1', {
  default: { awaitable: 'promise', paces: 'limiter' },
});

export const pSeries = library('p-series', 'https://github.com/sindresorhus/p-series#readme; p-series 3.0.0', {
  default: { awaitable: 'promise', paces: 'limiter' },
});

export const pEachSeries = library('p-each-series', 'https://github.com/sindresorhus/p-each-series#readme; p-each-series 3.0.0', {
  default: runs(1, { paces: 'limiter' }),
});

/** What fails stands in the results; only the mapper's own failure, or that of reading the input, could reject. */
export const pSettle = library('p-settle', 'https://github.com/sindresorhus/p-settle#readme; p-settle 5.2.1', {
  default: { awaitable: 'promise', takes: 'together', paces: 'limiter' },
});

/** `pThrottle({ limit, interval })(fn)` yields `fn`, whose calls wait for their turn. */
export const pThrottle = library('p-throttle', 'https://github.com/sindresorhus/p-throttle#readme; p-throttle 8.1.1', {
  default: { returns: 'p-throttle:Throttle' },
  Throttle: { class: true },
  'Throttle.__call__': { passes: { position: 0 }, calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
});
