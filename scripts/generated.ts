import type { Rule } from '../engine/rule.js';
import type { Snippet } from '../snippets/snippet.js';
import type { Language } from '../engine/text.js';

/**
 * What is written from the rules' own fields, so that nothing has to be kept equal by hand: the list in rules/index.ts,
 * the header of each rule's page, the table in README.md, a setting in package.json and its texts. `npm run docs` writes it, a test compares it.
 */

/** The name under which a rule's file exports it: `serialAwaitInLoop` for `serial-await-in-loop`. */
export function exportName(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The text of rules/index.ts for the ids of all rules. */
export function ruleIndex(ids: readonly string[]): string {
  const sorted = [...ids].sort();
  return [
    '// Written by `npm run docs` from the folders here. To add a rule: `npm run new-rule -- ID`.',
    "import type { Rule } from '../engine/rule.js';",
    ...sorted.map((id) => `import { ${exportName(id)} } from './${id}/rule.js';`),
    '',
    '/** All rules, in order of their ids. */',
    `export const rules: readonly Rule[] = [${sorted.map(exportName).join(', ')}];`,
    '',
  ].join('\n');
}

/** The text of snippets/index.ts: the pages' snippets as data, for what runs where the pages are not. */
export function snippetIndex(snippets: readonly Snippet[]): string {
  return [
    '// Written by `npm run docs` from the pages here.',
    "import type { Snippet } from './snippet.js';",
    '',
    '/** All snippets, in order of their prefixes. */',
    'export const snippets: readonly Snippet[] = [',
    ...snippets.map((snippet) => `  ${JSON.stringify(snippet)},`),
    '];',
    '',
  ].join('\n');
}

const languages: Readonly<Record<Language, string>> = { python: 'Python', typescript: 'TypeScript/JavaScript' };

/** A part of a Markdown file that is written between two comments. */
export interface Region {
  readonly begin: string;
  readonly end: string;
}

export const pageHeader: Region = { begin: '<!-- header: written by `npm run docs` -->', end: '<!-- /header -->' };
export const ruleTable: Region = { begin: '<!-- rules: written by `npm run docs` -->', end: '<!-- /rules -->' };

/** The header of a rule's page. */
export function headerOf(rule: Rule): string {
  const fixes = rule.fixes.length === 0 ? 'none' : rule.fixes.join(', ');
  const facts = [
    `**Level:** ${rule.level}`, `**Languages:** ${rule.languages.map((language) => languages[language]).join(', ')}`, `**Fix:** ${fixes}`,
    `**Since:** ${rule.since}`,
  ].join(' · ');
  const related = rule.related.length === 0 ? []
    : ['', `Suppressions of equal rules of other tools count here too: ${rule.related.map((name) => `\`${name}\``).join(', ')}.`];
  const snippets = rule.snippets === undefined ? []
    : ['', `The right pattern, as a snippet: ${rule.snippets.map((prefix) => `[\`${prefix}\`](../../snippets/${prefix}.md)`).join(', ')}.`];
  return ['', rule.summary, '', facts, ...related, ...snippets, ''].join('\n');
}

/** README's table of all rules. */
export function tableOf(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const names = rule.languages.map((language) => languages[language]).join(', ');
    return `| [\`${rule.id}\`](rules/${rule.id}/README.md) | ${rule.level} | ${names} | ${rule.fixes.join(', ') || '–'} | ${rule.summary} |`;
  });
  return ['', '| rule | level | languages | fix | finds |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

/** The text of package.json with the rules that there are in the setting `asynclint.rules`. */
export function manifestWithRules(manifest: string, rules: readonly Pick<Rule, 'id'>[]): string {
  const parsed = JSON.parse(manifest) as { contributes: { configuration: { properties: { 'asynclint.rules': { properties: object } } } } };
  parsed.contributes.configuration.properties['asynclint.rules'].properties = Object.fromEntries(
    rules.map(({ id }) => [id, { type: 'string', enum: ['error', 'warning', 'info', 'off'], description: `%rule.${id}%` }]),
  );
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

/** The text of package.nls.json, which holds the texts of package.json in English, with the rules' summaries at its end. */
export function textsWithRules(texts: string, rules: readonly Pick<Rule, 'id' | 'summary'>[]): string {
  const others = Object.entries(JSON.parse(texts) as object).filter(([key]) => !key.startsWith('rule.'));
  return `${JSON.stringify(Object.fromEntries([...others, ...rules.map(({ id, summary }) => [`rule.${id}`, summary])]), null, 2)}\n`;
}

/** A Markdown text with its region filled anew, or null where it has no such region. */
export function withRegion(markdown: string, region: Region, content: string): string | null {
  const begin = markdown.indexOf(region.begin);
  const end = markdown.indexOf(region.end, begin);
  if (begin < 0 || end < 0) return null;
  return `${markdown.slice(0, begin + region.begin.length)}\n${content.trim() === '' ? '' : content}${markdown.slice(end)}`;
}
