import { aliases, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** aiohttp's client; its server stands in `aiohttp-web.ts`. A request gives up after 300 seconds in all. */
const request = (does?: 'read' | 'change'): SymbolFact => ({
  awaitable: 'context', io: true, returns: 'aiohttp:ClientResponse', ...(does === undefined ? {} : { does }),
  timeout: { default: 300, by: [{ name: 'timeout' }], onClient: [{ name: 'timeout' }], kind: 'network' },
});
const body: SymbolFact = { awaitable: 'coroutine', io: true, does: 'read' };
const sync: SymbolFact = {};
const property: SymbolFact = { property: true };

/** What both ends of a websocket can do; `client` reads its close message for itself. */
function websocket(path: string): Record<string, SymbolFact> {
  return {
    ...members(path, 'receive receive_str receive_bytes receive_json', {
      awaitable: 'coroutine', io: true, timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'stream' },
    }),
    ...members(path, 'send_str send_bytes send_json ping pong close', { awaitable: 'coroutine', io: true, does: 'change' }),
    ...members(path, 'exception get_extra_info', sync),
    ...members(path, 'closed close_code', property),
  };
}

export const aiohttp: Library = {
  language: 'python',
  package: 'aiohttp',
  versions: '>=3',
  source: 'https://docs.aiohttp.org/en/stable/client_reference.html and client_quickstart.html#timeouts; aiohttp 3.14.3',
  modules: {
    aiohttp: {
      // The module's `request` can only be entered, not awaited.
      request: { io: true, enters: 'aiohttp:ClientResponse', timeout: { default: 300, by: [{ name: 'timeout' }], kind: 'network' } },
      ClientSession: { class: true, client: true },
      ...members('ClientSession', 'get options head', request('read')),
      ...members('ClientSession', 'post put patch delete', request('change')),
      'ClientSession.request': request(),
      'ClientSession.ws_connect': { awaitable: 'context', io: true, returns: 'aiohttp:ClientWebSocketResponse' },
      'ClientSession.close': { awaitable: 'coroutine', io: true },
      'ClientSession.detach': sync,
      'ClientSession.closed': property,
      ClientResponse: { class: true },
      ...members('ClientResponse', 'read text json', body),
      ...members('ClientResponse', 'raise_for_status close get_encoding', sync),
      ...members('ClientResponse', 'status reason ok headers url cookies history', property),
      'ClientResponse.content': { property: true, is: 'aiohttp:StreamReader' },
      ClientWebSocketResponse: { class: true },
      ...websocket('ClientWebSocketResponse'),
      StreamReader: { class: true },
      ...members('StreamReader', 'read readany readexactly readline readchunk readuntil', body),
      ...members('StreamReader', 'iter_any iter_chunked iter_chunks', { io: true }),
      ...members('StreamReader', 'at_eof is_eof', sync),
      ClientTimeout: { class: true },
      ...Object.fromEntries(['TCPConnector', 'FormData', 'CookieJar', 'BasicAuth'].map((name) => [name, { class: true } as const])),
    },
    'aiohttp.client': aliases('aiohttp', 'ClientSession ClientResponse ClientWebSocketResponse ClientTimeout'),
    'aiohttp.web': { WebSocketResponse: { class: true }, ...websocket('WebSocketResponse'), 'WebSocketResponse.prepare': { awaitable: 'coroutine', io: true } },
  },
};
