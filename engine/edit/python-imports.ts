import { flowOf, type FileFacts, type ImportFact } from '../facts/facts.js';
import type { Span } from '../text.js';
import type { TextEdit } from '../rule.js';
import { lineEndOf } from './edits.js';
import { insertItem, placeAmong } from './lists.js';
import { isHidden, isTaken, timesWritten, type KnownName } from './names.js';
import { lineEndAt } from './statements.js';

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
  return bindsOther(facts, first) ? null : { name, edits: [newImport(text, facts, module)] };
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
    return { name, edits: insertItem(text, items, placeAmong(items.map((fact) => fact.name!), name), name) };
  }
  return whole === null ? null : { name: `${whole.name}.${name}`, edits: whole.edits };
}

/** The innermost statement that holds an offset. */
export function statementAt({ statements, length }: FileFacts, offset: number): Span {
  let found: Span = { start: 0, end: length };
  for (let at = 0; at < statements.length && statements[at]! <= offset; at += 3) {
    if (offset <= statements[at + 1]!) found = { start: statements[at]!, end: statements[at + 1]! };
  }
  return found;
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

/** An import statement that stands at the beginning of a line, outside of every block. */
export interface Statement {
  readonly start: number;
  /** Behind the end of its last line. */
  readonly end: number;
  readonly module: string;
  /** `import m`, not `from m import n`. */
  readonly plain: boolean;
}

function newImport(text: string, facts: FileFacts, module: string): TextEdit {
  const lineEnd = lineEndOf(text);
  const line = `import ${module}${lineEnd}`;
  const statements = statementsOf(text, facts);
  const future = statements.filter((statement) => statement.module === '__future__').at(-1);
  const group = firstGroup(text, statements.filter((statement) => statement.module !== '__future__'));
  if (group.length === 0) return newGroup(text, future?.end ?? headerEnd(text, facts), line, lineEnd);
  const plain = group.filter((statement) => statement.plain);
  const next = plain.find((statement) => statement.module > module) ?? (plain.length === 0 ? group[0] : undefined);
  if (next?.module.startsWith('.')) return insertion(next.start, line + lineEnd);
  return next !== undefined ? insertion(next.start, line) : insertion(...lineAt(text, plain.at(-1)!.end, line, lineEnd));
}

/** A group of its own: a blank line before and behind it, where there are none and something else stands there. */
export function newGroup(text: string, at: number, line: string, lineEnd: string): TextEdit {
  const before = at === startOf(text) || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at)) ? '' : lineEnd;
  const after = text.slice(at).trim() === '' || /^[ \t]*[\r\n]/.test(text.slice(at)) ? '' : lineEnd;
  return insertion(...lineAt(text, at, before + line + after, lineEnd));
}

/** A line at the beginning of a line, or behind a last line that has no end. */
export function lineAt(text: string, at: number, line: string, lineEnd: string): [number, string] {
  const begins = at === startOf(text) || /[\r\n]/.test(text[at - 1]!);
  return [at, begins ? line : lineEnd + line];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The statements of the file's imports that begin a line, in order. Those in blocks and behind semicolons are left out. */
export function statementsOf(text: string, facts: FileFacts): readonly Statement[] {
  const statements: Statement[] = [];
  for (const fact of facts.imports) {
    if (fact.function !== 0 || fact.dynamic) continue;
    const { start, end } = statementAt(facts, fact.start);
    if (start !== startOf(text) && !/[\r\n]/.test(text[start - 1] ?? '')) continue;
    const statement = { start, end: lineEndAt(text, end), module: fact.module, plain: text.startsWith('import', start) };
    if (statements.at(-1)?.start === start) statements.splice(-1, 1, { ...statements.at(-1)!, end: statement.end });
    else statements.push(statement);
  }
  return statements;
}

/** The statements up to the first that does not stand in the line behind the one before. */
function firstGroup(text: string, statements: readonly Statement[]): readonly Statement[] {
  const end = statements.findIndex((statement, i) => i > 0 && text.slice(statements[i - 1]!.end, statement.start) !== '');
  return end < 0 ? statements : statements.slice(0, end);
}

/** Behind the docstring, or else behind the comments that the file begins with. */
export function headerEnd(text: string, facts: FileFacts): number {
  const flow = flowOf(facts, facts.functions[0]!);
  const first = flow.length > 1 && flow.kind(1) === 'drop' ? flow.step(0) : undefined;
  if (first?.kind === 'const' && first.form === 'string') return lineEndAt(text, first.end);
  const comments = /(?:#[^\r\n]*(?:\r\n|\n|\r|$))*/y;
  comments.lastIndex = startOf(text);
  comments.exec(text);
  return comments.lastIndex;
}

/** Behind a byte order mark. */
function startOf(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}
