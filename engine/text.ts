/**
 * Text is where everything begins: spans count UTF-16 code units, half-open, from the start of the file's text.
 * This room knows nothing of a language.
 */

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The two families of languages one analysis serves; `typescript` covers JavaScript and JSX as well. */
export type Language = 'python' | 'typescript';

const extensions: Readonly<Record<string, Language>> = {
  '.py': 'python', '.pyi': 'python', '.pyw': 'python',
  '.ts': 'typescript', '.tsx': 'typescript', '.mts': 'typescript', '.cts': 'typescript',
  '.js': 'typescript', '.jsx': 'typescript', '.mjs': 'typescript', '.cjs': 'typescript',
};

/** The language of a path by its extension, or undefined where asynclint does not read such files. */
export function languageOf(path: string): Language | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : extensions[path.slice(dot).toLowerCase()];
}

/** The offset at which each line starts; `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStartsOf(text: string): Int32Array {
  const starts: number[] = [0];
  // The search for one character is much faster than a look at each, and lone carriage returns are rare.
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    if (carriage >= 0 && carriage + 1 === feed) carriage = text.indexOf('\r', feed);
    const takesFeed = carriage < 0 || (feed >= 0 && feed < carriage);
    starts.push((takesFeed ? feed : carriage) + 1);
    if (takesFeed) feed = text.indexOf('\n', feed + 1);
    else carriage = text.indexOf('\r', carriage + 1);
  }
  return Int32Array.from(starts);
}

/** The 0-based line and UTF-16 character of an offset. An offset past the end lies on the last line. */
export function positionAt(lineStarts: Int32Array, offset: number): { line: number; character: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - lineStarts[low]! };
}
