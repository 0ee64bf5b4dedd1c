import { spawn } from 'node:child_process';
import { codeServer } from './code-server.js';

/** A server that a test started, with all that it starts itself. */
export interface ServerProcess {
  readonly port: number;
  /** What it wrote so far, for the message of a failure. */
  readonly output: () => string;
  /** Ends it and its descendants; nothing of it is left when the promise resolves. */
  readonly stop: () => Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a machine under load may take until the server listens, in milliseconds. */
const patience = 120_000;

/**
 * Starts a server of its own process group and waits until it tells its port. VS Code's variables would be taken for its
 * parent's settings, so the server gets none of them.
 * @param program of the host, with its arguments.
 * @param told finds the port in the output.
 */
export async function startServer(program: 'program' | 'vscode', args: readonly string[], told: RegExp, extra: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const host = await codeServer();
  const child = spawn(host.node, [host[program], ...args], { env: { ...cleanEnvironment(), ...extra }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const kill = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  // A signal would end this process without `exit`, and leave the server, which has a group of its own.
  const end = () => process.exit(1);
  process.once('exit', kill);
  for (const signal of signals) process.once(signal, end);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    kill();
    await ended;
    process.off('exit', kill);
    for (const signal of signals) process.off(signal, end);
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    const port = await new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the server did not listen within ${patience / 1000} s:\n${output}`)), patience);
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const [, port] = told.exec(output) ?? [];
          if (port !== undefined) resolve(Number(port));
        });
      }
    });
    return { port, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** This process's environment without what VS Code, code-server and npm would take for theirs. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|npm_|ELECTRON_|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$|PORT$)/.test(name)));
}
