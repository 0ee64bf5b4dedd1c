/** Runs the system's CPython and reads what `dump-ast.py` says about files, one file at a time as it streams in. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface DumpHeader {
  readonly version: readonly [number, number];
  readonly kinds: readonly string[];
}
/** One file as CPython sees it; `records` holds five ints per node: kind, line, column, end line, end column. */
export interface DumpedFile {
  readonly path: string;
  readonly accepted: boolean;
  readonly reason: string;
  readonly records: Int32Array;
}

const script = fileURLToPath(new URL('dump-ast.py', import.meta.url));

/** Calls `each` for every Python file of a folder (of the interpreter's standard library when there is none). */
export async function dumpAst(
  each: (file: DumpedFile, header: DumpHeader) => void, python = 'python3', folder?: string,
): Promise<DumpHeader> {
  const child = spawn(python, folder === undefined ? [script] : [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_resolve, reject) => {
    child.on('error', (error) => reject(new Error(
      `These tests compare with CPython and need '${python}' (${error.message}). On Debian or Ubuntu: apt-get install python3`,
    )));
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const header = await Promise.race([readDump(child.stdout, each), failed]);
  const code = await exited;
  if (code !== 0 || header === undefined) throw new Error(`${python} dump-ast.py ended with code ${code}`);
  return header;
}

async function readDump(
  stream: AsyncIterable<Buffer>, each: (file: DumpedFile, header: DumpHeader) => void,
): Promise<DumpHeader | undefined> {
  let header: DumpHeader | undefined;
  let waiting: Buffer[] = [];
  let size = 0;
  let needed = 1;
  let file: { path: string; accepted: boolean; reason: string; count: number } | undefined;
  for await (const chunk of stream) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    let rest = Buffer.concat(waiting);
    for (;;) {
      if (file === undefined) {
        const end = rest.indexOf(10);
        needed = rest.length + 1;
        if (end < 0) break;
        const line = JSON.parse(rest.toString('utf8', 0, end));
        rest = rest.subarray(end + 1);
        if (header === undefined) header = line as DumpHeader;
        else file = line;
      } else {
        needed = file.count * 20;
        if (rest.length < needed) break;
        const bytes = Uint8Array.from(rest.subarray(0, needed));
        rest = rest.subarray(needed);
        each({ ...file, records: new Int32Array(bytes.buffer) }, header!);
        file = undefined;
      }
    }
    waiting = [rest];
    size = rest.length;
  }
  return header;
}

/** Turns lines (from 1) and columns in UTF-8 bytes, as in `ast`, into UTF-16 offsets. */
export class Places {
  readonly #text: string;
  readonly #lines: number[] = [0];
  readonly #isAscii: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#isAscii = /^[\x00-\x7f]*$/.test(text);
    for (const found of text.matchAll(/\r\n|\r|\n/g)) this.#lines.push(found.index + found[0].length);
  }

  offset(line: number, column: number): number {
    const start = this.#lines[line - 1]!;
    if (this.#isAscii) return start + column;
    let at = start;
    for (let bytes = 0; bytes < column;) {
      const code = this.#text.codePointAt(at)!;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    return at;
  }
}
