import assert from 'node:assert/strict';
import { libraries } from '../../engine/knowledge/index.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import { overlap, rangeOf } from './ranges.js';
import { argumentsOf, divided, entries, givenBy, noSymbols, referencesOf, type Entry } from './symbols.js';

const all = [...entries()];
const name = (entry: Entry): string => `${entry.library.package} ${entry.module}:${entry.path}`;

/** The entries of a symbol in a language, over all libraries. */
function find(language: string, symbol: string): readonly Entry[] {
  const { module, path } = divided(symbol);
  return all.filter((entry) => entry.library.language === language && entry.module === module && (path === null || entry.path === path));
}

/** The fact behind an alias, or the fact itself. An alias of an alias is followed too. */
function resolved(entry: Entry): SymbolFact | undefined {
  let fact: SymbolFact | string | undefined = entry.fact;
  for (let hops = 0; typeof fact === 'string' && hops < 3; hops++) fact = find(entry.library.language, fact)[0]?.fact;
  return typeof fact === 'string' ? undefined : fact;
}

describe('knowledge', () => {
  it('names a source and a readable range for each library', () => {
    for (const library of libraries) {
      assert.match(library.source, /^https:\/\//, library.package);
      rangeOf(library.versions);
    }
  });

  it('refers only to symbols and modules that it has', () => {
    const missing = all.flatMap((entry) => referencesOf(entry.fact)
      .filter((symbol) => find(entry.library.language, symbol).length === 0)
      .map((symbol) => `${name(entry)} → ${symbol}`));
    assert.deepEqual(missing, []);
  });

  it('resolves each alias to a fact', () => {
    assert.deepEqual(all.filter((entry) => resolved(entry) === undefined).map(name), []);
  });

  it('yields instances of classes only', () => {
    const wrong = all.flatMap((entry) => {
      const fact = entry.fact;
      if (typeof fact === 'string') return [];
      const classes = [fact.returns, fact.enters, fact.yields, ...(fact.bases ?? []), ...(fact.tuple ?? []), ...givenBy(fact), fact.is]
        .filter((symbol): symbol is string => symbol !== undefined && !noSymbols.has(symbol) && divided(symbol).path !== null);
      return classes
        .filter((symbol) => symbol !== name(entry).slice(name(entry).indexOf(' ') + 1) && find(entry.library.language, symbol).some((target) => resolved(target)?.class !== true))
        .map((symbol) => `${name(entry)} → ${symbol}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('names members of classes and namespaces that it has, or of modules', () => {
    const wrong = all.filter((entry) => {
      if (typeof entry.fact === 'string' || entry.fact.class === true || !/^[A-Z]\w*\.\w+$/.test(entry.path)) return false;
      const owner = entry.path.slice(0, entry.path.lastIndexOf('.'));
      const namespaces = ['Promise', 'Object', 'Math', 'JSON', 'Number', 'Atomics'];
      return !namespaces.includes(owner) && !all.some((other) => other.library.language === entry.library.language && other.module === entry.module && other.path === owner);
    });
    assert.deepEqual(wrong.map(name), []);
  });

  it('says a symbol once for each version, and packages that share a global agree', () => {
    const wrong: string[] = [];
    const seen = new Map<string, Entry[]>();
    for (const entry of all) {
      const key = `${entry.library.language} ${entry.module}:${entry.path}`;
      const others = seen.get(key) ?? [];
      for (const other of others) {
        if (other.library.package === entry.library.package) {
          if (overlap(other.library.versions, entry.library.versions)) wrong.push(`${name(entry)} twice`);
        } else if (JSON.stringify(resolved(other)) !== JSON.stringify(resolved(entry))) {
          wrong.push(`${name(entry)} differs from ${name(other)}`);
        }
      }
      seen.set(key, [...others, entry]);
    }
    assert.deepEqual(wrong, []);
  });

  it('identifies each argument by name or position', () => {
    const wrong = all.filter((entry) => typeof entry.fact !== 'string'
      && argumentsOf(entry.fact).some((argument) => argument.name === undefined && argument.position === undefined));
    assert.deepEqual(wrong.map(name), []);
  });

  it('says of nothing that it both blocks and is awaited, and gives a cure only to what blocks', () => {
    const wrong = all.filter(({ fact }) => typeof fact !== 'string' && (
      (fact.blocks !== undefined && fact.awaitable !== undefined)
      || (fact.blocks === undefined && (fact.instead ?? fact.blocksIf ?? fact.blocksUnless) !== undefined)
      || (fact.awaitable === undefined && (fact.mayBeDropped ?? fact.mayBeDroppedIf ?? fact.awaitableUnless ?? fact.idleIf) !== undefined)
      || (fact.opaque === true && fact.returns !== undefined)
      || (fact.yields !== undefined && (fact.returns ?? fact.tuple) !== undefined)
    ));
    assert.deepEqual(wrong.map(name), []);
  });

  it('names an awaitable replacement for each blocking call that has one', () => {
    const wrong = all.filter((entry) => {
      if (typeof entry.fact === 'string' || entry.fact.instead === undefined) return false;
      return find(entry.library.language, entry.fact.instead).some((target) => resolved(target)?.awaitable === undefined);
    });
    assert.deepEqual(wrong.map(name), []);
  });
});
