/**
 * What comments say that facts keep: that nobody waits for something. A reader looks for the words and keeps where the
 * comment stands; what it means for the code beside it is for rules to say.
 */
export const unawaitedWords = new RegExp([
  '\\bun-?awaited\\b', '\\bfire[ -](?:and|&|n)[ -]forget\\b', '\\bin (?:the )?background\\b', '\\bbackground task\\b',
  // "don't await", "not awaited", "no need to wait", "without waiting", "should never block"; but not "don't forget to await".
  "(?:\\bnot|n['’]t|\\bno need to|\\bwithout|\\bnever|\\bavoid)(?:[ \\t]+(?!forget\\b)[\\w'’]+){0,2}[ \\t]+(?:a?wait|block)(?:ing|ed|s)?\\b",
].join('|'), 'i');

/** What a comment calls a defect. */
export const defectWords = /\b(?:todo|fixme|xxx|hack|bug)\b/i;

/** Whether a comment says that nobody waits for something, and doesn't call that a defect. */
export function saysUnawaited(comment: string): boolean {
  return unawaitedWords.test(comment) && !defectWords.test(comment);
}
