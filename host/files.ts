import { accessSync, constants, lstatSync, readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Problem } from '../engine/session.js';
import { languageOf } from '../engine/text.js';
import { gitignoreOf, ignoredAbove, isIgnored, type IgnoredBy } from './ignore-files.js';
import { skippedFolder } from './skips.js';

/**
 * The room of the machine's disk, for the doors that need it: which files of a project are to be linted (here, with
 * `ignore-files.ts` and `skips.ts`), their bytes as text (`source.ts`), and where the configuration is (`configuration.ts`).
 *
 * Which files: one that is named is taken whatever ignores it; a folder is walked, without what .gitignore, the
 * configuration's `exclude` and `skips.ts` leave out. Only regular files are taken, so that nothing waits on a pipe.
 * Links are followed where they lead out of the walked folder, each target once. Paths are absolute, with `/`, in order
 * of their names.
 */
export interface Discovery {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether `most` stopped the walk. */
  readonly cut: boolean;
}

export interface Limits {
  /** The configuration's patterns. */
  readonly exclude: IgnoredBy | null;
  /** False to take what .gitignore and `exclude` leave out as well. */
  readonly ignore: boolean;
  /** Where the search for .gitignore files upward ends outside of repositories. */
  readonly top: string;
  /** The most files to find. */
  readonly most: number;
}

/** Thrown for a path that does not exist or must not be read: wrong use, not a problem of the project. */
export class MissingPath extends Error {}

/**
 * Finds the files of the given absolute paths.
 * @throws MissingPath
 */
export function discover(paths: readonly string[], limits: Limits): Discovery {
  const found = new Set<string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const stats = statsOf(path);
    const reason = stats.isDirectory() ? null : unfit(path, stats);
    if (stats.isDirectory()) new Walk(path, limits, found, problems).run();
    else if (reason === null) found.add(slashed(path));
    else problems.push({ path: slashed(path), message: reason });
  }
  return { files: [...found].sort(), problems, cut: found.size >= limits.most };
}

/**
 * Whether a walk of the folder would come to a file within it, of whatever language, by what is ignored and left out on
 * the way there; the file itself need not exist.
 */
export function includes(folder: string, path: string, limits: Limits): boolean {
  return leftOut(folder, path, limits) === null;
}

/** Why a walk of the folder would not come to a file within it, in words; null where it would. */
export function leftOut(folder: string, path: string, { exclude, ignore, top }: Limits): string | null {
  let by: readonly IgnoredBy[] = ignore ? ignoredAbove(folder, top) : [];
  let at = folder;
  let beside: readonly string[] = [];
  const names = relative(folder, path).split(sep);
  for (const [i, name] of names.entries()) {
    const entries = namesIn(at);
    const reason = at === folder ? null : skippedFolder(basename(at), entries, beside, basename(dirname(at)));
    if (reason !== null) return `the folder ${basename(at)} is left out (${reason})`;
    const own = ignore ? gitignoreOf(at) : undefined;
    if (own !== undefined) by = [...by, own];
    const inner = join(at, name);
    const isFolder = i < names.length - 1;
    if (isIgnored(inner, isFolder, ignore && exclude !== null ? [...by, exclude] : by)) {
      return isIgnored(inner, isFolder, by) ? '.gitignore leaves it out' : '`exclude` of the configuration leaves it out';
    }
    at = inner;
    beside = entries;
  }
  return null;
}

/** A path with `/` between its parts. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/**
 * What stands at a path that was named, links followed.
 * @throws MissingPath
 */
export function statsOf(path: string): Stats {
  try {
    const stats = statSync(path);
    accessSync(path, constants.R_OK);
    return stats;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    if (code === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new MissingPath(`the link ${path} leads nowhere`);
    if (missing) throw new MissingPath(`there is no file or folder ${path}; is the name right, and the folder you are in (${process.cwd()})?`);
    throw new MissingPath(`${path} can't be ${code === 'EACCES' ? 'read' : 'looked at'} (${code})`);
  }
}

/** Why a file that was named can't be linted, or null. */
function unfit(path: string, stats: Stats): string | null {
  if (stats.isFIFO()) return 'this is a named pipe, not a file';
  if (stats.isSocket()) return 'this is a socket, not a file';
  if (!stats.isFile()) return 'this is a device, not a file';
  if (languageOf(path) === undefined) return 'not a file of Python, TypeScript or JavaScript (by its extension)';
  return null;
}

class Walk {
  private readonly real: string;
  /** Real paths outside the walked folder that links led to. */
  private readonly visited = new Set<string>();

  constructor(
    private readonly start: string,
    private readonly limits: Limits,
    private readonly found: Set<string>,
    private readonly problems: Problem[],
  ) {
    this.real = realpathSync(start);
  }

  run(): void {
    const { ignore, top } = this.limits;
    this.folder(this.start, this.list(this.start), ignore ? ignoredAbove(this.start, top) : []);
  }

  /** @param above what is ignored by the folders above, highest first. */
  private folder(path: string, entries: readonly Dirent[], above: readonly IgnoredBy[]): void {
    const { exclude, ignore, most } = this.limits;
    const own = ignore && entries.some(({ name }) => name === '.gitignore') ? gitignoreOf(path) : undefined;
    const by = own === undefined ? above : [...above, own];
    const all = ignore && exclude !== null ? [...by, exclude] : by;
    const beside = entries.map(nameOf);
    for (const entry of entries) {
      if (this.found.size >= most) return;
      const inner = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? this.linked(inner) : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : null;
      if (kind === 'folder' && !isIgnored(inner, true, all)) this.inner(inner, beside, by);
      if (kind === 'file' && languageOf(entry.name) !== undefined && !isIgnored(inner, false, all)) this.found.add(slashed(inner));
    }
  }

  private inner(path: string, beside: readonly string[], by: readonly IgnoredBy[]): void {
    const name = basename(path);
    // Asked by name first: the entries of a dependency folder need not be read.
    if (skippedFolder(name, [], [], '') === 'made by a tool') return;
    const entries = this.list(path);
    if (skippedFolder(name, entries.map(nameOf), beside, basename(dirname(path))) === null) this.folder(path, entries, by);
  }

  private list(path: string): readonly Dirent[] {
    try {
      return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.problems.push({ path: slashed(path), message: `this folder can't be read (${(error as NodeJS.ErrnoException).code})` });
      return [];
    }
  }

  /** What a link leads to, if that is to be linted by the link's name: a place outside the walked folder, for the first time. */
  private linked(path: string): 'folder' | 'file' | null {
    try {
      const target = realpathSync(path);
      if (meet(this.real, target) || [...this.visited].some((seen) => meet(seen, target))) return null;
      const stats = statSync(target);
      const kind = stats.isDirectory() ? 'folder' : stats.isFile() && languageOf(path) !== undefined ? 'file' : null;
      if (kind !== null) this.visited.add(target);
      return kind;
    } catch {
      return null; // A link that leads nowhere or in a circle is no file.
    }
  }
}

/** Whether one of two places is the other, or lies within it. */
function meet(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

/** Whether a path is a folder or lies within it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map(nameOf);
  } catch {
    return [];
  }
}

function nameOf(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}
