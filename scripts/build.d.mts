/** Builds all bundles; fails with esbuild's messages on stderr. */
export function buildAll(): Promise<void>;
