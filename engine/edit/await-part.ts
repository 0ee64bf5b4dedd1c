import type { FunctionUnit } from '../project/unit.js';
import type { Value } from '../flow/step.js';
import type { Span } from '../text.js';
import { lineStartAt, statementIn, type Statement } from './statements.js';

/** An `await` as edits need it: what it waits for, where its value goes, and what belongs to its statement. */
export interface AwaitPart {
  readonly step: Value;
  /** The value that is awaited. */
  readonly call: Value;
  /** The await from its keyword to the end of its operand. */
  readonly span: Span;
  /** What a name would take the place of: the await with parentheses that stand around it for its sake alone. */
  readonly replaced: Span;
  /** The operand's source text. */
  readonly operand: string;
  /** The indentation of the line on which the await begins. */
  readonly base: string;
  readonly statement: Statement;
  /** The statement's whole lines with the comments directly above it and a blank line that would be left over. */
  readonly lines: Span;
  /** The comments on lines of their own directly above the statement, and the one behind it. */
  readonly comments: readonly string[];
  /** What the await's value is assigned to where the statement does nothing else; else null. */
  readonly target: string | null;
  /** `const`, `let` or `var` of a declaration of TypeScript, '' else. */
  readonly keyword: string;
  /** The annotation of the target, '' where there is none. */
  readonly annotation: string;
  /** The keyword argument's or property's name that the await is the value of, and where it begins; else null. */
  readonly key: { readonly name: string; readonly start: number } | null;
}

/** Reads an `await` step; null where its statement shares a line with others, or where it may be evaluated more or less often than its statement. */
export function readAwait(fn: FunctionUnit, step: Value): AwaitPart | null {
  const { file: { text, language }, flow } = fn;
  const own = flow.step(step);
  if (own.kind !== 'await') return null;
  const span: Span = { start: own.start, end: own.end };
  const statement = statementIn(fn, span);
  if (statement === null || !statement.alone || !isStraight(fn, step, statement)) return null;
  const operand = /^await[ \t]+([^]+)$/.exec(text.slice(span.start, span.end))?.[1];
  if (operand === undefined || operand.startsWith('(')) return null;
  const prefix = text.slice(statement.start, span.start);
  const suffix = text.slice(span.end, statement.end);
  // Another variable is declared in the same statement.
  if (language === 'typescript' && /^(?:const|let|var)\b/.test(prefix) && /^\s*\)*\s*,/.test(suffix)) return null;
  const assigned = language === 'python' ? pythonTarget(prefix, suffix) : typescriptTarget(prefix, suffix);
  const lineStart = lineStartAt(text, span.start);
  return {
    step, call: own.of, span, replaced: parenthesized(text, span), operand, statement,
    base: /^[ \t]*/.exec(text.slice(lineStart, span.start))![0],
    ...surroundings(fn, statement), ...(assigned ?? { target: null, keyword: '', annotation: '' }),
    key: keyOf(prefix, statement.start),
  };
}

function keyOf(prefix: string, start: number): AwaitPart['key'] {
  const found = /(?<=[{(,]\s*)([A-Za-z_$][\w$]*)\s*[=:]\s*$/.exec(prefix);
  return found === null ? null : { name: found[1]!, start: start + found.index };
}

/** Whether an await is evaluated once whenever its statement is. */
function isStraight({ flow }: FunctionUnit, step: Value, statement: Statement): boolean {
  const arm = flow.parent(step);
  if (arm < 0) return true;
  const around = flow.parent(arm);
  // An arm that begins before the statement is that of a block around it; a loop's test stands in an arm of the loop's own.
  return flow.kind(arm) === 'arm' && flow.start(arm) <= statement.start && statement.end <= flow.end(arm) && (around < 0 || flow.start(around) < statement.start);
}

interface Assigned {
  readonly target: string;
  readonly keyword: string;
  readonly annotation: string;
}

function pythonTarget(prefix: string, suffix: string): Assigned | null {
  const found = /^([\w.]+(?:\[[\w.'"]+\])?|\(?[\w.]+(?:, *[\w.]+)+,?\)?)(?: *: *([^=\n]+?))? *= *(\(\s*)?$/.exec(prefix);
  if (found === null || !(found[3] === undefined ? suffix === '' : /^,?\s*\)$/.test(suffix) && !suffix.includes(','))) return null;
  return { target: found[1]!, keyword: '', annotation: found[2] ?? '' };
}

function typescriptTarget(prefix: string, suffix: string): Assigned | null {
  const found = /^(?:(const|let|var)\s+)?([^]+?)\s*=\s*(\(\s*)?$/.exec(prefix);
  if (found === null || !(found[3] === undefined ? /^;?$/ : /^\s*\);?$/).test(suffix)) return null;
  const [, keyword = '', left] = found;
  if (/\/[/*]|=/.test(left!)) return null;
  if (keyword === '') return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$#][\w$]*)*$/.test(left!) ? { target: left!, keyword, annotation: '' } : null;
  const pattern = /^[A-Za-z_$][\w$]*|^\{[^{}[\]]*\}|^\[[^{}[\]]*\]/.exec(left!)?.[0];
  const rest = pattern === undefined ? undefined : /^(?:\s*:\s*([^]+))?$/.exec(left!.slice(pattern.length));
  return pattern === undefined || rest === null || rest === undefined ? null : { target: pattern, keyword, annotation: rest[1] ?? '' };
}

/** The await with the parentheses around it that a name needs none of: `(await f()).x`, `a = (await f()) ?? b`; not those of a call or a test. */
function parenthesized(text: string, { start, end }: Span): Span {
  if (text[start - 1] !== '(' || text[end] !== ')') return { start, end };
  const isChained = /^(?:\.|\[|\?\.)/.test(text.slice(end + 1, end + 3)) && !/[\w$)\]]/.test(text[start - 2] ?? '');
  const isOperand = /[=([{,:?&|+\-*/<>!.]\s*$/.test(text.slice(Math.max(0, start - 40), start - 1));
  return isChained || isOperand ? { start: start - 1, end: end + 1 } : { start, end };
}

function surroundings({ file: { text, language } }: FunctionUnit, statement: Statement): Pick<AwaitPart, 'lines' | 'comments'> {
  const sign = language === 'python' ? '#' : '//';
  const comments: string[] = [];
  let start = statement.lineStart;
  for (;;) {
    const line = lineBefore(text, start);
    const comment = line === null ? '' : text.slice(line, start).trim();
    if (line === null || !comment.startsWith(sign)) break;
    comments.unshift(comment);
    start = line;
  }
  const behind = text.slice(statement.end, statement.lineEnd).replace(/^[ \t]*;/, '').trim();
  if (behind !== '') comments.push(behind);
  const before = lineBefore(text, start);
  const isBlankBefore = before !== null && text.slice(before, start).trim() === '';
  const rest = text.slice(statement.lineEnd, statement.lineEnd + 400);
  const next = /^[ \t]*/.exec(rest)![0];
  const isLeftOver = /^[ \t]*(?:[\r\n]|$)/.test(rest) || rest[next.length] === '}' || next.length < statement.indentation.length;
  return { lines: { start: isBlankBefore && isLeftOver ? before : start, end: statement.lineEnd }, comments };
}

/** Where the line before the one that begins at an offset begins; null at the beginning. */
function lineBefore(text: string, start: number): number | null {
  if (start === 0 || !/[\r\n]/.test(text[start - 1]!)) return null;
  const end = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
  return lineStartAt(text, end);
}
