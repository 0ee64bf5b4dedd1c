import type { ClassFact, FunctionFact, ImportFact, TypeRef } from '../facts/facts.js';
import type { CallStep, Place, Value } from '../flow/step.js';
import type { Language } from '../text.js';
import { Annotations, typeOf } from './annotations.js';
import { givenParameter } from './callbacks.js';
import { decoratedObject } from './decorators.js';
import { elementOf, itemsOf } from './elements.js';
import { fixtureParameter } from './fixtures.js';
import type { Bindings } from './generics.js';
import { Members } from './members.js';
import { mayBeReplaced } from './doubts.js';
import { narrowed, narrowedCapture } from './narrowing.js';
import { ownerOf, receiverName, type WriteSite } from './names.js';
import {
  awaitableOf, join, joinAll, mappingOf, noneOrigins, nothing, one, plainOrigins, tupleOf, unknown, wrap, type Origin, type Origins,
} from './origins.js';
import { Results } from './results.js';
import { noPlainHas } from './text-methods.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { World } from './world.js';

/**
 * What a value may be: followed from the step that yields it through variables, parameters, attributes, calls and
 * imports to where it comes from. Start reading at `origins`. What classes and modules hold is `Members`' to say, what
 * calls return is `Results`', what annotations promise is `Annotations`'.
 */
export class Values {
  readonly annotations: Annotations;
  readonly members: Members;
  readonly results: Results;

  constructor(readonly world: World) {
    this.annotations = new Annotations(this);
    this.members = new Members(this);
    this.results = new Results(this);
  }

  /** The origins of a step's value in the flow of `fn`. `none` (-1) is nothing at all. */
  origins(fn: FunctionUnit, value: Value): Origins {
    if (value < 0) return noneOrigins;
    const state = this.world.files.get(fn.file.path)!;
    const cell = state.stepCell(fn, value);
    return cell.done ? this.world.kept(state, cell) : this.world.answer(state, cell, () => this.computed(state, fn, value));
  }

  private computed(state: FileState, fn: FunctionUnit, value: Value): Origins {
    const type = state.castOf(fn, value);
    const computed = this.compute(state, fn, value);
    if (type === undefined) return computed;
    const declared = this.declared(state, type, fn);
    if (state.unit.language === 'python') return alias(declared, computed);
    // What a cast says of functions is no proof that they yield promises.
    return declared.of.some(isFunctionType) ? computed : this.agreed(declared, computed);
  }

  /**
   * What a value is of which a type and an expression tell: what the type says, where it says anything. Of a function the
   * body tells more than its type, of an instance the class that was called, and a promise stays one whatever it is said to be.
   */
  private agreed(declared: Origins, computed: Origins): Origins {
    if (declared.unknown) return computed;
    const tellsMore = !computed.unknown && computed.of.length > 0 && computed.of.every((origin) => (
      origin.form === 'function' || origin.form === 'awaitable' || (origin.form === 'instance' && origin.exact && declared.of.some((d) => isSame(d, origin)))
    ));
    return tellsMore ? computed : declared;
  }

  private compute(state: FileState, fn: FunctionUnit, value: Value): Origins {
    const { flow } = fn;
    const step = flow.step(value);
    switch (step.kind) {
      case 'const':
        if (step.form === 'import') return this.imported(state, state.unit.facts.imports[step.import]!);
        return step.form === 'none' ? noneOrigins : plainOrigins;
      case 'read': return this.place(state, fn, value, step.place);
      case 'element': return elementOf(this, state, fn, step);
      case 'make':
        if (step.form === 'dict') return one({ form: 'object', path: state.unit.path, function: fn.qualifiedName, ordinal: state.objectsOf(fn).indexOf(value) });
        if (step.form === 'tuple' && step.items.length > 0 && step.items.length <= 8 && !step.items.some((item) => item.spread)) {
          return tupleOf(step.items.map((item) => this.origins(fn, item.value)));
        }
        return wrap('collection', itemsOf(this, fn, step.items));
      case 'fn': return this.functionValue(state, step.function);
      case 'operate':
        if (plainOperators.has(step.operator) || state.unit.language === 'typescript') return plainOrigins;
        return step.operator === '/' ? this.divided(fn, step.of) : unknown;
      case 'call': return this.call(state, fn, step);
      case 'await': return this.awaited(state.unit.language, this.origins(fn, step.of));
      case 'write': return this.origins(fn, step.from);
      case 'branch': return this.branch(fn, value);
      case 'loop':
        // Of `[x for a in b for x in a]` only the outer loop makes something: the results of the inner one are its own.
        if (step.makes === null) return step.form === 'comprehension' ? this.result(fn, value) : unknown;
        return step.makes === 'dict' ? mappingOf(unknown, this.result(fn, value)) : wrap('collection', this.result(fn, value));
      case 'scope': return this.entered(state, this.origins(fn, step.item), step.async);
      case 'arm':
      case 'try':
      case 'yield':
      case 'drop':
      case 'exit': return unknown;
    }
  }

  /** What `/` yields in Python: of a library's class what knowledge says of its method (`Path("a") / name`). */
  private divided(fn: FunctionUnit, [left, right]: readonly Value[]): Origins {
    const byMethod = (origins: Origins, name: string): Origins => joinAll([...origins.unknown ? [unknown] : [], ...origins.of.map((origin): Origins => {
      const method = origin.form === 'external' ? this.world.symbols.member('python', origin.symbol, name) : undefined;
      const returns = method === undefined ? undefined : this.world.symbols.fact('python', method)?.returns;
      return returns === undefined ? unknown : this.results.external('python', returns);
    })]);
    const of = this.origins(fn, left ?? -1);
    const isPlain = !of.unknown && of.of.every(({ form }) => form === 'plain');
    return isPlain ? byMethod(this.origins(fn, right ?? -1), '__rtruediv__') : byMethod(of, '__truediv__');
  }

  /** What an await of these yields: in JavaScript anything that is no promise yields itself. */
  awaited(language: Language, origins: Origins): Origins {
    const of = origins.of.map((origin): Origins => {
      if (origin.form === 'awaitable') return origin.of;
      if (origin.form === 'none' || origin.form === 'plain') return one(origin);
      return language === 'python' || this.mayBeThenable(origin) ? unknown : one(origin);
    });
    return joinAll(origins.unknown ? [...of, unknown] : of);
  }

  private mayBeThenable(origin: Origin): boolean {
    switch (origin.form) {
      case 'instance': return this.members.attribute(origin, 'then', origin) !== undefined;
      case 'external': {
        const fact = this.world.symbols.fact('typescript', origin.symbol);
        return fact === null || fact.awaitable !== undefined || fact.opaque === true;
      }
      case 'object':
      case 'symbol':
      case 'settling': return true;
      default: return false;
    }
  }

  /**
   * The origins of the attribute `key` of a value. Where this file assigns such an attribute to what may be the same value,
   * it may be anything.
   * @param reader the function that reads the attribute, where one does.
   */
  member(state: FileState, origins: Origins, key: string, reader?: FunctionUnit): Origins {
    const of = holdersOf(state, origins.of, key).map((origin) => this.members.of(state, origin, key));
    // Of what a program keeps in an object of a library all that is put there is known.
    const isKept = origins.of.length > 0 && origins.of.every((origin) => this.members.isKept(state, origin, key));
    return joinAll(origins.unknown || (!isKept && mayBeReplaced(this, state, key, origins, reader)) ? [...of, unknown] : of);
  }

  /**
   * What a name means where a type or a base is written, in a function: a type parameter, a class, interface or type of a
   * function around it or of the module, else a value's name.
   * @param asValue a base of a class, which is a value in TypeScript too, where variables have names apart from types.
   */
  typeName(state: FileState, name: string, within: number, asValue = state.unit.language === 'python'): Origins {
    const { functions, classes } = state.unit.facts;
    for (let at = within; at > 0; at = functions[at]!.parent) {
      const { typeParameters, form, class: owner, parameters } = functions[at]!;
      if (typeParameters.includes(name)) return this.bounded(state, functions[at]!, name, at);
      if (classes[owner]?.typeParameters.includes(name)) return this.bounded(state, classes[owner], name, at);
      // In Python a class's body is no scope for what stands in its methods.
      if (form === 'class' && at !== within && state.unit.language === 'python') continue;
      const local = state.classWithin(at, name);
      if (local >= 0) return one({ form: 'class', path: state.unit.path, name: state.classNames[local]! });
      const isBound = asValue && (state.names.variable(at, name).length > 0 || parameters.some((p) => p.name === name));
      if (isBound) return this.held(state, at, { name });
    }
    const classIndex = state.classWithin(0, name);
    if (classIndex >= 0) return one({ form: 'class', path: state.unit.path, name: state.classNames[classIndex]! });
    // Imports of types bind no variable, and those in a function none of the module.
    const local = state.unit.facts.imports.find((i) => i.local === name);
    return this.moduleVariable(state, name) ?? (local ? this.imported(state, local) : this.global(state, name));
  }

  /** A type parameter of TypeScript stands for what it extends, so far as that is known. */
  private bounded(state: FileState, { typeBounds }: FunctionFact | ClassFact, name: string, within: number): Origins {
    const bound = typeBounds?.[name];
    if (bound === undefined) return unknown;
    // Type parameters may extend each other (`<T extends Node<T>>`), so the answer is one of those that are iterated.
    const instances = this.world.answer(state, state.cell(`bound ${within} ${name}`), () => (
      this.annotations.origins(state, bound, { function: within, parameters: [], self: unknown })
    ));
    return instances.unknown ? unknown : typeOf(instances);
  }

  /** The origins of a module's variable, or undefined where the module binds no such name. */
  moduleVariable(state: FileState, name: string): Origins | undefined {
    const sites = state.names.moduleVariable(name);
    if (sites.length > 0) return this.world.answer(state, state.variableCell(name), () => joinAll(sites.map((site) => this.written(state, site))));
    const index = state.classWithin(0, name);
    if (index >= 0) return one({ form: 'class', path: state.unit.path, name: state.classNames[index]! });
    for (const star of state.names.stars) {
      const found = this.starMember(state, star, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private starMember(state: FileState, star: ImportFact, name: string): Origins | undefined {
    const module = this.world.moduleOf(state, star.module);
    if ('outside' in module) {
      const symbol = this.world.symbols.member(state.unit.language, `${module.outside}:`, name);
      return this.world.symbols.fact(state.unit.language, symbol) === null ? undefined : this.world.symbol(state.unit.language, symbol);
    }
    const origin = module.of[0];
    return origin?.form === 'module' && origin.path !== state.unit.path ? this.members.exported(origin.path, name) : undefined;
  }

  /** What one write writes. */
  written(state: FileState, site: WriteSite): Origins {
    if (site.annotation >= 0) {
      const declared = this.declared(state, state.unit.facts.types[site.annotation]!, site.fn);
      const isFunction = site.from >= 0 && declared.of.some(({ form }) => form === 'callable');
      if (!declared.unknown) return isFunction ? this.agreed(declared, this.origins(site.fn, site.from)) : declared;
    }
    return site.from < 0 ? nothing : this.origins(site.fn, site.from);
  }

  /** @param bindings what type variables stand for there, where something tells it. */
  declared(state: FileState, type: TypeRef, fn: FunctionUnit, bindings?: Bindings): Origins {
    const self = bindings?.get('Self') ?? this.selfOf(state, fn, false);
    return this.annotations.origins(state, type, { function: fn.index, parameters: [], self, ...bindings && { bindings } });
  }

  /**
   * The object that a function's decorators have put in its place (`@task` makes a `Task[P, R]` of it), as far as their
   * annotations say it; undefined for all other functions.
   */
  objectOf(fn: FunctionUnit): Origins | undefined {
    if (fn.fact.decorators.length === 0 || fn.file.language === 'typescript') return undefined;
    const state = this.world.stateOf(fn);
    const found = this.world.answer(state, state.cell(`object ${fn.index}`), () => decoratedObject(this, state, fn) ?? unknown);
    // A function that calls itself is asked for while it is found out what it is.
    if (found.of.length === 0 && !found.unknown) return nothing;
    // What a descriptor yields for an instance is for its `__get__` to say.
    const isBound = fn.fact.class >= 0 && found.of.some((origin) => origin.form === 'instance' && this.members.attribute(origin, '__get__', origin)?.of.length);
    return found.unknown || isBound ? undefined : found;
  }

  /** What an import binds. */
  imported(state: FileState, imported: ImportFact): Origins {
    const found = this.importedNow(state, imported);
    const origins = state.names.isReplaced(imported.module) ? join(found, unknown) : found;
    return imported.dynamic ? awaitableOf('promise', 'import', false, origins) : origins;
  }

  private importedNow(state: FileState, imported: ImportFact): Origins {
    const name = imported.root ? imported.module.split('.')[0]! : imported.module;
    const module = this.world.moduleOf(state, name);
    if ('outside' in module) return this.world.outside(state.unit.language, module.outside, imported);
    if (imported.name === null || imported.root) return module;
    // A package that imports its own submodule (`from . import models`) does not have it before.
    const own = module.of[0]?.form === 'module' && module.of[0].path === state.unit.path;
    if (own) return this.world.submodule(state.unit.language, state.unit.path, imported.name) ?? unknown;
    return this.member(state, module, imported.name);
  }

  /** The receiver of a method: an instance, or the class where the method is one of the class. */
  selfOf(state: FileState, fn: FunctionUnit, ofClass: boolean): Origins {
    const index = fn.fact.class;
    const name = index < 0 ? undefined : state.classNames[index];
    if (name === undefined) return unknown;
    const { path } = state.unit;
    return one(ofClass ? { form: 'class', path, name } : { form: 'instance', path, name, exact: false });
  }

  /** What the last name of a callee is looked up in: of `client.get` what `client` may be. Nothing for a bare name. */
  receiver(fn: FunctionUnit, callee: Value): Origins {
    const step = fn.flow.step(callee);
    if (step.kind !== 'read') return nothing;
    const { place } = step;
    if (place.keys.length === 0) return place.scope === 'value' ? this.origins(fn, place.of) : nothing;
    return this.upTo(fn, callee, place.keys.length - 1);
  }

  /** What a read means up to its first so many keys: of `app.db.get` and 1 what `app.db` may be. Nothing for other steps. */
  upTo(fn: FunctionUnit, read: Value, keys: number): Origins {
    const step = fn.flow.step(read);
    return step.kind === 'read' ? this.place(this.world.stateOf(fn), fn, read, { ...step.place, keys: step.place.keys.slice(0, keys) }) : nothing;
  }

  private place(state: FileState, fn: FunctionUnit, value: Value, place: Place): Origins {
    // A destructured parameter has no name: its position stands in the place of the first key.
    const isPattern = place.scope === 'param' && place.name === '';
    let origins = place.scope === 'value' ? this.origins(fn, place.of)
      : isPattern ? this.parameterAt(state, fn, Number(place.keys[0])) : this.variable(state, fn, value, place);
    const narrowing = isPattern ? null : state.narrowing(fn);
    if (narrowing !== null) origins = narrowed(this, state, fn, narrowing, value, place, 0, origins);
    const keys = isPattern ? place.keys.slice(1) : place.keys;
    for (let i = 0; i < keys.length; i++) {
      origins = this.member(state, origins, keys[i]!, fn);
      if (narrowing !== null) origins = narrowed(this, state, fn, narrowing, value, place, i + 1, origins);
    }
    return origins;
  }

  /** All that a place may ever hold, wherever in the function that is asked. */
  holderOf(state: FileState, fn: FunctionUnit, place: Place): Origins {
    let origins = place.scope === 'value' ? this.origins(fn, place.of) : this.held(state, ownerOf(place, fn)!, place);
    for (const key of place.keys) origins = this.member(state, origins, key, fn);
    return origins;
  }

  private variable(state: FileState, fn: FunctionUnit, value: Value, place: Place): Origins {
    const owner = ownerOf(place, fn)!;
    if (place.scope === 'captured' || (place.scope === 'module' && fn.index !== 0)) return this.held(state, owner, place);
    const { writes, undefinedToo } = state.flowIndex(fn).writesReaching(value);
    const isParameter = undefinedToo && place.scope === 'param';
    if (writes.length === 0 && !isParameter) return place.scope === 'module' ? this.held(state, 0, place) : unknown;
    let known = nothing;
    for (const write of writes) {
      const step = fn.flow.step(write);
      if (step.kind !== 'write') return unknown;
      const written = this.written(state, { fn, from: step.from, annotation: step.annotation, keys: noKeys });
      known = join(known, narrowedCapture(this, state, fn, state.narrowing(fn), write, written));
    }
    if (isParameter) known = join(known, this.parameter(state, fn, place.name));
    // What functions within this one write may have happened by now.
    for (const site of state.names.variable(owner, place.name)) {
      if (site.fn !== fn && site.keys.length === 0) known = join(known, this.written(state, site));
    }
    return known;
  }

  /** A variable seen from another function: all that is ever written to it. */
  private held(state: FileState, owner: number, place: { readonly name: string }): Origins {
    if (owner === 0) return this.moduleVariable(state, place.name) ?? this.global(state, place.name);
    const fn = state.unit.functions[owner];
    if (fn === undefined) return unknown;
    return this.world.answer(state, state.cell(`captured ${owner} ${place.name}`), () => {
      const sites = state.names.variable(owner, place.name).filter((site) => site.keys.length === 0);
      const known = sites.map((site) => this.written(state, site));
      const isParameter = place.name === receiverName(fn) || place.name === 'super' || fn.fact.parameters.some((p) => p.name === place.name);
      if (isParameter) known.push(this.parameter(state, fn, place.name));
      return known.length === 0 ? unknown : joinAll(known);
    });
  }

  /** A name that nothing binds: a builtin or a global. */
  global(state: FileState, name: string): Origins {
    const { language } = state.unit;
    if (language === 'python') return this.world.symbol(language, `builtins:${name}`);
    const isGlobalObject = name === 'globalThis' || name === 'window' || name === 'self' || name === 'global';
    if (name === 'undefined') return noneOrigins;
    if (name === 'this') return unknown;
    return this.world.symbol(language, isGlobalObject ? 'globalThis:' : `globalThis:${name}`);
  }

  /** What a parameter holds, by its place and its annotation. */
  private parameter(state: FileState, fn: FunctionUnit, name: string): Origins {
    if (name === 'super') {
      const owner = state.classNames[fn.fact.class];
      return owner === undefined ? unknown : one({ form: 'super', path: state.unit.path, name: owner });
    }
    if (name === receiverName(fn)) return this.selfOf(state, fn, this.isClassMethod(state, fn));
    return this.parameterAt(state, fn, fn.fact.parameters.findIndex((p) => p.name === name));
  }

  private parameterAt(state: FileState, fn: FunctionUnit, position: number): Origins {
    const parameter = fn.fact.parameters[position];
    if (parameter === undefined) return unknown;
    if (parameter.annotation === null) {
      if (parameter.form !== 'plain') return unknown;
      if (state.unit.language === 'typescript') return givenParameter(this, state, fn, position);
      return parameter.hasDefault ? unknown : fixtureParameter(this, state, fn, parameter.name);
    }
    const declared = this.declared(state, parameter.annotation, fn);
    if (parameter.form === 'namedRest') return plainOrigins;
    return parameter.form === 'rest' && state.unit.language === 'python' ? wrap('collection', declared) : declared;
  }

  private isClassMethod(state: FileState, fn: FunctionUnit): boolean {
    if (state.unit.language === 'typescript') return fn.fact.static;
    if (fn.fact.name === '__new__' || fn.fact.name === '__init_subclass__' || fn.fact.name === '__class_getitem__') return true;
    const parent = state.unit.functions[fn.fact.parent]!;
    return fn.fact.decorators.some((d) => this.origins(parent, d).of.some((o) => o.form === 'symbol' && o.symbol === 'builtins:classmethod'));
  }

  private functionValue(state: FileState, index: number): Origins {
    const target = state.unit.functions[index];
    if (target === undefined) return unknown;
    const { path } = state.unit;
    if (target.fact.form !== 'class') return one({ form: 'function', path, name: target.qualifiedName, bound: false, open: false });
    return one({ form: 'class', path, name: state.classNames[target.fact.class]! });
  }

  private branch(fn: FunctionUnit, value: Value): Origins {
    const step = fn.flow.step(value);
    if (step.kind !== 'branch') return unknown;
    const arms = this.result(fn, value);
    return step.form === 'if' || step.form === 'match' || step.form === 'ternary' ? arms
      : step.form === 'optional' ? join(arms, noneOrigins)
      : join(this.origins(fn, step.test), arms);
  }

  /** The results of a region's own arms. */
  private result(fn: FunctionUnit, region: Value): Origins {
    const { flow } = fn;
    const results: Origins[] = [];
    for (let i = region + 1; i < flow.last(region); i = flow.last(i)) {
      const step = flow.step(i);
      if (step.kind === 'arm' && step.parent === region && step.result >= 0) results.push(this.origins(fn, step.result));
    }
    return results.length === 0 ? unknown : joinAll(results);
  }

  private entered(state: FileState, item: Origins, async: boolean): Origins {
    const of = item.of.map((origin) => this.results.entered(state, origin, async));
    return joinAll(item.unknown ? [...of, unknown] : of);
  }

  private call(state: FileState, fn: FunctionUnit, step: CallStep): Origins {
    const callee = this.origins(fn, step.callee);
    const of = callee.of.map((origin: Origin) => this.results.ofCall(state, fn, step, origin));
    return joinAll(callee.unknown ? [...of, unknown] : of);
  }
}

/** The possibilities that may have a member of this name: of a text or a path in Python only the path, where no text has it. */
function holdersOf({ unit }: FileState, of: readonly Origin[], key: string): readonly Origin[] {
  if (of.length < 2 || unit.language === 'typescript' || !of.some(({ form }) => form === 'plain')) return of;
  const isOther = of.some(({ form }) => form === 'instance' || form === 'external');
  return isOther && noPlainHas(key) ? of.filter(({ form }) => form !== 'plain') : of;
}

/** What a value is that reads as a type (`Union[A, B]`, `dict[str, A]`): a class of itself, or else what its type tells of its values. */
function alias(instances: Origins, computed: Origins): Origins {
  const isClass = !computed.unknown && computed.of.length > 0 && computed.of.every(({ form }) => form === 'class' || form === 'symbol');
  const tellsMore = instances.of.some(({ form }) => form !== 'instance' && form !== 'external');
  if (instances.of.length === 0 || (isClass && !tellsMore)) return computed;
  return wrap('type', instances);
}

const noKeys: readonly string[] = [];

function isFunctionType(origin: Origin): boolean {
  return origin.form === 'callable' || (origin.form === 'mapping' && origin.of.of.some(({ form }) => form === 'callable'));
}

function isSame(a: Origin, b: Origin & { form: 'instance' }): boolean {
  return a.form === 'instance' && a.path === b.path && a.name === b.name;
}

const plainOperators = new Set([
  '==', '!=', '<', '>', '<=', '>=', 'is', 'is not', 'in', 'not in', 'not', 'format', 'match',
]);
