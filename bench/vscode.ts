import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost } from '../test/vscode/hosts.js';
import { objections } from '../test/vscode/record.js';
import { runSuite, withExtension } from '../test/vscode/session.js';

/** What a person waits for in VS Code with the packaged extension, in a folder of real code. */
const usage = `Usage: node --import tsx bench/vscode.ts FOLDER FILE...

Opens the files one after another, which must have findings, and prints how long these take to show, and to be back after the server
was killed.
`;

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true });
const [folder, ...files] = positionals;
if (values.help || folder === undefined || files.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}
const paths = files.map((file) => resolve(folder, file));
for (const path of paths) {
  if (existsSync(path)) continue;
  console.error(`There is no ${path}: FILE is a path within FOLDER.`);
  process.exit(2);
}
process.env['ASYNCLINT_BENCH_FILES'] = paths.join('\n');
const host = await chooseHost();
const { exit, entries } = await withExtension((extension, home) => runSuite(host, join(import.meta.dirname, 'vscode/suite.ts'), extension, home, resolve(folder)));
for (const entry of entries) if (entry.kind === 'measured') console.log(`${host.name}: ${entry.text}`);
for (const objection of objections(exit, entries)) console.error(objection);
process.exitCode = objections(exit, entries).length === 0 ? 0 : 1;
