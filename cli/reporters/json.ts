import type { Finding } from '../../engine/rule.js';
import type { Places, Report } from '../report.js';

/**
 * The report for programs: one JSON object. Lines and columns are 1-based, columns count UTF-16 code units, ends are
 * exclusive; `file` is relative to the working directory, with `/`.
 */
export function json({ version, findings, problems, summary, places }: Report): string {
  return `${JSON.stringify({
    version,
    findings: findings.map((finding) => findingForPrograms(finding, places)),
    problems: problems.map((problem) => ({ file: places.shown(problem.path), message: places.told(problem) })),
    summary,
  }, null, 2)}\n`;
}

/** A finding for programs. */
export function findingForPrograms(finding: Finding, places: Places): object {
  const start = places.at(finding.path, finding.start);
  const end = places.at(finding.path, finding.end);
  return {
    file: places.shown(finding.path),
    line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
    rule: finding.rule, level: finding.level, message: finding.message, help: finding.help,
    related: finding.related.map(({ path, start: at, message }) => ({ file: places.shown(path), ...places.at(path, at), message })),
    fixes: finding.fixes.map(({ title, kind, edits }) => ({
      title, kind, edits: edits.map((edit) => ({ start: places.at(finding.path, edit.start), end: places.at(finding.path, edit.end), text: edit.text })),
    })),
  };
}
