import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** aiohttp's server: its handlers and signals run on the loop, and are awaited. */

const handler = (position: number): SymbolFact => (
  { context: 'event', calls: [{ name: 'handler', position, when: 'loop', many: true, awaited: true }] }
);
const route: SymbolFact = { decorates: 'register', context: 'event' };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const body: SymbolFact = { ...coroutine, does: 'read' };
const sync: SymbolFact = {};

export const aiohttpWeb: Library = {
  language: 'python',
  package: 'aiohttp',
  versions: '>=3',
  source: 'https://docs.aiohttp.org/en/stable/web_reference.html; aiohttp 3.14.3',
  modules: {
    'aiohttp.web': {
      Application: { class: true, keeps: true },
      'Application.router': { property: true, is: 'aiohttp.web:UrlDispatcher' },
      ...members('Application', 'on_startup on_shutdown on_cleanup', { property: true, is: 'aiosignal:Signal' }),
      ...members('Application', 'add_routes add_subapp add_domain freeze', sync),
      ...members('Application', 'startup shutdown cleanup', coroutine),
      UrlDispatcher: { class: true },
      ...members('UrlDispatcher', 'add_get add_post add_put add_patch add_delete add_head add_options', handler(1)),
      'UrlDispatcher.add_route': handler(2),
      ...members('UrlDispatcher', 'add_static add_resource add_routes', sync),
      ...each('get post put patch delete head options', handler(1)),
      route: handler(2),
      static: sync,
      RouteTableDef: { class: true },
      ...members('RouteTableDef', 'get post put patch delete head options route view', route),
      middleware: { decorates: 'register', context: 'event' },
      View: { class: true, context: 'event' },
      run_app: { takes: 'handles', serves: true },
      ...each('json_response', sync),
      ...each('Response', { class: true }),
      Request: { class: true },
      ...members('Request', 'read text json post multipart', body),
      'Request.content': { property: true, is: 'aiohttp:StreamReader' },
      ...members('Request', 'match_info query headers method path cookies', { property: true }),
      'Request.app': { property: true, is: 'aiohttp.web:Application' },
      StreamResponse: { class: true },
      ...members('StreamResponse', 'prepare write write_eof', coroutine),
      AppRunner: { class: true },
      ...members('AppRunner', 'setup cleanup shutdown', coroutine),
      ...each('TCPSite UnixSite', { class: true }),
      ...each('TCPSite.stop UnixSite.stop', coroutine),
      ...each('TCPSite.start UnixSite.start', { ...coroutine, serves: true }),
    },
    // The signals that people append to are those of an application's life.
    aiosignal: {
      Signal: { class: true },
      'Signal.append': { context: 'startup', calls: [{ position: 0, when: 'loop', awaited: true }] },
    },
  },
};
