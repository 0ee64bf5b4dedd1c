import { appendArgument, setOption } from '../../engine/edit/arguments.js';
import { importMember } from '../../engine/edit/python-imports.js';
import { statementIn } from '../../engine/edit/statements.js';
import type { Limited } from '../../engine/edit/timeout-scopes.js';
import type { CallStep } from '../../engine/flow/step.js';
import type { ArgumentRef, SymbolFact } from '../../engine/knowledge/knowledge.js';
import { argumentOf } from '../../engine/project/arguments.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix } from '../../engine/rule.js';
import { scopeFixes, secondsFor } from './scopes.js';

type Timeout = NonNullable<SymbolFact['timeout']>;

/** Limits of time: as an argument, for all calls of a client that is made in the same file, or around what is awaited. All are for the user to choose. */
export function fixesOf(project: Project, fn: FunctionUnit, call: CallStep, timeout: Timeout): readonly Fix[] {
  if (isContract(project, fn, call, timeout)) return [];
  const symbol = project.known(fn, call.index)?.symbol ?? '';
  const seconds = secondsFor(timeout.kind);
  const own = quiet.has(symbol) ? null : limited(project, fn, call, symbol, timeout.by ?? [], seconds);
  const fixes: Fix[] = own === null ? [] : [{ title: `Give it ${seconds} seconds: ${own.by}`, kind: 'suggestion', edits: own.edits }];
  // A limit that the call itself switches off is stronger than the client's.
  const isOff = timeout.by?.some((ref) => argumentOf(fn, call, ref) !== undefined) === true;
  const client = isOff ? null : clientOf(project, fn, call, timeout, seconds);
  if (client !== null) fixes.push({ title: `Give the client ${seconds} seconds: ${client.by}`, kind: 'suggestion', edits: client.edits });
  return fn.file.language === 'python' ? [...fixes, ...scopeFixes(project, fn, call, seconds)] : fixes;
}

/**
 * Whether to wait, for however long, is what the function is for: it holds a lock or limiter, it waits for an event or for work, or the
 * last thing that it does is to wait for something in the program. A limit there would break the promise that its callers rely on: most
 * events tell that somebody ends it, goes on or has something to do. A test that waits for them is to fail instead.
 */
function isContract(project: Project, fn: FunctionUnit, call: CallStep, { kind }: Timeout): boolean {
  if (kind === 'network' || fn.index === 0) return false;
  if (kind === 'lock' || statementIn(fn, call)?.end === fn.fact.bodySpan.end) return true;
  return (kind === 'event' || kind === 'queue') && !project.isTest(fn.file);
}

/** What returns as if all were well when its time is up: the code behind it would have to ask. */
const quiet: ReadonlySet<string> = new Set([
  'threading:Thread.join', 'threading:Lock.acquire', 'threading:RLock.acquire', 'threading:Semaphore.acquire', 'threading:Condition.acquire',
  'threading:Condition.wait', 'threading:Condition.wait_for', 'threading:Event.wait', 'concurrent.futures:wait', 'multiprocessing:Process.join',
  'multiprocessing.pool:AsyncResult.wait',
]);

/** A call with a limit among its arguments. */
function limited(project: Project, fn: FunctionUnit, call: CallStep, symbol: string, by: readonly ArgumentRef[], seconds: number): Limited | null {
  return fn.file.language === 'python' ? keywordOf(fn, call, symbol, by, seconds) : optionOf(project, fn, call, symbol, by, seconds);
}

/** https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts: aiohttp wants an object for its requests. */
function keywordOf(fn: FunctionUnit, call: CallStep, symbol: string, by: readonly ArgumentRef[], seconds: number): Limited | null {
  const ref = by.find(({ name }) => name === 'timeout' || name === 'open_timeout');
  if (ref?.name === undefined) return null;
  const { text, facts } = fn.file;
  const needsObject = /^aiohttp:(?:request|ClientSession(?:\..*)?)$/.test(symbol);
  const known = needsObject ? importMember(text, facts, 'aiohttp', 'ClientTimeout', fn.index) : { name: '', edits: [] };
  if (known === null) return null;
  const value = needsObject ? `${known.name}(total=${seconds})` : String(seconds);
  const given = argumentOf(fn, call, ref);
  const edits = typeof given === 'number' ? [{ start: fn.flow.start(given), end: fn.flow.end(given), text: value }]
    : given === undefined ? appendArgument(fn, call, `${ref.name}=${value}`) : null;
  return edits === null ? null : { by: `${ref.name}=${seconds}`, edits: [...known.edits, ...edits] };
}

/** What aborts by a signal alone: `timeout` of Node's requests only tells an event, that of got is an object. */
const bySignal = /^(node:https?|got):/;

function optionOf(project: Project, fn: FunctionUnit, call: CallStep, symbol: string, by: readonly ArgumentRef[], seconds: number): Limited | null {
  const options = by.filter(({ position, keys }) => position !== undefined && keys?.length === 1 && (keys[0] === 'timeout' || keys[0] === 'signal'));
  // AbortSignal.timeout: https://nodejs.org/docs/latest-v20.x/api/globals.html#static-method-abortsignaltimeoutdelay
  const mayAbort = project.isAtLeast(fn.file, [16, 14]);
  const ordered = options.filter(({ keys }) => (keys![0] === 'timeout' ? !bySignal.test(symbol) : mayAbort));
  const given = ordered.find((ref) => typeof argumentOf(fn, call, ref) === 'number') ?? ordered.find(({ position }) => fits(fn, call, position!));
  if (given === undefined || inheritsTerminal(fn, call)) return null;
  const [key] = given.keys!;
  const milliseconds = `${seconds}_000`;
  const edits = setOption(fn, call, given.position!, key!, key === 'signal' ? `AbortSignal.timeout(${milliseconds})` : milliseconds);
  return edits === null ? null : { by: key === 'signal' ? 'AbortSignal.timeout' : 'timeout', edits };
}

/** A program that is given the terminal is in the foreground: whoever started it ends it. */
function inheritsTerminal(fn: FunctionUnit, call: CallStep): boolean {
  const stdio = argumentOf(fn, call, { position: -1, keys: ['stdio'] });
  return typeof stdio === 'number' && fn.file.text.slice(fn.flow.start(stdio), fn.flow.end(stdio)).includes('inherit');
}

/** Whether an object of options stands at a position, or may be put there: of an address that may stand first, the second. */
function fits(fn: FunctionUnit, call: CallStep, position: number): boolean {
  const given = call.arguments[position];
  if (position < 0 || given === undefined) return true;
  const step = fn.flow.step(given.value);
  if (step.kind === 'make' || step.kind === 'fn') return step.kind === 'fn' || step.form === 'dict';
  return false;
}

/** The client's construction, where there is just one in the file, with a limit. */
function clientOf(project: Project, fn: FunctionUnit, call: CallStep, { onClient }: Timeout, seconds: number): Limited | null {
  const { of, unknown } = project.receiver(fn, call.index);
  const client = of.length === 1 && !unknown && of[0]!.form === 'external' ? of[0]!.symbol : undefined;
  if (onClient === undefined || client === undefined) return null;
  const made = fn.file.functions.flatMap((each) => [...each.flow].flatMap((step) => {
    const known = step.kind === 'call' ? project.known(each, step.index) : null;
    const makes = known !== null && (known.fact.class === true ? known.symbol === client : known.fact.returns === client && /\b(create|extend|Client)$/.test(known.symbol));
    return makes && step.kind === 'call' ? [{ each, step, symbol: known.symbol }] : [];
  }));
  return made.length === 1 ? limited(project, made[0]!.each, made[0]!.step, made[0]!.symbol, onClient, seconds) : null;
}
