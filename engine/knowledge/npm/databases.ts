import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** pg and Prisma. pg's clients carry one conversation, its pool and PrismaClient many. */

const unlessCallback: SymbolFact = { awaitable: 'promise', io: true, awaitableUnless: [{ position: -1, form: 'function' }] };
const lazy = (does: 'read' | 'change'): SymbolFact => ({ awaitable: 'lazy', io: true, does });
const promise: SymbolFact = { awaitable: 'promise', io: true };
const sync: SymbolFact = {};

export const pg: Library = {
  language: 'typescript',
  package: 'pg',
  versions: '*',
  source: 'https://node-postgres.com/apis/client and /apis/pool; @types/pg 8.23.1',
  modules: {
    pg: {
      ClientBase: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
      'ClientBase.query': unlessCallback,
      'ClientBase.connect': unlessCallback,
      Client: { class: true, connection: true, bases: ['pg:ClientBase'] },
      'Client.end': unlessCallback,
      PoolClient: { class: true, connection: true, bases: ['pg:ClientBase'] },
      'PoolClient.release': sync,
      Pool: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      'Pool.query': unlessCallback,
      'Pool.connect': { ...unlessCallback, returns: 'pg:PoolClient' },
      'Pool.end': unlessCallback,
    },
    'pg-pool': { default: 'pg:Pool' },
  },
};

/** Prisma's queries start when they are awaited or given to `$transaction`. Any other property is a model. */
export const prisma: Library = {
  language: 'typescript',
  package: '@prisma/client',
  versions: '*',
  source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference and /docs/orm/prisma-client/queries/transactions; runtime/client.d.ts of 7.10.0',
  modules: {
    '@prisma/client': {
      PrismaClient: { class: true, client: true },
      'PrismaClient.*': { property: true, is: '@prisma/client:Model' },
      ...members('PrismaClient', '$connect $disconnect', promise),
      'PrismaClient.$transaction': { ...promise, takes: 'together', calls: [{ position: 0, when: 'loop', awaited: true }] },
      ...members('PrismaClient', '$queryRaw $queryRawUnsafe', lazy('read')),
      ...members('PrismaClient', '$executeRaw $executeRawUnsafe', lazy('change')),
      'PrismaClient.$extends': { returns: '@prisma/client:PrismaClient' },
      ...members('PrismaClient', '$on $use', sync),
      // The client within an interactive transaction has one connection.
      'Prisma.TransactionClient': { class: true, connection: true },
      'Prisma.TransactionClient.*': { property: true, is: '@prisma/client:Model' },
      ...members('Prisma.TransactionClient', '$queryRaw $queryRawUnsafe', lazy('read')),
      ...members('Prisma.TransactionClient', '$executeRaw $executeRawUnsafe', lazy('change')),
      Model: { class: true },
      ...members('Model', 'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy', lazy('read')),
      ...members('Model', 'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany', lazy('change')),
    },
  },
};

const orm: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...orm, does: 'read' };
const change: SymbolFact = { ...orm, does: 'change' };
const finds = `find findBy findAndCount findAndCountBy findOne findOneBy findOneOrFail findOneByOrFail count countBy exists existsBy
  sum average minimum maximum query`;
const saves = 'save remove softRemove recover insert update upsert delete softDelete restore increment decrement';
const select: SymbolFact = { returns: 'typeorm:SelectQueryBuilder' };

const typeormQueries: Record<string, SymbolFact | string> = {
  SelectQueryBuilder: { class: true },
  ...members('SelectQueryBuilder', `select addSelect from where andWhere orWhere leftJoin innerJoin leftJoinAndSelect innerJoinAndSelect
    orderBy addOrderBy groupBy addGroupBy having limit offset take skip setParameter setParameters distinct withDeleted setLock cache`, select),
  ...members('SelectQueryBuilder', 'getOne getOneOrFail getMany getManyAndCount getCount getExists getRawOne getRawMany getRawAndEntities stream execute', read),
  'SelectQueryBuilder.update': { returns: 'typeorm:UpdateQueryBuilder' },
  'SelectQueryBuilder.insert': { returns: 'typeorm:InsertQueryBuilder' },
  ...members('SelectQueryBuilder', 'delete', { returns: 'typeorm:DeleteQueryBuilder' }),
  ...each('UpdateQueryBuilder InsertQueryBuilder DeleteQueryBuilder', { class: true }),
  ...each('UpdateQueryBuilder.execute InsertQueryBuilder.execute DeleteQueryBuilder.execute', change),
  ...members('UpdateQueryBuilder', 'set where andWhere orWhere', { returns: 'typeorm:UpdateQueryBuilder' }),
  ...members('InsertQueryBuilder', 'into values orIgnore', { returns: 'typeorm:InsertQueryBuilder' }),
  ...members('DeleteQueryBuilder', 'from where andWhere orWhere', { returns: 'typeorm:DeleteQueryBuilder' }),
};

export const typeorm: Library = {
  language: 'typescript',
  package: 'typeorm',
  versions: '>=0.3',
  source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api, /data-source-api, /query-builder; typeorm 1.1.1',
  modules: {
    typeorm: {
      DataSource: { class: true, client: true },
      ...members('DataSource', 'initialize destroy synchronize dropDatabase runMigrations undoLastMigration', orm),
      'DataSource.query': read,
      'DataSource.transaction': { ...orm, calls: [{ position: -1, when: 'loop', awaited: true }] },
      'DataSource.getRepository': { returns: 'typeorm:Repository' },
      'DataSource.createQueryBuilder': select,
      'DataSource.createQueryRunner': { returns: 'typeorm:QueryRunner' },
      'DataSource.manager': { property: true, is: 'typeorm:EntityManager' },
      Repository: { class: true },
      ...members('Repository', finds, read),
      ...members('Repository', `${saves} preload`, change),
      ...members('Repository', 'create merge hasId getId', sync),
      'Repository.createQueryBuilder': select,
      'Repository.manager': { property: true, is: 'typeorm:EntityManager' },
      EntityManager: { class: true },
      ...members('EntityManager', finds, read),
      ...members('EntityManager', `${saves} preload`, change),
      'EntityManager.transaction': { ...orm, calls: [{ position: -1, when: 'loop', awaited: true }] },
      ...members('EntityManager', 'create merge hasId getId', sync),
      'EntityManager.getRepository': { returns: 'typeorm:Repository' },
      'EntityManager.createQueryBuilder': select,
      QueryRunner: { class: true, connection: true },
      'QueryRunner.query': read,
      ...members('QueryRunner', 'connect release', orm),
      ...members('QueryRunner', `startTransaction commitTransaction rollbackTransaction createTable dropTable addColumn dropColumn
        renameColumn changeColumn createIndex dropIndex createForeignKey dropForeignKey`, change),
      ...members('QueryRunner', 'hasTable hasColumn getTable getTables', read),
      'QueryRunner.manager': { property: true, is: 'typeorm:EntityManager' },
      BaseEntity: { class: true },
      // Static, except for the last four.
      ...members('BaseEntity', 'find findBy findAndCount findOne findOneBy findOneOrFail findOneByOrFail count countBy exists existsBy', read),
      ...members('BaseEntity', 'insert update upsert delete', change),
      ...members('BaseEntity', 'save remove softRemove recover', change),
      ...members('BaseEntity', 'reload', read),
      ...typeormQueries,
    },
    'typeorm/data-source/DataSource': aliases('typeorm', 'DataSource'),
    'typeorm/repository/Repository': aliases('typeorm', 'Repository'),
  },
};
