import { flowOf, type FileFacts, type ImportFact } from '../facts/facts.js';
import { insertItem, placeAmong } from './lists.js';
import { isHidden, isTaken, timesWritten, type KnownName } from './names.js';
import { newLines, rankOf, statementAt } from './python-import-blocks.js';

/**
 * Makes a module known to a function of a Python file: by the name under which the file has imported it, else by an
 * `import` in alphabetical order among the file's first imports, or behind its docstring and its leading comments.
 * @param module a dotted name, such as `asyncio`.
 * @param fn the index of the function whose code is to name the module.
 * @returns null where the name stands for something else in that function.
 */
export function importModule(text: string, facts: FileFacts, module: string, fn: number): KnownName | null {
  const found = facts.imports.find((fact) => fact.module === module && bindsModule(fact) && fact.function === 0 && isTopLevel(facts, fact));
  const name = found === undefined || found.root ? module : found.local;
  const first = name.split('.')[0]!;
  if (isHidden(facts, fn, first)) return null;
  if (found !== undefined) return { name, edits: [] };
  return bindsOther(facts, first) ? null : { name, edits: newLines(text, facts, [{ module, plain: true, text: `import ${module}` }], fn) };
}

/**
 * Makes a member of a module known to a function of a Python file, in the file's own style: by the name under which the
 * file has imported it, else as a member of the module, where that is imported, else by one more name in an import `from`
 * that module, else as a member of the module by a new `import`.
 * @param module a dotted name. @param name a member of it, without dots.
 * @returns null where the names stand for something else in that function.
 */
export function importMember(text: string, facts: FileFacts, module: string, name: string, fn: number): KnownName | null {
  const from = facts.imports.filter((fact) => fact.module === module && fact.name !== null && fact.local !== '' && !fact.typeOnly && fact.function === 0 && isTopLevel(facts, fact));
  const own = from.find((fact) => fact.name === name && timesWritten(facts, fact.local) === 1 && !isHidden(facts, fn, fact.local));
  if (own !== undefined) return { name: own.local, edits: [] };
  const whole = importModule(text, facts, module, fn);
  const last = from.at(-1);
  const isFree = (whole === null || whole.edits.length > 0) && last !== undefined && !isTaken(facts, name) && !isHidden(facts, fn, name);
  if (isFree) {
    const line = statementAt(facts, last.start);
    const items = facts.imports.filter(({ start, end }) => start >= line.start && end <= line.end);
    return { name, edits: insertItem(text, items, placeAmong(items.map((fact) => fact.name!), name, rankOf), name) };
  }
  return whole === null ? null : { name: `${whole.name}.${name}`, edits: whole.edits };
}

/** Whether an import binds the module itself when the program runs. */
function bindsModule(fact: ImportFact): boolean {
  return fact.name === null && fact.local !== '' && !fact.typeOnly && !fact.dynamic;
}

/** Whether an import always runs, as the first statement of no branch, loop or try. */
export function isTopLevel(facts: FileFacts, fact: ImportFact): boolean {
  const flow = flowOf(facts, facts.functions[0]!);
  const index = facts.imports.indexOf(fact);
  for (let i = 0; i < flow.length; i++) {
    if (flow.kind(i) !== 'const' || flow.parent(i) >= 0) continue;
    const step = flow.step(i);
    if (step.kind === 'const' && step.form === 'import' && step.import === index) return true;
  }
  return false;
}

/** Whether the module's variable of this name holds anything but the package of the same name. */
function bindsOther(facts: FileFacts, name: string): boolean {
  const packageImports = facts.imports.filter((fact) => fact.function === 0 && fact.local === name && bindsModule(fact) && fact.module.split('.')[0] === name);
  return packageImports.length === 0 && timesWritten(facts, name) > 0;
}
