import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Knex, whose queries start when they are awaited. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const self: SymbolFact = { returns: 'this', io: true };

const clauses = `as columns column comment from into table distinct join innerJoin leftJoin leftOuterJoin rightJoin fullOuterJoin crossJoin
  joinRaw using with withRecursive withSchema where andWhere orWhere whereNot andWhereNot orWhereNot whereRaw orWhereRaw andWhereRaw whereExists
  orWhereExists whereNotExists whereIn orWhereIn whereNotIn orWhereNotIn whereLike whereILike orWhereLike orWhereILike whereNull orWhereNull
  whereNotNull orWhereNotNull whereBetween orWhereBetween whereNotBetween groupBy groupByRaw orderBy orderByRaw union unionAll intersect having
  andHaving havingRaw orHaving offset limit forUpdate forShare skipLocked noWait timeout clone clearSelect clearWhere clearOrder options
  transacting connection debug modify`;

/** A query builder; that of a transaction shares its connection. */
function builder(path: string, connection: Pick<SymbolFact, 'connection'>): Record<string, SymbolFact> {
  return {
    [path]: { class: true, awaitable: 'lazy', ...connection },
    ...members(path, clauses, self),
    ...members(path, 'select first pluck count countDistinct min max sum sumDistinct avg avgDistinct columnInfo', { ...self, does: 'read' }),
    ...members(path, 'insert upsert update del delete truncate increment decrement returning', { ...self, does: 'change' }),
    [`${path}.onConflict`]: { returns: path === 'Knex.QueryBuilder' ? 'knex:OnConflictBuilder' : 'knex:TransactionConflictBuilder' },
    ...members(path, 'toSQL toQuery toString pipe', {}),
  };
}

/** `merge` and `ignore` are the last links of `insert(…).onConflict(…)`, and yield the query again. */
function conflicts(path: string, query: string): Record<string, SymbolFact> {
  return { [path]: { class: true }, ...members(path, 'merge ignore', { returns: query, io: true, does: 'change' }) };
}

function root(path: string, query: string): Record<string, SymbolFact> {
  return {
    [`${path}.__call__`]: { returns: query, io: true },
    ...members(path, `${clauses} queryBuilder`.replace(/\b(clone|options|transacting|connection|debug|modify|timeout|comment|forUpdate|forShare|skipLocked|noWait)\b/g, ''), { returns: query, io: true }),
    ...members(path, 'select first', { returns: query, io: true, does: 'read' }),
  };
}

const migrations: Record<string, SymbolFact> = {
  'Knex.Migrator': { class: true },
  ...members('Knex.Migrator', 'latest rollback up down make forceFreeMigrationsLock', { ...promise, does: 'change' }),
  ...members('Knex.Migrator', 'status currentVersion list', { ...promise, does: 'read' }),
  'Knex.Seeder': { class: true },
  ...members('Knex.Seeder', 'run make', { ...promise, does: 'change' }),
  'Knex.SchemaBuilder': { class: true, awaitable: 'lazy' },
  ...members('Knex.SchemaBuilder', `createTable createTableIfNotExists createTableLike alterTable table renameTable dropTable dropTableIfExists
    createView dropView dropViewIfExists createSchema createSchemaIfNotExists dropSchema dropSchemaIfExists raw`, { ...self, does: 'change' }),
  ...members('Knex.SchemaBuilder', 'hasTable hasColumn', { ...self, does: 'read' }),
  'Knex.SchemaBuilder.withSchema': self,
};

export const knex: Library = {
  language: 'typescript',
  package: 'knex',
  versions: '>=0.95',
  source: 'https://knexjs.org/guide/interfaces.html, /query-builder.html, /transactions.html, /schema-builder.html; types/index.d.ts of knex 3.3.0',
  modules: {
    knex: {
      default: { returns: 'knex:Knex' },
      knex: 'knex:default',
      Knex: { class: true, client: true },
      ...root('Knex', 'knex:Knex.QueryBuilder'),
      'Knex.raw': { returns: 'knex:Knex.Raw', io: true },
      // Without a function it yields a transaction.
      'Knex.transaction': { ...promise, calls: [{ position: 0, when: 'loop', awaited: true, gives: ['knex:Knex.Transaction'] }] },
      'Knex.destroy': { ...promise, awaitableUnless: [{ position: -1, form: 'function' }] },
      'Knex.schema': { property: true, is: 'knex:Knex.SchemaBuilder' },
      'Knex.migrate': { property: true, is: 'knex:Knex.Migrator' },
      'Knex.seed': { property: true, is: 'knex:Knex.Seeder' },
      ...builder('Knex.QueryBuilder', {}),
      ...conflicts('OnConflictBuilder', 'knex:Knex.QueryBuilder'),
      // What is left unawaited is often part of another query.
      'Knex.Raw': { class: true, awaitable: 'lazy' },
      ...migrations,
      'Knex.Transaction': { class: true, connection: true, bases: ['knex:Knex'] },
      ...root('Knex.Transaction', 'knex:TransactionBuilder'),
      ...members('Knex.Transaction', 'commit rollback savepoint', { ...promise, does: 'change' }),
      'Knex.Transaction.isCompleted': {},
      ...builder('TransactionBuilder', { connection: true }),
      ...conflicts('TransactionConflictBuilder', 'knex:TransactionBuilder'),
    },
  },
};
