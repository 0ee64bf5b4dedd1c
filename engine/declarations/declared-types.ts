import type { DeclaredType, SymbolFact } from '../knowledge/knowledge.js';
import { unclearFact } from './declared.js';

/** Names that lead through more names than this are not followed. */
export const mostSteps = 24;

export function union(of: readonly DeclaredType[]): DeclaredType {
  const flat = [...new Map(of.flatMap((type) => (type.form === 'union' ? type.of : [type])).map((type) => [JSON.stringify(type), type])).values()];
  return flat.length === 1 ? flat[0]! : { form: 'union', of: flat };
}

/**
 * The one fact of several declarations of a name, with what it says of awaitables. Overloads yield what one of them
 * yields; anything else has to agree.
 */
export function together(facts: readonly SymbolFact[], awaits: (type: DeclaredType) => Partial<SymbolFact>): SymbolFact {
  const [first, ...others] = facts;
  if (first === undefined || facts.includes(unclearFact)) return unclearFact;
  if (first.class === true || first.property === true) {
    const text = JSON.stringify(first);
    return others.every((fact) => JSON.stringify(fact) === text) ? first : unclearFact;
  }
  if (others.some((fact) => fact.class === true || fact.property === true)) return unclearFact;
  const types = facts.map(({ declared }) => declared!);
  const kinds = new Set(types.map((type) => awaits(type).awaitable));
  // Where some overloads yield nothing because they take a callback, a call need not yield the others' promise.
  const declared = union(kinds.size > 1 ? [...types, { form: 'unknown' }] : types);
  return { ...awaits(declared), declared };
}

/** How instances of a class can be awaited; undefined stands for the receiver's own. */
type ClassAwaits = (symbol: string | undefined) => Awaits;
type Awaits = NonNullable<SymbolFact['awaitable']> | 'no' | 'unknown';

/**
 * What a fact says of the awaitable that a call of this type yields: its kind where every possibility is one, `opaque`
 * where some may be.
 * @param ofClass how instances of a class can be awaited.
 */
export function awaiting(type: DeclaredType, ofClass: ClassAwaits): Partial<SymbolFact> {
  const answer = awaits(type, ofClass);
  if (answer === 'no') return {};
  if (answer === 'unknown') return { opaque: true };
  if (answer === 'future' || answer === 'context') return { awaitable: answer, mayBeDropped: true };
  const yielded = type.form === 'name' ? type.arguments.at(-1) : undefined;
  return { awaitable: answer, ...(yielded?.form === 'name' && yielded.arguments.length === 0 ? { returns: yielded.symbol } : {}) };
}

function awaits(type: DeclaredType, ofClass: ClassAwaits): Awaits {
  switch (type.form) {
    case 'none':
    case 'plain': return 'no';
    case 'self': return ofClass(undefined);
    case 'unknown': return 'unknown';
    case 'union': {
      const answers = new Set(type.of.filter(({ form }) => form !== 'none').map((of) => awaits(of, ofClass)));
      return answers.size === 1 ? [...answers][0]! : answers.size === 0 ? 'no' : 'unknown';
    }
    case 'name': return awaitables.get(type.symbol) ?? (special.test(type.symbol) || settled.test(type.symbol) ? 'no' : vague.test(type.symbol) || type.symbol.startsWith('globalThis:') ? 'unknown' : ofClass(type.symbol));
  }
}

const awaitables: ReadonlyMap<string, Awaits> = new Map([
  ['typing:Coroutine', 'coroutine'], ['typing:Awaitable', 'future'], ['types:CoroutineType', 'coroutine'], ['asyncio:Task', 'task'], ['asyncio:Future', 'future'],
  ['globalThis:Promise', 'promise'], ['globalThis:PromiseLike', 'future'],
]);
/** Forms of typing that are no classes in its stub, and whose values are surely not awaitable. */
const special = /^typing:(LiteralString|NoReturn|Never|Tuple|List|Dict|Set|FrozenSet|DefaultDict|OrderedDict|Counter|Deque|ChainMap|TypeGuard|TypeIs|Callable)$/;
/** Classes of JavaScript whose instances are surely not awaitable. Source: lib.es2024 and lib.dom of TypeScript 7; @types/node. */
const settled = /^globalThis:(Array|ReadonlyArray|Map|ReadonlyMap|WeakMap|Set|ReadonlySet|WeakSet|Date|RegExp|Error|Buffer|\w*Array|ArrayBuffer|URL|URLSearchParams|Iterable|Iterator|IterableIterator|Generator|AsyncIterable|AsyncIterator|AsyncIterableIterator|AsyncGenerator|String|Number|Boolean|Symbol|Function|AbortController|AbortSignal|Response|Request|Headers|FormData|Blob|ReadableStream|WritableStream)$/;
/** Whether the instances of one of JavaScript's own classes are surely not awaitable. */
export function isSettled(symbol: string): boolean {
  return settled.test(symbol);
}

const vague = /^(typing(_extensions)?:(Any|Union|Optional|ClassVar|Final|Annotated|Concatenate|Type)|builtins:(object|type))$/;
