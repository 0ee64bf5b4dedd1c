import type { FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { readAwait, type AwaitPart } from './await-part.js';
import { lineEndOf } from './edits.js';
import { bracketed, fits, shifted, terminatorOf, type Item } from './layout.js';
import { canMoveUp, isUnread } from './moving.js';
import { NewNames } from './new-names.js';
import { indentUnitOf, textsOver, type Statement } from './statements.js';

/**
 * Lets awaits of one block that stand one after another wait together: by one call that awaits them all and hands out
 * their values (`asyncio.gather`, `Promise.all`), or in a task group.
 */
export interface AwaitRow {
  readonly fn: FunctionUnit;
  readonly index: FlowIndex;
  /** The `await` steps, ascending: at least two, each in a statement of one block. */
  readonly awaits: readonly Value[];
}

/**
 * `user = await f()` and `news = await g()` become `user, news = await asyncio.gather(f(), g())` (Python) or
 * `const [user, news] = await Promise.all([f(), g()])` (TypeScript). What is awaited within a larger expression gets a name.
 * Comments go with what they stand above or behind; all other statements stay.
 * @param gather how `asyncio.gather` is called in the file; not used in TypeScript.
 * @returns null where an operand can't move to the first statement and no statement between can stay behind the last, or
 * where a statement shares its line with another.
 */
export function gathered({ fn, index, awaits }: AwaitRow, gather = 'asyncio.gather'): readonly TextEdit[] | null {
  const parts = readAll(fn, awaits);
  if (parts === null) return null;
  const last = parts.length - 1;
  if (parts.every((part, i) => i === 0 || canMoveUp(fn, index, part.span, parts[0]!.statement.start))) return gatheredAt(fn, parts, 0, gather);
  const areTargets = parts.slice(0, last).every(({ target }) => target !== null);
  const canMoveDown = areTargets && parts.slice(0, last).every((part) => isUnread(fn, index, part.statement, parts[last]!.statement));
  return canMoveDown ? gatheredAt(fn, parts, last, gather) : null;
}

/**
 * Starts each await's call as a task of a group above the first statement; the awaits become the tasks' results. For
 * awaits of which each waits for a coroutine: a group takes no other awaitable.
 * @param taskGroup how `asyncio.TaskGroup` is called in the file. It needs Python 3.11.
 */
export function grouped({ fn, index, awaits }: AwaitRow, taskGroup = 'asyncio.TaskGroup'): readonly TextEdit[] | null {
  const parts = readAll(fn, awaits);
  if (parts === null || !parts.every((part, i) => i === 0 || canMoveUp(fn, index, part.span, parts[0]!.statement.start))) return null;
  const names = new NewNames(fn);
  const lineEnd = lineEndOf(fn.file.text);
  const { indentation, lineStart } = parts[0]!.statement;
  const group = names.take('tg', 'group', 'task_group');
  const inner = indentation + indentUnitOf(fn.file);
  const lines = [`${indentation}async with ${taskGroup}() as ${group}:`];
  const edits: TextEdit[] = [];
  for (const part of parts) {
    const task = names.ofTask(part.call, part.target);
    lines.push(`${inner}${task} = ${group}.create_task(${shifted(part.operand, baseOf(fn, part), inner)})`);
    edits.push({ ...part.replaced, text: `${task}.result()` });
  }
  return [{ start: lineStart, end: lineStart, text: lines.map((line) => line + lineEnd).join('') }, ...edits];
}

/** Reads the awaits; null unless their statements stand in order in one block and none holds another. */
function readAll(fn: FunctionUnit, awaits: readonly Value[]): readonly AwaitPart[] | null {
  const parts: AwaitPart[] = [];
  for (const step of awaits) {
    const part = readAwait(fn, step);
    const before = parts.at(-1);
    if (part === null || fn.flow.parent(step) !== fn.flow.parent(awaits[0]!)) return null;
    if (before !== undefined && part.statement.start < before.statement.end && part.statement.start !== before.statement.start) return null;
    parts.push(part);
  }
  return parts.length < 2 ? null : parts;
}

/** What a part becomes: a target of its own in the common assignment, or a name that takes its place. */
interface Slot {
  readonly part: AwaitPart;
  readonly name: string;
  /** Its statement is nothing but the assignment, and goes. */
  readonly goes: boolean;
}

function gatheredAt(fn: FunctionUnit, parts: readonly AwaitPart[], anchor: number, gather: string): readonly TextEdit[] | null {
  const slots = slotsOf(fn, parts);
  if (anchor > 0 && slots.some(({ goes }, i) => i < anchor && !goes)) return null;
  const at = slots[anchor]!;
  const { statement } = at.part;
  const text = assignment(fn, slots, gather, statement);
  const edits: TextEdit[] = [];
  if (at.goes) edits.push({ start: statement.start, end: statement.end, text });
  else {
    const above = statement.indentation + text + lineEndOf(fn.file.text);
    edits.push({ start: statement.lineStart, end: statement.lineStart, text: above }, taken(fn, at));
  }
  for (const slot of slots) {
    if (slot === at) continue;
    edits.push(slot.goes ? { ...slot.part.lines, text: '' } : taken(fn, slot));
  }
  return edits;
}

/** The name in place of the await; in an object of TypeScript the property's name stands for both. */
function taken({ file: { language } }: FunctionUnit, { part, name }: Slot): TextEdit {
  const isShorthand = language === 'typescript' && part.key?.name === name;
  return { start: isShorthand ? part.key.start : part.replaced.start, end: part.replaced.end, text: name };
}

function slotsOf(fn: FunctionUnit, parts: readonly AwaitPart[]): readonly Slot[] {
  const names = new NewNames(fn);
  const isPython = fn.file.language === 'python';
  const direct = parts.filter(({ target }) => target !== null);
  const keyword = direct.length < parts.length && direct[0]?.keyword === '' && !isPython ? 'const' : direct[0]?.keyword;
  // A tuple's type names all of its parts or none.
  const isTyped = isPython || parts.every(({ annotation }) => annotation !== '') || parts.every(({ annotation }) => annotation === '');
  return parts.map((part) => {
    const goes = part.target !== null && (isPython || (part.keyword === keyword && (isTyped || part.annotation === '')));
    return { part, goes, name: goes ? part.target! : nameOf(part, names) };
  });
}

/** A name for a value that can't go to its target at once: after its property, its variable, or what is called. */
function nameOf({ key, target, call }: AwaitPart, names: NewNames): string {
  if (key !== null) return names.take(key.name, `${key.name}Value`);
  return target !== null && /^[\w$]+$/.test(target) ? names.take(`${target}Result`) : names.ofResult(call);
}

/** The common assignment, from its first token to its last. */
function assignment(fn: FunctionUnit, slots: readonly Slot[], gather: string, { indentation }: Statement): string {
  const { file } = fn;
  const lineEnd = lineEndOf(file.text);
  const items = slots.map(({ part, goes }, i): Item => ({
    text: part.operand, indentation: baseOf(fn, part), comments: goes && i > 0 ? part.comments : [],
  }));
  if (file.language === 'python') {
    const declared = slots.flatMap(({ part, goes, name }) => (goes && part.annotation !== '' ? [`${name}: ${part.annotation}${lineEnd}${indentation}`] : []));
    const targets = slots.map(({ name, goes }) => (goes && name.includes(',') && !name.startsWith('(') ? `(${name})` : name));
    const head = bracketedTargets(fn, targets, '(', `) = await ${gather}(`, `${targets.join(', ')} = await ${gather}(`, indentation);
    return declared.join('') + bracketed(file, head, items, ')', indentation);
  }
  const first = slots.find(({ goes }) => goes)?.part;
  const keyword = first === undefined || (first.keyword === '' && slots.some(({ goes }) => !goes)) ? 'const' : first.keyword;
  const types = slots.every(({ part }) => part.annotation !== '') && slots.every(({ goes }) => goes)
    ? `: [${slots.map(({ part }) => part.annotation).join(', ')}]` : '';
  const end = terminatorOf(file);
  const open = keyword === '' ? (end === '' ? ';[' : '[') : `${keyword} [`;
  const names = slots.map(({ name }) => name);
  const head = bracketedTargets(fn, names, open, `]${types} = await Promise.all([`, `${open}${names.join(', ')}]${types} = await Promise.all([`, indentation);
  return bracketed(file, head, items, `])${end}`, indentation);
}

/** The targets on one line, or one on each where that would be too long. */
function bracketedTargets(fn: FunctionUnit, targets: readonly string[], open: string, close: string, line: string, indentation: string): string {
  const items = targets.map((text): Item => ({ text, indentation, comments: [] }));
  return fits(fn.file, indentation + line) ? line : bracketed(fn.file, open, items, close, indentation);
}

/** The indentation that the lines of an operand are relative to; a text that no line has where a string of several lines stands in it. */
function baseOf({ file }: FunctionUnit, { span, statement, base }: AwaitPart): string {
  const withinTexts: readonly Span[] = textsOver(file, span);
  return withinTexts.length > 0 ? '\0' : base ?? statement.indentation;
}
