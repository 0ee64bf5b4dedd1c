import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Code of others that is there anyway: the sources of the packages that this project depends on. */
const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

export interface RealFile {
  readonly path: string;
  readonly text: string;
}

/** The files of these folders of packages (`eslint/lib`) whose names end in one of `endings`, in the order of their paths. */
export function realFiles(folders: readonly string[], endings: readonly string[]): readonly RealFile[] {
  const files: RealFile[] = [];
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) visit(path);
      else if (endings.some((ending) => name.endsWith(ending))) files.push({ path, text: readFileSync(path, 'utf8') });
    }
  };
  for (const folder of folders) visit(join(packages, folder));
  return files;
}

/** A sequence of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const typed = ['foo.', 'await ', 'if (', 'const x =', '(', '{', 'return', '} else {', ')', ']', '}', 'async ', 'x(', '=> {', ',', "'"];

/** The text as it stands while somebody is typing in it: something half-typed, a line cut off, or a character gone. */
export function broken(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const lineEnd = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  switch (Math.floor(random() * 3)) {
    case 0: return `${text.slice(0, lineEnd)}\n${typed[Math.floor(random() * typed.length)]!}${text.slice(lineEnd)}`;
    case 1: return text.slice(0, at) + text.slice(lineEnd);
    default: return text.slice(0, at) + text.slice(at + 1);
  }
}
