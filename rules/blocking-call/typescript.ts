import { insertAwait } from '../../engine/edit/await.js';
import { statementIn } from '../../engine/edit/statements.js';
import { importNamed } from '../../engine/edit/typescript-imports.js';
import type { CallStep } from '../../engine/flow/step.js';
import { argumentOf } from '../../engine/project/arguments.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, TextEdit } from '../../engine/rule.js';
import type { Span } from '../../engine/text.js';
import { isSingle, type Blocked } from './blocked.js';

/** The cures in TypeScript and JavaScript: the promise form of what Node has in a blocking form too, and a timer for what only waits. */
export function nodeFixes(project: Project, blocked: Blocked): readonly Fix[] {
  const { fn, call } = blocked;
  const symbol = project.known(fn, call.index)?.symbol ?? '';
  const [, module, name] = /^(node:fs|node:child_process|fs-extra):(\w+)Sync$/.exec(symbol) ?? [];
  if (module === 'fs-extra' || (module === 'node:fs' && isOfFsExtra(fn, call))) return withoutSync(project, blocked, name!);
  if (module === 'node:fs') return promiseOfFile(project, blocked, name!);
  if (module === 'node:child_process') return promisified(fn, call, name!);
  return symbol === 'globalThis:Atomics.wait' ? atomicWait(project, blocked) : [];
}

/** The last name of a callee: `readFileSync` of `fs.readFileSync`; null where the callee is no plain chain of names. */
function lastName({ file: { text }, flow }: FunctionUnit, call: CallStep): Span & { readonly isMember: boolean } | null {
  const callee = text.slice(flow.start(call.callee), flow.end(call.callee));
  const found = /^(?:(?:[\w$]+|require\(\s*['"][\w:/]+['"]\s*\))\s*\.\s*)*(?<name>\w+)$/.exec(callee);
  if (found === null || flow.start(call.callee) !== call.start) return null;
  const end = flow.end(call.callee);
  const start = end - found.groups!['name']!.length;
  return { start, end, isMember: start !== call.start };
}

/** Functions of which the promise form has the same options but this one. */
const withoutThrowing: ReadonlySet<string> = new Set(['stat', 'lstat']);

function promiseOfFile(project: Project, { fn, call, isPlain }: Blocked, name: string): readonly Fix[] {
  const instead = project.known(fn, call.index)?.fact.instead;
  const mayLackThrow = withoutThrowing.has(name) && (call.arguments.length === 1 || argumentOf(fn, call, { position: 1, keys: ['throwIfNoEntry'] }) === undefined);
  const callee = lastName(fn, call);
  const awaited = insertAwait(fn.file.text, 'typescript', call);
  if ((instead === undefined && !mayLackThrow) || callee === null || awaited === null || mayBeDescriptor(project, fn, call)) return [];
  const { text, facts } = fn.file;
  const known = importNamed(text, facts, 'node:fs/promises', name, fn.index, [name, `${name}Async`]);
  let edits: readonly TextEdit[];
  if (callee.isMember && (known === null || known.edits.length > 0)) {
    edits = [...awaited, { start: callee.start, end: callee.end, text: `promises.${name}` }];
  } else if (known !== null) {
    edits = [...known.edits, ...awaited, { start: call.start, end: callee.end, text: known.name }];
  } else {
    return [];
  }
  return [{ title: `Await ${name} of node:fs/promises`, kind: isPlain && isSingle(project, fn, call) ? 'safe' : 'suggestion', edits }];
}

/** An open file is a number for the blocking functions, which the others do not take. Names are read only to offer nothing. */
function mayBeDescriptor(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const first = call.arguments[0];
  if (first === undefined || first.spread) return true;
  const step = fn.flow.step(first.value);
  if (step.kind === 'const') return step.form !== 'string';
  const name = step.kind === 'read' ? [step.place.name, ...step.place.keys].at(-1)! : '';
  return /(^|_)fd\d*$|Fd$|descriptor$/i.test(name) || (step.kind === 'call' && project.known(fn, step.index)?.symbol === 'node:fs:openSync');
}

/** Whether the first name of a callee is what the file has imported of fs-extra, which has all that fs has. */
function isOfFsExtra({ file: { facts }, flow }: FunctionUnit, call: CallStep): boolean {
  const callee = flow.step(call.callee);
  return callee.kind === 'read' && callee.place.scope === 'module' && facts.imports.some((fact) => fact.module === 'fs-extra' && fact.local === callee.place.name);
}

/** fs-extra names the asynchronous form as the blocking one, without its last four letters; without a callback it yields a promise. */
function withoutSync(project: Project, { fn, call, isPlain }: Blocked, name: string): readonly Fix[] {
  const callee = lastName(fn, call);
  const awaited = insertAwait(fn.file.text, 'typescript', call);
  if (callee === null || !callee.isMember || awaited === null || mayBeDescriptor(project, fn, call) || !hasPromise(project, fn, name)) return [];
  const edits = [...awaited, { start: callee.end - 'Sync'.length, end: callee.end, text: '' }];
  return [{ title: `Await ${name} of fs-extra`, kind: isPlain && isSingle(project, fn, call) ? 'safe' : 'suggestion', edits }];
}

function hasPromise(project: Project, fn: FunctionUnit, name: string): boolean {
  return project.fact(fn, `fs-extra:${name}`)?.awaitable === 'promise' && !withoutThrowing.has(name);
}

/**
 * `execSync` yields what the program has written, its asynchronous form an object with it. It takes no `input`.
 * https://nodejs.org/docs/latest-v20.x/api/child_process.html
 */
function promisified(fn: FunctionUnit, call: CallStep, name: string): readonly Fix[] {
  const hasInput = [1, 2].some((position) => argumentOf(fn, call, { position, keys: ['input'] }) !== undefined);
  const callee = lastName(fn, call);
  if ((name !== 'exec' && name !== 'execFile') || hasInput || callee === null) return [];
  const { text, facts } = fn.file;
  const promisify = importNamed(text, facts, 'node:util', 'promisify', fn.index);
  const start = callee.isMember ? { name: text.slice(call.start, callee.start) + name, edits: [] } : importNamed(text, facts, 'node:child_process', name, fn.index);
  if (promisify === null || start === null) return [];
  const statement = statementIn(fn, call);
  const isDropped = statement !== null && statement.start === call.start && /^;?$/.test(text.slice(call.end, statement.end));
  const awaited = isDropped ? insertAwait(text, 'typescript', call) : inBrackets(text, call);
  if (awaited === null) return [];
  const edits = [...promisify.edits, ...start.edits, ...awaited, { start: call.start, end: callee.end, text: `${promisify.name}(${start.name})` }];
  return [{ title: `Await promisify(${name})`, kind: 'suggestion', edits: isDropped ? edits : [...edits, { start: call.end, end: call.end, text: '.stdout' }] }];
}

/** Awaits a call of which a member is read at once. */
function inBrackets(text: string, { start, end }: Span): readonly TextEdit[] | null {
  const beginsLine = /(^|[\r\n])[ \t]*$/.test(text.slice(0, start));
  return beginsLine ? null : [{ start, end: start, text: '(await ' }, { start: end, end, text: ')' }];
}

/** `Atomics.wait` on what was made in its place is nothing but a sleep. */
function atomicWait(project: Project, { fn, call, isPlain }: Blocked): readonly Fix[] {
  const [array, , , time] = call.arguments;
  const isOwn = array !== undefined && fn.flow.kind(array.value) === 'call' && /^new Int32Array\(\s*new SharedArrayBuffer\(/.test(fn.file.text.slice(fn.flow.start(array.value)));
  if (!isOwn || time === undefined || call.arguments.length !== 4) return [];
  const { text } = fn.file;
  return timer(project, fn, text.slice(fn.flow.start(time.value), fn.flow.end(time.value)), call, isPlain);
}

/** Puts a timer in place of what waits. */
export function timer(project: Project, fn: FunctionUnit, milliseconds: string, { start, end }: Span, isPlain: boolean, behind = ''): readonly Fix[] {
  const { text, facts } = fn.file;
  const known = project.environment(fn.file) === 'browser' ? null : importNamed(text, facts, 'node:timers/promises', 'setTimeout', fn.index, ['sleep', 'delay', 'setTimeoutAsync']);
  if (known === null) return [];
  const wait = `await ${known.name}(${milliseconds})`;
  return [{ title: 'Await a timer', kind: isPlain ? 'safe' : 'suggestion', edits: [...known.edits, { start, end, text: wait + behind }] }];
}
