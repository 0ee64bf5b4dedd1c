import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buildAll } from '../../scripts/build.mjs';

/**
 * The command line as users run it: the built launcher in a process of its own, in a folder made for the test.
 */
const launcher = resolve(import.meta.dirname, '../../bin/asynclint.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone after the test. Values are a file's content; null makes a folder. */
export class Workspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-cli-')));

  constructor(files: Readonly<Record<string, string | Buffer | null>> = {}) {
    this.write(files);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  write(files: Readonly<Record<string, string | Buffer | null>>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = this.path(name);
      mkdirSync(content === null ? path : dirname(path), { recursive: true });
      if (content !== null) writeFileSync(path, content);
    }
  }

  /** Runs asynclint in the folder (or one within it). */
  run(args: readonly string[], options: { readonly in?: string; readonly env?: Readonly<Record<string, string>> } = {}): Outcome {
    const { NO_COLOR: _, FORCE_COLOR: __, GITHUB_WORKSPACE: ___, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
      cwd: this.path(options.in ?? '.'), env: { ...env, ...options.env }, encoding: 'utf8', maxBuffer: 2 ** 28,
    });
    return { code: status, stdout, stderr };
  }

  /** Runs a line of shell, `$NODE "$ASYNCLINT"` in it being asynclint, with its output piped on. */
  shell(line: string, pipe: string): Outcome {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `(${line}) ${pipe}`], {
      cwd: this.root, env: { ...process.env, NODE: process.execPath, ASYNCLINT: launcher }, encoding: 'utf8',
    });
    return { code: status, stdout, stderr };
  }

  /** Runs with `--format json` and the one rule that the tests here rely on. */
  report(args: readonly string[] = ['.'], options: { readonly in?: string } = {}): Report {
    const { code, stdout, stderr } = this.run(['--format', 'json', '--rule', 'floating-promise', ...args], options);
    if (code !== 0 && code !== 1) throw new Error(`exit code ${code}: ${stderr}`);
    const report = JSON.parse(stdout) as Report;
    return { ...report, code, files: [...new Set(report.findings.map(({ file }) => file))] };
  }

  remove(): void {
    chmodSync(this.root, 0o700);
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The report as `--format json` prints it, with the exit code and the files that have findings. */
export interface Report {
  readonly code: number;
  readonly files: readonly string[];
  readonly version: string;
  readonly findings: readonly (Position & {
    readonly file: string;
    readonly endLine: number;
    readonly endColumn: number;
    readonly rule: string;
    readonly level: string;
    readonly message: string;
    readonly help: string;
    readonly related: readonly (Position & { readonly file: string; readonly message: string })[];
    readonly fixes: readonly {
      readonly title: string;
      readonly kind: string;
      readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
    }[];
  })[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

let building: Promise<void> | undefined;

/** Builds the bundles, once for all tests. */
export function built(): Promise<void> {
  return building ??= buildAll();
}

/** Runs a test with a workspace that is removed afterwards. */
export function inWorkspace(files: Readonly<Record<string, string | Buffer | null>>, test: (workspace: Workspace) => void): () => Promise<void> {
  return async () => {
    await built();
    const workspace = new Workspace(files);
    try {
      test(workspace);
    } finally {
      workspace.remove();
    }
  };
}

/** A Python module with one floating coroutine: line 7, columns 5 to 9. */
export const floating = `import asyncio

async def save(item):
    await asyncio.sleep(0)

async def main(item):
    save(item)
`;

/** The same, mended. */
export const awaited = floating.replace('    save(item)', '    await save(item)');

/** A TypeScript module with one floating query: line 6, columns 3 to 21. */
export const floatingTypeScript = `import knex from 'knex';

const db = knex({ client: 'pg' });

export async function main(): Promise<void> {
  db('items').insert({ name: 'x' });
}
`;
