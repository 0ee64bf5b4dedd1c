import type { Finding, Fix } from '../engine/rule.js';

/**
 * Which fix of a finding is applied. Safe ones always are; a suggestion changes what the code does, or is one of several
 * honest cures, so it has to be asked for: by the id of its rule, by its title, or with all others.
 */
export interface Suggestions {
  readonly all: boolean;
  /** Ids of rules. */
  readonly rules: ReadonlySet<string>;
  /** Titles of fixes as they were named; one may be several with commas, or hold commas itself. */
  readonly titles: readonly string[];
}

/**
 * The fix to apply: one that is asked for by its title, else the first safe one, else, where its rule or all are asked
 * for, the first suggestion.
 */
export function chosenFix({ rule, fixes }: Finding, wanted: Suggestions): Fix | undefined {
  return fixes.find(({ title }) => wanted.titles.some((name) => isTitle(name, title)))
    ?? fixes.find(({ kind }) => kind === 'safe')
    ?? (wanted.all || wanted.rules.has(rule) ? fixes[0] : undefined);
}

/** The titles asked for that no finding has a fix of. */
export function unmetTitles(findings: readonly Finding[], { titles }: Suggestions): readonly string[] {
  const offered = titlesOf(findings).map(plain);
  return titles.flatMap((name) => offered.includes(plain(name)) ? [] : name.split(',').filter((part) => !offered.includes(plain(part))).map((part) => part.trim()));
}

/** The titles of all fixes on offer, once each. */
export function titlesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)))].sort();
}

function isTitle(name: string, title: string): boolean {
  return [name, ...name.split(',')].some((each) => plain(each) === plain(title));
}

/** Titles are named as a shell lets one write them: backticks and capitals don't count. */
function plain(title: string): string {
  return title.replaceAll('`', '').trim().toLowerCase();
}
