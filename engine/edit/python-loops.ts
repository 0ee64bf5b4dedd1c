import { spelled, type Value } from '../flow/step.js';
import type { TextEdit } from '../rule.js';
import { readAwait } from './await-part.js';
import { lineEndOf } from './edits.js';
import { aboveOf, gatherCall, limit, limited, type AsyncioNames } from './gather-call.js';
import { commentsIn, isTiedToFunction, mentionsItem, type LoopPart } from './loop-part.js';
import { continuesOf, isSelfContained, showsOrder } from './loop-order.js';
import { NewNames, pluralOf } from './new-names.js';
import { collected, generator } from './python-lists.js';
import { indented, indentUnitOf, textsOver } from './statements.js';

/**
 * Runs the iterations of a `for` of Python together, by `gather`, with a semaphore where one is named: a loop that does
 * nothing but await becomes a generator; one that collects results becomes the list that `gather` returns; one that works
 * on each result does so behind the common await; any other body becomes a function.
 * @param canRepeat whether what is iterated over yields the same items when it is iterated over again.
 * @returns null where the body leaves the loop, shows the order of its iterations, or binds what is read outside.
 */
export function gatheredLoop(part: LoopPart, names: AsyncioNames, canRepeat: boolean): readonly TextEdit[] | null {
  if (isTiedToFunction(part)) return null;
  return collected(part, names) ?? split(part, names, canRepeat) ?? asFunction(part, names);
}

/** The await stands first in the body and what follows works on its value: that goes on in order, behind the common await. */
function split(part: LoopPart, names: AsyncioNames, canRepeat: boolean): readonly TextEdit[] | null {
  const { fn, awaits, body, statement, target } = part;
  const own = awaits.length === 1 ? readAwait(fn, awaits[0]!) : null;
  const continues = continuesOf(part);
  if (own === null || continues === null || own.statement.start !== body[0]!.start || own.annotation !== '' || !isFirstStatement(part, awaits[0]!)) return null;
  if (!isSelfContainedBut(part)) return null;
  const isWhole = own.target !== null && /^[\w, ()]+$/.test(own.target);
  if (isWhole ? body.length === 1 : fn.file.text.slice(body[0]!.start, body[0]!.end) === fn.file.text.slice(own.span.start, own.span.end)) return null;
  const own2 = new NewNames(fn);
  const value = isWhole ? own.target! : own2.ofResult(own.call);
  const restFrom = isWhole ? body[1]!.start : body[0]!.start;
  const usesItem = mentionsItem(part, restFrom, own.span);
  if (usesItem && !canRepeat) return null;
  const plural = /^\w+$/.test(value) ? pluralOf(value) : null;
  const results = own2.take(...(plural === null ? [] : [plural]), 'results');
  const base = textsOver(fn.file, own.span).length > 0 ? '\0' : own.base;
  const bounded = limited(part, part.names, names, own.operand, base, true, own2);
  const lineEnd = lineEndOf(fn.file.text);
  const call = gatherCall(part, `${results} = await ${names.gather}(`, generator(part, bounded.operand, bounded.base, []), ')');
  const pair = (text: string): string => (text.includes(',') && !text.startsWith('(') ? `(${text})` : text);
  const header = usesItem ? `for ${pair(target)}, ${pair(value)} in zip(${part.source}, ${results}):` : `for ${value} in ${results}:`;
  const kept = commentsIn(fn, { start: part.headEnd, end: body[0]!.start });
  const inner = statement.indentation + indentUnitOf(fn.file);
  const above = aboveOf(part, bounded.above) + call + lineEnd + statement.indentation + header + lineEnd + kept.map((comment) => inner + comment + lineEnd).join('');
  if (isWhole) {
    // Comments behind or below the statement that goes stay with what follows.
    const gap = commentsIn(fn, { start: body[0]!.end, end: body[1]!.start }).map((comment) => inner + comment + lineEnd).join('');
    return [{ start: statement.start, end: body[1]!.start, text: above + gap + inner }];
  }
  return [{ start: statement.start, end: body[0]!.start, text: above + inner }, { ...own.replaced, text: value }];
}

/** Whether the await belongs to the body itself, not to a part of its first statement. */
function isFirstStatement({ fn: { flow }, loop }: LoopPart, step: Value): boolean {
  return flow.parent(flow.parent(step)) === loop.index;
}

/** Whether none of the loop's own variables that the common await would have to yield is read behind the loop. */
function isSelfContainedBut({ fn, index, loop, names }: LoopPart): boolean {
  const isInside = (step: Value): boolean => step > loop.index && step < loop.last;
  return index.variables.every(({ name, writes }) => !names.includes(spelled(name))
    || writes.filter(isInside).every((write) => index.readsOf(write).every((read) => isInside(read) || fn.flow.end(read) <= loop.start)));
}

/** The body becomes a function of the item: only the loop's first line changes, and one is put below. */
function asFunction(part: LoopPart, names: AsyncioNames): readonly TextEdit[] | null {
  const { fn, statement, body, target, source } = part;
  const { file } = fn;
  const continues = continuesOf(part);
  if (continues === null || !isSelfContained(part, false) || showsOrder(part) || part.names.length === 0) return null;
  const own = new NewNames(fn);
  const name = own.take(`handle_${(part.names.length === 1 && part.names[0]!.replace(/^_+/, '')) || 'one'}`);
  const lineEnd = lineEndOf(file.text);
  const { indentation } = statement;
  const head = `async def ${name}(${part.names.join(', ')}):`;
  const call = gatherCall(part, `await ${names.gather}(`, { element: `${name}(${part.names.join(', ')})`, base: indentation, clauses: [`for ${target} in ${source}`] }, ')');
  const lines = names.semaphore === null ? [] : [`${own.take('semaphore')} = ${names.semaphore}(${limit})`, ''];
  const gap = isFirstOfBlock(part) || lines.length > 0 ? '' : lineEnd + indentation;
  const opening = names.semaphore === null ? head : head + lineEnd + indentation + indentUnitOf(file) + `async with ${lines[0]!.split(' ')[0]!}:`;
  const last = body.at(-1)!;
  const ending = /[\r\n]$/.test(file.text.slice(last.end, last.lineEnd)) ? '' : lineEnd;
  const edits: TextEdit[] = [
    { start: statement.start, end: part.headEnd, text: (gap === '' ? '' : gap) + aboveOf(part, lines) + opening },
    ...continues.map((step) => ({ start: fn.flow.start(step), end: fn.flow.end(step), text: 'return' })),
    { start: last.lineEnd, end: last.lineEnd, text: ending + lineEnd + indentation + call + (ending === '' ? lineEnd : '') },
  ];
  // A line that is empty carries no blanks.
  if (gap !== '') edits[0] = { ...edits[0]!, start: statement.lineStart, text: lineEnd + indentation + opening };
  return names.semaphore === null ? edits : [...edits, ...indented(file, { start: part.headEnd, end: last.end }, indentUnitOf(file)).filter((edit) => edit.start > part.headEnd)];
}

/** Whether the line above is blank, opens the block, or is a comment on what follows. */
function isFirstOfBlock({ fn: { file: { text } }, statement }: LoopPart): boolean {
  const above = text.slice(0, statement.lineStart).trimEnd();
  return above.endsWith(':') || /[\r\n][ \t]*#[^\r\n]*$/.test(above) || /(?:\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, statement.lineStart));
}
