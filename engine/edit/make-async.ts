import type { TypeRef } from '../facts/facts.js';
import { spelled, type CallStep, type Step, type Value } from '../flow/step.js';
import type { Use } from '../flow/flow-index.js';
import type { Project } from '../project/project.js';
import type { FunctionUnit } from '../project/unit.js';
import type { StepPlace, TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { insertAwait } from './await.js';
import { importModule } from './python-imports.js';

/** Functions made async, so that one of them may await, and what of their callers has to change with them. */
export interface MadeAsync {
  /** The function itself first, then those of its callers that had to become async too. */
  readonly functions: readonly FunctionUnit[];
  /** How many calls of these are awaited now, or run by `asyncio.run`, that were not. */
  readonly calls: number;
  /** Nobody is known to call the function itself, nor to be handed it. */
  readonly uncalled: boolean;
  readonly edits: readonly TextEdit[];
}

/** More functions than this are not changed at a keystroke. */
const mostFunctions = 5;

/**
 * Makes a function async. Whoever calls it then gets a coroutine or promise in place of a result, so every caller has to
 * await it, and has to become async itself for that. An edit changes one file only: where a caller stands in another one,
 * where somebody else may call the function (it overrides a method, is handed to something, is called by a name that may
 * be anything's), or where a caller can't wait, there is nothing that would keep the program right.
 * @param fn a function that is not async.
 * @returns null where the function can't be made async without harm that is known or likely.
 */
export function makeAsync(project: Project, fn: FunctionUnit): MadeAsync | null {
  const functions = [fn];
  const edits: TextEdit[] = [];
  let calls = 0;
  let uncalled = false;
  for (let i = 0; i < functions.length; i++) {
    const each = functions[i]!;
    const own = functions.length > mostFunctions || !mayBecomeAsync(project, each) ? null : keywordAndType(each);
    if (own === null) return null;
    edits.push(...own);
    if (yieldsPromise(project, each)) continue;
    const callers = project.callers(each);
    if (callers.unsure) return null;
    uncalled ||= i === 0 && callers.calls.length === 0 && !usesOf(project, each).some(({ use }) => use.role === 'argument');
    for (const place of callers.calls) {
      const call = callAt(project, each, place);
      if (call === null) return null;
      if (isAwaited(project, call)) continue;
      const changed = waitsFor(project, call);
      if (changed === null) return null;
      edits.push(...changed);
      calls++;
      if (call.by.index !== 0 && !call.by.fact.async && !functions.includes(call.by)) functions.push(call.by);
    }
  }
  return { functions, calls, uncalled, edits: withoutRepeats(edits) };
}

/** A call of a function in its own file. */
interface Call {
  readonly by: FunctionUnit;
  readonly step: CallStep;
}

/** Whether nobody but its callers would notice: no form, decorator, superclass or use as a value is in the way. */
function mayBecomeAsync(project: Project, fn: FunctionUnit): boolean {
  const { fact, file } = fn;
  if (fact.asyncAt < 0 || !fact.hasBody || fact.generator || project.contexts(fn).thread) return false;
  // Of `__str__` and its like the language itself is the caller. An overload's signatures would have to change as well.
  if (file.language === 'python' && /^__\w+__$/.test(fact.name)) return false;
  if (file.functions.some((other) => other.fact.name === fact.name && other.fact.parent === fact.parent && !other.fact.hasBody)) return false;
  if (isComponent(fn) || !decoratorsAllow(project, fn) || project.mayOverride(fn) || isTestCase(project, fn)) return false;
  if (!yieldsPromise(project, fn) && project.result(fn, fn).of.some(({ form }) => form === 'awaitable')) return false;
  return usesOf(project, fn).every(({ by, use }) => isHarmless(project, by, use));
}

/** What yields an element of JSX is called by a library, which takes no promise for it. */
function isComponent({ flow }: FunctionUnit): boolean {
  for (let i = 0; i < flow.length; i++) {
    const step = flow.kind(i) === 'operate' ? flow.step(i) : undefined;
    if (step?.kind === 'operate' && step.operator === 'jsx') return true;
  }
  return false;
}

/** Decorators that leave a function what it is, and those that hand it to a framework which awaits it. */
function decoratorsAllow(project: Project, fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  return fn.fact.decorators.every((decorator) => {
    if (around === undefined) return false;
    const step = around.flow.step(decorator);
    const { of, unknown } = project.origins(around, step.kind === 'call' ? step.callee : decorator);
    return !unknown && of.length > 0 && of.every((origin) => {
      const fact = origin.form === 'symbol' ? project.fact(around, origin.symbol) : null;
      if (fact?.decorates === 'transparent') return true;
      return fact?.decorates === 'register' && (fact.context === 'request' || fact.context === 'event' || fact.context === 'loop');
    });
  });
}

/** A test of Python runs as a coroutine only where its runner is set up for that, as other tests of the file would show. */
function isTestCase(project: Project, { file, fact }: FunctionUnit): boolean {
  if (file.language !== 'python' || !project.isTest(file) || !/^(?:test|setUp|tearDown)/.test(fact.name)) return false;
  return !file.functions.some((other) => other.fact.async && other.fact.name.startsWith('test'));
}

/** Where the value of a function is used as such, in its own file: not where it is called. */
function usesOf(project: Project, fn: FunctionUnit): readonly { readonly by: FunctionUnit; readonly use: Use }[] {
  const found: { by: FunctionUnit; use: Use }[] = [];
  for (const by of fn.file.functions) {
    for (let i = 0; i < by.flow.length; i++) {
      const kind = by.flow.kind(i);
      if (kind !== 'fn' && kind !== 'read') continue;
      const step = by.flow.step(i);
      if (step.kind === 'fn' ? step.function !== fn.index : !mayRead(project, by, step, fn)) continue;
      for (const use of project.index(by).uses(i)) found.push({ by, use });
    }
  }
  return found;
}

function mayRead(project: Project, by: FunctionUnit, step: Step, { fact, file, qualifiedName }: FunctionUnit): boolean {
  if (step.kind !== 'read' || fact.name === '') return false;
  const last = step.place.keys.at(-1) ?? step.place.name;
  if (last !== fact.name && spelled(last) !== fact.name) return false;
  return project.origins(by, step.index).of.some((origin) => origin.form === 'function' && origin.path === file.path && origin.name === qualifiedName);
}

/** A name takes the function, a call is made of it, or it is handed to what awaits it. */
function isHarmless(project: Project, by: FunctionUnit, { role, step, position, name }: Use): boolean {
  if (role === 'callee') return true;
  const user = by.flow.step(step);
  if (role === 'written') return user.kind === 'write' && user.place.keys.length === 0;
  if (role === 'item') return isExported(project, by, step);
  if (role !== 'argument') return false;
  const takers = project.known(by, step)?.fact.calls ?? [];
  return takers.some((taker) => taker.awaited === true && taker.keys === undefined && (
    taker.position === position || (taker.rest === true && position >= (taker.position ?? 0)) || (name !== null && taker.name === name)
  ));
}

/** `module.exports = { load }`: who imports it is known. */
function isExported(project: Project, by: FunctionUnit, literal: Value): boolean {
  return project.index(by).uses(literal).every(({ role, step }) => {
    const user = by.flow.step(step);
    return role === 'written' && user.kind === 'write' && user.place.name === 'export=';
  });
}

/** The call at a place, or null where it stands in another file or calls something that it was handed instead. */
function callAt(project: Project, target: FunctionUnit, place: StepPlace): Call | null {
  const by = place.path === target.file.path ? target.file.functions.find(({ qualifiedName }) => qualifiedName === place.function) : undefined;
  if (by === undefined || place.call === null) return null;
  for (let i = 0; i < by.flow.length; i++) {
    if (by.flow.kind(i) !== 'call' || project.calleeText(by, i) !== place.call.callee) continue;
    const at = project.place(by, i).call;
    const step = at?.occurrence === place.call.occurrence ? by.flow.step(i) : undefined;
    if (step?.kind !== 'call') continue;
    const reached = project.callee(by, i).targets.some((each) => each.form === 'function' && each.function === target);
    return reached ? { by, step } : null;
  }
  return null;
}

function isAwaited(project: Project, { by, step }: Call): boolean {
  return project.index(by).uses(step.index).some(({ role }) => role === 'awaited');
}

/** Awaits a call, or runs it by `asyncio.run` where it starts a program of Python; null where nobody can wait there. */
function waitsFor(project: Project, { by, step }: Call): readonly TextEdit[] | null {
  const { file, fact } = by;
  const span = wholeOf(by, step);
  if (by.index !== 0) return isWithin(fact.bodySpan, span) && !isInGenerator(by, step.index) ? insertAwait(file.text, file.language, span) : null;
  if (file.language !== 'python' || project.concurrency(by) !== 'asyncio') return null;
  const asyncio = importModule(file.text, file.facts, 'asyncio', 0);
  if (asyncio === null) return null;
  return [...asyncio.edits, { start: span.start, end: span.start, text: `${asyncio.name}.run(` }, { start: span.end, end: span.end, text: ')' }];
}

function isWithin(body: Span, { start, end }: Span): boolean {
  return start >= body.start && end <= body.end;
}

/** `a?.b()` is awaited as a whole. */
export function wholeOf(fn: FunctionUnit, call: CallStep): Span {
  const arm = call.parent < 0 ? undefined : fn.flow.step(call.parent);
  const branch = arm?.kind === 'arm' && arm.result === call.index && arm.parent >= 0 ? fn.flow.step(arm.parent) : undefined;
  return branch?.kind === 'branch' && branch.form === 'optional' ? branch : call;
}

/** Whether a step belongs to a generator expression, which an await would make asynchronous. */
export function isInGenerator(fn: FunctionUnit, step: Value): boolean {
  for (let at = fn.flow.parent(step); at >= 0; at = fn.flow.parent(at)) {
    const region = fn.flow.step(at);
    if (region.kind === 'loop' && region.makes === 'generator') return true;
  }
  return false;
}

/** The keyword, and in TypeScript the annotated result as a promise; null where the annotation can't be one. */
function keywordAndType({ file, fact }: FunctionUnit): readonly TextEdit[] | null {
  const edits: TextEdit[] = [{ start: fact.asyncAt, end: fact.asyncAt, text: 'async ' }];
  const { returns, returnsSpan } = fact;
  if (returnsSpan === null || isPromise(returns)) return edits;
  // `asserts x`, `x is T` are said of a function that returns at once.
  if (/^asserts\b|^[\w$]+\s+is\b/.test(file.text.slice(returnsSpan.start, returnsSpan.end))) return null;
  return [...edits, { start: returnsSpan.start, end: returnsSpan.start, text: 'Promise<' }, { start: returnsSpan.end, end: returnsSpan.end, text: '>' }];
}

function isPromise(type: TypeRef | null): boolean {
  return type?.form === 'name' && type.path.length === 1 && type.path[0] === 'Promise';
}

/** Whether callers get a promise already, so that nothing changes for them. */
function yieldsPromise(project: Project, fn: FunctionUnit): boolean {
  if (fn.file.language === 'python') return false;
  const { of, unknown } = project.result(fn, fn);
  return isPromise(fn.fact.returns) || (!unknown && of.length > 0 && of.every((origin) => origin.form === 'awaitable'));
}

/** Two callers may need the same import. */
function withoutRepeats(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.filter((edit, i) => edits.findIndex((other) => other.start === edit.start && other.end === edit.end && other.text === edit.text) === i);
}
