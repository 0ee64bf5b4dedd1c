/**
 * The entry of the language server: `asynclint lsp --stdio`, and the process that the VS Code extension starts. It joins
 * the server to this machine and ends with its client: after `exit`, or when the client's end of the pipe is gone.
 */
import { readFileSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskHost } from './disk-host.js';
import { startServer } from './server.js';

const usage = `asynclint lsp [--stdio]

Starts the language server of asynclint. An editor starts it and talks to it in the
language server protocol.

  --stdio           over standard input and output; the default
  --node-ipc        over the channel of a Node process that started it
  --socket=PORT     over a port that the editor listens on
  --pipe=NAME       over a named pipe that the editor listens on
  --help            shows this text
`;

const known = /^--(?:stdio|node-ipc|(?:socket|pipe|clientProcessId)(?:=.*)?)$/;

/** Runs the server with the arguments after `lsp`. */
function main(args: readonly string[]): void {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  const wrong = wrongIn(args);
  if (wrong !== undefined) {
    process.stderr.write(`asynclint lsp: ${wrong}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  // The library takes the way to talk from the process's arguments, and knows no default.
  if (args.every((arg) => arg.startsWith('--clientProcessId'))) process.argv.push('--stdio');
  const connection = createConnection(ProposedFeatures.all);
  // What nobody caught is a defect to report, and no reason to leave the user without a server.
  process.on('uncaughtException', (error) => connection.console.error(`asynclint: ${error.stack ?? error.message}`));
  // The library passes over a port or pipe on which nobody listens.
  process.on('beforeExit', () => {
    process.stderr.write('asynclint lsp: there is no connection to an editor\n');
    process.exitCode = 1;
  });
  process.on('disconnect', () => process.exit(1));
  startServer(connection, diskHost(), versionOf(new URL('../package.json', import.meta.url)));
}

/** What is wrong with the arguments, in words; undefined where nothing is. */
function wrongIn(args: readonly string[]): string | undefined {
  const unknown = args.find((arg, i) => !known.test(arg) && !/^--(?:socket|pipe|clientProcessId)$/.test(args[i - 1] ?? ''));
  if (unknown !== undefined) return `unknown argument ${unknown}`;
  const valueOf = (name: string): string | undefined => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    return at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.slice(name.length + 1) : args[at + 1] ?? '';
  };
  const port = valueOf('--socket');
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536)) return `--socket needs the number of a port${port === '' ? '' : `, not ${port}`}`;
  if (valueOf('--pipe') === '') return '--pipe needs a name';
  return args.includes('--node-ipc') && process.send === undefined ? '--node-ipc is for a process that Node has started with a channel' : undefined;
}

function versionOf(manifest: URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

main(process.argv.slice(2).filter((arg) => arg !== 'lsp'));
