import type { ClassFact, FunctionFact, ImportFact } from '../facts/facts.js';
import type { Place, Value } from '../flow/step.js';
import { typeOf } from './annotations.js';
import { givenParameter } from './callbacks.js';
import { fixtureParameter } from './fixtures.js';
import { givenByCallers } from './given-by-callers.js';
import { narrowedCapture } from './narrowing.js';
import { ownerOf, receiverName, type WriteSite } from './names.js';
import { awaitableOf, join, joinAll, noneOrigins, nothing, one, plainOrigins, unknown, wrap, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

const noKeys: readonly string[] = [];

/** What names are bound to: variables of functions and modules, parameters, imports, and the names that types are written with. */
export class Variables {
  constructor(private readonly values: Values) {}

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
    const instances = this.values.world.answer(state, state.cell(`bound ${within} ${name}`), () => (
      this.values.annotations.origins(state, bound, { function: within, parameters: [], self: unknown })
    ));
    return instances.unknown ? unknown : typeOf(instances);
  }

  /** The origins of a module's variable, or undefined where the module binds no such name. */
  moduleVariable(state: FileState, name: string): Origins | undefined {
    const sites = (): readonly WriteSite[] => state.names.moduleVariable(name);
    if (sites().length > 0) return this.values.world.answer(state, state.variableCell(name), () => joinAll(this.withoutTwins(state, sites()).map((site) => this.values.written(state, site))));
    const index = state.classWithin(0, name);
    if (index >= 0) return one({ form: 'class', path: state.unit.path, name: state.classNames[index]! });
    for (const star of state.names.stars) {
      const found = this.starMember(state, star, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * Of imports that stand in for each other (`try: import pysqlite3 as sqlite3`, `except ImportError: import sqlite3`) those of modules that
   * are known, where any are: what takes another's place has the same members.
   */
  private withoutTwins(state: FileState, sites: readonly WriteSite[]): readonly WriteSite[] {
    if (sites.length < 2 || state.unit.language === 'typescript') return sites;
    const modules = sites.map(({ fn, from }) => {
      const step = from < 0 ? undefined : fn.flow.step(from);
      return step?.kind === 'const' && step.form === 'import' ? state.unit.facts.imports[step.import]!.module : null;
    });
    if (modules.includes(null)) return sites;
    const known = sites.filter((_, i) => {
      const module = this.values.world.moduleOf(state, modules[i]!);
      return !('outside' in module) || this.values.world.symbols.hasModule('python', module.outside);
    });
    return known.length === 0 ? sites : known;
  }

  private starMember(state: FileState, star: ImportFact, name: string): Origins | undefined {
    const module = this.values.world.moduleOf(state, star.module);
    if ('outside' in module) {
      const symbol = this.values.world.symbols.member(state.unit.language, `${module.outside}:`, name);
      return this.values.world.symbols.fact(state.unit.language, symbol) === null ? undefined : this.values.world.symbol(state.unit.language, symbol);
    }
    const origin = module.of[0];
    return origin?.form === 'module' && origin.path !== state.unit.path ? this.values.members.exported(origin.path, name) : undefined;
  }

  /** What an import binds. */
  imported(state: FileState, imported: ImportFact): Origins {
    const found = this.importedNow(state, imported);
    const origins = state.names.isReplaced(imported.module) ? join(found, unknown) : found;
    return imported.dynamic ? awaitableOf('promise', 'import', false, origins) : origins;
  }

  private importedNow(state: FileState, imported: ImportFact): Origins {
    const name = imported.root ? imported.module.split('.')[0]! : imported.module;
    const module = this.values.world.moduleOf(state, name);
    if ('outside' in module) return this.values.world.outside(state.unit.language, module.outside, imported);
    if (imported.name === null || imported.root) return module;
    // A package that imports its own submodule (`from . import models`) does not have it before.
    const own = module.of[0]?.form === 'module' && module.of[0].path === state.unit.path;
    if (own) return this.values.world.submodule(state.unit.language, state.unit.path, imported.name) ?? unknown;
    return this.values.member(state, module, imported.name);
  }

  /** The receiver of a method: an instance, or the class where the method is one of the class. */
  selfOf(state: FileState, fn: FunctionUnit, ofClass: boolean): Origins {
    const index = fn.fact.class;
    const name = index < 0 ? undefined : state.classNames[index];
    if (name === undefined) return unknown;
    const { path } = state.unit;
    return one(ofClass ? { form: 'class', path, name } : { form: 'instance', path, name, exact: false });
  }

  /** What a variable may hold where a step reads it. */
  variable(state: FileState, fn: FunctionUnit, value: Value, place: Place): Origins {
    const owner = ownerOf(place, fn)!;
    if (place.scope === 'captured' || (place.scope === 'module' && fn.index !== 0)) return this.held(state, owner, place);
    const { writes, undefinedToo } = state.flowIndex(fn).writesReaching(value);
    const isParameter = undefinedToo && place.scope === 'param';
    if (writes.length === 0 && !isParameter) return place.scope === 'module' ? this.held(state, 0, place) : unknown;
    let known = nothing;
    for (const write of writes) {
      const step = fn.flow.step(write);
      if (step.kind !== 'write') return unknown;
      const written = this.values.written(state, { fn, from: step.from, annotation: step.annotation, keys: noKeys });
      known = join(known, narrowedCapture(this.values, state, fn, state.narrowing(fn), write, written));
    }
    if (isParameter) known = join(known, this.parameter(state, fn, place.name));
    // What functions within this one write may have happened by now.
    for (const site of state.names.variable(owner, place.name)) {
      if (site.fn !== fn && site.keys.length === 0) known = join(known, this.values.written(state, site));
    }
    return known;
  }

  /** A variable seen from another function: all that is ever written to it. */
  held(state: FileState, owner: number, place: { readonly name: string }): Origins {
    if (owner === 0) return this.moduleVariable(state, place.name) ?? this.global(state, place.name);
    const fn = state.unit.functions[owner];
    if (fn === undefined) return unknown;
    return this.values.world.answer(state, state.cell(`captured ${owner} ${place.name}`), () => {
      const sites = state.names.variable(owner, place.name).filter((site) => site.keys.length === 0);
      const known = sites.map((site) => this.values.written(state, site));
      const isParameter = place.name === receiverName(fn) || place.name === 'super' || fn.fact.parameters.some((p) => p.name === place.name);
      if (isParameter) known.push(this.parameter(state, fn, place.name));
      return known.length === 0 ? unknown : joinAll(known);
    });
  }

  /** A name that nothing binds: a builtin or a global. */
  private global(state: FileState, name: string): Origins {
    const { language } = state.unit;
    if (language === 'python') return this.values.world.symbol(language, `builtins:${name}`);
    const isGlobalObject = name === 'globalThis' || name === 'window' || name === 'self' || name === 'global';
    if (name === 'undefined') return noneOrigins;
    if (name === 'this') return unknown;
    return this.values.world.symbol(language, isGlobalObject ? 'globalThis:' : `globalThis:${name}`);
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

  /** The same of a parameter by its position. */
  parameterAt(state: FileState, fn: FunctionUnit, position: number): Origins {
    const parameter = fn.fact.parameters[position];
    if (parameter === undefined) return unknown;
    if (parameter.annotation === null) {
      if (parameter.form === 'rest' || parameter.form === 'namedRest') return unknown;
      if (state.unit.language === 'typescript') return parameter.form === 'plain' ? givenParameter(this.values, state, fn, position) : unknown;
      if (!this.values.world.isTest(state.unit.path)) return givenByCallers(this.values, state, fn, position);
      return parameter.hasDefault || parameter.form !== 'plain' ? unknown : fixtureParameter(this.values, state, fn, parameter.name);
    }
    const declared = this.values.declared(state, parameter.annotation, fn);
    if (parameter.form === 'namedRest') return plainOrigins;
    return parameter.form === 'rest' && state.unit.language === 'python' ? wrap('collection', declared) : declared;
  }

  private isClassMethod(state: FileState, fn: FunctionUnit): boolean {
    if (state.unit.language === 'typescript') return fn.fact.static;
    if (fn.fact.name === '__new__' || fn.fact.name === '__init_subclass__' || fn.fact.name === '__class_getitem__') return true;
    const parent = state.unit.functions[fn.fact.parent]!;
    return fn.fact.decorators.some((d) => this.values.origins(parent, d).of.some((o) => o.form === 'symbol' && o.symbol === 'builtins:classmethod'));
  }
}
