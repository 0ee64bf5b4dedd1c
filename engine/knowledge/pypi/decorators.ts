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
  modules: { async_lru: { alru_cache: { ...transparent, remembers: true } } },
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
