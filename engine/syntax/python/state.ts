/**
 * What all parts of the parser share: the tokens, the tree in the making, and the ways to get over an error.
 * The rules of recovery: report once per line, never skip a token that could begin a statement, and give up open
 * brackets rather than lose the definitions after them.
 */

import { Kind } from './kinds.js';
import { quote } from './literals.js';
import { GOES_ON, isCloser, isLayout, isOpener, STARTS_EXPRESSION, STATEMENT_ONLY, Token } from './token-kinds.js';
import { Tokens } from './tokens.js';
import type { Node } from './tree.js';
import { TreeWriter } from './writer.js';

/**
 * How deep expressions may nest, so that no text can exhaust the stack. A pair of brackets counts two: the 200 pairs
 * that CPython allows fit, in under half of Node's usual stack.
 */
export const DEEPEST_EXPRESSION = 420;
/** How deep blocks may nest: CPython's own limit. */
export const DEEPEST_BLOCK = 100;

export class Parser extends Tokens {
  readonly out: TreeWriter;
  nesting = 0;
  blocks = 0;
  /** Indentations in the current block that no header asked for, whose ends do not end the block. */
  strayIndents = 0;
  /** Characters that may still be read twice in looking ahead; Python needs one per character, hostile texts more. */
  searchable: number;

  constructor(text: string) {
    super(text);
    this.out = new TreeWriter(text.length);
    this.searchable = text.length * 4 + 10_000;
  }

  /** Ends a node that began at `start` after the last token. */
  add(kind: number, start: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0): Node {
    const end = this.previousEnd;
    return this.out.add(kind, start, end > start ? end : start, a, b, c, d, e, f, g, h);
  }

  /** Whether the token is the current one. */
  at(token: Token): boolean {
    return this.token === token;
  }

  /** Steps over the token if it is the current one. */
  take(token: Token): boolean {
    if (this.token !== token) return false;
    this.next();
    return true;
  }

  /** The current token in words, for messages. */
  found(): string {
    switch (this.token) {
      case Token.EndOfFile: return 'the end of the file';
      case Token.Newline: return 'the end of the line';
      case Token.Indent: return 'deeper indentation';
      case Token.Dedent: return 'the end of the block';
      default: return quote(this.text.slice(this.start, this.end));
    }
  }

  /** Reports that something else was expected where the current token is. */
  expected(what: string): void {
    this.report(this.start, this.end, `Expected ${what}, found ${this.found()}.`);
  }

  /** Stands for code that is missing before the current token; reports it. */
  missing(what: string): Node {
    this.expected(what);
    return this.gap();
  }

  /** An empty node where code is missing; it lies within whatever is being parsed. */
  gap(): Node {
    const endsHere = isLayout(this.token) || (this.atStatement() && GOES_ON[this.token] === 0);
    const at = endsHere ? this.previousEnd : this.start;
    if (at > this.previousEnd) this.previousEnd = at;
    return this.out.add(Kind.ErrorNode, at, at);
  }

  /** Stands for code that nests too deeply: steps over a token, or over all that a bracket holds. */
  tooDeep(what: string): Node {
    const { start } = this;
    const inside = this.depth;
    this.report(start, this.end, `This ${what} is nested too deeply.`);
    if (isOpener(this.token)) {
      while (this.depth >= inside && !this.atStatement()) this.skip();
      if (isCloser(this.token)) this.next();
    } else if (STARTS_EXPRESSION[this.token] === 1) this.skip();
    else return this.gap();
    return this.add(Kind.ErrorNode, start, 0);
  }

  /** Whether a list in brackets ends here, by its bracket or because the brackets were given up. */
  ends(inside: number): boolean {
    const { token } = this;
    return this.depth < inside || token === Token.EndOfFile || STATEMENT_ONLY[token] === 1
      || (this.firstOnLine && (token === Token.At || token === Token.From));
  }

  /**
   * After an element of a list in brackets: steps over a comma and says whether the list may go on. A comma that
   * is missing before something like an element is reported and taken as written.
   */
  goesOn(inside: number): boolean {
    if (this.token === Token.Comma && this.depth >= inside) {
      this.next();
      return !this.ends(inside);
    }
    if (this.ends(inside)) return false;
    if ((STARTS_EXPRESSION[this.token] === 0 && this.token !== Token.Star) || this.atStatement()) return false;
    this.expected("',' or a closing bracket");
    return true;
  }

  /** Steps over the bracket that closes the one at `open`, or finds a way out when it isn't there. */
  closeBracket(closer: Token, open: number, inside: number): void {
    if (isCloser(this.token) && this.depth === inside - 1) {
      if (this.token !== closer) this.report(this.start, this.end, `${this.found()} doesn't close ${quote(this.text[open]!)}.`);
      this.next();
      return;
    }
    if (this.atStatement() || this.depth < inside) {
      this.report(open, open + 1, `${quote(this.text[open]!)} is never closed.`);
    } else {
      this.expected("',' or a closing bracket");
    }
    if (this.depth < inside) return;
    if (this.#skipToCloser(inside)) this.next();
    else this.closeBrackets();
  }

  /** Skips to the closer that ends the bracket, unless a statement begins before. */
  #skipToCloser(inside: number): boolean {
    if (this.searchable <= 0) return false;
    const mark = this.bookmark();
    while (this.depth >= inside) {
      if (this.atStatement()) {
        this.searchable -= this.end - mark.start;
        this.goBack(mark);
        return false;
      }
      this.skip();
    }
    return true;
  }

  /** Steps over a token without looking into f-strings, where only a way out is sought. */
  skip(): void {
    if (this.token === Token.Interpolated) {
      const quotes = this.text.charCodeAt(this.end - 1);
      const length = this.text.charCodeAt(this.end - 2) === quotes ? 3 : 1;
      this.continueAt(this.endOfString(this.start, this.end, quotes, length));
    }
    this.next();
  }
}
