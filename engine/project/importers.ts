import type { ImportFact } from '../facts/facts.js';
import { isOfBrowserAlone, isOfServer, runsInBrowser } from './environment.js';
import type { FileState } from './state.js';
import type { World } from './world.js';

/** Which files of Python another file of the project imports: found out where it is asked, and kept until files come, go or import something else. */
export class Importers {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly world: World) {}

  /** Whether another file of the project imports the one of this path, or something of it. */
  has(path: string): boolean {
    let found = this.known.get(path);
    if (found === undefined) this.known.set(path, (found = isImported(this.world, path)));
    return found;
  }

  /** Files came or went, or import something else. */
  forget(): void {
    this.known.clear();
  }
}

/** What a file imports and shows of where it runs, as a text without positions: where it stays the same, nobody is imported who was not, or runs elsewhere. */
export function importsText(world: World, state: FileState): string {
  const { language, facts } = state.unit;
  const imports = facts.imports.map(({ module, name, typeOnly }) => `${module} ${name} ${typeOnly}`).sort();
  if (language === 'python') return imports.join('\n');
  const exports = facts.exports.flatMap(({ module }) => module ?? []).sort();
  return [...imports, '', ...exports, '', runsInBrowser(world, state), isOfBrowserAlone(world, state), isOfServer(world, state)].join('\n');
}

function isImported(world: World, path: string): boolean {
  const called = nameOf(path);
  for (const { unit } of world.files.values()) {
    if (unit.language !== 'python' || unit.path === path) continue;
    // Few imports are of this name, and only where these lead is looked up.
    const isMeant = (module: string): boolean => {
      const found = module.slice(module.lastIndexOf('.') + 1) === called ? world.modules.python.resolve(unit.path, module) : undefined;
      return found?.form === 'file' && found.path === path;
    };
    if (unit.facts.imports.some((fact) => isMeant(fact.module) || (fact.name !== null && isMeant(submodule(fact))))) return true;
  }
  return false;
}

/** The name under which a file is imported: of `__init__.py` that of its folder. */
function nameOf(path: string): string {
  const parts = path.replace(/(?:\/__init__)?\.pyi?$/, '').split('/');
  return parts[parts.length - 1]!;
}

/** What `from module import name` imports where the name is a module. */
function submodule({ module, name }: ImportFact): string {
  return module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}
