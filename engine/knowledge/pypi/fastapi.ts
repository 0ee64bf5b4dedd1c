import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Starlette and FastAPI: what they run and where. A sync endpoint, dependency or background task runs in a thread. */

const route: SymbolFact = { decorates: 'register', context: 'request' };
const endpoint = (name: string, position: number): SymbolFact => (
  { context: 'request', calls: [{ name, position, when: 'thread', many: true, awaited: true }] }
);
const dependency: SymbolFact = endpoint('dependency', 0);
const startup: SymbolFact = { decorates: 'register', context: 'startup' };
const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const wait: SymbolFact = { ...coroutine, timeout: { default: 'none', kind: 'stream' } };
const sync: SymbolFact = {};
const methods = 'get post put patch delete options head trace websocket api_route';

/** Routes of an application or router. */
function routes(path: string): Record<string, SymbolFact> {
  return {
    ...members(path, `${methods} websocket_route`, route),
    [`${path}.on_event`]: startup,
    [`${path}.add_api_route`]: endpoint('endpoint', 1),
    [`${path}.add_api_websocket_route`]: endpoint('endpoint', 1),
    [`${path}.include_router`]: sync,
  };
}

const background: Record<string, SymbolFact | string> = {
  BackgroundTask: { class: true, ...endpoint('func', 0) },
  BackgroundTasks: { class: true },
  'BackgroundTasks.add_task': endpoint('func', 0),
};

const application: SymbolFact = { property: true, is: 'starlette.applications:Starlette' };
const state: SymbolFact = { property: true, is: 'starlette.datastructures:State' };

const request: Record<string, SymbolFact | string> = {
  Request: { class: true },
  ...members('Request', 'body json is_disconnected close', { ...coroutine, does: 'read' }),
  'Request.form': { awaitable: 'context', io: true, does: 'read' },
  'Request.stream': { io: true },
  ...each('Request.headers Request.query_params Request.path_params Request.cookies Request.url Request.client', { property: true }),
  'Request.app': application,
  'Request.state': state,
};

const websocket: Record<string, SymbolFact | string> = {
  WebSocket: { class: true },
  ...members('WebSocket', 'receive receive_text receive_bytes receive_json', wait),
  ...members('WebSocket', 'accept send send_text send_bytes send_json close', { ...coroutine, does: 'change' }),
  'WebSocket.app': application,
  'WebSocket.state': state,
  ...members('WebSocket', 'iter_text iter_bytes iter_json', { io: true }),
};

const upload: SymbolFact = { awaitable: 'coroutine', io: true };

export const starlette: Library = {
  language: 'python',
  package: 'starlette',
  versions: '*',
  source: 'https://www.starlette.io/requests/, /applications/ ("Storing state on the app instance"), /websockets/, /background/, /routing/, /threadpool/, /lifespan/; starlette 1.7.0',
  modules: {
    'starlette.applications': {
      Starlette: { class: true, context: 'startup', calls: [{ name: 'lifespan', when: 'loop', awaited: true }] },
      'Starlette.state': state,
      'Starlette.add_route': endpoint('route', 1),
      'Starlette.add_exception_handler': endpoint('handler', 1),
      ...members('Starlette', 'add_middleware mount', sync),
    },
    'starlette.routing': {
      ...each('Route WebSocketRoute', { class: true, ...endpoint('endpoint', 1) }),
      Mount: { class: true },
    },
    'starlette.requests': request,
    'starlette.websockets': websocket,
    'starlette.background': background,
    'starlette.concurrency': {
      run_in_threadpool: { awaitable: 'coroutine', calls: [{ name: 'func', position: 0, when: 'thread' }] },
    },
    'starlette.datastructures': { State: { class: true, keeps: true }, UploadFile: { class: true }, ...members('UploadFile', 'read write seek close', upload) },
    'starlette.endpoints': {
      HTTPEndpoint: { class: true, context: 'request' },
      WebSocketEndpoint: { class: true, context: 'request' },
    },
    'starlette.middleware.base': { BaseHTTPMiddleware: { class: true }, 'BaseHTTPMiddleware.dispatch': { context: 'request', awaitable: 'coroutine' } },
    // The test client runs the application in a thread of its own and blocks until it has answered.
    'starlette.testclient': {
      TestClient: { class: true },
      ...members('TestClient', 'get post put patch delete options head request', { returns: 'httpx:Response' }),
    },
  },
};

export const fastapi: Library = {
  language: 'python',
  package: 'fastapi',
  versions: '*',
  source: 'https://fastapi.tiangolo.com/async/, /tutorial/background-tasks/, /tutorial/dependencies/, /advanced/events/; fastapi 0.142.2',
  modules: {
    fastapi: {
      FastAPI: { class: true, bases: ['starlette.applications:Starlette'], context: 'startup', calls: [{ name: 'lifespan', when: 'loop', awaited: true }] },
      ...routes('FastAPI'),
      ...members('FastAPI', 'middleware exception_handler', route),
      APIRouter: { class: true, context: 'startup', calls: [{ name: 'lifespan', when: 'loop', awaited: true }] },
      ...routes('APIRouter'),
      Depends: dependency,
      Security: dependency,
      BackgroundTasks: { class: true, bases: ['starlette.background:BackgroundTasks'] },
      UploadFile: { class: true, bases: ['starlette.datastructures:UploadFile'] },
      ...members('UploadFile', 'read write seek close', upload),
      ...aliases('starlette.requests', 'Request'),
      ...aliases('starlette.websockets', 'WebSocket'),
    },
    'fastapi.applications': aliases('fastapi', 'FastAPI'),
    'fastapi.routing': aliases('fastapi', 'APIRouter'),
    'fastapi.background': aliases('fastapi', 'BackgroundTasks'),
    'fastapi.concurrency': { run_in_threadpool: 'starlette.concurrency:run_in_threadpool' },
    'fastapi.requests': aliases('starlette.requests', 'Request'),
    'fastapi.testclient': aliases('starlette.testclient', 'TestClient'),
    'fastapi.websockets': aliases('starlette.websockets', 'WebSocket'),
  },
};
