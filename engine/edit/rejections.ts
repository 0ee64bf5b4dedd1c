import type { CallStep } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { isHidden } from './names.js';

/**
 * Ends a promise by a handler for its failure: the file's own logger, called as the file calls it, else `console.error`.
 * @param promise the span of a call or of a chain of calls.
 * @param name what failed, in a message; '' where it has no name.
 */
export function catchRejection(fn: FunctionUnit, promise: Span, name: string): readonly TextEdit[] {
  const { text, path } = fn.file;
  const typed = /\.[mc]?tsx?$/.test(path);
  const quote = quoteOf(fn.file.text);
  const message = name === '' ? null : `${quote}${name} failed${quote}`;
  const report = reporterOf(fn, message) ?? `console.error(${message === null ? '' : `${message}, `}error)`;
  return [{ start: promise.end, end: promise.end, text: `${breakOf(text, promise)}.catch((error${typed ? ': unknown' : ''}) => ${report})` }];
}

/** The line end and blanks before the last link of a chain that has a line for each. */
function breakOf(text: string, { start, end }: Span): string {
  const lines = text.slice(start, end).split(/\r\n|\n|\r/);
  const link = lines.slice(1).map((line) => /^([ \t]*)\.\w/.exec(line)?.[1]).filter((blanks) => blanks !== undefined).sort((a, b) => a.length - b.length)[0];
  return link === undefined ? '' : lineEndOf(text) + link;
}

/** The quotes that a file mostly writes. */
export function quoteOf(text: string): '\'' | '"' {
  return text.split('"').length > text.split('\'').length ? '"' : '\'';
}

/** `logger.error('…', error)` as the file writes it elsewhere, of a logger that the function sees. */
function reporterOf(fn: FunctionUnit, message: string | null): string | null {
  for (const by of fn.file.functions) {
    for (let i = 0; i < by.flow.length; i++) {
      const call = by.flow.kind(i) === 'call' ? by.flow.step(i) : undefined;
      const found = call?.kind === 'call' ? reportLike(fn, by, call, message) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function reportLike(fn: FunctionUnit, by: FunctionUnit, call: CallStep, message: string | null): string | null {
  const callee = by.flow.step(call.callee);
  if (callee.kind !== 'read' || callee.place.keys.at(-1) !== 'error' || !isSeen(fn, by, callee.place.scope, callee.place.name)) return null;
  const given = call.arguments.map(({ value, spread }) => {
    const step = by.flow.step(value);
    if (spread) return null;
    if (step.kind === 'const' && step.form === 'string') return message;
    return step.kind === 'read' && step.place.keys.length === 0 && /^(?:e|er|err|error|ex|exception)(?:#\d+)?$/.test(step.place.name) ? 'error' : null;
  });
  if (!given.includes('error') || given.includes(null) || given.length > 2) return null;
  return `${by.file.text.slice(callee.start, callee.end)}(${given.join(', ')})`;
}

/** A variable of the module that is not hidden, or `this` of the same class. */
function isSeen(fn: FunctionUnit, by: FunctionUnit, scope: string, name: string): boolean {
  if (scope === 'module') return name !== 'console' && !isHidden(fn.file.facts, fn.index, name);
  return name === 'this' && fn.fact.class >= 0 && fn.fact.class === by.fact.class && fn.fact.static === by.fact.static;
}
