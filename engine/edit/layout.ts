import type { FileUnit } from '../project/unit.js';
import { lineEndOf } from './edits.js';
import { indentUnitOf } from './statements.js';

/** One item of a bracketed row: its text, the indentation of the line it was taken from, and comments that move with it. */
export interface Item {
  readonly text: string;
  readonly indentation: string;
  /** Lines that stand above the item, with their markers. */
  readonly comments: readonly string[];
}

/**
 * Lays out `head` items `tail` in the file's style: on one line where that fits and nothing keeps it apart, else one item
 * per line with a comma behind each, as formatters do.
 * @param indentation that of the line on which the head begins.
 * @returns the text from the head to the tail, without indentation before the head, with the file's line ends.
 */
export function bracketed(file: FileUnit, head: string, items: readonly Item[], tail: string, indentation: string): string {
  const line = head + items.map(({ text }) => text).join(', ') + tail;
  const isPlain = items.every(({ text, comments }) => comments.length === 0 && !/[\r\n]/.test(text));
  if (isPlain && !/[\r\n]/.test(line) && fits(file, indentation + line)) return line;
  const lineEnd = lineEndOf(file.text);
  const inner = indentation + indentUnitOf(file);
  const last = items.length - 1;
  const rows = items.map((item, i) => {
    const comma = i < last || hasTrailingCommas(file, closingOf(tail)) ? ',' : '';
    return [...item.comments.map((comment) => inner + comment), inner + shifted(item.text, item.indentation, inner) + comma].join(lineEnd);
  });
  return [head, ...rows, indentation + tail].join(lineEnd);
}

/** Whether a line stays within the width of the file's project. */
export function fits(file: FileUnit, line: string): boolean {
  return widthOf(line) <= file.lineWidth;
}

/** How wide a line is, in columns. */
export function widthOf(line: string): number {
  return line.replaceAll('\t', '    ').length;
}

/** A text of several lines, moved from one indentation to another. Its first line has none; lines that are indented less stay. */
export function shifted(text: string, from: string, to: string): string {
  return text.replace(/(\r\n|\n|\r)([^\r\n]+)/g, (whole, lineEnd: string, line: string) => (line.startsWith(from) ? lineEnd + to + line.slice(from.length) : whole));
}

type Closing = ')' | ']' | '}';

function closingOf(tail: string): Closing {
  return tail[0] === ']' ? ']' : tail[0] === '}' ? '}' : ')';
}

/**
 * Whether the file puts a comma behind the last of several lines in brackets that close so; where it shows neither, whether it
 * does in others; where it shows nothing, yes, but for code without semicolons, whose style (standard) has none.
 */
export function hasTrailingCommas(file: FileUnit, closing: Closing): boolean {
  if (file.language === 'python') return true;
  const own = commasBefore(file.text, [closing]);
  const { trailing, bare } = own.trailing || own.bare ? own : commasBefore(file.text, [')', ']', '}']);
  return trailing || (!bare && terminatorOf(file) === ';');
}

/** Whether lines before closing brackets of these kinds end with a comma somewhere, and whether they end without. */
function commasBefore(text: string, closings: readonly Closing[]): { readonly trailing: boolean; readonly bare: boolean } {
  return {
    trailing: closings.some((closing) => new RegExp(`,[ \\t]*(?:\\r\\n|\\n|\\r)[ \\t]*\\${closing}`).test(text)),
    bare: closings.some((closing) => {
      // What ends a block is no item: of what stands in braces only a property is told from a statement.
      const item = closing === '}' ? '\\w+: [^\\r\\n;{]*[^,;{\\s]' : '[\\w\'"`)\\]}][ \\t]*';
      return new RegExp(`${item}(?:\\r\\n|\\n|\\r)[ \\t]*\\${closing}`).test(text);
    }),
  };
}

/** What a statement of TypeScript ends with in this file: a semicolon, unless most do without. */
export function terminatorOf({ language, text, facts: { statements } }: FileUnit): ';' | '' {
  if (language !== 'typescript') return '';
  let balance = 0;
  for (let at = 0; at < statements.length; at += 3) {
    const last = text[statements[at + 1]! - 1];
    if (last !== '}') balance += last === ';' ? 1 : -1;
  }
  return balance >= 0 ? ';' : '';
}
