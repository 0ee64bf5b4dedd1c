import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSession } from '../engine/session.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { unusedSuppression } from '../engine/suppressions.js';
import { languageOf } from '../engine/text.js';
import { BrokenConfiguration, locate, readConfiguration, type Location } from '../host/configuration.js';
import { discover, includes, isWithin, type Limits } from '../host/files.js';
import { librariesOf } from '../host/libraries.js';
import { patternsOf } from '../host/ignore-files.js';
import { artificial } from '../host/skips.js';
import { largest, readSource, readText } from '../host/source.js';
import { rules } from '../rules/index.js';
import type { Configuration, FolderFiles, Role, ServerHost } from './host.js';
import { uriOf } from './locations.js';

/** Milliseconds in which further changes may arrive: short enough that nobody waits, longer than a burst of events. */
const pause = 30;

/** Milliseconds after which what nobody looks at is told of changes: files that are not open. */
const rest = 1000;

/** The machine that the server runs on. It reads the workspace and executes nothing of it. */
export function diskHost(): ServerHost {
  const ids = [...rules.map(({ id }) => id), unusedSuppression.id];
  const tsserverPath = bundledTypeScript();
  return {
    rules,
    openSession: (host, all, settings) => openSession({ ...host, ...(tsserverPath === undefined ? {} : { tsserverPath }) }, all, settings),
    readText,
    libraries: (root, settings, trusted) => librariesOf(baseOf(root), locationOf(root).root ?? root, settings.environment, undefined, trusted ? undefined : root),
    readSource(path) {
      const language = languageOf(path);
      const source = language === undefined ? undefined : readSource(path, language);
      return typeof source === 'object' ? source.text : undefined;
    },
    roleOf,
    readConfiguration: (root) => configurationOf(root, ids),
    openFolder,
    rulePage(rule) {
      const page = beside(`rules/${rule}/README.md`);
      return existsSync(page) ? uriOf(page) : undefined;
    },
    now: () => performance.now(),
    later: (callback) => void setTimeout(callback, pause),
    atRest: (callback) => void setTimeout(callback, rest),
  };
}

function configurationOf(root: string, ids: readonly string[]): Configuration {
  try {
    const { configuration } = locate([root], undefined);
    return { form: 'settings', settings: configuration === null ? defaultSettings : readConfiguration(configuration, configuration, ids) };
  } catch (error) {
    if (error instanceof BrokenConfiguration) return { form: 'broken', message: error.message };
    // A folder that is gone: what there is to say of it is said where it is walked.
    return { form: 'settings', settings: defaultSettings };
  }
}

function openFolder(root: string, settings: Settings, exclude: readonly string[]): FolderFiles {
  const known = new Map<string, boolean>();
  const { patterns } = patternsOf(root, exclude);
  const isExcluded = (path: string): boolean => patterns.ignores(path.slice(root.length).replace(/^\//, ''));
  const within = (folder: string): readonly string[] => discover([folder], limitsOf(root, settings)).files.filter((path) => !isExcluded(path));
  return {
    list: () => within(root),
    // What decides about a folder is asked with the name of a file in it.
    listWithin: (folder) => (isFolder(folder) && includes(root, join(folder, 'file'), limitsOf(root, settings)) ? within(folder) : []),
    includes(path) {
      // Asked at each keystroke; the answer holds as long as the files that decide, which reopen the folder.
      if (!known.has(path)) known.set(path, includes(root, path, limitsOf(root, settings)) && !isExcluded(path));
      return known.get(path)!;
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function limitsOf(root: string, settings: Settings): Limits {
  const exclude = settings.exclude.length === 0 ? null : patternsOf(baseOf(root), settings.exclude);
  return { exclude, ignore: true, top: locationOf(root).root ?? root, most: Number.POSITIVE_INFINITY };
}

/** The folder that the configuration's paths are relative to. */
function baseOf(root: string): string {
  const { configuration } = locationOf(root);
  return configuration !== null && isWithin(dirname(configuration), root) ? dirname(configuration) : root;
}

/** Where a folder's project and configuration are; as if there were none where the folder is gone or has two configurations. */
function locationOf(root: string): Pick<Location, 'configuration' | 'root'> {
  try {
    return locate([root], undefined);
  } catch {
    return { configuration: null, root: null };
  }
}

function roleOf(path: string, text: string): Role {
  const language = languageOf(path);
  if (language === undefined || text.length > largest) return 'foreign';
  switch (artificial(path, text, language)?.form) {
    case 'minified': return 'foreign';
    case 'generated': return 'context';
    case undefined: return 'linted';
  }
}

/** The executable of TypeScript that the VS Code extension carries; undefined where the package `typescript` brings it. */
function bundledTypeScript(): string | undefined {
  const executable = beside(`typescript/lib/tsc${process.platform === 'win32' ? '.exe' : ''}`);
  return existsSync(executable) ? executable : undefined;
}

/** A file of asynclint itself: the sources and the bundles lie one folder deep, so both find it alike. */
function beside(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
