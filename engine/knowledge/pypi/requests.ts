import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** requests blocks its thread, and without a timeout waits for ever; a session has no timeout of its own. */
const request = (does?: 'read' | 'change'): SymbolFact => ({
  blocks: 'network', io: true, returns: 'requests:Response', ...(does === undefined ? {} : { does }),
  timeout: { default: 'none', by: [{ name: 'timeout' }], kind: 'network' },
});

export const requests: Library = {
  language: 'python',
  package: 'requests',
  versions: '*',
  source: 'https://docs.python-requests.org/en/latest/user/quickstart/#timeouts and /api/; requests 2.34.2',
  modules: {
    requests: {
      ...each('get options head', request('read')),
      ...each('post put patch delete', request('change')),
      request: request(),
      Session: { class: true, client: true },
      session: { returns: 'requests:Session' },
      ...members('Session', 'get options head', request('read')),
      ...members('Session', 'post put patch delete', request('change')),
      ...members('Session', 'request send', request()),
      ...members('Session', 'close mount prepare_request get_adapter', {}),
      Response: { class: true },
      ...members('Response', 'json raise_for_status close', {}),
      ...members('Response', 'text content status_code headers ok url cookies', { property: true }),
      Request: { class: true },
    },
    'requests.sessions': { Session: 'requests:Session' },
    'requests.api': { get: 'requests:get', post: 'requests:post', request: 'requests:request' },
    'requests.models': { Response: 'requests:Response' },
  },
};
