/**
 * Runs Ruff's ASYNC rules over all files of Python in a folder: `node ruff.mjs FOLDER`. There is no command line of the
 * WebAssembly build, which is what Ruff offers to programs of Node.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const workspace = new Workspace({ lint: { select: ['ASYNC'] } }, PositionEncoding.Utf16);
let findings = 0;
for (const name of readdirSync(process.argv[2], { recursive: true, encoding: 'utf8' })) {
  if (/\.pyi?$/.test(name)) findings += workspace.check(readFileSync(join(process.argv[2], name), 'utf8')).length;
}
console.log(`${findings} findings`);
