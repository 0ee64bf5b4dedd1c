/**
 * The VS Code that the suite runs in: a program that VSCODE_EXE names, a desktop VS Code that @vscode/test-electron
 * downloads, or the real server, workbench and extension host of code-server, shown in Chromium. One of them there must be.
 */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { startChromium } from './host/chromium.js';
import { startServer } from './host/server-process.js';
import { recordVariable, type Exit } from './record.js';

/** What a host is to run, all of it outside the repository, so that nothing is found there by chance. */
export interface Run {
  /** The extension, unpacked. */
  readonly extension: string;
  /** The bundled suite. */
  readonly suite: string;
  /** The folder that is opened. */
  readonly workspace: string;
  /** Where the host may keep its own data. */
  readonly data: string;
  /** The file that the suite writes down its results in. */
  readonly record: string;
}

export interface Host {
  readonly name: string;
  readonly run: (run: Run) => Promise<Exit>;
}

/** How long a suite may take, in milliseconds: many times what it takes on a machine with nothing else to do. */
const patience = 1_200_000;

/** The host for `npm test`; fails only later, when it is started, where there is none. */
export async function chooseHost(env: NodeJS.ProcessEnv = process.env): Promise<Host> {
  const program = env['VSCODE_EXE'];
  if (program !== undefined && program !== '') return desktop(program);
  return await canDownload(env) ? desktop() : browser;
}

/** A desktop VS Code: the program, or one that is downloaded. */
export function desktop(program?: string): Host {
  return {
    name: program === undefined ? 'a downloaded VS Code' : program,
    async run({ extension, suite, workspace, data, record }) {
      const cachePath = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'asynclint/vscode-test');
      mkdirSync(cachePath, { recursive: true });
      try {
        return await within(patience, runTests({
          cachePath,
          ...(program === undefined ? {} : { vscodeExecutablePath: program }),
          extensionDevelopmentPath: extension,
          extensionTestsPath: suite,
          extensionTestsEnv: { [recordVariable]: record },
          launchArgs: [workspace, `--user-data-dir=${join(data, 'user')}`, `--extensions-dir=${join(data, 'extensions')}`, '--disable-workspace-trust', '--disable-extensions', '--disable-gpu'],
        }));
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

/** A download needs the network and, on Linux, a screen to show VS Code on. */
async function canDownload(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return false;
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** code-server's VS Code, whose workbench takes the paths of extension and suite from its address. */
export const browser: Host = {
  name: 'VS Code of code-server, in Chromium',
  async run({ extension, suite, workspace, data, record }) {
    const server = await startServer('vscode', [
      '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust',
      // Without it the workbench of a release ignores what is to be tested.
      '--enable-smoke-test-driver',
      '--server-data-dir', join(data, 'server'), '--user-data-dir', join(data, 'user'), '--extensions-dir', join(data, 'extensions'),
    ], /Extension host agent listening on (\d+)/, { [recordVariable]: record });
    try {
      return await within(patience, inWorkbench(server.port, { extension, suite, workspace }));
    } catch (error) {
      return `${error instanceof Error ? error.message : String(error)}\n${server.output()}`;
    } finally {
      await server.stop();
    }
  },
};

async function inWorkbench(port: number, { extension, suite, workspace }: Pick<Run, 'extension' | 'suite' | 'workspace'>): Promise<Exit> {
  const chromium = await startChromium();
  try {
    const page = await chromium.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = new Promise<Exit>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => resolve('a crash of its page'));
    });
    const lines: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_kind: string, args: readonly unknown[]) => void lines.push(args.map(String).join(' ')));
    const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload = JSON.stringify([['extensionDevelopmentPath', remote(extension)], ['extensionTestsPath', remote(suite)]]);
    await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ folder: workspace, payload })}`, { timeout: 120_000 });
    const exit = await ended;
    return exit;
  } finally {
    await chromium.close();
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`it did not end within ${ms / 1000} s`)), ms);
    })]);
  } finally {
    clearTimeout(timer);
  }
}
