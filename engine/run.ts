import type { Finding, Related, Rule, RuleFinding } from './rule.js';
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
  readonly list: readonly { readonly rule: Rule; readonly finding: RuleFinding }[];
  /** Rules that failed on this file: a defect of asynclint, told once, that costs the others nothing. */
  readonly problems: readonly Problem[];
}

/** Runs every rule that may show anything. */
export function runRules(file: FileUnit, project: LinkedProject, rules: readonly Rule[], settings: Settings): RawFindings {
  const list: { rule: Rule; finding: RuleFinding }[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (!rule.languages.includes(file.language) || !mayShow(rule, settings)) continue;
    try {
      for (const found of rule.check(file, project)) if (!('silent' in found)) list.push({ rule, finding: found });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ path: file.path, message: `the rule ${rule.id} failed on this file (a defect of asynclint; the other rules ran): ${reason}` });
    }
  }
  return { list, problems };
}

/** Applies levels and suppressions, fills in messages and looks up related places. In order of position. */
export function applyPolicy(
  file: FileUnit, raw: RawFindings, project: LinkedProject, rules: readonly Rule[], settings: Settings,
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } {
  const all = raw.list.map(({ rule, finding }) => ({ ...finding.span, rule: rule.id, by: rule, finding }));
  const ran = new Set(rules.filter((rule) => rule.languages.includes(file.language) && mayShow(rule, settings)).map((rule) => rule.id));
  const { kept, unused, problems } = suppress(file, all, rules, ran);
  const findings: Finding[] = [];
  for (const { by, finding } of kept) {
    const level = levelOf(by, finding.level ?? by.level, settings);
    if (level !== null) findings.push(fill(file, by, finding, level, project));
  }
  for (const finding of unused) {
    const level = levelOf(unusedSuppression, finding.level, settings);
    if (level !== null) findings.push({ ...finding, level });
  }
  findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  return { findings, problems: [...raw.problems, ...problems] };
}

/** A finding as doors show it. */
export function fill(file: FileUnit, rule: Rule, finding: RuleFinding, level: Finding['level'], project: LinkedProject): Finding {
  const message = rule.messages[finding.message];
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => finding.data?.[name] ?? whole);
  return {
    path: file.path, start: finding.span.start, end: finding.span.end, rule: rule.id, messageId: finding.message, level,
    message: filled(message?.text ?? finding.message), help: filled(message?.help ?? ''),
    related: (finding.related ?? []).flatMap((related) => locate(project, related)), fixes: finding.fixes ?? [],
  };
}

function locate(project: LinkedProject, { place, message }: Related): Finding['related'] {
  const span = project.locate(place);
  return span === undefined ? [] : [{ path: place.path, start: span.start, end: span.end, message }];
}
