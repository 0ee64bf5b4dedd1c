import type { Library } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import { folderOf } from '../paths.js';
import { exactly, rangeOf, type VersionRange } from './version-ranges.js';

/**
 * Which versions of a package a project may have, by what its manifests say: what is installed beside the code, else what
 * a lock file holds, else the range that is asked for. Searched from the importing file's folder upward, as far as the
 * project's folder.
 */
export class InstalledVersions {
  private readonly texts = new Map<string, string | null>();
  private readonly folders = new Map<string, string>();
  /** By a manifest's path and a package: the lock file of a monorepo is asked for each of its folders, and may be megabytes long. */
  private readonly tellings = new Map<string, readonly (readonly VersionRange[])[]>();

  /** @param read a file's text, or undefined. @param root absolute path of the project's folder. */
  constructor(private readonly read: (path: string) => string | undefined, private readonly root: string) {}

  /** The folder of the nearest manifest above a file: files of one folder have the same versions. */
  manifestFolder(path: string, language: Language): string {
    const folder = folderOf(path);
    const key = `${language} ${folder}`;
    let found = this.folders.get(key);
    if (found === undefined) {
      const names = language === 'python' ? pythonManifests : ['package.json'];
      found = this.upward(folder).find((each) => names.some((name) => this.text(`${each}/${name}`) !== null)) ?? this.root;
      this.folders.set(key, found);
    }
    return found;
  }

  /** What the manifests say of a package, the most telling first; each is a list of which any may be installed. */
  *evidence(folder: string, { language, package: name }: Library): Iterable<readonly VersionRange[]> {
    const folders = this.upward(folder);
    if (language === 'typescript') {
      if (name !== 'node') for (const each of folders) yield* this.told(`${each}/node_modules/${name}/package.json`, installed, name);
      for (const each of folders) for (const [file, versions] of javascriptLocks) yield* this.told(`${each}/${file}`, versions, name);
      for (const each of folders) yield* this.told(`${each}/package.json`, requested, name);
      return;
    }
    for (const each of folders) {
      for (const [file, versions] of pythonLocks) yield* this.told(`${each}/${file}`, versions, name);
      for (const file of pythonRequirements) yield* this.told(`${each}/${file}`, requirements, name);
    }
  }

  /** What one manifest tells of a package, if it is there and tells anything. */
  private told(path: string, versions: ReadVersions, name: string): readonly (readonly VersionRange[])[] {
    const key = `${path} ${name}`;
    let told = this.tellings.get(key);
    if (told === undefined) {
      const text = this.text(path);
      const ranges = text === null ? [] : versions(text, name);
      this.tellings.set(key, (told = ranges.length === 0 ? [] : [ranges]));
    }
    return told;
  }

  /** The folders from one upward to the project's; the project's alone for one outside of it. */
  upward(folder: string): readonly string[] {
    if (folder !== this.root && !folder.startsWith(`${this.root}/`)) return [this.root];
    const folders: string[] = [];
    for (let at = folder; at.length > this.root.length; at = folderOf(at)) folders.push(at);
    return [...folders, this.root];
  }

  /** A manifest's text, with line ends of Unix, or null. */
  text(path: string): string | null {
    let text = this.texts.get(path);
    if (text === undefined) this.texts.set(path, (text = this.read(path)?.replaceAll('\r\n', '\n') ?? null));
    return text;
  }
}

const pythonManifests = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile', 'uv.lock', 'poetry.lock', 'Pipfile.lock'];

/** What holds requirements: lines (`aiohttp[speedups]>=3.8 ; marker`), or the same in quotes. */
const pythonRequirements = [
  'requirements.txt', 'requirements/base.txt', 'requirements/main.txt', 'requirements/prod.txt', 'requirements/production.txt', 'constraints.txt',
  'pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile',
];

type ReadVersions = (text: string, name: string) => readonly VersionRange[];

const pythonLocks: readonly (readonly [string, ReadVersions])[] = [
  ['uv.lock', lockedInToml], ['poetry.lock', lockedInToml], ['pdm.lock', lockedInToml],
  ['Pipfile.lock', (text, name) => all(text, `"${pythonName(name)}":\\s*\\{[^{}]*?"version":\\s*"==([^"]+)"`, exactly)],
];

const javascriptLocks: readonly (readonly [string, ReadVersions])[] = [
  ['package-lock.json', (text, name) => all(text, `"(?:[^"]*node_modules/)?${escaped(name)}":\\s*\\{\\s*"version":\\s*"([^"]+)"`, exactly)],
  ['npm-shrinkwrap.json', (text, name) => all(text, `"(?:[^"]*node_modules/)?${escaped(name)}":\\s*\\{\\s*"version":\\s*"([^"]+)"`, exactly)],
  ['pnpm-lock.yaml', (text, name) => all(text, `^ {2}'?/?${escaped(name)}[@/](\\d[^:('"]*)`, exactly)],
  ['yarn.lock', (text, name) => all(text, `^"?${escaped(name)}@[^\\n]*:\\n {2}version:? "?([^"\\n]+)`, exactly)],
];

/** `[[package]]` with its name and version, as uv, poetry and pdm write it. */
function lockedInToml(text: string, name: string): readonly VersionRange[] {
  return all(text, `^name = "${pythonName(name)}"\\nversion = "([^"]+)"`, exactly);
}

function installed(manifest: string): readonly VersionRange[] {
  return all(manifest, '^\\s*"version":\\s*"([^"]+)"', exactly).slice(0, 1);
}

/** What a package.json asks for; of Node itself what `engines` says. */
function requested(manifest: string, name: string): readonly VersionRange[] {
  if (name === 'node') return all(manifest, '"engines":\\s*\\{[^{}]*?"node":\\s*"([^"]+)"', rangeOf);
  return all(manifest, `"(?:dependencies|devDependencies|peerDependencies|optionalDependencies)":\\s*\\{[^{}]*?"${escaped(name)}":\\s*"([^"]+)"`, rangeOf);
}

/** What requirements ask for, in lines or in quotes; with poetry `name = "^3.8"` or `name = { version = "^3.8" }`. */
function requirements(text: string, name: string): readonly VersionRange[] {
  if (name === 'python') return all(text, '^(?:requires-python|python_requires|python)\\s*=\\s*[\'"]?([^\'"\\n#]+)', rangeOf);
  const known = pythonName(name);
  return [
    ...all(text, `(?:^|["'])\\s*${known}(?:\\[[^\\]\\n]*\\])?\\s*\\(?((?:===?|~=|!=|>=?|<=?)[^;"'#\\n)]+)`, rangeOf),
    ...all(text, `^${known}\\s*=\\s*(?:\\{[^}\\n]*?version\\s*=\\s*)?["']([^"'\\n]+)["']`, rangeOf),
  ];
}

function all(text: string, pattern: string, range: (text: string) => VersionRange | null): readonly VersionRange[] {
  return [...text.matchAll(new RegExp(pattern, 'gmi'))].flatMap((match) => range(match[1]!.trim()) ?? []);
}

/** Python's names are the same with `-`, `_` and `.` (PEP 503). */
function pythonName(name: string): string {
  return name.split(/[-_.]+/).map(escaped).join('[-_.]');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
