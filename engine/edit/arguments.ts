import type { CallStep, Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { skipBlanks } from './blanks.js';
import { insertItem } from './lists.js';
import { lineStartAt } from './statements.js';

/** Where the arguments of a call stand. */
export interface Brackets {
  /** The opening bracket. */
  readonly open: number;
  /** The closing bracket. */
  readonly close: number;
  /** The first character of the first argument; `close` where there is none. */
  readonly first: number;
}

/** The brackets of a call; null where it has none (a tagged template), or the callee stands in brackets of its own. */
export function bracketsOf({ file: { text, language }, flow }: FunctionUnit, call: CallStep): Brackets | null {
  const close = call.end - 1;
  let open = skipBlanks(text, language, flow.end(call.callee));
  if (language === 'typescript' && text[open] === '<') open = skipBlanks(text, language, behindTypes(text, open, close));
  if (text[open] !== '(' || text[close] !== ')' || open >= close) return null;
  return { open, close, first: Math.min(close, skipBlanks(text, language, open + 1)) };
}

/** Adds an argument behind all others, on a line of its own where the last one has one; null where the brackets can't be told. */
export function appendArgument(fn: FunctionUnit, call: CallStep, argument: string): readonly TextEdit[] | null {
  const { file: { text, language }, flow } = fn;
  const brackets = bracketsOf(fn, call);
  if (brackets === null) return null;
  const last = call.arguments.at(-1);
  if (last === undefined) return brackets.first === brackets.close ? [{ start: brackets.open + 1, end: brackets.open + 1, text: argument }] : null;
  let end = flow.end(last.value);
  // Brackets around the argument itself are part of it.
  for (let at = skipBlanks(text, language, end); at < brackets.close && text[at] === ')'; at = skipBlanks(text, language, end)) end = at + 1;
  const before = /(?:\*{1,2}|\.\.\.|[\w$]+\s*=\s*|\(\s*)+$/.exec(text.slice(brackets.open + 1, flow.start(last.value)))?.[0] ?? '';
  return insertItem(text, [{ start: flow.start(last.value) - before.length, end }], 1, argument);
}

/** Behind `<…>`, the types that a call is given. */
function behindTypes(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (text[at] === '<') depth++;
    else if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0) return at + 1;
  }
  return to;
}

/**
 * Sets an option of an object of options of TypeScript: of the literal that is given at a position, or of a new one, before a
 * callback that stands in its place.
 * @param position of the object among the arguments; -1: the last one, or one more where the last one is no literal.
 * @returns null where something else is given there.
 */
export function setOption(fn: FunctionUnit, call: CallStep, position: number, key: string, value: string): readonly TextEdit[] | null {
  const { file: { text }, flow } = fn;
  const count = call.arguments.length;
  const given = call.arguments[position < 0 ? count - 1 : position];
  const pad = /(?<!\$)\{[\w$]/.test(text) && !/\{ [\w$]/.test(text) ? '' : ' ';
  const option = `${key}: ${value}`;
  const literal = `{${pad}${option}${pad}}`;
  const object = given === undefined ? undefined : flow.step(given.value);
  if (object?.kind === 'make' && object.form === 'dict') {
    const known = object.items.find((item) => item.name === key);
    if (known !== undefined) return [{ start: flow.start(known.value), end: flow.end(known.value), text: value }];
    const last = object.items.at(-1);
    if (last !== undefined) return insertItem(text, [propertySpan(fn, last.value, object.end)], 1, option);
    return /^\{\s*\}$/.test(text.slice(object.start, object.end)) ? [{ start: object.start, end: object.end, text: literal }] : null;
  }
  if (given === undefined || position < 0) return appendArgument(fn, call, [...new Array<string>(Math.max(0, position - count)).fill('undefined'), literal].join(', '));
  return object?.kind === 'fn' ? [{ start: object.start, end: object.start, text: `${literal}, ` }] : null;
}

/** A property of an object literal, with its key where that begins the line. */
function propertySpan({ file: { text }, flow }: FunctionUnit, value: Value, limit: number): Span {
  let end = flow.end(value);
  for (let at = skipBlanks(text, 'typescript', end); at < limit && text[at] === ')'; at = skipBlanks(text, 'typescript', end)) end = at + 1;
  const line = lineStartAt(text, flow.start(value));
  const before = text.slice(line, flow.start(value));
  const begins = /^[ \t]*(?=(?:[\w$]+|'[^'\n]*'|"[^"\n]*"|\[[^\]\n]*\])\s*:\s*\(*$)/.exec(before);
  return { start: begins === null ? flow.start(value) : line + begins[0].length, end };
}
