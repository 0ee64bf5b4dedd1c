import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Queues of jobs and brokers of messages: BullMQ, Bull, amqplib and KafkaJS. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };

const counts = `getJobCounts getJobCountByTypes getActive getActiveCount getWaiting getWaitingCount getCompleted getCompletedCount getFailed
  getFailedCount getDelayed getDelayedCount getJobs getJobLogs getWorkers count isPaused`;

export const bullmq: Library = {
  language: 'typescript',
  package: 'bullmq',
  versions: '>=3',
  source: 'https://docs.bullmq.io and https://api.docs.bullmq.io; dist/esm/classes/queue.d.ts, worker.d.ts, job.d.ts of bullmq 6.7.0',
  modules: {
    bullmq: {
      Queue: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      'Queue.add': { ...change, returns: 'bullmq:Job' },
      'Queue.addBulk': { ...change, yields: 'bullmq:Job' },
      ...members('Queue', 'pause resume drain clean obliterate remove retryJobs promoteJobs trimEvents upsertJobScheduler removeJobScheduler', change),
      ...members('Queue', counts, read),
      'Queue.getJob': { ...read, returns: 'bullmq:Job' },
      ...members('Queue', 'close disconnect waitUntilReady', promise),
      Worker: { class: true, bases: ['node:events:EventEmitter'], calls: [{ position: 1, when: 'loop', many: true, awaited: true }] },
      ...members('Worker', 'close disconnect pause waitUntilReady getNextJob', promise),
      // It runs until it is closed.
      'Worker.run': { ...promise, mayBeDropped: true },
      ...members('Worker', 'isRunning isPaused', {}),
      Job: { class: true },
      ...members('Job', 'updateProgress updateData log clearLogs remove retry promote changeDelay changePriority moveToCompleted moveToFailed moveToDelayed moveToWait extendLock', change),
      ...members('Job', 'getState isCompleted isFailed isDelayed isActive isWaiting getChildrenValues getDependencies', read),
      'Job.waitUntilFinished': { ...promise, paces: 'event' },
      QueueEvents: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('QueueEvents', 'close disconnect waitUntilReady', promise),
      FlowProducer: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      ...members('FlowProducer', 'add addBulk', change),
      'FlowProducer.getFlow': read,
      ...members('FlowProducer', 'close disconnect', promise),
    },
  },
};

export const bull: Library = {
  language: 'typescript',
  package: 'bull',
  versions: '>=3',
  source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md; index.d.ts and lib/queue.js of bull 4.16.5',
  modules: {
    bull: {
      default: 'bull:Queue',
      Queue: { class: true, client: true, bases: ['node:events:EventEmitter'] },
      'Queue.add': { ...change, returns: 'bull:Job' },
      'Queue.addBulk': { ...change, yields: 'bull:Job' },
      // It lasts until the queue is closed, and a failure is an event.
      'Queue.process': { ...promise, mayBeDropped: true, calls: [{ position: -1, when: 'loop', many: true, awaited: true }] },
      ...members('Queue', 'pause resume empty clean obliterate removeJobs removeRepeatable removeRepeatableByKey', change),
      ...members('Queue', counts.replace(/ getWorkers|getJobLogs| isPaused/g, ''), read),
      'Queue.getJob': { ...read, returns: 'bull:Job' },
      ...members('Queue', 'close isReady whenCurrentJobsFinished', promise),
      Job: { class: true },
      ...members('Job', 'update remove retry discard promote moveToCompleted moveToFailed log', change),
      ...members('Job', 'getState isCompleted isFailed isDelayed isActive isWaiting isPaused', read),
      'Job.finished': { ...promise, paces: 'event' },
    },
  },
};

export const amqplib: Library = {
  language: 'typescript',
  package: 'amqplib',
  versions: '>=0.8',
  source: 'https://amqp-node.github.io/amqplib/channel_api.html; properties.d.ts and index.d.ts of @types/amqplib 0.10.8',
  modules: {
    amqplib: {
      connect: { ...promise, returns: 'amqplib:ChannelModel' },
      ChannelModel: { class: true, bases: ['node:events:EventEmitter'] },
      'ChannelModel.createChannel': { ...promise, returns: 'amqplib:Channel' },
      'ChannelModel.createConfirmChannel': { ...promise, returns: 'amqplib:ConfirmChannel' },
      'ChannelModel.close': promise,
      // A channel carries out its calls one after another.
      Channel: { class: true, connection: 'queued', bases: ['node:events:EventEmitter'] },
      ...members('Channel', `assertQueue checkQueue deleteQueue purgeQueue bindQueue unbindQueue assertExchange checkExchange deleteExchange
        bindExchange unbindExchange cancel get prefetch recover close`, promise),
      'Channel.consume': { ...promise, calls: [{ position: 1, when: 'loop', many: true }] },
      // Whether they were sent at once; nothing is waited for.
      ...members('Channel', 'publish sendToQueue ack ackAll nack nackAll reject', { io: true, does: 'change' }),
      ConfirmChannel: { class: true, connection: 'queued', bases: ['amqplib:Channel'] },
      'ConfirmChannel.waitForConfirms': promise,
    },
  },
};

export const kafkajs: Library = {
  language: 'typescript',
  package: 'kafkajs',
  versions: '>=1',
  source: 'https://kafka.js.org/docs/producing, /consuming and /admin; types/index.d.ts of kafkajs 2.2.4',
  modules: {
    kafkajs: {
      Kafka: { class: true },
      'Kafka.producer': { returns: 'kafkajs:Producer' },
      'Kafka.consumer': { returns: 'kafkajs:Consumer' },
      'Kafka.admin': { returns: 'kafkajs:Admin' },
      Producer: { class: true, client: true },
      ...members('Producer', 'send sendBatch', change),
      ...members('Producer', 'connect disconnect transaction', promise),
      Consumer: { class: true },
      ...members('Consumer', 'connect disconnect subscribe stop commitOffsets', promise),
      'Consumer.run': { ...promise, calls: ['eachMessage', 'eachBatch'].map((key) => ({ position: 0, keys: [key], when: 'loop' as const, many: true as const, awaited: true as const })) },
      ...members('Consumer', 'seek pause resume paused', {}),
      Admin: { class: true },
      ...members('Admin', 'listTopics fetchTopicMetadata fetchOffsets fetchTopicOffsets describeCluster describeConfigs listGroups describeGroups', read),
      ...members('Admin', 'createTopics deleteTopics createPartitions setOffsets resetOffsets alterConfigs deleteGroups', change),
      ...members('Admin', 'connect disconnect', promise),
    },
  },
};
