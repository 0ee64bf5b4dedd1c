import type { FunctionUnit } from '../project/unit.js';
import { lineEndOf } from './edits.js';
import { fits, shifted } from './layout.js';
import type { NewNames } from './new-names.js';
import { indentUnitOf } from './statements.js';

/** The call of `gather` over a generator, and the function that limits how many run at once. */

/** How what an edit calls is named in the file: `asyncio.gather`, or `gather` where that is imported. */
export interface AsyncioNames {
  readonly gather: string;
  /** Null: no limit. */
  readonly semaphore: string | null;
}

/** How many run at once where an edit has to say a number: few enough for most servers, and a number that people see and change. */
export const limit = 10;

/** Where a call is to stand: above or in place of a statement of this indentation. */
export interface Site {
  readonly fn: FunctionUnit;
  readonly indentation: string;
}

/** What each item's await becomes, and the lines above that it needs. */
export interface InSemaphore {
  readonly operand: string;
  readonly base: string;
  readonly above: readonly string[];
}

/**
 * Puts a semaphore around what is awaited for each item, in a function of the item's variables.
 * @param returns whether somebody takes the values.
 */
export function limited({ fn, indentation }: Site, variables: readonly string[], { semaphore }: AsyncioNames, operand: string, base: string, returns: boolean, names: NewNames): InSemaphore {
  if (semaphore === null) return { operand, base, above: [] };
  const unit = indentUnitOf(fn.file);
  const [slots, one] = [names.take('semaphore'), names.take('limited', 'with_limit')];
  const inner = indentation + unit + unit;
  return {
    operand: `${one}(${variables.join(', ')})`, base: indentation,
    above: [
      `${slots} = ${semaphore}(${limit})`, '', `async def ${one}(${variables.join(', ')}):`, `${unit}async with ${slots}:`,
      `${unit}${unit}${returns ? 'return ' : ''}await ${shifted(operand, base, inner)}`, '',
    ],
  };
}

/** Lines with the statement's indentation, but for the first, which begins where the statement does. */
export function aboveOf({ fn, indentation }: Site, lines: readonly string[]): string {
  const lineEnd = lineEndOf(fn.file.text);
  return lines.map((line, i) => line + lineEnd + (lines[i + 1] === '' ? '' : indentation)).join('');
}

/** The parts of a generator expression. */
export interface Generator {
  readonly element: string;
  readonly base: string;
  readonly clauses: readonly string[];
}

/** `await gather(*(… for … in …))`, over as many lines as it needs. */
export function gatherCall({ fn, indentation }: Site, head: string, { element, base, clauses }: Generator, tail: string): string {
  const inline = `*(${element} ${clauses.join(' ')})`;
  const lineEnd = lineEndOf(fn.file.text);
  const unit = indentUnitOf(fn.file);
  const isPlain = !/[\r\n]/.test(inline);
  if (isPlain && fits(fn.file, indentation + head + inline + tail)) return head + inline + tail;
  const [one, two] = [indentation + unit, indentation + unit + unit];
  const parts = isPlain && fits(fn.file, one + inline) ? [one + inline]
    : [`${one}*(`, two + shifted(element, base, two), ...clauses.map((clause) => two + shifted(clause, indentation, two)), `${one})`];
  // `rows.extend(await gather(…))` closes both at once.
  return [head, ...parts, indentation + tail].join(lineEnd);
}
