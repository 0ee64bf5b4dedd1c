import { dirname, resolve } from 'node:path';
import type { Finding, Rule } from '../engine/rule.js';
import type { OpenSession, Problem, Session } from '../engine/session.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { unusedSuppression } from '../engine/suppressions.js';
import { languageOf } from '../engine/text.js';
import type { Arguments } from './arguments.js';
import { locate, readConfiguration } from '../host/configuration.js';
import { discover, isWithin, slashed, statsOf, type Discovery } from '../host/files.js';
import { fix, type Repair } from './fix.js';
import { patternsOf } from '../host/ignore-files.js';
import type { Progress } from './progress.js';
import { count, Places, type Report, type ReportedProblem } from './report.js';
import { artificial } from '../host/skips.js';
import { readSource, readText, type Source } from '../host/source.js';

/**
 * One run of the command line: find the project, its configuration and its files; read them all into a session; ask for
 * the findings of the files that were named; fix them if asked to. What is printed is the reporters' business.
 */
export interface Run {
  readonly report: Report;
  readonly repairs: readonly Repair[];
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

/** The most files that are read only for what calls into them mean. */
const mostContext = 10_000;

/** The number of files handed to the session at once: it says nothing meanwhile. */
const batch = 512;

/** The ids that may stand in a configuration or on the command line. */
export function ruleIds(rules: readonly Rule[]): readonly string[] {
  return [...rules.map(({ id }) => id), unusedSuppression.id];
}

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
  const host = { root: slashed(project.base), readText, now: () => performance.now() };
  const session = around.openSession(host, around.rules, project.settings);
  try {
    const files = [...read.sources].map(([path, { text }]) => ({ path, text }));
    for (let at = 0; at < files.length; at += batch) {
      progress.tell('Understanding', at, files.length);
      session.update(files.slice(at, at + batch));
    }
    const asked = lint(session, read.targets, progress);
    const fixed = args.fix ? fix(session, read.sources, read.targets) : { done: [], files: [], problems: [] };
    const final = fixed.done.length > 0 ? lint(session, read.targets, progress) : asked;
    const problems = [...read.problems, ...loud([...fixed.problems, ...final.problems])].sort(byPlace);
    stages.end('linting');
    const { findings } = final;
    return {
      report: {
        version: around.version, findings, problems, places: placesOf(findings, problems, session, around.cwd),
        summary: {
          files: read.targets.length, context: read.sources.size - read.targets.length,
          errors: count(findings, 'error'), warnings: count(findings, 'warning'), infos: count(findings, 'info'),
          problems: problems.filter(({ quiet }) => !quiet).length,
          skipped: problems.filter(({ quiet }) => quiet).length,
          fixable: findings.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe')).length,
          fixed: fixed.done.length, fixedFiles: fixed.files.length,
        },
      },
      repairs: fixed.done,
      measures: { ...stages.measures, ...session.measure() },
      failed: final.failed,
    };
  } finally {
    session.close();
  }
}

/** The places of all that is reported; they outlive the session. */
function placesOf(findings: readonly Finding[], problems: readonly Problem[], session: Session, cwd: string): Places {
  const paths = [...findings, ...findings.flatMap(({ related }) => related), ...problems].map(({ path }) => path);
  const texts = new Map([...new Set(paths)].map((path) => [path, session.text(path)]));
  return new Places(cwd, (path) => texts.get(path));
}

interface FoundProject {
  /** The folder that configuration is relative to. */
  readonly base: string;
  readonly settings: Settings;
  readonly named: Discovery;
  /** The project's files around the named ones. */
  readonly context: Discovery;
  /** Files that were named themselves rather than found in a folder. */
  readonly explicit: ReadonlySet<string>;
}

function find(args: Arguments, { cwd, rules }: Surroundings): FoundProject {
  const paths = args.paths.map((path) => resolve(cwd, path));
  const explicit = new Set(paths.filter((path) => !statsOf(path).isDirectory()).map(slashed));
  const { common, root, configuration } = locate(paths, args.config === undefined ? undefined : resolve(cwd, args.config));
  const ids = ruleIds(rules);
  const configured = configuration === null ? defaultSettings
    : readConfiguration(configuration, new Places(cwd, () => undefined).shown(configuration), ids);
  const settings: Settings = {
    ...configured,
    ...(args.preset === undefined ? {} : { preset: args.preset }),
    ...(args.level === undefined ? {} : { level: args.level }),
    ...(args.rules.length === 0 ? {} : { only: args.rules }),
  };
  const top = root ?? common;
  const base = configuration !== null && isWithin(dirname(configuration), top) ? dirname(configuration) : top;
  const exclude = settings.exclude.length === 0 ? null : patternsOf(base, settings.exclude);
  const limits = { exclude, ignore: args.ignore, top, most: Number.POSITIVE_INFINITY };
  const named = discover(paths, limits);
  const nothing: Discovery = { files: [], problems: [], cut: false };
  const context = root === null || paths.includes(root) ? nothing : discover([root], { ...limits, most: mostContext });
  return { base, settings, named, context, explicit };
}

interface ReadFiles {
  readonly sources: ReadonlyMap<string, Source>;
  /** The files whose findings are shown. */
  readonly targets: readonly string[];
  readonly problems: readonly ReportedProblem[];
}

/** Reads named files and context. A generated file is read, since others call into it, but not linted. */
function readAll({ named, context, explicit }: FoundProject, progress: Progress): ReadFiles {
  const sources = new Map<string, Source>();
  const targets: string[] = [];
  const problems: ReportedProblem[] = [...loud(named.problems)];
  const wanted = new Set(named.files);
  const all = [...wanted, ...context.files.filter((path) => !wanted.has(path))].sort();
  for (const [i, path] of all.entries()) {
    progress.tell('Reading', i, all.length);
    const target = wanted.has(path);
    const language = languageOf(path)!;
    const source = readSource(path, language);
    if (typeof source === 'string') {
      if (target) problems.push({ path, message: source, quiet: false });
      continue;
    }
    const made = artificial(path, source.text, language);
    if (made?.form !== 'minified') sources.set(path, source);
    if (!target) continue;
    if (made === null) targets.push(path);
    else problems.push({ path, message: `a ${made.form} file (${made.reason}): not linted`, quiet: !explicit.has(path) });
  }
  if (context.cut) {
    problems.push({ path: '', quiet: false, message: `the project around the given paths has more than ${mostContext} files; what the rest of them do is not known` });
  }
  return { sources, targets, problems };
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
  return { findings, problems, failed };
}

function loud(problems: readonly Problem[]): ReportedProblem[] {
  return problems.map((problem) => ({ ...problem, quiet: false }));
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
