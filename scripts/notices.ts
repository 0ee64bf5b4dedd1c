import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of all packages that went into a bundle, as the packages themselves word them. Fails for a package
 * without a licence text, since such a bundle may not be given on.
 *
 * @param root the folder that the inputs are relative to.
 * @param inputs paths of the bundled files, as esbuild's metafile names them.
 */
export function noticesOf(root: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const notices = new Map([...folders].map((folder) => [titleOf(join(root, folder)), licenceOf(join(root, folder))]));
  const parts = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, licence]) => `${title}\n${'='.repeat(title.length)}\n\n${licence.trim()}\n`);
  return ['asynclint contains code of these packages.\n', ...parts].join('\n');
}

function titleOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string };
  return `${name} ${version}`;
}

function licenceOf(folder: string): string {
  const file = existsSync(folder) ? readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name)) : undefined;
  if (file === undefined) throw new Error(`no licence text in ${folder}`);
  return readFileSync(join(folder, file), 'utf8');
}
