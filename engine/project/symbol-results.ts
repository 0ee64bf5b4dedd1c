import type { CallStep, Value } from '../flow/step.js';
import type { ArgumentTest } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import { argumentOf, holds } from './arguments.js';
import { ofContainer } from './callbacks.js';
import { ofBuiltin } from './containers.js';
import { elementsOf } from './elements.js';
import { awaitableOf, joinAll, one, plainOrigins, tupleOf, unknown, wrap, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import { boundOf } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** What calls of libraries yield, by what knowledge or the library's own declarations say of their symbols. */
export class SymbolResults {
  constructor(private readonly values: Values) {}

  /** What a call of a symbol yields. */
  ofSymbol(state: FileState, fn: FunctionUnit, call: CallStep, symbol: string): Origins {
    const { language } = state.unit;
    const { symbols } = this.values.world;
    if (symbol === 'builtins:super') {
      const owner = this.methodAround(state, fn);
      return owner === undefined ? unknown : one({ form: 'super', path: state.unit.path, name: owner });
    }
    if (language === 'python') {
      if (symbol === 'typing:TypeVar' || symbol === 'typing_extensions:TypeVar') return boundOf(this.values, state, fn, call);
      const contained = ofBuiltin(this.values, fn, call, symbol);
      if (contained !== undefined) return contained;
      const entering = enteringCalls.get(symbol);
      if (entering !== undefined) return this.enteredByCall(state, fn, call, symbol, entering === 'async');
    }
    const fact = symbols.fact(language, symbol) ?? (symbols.hasModule(language, symbol.slice(0, -1)) ? symbols.fact(language, `${symbol}default`) : null);
    if (fact === null) return call.new ? one({ form: 'external', symbol, given: ['*'] }) : unknown;
    const held = language === 'typescript' ? ofContainer(this.values, fn, call, symbol) : undefined;
    if (held !== undefined) return held;
    if (fact.passes !== undefined) {
      const value = argumentOf(fn, call, fact.passes);
      return typeof value === 'number' ? this.values.origins(fn, value) : unknown;
    }
    // `sync_to_async(f)`: a function put in the place of another by hand.
    if (fact.decorates === 'async' && call.arguments[0]?.name === null && !call.arguments[0].spread) return wrap('callable', awaitableOf('coroutine', symbol, false, unknown));
    if (fact.class && (fact.awaitable === undefined || fact.declared !== undefined)) return one({ form: 'external', symbol, given: this.given(state, fn, call, symbol) });
    if (fact.declared !== undefined && fact.property === true) return unknown;
    if (fact.declared !== undefined) return this.values.annotations.declared(language, fact.declared, symbol, this.values.receiver(fn, call.callee));
    const result = fact.tuple !== undefined ? tupleOf(fact.tuple.map((part) => (part === '' ? unknown : this.external(language, part))))
      : fact.yields !== undefined ? wrap('collection', this.returned(state, fn, call, fact.yields))
      : fact.returns === undefined ? undefined : this.returned(state, fn, call, this.isGiven(fn, call, fact.returnsIf) ? fact.returnsIf!.returns : fact.returns);
    if (fact.awaitable !== undefined) {
      const outcomes = (fact.awaitableUnless ?? []).map((test) => this.holds(fn, call, test));
      if (outcomes.includes('unseen')) return unknown;
      const isAwaitable = result?.of.some((origin) => origin.form === 'awaitable') === true;
      if (outcomes.includes(true)) return isAwaitable ? unknown : result ?? unknown;
      // What it yields is of a class whose instances are awaitable, and have members (got's `got(url).json()`).
      if (isAwaitable) return result!;
      const of = fact.takes === 'task' || fact.takes === 'handles' ? this.awaitedArgument(fn, call)
        : result ?? (fact.takes === 'together' && /\.all$/.test(symbol) ? this.together(fn, call) : unknown);
      const mayBeDropped = fact.mayBeDropped === true || fact.mayBeDroppedIf?.some((test) => this.isGiven(fn, call, test)) === true;
      return awaitableOf(fact.awaitable, symbol, mayBeDropped, of);
    }
    if (fact.enters !== undefined) return wrap('context', this.external(language, fact.enters));
    return result ?? unknown;
  }

  /** `stack.enter_context(x)` yields what `with x` enters, `enter_async_context` an awaitable of it. */
  private enteredByCall(state: FileState, fn: FunctionUnit, call: CallStep, symbol: string, async: boolean): Origins {
    const [first] = call.arguments;
    const item = first === undefined || first.spread ? unknown : this.values.origins(fn, first.value);
    const of = item.of.map((origin) => this.values.results.entered(state, origin, async));
    const entered = joinAll(item.unknown ? [...of, unknown] : of);
    return async ? awaitableOf('coroutine', symbol, false, entered) : entered;
  }

  /** What `returns` or `yields` names: an instance of a class, or of that on which the method is called. */
  private returned(state: FileState, fn: FunctionUnit, call: CallStep, returns: string): Origins {
    const { language } = state.unit;
    if (returns === 'this') return this.ofReceiver(fn, call);
    if (returns === 'call') return this.values.results.ofCallback(fn, call);
    return this.external(language, returns, this.given(state, fn, call, this.values.world.symbols.canonical(language, returns)));
  }

  private isGiven(fn: FunctionUnit, call: CallStep, test: ArgumentTest | undefined): boolean {
    return test !== undefined && this.holds(fn, call, test) === true;
  }

  /** Whether a test on an argument holds; what is no literal may be known for a function, or for something else, by its origins. */
  private holds(fn: FunctionUnit, call: CallStep, test: ArgumentTest): boolean | 'unseen' {
    const outcome = holds(fn, call, test);
    const value = outcome === 'unseen' && test.form === 'function' ? argumentOf(fn, call, test) : undefined;
    if (typeof value !== 'number') return outcome;
    const { of, unknown: open } = this.values.origins(fn, value);
    if (open || of.length === 0) return 'unseen';
    if (of.every(({ form }) => form === 'function')) return true;
    return of.every(({ form }) => form === 'plain' || form === 'none' || form === 'object' || form === 'collection') ? false : 'unseen';
  }

  /** The receiver itself; of a method of a class, an instance of it. */
  private ofReceiver(fn: FunctionUnit, call: CallStep): Origins {
    const { of, unknown: open } = this.values.receiver(fn, call.callee);
    const made = of.map((origin): Origins => {
      switch (origin.form) {
        case 'class': return one({ form: 'instance', path: origin.path, name: origin.name, exact: false });
        case 'symbol': return this.external(fn.file.language, origin.symbol);
        case 'instance':
        case 'external':
        case 'awaitable': return one(origin);
        default: return unknown;
      }
    });
    return joinAll(open ? [...made, unknown] : made);
  }

  /** What any call of a symbol yields, as far as knowledge says it of all its calls; undefined for what is no function, as far as is known. */
  ofSymbolType(language: Language, symbol: string): Origins | undefined {
    const fact = this.values.world.symbols.fact(language, symbol);
    if (fact === null || fact.class) return undefined;
    if (fact.awaitableUnless !== undefined || fact.passes !== undefined || fact.opaque) return unknown;
    const result = fact.returns === undefined ? unknown : this.external(language, fact.returns);
    return fact.awaitable === undefined ? result : awaitableOf(fact.awaitable, symbol, fact.mayBeDropped === true, result);
  }

  /** What calling a factory makes (a `sessionmaker`): of the class that its construction named, or of its default. */
  made(language: Language, factory: Origin & { form: 'external' }): Origins | undefined {
    const makes = this.values.world.symbols.fact(language, factory.symbol)?.makes;
    if (makes === undefined) return undefined;
    const named = factory.given.find((given) => given.startsWith('makes='));
    if (named === undefined) return factory.given.includes('*') ? unknown : this.external(language, makes.default);
    return this.external(language, named.slice('makes='.length));
  }

  /** What `Promise.all` yields: the results in the order of a literal's parts, or those of a list's elements. */
  private together(fn: FunctionUnit, call: CallStep): Origins {
    const first = call.arguments[0];
    const list = first === undefined || first.spread || fn.file.language === 'python' ? undefined : fn.flow.step(first.value);
    if (first === undefined || list === undefined) return unknown;
    const isShort = list.kind === 'make' && list.items.length > 0 && list.items.length <= 8 && list.items.every(({ spread }) => !spread);
    if (isShort) return tupleOf(list.items.map(({ value }) => this.values.awaited('typescript', this.values.origins(fn, value))));
    return wrap('collection', this.values.awaited('typescript', elementsOf(this.values, 'typescript', this.values.origins(fn, first.value))));
  }

  private awaitedArgument(fn: FunctionUnit, call: CallStep): Origins {
    const first = call.arguments[0];
    return first === undefined || first.spread ? unknown : this.values.awaited(fn.file.language, this.values.origins(fn, first.value));
  }

  /** An instance of a class outside; of a class that stands for a plain value of the platform it is that. */
  external(language: Language, symbol: string, given: readonly string[] = ['*']): Origins {
    const canonical = this.values.world.symbols.canonical(language, symbol);
    if (canonical === 'builtins:str' || canonical === 'builtins:int' || canonical === 'builtins:bytes') return plainOrigins;
    const fact = this.values.world.symbols.fact(language, canonical);
    if (fact?.class && fact.awaitable !== undefined) {
      const of = fact.yields !== undefined ? wrap('collection', this.external(language, fact.yields))
        : fact.returns === undefined ? unknown : this.external(language, fact.returns);
      return awaitableOf(fact.awaitable, canonical, fact.mayBeDropped === true, of);
    }
    return one({ form: 'external', symbol: canonical, given });
  }

  /** Which of the options that hold for all calls of a client its construction gives. */
  private given(state: FileState, fn: FunctionUnit, call: CallStep, symbol: string): readonly string[] {
    const { symbols } = this.values.world;
    const options = symbols.clientOptions(state.unit.language, symbol);
    const makes = symbols.fact(state.unit.language, symbol)?.makes?.by;
    if (options.length === 0 && makes === undefined) return [];
    const given: string[] = [];
    const made = makes === undefined ? undefined : argumentOf(fn, call, makes);
    if (made === 'unseen') return ['*'];
    if (made !== undefined) {
      const { of } = this.values.origins(fn, made);
      const named = of.length === 1 && of[0]!.form === 'symbol' ? of[0]!.symbol : undefined;
      if (named === undefined) return ['*'];
      given.push(`makes=${named}`);
    }
    if (options.length === 0) return given;
    for (const argument of call.arguments) {
      if (argument.spread) return ['*'];
      if (argument.name !== null) {
        if (options.includes(argument.name)) given.push(`${argument.name}${literal(fn, argument.value)}`);
        continue;
      }
      const step = fn.flow.step(argument.value);
      if (step.kind === 'const') continue;
      if (step.kind !== 'make' || step.form !== 'dict') return ['*'];
      for (const item of step.items) {
        if (item.spread || item.name === null) return ['*'];
        if (options.includes(item.name)) given.push(`${item.name}${literal(fn, item.value)}`);
      }
    }
    return given.sort();
  }

  /** The class whose method a function is or is nested in. */
  private methodAround(state: FileState, fn: FunctionUnit): string | undefined {
    for (let at: FunctionUnit | undefined = fn; at !== undefined; at = state.unit.functions[at.fact.parent]) {
      if (at.fact.class >= 0 && at.fact.form !== 'class') return state.classNames[at.fact.class];
    }
    return undefined;
  }
}

/** Source: https://docs.python.org/3.14/library/contextlib.html#contextlib.ExitStack.enter_context */
const enteringCalls: ReadonlyMap<string, 'sync' | 'async'> = new Map([
  ['contextlib:ExitStack.enter_context', 'sync'], ['contextlib:AsyncExitStack.enter_context', 'sync'],
  ['contextlib:AsyncExitStack.enter_async_context', 'async'],
] as const);

function literal(fn: FunctionUnit, value: Value): string {
  const step = fn.flow.step(value);
  if (step.kind !== 'const') return '';
  return step.form === 'none' ? '=None' : step.text === '' ? '' : `=${step.text}`;
}
