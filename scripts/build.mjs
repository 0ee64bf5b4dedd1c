/**
 * Bundles what runs: the command line (dist/cli.js), the language server (dist/server.js) and the VS Code extension
 * (dist/client.cjs), and puts the stubs of Python's standard library beside them (dist/typeshed.stubs) and the
 * licences of what is bundled into the first two, which npm's package consists of (dist/ThirdPartyNotices.txt). `npm ci` runs it,
 * so that the command works right after.
 *
 * `typescript` is not bundled: it is a native program, found beside its package. Each bundle is written under another
 * name first and then put in place, so that nobody runs half of one.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { noticesOf } from './notices.mjs';
import { packStubs } from './typeshed.mjs';

const root = resolve(import.meta.dirname, '..');

// Packages in the older form ask for Node's own modules by `require`, which a module has to make for itself.
const requireBanner = "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);";

const bundles = [
  { entry: 'cli/main.ts', out: 'dist/cli.js', format: 'esm' },
  { entry: 'server/main.ts', out: 'dist/server.js', format: 'esm' },
  { entry: 'client/extension.ts', out: 'dist/client.cjs', format: 'cjs' },
];

/** Builds all of it; fails with esbuild's messages on stderr. */
export async function buildAll() {
  const inputs = [];
  for (const { entry, out, format } of bundles) {
    const result = await build({
      absWorkingDir: root, entryPoints: [entry], outfile: out, format, bundle: true, write: false, metafile: true,
      platform: 'node', target: 'node20.19', logLevel: 'warning', legalComments: 'none',
      external: ['typescript', 'vscode'],
      // jsonc-parser's older form can't be bundled.
      mainFields: ['module', 'main'],
      ...(format === 'esm' ? { banner: { js: requireBanner } } : {}),
    });
    for (const file of result.outputFiles) put(file.path, file.contents);
    if (out !== 'dist/client.cjs') inputs.push(...Object.keys(result.metafile.inputs));
  }
  put(join(root, 'dist/typeshed.stubs'), packStubs());
  put(join(root, 'dist/ThirdPartyNotices.txt'), noticesOf(root, inputs));
}

function put(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

if (process.argv[1] === import.meta.filename) {
  try {
    await buildAll();
  } catch (error) {
    // esbuild has written out what is wrong with the sources; anything else has to be told here.
    if (!Array.isArray(error?.errors)) console.error(error);
    process.exitCode = 1;
  }
}
