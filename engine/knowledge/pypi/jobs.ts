import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Queues of jobs: arq runs them on a loop, dramatiq in threads, RQ in processes. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const blocking: SymbolFact = { blocks: 'network', io: true };

export const arq: Library = {
  language: 'python',
  package: 'arq',
  versions: '>=0.20',
  source: 'https://arq-docs.helpmanual.io/; arq/{connections,jobs,cron}.py',
  modules: {
    arq: { create_pool: 'arq.connections:create_pool', ArqRedis: 'arq.connections:ArqRedis', cron: 'arq.cron:cron' },
    'arq.connections': {
      create_pool: { ...coroutine, returns: 'arq.connections:ArqRedis' },
      ArqRedis: { class: true, client: true, bases: ['redis.asyncio:Redis'] },
      'ArqRedis.enqueue_job': { ...coroutine, does: 'change', returns: 'arq.jobs:Job' },
      ...members('ArqRedis', 'all_job_results queued_jobs', { ...coroutine, does: 'read' }),
      RedisSettings: { class: true },
    },
    'arq.jobs': {
      Job: { class: true },
      'Job.result': { ...coroutine, opaque: true, timeout: { default: 'none', by: [{ name: 'timeout', position: 0 }], kind: 'queue' } },
      ...members('Job', 'info result_info status', { ...coroutine, does: 'read' }),
      'Job.abort': { ...coroutine, does: 'change' },
    },
    'arq.cron': { cron: { context: 'item', calls: [{ name: 'coroutine', position: 0, when: 'loop', many: true, awaited: true }] } },
  },
};

export const dramatiq: Library = {
  language: 'python',
  package: 'dramatiq',
  versions: '>=1',
  source: 'https://dramatiq.io/guide.html and /reference.html#actors-messages; dramatiq/actor.py',
  modules: {
    dramatiq: {
      actor: { decorates: 'register', context: 'thread', returns: 'dramatiq:Actor' },
      Actor: { class: true },
      ...members('Actor', 'send send_with_options', blocking),
      ...members('Actor', 'message message_with_options', {}),
    },
  },
};

export const rq: Library = {
  language: 'python',
  package: 'rq',
  versions: '>=1',
  source: 'https://python-rq.org/docs/; rq/{queue,job,decorators}.py',
  modules: {
    rq: {
      Queue: 'rq.queue:Queue',
    },
    'rq.queue': {
      Queue: { class: true },
      ...members('Queue', 'enqueue enqueue_call enqueue_at enqueue_in enqueue_job', { ...blocking, does: 'change', returns: 'rq.job:Job' }),
      ...members('Queue', 'enqueue_many empty delete', { ...blocking, does: 'change' }),
      ...members('Queue', 'fetch_job', { ...blocking, does: 'read', returns: 'rq.job:Job' }),
      ...members('Queue', 'get_job_ids get_jobs is_empty', { ...blocking, does: 'read' }),
    },
    'rq.job': {
      Job: { class: true },
      'Job.fetch': { ...blocking, does: 'read', returns: 'rq.job:Job' },
      ...members('Job', 'refresh get_status latest_result return_value', { ...blocking, does: 'read' }),
      ...members('Job', 'save save_meta cancel requeue delete', { ...blocking, does: 'change' }),
    },
    'rq.decorators': { job: { decorates: 'register', context: 'process' } },
  },
};
