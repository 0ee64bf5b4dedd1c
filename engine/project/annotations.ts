import type { TypeRef } from '../facts/facts.js';
import type { DeclaredType } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import {
  awaitableOf, instanceOf, join, mappingOf, tupleOf, joinAll, noneOrigins, one, plainOrigins, unknown, wrap, type AwaitableKind, type Origin, type Origins,
} from './origins.js';
import { parametersOf, type Bindings } from './generics.js';
import type { FileState } from './state.js';
import { split } from './symbols.js';
import { aliasNamed, isTypeVariable, variablesOf } from './type-variables.js';
import type { Values } from './values.js';

/** Where a type is written: in which function, within which further type parameters, and what `this` and `Self` are there. */
export interface TypeScope {
  readonly function: number;
  readonly parameters: readonly string[];
  readonly self: Origins;
  /** What type variables stand for there, by name. */
  readonly bindings?: Bindings;
  /** How many generic aliases were followed. */
  readonly depth?: number;
}

/**
 * What a value may be by the type that is written for it. A name is resolved where it is written; the types of both
 * languages that mean "awaitable", "collection" or "plain" are known here by their symbols.
 * Source: the `typing`, `collections.abc` and `asyncio` modules of Python 3.14; lib.es5.d.ts and lib.es2015.promise.d.ts of TypeScript 7.
 */
export class Annotations {
  constructor(private readonly values: Values) {}

  /** The origins of a value that is declared with this type at a place of this file. */
  origins(state: FileState, type: TypeRef, at: TypeScope): Origins {
    switch (type.form) {
      case 'none': return noneOrigins;
      case 'union': return this.union(type.of.map((member) => this.origins(state, member, at)));
      case 'literal': return plainOrigins;
      case 'function': return wrap('callable', this.origins(state, type.returns, at));
      case 'typeof': return this.valueNamed(state, type.path, at);
      case 'unknown': return unknown;
      case 'name': return this.named(state, type, at);
    }
  }

  /**
   * What a function literal gets as one of its parameters where a value of this type is asked for; undefined where the type
   * is that of no function.
   */
  parameterOf(state: FileState, type: TypeRef, position: number, at: TypeScope, depth = 0): Origins | undefined {
    switch (type.form) {
      case 'function': {
        const given = type.parameters?.[position];
        return given === undefined ? unknown : this.origins(state, given, at);
      }
      case 'union': {
        const functions = type.of.filter(({ form }) => form !== 'none');
        return functions.length === 1 ? this.parameterOf(state, functions[0]!, position, at, depth) : undefined;
      }
      case 'name': {
        if (type.path.length > 1 || at.parameters.includes(type.path[0]!) || depth > 8) return undefined;
        const origin = this.values.variables.typeName(state, type.path[0]!, at.function).of[0];
        const found = origin?.form === 'class' ? this.values.world.classOf(origin) : undefined;
        if (found === undefined || found.fact.alias === null) return undefined;
        const scope = { function: found.fact.function, parameters: found.fact.typeParameters, self: unknown };
        return this.parameterOf(found.state, found.fact.alias, position, scope, depth + 1);
      }
      default: return undefined;
    }
  }

  /** `typeof a.b`: what the variable `a` of the place holds, and its attribute `b`. */
  private valueNamed(state: FileState, path: readonly string[], at: TypeScope): Origins {
    let origins = this.values.variables.typeName(state, path[0]!, at.function, true);
    for (const key of path.slice(1)) origins = this.values.member(state, origins, key);
    // A value of a function's type is hardly ever that function.
    return joinAll(origins.of.map((origin) => {
      if (origin.form === 'function') return wrap('callable', this.values.results.ofFunction(one(origin)));
      if (origin.form !== 'symbol' || split(origin.symbol).path === '') return one(origin);
      const yielded = this.values.symbolResults.ofSymbolType(state.unit.language, origin.symbol);
      return yielded === undefined ? one(origin) : wrap('callable', yielded);
    }).concat(origins.unknown ? [unknown] : []));
  }

  /** Of more classes than origins can hold, the nearest class of the project that they all inherit from stands for them. */
  private union(members: readonly Origins[]): Origins {
    const all = joinAll(members);
    if (!all.many) return all;
    const isOther = (origin: Origin): boolean => origin.form === 'none';
    const instances = members.flatMap(({ of }) => of).filter((origin) => !isOther(origin));
    const lines = instances.map((origin) => (origin.form === 'instance' ? [origin, ...this.values.ancestry.ancestors(origin)] : []));
    const common = lines[0]?.find((a) => a !== 'unknown' && a.form !== 'symbol' && lines.every((line) => (
      line.some((b) => b !== 'unknown' && b.form !== 'symbol' && a.path === b.path && a.name === b.name)
    )));
    if (common === undefined || common === 'unknown' || common.form === 'symbol' || members.some(({ unknown: open }) => open)) return all;
    const base = one({ form: 'instance', path: common.path, name: common.name, exact: false });
    return members.some(({ of }) => of.some(isOther)) ? join(base, noneOrigins) : base;
  }

  private named(state: FileState, type: TypeRef & { form: 'name' }, at: TypeScope): Origins {
    const root = type.path[0]!;
    if (type.path.length === 1 && root === 'this') return at.self;
    const bound = type.path.length === 1 ? at.bindings?.get(root) : undefined;
    if (bound !== undefined) return bound;
    if (at.parameters.includes(root)) return unknown;
    const alias = type.arguments.length > 0 && type.path.length === 1 && state.unit.language === 'python' ? this.genericAlias(state, type, at) : undefined;
    if (alias !== undefined) return alias;
    const primitive = state.unit.language === 'typescript' && type.path.length === 1 && primitives.has(root);
    if (primitive) return plainOrigins;
    let origins = this.values.variables.typeName(state, root, at.function);
    for (const key of type.path.slice(1)) origins = this.values.member(state, origins, key);
    const { of } = origins;
    if (origins.unknown || of.length === 0) return unknown;
    return joinAll(of.map((origin) => this.instanceOf(state, origin, type, at)));
  }

  /** `Handler[int]` where `Handler = Callable[[T], Awaitable[None]]`; undefined for what is no such alias. */
  private genericAlias(state: FileState, type: TypeRef & { form: 'name' }, at: TypeScope): Origins | undefined {
    const alias = aliasNamed(this.values, state, type.path[0]!);
    if (alias === undefined) return undefined;
    const depth = (at.depth ?? 0) + 1;
    if (depth > deepestAlias) return unknown;
    const names = variablesOf(alias.type, (name) => isTypeVariable(this.values, alias.state, name));
    if (names.length === 0) return undefined;
    const given = type.arguments.map((argument) => this.origins(state, argument, at));
    const bindings = new Map(names.map((name, i) => [name, given[i] ?? unknown]));
    return this.origins(alias.state, alias.type, { function: 0, parameters: [], self: unknown, bindings, depth });
  }

  /** An instance of what is named as a class where a value is tested (`isinstance(x, Foo)`). */
  ofClass(state: FileState, origin: Origin): Origins {
    return this.instanceOf(state, origin, { form: 'name', path: [], arguments: [] }, { function: 0, parameters: [], self: unknown });
  }

  private instanceOf(state: FileState, origin: Origin, type: TypeRef & { form: 'name' }, at: TypeScope): Origins {
    switch (origin.form) {
      case 'class': {
        const found = this.values.world.classOf(origin);
        const alias = found?.fact.alias;
        if (found !== undefined && alias) {
          // A type may mention itself (`type Json = string | Json[]`), so its answer is one of those that are iterated.
          return this.values.world.answer(found.state, found.state.cell(`alias ${origin.name}`), () => (
            this.origins(found.state, alias, { function: found.fact.function, parameters: found.fact.typeParameters, self: unknown })
          ));
        }
        if (found?.fact.form === 'enum') return plainOrigins;
        const given = found === undefined || type.arguments.length === 0 || parametersOf(this.values, origin).length === 0 ? []
          : type.arguments.map((argument) => this.origins(state, argument, at));
        return instanceOf(origin, given);
      }
      case 'symbol': return this.symbol(state, origin.symbol, type, at);
      case 'type': return origin.of;
      // `UserId = int` and the like: an alias that is a value is taken for what it holds.
      case 'none': return noneOrigins;
      case 'plain': return plainOrigins;
      default: return unknown;
    }
  }

  private symbol(state: FileState, symbol: string, type: TypeRef & { form: 'name' }, at: TypeScope): Origins {
    const argument = (i: number): Origins => {
      const found = type.arguments[i];
      return found === undefined ? unknown : this.origins(state, found, at);
    };
    return this.meant(state.unit.language, symbol, type.arguments.length, { argument, self: at.self, by: symbol, fixed: type.arguments.every(({ form }) => form !== 'unknown') });
  }

  private meant(language: Language, symbol: string, count: number, { argument, self, by, fixed }: Meaning): Origins {
    const name = normal(symbol);
    // Of a function of a library that is declared to yield something awaitable, it may well be running already.
    const kind = by !== symbol && runsPerhaps.has(name) ? 'future' : awaitables.get(name);
    if (kind !== undefined) return awaitableOf(kind, by, kind === 'future', argument(name === 'Coroutine' || name === 'CoroutineType' ? 2 : 0));
    if (name === 'Optional') return join(argument(0), noneOrigins);
    if (name === 'Union') return this.union(Array.from({ length: count }, (_, i) => argument(i)));
    if (transparent.has(name)) return argument(0);
    if (language === 'typescript') {
      if (name === 'Awaited') return this.values.awaited('typescript', argument(0));
      if (name === 'ReturnType') return this.values.results.ofFunction(argument(0));
      if (maps.has(name)) return wrap('map', argument(1));
      if (name === 'Record' && count === 2) return mappingOf(argument(0), argument(1));
      if (partial.has(name)) return argument(0);
    }
    if (mappings.has(name)) return mappingOf(argument(0), argument(1));
    if (name === 'tuple' || name === 'Tuple') return tupleType(fixed, Array.from({ length: count }, (_, i) => argument(i)));
    if (collections.has(name)) return wrap('collection', argument(0));
    if (contexts.has(name)) return wrap('context', argument(0));
    if (name === 'Self') return self;
    if ((name === 'type' || name === 'Type') && count === 1) return typeOf(argument(0));
    if (plain.has(name)) return plainOrigins;
    if (vague.has(name)) return unknown;
    // A name that nothing binds, and that the platform does not have: of a type that is declared elsewhere.
    const isLost = symbol.startsWith('builtins:') || symbol.startsWith('globalThis:');
    if (isLost && this.values.world.symbols.fact(language, symbol) === null) return unknown;
    return one({ form: 'external', symbol, given: ['*'] });
  }

  /**
   * What a library declares of an attribute or of a call's result.
   * @param by the symbol that is read or called. @param receiver whose attribute it is.
   */
  declared(language: Language, type: DeclaredType, by: string, receiver: Origins): Origins {
    const inner = (of: DeclaredType | undefined): Origins => (of === undefined ? unknown : this.declared(language, of, by, receiver));
    switch (type.form) {
      case 'none': return noneOrigins;
      case 'plain': return plainOrigins;
      case 'unknown': return unknown;
      case 'union': return joinAll(type.of.map(inner));
      case 'self': return ownType(receiver);
      case 'name': return this.meant(language, type.symbol, type.arguments.length, { argument: (i) => inner(type.arguments[i]), self: ownType(receiver), by, fixed: type.arguments.every(({ form }) => form !== 'unknown') });
    }
  }
}

/** A class whose instances these are; unknown where nothing is known of them. */
export function typeOf(instances: Origins): Origins {
  return instances.of.length === 0 ? unknown : wrap('type', instances);
}

/** `tuple[A, B]` by its parts, `tuple[A, ...]` as a collection. */
function tupleType(fixed: boolean, parts: readonly Origins[]): Origins {
  return fixed && parts.length > 0 && parts.length <= 8 ? tupleOf(parts) : wrap('collection', parts[0] ?? unknown);
}

/** An instance of the receiver's own class: of a class that is called upon, or of an instance. */
function ownType(receiver: Origins): Origins {
  return joinAll(receiver.of.map((origin): Origins => {
    if (origin.form === 'external' || origin.form === 'instance') return one(origin);
    return origin.form === 'symbol' ? one({ form: 'external', symbol: origin.symbol, given: ['*'] }) : unknown;
  }).concat(receiver.unknown || receiver.of.length === 0 ? [unknown] : []));
}

/** The arguments of a generic type, what `Self` is where it stands, and who yields an awaitable of it. */
interface Meaning {
  argument(index: number): Origins;
  readonly self: Origins;
  readonly by: string;
  /** All arguments are types: there is no `...` among them. */
  readonly fixed: boolean;
}

/** Generic aliases may name themselves (`Tree = Union[T, list["Tree[T]"]]`). */
const deepestAlias = 4;

/** Names of types by symbol, where the module is one of those that define them; others keep their module. */
export function normal(symbol: string): string {
  const { module, path } = split(symbol);
  return homes.has(module) ? path : symbol;
}

const homes = new Set([
  'typing', 'typing_extensions', 'collections.abc', 'builtins', 'globalThis', 'asyncio', 'asyncio.tasks', 'asyncio.futures',
  'collections', 'contextlib', 'types',
]);
export const awaitables: ReadonlyMap<string, AwaitableKind> = new Map([
  ['Promise', 'promise'], ['PromiseLike', 'promise'], ['Awaitable', 'coroutine'], ['Coroutine', 'coroutine'],
  ['CoroutineType', 'coroutine'], ['Task', 'task'], ['Future', 'future'],
] as const);
const runsPerhaps = new Set(['Awaitable', 'PromiseLike']);
const transparent = new Set([
  'Annotated', 'ClassVar', 'Final', 'Required', 'NotRequired', 'ReadOnly', 'Readonly', 'NonNullable', 'Unpack', 'InitVar',
]);
export const collections = new Set([
  'list', 'List', 'set', 'Set', 'frozenset', 'FrozenSet', 'Sequence', 'MutableSequence', 'Collection', 'Iterable',
  'Iterator', 'Generator', 'AsyncIterator', 'AsyncIterable', 'AsyncGenerator', 'deque', 'Deque', 'Array', 'ReadonlyArray',
  'ReadonlySet', 'IterableIterator', 'AsyncIterableIterator',
]);
const maps = new Set(['Map', 'ReadonlyMap', 'WeakMap']);
/** Types with some of the members of another. */
const partial = new Set(['Partial', 'Required', 'Pick', 'Omit']);
const mappings = new Set(['dict', 'Dict', 'Mapping', 'MutableMapping', 'DefaultDict', 'defaultdict', 'OrderedDict']);
export const contexts = new Set(['AbstractAsyncContextManager', 'AsyncContextManager', 'AbstractContextManager', 'ContextManager']);
const plain = new Set([
  'str', 'int', 'float', 'bool', 'bytes', 'complex', 'bytearray', 'memoryview', 'LiteralString', 'Literal', 'Date', 'RegExp', 'Error',
  'String', 'Number', 'Boolean', 'NoReturn', 'Never', 'TypeGuard', 'TypeIs',
  'URL', 'Uint8Array', 'ArrayBuffer', 'Buffer',
]);
const vague = new Set(['Any', 'object', 'TypeVar', 'Type', 'type', 'Callable', 'Awaited', 'ReturnType', 'Object', 'Function', 'Partial', 'Pick', 'Omit', 'Required', 'Record']);
const primitives = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'never']);
