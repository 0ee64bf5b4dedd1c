import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** asyncio except its event loop, transports and protocols, which stand in `asyncio-loop.ts`. */

const coroutine: SymbolFact = { awaitable: 'coroutine' };
const sync: SymbolFact = {};
const streamRead: SymbolFact = { awaitable: 'coroutine', io: true, does: 'read', timeout: { default: 'none', kind: 'stream' } };
// The system gives up connecting by itself: Linux after 127 s (tcp_syn_retries 6, tcp(7)), asyncio a TLS handshake after 60 s.
const connect: SymbolFact = {
  awaitable: 'coroutine', io: true, timeout: { default: 127, kind: 'network' }, tuple: ['asyncio:StreamReader', 'asyncio:StreamWriter'],
};
const serve: SymbolFact = {
  awaitable: 'coroutine', io: true, returns: 'asyncio:Server',
  calls: [{ name: 'client_connected_cb', position: 0, when: 'loop', many: true, awaited: true }],
};
const spawn: SymbolFact = { awaitable: 'coroutine', io: true, returns: 'asyncio.subprocess:Process' };
const processWait: SymbolFact = { awaitable: 'coroutine', io: true, timeout: { default: 'none', kind: 'process' } };
const startTask: SymbolFact = { awaitable: 'task', takes: 'task' };
const acquire = (kind: 'lock' | 'semaphore'): SymbolFact => (
  { awaitable: 'coroutine', paces: kind, neverFails: true, timeout: { default: 'none', kind: 'lock' } }
);
const waitForEvent: SymbolFact = {
  awaitable: 'coroutine', paces: 'event', neverFails: true, timeout: { default: 'none', kind: 'event' },
};

const functions: Record<string, SymbolFact | string> = {
  sleep: { awaitable: 'coroutine', paces: 'sleep', neverFails: true },
  gather: { awaitable: 'promise', takes: 'together' },
  wait: { awaitable: 'coroutine', takes: 'together', tuple: ['', ''] },
  wait_for: { awaitable: 'coroutine', takes: 'handles', bounds: { name: 'fut', position: 0 } },
  shield: { awaitable: 'task', takes: 'handles' },
  as_completed: { takes: 'together', yields: 'asyncio:Future' },
  ...each('create_task ensure_future', startTask),
  run: { takes: 'handles', context: 'main' },
  run_coroutine_threadsafe: { takes: 'task', returns: 'concurrent.futures:Future' },
  wrap_future: { awaitable: 'future', takes: 'handles' },
  to_thread: { awaitable: 'coroutine', calls: [{ name: 'func', position: 0, when: 'thread' }] },
  ...each('get_running_loop get_event_loop new_event_loop', { returns: 'asyncio:AbstractEventLoop' }),
  ...each('set_event_loop current_task all_tasks iscoroutine iscoroutinefunction isfuture', sync),
  ...each('open_connection open_unix_connection', connect),
  ...each('start_server start_unix_server', { ...serve, serves: true }),
  ...each('create_subprocess_exec create_subprocess_shell', spawn),
};

const futures: Record<string, SymbolFact | string> = {
  Future: { class: true, awaitable: 'future' },
  ...members('Future', 'exception done cancelled cancel set_result set_exception remove_done_callback', sync),
  'Future.result': { opaque: true },
  'Future.get_loop': { returns: 'asyncio:AbstractEventLoop' },
  'Future.add_done_callback': { calls: [{ position: 0, when: 'loop' }] },
  Task: { class: true, bases: ['asyncio:Future'], awaitable: 'task', takes: 'task' },
  ...members('Task', 'cancel get_name set_name get_coro get_stack print_stack', sync),
};

const synchronisation: Record<string, SymbolFact | string> = {
  Lock: { class: true, paces: 'lock' },
  'Lock.acquire': acquire('lock'),
  ...members('Lock', 'release locked', sync),
  Semaphore: { class: true, paces: 'semaphore' },
  'Semaphore.acquire': acquire('semaphore'),
  ...members('Semaphore', 'release locked', sync),
  BoundedSemaphore: { class: true, bases: ['asyncio:Semaphore'], paces: 'semaphore' },
  Condition: { class: true, paces: 'lock' },
  // Condition borrows these two from its lock when it is made; the class itself has only the others.
  'Condition.acquire': acquire('lock'),
  'Condition.release': sync,
  'Condition.wait': waitForEvent,
  'Condition.wait_for': {
    awaitable: 'coroutine', paces: 'event', timeout: { default: 'none', kind: 'event' }, calls: [{ name: 'predicate', position: 0, when: 'now', many: true }],
  },
  ...members('Condition', 'notify notify_all', sync),
  Event: { class: true },
  'Event.wait': waitForEvent,
  ...members('Event', 'set clear is_set', sync),
  Queue: { class: true },
  'Queue.get': { awaitable: 'coroutine', paces: 'queue', timeout: { default: 'none', kind: 'queue' } },
  // An unbounded queue never makes `put` wait, so nothing is said of a timeout.
  'Queue.put': { awaitable: 'coroutine', paces: 'queue' },
  'Queue.join': { awaitable: 'coroutine', paces: 'queue', neverFails: true, timeout: { default: 'none', kind: 'queue' } },
  'Queue.get_nowait': { opaque: true },
  ...members('Queue', 'put_nowait task_done qsize empty full', sync),
  PriorityQueue: { class: true, bases: ['asyncio:Queue'] },
  LifoQueue: { class: true, bases: ['asyncio:Queue'] },
};

const streams: Record<string, SymbolFact | string> = {
  StreamReader: { class: true, connection: true },
  ...members('StreamReader', 'read readline readexactly readuntil', streamRead),
  ...members('StreamReader', 'at_eof exception feed_data feed_eof set_exception set_transport', sync),
  StreamWriter: { class: true, connection: true },
  ...members('StreamWriter', 'write writelines write_eof can_write_eof close is_closing get_extra_info', sync),
  'StreamWriter.transport': { property: true, is: 'asyncio:Transport' },
  'StreamWriter.drain': { awaitable: 'coroutine', io: true, does: 'change' },
  'StreamWriter.wait_closed': { awaitable: 'coroutine', io: true },
};

const subprocess: Record<string, SymbolFact | string> = {
  Process: { class: true },
  ...members('Process', 'wait communicate', processWait),
  ...members('Process', 'send_signal terminate kill', sync),
  'Process.stdin': { property: true, is: 'asyncio:StreamWriter' },
  ...members('Process', 'stdout stderr', { property: true, is: 'asyncio:StreamReader' }),
  ...members('Process', 'pid returncode', { property: true }),
};

const source = 'https://docs.python.org/3.11/library/asyncio-api-index.html; Lib/asyncio of CPython 3.11.7';

export const asyncio: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source,
  modules: {
    asyncio: {
      ...functions, ...futures, ...synchronisation, ...streams,
      subprocess: { is: 'asyncio.subprocess' },
    },
    'asyncio.subprocess': { ...subprocess, ...aliases('asyncio', 'create_subprocess_exec create_subprocess_shell') },
    'asyncio.futures': aliases('asyncio', 'Future'),
    'asyncio.tasks': aliases('asyncio', 'Task sleep gather wait wait_for shield as_completed create_task ensure_future run_coroutine_threadsafe'),
    'asyncio.locks': aliases('asyncio', 'Lock Semaphore BoundedSemaphore Condition Event'),
    'asyncio.queues': aliases('asyncio', 'Queue PriorityQueue LifoQueue'),
    'asyncio.streams': aliases('asyncio', 'StreamReader StreamWriter open_connection start_server'),
    'asyncio.runners': aliases('asyncio', 'run'),
    'asyncio.threads': aliases('asyncio', 'to_thread'),
  },
};

export const asyncio311: Library = {
  language: 'python',
  package: 'python',
  versions: '>=3.11',
  source,
  modules: {
    asyncio: {
      ...each('timeout timeout_at', { bounds: 'scope', returns: 'asyncio:Timeout' }),
      Timeout: { class: true },
      ...members('Timeout', 'when reschedule expired', sync),
      TaskGroup: { class: true },
      'TaskGroup.create_task': { ...startTask, mayBeDropped: true },
      Runner: { class: true },
      'Runner.run': { takes: 'handles', context: 'main' },
      'Runner.get_loop': { returns: 'asyncio:AbstractEventLoop' },
      'Runner.close': sync,
      'StreamWriter.start_tls': { awaitable: 'coroutine', io: true },
      'Task.uncancel': sync,
      'Task.cancelling': sync,
      Barrier: { class: true },
      'Barrier.wait': { awaitable: 'coroutine', paces: 'event', timeout: { default: 'none', kind: 'event' } },
      ...members('Barrier', 'reset abort', coroutine),
    },
    'asyncio.taskgroups': aliases('asyncio', 'TaskGroup'),
    'asyncio.timeouts': aliases('asyncio', 'timeout timeout_at Timeout'),
  },
};
