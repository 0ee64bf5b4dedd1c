import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** websockets: its asyncio half, and the one that blocks. Connecting gives up after ten seconds. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const blocking: SymbolFact = { blocks: 'network', io: true };
const openTimeout: SymbolFact['timeout'] = { default: 10, by: [{ name: 'open_timeout' }], kind: 'network' };
const property: SymbolFact = { property: true };

export const websockets: Library = {
  language: 'python',
  package: 'websockets',
  versions: '>=14',
  source: 'https://websockets.readthedocs.io/en/stable/reference/asyncio/client.html and /sync/client.html; websockets/{asyncio,sync} at 2026-07',
  modules: {
    websockets: aliases('websockets.asyncio.client', 'connect ClientConnection'),
    'websockets.asyncio.client': {
      connect: { awaitable: 'context', io: true, returns: 'websockets.asyncio.client:ClientConnection', timeout: openTimeout },
      ClientConnection: { class: true, bases: ['websockets.asyncio.connection:Connection'] },
    },
    'websockets.asyncio.server': {
      serve: { awaitable: 'context', io: true, context: 'request', calls: [{ name: 'handler', position: 0, when: 'loop', many: true, awaited: true }] },
      ServerConnection: { class: true, bases: ['websockets.asyncio.connection:Connection'] },
    },
    'websockets.asyncio.connection': {
      Connection: { class: true },
      'Connection.recv': { ...coroutine, timeout: { default: 'none', kind: 'stream' } },
      ...members('Connection', 'send close ping pong', { ...coroutine, does: 'change' }),
      'Connection.wait_closed': coroutine,
      ...members('Connection', 'local_address remote_address state close_code close_reason', property),
    },
    'websockets.sync.client': {
      connect: { ...blocking, returns: 'websockets.sync.client:ClientConnection', timeout: openTimeout },
      ClientConnection: { class: true, bases: ['websockets.sync.connection:Connection'] },
    },
    'websockets.sync.connection': {
      Connection: { class: true },
      'Connection.recv': { ...blocking, timeout: { default: 'none', by: [{ name: 'timeout', position: 0 }], kind: 'stream' } },
      ...each('Connection.send Connection.close Connection.ping', blocking),
    },
  },
};
