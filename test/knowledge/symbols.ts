import { libraries } from '../../engine/knowledge/index.js';
import type { ArgumentRef, Library, SymbolFact } from '../../engine/knowledge/knowledge.js';

/** One line of the knowledge, flat. */
export interface Entry {
  readonly library: Library;
  readonly module: string;
  readonly path: string;
  readonly fact: SymbolFact | string;
}

export function* entries(of: readonly Library[] = libraries): Generator<Entry> {
  for (const library of of) {
    for (const [module, symbols] of Object.entries(library.modules)) {
      for (const [path, fact] of Object.entries(symbols)) yield { library, module, path, fact };
    }
  }
}

/** Every argument that a fact speaks of. */
export function argumentsOf(fact: SymbolFact): readonly ArgumentRef[] {
  return [
    ...(fact.blocksUnless ?? []), ...(fact.idleIf ?? []), ...(fact.blocksIf ?? []), ...(fact.awaitableUnless ?? []), ...(fact.mayBeDroppedIf ?? []), ...(fact.returnsIf === undefined ? [] : [fact.returnsIf]), ...(fact.timeout?.by ?? []), ...(fact.calls ?? []), ...(fact.calls ?? []).flatMap(({ givesIf }) => givesIf ?? []),
    ...(fact.passes === undefined ? [] : [fact.passes]), ...(typeof fact.bounds === 'object' ? [fact.bounds] : []),
  ];
}

/** What `returns` and the like may say without naming a symbol. */
export const noSymbols: ReadonlySet<string> = new Set(['', 'this', 'call']);

/** Every symbol or module that a fact refers to. */
export function referencesOf(fact: SymbolFact | string): readonly string[] {
  if (typeof fact === 'string') return [fact];
  const { returns, returnsIf, enters, yields, is, instead } = fact;
  return [...(fact.bases ?? []), ...(fact.tuple ?? []), ...givenBy(fact), returns, returnsIf?.returns, enters, yields, is, instead].filter((name) => name !== undefined && !noSymbols.has(name)) as string[];
}

/** The classes of all that the functions are called with which it takes. */
export function givenBy(fact: SymbolFact): readonly string[] {
  return (fact.calls ?? []).flatMap(({ gives }) => gives ?? []);
}

/** The module and the path of `module:path`, the last `:` dividing; a Node module's own `:` is no divider. */
export function divided(symbol: string): { readonly module: string; readonly path: string | null } {
  const at = symbol.lastIndexOf(':');
  return at < 0 || symbol.slice(0, at) === 'node' ? { module: symbol, path: null } : { module: symbol.slice(0, at), path: symbol.slice(at + 1) };
}
