import type { ArgumentTest, SymbolFact } from '../knowledge/knowledge.js';
import type { CallStep, Value } from '../flow/step.js';
import { argumentOf, argumentsOf, holds } from './arguments.js';
import type { Calls } from './calls.js';
import type { FunctionDoings } from './doings.js';
import { hostOf, runsInBrowser } from './environment.js';
import { replacedIn } from './replaced.js';
import type { FileState } from './state.js';
import type { FileUnit, FunctionUnit } from './unit.js';
import type { Values } from './values.js';
import type { World } from './world.js';

/** Entry points, from which contexts spread: routes, callbacks, tasks, tests, `asyncio.run`, module level. A file contributes its own once. */

/** Where a function is run. */
export type ContextKind = 'loop' | 'thread' | 'startup' | 'request' | 'test' | 'main';

/** A function that something outside the project, or the module itself, starts. */
export type Entry =
  | { readonly key: string; readonly kind: ContextKind }
  /**
   * A request or event of the product itself, and not of its tests or of what is run by hand. `by`: a task that this
   * function starts, or a function that it hands on, which serves if the function does.
   */
  | { readonly key: string; readonly kind: 'served'; readonly by?: string }
  /** What stands in the file makes a program serve, tells it of rejections or of failed requests, or limits all requests: `key` is the program's folder. */
  | { readonly key: string; readonly kind: 'serving' | 'reporting' | 'showing' | 'intercepting' | 'limiting' }
  /** The tests of the program whose folder `key` is put something else in the place of what is called so. */
  | { readonly key: string; readonly kind: 'replacing'; readonly name: string };

/** What a function, with what stands around it, contributes to the entry points of its file. */
interface Found {
  readonly entries: readonly Entry[];
  readonly tasks: readonly Started[];
  readonly handed: readonly Started[];
  readonly serves: boolean;
  readonly reports: boolean;
  readonly intercepts: boolean;
  readonly limits: boolean;
}

/** The entry points that a file declares. */
export function entriesOf(values: Values, calls: Calls, state: FileState): readonly Entry[] {
  return values.world.inNameOf(state, () => {
    const { world } = values;
    const isTest = world.isTest(state.unit.path);
    const found = state.unit.functions.map((fn) => state.tell(`entries ${fn.index}`, () => foundIn(values, calls, state, fn, isTest)));
    const entries = found.flatMap((each) => each.entries);
    const tasks = found.flatMap((each) => each.tasks);
    const isServer = (index: number): boolean => inheritsServer(values, state, ancestorsOf(values, state, index));
    const serves = found.some((each) => each.serves) || entries.some(({ kind }) => kind === 'request') || state.unit.facts.classes.some((_, index) => isServer(index));
    if (isTest) entries.push(...replacedIn(state).map((name): Entry => ({ key: world.programOf(state), kind: 'replacing', name })));
    const started = tasks.map(({ key }): Entry => ({ key, kind: 'loop' }));
    if (!isProduct(world, state.unit)) return [...entries, ...started];
    for (const { key, kind } of [...entries]) if (kind === 'request' || kind === 'loop') entries.push({ key, kind: 'served' });
    entries.push(...started, ...[...tasks, ...found.flatMap((each) => each.handed)].map(({ key, by }): Entry => ({ key, kind: 'served', by })));
    if (serves) entries.push({ key: world.programOf(state), kind: 'serving' });
    if (found.some((each) => each.reports)) entries.push({ key: world.programOf(state), kind: runsInBrowser(world, state) ? 'showing' : 'reporting' });
    if (found.some((each) => each.intercepts)) entries.push({ key: world.programOf(state), kind: 'intercepting' });
    if (found.some((each) => each.limits)) entries.push({ key: world.programOf(state), kind: 'limiting' });
    return entries;
  });
}

function foundIn(values: Values, calls: Calls, state: FileState, fn: FunctionUnit, isTest: boolean): Found {
  const entries: Entry[] = [];
  const tasks: Started[] = [];
  const handed: Started[] = [];
  const isOfProduct = isProduct(values.world, state.unit);
  const isHosted = hostOf(values.world, state.unit) !== null;
  let serves = false;
  let reports = false;
  let intercepts = false;
  let limits = false;
  if (isTest) entries.push({ key: fn.key, kind: 'test' });
  if (fn.fact.form === 'module' || fn.fact.form === 'class') entries.push({ key: fn.key, kind: 'main' });
  const ancestors = fn.fact.class < 0 ? [] : ancestorsOf(values, state, fn.fact.class);
  for (const kind of [...decoratorContexts(values, state, fn), ...inheritedContexts(values, state, fn, ancestors)]) entries.push({ key: fn.key, kind });
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'call') continue;
    const fact = factOf(calls, fn, i);
    // What tests and tools hand on serves nobody, and to ask for every argument of every call takes its time.
    const step = fact !== null || isOfProduct ? fn.flow.step(i) : undefined;
    if (step?.kind !== 'call') continue;
    if (isOfProduct) handed.push(...handedOn(values, fn, step, fact));
    if (fact === null) continue;
    serves ||= fact.serves === true;
    reports ||= isHosted ? isTold(fn, step, fact.reportsRejections) && !isToEnd(values, fn, step) : isTold(fn, step, fact.reportsRejections) || isTold(fn, step, fact.reportsExceptions);
    intercepts ||= isTold(fn, step, fact.reportsRequests);
    limits ||= fact.limitsRequests !== undefined && maySetLimit(fn, step, fact.limitsRequests);
    entries.push(...callEntries(values, fn, step, fact));
    tasks.push(...tasksOf(values, fn, step, fact));
  }
  return { entries, tasks, handed, serves, reports, intercepts, limits };
}

function isTold(fn: FunctionUnit, call: CallStep, tests: readonly ArgumentTest[] | undefined): boolean {
  return tests?.some((test) => holds(fn, call, test) === true) === true;
}

/** Whether the first argument is made with one of these options, or may be. */
function maySetLimit(fn: FunctionUnit, call: CallStep, names: readonly string[]): boolean {
  const [first] = call.arguments;
  if (first === undefined) return false;
  const made = fn.flow.step(first.value);
  if (made.kind !== 'call') return true;
  return names.some((key) => argumentOf(fn, made, { position: 0, keys: [key] }) !== undefined);
}

/**
 * Whether a listener of the same file that a call is given ends its process, whatever it is told: it exits, or throws on. Node would
 * have ended it, too; Electron would not.
 */
function isToEnd(values: Values, fn: FunctionUnit, call: CallStep): boolean {
  const listeners = call.arguments.flatMap(({ value }) => functionsOf(values, fn, value)).filter(({ file }) => file.path === fn.file.path);
  return listeners.some((listener) => [...listener.flow].some((step) => {
    if (listener.flow.parent(step.index) >= 0) return false;
    if (step.kind === 'exit') return step.form === 'throw';
    return step.kind === 'call' && values.origins(listener, step.callee).of.some((origin) => origin.form === 'symbol' && ending.test(origin.symbol));
  }));
}

/** https://nodejs.org/docs/latest-v20.x/api/process.html#processexitcode, https://www.electronjs.org/docs/latest/api/app#appexitexitcode */
const ending = /^(?:globalThis:process\.|node:process:(?:default\.)?)(?:exit|abort)$|^electron(?:\/main)?:app\.(?:exit|quit)$/;

/** What of a function's doings contexts spread over, as a text without positions. */
export function spreadText(fn: FunctionDoings): string {
  return `${fn.key} ${fn.async} ${fn.calls.flatMap(({ runs }) => runs).join(' ')}`;
}

/** The same of entry points. */
export function entriesText(entries: readonly Entry[]): string {
  return entries.map((entry) => `${entry.kind} ${entry.key} ${'by' in entry ? entry.by : ''}`).join('\n');
}

/** Whether a file belongs to what its program is for: it holds neither tests nor what is run by hand. */
function isProduct(world: World, file: FileUnit): boolean {
  return !world.isTest(file.path) && !world.isAside(file);
}

function decoratorContexts(values: Values, state: FileState, fn: FunctionUnit): readonly ContextKind[] {
  const around = state.unit.functions[fn.fact.parent];
  if (around === undefined) return [];
  const found: ContextKind[] = [];
  for (const decorator of fn.fact.decorators) {
    const step = around.flow.step(decorator);
    const { of } = values.origins(around, step.kind === 'call' ? step.callee : decorator);
    for (const origin of of) {
      const context = origin.form === 'symbol' ? values.world.symbols.fact(state.unit.language, origin.symbol)?.context : undefined;
      if (context !== undefined) found.push(ran(context, fn));
    }
  }
  return found;
}

/** The classes outside the project that a class inherits from. */
function ancestorsOf(values: Values, state: FileState, index: number): readonly string[] {
  if (state.unit.facts.classes[index]!.bases.length === 0) return [];
  const all = values.ancestry.ancestors({ path: state.unit.path, name: state.classNames[index]! });
  return all.flatMap((ancestor) => (ancestor !== 'unknown' && ancestor.form === 'symbol' ? [ancestor.symbol] : []));
}

/** A method that overrides one which a library calls, or any method of a class whose methods a library runs. */
function inheritedContexts(values: Values, state: FileState, fn: FunctionUnit, ancestors: readonly string[]): readonly ContextKind[] {
  if (fn.fact.form === 'class') return [];
  const { symbols } = values.world;
  const { language } = state.unit;
  return ancestors.flatMap((ancestor) => {
    const own = symbols.fact(language, symbols.member(language, ancestor, fn.fact.name))?.context;
    const context = own ?? symbols.fact(language, ancestor)?.context;
    return context === undefined ? [] : [ran(context, fn)];
  });
}

function inheritsServer(values: Values, state: FileState, ancestors: readonly string[]): boolean {
  return ancestors.some((ancestor) => values.world.symbols.fact(state.unit.language, ancestor)?.serves === true);
}

/** A sync handler of a request runs in a thread, or is at least not proved to be on the loop. */
function ran(context: NonNullable<SymbolFact['context']>, fn: FunctionUnit): ContextKind {
  switch (context) {
    case 'process':
    case 'thread': return 'thread';
    case 'item':
    case 'loop': return 'loop';
    case 'event': return 'request';
    case 'request': return fn.fact.async || fn.file.language === 'typescript' ? 'request' : 'thread';
    case 'startup':
    case 'test':
    case 'main': return context;
  }
}

function factOf(calls: Calls, fn: FunctionUnit, call: Value): SymbolFact | null {
  const { targets, unknown } = calls.callee(fn, call);
  const target = targets[0];
  return unknown || targets.length !== 1 || target?.form !== 'symbol' ? null : target.fact;
}

function callEntries(values: Values, fn: FunctionUnit, call: CallStep, fact: SymbolFact): readonly Entry[] {
  const entries: Entry[] = [];
  const add = (value: Value, kindOf: (f: FunctionUnit) => ContextKind): void => {
    for (const reached of functionsOf(values, fn, value)) entries.push({ key: reached.key, kind: kindOf(reached) });
  };
  for (const callback of fact.calls ?? []) {
    if (callback.when === 'now') continue;
    const kindOf = (f: FunctionUnit): ContextKind => {
      if (callback.when === 'loop') return fact.context === undefined ? 'loop' : ran(fact.context, f);
      return callback.awaited && f.fact.async ? 'loop' : 'thread';
    };
    for (const value of argumentsOf(fn, call, callback)) add(value, kindOf);
  }
  if (fact.context !== undefined && fact.calls === undefined) for (const argument of call.arguments) add(argument.value, (f) => ran(fact.context!, f));
  return entries;
}

/** A function that another one starts, or hands on to be called. */
interface Started {
  readonly key: string;
  readonly by: string;
}

/** The functions that a call starts as tasks, and the function that starts them. */
function tasksOf(values: Values, fn: FunctionUnit, call: CallStep, fact: SymbolFact): readonly Started[] {
  if (fact.takes !== 'task') return [];
  return call.arguments.flatMap(({ value }) => functionsOf(values, fn, value).map((task) => ({ key: task.key, by: fn.key })));
}

/**
 * The async functions that are given to a call of which knowledge says nothing: whoever calls them does so on a loop, and
 * not before they are handed on.
 */
function handedOn(values: Values, fn: FunctionUnit, call: CallStep, fact: SymbolFact | null): readonly Started[] {
  if (fact !== null && fact.declared === undefined) return [];
  return call.arguments.flatMap(({ value }) => {
    const kind = fn.flow.kind(value);
    if (kind !== 'read' && kind !== 'fn') return [];
    return functionsOf(values, fn, value).filter((each) => each.fact.async).map(({ key }) => ({ key, by: fn.key }));
  });
}

/** The functions that a value is, or whose coroutine it is. */
function functionsOf(values: Values, fn: FunctionUnit, value: Value): readonly FunctionUnit[] {
  const found: FunctionUnit[] = [];
  const step = fn.flow.step(value);
  const source = step.kind === 'call' ? step.callee : value;
  for (const origin of values.origins(fn, source).of) {
    const reached = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
    if (reached !== undefined && (step.kind !== 'call' || reached.fact.async)) found.push(reached);
  }
  return found;
}
