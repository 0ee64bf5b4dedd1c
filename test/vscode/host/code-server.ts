/**
 * VS Code's server, workbench and extension host, as npm's `code-server` carries them, with the Node they ask for. They are
 * installed once into the user's cache folder, under a hash of their lock file: in a folder of a temporary name, which gets
 * its true one when all of it is there, so that nobody starts half a host.
 *
 * Scripts of the packages are not run: what they would compile (the pseudo terminal apart, which comes compiled) serves
 * log files and the end of orphaned processes, and VS Code goes on without. So no compiler is needed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface CodeServer {
  /** Node 24. */
  readonly node: string;
  /** code-server's own program: what a person starts. */
  readonly program: string;
  /** The program of VS Code's server within, which knows how to run tests in an extension host. */
  readonly vscode: string;
}

/** To be raised when another way of installing makes another host of the same packages. */
const recipe = 2;

const packages = ['package.json', 'package-lock.json'] as const;

/** The host in the cache folder, installed first where it is missing; fails with a message that says what helps. */
export async function codeServer(say: (line: string) => void = console.error): Promise<CodeServer> {
  if (process.platform === 'win32') throw new Error('code-server does not run on Windows. Run the suite in a VS Code of yours: set VSCODE_EXE to its program.');
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'asynclint');
  const hash = createHash('sha256').update(`${recipe} ${process.platform} ${process.arch}`);
  for (const name of packages) hash.update(readFileSync(join(import.meta.dirname, name)));
  const folder = join(cache, `vscode-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    await locked(`${folder}.lock`, say, async () => {
      if (!existsSync(folder)) await install(folder, say);
    });
  }
  return serverIn(folder);
}

function serverIn(folder: string): CodeServer {
  const root = join(folder, 'node_modules/code-server');
  return { node: nodeFor(folder), program: join(root, 'out/node/entry.js'), vscode: join(root, 'lib/vscode/out/server-main.js') };
}

/** Node 24 of the lock; on machines that it has none for, the one that runs the tests, if it is of that version. */
function nodeFor(folder: string): string {
  const locked = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(locked)) return locked;
  if (process.version.startsWith('v24.')) return process.execPath;
  throw new Error('code-server runs on Node 24, and npm has none for this machine: run the tests with Node 24.');
}

async function install(folder: string, say: (line: string) => void): Promise<void> {
  for (const name of readdirSync(dirname(folder))) {
    const [, owner] = /^vscode-\w+\.partial-(\d+)$/.exec(name) ?? [];
    if (owner !== undefined && !runs(Number(owner))) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
  const started = Date.now();
  const partial = `${folder}.partial-${process.pid}`;
  say(`VS Code for the tests is installed once, into ${folder}: about 1 GB, a minute or two.`);
  try {
    mkdirSync(partial);
    for (const name of packages) cpSync(join(import.meta.dirname, name), join(partial, name));
    say('  1 of 2: code-server and Node 24');
    await npm(['ci', '--ignore-scripts'], partial, process.env['PATH'] ?? '');
    say('  2 of 2: what VS Code and its extensions need');
    // `npm ci` refuses the lock that comes with code-server; `install` takes from it what it holds.
    const path = `${dirname(nodeFor(partial))}${delimiter}${process.env['PATH'] ?? ''}`;
    const vscode = join(partial, 'node_modules/code-server/lib/vscode');
    for (const folder of [vscode, join(vscode, 'extensions')]) await npm(['install', '--omit=dev', '--ignore-scripts'], folder, path);
    renameSync(partial, folder);
    say(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function npm(args: readonly string[], cwd: string, path: string): Promise<void> {
  // What `npm test` tells its scripts of itself would be taken for settings.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?:package|lifecycle|config_(?:local_prefix|global|omit|include))|^NODE_ENV$/i.test(name)));
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: { ...env, PATH: path }, stdio: ['ignore', 2, 2] });
  const status = await new Promise<number | string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(code ?? String(signal)));
  });
  if (status !== 0) {
    throw new Error(`VS Code for the tests could not be installed (npm ${args[0]}: ${status}). It comes from the npm registry; where that can be reached, this helps: npm run test:vscode`);
  }
}

/** Runs `work` while no other process holds the lock: a file that names its owner. One whose owner is gone counts as none. */
async function locked(lock: string, say: (line: string) => void, work: () => Promise<void>): Promise<void> {
  for (let told = false; !take(lock); told = true) {
    if (!told) say(`another run installs VS Code for the tests; waiting for it (${lock})`);
    await delay(500);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    // An owner that has not written its name yet is there.
    if (owner > 0 && !runs(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
