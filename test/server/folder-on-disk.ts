import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathWithSlashes } from '../../server/locations.js';

/** A folder on the disk with files in it, for one test. */
export class FolderOnDisk {
  /** Its path in the engine's form. */
  readonly path = pathWithSlashes(realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-test-'))));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Writes a file and returns its path. */
  write(name: string, text: string): string {
    const path = `${this.path}/${name}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  remove(name = ''): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }
}
