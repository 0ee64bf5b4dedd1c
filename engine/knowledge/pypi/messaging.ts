import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Brokers of messages: Kafka (aiokafka), RabbitMQ (aio_pika, pika), NATS. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };
const blocking: SymbolFact = { blocks: 'network', io: true };

export const aiokafka: Library = {
  language: 'python',
  package: 'aiokafka',
  versions: '>=0.8',
  source: 'https://aiokafka.readthedocs.io/en/stable/api.html; aiokafka/{consumer,producer} at 2026-04',
  modules: {
    aiokafka: {
      AIOKafkaConsumer: { class: true },
      ...members('AIOKafkaConsumer', 'start stop commit seek_to_beginning seek_to_end seek_to_committed', coroutine),
      ...members('AIOKafkaConsumer', 'committed topics position offsets_for_times beginning_offsets end_offsets', read),
      // What comes next is waited for as long as it takes.
      ...members('AIOKafkaConsumer', 'getone getmany', { ...coroutine, paces: 'queue' }),
      ...members('AIOKafkaConsumer', `assign assignment partitions_for_topic highwater seek subscribe subscription unsubscribe pause paused
        resume`, sync),
      AIOKafkaProducer: { class: true, client: true },
      ...members('AIOKafkaProducer', 'start stop flush begin_transaction commit_transaction abort_transaction', coroutine),
      // `send` waits for a place in the batch, and yields a future of the delivery.
      'AIOKafkaProducer.send': { ...change, returns: 'asyncio:Future' },
      ...members('AIOKafkaProducer', 'send_and_wait send_batch send_offsets_to_transaction', change),
      'AIOKafkaProducer.partitions_for': read,
      ...members('AIOKafkaProducer', 'create_batch transaction', sync),
    },
  },
};

const pikaConnection: SymbolFact = { ...coroutine, returns: 'aio_pika.abc:AbstractConnection' };

const channel: Record<string, SymbolFact | string> = {
  AbstractChannel: { class: true },
  ...members('AbstractChannel', 'declare_queue get_queue', { ...change, returns: 'aio_pika.abc:AbstractQueue' }),
  ...members('AbstractChannel', 'declare_exchange get_exchange', { ...change, returns: 'aio_pika.abc:AbstractExchange' }),
  ...members('AbstractChannel', 'set_qos queue_delete exchange_delete flow initialize', change),
  ...members('AbstractChannel', 'close reopen', coroutine),
  'AbstractChannel.default_exchange': { property: true, is: 'aio_pika.abc:AbstractExchange' },
  'AbstractChannel.transaction': sync,
  AbstractQueue: { class: true },
  ...members('AbstractQueue', 'declare bind unbind cancel purge delete', change),
  'AbstractQueue.consume': { ...change, calls: [{ name: 'callback', position: 0, when: 'loop', many: true, awaited: true }] },
  'AbstractQueue.get': { ...coroutine, returns: 'aio_pika.abc:AbstractIncomingMessage' },
  'AbstractQueue.iterator': { returns: 'aio_pika.abc:AbstractQueueIterator' },
  AbstractQueueIterator: { class: true, yields: 'aio_pika.abc:AbstractIncomingMessage' },
  AbstractExchange: { class: true },
  ...members('AbstractExchange', 'declare bind unbind publish delete', change),
  AbstractIncomingMessage: { class: true },
  ...members('AbstractIncomingMessage', 'ack reject nack', change),
  'AbstractIncomingMessage.process': sync,
  ...members('AbstractIncomingMessage', 'body headers routing_key correlation_id reply_to message_id', property),
};

export const aioPika: Library = {
  language: 'python',
  package: 'aio-pika',
  versions: '>=8',
  source: 'https://docs.aio-pika.com/apidoc.html; aio_pika/{abc,connection,robust_connection}.py at 2026-02',
  modules: {
    aio_pika: {
      ...each('connect connect_robust', pikaConnection),
      ...each('Connection RobustConnection', { class: true, bases: ['aio_pika.abc:AbstractConnection'] }),
      IncomingMessage: { class: true, bases: ['aio_pika.abc:AbstractIncomingMessage'] },
      ...each('Channel RobustChannel', { class: true, bases: ['aio_pika.abc:AbstractChannel'] }),
      ...each('Queue RobustQueue', { class: true, bases: ['aio_pika.abc:AbstractQueue'] }),
      ...each('Exchange RobustExchange', { class: true, bases: ['aio_pika.abc:AbstractExchange'] }),
      Message: { class: true },
    },
    'aio_pika.abc': {
      AbstractConnection: { class: true, client: true },
      ...members('AbstractConnection', 'close connect ready update_secret', coroutine),
      // A channel that is not opened yet: it is awaited or entered.
      'AbstractConnection.channel': { awaitable: 'context', io: true, returns: 'aio_pika.abc:AbstractChannel' },
      'AbstractConnection.is_closed': property,
      AbstractRobustConnection: { class: true, client: true, bases: ['aio_pika.abc:AbstractConnection'] },
      AbstractRobustChannel: { class: true, bases: ['aio_pika.abc:AbstractChannel'] },
      AbstractRobustQueue: { class: true, bases: ['aio_pika.abc:AbstractQueue'] },
      AbstractRobustExchange: { class: true, bases: ['aio_pika.abc:AbstractExchange'] },
      ...channel,
    },
  },
};

export const pika: Library = {
  language: 'python',
  package: 'pika',
  versions: '>=1',
  source: 'https://pika.readthedocs.io/en/stable/modules/adapters/blocking.html; pika/adapters/blocking_connection.py at 2026-08',
  modules: {
    pika: {
      ...aliases('pika.adapters.blocking_connection', 'BlockingConnection'),
      ...each('ConnectionParameters URLParameters PlainCredentials BasicProperties', { class: true }),
    },
    'pika.adapters.blocking_connection': {
      BlockingConnection: { class: true },
      'BlockingConnection.channel': { ...blocking, returns: 'pika.adapters.blocking_connection:BlockingChannel' },
      ...members('BlockingConnection', 'close process_data_events update_secret', blocking),
      'BlockingConnection.sleep': { blocks: 'sleep' },
      ...members('BlockingConnection', 'add_callback_threadsafe call_later', sync),
      BlockingChannel: { class: true },
      ...members('BlockingChannel', `close start_consuming basic_get basic_publish basic_qos exchange_declare exchange_delete exchange_bind
        queue_declare queue_delete queue_purge queue_bind queue_unbind confirm_delivery tx_select tx_commit tx_rollback`, blocking),
      'BlockingChannel.stop_consuming': sync,
    },
    'pika.adapters': { BlockingConnection: 'pika.adapters.blocking_connection:BlockingConnection' },
  },
};

export const nats: Library = {
  language: 'python',
  package: 'nats-py',
  versions: '>=2',
  source: 'https://github.com/nats-io/nats.py: nats/src/nats/{__init__,aio/client,aio/subscription,aio/msg,js/client}.py at 2026-06',
  modules: {
    nats: { connect: { ...coroutine, returns: 'nats.aio.client:Client' } },
    'nats.aio.client': {
      Client: { class: true, client: true },
      ...members('Client', 'connect close drain flush', coroutine),
      'Client.publish': change,
      'Client.request': { ...coroutine, returns: 'nats.aio.msg:Msg', timeout: { default: 0.5, by: [{ name: 'timeout', position: 2 }], kind: 'network' } },
      'Client.subscribe': { ...change, returns: 'nats.aio.subscription:Subscription' },
      'Client.jetstream': { returns: 'nats.js.client:JetStreamContext' },
      ...members('Client', 'is_connected is_closed is_connecting connected_url', property),
    },
    'nats.aio.subscription': {
      Subscription: { class: true },
      'Subscription.next_msg': { ...coroutine, returns: 'nats.aio.msg:Msg', paces: 'queue' },
      ...members('Subscription', 'unsubscribe drain', change),
    },
    'nats.aio.msg': { Msg: { class: true }, ...members('Msg', 'respond ack ack_sync nak in_progress term', change), ...members('Msg', 'data subject reply headers', property) },
    'nats.js.client': {
      JetStreamContext: { class: true, client: true },
      ...members('JetStreamContext', 'publish subscribe subscribe_bind pull_subscribe pull_subscribe_bind', change),
      ...members('JetStreamContext', 'add_stream update_stream delete_stream add_consumer delete_consumer purge_stream create_key_value delete_key_value', change),
      ...members('JetStreamContext', 'stream_info consumer_info streams_info key_value get_msg', read),
    },
    'nats.js': { JetStreamContext: 'nats.js.client:JetStreamContext' },
  },
};
