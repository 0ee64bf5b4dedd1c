import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** asyncio's event loop, its handles, servers, transports, and the protocols whose methods the loop calls. */

const sync: SymbolFact = {};
const conversation: SymbolFact = { awaitable: 'coroutine', io: true, timeout: { default: 'none', kind: 'stream' } };
// The system gives up connecting by itself (Linux after 127 s, tcp(7)); given a connected socket it waits for nobody.
const connection: SymbolFact = {
  awaitable: 'coroutine', io: true, timeout: { default: 127, kind: 'network', by: [{ name: 'sock' }] }, tuple: ['asyncio:Transport', ''], calls: [{ position: 0, when: 'now' }],
};
const server: SymbolFact = {
  awaitable: 'coroutine', io: true, serves: true, returns: 'asyncio:Server', calls: [{ name: 'protocol_factory', position: 0, when: 'loop', many: true }],
};
const later = (position: number): SymbolFact => ({ calls: [{ name: 'callback', position, when: 'loop' }] });
const onLoop: SymbolFact = { context: 'loop' };

const loop: Record<string, SymbolFact | string> = {
  AbstractEventLoop: { class: true },
  ...members('AbstractEventLoop', `close stop is_running is_closed time get_debug set_debug set_default_executor
    set_task_factory get_task_factory remove_reader remove_writer remove_signal_handler call_exception_handler
    default_exception_handler get_exception_handler`, sync),
  'AbstractEventLoop.run_forever': { serves: true },
  'AbstractEventLoop.run_until_complete': { takes: 'handles', context: 'main' },
  'AbstractEventLoop.create_task': { awaitable: 'task', takes: 'task' },
  'AbstractEventLoop.create_future': { returns: 'asyncio:Future' },
  'AbstractEventLoop.run_in_executor': {
    awaitable: 'future', calls: [{ name: 'func', position: 1, when: 'thread' }],
  },
  ...members('AbstractEventLoop', 'call_soon call_soon_threadsafe', { ...later(0), returns: 'asyncio:Handle' }),
  ...members('AbstractEventLoop', 'call_later call_at', { ...later(1), returns: 'asyncio:TimerHandle' }),
  ...members('AbstractEventLoop', 'add_reader add_writer', { calls: [{ name: 'callback', position: 1, when: 'loop', many: true }] }),
  'AbstractEventLoop.add_signal_handler': { calls: [{ name: 'callback', position: 1, when: 'loop', many: true }] },
  'AbstractEventLoop.set_exception_handler': { calls: [{ name: 'handler', position: 0, when: 'loop', many: true }] },
  ...members('AbstractEventLoop', 'shutdown_asyncgens shutdown_default_executor', { awaitable: 'coroutine' }),
  // The resolver of the system gives up by itself.
  'AbstractEventLoop.getaddrinfo': { awaitable: 'coroutine', io: true, does: 'read', idleIf: [{ name: 'flags', flag: 'socket:AI_NUMERICHOST' }] },
  'AbstractEventLoop.getnameinfo': { awaitable: 'coroutine', io: true, does: 'read', idleIf: [{ name: 'flags', position: 1, flag: 'socket:NI_NUMERICHOST' }] },
  ...members('AbstractEventLoop', 'sock_accept sock_connect sock_recv sock_recv_into sock_sendall sock_sendfile', conversation),
  ...members('AbstractEventLoop', 'create_connection create_unix_connection', connection),
  'AbstractEventLoop.create_datagram_endpoint': {
    awaitable: 'coroutine', io: true, tuple: ['asyncio:DatagramTransport', ''], calls: [{ name: 'protocol_factory', position: 0, when: 'now' }],
  },
  ...members('AbstractEventLoop', 'create_server create_unix_server', server),
  ...members('AbstractEventLoop', 'connect_accepted_socket connect_read_pipe connect_write_pipe subprocess_exec subprocess_shell sendfile start_tls',
    { awaitable: 'coroutine', io: true }),
  Handle: { class: true },
  ...members('Handle', 'cancel cancelled', sync),
  TimerHandle: { class: true, bases: ['asyncio:Handle'] },
  'TimerHandle.when': sync,
  Server: { class: true },
  ...members('Server', 'close is_serving', sync),
  'Server.get_loop': { returns: 'asyncio:AbstractEventLoop' },
  ...members('Server', 'start_serving wait_closed', { awaitable: 'coroutine', io: true }),
  'Server.serve_forever': { awaitable: 'coroutine', io: true, serves: true },
};

const transports: Record<string, SymbolFact | string> = {
  BaseTransport: { class: true },
  ...members('BaseTransport', 'close is_closing get_extra_info set_protocol get_protocol', sync),
  ReadTransport: { class: true, bases: ['asyncio:BaseTransport'] },
  ...members('ReadTransport', 'pause_reading resume_reading is_reading', sync),
  WriteTransport: { class: true, bases: ['asyncio:BaseTransport'] },
  ...members('WriteTransport', 'write writelines write_eof can_write_eof abort get_write_buffer_size set_write_buffer_limits', sync),
  Transport: { class: true, bases: ['asyncio:ReadTransport', 'asyncio:WriteTransport'] },
  DatagramTransport: { class: true, bases: ['asyncio:BaseTransport'] },
  ...members('DatagramTransport', 'sendto abort', sync),
};

const protocols: Record<string, SymbolFact | string> = {
  BaseProtocol: { class: true },
  ...members('BaseProtocol', 'connection_made connection_lost pause_writing resume_writing', onLoop),
  Protocol: { class: true, bases: ['asyncio:BaseProtocol'] },
  ...members('Protocol', 'data_received eof_received', onLoop),
  BufferedProtocol: { class: true, bases: ['asyncio:BaseProtocol'] },
  ...members('BufferedProtocol', 'get_buffer buffer_updated eof_received', onLoop),
  DatagramProtocol: { class: true, bases: ['asyncio:BaseProtocol'] },
  ...members('DatagramProtocol', 'datagram_received error_received', onLoop),
  SubprocessProtocol: { class: true, bases: ['asyncio:BaseProtocol'] },
  ...members('SubprocessProtocol', 'pipe_data_received pipe_connection_lost process_exited', onLoop),
};

export const asyncioLoop: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/asyncio-eventloop.html and asyncio-protocol.html; Lib/asyncio of CPython 3.11.7',
  modules: {
    asyncio: {
      ...loop, ...transports, ...protocols,
      ...each('BaseEventLoop SelectorEventLoop', { class: true, bases: ['asyncio:AbstractEventLoop'] }),
      ...each('get_event_loop_policy set_event_loop_policy', sync),
    },
    'asyncio.events': aliases('asyncio', 'AbstractEventLoop Handle TimerHandle get_event_loop get_running_loop new_event_loop'),
    'asyncio.transports': aliases('asyncio', 'BaseTransport ReadTransport WriteTransport Transport DatagramTransport'),
    'asyncio.protocols': aliases('asyncio', 'BaseProtocol Protocol BufferedProtocol DatagramProtocol SubprocessProtocol'),
  },
};
