import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Servers that await their handlers: Koa, Hono and NestJS. */

const sync: SymbolFact = {};
/** Handlers and middleware, after a path or from the first argument on; the framework awaits what they yield. */
const handlers = (position: number): SymbolFact => ({
  context: 'request', returns: 'this', calls: [{ position, rest: true, when: 'loop', many: true, awaited: true }],
});

export const koa: Library = {
  language: 'typescript',
  package: 'koa',
  versions: '>=2',
  source: 'https://koajs.com and https://github.com/koajs/koa/blob/master/docs/api/index.md; lib/application.js of koa 3.3.0',
  modules: {
    koa: {
      default: 'koa:Application',
      Application: { class: true, bases: ['node:events:EventEmitter'] },
      'Application.use': handlers(0),
      'Application.listen': { io: true, returns: 'node:http:Server', calls: [{ position: -1, when: 'loop' }] },
      'Application.callback': sync,
    },
  },
};

const verbs = 'get post put patch delete head options all';
const routes: Record<string, SymbolFact | string> = {
  default: 'koa-router:Router',
  Router: { class: true },
  ...members('Router', verbs, { ...handlers(1) }),
  'Router.use': handlers(0),
  ...members('Router', 'routes allowedMethods prefix', sync),
};

export const koaRouter: Library = {
  language: 'typescript',
  package: 'koa-router',
  versions: '>=7',
  source: 'https://github.com/koajs/router/blob/master/API.md; index.d.ts of @types/koa-router 7.4.9 and dist/index.d.ts of @koa/router 15.7.0',
  modules: { 'koa-router': routes, '@koa/router': { default: 'koa-router:Router', Router: 'koa-router:Router' } },
};

export const hono: Library = {
  language: 'typescript',
  package: 'hono',
  versions: '>=3',
  source: 'https://hono.dev/docs/api/hono, /api/context, /api/request; dist/types/hono-base.d.ts, context.d.ts, request.d.ts of hono 4.13.19',
  modules: {
    hono: {
      Hono: { class: true },
      ...members('Hono', verbs.replace(' head', ''), handlers(1)),
      'Hono.use': handlers(0),
      ...members('Hono', 'onError notFound', { context: 'request', returns: 'this', calls: [{ position: 0, when: 'loop', many: true, awaited: true }] }),
      ...members('Hono', 'route basePath', { returns: 'this' }),
      Context: { class: true },
      ...members('Context', 'json text html body redirect newResponse header status set get', sync),
      'Context.req': { property: true, is: 'hono:HonoRequest' },
      HonoRequest: { class: true },
      ...members('HonoRequest', 'json text arrayBuffer blob formData parseBody', { awaitable: 'promise', io: true, does: 'read' }),
      ...members('HonoRequest', 'param query queries header valid', sync),
    },
  },
};
