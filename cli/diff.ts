import { structuredPatch } from 'diff';
import type { Colors } from 'picocolors/types.js';
import { printable } from './reporters/frame.js';

/**
 * What fixes would change, as a unified diff that `git apply` and `patch -p1` take: bytes as they stand in the files,
 * whatever their encoding and line ends. On a terminal the same is shown as text instead.
 */

/** A file's content before and after its fixes. */
export interface Change {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly before: Content;
  readonly after: Content;
}

export interface Content {
  readonly text: string;
  readonly bytes: Buffer;
}

/** Whether a patch can change a file of this content: it goes by lines of bytes, of which UTF-16 has none. */
export function isPatchable({ before }: Change): boolean {
  return !before.bytes.includes(0);
}

/** The diff of the changes in bytes, one after the other. */
export function diffInBytes(changes: readonly Change[], colors: Colors): Buffer {
  // One character stands for one byte here; names are written in UTF-8 as well.
  const lines = changes.flatMap(({ path, before, after }) =>
    linesOf(Buffer.from(path).toString('latin1'), before.bytes.toString('latin1'), after.bytes.toString('latin1'), colors, (line) => line));
  return Buffer.from(lines.join(''), 'latin1');
}

/** The diff of the changes for a terminal. */
export function diffAsText(changes: readonly Change[], colors: Colors): string {
  const shown = (line: string): string => printable(line.replaceAll('\t', '    ')).replace(/\\r$/, '');
  return changes.flatMap(({ path, before, after }) => linesOf(printable(path), before.text, after.text, colors, shown)).join('');
}

function linesOf(path: string, before: string, after: string, colors: Colors, shown: (line: string) => string): string[] {
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  const paint = (line: string): string => {
    const [sign, rest] = [line[0]!, shown(line.slice(1))];
    return sign === '+' ? colors.green(sign + rest) : sign === '-' ? colors.red(sign + rest) : sign + rest;
  };
  return [
    colors.bold(`--- ${nameOf(`a/${path}`)}`), colors.bold(`+++ ${nameOf(`b/${path}`)}`),
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [colors.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`), ...lines.map(paint)]),
  ].map((line) => `${line}\n`);
}

/** A name as Git and GNU patch read it: in quotes with escapes where it needs them, and behind a name with blanks a tab. */
function nameOf(path: string): string {
  if (!/[\x00-\x1f\x7f"\\]/.test(path)) return path.includes(' ') ? `${path}\t` : path;
  return `"${path.replace(/[^ !#-[\]-~]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;
}
