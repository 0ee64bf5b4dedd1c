import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** The folders of the packages whose code a bundle of these entries holds. */
export async function bundledPackages(entries: readonly string[], external: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [...entries], external: [...external], bundle: true, metafile: true, write: false, outdir: 'none', platform: 'node', format: 'esm', mainFields: ['module', 'main'],
  });
  return [...new Set(Object.keys(metafile.inputs).filter((input) => input.includes('node_modules/')).map(packageOf))].sort();
}

/** The nearest folder above a file whose manifest names a package. */
function packageOf(file: string): string {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && 'version' in manifestOf(folder)) return folder;
  }
  throw new Error(`${file} is part of no package`);
}

function manifestOf(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string };
}

/** What a package wants to be given on with its code. */
function textsOf(folder: string): readonly string[] {
  const texts = readdirSync(folder).filter((name) => /licen[cs]e|copying|notice/i.test(name)).map((name) => readFileSync(join(folder, name), 'utf8').trim());
  assert.ok(texts.length > 0, folder);
  return texts;
}

/** Checks that notices name each package with its version, its licence and its own notices, and typeshed. */
export function assertNames(notices: string, folders: readonly string[]): void {
  assert.ok(folders.length > 5);
  for (const folder of folders) {
    const { name, version } = manifestOf(folder);
    const part = notices.split(`\n${name} ${version}\n===`)[1];
    assert.ok(part !== undefined, `${name} ${version} is not named`);
    for (const text of textsOf(folder)) assert.ok(part.includes(text), `${name} ${version}: a licence or notice is missing`);
  }
  const stubs = notices.split('(stubs of Python\'s standard library)\n===')[1]!;
  assert.ok(stubs.includes(readFileSync('node_modules/pyright/dist/typeshed-fallback/LICENSE', 'utf8').trim()));
}
