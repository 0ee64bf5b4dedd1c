import { readFileSync, statSync } from 'node:fs';
import { decodePython } from '../engine/syntax/python/decode.js';
import type { Language } from '../engine/text.js';

/**
 * A file's bytes as text, and text as bytes again. TypeScript and JavaScript are UTF-8, or UTF-16 with a byte order
 * mark; Python says its encoding itself (PEP 263). A byte order mark is not part of the text.
 */
export interface Source {
  readonly text: string;
  readonly encoding: string;
  readonly mark: boolean;
  /** The bytes it was read from. */
  readonly bytes: Buffer;
}

/** Larger files are not linted, in bytes. */
export const largest = 2 * 1024 * 1024;

/** Reads a file; a string says why it can't be linted. */
export function readSource(path: string, language: Language): Source | string {
  try {
    const { size } = statSync(path);
    if (size > largest) return `larger than 2 MB (${(size / 1024 / 1024).toFixed(1)} MB): not linted`;
    return decode(readFileSync(path), language);
  } catch (error) {
    return `can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

/** The text of a file's bytes; a string says why they are none. */
export function decode(bytes: Buffer, language: Language): Source | string {
  const mark = markOf(bytes);
  const wide = mark === 'utf-16le' || mark === 'utf-16be';
  if (wide && language === 'python') return 'wrong encoding: Python does not read UTF-16; not linted';
  if (!wide && bytes.includes(0)) return 'a binary file (it holds NUL bytes): not linted';
  if (language === 'python') {
    const decoded = decodePython(bytes);
    return decoded.ok ? { text: decoded.text, encoding: decoded.encoding, mark: mark !== null, bytes }
      : `wrong encoding: ${decoded.problem.message.replace(/\.$/, '')}; not linted`;
  }
  const encoding = mark ?? 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, mark: mark !== null, bytes };
  } catch {
    return `wrong encoding: this is not ${encoding.toUpperCase()}; not linted`;
  }
}

/** The bytes of a new text in the encoding of the old one, or null where that encoding can't hold it or asynclint can't write it. */
export function encode(text: string, source: Source, language: Language): Buffer | null {
  const bytes = bytesOf(source.mark ? `\ufeff${text}` : text, source.encoding);
  if (bytes === null) return null;
  const back = decode(bytes, language);
  return typeof back !== 'string' && back.text === text ? bytes : null;
}

/** The encoding that a byte order mark stands for. */
function markOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function bytesOf(text: string, encoding: string): Buffer | null {
  switch (encoding) {
    case 'utf-8': return Buffer.from(text, 'utf8');
    case 'utf-16le': return Buffer.from(text, 'utf16le');
    case 'utf-16be': return Buffer.from(text, 'utf16le').swap16();
    case 'ascii':
    case 'latin-1': return Buffer.from(text, 'latin1');
    default: return null;
  }
}

/** The text of a configuration file (tsconfig.json, package.json), or undefined where it can't be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}
