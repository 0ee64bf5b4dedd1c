import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Child processes, worker threads, timers and events. */

const child = 'node:child_process:ChildProcess';
// A program that is given the terminal is in the foreground: the command line that starts it has nothing else to do.
const timedBy = (position: number): SymbolFact => ({
  blocks: 'subprocess', blocksUnless: [{ position, keys: ['stdio'], is: 'inherit' }], io: true, timeout: { default: 'none', by: [{ position, keys: ['timeout'] }], kind: 'process' },
});
const sleep: SymbolFact = { awaitable: 'promise', paces: 'sleep' };
const listener: SymbolFact = { calls: [{ position: 1, when: 'loop', many: true }] };
const listenOnce: SymbolFact = { calls: [{ position: 1, when: 'loop' }] };

const emitter: Record<string, SymbolFact | string> = {
  EventEmitter: { class: true },
  // The class has static functions `on`, `once` and `setMaxListeners` of another kind.
  'EventEmitter.on': { ...listener, onInstance: true },
  'EventEmitter.once': { ...listenOnce, onInstance: true },
  ...members('EventEmitter', 'addListener prependListener', listener),
  'EventEmitter.prependOnceListener': listenOnce,
  ...members('EventEmitter', 'emit off removeListener removeAllListeners eventNames', {}),
};

// https://nodejs.org/docs/latest-v20.x/api/process.html: without a listener for either event an unhandled rejection ends the process.
// Sentry's `init` counts as none: it listens only where it is given an address, which comes from the environment.
const told: SymbolFact = { reportsRejections: [{ position: 0, is: 'unhandledRejection' }], reportsExceptions: [{ position: 0, is: 'uncaughtException' }] };

export const processes: Library = {
  language: 'typescript',
  package: 'node',
  versions: '*',
  source: 'https://nodejs.org/docs/latest-v20.x/api/child_process.html, timers.html, events.html, worker_threads.html',
  modules: {
    'node:child_process': {
      execSync: timedBy(1),
      ...each('execFileSync spawnSync', timedBy(-1)),
      ...each('exec execFile', { io: true, returns: child, calls: [{ position: -1, when: 'loop' }] }),
      ...each('spawn fork', { io: true, returns: child }),
      ChildProcess: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('ChildProcess', 'kill ref unref', {}),
    },
    'node:process': each('default.on default.addListener default.prependListener', told),
    globalThis: each('process.on process.addListener process.prependListener', told),
    'node:timers/promises': {
      ...each('setTimeout setImmediate scheduler.wait', sleep),
      'scheduler.yield': { awaitable: 'promise', paces: 'sleep' },
      setInterval: {},
    },
    'node:timers': {
      ...each('setTimeout setImmediate', { calls: [{ position: 0, when: 'loop' }] }),
      setInterval: { calls: [{ position: 0, when: 'loop', many: true }] },
      ...each('clearTimeout clearInterval clearImmediate', {}),
    },
    'node:events': {
      ...emitter,
      default: 'node:events:EventEmitter',
      once: { awaitable: 'promise', paces: 'event', timeout: { default: 'none', by: [{ position: 2, keys: ['signal'] }], kind: 'event' } },
      on: {},
    },
    'node:worker_threads': {
      Worker: { class: true, bases: ['node:events:EventEmitter'] },
      // It only waits for the end, which the event `exit` tells as well.
      'Worker.terminate': { awaitable: 'promise', mayBeDropped: true },
      ...members('Worker', 'postMessage ref unref', {}),
    },
  },
};
