import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/**
 * What .gitignore files leave out. Patterns of a folder hold for everything beneath it; those of a deeper folder come
 * before those of a higher one, and .git/info/exclude comes last (https://git-scm.com/docs/gitignore). The patterns of a
 * user's own core.excludesFile are not read: a project is linted alike on every machine.
 */
export interface IgnoredBy {
  /** The folder that the patterns are relative to. */
  readonly base: string;
  readonly patterns: Ignore;
}

/** Patterns relative to a folder; letters match by case where the file system does. */
export function patternsOf(base: string, patterns: string | readonly string[]): IgnoredBy {
  const caseless = process.platform === 'win32' || process.platform === 'darwin';
  return { base, patterns: ignore({ ignorecase: caseless, allowRelativePaths: true }).add(typeof patterns === 'string' ? patterns : [...patterns]) };
}

/** The patterns of a folder's own .gitignore, or undefined where it has none that can be read. */
export function gitignoreOf(folder: string): IgnoredBy | undefined {
  const text = readPatterns(join(folder, '.gitignore'));
  return text === undefined ? undefined : patternsOf(folder, text);
}

/**
 * The patterns that hold in a folder from the folders above it, highest first: up to the repository's root, or up to
 * `top` where there is no repository.
 */
export function ignoredAbove(folder: string, top: string): readonly IgnoredBy[] {
  const repository = repositoryOf(folder);
  const stop = repository ?? top;
  const result: IgnoredBy[] = [];
  for (let at = folder; at !== stop && dirname(at) !== at;) {
    at = dirname(at);
    const own = gitignoreOf(at);
    if (own !== undefined) result.unshift(own);
  }
  const exclude = repository === undefined ? undefined : readPatterns(join(gitFolderOf(repository), 'info', 'exclude'));
  return exclude === undefined ? result : [patternsOf(repository!, exclude), ...result];
}

/**
 * Whether a path is left out, by the deepest patterns that decide on it. Patterns that leave out the folder around it
 * don't count: whoever walks in there was sent by deeper patterns or by the user.
 *
 * @param folder whether the path is a folder.
 */
export function isIgnored(path: string, folder: boolean, by: readonly IgnoredBy[]): boolean {
  for (let i = by.length - 1; i >= 0; i--) {
    const { base, patterns } = by[i]!;
    const name = relative(base, path);
    if (name === '' || /^\.\.(?:[\\/]|$)/.test(name) || isAbsolute(name)) continue;
    const { ignored, unignored } = patterns.test(folder ? `${name}/` : name);
    if (unignored) return false;
    if (!ignored) continue;
    const around = dirname(name);
    if (around === '.' || !patterns.test(`${around}/`).ignored) return true;
  }
  return false;
}

/** The nearest folder, from this one upward, that holds `.git`. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Where a repository keeps `info`: `.git`, or where the file `.git` of a worktree or submodule points to. */
function gitFolderOf(repository: string): string {
  const git = join(repository, '.git');
  try {
    if (statSync(git).isDirectory()) return git;
    const target = /^gitdir:\s*(.+)$/m.exec(readFileSync(git, 'utf8'))?.[1]?.trim();
    if (target === undefined) return git;
    const own = isAbsolute(target) ? target : join(repository, target);
    const common = readPatterns(join(own, 'commondir'))?.trim();
    return common === undefined ? own : isAbsolute(common) ? common : join(own, common);
  } catch {
    return git;
  }
}

function readPatterns(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
