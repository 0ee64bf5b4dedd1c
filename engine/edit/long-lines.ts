import type { FileUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Language } from '../text.js';
import { bracketsIn, itemsIn, type Pair } from './brackets.js';
import { applyEdits, difference, lineEndOf } from './edits.js';
import { hasTrailingCommas, widthOf } from './layout.js';
import { indentUnitOf, lineStartAt } from './statements.js';

/**
 * Breaks lines that edits make wider than their project allows, as Black and Prettier do, where that is simple: a line that
 * holds a whole statement, or the whole head of one, whose last call can be broken at its arguments. Other lines stay as
 * they are.
 * @param allowed how wide lines may be; asked for only where a line may be too wide.
 */
export function withoutLongLines(file: FileUnit, edits: readonly TextEdit[], allowed: () => number): readonly TextEdit[] {
  const { text } = file;
  let left = edits;
  for (const line of new Set(edits.map(({ start }) => lineStartAt(text, start)))) {
    const end = line + /^[^\r\n]*/.exec(text.slice(line))![0].length;
    const within = edits.filter((edit) => edit.start >= line && edit.end <= end && !(edit.end === line && /[\r\n]$/.test(edit.text)));
    const isAlone = within.length > 0 && within.every((edit) => !/[\r\n]/.test(edit.text)) && !edits.some((edit) => !within.includes(edit) && edit.start < end && line < edit.end);
    const before = text.slice(line, end);
    if (!isAlone) continue;
    const after = applyEdits(before, within.map((edit) => ({ ...edit, start: edit.start - line, end: edit.end - line })));
    const width = widthOf(after) <= narrowest ? narrowest : allowed();
    const isSubject = widthOf(after) > width && widthOf(before) <= width && startsStatement(file, line + /^[ \t]*/.exec(before)![0].length);
    const broken = isSubject ? brokenLine(file, after, width) : null;
    if (broken !== null) left = [...left.filter((edit) => !within.includes(edit)), difference(line, before, broken.join(lineEndOf(text)))];
  }
  return left;
}

function startsStatement({ facts: { statements } }: FileUnit, offset: number): boolean {
  for (let at = 0; at < statements.length && statements[at]! <= offset; at += 3) if (statements[at] === offset) return true;
  return false;
}

/** Nobody breaks lines that are no wider. */
const narrowest = 60;

function brokenLine(file: FileUnit, line: string, width: number): readonly string[] | null {
  const code = line.trimEnd();
  const pairs = bracketsIn(code, file.language);
  const outline = pairs === null ? null : outlineOf(code, pairs);
  if (pairs === null || outline === null || !simple[file.language].test(outline)) return null;
  const indentation = /^[ \t]*/.exec(code)![0];
  const unit = indentUnitOf(file);
  const layout = { code, indentation, inner: indentation + unit, width, unit };
  return file.language === 'python' ? brokenPython(layout, pairs) : brokenTypeScript(file, layout, pairs);
}

/** What stands outside of all brackets, which are left empty; null where a text stands among it. */
function outlineOf(code: string, pairs: readonly Pair[]): string | null {
  let outline = '';
  let at = 0;
  for (const { open, close } of pairs) {
    outline += code.slice(at, open + 1);
    at = close;
  }
  outline += code.slice(at);
  return /['"`]/.test(outline) ? null : outline;
}

/** Statements without operators, in which formatters break at the last brackets. */
const simple: Readonly<Record<Language, RegExp>> = {
  python: /^\s*from [\w.]+ import [\w, ]+$|^\s*(?:(?:async )?with |(?:async )?for [\w, ]+ in |return |yield |raise |(?:if|elif|while) (?:not )?|[\w.,[\] ]+(?:: ?[\w.[\]]+)? ?\+?= ?)?(?:await )?[\w.()[\]]+(?: as [\w.]+)?:?$/,
  typescript: /^\s*(?:return |throw |(?:export )?(?:const|let|var) (?:[\w$]+|\{\}|\[\])(?:: ?[\w$.]+)? ?= ?|[\w$.()[\]!?]+ ?= ?)?(?:await |void )?(?:new )?[\w$.()[\]!?]+;?$/,
};

interface Layout {
  readonly code: string;
  readonly indentation: string;
  /** The indentation of what stands within. */
  readonly inner: string;
  readonly width: number;
  /** One step of indentation. */
  readonly unit: string;
}

/** The last brackets that hold something: their content on a line of its own, or one argument to a line. */
function brokenPython({ code, indentation, inner, width, unit }: Layout, pairs: readonly Pair[]): readonly string[] | null {
  const { from, names } = /^(?<from>\s*from [\w.]+ import )(?<names>[\w, ]+)$/.exec(code)?.groups ?? {};
  if (from !== undefined) return [`${from}(`, ...names!.split(',').map((name) => `${inner}${name.trim()},`), `${indentation})`];
  const pair = pairs.findLast(({ open, close }) => code.slice(open + 1, close).trim() !== '');
  if (pair === undefined || code[pair.open] !== '(') return null;
  const head = code.slice(0, pair.open + 1);
  const tail = indentation + code.slice(pair.close);
  const body = code.slice(pair.open + 1, pair.close).trim();
  if (widthOf(head) > width || widthOf(tail) > width) return null;
  if (widthOf(inner + body) <= width && !body.endsWith(',')) return [head, inner + body, tail];
  const isCall = /[\w)\]]$/.test(head.slice(0, -1));
  const items = isCall && !/\b(?:for|if|else|lambda)\b/.test(body) ? itemsIn(body, 'python') : null;
  if (items === null) return null;
  // One argument has no comma behind it. What is still too long is broken in turn.
  const comma = items.length > 1 ? ',' : '';
  const rows = items.flatMap((item) => {
    const row = inner + item;
    const pairsWithin = widthOf(row + comma) > width ? bracketsIn(row, 'python') : null;
    const outline = pairsWithin === null ? null : outlineOf(row, pairsWithin);
    const isSimple = outline !== null && /^\s*(?:\w+=)?(?:await )?[\w.()[\]]+$/.test(outline);
    const broken = isSimple ? brokenPython({ code: row, indentation: inner, inner: inner + unit, width, unit }, pairsWithin!) : null;
    return broken === null ? [row + comma] : [...broken.slice(0, -1), broken.at(-1)! + comma];
  });
  return [head, ...rows, tail];
}

/** The last call: the properties of its last argument, the body of its only function, or its arguments, each on a line. */
function brokenTypeScript(file: FileUnit, { code, indentation, inner, width }: Layout, pairs: readonly Pair[]): readonly string[] | null {
  const pair = pairs.at(-1);
  if (pair === undefined || code[pair.open] !== '(' || !/^\);?$/.test(code.slice(pair.close)) || pairs.length > 2) return null;
  const items = itemsIn(code.slice(pair.open + 1, pair.close), 'typescript');
  const last = items?.at(-1);
  if (items === null || last === undefined) return null;
  const tail = code.slice(pair.close);
  const before = code.slice(0, pair.open + 1) + items.slice(0, -1).map((item) => `${item}, `).join('');
  const comma = hasTrailingCommas(file, ')') ? ',' : '';
  const isPlain = items.slice(0, -1).every((item) => !/^\{|=>/.test(item));
  const closing = last.startsWith('{') ? '}' : last.startsWith('[') && items.length === 1 ? ']' : null;
  const parts = closing !== null && last.endsWith(closing) && isPlain ? itemsIn(last.slice(1, -1), 'typescript') : null;
  if (closing !== null && parts !== null && parts.length > 0 && widthOf(before + last[0]) <= width) {
    const end = hasTrailingCommas(file, closing) ? ',' : '';
    return [before + last[0], ...parts.map((part, i) => inner + part + (i < parts.length - 1 ? ',' : end)), indentation + closing + tail];
  }
  const arrow = /^(?:async )?(?:\([^()]*\)|[\w$]+)(?:: [\w$<>]+)? =>(?= [^{\s])/.exec(last)?.[0];
  if (arrow !== undefined) return items.length > 1 || widthOf(before + arrow) > width ? null : [before + arrow, inner + last.slice(arrow.length + 1) + comma, indentation + tail];
  if (items.length === 1 && /^[`'"]/.test(last)) return null;
  return [code.slice(0, pair.open + 1), ...items.map((item, i) => inner + item + (i < items.length - 1 ? ',' : comma)), indentation + tail];
}
