/**
 * Where number and string literals end, and what is wrong in them. Pure functions over the text; the tokenizer
 * turns what they find into tokens and problems.
 */

import { ConstantKind } from './kinds.js';

/** What is wrong with a literal, and where. */
export interface LiteralProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}
export interface NumberLiteral {
  readonly end: number;
  readonly kind: number; // ConstantKind
  readonly problem: LiteralProblem | undefined;
}

// Each alternative takes more than is allowed (any run of digits, letters, underscores), to be judged afterwards.
const NUMBER = /0[xX][0-9a-fA-F_]*|0[oO][0-9_]*|0[bB][0-9_]*|(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?[jJ]?/y;
const WELL_FORMED =
  /^(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?[0-9])*|0(?:_?0)*|(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?)$/;
const LEADING_ZERO = /^0[0-9_]*[1-9]/;
const INTEGER = /^[0-9_]+$|^0[xXoObB]/;
// CPython still accepts these directly after a number (`0or x`), with a warning.
const KEYWORD_AFTER_NUMBER = /(?:and|else|for|if|in|is|not|or)(?![\p{XID_Continue}])/uy;
const IDENTIFIER_PART = /[\p{XID_Continue}]+/uy;

/** Reads the number literal that begins at `start`, a digit or a dot before a digit. */
export function readNumber(text: string, start: number): NumberLiteral {
  const end = matchEnd(NUMBER, text, start);
  const literal = text.slice(start, end);
  const kind = INTEGER.test(literal) ? ConstantKind.Integer
    : /[jJ]$/.test(literal) ? ConstantKind.Imaginary : ConstantKind.Float;
  const tail = matchEnd(IDENTIFIER_PART, text, end);
  if (tail > end && matchEnd(KEYWORD_AFTER_NUMBER, text, end) === end) {
    const message = `${quote(text.slice(start, tail))} is neither a number nor a name.`;
    return { end: tail, kind, problem: { start, end: tail, message } };
  }
  const sound = WELL_FORMED.test(literal) && !(kind === ConstantKind.Integer && LEADING_ZERO.test(literal));
  if (sound) return { end, kind, problem: undefined };
  const message = LEADING_ZERO.test(literal)
    ? `A number can't begin with 0; an octal number is written 0o${literal.replace(/^0+/, '')}.`
    : `${quote(literal)} is not a complete number.`;
  return { end, kind, problem: { start, end, message } };
}

/** A prefix of a string literal, by the letters before the quote. */
export interface StringPrefix {
  readonly bytes: boolean;
  readonly raw: boolean;
  /** 'f' and 't' have fields in braces. */
  readonly form: 'plain' | 'f' | 't';
}

const PREFIXES: ReadonlyMap<string, StringPrefix> = new Map(
  ['', 'r', 'u', 'b', 'br', 'rb', 'f', 'fr', 'rf', 't', 'tr', 'rt'].map((letters) => [letters, {
    bytes: letters.includes('b'),
    raw: letters.includes('r'),
    form: letters.includes('f') ? 'f' as const : letters.includes('t') ? 't' as const : 'plain' as const,
  }]),
);

/** The meaning of the letters before a quote, undefined when no string begins with them. */
export function stringPrefix(letters: string): StringPrefix | undefined {
  return PREFIXES.get(letters) ?? PREFIXES.get(letters.toLowerCase());
}

/** 3 when a triple quote begins at `at`, else 1. */
export function quoteLength(text: string, at: number): 1 | 3 {
  const quoteCode = text.charCodeAt(at);
  return text.charCodeAt(at + 1) === quoteCode && text.charCodeAt(at + 2) === quoteCode ? 3 : 1;
}

/**
 * The place just after the quotes that close a string whose content begins at `from`; -1 when the line (or, for
 * triple quotes, the text) ends before. A backslash hides the character after it, in raw strings too.
 */
export function closingQuote(text: string, from: number, quoteCode: number, length: 1 | 3): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quoteCode) {
      if (length === 1) return at + 1;
      if (text.charCodeAt(at + 1) === quoteCode && text.charCodeAt(at + 2) === quoteCode) return at + 3;
    } else if (code === 92) {
      if (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10) at++;
      at++;
    } else if (length === 1 && (code === 10 || code === 13)) {
      return -1;
    }
  }
  return -1;
}

// What follows a closing triple quote when the quote was meant to open a docstring: a word that can't go on an
// expression, unless it is the prefix of a literal to be joined.
const PROSE = /[ \t]*(?!(?:and|or|not|in|is|if|else|for|async|as|from)\b)(?![bBrRuUfFtT]{1,2}["'])[\p{L}_][\p{L}\p{N}_]*/uy;
const DEFINITION_LINE = /^[ \t]*(?:async[ \t]+def|def|class|@)(?=[ \t\w])/gm;

/**
 * A triple-quoted string that was never closed swallows the code up to the quotes that open the next one. Given a
 * string [start, end) that is closed (or reached the end of the text: `closed` false), says where it more probably
 * ends: at the end of the line before the next definition that stands no deeper than the string; -1 when it looks fine.
 */
export function probableEnd(text: string, start: number, end: number, closed: boolean): number {
  if (closed && matchEnd(PROSE, text, end) === end) return -1;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const indentation = matchEnd(/[ \t]*/y, text, lineStart) - lineStart;
  const definition = new RegExp(DEFINITION_LINE);
  definition.lastIndex = start;
  for (let found = definition.exec(text); found !== null && found.index < end; found = definition.exec(text)) {
    if (/^[ \t]*/.exec(found[0])![0].length > indentation) continue;
    const before = found.index - 1;
    return text.charCodeAt(before) === 10 && text.charCodeAt(before - 1) === 13 ? before - 1 : before;
  }
  return closed ? -1 : end;
}

/** The first wrong escape in [from, to), the content of a string that is not raw. */
export function escapeProblem(text: string, from: number, to: number, bytes: boolean): LiteralProblem | undefined {
  for (let at = from; at < to - 1; at++) {
    if (text.charCodeAt(at) !== 0x5c) continue;
    const letter = text[at + 1]!;
    const wanted = letter === 'x' ? 2 : bytes ? 0 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const digits = text.slice(at + 2, Math.min(at + 2 + wanted, to));
    if (wanted > 0 && (!/^[0-9a-fA-F]*$/.test(digits) || digits.length < wanted || parseInt(digits, 16) > 0x10ffff)) {
      const message = `'\\${letter}' takes ${wanted} hexadecimal digits${wanted === 8 ? ', at most 0010ffff' : ''}.`;
      return { start: at, end: at + 2, message };
    }
    if (letter === 'N' && !bytes && !/^\{[^{}]+\}/.test(text.slice(at + 2, Math.min(at + 120, to)))) {
      return { start: at, end: at + 2, message: "'\\N' takes the name of a character in braces." };
    }
    at++;
  }
  return undefined;
}

/** The first character of bytes in [from, to) that is not ASCII. */
export function nonAscii(text: string, from: number, to: number): LiteralProblem | undefined {
  for (let at = from; at < to; at++) {
    if (text.charCodeAt(at) > 127) {
      return { start: at, end: at + 1, message: 'Bytes can hold only ASCII characters; write others as \\x...' };
    }
  }
  return undefined;
}

/** Where a sticky pattern that is tried at `from` ends; `from` when it does not match. */
export function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

export const quote = (text: string): string => `'${text.length > 40 ? `${text.slice(0, 37)}...` : text}'`;
