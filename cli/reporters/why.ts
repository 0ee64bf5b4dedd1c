import type { Colors } from 'picocolors/types.js';
import type { Level } from '../../engine/rule.js';
import type { ExplainedFact, ExplainedFinding, Explanation, RuleExplanation } from '../../engine/why/explanation.js';
import type { Answer } from '../why.js';
import { printable } from './frame.js';
import { findingForPrograms } from './json.js';

/** The answer of `asynclint why` for people. */
export function whyText(answer: Answer, colors: Colors): string {
  const { places, path, explanation } = answer;
  const lines = [`${colors.bold(`${printable(places.shown(path))}:${answer.line}`)}  ${printable(answer.code.trim())}`, ''];
  if (answer.notLinted !== null) lines.push(`This file is not linted: ${printable(answer.notLinted)}.`, '');
  if (answer.onlyNamed !== null) lines.push(`This file is linted only where it is named itself: ${printable(answer.onlyNamed)}.`, '');
  if (explanation !== null) lines.push(...explained(answer, explanation, colors));
  return lines.join('\n');
}

function explained(answer: Answer, explanation: Explanation, colors: Colors): string[] {
  const { places, path } = answer;
  const at = (file: string, offset: number): string => {
    const { line, column } = places.at(file, offset);
    return `${printable(places.shown(file))}:${line}:${column}`;
  };
  const [told, idle] = [explanation.rules.filter((rule) => answer.named || saysSomething(rule)), explanation.rules.filter((rule) => !answer.named && !saysSomething(rule))];
  const factLines = (fact: ExplainedFact): string[] => [
    `    ${colors.dim(fact.about.padEnd(8))} ${printable(fact.text)}`,
    ...fact.places.map((place) => `             ${colors.cyan('→')} ${at(place.path, place.start)} ${printable(place.message)}`),
  ];
  return [
    ...explanation.problems.slice(0, 3).map(({ start, message }) => `${colors.magenta('problem')} ${at(path, start)} ${printable(message)}: what stands around it may not be understood`),
    ...(explanation.problems.length > 0 ? [''] : []),
    ...told.flatMap((rule) => [...ruleLines(rule, at, colors), '']),
    ...(idle.length > 0 ? [`Nothing here to examine for ${idle.map(({ rule }) => rule).join(', ')}.`, ''] : []),
    ...(explanation.calls.length > 0 ? ['What is known of the calls on this line:', ''] : ['There is no call on this line.', '']),
    ...explanation.calls.flatMap(({ callee, facts }) => [`  ${colors.bold(printable(callee))}`, ...facts.flatMap(factLines), '']),
    `Where ${explanation.function.name === '' ? 'the module' : `\`${printable(explanation.function.name)}\``} runs:`,
    ...explanation.function.contexts.flatMap(factLines), '',
  ];
}

function saysSomething({ findings, silences }: RuleExplanation): boolean {
  return findings.length + silences.length > 0;
}

function ruleLines(rule: RuleExplanation, at: (path: string, offset: number) => string, colors: Colors): string[] {
  const lines = rule.findings.flatMap((finding) => findingLines(finding, at, colors));
  for (const { subject, reason } of rule.silences) lines.push(`  silent on ${printable(subject)}: ${printable(reason.text)}`);
  if (lines.length === 0) lines.push(`  It examines ${rule.examines}; on this line there is none.`);
  if (rule.off !== null) lines.push(`  It shows nothing in this file: ${printable(rule.off)}`);
  return [colors.bold(rule.rule), ...lines];
}

function findingLines({ finding, hidden, lowered }: ExplainedFinding, at: (path: string, offset: number) => string, colors: Colors): string[] {
  const paint: Readonly<Record<Level, (text: string) => string>> = { error: colors.red, warning: colors.yellow, info: colors.blue };
  return [
    `  ${paint[finding.level](finding.level)} ${at(finding.path, finding.start)} ${printable(finding.message)}`,
    ...(hidden === null ? [] : [`    not shown: ${printable(hidden)}`]),
    ...(lowered === null ? [] : [`    no more than ${finding.level}: ${printable(lowered.text)}`]),
    ...finding.related.map((related) => `    ${colors.cyan('→')} ${at(related.path, related.start)} ${printable(related.message)}`),
  ];
}

/** The answer for programs: one JSON object, with lines and columns as in a report. */
export function whyJson({ version, path, line, code, notLinted, onlyNamed, explanation, places }: Answer): string {
  const facts = (list: readonly ExplainedFact[]): object[] => list.map(({ about, text, places: shown }) => ({
    about, text, places: shown.map((place) => ({ file: places.shown(place.path), ...places.at(place.path, place.start), message: place.message })),
  }));
  return `${JSON.stringify({
    version, file: places.shown(path), line, code, notLinted, onlyNamed,
    problems: explanation?.problems.map(({ start, message }) => ({ ...places.at(path, start), message })) ?? [],
    rules: explanation?.rules.map(({ rule, level, off, examines, findings, silences }) => ({
      rule, level, off, examines,
      findings: findings.map(({ finding, hidden, lowered }) => ({ ...findingForPrograms(finding, places), hidden, lowered })),
      silences: silences.map(({ start, end, subject, reason }) => ({ start: places.at(path, start), end: places.at(path, end), subject, reason })),
    })) ?? [],
    function: explanation === null ? null : { name: explanation.function.name, contexts: facts(explanation.function.contexts) },
    calls: explanation?.calls.map(({ start, end, callee, facts: list }) => ({ start: places.at(path, start), end: places.at(path, end), callee, facts: facts(list) })) ?? [],
  }, null, 2)}\n`;
}
