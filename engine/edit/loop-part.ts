import { flowOf } from '../facts/facts.js';
import { armsOf } from '../flow/regions.js';
import type { FlowIndex } from '../flow/flow-index.js';
import { spelled, type LoopStep, type Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';
import type { Span } from '../text.js';
import { statementIn, type Statement } from './statements.js';

/** A `for` statement over a finite number of items as edits need it. */
export interface LoopPart {
  readonly fn: FunctionUnit;
  readonly index: FlowIndex;
  readonly loop: LoopStep;
  readonly statement: Statement;
  /** The pattern that each item is bound to: `url`, `key, value`, `{ id }`; of a counted loop its counter. */
  readonly target: string;
  /** The variables that the pattern binds. */
  readonly names: readonly string[];
  /** What is iterated over, as source text; of a loop that counts from 0 by 1 the limit. */
  readonly source: string;
  readonly counted: boolean;
  /** The indentation of the loop's line. */
  readonly indentation: string;
  /** Behind the colon, the brace, or the closing parenthesis of its header. */
  readonly headEnd: number;
  /** The statements of its body, in order, each with the text of its own. */
  readonly body: readonly Statement[];
  /** The body stands in braces of TypeScript. */
  readonly braced: boolean;
  /** The awaits in it, those of nested expressions included and those of functions within it not. */
  readonly awaits: readonly Value[];
}

/** Reads a `for` of Python, or a `for … of` or counted `for` of TypeScript; null where it is something else, or shares its lines. */
export function readLoop(fn: FunctionUnit, index: FlowIndex, at: Value): LoopPart | null {
  const loop = fn.flow.step(at);
  if (loop.kind !== 'loop' || loop.async || (loop.form !== 'each' && loop.form !== 'count')) return null;
  const statement = statementIn(fn, loop);
  if (statement === null || !statement.alone || statement.start !== loop.start || armsOf(fn.flow, at).length !== 1) return null;
  const head = loop.form === 'count' ? countedHead(fn, loop) : fn.file.language === 'python' ? pythonHead(fn, loop) : typescriptHead(fn, loop);
  if (head === null) return null;
  const body = statementsFrom(fn, head.end, statement.end);
  const [first] = body;
  if (first === undefined || !body.every(({ alone }, i) => alone || (i === 0 && body.length === 1))) return null;
  const braced = fn.file.text[head.end - 1] === '{';
  if (fn.file.language === 'python' && !first.alone) return null;
  // In text that is being typed its closing brace may be missing, and what stands at its end belongs to its body.
  if (braced && (fn.file.text[statement.end - 1] !== '}' || body.at(-1)!.end === statement.end)) return null;
  return {
    fn, index, loop, statement, target: head.target, names: namesOf(fn, index, loop), source: head.source, counted: loop.form === 'count',
    indentation: statement.indentation, headEnd: head.end, body, braced, awaits: awaitsIn(fn, loop),
  };
}

interface Head {
  readonly target: string;
  readonly source: string;
  /** Behind the colon, the brace, or the closing parenthesis where there is none. */
  readonly end: number;
}

function pythonHead({ file: { text }, flow }: FunctionUnit, loop: LoopStep): Head | null {
  const before = /^for\s+([^#]*?)\s+in\s*(\(?)\s*$/.exec(text.slice(loop.start, flow.start(loop.over)));
  const behind = /^(\s*\))?\s*:/.exec(text.slice(flow.end(loop.over), loop.end));
  if (before === null || behind === null || (before[2] === '(') !== (behind[1] !== undefined)) return null;
  return { target: before[1]!, source: text.slice(flow.start(loop.over), flow.end(loop.over)), end: flow.end(loop.over) + behind[0].length };
}

function typescriptHead({ file: { text }, flow }: FunctionUnit, loop: LoopStep): Head | null {
  const before = /^for\s*\(\s*(?:const|let)\s+([^/]*?)\s+of\s*$/.exec(text.slice(loop.start, flow.start(loop.over)));
  const behind = /^\s*\)\s*\{?/.exec(text.slice(flow.end(loop.over), loop.end));
  if (before === null || behind === null) return null;
  return { target: before[1]!, source: text.slice(flow.start(loop.over), flow.end(loop.over)), end: flow.end(loop.over) + behind[0].trimEnd().length };
}

/** `for (let i = 0; i < n; i++)`. */
function countedHead({ file: { text } }: FunctionUnit, loop: LoopStep): Head | null {
  const found = /^for\s*\(\s*let\s+([\w$]+)\s*=\s*0\s*;\s*([\w$]+)\s*<\s*([\w$.]+)\s*;\s*(?:([\w$]+)\s*\+\+|\+\+\s*([\w$]+))\s*\)\s*\{?/.exec(text.slice(loop.start, loop.end));
  if (found === null || found[2] !== found[1] || (found[4] ?? found[5]) !== found[1]) return null;
  return { target: found[1]!, source: found[3]!, end: loop.start + found[0].trimEnd().length };
}

/** The statements between two offsets, without those within them. */
function statementsFrom(fn: FunctionUnit, from: number, to: number): readonly Statement[] {
  const { statements } = fn.file.facts;
  const found: Statement[] = [];
  for (let at = 0; at < statements.length && statements[at]! < to; at += 3) {
    const span = { start: statements[at]!, end: statements[at + 1]! };
    if (span.start < from || span.end > to || span.start < (found.at(-1)?.end ?? 0)) continue;
    const statement = statementIn(fn, span);
    if (statement !== null) found.push(statement);
  }
  return found;
}

/** The variables that a loop binds its items to. */
export function namesOf({ flow }: FunctionUnit, index: FlowIndex, loop: LoopStep): readonly string[] {
  const { element } = index.carried(loop.index);
  const end = element < 0 ? -1 : flow.last(loop.index);
  const names: string[] = [];
  for (let i = element; i >= 0 && i < end; i++) {
    const step = flow.step(i);
    if (step.kind !== 'element' && step.kind !== 'write' && step.kind !== 'const') break;
    if (step.kind === 'write' && step.place.keys.length === 0) names.push(spelled(step.place.name));
  }
  return names;
}

function awaitsIn({ flow }: FunctionUnit, loop: LoopStep): readonly Value[] {
  const awaits: Value[] = [];
  for (let i = loop.index + 1; i < loop.last; i++) {
    const step = flow.step(i);
    if (step.kind === 'await' || (step.kind === 'scope' && step.async) || (step.kind === 'loop' && step.async)) awaits.push(i);
  }
  return awaits;
}

/** The comments in a text that holds nothing else but blanks and punctuation. */
export function commentsIn({ file: { text, language } }: FunctionUnit, { start, end }: Span): readonly string[] {
  const found = text.slice(start, end).match(language === 'python' ? /#[^\r\n]*/g : /\/\/[^\r\n]*|\/\*[^]*?\*\//g) ?? [];
  return found.map((comment) => comment.trimEnd());
}

/** Whether the body from an offset on mentions the item, but for one span. */
export function mentionsItem({ fn, loop, names }: LoopPart, from: number, but: Span): boolean {
  const { facts } = fn.file;
  return facts.functions.some((fact) => {
    const flow = flowOf(facts, fact);
    for (let i = 0; i < flow.length; i++) {
      if (flow.start(i) < from || flow.end(i) > loop.end || (flow.start(i) >= but.start && flow.end(i) <= but.end)) continue;
      const place = flow.kind(i) === 'read' || flow.kind(i) === 'write' ? flow.placeOf(i) : undefined;
      if (place !== undefined && place.scope !== 'value' && names.includes(spelled(place.name))) return true;
    }
    return false;
  });
}

/** `super()` without arguments finds its class only in the method itself, and `arguments` are those of the nearest function that is no arrow. */
export function isTiedToFunction({ fn: { flow, file }, loop }: LoopPart): boolean {
  const tied = file.language === 'python' ? 'super' : 'arguments';
  for (let i = loop.index; i < loop.last; i++) if (flow.placeOf(i)?.name === tied) return true;
  return false;
}
