import type { Use as Taking } from '../../engine/flow/flow-index.js';
import { spelled, type Step, type Value, type WriteStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { isAbsent, lacksMember, mayBeAbsent, possibilities, type Possibility } from './awaitables.js';
import { alone, awaited, certain, examined, handed, harmless, tested, type Fate } from './fate.js';
import { ofArgument, ofListArgument, ofOperator } from './operations.js';
import type { SharedVariables } from './shared-variables.js';

/**
 * Follows an awaitable, or a list of them, from the step that makes it to all places of its function that get it:
 * through variables, conditional expressions and assignment expressions. Wherever else it goes it is handed on.
 */
export class Fates {
  private readonly seen = new Set<Value>();

  constructor(
    private readonly project: Project,
    private readonly fn: FunctionUnit,
    private readonly shared: SharedVariables,
    private readonly of: readonly Possibility[],
  ) {}

  /** What becomes of an awaitable. @param absent whether it may as well be none. */
  *ofValue(value: Value, absent: boolean): Iterable<Fate> {
    yield* this.each(value, (taking) => this.ofTaking(taking, absent));
  }

  /** What becomes of a list of awaitables and of its elements. */
  *ofList(value: Value): Iterable<Fate> {
    yield* this.each(value, (taking) => this.ofListTaking(taking));
  }

  private *each(value: Value, judge: (taking: Taking) => Iterable<Fate>): Iterable<Fate> {
    if (this.seen.has(value)) return;
    this.seen.add(value);
    for (const taking of this.project.index(this.fn).uses(value)) yield* judge(taking);
  }

  private *ofTaking(taking: Taking, absent: boolean): Iterable<Fate> {
    const step = this.fn.flow.step(taking.step);
    switch (taking.role) {
      case 'awaited': return yield awaited;
      case 'argument': return yield step.kind === 'call' ? ofArgument(this.project, this.fn, step, taking, absent) : handed;
      case 'operand': return yield step.kind === 'operate' ? ofOperator(this.project, this.fn, step, taking.position, absent) : handed;
      case 'receiver': return yield this.ofReceiver(step);
      case 'item': return yield taking.spread ? certain(step.index, 'what is spread') : handed;
      case 'over': return yield step.kind === 'loop' && !step.async ? certain(step.index, 'what is iterated') : handed;
      case 'test': return yield* this.ofTest(step, absent);
      case 'result': return yield* this.ofResult(step, absent);
      case 'written': return yield* this.ofWrite(step, (read) => this.ofRead(read), (value) => this.ofValue(value, absent));
      case 'holder': return yield this.ofChange(step.index);
      case 'returned': return yield this.ofReturn(step);
      case 'callee': case 'subscript': case 'yielded': case 'thrown': case 'dropped': case 'entered': case 'caught':
        return yield handed;
    }
  }

  /** Of an async function of Python whoever awaits it gets the coroutine, where its annotation promises something else. */
  private ofReturn(step: Step): Fate {
    const { project, fn } = this;
    const { of, unknown } = project.result(fn, fn);
    const promised = of[0];
    const isKnown = fn.file.language === 'python' && fn.fact.async && !unknown && of.length === 1 && promised?.form === 'awaitable' && promised.kind === 'async';
    if (!isKnown || promised.of.unknown || promised.of.of.length === 0) return handed;
    // A type of a library that nothing is known of may stand for a coroutine.
    const isResult = promised.of.of.every((origin) => (
      origin.form === 'external' ? project.fact(fn, origin.symbol)?.class === true : !['awaitable', 'class', 'function', 'symbol', 'module'].includes(origin.form)
    ));
    return isResult ? certain(step.index, 'what is returned') : handed;
  }

  private ofReceiver(step: Step): Fate {
    if (step.kind === 'read') return this.ofMember(step.index, step.place.keys[0]);
    if (step.kind !== 'element' || step.form === 'rest') return handed;
    if (step.form === 'each') return harmless;
    if (this.fn.file.language === 'typescript' && this.project.index(this.fn).uses(step.index).some(({ role }) => role === 'holder')) return examined;
    if (this.fn.file.language === 'typescript' && step.key === null) return handed;
    if (this.fn.file.language === 'typescript' && !/^\d+$/.test(step.key ?? '')) return this.ofMember(step.index, step.key ?? undefined);
    return certain(step.index, step.at >= 0 ? 'what is subscripted' : 'what is taken apart');
  }

  private ofMember(at: Value, name: string | undefined): Fate {
    return name !== undefined && lacksMember(this.project, this.fn, this.of, name) ? certain(at, `what \`.${name}\` is read from`) : handed;
  }

  /** Coroutines take no attributes; who gives a promise one makes something else of it. */
  private ofChange(at: Value): Fate {
    return this.fn.file.language === 'python' ? certain(at, 'what an attribute is given to') : examined;
  }

  private *ofTest(step: Step, absent: boolean): Iterable<Fate> {
    if (step.kind === 'loop') return yield absent ? harmless : tested(step.index);
    if (step.kind !== 'branch') return;
    switch (step.form) {
      case 'optional': return yield harmless;
      // What is tested comes out of these again, and is judged there.
      case 'or':
      case 'nullish': return yield* this.ofValue(step.index, absent);
      case 'match': return yield alone(step.index, 'what is compared');
      case 'if': case 'ternary': case 'and': return yield absent ? harmless : tested(step.index);
    }
  }

  private *ofResult(arm: Step, absent: boolean): Iterable<Fate> {
    const around = arm.parent < 0 ? undefined : this.fn.flow.step(arm.parent);
    if (around?.kind === 'branch') yield* this.ofValue(around.index, absent || around.form === 'optional');
    else yield handed;
  }

  /** A variable of this function alone is followed to its reads; the value of `x := y` to those who take it. */
  private *ofWrite(step: Step, ofRead: (read: Value) => Iterable<Fate>, ofSelf: (value: Value) => Iterable<Fate>): Iterable<Fate> {
    if (step.kind !== 'write' || step.place.keys.length > 0 || step.place.scope === 'value' || step.place.scope === 'captured') return yield handed;
    const { project, fn } = this;
    if (this.shared.has(fn, step.place)) yield handed;
    if (step.place.scope === 'module' && fn.index !== 0) return yield handed;
    const variable = project.index(fn).variable(step.index);
    const change = variable?.changes[0];
    // Of several values of the variable, who knows which one got the attribute.
    if (change !== undefined && (fn.file.language === 'typescript' || variable?.writes.length === 1)) yield this.ofChange(change);
    // `del` says that the value is not wanted.
    if (variable?.writes.some((write) => isDeletion(fn, write))) yield handed;
    const reads = project.index(fn).readsOf(step.index);
    if (step.annotation >= 0 && reads.some((read) => isDeclaredResult(project, fn, read))) yield certain(step.index, `\`${nameOf(step)}\``);
    const direct = project.index(fn).uses(step.index);
    if (reads.length === 0 && direct.length === 0) yield { form: 'unread', name: nameOf(step) };
    yield* ofSelf(step.index);
    for (const read of reads) yield* ofRead(read);
  }

  /** A read of a variable in which the awaitable may be; of several values that may be there, all have to be awaitable. */
  private *ofRead(read: Value): Iterable<Fate> {
    const { project, fn } = this;
    const { writes, undefinedToo } = project.index(fn).writesReaching(read);
    let absent = undefinedToo;
    for (const write of writes) {
      const step = fn.flow.step(write);
      if (step.kind !== 'write' || isAbsent(project, fn, step.from)) absent = true;
      else if (possibilities(project, fn, step.from) === null && !isAlternative(project, fn, step.from)) return yield handed;
      else absent ||= mayBeAbsent(project, fn, step.from);
    }
    const step = fn.flow.step(read);
    if (step.kind === 'read' && step.place.keys.length > 0) yield this.ofMember(read, step.place.keys[0]);
    else yield* this.ofValue(read, absent);
  }

  private *ofListTaking(taking: Taking): Iterable<Fate> {
    const step = this.fn.flow.step(taking.step);
    switch (taking.role) {
      case 'dropped': return yield { form: 'unread', name: '' };
      case 'argument': return yield step.kind === 'call' ? ofListArgument(this.project, this.fn, step, taking) : handed;
      case 'operand': return yield step.kind === 'operate' && (step.operator === 'format') ? alone(step.index, 'what is shown as text') : handed;
      case 'receiver': return yield* this.ofListReceiver(step);
      case 'over': return yield* this.ofElements(step);
      case 'test': return yield step.kind === 'branch' && (step.form === 'if' || step.form === 'ternary') ? harmless : handed;
      case 'written': return yield* this.ofWrite(step, (read) => this.ofListRead(read), (value) => this.ofList(value));
      default: return yield handed;
    }
  }

  private *ofListReceiver(step: Step): Iterable<Fate> {
    if (step.kind === 'element' && step.form === 'each') return;
    if (step.kind === 'element' && step.form === 'item') return yield* this.ofValue(step.index, true);
    if (step.kind === 'read' && step.place.keys.length === 1 && step.place.keys[0] === 'length') return yield harmless;
    yield handed;
  }

  /** The elements that a loop takes out of a list. */
  private *ofElements(step: Step): Iterable<Fate> {
    if (step.kind !== 'loop' || step.async) return yield handed;
    for (const { step: user, role } of this.project.index(this.fn).uses(step.over)) {
      if (role === 'receiver' && this.fn.flow.kind(user) === 'element' && user > step.index) yield* this.ofElement(user);
    }
  }

  /** Whoever does not use an element loses it all the same. */
  private *ofElement(element: Value): Iterable<Fate> {
    for (const fate of this.ofValue(element, false)) yield fate.form === 'unread' ? harmless : fate;
  }

  private *ofListRead(read: Value): Iterable<Fate> {
    const { writes, undefinedToo } = this.project.index(this.fn).writesReaching(read);
    if (undefinedToo || writes.length !== 1) return yield handed;
    const step = this.fn.flow.step(read);
    if (step.kind === 'read' && step.place.keys.length > 0) yield* this.ofListReceiver(step);
    else yield* this.ofList(read);
  }
}

/** `plain || promise`: a condition one of whose sides is a promise, which is no more absent than the other. */
function isAlternative(project: Project, fn: FunctionUnit, value: Value): boolean {
  const step = fn.flow.step(value);
  if (step.kind !== 'branch' || step.form !== 'or') return false;
  const { of, unknown } = project.origins(fn, step.test);
  return !unknown && of.every(({ form }) => form === 'plain') && !project.origins(fn, value).unknown;
}

/** Whether a variable of TypeScript is declared to hold what is surely no promise. */
function isDeclaredResult(project: Project, fn: FunctionUnit, read: Value): boolean {
  const step = fn.flow.step(read);
  if (!/\.[mc]?tsx?$/.test(fn.file.path) || step.kind !== 'read' || step.place.keys.length > 0) return false;
  const { of, unknown } = project.origins(fn, read);
  return !unknown && of.length > 0 && of.every(({ form }) => form === 'instance' || form === 'plain' || form === 'collection');
}

function isDeletion(fn: FunctionUnit, write: Value): boolean {
  const step = fn.flow.step(write);
  return step.kind === 'write' && step.form === 'delete';
}

/** The name that a reader knows: without the number that tells variables of one name apart. */
function nameOf({ place }: WriteStep): string {
  return spelled(place.name);
}
