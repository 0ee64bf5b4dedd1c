import { accessSync, chmodSync, chownSync, closeSync, constants, fsyncSync, ftruncateSync, openSync, readFileSync, realpathSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { languageOf } from '../engine/text.js';
import { encode, type Source } from '../host/source.js';

/**
 * Files get a new text in one step: whoever reads one meanwhile sees the old text or the new one, never a part. What is
 * not the text stays: the encoding and its mark, the mode, the owner, and links of both kinds.
 */

/** The bytes that a file would have with a new text; a string says why it can't take one. */
export function replacementOf(path: string, source: Source, text: string): Buffer | string {
  try {
    accessSync(path, constants.W_OK);
    // The super-user may write everything; a file marked read-only is still meant to stay.
    if ((statSync(path).mode & 0o222) === 0) return 'this file is read-only';
  } catch {
    return 'this file may not be written';
  }
  return encode(text, source, languageOf(path)!) ?? `its encoding (${source.encoding}) can't be written`;
}

/** Replaces the bytes that a file was read with; returns why not, or null. */
export function replaceFile(path: string, old: Buffer, bytes: Buffer): string | null {
  try {
    const present = readFileSync(path);
    // The same file under another name has them already.
    if (present.equals(bytes)) return null;
    if (!present.equals(old)) return 'this file was changed meanwhile';
    const target = realpathSync(path);
    if (!replaceByRename(target, bytes)) overwrite(target, bytes);
    return null;
  } catch (error) {
    return `this file can't be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

/** Puts a new file in the place of one; false where that would part it from its other names or from its owner. */
function replaceByRename(target: string, bytes: Buffer): boolean {
  const { mode, nlink, uid, gid } = statSync(target);
  if (nlink > 1) return false;
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.asynclint-${process.pid}`);
  const file = openSync(temporary, 'wx', mode & 0o777);
  try {
    try {
      writeAll(file, bytes);
    } finally {
      closeSync(file);
    }
    const made = statSync(temporary);
    if (made.uid !== uid || made.gid !== gid) chownSync(temporary, uid, gid);
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, target);
    return true;
  } catch (error) {
    unlinkSync(temporary);
    // Only the super-user gives files to others.
    if ((error as NodeJS.ErrnoException).syscall === 'chown') return false;
    throw error;
  }
}

/** Writes into the file itself. */
function overwrite(target: string, bytes: Buffer): void {
  const file = openSync(target, 'r+');
  try {
    writeAll(file, bytes);
    ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  fsyncSync(file);
}
