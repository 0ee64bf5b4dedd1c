/** Material for the tests with random changes: real files, and a seeded generator. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePython } from '../../../engine/syntax/python/decode.js';

/** mulberry32: small, seeded, good enough to choose places. */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function libraryFolder(): string {
  try {
    return execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])'], { encoding: 'utf8' }).trim();
  } catch (error) {
    throw new Error("These tests break real files and need 'python3'. On Debian or Ubuntu: apt-get install python3", { cause: error });
  }
}

/** Texts of files of the standard library of `python3`, always the same ones in the same order. */
export function libraryFiles(): string[] {
  const folder = libraryFolder();
  const texts: string[] = [];
  for (const part of ['', 'asyncio', 'unittest', 'email', 'json', 'importlib', 'http', 'concurrent/futures', 'xml/dom', 'logging']) {
    for (const name of readdirSync(join(folder, part)).filter((file) => file.endsWith('.py')).sort()) {
      const decoded = decodePython(readFileSync(join(folder, part, name)));
      if (decoded.ok && decoded.text.length > 400 && decoded.text.length < 120_000) texts.push(decoded.text);
    }
  }
  return texts;
}
