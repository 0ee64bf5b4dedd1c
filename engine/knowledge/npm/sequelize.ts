import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * Sequelize's models and their instances, which have several methods of the same name (`update`, `destroy`); all are
 * promises. Without a transaction each query takes a connection of the pool.
 */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const one = 'this';

const models: Record<string, SymbolFact> = {
  Model: { class: true },
  ...members('Model', 'findOne findByPk', { ...read, returns: one }),
  'Model.findAll': { ...read, yields: one },
  ...members('Model', 'findAndCountAll count sum min max aggregate describe', read),
  'Model.create': { ...change, returns: one },
  'Model.bulkCreate': { ...change, yields: one },
  // These yield an instance and whether it was made.
  ...members('Model', 'findOrCreate findCreateFind upsert findOrBuild', change),
  ...members('Model', 'update destroy restore increment decrement truncate sync drop', change),
  ...members('Model', 'save', { ...change, returns: one }),
  'Model.reload': { ...read, returns: one },
  'Model.validate': { awaitable: 'promise' },
  ...members('Model', 'build scope unscoped schema set', { returns: one }),
  'Model.bulkBuild': { yields: one },
  ...members('Model', `init getTableName addScope hasOne belongsTo hasMany belongsToMany addHook removeHook hasHook getDataValue
    setDataValue setAttributes changed previous equals equalsOneOf isSoftDeleted toJSON where`, {}),
};

const database: Record<string, SymbolFact> = {
  Sequelize: { class: true, client: true },
  ...members('Sequelize', 'query authenticate close sync drop truncate createSchema dropSchema dropAllSchemas databaseVersion', promise),
  'Sequelize.showAllSchemas': read,
  // Without a function it yields a transaction.
  'Sequelize.transaction': { ...promise, calls: [{ position: -1, when: 'loop', awaited: true, gives: ['sequelize:Transaction'] }] },
  ...members('Sequelize', 'define model', { returns: 'sequelize:Model' }),
  ...members('Sequelize', `isDefined escape getDialect getDatabaseName addHook fn col literal cast where and or json`, {}),
  Transaction: { class: true },
  ...members('Transaction', 'commit rollback', change),
  'Transaction.afterCommit': { calls: [{ position: 0, when: 'loop' }] },
};

export const sequelize: Library = {
  language: 'typescript',
  package: 'sequelize',
  versions: '>=5',
  source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-finders/ and /model-instances/; types/model.d.ts, sequelize.d.ts and transaction.d.ts of sequelize 6.37.8',
  modules: { sequelize: { ...models, ...database } },
};

export const sequelizeTypescript: Library = {
  language: 'typescript',
  package: 'sequelize-typescript',
  versions: '>=2',
  source: 'https://github.com/sequelize/sequelize-typescript#readme; dist/model/model/model.d.ts of sequelize-typescript 2.1.6',
  modules: {
    'sequelize-typescript': {
      Model: { class: true, bases: ['sequelize:Model'] },
      ...members('Model', '$get $count $has', read),
      ...members('Model', '$add $set $create $remove', change),
      Sequelize: { class: true, client: true, bases: ['sequelize:Sequelize'] },
      'Sequelize.addModels': {},
      ...each('Column Table BelongsTo HasMany BelongsToMany ForeignKey', {}),
    },
  },
};
