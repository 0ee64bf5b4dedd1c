import { importAll, type Imported, type WantedImport } from './edit/python-import-lines.js';
import { indentUnitOf } from './edit/statements.js';
import { importDefault, importNamed, importTypes } from './edit/typescript-imports.js';
import type { FileFacts, FunctionFact } from './facts/facts.js';
import { readPython } from './facts/python/reader.js';
import type { TextEdit } from './rule.js';
import type { Language, Span } from './text.js';

/**
 * What may be written as a statement in the place of a word that is being typed. Half a word is no code yet, so the text
 * is read with a call in its place: where that call is a statement of its own, others may stand there too. A comment, a
 * string, a list or the text of JSX fails this by itself.
 */
export interface Standing {
  /** Whether `await` may stand there. */
  readonly awaitable: boolean;
  /** What the file indents a block by. */
  readonly indentUnit: string;
  /**
   * Makes the names of import statements known there.
   * @param lines statements as `import m`, `from m import n` or `import { n as l } from 'm';`.
   * @returns null where a name stands for something else.
   */
  imports(lines: readonly string[]): Imported | null;
}

const probe = 'asynclint_probe';

/**
 * @param word the span of what is being typed.
 * @param read the facts of another text of this file.
 * @returns null where no statement can stand.
 */
export function standingAt(file: { readonly path: string; readonly language: Language; readonly text: string }, word: Span, read: (text: string) => FileFacts): Standing | null {
  const call = `${probe}()${file.language === 'python' ? '' : ';'}`;
  const text = file.text.slice(0, word.start) + call + file.text.slice(word.end);
  const facts = read(text);
  const span = { start: word.start, end: word.start + call.length };
  if (!isStatement(facts, span)) return null;
  const fn = facts.functions.findLastIndex(({ bodySpan }) => bodySpan.start <= span.start && span.end <= bodySpan.end);
  // What lies behind the word has moved by as much as the call is longer.
  const back = ({ start, end, text: inserted }: TextEdit): TextEdit => {
    const by = start > word.start ? call.length - (word.end - word.start) : 0;
    return { start: start - by, end: end - by, text: inserted };
  };
  const known = file.language === 'python' ? pythonImports : typescriptImports;
  return {
    awaitable: isAwaitable(file, text, facts, facts.functions[fn]!),
    indentUnit: indentUnitOf({ text, facts }),
    imports(lines) {
      const found = known(text, facts, lines, fn);
      return found === null ? null : { renamed: found.renamed, edits: found.edits.map(back) };
    },
  };
}

/** Whether a span is a statement of its own, beside which others may stand. */
function isStatement({ statements }: FileFacts, { start, end }: Span): boolean {
  for (let at = 0; at < statements.length && statements[at]! <= start; at += 3) {
    if (statements[at] === start && statements[at + 1] === end) return statements[at + 2] === 0;
  }
  return false;
}

/** In an async function; at the top of a module too in TypeScript and JavaScript, and in notebooks, which are read as `….ipynb.py`. */
function isAwaitable({ path, language }: { readonly path: string; readonly language: Language }, text: string, facts: FileFacts, fn: FunctionFact): boolean {
  if (fn.form !== 'module') return fn.async;
  if (/\.ipynb\.py$/.test(path)) return true;
  if (language === 'python' || /\.c[jt]s$/.test(path)) return false;
  return /\.m[jt]s$/.test(path) || isModule(text, facts);
}

/** Whether a file has a statement that makes it a module. */
function isModule(text: string, { statements }: FileFacts): boolean {
  for (let at = 0; at < statements.length; at += 3) {
    if (/^(?:import\b(?!\s*[.(])|export\b)/.test(text.slice(statements[at], statements[at + 1]))) return true;
  }
  return false;
}

function pythonImports(text: string, facts: FileFacts, lines: readonly string[], fn: number): Imported | null {
  const wanted = readPython('', lines.join('\n')).imports.map(({ module, name, local, root }): WantedImport => ({ module, name, local: root ? module : local }));
  return importAll(text, facts, wanted, fn);
}

const statement = /^import (?:(?<whole>\w+)|(?<types>type )?\{ (?<names>.*) \}) from '(?<module>.*)';$/;

function typescriptImports(text: string, facts: FileFacts, lines: readonly string[], fn: number): Imported | null {
  const edits: TextEdit[] = [];
  const renamed = new Map<string, string>();
  for (const line of lines) {
    const { whole, types, names = '', module } = statement.exec(line)?.groups ?? {};
    if (module === undefined) return null;
    if (types !== undefined) {
      const added = importTypes(text, facts, module, names.split(', '), true);
      if (added === null) return null;
      addTo(edits, added);
      continue;
    }
    for (const each of whole !== undefined ? [whole] : names.split(', ')) {
      const [name, local = name!] = each.split(' as ');
      const known = whole !== undefined ? importDefault(text, facts, module, whole, fn, true) : importNamed(text, facts, module, name!, fn, [local], true);
      if (known === null) return null;
      if (known.name !== local) renamed.set(local, known.name);
      addTo(edits, known.edits);
    }
  }
  return { edits, renamed };
}

/** Insertions at one place become one; the blank lines that each brings along stand around them once. */
function addTo(edits: TextEdit[], added: readonly TextEdit[]): void {
  for (const edit of added) {
    const at = edits.findIndex(({ start }) => start === edit.start);
    const other = edits[at];
    if (other === undefined) edits.push(edit);
    else edits[at] = { ...other, text: other.text.replace(/(\r\n|\n|\r)\1$/, '$1') + edit.text.replace(/^(?:\r\n|\n|\r)/, '') };
  }
}
