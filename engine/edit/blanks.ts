import type { Language } from '../text.js';

/**
 * Past the blanks, comments and line ends that stand at an offset. In Python a line end may end the statement there: that is
 * for the caller to know.
 */
export function skipBlanks(text: string, language: Language, from: number): number {
  const blank = language === 'python' ? /[ \t\f\r\n]+|\\(?:\r\n|\r|\n)|#[^\r\n]*/y : /\s+|\/\/[^\r\n]*|\/\*[^]*?\*\//y;
  let at = from;
  for (blank.lastIndex = at; blank.test(text); blank.lastIndex = at) at = blank.lastIndex;
  return at;
}
