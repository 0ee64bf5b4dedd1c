import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Decorators, context managers, tests, and the few calls of the standard library that work the processor hard. */

const transparent: SymbolFact = { decorates: 'transparent' };
const sync: SymbolFact = {};
const coroutine: SymbolFact = { awaitable: 'coroutine' };

const contextlib: Record<string, SymbolFact | string> = {
  ...each('contextmanager asynccontextmanager', { decorates: 'manager' }),
  ...each('suppress redirect_stdout redirect_stderr nullcontext closing aclosing', { class: true }),
  ExitStack: { class: true },
  'ExitStack.enter_context': { opaque: true },
  ...members('ExitStack', 'pop_all close push callback', sync),
  AsyncExitStack: { class: true },
  ...members('AsyncExitStack', 'enter_async_context aclose', coroutine),
  ...members('AsyncExitStack', 'pop_all push push_async_exit callback push_async_callback', sync),
  'AsyncExitStack.enter_context': { opaque: true },
};

const unittest: Record<string, SymbolFact | string> = {
  TestCase: { class: true, context: 'test' },
  IsolatedAsyncioTestCase: { class: true, bases: ['unittest:TestCase'], context: 'test' },
  ...each('skip skipIf skipUnless expectedFailure', transparent),
};

const typing: Record<string, SymbolFact | string> = {
  cast: { passes: { name: 'val', position: 1 } },
  ...each('overload final no_type_check runtime_checkable', transparent),
};

export const language: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/contextlib.html, functools.html, unittest.html, typing.html, hashlib.html, logging.html',
  modules: {
    builtins: {
      ...each('staticmethod classmethod property', transparent),
      print: { neverFails: true },
      ...each('len range enumerate zip isinstance issubclass hasattr repr str int float bool abs hash id', sync),
      ...each('map filter', { calls: [{ position: 0, when: 'now', many: true }] }),
      sorted: { calls: [{ name: 'key', when: 'now', many: true }] },
      ...each('min max', { opaque: true, calls: [{ name: 'key', when: 'now', many: true }] }),
      ...each('next getattr', { opaque: true }),
    },
    contextlib,
    functools: {
      ...each('wraps cached_property singledispatch singledispatchmethod total_ordering', transparent),
      ...each('lru_cache cache', { ...transparent, remembers: true }),
      partial: { passes: { position: 0 } },
      reduce: { opaque: true, calls: [{ position: 0, when: 'now', many: true }] },
    },
    abc: { abstractmethod: transparent },
    logging: {
      getLogger: { returns: 'logging:Logger' },
      Logger: { class: true },
      ...members('Logger', 'debug info warning warn error exception critical fatal log isEnabledFor getEffectiveLevel hasHandlers', sync),
      'Logger.getChild': { returns: 'logging:Logger' },
    },
    dataclasses: { dataclass: transparent },
    enum: { unique: transparent },
    typing,
    unittest,
    'unittest.mock': { patch: transparent, 'patch.object': transparent, 'patch.dict': transparent },
    hashlib: each('pbkdf2_hmac scrypt', { blocks: 'cpu' }),
  },
};
