/**
 * `npm start` shows what asynclint is for: it lints the two services in samples/ with the real command and says what to
 * look at. It fails where an expected finding is missing.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildAll } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
const command = [resolve(root, 'bin/asynclint.js'), 'samples'];

/** Each pitfall of each service, by file and rule. */
const expected = [
  'samples/shop-api/shop/orders.py floating-promise',
  'samples/shop-api/shop/orders.py serial-await-in-loop',
  'samples/shop-api/shop/api.py blocking-call',
  'samples/shop-api/shop/rates.py missing-timeout',
  'samples/newsletter/src/signup.ts floating-promise',
  'samples/newsletter/src/digest.ts serial-await-in-loop',
  'samples/newsletter/src/server.ts blocking-call',
  'samples/newsletter/src/feeds.ts missing-timeout',
];

await buildAll();
const shown = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
const answer = spawnSync(process.execPath, [...command, '--format', 'json'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
const found = answer.status === 1 ? JSON.parse(answer.stdout).findings.map(({ file, rule }) => `${file} ${rule}`) : [];
const missing = expected.filter((finding) => !found.includes(finding));

if (shown.status === 1 && missing.length === 0) {
  console.log(`
These are two small services (samples/README.md) that work until they are used: they lose work, stand still and wait
for ever. Each finding names its cause, across files where it lies there. Now try your own: npx asynclint <folder>`);
} else {
  console.error(`\nasynclint should have found:\n${missing.map((finding) => `  ${finding}\n`).join('')}${answer.stderr}`);
  process.exitCode = 1;
}
