import { folderOf } from './paths.js';
import type { FileUnit } from './project/unit.js';
import type { Language } from './text.js';

/**
 * How wide lines may be: as the formatter of a file's project is configured in the nearest folder that has such a
 * configuration, else as formatters and projects have it.
 *
 * Black 25 and Ruff 0.14 break at 88 columns (`line-length`), Prettier 3 (`printWidth`) and Biome 2 (`lineWidth`) at 80.
 */
export class LineWidths {
  private readonly longest = new WeakMap<FileUnit, number>();
  private readonly configured = new Map<string, number | null>();

  /** @param root the folder at which the search for configurations ends. */
  constructor(private readonly root: string, private readonly readText: (path: string) => string | undefined) {}

  /** How wide new lines of a file may be, in columns. */
  of(path: string, language: Language): number {
    return this.within(folderOf(path), language) ?? usualWidths[language];
  }

  /** How wide lines may be that only become longer: where no formatter is configured, as wide as others of the file are. */
  tolerated(file: FileUnit): number {
    const { path, language, text } = file;
    const configured = this.within(folderOf(path), language);
    if (configured !== null) return configured;
    const known = this.longest.get(file);
    if (known !== undefined) return known;
    let width = usualWidths[language];
    for (const line of text.split(/\r\n|\n|\r/)) width = Math.max(width, line.length);
    this.longest.set(file, width);
    return width;
  }

  private within(folder: string, language: Language): number | null {
    const key = `${language} ${folder}`;
    const known = this.configured.get(key);
    if (known !== undefined) return known;
    let found: number | null = null;
    for (const { name, pattern, implied, otherwise } of configurations[language]) {
      const text = this.readText(`${folder}/${name}`);
      const width = text === undefined ? undefined : pattern.exec(text)?.[1];
      if (width !== undefined) found = Number(width);
      else if (text !== undefined && implied.test(text)) found = otherwise;
      if (found !== null) break;
    }
    if (found === null && folder.startsWith(`${this.root}/`)) found = this.within(folderOf(folder), language);
    this.configured.set(key, found);
    return found;
  }
}

/** Black's 88 columns, and for TypeScript the 100 that most projects stay below. */
const usualWidths: Readonly<Record<Language, number>> = { python: 88, typescript: 100 };

/** A file that may say how wide lines are: by a number, or by being there at all for a formatter. */
interface Configuration {
  readonly name: string;
  readonly pattern: RegExp;
  /** What shows that a formatter is used without a number. */
  readonly implied: RegExp;
  readonly otherwise: number;
}

const prettier = { pattern: /printWidth["']?\s*[:=]\s*(\d+)/, implied: /^/, otherwise: 80 };
const python = {
  pattern: /^(?:line-length|max-line-length|max_line_length)\s*=\s*(\d+)/m,
  // What Ruff is told to extend is mostly the configuration of a folder further up: https://docs.astral.sh/ruff/settings/#extend
  implied: /(?<![^])(?![^]*^extend\s*=)[^]*^\[tool\.(?:black|ruff)\b/m,
  otherwise: 88,
};

const configurations: Readonly<Record<Language, readonly Configuration[]>> = {
  python: ['pyproject.toml', 'ruff.toml', '.ruff.toml', 'setup.cfg', '.flake8'].map((name) => ({ name, ...python })),
  typescript: [
    ...['.prettierrc', '.prettierrc.json', '.prettierrc.yaml', '.prettierrc.yml', '.prettierrc.js', '.prettierrc.cjs', '.prettierrc.mjs', 'prettier.config.js', 'prettier.config.cjs', 'prettier.config.mjs', 'prettier.config.ts']
      .map((name) => ({ name, ...prettier })),
    ...['biome.json', 'biome.jsonc'].map((name) => ({ name, pattern: /"lineWidth"\s*:\s*(\d+)/, implied: /^/, otherwise: 80 })),
    { name: 'package.json', pattern: prettier.pattern, implied: /"prettier"\s*:\s*\{/, otherwise: 80 },
  ],
};
