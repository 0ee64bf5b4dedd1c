import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Node's network, streams and terminal. */

const sync: SymbolFact = {};
/** `request(url, options, callback)`; url or options may be left out. */
const request: SymbolFact = {
  io: true, returns: 'node:http:ClientRequest', calls: [{ position: -1, when: 'loop' }],
  timeout: {
    default: 'none', kind: 'network', set: ['setTimeout'],
    by: [0, 1].flatMap((position) => ['timeout', 'signal'].map((key) => ({ position, keys: [key] }))),
  },
};
const serve: SymbolFact = { context: 'request', serves: true, returns: 'node:http:Server', calls: [{ position: -1, when: 'loop', many: true }] };
const lookup: SymbolFact = { awaitable: 'promise', io: true, does: 'read' };
const flow: SymbolFact = {
  awaitable: 'promise', io: true, timeout: { default: 'none', by: [{ position: -1, keys: ['signal'] }], kind: 'stream' },
};

export const nodeNetwork: Library = {
  language: 'typescript',
  package: 'node',
  versions: '*',
  source: 'https://nodejs.org/docs/latest-v20.x/api/http.html, net.html, dns.html, stream.html, readline.html',
  modules: {
    'node:http': {
      ...each('get request', request),
      createServer: serve,
      ClientRequest: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('ClientRequest', 'abort setTimeout setNoDelay', sync),
      Server: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('Server', 'close closeAllConnections closeIdleConnections setTimeout', sync),
      Agent: { class: true },
    },
    'node:https': { ...each('get request', request), createServer: serve, Agent: { class: true } },
    'node:net': {
      ...each('connect createConnection', { io: true, returns: 'node:net:Socket' }),
      createServer: { serves: true, calls: [{ position: -1, when: 'loop', many: true }] },
      Socket: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('Socket', 'connect setTimeout setNoDelay setKeepAlive ref unref', sync),
    },
    'node:dns/promises': {
      ...each('lookup lookupService resolve resolve4 resolve6 resolveAny resolveMx resolveTxt resolveSrv resolveNs resolveCname reverse', lookup),
      Resolver: { class: true },
      ...members('Resolver', 'resolve resolve4 resolve6 resolveMx resolveTxt resolveSrv reverse', lookup),
    },
    'node:dns': {
      promises: { is: 'node:dns/promises' },
      ...each('lookup resolve resolve4 resolve6 reverse', { io: true, calls: [{ position: -1, when: 'loop' }] }),
    },
    'node:stream/promises': each('pipeline finished', flow),
    'node:stream': { ...each('pipeline finished', { io: true, calls: [{ position: -1, when: 'loop' }] }), promises: { is: 'node:stream/promises' } },
    'node:readline/promises': {
      createInterface: { returns: 'node:readline/promises:Interface' },
      Interface: { class: true, bases: ['node:events:EventEmitter'] },
      'Interface.question': {
        awaitable: 'promise', io: true, paces: 'event', timeout: { default: 'none', by: [{ position: 1, keys: ['signal'] }], kind: 'event' },
      },
    },
    'node:readline': {
      createInterface: { returns: 'node:readline:Interface' },
      Interface: { class: true, bases: ['node:events:EventEmitter'] },
      'Interface.question': { calls: [{ position: -1, when: 'loop' }] },
      ...members('Interface', 'close pause resume prompt setPrompt write', sync),
      promises: { is: 'node:readline/promises' },
    },
  },
};
