import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** mysql2: with callbacks, and under `/promise` with promises. A connection carries out its queries one after another. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const change: SymbolFact = { ...promise, does: 'change' };
const callback: SymbolFact = { io: true, calls: [{ position: -1, when: 'loop' }] };

export const mysql2: Library = {
  language: 'typescript',
  package: 'mysql2',
  versions: '>=2',
  source: 'https://sidorares.github.io/node-mysql2/docs and /docs/documentation/promise-wrapper; promise.d.ts and index.d.ts of mysql2 3.24.6',
  modules: {
    'mysql2/promise': {
      createConnection: { ...promise, returns: 'mysql2/promise:Connection' },
      createPool: { returns: 'mysql2/promise:Pool' },
      Connection: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
      ...members('Connection', 'query execute prepare connect ping reset changeUser end', promise),
      ...members('Connection', 'beginTransaction commit rollback', change),
      ...members('Connection', 'destroy pause resume escape escapeId format unprepare', {}),
      PoolConnection: { class: true, connection: true, bases: ['mysql2/promise:Connection'] },
      'PoolConnection.release': {},
      Pool: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('Pool', 'query execute end', promise),
      'Pool.getConnection': { ...promise, returns: 'mysql2/promise:PoolConnection' },
      ...members('Pool', 'escape escapeId format releaseConnection', {}),
    },
    mysql2: {
      createConnection: { returns: 'mysql2:Connection' },
      createPool: { returns: 'mysql2:Pool' },
      Connection: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
      ...members('Connection', 'query execute connect end beginTransaction commit rollback ping', callback),
      'Connection.promise': { returns: 'mysql2/promise:Connection' },
      ...members('Connection', 'destroy escape escapeId format', {}),
      PoolConnection: { class: true, connection: true, bases: ['mysql2:Connection'] },
      'PoolConnection.release': {},
      Pool: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('Pool', 'query execute getConnection end', callback),
      'Pool.promise': { returns: 'mysql2/promise:Pool' },
    },
  },
};
