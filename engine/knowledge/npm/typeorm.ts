import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** TypeORM: repositories, entity managers, active records and query builders. A query runner is one connection. */

const orm: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...orm, does: 'read' };
const change: SymbolFact = { ...orm, does: 'change' };
const sync: SymbolFact = {};
const findOne = 'findOne findOneBy findOneOrFail findOneByOrFail';
const findMany = 'find findBy';
const counts = 'findAndCount findAndCountBy count countBy exists existsBy sum average minimum maximum';
const saves = 'save remove softRemove recover insert update upsert delete softDelete restore increment decrement clear';
const transaction: SymbolFact = { ...orm, calls: [{ position: -1, when: 'loop', awaited: true, gives: ['typeorm:TransactionManager'] }] };

function stores(path: string): Record<string, SymbolFact> {
  return {
    [path]: { class: true },
    ...members(path, `${findOne} ${findMany} ${counts} preload`, read),
    ...members(path, saves, change),
    // What a statement does is for its text to say.
    [`${path}.query`]: orm,
    ...members(path, 'create merge hasId getId', sync),
    [`${path}.createQueryBuilder`]: { returns: 'typeorm:SelectQueryBuilder' },
  };
}

/** Active records: static methods, of which `save`, `remove`, `softRemove`, `recover` and `reload` are the instances' too. */
const records: Record<string, SymbolFact> = {
  BaseEntity: { class: true },
  ...members('BaseEntity', findOne, { ...read, returns: 'this' }),
  ...members('BaseEntity', findMany, { ...read, yields: 'this' }),
  ...members('BaseEntity', counts, read),
  ...members('BaseEntity', 'save remove softRemove recover insert update upsert delete clear', change),
  'BaseEntity.reload': read,
  'BaseEntity.query': orm,
  // Given a list, it makes a list.
  'BaseEntity.create': sync,
  ...members('BaseEntity', 'hasId merge useDataSource', sync),
  'BaseEntity.getRepository': { returns: 'typeorm:Repository' },
  'BaseEntity.createQueryBuilder': { returns: 'typeorm:SelectQueryBuilder' },
};

const build: SymbolFact = { returns: 'this' };
const builders: Record<string, SymbolFact> = {
  ...each('SelectQueryBuilder UpdateQueryBuilder InsertQueryBuilder DeleteQueryBuilder SoftDeleteQueryBuilder', { class: true }),
  ...members('SelectQueryBuilder', `addSelect from addFrom where andWhere orWhere whereInIds andWhereInIds innerJoin leftJoin
    leftJoinAndSelect innerJoinAndSelect leftJoinAndMapOne leftJoinAndMapMany innerJoinAndMapOne innerJoinAndMapMany
    loadRelationIdAndMap orderBy addOrderBy groupBy addGroupBy having andHaving orHaving limit offset take skip setParameter setParameters
    distinct distinctOn withDeleted setLock cache setFindOptions comment select clone useIndex`, build),
  ...members('SelectQueryBuilder', 'getOne getOneOrFail getMany getManyAndCount getCount getExists getRawOne getRawMany getRawAndEntities stream execute', read),
  ...members('SelectQueryBuilder', 'getQuery getSql getParameters getQueryAndParameters subQuery', sync),
  'SelectQueryBuilder.update': { returns: 'typeorm:UpdateQueryBuilder' },
  'SelectQueryBuilder.insert': { returns: 'typeorm:InsertQueryBuilder' },
  'SelectQueryBuilder.delete': { returns: 'typeorm:DeleteQueryBuilder' },
  ...members('SelectQueryBuilder', 'softDelete restore', { returns: 'typeorm:SoftDeleteQueryBuilder' }),
  ...each('UpdateQueryBuilder.execute InsertQueryBuilder.execute DeleteQueryBuilder.execute SoftDeleteQueryBuilder.execute', change),
  ...members('UpdateQueryBuilder', 'set where andWhere orWhere whereInIds returning setParameter setParameters', build),
  ...members('InsertQueryBuilder', 'into values orIgnore orUpdate returning setParameter setParameters', build),
  ...members('DeleteQueryBuilder', 'from where andWhere orWhere whereInIds returning setParameter setParameters', build),
  ...members('SoftDeleteQueryBuilder', 'from where andWhere orWhere whereInIds returning setParameter setParameters', build),
};

const runner: Record<string, SymbolFact> = {
  QueryRunner: { class: true, connection: true },
  'QueryRunner.query': orm,
  ...members('QueryRunner', 'connect release', orm),
  ...members('QueryRunner', `startTransaction commitTransaction rollbackTransaction clearDatabase createTable dropTable renameTable clearTable
    createView dropView addColumn addColumns dropColumn dropColumns renameColumn changeColumn changeColumns createIndex createIndices dropIndex
    dropIndices createForeignKey createForeignKeys dropForeignKey dropForeignKeys createPrimaryKey dropPrimaryKey createUniqueConstraint
    dropUniqueConstraint createCheckConstraint dropCheckConstraint createSchema dropSchema createDatabase dropDatabase`, change),
  ...members('QueryRunner', 'hasTable hasColumn hasSchema hasDatabase getTable getTables getView getViews', read),
  'QueryRunner.manager': { property: true, is: 'typeorm:EntityManager' },
};

const database: Record<string, SymbolFact> = {
  DataSource: { class: true, client: true },
  ...members('DataSource', 'initialize destroy synchronize dropDatabase runMigrations undoLastMigration showMigrations query', orm),
  'DataSource.transaction': transaction,
  ...members('DataSource', 'getRepository getTreeRepository getMongoRepository', { returns: 'typeorm:Repository' }),
  'DataSource.createQueryBuilder': { returns: 'typeorm:SelectQueryBuilder' },
  'DataSource.createQueryRunner': { returns: 'typeorm:QueryRunner' },
  'DataSource.createEntityManager': { returns: 'typeorm:EntityManager' },
  'DataSource.manager': { property: true, is: 'typeorm:EntityManager' },
  ...members('DataSource', 'setOptions hasMetadata getMetadata', sync),
};

export const typeorm: Library = {
  language: 'typescript',
  package: 'typeorm',
  versions: '>=0.3',
  source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api, /data-source-api, /query-builder; declarations of typeorm 1.1.1',
  modules: {
    typeorm: {
      ...database,
      ...stores('Repository'),
      'Repository.manager': { property: true, is: 'typeorm:EntityManager' },
      'Repository.extend': { returns: 'this' },
      ...each('TreeRepository MongoRepository', { class: true, bases: ['typeorm:Repository'] }),
      ...members('TreeRepository', 'findTrees findRoots findDescendants findDescendantsTree countDescendants findAncestors findAncestorsTree countAncestors', read),
      ...stores('EntityManager'),
      'EntityManager.transaction': transaction,
      // Within a transaction all that is asked goes over one connection.
      TransactionManager: { class: true, connection: true, bases: ['typeorm:EntityManager'] },
      ...members('TransactionManager', 'getRepository withRepository', { returns: 'typeorm:TransactionRepository' }),
      'TransactionManager.createQueryBuilder': { opaque: true },
      TransactionRepository: { class: true, connection: true, bases: ['typeorm:Repository'] },
      'TransactionRepository.createQueryBuilder': { opaque: true },
      ...members('EntityManager', 'getRepository getTreeRepository getMongoRepository', { returns: 'typeorm:Repository' }),
      ...records, ...runner, ...builders,
    },
    'typeorm/data-source/DataSource': aliases('typeorm', 'DataSource'),
    'typeorm/repository/Repository': aliases('typeorm', 'Repository'),
    '@nestjs/typeorm': each('InjectRepository InjectDataSource InjectEntityManager getRepositoryToken', sync),
  },
};
