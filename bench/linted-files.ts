import { discover } from '../host/files.js';
import { artificial } from '../host/skips.js';
import { readSource } from '../host/source.js';
import { languageOf, type Language } from '../engine/text.js';

/** A file of a real project that is linted: what tools made is left out. */
export interface LintedFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
}

/** The files that are linted of a folder (absolute, with `/`), of one language or of both. */
export function lintedFiles(root: string, only?: string): readonly LintedFile[] {
  return discover([root], { exclude: null, ignore: true, top: root, most: 100_000 }).files.flatMap((path) => {
    const language = languageOf(path) as Language;
    if (only !== undefined && language !== only) return [];
    const source = readSource(path, language);
    return typeof source === 'string' || artificial(path, source.text, language) !== null ? [] : [{ path, text: source.text, language }];
  });
}

/** Numbers below `n`, the same at each run. */
export function numbers(seed = 7): (n: number) => number {
  let state = seed;
  return (n) => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % n;
}
