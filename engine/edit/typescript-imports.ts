import { flowOf, type FileFacts } from '../facts/facts.js';
import { nodeModules } from '../knowledge/node/node-modules.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { lineEndOf } from './edits.js';
import { insertItem, placeAmong } from './lists.js';
import { isHidden, isTaken, type KnownName } from './names.js';
import { lineEndAt, lineStartAt } from './statements.js';

/**
 * Makes what a module of Node exports known to a function of a TypeScript or JavaScript file, in the file's own style: by the
 * name under which the file has it, else as a member of the module, where that is imported whole, else by one more
 * name in an import of that module, else by a new `import`, or `require` where the file has those.
 * @param module with its `node:`, which is left out where the file leaves it out.
 * @param fn the index of the function whose code is to use the name.
 * @param locals names that it may be given, the best first: `setTimeout` of `node:timers/promises` is better called something else.
 * @param inScripts whether a script may become a module by this.
 * @returns null where all of these names stand for something else, and in scripts, which have no imports, unless `inScripts`.
 */
export function importNamed(
  text: string, facts: FileFacts, module: string, name: string, fn: number, locals: readonly string[] = [name], inScripts = false,
): KnownName | null {
  const same = facts.imports.map((fact, index) => ({ fact, index })).filter(({ fact }) => (
    bare(fact.module) === bare(module) && fact.function === 0 && !fact.typeOnly && !fact.dynamic
  ));
  const parts = same.flatMap(({ fact, index }) => (fact.name === null && fact.local === '' ? partsOf(facts, index) : []));
  const named = [...same.map(({ fact }) => ({ name: fact.name, local: fact.local })), ...parts].find((each) => each.name === name && !isHidden(facts, fn, each.local));
  if (named !== undefined) return { name: named.local, edits: [] };
  const whole = same.find(({ fact }) => (fact.name === null || fact.name === 'default') && fact.local !== '' && !isHidden(facts, fn, fact.local));
  if (whole !== undefined) return { name: `${whole.fact.local}.${name}`, edits: [] };
  const local = locals.find((each) => !isTaken(facts, each) && !isHidden(facts, fn, each));
  const style = local === undefined ? null : styleOf(text, facts, inScripts);
  if (local === undefined || style === null) return null;
  const edits = extended(text, facts, style, module, name, local) ?? extendedParts(text, parts, name, local)
    ?? [newStatement(text, style, spelled(facts, module), specifier(style, name, local))];
  return { name: local, edits };
}

/**
 * Makes what a module of Node exports by default known to a function, in the file's own style.
 * @returns null where the name stands for something else, and in scripts unless `inScripts`.
 */
export function importDefault(text: string, facts: FileFacts, module: string, local: string, fn: number, inScripts = false): KnownName | null {
  const known = facts.imports.find((fact) => (
    bare(fact.module) === bare(module) && fact.function === 0 && !fact.typeOnly && !fact.dynamic
      && (fact.name === null || fact.name === 'default') && fact.local !== '' && !isHidden(facts, fn, fact.local)
  ));
  if (known !== undefined) return { name: known.local, edits: [] };
  const style = isTaken(facts, local) || isHidden(facts, fn, local) ? null : styleOf(text, facts, inScripts);
  return style === null ? null : { name: local, edits: [newStatement(text, style, spelled(facts, module), local)] };
}

/**
 * Makes types of a module known to a file by their own names.
 * @returns null where one of them stands for something else, and in files that have no `import`, unless `inScripts`.
 */
export function importTypes(text: string, facts: FileFacts, module: string, names: readonly string[], inScripts = false): readonly TextEdit[] | null {
  const missing = names.filter((name) => !facts.imports.some((fact) => fact.module === module && fact.name === name && fact.local === name));
  if (missing.length === 0) return [];
  const style = missing.some((name) => isTaken(facts, name)) ? null : styleOf(text, facts, inScripts);
  if (style?.form !== 'import') return null;
  return [newStatement(text, style, module, `type {${style.pad}${missing.join(', ')}${style.pad}}`)];
}

/** A name that `const { a: b } = require('m')` binds. */
export interface Part extends Span {
  readonly name: string;
  readonly local: string;
}

/** The names that a destructured `require` at the top of the module binds. */
export function partsOf(facts: FileFacts, index: number): readonly Part[] {
  const flow = flowOf(facts, facts.functions[0]!);
  const parts: Part[] = [];
  let required = -1;
  for (const step of flow) {
    if (step.parent >= 0) continue;
    if (step.kind === 'const' && step.form === 'import' && step.import === index) required = step.index;
    if (step.kind !== 'write' || step.from < 0 || step.place.keys.length > 0) continue;
    const part = flow.step(step.from);
    if (part.kind === 'element' && part.of === required && part.key !== null) parts.push({ start: part.start, end: part.end, name: part.key, local: step.place.name });
  }
  return parts;
}

/** How a file writes its imports. */
interface Style {
  readonly form: 'import' | 'require';
  readonly quote: string;
  readonly end: string;
  /** What stands within braces before and behind names. */
  readonly pad: string;
  /** The statements at the top of the file. */
  readonly top: readonly Top[];
}

interface Top extends Span {
  /** The module that it imports; null for any other statement. */
  readonly module: string | null;
}

/** Null for a script: what it declares is everybody's, and an import would make it a module. */
function styleOf(text: string, facts: FileFacts, inScripts: boolean): Style | null {
  const top = topOf(text, facts);
  const isModule = top.some(({ start, end }) => /^(?:import\b(?!\s*[.(])|export\b)/.test(text.slice(start, end))) || /\.m[jt]s$/.test(facts.path);
  const isCommon = top.some(({ module }) => module !== null) || facts.exports.some(({ local }) => local?.startsWith('export') === true) || /\.cjs$/.test(facts.path);
  if (!isModule && !isCommon && !inScripts) return null;
  const imports = top.filter(({ module }) => module !== null);
  const sample = imports.map(({ start, end }) => text.slice(start, end));
  const all = sample.length > 0 ? sample : top.map(({ start, end }) => text.slice(start, end));
  return {
    form: isCommon && !isModule ? 'require' : 'import',
    quote: all.map((each) => /['"]/.exec(each)?.[0]).find((found) => found !== undefined) ?? "'",
    end: all.length > 0 && !all.some((each) => each.endsWith(';')) ? '' : ';',
    pad: sample.some((each) => /\{[^\s}]/.test(each)) ? '' : ' ',
    top,
  };
}

/** The statements of the module itself, outside of every other. */
function topOf(text: string, { statements, imports }: FileFacts): readonly Top[] {
  const top: Top[] = [];
  for (let at = 0; at < statements.length; at += 3) {
    const [start, end] = [statements[at]!, statements[at + 1]!];
    if (start < (top.at(-1)?.end ?? 0)) continue;
    const imported = imports.find((fact) => fact.start >= start && fact.end <= end && fact.function === 0 && !fact.dynamic);
    const isDeclaration = /^(?:import|const|let|var)\b/.test(text.slice(start, start + 6));
    top.push({ start, end, module: isDeclaration ? imported?.module ?? null : null });
  }
  return top;
}

function specifier({ form, pad }: Style, name: string, local: string): string {
  return `{${pad}${renamed(form, name, local)}${pad}}`;
}

function renamed(form: Style['form'], name: string, local: string): string {
  if (name === local) return name;
  return form === 'import' ? `${name} as ${local}` : `${name}: ${local}`;
}

/** One more name between the braces of an `import` that has some. */
function extended(text: string, facts: FileFacts, style: Style, module: string, name: string, local: string): readonly TextEdit[] | null {
  for (const { start, end, module: of } of style.top) {
    if (of === null || bare(of) !== bare(module) || !/^import\b(?!\s+type\b(?!\s*(?:,|from\b)))/.test(text.slice(start, end))) continue;
    const brace = text.slice(start, end).indexOf('{');
    const items = brace < 0 ? [] : facts.imports.filter((fact) => fact.start > start + brace && fact.end <= end);
    if (items.length > 0) return insertItem(text, items, placeAmong(items.map((fact) => fact.name!), name), renamed('import', name, local));
  }
  return null;
}

function extendedParts(text: string, parts: readonly Part[], name: string, local: string): readonly TextEdit[] | null {
  return parts.length === 0 ? null : insertItem(text, parts, placeAmong(parts.map((part) => part.name), name), renamed('require', name, local));
}

function newStatement(text: string, style: Style, module: string, what: string): TextEdit {
  const { form, quote, end, top } = style;
  const lineEnd = lineEndOf(text);
  const from = `${quote}${module}${quote}`;
  const line = (form === 'import' ? `import ${what} from ${from}` : `const ${what} = require(${from})`) + end + lineEnd;
  const imports = top.filter((each) => each.module !== null);
  const builtin = imports.filter((each) => isBuiltin(each.module!));
  const before = builtin.filter((each) => bare(each.module!) <= bare(module)).at(-1);
  if (before !== undefined) return insertion(...ownLine(text, lineEndAt(text, before.end), line, lineEnd));
  const next = builtin[0] ?? imports[0];
  if (next === undefined) return header(text, top, line, lineEnd);
  const at = lineStartAt(text, next.start);
  // A comment that concerns the next line must stay with it.
  const above = text.slice(lineStartAt(text, Math.max(0, at - 1)), at);
  if (/-next-line|@ts-/.test(above)) return insertion(...ownLine(text, lineEndAt(text, next.end), line, lineEnd));
  return insertion(at, line);
}

/** Behind directives such as 'use strict', else behind the comment that the file begins with and a blank line ends, or its first line's `#!`. */
function header(text: string, top: readonly Top[], line: string, lineEnd: string): TextEdit {
  const directives = top.findIndex(({ start, end }) => !/^(['"])[^'"]*\1;?$/.test(text.slice(start, end)));
  const last = top[(directives < 0 ? top.length : directives) - 1];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^(?:#![^\r\n]*(?:\r\n|\n|\r)?)?(?:\s*(?:\/\/[^\r\n]*|\/\*[^]*?\*\/)[ \t]*)*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(start))?.[0];
  const shebang = /^#![^\r\n]*(?:\r\n|\n|\r)?/.exec(text.slice(start))?.[0].length ?? 0;
  const at = last !== undefined ? lineEndAt(text, last.end) : start + (opening?.length ?? shebang);
  const isOpen = at === start || opening?.length === at - start;
  const [place, own] = ownLine(text, at, (isOpen ? '' : lineEnd) + line, lineEnd);
  return insertion(place, /^[ \t]*(?:[\r\n]|$)/.test(text.slice(at)) ? own : own + lineEnd);
}

/** As the file writes modules of Node: without `node:` where it has such imports and none has it. */
function spelled({ imports }: FileFacts, module: string): string {
  const builtin = imports.filter((fact) => isBuiltin(fact.module));
  return builtin.length > 0 && builtin.every((fact) => !fact.module.startsWith('node:')) ? bare(module) : module;
}

function isBuiltin(module: string): boolean {
  return module.startsWith('node:') || nodeModules.has(module);
}

function bare(module: string): string {
  return module.replace(/^node:/, '');
}

/** A line at the beginning of a line, or behind a last line that has no end. */
function ownLine(text: string, at: number, line: string, lineEnd: string): [number, string] {
  const begins = at === 0 || (at === 1 && text.startsWith('\uFEFF')) || /[\r\n]/.test(text[at - 1]!);
  return [at, begins ? line : lineEnd + line];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
