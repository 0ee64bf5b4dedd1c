import type { SymbolFact } from '../knowledge/knowledge.js';

/**
 * Origins say what a value may be: at most four possibilities, nested at most three deep; beyond that they are unknown,
 * and unknown is silent. They hold names and no positions, so that they may be kept while other files are edited.
 *
 * They form a lattice (more possibilities, then unknown), and everything that computes them only ever adds: that is
 * what lets recursion through several functions be solved by iteration, whatever the order.
 */
export interface Origins {
  readonly of: readonly Origin[];
  /** There may be other possibilities than those in `of`. */
  readonly unknown: boolean;
  /** There were more than four: nothing is known, and nothing that is added changes that. */
  readonly many?: true;
}

export type AwaitableKind = NonNullable<SymbolFact['awaitable']> | 'async';

export type Origin =
  /**
   * A function of the project by its qualified name. `bound`: the receiver is given already; `open`: it may be of a
   * subclass that overrides the method.
   */
  | { readonly form: 'function'; readonly path: string; readonly name: string; readonly bound: boolean; readonly open: boolean }
  | { readonly form: 'class'; readonly path: string; readonly name: string }
  /** `exact`: constructed as this very class; else it may be of a subclass. */
  | {
    readonly form: 'instance'; readonly path: string; readonly name: string; readonly exact: boolean;
    /** What the type parameters of its class stand for, in order; absent where that is not known. */
    readonly arguments?: readonly Origins[];
  }
  /** What `super` looks its members up in: the bases of this class. */
  | { readonly form: 'super'; readonly path: string; readonly name: string }
  /** A literal of an object or dict: the n-th of its function. */
  | { readonly form: 'object'; readonly path: string; readonly function: string; readonly ordinal: number }
  /** A file of the project as a module. */
  | { readonly form: 'module'; readonly path: string }
  /** A module (`requests:`) or symbol (`requests:Session.get`) outside the project. The first `:` after the module's name divides. */
  | { readonly form: 'symbol'; readonly symbol: string }
  /**
   * An instance of a class outside the project. `given` are the client options that its construction gave, as `name`
   * or `name=literal`; `*` where they could not be seen.
   */
  | { readonly form: 'external'; readonly symbol: string; readonly given: readonly string[] }
  /** A coroutine, promise or task with what it yields; `by` is the symbol or function that makes it, for messages. */
  | { readonly form: 'awaitable'; readonly kind: AwaitableKind; readonly by: string; readonly mayBeDropped: boolean; readonly of: Origins }
  /** A method of a promise: `then`, `catch`, `finally`. */
  | { readonly form: 'settling'; readonly method: string; readonly of: Origins }
  /** A list, tuple, set, iterator or array whose elements are `of`. */
  | { readonly form: 'collection'; readonly of: Origins }
  /** A dict of Python, by what its keys and values may be. */
  | { readonly form: 'mapping'; readonly keys: Origins; readonly of: Origins }
  /** A Map whose values are `of`. */
  | { readonly form: 'map'; readonly of: Origins }
  /** A class or type of which only is known what its values are: `type[Service]`, `Union[A, B]`, `TypeVar('T', bound=Service)`. */
  | { readonly form: 'type'; readonly of: Origins }
  /** A function of which only its type is known: calling it yields `of`. */
  | { readonly form: 'callable'; readonly of: Origins }
  /** A tuple by its parts. */
  | { readonly form: 'tuple'; readonly parts: readonly Origins[] }
  /** What `with` enters as `of`. */
  | { readonly form: 'context'; readonly of: Origins }
  | { readonly form: 'none' }
  /** A number, string, boolean …: surely not awaitable. */
  | { readonly form: 'plain' };

const most = 4;
const deepest = 3;

export const nothing: Origins = { of: [], unknown: false };
export const unknown: Origins = { of: [], unknown: true };
const many: Origins = { of: [], unknown: true, many: true };
export const noneOrigins: Origins = { of: [{ form: 'none' }], unknown: false };
export const plainOrigins: Origins = { of: [{ form: 'plain' }], unknown: false };

/** The origins that are just this one. */
export function one(origin: Origin): Origins {
  return { of: [origin], unknown: false };
}

/** The union. Beyond four possibilities it is unknown. */
export function join(a: Origins, b: Origins): Origins {
  if (a.many || b.many) return many;
  if (b.of.length === 0) return b.unknown === a.unknown || a.unknown ? a : { of: a.of, unknown: true };
  if (a.of.length === 0) return a.unknown === b.unknown || b.unknown ? b : { of: b.of, unknown: true };
  const byKey = new Map<string, Origin>();
  for (const origin of a.of) byKey.set(keyOf(origin), origin);
  for (const origin of b.of) {
    const key = keyOf(origin);
    const twin = byKey.get(key);
    byKey.set(key, twin === undefined ? origin : merge(twin, origin));
  }
  if (byKey.size > most) return many;
  const keys = [...byKey.keys()].sort();
  return { of: keys.map((key) => byKey.get(key)!), unknown: a.unknown || b.unknown };
}

export function joinAll(all: Iterable<Origins>): Origins {
  let result = nothing;
  for (const origins of all) result = join(result, origins);
  return result;
}

/** A text that is equal exactly where the origins are. */
export function textOf(origins: Origins): string {
  return origins.of.map(fullText).join('|') + (origins.many ? '|*' : origins.unknown ? '|?' : '');
}

/** Wraps origins into a collection, context, map, callable or type; what lies deeper than three is unknown. */
export function wrap(form: 'collection' | 'context' | 'map' | 'callable' | 'type', of: Origins): Origins {
  return one({ form, of: cut(of, deepest - 1) });
}

export function awaitableOf(kind: AwaitableKind, by: string, mayBeDropped: boolean, of: Origins): Origins {
  return one({ form: 'awaitable', kind, by, mayBeDropped, of: cut(of, deepest - 1) });
}

/** A dict with these keys and values; what lies deeper than three is unknown. */
export function mappingOf(keys: Origins, of: Origins): Origins {
  return one({ form: 'mapping', keys: cut(keys, deepest - 1), of: cut(of, deepest - 1) });
}

/** A tuple of these parts; what lies deeper than three is unknown. */
export function tupleOf(parts: readonly Origins[]): Origins {
  return one({ form: 'tuple', parts: parts.map((part) => cut(part, deepest - 1)) });
}

/** An instance of a class with type arguments, if any is known; what lies deeper than three is unknown. */
export function instanceOf({ path, name }: { readonly path: string; readonly name: string }, given: readonly Origins[]): Origins {
  const isKnown = given.some((each) => each.of.length > 0 || !each.unknown);
  return one({ form: 'instance', path, name, exact: false, ...isKnown && { arguments: given.map((each) => cut(each, deepest - 1)) } });
}

/** What is flat stays, whatever lies beside it, so that of more possibilities more is left; of what lies deeper a doubt is left. */
function cut(origins: Origins, depth: number): Origins {
  if (!origins.of.some((o) => 'of' in o || 'parts' in o || 'arguments' in o)) return origins;
  const of = origins.of.flatMap((o) => cutOne(o, depth) ?? []);
  return { of, unknown: origins.unknown || of.length < origins.of.length };
}

function cutOne(origin: Origin, depth: number): Origin | undefined {
  if (origin.form === 'instance') {
    const { arguments: given, ...flat } = origin;
    return given === undefined || depth === 0 ? flat : { ...flat, arguments: given.map((each) => cut(each, depth - 1)) };
  }
  if (!('of' in origin || 'parts' in origin)) return origin;
  if (depth === 0) return undefined;
  if (origin.form === 'tuple') return { ...origin, parts: origin.parts.map((part) => cut(part, depth - 1)) };
  if (origin.form === 'mapping') return { ...origin, keys: cut(origin.keys, depth - 1), of: cut(origin.of, depth - 1) };
  return { ...origin, of: cut(origin.of, depth - 1) };
}

/** What makes two origins the same possibility: those with the same key are merged. */
function keyOf(origin: Origin): string {
  switch (origin.form) {
    case 'function': return `f ${origin.path} ${origin.name} ${origin.bound}`;
    case 'class': return `c ${origin.path} ${origin.name}`;
    case 'instance': return `i ${origin.path} ${origin.name}`;
    case 'super': return `u ${origin.path} ${origin.name}`;
    case 'object': return `o ${origin.path} ${origin.function} ${origin.ordinal}`;
    case 'module': return `m ${origin.path}`;
    case 'symbol': return `s ${origin.symbol}`;
    case 'external': return `e ${origin.symbol}`;
    case 'awaitable': return `a ${origin.kind} ${origin.by}`;
    case 'settling': return `t ${origin.method}`;
    case 'collection': return 'l';
    case 'context': return 'x';
    case 'mapping': return 'd';
    case 'map': return 'h';
    case 'callable': return 'b';
    case 'type': return 'y';
    case 'tuple': return `q ${origin.parts.length}`;
    case 'none': return 'n';
    case 'plain': return 'p';
  }
}

function merge(a: Origin, b: Origin): Origin {
  if (a.form === 'function' && b.form === 'function') return { ...a, open: a.open || b.open };
  if (a.form === 'instance' && b.form === 'instance') {
    const { arguments: given, ...either } = a;
    const both = given !== undefined && given.length === b.arguments?.length ? given.map((each, i) => join(each, b.arguments![i]!)) : undefined;
    return { ...either, exact: a.exact && b.exact, ...both && { arguments: both } };
  }
  if (a.form === 'external' && b.form === 'external') {
    const given = a.given.join() === b.given.join() ? a.given : ['*'];
    return { ...a, given };
  }
  if (a.form === 'awaitable' && b.form === 'awaitable') {
    return { ...a, mayBeDropped: a.mayBeDropped || b.mayBeDropped, of: join(a.of, b.of) };
  }
  if ((a.form === 'collection' || a.form === 'context' || a.form === 'map' || a.form === 'callable' || a.form === 'type' || a.form === 'settling') && b.form === a.form) {
    return { ...a, of: join(a.of, b.of) };
  }
  if (a.form === 'mapping' && b.form === 'mapping') return { ...a, keys: join(a.keys, b.keys), of: join(a.of, b.of) };
  if (a.form === 'tuple' && b.form === 'tuple') return { ...a, parts: a.parts.map((part, i) => join(part, b.parts[i]!)) };
  return a;
}

function fullText(origin: Origin): string {
  const key = keyOf(origin);
  switch (origin.form) {
    case 'function': return `${key} ${origin.open}`;
    case 'instance': return `${key} ${origin.exact}${origin.arguments === undefined ? '' : ` [${origin.arguments.map(textOf).join(', ')}]`}`;
    case 'external': return `${key} ${origin.given.join()}`;
    case 'awaitable': return `${key} ${origin.mayBeDropped} (${textOf(origin.of)})`;
    case 'settling':
    case 'collection':
    case 'map':
    case 'callable':
    case 'type':
    case 'context': return `${key} (${textOf(origin.of)})`;
    case 'mapping': return `${key} (${textOf(origin.keys)}: ${textOf(origin.of)})`;
    case 'tuple': return `${key} (${origin.parts.map(textOf).join(', ')})`;
    default: return key;
  }
}
