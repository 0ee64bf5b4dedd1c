import { dirname, resolve } from 'node:path';
import type { Rule } from '../engine/rule.js';
import type { Problem } from '../engine/session.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { unusedSuppression } from '../engine/suppressions.js';
import { languageOf } from '../engine/text.js';
import type { Arguments } from './arguments.js';
import { locate, readConfiguration } from '../host/configuration.js';
import { discover, isWithin, slashed, statsOf, type Discovery } from '../host/files.js';
import { patternsOf, type IgnoredBy } from '../host/ignore-files.js';
import { librariesOf, type Libraries } from '../host/libraries.js';
import type { Progress } from './progress.js';
import { Places, type ReportedProblem } from './report.js';
import { artificial } from '../host/skips.js';
import { readSource, type Source } from '../host/source.js';

/**
 * The project of a run: its configuration, its files and their texts. Which files are linted is `host/`'s to say.
 */

/** The most files that are read only for what calls into them mean. */
const mostContext = 10_000;

/** The ids that may stand in a configuration or on the command line. */
export function ruleIds(rules: readonly Rule[]): readonly string[] {
  return [...rules.map(({ id }) => id), unusedSuppression.id];
}

/** What of the arguments decides which project it is and what is shown of it. */
export type ProjectArguments = Pick<Arguments, 'paths' | 'config' | 'preset' | 'level' | 'rules' | 'ignore'>;

export interface FoundProject {
  /** The folder that configuration is relative to. */
  readonly base: string;
  readonly settings: Settings;
  readonly libraries: Libraries;
  readonly named: Discovery;
  /** The project's files around the named ones. */
  readonly context: Discovery;
  /** Files that were named themselves rather than found in a folder. */
  readonly explicit: ReadonlySet<string>;
  /** The configuration's `exclude`, and the folder up to which .gitignore files count. */
  readonly exclude: IgnoredBy | null;
  readonly top: string;
  /** The folder of the project, or null where nothing marks one. */
  readonly root: string | null;
}

/**
 * Finds the project of the given paths.
 * @throws MissingPath and BrokenConfiguration, for wrong use
 */
export function find(args: ProjectArguments, { cwd, rules }: { readonly cwd: string; readonly rules: readonly Rule[] }): FoundProject {
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
  const libraries = librariesOf(base, top, settings.environment);
  return { base, settings, libraries, named, context, explicit, exclude, top, root };
}

export interface ReadFiles {
  readonly sources: ReadonlyMap<string, Source>;
  /** The files whose findings are shown. */
  readonly targets: readonly string[];
  readonly problems: readonly ReportedProblem[];
}

/** Reads named files and context. A generated file is read, since others call into it, but not linted. */
export function readAll({ named, context, explicit, libraries }: FoundProject, progress: Progress): ReadFiles {
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
  const hasPython = [...sources.keys()].some((path) => languageOf(path) === 'python');
  if (libraries.problem !== null && hasPython) problems.push({ path: '', quiet: false, message: libraries.problem });
  return { sources, targets, problems };
}

export function loud(problems: readonly Problem[]): ReportedProblem[] {
  return problems.map((problem) => ({ ...problem, quiet: false }));
}
