import { spelled, type Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import type { Origin } from './origins.js';
import { methodsNamed } from './methods.js';
import { isDispatched } from './decorators.js';
import { implementations } from './implementations.js';
import { overloadsOf } from './overloads.js';
import { textMethod } from './text-methods.js';
import type { Callee, Target } from './project.js';
import type { Symbols } from './symbols.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** What nothing is known of. */
const anything: Callee = { targets: [], unknown: true };

/** What calls reach, with overriding methods, and how they are written. */
export class Calls {
  /** The superclasses of the classes of each file. */
  private inheritances: Map<string, readonly Inheritance[]> | undefined;
  private subclassesByBase: ReadonlyMap<string, readonly Heir[]> | undefined;
  /** What inherits from a class, directly or through others, by `path\nname`; at most 64 are looked at. */
  private readonly descendantsOf = new Map<string, readonly Heir[]>();
  /** The files for whose answers that was asked. */
  private readonly askers = new Map<string, Set<string>>();
  private callees = new Map<FunctionUnit, (Callee | undefined)[]>();
  private readonly symbolCallees = new WeakMap<Symbols, Map<string, Callee>>();

  constructor(private readonly values: Values) {}

  /** What a call may reach. Of more than four targets there may be others. */
  callee(fn: FunctionUnit, call: Value): Callee {
    const { world } = this.values;
    const state = world.stateOf(fn);
    let known = this.callees.get(fn);
    if (known === undefined) this.callees.set(fn, (known = new Array<Callee | undefined>(fn.flow.length)));
    const { trace } = state;
    if (trace === null) return known[call] ??= world.inNameOf(state, () => this.resolved(fn, call));
    // It is not kept over edits, but answers are that rest on it.
    const ground = trace.callee(fn.index, call);
    trace.note(ground);
    return known[call] ??= trace.during(ground, () => world.inNameOf(state, () => this.resolved(fn, call)));
  }

  /** Forgets what calls reach, since a file has changed: targets are functions as they stand in it. */
  forget(): void {
    this.callees = new Map();
  }

  private resolved(fn: FunctionUnit, call: Value): Callee {
    const callee = fn.flow.callee(call);
    if (callee < 0) return anything;
    const origins = this.values.origins(fn, callee);
    const text = origins.of.length > 0 && origins.of.every(({ form }) => form === 'plain') ? textMethod(this.values, fn, callee) : null;
    if (text !== null) return { targets: [{ form: 'symbol', ...text }], unknown: false };
    const [only] = origins.of;
    if (only === undefined) return anything;
    if (only.form === 'symbol' && origins.of.length === 1 && !origins.unknown) return this.symbolCallee(fn, only);
    let targets: readonly Target[] = [];
    let unknown = origins.unknown || origins.of.length === 0;
    for (const origin of origins.of) {
      const found = this.targets(fn, origin);
      if (found.length === 0) unknown = true;
      targets = targets.length === 0 && found.length < 2 ? found : [...targets, ...found.filter((target, i) => ![...targets, ...found.slice(0, i)].some((known) => same(known, target)))];
    }
    const followed = this.isDispatched(fn, call, targets) ? [] : targets.filter((target) => !this.isOneOfTwins(fn, call, target));
    return targets.length === 0 ? anything : { targets: followed, unknown: unknown || targets.length > 4 || followed.length < targets.length };
  }

  /** What calls of one symbol reach, which is the same for all files that know the same versions of libraries. */
  private symbolCallee(fn: FunctionUnit, origin: Origin & { form: 'symbol' }): Callee {
    const { symbols } = this.values.world;
    let known = this.symbolCallees.get(symbols);
    if (known === undefined) this.symbolCallees.set(symbols, (known = new Map<string, Callee>()));
    const key = `${fn.file.language} ${origin.symbol}`;
    let callee = known.get(key);
    if (callee === undefined) known.set(key, (callee = { targets: this.targets(fn, origin), unknown: false }));
    return callee;
  }

  /**
   * A sync function of several signatures, of which the one that is meant yields a coroutine: its body does one thing for callers
   * that await and another for those that do not, and which part of it belongs to whom can't be told.
   */
  private isOneOfTwins(fn: FunctionUnit, call: Value, target: Target): boolean {
    if (target.form !== 'function' || target.function.fact.async) return false;
    if (!target.function.qualifiedName.includes('#')) return false;
    const { of, unknown } = this.values.origins(fn, call);
    const isCoroutine = !unknown && of.length > 0 && of.every(({ form }) => form === 'awaitable');
    return isCoroutine && overloadsOf(this.values, this.values.world.stateOf(target.function), target.function).length > 0;
  }

  /**
   * An async function calls the one sync function in whose place a decorator calls another one on the event loop. An argument that the
   * function does not take is for the decorator, and mostly asks for the sync one (`_sync=True`).
   */
  private isDispatched(fn: FunctionUnit, index: Value, [target, ...others]: readonly Target[]): boolean {
    if (!fn.fact.async || target?.form !== 'function' || others.length > 0 || !isDispatched(this.values, target.function)) return false;
    const call = fn.flow.step(index);
    const { parameters } = target.function.fact;
    const takesAll = parameters.some(({ form }) => form === 'namedRest');
    return call.kind === 'call' && call.arguments.every(({ name }) => name === null || takesAll || parameters.some((parameter) => parameter.name === name));
  }

  /** What a call of a value of one origin reaches; none where that is not known. */
  targets(fn: FunctionUnit, origin: Origin): readonly Target[] {
    const { world } = this.values;
    const { language } = fn.file;
    switch (origin.form) {
      case 'function': {
        const target = world.functionOf(origin);
        if (target === undefined) return [];
        const own: Target = { form: 'function', function: target, bound: origin.bound };
        if (!origin.open) return [own];
        return [own, ...this.overrides(target).map((f): Target => ({ form: 'function', function: f, bound: origin.bound }))];
      }
      case 'class': {
        const found = world.classOf(origin);
        if (found === undefined) return [];
        const name = language === 'python' ? '__init__' : 'constructor';
        const init = this.values.members.attribute(origin, name, undefined)?.of[0];
        const target = init?.form === 'function' ? world.functionOf(init) : undefined;
        return [{ form: 'class', file: found.state.unit, class: found.index, init: target ?? null }];
      }
      case 'symbol': {
        let { symbol } = origin;
        if (world.isModule(symbol)) symbol = world.symbols.canonical(language, `${symbol}default`);
        return [{ form: 'symbol', symbol, fact: world.symbols.fact(language, symbol) }];
      }
      case 'external': return [this.symbolTarget(fn, world.symbols.member(language, origin.symbol, '__call__'))];
      case 'instance': {
        const method = this.values.members.attribute(origin, '__call__', origin);
        return method?.of.length === 1 && method.of[0]!.form === 'function' ? this.targets(fn, method.of[0]!) : [];
      }
      case 'module': {
        const exported = this.values.members.exported(origin.path, 'default');
        const found = exported?.of.length === 1 ? exported.of[0]! : undefined;
        return found === undefined || found.form === 'module' ? [] : this.targets(fn, found);
      }
      default: return [];
    }
  }

  private symbolTarget(fn: FunctionUnit, symbol: string): Target {
    return { form: 'symbol', symbol, fact: this.values.world.symbols.fact(fn.file.language, symbol) };
  }

  /** The methods of subclasses and of objects given as one that stand for this one. Without these, as most classes are, nothing is looked at. */
  private overrides(method: FunctionUnit): readonly FunctionUnit[] {
    const { world } = this.values;
    const state = world.stateOf(method);
    const descendants = this.descendants(`${method.file.path}\n${state.classNames[method.fact.class]}`);
    return descendants.flatMap((heir) => {
      if (heir.form === 'object') return this.members(heir, method.fact.name);
      const known = world.classOf(heir);
      return known === undefined ? [] : methodsNamed(known.state, known.index, method.fact.name, !method.fact.static);
    });
  }

  /** The functions that an object literal holds under a name. */
  private members(object: Origin & { form: 'object' }, name: string): readonly FunctionUnit[] {
    const { world, members } = this.values;
    const state = world.look(object.path);
    const held = state === undefined ? [] : members.of(state, object, name).of;
    return held.flatMap((origin) => (origin.form === 'function' ? world.functionOf(origin) ?? [] : []));
  }

  private descendants(base: string): readonly Heir[] {
    const { reading } = this.values.world;
    if (reading !== undefined) {
      const known = this.askers.get(base);
      if (known === undefined) this.askers.set(base, new Set([reading]));
      else known.add(reading);
    }
    return this.descendantsNow(base);
  }

  private descendantsNow(base: string): readonly Heir[] {
    const cached = this.descendantsOf.get(base);
    if (cached !== undefined) return cached;
    const found: Heir[] = [];
    const queue = [base];
    for (let i = 0; i < queue.length && i < 64; i++) {
      for (const heir of this.subclasses().get(queue[i]!) ?? []) {
        found.push(heir);
        if (heir.form === 'class' && !queue.includes(keyOf(heir))) queue.push(keyOf(heir));
      }
    }
    this.descendantsOf.set(base, found);
    return found;
  }

  /** Direct subclasses, and objects given as instances, by `path\nname` of the base, in the order of their names. */
  private subclasses(): ReadonlyMap<string, readonly Heir[]> {
    if (this.subclassesByBase !== undefined) return this.subclassesByBase;
    const { world } = this.values;
    this.inheritances ??= new Map([...world.files.keys()].map((path) => [path, this.inheritancesOf(path)]));
    const found = new Map<string, Heir[]>();
    for (const { base, heir } of [...this.inheritances.values()].flat()) {
      const list = found.get(base);
      if (list === undefined) found.set(base, [heir]);
      else list.push(heir);
    }
    for (const list of found.values()) list.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return (this.subclassesByBase = found);
  }

  private inheritancesOf(path: string): readonly Inheritance[] {
    const { world, ancestry } = this.values;
    const state = world.files.get(path);
    if (state === undefined) return [];
    return world.inNameOf(state, () => [...state.unit.facts.classes.flatMap((fact, index) => {
      if (fact.bases.length === 0) return [];
      const heir: Heir = { form: 'class', path, name: state.classNames[index]! };
      const classes = ancestry.bases(heir).flatMap(({ of }) => of.filter((origin) => origin.form === 'class'));
      return classes.map((origin): Inheritance => ({ base: keyOf(origin), heir }));
    }), ...implementations(this.values, state).map(({ of, object }): Inheritance => ({ base: keyOf(of), heir: object }))]);
  }

  /**
   * Looks anew which classes those of a file inherit from, since it has changed or is gone. Returns the files for whose
   * answers it was asked what inherits from a class of which something else inherits now.
   */
  inheritAnew(path: string): readonly string[] {
    if (this.inheritances === undefined) return [];
    const before = JSON.stringify(this.inheritances.get(path) ?? []);
    const now = this.inheritancesOf(path);
    this.inheritances.set(path, now);
    if (JSON.stringify(now) === before) return [];
    this.subclassesByBase = undefined;
    const asked = [...this.descendantsOf];
    this.descendantsOf.clear();
    return asked.flatMap(([base, known]) => (JSON.stringify(this.descendantsNow(base)) === JSON.stringify(known) ? [] : [...this.askers.get(base) ?? []]));
  }
}

/** A subclass by its file and its qualified name, or an object literal that is given as an instance. */
type Heir = Origin & { readonly form: 'class' | 'object' };

/** That something inherits from a class directly: `base` is that one's `path\nname`. */
interface Inheritance {
  readonly base: string;
  readonly heir: Heir;
}

function keyOf(heir: Heir): string {
  return heir.form === 'class' ? `${heir.path}\n${heir.name}` : `${heir.path}\n${heir.function} ${heir.ordinal}`;
}

function same(a: Target, b: Target): boolean {
  if (a.form === 'function') return b.form === 'function' && a.function === b.function;
  if (a.form === 'class') return b.form === 'class' && a.file === b.file && a.class === b.class;
  return b.form === 'symbol' && a.symbol === b.symbol;
}

/** A callee as it is written, with `()` for a call within it; of a long chain of calls the last ones. */
export function calleeText(fn: FunctionUnit, value: Value, depth = 0): string {
  if (depth > deepestText) return '…';
  const text = (of: Value): string => calleeText(fn, of, depth + 1);
  const place = fn.flow.kind(value) === 'read' ? fn.flow.placeOf(value) : undefined;
  if (place !== undefined) {
    const root = place.scope === 'value' ? text(place.of) : spelled(place.name);
    return place.keys.length === 0 ? root : `${root}.${place.keys.join('.')}`;
  }
  const step = fn.flow.step(value);
  switch (step.kind) {
    case 'call': return `${text(step.callee)}()`;
    case 'await': return `(await ${text(step.of)})`;
    case 'element': return `${text(step.of)}[${step.key ?? '…'}]`;
    case 'branch': return text(step.test);
    case 'const': return step.form === 'string' ? 'str' : '…';
    default: return '…';
  }
}

/** How many steps deep a callee's text goes: chains of thousands of calls would have texts without end. */
const deepestText = 16;

/** The place of a call: its callee's text, and which of the calls of that text in the function it is. */
export function placeOf(fn: FunctionUnit, call: Value): StepPlace {
  const base = { path: fn.file.path, function: fn.qualifiedName };
  const step = call < 0 ? undefined : fn.flow.step(call);
  if (step?.kind !== 'call') return { ...base, call: null };
  const callee = calleeText(fn, step.callee);
  let occurrence = 0;
  for (let i = 0; i < call; i++) {
    const other = fn.flow.callee(i);
    if (other >= 0 && calleeText(fn, other) === callee) occurrence++;
  }
  return { ...base, call: { callee, occurrence } };
}
