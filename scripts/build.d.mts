/** Builds all of it; fails with esbuild's messages on stderr. */
export function buildAll(): Promise<void>;
