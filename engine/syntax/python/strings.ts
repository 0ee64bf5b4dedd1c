/**
 * String literals in an expression: one `Constant`, or a `JoinedStr` / `TemplateStr` when a part has fields in
 * braces (PEP 701, PEP 750). Adjacent literals are one node, as in CPython. The inside of an f-string is read here,
 * from the text itself; the tokenizer takes over for each field.
 */

import { assigned } from './expressions.js';
import { ConstantKind, Kind } from './kinds.js';
import { escapeProblem, quoteLength, stringPrefix, type StringPrefix } from './literals.js';
import { DEEPEST_EXPRESSION, type Parser } from './state.js';
import { Token } from './token-kinds.js';
import { isLineEnd } from './tokens.js';
import { NONE, type Node } from './tree.js';

/** How an f-string is written: its prefix and quotes. */
interface Form {
  readonly start: number;
  readonly prefix: StringPrefix;
  readonly quoteCode: number;
  readonly quotes: 1 | 3;
  /** Where the content begins. */
  readonly from: number;
}

// Literal text that waits to become one `Constant`: neighbours are joined before.
interface Run {
  start: number; // -1 when there is none
  end: number;
  isEmpty: boolean;
}

/** The literals at the current token, joined. */
export function strings(p: Parser): Node {
  const { start, out } = p;
  const mark = out.mark();
  const run: Run = { start: -1, end: -1, isEmpty: true };
  let bytes = 0;
  let plain = 0;
  let joined = 0;
  let templates = 0;
  while (p.token === Token.String || p.token === Token.Interpolated) {
    if (p.token === Token.String) {
      if (p.stringIsBytes) bytes++;
      else plain++;
      extend(run, p.start, p.end, p.stringIsEmpty);
      p.next();
    } else if (interpolated(p, run) === 't') templates++;
    else joined++;
  }
  if (bytes > 0 && plain + joined + templates > 0) p.report(start, p.previousEnd, "Bytes and strings can't be joined.");
  if (templates > 0 && plain + joined > 0) {
    p.report(start, p.previousEnd, "Template strings can be joined with template strings only.");
  }
  if (joined + templates === 0) return p.add(Kind.Constant, start, bytes > 0 ? ConstantKind.Bytes : ConstantKind.String);
  flush(p, run);
  return p.add(templates > 0 ? Kind.TemplateStr : Kind.JoinedStr, start, out.list(mark));
}

function extend(run: Run, start: number, end: number, isEmpty: boolean): void {
  if (run.start < 0) run.start = start;
  run.end = end;
  run.isEmpty &&= isEmpty;
}

function flush(p: Parser, run: Run): void {
  if (run.start >= 0 && !run.isEmpty) p.out.push(p.out.add(Kind.Constant, run.start, run.end, ConstantKind.Text));
  run.start = -1;
  run.isEmpty = true;
}

/** One f-string or t-string; pushes its fields and leaves the text after the last one in `run`. */
function interpolated(p: Parser, run: Run): 'f' | 't' {
  const { start, end, text } = p;
  const quotes = text.charCodeAt(end - 1) === text.charCodeAt(end - 2) ? quoteLength(text, end - 3) : 1;
  const letters = text.slice(start, end - quotes);
  const prefix = stringPrefix(letters)!;
  const form: Form = { start, prefix, quoteCode: text.charCodeAt(end - 1), quotes, from: end };
  const mark = p.out.mark();
  const closing = pieces(p, form, end, run, false);
  // In broken text a field may have read past what then looks like the closing quotes.
  const last = p.out.count(mark) === 0 ? end : p.out.end(p.out.pushed(mark, p.out.count(mark) - 1));
  p.continueAt(Math.max(closing, last, run.start < 0 ? 0 : run.end));
  p.next();
  return prefix.form === 't' ? 't' : 'f';
}

/**
 * Literal text and fields from `at`, up to the closing quotes (returns the place after them) or, in a format
 * specification, up to the brace that ends its field (returns the brace's place). -1 when a specification has no end.
 */
function pieces(p: Parser, form: Form, from: number, run: Run, isSpec: boolean): number {
  const { text } = p;
  let textStart = from;
  let hasText = false; // false while there is nothing but joined lines
  let at = from;
  for (;;) {
    const code = at < text.length ? text.charCodeAt(at) : -1;
    if (code === form.quoteCode && (form.quotes === 1 || closesTriple(text, at, code))) {
      if (isSpec) return -1;
      literal(p, form, run, textStart, at, hasText);
      return Math.min(at + form.quotes, p.endOfString(form.start, at, code, form.quotes));
    }
    if (code < 0 || (form.quotes === 1 && isLineEnd(code))) {
      if (isSpec) return -1;
      literal(p, form, run, textStart, at, hasText);
      return p.endOfString(form.start, form.from, form.quoteCode, form.quotes);
    }
    if (code === 123) {
      if (!isSpec && text.charCodeAt(at + 1) === 123) {
        at += 2;
        hasText = true;
        continue;
      }
      literal(p, form, run, textStart, at, hasText);
      const after = field(p, form, at, run, isSpec);
      if (after < 0) return isSpec ? -1 : recovered(p, form, at);
      at = textStart = after;
      hasText = false;
    } else if (code === 125) {
      if (isSpec) {
        literal(p, form, run, textStart, at, hasText);
        return at;
      }
      if (text.charCodeAt(at + 1) !== 125) p.report(at, at + 1, "A single '}' is written '}}' in an f-string.");
      else at++;
      at++;
      hasText = true;
    } else if (code === 92) {
      at = afterBackslash(text, at, form);
      hasText ||= form.prefix.raw || !isLineEnd(text.charCodeAt(at - 1));
    } else {
      at++;
      hasText = true;
    }
  }
}

const closesTriple = (text: string, at: number, code: number): boolean =>
  text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;

/** Steps over a backslash and what it hides: a quote, a line end, the name in `\N{...}`; never a brace. */
function afterBackslash(text: string, at: number, form: Form): number {
  const next = text.charCodeAt(at + 1);
  if (next === 123 || next === 125) return at + 1;
  if (next === 13 && text.charCodeAt(at + 2) === 10) return at + 3;
  if (next === 78 && !form.prefix.raw && text.charCodeAt(at + 2) === 123) {
    const named = /\{[^{}"'\r\n]+\}/y;
    named.lastIndex = at + 2;
    return named.test(text) ? named.lastIndex : at + 2;
  }
  return Math.min(at + 2, text.length);
}

function literal(p: Parser, form: Form, run: Run, start: number, end: number, hasText: boolean): void {
  if (end === start) return;
  if (!hasText) return;
  const problem = form.prefix.raw ? undefined : escapeProblem(p.text, start, end, false);
  if (problem) p.report(problem.start, problem.end, problem.message);
  extend(run, start, end, false);
}

/** A field that could not be read: the string goes on to its closing quotes as if it had no fields. */
function recovered(p: Parser, form: Form, at: number): number {
  return p.endOfString(form.start, at + 1, form.quoteCode, form.quotes);
}

/** A field, whose `{` is at `open`. Returns the place after its `}`, or -1. */
function field(p: Parser, form: Form, open: number, run: Run, inSpec: boolean): number {
  const { out } = p;
  const outer = { depth: p.depth, fieldDepth: p.fieldDepth };
  if (p.nesting >= DEEPEST_EXPRESSION) {
    p.report(open, open + 1, 'This string is nested too deeply.');
    return -1;
  }
  p.nesting++;
  p.continueAt(open + 1);
  p.depth = p.fieldDepth = outer.depth + 1;
  p.next();
  const after = fieldBody(p, form, open, run, outer.depth + 1, inSpec);
  p.nesting--;
  p.depth = outer.depth;
  p.fieldDepth = outer.fieldDepth;
  if (after < 0) {
    flush(p, run);
    const end = recovered(p, form, open);
    out.push(out.add(Kind.ErrorNode, open, Math.max(open, end - form.quotes)));
  }
  return after;
}

function fieldBody(p: Parser, form: Form, open: number, run: Run, inside: number, inSpec: boolean): number {
  const { out } = p;
  if (p.token === Token.Lambda) p.report(p.start, p.end, "'lambda' needs parentheses in an f-string.");
  const value = assigned(p);
  const sourceEnd = p.previousEnd;
  if (p.token === Token.Equal && p.depth === inside) {
    p.next();
    extend(run, open + 1, p.start, false); // `{x=}` shows its own source, which becomes part of the text before.
  }
  flush(p, run);
  const conversion = p.token === Token.Exclamation && p.depth === inside ? readConversion(p) : -1;
  if (conversion === -2) return -1;
  let spec = NONE;
  let end: number;
  if (p.token === Token.Colon && p.depth === inside) {
    const specStart = p.start;
    const mark = out.mark();
    const specRun: Run = { start: -1, end: -1, isEmpty: true };
    end = pieces(p, form, p.end, specRun, true);
    if (end < 0) {
      p.report(open, open + 1, "'{' is never closed in this string.");
      while (out.mark() > mark) out.pop();
      return -1;
    }
    flush(p, specRun);
    spec = out.add(Kind.JoinedStr, specStart, end, out.list(mark));
  } else if (p.token === Token.CloseBrace && p.depth === inside - 1) {
    end = p.start;
  } else {
    p.expected("'}'");
    return -1;
  }
  const isTemplate = form.prefix.form === 't' && !inSpec; // A specification is formatted at once, in t-strings too.
  out.push(isTemplate
    ? out.add(Kind.Interpolation, open, end + 1, value, open + 1, sourceEnd, conversion, spec)
    : out.add(Kind.FormattedValue, open, end + 1, value, conversion, spec));
  return end + 1;
}

/** `!r`: returns the code of the letter, -2 when there is none. */
function readConversion(p: Parser): number {
  const afterMark = p.end;
  p.next();
  const letter = p.text.slice(p.start, p.end);
  if (p.token !== Token.Name || p.start !== afterMark || !/^[sra]$/.test(letter)) {
    p.expected("'s', 'r' or 'a' directly after '!'");
    return -2;
  }
  p.next();
  return letter.charCodeAt(0);
}
