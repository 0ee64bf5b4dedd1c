import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

const database: SymbolFact = { blocks: 'database', io: true };
const cursor: SymbolFact = { ...database, returns: 'sqlite3:Cursor' };

/** SQLite, in the calling thread. */
export const sqlite3: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/sqlite3.html',
  modules: {
    sqlite3: {
      connect: { ...database, returns: 'sqlite3:Connection' },
      Connection: { class: true, exitBlocks: 'database' },
      ...members('Connection', 'execute executemany executescript', cursor),
      ...members('Connection', 'commit rollback backup', { ...database, does: 'change' }),
      'Connection.cursor': { returns: 'sqlite3:Cursor' },
      'Connection.close': {},
      Cursor: { class: true },
      ...members('Cursor', 'execute executemany executescript', cursor),
      ...members('Cursor', 'fetchone fetchmany fetchall', { ...database, does: 'read' }),
      'Cursor.close': {},
    },
  },
};
