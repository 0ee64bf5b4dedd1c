import { relative } from 'node:path';
import type { Finding, Level } from '../engine/rule.js';
import type { Problem } from '../engine/session.js';
import { lineStartsOf, positionAt } from '../engine/text.js';
import { slashed } from '../host/files.js';

/**
 * What a run found, as reporters get it. A reporter is a pure function from a report to the text that is printed.
 */
export interface Report {
  readonly version: string;
  /** In order of file and position. */
  readonly findings: readonly Finding[];
  readonly problems: readonly ReportedProblem[];
  readonly summary: Summary;
  readonly places: Places;
}

export interface ReportedProblem extends Problem {
  /** A quiet problem is counted in the text report's summary; the others are written out. */
  readonly quiet: boolean;
}

export interface Summary {
  /** Files that were linted. */
  readonly files: number;
  /** Further files of the project that were read for what calls into them mean. */
  readonly context: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly problems: number;
  /** Generated and minified files found on the way, which are listed as problems too but not counted as such. */
  readonly skipped: number;
  /** Findings that `--fix` would cure. */
  readonly fixable: number;
  /** Further findings that `--fix-suggestions` could cure. */
  readonly suggested: number;
  /** What `--fix` did: findings cured, and the files changed by it. */
  readonly fixed: number;
  readonly fixedFiles: number;
}

/** A 1-based line and column; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where offsets lie, and how paths are shown: relative to the working directory. */
export class Places {
  private readonly starts = new Map<string, Int32Array>();

  /** @param textOf the text of a path, for offsets in it; undefined for a file that is not known. */
  constructor(readonly cwd: string, readonly textOf: (path: string) => string | undefined) {}

  at(path: string, offset: number): Position {
    const { line, character } = positionAt(this.lineStarts(path), offset);
    return { line: line + 1, column: character + 1 };
  }

  lineStarts(path: string): Int32Array {
    let starts = this.starts.get(path);
    if (starts === undefined) this.starts.set(path, starts = lineStartsOf(this.textOf(path) ?? ''));
    return starts;
  }

  /** The path relative to a folder (the working directory), with `/`; as it is where that is no way to it. */
  shown(path: string, from = this.cwd): string {
    return path === '' ? '' : slashed(relative(from, path)) || '.';
  }

  /** A problem's message, which tells its place in the file where it has one. */
  told(problem: Problem): string {
    if (problem.start === undefined || this.textOf(problem.path) === undefined) return problem.message;
    const { line, column } = this.at(problem.path, problem.start);
    return `line ${line}, column ${column}: ${problem.message}`;
  }
}

/** The number of findings of a level. */
export function count(findings: readonly Finding[], level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}
