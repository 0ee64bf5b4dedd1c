import type { FlowIndex } from '../flow/flow-index.js';
import type { LoopStep, Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import { aboveOf, limited, type AsyncioNames } from './gather-call.js';
import { namesOf } from './loop-part.js';
import { NewNames } from './new-names.js';
import { statementIn, textsOver } from './statements.js';

/**
 * `[await f(x) for x in xs]` becomes `await asyncio.gather(*(f(x) for x in xs))`, which yields a list too; of a set
 * `set(await asyncio.gather(…))`. With a semaphore, the function that holds it stands above the statement.
 * @returns null where the elements are not what is awaited, where tests await too, and for what is no list or set.
 */
export function gatheredComprehension(fn: FunctionUnit, index: FlowIndex, at: Value, names: AsyncioNames): readonly TextEdit[] | null {
  const { file, flow } = fn;
  const { text } = file;
  const loop = flow.step(at);
  if (loop.kind !== 'loop' || loop.form !== 'comprehension' || (loop.makes !== 'list' && loop.makes !== 'set')) return null;
  const element = elementOf(fn, loop);
  const open = text[loop.start];
  if (element === null || (open !== '[' && open !== '{') || !/^\s*(?:#[^\r\n]*\s*)*$/.test(text.slice(loop.start + 1, element.start))) return null;
  const keyword = /^await\s+/.exec(text.slice(element.start, element.end))?.[0];
  if (keyword === undefined || !/^\s*(?:#[^\r\n]*\s*)*for\b/.test(text.slice(element.end, loop.end))) return null;
  const operand = { start: element.start + keyword.length, end: element.end };
  const isChained = /^[ \t]*[.[(]/.test(text.slice(loop.end, loop.end + 20));
  const [before, after] = loop.makes === 'set' ? [`set(await ${names.gather}(*(`, ')))'] : isChained ? [`(await ${names.gather}(*(`, ')))'] : [`await ${names.gather}(*(`, '))'];
  const brackets = [{ start: loop.start, end: loop.start + 1, text: before }, { start: loop.end - 1, end: loop.end, text: after }];
  if (names.semaphore === null) return [...brackets, { start: element.start, end: operand.start, text: '' }];
  const statement = statementIn(fn, loop);
  const variables = namesOf(fn, index, loop);
  if (statement === null || !statement.alone || variables.length === 0) return null;
  const site = { fn, indentation: statement.indentation };
  const base = textsOver(file, operand).length > 0 ? '\0' : statement.indentation;
  const bounded = limited(site, variables, names, text.slice(operand.start, operand.end), base, true, new NewNames(fn));
  return [{ start: statement.start, end: statement.start, text: aboveOf(site, bounded.above) }, ...brackets, { start: element.start, end: element.end, text: bounded.operand }];
}

/** The one await of a comprehension; null where there are several, or a part of it is asynchronous otherwise. */
function elementOf({ flow }: FunctionUnit, loop: LoopStep): { readonly start: number; readonly end: number } | null {
  let awaited: Value = -1;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const kind = flow.kind(i);
    if (kind === 'loop' || kind === 'yield' || (kind === 'await' && awaited >= 0) || flow.placeOf(i)?.name === 'super') return null;
    if (kind === 'await') awaited = i;
  }
  return awaited < 0 ? null : { start: flow.start(awaited), end: flow.end(awaited) };
}
