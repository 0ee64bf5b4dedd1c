import type { Found } from './lint.js';
import type { Mark } from './marks.js';
import type { Scenario, ScenarioFile } from './page.js';
import type { Rule } from '../../engine/rule.js';

/**
 * Compares what was found with what is marked, one to one: a finding of the page's rule without a mark is a failure,
 * and so is a mark without a finding. Findings of other rules count only where a mark names them. Related places are
 * compared in the same way as soon as the scenario marks one of them.
 */
export interface Expectation {
  readonly rule: Rule;
  /** `exact`: a mark is the whole message; `part`: a part of it. */
  readonly texts: 'exact' | 'part';
}

/** One thing that a page claims or that was found: findings and related places in one form. */
interface Sighting {
  readonly kind: Mark['kind'];
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly level: string | null;
  readonly rule: string | null;
  readonly text: string;
}

/** The failures of a scenario as text for a reader; empty where everything is as marked. */
export function compare(scenario: Scenario, found: readonly Found[], expectation: Expectation): string[] {
  const sightings = sightingsOf(scenario, found, expectation.rule);
  const left = new Set(sightings);
  const failures: string[] = [];
  for (const file of scenario.files) {
    for (const mark of bySpecificity(file.marks.filter(({ kind }) => kind === 'finding' || kind === 'related'))) {
      const match = [...left].find((each) => each.path === file.path && fits(mark, each, expectation));
      if (match !== undefined) left.delete(match);
      else failures.push(missing(scenario, file, mark, sightings));
    }
  }
  for (const sighting of left) failures.push(unmarked(scenario, sighting));
  return failures.length === 0 ? [] : [...failures, ...asFound(scenario, sightings)];
}

function sightingsOf(scenario: Scenario, found: readonly Found[], rule: Rule): Sighting[] {
  const marks = scenario.files.flatMap((file) => file.marks);
  const named = new Set(marks.map((mark) => mark.rule));
  const relating = marks.some((mark) => mark.kind === 'related');
  const sightings = new Map<string, Sighting>();
  for (const each of found) {
    const { finding } = each;
    if (finding.rule !== rule.id && !named.has(finding.rule)) continue;
    const own: Sighting = {
      kind: 'finding', path: each.path, line: each.line, start: each.start, end: each.end, level: finding.level,
      rule: finding.rule === rule.id ? null : finding.rule, text: finding.message,
    };
    sightings.set(`${sightings.size}`, own);
    if (!relating || finding.rule !== rule.id) continue;
    // Two findings may refer to the same place in the same words: the reader marks it once.
    for (const { message, ...place } of each.related) {
      const sighting: Sighting = { kind: 'related', ...place, level: null, rule: null, text: message };
      sightings.set(JSON.stringify(sighting), sighting);
    }
  }
  return [...sightings.values()];
}

function bySpecificity(marks: readonly Mark[]): Mark[] {
  const weight = (mark: Mark): number => (mark.columns === null ? 0 : 1_000_000) + mark.text.length;
  return [...marks].sort((a, b) => weight(b) - weight(a));
}

function fits(mark: Mark, sighting: Sighting, { rule, texts }: Expectation): boolean {
  const level = mark.level ?? (mark.rule === null ? rule.level : sighting.level);
  return mark.kind === sighting.kind && mark.line === sighting.line
    && (mark.kind === 'related' || (level === sighting.level && mark.rule === sighting.rule))
    && (mark.columns === null || (mark.columns.start === sighting.start && mark.columns.end === sighting.end))
    && (texts === 'exact' ? sighting.text === mark.text : sighting.text.includes(mark.text));
}

function missing(scenario: Scenario, file: ScenarioFile, mark: Mark, sightings: readonly Sighting[]): string {
  const near = sightings.filter((each) => each.path === file.path && each.line === mark.line);
  const instead = near.length === 0 ? 'Nothing was found on this line.' : `On this line there is: ${near.map((each) => markFor(each)).join(' | ')}`;
  return `${scenario.page}:${mark.pageLine}: marked, but not found (${file.path}, line ${mark.line + 1})\n`
    + `    ${lineOf(file, mark.line)}\n    ${label(mark)}: ${mark.text}\n    ${instead}`;
}

function unmarked(scenario: Scenario, sighting: Sighting): string {
  const file = scenario.files.find((each) => each.path === sighting.path);
  if (file === undefined) return `${scenario.page}:${scenario.line}: ${markFor(sighting)} points to ${sighting.path}, which this scenario does not have`;
  return `${scenario.page}:${file.line}: found, but not marked (${file.path}, line ${sighting.line + 1})\n`
    + `    ${lineOf(file, sighting.line)}\n    ${pinFor(sighting)}`;
}

/** The files with what was found written as marks: what an author pastes where asynclint is right. */
function asFound(scenario: Scenario, sightings: readonly Sighting[]): string[] {
  const parts = scenario.files.filter((file) => file.language !== null).map((file) => {
    const sign = file.language === 'python' ? '#' : '//';
    const lines = file.text.trimEnd().split('\n').map((line, i) => {
      const here = sightings.filter((each) => each.path === file.path && each.line === i);
      return line + here.map((each) => `  ${sign} ${markFor(each)}`).join('');
    });
    return [`  ${file.path}`, ...lines.map((line) => `    ${line}`)].join('\n');
  });
  return [`As found:\n${parts.join('\n')}`];
}

function lineOf(file: ScenarioFile, line: number): string {
  return file.text.split('\n')[line] ?? '';
}

function label({ kind, level, rule }: { kind: string; level: string | null; rule: string | null }): string {
  return `${kind}${level === null ? '' : `(${level})`}${rule === null ? '' : `[${rule}]`}`;
}

function markFor(sighting: Sighting): string {
  return `${label(sighting)}: ${sighting.text}`;
}

function pinFor(sighting: Sighting): string {
  return `${' '.repeat(sighting.start)}${'^'.repeat(Math.max(1, sighting.end - sighting.start))} ${markFor(sighting)}`;
}
