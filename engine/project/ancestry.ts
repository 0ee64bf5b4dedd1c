import { joinAll, one, unknown, type Origin, type Origins } from './origins.js';
import type { Cell } from './solver.js';
import type { FileState } from './state.js';
import type { Values } from './values.js';

/** A class of the project by its file and qualified name. */
export interface ClassName {
  readonly path: string;
  readonly name: string;
}

/** A superclass: of the project, outside, or not to be known. */
export type Ancestor = (Origin & { readonly form: 'class' | 'symbol' }) | 'unknown';

/** More superclasses than this are not looked up. */
const mostAncestors = 64;

/** What classes inherit from. */
export class Ancestry {
  constructor(private readonly values: Values) {}

  /**
   * All that a class inherits from, in the order of look-up: depth first, and what several have in common after the last
   * of them. That is Python's order wherever classes are put together without contradiction.
   */
  ancestors(owner: ClassName): readonly Ancestor[] {
    const { world } = this.values;
    const found = world.classOf(owner);
    if (found === undefined) return [];
    const { state, index } = found;
    const ancestors = state.ancestorsOf(index, () => {
      const now = world.inNameOf(state, () => this.ancestorsNow(owner, new Map()));
      // What a superclass is may rest on what is still being computed.
      const isSettled = now.every((ancestor) => ancestor === 'unknown' || ancestor.form === 'symbol' || this.hasSettledBases(ancestor)) && this.hasSettledBases(owner);
      return { ancestors: now, isSettled };
    });
    for (const ancestor of ancestors) if (ancestor !== 'unknown' && ancestor.form === 'class') world.look(ancestor.path);
    return ancestors;
  }

  private ancestorsNow(owner: ClassName, known: Map<string, readonly Ancestor[]>): readonly Ancestor[] {
    const name = `${owner.path}\n${owner.name}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= mostAncestors) return ['unknown'];
    // A class that inherits from itself, which can't be, has no ancestors there.
    known.set(name, []);
    const line = new Map<string, Ancestor>();
    const add = (ancestor: Ancestor): void => {
      const key = ancestor === 'unknown' ? '' : ancestor.form === 'symbol' ? ancestor.symbol : `${ancestor.path}\n${ancestor.name}`;
      line.delete(key);
      if (key !== name) line.set(key, ancestor);
    };
    for (const base of this.bases(owner)) {
      for (const origin of base.of) {
        if (origin.form !== 'class' && origin.form !== 'symbol') continue;
        add(origin);
        if (origin.form === 'class') this.ancestorsNow(origin, known).forEach(add);
      }
      if (base.unknown) add('unknown');
    }
    const result = [...line.values()];
    known.set(name, result);
    return result;
  }

  private hasSettledBases(owner: ClassName): boolean {
    const found = this.values.world.classOf(owner);
    return found === undefined || found.fact.bases.every((base, i) => base.form !== 'name' || baseCell(found, i).done);
  }

  /** The superclasses of a class, as origins of classes. */
  bases(owner: ClassName): readonly Origins[] {
    const found = this.values.world.classOf(owner);
    if (found === undefined) return [];
    const { state, fact } = found;
    return fact.bases.map((base, i) => {
      if (base.form !== 'name') return unknown;
      const origins = this.values.world.answer(state, baseCell(found, i), () => {
        let named = this.values.variables.typeName(state, base.path[0]!, fact.function, fact.form === 'class');
        for (const key of base.path.slice(1)) named = this.values.member(state, named, key);
        return named;
      });
      return origins.of.length === 0 ? unknown : joinAll([...origins.of.map(classOf), ...origins.unknown ? [unknown] : []]);
    });
  }
}

/** The cell of what the n-th base of a class names. */
function baseCell({ state, index }: { readonly state: FileState; readonly index: number }, n: number): Cell {
  return state.cell(`base ${index} ${n}`);
}

/** What a base class names, which may be an alias of a class with its type arguments. */
function classOf(base: Origin): Origins {
  const of = base.form === 'type' && base.of.of.length === 1 && !base.of.unknown ? base.of.of[0]! : undefined;
  if (base.form !== 'type') return one(base);
  if (of?.form === 'instance') return one({ form: 'class', path: of.path, name: of.name });
  return of?.form === 'external' ? one({ form: 'symbol', symbol: of.symbol }) : unknown;
}
