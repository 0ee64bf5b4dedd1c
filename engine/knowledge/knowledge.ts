import type { Language } from '../text.js';

/**
 * Knowledge is what asynclint knows of libraries: data, with its source, in one form for both languages. A user's own
 * knowledge (`knowledge` in asynclint.json) has the same form.
 *
 * A symbol is named by its module and the path within it: `Session.get` of module `requests`, `readFileSync` of module
 * `node:fs`, `default.get` of module `axios`. A method stands under its class (`Session.get`), wherever the instance
 * came from; instances come from calling a class, from `returns`, from annotations, from `async with`.
 * Globals of JavaScript stand in module `globalThis`, Python's builtins in module `builtins`.
 *
 * How the data is read:
 * - A symbol with neither `awaitable` nor `opaque` yields no awaitable, unless it `returns` a class whose instances are;
 *   a symbol that is missing says nothing.
 * - Modules of Node stand under their `node:` name, also for those who import `fs`. A default export, and a CommonJS
 *   module that is itself a function, stand as `default`; what `default` has no member for is a member of the module
 *   (`express.Router` is `Router` of module `express`), for a default import as for `require`.
 * - A Python module `a.b` is also the member `b` of module `a`.
 * - Calling an instance is its member `__call__`, in both languages. The member `*` stands for every member that is not
 *   named (a matcher of `expect(p).resolves`, a model of PrismaClient). Members of an awaitable itself stand under
 *   `asyncio:Future`, `asyncio:Task` or `globalThis:Promise`.
 * - Which versions a project has is read of its manifests, upward from the importing file: what is installed
 *   (node_modules), else lock files, else the range that is asked for (package.json, requirements, pyproject.toml). Facts of
 *   a range in which none of these lies are left out. Where the manifests decide nothing all ranges are taken, and of facts
 *   that differ those of the range without an upper bound hold.
 */
export interface Library {
  readonly language: Language;
  /** The name under which the package is installed; `python`, `node`, `web`, `browser` for what comes with the platform. */
  readonly package: string;
  /** The versions that the facts hold for, as bounds (`>=4.9`, `<5`); `*` where no version differs. Of `python` and `node` the version of the language or runtime. */
  readonly versions: string;
  /** Where the facts come from: the documentation or source that was read. */
  readonly source: string;
  /** Facts by module, then by the symbol's path within it. A string is an alias: `module:path` of the symbol it re-exports. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, SymbolFact | string>>>>;
}

/**
 * How a call blocks its thread. `path` looks one path up, in microseconds; `file` reads or writes contents, lists or
 * changes directories: as long as the device and what is to be done take; `copy` copies, packs or unpacks contents as large as
 * they come; `start` starts a process without waiting for it.
 */
export type Blocking =
  | 'sleep' | 'network' | 'database' | 'subprocess' | 'lock' | 'join' | 'result' | 'input' | 'copy' | 'file' | 'start' | 'path' | 'cpu';

/**
 * An argument, by its name and/or position (0-based; of a method, not counting the receiver; -1 is the last one given).
 * `keys` leads into an options object. `rest`: all arguments from this position on.
 */
export interface ArgumentRef {
  readonly name?: string;
  readonly position?: number;
  readonly keys?: readonly string[];
  readonly rest?: true;
}

/**
 * A condition on an argument: that it is given, is this literal (its source text, such as `False` or `0`), is a function, or
 * holds this constant (`os:WNOHANG`) among flags; only `blocksUnless` and `idleIf` ask for flags.
 */
export interface ArgumentTest extends ArgumentRef {
  readonly is?: string;
  readonly flag?: string;
  readonly form?: 'function';
}

export interface SymbolFact {
  /** A class: calling it (or `new`) yields an instance of it. Members are the symbols `<path>.<member>`. */
  readonly class?: true;
  /** Superclasses, as `module:path`. */
  readonly bases?: readonly string[];
  /** Holds for instances only: the class has a static member of the same name, of which nothing is said (`Response.json`). */
  readonly onInstance?: true;

  /** The call blocks its thread. */
  readonly blocks?: Blocking;
  /** It does not block where one of these holds. */
  readonly blocksUnless?: readonly ArgumentTest[];
  /** Of what is awaited: it waits for nothing where one of these flags holds. */
  readonly idleIf?: readonly ArgumentTest[];
  /** It blocks only where one of these holds. */
  readonly blocksIf?: readonly ArgumentTest[];
  /** Of a class: leaving `with` on an instance blocks (a ThreadPoolExecutor joins its threads). */
  readonly exitBlocks?: Blocking;

  /**
   * The call yields an awaitable. `coroutine`: nothing runs until awaited (Python). `promise`: it runs at once.
   * `task`: it runs at once and losing the handle loses its failure. `lazy`: a builder that starts only when awaited or
   * executed (Knex, Prisma, Mongoose). `future`: awaitable, but may be dropped on purpose.
   * `context`: both awaitable and an async context manager (aiohttp's `session.get`).
   * Of a class: its instances are awaitable. A call that `returns` such a class needs no `awaitable` of its own.
   */
  readonly awaitable?: 'coroutine' | 'promise' | 'task' | 'lazy' | 'future' | 'context';
  /** It yields no awaitable where one of these holds (a callback is given to pg's `query`). */
  readonly awaitableUnless?: readonly ArgumentTest[];
  /** Dropping the awaitable is common and right (node:test's `test`, a router's `navigate`, `tg.create_task`). */
  readonly mayBeDropped?: true;
  /** Dropping it is right where one of these holds: a callback is told of the failure (`mutateAsync(x, { onError })`). */
  readonly mayBeDroppedIf?: readonly ArgumentTest[];
  /** It can't fail, so nobody needs to handle its rejection (sleep). */
  readonly neverFails?: true;
  /** Its promise fails only as that of a function does that it `calls` and awaits (a queue's `add`). */
  readonly failsAsGiven?: true;
  /**
   * What the call (once awaited) yields: `module:path` of a class, whose members are then known, or `this`: the receiver,
   * or an instance of the class on which it is called (Sequelize's `User.findOne()`); or `call`: what the function yields that is given first.
   * Of a class whose instances are awaitable: what awaiting one yields.
   */
  readonly returns?: string;
  /** Where its test holds, it yields an instance of this class instead. */
  readonly returnsIf?: ArgumentTest & { readonly returns: string };
  /** The class of the promise itself, where all that it has is known: `globalThis:Promise`, which has `then`, `catch` and `finally`. */
  readonly promise?: string;
  /** The same for the parts of a tuple, in order; '' where a part is of no interest (`reader, writer = await open_connection(…)`). */
  readonly tuple?: readonly string[];
  /** The call yields this argument itself (`typing.cast`, `Object.freeze`), or, for a function, it with arguments bound (`functools.partial`). */
  readonly passes?: ArgumentRef;
  /** Of a class whose instances make objects when called: the class of these, and the constructor's argument that names another (`sessionmaker`). */
  readonly makes?: { readonly default: string; readonly by?: ArgumentRef };
  /** What `with`/`async with` on the result yields; the same as `returns` where absent. */
  readonly enters?: string;
  /** What iterating over the result (once awaited) yields, in the form of `returns`, which is not given beside it. */
  readonly yields?: string;
  /** What it yields is whatever the program put in, perhaps an awaitable (a queue's `get`, `reduce`, `next`). */
  readonly opaque?: true;
  /**
   * For an attribute that is not called: the module it is (`fs.promises`), or the class `module:path` of which it is an
   * instance (`response.content`). A constant that is asked for among flags names itself.
   */
  readonly is?: string;
  /** The property is not a function; reading it is all there is. */
  readonly property?: true;

  /**
   * A call that waits on the network or for another party. `none`: waits for ever; a number: seconds after which it
   * gives up by itself.
   */
  readonly timeout?: {
    readonly default: 'none' | number;
    /** Arguments that set one; `is` may not be given here. An AbortSignal counts. A literal None, null or undefined takes the timeout away. */
    readonly by?: readonly ArgumentRef[];
    /** Other literals that take it away, as source text (`0` in axios). */
    readonly off?: readonly string[];
    /** An argument of the client's constructor that sets one for all its calls. */
    readonly onClient?: readonly ArgumentRef[];
    /** Methods, of the client or of what the call yields, that set one afterwards (`request.setTimeout`). */
    readonly set?: readonly string[];
    /** Nobody has chosen a limit, but the platform ends it after so many seconds. */
    readonly platform?: number;
    /** What it waits for: `network` calls are warnings, waiting on in-process things is info. */
    readonly kind: 'network' | 'queue' | 'event' | 'lock' | 'stream' | 'process';
  };
  /** Everything awaited within its scope, or in the awaitable given to it, has a deadline (`asyncio.timeout`, `wait_for`). */
  readonly bounds?: 'scope' | ArgumentRef;

  /**
   * Functions that it takes: `now` (called before it returns), `loop` (on the event loop, later), `thread` (off the
   * loop: in a worker thread, a signal handler or at exit), `process`; `awaited`: an async function's promise is awaited
   * or handled. `thread` with `awaited`: a sync function runs in a thread, an async one on the loop (Starlette).
   */
  readonly calls?: readonly (ArgumentRef & {
    readonly when: 'now' | 'loop' | 'thread' | 'process';
    readonly many?: true;
    readonly awaited?: true;
    /** What it is called with, by position: `module:path` of a class; '' where that is of no interest. Not read of Python. */
    readonly gives?: readonly string[];
    /** It is called with these only where this holds (`on('connection', …)`). */
    readonly givesIf?: ArgumentTest;
  })[];
  /**
   * Arguments whose awaitables it takes over: runs together (`gather`), as tasks (`create_task`), or handles (`shield`).
   * Unless `returns` or `tuple` says otherwise, its result is that of the argument, or a collection of them (`together`).
   */
  readonly takes?: 'together' | 'task' | 'handles';

  /** Not work to be run together: waits on purpose, or orders what runs. Of a class: entering an instance does. */
  readonly paces?: 'sleep' | 'limiter' | 'semaphore' | 'lock' | 'queue' | 'event';
  /**
   * An instance carries one conversation at a time and must not be used concurrently. `queued`: it may, but its calls
   * are carried out one after another, so that nothing is gained.
   */
  readonly connection?: true | 'queued';
  /** An instance owns a pool of connections, is meant to be kept, and may be used concurrently. */
  readonly client?: true;
  /** A method that only reads (may run beside others on a client), or changes. */
  readonly does?: 'read' | 'change';
  /** It does network, disk or process I/O. */
  readonly io?: true;
  /** Its I/O is with local files alone, which mostly takes no time worth saving. */
  readonly local?: true;

  /**
   * As a decorator. `transparent`: the function stays what it is. `sync`: calling it is sync (Celery's task). `async`:
   * calling it yields an awaitable. `register`: it becomes an entry point and stays what it is. `manager`: calling it
   * yields a context manager that enters what the generator yields. Holds for `@x`, `@x(…)` and `x(f)`. Where
   * `returns` is given too, the decorated function has the members of that class (Celery's `task.delay`).
   */
  readonly decorates?: 'transparent' | 'sync' | 'async' | 'register' | 'manager';
  /** Of a class: a program keeps values of its own in its instances, as attributes or items (`app.state.db`, `app["db"]`). */
  readonly keeps?: true;
  /** The decorator keeps what the function returned, by its arguments: one without parameters runs once. */
  readonly remembers?: true;
  /**
   * Where the decorated or passed function runs. `request`: once per request on the loop if async, in a thread if sync
   * (FastAPI). `event`: once per request or event, always on the loop. Of a method: where a subclass's override of it runs (`Thread.run`). Of a class with `calls`: where the
   * functions given to its constructor run; of any other class: where all methods of its subclasses run (`TestCase`).
   */
  readonly context?: 'loop' | 'thread' | 'process' | 'startup' | 'request' | 'event' | 'test' | 'main' | 'item';

  /** A program that calls it, or inherits from it, serves others for as long as it lives (a server started, a bot). */
  readonly serves?: true;

  /** A program that calls it, where any of the tests holds, is told of every rejection that nobody handles, and goes on. */
  readonly reportsRejections?: readonly ArgumentTest[];
  /** The same of exceptions, which a rejection that nobody handles becomes in Node; Electron and browsers make none of it. */
  readonly reportsExceptions?: readonly ArgumentTest[];
  /** A program that calls it, where any of the tests holds, handles failed requests of its client in one place: an interceptor. */
  readonly reportsRequests?: readonly ArgumentTest[];

  /** A program that calls it with an object that one of these options is given, or that can't be seen, sets a limit for all that `fetch` asks for. */
  readonly limitsRequests?: readonly string[];

  /** The same thing without blocking, for a fix: `module:path`. */
  readonly instead?: string;

  /**
   * Read from the library's own declarations, never written by hand: the type of an attribute or of a call's result. Such a
   * fact says what values are, and nothing of what a call does: it may write, wait or block for all we know.
   */
  readonly declared?: DeclaredType;
}

/** A type of a library with its names followed: each is the symbol of a class, or of one of typing's special forms. */
export type DeclaredType =
  | { readonly form: 'name'; readonly symbol: string; readonly arguments: readonly DeclaredType[] }
  | { readonly form: 'union'; readonly of: readonly DeclaredType[] }
  | { readonly form: 'none' }
  /** A literal: surely not awaitable. */
  | { readonly form: 'plain' }
  /** The receiver's own type. */
  | { readonly form: 'self' }
  | { readonly form: 'unknown' };
