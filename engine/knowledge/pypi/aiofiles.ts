import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** aiofiles: files whose methods run in threads, and functions of `os` that do. */

const coroutine: SymbolFact = { awaitable: 'coroutine', io: true };
const read: SymbolFact = { ...coroutine, local: true, does: 'read' };
const change: SymbolFact = { ...coroutine, does: 'change' };

const file = (path: string): Record<string, SymbolFact> => ({
  [path]: { class: true, connection: 'queued' },
  ...members(path, 'read readline readlines tell', read),
  ...members(path, 'write writelines flush seek truncate close', change),
});

export const aiofiles: Library = {
  language: 'python',
  package: 'aiofiles',
  versions: '>=22',
  source: 'https://github.com/Tinche/aiofiles: README.md, src/aiofiles/{threadpool,os,ospath,base}.py at 2025-06',
  modules: {
    aiofiles: { open: 'aiofiles.threadpool:open' },
    'aiofiles.threadpool': { open: { awaitable: 'context', io: true, returns: 'aiofiles.threadpool.text:AsyncTextIOWrapper' } },
    'aiofiles.threadpool.text': file('AsyncTextIOWrapper'),
    'aiofiles.os': {
      ...each('stat listdir scandir access readlink getcwd', read),
      ...each('rename renames replace remove unlink mkdir makedirs rmdir removedirs symlink', change),
    },
    'aiofiles.ospath': each('exists isfile isdir islink ismount getsize getmtime getatime getctime samefile abspath', read),
    'aiofiles.os.path': each('exists isfile isdir islink ismount getsize getmtime getatime getctime samefile abspath', read),
  },
};
