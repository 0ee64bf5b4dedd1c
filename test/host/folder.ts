import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover, includes, type Limits } from '../../host/files.js';
import { patternsOf } from '../../host/ignore-files.js';

/** A folder on the disk for one test. */
export class Folder {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'asynclint-host-')));

  /** @param files content by name; a name alone (in a list) is an empty file, or a folder where it ends in `/`. */
  constructor(files: readonly string[] | Readonly<Record<string, string>>) {
    for (const [name, content] of Array.isArray(files) ? files.map((file: string) => [file, ''] as const) : Object.entries(files)) {
      const path = join(this.root, name);
      mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
      if (!name.endsWith('/')) writeFileSync(path, content);
    }
  }

  path(name: string): string {
    return join(this.root, name);
  }

  limits(options: { readonly exclude?: readonly string[]; readonly ignore?: boolean; readonly most?: number } = {}): Limits {
    const exclude = options.exclude === undefined ? null : patternsOf(this.root, options.exclude);
    return { exclude, ignore: options.ignore ?? true, top: this.root, most: options.most ?? Infinity };
  }

  /** The files found from the given names on, relative to the root. */
  found(names: readonly string[] = ['.'], options: Parameters<Folder['limits']>[0] = {}): string[] {
    const limits = this.limits(options);
    return discover(names.map((name) => join(this.root, name)), limits).files.map((path) => path.slice(this.root.length + 1));
  }

  included(path: string, options: Parameters<Folder['limits']>[0] = {}): boolean {
    return includes(this.root, this.path(path), this.limits(options));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs a test in a folder that is removed afterwards. */
export function inFolder(files: readonly string[] | Readonly<Record<string, string>>, test: (folder: Folder) => void): () => void {
  return () => {
    const folder = new Folder(files);
    try {
      test(folder);
    } finally {
      folder.remove();
    }
  };
}
