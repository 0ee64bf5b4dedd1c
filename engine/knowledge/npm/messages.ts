import { aliases, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** NATS and Socket.IO. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };

/** It resolves, with the error if there is one, once everything is closed. */
const closed: SymbolFact = { awaitable: 'promise', paces: 'event', mayBeDropped: true, neverFails: true };

/** The connection and what comes of it, which both packages have alike. */
const natsCore = (module: string): Record<string, SymbolFact> => ({
  connect: { ...promise, returns: `${module}:NatsConnection`, timeout: { default: 20, by: [{ position: 0, keys: ['timeout'] }], kind: 'network' } },
  NatsConnection: { class: true, client: true },
  'NatsConnection.closed': closed,
  ...members('NatsConnection', 'close drain flush reconnect', promise),
  'NatsConnection.rtt': read,
  'NatsConnection.request': {
    ...promise, returns: `${module}:Msg`, timeout: { default: 1, by: [{ position: 2, keys: ['timeout'] }], kind: 'network' },
  },
  'NatsConnection.requestMany': promise,
  // What is published stands in a buffer; nothing is waited for.
  ...members('NatsConnection', 'publish publishMessage respondMessage', { io: true, does: 'change' }),
  ...members('NatsConnection', 'isClosed isDraining getServer stats status', sync),
  'NatsConnection.subscribe': { returns: `${module}:Subscription`, calls: [{ position: 1, keys: ['callback'], when: 'loop', many: true }] },
  Subscription: { class: true },
  'Subscription.drain': promise,
  ...members('Subscription', 'unsubscribe isDraining isClosed getSubject getReceived getProcessed getPending getID getMax', sync),
  Msg: { class: true },
  ...members('Msg', 'respond json string', sync),
  ...members('Msg', 'subject sid reply data headers', property),
});

const streams: Record<string, SymbolFact> = {
  JetStreamClient: { class: true, client: true },
  'JetStreamClient.publish': change,
  'JetStreamClient.consumers': { property: true, is: 'nats:Consumers' },
  'JetStreamClient.views': { property: true, is: 'nats:Views' },
  'JetStreamClient.jetstreamManager': { ...promise, returns: 'nats:JetStreamManager' },
  ...members('JetStreamClient', 'subscribe pullSubscribe', promise),
  'JetStreamClient.pull': { ...promise, returns: 'nats:JsMsg' },
  Consumers: { class: true },
  'Consumers.get': { ...read, returns: 'nats:Consumer' },
  Consumer: { class: true },
  'Consumer.next': { ...promise, returns: 'nats:JsMsg', paces: 'queue' },
  ...members('Consumer', 'fetch consume', { ...promise, returns: 'nats:ConsumerMessages' }),
  'Consumer.info': read,
  'Consumer.delete': change,
  ConsumerMessages: { class: true },
  'ConsumerMessages.close': promise,
  'ConsumerMessages.closed': closed,
  'ConsumerMessages.stop': sync,
  JsMsg: { class: true },
  ...members('JsMsg', 'ack nak working term next json string', sync),
  'JsMsg.ackAck': change,
  ...members('JsMsg', 'subject data headers seq info redelivered', property),
  JetStreamManager: { class: true },
  'JetStreamManager.getAccountInfo': read,
  'JetStreamManager.streams': { property: true, is: 'nats:StreamAPI' },
  'JetStreamManager.consumers': { property: true, is: 'nats:ConsumerAPI' },
  StreamAPI: { class: true },
  ...members('StreamAPI', 'info getMessage find get', read),
  ...members('StreamAPI', 'add update purge delete deleteMessage', change),
  ConsumerAPI: { class: true },
  'ConsumerAPI.info': read,
  ...members('ConsumerAPI', 'add update delete', change),
  Views: { class: true },
  'Views.kv': { ...promise, returns: 'nats:KV' },
  'Views.os': promise,
  KV: { class: true, client: true },
  ...members('KV', 'get status keys history', read),
  ...members('KV', 'create update put delete purge destroy', change),
  ...members('KV', 'watch close', promise),
};

export const natsNode: readonly Library[] = [
  {
    language: 'typescript',
    package: 'nats',
    versions: '>=2.10',
    source: 'https://github.com/nats-io/nats.js/blob/v2.29.3/README.md; lib/nats-base-client/core.d.ts, nats.js and lib/jetstream/*.d.ts of nats 2.29.3',
    modules: {
      nats: {
        ...natsCore('nats'),
        'NatsConnection.jetstream': { returns: 'nats:JetStreamClient' },
        'NatsConnection.jetstreamManager': { ...promise, returns: 'nats:JetStreamManager' },
        ...streams,
      },
    },
  },
  {
    language: 'typescript',
    package: '@nats-io/transport-node',
    versions: '>=3',
    source: 'https://github.com/nats-io/nats.js/blob/main/transport-node/README.md; lib/core.d.ts of @nats-io/nats-core 3.4.0',
    modules: {
      '@nats-io/nats-core': natsCore('@nats-io/nats-core'),
      '@nats-io/transport-node': aliases('@nats-io/nats-core', 'connect NatsConnection Subscription Msg'),
    },
  },
];

const emitter = 'node:events:EventEmitter';
const listener = (when: { readonly gives: readonly string[] } | undefined): SymbolFact => ({
  returns: 'this', context: 'event',
  calls: [{ position: 1, when: 'loop', many: true, ...when && { ...when, givesIf: { position: 0, is: 'connection' } } }],
});
/** The other side may never answer; a failure only comes of a timeout, which `timeout()` sets. */
const acknowledged: SymbolFact = { ...promise, timeout: { default: 'none', kind: 'network' } };
const rooms = 'to in except compress';

/** A server or one of its namespaces. */
const broadcasting = (path: string): Record<string, SymbolFact> => ({
  [path]: { class: true, bases: [emitter] },
  ...members(path, 'on once', listener({ gives: ['socket.io:Socket'] })),
  ...members(path, `${rooms} timeout`, { returns: 'socket.io:BroadcastOperator' }),
  ...members(path, 'volatile local', { property: true, is: 'socket.io:BroadcastOperator' }),
  ...members(path, 'fetchSockets allSockets serverSideEmitWithAck', promise),
  ...members(path, 'emit send write serverSideEmit socketsJoin socketsLeave disconnectSockets', { io: true }),
  // A middleware says by `next` that it is done; nobody awaits what it yields.
  [`${path}.use`]: { returns: 'this', context: 'event', calls: [{ position: 0, when: 'loop', many: true, gives: ['socket.io:Socket'] }] },
});

export const socketIo: Library = {
  language: 'typescript',
  package: 'socket.io',
  versions: '>=4.6',
  source: 'https://socket.io/docs/v4/server-api/ and /docs/v4/emitting-events/#acknowledgements; dist/{index,namespace,socket,broadcast-operator}.d.ts of socket.io 4.8.4',
  modules: {
    'socket.io': {
      ...broadcasting('Server'),
      Server: { class: true, bases: [emitter], serves: true },
      'Server.of': { returns: 'socket.io:Namespace' },
      'Server.sockets': { property: true, is: 'socket.io:Namespace' },
      ...members('Server', 'listen attach bind', { returns: 'this', io: true }),
      'Server.close': { ...promise, mayBeDropped: true },
      ...broadcasting('Namespace'),
      BroadcastOperator: { class: true },
      ...members('BroadcastOperator', `${rooms} timeout`, { returns: 'this' }),
      ...members('BroadcastOperator', 'volatile local', { property: true, is: 'socket.io:BroadcastOperator' }),
      ...members('BroadcastOperator', 'emitWithAck fetchSockets allSockets', promise),
      ...members('BroadcastOperator', 'emit socketsJoin socketsLeave disconnectSockets', { io: true }),
      Socket: { class: true, bases: [emitter] },
      ...members('Socket', 'on once onAny', listener(undefined)),
      'Socket.emitWithAck': acknowledged,
      'Socket.timeout': { returns: 'socket.io:TimedSocket' },
      // They yield a promise only with an adapter that keeps the rooms elsewhere.
      ...members('Socket', 'join leave', { opaque: true }),
      ...members('Socket', 'to in except', { returns: 'socket.io:BroadcastOperator' }),
      ...members('Socket', 'broadcast volatile local', { property: true, is: 'socket.io:BroadcastOperator' }),
      ...members('Socket', 'emit send write disconnect', { io: true }),
      TimedSocket: { class: true, bases: ['socket.io:Socket'] },
      'TimedSocket.emitWithAck': promise,
    },
  },
};

export const socketIoClient: Library = {
  language: 'typescript',
  package: 'socket.io-client',
  versions: '>=4.6',
  source: 'https://socket.io/docs/v4/client-api/#socketemitwithackeventname-args; build/esm/{index,socket,manager}.d.ts of socket.io-client 4.8.4',
  modules: {
    'socket.io-client': {
      io: { returns: 'socket.io-client:Socket' },
      connect: 'socket.io-client:io',
      default: 'socket.io-client:io',
      Manager: { class: true, bases: [emitter] },
      'Manager.socket': { returns: 'socket.io-client:Socket' },
      Socket: { class: true, bases: [emitter] },
      'Socket.emitWithAck': { ...promise, timeout: { default: 'none', onClient: [{ position: 1, keys: ['ackTimeout'] }], kind: 'network' } },
      'Socket.timeout': { returns: 'socket.io-client:TimedSocket' },
      ...members('Socket', 'connect open disconnect close compress', { returns: 'this', io: true }),
      ...members('Socket', 'emit send', { io: true }),
      'Socket.volatile': { property: true, is: 'socket.io-client:Socket' },
      TimedSocket: { class: true, bases: ['socket.io-client:Socket'] },
      'TimedSocket.emitWithAck': promise,
    },
  },
};
