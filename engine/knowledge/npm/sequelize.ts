import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Sequelize's models: finders read, everything else changes; each query takes a connection of the pool. */

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
  source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-finders/ and /docs/v6/core-concepts/model-querying-basics/',
  modules: { sequelize: models, 'sequelize-typescript': each('Model', { class: true, bases: ['sequelize:Model'] }) },
};
