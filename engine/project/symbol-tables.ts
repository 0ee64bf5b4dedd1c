import type { Library } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import type { InstalledVersions } from './installed-versions.js';
import { Symbols, type Declarations } from './symbols.js';
import { liesIn, rangeOf, type VersionRange } from './version-ranges.js';

/**
 * The symbols that hold for a file: those of the libraries whose version range the project's manifests do not rule out.
 * Most projects need one table; those of which the manifests decide nothing share the table of all libraries.
 */
export class SymbolTables {
  /** The libraries whose facts hold for some versions only, with these as a range. */
  private readonly ranged: readonly { readonly library: Library; readonly range: VersionRange; readonly index: number }[];
  private readonly tables = new Map<string, Symbols>();

  /** @param declarations What installed libraries declare of themselves; they do not change within a session. */
  constructor(private readonly libraries: readonly Library[], private readonly declarations: Partial<Readonly<Record<Language, Declarations>>> = {}) {
    this.ranged = libraries.flatMap((library, index) => {
      const range = library.versions === '*' ? null : rangeOf(library.versions);
      return range === null ? [] : [{ library, range, index }];
    });
  }

  /** The tables for the files of a project in its present state; for no file (null) that of all libraries. */
  for(versions: InstalledVersions): (path: string | null, language: Language) => Symbols {
    const byFolder = new Map<string, Symbols>();
    return (path, language) => {
      if (path === null) return this.without([]);
      const folder = `${language} ${versions.manifestFolder(path, language)}`;
      let table = byFolder.get(folder);
      if (table === undefined) byFolder.set(folder, (table = this.table(versions, folder.slice(language.length + 1), language)));
      return table;
    };
  }

  private table(versions: InstalledVersions, folder: string, language: Language): Symbols {
    return this.without(this.ranged.filter(({ library, range }) => library.language === language && isRuledOut(versions, folder, library, range)));
  }

  private without(without: SymbolTables['ranged']): Symbols {
    const key = without.map(({ index }) => index).join();
    let table = this.tables.get(key);
    if (table === undefined) {
      const gone = new Set(without.map(({ library }) => library));
      this.tables.set(key, (table = new Symbols(this.libraries.filter((library) => !gone.has(library)), this.declarations)));
    }
    return table;
  }
}

/** The first of what the manifests say that decides: none of the versions it allows is in the range, or all are. */
function isRuledOut(versions: InstalledVersions, folder: string, library: Library, range: VersionRange): boolean {
  for (const allowed of versions.evidence(folder, library)) {
    const answers = new Set(allowed.map((each) => liesIn(each, range)));
    if (answers.size === 1 && !answers.has(null)) return answers.has('no');
  }
  return false;
}
