import type { FileFacts, ImportFact } from '../facts/facts.js';
import { standardModules } from '../knowledge/python/standard-modules.js';
import type { TextEdit } from '../rule.js';
import { lineEndOf } from './edits.js';
import { insertItem, placeAmong } from './lists.js';
import { isHidden, isTaken, timesWritten } from './names.js';
import { headerEnd, importModule, isTopLevel, lineAt, newGroup, statementAt, statementsOf, type Statement } from './python-imports.js';

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
  return { edits: [...edits, ...newLines(text, facts, fresh)], renamed };
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
  const edits = insertItem(text, items, placeAmong(items.map((fact) => fact.name!), name), name);
  return several && edits.length > 1 ? 'missing' : { name, edits };
}

function isFrom(fact: ImportFact, module: string): boolean {
  return fact.module === module && fact.name !== null && fact.local !== '' && !fact.typeOnly && fact.function === 0;
}

/** A statement to be written. */
interface Line {
  readonly module: string;
  readonly plain: boolean;
  readonly text: string;
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

function newLines(text: string, facts: FileFacts, wanted: readonly WantedImport[]): readonly TextEdit[] {
  if (wanted.length === 0) return [];
  const lines = linesOf(wanted);
  const lineEnd = lineEndOf(text);
  const statements = statementsOf(text, facts);
  const future = statements.filter(({ module }) => module === '__future__').at(-1);
  const groups = groupsOf(text, statements.filter(({ module }) => module !== '__future__'));
  const standard = lines.filter(({ module }) => isStandard(module));
  const others = lines.filter(({ module }) => !isStandard(module));
  const home = groups.find((group) => group.some(({ module }) => isStandard(module)));
  const away = groups.findLast((group) => group.some(({ module }) => !isStandard(module) && !module.startsWith('.')));
  const block = (of: readonly Line[]): string => of.map((line) => line.text + lineEnd).join('');
  if (groups.length === 0) {
    const both = [standard, others].filter((each) => each.length > 0).map(block).join(lineEnd);
    return [newGroup(text, future?.end ?? headerEnd(text, facts), both, lineEnd)];
  }
  const edits: TextEdit[] = [];
  if (standard.length > 0) edits.push(...(home === undefined ? [insertion(groups[0]![0]!.start, block(standard) + lineEnd)] : within(text, home, standard, lineEnd)));
  if (others.length > 0) {
    const behind = home?.at(-1) ?? undefined;
    if (away !== undefined) edits.push(...within(text, away, others, lineEnd));
    else if (behind !== undefined) edits.push(insertion(...lineAt(text, behind.end, lineEnd + block(others), lineEnd)));
    else edits.push(insertion(groups[0]![0]!.start, block(others) + lineEnd));
  }
  return joined(edits);
}

/** Lines among the statements of a group, each before the first of its kind that comes later in the alphabet. */
function within(text: string, group: readonly Statement[], lines: readonly Line[], lineEnd: string): readonly TextEdit[] {
  return lines.map((line) => {
    const alike = group.filter(({ plain }) => plain === line.plain);
    const next = alike.find(({ module }) => module > line.module) ?? (line.plain && alike.length === 0 ? group[0] : undefined);
    if (next !== undefined) return insertion(next.start, line.text + lineEnd);
    return insertion(...lineAt(text, (alike.at(-1) ?? group.at(-1)!).end, line.text + lineEnd, lineEnd));
  });
}

/** Insertions at one place become one, in their order. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const by = new Map<number, string>();
  for (const { start, text } of edits) by.set(start, (by.get(start) ?? '') + text);
  return [...by].map(([start, text]) => insertion(start, text));
}

/** Statements that follow each other line by line. */
function groupsOf(text: string, statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const groups: Statement[][] = [];
  for (const statement of statements) {
    const last = groups.at(-1);
    if (last !== undefined && text.slice(last.at(-1)!.end, statement.start) === '') last.push(statement);
    else groups.push([statement]);
  }
  return groups;
}

function isStandard(module: string): boolean {
  return standardModules.has(module.split('.')[0]!);
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
