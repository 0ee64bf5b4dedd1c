import type { TextEdit } from '../rule.js';
import type { Language, Span } from '../text.js';
import { skipBlanks } from './blanks.js';

/**
 * Awaits an expression: `await ` before it, and parentheses around both where what stands beside it would otherwise be
 * awaited too, or could not be parsed.
 * @param expression the span of a call, name or chain, from its first token to its last; not of an operation.
 * @returns the edits, which don't overlap; null where no edit of the expression alone is sure to keep the meaning.
 */
export function insertAwait(text: string, language: Language, expression: Span): readonly TextEdit[] | null {
  const { start, end } = expression;
  const needed = language === 'python' ? pythonNeeds(text, expression) : typescriptNeeds(text, expression);
  if (!needed) return [{ start, end: start, text: 'await ' }];
  const before = language === 'python' ? '' : separator(text, start);
  return before === null ? null : [{ start, end: start, text: `${before}(await ` }, { start: end, end, text: ')' }];
}

/** In Python `await` takes a primary and binds closer than every operator: only a chain that goes on, or another await, is in its way. */
function pythonNeeds(text: string, { start, end }: Span): boolean {
  // A chain goes on in the next line only within brackets; parentheses do no harm elsewhere.
  const next = text[skipBlanks(text, 'python', end)];
  return next === '.' || next === '[' || next === '(' || /\bawait[ \t]+$/.test(text.slice(Math.max(0, start - 40), start));
}

/** In TypeScript `await` is a unary operator: no chain may go on behind it, and it can't be the base of a power or a superclass. */
function typescriptNeeds(text: string, { start, end }: Span): boolean {
  const rest = text.slice(skipBlanks(text, 'typescript', end)).slice(0, 3);
  const chain = /^(?:\.|\[|\(|`|\?\.(?!\d)|!(?!=))/.test(rest);
  return chain || rest.startsWith('**') || /(?:\bextends\s+|@)$/.test(text.slice(Math.max(0, start - 40), start));
}

/** Words behind which an expression or statement is still to come. */
const unfinished: ReadonlySet<string> = new Set([
  'else', 'do', 'case', 'default', 'extends', 'in', 'of', 'instanceof', 'typeof', 'void', 'delete', 'new', 'await',
]);

/**
 * What has to stand before a parenthesis so that the line before is not taken for the callee: a semicolon where that
 * line relies on the line's end. Null where it can't be told whether a statement begins here.
 */
function separator(text: string, start: number): '' | ';' | null {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  if (text.slice(lineStart, start).trim() !== '') return '';
  const before = /([\w$]+|[^\s\w$])\s*$/.exec(withoutComments(text.slice(0, lineStart)))?.[1];
  if (before === undefined || '{;,([=:?&|+-*%<>!~^'.includes(before) || unfinished.has(before)) return '';
  // `if (x)` has its statement on the next line; `}` may end a block or an object.
  if (before === ')' || before === '}' || before === '/') return null;
  return ';';
}

/** The last lines of a text with their comments blanked, as far as needed to find what stands before. */
function withoutComments(text: string): string {
  return text.slice(-2000).replace(/\/\*[^]*?\*\//g, ' ').replace(/(^|[^:"'`\\])\/\/.*$/gm, '$1');
}
