import { each, members } from '../entries.js';
import type { ArgumentTest, Library, SymbolFact } from '../knowledge.js';

/** Threads, processes, their queues and futures: what waits on another thread or process, and what starts one. */

const sync: SymbolFact = {};
/** `f(timeout=None)` waits for ever; a timeout of 0 does not wait. */
const waits = (blocks: 'lock' | 'join' | 'result', kind: 'lock' | 'event' | 'queue' | 'process', position: number): SymbolFact => ({
  blocks,
  blocksUnless: [{ name: 'timeout', position, is: '0' }],
  timeout: { default: 'none', by: [{ name: 'timeout', position }], kind },
});
const notBlocking = (name: string): readonly ArgumentTest[] => [
  { name, position: 0, is: 'False' }, { name: 'timeout', position: 1, is: '0' },
];
const acquire: SymbolFact = {
  blocks: 'lock', blocksUnless: notBlocking('blocking'), paces: 'lock',
  timeout: { default: 'none', by: [{ name: 'timeout', position: 1 }], kind: 'lock' },
};
const get: SymbolFact = {
  blocks: 'lock', blocksUnless: notBlocking('block'), paces: 'queue', opaque: true,
  timeout: { default: 'none', by: [{ name: 'timeout', position: 1 }], kind: 'queue' },
};

const threading: Record<string, SymbolFact | string> = {
  Thread: { class: true, calls: [{ name: 'target', position: 1, when: 'thread' }] },
  'Thread.run': { context: 'thread' },
  'Thread.join': waits('join', 'process', 0),
  ...members('Thread', 'start is_alive', sync),
  Timer: { class: true, bases: ['threading:Thread'], calls: [{ name: 'function', position: 1, when: 'thread' }] },
  'Timer.cancel': sync,
  ...each('Lock RLock Semaphore', { class: true }),
  ...each('Lock.acquire RLock.acquire Semaphore.acquire', acquire),
  ...each('Lock.release Lock.locked RLock.release Semaphore.release', sync),
  BoundedSemaphore: { class: true, bases: ['threading:Semaphore'] },
  Condition: { class: true },
  // Condition takes `acquire` and `release` from its lock when it is made.
  'Condition.acquire': acquire,
  'Condition.release': sync,
  'Condition.wait': waits('lock', 'event', 0),
  'Condition.wait_for': { ...waits('lock', 'event', 1), calls: [{ name: 'predicate', position: 0, when: 'now', many: true }] },
  ...members('Condition', 'notify notify_all', sync),
  Event: { class: true },
  'Event.wait': waits('lock', 'event', 0),
  ...members('Event', 'set clear is_set', sync),
  Barrier: { class: true },
  // Its timeout may also be set when the barrier is made.
  'Barrier.wait': { ...waits('lock', 'event', 0), timeout: { default: 'none', by: [{ name: 'timeout', position: 0 }], onClient: [{ name: 'timeout', position: 2 }], kind: 'event' } },
  ...each('current_thread main_thread get_ident enumerate active_count', sync),
};

const queue: Record<string, SymbolFact | string> = {
  Queue: { class: true },
  'Queue.get': get,
  // `put` waits only on a queue with a size limit, which is not known here.
  'Queue.join': { blocks: 'join', paces: 'queue' },
  ...members('Queue', 'put_nowait task_done qsize empty full', sync),
  'Queue.get_nowait': { opaque: true },
  ...each('LifoQueue PriorityQueue', { class: true, bases: ['queue:Queue'] }),
  SimpleQueue: { class: true },
  'SimpleQueue.get': get,
  'SimpleQueue.get_nowait': { opaque: true },
  ...members('SimpleQueue', 'put put_nowait qsize empty', sync),
};

const futures: Record<string, SymbolFact | string> = {
  Executor: { class: true },
  'Executor.submit': { returns: 'concurrent.futures:Future', calls: [{ name: 'fn', position: 0, when: 'thread' }] },
  'Executor.map': { calls: [{ name: 'fn', position: 0, when: 'thread', many: true }] },
  'Executor.shutdown': { blocks: 'join', blocksUnless: [{ name: 'wait', position: 0, is: 'False' }] },
  ThreadPoolExecutor: {
    class: true, bases: ['concurrent.futures:Executor'], exitBlocks: 'join', calls: [{ name: 'initializer', position: 2, when: 'thread' }],
  },
  ProcessPoolExecutor: {
    class: true, bases: ['concurrent.futures:Executor'], exitBlocks: 'join', calls: [{ name: 'initializer', position: 2, when: 'process' }],
  },
  'ProcessPoolExecutor.submit': { returns: 'concurrent.futures:Future', calls: [{ name: 'fn', position: 0, when: 'process' }] },
  'ProcessPoolExecutor.map': { calls: [{ name: 'fn', position: 0, when: 'process', many: true }] },
  Future: { class: true },
  'Future.result': { ...waits('result', 'process', 0), opaque: true },
  'Future.exception': waits('result', 'process', 0),
  ...members('Future', 'done cancelled cancel running set_result set_exception', sync),
  'Future.add_done_callback': { calls: [{ name: 'fn', position: 0, when: 'thread' }] },
  wait: waits('join', 'process', 1),
  // The call itself returns at once; what blocks is the iteration that it is made for. The futures that it yields are
  // done, so asking them for their results does not: nothing is said of them.
  as_completed: waits('join', 'process', 1),
};

const toProcess = (many: boolean): SymbolFact['calls'] => [{ name: 'func', position: 0, when: 'process', ...(many ? { many } : {}) }];

const pool: Record<string, SymbolFact | string> = {
  Pool: { class: true },
  'Pool.apply': { blocks: 'result', opaque: true, calls: toProcess(false) },
  ...members('Pool', 'map starmap', { blocks: 'result', calls: toProcess(true) }),
  'Pool.apply_async': { returns: 'multiprocessing.pool:AsyncResult', calls: toProcess(false) },
  ...members('Pool', 'map_async starmap_async', { returns: 'multiprocessing.pool:AsyncResult', calls: toProcess(true) }),
  ...members('Pool', 'imap imap_unordered', { calls: toProcess(true) }),
  'Pool.join': { blocks: 'join' },
  ...members('Pool', 'close terminate', sync),
  AsyncResult: { class: true },
  'AsyncResult.get': { ...waits('result', 'process', 0), opaque: true },
  'AsyncResult.wait': waits('result', 'process', 0),
  ...members('AsyncResult', 'ready successful', sync),
};

export const threads: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/concurrency.html; Lib/{threading,queue,concurrent/futures,multiprocessing} of CPython 3.11.7',
  modules: {
    threading,
    queue,
    'concurrent.futures': futures,
    'concurrent.futures.thread': { ThreadPoolExecutor: 'concurrent.futures:ThreadPoolExecutor' },
    'concurrent.futures.process': { ProcessPoolExecutor: 'concurrent.futures:ProcessPoolExecutor' },
    multiprocessing: {
      Process: { class: true, calls: [{ name: 'target', position: 1, when: 'process' }] },
      'Process.run': { context: 'process' },
      'Process.join': waits('join', 'process', 0),
      ...members('Process', 'start is_alive terminate kill close', sync),
      Pool: { returns: 'multiprocessing.pool:Pool' },
      ...each('Queue JoinableQueue', { returns: 'multiprocessing.queues:Queue' }),
      cpu_count: sync,
    },
    'multiprocessing.pool': { ...pool, ThreadPool: { class: true, bases: ['multiprocessing.pool:Pool'] } },
    'multiprocessing.queues': {
      Queue: { class: true },
      'Queue.get': get,
      'Queue.get_nowait': { opaque: true },
      'Queue.join_thread': { blocks: 'join' },
      ...members('Queue', 'put_nowait qsize empty full close', sync),
    },
  },
};
