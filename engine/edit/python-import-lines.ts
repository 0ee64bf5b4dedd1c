import type { FileFacts, ImportFact } from '../facts/facts.js';
import type { TextEdit } from '../rule.js';
import { insertItem, placeAmong } from './lists.js';
import { isHidden, isTaken, timesWritten } from './names.js';
import { newLines, rankOf, statementAt, type Line } from './python-import-blocks.js';
import { importModule, isTopLevel } from './python-imports.js';

/** A name that code which is to be inserted takes for granted: a module (`name` null), or a member of one. */
export interface WantedImport {
  readonly module: string;
  readonly name: string | null;
  /** What the code calls it. */
  readonly local: string;
}

/** What has to be added for all that is wanted, and by which names the code has to call what the file knows by others. */
export interface Imported {
  readonly edits: readonly TextEdit[];
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Makes modules and members of modules known to a function of a Python file: by what is imported already, else by one
 * more name in an import `from` the module, else by new imports, those of the standard library in its first group and
 * others in a group behind it, in the order that isort and Ruff keep.
 * @returns null where a name stands for something else there.
 */
export function importAll(text: string, facts: FileFacts, wanted: readonly WantedImport[], fn: number): Imported | null {
  const edits: TextEdit[] = [];
  const renamed = new Map<string, string>();
  const fresh: WantedImport[] = [];
  for (const each of wanted) {
    const several = wanted.filter(({ module }) => module === each.module).length > 1;
    const known = each.name === null ? knownModule(text, facts, each.module, fn) : knownMember(text, facts, each.module, each.name, fn, several);
    if (known === null) return null;
    if (known === 'missing') fresh.push(each);
    else {
      edits.push(...known.edits);
      if (known.name !== each.local) renamed.set(each.local, known.name);
    }
  }
  return { edits: [...edits, ...newLines(text, facts, linesOf(fresh), fn)], renamed };
}

interface Known {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

function knownModule(text: string, facts: FileFacts, module: string, fn: number): Known | 'missing' | null {
  const known = importModule(text, facts, module, fn);
  return known === null ? null : known.edits.length > 0 ? 'missing' : known;
}

/** @param several whether other names are wanted of the module, all of which would bring along a comma that is missing. */
function knownMember(text: string, facts: FileFacts, module: string, name: string, fn: number, several: boolean): Known | 'missing' | null {
  const from = facts.imports.filter((fact) => isFrom(fact, module) && isTopLevel(facts, fact));
  const own = from.find((fact) => fact.name === name && timesWritten(facts, fact.local) === 1 && !isHidden(facts, fn, fact.local));
  if (own !== undefined) return { name: own.local, edits: [] };
  if (isTaken(facts, name) || isHidden(facts, fn, name)) return null;
  const last = from.at(-1);
  if (last === undefined) return 'missing';
  const { start, end } = statementAt(facts, last.start);
  const items = facts.imports.filter((fact) => fact.start >= start && fact.end <= end);
  const edits = insertItem(text, items, placeAmong(items.map((fact) => fact.name!), name, rankOf), name);
  return several && edits.length > 1 ? 'missing' : { name, edits };
}

function isFrom(fact: ImportFact, module: string): boolean {
  return fact.module === module && fact.name !== null && fact.local !== '' && !fact.typeOnly && fact.function === 0;
}

function linesOf(wanted: readonly WantedImport[]): readonly Line[] {
  const plain = wanted.filter(({ name }) => name === null).map(({ module }): Line => ({ module, plain: true, text: `import ${module}` }));
  const modules = [...new Set(wanted.filter(({ name }) => name !== null).map(({ module }) => module))];
  const from = modules.map((module): Line => {
    const names = wanted.filter((each) => each.module === module && each.name !== null).map(({ name }) => name!);
    return { module, plain: false, text: `from ${module} import ${names.sort().join(', ')}` };
  });
  return [...plain, ...from].sort((a, b) => Number(b.plain) - Number(a.plain) || (a.module < b.module ? -1 : 1));
}
