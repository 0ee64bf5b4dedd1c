import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Quart, which runs a sync handler in a thread, and Sanic, which runs it on the loop. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const handler: SymbolFact = { decorates: 'register', context: 'request' };
const handlers = `route get post put patch delete before_request after_request teardown_request errorhandler websocket before_websocket
  after_websocket teardown_websocket`;

export const quart: Library = {
  language: 'python',
  package: 'quart',
  versions: '>=0.19',
  source: 'https://quart.palletsprojects.com/en/latest/how_to_guides/sync_code.html; quart/{app,blueprints,templating,helpers}.py and wrappers/request.py of pallets/quart',
  modules: {
    quart: {
      Quart: { class: true },
      ...members('Quart', handlers, handler),
      ...members('Quart', 'before_serving after_serving while_serving', { decorates: 'register', context: 'startup' }),
      'Quart.add_background_task': { context: 'loop', calls: [{ name: 'func', position: 0, when: 'thread', awaited: true }] },
      ...members('Quart', 'test_client url_for app_context', {}),
      Blueprint: { class: true },
      ...members('Blueprint', handlers, handler),
      ...each('render_template render_template_string make_response send_file send_from_directory flash', coroutine),
      ...each('jsonify redirect', {}),
      Request: { class: true },
      ...members('Request', 'get_data get_json', { ...coroutine, does: 'read' }),
      request: { property: true, is: 'quart:Request' },
    },
  },
};

const onLoop: SymbolFact = { decorates: 'register', context: 'loop' };
const listener: SymbolFact = { decorates: 'register', context: 'startup' };
const routes = 'route get post put head options patch delete websocket on_request on_response middleware exception';
const listeners = 'before_server_start after_server_start before_server_stop after_server_stop main_process_start main_process_stop';

export const sanic: Library = {
  language: 'python',
  package: 'sanic',
  versions: '>=21',
  source: 'https://sanic.dev/en/guide/basics/handlers.html, /basics/app.html ("Application context"), /basics/request.html ("Context"); sanic/app.py and sanic/mixins of sanic-org/sanic',
  modules: {
    sanic: {
      ...each('Sanic Blueprint', { class: true }),
      ...members('Sanic', routes, onLoop),
      ...members('Sanic', listeners, listener),
      // The application keeps the task.
      'Sanic.add_task': { takes: 'task' },
      'Sanic.run': {},
      // The context of an application or request is a namespace for what the program keeps there.
      Context: { class: true, keeps: true },
      'Sanic.ctx': { property: true, is: 'sanic:Context' },
      Request: { class: true },
      'Request.ctx': { property: true, is: 'sanic:Context' },
      'Request.app': { property: true, is: 'sanic:Sanic' },
      ...members('Blueprint', routes, onLoop),
      ...members('Blueprint', listeners, listener),
    },
  },
};
