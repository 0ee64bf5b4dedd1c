import { spelled, type CallStep } from '../flow/step.js';
import { calleeText } from '../project/calls.js';
import type { LinkedProject } from '../project/linked.js';
import type { FileUnit, FunctionUnit } from '../project/unit.js';
import type { Rule, RuleFinding, Silence } from '../rule.js';
import { fill } from '../run.js';
import { levelOf, mayShow, whyHidden, type Settings } from '../settings.js';
import { suppress } from '../suppressions.js';
import { positionAt, type Span } from '../text.js';
import { factsOfCall, factsOfContexts } from './calls.js';
import type { ExplainedCall, ExplainedFinding, ExplainedSilence, Explanation, RuleExplanation } from './explanation.js';
import { whyUnknown } from './unknown.js';

/**
 * Explains a line: runs the rules that are asked for, whatever the settings say of them, and tells of each what it found
 * there and whether policy shows it, or on which facts it let the line go.
 *
 * @param line 0-based.
 * @param all all rules there are, which suppressions may name.
 */
export function explain(
  file: FileUnit, line: number, asked: readonly Rule[], all: readonly Rule[], project: LinkedProject, settings: Settings,
): Explanation {
  const { lineStarts, problems } = file.facts;
  const calls = file.functions.flatMap((fn) => [...callsOn(fn, line)]);
  const inner = calls.at(-1)?.fn ?? functionAround(file, lineStarts[line]!, line);
  return {
    problems,
    rules: asked.map((rule) => explainRule(file, line, rule, all, project, settings)),
    function: { name: spelled(inner.qualifiedName), contexts: factsOfContexts(project, inner) },
    calls: calls.map(({ fn, call }): ExplainedCall => ({
      start: fn.flow.start(call.callee), end: fn.flow.end(call.callee), callee: calleeText(fn, call.callee), facts: factsOfCall(project, fn, call),
    })),
  };
}

function explainRule(file: FileUnit, line: number, rule: Rule, all: readonly Rule[], project: LinkedProject, settings: Settings): RuleExplanation {
  const about = { rule: rule.id, level: rule.level, examines: rule.examines };
  if (!rule.languages.includes(file.language)) {
    return { ...about, off: `it does not examine ${file.language === 'python' ? 'Python' : 'TypeScript and JavaScript'}`, findings: [], silences: [] };
  }
  const found: RuleFinding[] = [];
  const silences: Silence[] = [];
  for (const each of rule.check(file, project)) {
    if ('silent' in each) silences.push(each);
    else found.push(each);
  }
  silences.push(...rule.silences?.(file, project) ?? []);
  const here = (span: Span): boolean => covers(file, span, line);
  const judged = policy(file, rule, found, all, project, settings).filter(({ finding }) => here(finding));
  const silent = silences.filter((silence) => here(placeOf(silence))).map((silence) => explainSilence(project, rule, silence));
  const off = mayShow(rule, settings) ? null : whyHidden(rule, rule.level, settings);
  return { ...about, off, findings: judged, silences: distinct(silent) };
}

/** All findings of a rule in a file with what policy makes of them. */
function policy(
  file: FileUnit, rule: Rule, found: readonly RuleFinding[], all: readonly Rule[], project: LinkedProject, settings: Settings,
): readonly ExplainedFinding[] {
  const candidates = found.map((finding) => ({ ...finding.span, rule: rule.id, finding }));
  const { silenced } = suppress(file, candidates, all, new Set([rule.id]));
  return candidates.map((candidate) => {
    const { finding } = candidate;
    const level = finding.level ?? rule.level;
    const shown = levelOf(rule, level, settings);
    const by = silenced.get(candidate);
    const comment = by === undefined ? null
      : by === 'elsewhere' ? 'a comment silences it that is addressed to another tool, for a rule that finds the same'
      : `a suppression in line ${positionAt(file.facts.lineStarts, by.start).line + 1} silences it`;
    return {
      finding: fill(file, rule, finding, shown ?? level, project),
      hidden: comment ?? whyHidden(rule, level, settings),
      lowered: finding.lowered === undefined ? null : { id: finding.lowered, text: rule.reasons[finding.lowered] ?? finding.lowered },
    };
  });
}

function explainSilence(project: LinkedProject, rule: Rule, silence: Silence): ExplainedSilence {
  const { fn, at, data } = silence;
  const step = fn.flow.step(at);
  const callee = step.kind === 'call' ? calleeText(fn, step.callee) : '';
  const words: Record<string, string> = { callee, ...data };
  const text = (rule.reasons[silence.silent] ?? silence.silent).replace(/\{(\w+)\}/g, (whole, name: string) => (
    name === 'unknown' && data?.['unknown'] === undefined ? whyUnknown(project, fn, at) ?? 'there are more possibilities than are followed' : words[name] ?? whole
  ));
  const subject = step.kind === 'call' ? `\`${callee}\`` : step.kind === 'loop' ? 'this loop' : 'this statement';
  return { ...placeOf(silence), subject, reason: { id: silence.silent, text } };
}

/** A call by its callee's last line, a region by all its lines, other steps as they stand. */
function placeOf({ fn, at }: Silence): Span {
  const step = fn.flow.step(at);
  if (step.kind !== 'call') return step;
  const end = fn.flow.end(step.callee);
  return { start: Math.max(step.start, lineStartBefore(fn.file, end)), end };
}

/** The start of the line on which the character before an offset stands. */
function lineStartBefore({ facts }: FileUnit, offset: number): number {
  return facts.lineStarts[positionAt(facts.lineStarts, Math.max(0, offset - 1)).line]!;
}

function covers({ facts }: FileUnit, { start, end }: Span, line: number): boolean {
  return positionAt(facts.lineStarts, start).line <= line && positionAt(facts.lineStarts, Math.max(start, end - 1)).line >= line;
}

function* callsOn(fn: FunctionUnit, line: number): Iterable<{ readonly fn: FunctionUnit; readonly call: CallStep }> {
  for (const step of fn.flow) {
    if (step.kind !== 'call') continue;
    const end = fn.flow.end(step.callee);
    if (positionAt(fn.file.facts.lineStarts, Math.max(fn.flow.start(step.callee), end - 1)).line === line) yield { fn, call: step };
  }
}

/** The innermost function of which a line is part. */
function functionAround(file: FileUnit, start: number, line: number): FunctionUnit {
  const end = (file.facts.lineStarts[line + 1] ?? file.text.length + 1) - 1;
  return file.functions.findLast(({ fact }) => fact.start < end && fact.end > start) ?? file.functions[0]!;
}

/** Without those that say the same of the same thing: a function may be walked more than once. */
function distinct(silences: readonly ExplainedSilence[]): readonly ExplainedSilence[] {
  const seen = new Set<string>();
  return silences.filter(({ start, subject, reason }) => {
    const key = `${start} ${subject} ${reason.text}`;
    return !seen.has(key) && seen.add(key);
  });
}
