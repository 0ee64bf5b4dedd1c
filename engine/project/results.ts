import type { CallStep, Value } from '../flow/step.js';
import type { ArgumentTest } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import { argumentOf, holds } from './arguments.js';
import { ofContainer } from './callbacks.js';
import { ofBuiltin } from './containers.js';
import { decorated, yielded } from './decorators.js';
import { elementsOf } from './elements.js';
import type { Bindings } from './generics.js';
import { onlyRaises } from './left-to-others.js';
import {
  awaitableOf, joinAll, noneOrigins, one, plainOrigins, textOf, tupleOf, unknown, wrap, type Origin, type Origins,
} from './origins.js';
import { ofFunctionCall, ofGenericMethod, ofInstanceCall } from './python-calls.js';
import { resultOfText } from './text-methods.js';
import type { FileState } from './state.js';
import { readable } from './symbols.js';
import { boundOf } from './type-variables.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** What calls return, and what `with` enters. */
export class Results {
  constructor(private readonly values: Values) {}

  /** What a call of this one callee yields. */
  ofCall(state: FileState, fn: FunctionUnit, call: CallStep, callee: Origin): Origins {
    const { world } = this.values;
    const { language } = state.unit;
    switch (callee.form) {
      case 'function': {
        const target = world.functionOf(callee);
        if (target === undefined) return unknown;
        return this.passedThrough(target, fn, call) ?? (language === 'typescript' ? (callee.bound ? ofGenericMethod(this.values, target, fn, call) : undefined) ?? this.of(target) : ofFunctionCall(this.values, target, fn, call, callee.bound));
      }
      case 'class': return one({ form: 'instance', path: callee.path, name: callee.name, exact: true });
      case 'symbol': return this.ofSymbol(state, fn, call, callee.symbol);
      case 'instance': return language === 'python' ? ofInstanceCall(this.values, fn, call, callee) : this.ofMethod(callee, '()');
      case 'settling': return awaitableOf('promise', callee.method, false, this.settled(fn, call, callee));
      // `app.get("/")(handler)` decorates by hand: what its type promises is often what it makes of the handler.
      case 'callable': return language === 'python' && this.decorates(fn, call) ? unknown : callee.of;
      case 'type': return callee.of;
      case 'super': return noneOrigins;
      case 'external': return this.made(language, callee) ?? this.ofSymbol(state, fn, call, world.symbols.member(language, callee.symbol, '__call__'));
      case 'object':
      case 'module': return callee.form === 'module' ? this.ofModule(state, fn, call, callee.path) : unknown;
      case 'plain': return resultOfText(this.values, fn, call);
      case 'none':
      case 'awaitable':
      case 'collection':
      case 'map':
      case 'tuple':
      case 'mapping':
      case 'context': return unknown;
    }
  }

  /** Whether a call gives a function to what another call has made, and nothing else. */
  private decorates(fn: FunctionUnit, call: CallStep): boolean {
    const [given] = call.arguments;
    if (call.arguments.length !== 1 || given!.spread || fn.flow.kind(call.callee) !== 'call') return false;
    return this.values.origins(fn, given!.value).of.some(({ form }) => form === 'function' || form === 'class');
  }

  /** What calls of these yield, where all are functions. */
  ofFunction({ of, unknown: open }: Origins): Origins {
    const results = of.map((origin): Origins => {
      if (origin.form === 'callable') return origin.of;
      const target = origin.form === 'function' ? this.values.world.functionOf(origin) : undefined;
      return target === undefined ? unknown : this.of(target);
    });
    return open || of.length === 0 ? unknown : joinAll(results);
  }

  /** What the promise yields that `then`, `catch` or `finally` make. */
  private settled(fn: FunctionUnit, call: CallStep, { method, of }: Origin & { form: 'settling' }): Origins {
    const before = this.values.awaited('typescript', of);
    if (method === 'finally') return before;
    const handled = call.arguments.slice(0, 2).map(({ value, spread }) => (
      spread ? unknown : this.values.awaited('typescript', this.ofFunction(this.values.origins(fn, value)))
    ));
    return method === 'then' ? handled.length === 0 ? before : joinAll(handled) : joinAll([before, ...handled.slice(0, 1)]);
  }

  /** A CommonJS module that is a function. */
  private ofModule(state: FileState, fn: FunctionUnit, call: CallStep, path: string): Origins {
    const exported = this.values.members.exported(path, 'default');
    const origin = exported?.of.length === 1 ? exported.of[0]! : undefined;
    return origin === undefined || origin.form === 'module' ? unknown : this.ofCall(state, fn, call, origin);
  }

  /** What iterating over an instance yields, by its `__iter__` or `__aiter__`, and `__next__` or `__anext__` of what these return. */
  iterated(instance: Origin & { form: 'instance' }): Origins {
    const isAsync = this.values.members.attribute(instance, '__iter__', instance) === undefined;
    const iterators = this.ofMethod(instance, isAsync ? '__aiter__' : '__iter__');
    const of = iterators.of.map((iterator): Origins => {
      if (iterator.form === 'collection') return iterator.of;
      if (iterator.form !== 'instance') return unknown;
      const next = this.ofMethod(iterator, isAsync ? '__anext__' : '__next__');
      return isAsync ? this.values.awaited('python', next) : next;
    });
    return joinAll(iterators.unknown || of.length === 0 ? [...of, unknown] : of);
  }

  /** What calling a method of an instance yields. */
  ofMethod(instance: Origin & { form: 'instance' }, name: string): Origins {
    const found = this.values.members.attribute(instance, name, instance);
    const method = found?.of.length === 1 ? found.of[0]! : undefined;
    const target = method?.form === 'function' ? this.values.world.functionOf(method) : undefined;
    return target === undefined ? unknown : this.of(target);
  }

  /** What a call of a function of the project yields, its decorators included. */
  of(fn: FunctionUnit): Origins {
    const { world } = this.values;
    const state = world.stateOf(fn);
    return world.answer(state, state.cell(`returns ${fn.index}`), () => decorated(this.values, state, fn, this.undecorated(state, fn)));
  }

  /** The same where the type variables in what it is declared to return stand for something; `Self` is one of them. */
  with(fn: FunctionUnit, bindings: Bindings): Origins {
    const state = this.values.world.stateOf(fn);
    return this.values.world.inNameOf(state, () => decorated(this.values, state, fn, this.undecorated(state, fn, bindings)));
  }

  /** What a call of a function yields that its decorators have not replaced. */
  undecorated(state: FileState, fn: FunctionUnit, bindings?: Bindings): Origins {
    const { fact } = fn;
    const name = fn.qualifiedName;
    const declared = fact.returns === null ? unknown : this.values.declared(state, fact.returns, fn, bindings);
    if (fact.generator) {
      const isIterator = !declared.unknown && declared.of.length > 0 && declared.of.every(({ form }) => form === 'collection');
      return isIterator ? declared : wrap('collection', state.unit.language === 'python' ? yielded(this.values, fn) : unknown);
    }
    if (!fact.async) return declared.unknown ? this.inferred(fn) : this.perhapsRunning(fn, declared);
    if (state.unit.language === 'typescript') {
      const result = declared.unknown ? this.values.awaited('typescript', this.inferred(fn)) : this.values.awaited('typescript', declared);
      return awaitableOf('async', name, false, result);
    }
    return awaitableOf('async', name, false, declared.unknown ? this.inferred(fn) : declared);
  }

  /**
   * Of a function that is declared to return something awaitable, and is no coroutine itself, it may well be a task that runs
   * already; only where all that it returns are coroutines it surely is none.
   */
  private perhapsRunning(fn: FunctionUnit, declared: Origins): Origins {
    if (fn.file.language === 'typescript' || !declared.of.some(isAnyAwaitable)) return declared;
    const { of, unknown: open } = this.inferred(fn);
    if (!open && of.length > 0 && of.every((origin) => origin.form === 'awaitable' && (origin.kind === 'async' || origin.kind === 'coroutine'))) return declared;
    return joinAll(declared.of.map((origin) => (isAnyAwaitable(origin) ? awaitableOf('future', origin.by, true, origin.of) : one(origin))));
  }

  /** What the return statements yield; unknown for a body that is left to others (abstract, protocol, stub). */
  private inferred(fn: FunctionUnit): Origins {
    if (!fn.fact.hasBody) return unknown;
    const returned: Value[] = [];
    let works = false;
    for (let i = 0; i < fn.flow.length; i++) {
      const kind = fn.flow.kind(i);
      if (kind === 'call' || kind === 'write' || kind === 'await') works = true;
      if (kind !== 'exit') continue;
      const step = fn.flow.step(i);
      if (step.kind === 'exit' && step.form === 'return') returned.push(step.of);
    }
    if (returned.length === 0) return (works || fn.file.language === 'typescript') && !onlyRaises(fn) ? noneOrigins : unknown;
    const known = returned.map((value) => this.values.origins(fn, value));
    return joinAll(this.mayFallThrough(fn) ? [...known, noneOrigins] : known);
  }

  /** Whether a function of Python may come to its end without a return, and so return None. */
  private mayFallThrough(fn: FunctionUnit): boolean {
    if (fn.file.language === 'typescript' || fn.fact.expressionBody) return false;
    const index = this.values.world.stateOf(fn).flowIndex(fn);
    for (let i = 0; i < fn.flow.length; i = fn.flow.last(i)) if (!index.canComplete(i)) return false;
    return true;
  }

  private ofSymbol(state: FileState, fn: FunctionUnit, call: CallStep, symbol: string): Origins {
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
    if (symbol === 'globalThis:Array.map') return wrap('collection', this.ofCallback(fn, call));
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
    const of = item.of.map((origin) => this.entered(state, origin, async));
    const entered = joinAll(item.unknown ? [...of, unknown] : of);
    return async ? awaitableOf('coroutine', symbol, false, entered) : entered;
  }

  /** What `returns` or `yields` names: an instance of a class, or of that on which the method is called. */
  private returned(state: FileState, fn: FunctionUnit, call: CallStep, returns: string): Origins {
    const { language } = state.unit;
    if (returns === 'this') return this.ofReceiver(fn, call);
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

  /**
   * `function traced<F>(target: F): F` yields what it is given: the argument whose type is the type parameter that it
   * declares to return. Undefined for every other function.
   */
  private passedThrough(target: FunctionUnit, fn: FunctionUnit, call: CallStep): Origins | undefined {
    const { returns, typeParameters, parameters, async } = target.fact;
    const name = returns?.form === 'name' && returns.path.length === 1 ? returns.path[0]! : undefined;
    if (name === undefined || async || target.file.language !== 'typescript' || !typeParameters.includes(name)) return undefined;
    const position = parameters.findIndex(({ annotation, form }) => form === 'plain' && annotation?.form === 'name' && annotation.path.join() === name);
    const argument = position < 0 || call.arguments.slice(0, position + 1).some(({ spread }) => spread) ? undefined : call.arguments[position];
    return argument === undefined ? undefined : this.values.origins(fn, argument.value);
  }

  /** What the function yields that is given as the first argument. */
  private ofCallback(fn: FunctionUnit, call: CallStep): Origins {
    const first = call.arguments[0];
    return first === undefined ? unknown : this.ofFunction(this.values.origins(fn, first.value));
  }

  /** What calling a factory makes (a `sessionmaker`): of the class that its construction named, or of its default. */
  private made(language: Language, factory: Origin & { form: 'external' }): Origins | undefined {
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

  private enteredByDeclaration(language: Language, item: Origin & { form: 'external' }, async: boolean): Origins {
    const { symbols } = this.values.world;
    const method = symbols.member(language, item.symbol, async ? '__aenter__' : '__enter__');
    const declared = symbols.fact(language, method)?.declared;
    if (declared === undefined) return unknown;
    const result = this.values.annotations.declared(language, declared, method, one(item));
    return async ? this.values.awaited(language, result) : result;
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

  /** What `with` or `async with` enters, given one origin of its item. */
  entered(state: FileState, item: Origin, async: boolean): Origins {
    const { symbols } = this.values.world;
    const { language } = state.unit;
    switch (item.form) {
      case 'context': return item.of;
      case 'awaitable': return item.kind === 'context' ? item.of : unknown;
      case 'external': {
        const fact = symbols.fact(language, item.symbol);
        if (fact?.declared !== undefined) return this.enteredByDeclaration(language, item, async);
        return fact?.enters === undefined ? one(item) : this.external(language, fact.enters, item.given);
      }
      case 'instance': {
        const entered = this.values.members.attribute(item, async ? '__aenter__' : '__enter__', item);
        const method = entered?.of.length === 1 && !entered.unknown ? entered.of[0]! : undefined;
        const target = method?.form === 'function' ? this.values.world.functionOf(method) : undefined;
        if (target === undefined) return entered === undefined ? one(item) : unknown;
        const result = async ? this.values.awaited(language, this.of(target)) : this.of(target);
        // An inherited method that returns its receiver returns this very instance.
        const owner = this.values.variables.selfOf(this.values.world.stateOf(target), target, false);
        return textOf(result) === textOf(owner) ? one(item) : result;
      }
      default: return unknown;
    }
  }
}

/** Source: https://docs.python.org/3.14/library/contextlib.html#contextlib.ExitStack.enter_context */
const enteringCalls: ReadonlyMap<string, 'sync' | 'async'> = new Map([
  ['contextlib:ExitStack.enter_context', 'sync'], ['contextlib:AsyncExitStack.enter_context', 'sync'],
  ['contextlib:AsyncExitStack.enter_async_context', 'async'],
] as const);

/** How a callee is called in a message. */
export function calleeName(by: string): string {
  return by.includes(':') ? readable(by) : by;
}

function literal(fn: FunctionUnit, value: Value): string {
  const step = fn.flow.step(value);
  if (step.kind !== 'const') return '';
  return step.form === 'none' ? '=None' : step.text === '' ? '' : `=${step.text}`;
}

function isAnyAwaitable(origin: Origin): origin is Origin & { readonly form: 'awaitable' } {
  return origin.form === 'awaitable' && origin.kind === 'coroutine' && origin.by.endsWith(':Awaitable');
}
