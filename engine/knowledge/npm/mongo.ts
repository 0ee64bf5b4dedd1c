import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** MongoDB's driver, and Mongoose, whose queries start when they are awaited or executed. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const sync: SymbolFact = {};
const self: SymbolFact = { returns: 'this' };

function cursor(path: string, chains: string): Record<string, SymbolFact> {
  return {
    [path]: { class: true, bases: ['node:events:EventEmitter'] },
    ...members(path, chains, self),
    ...members(path, 'toArray next tryNext hasNext explain close', read),
    [`${path}.forEach`]: { ...read, calls: [{ position: 0, when: 'loop', many: true }] },
    ...members(path, 'stream rewind', sync),
  };
}

export const mongodb: Library = {
  language: 'typescript',
  package: 'mongodb',
  versions: '>=5',
  source: 'https://mongodb.github.io/node-mongodb-native/7.0/; mongodb.d.ts of mongodb 7.9.0',
  modules: {
    mongodb: {
      MongoClient: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('MongoClient', 'connect close', { ...promise }),
      'MongoClient.db': { returns: 'mongodb:Db' },
      'MongoClient.startSession': { returns: 'mongodb:ClientSession' },
      'MongoClient.withSession': { ...promise, calls: [{ position: -1, when: 'loop', awaited: true }] },
      'MongoClient.watch': { returns: 'mongodb:ChangeStream' },
      Db: { class: true },
      'Db.collection': { returns: 'mongodb:Collection' },
      ...members('Db', 'stats indexInformation profilingLevel', read),
      'Db.collections': { ...read, yields: 'mongodb:Collection' },
      ...members('Db', 'createCollection renameCollection dropCollection dropDatabase createIndex removeUser setProfilingLevel', change),
      'Db.command': promise,
      'Db.aggregate': { returns: 'mongodb:AggregationCursor' },
      'Db.watch': { returns: 'mongodb:ChangeStream' },
      ...members('Db', 'admin listCollections', sync),
      Collection: { class: true },
      ...members('Collection', 'findOne countDocuments estimatedDocumentCount count distinct indexes indexExists indexInformation isCapped options', read),
      ...members('Collection', `insertOne insertMany bulkWrite updateOne updateMany replaceOne deleteOne deleteMany rename drop createIndex
        createIndexes dropIndex dropIndexes findOneAndDelete findOneAndReplace findOneAndUpdate createSearchIndex createSearchIndexes
        dropSearchIndex updateSearchIndex`, change),
      'Collection.find': { returns: 'mongodb:FindCursor' },
      'Collection.aggregate': { returns: 'mongodb:AggregationCursor' },
      'Collection.watch': { returns: 'mongodb:ChangeStream' },
      ...members('Collection', 'listIndexes listSearchIndexes initializeOrderedBulkOp initializeUnorderedBulkOp', sync),
      ...cursor('FindCursor', `filter hint min max returnKey showRecordId comment maxAwaitTimeMS maxTimeMS project sort allowDiskUse collation
        limit skip addCursorFlag withReadPreference withReadConcern batchSize clone`),
      'FindCursor.count': read,
      ...cursor('AggregationCursor', `addStage group limit match out project lookup redact skip sort unwind geoNear addCursorFlag
        withReadPreference withReadConcern maxTimeMS batchSize clone`),
      ChangeStream: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('ChangeStream', 'next tryNext hasNext', { ...promise, paces: 'event' }),
      'ChangeStream.close': promise,
      ClientSession: { class: true, connection: true, bases: ['node:events:EventEmitter'] },
      ...members('ClientSession', 'endSession commitTransaction abortTransaction', change),
      'ClientSession.withTransaction': { ...promise, calls: [{ position: 0, when: 'loop', many: true, awaited: true }] },
      ...members('ClientSession', 'startTransaction inTransaction', sync),
      GridFSBucket: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('GridFSBucket', 'delete rename drop', change),
      ...members('GridFSBucket', 'openUploadStream openUploadStreamWithId openDownloadStream openDownloadStreamByName', sync),
      'GridFSBucket.find': { returns: 'mongodb:FindCursor' },
    },
  },
};

const chain = `all and batchSize box circle collation comment elemMatch equals geometry gt gte hint in intersects limit lt lte maxDistance
  maxTimeMS mod ne near nin nor or polygon populate read readConcern regex select session set setOptions size skip slice sort tailable
  where within wtimeout allowDiskUse $where orFail`;

/** A query by what it yields: the class of a document, or of each in a list, or what is not known. */
function query(name: string, does: 'read' | 'change', yields: Pick<SymbolFact, 'returns' | 'yields'>): Record<string, SymbolFact> {
  const lean = `mongoose:${does === 'read' ? 'PlainReading' : 'PlainChange'}`;
  return {
    [name]: { class: true, awaitable: 'lazy', bases: ['mongoose:Query'], ...yields },
    ...members(name, chain, { ...self, io: true, does }),
    ...members(name, 'lean transform', { returns: lean, io: true, does }),
    [`${name}.exec`]: { awaitable: 'promise', io: true, does, ...yields },
    [`${name}.explain`]: { returns: 'mongoose:PlainReading', io: true, does: 'read' },
  };
}

const document = 'mongoose:Document';
/** Until Mongoose 7 a callback ran the query. */
const unlessCallback: Pick<SymbolFact, 'awaitableUnless'> = { awaitableUnless: [{ position: -1, form: 'function' }] };
const changing = (returns: string): SymbolFact => ({ awaitable: 'lazy', returns: `mongoose:${returns}`, io: true, does: 'change', ...unlessCallback });

const models: Record<string, SymbolFact> = {
  Model: { class: true },
  'Model.__call__': { returns: document },
  'Model.find': { returns: 'mongoose:DocumentsQuery', io: true, does: 'read' },
  ...members('Model', 'findOne findById', { returns: 'mongoose:DocumentQuery', io: true, does: 'read' }),
  ...members('Model', 'countDocuments estimatedDocumentCount distinct exists', { returns: 'mongoose:PlainReading', io: true, does: 'read' }),
  'Model.where': { returns: 'mongoose:Query' },
  // Whether it only reads is for its pipeline to say.
  'Model.aggregate': { returns: 'mongoose:Aggregate', io: true },
  ...members('Model', 'updateOne updateMany replaceOne deleteOne deleteMany', changing('PlainChange')),
  ...members('Model', 'findOneAndUpdate findOneAndReplace findByIdAndUpdate findOneAndDelete findByIdAndDelete', changing('ChangedDocumentQuery')),
  'Model.insertMany': { ...change, ...unlessCallback },
  'Model.create': { ...change, ...unlessCallback },
  ...members('Model', 'bulkWrite bulkSave createCollection createIndexes ensureIndexes syncIndexes cleanIndexes', { ...change, ...unlessCallback }),
  ...members('Model', 'populate listIndexes diffIndexes', read),
  'Model.validate': { awaitable: 'promise' },
  // The models start it themselves.
  'Model.init': { awaitable: 'promise', mayBeDropped: true },
  'Model.startSession': { ...promise, returns: 'mongoose:ClientSession' },
  'Model.hydrate': { returns: document },
  ...members('Model', 'watch discriminator', sync),
};

const documents: Record<string, SymbolFact> = {
  Document: { class: true },
  'Document.save': { ...change, ...unlessCallback, returns: 'this' },
  'Document.populate': { ...read, returns: 'this', ...unlessCallback },
  'Document.validate': { awaitable: 'promise', ...unlessCallback },
  ...members('Document', 'deleteOne updateOne replaceOne', changing('PlainChange')),
  ...members('Document', `toObject toJSON set markModified unmarkModified isModified modifiedPaths equals depopulate validateSync
    invalidate $session $set isSelected isInit`, sync),
};

const queries: Record<string, SymbolFact> = {
  Query: { class: true, awaitable: 'lazy' },
  ...members('Query', `${chain} lean transform`, self),
  'Query.exec': promise,
  ...members('Query', 'getFilter getQuery getUpdate getOptions setQuery setUpdate cursor', sync),
  ...query('PlainReading', 'read', {}),
  ...query('PlainChange', 'change', {}),
  ...query('DocumentQuery', 'read', { returns: document }),
  ...query('DocumentsQuery', 'read', { yields: document }),
  ...query('ChangedDocumentQuery', 'change', { returns: document }),
  Aggregate: { class: true, awaitable: 'lazy' },
  ...members('Aggregate', 'match project group lookup sort limit skip unwind addFields append allowDiskUse collation facet hint option session', { ...self, io: true }),
  'Aggregate.exec': promise,
};

export const mongoose: Library = {
  language: 'typescript',
  package: 'mongoose',
  versions: '>=6',
  source: 'https://mongoosejs.com/docs/queries.html, /docs/api/model.html, /docs/api/document.html, /docs/api/connection.html; types of mongoose 9.12.1',
  modules: {
    mongoose: {
      ...models, ...documents, ...queries,
      // `connect` may be dropped: models buffer their commands, and a failure is an event too.
      connect: { ...promise, mayBeDropped: true },
      disconnect: promise,
      startSession: { ...promise, returns: 'mongoose:ClientSession' },
      ClientSession: { class: true, bases: ['mongodb:ClientSession'], connection: true },
      model: { returns: 'mongoose:Model' },
      createConnection: { returns: 'mongoose:Connection' },
      connection: { property: true, is: 'mongoose:Connection' },
      Connection: { class: true, bases: ['node:events:EventEmitter'] },
      'Connection.model': { returns: 'mongoose:Model' },
      ...members('Connection', 'close destroy dropDatabase dropCollection createCollection syncIndexes', change),
      ...members('Connection', 'asPromise openUri', promise),
      'Connection.startSession': { ...promise, returns: 'mongoose:ClientSession' },
      ...members('Connection', 'transaction withSession', { ...promise, calls: [{ position: 0, when: 'loop', many: true, awaited: true }] }),
      'Connection.useDb': { returns: 'mongoose:Connection' },
      ...each('isValidObjectId isObjectIdOrHexString modelNames deleteModel plugin pluralize set', sync),
      Schema: { class: true },
      ...members('Schema', 'add index virtual plugin static method', sync),
      ...members('Schema', 'pre post', { calls: [{ position: -1, when: 'loop', many: true, awaited: true }] }),
    },
  },
};
