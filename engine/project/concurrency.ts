import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { World } from './world.js';

/**
 * The libraries that bring an event loop to Python, and anyio, which stands on either. `other`: the coroutines are driven by
 * something else (Twisted's reactor, curio's kernel), which cannot await what asyncio gives, so that no cure in its words holds.
 */
export type Concurrency = 'asyncio' | 'anyio' | 'trio' | 'other';

/** The libraries that functions are written for. What programs import is counted once, until an import changes. */
export class Concurrencies {
  private readonly byProgram = new Map<string, ReadonlySet<Concurrency>>();

  constructor(private readonly world: World) {}

  /**
   * The library that the code of a function is written for: the one that it names itself, else the one that its file
   * imports, else the one that its program imports and no other. asyncio where that leaves a doubt: code on anyio mostly runs
   * on asyncio too.
   */
  of(fn: FunctionUnit): Concurrency {
    const state = this.world.files.get(fn.file.path);
    if (state === undefined) return 'asyncio';
    return only(namedIn(fn)) ?? only(importedBy(state)) ?? only(this.ofProgram(this.world.programOf(state))) ?? 'asyncio';
  }

  /** Files came or went, or import something else. */
  forget(): void {
    this.byProgram.clear();
  }

  private ofProgram(program: string): ReadonlySet<Concurrency> {
    let known = this.byProgram.get(program);
    if (known === undefined) this.byProgram.set(program, (known = importedByProgram(this.world, program)));
    return known;
  }
}

const libraries: ReadonlyMap<string, Concurrency> = new Map([
  ['asyncio', 'asyncio'], ['anyio', 'anyio'], ['trio', 'trio'], ['curio', 'other'], ['twisted', 'other'],
]);

function only(found: ReadonlySet<Concurrency>): Concurrency | undefined {
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

/** The libraries of which a function reads what the file has imported of them. */
function namedIn({ file, flow }: FunctionUnit): ReadonlySet<Concurrency> {
  const byLocal = new Map(file.facts.imports.map((fact) => [fact.local, libraryOf(fact.module)]));
  const found = new Set<Concurrency>();
  for (let i = 0; i < flow.length; i++) {
    const place = flow.kind(i) === 'read' ? flow.placeOf(i) : null;
    const library = place?.scope === 'module' ? byLocal.get(place.name) : undefined;
    if (library !== undefined) found.add(library);
  }
  return found;
}

/** The libraries that a file imports: part of what it contributes to answers on other files. */
export function importedBy({ unit }: FileState): ReadonlySet<Concurrency> {
  return new Set(unit.facts.imports.flatMap((fact) => libraryOf(fact.module) ?? []));
}

/** Something else, where more files import it than asyncio, drives the coroutines of those that name no library. */
function importedByProgram(world: World, program: string): ReadonlySet<Concurrency> {
  const counts = new Map<Concurrency, number>();
  for (const other of world.files.values()) {
    if (other.unit.language !== 'python' || world.programOf(other) !== program) continue;
    for (const library of importedBy(other)) counts.set(library, (counts.get(library) ?? 0) + 1);
  }
  return (counts.get('other') ?? 0) > (counts.get('asyncio') ?? 0) ? new Set(['other']) : new Set(counts.keys());
}

function libraryOf(module: string): Concurrency | undefined {
  return libraries.get(module.split('.', 1)[0]!);
}
