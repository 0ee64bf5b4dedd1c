import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** urllib3 blocks. A pool waits for ever unless it or the request has a timeout; the module's `request` for three seconds. */

const timeout = (fallback: 'none' | number): SymbolFact['timeout'] => (
  { default: fallback, by: [{ name: 'timeout' }], onClient: [{ name: 'timeout' }], kind: 'network' }
);
const request: SymbolFact = { blocks: 'network', io: true, timeout: timeout('none') };
const requests = 'request request_encode_url request_encode_body urlopen';

export const urllib3: Library = {
  language: 'python',
  package: 'urllib3',
  versions: '>=2',
  source: 'https://urllib3.readthedocs.io/en/stable/user-guide.html#using-timeouts; urllib3/{__init__,poolmanager,connectionpool,util/timeout}.py at 2026-07',
  modules: {
    urllib3: {
      request: { blocks: 'network', io: true, timeout: { default: 3, by: [{ name: 'timeout' }], kind: 'network' } },
      PoolManager: { class: true, client: true },
      ...members('PoolManager', requests, request),
      ...members('PoolManager', 'clear connection_from_url connection_from_host', {}),
      ProxyManager: { class: true, client: true, bases: ['urllib3:PoolManager'] },
      HTTPConnectionPool: { class: true, client: true },
      ...members('HTTPConnectionPool', requests, request),
      'HTTPConnectionPool.close': {},
      HTTPSConnectionPool: { class: true, client: true, bases: ['urllib3:HTTPConnectionPool'] },
      ...each('Timeout Retry', { class: true }),
    },
    'urllib3.poolmanager': { PoolManager: 'urllib3:PoolManager', ProxyManager: 'urllib3:ProxyManager' },
    'urllib3.util': { Timeout: 'urllib3:Timeout', Retry: 'urllib3:Retry' },
  },
};
