import type { CallStep } from '../flow/step.js';
import type { FileUnit, FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { terminatorOf } from './layout.js';
import { isHidden } from './names.js';
import { indentUnitOf, lineStartAt } from './statements.js';

/**
 * Ends a promise by a handler for its failure: the file's own logger, called as the file calls it, else `console.error`.
 * @param call the call that yields the promise. @param promise its span, or that of the whole of `a?.b()`.
 * @param name what failed, in a message; '' where it has no name.
 * @param isCommand whether the process is to end with 1, as Node has it end where nobody handles a failure.
 */
export function catchRejection(fn: FunctionUnit, call: CallStep, promise: Span, name: string, isCommand: boolean): readonly TextEdit[] {
  const { path, text } = fn.file;
  const typed = /\.[mc]?tsx?$/.test(path);
  const quote = quoteOf(fn.file);
  const message = name === '' ? null : `${quote}${name} failed${quote}`;
  const report = reporterOf(fn, message) ?? `console.error(${message === null ? '' : `${message}, `}error)`;
  const link = breakOf(fn, call);
  const head = `${link}.catch((error${typed ? ': unknown' : ''}) => `;
  const insert = (handler: string): readonly TextEdit[] => [{ start: promise.end, end: promise.end, text: `${head}${handler})` }];
  if (!isCommand || isHidden(fn.file.facts, fn.index, 'process')) return insert(report);
  const indentation = /[ \t]*$/.exec(link)![0] || /^[ \t]*/.exec(text.slice(lineStartAt(text, promise.end)))![0];
  const lines = [report, 'process.exitCode = 1'].map((line) => indentation + indentUnitOf(fn.file) + line + terminatorOf(fn.file));
  return insert(['{', ...lines, `${indentation}}`].join(lineEndOf(text)));
}

/** The line end and blanks before the last link of a chain that has a line for each. */
function breakOf({ file, flow }: FunctionUnit, { callee }: CallStep): string {
  const link = /[\r\n]([ \t]*)\??\.[\w$]+$/.exec(file.text.slice(flow.start(callee), flow.end(callee)))?.[1];
  return link === undefined ? '' : lineEndOf(file.text) + link;
}

/** The quotes of most of a file's texts. */
function quoteOf({ text, functions }: FileUnit): '\'' | '"' {
  let doubled = 0;
  for (const { flow } of functions) {
    for (let i = 0; i < flow.length; i++) {
      const quote = flow.kind(i) === 'const' ? text[flow.start(i)] : undefined;
      if (quote === '"') doubled++;
      else if (quote === '\'') doubled--;
    }
  }
  return doubled > 0 ? '"' : '\'';
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
