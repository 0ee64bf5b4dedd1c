import { aliases, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** SQLAlchemy's asyncio half. Its sessions and connections must not be shared by tasks; its engine may. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const result: SymbolFact = { ...coroutine, returns: 'sqlalchemy.engine:Result' };
const stream: SymbolFact = { ...coroutine, returns: 'sqlalchemy.ext.asyncio:AsyncResult' };
const transaction: SymbolFact = { awaitable: 'context', io: true, returns: 'sqlalchemy.ext.asyncio:AsyncTransaction' };
/** Blocking calls of SQLAlchemy within the function give the loop its turn, so it counts as off the loop. */
const runSync: SymbolFact = { ...coroutine, calls: [{ name: 'fn', position: 0, when: 'thread' }] };
const sync: SymbolFact = {};

const session: Record<string, SymbolFact | string> = {
  AsyncSession: { class: true, connection: true },
  'AsyncSession.execute': result,
  ...members('AsyncSession', 'scalar scalars get refresh', read),
  ...members('AsyncSession', 'commit flush rollback merge delete', change),
  ...members('AsyncSession', 'close reset invalidate', coroutine),
  ...members('AsyncSession', 'stream', stream),
  'AsyncSession.stream_scalars': read,
  'AsyncSession.connection': { ...coroutine, returns: 'sqlalchemy.ext.asyncio:AsyncConnection' },
  'AsyncSession.run_sync': runSync,
  ...members('AsyncSession', 'begin begin_nested', transaction),
  ...members('AsyncSession', 'add add_all expire expire_all expunge expunge_all is_modified in_transaction in_nested_transaction get_bind', sync),
  AsyncTransaction: { class: true },
  ...members('AsyncTransaction', 'commit rollback', change),
};

const engine: Record<string, SymbolFact | string> = {
  create_async_engine: { returns: 'sqlalchemy.ext.asyncio:AsyncEngine' },
  AsyncEngine: { class: true, client: true },
  'AsyncEngine.connect': { awaitable: 'context', io: true, returns: 'sqlalchemy.ext.asyncio:AsyncConnection' },
  'AsyncEngine.begin': { io: true, enters: 'sqlalchemy.ext.asyncio:AsyncConnection' },
  ...members('AsyncEngine', 'dispose raw_connection', coroutine),
  'AsyncEngine.sync_engine': { property: true, is: 'sqlalchemy.engine:Engine' },
  AsyncConnection: { class: true, connection: true },
  ...members('AsyncConnection', 'execute exec_driver_sql', result),
  ...members('AsyncConnection', 'scalar scalars', read),
  ...members('AsyncConnection', 'commit rollback', change),
  ...members('AsyncConnection', 'close invalidate', coroutine),
  'AsyncConnection.stream': { awaitable: 'context', io: true, returns: 'sqlalchemy.ext.asyncio:AsyncResult' },
  'AsyncConnection.run_sync': runSync,
  ...members('AsyncConnection', 'begin begin_nested', transaction),
  ...members('AsyncConnection', 'in_transaction in_nested_transaction', sync),
  AsyncResult: { class: true },
  ...members('AsyncResult', 'all first one one_or_none scalar scalar_one scalar_one_or_none fetchall fetchone fetchmany', read),
  ...members('AsyncResult', 'scalars mappings unique tuples columns partitions', sync),
};

export const sqlalchemyAsync: Library = {
  language: 'python',
  package: 'sqlalchemy',
  versions: '>=1.4',
  source: 'https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html; SQLAlchemy 2.1.1',
  modules: {
    'sqlalchemy.ext.asyncio': { ...session, ...engine },
    'sqlalchemy.ext.asyncio.session': aliases('sqlalchemy.ext.asyncio', 'AsyncSession'),
    'sqlalchemy.ext.asyncio.engine': aliases('sqlalchemy.ext.asyncio', 'AsyncEngine AsyncConnection create_async_engine'),
  },
};

export const sqlalchemy2Async: Library = {
  language: 'python',
  package: 'sqlalchemy',
  versions: '>=2',
  source: 'https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html; SQLAlchemy 2.1.1',
  modules: {
    'sqlalchemy.ext.asyncio': {
      'AsyncSession.get_one': read,
      ...members('AsyncSession', 'aclose', coroutine),
      ...members('AsyncConnection', 'aclose', coroutine),
      async_sessionmaker: { class: true, makes: { default: 'sqlalchemy.ext.asyncio:AsyncSession', by: { name: 'class_' } } },
      'async_sessionmaker.begin': { enters: 'sqlalchemy.ext.asyncio:AsyncSession' },
      'async_sessionmaker.configure': sync,
    },
  },
};
