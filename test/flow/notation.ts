import { Flow } from '../../engine/flow/flow.js';
import { FlowWriter } from '../../engine/flow/flow-writer.js';
import { none, type Argument, type ConstForm, type LoopForm, type MakeForm, type Place, type Value } from '../../engine/flow/step.js';

/**
 * A notation for flows in tests: one method per step, blocks as functions. A name stands for reading the variable of
 * that name; names that begin with `$` are parameters, those with a capital letter the module's, all others locals.
 * Spans count steps: the first step lies at 0 to 1, the next at 1 to 2.
 */
export class Notation {
  private readonly writer = new FlowWriter();

  /** The flow of the steps that `write` notes. */
  static flow(write: (f: Notation) => void): Flow {
    const notation = new Notation();
    notation.writer.begin();
    write(notation);
    const { from, length } = notation.writer.finish();
    return new Flow(notation.writer.store(), from, length);
  }

  const(form: ConstForm, text = ''): Value {
    return this.writer.const(...this.span, form, text);
  }

  read(name: string): Value {
    return this.writer.read(...this.span, placeOf(name));
  }

  call(callee: string | Value, ...args: readonly (string | Value)[]): Value {
    const target = this.value(callee);
    const values = args.map((arg): Argument => ({ value: this.value(arg), name: null, spread: false }));
    return this.writer.call(...this.span, target, values);
  }

  await(of: string | Value): Value {
    const value = this.value(of);
    return this.writer.await(...this.span, value);
  }

  yield(of: string | Value): Value {
    const value = this.value(of);
    return this.writer.yield(...this.span, value, false);
  }

  make(form: MakeForm, ...items: readonly (string | Value)[]): Value {
    const values = items.map((item): Argument => ({ value: this.value(item), name: null, spread: false }));
    return this.writer.make(...this.span, form, values);
  }

  operate(operator: string, ...of: readonly (string | Value)[]): Value {
    const values = of.map((each) => this.value(each));
    return this.writer.operate(...this.span, operator, values);
  }

  element(of: string | Value, at: string | Value = none): Value {
    const values = [this.value(of), at === none ? none : this.value(at)] as const;
    return this.writer.element(...this.span, 'item', values[0], values[1], null);
  }

  write(name: string, from: string | Value): Value {
    const value = this.value(from);
    return this.writer.write(...this.span, 'bind', placeOf(name), value);
  }

  /** `n += v`; returns the write. */
  update(name: string, operator: string, by: string | Value): Value {
    const sum = this.operate(operator, name, by);
    return this.writer.write(...this.span, 'update', placeOf(name), sum);
  }

  /** `of[at] = from`; returns the write. */
  writeItem(of: string, at: string | Value, from: string | Value): Value {
    const value = this.value(from);
    const element = this.element(of, at);
    return this.writer.write(...this.span, 'bind', { scope: 'value', name: '', owner: -1, of: element, keys: [] }, value);
  }

  declare(name: string): Value {
    return this.writer.write(...this.span, 'declare', placeOf(name), none);
  }

  delete(name: string): Value {
    return this.writer.write(...this.span, 'delete', placeOf(name), none);
  }

  drop(of: string | Value): Value {
    const value = this.value(of);
    return this.writer.drop(...this.span, value);
  }

  return(of: string | Value = none): Value {
    const value = this.value(of);
    return this.writer.exit(...this.span, 'return', value);
  }

  throw(of: string | Value = none): Value {
    const value = this.value(of);
    return this.writer.exit(...this.span, of === none ? 'reraise' : 'throw', value);
  }

  break(target: Value): Value {
    return this.writer.exit(...this.span, 'break', none, target);
  }

  continue(target: Value): Value {
    return this.writer.exit(...this.span, 'continue', none, target);
  }

  if(test: string | Value, then: () => void, otherwise?: () => void): Value {
    const value = this.value(test);
    const branch = this.writer.branch(...this.span, 'if', value);
    this.arm('then', then);
    if (otherwise !== undefined) this.arm('else', otherwise);
    this.writer.close(branch);
    return branch;
  }

  /** `test and result`, `test or result`, `test ?? result`, `test?.result`. */
  either(form: 'and' | 'or' | 'nullish' | 'optional', test: string | Value, result: () => Value): Value {
    const value = this.value(test);
    const branch = this.writer.branch(...this.span, form, value);
    const arm = this.writer.arm(...this.span, form === 'and' || form === 'optional' ? 'then' : 'else');
    this.writer.armDetails(arm, { result: result() });
    this.writer.close(arm);
    this.writer.close(branch);
    return branch;
  }

  /** Cases in order; `null` marks the place of the wildcard, whose arm is the block that follows it. */
  match(subject: string | Value, arms: readonly { readonly role: 'case' | 'else'; readonly body: (match: Value) => void }[]): Value {
    const value = this.value(subject);
    const branch = this.writer.branch(...this.span, 'match', value);
    for (const { role, body } of arms) this.arm(role, () => body(branch));
    this.writer.close(branch);
    return branch;
  }

  /** The guard of a case: a branch that begins with its test. */
  guard(test: string | Value, body: () => void): Value {
    const value = this.value(test);
    const branch = this.writer.branch(value, value + 1, 'if', value);
    this.arm('then', body);
    this.writer.close(branch);
    return branch;
  }

  each(name: string, over: string | Value, body: (loop: Value) => void, otherwise?: () => void): Value {
    const value = this.value(over);
    const loop = this.writer.loop(...this.span, 'each', { over: value });
    this.arm('body', () => {
      this.write(name, this.writer.element(...this.span, 'each', value, none, null));
      body(loop);
    });
    if (otherwise !== undefined) this.arm('else', otherwise);
    this.writer.close(loop);
    return loop;
  }

  /** A loop with a test: before its body (`while`, `count`) or after it (`do`). */
  loop(form: LoopForm, test: (() => Value) | null, body: (loop: Value) => void, otherwise?: () => void): Value {
    const loop = this.writer.loop(...this.span, form);
    this.arm('body', () => {
      if (form === 'do') body(loop);
      if (test !== null) this.writer.loopTest(loop, test());
      if (form !== 'do') body(loop);
    });
    if (otherwise !== undefined) this.arm('else', otherwise);
    this.writer.close(loop);
    return loop;
  }

  try(parts: {
    readonly body: () => void;
    readonly handlers?: readonly { readonly catches: string | null; readonly body: () => void }[];
    readonly else?: () => void;
    readonly finally?: () => void;
  }): Value {
    const region = this.writer.try(...this.span);
    this.arm('body', parts.body);
    for (const { catches, body } of parts.handlers ?? []) {
      this.arm('handler', (arm) => {
        if (catches !== null) this.writer.armDetails(arm, { catches: [this.read(catches)] });
        body();
      });
    }
    if (parts.else !== undefined) this.arm('else', parts.else);
    if (parts.finally !== undefined) this.arm('finally', parts.finally);
    this.writer.close(region);
    return region;
  }

  with(item: string | Value, body: (scope: Value) => void): Value {
    const value = this.value(item);
    const scope = this.writer.scope(...this.span, true, value);
    this.arm('body', () => body(scope));
    this.writer.close(scope);
    return scope;
  }

  /** The index of the next step. */
  get next(): Value {
    return this.writer.next;
  }

  private arm(role: 'body' | 'then' | 'else' | 'case' | 'handler' | 'finally', body: (arm: Value) => void): void {
    const arm = this.writer.arm(...this.span, role);
    body(arm);
    this.writer.close(arm);
  }

  private value(of: string | Value): Value {
    return typeof of === 'string' ? this.read(of) : of;
  }

  private get span(): [number, number] {
    return [this.writer.next, this.writer.next + 1];
  }
}

/** The place of a dotted name: `results.append`, `$self.x`, `Total`. */
export function placeOf(dotted: string): Place {
  const [first, ...keys] = dotted.split('.') as [string, ...string[]];
  const scope = first.startsWith('$') ? 'param' : /^[A-Z]/.test(first) ? 'module' : 'local';
  return { scope, name: first.replace('$', ''), owner: -1, of: -1, keys };
}
