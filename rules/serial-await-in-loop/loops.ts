import type { CallStep, LoopStep, Step, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { symbolOf } from '../order.js';

/** Which loops run over a finite number of items, and which of them do so in a way that has its reason. */

const endless: ReadonlySet<string> = new Set(['itertools:count', 'itertools:cycle', 'itertools:repeat']);

/** `for … of`, Python's `for`, a comprehension, or a counted `for` with a test; over something that ends. */
export function isCounted(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  switch (loop.form) {
    case 'while':
    case 'do': return false;
    case 'count': return loop.test >= 0;
    case 'each':
    case 'comprehension': return !loop.async && !endless.has(symbolOf(project, fn, loop.over) ?? '');
  }
}

/** Steps through chunks: `range(0, n, size)`, `i += size`, `batched(items, 100)`. */
export function isStepped(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  if (loop.form === 'count') return countsBy(project, fn, loop).some((step) => step !== '1');
  const over = loop.over < 0 ? undefined : fn.flow.step(loop.over);
  if (over?.kind !== 'call') return false;
  if (symbolOf(project, fn, loop.over) === 'builtins:range') return over.arguments.length > 2;
  return /chunk|batch|partition/i.test(project.calleeText(fn, over.index));
}

/** By what the variable of a counted loop's test is counted, as source text; '' where that is no literal. */
function countsBy(project: Project, fn: FunctionUnit, loop: LoopStep): readonly string[] {
  const test = fn.flow.step(loop.test);
  const tested = test.kind === 'operate' ? test.of : [loop.test];
  const steps: string[] = [];
  for (const read of tested) {
    for (const write of project.index(fn).variable(read)?.writes ?? []) {
      if (write <= loop.index || write >= loop.last) continue;
      const step = fn.flow.step(write);
      const sum = step.kind === 'write' && step.from >= 0 ? fn.flow.step(step.from) : undefined;
      if (sum?.kind === 'operate') steps.push(sum.of.length < 2 ? '1' : constant(fn.flow.step(sum.of[1]!)));
    }
  }
  return steps;
}

const few = 3;

/** A literal of three items or fewer, or as many by count. */
export function isTiny(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  if (loop.form === 'count') {
    const test = fn.flow.step(loop.test);
    return test.kind === 'operate' && test.of.some((value) => isFew(constant(fn.flow.step(value))));
  }
  if (loop.over < 0) return false;
  const given = fn.flow.step(loop.over);
  const over = given.kind === 'call' && symbolOf(project, fn, loop.over) === 'builtins:enumerate' && given.arguments.length > 0
    ? fn.flow.step(given.arguments[0]!.value) : given;
  if (isShortSlice(fn, over)) return true;
  const list = over.kind === 'read' ? literalOf(project, fn, over.index) ?? over : over;
  if (list.kind === 'make') return list.items.length <= few && !list.items.some((item) => item.spread);
  if (over.kind === 'call' && symbolOf(project, fn, loop.over) === 'builtins:range') {
    return over.arguments.length === 1 && isFew(constant(fn.flow.step(over.arguments[0]!.value)));
  }
  const { of, unknown } = project.origins(fn, loop.over);
  return !unknown && of.length > 0 && of.every((origin) => origin.form === 'tuple' && origin.parts.length <= few);
}

/** What a variable was given once, which is read for nothing but loops: so it holds as many items as are written there. */
function literalOf(project: Project, fn: FunctionUnit, read: Value): Step | null {
  const variable = project.index(fn).variable(read);
  const [write, ...others] = variable?.writes ?? [];
  if (variable?.scope !== 'local' || write === undefined || others.length > 0 || variable.changes.length > 0) return null;
  const overs = new Set([...fn.flow].flatMap((step) => (step.kind === 'loop' ? [step.over] : [])));
  const isCaptured = fn.file.functions.some((other) => (
    other !== fn && project.index(other).variables.some(({ scope, name, owner }) => scope === 'captured' && owner === fn.index && name === variable.name)
  ));
  if (isCaptured || !variable.reads.every((each) => overs.has(each))) return null;
  const written = fn.flow.step(write);
  return written.kind === 'write' && written.from >= 0 ? fn.flow.step(written.from) : null;
}

/** `items[:3]`, `items[2:5]`. */
function isShortSlice({ file, flow }: FunctionUnit, over: Step): boolean {
  const slice = over.kind === 'element' && over.form === 'rest' && over.at >= 0 ? file.text.slice(flow.start(over.at), flow.end(over.at)) : '';
  const [, from, to] = /^(\d*)\s*:\s*(\d+)$/.exec(slice) ?? [];
  return to !== undefined && Number(to) - Number(from) <= few;
}

const manageable = 10;

/** So few items, by what is written, that all may run at once: a literal list, or a range to a small number. */
export function isSmall(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  if (loop.form === 'count') {
    const test = fn.flow.step(loop.test);
    return test.kind === 'operate' && test.of.some((value) => isUpTo(constant(fn.flow.step(value)), manageable));
  }
  const over = loop.over < 0 ? undefined : fn.flow.step(loop.over);
  if (over?.kind === 'make') return over.items.length <= manageable && !over.items.some((item) => item.spread);
  if (over?.kind !== 'call' || symbolOf(project, fn, loop.over) !== 'builtins:range' || over.arguments.length !== 1) return false;
  return isUpTo(constant(fn.flow.step(over.arguments[0]!.value)), manageable);
}

function isUpTo(text: string, most: number): boolean {
  return text !== '' && Number(text) <= most;
}

function isFew(text: string): boolean {
  return isUpTo(text, few);
}

function constant(step: Step): string {
  return step.kind === 'const' && step.form === 'number' ? step.text : '';
}

const iterators: ReadonlySet<string> = new Set(['entries', 'keys', 'values']);

/**
 * Takes from an iterator that the function around it holds: several such workers share the items, so they run together
 * already. An iterator is what Python's `iter`, a generator, or `entries`, `keys`, `values` of an array or map make.
 */
export function drainsSharedIterator(project: Project, fn: FunctionUnit, loop: LoopStep): boolean {
  const over = loop.over < 0 ? undefined : fn.flow.step(loop.over);
  if (over?.kind !== 'read' || over.place.scope !== 'captured' || over.place.keys.length > 0) return false;
  const owner = fn.file.functions[over.place.owner]!;
  for (const step of owner.flow) {
    if (step.kind !== 'write' || step.place.keys.length > 0 || step.place.name !== over.place.name || step.from < 0) continue;
    const made = owner.flow.step(step.from);
    if (made.kind === 'call' && makesIterator(project, owner, made)) return true;
  }
  return false;
}

function makesIterator(project: Project, owner: FunctionUnit, call: CallStep): boolean {
  const { targets } = project.callee(owner, call.index);
  if (targets.some((target) => target.form === 'function' && target.function.fact.generator)) return true;
  if (owner.file.language === 'python') return symbolOf(project, owner, call.index) === 'builtins:iter';
  const callee = owner.flow.step(call.callee);
  return call.arguments.length === 0 && callee.kind === 'read' && iterators.has(callee.place.keys.at(-1) ?? '');
}
