import { isReceiver, type FunctionFact, type TypeRef } from '../facts/facts.js';
import type { Project } from '../project/project.js';
import type { FileUnit, FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { isHidden, type KnownName } from './names.js';
import { NewNames } from './new-names.js';
import { importModule } from './python-imports.js';
import { statementIn, statementsBetween, type Statement } from './statements.js';

/** A set that keeps tasks until they are done, as a function's code may name it, and what has to be added for that. */
export interface TaskSet {
  readonly name: string;
  /** Empty where the file has such a set already. */
  readonly added: readonly TextEdit[];
}

/**
 * Starts a coroutine as a task of asyncio that a set of the module keeps until it is done, as the documentation of
 * `asyncio.create_task` (Python 3.13) shows: `task = …`, `tasks.add(task)`, `task.add_done_callback(tasks.discard)`.
 * @param start what makes the task or, where `isCoroutine`, the coroutine; it has to be all of a statement but for a name that takes it.
 * @param name the variable that takes the task already, or null. What is called `_` gets a name.
 * @returns null where the statement shares its line, or a name that is needed stands for something else.
 */
export function keepTask(project: Project, fn: FunctionUnit, start: Span, { isCoroutine, name }: { readonly isCoroutine: boolean; readonly name: string | null }):
{ readonly set: TaskSet; readonly edits: readonly TextEdit[] } | null {
  const { file } = fn;
  const statement = statementIn(fn, start);
  if (statement === null || !statement.alone || statement.end !== start.end) return null;
  const taken = file.text.slice(statement.start, start.start);
  if (name === null ? taken !== '' : !taken.startsWith(name) || !/^\s*(?::[^=]*)?=\s*$/.test(taken.slice(name.length))) return null;
  const asyncio = beforeVariable(importModule(file.text, file.facts, 'asyncio', fn.index));
  if (isCoroutine && asyncio === null) return null;
  const set = taskSet(project, fn, asyncio);
  const imports = isCoroutine && !asyncio!.edits.some((edit) => set.added.includes(edit)) ? asyncio!.edits : [];
  const isNamed = name !== null && !/^_+$/.test(name);
  const task = isNamed ? name : new NewNames(fn).take('task');
  const before = `${name === null ? `${task} = ` : ''}${isCoroutine ? `${asyncio!.name}.create_task(` : ''}`;
  const renamed = name === null || isNamed ? [] : [{ start: statement.start, end: statement.start + name.length, text: task }];
  const edits: TextEdit[] = [...renamed, ...imports, ...set.added];
  if (before !== '') edits.push({ start: start.start, end: start.start, text: before });
  if (isCoroutine) edits.push({ start: start.end, end: start.end, text: ')' });
  return { set, edits: [...edits, below(file, statement, [`${set.name}.add(${task})`, `${task}.add_done_callback(${set.name}.discard)`])] };
}

/** An import that a variable of the module follows, where a definition would want two blank lines. */
function beforeVariable(asyncio: KnownName | null): KnownName | null {
  return asyncio === null ? null : { ...asyncio, edits: asyncio.edits.map((edit) => ({ ...edit, text: edit.text.replace(/(\r\n|\n|\r)\1\1$/, '$1$1') })) };
}

/** Lines of the same block below a statement. */
function below({ text }: FileUnit, { lineEnd, indentation }: Statement, lines: readonly string[]): TextEdit {
  const end = lineEndOf(text);
  const ended = /[\r\n]$/.test(text.slice(0, lineEnd));
  const added = lines.map((line) => (ended ? indentation + line + end : end + indentation + line)).join('');
  return { start: lineEnd, end: lineEnd, text: added };
}

/** The set that the file keeps tasks in, and that a function sees; else a new one of the module. */
function taskSet(project: Project, fn: FunctionUnit, asyncio: KnownName | null): TaskSet {
  const known = discardedFrom(fn) ?? declaredSet(fn);
  if (known !== null) return { name: known, added: [] };
  const { file } = fn;
  const name = new NewNames(file.functions[0]!).take('background_tasks');
  // Python 3.9 brought `set[…]`; before it, annotations may stand for later.
  const isKnown = project.isAtLeast(file, [3, 9]) || file.facts.imports.some((fact) => fact.module === '__future__' && fact.name === 'annotations');
  const isTyped = isKnown && file.functions.some(({ fact }) => fact.returns !== null || fact.parameters.some(({ annotation }) => annotation !== null));
  // An annotation of a module is evaluated: what it names has to be imported before.
  const { last } = headOf(file);
  const isLate = file.facts.imports.some(({ module, start }) => module === 'asyncio' && start > (last?.end ?? 0))
    || (last !== null && asyncio?.edits.some(({ start }) => start > last.lineEnd) === true);
  if (!isTyped || asyncio === null || isLate) return { name, added: [moduleVariable(file, `${name} = set()`, asyncio?.edits ?? [])] };
  return { name, added: [...asyncio.edits, moduleVariable(file, `${name}: set[${asyncio.name}.Task[object]] = set()`, asyncio.edits)] };
}

/** `task.add_done_callback(tasks.discard)`: what holds the method, as the function may write it. */
function discardedFrom(fn: FunctionUnit): string | null {
  for (const by of fn.file.functions) {
    for (let i = 0; i < by.flow.length; i++) {
      const call = by.flow.kind(i) === 'call' ? by.flow.step(i) : undefined;
      const callee = call?.kind === 'call' ? by.flow.step(call.callee) : undefined;
      if (call?.kind !== 'call' || callee?.kind !== 'read' || callee.place.keys.at(-1) !== 'add_done_callback') continue;
      const given = call.arguments[0] === undefined ? undefined : by.flow.step(call.arguments[0].value);
      if (given?.kind !== 'read' || given.place.keys.at(-1) !== 'discard') continue;
      const { scope, name, keys } = given.place;
      const rest = keys.slice(0, -1);
      if (scope === 'module' && !isHidden(fn.file.facts, fn.index, name)) return [name, ...rest].join('.');
      const own = receiverOf(fn.fact);
      if (scope === 'param' && name === receiverOf(by.fact) && own !== null && by.fact.class === fn.fact.class) return [own, ...rest].join('.');
    }
  }
  return null;
}

/** `self` of a method. */
function receiverOf({ form, static: isStatic, parameters: [first], decorators }: FunctionFact): string | null {
  const mayBe = (form === 'method' || form === 'constructor') && !isStatic && first !== undefined;
  return mayBe && isReceiver(first.name, decorators.length > 0) ? first.name : null;
}

/** A variable of the module that is declared to hold a set of tasks. */
function declaredSet({ file, index }: FunctionUnit): string | null {
  const { flow } = file.functions[0]!;
  for (let i = 0; i < flow.length; i++) {
    const step = flow.kind(i) === 'write' ? flow.step(i) : undefined;
    if (step?.kind !== 'write' || step.annotation < 0 || step.place.keys.length > 0) continue;
    if (isSetOfTasks(file.facts.types[step.annotation]!) && !isHidden(file.facts, index, step.place.name)) return step.place.name;
  }
  return null;
}

function isSetOfTasks(type: TypeRef): boolean {
  if (type.form !== 'name' || !/^set$/i.test(type.path.at(-1) ?? '')) return false;
  const [of] = type.arguments;
  return of?.form === 'name' && of.path.at(-1) === 'Task';
}

/** A statement of the module behind its first imports and the variables that follow them, or where imports would stand. */
function moduleVariable(file: FileUnit, line: string, imports: readonly TextEdit[]): TextEdit {
  const { text } = file;
  const end = lineEndOf(text);
  const { last, isVariable } = headOf(file);
  const at = last?.lineEnd ?? imports[0]?.start ?? (text.startsWith('\uFEFF') ? 1 : 0);
  const behindNew = imports.some((edit) => edit.start === at);
  const ended = at === 0 || /[\r\n\uFEFF]$/.test(text.slice(0, at));
  const above = isVariable || (last === null && !behindNew) || (behindNew && imports[0]!.text.endsWith(end + end)) ? '' : end;
  // PEP 8: two blank lines before a definition of the module, one is enough before anything else.
  const below = isVariable || /^[ \t]*(?:[\r\n]|$)/.test(text.slice(at)) ? '' : /^(?:async\s|def\s|class\s|@)/.test(text.slice(at)) ? end + end : end;
  return { start: at, end: at, text: `${ended ? '' : end}${above}${line}${end}${below}` };
}

/** The last import of the module, those under an `if` or `try` too, or docstring or variable, that stands before its first definition. */
function headOf(file: FileUnit): { readonly last: Statement | null; readonly isVariable: boolean } {
  const { text, facts } = file;
  let last: Statement | null = null;
  let isVariable = false;
  for (const statement of statementsBetween(file, { start: 0, end: 0 }, { start: text.length, end: text.length })) {
    const source = text.slice(statement.start, statement.end);
    if (/^(?:async\s|def\s|class\s|@)/.test(source)) break;
    const isDocstring = last === null && /^[rbu]*["']/i.test(source);
    const imports = facts.imports.some(({ start, end }) => start >= statement.start && end <= statement.end);
    const assigns = last !== null && statement.alone && /^[A-Za-z_]\w*[ \t]*(?::[^=\r\n]+)?=[^=]/.test(source);
    if (!isDocstring && !imports && !assigns) continue;
    last = statement;
    isVariable = !imports && assigns;
  }
  return { last, isVariable };
}
