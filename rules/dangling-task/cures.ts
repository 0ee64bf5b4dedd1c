import { keepTask } from '../../engine/edit/kept-tasks.js';
import { insertItem } from '../../engine/edit/lists.js';
import { NewNames } from '../../engine/edit/new-names.js';
import { importMember, importModule } from '../../engine/edit/python-imports.js';
import { shifted } from '../../engine/edit/layout.js';
import { lineStartAt, statementIn, statementsBetween, textsOver, wrapped, type Statement } from '../../engine/edit/statements.js';
import { groupAround } from '../../engine/edit/task-groups.js';
import type { CallStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FileUnit, FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, TextEdit } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { neverEnds } from '../targets.js';
import type { Started, Work } from './tasks.js';

/** A task that nobody keeps, and the local variable that takes it where there is one that nobody reads. */
export interface Lost extends Started {
  readonly name: string | null;
}

/** The cures of a task of Python that nobody keeps, the most likely first. */
export function curesOf(project: Project, fn: FunctionUnit, lost: Lost): readonly Fix[] {
  const offered: (Fix | null)[] = [
    ...(lost.helper === null ? [handedToRoute(project, fn, lost), startedInGroup(project, fn, lost)] : []),
    kept(project, fn, lost),
    ...(lost.helper === null && mayBeWaitedFor(project, fn, lost) ? [groupWrapped(project, fn, lost), awaited(project, fn, lost)] : []),
  ];
  return offered.filter((fix) => fix !== null);
}

/**
 * Whether the function may wait for what it starts: not where that never ends, where values are handed out meanwhile, nor
 * where a loop behind it takes in what comes, which may be what the task waits for.
 */
function mayBeWaitedFor(project: Project, { fact, flow }: FunctionUnit, { call, work }: Lost): boolean {
  if (fact.generator || (work !== null && neverEnds(project, work.fn, work.call.index))) return false;
  for (let i = call.index + 1; i < flow.length; i++) {
    const step = flow.kind(i) === 'loop' ? flow.step(i) : undefined;
    if (step?.kind === 'loop' && (step.async || step.form === 'while')) return false;
  }
  return true;
}

function suggestion(title: string, edits: readonly TextEdit[]): Fix {
  return { title, kind: 'suggestion', edits };
}

function kept(project: Project, fn: FunctionUnit, { call, name }: Lost): Fix | null {
  const found = keepTask(project, fn, call, { isCoroutine: false, name });
  return found === null ? null : suggestion(`Keep the task in \`${found.set.name}\``, found.edits);
}

/** In the task group around it, which waits for all that it starts. */
function startedInGroup(project: Project, fn: FunctionUnit, lost: Lost): Fix | null {
  const group = groupAround(project, fn, lost.call.index);
  if (group?.of !== 'asyncio') return null;
  return suggestion(`Start it in \`${group.name}\``, [calleeReplaced(fn, lost, `${group.name}.create_task`)]);
}

/** The name that nobody reads goes with the callee, where it is all that takes the task. */
function calleeReplaced(fn: FunctionUnit, lost: Lost, text: string): TextEdit {
  return { start: startOf(fn, lost) ?? lost.call.start, end: fn.flow.end(lost.call.callee), text };
}

/** Where the statement begins whose value is the task and nothing else; null where there is no such statement. */
function startOf(fn: FunctionUnit, { call, name }: Lost): number | null {
  const statement = statementIn(fn, call);
  if (statement === null || statement.end !== call.end) return null;
  const taken = fn.file.text.slice(statement.start, call.start);
  if (name === null) return taken === '' ? statement.start : null;
  return taken.startsWith(name) && /^\s*(?::[^=]*)?=\s*$/.test(taken.slice(name.length)) ? statement.start : null;
}

/**
 * Puts a task group around the loop that starts the tasks, or around all that follows in the function: only where
 * something is awaited there, since a group around the task alone would just wait for it. Groups came with Python 3.11.
 */
function groupWrapped(project: Project, fn: FunctionUnit, lost: Lost): Fix | null {
  const { file, fact } = fn;
  if (!fact.async || fact.generator || !project.isAtLeast(file, [3, 11]) || project.concurrency(fn) !== 'asyncio') return null;
  if (lost.call.arguments.some(({ name }) => name === 'loop')) return null;
  const row = rowOf(project, fn, lost);
  const asyncio = row === null ? null : importModule(file.text, file.facts, 'asyncio', fn.index);
  if (row === null || asyncio === null) return null;
  const group = new NewNames(fn).take('tg', 'group', 'task_group');
  const block = wrapped(file, row, `async with ${asyncio.name}.TaskGroup() as ${group}:`);
  if (block === null) return null;
  return suggestion('Start it in a TaskGroup, which waits for it', [...asyncio.edits, ...block, calleeReplaced(fn, lost, `${group}.create_task`)]);
}

/** The statements that a group would stand around. */
function rowOf(project: Project, fn: FunctionUnit, { call }: Lost): readonly Statement[] | null {
  const { file, fact, flow } = fn;
  const around = project.index(fn).enclosing(call.index);
  const loops = around.filter((region) => region.kind === 'loop');
  const outermost = loops.at(-1);
  if (outermost !== undefined) {
    // Where failures are handled, handlers would meet a group of exceptions.
    if (loops.some(({ form }) => form === 'while' || form === 'do') || around.some(({ kind }) => kind === 'try')) return null;
    const loop = statementIn(fn, outermost);
    return loop === null ? null : [loop];
  }
  const statement = statementIn(fn, call);
  if (statement === null || around.length > 0) return null;
  for (let i = call.index; i < flow.length; i++) {
    if (flow.kind(i) !== 'await' || flow.start(i) < statement.end) continue;
    return statementsBetween(file, statement, { start: fact.bodySpan.end, end: fact.bodySpan.end });
  }
  return null;
}

/** `await f()` in place of the task; not where the work pauses: to go on meanwhile is then what the task is for. */
function awaited(project: Project, fn: FunctionUnit, lost: Lost): Fix | null {
  if (lost.work !== null && pauses(project, lost.work)) return null;
  const start = startOf(fn, lost);
  const given = givenTo(fn, lost.call);
  if (!fn.fact.async || start === null || given === null) return null;
  const whole = { start, end: lost.call.end };
  const text = alone(fn.file, whole, given);
  return text === null ? null : suggestion('Await it instead of starting a task', [{ ...whole, text: `await ${text}` }]);
}

/** The coroutine that becomes the task. */
function givenTo({ flow }: FunctionUnit, call: CallStep): Span | null {
  const first = call.arguments[0];
  const step = first === undefined || first.spread || first.name !== null ? undefined : flow.step(first.value);
  return step === undefined || (step.kind !== 'call' && step.kind !== 'read') ? null : step;
}

/**
 * The text of a part of a statement that is to stand in its place, moved to its indentation; null where a comment would go,
 * its lines would no longer be joined, or a text of several lines would be moved.
 */
function alone(file: FileUnit, whole: Span, part: Span): string | null {
  const { text } = file;
  const own = text.slice(part.start, part.end);
  if ((text.slice(whole.start, part.start) + text.slice(part.end, whole.end)).includes('#') || /[\r\n]/.test(/^[^(]*/.exec(own)![0])) return null;
  const [from, to] = [part, whole].map(({ start }) => /^[ \t]*/.exec(text.slice(lineStartAt(text, start)))![0]);
  if (from === to) return own;
  return textsOver(file, part).length > 0 ? null : shifted(own, from!, to!);
}

/**
 * FastAPI runs what it is given as background tasks after it has answered, and not at all where the route raises:
 * https://fastapi.tiangolo.com/tutorial/background-tasks/ (0.115). So nothing that waits or raises may follow.
 */
function handedToRoute(project: Project, fn: FunctionUnit, lost: Lost): Fix | null {
  const { file, flow } = fn;
  const start = startOf(fn, lost);
  const work = lost.work?.fn === fn ? lost.work.call : null;
  if (start === null || work === null || givenTo(fn, lost.call)?.start !== work.start || !isRoute(project, fn)) return null;
  for (let i = lost.call.index + 1; i < flow.length; i++) {
    const step = flow.kind(i) === 'await' || flow.kind(i) === 'exit' ? flow.step(i) : undefined;
    if (step?.kind === 'await' || (step?.kind === 'exit' && (step.form === 'throw' || step.form === 'reraise'))) return null;
  }
  const parameter = backgroundTasks(fn);
  const whole = { start, end: lost.call.end };
  const text = alone(file, whole, work);
  const behind = flow.end(work.callee) - work.start;
  if (parameter === null || text === null || text[behind] !== '(') return null;
  const separator = work.arguments.length === 0 ? '' : /^\(\s/.test(text.slice(behind)) ? ',' : ', ';
  const handed = `${parameter.name}.add_task(${text.slice(0, behind)}${separator}${text.slice(behind + 1)}`;
  return suggestion('Hand it to FastAPI as a background task', [...parameter.edits, { ...whole, text: handed }]);
}

/** The parameter that FastAPI gives the function its background tasks in, by its annotation. */
function backgroundTasks(fn: FunctionUnit): { readonly name: string; readonly edits: readonly TextEdit[] } | null {
  const { file, fact: { parameters, nameSpan } } = fn;
  const type = importMember(file.text, file.facts, 'fastapi', 'BackgroundTasks', 0);
  if (type === null) return null;
  const known = parameters.find(({ annotation }) => annotation?.form === 'name' && annotation.path.join('.') === type.name);
  if (known !== undefined) return { name: known.name, edits: [] };
  const name = new NewNames(fn).take('background_tasks', 'tasks');
  const item = `${name}: ${type.name}`;
  const before = parameters.findIndex(({ form, hasDefault }) => hasDefault || (form !== 'plain' && form !== 'positional'));
  if (parameters.length > 0) return { name, edits: [...type.edits, ...insertItem(file.text, parameters, before < 0 ? parameters.length : before, item)] };
  const isEmpty = /^\([ \t]*\)/.test(file.text.slice(nameSpan.end));
  return isEmpty ? { name, edits: [...type.edits, { start: nameSpan.end + 1, end: nameSpan.end + 1, text: item }] } : null;
}

/** Whether a decorator of FastAPI registers the function for requests. */
function isRoute(project: Project, { file, fact }: FunctionUnit): boolean {
  const around = file.functions[fact.parent];
  return fact.decorators.some((decorator) => {
    if (around?.flow.kind(decorator) !== 'call') return false;
    return /^fastapi:(?:FastAPI|APIRouter)\.(?:get|post|put|patch|delete|options|head|trace|api_route)$/.test(project.known(around, decorator)?.symbol ?? '');
  });
}

function pauses(project: Project, { fn, call }: Work): boolean {
  if (project.known(fn, call.index)?.fact.paces !== undefined) return true;
  return project.callee(fn, call.index).targets.some((target) => target.form === 'function' && project.paces(target.function));
}
