import type { Value } from '../flow/step.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { readAwait } from './await-part.js';
import { lineEndOf } from './edits.js';
import { limit } from './gather-call.js';
import { fits, shifted, terminatorOf } from './layout.js';
import { commentsIn, isTiedToFunction, mentionsItem, type LoopPart } from './loop-part.js';
import { continuesOf, isSelfContained, showsOrder } from './loop-order.js';
import { NewNames, pluralOf } from './new-names.js';
import { indented, indentUnitOf, lineStartAt, textsOver } from './statements.js';

/**
 * Runs the iterations of a `for … of` or counted `for` of TypeScript together by `Promise.all`: the body becomes the function
 * that is mapped over the items, and where it ends by pushing a value, that function returns it.
 * @param isArray whether what is iterated over is surely an array; `Array.from` takes all else.
 * @returns null where the body leaves the loop, shows the order of its iterations, or binds what is read outside.
 */
export function mappedLoop(part: LoopPart, isArray: boolean): readonly TextEdit[] | null {
  const push = pushOf(part);
  const continues = continuesOf(part);
  if (continues === null || isTiedToFunction(part) || !isSelfContained(part, true) || showsOrder(part, push?.call) || (push !== null && continues.length > 0)) return null;
  const { fn, statement, target, source } = part;
  const { text } = fn.file;
  const parameters = part.counted ? `_, ${target}` : target;
  const [open, close] = part.counted ? [`Array.from({ length: ${source} }, `, ')'] : isArray ? [`${chained(source)}.map(`, ')'] : [`Array.from(${source}, `, ')'];
  const fresh = push === null ? null : freshArray(part, push.list);
  const head = push === null ? 'await Promise.all(' : fresh === null ? `${push.list}.push(...(await Promise.all(` : `${fresh.declared} = await Promise.all(`;
  const tail = (push !== null && fresh === null ? ')))' : ')') + terminatorOf(fn.file);
  const start = fresh?.start ?? statement.start;
  const above = fresh === null ? '' : commentsIn(fn, { start: fresh.end, end: statement.start }).map((comment) => comment + lineEndOf(text) + statement.indentation).join('');
  const simple = push === null || push.value === 'await' ? simpleOf(part) : null;
  if (simple !== null) {
    const comments = simple.comments.map((comment) => comment + lineEndOf(text) + statement.indentation).join('');
    const line = `${head}${open}(${parameters}) => ${shifted(simple.operand, simple.base, statement.indentation)}${close}${tail}`;
    const isLong = /[\r\n]/.test(line) ? false : !fits(fn.file, statement.indentation + line);
    const inner = statement.indentation + indentUnitOf(fn.file);
    const broken = `${head}${open}(${parameters}) =>${lineEndOf(text)}${inner}${simple.operand}${lineEndOf(text)}${statement.indentation}${close}${tail}`;
    return [{ start, end: statement.end, text: above + comments + (isLong ? broken : line) }];
  }
  if (!part.braced) return null;
  const brace = part.headEnd;
  return [
    { start, end: brace, text: `${above}${head}${open}async (${parameters}) => {` },
    ...continues.map((step) => ({ start: fn.flow.start(step), end: fn.flow.start(step) + 'continue'.length, text: 'return' })),
    ...(push === null ? [] : [{ start: push.start, end: push.valueStart, text: 'return ' }, { start: push.valueEnd, end: push.end, text: '' }]),
    { start: statement.end - 1, end: statement.end, text: `}${close}${tail}` },
  ];
}

/**
 * Runs the iterations by a few workers that take their items from one iterator, so that no more than `limit` run at once; the
 * body stays as it is. What it pushes at its end goes to the item's own index.
 */
export function sharedLoop(part: LoopPart, isArray: boolean): readonly TextEdit[] | null {
  const push = pushOf(part);
  const continues = continuesOf(part);
  const fresh = push === null ? null : freshArray(part, push.list);
  if (continues === null || isTiedToFunction(part) || !part.braced || !isSelfContained(part, true) || showsOrder(part, push?.call)) return null;
  if (push !== null && (fresh === null || continues.length > 0)) return null;
  const { fn, statement, target, source } = part;
  const { file } = fn;
  const names = new NewNames(fn);
  const lineEnd = lineEndOf(file.text);
  const unit = indentUnitOf(file);
  const end = terminatorOf(file);
  const queue = names.take('queue', 'items', 'remaining');
  const items = part.counted ? `Array.from({ length: ${source} })` : isArray ? chained(source) : `[...${chained(source)}]`;
  const position = push === null || part.counted ? target : names.take('i', 'index', 'position');
  const iterator = part.counted ? 'keys' : push === null ? 'values' : 'entries';
  const bound = push === null || part.counted ? target : `[${position}, ${target}]`;
  const { indentation } = statement;
  const brace = part.headEnd;
  const lines = [
    `const ${queue} = ${items}.${iterator}()${end}`, `await Promise.all(Array.from({ length: ${limit} }, async () => {`, `${unit}for (const ${bound} of ${queue}) {`,
  ];
  return [
    { start: statement.start, end: brace, text: lines.join(lineEnd + indentation) },
    ...indented(file, { start: brace, end: lineStartAt(file.text, statement.end - 1) }, unit).filter((edit) => edit.start > brace),
    ...(push === null ? [] : [{ start: push.start, end: push.valueStart, text: `${push.list}[${position}] = ` }, { start: push.valueEnd, end: push.end, text: '' }]),
    { start: statement.end - 1, end: statement.end, text: `${unit}}${lineEnd}${indentation}}))${end}` },
  ];
}

/**
 * Awaits all first where the body begins by binding what it awaits and goes on without its item: what follows runs in order.
 */
export function splitLoop(part: LoopPart, isArray: boolean): readonly TextEdit[] | null {
  const { fn, statement, body, awaits, source, target, braced } = part;
  const own = awaits.length === 1 ? readAwait(fn, awaits[0]!) : null;
  if (own === null || !braced || part.counted || body.length < 2 || continuesOf(part) === null || isTiedToFunction(part)) return null;
  if (own.statement.start !== body[0]!.start || own.target === null || own.keyword !== 'const' || own.annotation !== '') return null;
  if (fn.flow.parent(fn.flow.parent(own.step)) !== part.loop.index || !isSelfContained(part, true) || mentionsItem(part, body[1]!.start, own.span)) return null;
  const { text } = fn.file;
  const lineEnd = lineEndOf(text);
  const names = new NewNames(fn);
  const plural = /^\w+$/.test(own.target) ? pluralOf(own.target) : null;
  const results = names.take(...(plural === null ? [] : [plural]), 'results');
  const end = terminatorOf(fn.file);
  const { indentation } = statement;
  const base = textsOver(fn.file, own.span).length > 0 ? '\0' : own.base;
  const open = isArray ? `${chained(source)}.map(` : `Array.from(${source}, `;
  const head = `const ${results} = await Promise.all(${open}(${target}) =>`;
  const line = `${head} ${shifted(own.operand, base, indentation)}))${end}`;
  const inner = indentation + indentUnitOf(fn.file);
  const all = /[\r\n]/.test(line) || fits(fn.file, indentation + line) ? line : `${head}${lineEnd}${inner}${own.operand}${lineEnd}${indentation}))${end}`;
  const kept = [{ start: part.headEnd, end: body[0]!.start }, { start: body[0]!.end, end: body[1]!.start }]
    .flatMap((gap) => commentsIn(fn, gap)).map((comment) => inner + comment + lineEnd).join('');
  return [{ start: statement.start, end: body[1]!.start, text: `${all}${lineEnd}${indentation}for (const ${own.target} of ${results}) {${lineEnd}${kept}${body[1]!.indentation}` }];
}

/** What a chain may go on behind. */
function chained(source: string): string {
  return /^[\w$.]+$|^\[[^]*\]$|^[\w$.]+(?:\([^()]*\)|\[[^[\]]*\]|\.[\w$]+)*$/.test(source) ? source : `(${source})`;
}

/** The `list.push(value)` that the body ends with, where nothing else of the body adds to the list. */
interface Push extends Span {
  readonly list: string;
  readonly call: Value;
  /** `await`: the value is the body's only await, or what the statement before has bound it to. */
  readonly value: 'await' | 'other';
  readonly valueStart: number;
  readonly valueEnd: number;
}

function pushOf(part: LoopPart): Push | null {
  const { fn, loop, body, awaits } = part;
  const last = body.at(-1)!;
  const source = fn.file.text.slice(last.start, last.end);
  const found = /^([\w$.]+)\.push\(\s*/.exec(source);
  const tail = /\s*,?\s*\);?$/.exec(source);
  if (found === null || tail === null) return null;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const call = fn.flow.kind(i) === 'call' ? fn.flow.step(i) : undefined;
    if (call?.kind !== 'call' || call.start !== last.start || call.end < last.end - 1 || call.arguments.length !== 1 || call.arguments[0]!.spread) continue;
    const valueStart = last.start + found[0].length;
    // The semicolon stays.
    const valueEnd = last.start + tail.index;
    const value = fn.file.text.slice(valueStart, valueEnd);
    const own = awaits.length === 1 ? readAwait(fn, awaits[0]!) : null;
    const isWhole = awaits.length === 1 && fn.flow.start(awaits[0]!) === valueStart && fn.flow.end(awaits[0]!) === valueEnd;
    const isAwait = body.length === 1 ? isWhole : own !== null && (body.length === 2 && own.statement.start === body[0]!.start && own.target === value && own.annotation === '');
    return { list: found[1]!, call: i, value: isAwait ? 'await' : 'other', start: last.start, end: last.end - (source.endsWith(';') ? 1 : 0), valueStart, valueEnd };
  }
  return null;
}

/** The declaration of an empty array right above the loop. */
function freshArray({ fn: { file: { text, facts } }, statement }: LoopPart, list: string): (Span & { readonly declared: string }) | null {
  const { statements } = facts;
  for (let at = 0; at < statements.length; at += 3) {
    const span = { start: statements[at]!, end: statements[at + 1]! };
    if (span.end > statement.start || !/^(?:[ \t]*(?:\/\/[^\r\n]*)?(?:\r\n|\n|\r|$))*[ \t]*$/.test(text.slice(span.end, statement.start))) continue;
    const found = /^((?:const|let)\s+([\w$]+)(?:\s*:\s*[^=]+?)?)\s*=\s*\[\];?$/.exec(text.slice(span.start, span.end));
    const before = text.slice(Math.max(0, span.start - statement.indentation.length), span.start);
    if (found?.[2] === list && before === statement.indentation) return { ...span, declared: found[1]! };
  }
  return null;
}

/** A body that is nothing but one await, or one whose value goes to a list as it is. */
function simpleOf(part: LoopPart): { readonly operand: string; readonly base: string; readonly comments: readonly string[] } | null {
  const { fn, body, awaits, statement } = part;
  const own = awaits.length === 1 ? readAwaitOf(part, awaits[0]!) : null;
  const push = pushOf(part);
  if (own === null || !(push === null ? body.length === 1 && isBare(part, own.span) : push.value === 'await')) return null;
  const headEnd = part.headEnd;
  const gaps = [{ start: headEnd, end: body[0]!.start }, ...(body.length === 2 ? [{ start: body[0]!.end, end: body[1]!.start }] : []), ...(part.braced ? [{ start: body.at(-1)!.end, end: statement.end }] : [])];
  const { start, end } = own.span;
  return { operand: fn.file.text.slice(start, end).replace(/^await\s+/, ''), base: textsOver(fn.file, { start, end }).length > 0 ? '\0' : own.base, comments: gaps.flatMap((gap) => commentsIn(fn, gap)) };
}

/** An await with the indentation of its line; that of a body without braces has no statement that could stand alone. */
function readAwaitOf({ fn, body, braced }: LoopPart, step: Value): { readonly span: Span; readonly base: string } | null {
  const own = readAwait(fn, step);
  return own !== null || braced ? own : { span: { start: fn.flow.start(step), end: fn.flow.end(step) }, base: body[0]!.indentation };
}

function isBare({ fn: { file: { text } }, body }: LoopPart, { start, end }: Span): boolean {
  return body[0]!.start === start && /^;?$/.test(text.slice(end, body[0]!.end));
}
