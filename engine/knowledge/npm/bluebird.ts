import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Bluebird's promises, whose class stands as `default` however it is imported, and the functions that it makes of others. */

const promise: SymbolFact = { awaitable: 'promise', promise: 'bluebird:default' };

export const bluebird: Library = {
  language: 'typescript',
  package: 'bluebird',
  versions: '*',
  source: 'https://github.com/petkaantonov/bluebird, docs/docs/api of bluebird 3.7.2',
  modules: {
    bluebird: {
      default: { class: true, ...promise, calls: [{ position: 0, when: 'now' }] },
      ...members('default', 'all any race props', { ...promise, takes: 'together' }),
      ...members('default', 'resolve', { ...promise, takes: 'handles' }),
      ...members('default', 'reject try delay', promise),
      ...members('default', 'map each mapSeries filter', { ...promise, calls: [{ position: 1, when: 'loop', many: true, awaited: true }] }),
      'default.promisify': { returns: 'bluebird:Promisified' },
      Promisified: { class: true },
      'Promisified.__call__': promise,
      ...members('default', `spread error bind isFulfilled isRejected isPending isCancelled value reason some reduce tap tapCatch timeout
        reflect return throw catchReturn catchThrow asCallback nodeify call get done disposer cancel suppressUnhandledRejections toJSON lastly
        caught thenReturn thenThrow break isCancellable isResolved settle`, { opaque: true }),
    },
  },
};
