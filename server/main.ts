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
  const wrong = args.find((arg, i) => !known.test(arg) && !/^--(?:socket|pipe|clientProcessId)$/.test(args[i - 1] ?? ''));
  if (wrong !== undefined) {
    process.stderr.write(`asynclint lsp: unknown argument ${wrong}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  // The library takes the way to talk from the process's arguments, and knows no default.
  if (args.every((arg) => arg.startsWith('--clientProcessId'))) process.argv.push('--stdio');
  const connection = createConnection(ProposedFeatures.all);
  // What nobody caught is a defect to report, and no reason to leave the user without a server.
  process.on('uncaughtException', (error) => connection.console.error(`asynclint: ${error.stack ?? error.message}`));
  process.on('disconnect', () => process.exit(1));
  startServer(connection, diskHost(), versionOf(new URL('../package.json', import.meta.url)));
}

function versionOf(manifest: URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

main(process.argv.slice(2).filter((arg) => arg !== 'lsp'));
