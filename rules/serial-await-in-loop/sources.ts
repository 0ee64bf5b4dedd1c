import type { LoopPart } from '../../engine/edit/loop-part.js';
import type { TypeRef } from '../../engine/facts/facts.js';
import type { Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** What a loop iterates over, as far as its cures have to know it. */

/** Whether it is surely an array, which has `map` and whose iterator yields its items. */
export function isArray(project: Project, { fn, loop }: LoopPart): boolean {
  if (loop.over < 0) return false;
  const step = fn.flow.step(loop.over);
  if (step.kind === 'call') return arrayCalls.test(project.known(fn, loop.over)?.symbol ?? '');
  return isDeclaredAs(fn, project, loop.over, arrays);
}

const arrayCalls = /^globalThis:(?:Object\.(?:keys|values|entries)|Array\.(?:from|of))$/;
const arrays: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray']);

/**
 * Whether iterating twice yields the same items: over a literal, `range`, a view of a dict, an attribute, what is declared to be a
 * collection, or what was awaited, since a coroutine hardly ever returns an iterator.
 */
export function isRepeatable(project: Project, { fn, loop }: LoopPart): boolean {
  const over = fn.flow.step(loop.over);
  if (over.kind === 'read' && over.place.keys.length > 0) return true;
  if (over.kind === 'read' && isAwaited(fn, project, loop.over)) return true;
  if (over.kind !== 'call') return isDeclaredAs(fn, project, loop.over, collections);
  if (project.known(fn, over.index)?.symbol === 'builtins:range') return true;
  const callee = fn.flow.step(over.callee);
  return callee.kind === 'read' && callee.place.scope !== 'value' && over.arguments.length === 0 && /^(?:items|keys|values)$/.test(callee.place.keys.at(-1) ?? '');
}

const collections: ReadonlySet<string> = new Set(['list', 'dict', 'set', 'tuple', 'frozenset', 'List', 'Dict', 'Set', 'Tuple', 'FrozenSet', 'Sequence', 'Collection', 'Mapping',
  'MutableSequence', 'MutableMapping', 'AbstractSet', 'Array', 'ReadonlyArray']);

function isAwaited(fn: FunctionUnit, project: Project, read: Value): boolean {
  const { writes, undefinedToo } = project.index(fn).writesReaching(read);
  return !undefinedToo && writes.length > 0 && writes.every((at) => {
    const write = fn.flow.step(at);
    return write.kind === 'write' && write.from >= 0 && fn.flow.kind(write.from) === 'await';
  });
}

/** Whether a value is a literal or variable whose annotation, or each value that it is given, says that it is one of these types. */
function isDeclaredAs(fn: FunctionUnit, project: Project, value: Value, types: ReadonlySet<string>): boolean {
  const step = fn.flow.step(value);
  if (step.kind === 'make') return step.form === 'list' || types.has('dict');
  if (step.kind === 'loop') return step.makes === 'list' || (types.has('dict') && step.makes !== 'generator' && step.makes !== null);
  if (step.kind !== 'read' || step.place.keys.length > 0) return false;
  const variable = project.index(fn).variable(value);
  if (variable === undefined) return false;
  if (variable.scope === 'param') return variable.writes.length === 0 && isNamed(fn.fact.parameters.find(({ name, form }) => name === variable.name && form !== 'rest')?.annotation ?? null, types);
  return variable.scope === 'local' && variable.writes.length > 0 && variable.writes.every((at) => {
    const write = fn.flow.step(at);
    if (write.kind !== 'write') return false;
    const annotation = write.annotation < 0 ? null : fn.file.facts.types[write.annotation]!;
    const from = write.from < 0 ? undefined : fn.flow.kind(write.from);
    return isNamed(annotation, types) || ((from === 'make' || from === 'loop') && isDeclaredAs(fn, project, write.from, types));
  });
}

function isNamed(type: TypeRef | null, types: ReadonlySet<string>): boolean {
  return type?.form === 'name' && types.has(type.path.at(-1) ?? '');
}
