/**
 * Packs the VS Code extension, for one target or several: `npm run package -- --target linux-x64`.
 *
 * The extension is laid out in a temporary folder: the two bundles, Python's stubs, the rules' pages, the snippets, the
 * walkthrough, the texts and their translations, and the target's native executable of TypeScript with its library files;
 * `.vscodeignore` is the list of what may stand in it. The executable of this machine's own target is the installed one,
 * any other is fetched with npm and compared with the lock.
 */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { build, type BuildOptions } from 'esbuild';
import { noticesOf } from './notices.mjs';
import { packStubs } from './typeshed.mjs';

const root = resolve(import.meta.dirname, '..');

/** VS Code's targets and the platform of TypeScript's package for each. Its Linux executables are static, so they serve Alpine too. */
export const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'linux-armhf': 'linux-arm',
  'alpine-x64': 'linux-x64', 'alpine-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64', 'win32-arm64': 'win32-arm64',
};

const snippetFiles = ['python', 'typescript', 'javascript'].map((language) => `snippets/${language}.json`);

/** The pages that rules' pages lead to. */
const snippetPages = readdirSync(join(root, 'snippets')).filter((name) => name.endsWith('.md')).map((name) => `snippets/${name}`);

/** What only npm reads; `files` would compete with .vscodeignore. */
const ofNpm: ReadonlySet<string> = new Set(['files', 'bin', 'scripts', 'dependencies', 'devDependencies', 'overrides']);

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly version: string;
  readonly dependencies: { readonly typescript: string };
}

/** The most a package may weigh, in bytes. */
const largest = 20e6;

/** Packs the extension for a target into a file; fails with a message for people. */
export async function packExtension(target: string, out: string): Promise<void> {
  const platform = platforms[target];
  if (platform === undefined) throw new Error(`unknown target ${target}`);
  const stage = mkdtempSync(join(tmpdir(), 'asynclint-vsix-'));
  try {
    await layOut(stage, platform);
    await createVSIX({
      cwd: stage, packagePath: out, target,
      dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false,
    });
    if (statSync(out).size > largest) throw new Error(`${out} is over ${largest / 1e6} MB (${megabytes(out)}); was something put into it that it does not need?`);
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
  const files = ['.vscodeignore', ...texts, 'l10n', 'CHANGELOG.md', 'LICENSE', 'schema.json', 'client/icon.png', 'client/walkthrough', ...snippetFiles, ...snippetPages];
  for (const file of files) cpSync(join(root, file), join(stage, file), { recursive: true });
  // The pictures stay in the repository; here they would only be weight.
  writeFileSync(join(stage, 'README.md'), readFileSync(join(root, 'README.md'), 'utf8').replace(/^!\[.*\]\(client\/images\/.*\)\n\n/gm, ''));
  for (const rule of readdirSync(join(root, 'rules'))) {
    const page = join('rules', rule, 'README.md');
    if (existsSync(join(root, page))) cpSync(join(root, page), join(stage, page), { recursive: true });
  }
  const { metafile } = await bundle(stage);
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), noticesOf(root, Object.keys(metafile.inputs)));
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
  const packed = fetched(`${name}@${version}`, folder);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, { readonly integrity: string }>> };
  checkIntegrity(join(folder, packed), lock.packages[`node_modules/${name}`]?.integrity, `${name}@${version}`);
  execFileSync('tar', ['-xzf', packed], { cwd: folder });
  return join(folder, 'package');
}

/** The name of the file into which npm packed a package of the registry. */
function fetched(spec: string, folder: string): string {
  try {
    const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const [packed] = JSON.parse(execFileSync('npm', ['pack', spec, '--json'], { ...options, stdio: 'pipe' })) as [{ readonly filename: string }];
    return packed.filename;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new Error(`npm could not fetch ${spec}:\n${stderr ?? String(error)}`);
  }
}

/** Throws where a file is not the one whose hash the lock names (https://w3c.github.io/webappsec-subresource-integrity). */
export function checkIntegrity(file: string, locked: string | undefined, spec: string): void {
  if (locked === undefined) throw new Error(`the lock does not name ${spec}`);
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== locked) throw new Error(`${spec} is not the package that the lock names`);
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
}

function megabytes(file: string): string {
  return `${(statSync(file).size / 1e6).toFixed(1)} MB`;
}

const own = `${process.platform}-${process.arch}`;
const known = Object.keys(platforms);

const help = `Packs the VS Code extension.

Usage: npm run package -- [--target TARGET ...] [--folder FOLDER | --out FILE]

  --target TARGET  one of ${known.slice(0, 5).join(', ')},
                   ${known.slice(5).join(', ')},
                   or all; may be repeated (default: this machine's, ${own})
  --folder FOLDER  where to put asynclint-TARGET-VERSION.vsix (default: here)
  --out FILE       the file to write, for a single target
  --help           show this text

TypeScript's executable for other targets than this machine's is fetched with npm and
compared with package-lock.json.
`;

/** What is wanted, or a string that says what is wrong with how it was asked for. */
function wanted(): { readonly help: true } | { readonly help: false; readonly files: ReadonlyMap<string, string> } | string {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ options: { target: { ...option, multiple: true }, folder: option, out: option, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) return { help: true };
  const named = values.target ?? [own];
  const targets = named.includes('all') ? known : named;
  const unknown = targets.find((target) => !known.includes(target));
  if (unknown !== undefined) return `unknown target ${unknown}; known are ${known.join(', ')}, and all`;
  if (values.out !== undefined && targets.length > 1) return `--out names one file, and there are ${targets.length} targets: use --folder`;
  const fileOf = (target: string): string => values.out ?? join(values.folder ?? '.', `asynclint-${target}-${versionOf(root)}.vsix`);
  return { help: false, files: new Map(targets.map((target) => [target, resolve(fileOf(target))])) };
}

async function main(): Promise<number> {
  let request: ReturnType<typeof wanted>;
  try {
    request = wanted();
  } catch (error) {
    request = (error as Error).message;
  }
  if (typeof request === 'string') {
    console.error(request);
    return 2;
  }
  if (request.help) {
    process.stdout.write(help);
    return 0;
  }
  for (const [target, file] of request.files) {
    try {
      mkdirSync(dirname(file), { recursive: true });
      await packExtension(target, file);
      console.log(`${file} (${megabytes(file)})`);
    } catch (error) {
      console.error(`${target}: ${(error as Error).message}`);
      return 1;
    }
  }
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main();
