import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Files in Node, in their three forms: blocking, with a callback, and as promises. */

const callback: SymbolFact = { io: true, calls: [{ position: -1, when: 'loop' }] };
const fileRead: SymbolFact = { blocks: 'file', io: true, does: 'read' };
const fileChange: SymbolFact = { blocks: 'file', io: true, does: 'change' };
const look: SymbolFact = { blocks: 'path', io: true, does: 'read' };
const read: SymbolFact = { awaitable: 'promise', io: true, local: true, does: 'read' };
const change: SymbolFact = { awaitable: 'promise', io: true, does: 'change' };

/** Blocking functions whose promise form takes the same arguments and yields the same. */
function withPromiseForm(names: string, fact: SymbolFact): Record<string, SymbolFact> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [`${name}Sync`, { ...fact, instead: `node:fs/promises:${name}` }]));
}

const blocking: Record<string, SymbolFact | string> = {
  ...withPromiseForm('readFile readdir', fileRead),
  ...withPromiseForm(`writeFile appendFile copyFile cp mkdir rm rmdir rename unlink chmod chown lchown link symlink utimes lutimes mkdtemp
    truncate`, fileChange),
  ...withPromiseForm('access readlink realpath statfs', look),
  // stat's promise form lacks `throwIfNoEntry`; exists has none; opened files are numbers here, and objects there.
  ...each('statSync lstatSync existsSync fstatSync', look),
  ...each('readSync readvSync opendirSync', fileRead),
  ...each('openSync closeSync writeSync writevSync fsyncSync fdatasyncSync ftruncateSync', fileChange),
};

const callbacks: Record<string, SymbolFact | string> = {
  ...each(`readFile writeFile appendFile copyFile cp readdir access readlink realpath statfs mkdir rm rmdir rename unlink chmod
    chown lchown link symlink utimes lutimes mkdtemp truncate stat lstat exists opendir fstat read readv open close write writev
    fsync fdatasync ftruncate`, callback),
  ...each('createReadStream createWriteStream unwatchFile', {}),
  ...each('watch watchFile', { calls: [{ position: -1, when: 'loop', many: true }] }),
};

const promises: Record<string, SymbolFact | string> = {
  ...each('readFile readdir access readlink realpath statfs stat lstat opendir', read),
  ...each(`writeFile appendFile copyFile cp mkdir rm rmdir rename unlink chmod chown lchown link symlink utimes lutimes mkdtemp
    truncate`, change),
  open: { awaitable: 'promise', io: true, returns: 'node:fs/promises:FileHandle' },
  watch: {},
  FileHandle: { class: true, connection: true },
  ...members('FileHandle', 'read readv readFile stat', read),
  ...members('FileHandle', 'write writev writeFile appendFile truncate sync datasync chmod chown utimes close', change),
  ...members('FileHandle', 'createReadStream createWriteStream readLines', {}),
};

export const fs: Library = {
  language: 'typescript',
  package: 'node',
  versions: '*',
  source: 'https://nodejs.org/docs/latest-v20.x/api/fs.html',
  modules: {
    'node:fs': { ...blocking, ...callbacks, promises: { is: 'node:fs/promises' } },
    'node:fs/promises': promises,
  },
};

/** What yields a promise where it is given no callback. */
function unlessCallback(does: 'read' | 'change'): SymbolFact {
  return { awaitable: 'promise', io: true, local: true, does, awaitableUnless: [{ position: -1, form: 'function' }] };
}

/** fs-extra has all of fs, and adds promises to its callbacks. */
export const fsExtra: Library = {
  language: 'typescript',
  package: 'fs-extra',
  versions: '>=9',
  source: 'https://github.com/jprichardson/node-fs-extra/blob/master/README.md; fs-extra 11.4.1',
  modules: {
    'fs-extra': {
      ...aliases('node:fs', Object.keys(blocking).join(' ')),
      ...each('readFile readdir access readlink realpath stat lstat pathExists readJson readJSON', unlessCallback('read')),
      ...each(`writeFile appendFile copyFile mkdir rm rmdir rename unlink chmod chown copy remove outputFile ensureDir ensureFile
        emptyDir writeJson writeJSON outputJson move mkdirp mkdirs`, unlessCallback('change')),
      ...each('readJsonSync readJSONSync', fileRead),
      ...each(`copySync outputFileSync writeJsonSync writeJSONSync outputJsonSync moveSync emptyDirSync removeSync ensureDirSync
        ensureFileSync mkdirsSync mkdirpSync`, fileChange),
      pathExistsSync: look,
    },
  },
};
