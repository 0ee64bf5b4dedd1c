import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Web servers: Express, whose versions differ in whether a handler's promise is awaited, and Fastify, which awaits. */

const sync: SymbolFact = {};
const unlessCallback: SymbolFact = { awaitable: 'promise', io: true, awaitableUnless: [{ position: -1, form: 'function' }] };

function express(awaited: boolean): Library['modules'] {
  const handlers = (position: number): SymbolFact => ({
    context: 'request', calls: [{ position, rest: true, when: 'loop', many: true, ...(awaited ? { awaited } : {}) }],
  });
  const router = (path: string): Record<string, SymbolFact> => ({
    ...members(path, 'get post put patch delete head options all', handlers(1)),
    [`${path}.use`]: handlers(0),
    [`${path}.param`]: handlers(1),
    [`${path}.route`]: { returns: 'express:Route' },
  });
  return {
    express: {
      default: { returns: 'express:Application' },
      Application: { class: true },
      Express: 'express:Application',
      ...router('Application'),
      'Application.listen': { io: true, returns: 'node:http:Server', calls: [{ position: -1, when: 'loop' }] },
      ...members('Application', 'set enable disable engine', sync),
      // `express.Router()` is called, and names the type of what it yields.
      Router: { class: true },
      ...router('Router'),
      Route: { class: true },
      ...members('Route', 'get post put patch delete head options all', handlers(0)),
      Response: { class: true },
      ...members('Response', 'send json jsonp end status sendStatus sendFile redirect render cookie clearCookie set header type', sync),
      ...each('json urlencoded static raw text', sync),
    },
  };
}

export const express4: Library = {
  language: 'typescript',
  package: 'express',
  versions: '<5',
  source: 'https://expressjs.com/en/4x/api.html and /en/guide/error-handling.html; lib/router/layer.js of express 4.22.3',
  modules: express(false),
};

export const express5: Library = {
  language: 'typescript',
  package: 'express',
  versions: '>=5',
  source: 'https://expressjs.com/en/guide/migrating-5.html#rejected-promises and /en/5x/api.html; express 5.3.0',
  modules: express(true),
};

const route: SymbolFact = { context: 'request', calls: [{ position: -1, when: 'loop', many: true, awaited: true }] };
const hook: SymbolFact = { context: 'request', calls: [{ position: 1, when: 'loop', many: true, awaited: true }] };
/** A reply can be awaited, to wait until it is sent; that is seldom wanted. */
const reply: SymbolFact = { awaitable: 'promise', mayBeDropped: true };

export const fastify: Library = {
  language: 'typescript',
  package: 'fastify',
  versions: '>=4',
  source: 'https://fastify.dev/docs/latest/Reference/Server/, /Routes/, /Hooks/ and /Reply/; fastify 5.12.8',
  modules: {
    fastify: {
      // The instance can be awaited, which is nobody's duty; so it is not said to be awaitable.
      ...each('default fastify', { returns: 'fastify:FastifyInstance' }),
      FastifyInstance: { class: true },
      ...members('FastifyInstance', 'get post put patch delete head options all', route),
      'FastifyInstance.route': { context: 'request', calls: [{ position: 0, keys: ['handler'], when: 'loop', many: true, awaited: true }] },
      'FastifyInstance.addHook': hook,
      ...members('FastifyInstance', 'setErrorHandler setNotFoundHandler', route),
      'FastifyInstance.register': { awaitable: 'promise', mayBeDropped: true, context: 'startup', calls: [{ position: 0, when: 'loop', awaited: true }] },
      ...members('FastifyInstance', 'ready after', { ...unlessCallback, mayBeDropped: true }),
      ...members('FastifyInstance', 'listen close inject', unlessCallback),
      ...members('FastifyInstance', 'decorate decorateRequest decorateReply addSchema hasDecorator printRoutes', sync),
      FastifyReply: { class: true, awaitable: 'promise', mayBeDropped: true },
      ...members('FastifyReply', 'send code status header headers type redirect', reply),
    },
  },
};
