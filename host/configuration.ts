import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSettings, type Settings } from '../engine/settings.js';
import { lineStartsOf, positionAt } from '../engine/text.js';
import { isWithin } from './files.js';
import { repositoryOf } from './ignore-files.js';

/**
 * The project around the given paths, and its configuration. The configuration is the nearest asynclint.json or
 * asynclint.jsonc upward from the paths, not beyond their repository. The project's root is the folder of the
 * configuration, else the nearest folder with .git, pyproject.toml or package.json, else
 * with setup.py or setup.cfg; its files are read for what calls
 * across files mean, whichever of them are shown.
 */
export interface Location {
  /** The folder around all paths. */
  readonly common: string;
  /** Null where nothing marks a project: then the given paths are all there is. */
  readonly root: string | null;
  readonly configuration: string | null;
}

/** A configuration that can't be used; the message has one line for each thing wrong. */
export class BrokenConfiguration extends Error {}

const configurations = ['asynclint.json', 'asynclint.jsonc'] as const;
const markers = ['.git', 'pyproject.toml', 'package.json'] as const;
/** What marks a project of Python that has none of these, as in an unpacked source distribution. */
const olderMarkers = ['setup.py', 'setup.cfg'] as const;

/**
 * Finds project and configuration.
 * @param paths absolute paths that exist.
 * @param given the file named by `--config`, absolute.
 * @throws BrokenConfiguration where both files stand in one folder, or `given` does not exist.
 */
export function locate(paths: readonly string[], given: string | undefined): Location {
  const common = commonFolder(paths.map((path) => (statSync(path).isDirectory() ? path : dirname(path))));
  if (given !== undefined && !existsSync(given)) throw new BrokenConfiguration(`there is no configuration ${given}`);
  const configuration = given ?? nearestConfiguration(common);
  const folder = configuration === null ? null : dirname(configuration);
  return { common, root: folder !== null && isWithin(folder, common) ? folder : nearestMarked(common, markers) ?? nearestMarked(common, olderMarkers), configuration };
}

/**
 * Reads a configuration.
 * @param shown the path as messages show it.
 * @throws BrokenConfiguration
 */
export function readConfiguration(path: string, shown: string, ruleIds: readonly string[]): Settings {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new BrokenConfiguration(`${shown} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
  // As Windows PowerShell writes what is redirected to a file.
  if (bytes.includes(0)) throw new BrokenConfiguration(`${shown} is not in UTF-8 (it holds NUL bytes, as UTF-16 does); save it as UTF-8`);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const { settings, problems } = readSettings(text, ruleIds);
  if (problems.length === 0) return settings;
  const lineStarts = lineStartsOf(text);
  throw new BrokenConfiguration(problems.map(({ start, message }) => {
    const { line, character } = positionAt(lineStarts, start);
    return `${shown}:${line + 1}:${character + 1} ${message}`;
  }).join('\n'));
}

function nearestConfiguration(from: string): string | null {
  const repository = repositoryOf(from);
  for (const folder of upward(from)) {
    const found = configurations.filter((name) => isThere(join(folder, name)));
    if (found.length > 1) throw new BrokenConfiguration(`${folder} has both ${found.join(' and ')}; keep one of them`);
    if (found.length === 1) return join(folder, found[0]!);
    if (folder === repository) return null;
  }
  return null;
}

/** Whether anything has that name, be it a link that leads nowhere: to pass over one would be to lint by other settings. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** A marker in the home folder or at the file system's root is an accident, and makes no project of everything beneath. */
function nearestMarked(from: string, names: readonly string[]): string | null {
  for (const folder of upward(from)) {
    if (folder !== from && (folder === homedir() || dirname(folder) === folder)) return null;
    if (names.some((name) => existsSync(join(folder, name)))) return folder;
  }
  return null;
}

function upward(from: string): string[] {
  const folders = [from];
  for (let at = from; dirname(at) !== at;) folders.push(at = dirname(at));
  return folders;
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => upward(common).find((candidate) => isWithin(candidate, folder)) ?? common);
}
