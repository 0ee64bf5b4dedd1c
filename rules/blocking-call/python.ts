import { insertAwait } from '../../engine/edit/await.js';
import { importMember } from '../../engine/edit/python-imports.js';
import { statementIn, wrapped } from '../../engine/edit/statements.js';
import { inThread } from '../../engine/edit/threads.js';
import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, FixKind } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { isSingle, type Blocked } from './blocked.js';

/** The cures in Python: the sleep of the loop, the asynchronous client of the same library, a route that is no coroutine, a thread. */
export function pythonFixes(project: Project, blocked: Blocked): readonly Fix[] {
  const { fn, call, witness } = blocked;
  const symbol = project.known(fn, call.index)?.symbol;
  if (symbol === 'time:sleep') return sleep(project, blocked);
  if (project.index(fn).uses(call.index).some(({ role }) => role === 'entered')) return plainRoute(project, fn);
  if (symbol === 'concurrent.futures:Future.result' && call.arguments.length === 0 && project.concurrency(fn) === 'asyncio') return wrapFuture(fn, call);
  const kind = witness.steps.length > 1 ? kindOfHelper(project, blocked) : kindOfCall(project, blocked, symbol);
  return [...plainRoute(project, fn), ...asyncClient(project, blocked, symbol), ...kind === null ? [] : thread(project, blocked, kind)];
}

function sleep(project: Project, { fn, call, isPlain }: Blocked): readonly Fix[] {
  const [seconds] = call.arguments;
  if (call.arguments.length !== 1 || seconds!.spread || seconds!.name !== null) return [];
  const { text, facts } = fn.file;
  const library = project.concurrency(fn);
  const known = library === 'other' ? null : importMember(text, facts, library, 'sleep', fn.index);
  const awaited = insertAwait(text, 'python', call);
  if (known === null || awaited === null || fn.flow.start(call.callee) !== call.start) return [];
  const callee = { start: fn.flow.start(call.callee), end: fn.flow.end(call.callee), text: known.name };
  return [{ title: `Await ${library}.sleep`, kind: isPlain ? 'safe' : 'suggestion', edits: [...known.edits, ...awaited, callee] }];
}

/** Puts a sleep of the loop in place of what only waits; less than nothing is no time that trio could sleep. */
export function nap(project: Project, fn: FunctionUnit, seconds: string, { start, end }: Span, isPlain: boolean): readonly Fix[] {
  const library = project.concurrency(fn);
  const known = library === 'other' ? null : importMember(fn.file.text, fn.file.facts, library, 'sleep', fn.index);
  if (known === null) return [];
  const text = `await ${known.name}(${library === 'asyncio' ? seconds : `max(0, ${seconds})`})`;
  return [{ title: `Await ${library}.sleep`, kind: isPlain ? 'safe' : 'suggestion', edits: [...known.edits, { start, end, text }] }];
}

/** https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future */
function wrapFuture(fn: FunctionUnit, call: CallStep): readonly Fix[] {
  const { text, facts } = fn.file;
  const callee = fn.flow.step(call.callee);
  const known = importMember(text, facts, 'asyncio', 'wrap_future', fn.index);
  const awaited = insertAwait(text, 'python', call);
  const future = /^(?<of>[\w.]+)\.result$/.exec(text.slice(callee.start, callee.end))?.groups!['of'];
  if (known === null || awaited === null || future === undefined) return [];
  return [{
    title: 'Await the future: asyncio.wrap_future', kind: 'suggestion',
    edits: [...known.edits, ...awaited, { start: call.start, end: call.end, text: `${known.name}(${future})` }],
  }];
}

/** Moves the call into a thread; what it needs of other blocking calls, or is needed by them, goes along. */
function thread(project: Project, { fn, call }: Blocked, kind: FixKind): readonly Fix[] {
  const whole = outermost(project, fn, call);
  const needsOthers = whole !== call || [...fn.flow].some((step) => (
    step.kind === 'call' && step.index !== call.index && step.start >= call.start && step.end <= call.end && project.blockingCall(fn, step.index) !== null
  ));
  const moved = inThread(project, fn, whole, needsOthers);
  return moved === null ? [] : [{ title: `Run it in a thread: ${moved.by}`, kind: needsOthers ? 'suggestion' : kind, edits: moved.edits }];
}

/** The blocking call that takes the result of this one at once, as its receiver or an argument, and so on: `json.load(open(path))`. */
function outermost(project: Project, fn: FunctionUnit, call: CallStep): CallStep {
  const takes = (value: Value): readonly Value[] => project.index(fn).uses(value).flatMap(({ role, step }) => {
    if (role === 'receiver') return project.index(fn).uses(step).flatMap((use) => (use.role === 'callee' ? [use.step] : []));
    return role === 'argument' ? [step] : [];
  });
  for (const taker of takes(call.index)) {
    const step = fn.flow.step(taker);
    if (step.kind === 'call' && project.blockingCall(fn, taker) !== null) return outermost(project, fn, step);
  }
  return call;
}

/**
 * Whether a call of a library keeps its meaning in a thread: a function that takes and yields plain values does. Objects
 * that belong to a thread, or keep what they do in themselves, need somebody who looks; null where a thread is no cure.
 */
function kindOfCall(project: Project, { fn, call, witness, isPlain }: Blocked, symbol: string | undefined): FixKind | null {
  // A thread that waits at the terminal is not woken by Ctrl+C, and keeps the process from its end.
  if (symbol === undefined || witness.how === 'input') return null;
  const fact = project.fact(fn, symbol);
  // A connection to SQLite belongs to the thread that opened it.
  if (fact === null || symbol.startsWith('sqlite3:') || fact.yields !== undefined || lazy.has(symbol)) return null;
  if (witness.how === 'lock' && !waits.has(symbol)) return null;
  const path = symbol.slice(symbol.indexOf(':') + 1);
  const isFunction = !path.includes('.') && fact.class !== true && !takesObjects.has(symbol);
  const isPath = symbol.startsWith('pathlib:Path.');
  const isPlainKind = witness.how === 'network' || witness.how === 'subprocess' || ((witness.how === 'file' || witness.how === 'copy') && isSingle(project, fn, call));
  const yieldsFile = fact.returns !== undefined && project.fact(fn, fact.returns)?.class === true && /^(io|tarfile):/.test(fact.returns);
  return isPlain && (isFunction || isPath) && isPlainKind && !yieldsFile && !takesFunction(project, fn, call) && !hasTwin(fn) ? 'safe' : 'suggestion';
}

/** What is walked over only when it is iterated. */
const lazy: ReadonlySet<string> = new Set(['os:walk', 'os:scandir', 'glob:iglob', 'concurrent.futures:as_completed']);
/** Of what waits for other threads, what any thread may wait for. */
const waits: ReadonlySet<string> = new Set([
  'threading:Event.wait', 'threading:Barrier.wait', 'queue:Queue.get', 'queue:SimpleQueue.get', 'multiprocessing.queues:Queue.get',
]);
/** Functions that work on an object which others may work on meanwhile, or that change the whole process. */
const takesObjects: ReadonlySet<string> = new Set([
  'json:load', 'json:dump', 'pickle:load', 'pickle:dump', 'shutil:copyfileobj', 'importlib:import_module', 'importlib:reload', 'builtins:open',
  'gzip:open', 'bz2:open', 'lzma:open', 'tempfile:TemporaryFile', 'tempfile:NamedTemporaryFile', 'runpy:run_path', 'runpy:run_module', 'signal:pause',
]);

/** `PathIO` beside `AsyncPathIO`: who wants it not to block takes the other, so that this one may block by design. */
function hasTwin({ fact, file: { facts: { classes } } }: FunctionUnit): boolean {
  const name = classes[fact.class]?.name;
  return name !== undefined && classes.some((other) => other.name === `Async${name}`);
}

/** Whether a function of the program is among the arguments: it would run in the thread too. */
function takesFunction(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  return call.arguments.some(({ value }) => fn.flow.kind(value) === 'fn' || project.origins(fn, value).of.some(({ form }) => form === 'function'));
}

/** The same of a function of the program that blocks further down: on the loop it had its variables to itself, in a thread it would not. */
function kindOfHelper(project: Project, { fn, call, witness, isPlain }: Blocked): FixKind | null {
  const { targets, unknown } = project.callee(fn, call.index);
  const reached = targets.flatMap((target) => (target.form === 'function' ? [target.function] : target.form === 'class' && target.init !== null ? [target.init] : []));
  // A generator that a thread makes runs where its items are taken.
  if (unknown || reached.length !== targets.length || reached.some((each) => each.fact.generator || project.usesLoop(each))) return null;
  if (witness.how === 'lock' || witness.how === 'input' || witness.symbol.startsWith('sqlite3') || reached.some((each) => project.writesVariables(each))) return null;
  const isFree = reached.every((each) => each.fact.form === 'function' && project.writesShared(each) === 'no' && project.usesConnection(each) === 'no');
  const isPlainKind = witness.how === 'network' || witness.how === 'subprocess' || witness.how === 'sleep' || ((witness.how === 'file' || witness.how === 'copy') && isSingle(project, fn, call));
  return isPlain && isFree && isPlainKind && !takesFunction(project, fn, call) && !hasTwin(fn) ? 'safe' : 'suggestion';
}

/** Functions of httpx that have a method of the same name on `AsyncClient`, and what only the client is told. */
const ofClient: ReadonlySet<string> = new Set(['cert', 'mounts', 'proxies', 'proxy', 'trust_env', 'verify']);

/** `httpx.get(…)` becomes a request of `httpx.AsyncClient`, for the statement that it stands in. */
function asyncClient(project: Project, { fn, call }: Blocked, symbol: string | undefined): readonly Fix[] {
  const method = /^httpx:(get|options|head|post|put|patch|delete|request)$/.exec(symbol ?? '')?.[1];
  if (method === undefined || call.arguments.some(({ name, spread }) => spread || ofClient.has(name ?? ''))) return [];
  const { file } = fn;
  const statement = statementIn(fn, call);
  const known = importMember(file.text, file.facts, 'httpx', 'AsyncClient', fn.index);
  const awaited = insertAwait(file.text, 'python', call);
  const client = ['client', 'http_client', 'httpx_client'].find((name) => !project.index(fn).variables.some((variable) => variable.name === name));
  const isSimple = statement !== null && !/^(?:async\s|with\b|for\b|while\b|if\b|try\b|match\b|return\b.*\byield\b)/.test(file.text.slice(statement.start, statement.end));
  if (!isSimple || known === null || awaited === null || client === undefined || fn.flow.start(call.callee) !== call.start) return [];
  const block = wrapped(file, [statement], `async with ${known.name}() as ${client}:`);
  if (block === null) return [];
  const callee = { start: call.start, end: fn.flow.end(call.callee), text: `${client}.${method}` };
  return [{ title: 'Await httpx.AsyncClient', kind: 'suggestion', edits: [...known.edits, ...block, ...awaited, callee] }];
}

/** A coroutine that a web framework calls, and that awaits nothing, may as well be a function, which the framework runs in a thread. */
function plainRoute(project: Project, fn: FunctionUnit): readonly Fix[] {
  const around = fn.file.functions[fn.fact.parent];
  const keyword = /^async\s+(?=def\b)/.exec(fn.file.text.slice(fn.fact.start));
  if (around === undefined || keyword === null || awaitsAnything(fn) || fn.fact.generator || project.usesLoop(fn)) return [];
  const isRoute = fn.fact.decorators.some((decorator) => {
    const step = around.flow.step(decorator);
    const known = step.kind === 'call' ? project.known(around, decorator) : null;
    return known?.fact.context === 'request' && !/websocket/.test(known.symbol);
  });
  if (!isRoute || project.callers(fn).calls.length > 0) return [];
  const { start } = fn.fact;
  return [{ title: `Make ${fn.fact.name} a plain function, which runs in a thread`, kind: 'suggestion', edits: [{ start, end: start + keyword[0].length, text: '' }] }];
}

function awaitsAnything({ flow }: FunctionUnit): boolean {
  return [...flow].some((step) => step.kind === 'await' || ((step.kind === 'scope' || step.kind === 'loop') && step.async));
}
