/**
 * The licences of all packages that went into a bundle, as the packages themselves word them, with what they say of code
 * that they took from others. Fails for a package without a licence text, since such a bundle may not be given on.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeshedNotice } from './typeshed.mjs';

export function noticesOf(root, inputs) {
  const folders = new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const notices = new Map([...folders].map((folder) => [titleOf(join(root, folder)), licenceOf(join(root, folder))]));
  const parts = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, licence]) => `${title}\n${'='.repeat(title.length)}\n\n${licence}\n`);
  return ['asynclint contains code of these packages.\n', ...parts, typeshedNotice()].join('\n');
}

function titleOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}`;
}

function licenceOf(folder) {
  const files = readdirSync(folder).sort();
  const licences = files.filter((name) => /^(?:licen[cs]e|copying)/i.test(name));
  if (licences.length === 0) throw new Error(`no licence text in ${folder}`);
  const others = files.filter((name) => /^(?:notice|third-?party-?notice)/i.test(name));
  return [...licences, ...others].map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}
