import type { ClassFact, TypeRef } from '../facts/facts.js';
import type { Language } from '../text.js';
import { join, joinAll, nothing, one, plainOrigins, unknown, type Origin, type Origins } from './origins.js';
import { methodOfContainer } from './containers.js';
import { madeInto } from './decorators.js';
import { bindingsOf, doubtCoroutines, variablesReturned } from './generics.js';
import type { ClassName } from './ancestry.js';
import { mayBeReplaced } from './doubts.js';
import { keptIn } from './kept.js';
import { methodsNamed, reboundMethod } from './methods.js';
import type { WriteSite } from './names.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** Superclasses that bring no members of interest. */
const withoutMembers: ReadonlySet<string> = new Set(['builtins:object', 'abc:ABC', 'typing:Generic', 'typing:Protocol']);

/** What modules, classes, instances and literals hold under a name. */
export class Members {
  constructor(private readonly values: Values) {}

  /** The attribute `key` of one origin, seen from a file. */
  of(state: FileState, origin: Origin, key: string): Origins {
    const { world } = this.values;
    const { language } = state.unit;
    switch (origin.form) {
      case 'module': return this.exported(origin.path, key) ?? unknown;
      case 'symbol': return this.ofSymbol(language, origin.symbol, key);
      case 'external': return this.ofExternal(state, language, origin, key);
      case 'class': return this.attribute(origin, key, undefined) ?? unknown;
      case 'instance': return this.ofInstance(origin, key);
      case 'super': return this.inherited(origin, key, origin) ?? unknown;
      case 'object': return this.ofObject(origin, key);
      case 'awaitable':
        if (key === 'then' || key === 'catch' || key === 'finally') return one({ form: 'settling', method: key, of: one(origin) });
        return this.ofAwaitable(language, origin, key);
      case 'none': return nothing;
      case 'plain': return plainOrigins;
      case 'function': {
        const fn = world.functionOf(origin);
        const made = fn === undefined ? undefined : madeInto(this.values, fn);
        if (made !== undefined) return this.ofSymbol(language, world.symbols.canonical(language, made), key, true);
        const object = fn === undefined ? undefined : this.values.objectOf(fn);
        if (object !== undefined) return joinAll(object.of.map((of) => this.of(state, of, key)));
        return world.symbols.fact(language, `builtins:function.${key}`) === null ? unknown : one({ form: 'symbol', symbol: `builtins:function.${key}` });
      }
      case 'collection':
      case 'tuple': return language === 'typescript' ? this.ofSymbol(language, 'globalThis:Array', key, true) : methodOfContainer('list', key);
      case 'mapping': return language === 'typescript' ? origin.of : methodOfContainer('dict', key);
      case 'map': return this.ofSymbol(language, 'globalThis:Map', key, true);
      case 'type': return this.ofType(language, origin.of, key);
      case 'callable':
      case 'settling':
      case 'context': return unknown;
    }
  }

  /** What a module of the project exports under a name, or undefined. */
  exported(path: string, name: string): Origins | undefined {
    const { world } = this.values;
    const state = world.look(path);
    if (state === undefined) return world.submodule('python', path, name);
    if (state.unit.language === 'python') {
      return this.values.variables.moduleVariable(state, name) ?? world.submodule('python', path, name) ?? undefined;
    }
    return this.exportedNow(state, name, new Set());
  }

  private exportedNow(state: FileState, name: string, seen: Set<string>): Origins | undefined {
    if (seen.has(state.unit.path)) return undefined;
    seen.add(state.unit.path);
    const { exports } = state.unit.facts;
    const found = exports.find((e) => e.exported === name);
    if (found?.local != null) return this.values.variables.moduleVariable(state, found.local) ?? unknown;
    if (found?.module != null) {
      const module = this.values.world.moduleOf(state, found.module);
      if (!('outside' in module)) {
        const { name: member } = found;
        if (member === '*' || member === null) return module;
        // Files may pass a name on to each other for ever.
        return this.values.world.answer(state, state.cell(`export ${name}`), () => this.values.member(state, module, member));
      }
      const { language } = state.unit;
      const symbol = `${module.outside}:`;
      return this.values.world.symbol(language, found.name === '*' || found.name === null ? symbol : this.values.world.symbols.member(language, symbol, found.name));
    }
    return this.byStar(state, name, seen) ?? this.ofWhole(state, name);
  }

  private byStar(state: FileState, name: string, seen: Set<string>): Origins | undefined {
    if (name === 'default') return undefined;
    for (const star of state.unit.facts.exports) {
      if (star.exported !== '*' || star.module === null) continue;
      const module = this.values.world.moduleOf(state, star.module);
      const origin = 'outside' in module ? undefined : module.of[0];
      const target = origin?.form === 'module' ? this.values.world.look(origin.path) : undefined;
      const found = target === undefined ? undefined : this.exportedNow(target, name, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A module that exports one thing as a whole (`export =`, `module.exports =`) has that as its default, and its members. */
  private ofWhole(state: FileState, name: string): Origins | undefined {
    const { exports } = state.unit.facts;
    if (exports.some((e) => e.exported === 'export=')) {
      const whole = this.values.variables.moduleVariable(state, 'export=') ?? unknown;
      return name === 'default' ? whole : this.values.member(state, whole, name);
    }
    const isCommonJs = exports.some((e) => e.local === `exports.${e.exported}`);
    return name === 'default' && isCommonJs ? one({ form: 'module', path: state.unit.path }) : undefined;
  }

  /**
   * An attribute of a class: of its own methods and writes, else of its bases; undefined where none has it. With a
   * receiver, methods are bound to it and accessors read.
   */
  attribute(owner: ClassName, key: string, receiver: Origin | undefined): Origins | undefined {
    return this.own(owner, key, receiver) ?? this.inherited(owner, key, receiver);
  }

  private own(owner: ClassName, key: string, receiver: Origin | undefined): Origins | undefined {
    const found = this.values.world.classOf(owner);
    if (found === undefined) return undefined;
    const { state, fact, index } = found;
    const own = this.declaredIn(owner, found, key, receiver);
    if (own !== undefined || state.unit.language === 'python' || !merges(fact)) return own;
    // TypeScript merges interfaces of one name, and an interface with the class of its name.
    const other = state.unit.facts.classes.findIndex((c, i) => i !== index && c.name === fact.name && c.function === fact.function && merges(c));
    return other < 0 ? undefined : this.declaredIn(owner, { state, fact: state.unit.facts.classes[other]!, index: other }, key, receiver);
  }

  private declaredIn(
    owner: ClassName, { state, fact, index }: { readonly state: FileState; readonly fact: ClassFact; readonly index: number }, key: string, receiver: Origin | undefined,
  ): Origins | undefined {
    if (fact.form === 'enum') return plainOrigins;
    const methods = methodsNamed(state, index, key, receiver !== undefined);
    const doubt = (): readonly Origins[] => (mayBeReplaced(this.values, state, key, one({ form: 'class', ...owner })) ? [unknown] : []);
    if (methods.length > 0) {
      const rebound = reboundMethod(state, index, key).map((site) => this.values.written(state, site));
      return joinAll([...methods.map((method) => this.method(method, receiver)), ...rebound, ...doubt()]);
    }
    const members = fact.members.filter((m) => m.name === key && m.type !== null && m.method < 0);
    const sites = state.names.attribute(index, key);
    const types = members.length > 0 || receiver?.form !== 'instance' || receiver.arguments === undefined ? members.map((m) => m.type!) : typeTaken(state, sites);
    const told = receiver?.form === 'instance' && types.length > 0 ? bindingsOf(this.values, receiver, owner) : null;
    if (told !== null) {
      const bindings = new Map(told);
      for (const type of types) doubtCoroutines(this.values, type, owner.name, bindings);
      const at = { function: fact.body >= 0 ? fact.body : fact.function, parameters: fact.typeParameters, self: one(receiver!), bindings };
      const declared = joinAll(types.map((type) => this.values.annotations.origins(state, type, at)));
      if (!declared.unknown) return joinAll([declared, ...doubt()]);
    }
    if (members.length === 0 && sites.length === 0) return undefined;
    // Whatever the answer rests on is looked at within it.
    return this.values.world.answer(state, state.cell(`attribute ${index} ${key}`), () => {
      const writes = state.names.attribute(index, key);
      const self = one({ form: 'instance' as const, path: owner.path, name: owner.name, exact: false });
      const at = { function: fact.body >= 0 ? fact.body : fact.function, parameters: fact.typeParameters, self };
      const declared = joinAll(members.map((m) => this.values.annotations.origins(state, m.type!, at)));
      // Of a function that is declared with its type what is written to it tells more.
      const isFunction = writes.length > 0 && declared.of.some(({ form }) => form === 'callable');
      if (members.length > 0 && !declared.unknown && !isFunction) return declared;
      if (isFunction && writes.some((site) => !isOfProject(this.values.written(state, site)))) return joinAll([declared, ...doubt()]);
      return writes.length === 0 ? unknown : joinAll([...writes.map((site) => this.values.written(state, site)), ...doubt()]);
    });
  }

  private method(fn: FunctionUnit, receiver: Origin | undefined): Origins {
    if (fn.fact.form === 'getter' && receiver !== undefined) return this.got(fn, receiver);
    if (fn.fact.form === 'setter') return unknown;
    const bound = receiver !== undefined && !fn.fact.static;
    const open = receiver !== undefined && !(receiver.form === 'instance' && receiver.exact) && receiver.form !== 'super';
    return one({ form: 'function', path: fn.file.path, name: fn.qualifiedName, bound, open });
  }

  /** What a property yields: by the type arguments of the receiver, where its type names them. */
  private got(fn: FunctionUnit, receiver: Origin): Origins {
    const names = receiver.form === 'instance' ? variablesReturned(this.values, fn) : [];
    if (names.length === 0 || receiver.form !== 'instance') return this.values.results.of(fn);
    const state = this.values.world.stateOf(fn);
    const known = bindingsOf(this.values, receiver, { path: fn.file.path, name: state.classNames[fn.fact.class]! });
    const bindings = new Map([...known ?? [], ['Self', one(receiver)] as const]);
    doubtCoroutines(this.values, fn.fact.returns!, state.classNames[fn.fact.class]!, bindings);
    return this.values.results.with(fn, bindings);
  }

  private inherited(owner: ClassName, key: string, receiver: Origin | undefined): Origins | undefined {
    let undecided = false;
    for (const ancestor of this.values.ancestry.ancestors(owner)) {
      if (ancestor === 'unknown') {
        undecided = true;
        continue;
      }
      const found = ancestor.form === 'class' ? this.own(ancestor, key, receiver) : this.ofBaseSymbol(owner, ancestor.symbol, key);
      if (found !== undefined) return found;
      undecided ||= ancestor.form === 'symbol' && ancestor.symbol !== 'builtins:object';
    }
    return undecided ? unknown : undefined;
  }

  /** Whether a superclass has a member of this name, or may have one: not every superclass is known with all its members. */
  mayInherit(owner: ClassName, key: string): boolean {
    return this.values.ancestry.ancestors(owner).some((ancestor) => {
      if (ancestor === 'unknown') return true;
      return ancestor.form === 'class' ? this.own(ancestor, key, undefined) !== undefined : !withoutMembers.has(ancestor.symbol);
    });
  }

  private ofBaseSymbol(owner: { readonly path: string }, symbol: string, key: string): Origins | undefined {
    const language = this.values.world.look(owner.path)!.unit.language;
    const member = this.values.world.symbols.member(language, symbol, key);
    const fact = this.values.world.symbols.fact(language, member);
    if (fact === null) return undefined;
    return this.property(language, member) ?? one({ form: 'symbol', symbol: member });
  }

  private ofInstance(origin: Origin & { form: 'instance' }, key: string): Origins {
    // `this.constructor` is the class of the instance, or a subclass.
    const isTypeScript = this.values.world.look(origin.path)?.unit.language === 'typescript';
    if (key === 'constructor' && isTypeScript) return one({ form: 'class', path: origin.path, name: origin.name });
    return this.attribute(origin, key, origin) ?? unknown;
  }

  /** An attribute of a class of which these are instances: it may be a subclass, which overrides it. */
  private ofType(language: Language, instances: Origins, key: string): Origins {
    const of = instances.of.map((origin): Origins => {
      if (origin.form === 'external') return this.ofSymbol(language, origin.symbol, key);
      const found = origin.form === 'instance' ? this.attribute(origin, key, undefined) : undefined;
      if (found === undefined) return unknown;
      return { ...found, of: found.of.map((member): Origin => (member.form === 'function' ? { ...member, open: true } : member)) };
    });
    return joinAll(instances.unknown || of.length === 0 ? [...of, unknown] : of);
  }

  private ofSymbol(language: Language, symbol: string, key: string, onInstance = false): Origins {
    const member = this.values.world.symbols.member(language, symbol, key);
    if (!onInstance && this.values.world.symbols.fact(language, member)?.onInstance) return unknown;
    return this.property(language, member) ?? one({ form: 'symbol', symbol: member });
  }

  private ofExternal(state: FileState, language: Language, origin: Origin & { form: 'external' }, key: string): Origins {
    return this.isKept(state, origin, key) ? keptIn(this.values, state, origin, key) ?? unknown : this.ofSymbol(language, origin.symbol, key, true);
  }

  /** Whether a name is none of the library's, but one under which the program keeps something of its own in its object. */
  isKept({ unit: { language } }: FileState, origin: Origin, key: string): boolean {
    const { symbols } = this.values.world;
    return origin.form === 'external' && symbols.fact(language, origin.symbol)?.keeps === true && symbols.fact(language, symbols.member(language, origin.symbol, key)) === null;
  }

  /** Reading a property yields what it holds, not a function. */
  private property(language: Language, symbol: string): Origins | undefined {
    const fact = this.values.world.symbols.fact(language, symbol);
    if (fact?.is !== undefined) return this.values.symbolResults.external(language, fact.is);
    if (fact?.property !== true) return undefined;
    if (fact.declared !== undefined) return this.values.annotations.declared(language, fact.declared, symbol, unknown);
    return fact.returns === undefined ? unknown : this.values.symbolResults.external(language, fact.returns);
  }

  /** A member of a task or future, or of what is of a class whose instances are awaitable (a query that is being built). */
  private ofAwaitable(language: Language, origin: Origin & { form: 'awaitable' }, key: string): Origins {
    const { symbols } = this.values.world;
    const isHandle = origin.kind === 'task' || origin.kind === 'future';
    if (isHandle) return this.ofSymbol(language, language === 'typescript' ? origin.by : origin.kind === 'task' ? 'asyncio:Task' : 'asyncio:Future', key, true);
    const isClass = origin.kind !== 'async' && symbols.fact(language, origin.by)?.class === true;
    const isKnown = isClass && symbols.fact(language, symbols.member(language, origin.by, key)) !== null;
    return isKnown ? this.ofSymbol(language, origin.by, key, true) : unknown;
  }

  private ofObject(origin: Origin & { form: 'object' }, key: string): Origins {
    const { world } = this.values;
    const state = world.look(origin.path);
    const fn = state?.functionNamed(origin.function);
    if (state === undefined || fn === undefined) return unknown;
    return world.answer(state, state.cell(`object ${origin.function} ${origin.ordinal} ${key}`), () => {
      const value = state.objectsOf(fn)[origin.ordinal];
      const step = value === undefined ? undefined : fn.flow.step(value);
      if (step?.kind !== 'make') return unknown;
      let result: Origins | undefined;
      for (const item of step.items) {
        if (item.spread) {
          const spread = this.values.member(state, this.values.origins(fn, item.value), key);
          result = result === undefined ? spread : join(result, spread);
        } else if (item.name === key) {
          result = this.values.origins(fn, item.value);
        }
      }
      return result === undefined ? unknown : mayBeReplaced(this.values, state, key, one(origin)) ? join(result, unknown) : result;
    });
  }
}

/** The type of what an attribute is given once and for all, where that is a parameter: of `fn: Callable[P, R]` for `self.fn = fn`. */
function typeTaken(state: FileState, sites: readonly WriteSite[]): readonly TypeRef[] {
  const [site, ...others] = sites;
  if (site === undefined || others.length > 0 || site.from < 0 || site.annotation >= 0 || site.keys.length > 1) return [];
  const { flow, fact } = site.fn;
  const place = flow.kind(site.from) === 'read' ? flow.placeOf(site.from)! : undefined;
  if (place === undefined || place.scope !== 'param' || place.keys.length > 0 || state.flowIndex(site.fn).writesReaching(site.from).writes.length > 0) return [];
  const annotation = fact.parameters.find(({ name, form }) => name === place.name && form !== 'rest' && form !== 'namedRest')?.annotation;
  return annotation == null ? [] : [annotation];
}

function isOfProject({ of, unknown: open }: Origins): boolean {
  return !open && of.length > 0 && of.every(({ form }) => form === 'function');
}

function merges({ form }: ClassFact): boolean {
  return form === 'interface' || form === 'class';
}
