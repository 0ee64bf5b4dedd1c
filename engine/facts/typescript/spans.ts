import type { Identifier, Node, PrivateIdentifier } from '../../syntax/typescript/adapter.js';
import type { Span } from '../../text.js';

/**
 * Spans of the tree's nodes. A node's `pos` stands before the blanks and comments in front of it; positions are UTF-16
 * offsets into the text as it was handed over, a byte-order mark included (tried with TypeScript 7.0.2).
 */

/** The offset of the first character at or after `from` that is neither blank nor comment. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (isBlank(c)) {
      at++;
    } else if (c === slash && text.charCodeAt(at + 1) === slash) {
      at = lineEnd(text, at);
    } else if (c === slash && text.charCodeAt(at + 1) === asterisk) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (c === hash && text.charCodeAt(at + 1) === exclamation && text.slice(0, at).trim() === '') {
      at = lineEnd(text, at);
    } else {
      return at;
    }
  }
}

/** Where a node's own text starts. A node that the parser made up has an empty span. */
export function startOf(text: string, node: Node): number {
  const { pos, end } = node;
  return pos >= end ? end : Math.min(skipTrivia(text, pos), end);
}

export function spanOf(text: string, node: Node): Span {
  return { start: startOf(text, node), end: node.end };
}

/**
 * The text of an identifier, cut out of the file: much quicker than the tree's own, which decodes it from bytes. Only
 * an identifier with an escape (`\u0061`) has another text than its source.
 */
export function nameText(text: string, node: Identifier | PrivateIdentifier): string {
  const source = text.slice(startOf(text, node), node.end);
  return source.includes('\\') ? node.text : source;
}

/** The end of the line that `from` stands in. */
export function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || c === 13 || c === 0x2028 || c === 0x2029) return at;
  }
  return text.length;
}

const slash = 47;
const asterisk = 42;
const hash = 35;
const exclamation = 33;

function isBlank(c: number): boolean {
  if (c <= 32) return c === 32 || (c >= 9 && c <= 13);
  if (c < 128) return false;
  return c === 0x85 || c === 0xa0 || c === 0xfeff || c === 0x1680 || (c >= 0x2000 && c <= 0x200b)
    || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0x3000;
}
