import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * MongoDB: pymongo with a blocking and an asyncio half, and motor. A database is an attribute or item of its client, a
 * collection one of its database. `find` asks nothing yet; the cursor does when it is read.
 */

const reads = 'find_one count_documents estimated_document_count distinct index_information options';
const changes = `insert_one insert_many update_one update_many replace_one delete_one delete_many bulk_write find_one_and_update
  find_one_and_replace find_one_and_delete create_index create_indexes drop_index drop_indexes drop rename create_search_index
  create_search_indexes drop_search_index update_search_index`;
const chained = 'limit skip sort hint batch_size comment where collation max_time_ms allow_disk_use clone';
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };

/** Modules of the classes of one half, and what its calls are. */
interface Half {
  readonly client: string;
  readonly database: string;
  readonly collection: string;
  readonly cursor: string;
  readonly commandCursor: string;
  readonly request: SymbolFact;
}

const nameOf = (symbol: string): string => symbol.slice(symbol.indexOf(':') + 1);
const read = ({ request }: Half): SymbolFact => ({ ...request, does: 'read' });
const change = ({ request }: Half): SymbolFact => ({ ...request, does: 'change' });

function clientOf(half: Half): Record<string, SymbolFact> {
  const path = nameOf(half.client);
  return {
    [path]: { class: true, client: true, yields: half.database },
    ...members(path, 'get_database get_default_database', { returns: half.database }),
    ...members(path, 'list_database_names server_info', read(half)),
    ...members(path, 'drop_database', change(half)),
    ...members(path, 'list_databases', { ...read(half), returns: half.commandCursor }),
    ...members(path, 'options read_preference read_concern write_concern codec_options', property),
    [`${path}.*`]: { property: true, is: half.database },
  };
}

function databaseOf(half: Half): Record<string, SymbolFact> {
  const path = nameOf(half.database);
  return {
    [path]: { class: true, yields: half.collection },
    [`${path}.get_collection`]: { returns: half.collection },
    [`${path}.with_options`]: { returns: half.database },
    ...members(path, 'list_collection_names validate_collection', read(half)),
    ...members(path, 'list_collections', { ...read(half), returns: half.commandCursor }),
    [`${path}.create_collection`]: { ...change(half), returns: half.collection },
    ...members(path, 'drop_collection', change(half)),
    [`${path}.command`]: half.request,
    ...members(path, 'name client read_preference read_concern write_concern codec_options', property),
    [`${path}.*`]: { property: true, is: half.collection },
  };
}

function collectionOf(half: Half): Record<string, SymbolFact> {
  const path = nameOf(half.collection);
  return {
    [path]: { class: true, yields: half.collection },
    ...members(path, reads, read(half)),
    ...members(path, changes, change(half)),
    [`${path}.find`]: { returns: half.cursor },
    [`${path}.with_options`]: { returns: half.collection },
    ...members(path, 'name full_name database read_preference read_concern write_concern codec_options', property),
    [`${path}.*`]: { property: true, is: half.collection },
  };
}

function cursorOf(half: Half): Record<string, SymbolFact> {
  const path = nameOf(half.cursor);
  return {
    [path]: { class: true },
    ...members(path, chained, { returns: half.cursor }),
    ...members(path, 'to_list distinct explain', read(half)),
  };
}

const blocking: Half = {
  client: 'pymongo:MongoClient', database: 'pymongo.database:Database', collection: 'pymongo.collection:Collection',
  cursor: 'pymongo.cursor:Cursor', commandCursor: 'pymongo.command_cursor:CommandCursor', request: { blocks: 'database', io: true },
};
const awaited: Half = {
  client: 'pymongo:AsyncMongoClient', database: 'pymongo.asynchronous.database:AsyncDatabase',
  collection: 'pymongo.asynchronous.collection:AsyncCollection', cursor: 'pymongo.asynchronous.cursor:AsyncCursor',
  commandCursor: 'pymongo.asynchronous.command_cursor:AsyncCommandCursor', request: { awaitable: 'coroutine', io: true },
};

export const pymongo: Library = {
  language: 'python',
  package: 'pymongo',
  versions: '>=4',
  source: 'https://github.com/mongodb/mongo-python-driver: pymongo/synchronous at 2026-08',
  modules: {
    pymongo: {
      ...clientOf(blocking),
      'MongoClient.start_session': sync,
      'MongoClient.close': sync,
      ...each('InsertOne UpdateOne UpdateMany ReplaceOne DeleteOne DeleteMany IndexModel', { class: true }),
    },
    'pymongo.mongo_client': aliases('pymongo', 'MongoClient'),
    'pymongo.database': { ...databaseOf(blocking), 'Database.aggregate': { ...read(blocking), returns: blocking.commandCursor } },
    'pymongo.collection': {
      ...collectionOf(blocking),
      ...members('Collection', 'aggregate list_indexes', { ...blocking.request, returns: blocking.commandCursor }),
    },
    'pymongo.cursor': { ...cursorOf(blocking), 'Cursor.next': read(blocking), ...members('Cursor', 'rewind close', sync) },
    'pymongo.command_cursor': { CommandCursor: { class: true }, ...members('CommandCursor', 'next to_list try_next', read(blocking)) },
  },
};

export const pymongoAsync: Library = {
  language: 'python',
  package: 'pymongo',
  versions: '>=4.9',
  source: 'https://github.com/mongodb/mongo-python-driver: pymongo/asynchronous at 2026-08',
  modules: {
    pymongo: {
      ...clientOf(awaited),
      ...members('AsyncMongoClient', 'aconnect close aclose', { awaitable: 'coroutine', io: true }),
      'AsyncMongoClient.start_session': sync,
    },
    'pymongo.asynchronous.mongo_client': aliases('pymongo', 'AsyncMongoClient'),
    'pymongo.asynchronous.database': {
      ...databaseOf(awaited), 'AsyncDatabase.aggregate': { ...read(awaited), returns: awaited.commandCursor },
    },
    'pymongo.asynchronous.collection': {
      ...collectionOf(awaited),
      ...members('AsyncCollection', 'aggregate list_indexes', { ...awaited.request, returns: awaited.commandCursor }),
    },
    'pymongo.asynchronous.cursor': {
      ...cursorOf(awaited), 'AsyncCursor.next': read(awaited), ...members('AsyncCursor', 'close rewind', { awaitable: 'coroutine', io: true }),
    },
    'pymongo.asynchronous.command_cursor': {
      AsyncCommandCursor: { class: true },
      ...members('AsyncCommandCursor', 'next to_list try_next', read(awaited)),
      'AsyncCommandCursor.close': { awaitable: 'coroutine', io: true },
    },
  },
};

/** motor hands pymongo's work to threads as soon as it is called. */
const motorHalf: Half = {
  client: 'motor.motor_asyncio:AsyncIOMotorClient', database: 'motor.motor_asyncio:AsyncIOMotorDatabase',
  collection: 'motor.motor_asyncio:AsyncIOMotorCollection', cursor: 'motor.motor_asyncio:AsyncIOMotorCursor',
  commandCursor: 'motor.motor_asyncio:AsyncIOMotorCommandCursor', request: { awaitable: 'promise', io: true },
};

export const motor: Library = {
  language: 'python',
  package: 'motor',
  versions: '>=3',
  source: 'https://github.com/mongodb/motor: motor/core.py, motor_asyncio.py and metaprogramming.py at 2026-07',
  modules: {
    'motor.motor_asyncio': {
      ...clientOf(motorHalf),
      'AsyncIOMotorClient.close': sync,
      'AsyncIOMotorClient.start_session': motorHalf.request,
      ...databaseOf(motorHalf),
      'AsyncIOMotorDatabase.aggregate': { returns: 'motor.motor_asyncio:AsyncIOMotorCommandCursor' },
      ...collectionOf(motorHalf),
      ...members('AsyncIOMotorCollection', 'aggregate list_indexes', { returns: 'motor.motor_asyncio:AsyncIOMotorCommandCursor' }),
      ...cursorOf(motorHalf),
      AsyncIOMotorCommandCursor: { class: true },
      ...each('AsyncIOMotorCursor.to_list AsyncIOMotorCommandCursor.to_list', read(motorHalf)),
    },
  },
};
