import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** anyio: its task groups, time limits, threads and primitives. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const limit: SymbolFact = { bounds: 'scope', enters: 'anyio:CancelScope' };
const acquire = (paces: 'lock' | 'semaphore' | 'limiter'): SymbolFact => (
  { awaitable: 'coroutine', paces, neverFails: true, timeout: { default: 'none', kind: 'lock' } }
);
const waitForEvent: SymbolFact = { awaitable: 'coroutine', paces: 'event', neverFails: true, timeout: { default: 'none', kind: 'event' } };

const primitives: Record<string, SymbolFact | string> = {
  Event: { class: true },
  'Event.wait': waitForEvent,
  'Event.is_set': sync,
  'Event.set': sync,
  Lock: { class: true, paces: 'lock' },
  'Lock.acquire': acquire('lock'),
  ...members('Lock', 'acquire_nowait release locked', sync),
  Semaphore: { class: true, paces: 'semaphore' },
  'Semaphore.acquire': acquire('semaphore'),
  ...members('Semaphore', 'acquire_nowait release', sync),
  CapacityLimiter: { class: true, paces: 'limiter' },
  'CapacityLimiter.acquire': acquire('limiter'),
  ...members('CapacityLimiter', 'acquire_nowait release', sync),
  Condition: { class: true, paces: 'lock' },
  'Condition.acquire': acquire('lock'),
  'Condition.wait': waitForEvent,
  ...members('Condition', 'acquire_nowait release locked notify notify_all', sync),
};

const files: Record<string, SymbolFact | string> = {
  open_file: { awaitable: 'coroutine', io: true, returns: 'anyio:AsyncFile' },
  AsyncFile: { class: true },
  ...members('AsyncFile', 'read readline readlines', read),
  ...members('AsyncFile', 'write writelines flush truncate seek tell aclose', change),
  Path: { class: true },
  ...members('Path', 'exists is_file is_dir stat lstat read_text read_bytes', read),
  ...members('Path', 'write_text write_bytes mkdir rmdir unlink touch chmod', change),
  ...members('Path', 'resolve absolute rename replace', { ...coroutine, returns: 'anyio:Path' }),
  'Path.open': { ...coroutine, returns: 'anyio:AsyncFile' },
  ...members('Path', 'joinpath with_name with_suffix', { returns: 'anyio:Path' }),
  ...members('Path', 'iterdir glob rglob', { io: true, yields: 'anyio:Path' }),
};

export const anyio: Library = {
  language: 'python',
  package: 'anyio',
  versions: '>=4',
  source: 'https://anyio.readthedocs.io/en/stable/api.html; anyio 4.15.1',
  modules: {
    anyio: {
      run: { context: 'main', calls: [{ name: 'func', position: 0, when: 'loop', awaited: true }] },
      ...each('sleep sleep_until sleep_forever', { awaitable: 'coroutine', paces: 'sleep', neverFails: true }),
      create_task_group: { returns: 'anyio.abc:TaskGroup' },
      ...each('fail_after move_on_after', limit),
      CancelScope: { class: true },
      'CancelScope.cancel': sync,
      ...each('connect_tcp connect_unix', { ...coroutine, timeout: { default: 'none', kind: 'network' } }),
      ...each('create_tcp_listener getaddrinfo', coroutine),
      ...each('run_process', { ...coroutine, timeout: { default: 'none', kind: 'process' } }),
      open_process: { ...coroutine, returns: 'anyio.abc:Process' },
      ...primitives,
      ...files,
      to_thread: { is: 'anyio.to_thread' },
      from_thread: { is: 'anyio.from_thread' },
    },
    'anyio.abc': {
      TaskGroup: { class: true },
      'TaskGroup.start_soon': { calls: [{ name: 'func', position: 0, when: 'loop', awaited: true }] },
      'TaskGroup.start': { awaitable: 'coroutine', calls: [{ name: 'func', position: 0, when: 'loop', awaited: true }] },
      Process: { class: true },
      'Process.wait': { ...coroutine, timeout: { default: 'none', kind: 'process' } },
      ...members('Process', 'terminate kill send_signal', sync),
    },
    'anyio.to_thread': { run_sync: { awaitable: 'coroutine', calls: [{ name: 'func', position: 0, when: 'thread' }] } },
    'anyio.to_process': { run_sync: { awaitable: 'coroutine', calls: [{ name: 'func', position: 0, when: 'process' }] } },
    // These are called in a worker thread, and wait there for the loop.
    'anyio.from_thread': {
      run: { opaque: true, calls: [{ name: 'func', position: 0, when: 'loop', awaited: true }] },
      run_sync: { opaque: true, calls: [{ name: 'func', position: 0, when: 'loop' }] },
    },
    'anyio.streams.memory': {
      MemoryObjectReceiveStream: { class: true },
      'MemoryObjectReceiveStream.receive': { awaitable: 'coroutine', paces: 'queue', timeout: { default: 'none', kind: 'queue' } },
      ...members('MemoryObjectReceiveStream', 'close clone', sync),
      'MemoryObjectReceiveStream.receive_nowait': { opaque: true },
      MemoryObjectSendStream: { class: true },
      'MemoryObjectSendStream.send': { awaitable: 'coroutine', paces: 'queue' },
      ...members('MemoryObjectSendStream', 'send_nowait close clone', sync),
      ...each('MemoryObjectReceiveStream.aclose MemoryObjectSendStream.aclose', { awaitable: 'coroutine' }),
    },
    'anyio.lowlevel': { checkpoint: { awaitable: 'coroutine', paces: 'sleep', neverFails: true } },
  },
};
