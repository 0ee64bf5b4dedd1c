import type { Language } from '../../engine/text.js';

/**
 * A scanner of its own for comments, so that the proof "fixes keep comments" does not rest on the parsers it tests. It
 * knows strings of both languages; JavaScript's regular expressions it takes for divisions, which is right unless one
 * holds a quote.
 */
const scanners: Readonly<Record<Language, RegExp>> = {
  python: /(?<comment>#[^\r\n]*)|("""|''')(?:\\[^]|(?!\2)[^])*\2|"(?:\\[^]|[^"\\\r\n])*"|'(?:\\[^]|[^'\\\r\n])*'/g,
  typescript: /(?<comment>\/\/[^\r\n]*|\/\*[^]*?\*\/)|`(?:\\[^]|[^`\\])*`|"(?:\\[^]|[^"\\\r\n])*"|'(?:\\[^]|[^'\\\r\n])*'/g,
};

/** The comments of a text, in order. */
export function commentsOf(language: Language, text: string): string[] {
  const comments: string[] = [];
  for (const match of text.matchAll(scanners[language])) {
    const comment = match.groups?.['comment'];
    if (comment !== undefined) comments.push(comment.trim());
  }
  return comments;
}
