import type { SymbolFact } from './knowledge.js';

/** One fact said of several symbols, so that a table of facts stays readable. `paths` are divided by white space. */
export function each(paths: string, fact: SymbolFact): Record<string, SymbolFact> {
  return Object.fromEntries(words(paths).map((path) => [path, fact]));
}

/** Names that re-export the symbols of the same names in another module. `paths` are divided by white space. */
export function aliases(module: string, paths: string): Record<string, string> {
  return Object.fromEntries(words(paths).map((path) => [path, `${module}:${path}`]));
}

/** Members of a class: the same fact for several of them. `names` are divided by white space. */
export function members(path: string, names: string, fact: SymbolFact): Record<string, SymbolFact> {
  return each(words(names).map((name) => `${path}.${name}`).join(' '), fact);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Constants of a module, each known by its name, so that one among flags can be told. */
export function constants(module: string, names: string): Record<string, SymbolFact> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { property: true, is: `${module}:${name}` }]));
}
