/**
 * The modules that come with Node.js and may be imported without `node:`.
 * Source: module.builtinModules of Node.js 20 (those that need the prefix, such as node:test, are left out).
 */
export const nodeModules: ReadonlySet<string> = new Set(`
  assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
  dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path
  path/posix path/win32 perf_hooks process punycode querystring readline readline/promises repl stream
  stream/consumers stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util
  util/types v8 vm wasi worker_threads zlib
`.trim().split(/\s+/));

/** Those that have no stand-in in a browser, so that what imports one does not run there. */
const serverModules: ReadonlySet<string> = new Set(`
  async_hooks child_process cluster dgram dns dns/promises fs fs/promises http http2 https module net perf_hooks readline readline/promises
  tls v8 vm worker_threads
`.trim().split(/\s+/));

/** Whether a module comes with Node.js alone. @param module as an import writes it. */
export function isServerModule(module: string): boolean {
  return module.startsWith('node:') || serverModules.has(module);
}
