import type { Level } from '../../engine/rule.js';
import type { Report } from '../report.js';
import { sentence } from './text.js';

/**
 * The report for a workflow on GitHub: one command a line, which GitHub shows as an annotation beside the code. Paths are
 * relative to the repository (`workspace`), as annotations need them.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message;
 * for the escapes https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function github(report: Report, workspace: string): string {
  const { findings, problems, places } = report;
  const lines = findings.map((finding) => {
    const start = places.at(finding.path, finding.start);
    const end = places.at(finding.path, finding.end);
    const chain = finding.related.map(({ path, start: at, message }) => `${places.shown(path, workspace)}:${places.at(path, at).line} ${message}`);
    return command(commands[finding.level], {
      file: places.shown(finding.path, workspace), line: start.line, endLine: end.line,
      // GitHub refuses columns of a finding over several lines.
      ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
      title: `asynclint ${finding.rule}`,
    }, [finding.message, ...chain, finding.help].join('\n'));
  });
  for (const problem of problems) {
    const place = problem.start === undefined || places.textOf(problem.path) === undefined ? undefined : places.at(problem.path, problem.start);
    lines.push(command(problem.quiet ? 'notice' : 'warning', {
      ...(problem.path === '' ? {} : { file: places.shown(problem.path, workspace) }),
      ...(place === undefined ? {} : { line: place.line, col: place.column }),
      title: 'asynclint problem',
    }, problem.message));
  }
  return [...lines, sentence(report.summary), ''].join('\n');
}

const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${list.join(',')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
