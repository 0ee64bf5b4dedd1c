/** Ruff's parser as a judge of syntax that the installed CPython may be too old for. */

import { createRequire } from 'node:module';

interface Diagnostic {
  readonly code: string | null;
  readonly message: string;
}
interface RuffModule {
  readonly Workspace: new (options: object, encoding?: number) => { check(text: string): Diagnostic[] };
  readonly PositionEncoding?: Readonly<Record<string, number>>;
}

/** Returns a function that says what Ruff, for Python 3.14, finds wrong with a text's syntax. */
export function ruffJudge(): (text: string) => string[] {
  const ruff = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs') as RuffModule;
  const workspace = new ruff.Workspace({ 'target-version': 'py314', lint: { select: [] } }, ruff.PositionEncoding?.['Utf16'] ?? 1);
  return (text) => workspace.check(text)
    .filter(({ code }) => code === 'invalid-syntax' || code === null)
    .map(({ message }) => message);
}
