import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LibraryHost } from '../engine/session.js';
import { isWithin, slashed } from './files.js';
import { readText } from './source.js';

/**
 * The libraries of the machine: typeshed's stubs of Python's standard library, which asynclint carries in one file, and
 * the packages of the project's virtual environment. They are read as text; no Python is run.
 */
export interface Libraries extends LibraryHost {
  /** What is missing of them, in words for a person; null where nothing is. */
  readonly problem: string | null;
}

/**
 * @param base the folder that `configured` is relative to. @param top the highest folder of the project.
 * @param configured the environment that the settings name.
 * @param stubs the file that scripts/typeshed.mjs has written.
 * @param within the folder out of which nothing that lies in it may lead, where the user does not trust it: merely to look at a
 * path of another machine may hand over the user's password. What the machine's user has activated is the user's own.
 */
export function librariesOf(base: string, top: string, configured: string | undefined, stubs = ownStubs, within?: string): Libraries {
  const archive = readArchive(stubs);
  const mayRead = (path: string): boolean => within === undefined || isWithin(resolve(within), path);
  const named = configured === undefined ? undefined : resolve(base, configured);
  const isRefused = named !== undefined && !mayRead(named);
  const environment = isRefused ? undefined : named ?? environmentOf(base, top);
  const sitePackages = environment === undefined ? [] : sitePackagesIn(environment, environment === activeEnvironment() ? () => true : mayRead);
  const problem = isRefused ? `${named}, which is named as \`python.environment\`, lies outside of a folder that is not trusted, so it is not read`
    : archive === null ? `the stubs of Python's standard library are missing or broken (${stubs}), so less is known of it; installing asynclint anew brings them back`
    : named !== undefined && sitePackages.length === 0 ? `there are no Python packages in ${named}, which the configuration names as \`python.environment\``
    : null;
  return { standardStub: (path) => archive?.(path), sitePackages: sitePackages.map(slashed), readText, problem };
}

/** The sources and the bundles lie one folder deep, so both find it alike. */
const ownStubs = fileURLToPath(new URL('../dist/typeshed.stubs', import.meta.url));

/** The archive's first line says where each file lies behind it, in bytes; null where there is none. */
function readArchive(path: string): ((file: string) => string | undefined) | null {
  try {
    const bytes = readFileSync(path);
    const body = bytes.indexOf('\n') + 1;
    const places = new Map(Object.entries(JSON.parse(bytes.toString('utf8', 0, body)) as Readonly<Record<string, readonly [number, number]>>));
    return (file) => {
      const place = places.get(file);
      return place === undefined ? undefined : bytes.toString('utf8', body + place[0], body + place[1]);
    };
  } catch {
    return null;
  }
}

function activeEnvironment(): string | undefined {
  const active = process.env['VIRTUAL_ENV'];
  return active === '' ? undefined : active;
}

/** The environment that is active, else the one that lies in the project's folder or above it, up to the project's top. */
function environmentOf(base: string, top: string): string | undefined {
  const active = activeEnvironment();
  if (active !== undefined && existsSync(active)) return active;
  for (let folder = base; ; folder = dirname(folder)) {
    const found = ['.venv', 'venv', 'env'].map((name) => join(folder, name)).find((path) => existsSync(join(path, 'pyvenv.cfg')));
    if (found !== undefined || folder === top || dirname(folder) === folder) return found;
  }
}

/** The folders of packages of an environment (or a folder of packages itself), with those that its `.pth` files name. */
function sitePackagesIn(environment: string, mayRead: (path: string) => boolean): readonly string[] {
  const lib = join(environment, 'lib');
  const versions = namesIn(lib).filter((name) => /^python3\.\d+t?$/.test(name)).sort((a, b) => minor(b) - minor(a));
  const candidates = [...versions.map((name) => join(lib, name, 'site-packages')), join(environment, 'Lib', 'site-packages')];
  const folder = candidates.find((path) => existsSync(path)) ?? (/^(site|dist)-packages$/.test(environment.split(/[\\/]/).at(-1)!) && existsSync(environment) ? environment : undefined);
  return folder === undefined ? [] : [folder, ...linked(folder, mayRead)];
}

/** What an editable installation links to: each line of a `.pth` file that is a folder. Source: Python's `site` module. */
function linked(folder: string, mayRead: (path: string) => boolean): readonly string[] {
  return namesIn(folder).filter((name) => name.endsWith('.pth')).sort().flatMap((name) => (readText(join(folder, name)) ?? '').split(/\r?\n/))
    .filter((line) => line !== '' && !/^(#|import[ \t])/.test(line)).map((line) => resolve(folder, line.trim())).filter((path) => mayRead(path) && existsSync(path));
}

function minor(name: string): number {
  return Number(/\d+(?=t?$)/.exec(name)?.[0]);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
