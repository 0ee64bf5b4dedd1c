#!/usr/bin/env node
// Starts the command line, or the language server for `asynclint lsp`. Written so that any Node that knows modules can read it.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`asynclint needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const bundle = process.argv[2] === 'lsp' ? '../dist/server.js' : '../dist/cli.js';
  import(bundle).catch((error) => {
    const unbuilt = error?.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes(`dist${bundle.slice('../dist'.length)}`);
    process.stderr.write(unbuilt ? 'asynclint is not built yet: run `npm run build` in its folder.\n' : `asynclint: ${error?.stack ?? error}\n`);
    process.exitCode = 2;
  });
}
