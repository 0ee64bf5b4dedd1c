import type { Language } from '../text.js';
import type { InstalledVersions } from './installed-versions.js';
import { compareVersions, exactly, rangeOf, type Version, type VersionRange } from './version-ranges.js';

/**
 * The least version of Python or Node that a program has to run on: a fix may write only what that version knows. What the
 * settings say comes first, then what the nearest manifest upward says that says anything.
 */
export class Targets {
  private readonly known = new Map<string, Version>();

  /** @param set versions or ranges that the settings name. */
  constructor(private readonly versions: InstalledVersions, private readonly set: Partial<Readonly<Record<Language, string>>>) {}

  /** The least version for a file of this path. */
  least(path: string, language: Language): Version {
    const folder = this.versions.manifestFolder(path, language);
    const key = `${language} ${folder}`;
    let least = this.known.get(key);
    if (least === undefined) this.known.set(key, (least = this.find(folder, language)));
    return least;
  }

  private find(folder: string, language: Language): Version {
    const set = leastOf(read(this.set[language] ?? '', '^(.+)$'));
    if (set !== null) return set;
    const folders = this.versions.upward(folder);
    for (const sources of language === 'python' ? pythonSources : nodeSources) {
      for (const each of folders) {
        const found = leastOf(sources.flatMap(([file, pattern]) => read(this.versions.text(`${each}/${file}`) ?? '', pattern)));
        if (found !== null) return found;
      }
    }
    return oldestMaintained[language];
  }
}

/**
 * The oldest versions that their makers maintain in November 2026, for projects that say nothing. Python 3.10 ended in
 * October 2026 (https://devguide.python.org/versions/); of Node 20, which ended in April 2026
 * (https://github.com/nodejs/release), so much is still in use that it is taken for the oldest.
 */
const oldestMaintained: Readonly<Record<Language, Version>> = { python: [3, 11], typescript: [20] };

/** Files with what is read of them as a range; those of one list are of equal weight, and the first list that says anything decides. */
type Source = readonly (readonly [file: string, pattern: string])[];

/** https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python, setuptools' `python_requires`, Poetry, Pipenv, pyenv. */
const pythonSources: readonly Source[] = [
  [
    ['pyproject.toml', '^(?:requires-python|python)\\s*=\\s*(?:\\{\\s*version\\s*=\\s*)?["\']([^"\'\\n]+)'],
    ['setup.cfg', '^python_requires\\s*=\\s*([^\\n#]+)'],
    ['setup.py', 'python_requires\\s*=\\s*["\']([^"\'\\n]+)'],
    ['Pipfile', '^python(?:_full)?_version\\s*=\\s*["\']([^"\'\\n]+)'],
  ],
  // What the project says that it was written for, which tools rely on.
  [
    ['pyproject.toml', 'Programming Language :: Python :: (3\\.\\d+)'],
    ['setup.cfg', 'Programming Language :: Python :: (3\\.\\d+)'],
    ['setup.py', 'Programming Language :: Python :: (3\\.\\d+)'],
    ['pyproject.toml', '^target-version\\s*=\\s*\\[?\\s*["\']py(3\\d+)'],
    ['ruff.toml', '^target-version\\s*=\\s*["\']py(3\\d+)'],
  ],
  [['.python-version', '^(?:python-|cpython-)?(\\d[\\d.]*)']],
];

/** https://docs.npmjs.com/cli/configuring-npm/package-json#engines, nvm; the types of Node are those of the version that runs, mostly. */
const nodeSources: readonly Source[] = [
  [['package.json', '"engines":\\s*\\{[^{}]*?"node":\\s*"([^"]+)"']],
  [['.nvmrc', '^v?(\\d[\\d.]*)'], ['.node-version', '^v?(\\d[\\d.]*)']],
  [['package.json', '"@types/node":\\s*"([^"]+)"']],
];

function read(text: string, pattern: string): readonly VersionRange[] {
  if (text === '') return [];
  return [...text.replaceAll('\r\n', '\n').matchAll(new RegExp(pattern, 'gm'))].flatMap(([, found]) => {
    // `py311` is 3.11.
    const range = /^3\d+$/.test(found!.trim()) ? exactly(`3.${found!.trim().slice(1)}`) : rangeOf(found!.trim());
    return range ?? [];
  });
}

/** The least version that any of the ranges allows; null where none has a lower bound. */
function leastOf(ranges: readonly VersionRange[]): Version | null {
  const bounds = ranges.map(({ from }) => from).filter((from) => compareVersions(from, [0]) > 0);
  return bounds.reduce<Version | null>((least, from) => (least === null || compareVersions(from, least) < 0 ? from : least), null);
}
