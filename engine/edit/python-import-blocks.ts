import { flowOf, type FileFacts } from '../facts/facts.js';
import { standardModules } from '../knowledge/python/standard-modules.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { lineEndAt } from './statements.js';

/**
 * Where new imports of Python stand: among those that are there, in the groups and the order of isort and Ruff, as far as the file keeps
 * them. The standard library comes first, then other packages, then the project's own and relative imports.
 */

/** A statement to be written. */
export interface Line {
  readonly module: string;
  readonly plain: boolean;
  readonly text: string;
}

/**
 * The edits that add import statements.
 * @param fn the function that uses them: what the module itself uses has to stand before all its code.
 */
export function newLines(text: string, facts: FileFacts, lines: readonly Line[], fn: number): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const statements = statementsOf(text, facts);
  const future = statements.filter(({ module }) => module === '__future__').at(-1);
  const all = groupsOf(text, statements.filter(({ module }) => module !== '__future__'));
  const groups = fn === 0 ? all.slice(0, 1 + beforeCode(text, all)) : all;
  const standard = lines.filter(({ module }) => isStandard(module));
  const others = lines.filter(({ module }) => !isStandard(module));
  const block = (of: readonly Line[]): string => of.map((line) => line.text + lineEnd).join('');
  const [first] = groups;
  if (first === undefined) {
    const both = [standard, others].filter((each) => each.length > 0).map(block).join(lineEnd);
    return [newGroup(text, future?.end ?? headerEnd(text, facts), both, lineEnd)];
  }
  const home = groups.find((group) => group.some(({ module }) => isStandard(module)));
  const away = groups.find((group) => group.some(({ module }) => !isStandard(module) && !isOwn(facts, module)));
  const inFront = (of: readonly Line[]): TextEdit => insertion(behindHeading(text, first[0]!.start), block(of) + lineEnd);
  const edits: TextEdit[] = [];
  if (standard.length > 0) edits.push(...(home === undefined ? [inFront(standard)] : within(text, home, standard, lineEnd)));
  if (others.length > 0) {
    if (away !== undefined) edits.push(...within(text, away, others, lineEnd));
    else if (home !== undefined) edits.push(insertion(...lineAt(text, home.at(-1)!.end, lineEnd + block(others), lineEnd)));
    else edits.push(inFront(others));
  }
  return joined(edits);
}

/** How many groups follow the first one with nothing but blank lines and comments between. */
function beforeCode(text: string, groups: readonly (readonly Statement[])[]): number {
  const isCode = (i: number): boolean => /^[ \t]*[^#\s]/m.test(text.slice(groups[i]!.at(-1)!.end, groups[i + 1]![0]!.start));
  let count = 0;
  while (count + 1 < groups.length && !isCode(count)) count++;
  return count;
}

/** Whether a module is the project's own, as far as its name tells: it is relative, or a folder around the file has its name. */
function isOwn({ path }: FileFacts, module: string): boolean {
  return module.startsWith('.') || path.split('/').slice(0, -1).includes(module.split('.')[0]!);
}

/** Above the comments that stand directly above an import, where these are not those that the file begins with. */
function behindHeading(text: string, at: number): number {
  const comments = /(?:(?<=^|[\r\n])#[^\r\n]*(?:\r\n|\n|\r))+$/.exec(text.slice(0, at))?.[0].length ?? 0;
  return comments > 0 && /[\r\n][ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at - comments)) ? at - comments : at;
}

/** The innermost statement that holds an offset. */
export function statementAt({ statements, length }: FileFacts, offset: number): Span {
  let found: Span = { start: 0, end: length };
  for (let at = 0; at < statements.length && statements[at]! <= offset; at += 3) {
    if (offset <= statements[at + 1]!) found = { start: statements[at]!, end: statements[at + 1]! };
  }
  return found;
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

/** A group of its own: a blank line before and behind it, where there are none and something else stands there. */
function newGroup(text: string, at: number, line: string, lineEnd: string): TextEdit {
  const before = at === startOf(text) || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at)) ? '' : lineEnd;
  // Two blank lines stand before a definition.
  const after = text.slice(at).trim() === '' || /^[ \t]*[\r\n]/.test(text.slice(at)) ? '' : /^(?:@|(?:async )?def |class )/.test(text.slice(at)) ? lineEnd + lineEnd : lineEnd;
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
    const { start, end } = statementAt(facts, fact.start);
    if (start !== startOf(text) && !/[\r\n]/.test(text[start - 1] ?? '')) continue;
    const statement = { start, end: lineEndAt(text, end), module: fact.module, plain: text.startsWith('import', start) };
    if (statements.at(-1)?.start === start) statements.splice(-1, 1, { ...statements.at(-1)!, end: statement.end });
    else statements.push(statement);
  }
  return statements;
}

/** Behind the docstring, or else behind the comments that the file begins with. */
function headerEnd(text: string, facts: FileFacts): number {
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

/**
 * Lines among the statements of a group, each before the first of its kind that comes later in the alphabet; of either kind where
 * the group is ordered by modules alone (isort's `force_sort_within_sections`).
 */
function within(text: string, group: readonly Statement[], lines: readonly Line[], lineEnd: string): readonly TextEdit[] {
  const isMixed = group.some(({ plain }, i) => plain && i > 0 && !group[i - 1]!.plain) && group.every(({ module }, i) => i === 0 || keyOf(group[i - 1]!.module) <= keyOf(module));
  return lines.map((line) => {
    const alike = isMixed ? group : group.filter(({ plain }) => plain === line.plain);
    const next = alike.find(({ module }) => keyOf(module) > keyOf(line.module)) ?? (line.plain && alike.length === 0 ? group[0] : undefined);
    if (next !== undefined) return insertion(next.start, line.text + lineEnd);
    return insertion(...lineAt(text, (alike.at(-1) ?? group.at(-1)!).end, line.text + lineEnd, lineEnd));
  });
}

function keyOf(module: string): string {
  return module.toLowerCase();
}

/** The order of isort and Ruff among the names of one import: constants, classes, then the others. */
export function rankOf(name: string): number {
  return name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase() ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
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
