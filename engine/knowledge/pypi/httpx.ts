import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** httpx gives up after five seconds unless told otherwise; only its AsyncClient leaves the loop free. */
const timeout: SymbolFact['timeout'] = { default: 5, by: [{ name: 'timeout' }], onClient: [{ name: 'timeout' }], kind: 'network' };
const blocking = (does?: 'read' | 'change'): SymbolFact => (
  { blocks: 'network', io: true, returns: 'httpx:Response', timeout, ...(does === undefined ? {} : { does }) }
);
const awaited = (does?: 'read' | 'change'): SymbolFact => (
  { awaitable: 'coroutine', io: true, returns: 'httpx:Response', timeout, ...(does === undefined ? {} : { does }) }
);

export const httpx: Library = {
  language: 'python',
  package: 'httpx',
  versions: '*',
  source: 'https://www.python-httpx.org/advanced/timeouts/, /async/ and /api/; httpx 0.28.1',
  modules: {
    httpx: {
      ...each('get options head', blocking('read')),
      ...each('post put patch delete', blocking('change')),
      request: blocking(),
      stream: { blocks: 'network', io: true, timeout, enters: 'httpx:Response' },
      Client: { class: true, client: true },
      ...members('Client', 'get options head', blocking('read')),
      ...members('Client', 'post put patch delete', blocking('change')),
      'Client.request': blocking(),
      // `send` takes its timeout from the client or from the request that it sends.
      'Client.send': { ...blocking(), timeout: { default: 5, onClient: [{ name: 'timeout' }], kind: 'network' } },
      'Client.stream': { blocks: 'network', io: true, timeout, enters: 'httpx:Response' },
      ...members('Client', 'close build_request', {}),
      AsyncClient: { class: true, client: true },
      ...members('AsyncClient', 'get options head', awaited('read')),
      ...members('AsyncClient', 'post put patch delete', awaited('change')),
      'AsyncClient.request': awaited(),
      'AsyncClient.send': { ...awaited(), timeout: { default: 5, onClient: [{ name: 'timeout' }], kind: 'network' } },
      'AsyncClient.stream': { io: true, timeout, enters: 'httpx:Response' },
      'AsyncClient.aclose': { awaitable: 'coroutine', io: true },
      'AsyncClient.build_request': {},
      Response: { class: true },
      ...members('Response', 'json raise_for_status close', {}),
      ...members('Response', 'aread aclose', { awaitable: 'coroutine', io: true }),
      ...members('Response', 'aiter_bytes aiter_text aiter_lines aiter_raw', { io: true }),
      ...members('Response', 'text content status_code headers url cookies is_success is_error', { property: true }),
      ...each('Timeout Limits Request', { class: true }),
    },
  },
};
