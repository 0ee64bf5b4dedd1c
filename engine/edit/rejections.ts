import type { CallStep } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { isHidden } from './names.js';

/**
 * Ends a promise by a handler for its failure: the file's own logger, called as the file calls it, else `console.error`.
 * @param call the call that yields the promise. @param promise its span, or that of the whole of `a?.b()`.
 * @param name what failed, in a message; '' where it has no name.
 */
export function catchRejection(fn: FunctionUnit, call: CallStep, promise: Span, name: string): readonly TextEdit[] {
  const { path } = fn.file;
  const typed = /\.[mc]?tsx?$/.test(path);
  const quote = quoteOf(fn.file.text);
  const message = name === '' ? null : `${quote}${name} failed${quote}`;
  const report = reporterOf(fn, message) ?? `console.error(${message === null ? '' : `${message}, `}error)`;
  return [{ start: promise.end, end: promise.end, text: `${breakOf(fn, call)}.catch((error${typed ? ': unknown' : ''}) => ${report})` }];
}

/** The line end and blanks before the last link of a chain that has a line for each. */
function breakOf({ file, flow }: FunctionUnit, { callee }: CallStep): string {
  const link = /[\r\n]([ \t]*)\??\.[\w$]+$/.exec(file.text.slice(flow.start(callee), flow.end(callee)))?.[1];
  return link === undefined ? '' : lineEndOf(file.text) + link;
}

/** The quotes that a file mostly writes. */
function quoteOf(text: string): '\'' | '"' {
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
    // A word is the name of what logs, a sentence the message.
    if (step.kind === 'const' && step.form === 'string') return /\s/.test(step.text) ? message : by.file.text.slice(step.start, step.end);
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
