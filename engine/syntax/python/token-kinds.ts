/** The kinds of tokens, with the tables that the tokenizer and the expression parser look them up in. */

import { Operator } from './kinds.js';

/** Layout tokens come first (see `isLayout`), keywords last (see `isKeyword`). */
export const Token = {
  EndOfFile: 0, Newline: 1, Indent: 2, Dedent: 3,
  Name: 4, Number: 5,
  String: 6, // a whole string or bytes literal
  Interpolated: 7, // prefix and opening quote of an f-string or t-string; the parser reads on from there
  OpenParen: 8, OpenBracket: 9, OpenBrace: 10, CloseParen: 11, CloseBracket: 12, CloseBrace: 13,
  Comma: 14, Colon: 15, Semicolon: 16, Dot: 17, Ellipsis: 18, Arrow: 19, Equal: 20, Walrus: 21, Exclamation: 22,
  // Binary operators, in the order of `Operator`.
  Plus: 23, Minus: 24, Star: 25, At: 26, Slash: 27, Percent: 28, DoubleSlash: 29, LeftShift: 30, RightShift: 31,
  Bar: 32, Caret: 33, Ampersand: 34, DoubleStar: 35,
  // Augmented assignments, in the order of `Operator`.
  PlusEqual: 36, MinusEqual: 37, StarEqual: 38, AtEqual: 39, SlashEqual: 40, PercentEqual: 41, DoubleSlashEqual: 42,
  LeftShiftEqual: 43, RightShiftEqual: 44, BarEqual: 45, CaretEqual: 46, AmpersandEqual: 47, DoubleStarEqual: 48,
  Tilde: 49, EqualEqual: 50, NotEqual: 51, Less: 52, LessEqual: 53, Greater: 54, GreaterEqual: 55,
  False: 56, None: 57, True: 58, And: 59, As: 60, Assert: 61, Async: 62, Await: 63, Break: 64, Class: 65,
  Continue: 66, Def: 67, Del: 68, Elif: 69, Else: 70, Except: 71, Finally: 72, For: 73, From: 74, Global: 75,
  If: 76, Import: 77, In: 78, Is: 79, Lambda: 80, Nonlocal: 81, Not: 82, Or: 83, Pass: 84, Raise: 85, Return: 86,
  Try: 87, While: 88, With: 89, Yield: 90,
} as const;
export type Token = (typeof Token)[keyof typeof Token];

const FIRST_KEYWORD = Token.False;
const TOKEN_COUNT = Token.Yield + 1;

export const isLayout = (token: Token): boolean => token <= Token.Dedent;
export const isKeyword = (token: Token): boolean => token >= FIRST_KEYWORD;
export const isCloser = (token: Token): boolean => token >= Token.CloseParen && token <= Token.CloseBrace;
export const isOpener = (token: Token): boolean => token >= Token.OpenParen && token <= Token.OpenBrace;
export const isAugmented = (token: Token): boolean => token >= Token.PlusEqual && token <= Token.DoubleStarEqual;
/** The `Operator` of a binary operator's or an augmented assignment's token. */
export const operatorOf = (token: Token): number =>
  token >= Token.PlusEqual ? token - Token.PlusEqual : token - Token.Plus + Operator.Add;

/** How tightly infix operators bind; 0 for tokens that are no infix operator. `**` is read with its operand. */
export const Precedence = {
  Or: 1, And: 2, Not: 3, Comparison: 4, BitOr: 5, BitXor: 6, BitAnd: 7, Shift: 8, Sum: 9, Product: 10, Unary: 11,
} as const;
export const PRECEDENCE: Readonly<Uint8Array> = tableOf([
  [Precedence.Or, [Token.Or]],
  [Precedence.And, [Token.And]],
  [Precedence.Comparison, [
    Token.Not, Token.In, Token.Is, Token.EqualEqual, Token.NotEqual, Token.Less, Token.LessEqual, Token.Greater,
    Token.GreaterEqual,
  ]],
  [Precedence.BitOr, [Token.Bar]],
  [Precedence.BitXor, [Token.Caret]],
  [Precedence.BitAnd, [Token.Ampersand]],
  [Precedence.Shift, [Token.LeftShift, Token.RightShift]],
  [Precedence.Sum, [Token.Plus, Token.Minus]],
  [Precedence.Product, [Token.Star, Token.At, Token.Slash, Token.Percent, Token.DoubleSlash]],
]);

/** 1 for tokens an expression may begin with (a star is not among them). */
export const STARTS_EXPRESSION: Readonly<Uint8Array> = tableOf([
  [1, [
    Token.Name, Token.Number, Token.String, Token.Interpolated, Token.OpenParen, Token.OpenBracket, Token.OpenBrace,
    Token.Ellipsis, Token.Plus, Token.Minus, Token.Tilde, Token.Not, Token.Await, Token.Lambda, Token.True,
    Token.False, Token.None,
  ]],
]);

/** 1 for keywords that only ever begin a statement or a clause, so that meeting one ends whatever was open. */
export const STATEMENT_ONLY: Readonly<Uint8Array> = tableOf([
  [1, [
    Token.Def, Token.Class, Token.Return, Token.Raise, Token.Import, Token.Pass, Token.Break, Token.Continue,
    Token.While, Token.With, Token.Try, Token.Except, Token.Finally, Token.Assert, Token.Del, Token.Global,
    Token.Nonlocal, Token.Elif,
  ]],
]);

/** 1 for keywords (and '@') that may go on an expression whose beginning is missing. */
export const GOES_ON: Readonly<Uint8Array> = tableOf([
  [1, [
    Token.If, Token.For, Token.Async, Token.And, Token.Or, Token.In, Token.Is, Token.Not, Token.As, Token.At,
  ]],
]);

/** 1 for the keywords that hold a block, which may not follow another statement on its line. */
export const COMPOUND: Readonly<Uint8Array> = tableOf([
  [1, [
    Token.Def, Token.Class, Token.While, Token.With, Token.Try, Token.If, Token.For, Token.Async, Token.At,
  ]],
]);

const KEYWORDS: readonly string[] = [
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del',
  'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal',
  'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
];

/** Keywords by first letter and length (letter * 16 + length), because most names share neither with any keyword. */
const KEYWORD_CANDIDATES: readonly (readonly string[] | undefined)[] = KEYWORDS.reduce<string[][]>((table, word) => {
  (table[word.charCodeAt(0) * 16 + word.length] ??= []).push(word);
  return table;
}, Array.from({ length: 128 * 16 }));

/** The token of the identifier in [start, end), which begins with an ASCII letter: a keyword's or `Name`. */
export function nameOrKeyword(text: string, start: number, end: number): Token {
  const length = end - start;
  if (length > 8) return Token.Name;
  const candidates = KEYWORD_CANDIDATES[text.charCodeAt(start) * 16 + length];
  if (candidates === undefined) return Token.Name;
  for (const word of candidates) {
    let at = 1;
    while (at < length && text.charCodeAt(start + at) === word.charCodeAt(at)) at++;
    if (at === length) return (FIRST_KEYWORD + KEYWORDS.indexOf(word)) as Token;
  }
  return Token.Name;
}

function tableOf(rows: readonly (readonly [number, readonly Token[]])[]): Uint8Array {
  const table = new Uint8Array(TOKEN_COUNT);
  for (const [value, tokens] of rows) for (const token of tokens) table[token] = value;
  return table;
}
