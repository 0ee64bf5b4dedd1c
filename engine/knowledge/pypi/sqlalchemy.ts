import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** SQLAlchemy's blocking half; `sqlalchemy-async.ts` has the other. A session or connection carries one conversation. */

const database: SymbolFact = { blocks: 'database', io: true };
const read: SymbolFact = { ...database, does: 'read' };
const change: SymbolFact = { ...database, does: 'change' };
const result: SymbolFact = { ...database, returns: 'sqlalchemy.engine:Result' };
const query: SymbolFact = { returns: 'sqlalchemy.orm:Query' };
const sync: SymbolFact = {};

const session: Record<string, SymbolFact | string> = {
  Session: { class: true, connection: true },
  'Session.execute': result,
  ...members('Session', 'scalar scalars get get_one refresh', read),
  ...members('Session', 'commit flush rollback merge bulk_save_objects bulk_insert_mappings bulk_update_mappings', change),
  'Session.connection': { ...database, returns: 'sqlalchemy.engine:Connection' },
  'Session.query': query,
  ...members('Session', `add add_all delete expire expire_all expunge expunge_all begin begin_nested close is_modified in_transaction
    get_bind`, sync),
  sessionmaker: { class: true, makes: { default: 'sqlalchemy.orm:Session', by: { name: 'class_' } } },
  'sessionmaker.begin': sync,
  'sessionmaker.configure': sync,
  Query: { class: true },
  ...members('Query', `filter filter_by join outerjoin order_by group_by having limit offset options distinct select_from where
    with_for_update execution_options yield_per with_entities`, query),
  ...members('Query', 'all first one one_or_none scalar count get', read),
  ...members('Query', 'update delete', change),
};

const engine: Record<string, SymbolFact | string> = {
  Engine: { class: true, client: true },
  'Engine.connect': { ...database, returns: 'sqlalchemy.engine:Connection' },
  'Engine.begin': { ...database, enters: 'sqlalchemy.engine:Connection' },
  'Engine.raw_connection': database,
  'Engine.dispose': sync,
  Connection: { class: true, connection: true },
  ...members('Connection', 'execute exec_driver_sql', result),
  ...members('Connection', 'scalar scalars', read),
  ...members('Connection', 'commit rollback', change),
  ...members('Connection', 'begin begin_nested close execution_options', sync),
  Result: { class: true },
  ...members('Result', `all first one one_or_none scalar scalar_one scalar_one_or_none scalars mappings fetchall fetchone fetchmany
    unique partitions tuples keys close`, sync),
};

export const sqlalchemy: Library = {
  language: 'python',
  package: 'sqlalchemy',
  versions: '>=1.4',
  source: 'https://docs.sqlalchemy.org/en/20/orm/session_api.html and /core/connections.html; SQLAlchemy 2.1.1',
  modules: {
    sqlalchemy: {
      create_engine: { returns: 'sqlalchemy.engine:Engine' },
      ...aliases('sqlalchemy.engine', 'Engine Connection Result'),
      MetaData: { class: true },
      ...members('MetaData', 'create_all drop_all reflect', database),
      ...each('select insert update delete text func.now', sync),
    },
    'sqlalchemy.engine': { ...engine, create_engine: 'sqlalchemy:create_engine' },
    'sqlalchemy.orm': session,
    'sqlalchemy.orm.session': aliases('sqlalchemy.orm', 'Session sessionmaker'),
    'sqlalchemy.engine.base': aliases('sqlalchemy.engine', 'Engine Connection'),
  },
};
