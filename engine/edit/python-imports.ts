import { flowOf, type FileFacts, type FunctionFact, type ImportFact } from '../facts/facts.js';
import { positionAt } from '../text.js';
import type { TextEdit } from '../rule.js';
import { lineEndOf } from './edits.js';

/** A module as the code of a function may name it, and what has to be added for that. */
export interface KnownModule {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Makes a module known to a function of a Python file: by the name under which the file has imported it, else by an
 * `import` in alphabetical order among the file's first imports, or behind its docstring and its leading comments.
 * @param module a dotted name, such as `asyncio`.
 * @param fn the index of the function whose code is to name the module.
 * @returns null where the name stands for something else in that function.
 */
export function importModule(text: string, facts: FileFacts, module: string, fn: number): KnownModule | null {
  const found = facts.imports.find((fact) => fact.module === module && bindsModule(fact) && fact.function === 0 && isTopLevel(facts, fact));
  const name = found === undefined || found.root ? module : found.local;
  const first = name.split('.')[0]!;
  if (isHidden(facts, fn, first)) return null;
  if (found !== undefined) return { name, edits: [] };
  return bindsOther(facts, first) ? null : { name, edits: [newImport(text, facts, module)] };
}

/** Whether an import binds the module itself when the program runs. */
function bindsModule(fact: ImportFact): boolean {
  return fact.name === null && fact.local !== '' && !fact.typeOnly && !fact.dynamic;
}

/** Whether an import always runs, as the first statement of no branch, loop or try. */
function isTopLevel(facts: FileFacts, fact: ImportFact): boolean {
  const flow = flowOf(facts, facts.functions[0]!);
  const index = facts.imports.indexOf(fact);
  for (let i = 0; i < flow.length; i++) {
    if (flow.kind(i) !== 'const' || flow.parent(i) >= 0) continue;
    const step = flow.step(i);
    if (step.kind === 'const' && step.form === 'import' && step.import === index) return true;
  }
  return false;
}

/** Whether a function, or one around it, has a variable of this name. */
function isHidden(facts: FileFacts, fn: number, name: string): boolean {
  for (let at = facts.functions[fn]; at !== undefined && at.parent >= 0; at = facts.functions[at.parent]) {
    if (at.parameters.some((parameter) => parameter.name === name)) return true;
    if (at.form !== 'class' && writes(facts, at, 'local', name)) return true;
  }
  return false;
}

/** Whether the module's variable of this name holds anything but the package of the same name. */
function bindsOther(facts: FileFacts, name: string): boolean {
  const packageImports = facts.imports.filter((fact) => fact.function === 0 && fact.local === name && bindsModule(fact) && fact.module.split('.')[0] === name);
  return packageImports.length === 0 && facts.functions.some((fn) => writes(facts, fn, 'module', name));
}

function writes(facts: FileFacts, fn: FunctionFact, scope: 'local' | 'module', name: string): boolean {
  const flow = flowOf(facts, fn);
  for (let i = 0; i < flow.length; i++) {
    if (flow.kind(i) !== 'write') continue;
    const step = flow.step(i);
    if (step.kind === 'write' && step.place.scope === scope && step.place.name === name && step.place.keys.length === 0) return true;
  }
  return false;
}

/** An import statement that stands at the beginning of a line, outside of every block. */
interface Statement {
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
function newGroup(text: string, at: number, line: string, lineEnd: string): TextEdit {
  const before = at === startOf(text) || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at)) ? '' : lineEnd;
  const after = text.slice(at).trim() === '' || /^[ \t]*[\r\n]/.test(text.slice(at)) ? '' : lineEnd;
  return insertion(...lineAt(text, at, before + line + after, lineEnd));
}

/** A line at the beginning of a line, or behind a last line that has no end. */
function lineAt(text: string, at: number, line: string, lineEnd: string): [number, string] {
  const begins = at === startOf(text) || /[\r\n]/.test(text[at - 1]!);
  return [at, begins ? line : lineEnd + line];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The statements of the file's imports that begin a line, in order. Those in blocks and behind semicolons are left out. */
function statementsOf(text: string, facts: FileFacts): readonly Statement[] {
  const statements: Statement[] = [];
  for (const fact of facts.imports) {
    if (fact.function !== 0 || fact.dynamic) continue;
    const start = statementStart(text, facts, fact.start);
    if (start < 0) continue;
    const statement = { start, end: statementEnd(text, start, fact.end), module: fact.module, plain: text.startsWith('import', start) };
    if (statements.at(-1)?.start === start) statements.splice(-1, 1, { ...statements.at(-1)!, end: statement.end });
    else statements.push(statement);
  }
  return statements;
}

const importKeyword = /^(?:import|from)\b/;

/** Where the import statement begins that the name at `at` stands in; -1 where it does not begin a line. */
function statementStart(text: string, facts: FileFacts, at: number): number {
  let { line } = positionAt(facts.lineStarts, at);
  const lineStart = (): number => Math.max(facts.lineStarts[line]!, startOf(text));
  // A line behind a backslash belongs to the one before, whatever it begins with.
  const begins = (): boolean => importKeyword.test(text.slice(lineStart(), lineStart() + 7)) && !/\\[\r\n]+$/.test(text.slice(Math.max(0, lineStart() - 3), lineStart()));
  while (line > 0 && !begins()) line--;
  const head = text.slice(lineStart(), at);
  const isOne = isOpen(head) || !/[\r\n]/.test(head.replace(/\\(?:\r\n|\r|\n)/g, ''));
  return begins() && isOne ? lineStart() : -1;
}

/** Behind the line in which a statement ends, of whose names the last ends at `end`. */
function statementEnd(text: string, start: number, end: number): number {
  const close = isOpen(text.slice(start, end)) ? text.indexOf(')', end) : end;
  return behindLine(text, close < 0 ? end : close);
}

function isOpen(head: string): boolean {
  return head.lastIndexOf('(') > head.lastIndexOf(')');
}

function behindLine(text: string, at: number): number {
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = at;
  return lineEnd.exec(text) === null ? text.length : lineEnd.lastIndex;
}

/** The statements up to the first that does not stand in the line behind the one before. */
function firstGroup(text: string, statements: readonly Statement[]): readonly Statement[] {
  const end = statements.findIndex((statement, i) => i > 0 && text.slice(statements[i - 1]!.end, statement.start) !== '');
  return end < 0 ? statements : statements.slice(0, end);
}

/** Behind the docstring, or else behind the comments that the file begins with. */
function headerEnd(text: string, facts: FileFacts): number {
  const flow = flowOf(facts, facts.functions[0]!);
  const first = flow.length > 1 && flow.kind(1) === 'drop' ? flow.step(0) : undefined;
  if (first?.kind === 'const' && first.form === 'string') return behindLine(text, first.end);
  const comments = /(?:#[^\r\n]*(?:\r\n|\n|\r|$))*/y;
  comments.lastIndex = startOf(text);
  comments.exec(text);
  return comments.lastIndex;
}

/** Behind a byte order mark. */
function startOf(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}
