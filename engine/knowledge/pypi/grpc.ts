import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** gRPC: its blocking half, and `grpc.aio`. A call waits for ever unless it is given a timeout. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const sync: SymbolFact = {};
const timeout: SymbolFact['timeout'] = { default: 'none', by: [{ name: 'timeout', position: 1 }], kind: 'network' };
/** In `grpc.aio` only the request may be given by position. */
const named: SymbolFact['timeout'] = { default: 'none', by: [{ name: 'timeout' }], kind: 'network' };

/** What a channel makes of a method's name, which stubs keep as their methods. */
const callables = (module: string): Record<string, SymbolFact> => ({
  'Channel.unary_unary': { returns: `${module}:UnaryUnaryMultiCallable` },
  'Channel.stream_unary': { returns: `${module}:StreamUnaryMultiCallable` },
  ...each('UnaryUnaryMultiCallable StreamUnaryMultiCallable', { class: true }),
});

export const grpc: Library = {
  language: 'python',
  package: 'grpcio',
  versions: '>=1.32',
  source: 'https://grpc.github.io/grpc/python/grpc_asyncio.html and /grpc.html; src/python/grpcio/grpc/aio/_base_{call,channel,server}.py and grpc/__init__.py of grpc/grpc',
  modules: {
    grpc: {
      ...each('insecure_channel secure_channel', { returns: 'grpc:Channel' }),
      Channel: { class: true, client: true },
      ...callables('grpc'),
      'UnaryUnaryMultiCallable.__call__': { blocks: 'network', io: true, timeout },
      'StreamUnaryMultiCallable.__call__': { blocks: 'network', io: true, timeout },
      ...each('UnaryUnaryMultiCallable.future StreamUnaryMultiCallable.future', sync),
      ...members('Channel', 'close subscribe unsubscribe unary_stream stream_stream', sync),
      server: { returns: 'grpc:Server' },
      Server: { class: true },
      'Server.start': { serves: true },
      'Server.wait_for_termination': { blocks: 'join' },
      ...members('Server', 'add_insecure_port add_secure_port stop add_generic_rpc_handlers', sync),
      ServicerContext: { class: true },
      ...members('ServicerContext', 'abort abort_with_status set_code set_details set_trailing_metadata send_initial_metadata invocation_metadata peer', sync),
      aio: { is: 'grpc.aio' },
    },
    'grpc.aio': {
      ...each('insecure_channel secure_channel', { returns: 'grpc.aio:Channel' }),
      Channel: { class: true, client: true },
      ...callables('grpc.aio'),
      // The call is under way at once; whoever lets go of it cancels it.
      'UnaryUnaryMultiCallable.__call__': { awaitable: 'promise', io: true, timeout: named },
      'StreamUnaryMultiCallable.__call__': { awaitable: 'promise', io: true, timeout: named },
      ...members('Channel', 'close channel_ready wait_for_state_change', coroutine),
      ...members('Channel', 'get_state unary_stream stream_stream', sync),
      server: { returns: 'grpc.aio:Server' },
      Server: { class: true },
      'Server.start': { ...coroutine, serves: true },
      'Server.stop': coroutine,
      'Server.wait_for_termination': { ...coroutine, paces: 'event' },
      ...members('Server', 'add_insecure_port add_secure_port add_generic_rpc_handlers', sync),
      ServicerContext: { class: true },
      // It never returns: an exception ends the call.
      'ServicerContext.abort': coroutine,
      ...members('ServicerContext', 'read write send_initial_metadata', coroutine),
      ...members('ServicerContext', `set_code set_details set_trailing_metadata set_compression invocation_metadata peer peer_identities
        auth_context time_remaining cancelled done add_done_callback`, sync),
    },
  },
};
