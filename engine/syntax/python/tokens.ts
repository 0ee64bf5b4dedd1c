/**
 * The tokenizer: one token at a time, on demand, over the text itself. It knows Python's layout (logical lines,
 * indentation, brackets in which line ends mean nothing), and it lets the parser intervene: `closeBrackets` undoes
 * what an unclosed bracket swallowed, `continueAt` resumes after the parser read the inside of an f-string itself.
 */

import { Indentation } from './indentation.js';
import { ConstantKind } from './kinds.js';
import {
  closingQuote, escapeProblem, matchEnd, nonAscii, probableEnd, quote, quoteLength, readNumber, stringPrefix,
} from './literals.js';
import { OPERATOR_LENGTHS, operatorAt } from './operators.js';
import { isCloser, isOpener, nameOrKeyword, STATEMENT_ONLY, Token } from './token-kinds.js';
import type { SyntaxProblem } from './tree.js';

const enum Code {
  Tab = 9, LineFeed = 10, FormFeed = 12, Return = 13, Space = 32, Quote = 34, Hash = 35, Apostrophe = 39, Dot = 46,
  Zero = 48, Nine = 57, Backslash = 92, ByteOrderMark = 0xfeff,
}

// What a character may begin.
const enum Class { Invalid = 0, Name = 1, Digit = 2, Blank = 3, LineEnd = 4, Quote = 5, Operator = 6, Comment = 7, Backslash = 8 }
const CLASSES: Readonly<Uint8Array> = classTable();

const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NAME_REST = /[\p{XID_Continue}]*/uy;
const CONFLICT_MARKER = /(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$)[^\r\n]*/y;

/** Where the tokenizer stands, to come back after looking ahead within a logical line. */
export interface Bookmark {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  readonly previousEnd: number;
  readonly tokenEnd: number;
  readonly position: number;
  readonly depth: number;
  readonly firstOnLine: boolean;
  readonly atLineStart: boolean;
  readonly comments: number;
  readonly problems: number;
  readonly problemLine: number;
}

export class Tokens {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly comments: number[] = [];

  /** The current token and its span. */
  token: Token = Token.Newline;
  start = 0;
  end = 0;
  /** Where a node ends that was complete before the current token. */
  previousEnd = 0;
  /** Whether the current token is the first of its line. */
  firstOnLine = true;
  /** How many brackets are open before the current token, itself included when it opens one. */
  depth = 0;
  /** The depth of the innermost field of an f-string, where ':' and '!' end the expression; 0 outside. */
  fieldDepth = 0;
  /** For a `Number` token: its ConstantKind. */
  numberKind: number = ConstantKind.Integer;
  /** For a `String` token. */
  stringIsBytes = false;
  stringIsEmpty = false;

  #position = 0;
  #tokenEnd = 0;
  #atLineStart = true;
  #pendingDedents = 0;
  #pendingIndent = false;
  #logicalLine = 0;
  #problemLine = -1;
  readonly #blocks = new Indentation();

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === Code.ByteOrderMark) this.#position = 1;
  }

  /** Steps to the next token. */
  next(): void {
    if (this.token > Token.Dedent) {
      this.previousEnd = this.end;
      this.#tokenEnd = this.end;
    }
    this.#scan();
  }

  /** Notes a problem, unless its logical line has one already: the first is the one that says most. */
  report(start: number, end: number, message: string): void {
    if (this.#problemLine === this.#logicalLine) return;
    this.#problemLine = this.#logicalLine;
    this.problems.push({ start, end: Math.max(start, end), message });
  }

  /** Makes `position` the place where the next token is looked for, as if a token [start, position) ended there. */
  continueAt(position: number): void {
    this.token = Token.String;
    this.end = position;
    this.#position = position;
  }

  /** Gives up all open brackets: what follows the last real token is read anew, with its line ends. */
  closeBrackets(): void {
    if (this.depth === 0) return;
    this.depth = 0;
    this.fieldDepth = 0;
    this.#position = this.#tokenEnd;
    while (this.comments.length > 0 && this.comments[this.comments.length - 2]! >= this.#position) this.comments.length -= 2;
    this.token = Token.String;
    this.#scan();
  }

  /** Whether the current token can only be the beginning of a new statement, however many brackets are open. */
  atStatement(): boolean {
    const { token } = this;
    if (token === Token.EndOfFile || STATEMENT_ONLY[token] === 1) return true;
    if (!this.firstOnLine || (token !== Token.Name && token !== Token.At && token < Token.False)) return false;
    return this.#columnOf(this.start) <= this.#blocks.column;
  }

  bookmark(): Bookmark {
    return {
      token: this.token, start: this.start, end: this.end, previousEnd: this.previousEnd, tokenEnd: this.#tokenEnd,
      position: this.#position, depth: this.depth, firstOnLine: this.firstOnLine, atLineStart: this.#atLineStart,
      comments: this.comments.length, problems: this.problems.length, problemLine: this.#problemLine,
    };
  }

  /** Returns to a bookmark of the same logical line; problems found since are forgotten (they will be found again). */
  goBack(mark: Bookmark): void {
    this.token = mark.token;
    this.start = mark.start;
    this.end = mark.end;
    this.previousEnd = mark.previousEnd;
    this.#tokenEnd = mark.tokenEnd;
    this.#position = mark.position;
    this.depth = mark.depth;
    this.firstOnLine = mark.firstOnLine;
    this.#atLineStart = mark.atLineStart;
    this.comments.length = mark.comments;
    this.problems.length = mark.problems;
    this.#problemLine = mark.problemLine;
  }

  #scan(): void {
    if (this.#pendingDedents > 0) {
      this.#pendingDedents--;
      this.token = Token.Dedent;
      return;
    }
    if (this.#pendingIndent) {
      this.#pendingIndent = false;
      this.token = Token.Indent;
      return;
    }
    this.firstOnLine = false;
    if (this.#atLineStart) {
      this.#atLineStart = false;
      this.firstOnLine = true;
      if (this.#openLine()) return;
    }
    this.#scanToken();
  }

  #scanToken(): void {
    const { text } = this;
    const { length } = text;
    let at = this.#position;
    for (;;) {
      if (at >= length) return this.#endText();
      const code = text.charCodeAt(at);
      const kind: Class = code < 128 ? CLASSES[code]! : Class.Name;
      switch (kind) {
        case Class.Blank:
          at++;
          break;
        case Class.Name:
          if (this.#name(at, code)) return;
          at = this.#position;
          break;
        case Class.Operator:
          return this.#operator(code, at);
        case Class.LineEnd:
          if (this.depth === 0) return this.#endLine(at);
          this.firstOnLine = true;
          at = this.#conflictMarker(afterLineEnd(text, at));
          break;
        case Class.Quote:
          return this.#string(at, at, '');
        case Class.Digit:
          return this.#number(at);
        case Class.Comment:
          at = this.#comment(at);
          break;
        case Class.Backslash:
          at = this.#join(at);
          break;
        default:
          at = this.#invalid(at, code);
      }
    }
  }

  #emit(token: Token, start: number, end: number): void {
    this.token = token;
    this.start = start;
    this.end = end;
    this.#position = end;
  }

  // A line end outside of brackets. The token stands where the code ended, before blanks and comment.
  #endLine(at: number): void {
    this.#emitLayout(Token.Newline);
    this.#position = afterLineEnd(this.text, at);
    this.#atLineStart = true;
  }

  #endText(): void {
    this.#position = this.text.length;
    if (this.depth === 0 && this.token > Token.Dedent) {
      this.#emitLayout(Token.Newline);
      this.#atLineStart = true;
    } else {
      this.#emitLayout(Token.EndOfFile);
    }
  }

  #emitLayout(token: Token): void {
    this.token = token;
    this.start = this.previousEnd;
    this.end = this.previousEnd;
  }

  /** Skips blank lines and measures the next line; true when it opens or closes blocks. */
  #openLine(): boolean {
    const { text } = this;
    this.#logicalLine++;
    let at = this.#position;
    let column = 0;
    let narrow = 0;
    let joined = -1; // Only the indentation before a backslash counts.
    for (;;) {
      at = column === 0 ? this.#conflictMarker(at) : at;
      const code = at < text.length ? text.charCodeAt(at) : -1;
      if (code === Code.Space) column++, narrow++, at++;
      else if (code === Code.Tab) column = (column | 7) + 1, narrow++, at++;
      else if (code === Code.FormFeed) column = narrow = 0, at++;
      else if (code === Code.Backslash && isLineEnd(text.charCodeAt(at + 1))) {
        if (joined < 0 && column > 0) joined = column;
        at = this.#join(at);
      } else if (code === Code.Hash) at = this.#comment(at);
      else if (code === Code.LineFeed || code === Code.Return) {
        at = afterLineEnd(text, at);
        column = narrow = 0;
        joined = -1;
      } else {
        this.#position = at;
        if (code < 0) return this.#indentation(at, 0, 0);
        return this.#indentation(at, joined >= 0 ? joined : column, joined >= 0 ? joined : narrow);
      }
    }
  }

  #indentation(at: number, column: number, narrow: number): boolean {
    const change = this.#blocks.enter(column, narrow);
    if (change === undefined) return false;
    if (change.problem !== undefined) this.report(at, at, change.problem);
    if (change.closed === 0 && !change.opens) return false;
    this.start = this.end = at;
    this.token = change.closed > 0 ? Token.Dedent : Token.Indent;
    this.#pendingDedents = Math.max(0, change.closed - 1);
    this.#pendingIndent = change.closed > 0 && change.opens;
    return true;
  }

  #columnOf(at: number): number {
    let lineStart = at;
    while (lineStart > 0 && !isLineEnd(this.text.charCodeAt(lineStart - 1))) lineStart--;
    let column = 0;
    for (let i = lineStart; i < at; i++) column = this.text.charCodeAt(i) === Code.Tab ? (column | 7) + 1 : column + 1;
    return column;
  }

  /** Skips the marker of a merge conflict at the start of a line. */
  #conflictMarker(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code !== 60 && code !== 61 && code !== 62 && code !== 124) return at;
    if (at > 0 && !isLineEnd(this.text.charCodeAt(at - 1))) return at;
    const end = matchEnd(CONFLICT_MARKER, this.text, at);
    if (end > at) this.report(at, end, 'This is a marker of an unresolved merge conflict.');
    return end;
  }

  #comment(at: number): number {
    let end = at;
    while (end < this.text.length && !isLineEnd(this.text.charCodeAt(end))) end++;
    this.comments.push(at, end);
    return end;
  }

  /** A backslash joins the next line to this one. */
  #join(at: number): number {
    const next = this.text.charCodeAt(at + 1);
    if (isLineEnd(next)) {
      const end = afterLineEnd(this.text, at + 1);
      if (end < this.text.length) return end;
    }
    this.report(at, at + 1, "'\\' joins lines only as the last character of a line that is not the last.");
    return at + 1;
  }

  #invalid(at: number, code: number): number {
    const width = code >= 0xd800 && code < 0xdc00 ? 2 : 1;
    const shown = code < 32 || code === 127 || code >= 128
      ? `U+${this.text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')}` : quote(this.text[at]!);
    this.report(at, at + width, `The character ${shown} has no meaning in Python.`);
    return at + width;
  }

  /** A name, a keyword or the prefix of a string; false when the character begins none of them. */
  #name(start: number, first: number): boolean {
    const { text } = this;
    if (first >= 128) {
      const end = matchEnd(NAME, text, start);
      if (end === start) {
        this.#position = this.#invalid(start, first);
        return false;
      }
      this.#emit(Token.Name, start, end);
      return true;
    }
    let end = start + 1;
    let code = text.charCodeAt(end);
    while (code < 128 && (CLASSES[code] === Class.Name || CLASSES[code] === Class.Digit)) code = text.charCodeAt(++end);
    if (code >= 128) {
      this.#emit(Token.Name, start, matchEnd(NAME_REST, text, end));
      return true;
    }
    if ((code === Code.Quote || code === Code.Apostrophe) && end - start <= 2) {
      const letters = text.slice(start, end);
      if (stringPrefix(letters) !== undefined) {
        this.#string(start, end, letters);
        return true;
      }
    }
    this.#emit(nameOrKeyword(text, start, end), start, end);
    return true;
  }

  #number(start: number): void {
    const { text } = this;
    let end = start + 1;
    let code = text.charCodeAt(end);
    while (code >= Code.Zero && code <= Code.Nine) code = text.charCodeAt(++end);
    const first = text.charCodeAt(start);
    const plain = code !== Code.Dot && !(code < 128 ? CLASSES[code] === Class.Name : code >= 128);
    if (plain && first !== Code.Dot && (first !== Code.Zero || end === start + 1)) {
      this.numberKind = ConstantKind.Integer;
      return this.#emit(Token.Number, start, end);
    }
    const literal = readNumber(text, start);
    if (literal.problem) this.report(literal.problem.start, literal.problem.end, literal.problem.message);
    this.numberKind = literal.kind;
    this.#emit(Token.Number, start, literal.end);
  }

  #string(start: number, quoteAt: number, letters: string): void {
    const { text } = this;
    const prefix = stringPrefix(letters)!;
    const length = quoteLength(text, quoteAt);
    const from = quoteAt + length;
    if (prefix.form !== 'plain') return this.#emit(Token.Interpolated, start, from);
    const end = this.endOfString(start, from, text.charCodeAt(quoteAt), length);
    this.stringIsBytes = prefix.bytes;
    this.stringIsEmpty = end - from <= length;
    const problem = (prefix.raw ? undefined : escapeProblem(text, from, end - length, prefix.bytes))
      ?? (prefix.bytes ? nonAscii(text, from, end) : undefined);
    if (problem) this.report(problem.start, problem.end, problem.message);
    this.#emit(Token.String, start, end);
  }

  /** Where the string [start, ...) ends whose content begins at `from`; reports when it is not closed. */
  endOfString(start: number, from: number, quoteCode: number, length: 1 | 3): number {
    const { text } = this;
    const closed = closingQuote(text, from, quoteCode, length);
    if (length === 3) {
      const end = closed < 0 ? text.length : closed;
      const probable = probableEnd(text, start, end, closed >= 0);
      if (probable < 0) return end;
      this.report(start, from, 'These triple quotes are never closed.');
      return Math.max(probable, from);
    }
    if (closed >= 0) return closed;
    let end = from;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
    this.report(start, end, 'This string is not closed at the end of its line.');
    return end;
  }

  #operator(code: number, at: number): void {
    const inField = this.fieldDepth > 0 && this.depth === this.fieldDepth;
    const token = operatorAt(this.text, at, code, inField);
    if (token === Token.Number) return this.#number(at);
    if (isOpener(token)) this.depth++;
    else if (isCloser(token) && this.depth > 0) this.depth--;
    const end = at + OPERATOR_LENGTHS[token]!;
    if (token === Token.NotEqual && code === 60) this.report(at, end, "Python 3 writes '!=' instead of '<>'.");
    this.#emit(token, at, end);
  }
}

export const isLineEnd = (code: number): boolean => code === Code.LineFeed || code === Code.Return;

/** The start of the next line, for the line end at `at` (LF, CR or both). */
export function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === Code.Return && text.charCodeAt(at + 1) === Code.LineFeed ? at + 2 : at + 1;
}

function classTable(): Uint8Array {
  const table = new Uint8Array(128);
  const fill = (characters: string, kind: Class): void => {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  };
  fill('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', Class.Name);
  fill('0123456789', Class.Digit);
  fill(' \t\f', Class.Blank);
  fill('\n\r', Class.LineEnd);
  fill('"\'', Class.Quote);
  fill('()[]{},:;.=!+-*/<>@%|^&~', Class.Operator);
  fill('#', Class.Comment);
  fill('\\', Class.Backslash);
  return table;
}
