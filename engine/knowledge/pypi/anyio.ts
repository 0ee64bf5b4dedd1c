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
  ...members('AsyncFile', 'read read1 readline readlines readinto', read),
  ...members('AsyncFile', 'write writelines flush truncate seek tell aclose', change),
  'AsyncFile.wrapped': { property: true },
  Path: { class: true },
  ...members('Path', `exists is_file is_dir is_symlink is_mount is_socket is_fifo is_block_device is_char_device stat lstat read_text read_bytes
    owner group samefile`, read),
  ...members('Path', 'write_text write_bytes mkdir rmdir unlink touch chmod lchmod symlink_to hardlink_to', change),
  ...members('Path', 'resolve absolute rename replace expanduser readlink', { ...coroutine, returns: 'anyio:Path' }),
  'Path.open': { ...coroutine, returns: 'anyio:AsyncFile' },
  ...members('Path', 'cwd home', { ...coroutine, returns: 'anyio:Path' }),
  ...members('Path', 'joinpath with_name with_stem with_suffix relative_to', { returns: 'anyio:Path' }),
  ...members('Path', 'as_posix as_uri is_absolute is_relative_to match', sync),
  ...members('Path', 'name stem suffix suffixes parts', { property: true }),
  'Path.parent': { property: true, is: 'anyio:Path' },
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
      ...each('connect_tcp connect_unix', { ...coroutine, returns: 'anyio.abc:SocketStream', timeout: { default: 'none', kind: 'network' } }),
      ...each('create_tcp_listener create_unix_listener create_udp_socket create_connected_udp_socket getaddrinfo getnameinfo aclose_forcefully', coroutine),
      create_memory_object_stream: { tuple: ['anyio.streams.memory:MemoryObjectSendStream', 'anyio.streams.memory:MemoryObjectReceiveStream'] },
      ...each('wait_readable wait_writable', { awaitable: 'coroutine', paces: 'event', timeout: { default: 'none', kind: 'stream' } }),
      ...each('current_time get_cancelled_exc_class current_effective_deadline', sync),
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
      ...each('SocketStream ByteStream', { class: true }),
      ...each('SocketStream.receive ByteStream.receive', { ...coroutine, timeout: { default: 'none', kind: 'stream' } }),
      ...each('SocketStream.send ByteStream.send SocketStream.send_eof ByteStream.send_eof', change),
      ...each('SocketStream.aclose ByteStream.aclose', coroutine),
      'TaskGroup.cancel_scope': { property: true, is: 'anyio:CancelScope' },
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
