import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * What is called on a model of Sequelize; without a transaction each query takes a connection of the pool. `update`,
 * `destroy` and the like, which instances have too, are left out.
 */

const read: SymbolFact = { awaitable: 'promise', io: true, does: 'read' };
const change: SymbolFact = { awaitable: 'promise', io: true, does: 'change' };

const models: Record<string, SymbolFact> = {
  Model: { class: true },
  ...members('Model', 'findAll findOne findByPk findAndCountAll count sum min max', read),
  ...members('Model', 'create bulkCreate findOrCreate findCreateFind upsert truncate', change),
};

export const sequelize: Library = {
  language: 'typescript',
  package: 'sequelize',
  versions: '*',
  source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-finders/; src/model.d.ts of Sequelize 6',
  modules: { sequelize: models, 'sequelize-typescript': each('Model', { class: true, bases: ['sequelize:Model'] }) },
};
