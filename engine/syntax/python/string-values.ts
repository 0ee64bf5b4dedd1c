/** The values of string and bytes literals, resolved from their text when somebody asks. */

import { closingQuote, quoteLength, stringPrefix } from './literals.js';

const PREFIX = /[a-zA-Z]{0,2}(?=["'])/y;
// What may stand between literals that are joined: blanks, line ends, line joins, comments, parentheses never.
const BETWEEN = /(?:[ \t\f\r\n]|\\\r?\n|\\\r|#[^\r\n]*)*/y;
const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[^])/g;
const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '', '\r': '', '\r\n': '', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r',
  t: '\t', v: '\v',
};

/**
 * The value of the literals in [start, end), adjacent ones joined; bytes give one character per byte. `undefined`
 * when the text is no plain string literal, or names a character (`\N{...}`), for which a table would be needed.
 */
export function decodeLiteral(text: string, start: number, end: number): string | undefined {
  let value = '';
  for (let at = start; at < end;) {
    PREFIX.lastIndex = at;
    const prefix = PREFIX.exec(text)?.[0];
    const meaning = prefix === undefined ? undefined : stringPrefix(prefix);
    if (prefix === undefined || meaning === undefined || meaning.form !== 'plain') return undefined;
    const quoteAt = at + prefix.length;
    const length = quoteLength(text, quoteAt);
    const closing = closingQuote(text, quoteAt + length, text.charCodeAt(quoteAt), length);
    if (closing < 0 || closing > end) return undefined;
    const part = content(text.slice(quoteAt + length, closing - length), meaning.raw, meaning.bytes);
    if (part === undefined) return undefined;
    value += part;
    BETWEEN.lastIndex = closing;
    BETWEEN.test(text);
    at = Math.max(closing, BETWEEN.lastIndex);
  }
  return value;
}

function content(source: string, raw: boolean, bytes: boolean): string | undefined {
  // Python reads every line end as a line feed, in strings too.
  const lines = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  if (raw || !lines.includes('\\')) return lines;
  let resolvable = true;
  const value = lines.replace(ESCAPE, (escape) => {
    const body = escape.slice(1);
    const simple = SIMPLE[body];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(body)) return String.fromCharCode(parseInt(body, 8) & (bytes ? 0xff : 0x1ff));
    if (body[0] === 'x' && body.length > 1) return String.fromCharCode(parseInt(body.slice(1), 16));
    if (bytes || body.length === 1) return escape;
    if (body[0] === 'N') resolvable = false;
    const code = parseInt(body.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
  return resolvable ? value : undefined;
}
