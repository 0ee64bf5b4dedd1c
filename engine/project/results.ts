import type { CallStep, Value } from '../flow/step.js';
import type { Language } from '../text.js';
import { decorated, yielded } from './decorators.js';
import type { Bindings } from './generics.js';
import { onlyRaises } from './left-to-others.js';
import { awaitableOf, joinAll, noneOrigins, one, textOf, unknown, wrap, type Origin, type Origins } from './origins.js';
import { ofFunctionCall, ofGenericMethod, ofInstanceCall } from './python-calls.js';
import { resultOfText } from './text-methods.js';
import type { FileState } from './state.js';
import { readable } from './symbols.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/** What calls return, and what `with` enters; of calls of libraries `SymbolResults` says it. */
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
      case 'symbol': return this.values.symbolResults.ofSymbol(state, fn, call, callee.symbol);
      case 'instance': return language === 'python' ? ofInstanceCall(this.values, fn, call, callee) : this.ofMethod(callee, '()');
      case 'settling': return awaitableOf('promise', callee.method, false, this.settled(fn, call, callee));
      // `app.get("/")(handler)` decorates by hand: what its type promises is often what it makes of the handler.
      case 'callable': return language === 'python' && this.decorates(fn, call) ? unknown : callee.of;
      case 'type': return callee.of;
      case 'super': return noneOrigins;
      case 'external': return this.values.symbolResults.made(language, callee) ?? this.values.symbolResults.ofSymbol(state, fn, call, world.symbols.member(language, callee.symbol, '__call__'));
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
  ofCallback(fn: FunctionUnit, call: CallStep): Origins {
    const first = call.arguments[0];
    return first === undefined ? unknown : this.ofFunction(this.values.origins(fn, first.value));
  }

  private enteredByDeclaration(language: Language, item: Origin & { form: 'external' }, async: boolean): Origins {
    const { symbols } = this.values.world;
    const method = symbols.member(language, item.symbol, async ? '__aenter__' : '__enter__');
    const declared = symbols.fact(language, method)?.declared;
    if (declared === undefined) return unknown;
    const result = this.values.annotations.declared(language, declared, method, one(item));
    return async ? this.values.awaited(language, result) : result;
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
        return fact?.enters === undefined ? one(item) : this.values.symbolResults.external(language, fact.enters, item.given);
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

/** How a callee is called in a message. */
export function calleeName(by: string): string {
  return by.includes(':') ? readable(by) : by;
}

function isAnyAwaitable(origin: Origin): origin is Origin & { readonly form: 'awaitable' } {
  return origin.form === 'awaitable' && origin.kind === 'coroutine' && origin.by.endsWith(':Awaitable');
}
