/**
 * Packs the stubs of Python's standard library into one file that is read whole and never unpacked. They come from
 * typeshed by way of the pinned package `pyright`, which carries them with their licence. The first line says, as JSON,
 * from where to where each file lies behind it, in bytes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

/** Where typeshed lies within the installed packages. Fails where they lack `pyright`. */
const typeshed = () => join(dirname(createRequire(import.meta.url).resolve('pyright/package.json')), 'dist/typeshed-fallback');

/** The archive's bytes. */
export function packStubs() {
  const folder = join(typeshed(), 'stdlib');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith('.pyi') || entry.name === 'VERSIONS'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
  const places = {};
  const contents = [];
  let at = 0;
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    places[file] = [at, at += bytes.length];
    contents.push(bytes);
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`), ...contents]);
}

/** What has to be said wherever the stubs are given on: typeshed's licence, and the commit that they are of. */
export function typeshedNotice() {
  const folder = typeshed();
  const title = `typeshed ${readFileSync(join(folder, 'commit.txt'), 'utf8').trim()} (stubs of Python's standard library)`;
  return `${title}\n${'='.repeat(title.length)}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
}
