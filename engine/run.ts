import type { Finding, Fix, Related, Rule, RuleFinding } from './rule.js';
import type { Problem } from './session.js';
import { levelOf, mayShow, type Settings } from './settings.js';
import { suppress, unusedSuppression } from './suppressions.js';
import type { LinkedProject } from './project/linked.js';
import type { FileUnit } from './project/unit.js';

/**
 * Running the rules over one file, and policy: what becomes of what they yield. Rules know nothing of levels that a user
 * sets, of suppressions, or of where related places lie by now.
 */

/** What the rules yielded for a file, before policy. */
export interface RawFindings {
  readonly list: readonly { readonly rule: Rule; readonly finding: RuleFinding; readonly fixes: readonly Fix[] }[];
  /** Rules that failed on this file: a defect of asynclint, told once, that costs the others nothing. */
  readonly problems: readonly Problem[];
}

/** Runs every rule that may show anything. */
export function runRules(file: FileUnit, project: LinkedProject, rules: readonly Rule[], settings: Settings): RawFindings {
  const list: { rule: Rule; finding: RuleFinding; fixes: readonly Fix[] }[] = [];
  const problems: Problem[] = [];
  const guarded = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ path: file.path, message: `${what} failed on this file (a defect of asynclint; everything else ran): ${reason}` });
    }
  };
  for (const rule of rules) {
    if (!rule.languages.includes(file.language) || !mayShow(rule, settings)) continue;
    guarded(`the rule ${rule.id}`, () => {
      for (const found of rule.check(file, project)) if (!('silent' in found)) list.push({ rule, finding: found, fixes: [] });
    });
  }
  for (const item of list) {
    const { rule, finding } = item;
    if (finding.fixes === undefined || levelOf(rule, finding.level ?? rule.level, settings) === null) continue;
    guarded(`a fix of the rule ${rule.id}`, () => {
      item.fixes = finding.fixes!();
    });
  }
  return { list, problems };
}

/** Applies levels and suppressions, fills in messages and looks up related places. In order of position. */
export function applyPolicy(
  file: FileUnit, raw: RawFindings, project: LinkedProject, rules: readonly Rule[], settings: Settings,
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } {
  const all = raw.list.map(({ rule, finding, fixes }) => ({ ...finding.span, rule: rule.id, by: rule, finding, fixes }));
  const ran = new Set(rules.filter((rule) => rule.languages.includes(file.language) && mayShow(rule, settings)).map((rule) => rule.id));
  const { kept, unused, problems } = suppress(file, all, rules, ran);
  const findings: Finding[] = [];
  for (const { by, finding, fixes } of kept) {
    const level = levelOf(by, finding.level ?? by.level, settings);
    if (level !== null) findings.push({ ...fill(file, by, finding, level, project), fixes });
  }
  for (const finding of unused) {
    const level = levelOf(unusedSuppression, finding.level, settings);
    if (level !== null) findings.push({ ...finding, level });
  }
  findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  return { findings, problems: [...raw.problems, ...problems] };
}

/** A finding as doors show it, without its fixes. */
export function fill(file: FileUnit, rule: Rule, finding: RuleFinding, level: Finding['level'], project: LinkedProject): Finding {
  const message = rule.messages[finding.message];
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => finding.data?.[name] ?? whole);
  return {
    path: file.path, start: finding.span.start, end: finding.span.end, rule: rule.id, messageId: finding.message, level,
    message: filled(message?.text ?? finding.message), help: filled(message?.help ?? ''),
    related: (finding.related ?? []).flatMap((related) => locate(project, related)), fixes: [],
  };
}

function locate(project: LinkedProject, { place, message }: Related): Finding['related'] {
  const span = project.locate(place);
  return span === undefined ? [] : [{ path: place.path, start: span.start, end: span.end, message }];
}
