import { each, members } from '../entries.js';
import type { ArgumentRef, Library, SymbolFact } from '../knowledge.js';

/** HTTP clients other than axios: undici, got, ky and node-fetch, each with its own default. */

const keyed = (position: number, ...keys: readonly string[]): readonly ArgumentRef[] => keys.map((key) => ({ position, keys: [key] }));
const reading: SymbolFact = { awaitable: 'promise', io: true, does: 'read' };

const undiciCall = (position: number): SymbolFact => ({
  awaitable: 'promise', io: true, returns: 'undici:ResponseData',
  timeout: {
    default: 300, by: keyed(position, 'headersTimeout', 'bodyTimeout', 'signal'), onClient: keyed(1, 'headersTimeout', 'bodyTimeout'),
    off: ['0'], kind: 'network',
  },
});

/** The response's headers, then each part of its body, may take 300 seconds. */
export const undici: Library = {
  language: 'typescript',
  package: 'undici',
  versions: '*',
  source: 'https://undici.nodejs.org/#/docs/api/Client and /docs/api/Dispatcher; undici 7.30.2',
  modules: {
    undici: {
      fetch: {
        awaitable: 'promise', io: true, returns: 'globalThis:Response',
        timeout: { default: 300, by: keyed(1, 'signal'), kind: 'network' },
      },
      ...each('request stream', undiciCall(1)),
      ResponseData: { class: true },
      'ResponseData.body': { property: true, is: 'undici:BodyReadable' },
      ...members('ResponseData', 'statusCode headers', { property: true }),
      BodyReadable: { class: true },
      ...members('BodyReadable', 'json text blob arrayBuffer bytes dump', reading),
      Dispatcher: { class: true, client: true },
      'Dispatcher.request': { ...undiciCall(0), awaitableUnless: [{ position: -1, form: 'function' }] },
      ...members('Dispatcher', 'close destroy', { awaitable: 'promise', awaitableUnless: [{ position: -1, form: 'function' }], io: true }),
      ...each('Client Pool Agent ProxyAgent', { class: true, client: true, bases: ['undici:Dispatcher'] }),
      setGlobalDispatcher: { limitsRequests: ['headersTimeout', 'bodyTimeout'] },
    },
  },
};

const doing = (does?: 'read' | 'change'): Pick<SymbolFact, 'does'> => (does === undefined ? {} : { does });

/** With `isStream` it yields a stream. */
const gotCall = (promise: string, does?: 'read' | 'change'): SymbolFact => ({
  awaitable: 'promise', returns: `got:${promise}`, io: true, ...doing(does), awaitableUnless: [{ position: 1, keys: ['isStream'], is: 'true' }],
  timeout: { default: 'none', by: keyed(1, 'timeout', 'signal'), onClient: keyed(0, 'timeout', 'signal'), kind: 'network' },
});
/** A promise of a response, which has shortcuts for the promise of its body. */
const gotPromise = (name: string, does?: 'read' | 'change'): Record<string, SymbolFact> => ({
  [name]: { class: true, awaitable: 'promise', returns: 'got:Response' },
  ...members(name, 'json text buffer', { awaitable: 'promise', io: true, ...doing(does) }),
  [`${name}.cancel`]: {},
});

export const got: Library = {
  language: 'typescript',
  package: 'got',
  versions: '*',
  source: 'https://github.com/sindresorhus/got/blob/main/documentation/6-timeout.md, 10-instances.md and 1-promise.md; dist/source/types.d.ts of got 14.6.6',
  modules: {
    got: {
      default: { is: 'got:Got' },
      got: { is: 'got:Got' },
      Got: { class: true, client: true },
      'Got.__call__': gotCall('ResponsePromise'),
      ...members('Got', 'get head', gotCall('ReadPromise', 'read')),
      ...members('Got', 'post put patch delete', gotCall('ChangePromise', 'change')),
      'Got.extend': { returns: 'got:Got' },
      'Got.stream': { io: true },
      ...gotPromise('ResponsePromise'),
      ...gotPromise('ReadPromise', 'read'),
      ...gotPromise('ChangePromise', 'change'),
      Response: { class: true },
    },
  },
};

const kyCall = (promise: string, does?: 'read' | 'change'): SymbolFact => ({
  returns: `ky:${promise}`, io: true, ...doing(does),
  timeout: { default: 10, by: keyed(1, 'timeout', 'signal'), onClient: keyed(0, 'timeout', 'signal'), off: ['false'], kind: 'network' },
});
const kyPromise = (name: string, does?: 'read' | 'change'): Record<string, SymbolFact> => ({
  [name]: { class: true, awaitable: 'promise', returns: 'globalThis:Response' },
  ...members(name, 'json text arrayBuffer blob formData', { awaitable: 'promise', io: true, ...doing(does) }),
});

export const ky: Library = {
  language: 'typescript',
  package: 'ky',
  versions: '*',
  source: 'https://github.com/sindresorhus/ky/blob/main/readme.md#timeout; ky 1.14.3',
  modules: {
    ky: {
      default: { is: 'ky:KyInstance' },
      KyInstance: { class: true, client: true },
      'KyInstance.__call__': kyCall('ResponsePromise'),
      ...members('KyInstance', 'get head', kyCall('ReadPromise', 'read')),
      ...members('KyInstance', 'post put patch delete', kyCall('ChangePromise', 'change')),
      ...kyPromise('ResponsePromise'),
      ...kyPromise('ReadPromise', 'read'),
      ...kyPromise('ChangePromise', 'change'),
      ...members('KyInstance', 'create extend', { returns: 'ky:KyInstance' }),
    },
  },
};

export const nodeFetch: Library = {
  language: 'typescript',
  package: 'node-fetch',
  versions: '*',
  source: 'https://github.com/node-fetch/node-fetch/blob/main/README.md#options; node-fetch 3.3.2; `timeout` exists only in 2',
  modules: {
    'node-fetch': {
      default: {
        awaitable: 'promise', io: true, returns: 'globalThis:Response',
        timeout: { default: 'none', by: keyed(1, 'signal', 'timeout'), kind: 'network' },
      },
    },
  },
};
