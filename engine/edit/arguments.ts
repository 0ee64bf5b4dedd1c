import type { CallStep } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import { insertItem } from './lists.js';

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
  const blank = language === 'python' ? pythonBlank : typescriptBlank;
  const close = call.end - 1;
  let open = skip(text, flow.end(call.callee), blank);
  if (language === 'typescript' && text[open] === '<') open = skip(text, behindTypes(text, open, close), blank);
  if (text[open] !== '(' || text[close] !== ')' || open >= close) return null;
  return { open, close, first: Math.min(close, skip(text, open + 1, blank)) };
}

/** Adds an argument behind all others, on a line of its own where the last one has one; null where the brackets can't be told. */
export function appendArgument(fn: FunctionUnit, call: CallStep, argument: string): readonly TextEdit[] | null {
  const { file: { text, language }, flow } = fn;
  const brackets = bracketsOf(fn, call);
  if (brackets === null) return null;
  const last = call.arguments.at(-1);
  if (last === undefined) return brackets.first === brackets.close ? [{ start: brackets.open + 1, end: brackets.open + 1, text: argument }] : null;
  const blank = language === 'python' ? pythonBlank : typescriptBlank;
  let end = flow.end(last.value);
  // Brackets around the argument itself are part of it.
  for (let at = skip(text, end, blank); at < brackets.close && text[at] === ')'; at = skip(text, end, blank)) end = at + 1;
  const before = /(?:\*{1,2}|\.\.\.|[\w$]+\s*=\s*|\(\s*)+$/.exec(text.slice(brackets.open + 1, flow.start(last.value)))?.[0] ?? '';
  return insertItem(text, [{ start: flow.start(last.value) - before.length, end }], 1, argument);
}

const pythonBlank = /[ \t\f\r\n]+|\\(?:\r\n|\r|\n)|#[^\r\n]*/y;
const typescriptBlank = /\s+|\/\/[^\r\n]*|\/\*[^]*?\*\//y;

function skip(text: string, from: number, blank: RegExp): number {
  let at = from;
  for (blank.lastIndex = at; blank.test(text); blank.lastIndex = at) at = blank.lastIndex;
  return at;
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
