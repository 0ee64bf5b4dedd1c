import { members } from '../entries.js';
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
  'LimitFunction.__call__': { awaitable: 'promise', paces: 'limiter', calls: [{ position: 0, when: 'loop', awaited: true }] },
  'LimitFunction.map': runs(1, { paces: 'limiter' }),
  'LimitFunction.clearQueue': {},
});

export const pMap = library('p-map', 'https://github.com/sindresorhus/p-map#readme; p-map 7.1.1', {
  default: { ...runs(1, { paces: 'limiter' }), takes: 'together' },
});

export const pQueue = library('p-queue', 'https://github.com/sindresorhus/p-queue#readme; p-queue 9.3.5', {
  default: 'p-queue:PQueue',
  PQueue: { class: true },
  // Its documentation adds without waiting; `onIdle` waits for all.
  'PQueue.add': { awaitable: 'promise', mayBeDropped: true, paces: 'limiter', calls: [{ position: 0, when: 'loop', awaited: true }] },
  'PQueue.addAll': { awaitable: 'promise', paces: 'limiter' },
  ...members('PQueue', 'onIdle onEmpty onSizeLessThan', { awaitable: 'promise', paces: 'queue', neverFails: true }),
  ...members('PQueue', 'pause clear', {}),
});

export const pRetry = library('p-retry', 'https://github.com/sindresorhus/p-retry#readme; p-retry 7.1.1', {
  default: { awaitable: 'promise', calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
});

export const pTimeout = library('p-timeout', 'https://github.com/sindresorhus/p-timeout#readme; p-timeout 7.0.2', {
  default: { awaitable: 'promise', takes: 'handles', bounds: { position: 0 } },
});
