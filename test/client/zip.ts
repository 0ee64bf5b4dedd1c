import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** An entry of a zip file, after the format's specification (APPNOTE.TXT, 4.3.12 and 4.3.7). */
export interface Entry {
  readonly name: string;
  /** The permission bits of Unix. */
  readonly mode: number;
  readonly read: () => Buffer;
}

/** The entries of a zip file without the extensions for large files. */
export function readZip(path: string): readonly Entry[] {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  assert.ok(end >= 0, `${path} is a zip file`);
  const entries: Entry[] = [];
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50;) {
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const [method, size, header] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      mode: (zip.readUInt32LE(at + 38) >>> 16) & 0o777,
      read() {
        const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
        const data = zip.subarray(start, start + size);
        return method === 0 ? data : inflateRawSync(data);
      },
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
