import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/**
 * axios waits for ever unless told otherwise. Its default export is an instance of the class that `axios.create` yields.
 * A CancelToken counts as a signal: it was the way to abort before 0.22.
 */
const configuredAt = (position: number, does?: 'read' | 'change'): SymbolFact => ({
  awaitable: 'promise', io: true, returns: 'axios:AxiosResponse', ...(does === undefined ? {} : { does }),
  timeout: {
    default: 'none', kind: 'network', off: ['0'],
    by: ['timeout', 'signal', 'cancelToken'].map((key) => ({ position, keys: [key] })),
    onClient: ['timeout', 'signal', 'cancelToken'].map((key) => ({ position: 0, keys: [key] })),
  },
});

export const axios: Library = {
  language: 'typescript',
  package: 'axios',
  versions: '*',
  source: 'https://axios-http.com/docs/req_config and /docs/instance; index.d.ts of axios 1.21.1',
  modules: {
    axios: {
      AxiosInstance: { class: true, client: true },
      AxiosResponse: { class: true },
      ...members('AxiosResponse', 'data status statusText headers config request', { property: true }),
      Axios: { class: true, bases: ['axios:AxiosInstance'] },
      'AxiosInstance.create': { returns: 'axios:AxiosInstance' },
      ...members('AxiosInstance', 'get head options', configuredAt(1, 'read')),
      'AxiosInstance.delete': configuredAt(1, 'change'),
      ...members('AxiosInstance', 'post put patch postForm putForm patchForm', configuredAt(2, 'change')),
      'AxiosInstance.request': configuredAt(0),
      // `axios(config)` or `axios(url, config)`: the configuration stands last.
      'AxiosInstance.__call__': configuredAt(-1),
      'AxiosInstance.getUri': {},
      // A second function is given every response that failed: most show it to the user, and reject on.
      'AxiosInstance.interceptors': { property: true, returns: 'axios:Interceptors' },
      Interceptors: { class: true },
      'Interceptors.response': { property: true, returns: 'axios:ResponseInterceptors' },
      ResponseInterceptors: { class: true },
      'ResponseInterceptors.use': { reportsRequests: [{ position: 1, form: 'function' }] },
      // Only the default instance has these.
      AxiosStatic: { class: true, bases: ['axios:AxiosInstance'] },
      'AxiosStatic.all': { awaitable: 'promise', takes: 'together' },
      ...members('AxiosStatic', 'isAxiosError isCancel', {}),
      default: { is: 'axios:AxiosStatic' },
      create: 'axios:AxiosInstance.create',
      ...each('isAxiosError isCancel', {}),
    },
  },
};
