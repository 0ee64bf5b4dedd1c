/** Operators and punctuation: which one stands at a place, the longest first. */

import { Token } from './token-kinds.js';

const EQUALS = 61;

/** How many characters each operator's token takes. */
export const OPERATOR_LENGTHS: Readonly<Uint8Array> = lengths();

/**
 * The operator at `at`, whose first character is `code`; `Number` for a dot that begins a number. In the field of an
 * f-string (`inField`) `:=` is a colon and the beginning of a format specification.
 */
export function operatorAt(text: string, at: number, code: number, inField: boolean): Token {
  const next = text.charCodeAt(at + 1);
  const assigns = next === EQUALS;
  switch (code) {
    case 40: return Token.OpenParen;
    case 41: return Token.CloseParen;
    case 91: return Token.OpenBracket;
    case 93: return Token.CloseBracket;
    case 123: return Token.OpenBrace;
    case 125: return Token.CloseBrace;
    case 44: return Token.Comma;
    case 58: return assigns && !inField ? Token.Walrus : Token.Colon;
    case 59: return Token.Semicolon;
    case 46:
      if (next >= 48 && next <= 57) return Token.Number;
      return next === 46 && text.charCodeAt(at + 2) === 46 ? Token.Ellipsis : Token.Dot;
    case EQUALS: return assigns ? Token.EqualEqual : Token.Equal;
    case 33: return assigns ? Token.NotEqual : Token.Exclamation;
    case 43: return assigns ? Token.PlusEqual : Token.Plus;
    case 45:
      if (next === 62) return Token.Arrow;
      return assigns ? Token.MinusEqual : Token.Minus;
    case 42:
      if (next === code) return thirdAssigns(text, at) ? Token.DoubleStarEqual : Token.DoubleStar;
      return assigns ? Token.StarEqual : Token.Star;
    case 47:
      if (next === code) return thirdAssigns(text, at) ? Token.DoubleSlashEqual : Token.DoubleSlash;
      return assigns ? Token.SlashEqual : Token.Slash;
    case 60:
      if (next === 62) return Token.NotEqual; // Python 2's `<>`
      if (next === code) return thirdAssigns(text, at) ? Token.LeftShiftEqual : Token.LeftShift;
      return assigns ? Token.LessEqual : Token.Less;
    case 62:
      if (next === code) return thirdAssigns(text, at) ? Token.RightShiftEqual : Token.RightShift;
      return assigns ? Token.GreaterEqual : Token.Greater;
    case 64: return assigns ? Token.AtEqual : Token.At;
    case 37: return assigns ? Token.PercentEqual : Token.Percent;
    case 124: return assigns ? Token.BarEqual : Token.Bar;
    case 94: return assigns ? Token.CaretEqual : Token.Caret;
    case 38: return assigns ? Token.AmpersandEqual : Token.Ampersand;
    default: return Token.Tilde;
  }
}

const thirdAssigns = (text: string, at: number): boolean => text.charCodeAt(at + 2) === EQUALS;

function lengths(): Uint8Array {
  const table = new Uint8Array(128).fill(1);
  const three = [
    Token.Ellipsis, Token.DoubleStarEqual, Token.DoubleSlashEqual, Token.LeftShiftEqual, Token.RightShiftEqual,
  ];
  const two = [
    Token.Arrow, Token.Walrus, Token.DoubleSlash, Token.LeftShift, Token.RightShift, Token.DoubleStar, Token.PlusEqual,
    Token.MinusEqual, Token.StarEqual, Token.AtEqual, Token.SlashEqual, Token.PercentEqual, Token.BarEqual,
    Token.CaretEqual, Token.AmpersandEqual, Token.EqualEqual, Token.NotEqual, Token.LessEqual, Token.GreaterEqual,
  ];
  for (const token of two) table[token] = 2;
  for (const token of three) table[token] = 3;
  return table;
}
