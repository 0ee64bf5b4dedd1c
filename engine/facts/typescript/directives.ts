import { NodeFlags, SyntaxKind, type Node, type SourceFile } from '../../syntax/typescript/adapter.js';
import type { Directive } from '../facts.js';
import { saysUnawaited, unawaitedWords } from '../remarks.js';
import type { Span } from '../../text.js';
import { lineEnd, startOf } from './spans.js';

/**
 * Comments that may be addressed to a linter. The words are searched for in the whole text, which is quick, and only
 * where one is found the tree tells whether it stands in a comment: comments lie in the gaps between nodes, and a gap
 * holds no strings.
 */
const words = /asynclint|noqa|eslint-disable|pragma/gi;

/** The comments of a file that contain one of the words, in order. */
export function directivesOf(text: string, tree: SourceFile): readonly Directive[] {
  return commentsWith(text, tree, words);
}

/** The comments that say that nobody waits for something, in order. */
export function unawaitedOf(text: string, tree: SourceFile): readonly Span[] {
  return commentsWith(text, tree, new RegExp(unawaitedWords, 'gi')).filter((comment) => saysUnawaited(comment.text));
}

function commentsWith(text: string, tree: SourceFile, wanted: RegExp): readonly Directive[] {
  const found: Directive[] = [];
  for (const { index } of text.matchAll(wanted)) {
    if (index < (found.at(-1)?.end ?? 0)) continue;
    const comment = commentAt(text, tree, index);
    if (comment !== null) found.push(comment);
  }
  return found;
}

function commentAt(text: string, tree: SourceFile, offset: number): Directive | null {
  let node: Node = tree;
  for (;;) {
    const { child, start, end } = around(text, node, offset);
    if (child === null) return commentIn(text, start, end, offset);
    node = child;
  }
}

/** The child of a node whose span holds the offset; else the gap around the offset that no child covers. */
function around(text: string, node: Node, offset: number): { readonly child: Node | null } & Span {
  let start = node.pos;
  let end = node.kind === SyntaxKind.JsxText ? node.pos : isLiteral(node) ? startOf(text, node) : node.end;
  let child: Node | null = null;
  node.forEachChild((next) => {
    // Nodes made of JSDoc comments stand within the gaps.
    if ((next.flags & NodeFlags.Reparsed) !== 0) return;
    if (next.end <= offset) start = Math.max(start, next.end);
    else if (next.pos > offset) end = Math.min(end, next.pos);
    else child ??= next;
  });
  return { child, start, end };
}

/** Whether a node's own text may look like a comment without being one, while what stands before it may be one. */
function isLiteral(node: Node): boolean {
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateHead:
    case SyntaxKind.TemplateMiddle:
    case SyntaxKind.TemplateTail:
    case SyntaxKind.RegularExpressionLiteral: return true;
    default: return false;
  }
}

/** The comment around an offset within a stretch of text without strings. */
function commentIn(text: string, from: number, to: number, offset: number): Directive | null {
  for (let at = from; at < to && at <= offset;) {
    const opening = text.slice(at, at + 2);
    if (opening !== '//' && opening !== '/*') {
      at++;
      continue;
    }
    const closing = opening === '//' ? lineEnd(text, at) : text.indexOf('*/', at + 2) + 2;
    const end = closing < at + 2 ? text.length : closing;
    if (offset < end) return { start: at, end, text: text.slice(at, end) };
    at = end;
  }
  return null;
}
