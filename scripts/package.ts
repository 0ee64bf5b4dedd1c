/**
 * Packs the VS Code extension for one target: `npm run package -- --target linux-x64 [--out file.vsix]`.
 *
 * The extension is laid out in a temporary folder: the two bundles, Python's stubs, the rules' pages, the snippets, the walkthrough, and the target's native
 * executable of TypeScript with its library files; `.vscodeignore` is the list of what may stand in it. The executable
 * of this machine's own target is the installed one, any other is fetched with npm and compared with the lock.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { build, type BuildOptions } from 'esbuild';
import { noticesOf } from './notices.js';
import { packStubs, typeshedNotice } from './typeshed.mjs';

const root = resolve(import.meta.dirname, '..');

/** VS Code's targets and the platform of TypeScript's package for each. Its Linux executables are static, so they serve Alpine too. */
export const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'linux-armhf': 'linux-arm',
  'alpine-x64': 'linux-x64', 'alpine-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64', 'win32-arm64': 'win32-arm64',
};

const snippetFiles = ['python', 'typescript', 'javascript'].map((language) => `snippets/${language}.json`);

/** What only npm reads; `files` would compete with .vscodeignore. */
const ofNpm: ReadonlySet<string> = new Set(['files', 'bin', 'scripts', 'dependencies', 'devDependencies', 'overrides']);

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly version: string;
  readonly dependencies: { readonly typescript: string };
}

/** Packs the extension for a target into a file; fails with a message for people. */
export async function packExtension(target: string, out: string): Promise<void> {
  const platform = platforms[target];
  if (platform === undefined) throw new Error(`unknown target ${target}; known are ${Object.keys(platforms).join(', ')}`);
  const stage = mkdtempSync(join(tmpdir(), 'asynclint-vsix-'));
  try {
    await layOut(stage, platform);
    await createVSIX({
      cwd: stage, packagePath: out, target,
      dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function layOut(stage: string, platform: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const extension = Object.entries(manifest).filter(([key]) => !ofNpm.has(key));
  // npm shows the manifest as it stands, VS Code with its texts filled in.
  writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...Object.fromEntries(extension), description: '%description%' }, null, 2));
  const texts = readdirSync(root).filter((name) => /^package\.nls\..*json$/.test(name));
  const files = ['.vscodeignore', ...texts, 'l10n', 'README.md', 'CHANGELOG.md', 'LICENSE', 'schema.json', 'client/icon.png', 'client/walkthrough', ...snippetFiles];
  for (const file of files) cpSync(join(root, file), join(stage, file), { recursive: true });
  for (const rule of readdirSync(join(root, 'rules'))) {
    const page = join('rules', rule, 'README.md');
    if (existsSync(join(root, page))) cpSync(join(root, page), join(stage, page), { recursive: true });
  }
  const { metafile } = await bundle(stage);
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), `${noticesOf(root, Object.keys(metafile.inputs))}\n${typeshedNotice()}`);
  writeFileSync(join(stage, 'dist/typeshed.stubs'), packStubs());
  const native = nativePackage(platform, manifest.dependencies.typescript, stage);
  for (const part of ['LICENSE', 'NOTICE.txt', 'lib']) cpSync(join(native, part), join(stage, 'typescript', part), { recursive: true });
}

/** The server as a module, since it finds what lies beside it by its own address; the client as VS Code loads it. */
async function bundle(stage: string): Promise<{ readonly metafile: { readonly inputs: object } }> {
  const common = {
    bundle: true, platform: 'node', target: 'node20', minify: true, metafile: true, legalComments: 'none', logLevel: 'warning', absWorkingDir: root,
    // jsonc-parser's older form can't be bundled.
    mainFields: ['module', 'main'],
  } satisfies BuildOptions;
  const server = await build({
    ...common, entryPoints: ['server/main.ts'], outfile: join(stage, 'dist/server.js'), format: 'esm',
    // Packages in the older form ask for Node's own modules by `require`, which a module has to make for itself.
    banner: { js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);" },
  });
  const client = await build({ ...common, entryPoints: ['client/extension.ts'], outfile: join(stage, 'dist/client.cjs'), format: 'cjs', external: ['vscode'] });
  return { metafile: { inputs: { ...server.metafile.inputs, ...client.metafile.inputs } } };
}

/** The folder of TypeScript's native package for a platform: the installed one, or one fetched into the stage. */
function nativePackage(platform: string, version: string, stage: string): string {
  const name = `@typescript/typescript-${platform}`;
  const installed = join(root, 'node_modules', name);
  if (existsSync(installed) && versionOf(installed) === version) return installed;
  const folder = join(stage, 'fetched');
  mkdirSync(folder);
  const answer = execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', folder], { encoding: 'utf8', shell: process.platform === 'win32' });
  const [packed] = JSON.parse(answer) as [{ readonly filename: string; readonly integrity: string }];
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, { readonly integrity: string }>> };
  if (packed.integrity !== lock.packages[`node_modules/${name}`]?.integrity) throw new Error(`${name}@${version} is not the package that the lock names`);
  execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
  return join(folder, 'package');
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { target: { type: 'string', default: `${process.platform}-${process.arch}` }, out: { type: 'string' } } });
  const out = resolve(values.out ?? `asynclint-${values.target}-${versionOf(root)}.vsix`);
  await packExtension(values.target, out);
  console.log(`${out} (${(statSync(out).size / 1e6).toFixed(1)} MB)`);
}
