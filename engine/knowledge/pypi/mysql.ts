import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** MySQL from Python: PyMySQL, which blocks, and aiomysql; and `databases`, which drives several of them. */

const blocking: SymbolFact = { blocks: 'database', io: true };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};

export const pymysql: Library = {
  language: 'python',
  package: 'pymysql',
  versions: '>=1',
  source: 'https://github.com/PyMySQL/PyMySQL: pymysql/{__init__,connections,cursors}.py at 2026-08',
  modules: {
    pymysql: { connect: { ...blocking, returns: 'pymysql.connections:Connection' }, Connection: 'pymysql.connections:Connection' },
    'pymysql.connections': {
      Connection: { class: true },
      ...members('Connection', 'begin commit rollback select_db ping autocommit', blocking),
      'Connection.cursor': { returns: 'pymysql.cursors:Cursor' },
      ...members('Connection', 'close escape literal escape_string insert_id affected_rows', sync),
    },
    'pymysql.cursors': {
      Cursor: { class: true },
      ...members('Cursor', 'execute executemany callproc', blocking),
      // The plain cursor has all rows after `execute`; fetching does not wait.
      ...members('Cursor', 'fetchone fetchmany fetchall mogrify', sync),
      ...each('DictCursor', { class: true, bases: ['pymysql.cursors:Cursor'] }),
    },
  },
};

export const aiomysql: Library = {
  language: 'python',
  package: 'aiomysql',
  versions: '>=0.1',
  source: 'https://aiomysql.readthedocs.io/en/stable/; aiomysql/{connection,cursors,pool}.py at 2025-10',
  modules: {
    aiomysql: {
      connect: { awaitable: 'context', io: true, returns: 'aiomysql:Connection' },
      create_pool: { awaitable: 'context', io: true, returns: 'aiomysql:Pool' },
      Connection: { class: true, connection: true },
      ...members('Connection', 'ensure_closed begin commit rollback select_db autocommit', change),
      'Connection.ping': coroutine,
      'Connection.cursor': { awaitable: 'context', io: true, returns: 'aiomysql:Cursor' },
      ...members('Connection', 'close escape literal', sync),
      Pool: { class: true, client: true },
      'Pool.acquire': { awaitable: 'context', io: true, returns: 'aiomysql:Connection' },
      // It is given back at once, whether or not that is awaited.
      'Pool.release': { awaitable: 'future', io: true },
      ...members('Pool', 'clear wait_closed', coroutine),
      ...members('Pool', 'close terminate', sync),
      Cursor: { class: true, connection: true },
      ...members('Cursor', 'execute executemany callproc', coroutine),
      'Cursor.close': coroutine,
      // The rows are there; what is awaited is a future that is done.
      ...members('Cursor', 'fetchone fetchmany fetchall', { awaitable: 'promise', does: 'read' }),
      DictCursor: { class: true, connection: true, bases: ['aiomysql:Cursor'] },
    },
    'aiomysql.connection': aliases('aiomysql', 'Connection connect'),
    'aiomysql.pool': aliases('aiomysql', 'Pool create_pool'),
    'aiomysql.cursors': aliases('aiomysql', 'Cursor DictCursor'),
  },
};

export const databases: Library = {
  language: 'python',
  package: 'databases',
  versions: '>=0.4',
  source: 'https://www.encode.io/databases/; databases/core.py at 2024-03',
  modules: {
    databases: aliases('databases.core', 'Database'),
    'databases.core': {
      Database: { class: true, client: true },
      ...members('Database', 'connect disconnect', coroutine),
      ...members('Database', 'fetch_all fetch_one fetch_val', read),
      ...members('Database', 'execute execute_many', change),
      'Database.iterate': { io: true },
    },
  },
};
