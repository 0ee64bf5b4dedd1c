import type { Finding, Rule } from '../engine/rule.js';
import type { OpenSession, Problem, Session } from '../engine/session.js';
import type { Arguments } from './arguments.js';
import { slashed } from '../host/files.js';
import { titlesOf, unmetTitles } from './choice.js';
import type { Change } from './diff.js';
import { fix, notFixed, type Fixed, type Repair } from './fix.js';
import type { Progress } from './progress.js';
import { find, loud, readAll, type FoundProject, type ReadFiles } from './project.js';
import { replaceFile } from './replace-file.js';
import { count, Places, type Report } from './report.js';
import { readText } from '../host/source.js';

/**
 * One run of the command line: find the project, its configuration and its files; read them all into a session; ask for
 * the findings of the files that were named; fix them if asked to. What is printed is the reporters' business.
 */
export interface Run {
  readonly report: Report;
  readonly repairs: readonly Repair[];
  /** What `--diff` shows. */
  readonly changes: readonly Change[];
  /** The titles that `--fix-suggestions` names and no finding has a fix of, and those that there are. */
  readonly titles: { readonly unmet: readonly string[]; readonly offered: readonly string[] };
  /** Milliseconds by layer, and counts of work. */
  readonly measures: Readonly<Record<string, number>>;
  /** Whether a file could not be linted because asynclint itself failed. */
  readonly failed: boolean;
}

/** What a run needs from around it. */
export interface Surroundings {
  readonly cwd: string;
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly openSession: OpenSession;
  readonly progress: Progress;
}

/** The number of files handed to the session at once: it says nothing meanwhile. */
const batch = 512;

const nothing: Fixed = { done: [], files: [], problems: [] };

/**
 * Lints.
 * @throws MissingPath and BrokenConfiguration, for wrong use
 */
export function run(args: Arguments, around: Surroundings): Run {
  const stages = new Stages();
  const { progress } = around;
  progress.tell('Looking for files');
  const project = find(args, around);
  stages.end('discovery');
  const read = readAll(project, around.progress);
  stages.end('reading');
  const session = open(project, around);
  try {
    fill(session, read, progress);
    const asked = lint(session, read.targets, progress);
    const fixed = args.fix === null ? nothing : fix(session, read.sources, read.targets, args.fix.suggestions);
    const kept = args.fix?.form === 'write' ? write(fixed, session) : fixed;
    const final = fixed.done.length > 0 ? lint(session, read.targets, progress) : asked;
    const problems = [...read.problems, ...loud([...kept.problems, ...final.problems])].sort(byPlace);
    stages.end('linting');
    const { findings } = final;
    const places = placesOf(findings, problems, session, around.cwd);
    return {
      report: {
        version: around.version, findings, problems, places,
        summary: {
          files: read.targets.length, context: read.sources.size - read.targets.length,
          errors: count(findings, 'error'), warnings: count(findings, 'warning'), infos: count(findings, 'info'),
          problems: problems.filter(({ quiet }) => !quiet).length,
          skipped: problems.filter(({ quiet }) => quiet).length,
          fixable: findings.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe')).length,
          suggested: findings.filter(({ fixes }) => fixes.length > 0 && fixes.every(({ kind }) => kind === 'suggestion')).length,
          fixed: kept.done.length, fixedFiles: kept.files.length,
        },
      },
      repairs: kept.done,
      changes: kept.files.map(({ path, source, text, bytes }) => ({ path: places.shown(path), before: source, after: { text, bytes } })),
      titles: { unmet: args.fix === null ? [] : unmetTitles(asked.findings, args.fix.suggestions), offered: titlesOf(asked.findings) },
      measures: { ...stages.measures, ...session.measure() },
      failed: final.failed,
    };
  } finally {
    session.close();
  }
}

/** Opens a session for the project, without files. */
export function open(project: FoundProject, around: Surroundings): Session {
  const host = { root: slashed(project.base), readText, libraries: project.libraries, now: () => performance.now() };
  return around.openSession(host, around.rules, project.settings);
}

/** Hands the files of the project to the session. */
export function fill(session: Session, read: ReadFiles, progress: Progress): void {
  const files = [...read.sources].map(([path, { text }]) => ({ path, text }));
  for (let at = 0; at < files.length; at += batch) {
    progress.tell('Understanding', at, files.length);
    session.update(files.slice(at, at + batch));
  }
}

/** Writes the fixed files; one that can't be written is as it was, in the session too. */
function write(fixed: Fixed, session: Session): Fixed {
  const refused = new Map<string, string>();
  for (const { path, source, bytes } of fixed.files) {
    const reason = replaceFile(path, source.bytes, bytes);
    if (reason === null) continue;
    refused.set(path, reason);
    session.update([{ path, text: source.text }]);
  }
  return {
    done: fixed.done.filter(({ path }) => !refused.has(path)),
    files: fixed.files.filter(({ path }) => !refused.has(path)),
    problems: [...fixed.problems, ...[...refused].map(([path, reason]) => notFixed(path, reason))],
  };
}

/** The places of all that is reported; they outlive the session. */
function placesOf(findings: readonly Finding[], problems: readonly Problem[], session: Session, cwd: string): Places {
  const paths = [...findings, ...findings.flatMap(({ related }) => related), ...problems].map(({ path }) => path);
  const texts = new Map([...new Set(paths)].map((path) => [path, session.text(path)]));
  return new Places(cwd, (path) => texts.get(path));
}

function lint(
  session: Session, targets: readonly string[], progress: Progress,
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[]; readonly failed: boolean } {
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  let failed = false;
  for (const [i, path] of targets.entries()) {
    progress.tell('Linting', i, targets.length);
    try {
      findings.push(...session.findings(path));
      problems.push(...session.problems(path));
    } catch (error) {
      failed = true;
      problems.push({ path, message: `asynclint failed on this file (please report this): ${error instanceof Error ? error.stack ?? error.message : String(error)}` });
    }
  }
  const unavailable = session.unavailable();
  const others = problems.filter(({ message }) => message !== unavailable);
  // What holds for every file of a language is said once, and is no clean run.
  if (unavailable !== undefined && others.length < problems.length) return { findings, problems: [{ path: '', message: unavailable }, ...others], failed: true };
  return { findings, problems, failed };
}

function byPlace(a: Problem, b: Problem): number {
  return a.path === b.path ? (a.start ?? -1) - (b.start ?? -1) : a.path < b.path ? -1 : 1;
}

/** Milliseconds between the ends of stages. */
class Stages {
  readonly measures: Record<string, number> = {};
  private last = performance.now();

  end(stage: string): void {
    const now = performance.now();
    this.measures[`${stage} (ms)`] = now - this.last;
    this.last = now;
  }
}
