import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Drizzle: queries that start when they are awaited or executed. Those of its synchronous drivers for SQLite can be
 * awaited too, but are meant to be run by `run`, `all`, `get` or `values`; whoever takes such a driver has decided to wait.
 */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const own = (name: string): string => `drizzle-orm:${name}`;

const clauses = `where having groupBy orderBy limit offset for leftJoin rightJoin innerJoin fullJoin crossJoin leftJoinLateral innerJoinLateral
  crossJoinLateral union unionAll intersect intersectAll except exceptAll $dynamic $withCache`;
const links = 'returning onConflictDoNothing onConflictDoUpdate onDuplicateKeyUpdate $returningId';

/** What is asked of a database: `connection` for what a transaction does, `runs` is what `run` and the like of SQLite do. */
function queries(prefix: string, connection: Pick<SymbolFact, 'connection'>, runs: SymbolFact): Record<string, SymbolFact> {
  const [query, change] = [`${prefix}Query`, `${prefix}Change`];
  const asked: SymbolFact = { returns: own(query), io: true, does: 'read' };
  const changed: SymbolFact = { returns: own(change), io: true, does: 'change' };
  return {
    [query]: { class: true, awaitable: 'lazy', ...connection },
    ...members(query, clauses, { returns: 'this', io: true }),
    [change]: { class: true, awaitable: 'lazy', ...connection },
    ...members(change, `where from ${links}`, { ...changed, returns: 'this' }),
    // One that is dynamic is built by and by.
    [`${change}.$dynamic`]: { returns: own(query), io: true },
    ...Object.assign({}, ...[query, change].map((path) => ({
      [`${path}.execute`]: promise,
      ...members(path, 'run all get values', runs),
      // A query that is named or only written down is part of another one.
      ...members(path, 'as toSQL getSQL', {}),
      [`${path}.prepare`]: { returns: own(`${prefix}Prepared`) },
    }))) as Record<string, SymbolFact>,
    [`${prefix}Prepared`]: { class: true, ...connection },
    [`${prefix}Prepared.execute`]: promise,
    ...members(`${prefix}Prepared`, 'run all get values', runs),
    // What lacks a table or values yet is no query.
    [`${prefix}Selection`]: { class: true },
    [`${prefix}Selection.from`]: asked,
    [`${prefix}Insertion`]: { class: true },
    ...members(`${prefix}Insertion`, 'values select', changed),
    ...members(`${prefix}Insertion`, 'ignore overridingSystemValue', { returns: 'this' }),
    [`${prefix}Update`]: { class: true },
    [`${prefix}Update.set`]: changed,
    [`${prefix}Tables`]: { class: true },
    [`${prefix}Tables.*`]: { property: true, is: own(`${prefix}Table`) },
    [`${prefix}Table`]: { class: true, ...connection },
    ...members(`${prefix}Table`, 'findMany findFirst', asked),
  };
}

/** A database, or a transaction in it. */
function database(path: string, prefix: string, more: SymbolFact): Record<string, SymbolFact> {
  return {
    [path]: { class: true, ...more },
    ...members(path, 'select selectDistinct selectDistinctOn', { returns: own(`${prefix}Selection`) }),
    [`${path}.insert`]: { returns: own(`${prefix}Insertion`) },
    [`${path}.update`]: { returns: own(`${prefix}Update`) },
    [`${path}.delete`]: { returns: own(`${prefix}Change`), io: true, does: 'change' },
    // What a statement does is for its text to say.
    [`${path}.execute`]: { returns: own(`${prefix}Query`), io: true },
    [`${path}.$count`]: { returns: own(`${prefix}Query`), io: true, does: 'read' },
    [`${path}.query`]: { property: true, is: own(`${prefix}Tables`) },
    ...members(path, '$with rollback', {}),
    [`${path}.with`]: { returns: own(path) },
  };
}

const transaction = (gives: string, more: SymbolFact): SymbolFact => ({ ...more, calls: [{ position: 0, when: 'loop', awaited: true, gives: [own(gives)] }] });
const drivers: Readonly<Record<string, string>> = {
  'node-postgres': 'NodePgDatabase', 'postgres-js': 'PostgresJsDatabase', 'neon-http': 'NeonHttpDatabase', 'neon-serverless': 'NeonDatabase',
  'vercel-postgres': 'VercelPgDatabase', pglite: 'PgliteDatabase', mysql2: 'MySql2Database', 'planetscale-serverless': 'PlanetScaleDatabase',
  libsql: 'LibSQLDatabase', d1: 'DrizzleD1Database', 'bun-sql': 'BunSQLDatabase',
};
const syncDrivers: Readonly<Record<string, string>> = { 'better-sqlite3': 'BetterSQLite3Database', 'bun-sqlite': 'BunSQLiteDatabase' };

/** The modules of drivers, whose databases differ in nothing that is told here. */
function modulesOf(of: Readonly<Record<string, string>>, named: string, migrate: SymbolFact): Library['modules'] {
  return Object.fromEntries(Object.entries(of).flatMap(([driver, name]): [string, Library['modules'][string]][] => [
    [`drizzle-orm/${driver}`, { drizzle: { returns: own(named) }, [name]: own(named) }],
    [`drizzle-orm/${driver}/migrator`, { migrate }],
  ]));
}

export const drizzle: Library = {
  language: 'typescript',
  package: 'drizzle-orm',
  versions: '>=0.29',
  source: 'https://orm.drizzle.team/docs/select, /docs/insert, /docs/rqb, /docs/transactions; query-promise.js, {pg,mysql,sqlite}-core/db.d.ts and */driver.d.ts of drizzle-orm 0.45.4',
  modules: {
    'drizzle-orm': {
      ...database('Database', '', { client: true }),
      'Database.transaction': transaction('Transaction', promise),
      'Database.batch': { ...promise, takes: 'together' },
      ...members('Database', 'run all get values', promise),
      ...queries('', {}, promise),
      ...database('Transaction', 'Held', { connection: true }),
      'Transaction.transaction': transaction('Transaction', promise),
      'Transaction.setTransaction': promise,
      ...members('Transaction', 'run all get values', promise),
      ...queries('Held', { connection: true }, promise),
      ...database('SyncDatabase', 'Sync', { connection: 'queued' }),
      'SyncDatabase.transaction': { io: true, opaque: true, calls: [{ position: 0, when: 'now', gives: [own('SyncDatabase')] }] },
      ...members('SyncDatabase', 'run all get values', { io: true }),
      ...queries('Sync', { connection: 'queued' }, { io: true }),
      ...each('sql eq and or not inArray like desc asc', {}),
    },
    'drizzle-orm/pg-core': { PgDatabase: own('Database'), PgTransaction: own('Transaction') },
    'drizzle-orm/mysql-core': { MySqlDatabase: own('Database'), MySqlTransaction: own('Transaction') },
    ...modulesOf(drivers, 'Database', promise),
    ...modulesOf(syncDrivers, 'SyncDatabase', { io: true }),
  },
};
