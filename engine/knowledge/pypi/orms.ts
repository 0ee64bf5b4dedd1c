import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Models that ask the database by their own methods: peewee, which blocks, and Tortoise ORM. */

const blocking: SymbolFact = { blocks: 'database', io: true };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const sync: SymbolFact = {};

export const peewee: Library = {
  language: 'python',
  package: 'peewee',
  versions: '>=3',
  source: 'https://docs.peewee-orm.com/en/latest/peewee/querying.html; peewee.py of coleifer/peewee',
  modules: {
    peewee: {
      Model: { class: true },
      // What only builds a query (`select`, `update`, `insert`) asks nothing yet.
      ...members('Model', 'get get_or_none get_by_id table_exists', { ...blocking, does: 'read' }),
      ...members('Model', `create get_or_create set_by_id delete_by_id bulk_create bulk_update save delete_instance create_table drop_table
        truncate_table`, { ...blocking, does: 'change' }),
      ...members('Model', 'update insert insert_many delete alias bind', sync),
      ...members('Model', 'select filter', { returns: 'peewee:ModelSelect' }),
      ModelSelect: { class: true },
      ...members('ModelSelect', `where orwhere join left_outer_join join_from switch order_by group_by having limit offset distinct dicts tuples
        paginate`, { returns: 'peewee:ModelSelect' }),
      ...members('ModelSelect', 'get get_or_none first count exists scalar execute peek', { ...blocking, does: 'read' }),
      Database: { class: true },
      ...members('Database', 'connect execute_sql commit rollback create_tables drop_tables get_tables table_exists', blocking),
    },
  },
};

export const tortoise: Library = {
  language: 'python',
  package: 'tortoise-orm',
  versions: '>=0.20',
  source: 'https://tortoise.github.io/models.html and /setup.html; tortoise/{__init__,models}.py at 2024-12',
  modules: {
    tortoise: {
      Tortoise: { class: true },
      ...members('Tortoise', 'init close_connections generate_schemas', coroutine),
      ...members('Tortoise', 'init_models describe_model describe_models get_connection', sync),
      Model: 'tortoise.models:Model',
    },
    'tortoise.models': {
      Model: { class: true },
      ...members('Model', 'save delete create get_or_create update_or_create', { ...coroutine, does: 'change' }),
      ...members('Model', 'fetch_related refresh_from_db in_bulk', { ...coroutine, does: 'read' }),
      ...members('Model', 'update_from_dict clone', sync),
    },
  },
};
