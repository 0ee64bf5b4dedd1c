import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** trio: nurseries, time limits, threads, channels, files and sockets. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };
const sync: SymbolFact = {};
const limit: SymbolFact = { bounds: 'scope', enters: 'trio:CancelScope' };
const child: SymbolFact['calls'] = [{ name: 'async_fn', position: 0, when: 'loop', awaited: true }];
const acquire = (paces: 'lock' | 'semaphore' | 'limiter'): SymbolFact => (
  { awaitable: 'coroutine', paces, neverFails: true, timeout: { default: 'none', kind: 'lock' } }
);
const wait: SymbolFact = { awaitable: 'coroutine', paces: 'event', neverFails: true, timeout: { default: 'none', kind: 'event' } };

const primitives: Record<string, SymbolFact | string> = {
  Event: { class: true },
  'Event.wait': wait,
  ...members('Event', 'is_set set', sync),
  ...each('Lock StrictFIFOLock', { class: true, paces: 'lock' }),
  ...each('Lock.acquire StrictFIFOLock.acquire', acquire('lock')),
  ...each('Lock.acquire_nowait Lock.release Lock.locked StrictFIFOLock.release', sync),
  Semaphore: { class: true, paces: 'semaphore' },
  'Semaphore.acquire': acquire('semaphore'),
  ...members('Semaphore', 'acquire_nowait release', sync),
  CapacityLimiter: { class: true, paces: 'limiter' },
  ...members('CapacityLimiter', 'acquire acquire_on_behalf_of', acquire('limiter')),
  ...members('CapacityLimiter', 'acquire_nowait release release_on_behalf_of', sync),
  Condition: { class: true, paces: 'lock' },
  'Condition.acquire': acquire('lock'),
  'Condition.wait': wait,
  ...members('Condition', 'acquire_nowait release locked notify notify_all', sync),
  open_memory_channel: { tuple: ['trio:MemorySendChannel', 'trio:MemoryReceiveChannel'] },
  MemorySendChannel: { class: true },
  'MemorySendChannel.send': { awaitable: 'coroutine', paces: 'queue' },
  ...members('MemorySendChannel', 'send_nowait close', sync),
  'MemorySendChannel.clone': { returns: 'trio:MemorySendChannel' },
  MemoryReceiveChannel: { class: true },
  'MemoryReceiveChannel.receive': { awaitable: 'coroutine', paces: 'queue', timeout: { default: 'none', kind: 'queue' } },
  'MemoryReceiveChannel.receive_nowait': { opaque: true },
  'MemoryReceiveChannel.close': sync,
  'MemoryReceiveChannel.clone': { returns: 'trio:MemoryReceiveChannel' },
  ...each('MemorySendChannel.aclose MemoryReceiveChannel.aclose', { awaitable: 'coroutine' }),
};

const files: Record<string, SymbolFact | string> = {
  Path: { class: true },
  ...members('Path', 'stat lstat exists is_dir is_file is_symlink read_bytes read_text readlink samefile owner group', read),
  ...members('Path', 'chmod mkdir rmdir unlink touch write_bytes write_text symlink_to hardlink_to', change),
  ...members('Path', 'rename replace resolve absolute expanduser', { ...coroutine, returns: 'trio:Path' }),
  ...members('Path', 'iterdir glob rglob', coroutine),
  'Path.open': coroutine,
  open_file: coroutine,
  wrap_file: sync,
};

const network: Record<string, SymbolFact | string> = {
  ...each('open_tcp_stream open_unix_socket', { ...coroutine, returns: 'trio:SocketStream', timeout: { default: 'none', kind: 'network' } }),
  open_ssl_over_tcp_stream: { ...coroutine, returns: 'trio:SSLStream', timeout: { default: 'none', kind: 'network' } },
  ...each('open_tcp_listeners open_ssl_over_tcp_listeners', coroutine),
  serve_tcp: { ...coroutine, context: 'request', calls: [{ name: 'handler', position: 0, when: 'loop', many: true, awaited: true }] },
  ...each('SocketStream SSLStream', { class: true }),
  ...each('SocketStream.receive_some SSLStream.receive_some', { ...coroutine, timeout: { default: 'none', kind: 'stream' } }),
  ...each('SocketStream.send_all SSLStream.send_all SocketStream.send_eof', change),
  ...each('SocketStream.aclose SSLStream.aclose SSLStream.do_handshake', coroutine),
  aclose_forcefully: coroutine,
};

export const trio: Library = {
  language: 'python',
  package: 'trio',
  versions: '>=0.22',
  source: 'https://trio.readthedocs.io/en/stable/reference-core.html and reference-io.html; src/trio of trio 0.34',
  modules: {
    trio: {
      run: { context: 'main', calls: [{ name: 'async_fn', position: 0, when: 'loop', awaited: true }] },
      ...each('sleep sleep_until sleep_forever', { awaitable: 'coroutine', paces: 'sleep', neverFails: true }),
      open_nursery: { enters: 'trio:Nursery' },
      Nursery: { class: true },
      'Nursery.start_soon': { calls: child },
      'Nursery.start': { awaitable: 'coroutine', calls: child },
      'Nursery.cancel_scope': { property: true, is: 'trio:CancelScope' },
      ...each('move_on_after move_on_at fail_after fail_at', limit),
      CancelScope: { class: true },
      'CancelScope.cancel': sync,
      ...primitives,
      ...files,
      ...network,
      run_process: { ...coroutine, timeout: { default: 'none', kind: 'process' } },
      Process: { class: true },
      'Process.wait': { ...coroutine, timeout: { default: 'none', kind: 'process' } },
      ...members('Process', 'poll send_signal terminate kill', sync),
      ...each('current_time open_signal_receiver', sync),
      to_thread: { is: 'trio.to_thread' },
      from_thread: { is: 'trio.from_thread' },
      lowlevel: { is: 'trio.lowlevel' },
    },
    'trio.to_thread': { run_sync: { awaitable: 'coroutine', calls: [{ name: 'sync_fn', position: 0, when: 'thread' }] } },
    // These are called in a worker thread, and wait there for the loop.
    'trio.from_thread': {
      run: { opaque: true, calls: [{ name: 'afn', position: 0, when: 'loop', awaited: true }] },
      run_sync: { opaque: true, calls: [{ name: 'fn', position: 0, when: 'loop' }] },
    },
    'trio.lowlevel': {
      ...each('checkpoint checkpoint_if_cancelled cancel_shielded_checkpoint', { awaitable: 'coroutine', paces: 'sleep', neverFails: true }),
      spawn_system_task: { calls: child },
    },
  },
};
