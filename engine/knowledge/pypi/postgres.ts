import { aliases, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** PostgreSQL from Python: asyncpg, psycopg 3 with its pools, and psycopg2. Also aiosqlite, which is of the same shape. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const blocking: SymbolFact = { blocks: 'database', io: true };
const sync: SymbolFact = {};
const asyncpgQueries = (path: string): Record<string, SymbolFact> => ({
  ...members(path, 'fetch fetchrow fetchval', read),
  ...members(path, 'execute executemany copy_to_table copy_records_to_table', change),
  ...members(path, 'close copy_from_query copy_from_table', coroutine),
  [`${path}.terminate`]: sync,
});

export const asyncpg: Library = {
  language: 'python',
  package: 'asyncpg',
  versions: '*',
  source: 'https://magicstack.github.io/asyncpg/current/api/index.html; asyncpg 0.31.0',
  modules: {
    asyncpg: {
      connect: { ...coroutine, returns: 'asyncpg:Connection', timeout: { default: 60, by: [{ name: 'timeout' }], kind: 'network' } },
      create_pool: { awaitable: 'context', io: true, returns: 'asyncpg:Pool' },
      Connection: { class: true, connection: true },
      ...asyncpgQueries('Connection'),
      ...members('Connection', 'prepare add_listener remove_listener reset set_type_codec', coroutine),
      'Connection.transaction': { returns: 'asyncpg.transaction:Transaction' },
      ...members('Connection', 'is_closed is_in_transaction cursor', sync),
      Pool: { class: true, client: true },
      ...asyncpgQueries('Pool'),
      'Pool.acquire': { awaitable: 'context', io: true, returns: 'asyncpg:Connection' },
      ...members('Pool', 'release expire_connections', coroutine),
      ...members('Pool', 'get_size get_idle_size', sync),
    },
    'asyncpg.transaction': { Transaction: { class: true }, ...members('Transaction', 'start commit rollback', change) },
    'asyncpg.connection': aliases('asyncpg', 'Connection connect'),
    'asyncpg.pool': aliases('asyncpg', 'Pool create_pool'),
  },
};

/** Calls on one connection of psycopg wait for each other. */
export const psycopg: Library = {
  language: 'python',
  package: 'psycopg',
  versions: '>=3',
  source: 'https://www.psycopg.org/psycopg3/docs/advanced/async.html, /api/connections.html, /api/pool.html; psycopg 3.3.6 and psycopg_pool 3.3.2.dev1',
  modules: {
    psycopg: {
      connect: { ...blocking, returns: 'psycopg:Connection' },
      Connection: { class: true, connection: 'queued', exitBlocks: 'database' },
      'Connection.connect': { ...blocking, returns: 'psycopg:Connection' },
      'Connection.execute': { ...blocking, returns: 'psycopg:Cursor' },
      ...members('Connection', 'commit rollback', blocking),
      'Connection.cursor': { returns: 'psycopg:Cursor' },
      ...members('Connection', 'close transaction', sync),
      Cursor: { class: true, connection: true },
      'Cursor.execute': { ...blocking, returns: 'psycopg:Cursor' },
      'Cursor.executemany': blocking,
      ...members('Cursor', 'fetchone fetchmany fetchall', { ...blocking, does: 'read' }),
      'Cursor.close': sync,
      AsyncConnection: { class: true, connection: 'queued' },
      'AsyncConnection.connect': { ...coroutine, returns: 'psycopg:AsyncConnection' },
      'AsyncConnection.execute': { ...coroutine, returns: 'psycopg:AsyncCursor' },
      ...members('AsyncConnection', 'commit rollback', change),
      ...members('AsyncConnection', 'close set_autocommit', coroutine),
      'AsyncConnection.cursor': { returns: 'psycopg:AsyncCursor' },
      'AsyncConnection.transaction': sync,
      AsyncCursor: { class: true, connection: true },
      'AsyncCursor.execute': { ...coroutine, returns: 'psycopg:AsyncCursor' },
      'AsyncCursor.executemany': change,
      ...members('AsyncCursor', 'fetchone fetchmany fetchall', read),
      'AsyncCursor.close': coroutine,
    },
    psycopg_pool: {
      AsyncConnectionPool: { class: true, client: true },
      'AsyncConnectionPool.connection': {
        io: true, enters: 'psycopg:AsyncConnection',
        timeout: { default: 30, by: [{ name: 'timeout', position: 0 }], onClient: [{ name: 'timeout' }], kind: 'network' },
      },
      'AsyncConnectionPool.getconn': { ...coroutine, returns: 'psycopg:AsyncConnection' },
      ...members('AsyncConnectionPool', 'putconn open close wait', coroutine),
      ConnectionPool: { class: true, client: true },
      'ConnectionPool.connection': { ...blocking, enters: 'psycopg:Connection' },
      'ConnectionPool.getconn': { ...blocking, returns: 'psycopg:Connection' },
      'ConnectionPool.wait': blocking,
    },
  },
};

export const psycopg2: Library = {
  language: 'python',
  package: 'psycopg2',
  versions: '*',
  source: 'https://www.psycopg.org/docs/connection.html and cursor.html; psycopg2 2.9.13',
  modules: {
    psycopg2: { connect: { ...blocking, returns: 'psycopg2.extensions:connection' } },
    'psycopg2.extensions': {
      connection: { class: true, exitBlocks: 'database' },
      ...members('connection', 'commit rollback', blocking),
      'connection.cursor': { returns: 'psycopg2.extensions:cursor' },
      'connection.close': sync,
      cursor: { class: true },
      ...members('cursor', 'execute executemany callproc copy_expert copy_from copy_to', blocking),
      // A cursor without a name has all rows after `execute`; fetching does not wait.
      ...members('cursor', 'fetchone fetchmany fetchall close', sync),
    },
  },
};

export const aiosqlite: Library = {
  language: 'python',
  package: 'aiosqlite',
  versions: '*',
  source: 'https://aiosqlite.omnilib.dev/en/stable/api.html; aiosqlite 0.22.1',
  modules: {
    aiosqlite: {
      connect: { awaitable: 'context', io: true, returns: 'aiosqlite:Connection' },
      Connection: { class: true, connection: 'queued' },
      ...members('Connection', 'execute executemany executescript', { awaitable: 'context', io: true, returns: 'aiosqlite:Cursor' }),
      ...members('Connection', 'execute_insert execute_fetchall', { awaitable: 'context', io: true }),
      ...members('Connection', 'commit rollback', change),
      'Connection.close': coroutine,
      'Connection.cursor': { awaitable: 'context', io: true, returns: 'aiosqlite:Cursor' },
      Cursor: { class: true },
      ...members('Cursor', 'execute executemany executescript', change),
      ...members('Cursor', 'fetchone fetchmany fetchall', read),
      'Cursor.close': coroutine,
    },
  },
};
