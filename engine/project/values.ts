import type { TypeRef } from '../facts/facts.js';
import type { CallStep, Place, Value } from '../flow/step.js';
import type { Language } from '../text.js';
import { Ancestry } from './ancestry.js';
import { Annotations } from './annotations.js';
import { decoratedObject } from './decorators.js';
import { elementOf, itemsOf } from './elements.js';
import type { Bindings } from './generics.js';
import { Members } from './members.js';
import { mayBeReplaced } from './doubts.js';
import { narrowed } from './narrowing.js';
import { ownerOf, type WriteSite } from './names.js';
import { join, joinAll, mappingOf, noneOrigins, nothing, one, plainOrigins, tupleOf, unknown, wrap, type Origin, type Origins } from './origins.js';
import { Results } from './results.js';
import { noPlainHas } from './text-methods.js';
import type { FileState } from './state.js';
import { SymbolResults } from './symbol-results.js';
import type { FunctionUnit } from './unit.js';
import { Variables } from './variables.js';
import type { World } from './world.js';

/**
 * What a value may be: followed from the step that yields it through variables, parameters, attributes, calls and
 * imports to where it comes from. Start reading at `origins`. What names are bound to is `Variables`' to say, what classes and
 * modules hold `Members`', what calls return `Results`', what annotations promise `Annotations`'.
 */
export class Values {
  readonly annotations: Annotations;
  readonly ancestry: Ancestry;
  readonly variables: Variables;
  readonly members: Members;
  readonly results: Results;
  readonly symbolResults: SymbolResults;

  constructor(readonly world: World) {
    this.annotations = new Annotations(this);
    this.ancestry = new Ancestry(this);
    this.variables = new Variables(this);
    this.members = new Members(this);
    this.results = new Results(this);
    this.symbolResults = new SymbolResults(this);
  }

  /** The origins of a step's value in the flow of `fn`. `none` (-1) is nothing at all. */
  origins(fn: FunctionUnit, value: Value): Origins {
    if (value < 0) return noneOrigins;
    const state = this.world.files.get(fn.file.path)!;
    const cell = state.stepCell(fn, value);
    return cell.done ? this.world.kept(state, cell) : this.world.answer(state, cell, () => this.computed(state, fn, value));
  }

  private computed(state: FileState, fn: FunctionUnit, value: Value): Origins {
    const type = state.castOf(fn, value);
    const computed = this.compute(state, fn, value);
    if (type === undefined) return computed;
    const declared = this.declared(state, type, fn);
    if (state.unit.language === 'python') return alias(declared, computed);
    // What a cast says of functions is no proof that they yield promises.
    return declared.of.some(isFunctionType) ? computed : this.agreed(declared, computed);
  }

  /**
   * What a value is of which a type and an expression tell: what the type says, where it says anything. Of a function the
   * body tells more than its type, of an instance the class that was called, and a promise stays one whatever it is said to be.
   */
  private agreed(declared: Origins, computed: Origins): Origins {
    if (declared.unknown) return computed;
    const tellsMore = !computed.unknown && computed.of.length > 0 && computed.of.every((origin) => (
      origin.form === 'function' || origin.form === 'awaitable' || (origin.form === 'instance' && origin.exact && declared.of.some((d) => isSame(d, origin)))
    ));
    return tellsMore ? computed : declared;
  }

  private compute(state: FileState, fn: FunctionUnit, value: Value): Origins {
    const { flow } = fn;
    const step = flow.step(value);
    switch (step.kind) {
      case 'const':
        if (step.form === 'import') return this.variables.imported(state, state.unit.facts.imports[step.import]!);
        return step.form === 'none' ? noneOrigins : plainOrigins;
      case 'read': return this.place(state, fn, value, step.place);
      case 'element': return elementOf(this, state, fn, step);
      case 'make':
        if (step.form === 'dict') return one({ form: 'object', path: state.unit.path, function: fn.qualifiedName, ordinal: state.objectsOf(fn).indexOf(value) });
        if (step.form === 'tuple' && step.items.length > 0 && step.items.length <= 8 && !step.items.some((item) => item.spread)) {
          return tupleOf(step.items.map((item) => this.origins(fn, item.value)));
        }
        return wrap('collection', itemsOf(this, fn, step.items));
      case 'fn': return this.functionValue(state, step.function);
      case 'operate':
        if (plainOperators.has(step.operator) || state.unit.language === 'typescript') return plainOrigins;
        return step.operator === '/' ? this.divided(fn, step.of) : unknown;
      case 'call': return this.call(state, fn, step);
      case 'await': return this.awaited(state.unit.language, this.origins(fn, step.of));
      case 'write': return this.origins(fn, step.from);
      case 'branch': return this.branch(fn, value);
      case 'loop':
        // Of `[x for a in b for x in a]` only the outer loop makes something: the results of the inner one are its own.
        if (step.makes === null) return step.form === 'comprehension' ? this.result(fn, value) : unknown;
        return step.makes === 'dict' ? mappingOf(unknown, this.result(fn, value)) : wrap('collection', this.result(fn, value));
      case 'scope': return this.entered(state, this.origins(fn, step.item), step.async);
      case 'arm':
      case 'try':
      case 'yield':
      case 'drop':
      case 'exit': return unknown;
    }
  }

  /** What `/` yields in Python: of a library's class what knowledge says of its method (`Path("a") / name`). */
  private divided(fn: FunctionUnit, [left, right]: readonly Value[]): Origins {
    const byMethod = (origins: Origins, name: string): Origins => joinAll([...origins.unknown ? [unknown] : [], ...origins.of.map((origin): Origins => {
      const method = origin.form === 'external' ? this.world.symbols.member('python', origin.symbol, name) : undefined;
      const returns = method === undefined ? undefined : this.world.symbols.fact('python', method)?.returns;
      return returns === undefined ? unknown : this.symbolResults.external('python', returns);
    })]);
    const of = this.origins(fn, left ?? -1);
    const isPlain = !of.unknown && of.of.every(({ form }) => form === 'plain');
    return isPlain ? byMethod(this.origins(fn, right ?? -1), '__rtruediv__') : byMethod(of, '__truediv__');
  }

  /** What an await of these yields: in JavaScript anything that is no promise yields itself. */
  awaited(language: Language, origins: Origins): Origins {
    const of = origins.of.map((origin): Origins => {
      if (origin.form === 'awaitable') return origin.of;
      if (origin.form === 'none' || origin.form === 'plain') return one(origin);
      return language === 'python' || this.mayBeThenable(origin) ? unknown : one(origin);
    });
    return joinAll(origins.unknown ? [...of, unknown] : of);
  }

  private mayBeThenable(origin: Origin): boolean {
    switch (origin.form) {
      case 'instance': return this.members.attribute(origin, 'then', origin) !== undefined;
      case 'external': {
        const fact = this.world.symbols.fact('typescript', origin.symbol);
        return fact === null || fact.awaitable !== undefined || fact.opaque === true;
      }
      case 'object':
      case 'symbol':
      case 'settling': return true;
      default: return false;
    }
  }

  /**
   * The origins of the attribute `key` of a value. Where this file assigns such an attribute to what may be the same value,
   * it may be anything.
   * @param reader the function that reads the attribute, where one does.
   */
  member(state: FileState, origins: Origins, key: string, reader?: FunctionUnit): Origins {
    const of = holdersOf(state, origins.of, key).map((origin) => this.members.of(state, origin, key));
    // Of what a program keeps in an object of a library all that is put there is known.
    const isKept = (): boolean => origins.of.length > 0 && origins.of.every((origin) => this.members.isKept(state, origin, key));
    return joinAll(origins.unknown || (mayBeReplaced(this, state, key, origins, reader) && !isKept()) ? [...of, unknown] : of);
  }

  /** What one write writes. */
  written(state: FileState, site: WriteSite): Origins {
    if (site.annotation >= 0) {
      const declared = this.declared(state, state.unit.facts.types[site.annotation]!, site.fn);
      const isFunction = site.from >= 0 && declared.of.some(({ form }) => form === 'callable');
      if (!declared.unknown) return isFunction ? this.agreed(declared, this.origins(site.fn, site.from)) : declared;
    }
    return site.from < 0 ? nothing : this.origins(site.fn, site.from);
  }

  /** @param bindings what type variables stand for there, where something tells it. */
  declared(state: FileState, type: TypeRef, fn: FunctionUnit, bindings?: Bindings): Origins {
    const self = bindings?.get('Self') ?? this.variables.selfOf(state, fn, false);
    return this.annotations.origins(state, type, { function: fn.index, parameters: [], self, ...bindings && { bindings } });
  }

  /**
   * The object that a function's decorators have put in its place (`@task` makes a `Task[P, R]` of it), as far as their
   * annotations say it; undefined for all other functions.
   */
  objectOf(fn: FunctionUnit): Origins | undefined {
    if (fn.fact.decorators.length === 0 || fn.file.language === 'typescript') return undefined;
    const state = this.world.stateOf(fn);
    const found = this.world.answer(state, state.cell(`object ${fn.index}`), () => decoratedObject(this, state, fn) ?? unknown);
    // A function that calls itself is asked for while it is found out what it is.
    if (found.of.length === 0 && !found.unknown) return nothing;
    // What a descriptor yields for an instance is for its `__get__` to say.
    const isBound = fn.fact.class >= 0 && found.of.some((origin) => origin.form === 'instance' && this.members.attribute(origin, '__get__', origin)?.of.length);
    return found.unknown || isBound ? undefined : found;
  }

  /** What the last name of a callee is looked up in: of `client.get` what `client` may be. Nothing for a bare name. */
  receiver(fn: FunctionUnit, callee: Value): Origins {
    const step = fn.flow.step(callee);
    if (step.kind !== 'read') return nothing;
    const { place } = step;
    if (place.keys.length === 0) return place.scope === 'value' ? this.origins(fn, place.of) : nothing;
    return this.upTo(fn, callee, place.keys.length - 1);
  }

  /** What a read means up to its first so many keys: of `app.db.get` and 1 what `app.db` may be. Nothing for other steps. */
  upTo(fn: FunctionUnit, read: Value, keys: number): Origins {
    const step = fn.flow.step(read);
    return step.kind === 'read' ? this.place(this.world.stateOf(fn), fn, read, { ...step.place, keys: step.place.keys.slice(0, keys) }) : nothing;
  }

  private place(state: FileState, fn: FunctionUnit, value: Value, place: Place): Origins {
    // A destructured parameter has no name: its position stands in the place of the first key.
    const isPattern = place.scope === 'param' && place.name === '';
    let origins = place.scope === 'value' ? this.origins(fn, place.of)
      : isPattern ? this.variables.parameterAt(state, fn, Number(place.keys[0])) : this.variables.variable(state, fn, value, place);
    const narrowing = isPattern ? null : state.narrowing(fn);
    if (narrowing !== null) origins = narrowed(this, state, fn, narrowing, value, place, 0, origins);
    const keys = isPattern ? place.keys.slice(1) : place.keys;
    for (let i = 0; i < keys.length; i++) {
      origins = this.member(state, origins, keys[i]!, fn);
      if (narrowing !== null) origins = narrowed(this, state, fn, narrowing, value, place, i + 1, origins);
    }
    return origins;
  }

  /** All that a place may ever hold, wherever in the function that is asked. */
  holderOf(state: FileState, fn: FunctionUnit, place: Place): Origins {
    let origins = place.scope === 'value' ? this.origins(fn, place.of) : this.variables.held(state, ownerOf(place, fn)!, place);
    for (const key of place.keys) origins = this.member(state, origins, key, fn);
    return origins;
  }

  private functionValue(state: FileState, index: number): Origins {
    const target = state.unit.functions[index];
    if (target === undefined) return unknown;
    const { path } = state.unit;
    if (target.fact.form !== 'class') return one({ form: 'function', path, name: target.qualifiedName, bound: false, open: false });
    return one({ form: 'class', path, name: state.classNames[target.fact.class]! });
  }

  private branch(fn: FunctionUnit, value: Value): Origins {
    const step = fn.flow.step(value);
    if (step.kind !== 'branch') return unknown;
    const arms = this.result(fn, value);
    return step.form === 'if' || step.form === 'match' || step.form === 'ternary' ? arms
      : step.form === 'optional' ? join(arms, noneOrigins)
      : join(this.origins(fn, step.test), arms);
  }

  /** The results of a region's own arms. */
  private result(fn: FunctionUnit, region: Value): Origins {
    const { flow } = fn;
    const results: Origins[] = [];
    for (let i = region + 1; i < flow.last(region); i = flow.last(i)) {
      const step = flow.step(i);
      if (step.kind === 'arm' && step.parent === region && step.result >= 0) results.push(this.origins(fn, step.result));
    }
    return results.length === 0 ? unknown : joinAll(results);
  }

  private entered(state: FileState, item: Origins, async: boolean): Origins {
    const of = item.of.map((origin) => this.results.entered(state, origin, async));
    return joinAll(item.unknown ? [...of, unknown] : of);
  }

  private call(state: FileState, fn: FunctionUnit, step: CallStep): Origins {
    const callee = this.origins(fn, step.callee);
    const of = callee.of.map((origin: Origin) => this.results.ofCall(state, fn, step, origin));
    return joinAll(callee.unknown ? [...of, unknown] : of);
  }
}

/** The possibilities that may have a member of this name: of a text or a path in Python only the path, where no text has it. */
function holdersOf({ unit }: FileState, of: readonly Origin[], key: string): readonly Origin[] {
  if (of.length < 2 || unit.language === 'typescript' || !of.some(({ form }) => form === 'plain')) return of;
  const isOther = of.some(({ form }) => form === 'instance' || form === 'external');
  return isOther && noPlainHas(key) ? of.filter(({ form }) => form !== 'plain') : of;
}

/** What a value is that reads as a type (`Union[A, B]`, `dict[str, A]`): a class of itself, or else what its type tells of its values. */
function alias(instances: Origins, computed: Origins): Origins {
  const isClass = !computed.unknown && computed.of.length > 0 && computed.of.every(({ form }) => form === 'class' || form === 'symbol');
  const tellsMore = instances.of.some(({ form }) => form !== 'instance' && form !== 'external');
  if (instances.of.length === 0 || (isClass && !tellsMore)) return computed;
  return wrap('type', instances);
}

function isFunctionType(origin: Origin): boolean {
  return origin.form === 'callable' || (origin.form === 'mapping' && origin.of.of.some(({ form }) => form === 'callable'));
}

function isSame(a: Origin, b: Origin & { form: 'instance' }): boolean {
  return a.form === 'instance' && a.path === b.path && a.name === b.name;
}

const plainOperators = new Set([
  '==', '!=', '<', '>', '<=', '>=', 'is', 'is not', 'in', 'not in', 'not', 'format', 'match',
]);
