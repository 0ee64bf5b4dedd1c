import type { SymbolFact } from '../knowledge/knowledge.js';
import type { FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import type { Origin, Origins } from './origins.js';
import type { Concurrency } from './concurrency.js';
import type { Host } from './environment.js';
import type { Environment } from './environments.js';
import type { Told } from './databases.js';
import type { FileUnit, FunctionUnit } from './unit.js';
import type { Version } from './version-ranges.js';

export type { Told } from './databases.js';
export type { Concurrency } from './concurrency.js';
export type { Environment } from './environments.js';
export type { Origin, Origins } from './origins.js';

/**
 * The project links the facts of all files and answers what a value is, what a call reaches, what a function does
 * (effects) and from where it is called (contexts). Rules ask here; nothing here knows a rule.
 */
export interface Project {
  file(path: string): FileUnit | undefined;

  /** What a call may reach. */
  callee(fn: FunctionUnit, call: Value): Callee;

  /** What a value may be. */
  origins(fn: FunctionUnit, value: Value): Origins;

  /** Whether a value is a coroutine, promise or task that somebody has to await. */
  awaitable(fn: FunctionUnit, value: Value): Awaitable;

  /** What a call of `target` yields, asked for `fn`: of one of several targets what `origins` of the call may not say. */
  result(fn: FunctionUnit, target: FunctionUnit): Origins;

  /**
   * The shortest way on which a call of this function blocks its thread, or null: of the hardest kind of blocking there
   * is. What an async function awaits is not part of it; what it calls directly is.
   */
  blocking(fn: FunctionUnit): BlockingWitness | null;

  /** How this one call, or the entering or leaving of this scope, blocks: by itself, or through what it reaches; null where it does not, or not surely. */
  blockingCall(fn: FunctionUnit, call: Value): BlockingWitness | null;

  /** Whether the function can fail in a way its caller sees: false only where every way is handled within. */
  mayFail(fn: FunctionUnit): boolean;

  /** Whether what this one call yields may fail; what is not known can. A function without a body fails as those do that stand in for it. */
  callMayReject(fn: FunctionUnit, call: Value): boolean;

  /** Whether an async function handles the failures of all that it awaits, by itself; what it does besides may still fail. */
  guardsAwaits(fn: FunctionUnit): boolean;

  /** Whether the function loops for ever, or until somebody else ends it, so that whoever waits for it does nothing else any more. */
  neverEnds(fn: FunctionUnit): boolean;

  /** Whether the function does network, disk or process I/O itself or through what it calls; unknown calls don't count. */
  doesIo(fn: FunctionUnit): boolean;

  /** Whether a function does input or output, and none but that of local files. */
  staysLocal(fn: FunctionUnit): boolean;

  /** Whether the function writes state that outlives it (attributes, module or captured variables, containers it was given), itself or through calls: 'unknown' where a call is unknown. */
  writesShared(fn: FunctionUnit): 'yes' | 'no' | 'unknown';

  /** The calls that reach a function, wherever they stand. */
  callers(fn: FunctionUnit): Callers;

  /** Whether a method stands in for one of a superclass or an interface, or may do so: not every superclass is known. */
  mayOverride(fn: FunctionUnit): boolean;

  /** Where the function runs, from the entry points down. */
  contexts(fn: FunctionUnit): Contexts;
  /** Whether a test of the function's program puts something else in the place of a function or module of this name. */
  isReplaced(fn: FunctionUnit, name: string): boolean;

  /** The symbol and fact of a call whose only target lies outside the project, or null. */
  known(fn: FunctionUnit, call: Value): { readonly symbol: string; readonly fact: SymbolFact } | null;

  /** What the object may be whose method a call calls: `client` of `client.get()`. Nothing for a bare name. */
  receiver(fn: FunctionUnit, call: Value): Origins;

  /** What knowledge says of a symbol outside the project, such as the class of an `external` origin; or null. */
  fact(fn: FunctionUnit, symbol: string): SymbolFact | null;

  /** Whether the function, or what it calls, uses a connection that it did not open itself and that carries one conversation at a time. */
  usesConnection(fn: FunctionUnit): Told;

  /** Whether a call of this symbol in a file is a query on the one connection that all of the program shares, as over SQLite. */
  sharesConnection(file: FileUnit, symbol: string): Told;

  /** Whether the function, or what it calls, waits on purpose or in a line: sleeps, takes a lock, semaphore or place of a limiter. */
  paces(fn: FunctionUnit): boolean;

  /** Whether awaiting a call of the function never waits: it awaits nothing, or only what never waits itself. */
  neverWaits(fn: FunctionUnit): boolean;

  /**
   * Whether what a call of the function yields is settled as soon as its plain code is done: it awaits nothing, or only functions
   * of the same kind, and no `throw` of theirs leaves them. What may still fail is plain code that they call.
   */
  settlesAtOnce(fn: FunctionUnit): boolean;

  /** Whether the function, or what it calls before it returns, writes variables or attributes that outlive it; what changes elsewhere does not count. */
  writesVariables(fn: FunctionUnit): boolean;

  /** Whether the function, or what it calls, talks to the event loop of its thread: in another thread it would fail. */
  usesLoop(fn: FunctionUnit): boolean;

  /** A file's path as seen from the project's folder, with a slash before it. */
  pathWithin(file: FileUnit): string;

  /** Whether a file holds tests, by where it lies in the project and how it is called. */
  isTest(file: FileUnit): boolean;

  /** Whether a file is run by who works on the product, with nobody served meanwhile: a script, sample or the like by its place, or a step of the build. */
  isTooling(file: FileUnit): boolean;

  /** The same, or a migration. */
  isAside(file: FileUnit): boolean;

  /** Whether another file of Python of the project imports this one, or something of it. */
  isImported(file: FileUnit): boolean;

  /** Where the code of a file runs. */
  environment(file: FileUnit): Environment;

  /** Whether a file is of a program of Node for the command line, by the `bin` of its package.json. */
  hasCommand(file: FileUnit): boolean;

  /** What runs the program of a file and goes on after rejections that nobody handles; null where nothing is known to. */
  host(file: FileUnit): Host | null;

  /** Whether every version of Python or Node that a file has to run on is at least this one: a fix may write what that one brought. */
  isAtLeast(file: FileUnit, version: Version): boolean;

  /** The library for concurrency that the code of a function of Python is written for: the one in whose words a fix has to speak. */
  concurrency(fn: FunctionUnit): Concurrency;

  /** Uses, reaching writes, guards, carried values and paths within a function of the file that is linted. */
  index(fn: FunctionUnit): FlowIndex;

  /** A callee as it is written: `requests.get`, `self.load`. */
  calleeText(fn: FunctionUnit, call: Value): string;

  /** The place of a step's call (or of the function's name, for call -1) in the form that findings carry. */
  place(fn: FunctionUnit, call: Value): StepPlace;
}

/** Targets of a call; `unknown` where there may be others. No targets and not `unknown` can't be. */
export interface Callee {
  readonly targets: readonly Target[];
  readonly unknown: boolean;
}

export type Target =
  /** A function or method of the project; `receiver` tells that the first parameter is bound. */
  | { readonly form: 'function'; readonly function: FunctionUnit; readonly bound: boolean }
  /** The construction of a class of the project; `constructor` is its `__init__`/constructor where it has one. */
  | { readonly form: 'class'; readonly file: FileUnit; readonly class: number; readonly init: FunctionUnit | null }
  /** A symbol outside the project; `fact` is what knowledge says of it, or null. */
  | { readonly form: 'symbol'; readonly symbol: string; readonly fact: SymbolFact | null };

export type Awaitable =
  /** Every possibility is awaitable: who makes it (`by` is a symbol or a function's qualified name) and of which kind. */
  | { readonly answer: 'yes'; readonly of: readonly (Origin & { readonly form: 'awaitable' })[] }
  /** Nothing declares it, but the same callee is awaited at `place`. */
  | { readonly answer: 'likely'; readonly place: StepPlace }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown' };

/** The calls that reach a function. */
export interface Callers {
  /** Ordered by path, function, callee and occurrence; among them calls of what it is handed to and runs it at once. */
  readonly calls: readonly StepPlace[];
  /** One of them may reach something else as well, or of a method: a call of that name reaches what is not known. */
  readonly unsure: boolean;
}

/** A chain of calls from a function down to one that blocks. */
export interface BlockingWitness {
  readonly how: NonNullable<SymbolFact['blocks']>;
  /** The symbol that blocks in the end, as a reader knows it: `time.sleep`. */
  readonly symbol: string;
  /** The fact of that symbol. */
  readonly fact: SymbolFact;
  /** The call happens once: behind a cache without arguments, or a test that the result is not there yet. */
  readonly once: boolean;
  /** Each call of the chain, the first in the function itself, the last the blocking call. */
  readonly steps: readonly { readonly place: StepPlace; readonly callee: string }[];
}

/** Where a function runs. Every flag is false where nothing is known: absence proves nothing. */
export interface Contexts {
  /** An entry point of which it is reached runs it on the event loop: the shortest chain of functions' places, entry first. */
  readonly onLoop: readonly StepPlace[] | null;
  readonly thread: boolean;
  readonly startup: boolean;
  readonly perRequest: boolean;
  readonly test: boolean;
  /** It is reached from `main`, module level or a command-line entry; perhaps from elsewhere as well. */
  readonly main: boolean;
  /** Others are served meanwhile: a request or event of a program that serves reaches it, a task that one of these starts, or a function that one hands on. */
  readonly serves: boolean;
  /** Its program has a listener of its own for rejections that nobody handles. */
  readonly reportsRejections: boolean;
  /** The same of what of its program runs in a browser. */
  readonly showsRejections: boolean;
  /** Its program handles failed requests of a client in one place. */
  readonly reportsRequests: boolean;
  /** Its program sets a limit for all that `fetch` asks for. */
  readonly limitsRequests: boolean;
}
