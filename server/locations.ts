import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Addresses of documents and paths of files. The engine knows absolute paths with `/`; clients speak of URIs. On
 * Windows the drive letter is lower case in our paths, since clients write it either way.
 */

/** The path of a `file:` URI, or undefined for any other. */
export function pathOf(uri: string): string | undefined {
  try {
    return pathWithSlashes(fileURLToPath(uri));
  } catch {
    // A URI that no path of this machine can have: of another scheme or host, or with broken escapes.
    return undefined;
  }
}

/** The `file:` URI of an absolute path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** A path of this machine in the engine's form: `/` between names, no `/` at the end, a lower-case drive letter. */
export function pathWithSlashes(path: string): string {
  const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const drive = /^[A-Z]:/.test(slashes) ? slashes[0]!.toLowerCase() + slashes.slice(1) : slashes;
  return drive.length > 1 && drive.endsWith('/') ? drive.slice(0, -1) : drive;
}

/** Whether a path lies in a folder or is the folder itself. */
export function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The folder of a path: everything before its last `/`. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The folder of documents that were never saved; nothing on a disk has such a name. */
const untitledFolder = '/untitled:';

/**
 * The path that an `untitled:` document has here, each in a folder of its own: what it imports by a relative path is not
 * there. Undefined for other addresses.
 */
export function untitledPathOf(uri: string, extension: string): string | undefined {
  return uri.startsWith('untitled:') ? `${untitledFolder}/${encodeURIComponent(uri.slice('untitled:'.length))}/untitled${extension}` : undefined;
}

/** Whether a path is one of a document that was never saved. */
export function isUntitled(path: string): boolean {
  return path.startsWith(`${untitledFolder}/`);
}
