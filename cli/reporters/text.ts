import type { Colors } from 'picocolors/types.js';
import type { Finding, Level } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import type { Repair } from '../fix.js';
import type { Report, Summary } from '../report.js';
import { frame, printable } from './frame.js';

/**
 * The report for people: each finding with its line of code, the chain of calls that leads to it, and what to do; then
 * the problems, and one line that sums up.
 *
 * @param repairs what `--fix` did; told first.
 * @param width of the terminal, in columns.
 */
export function text(report: Report, repairs: readonly Repair[], colors: Colors, width: number): string {
  const { findings, problems, places, summary } = report;
  const paint: Readonly<Record<Level, (text: string) => string>> = { error: colors.red, warning: colors.yellow, info: colors.blue };
  const at = (path: string, offset: number): string => {
    const { line, column } = places.at(path, offset);
    return `${printable(places.shown(path))}:${line}:${column}`;
  };
  const code = (path: string, span: Span, context: number, mark: (text: string) => string): string[] => {
    const source = places.textOf(path);
    return source === undefined ? [] : frame(source, places.lineStarts(path), span, { context, width, dim: colors.dim, mark });
  };
  const block = (finding: Finding): string => [
    `${colors.bold(at(finding.path, finding.start))} ${paint[finding.level](colors.bold(finding.level))} ${colors.dim(finding.rule)}`,
    `  ${printable(finding.message)}`,
    ...code(finding.path, finding, 1, paint[finding.level]),
    ...finding.related.flatMap((related) => [
      `  ${colors.cyan('→')} ${at(related.path, related.start)} ${printable(related.message)}`,
      ...code(related.path, related, 0, colors.cyan),
    ]),
    `  ${colors.cyan('help:')} ${printable(finding.help)}`,
    ...finding.fixes.filter(({ kind }) => kind === 'safe').slice(0, 1)
      .map(({ title }) => `  ${colors.green('fix:')} ${printable(title)} ${colors.dim('(--fix does this)')}`),
    ...finding.fixes.filter(({ kind }) => kind === 'suggestion')
      .map(({ title }) => `  ${colors.green('suggestion:')} ${printable(title)}`),
    '',
  ].join('\n');
  const written = problems.filter((problem) => !problem.quiet).map((problem) => {
    const place = problem.start === undefined || places.textOf(problem.path) === undefined
      ? printable(places.shown(problem.path)) : at(problem.path, problem.start);
    return `${place === '' ? '' : `${colors.bold(place)} `}${colors.magenta('problem')} ${printable(problem.message)}`;
  });
  return [
    ...repairs.map(({ path, line, column, rule, title }) =>
      `${colors.green('fixed')} ${printable(places.shown(path))}:${line}:${column} ${colors.dim(rule)} ${printable(title)}`),
    ...(repairs.length > 0 ? [''] : []),
    ...findings.map(block),
    ...written, ...(written.length > 0 ? [''] : []),
    ...(summary.skipped > 0 ? [colors.dim(`${plural(summary.skipped, 'generated or minified file')} left out (--format json names them)`)] : []),
    findings.length === 0 ? sentence(summary) : colors.bold(sentence(summary)),
    '',
  ].join('\n');
}

/** The line that sums up a run. */
export function sentence({ errors, warnings, infos, files, problems, fixable, suggested, fixed, fixedFiles }: Summary): string {
  const found = errors + warnings + infos;
  const parts = [[errors, 'error'], [warnings, 'warning'], [infos, 'info']] as const;
  const levels = parts.filter(([n]) => n > 0).map(([n, name]) => name === 'info' ? `${n} info` : plural(n, name)).join(', ');
  return [
    fixed > 0 ? `${fixedSentence({ fixed, fixedFiles }, 'Fixed')} ` : '',
    found === 0 ? `No findings in ${plural(files, 'file')}` : `${plural(found, 'finding')} (${levels}) in ${plural(files, 'file')}`,
    problems > 0 ? `, ${plural(problems, 'problem')}` : '',
    '.',
    fixable > 0 ? ` ${grouped(fixable)} can be fixed with --fix` : '',
    suggested > 0 ? `${fixable > 0 ? ', ' : ' '}${grouped(suggested)} ${fixable > 0 ? 'more ' : 'can be fixed '}with --fix-suggestions` : '',
    fixable + suggested > 0 ? '.' : '',
  ].join('');
}

/** What was done, or would be. */
export function fixedSentence({ fixed, fixedFiles }: Pick<Summary, 'fixed' | 'fixedFiles'>, verb: string): string {
  return `${verb} ${plural(fixed, 'finding')} in ${plural(fixedFiles, 'file')}.`;
}

function plural(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
