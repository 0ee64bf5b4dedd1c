import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Decorators that repeat or remember: an async function stays one. */

const transparent: SymbolFact = { decorates: 'transparent' };

export const tenacity: Library = {
  language: 'python',
  package: 'tenacity',
  versions: '>=5',
  source: 'https://tenacity.readthedocs.io/en/latest/#async-and-retry; tenacity/__init__.py and tenacity/asyncio at 2026-07',
  modules: {
    tenacity: { retry: transparent },
  },
};

export const backoff: Library = {
  language: 'python',
  package: 'backoff',
  versions: '*',
  source: 'https://github.com/litl/backoff: README.rst, backoff/{_decorator,_async}.py',
  modules: { backoff: each('on_exception on_predicate', transparent) },
};

export const asyncLru: Library = {
  language: 'python',
  package: 'async-lru',
  versions: '*',
  source: 'https://github.com/aio-libs/async-lru: README.rst, async_lru/__init__.py',
  modules: { async_lru: { alru_cache: transparent } },
};

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };

/** aiocache: whatever the backend, its methods are coroutines. */
export const aiocache: Library = {
  language: 'python',
  package: 'aiocache',
  versions: '>=0.11',
  source: 'https://aiocache.aio-libs.org/en/latest/; aiocache/{base,decorators}.py',
  modules: {
    aiocache: {
      SimpleMemoryCache: { class: true, client: true, bases: ['aiocache.base:BaseCache'] },
      cached: { decorates: 'transparent' },
    },
    'aiocache.base': {
      BaseCache: { class: true, client: true },
      ...members('BaseCache', 'get multi_get exists', { ...coroutine, does: 'read' }),
      ...members('BaseCache', 'add set multi_set delete increment expire clear', { ...coroutine, does: 'change' }),
      ...members('BaseCache', 'raw close', coroutine),
    },
  },
};

/** Home Assistant keeps the tasks that it starts; what is marked as a callback runs on the loop. */
export const homeAssistant: Library = {
  language: 'python',
  package: 'homeassistant',
  versions: '>=2024',
  source: 'https://developers.home-assistant.io/docs/asyncio_working_with_async/; homeassistant/core.py and helpers/aiohttp_client.py of home-assistant/core',
  modules: {
    'homeassistant.core': {
      callback: { decorates: 'transparent', context: 'loop' },
      HomeAssistant: { class: true },
      ...members('HomeAssistant', 'async_add_executor_job async_add_import_executor_job', {
        awaitable: 'future', calls: [{ name: 'target', position: 0, when: 'thread' }],
      }),
      ...members('HomeAssistant', 'async_create_task async_create_background_task', { awaitable: 'task', takes: 'task', mayBeDropped: true }),
      'HomeAssistant.create_task': { takes: 'task' },
      ...members('HomeAssistant', 'async_start async_stop async_block_till_done', coroutine),
      'HomeAssistant.block_till_done': { blocks: 'result' },
      'HomeAssistant.loop': { property: true, is: 'asyncio:AbstractEventLoop' },
    },
    'homeassistant.helpers.aiohttp_client': {
      ...each('async_get_clientsession async_create_clientsession', { returns: 'aiohttp:ClientSession' }),
    },
  },
};
