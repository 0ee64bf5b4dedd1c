import {
  CompletionItemKind, InsertTextFormat, InsertTextMode, MarkupKind,
  type ClientCapabilities, type CompletionItem, type Position,
} from 'vscode-languageserver';
import type { Imported } from '../../engine/edit/python-import-lines.js';
import type { TextEdit } from '../../engine/rule.js';
import type { Standing } from '../../engine/standing.js';
import type { Span } from '../../engine/text.js';
import { snippets } from '../../snippets/index.js';
import { expandSnippet, type Snippet, type SnippetLanguage } from '../../snippets/snippet.js';
import { stillWanted } from '../cancellation.js';
import { rangesIn } from '../protocol.js';
import type { Server } from '../server.js';
import { subjectOf, type Subject } from '../subject.js';

/**
 * Offers the snippets while their prefix is typed, only where the pattern can stand, with the imports that it needs in
 * the file's own style. What a name in it stands for something else in the file is called as the file calls it, or the
 * snippet is not offered.
 */
export function registerCompletions(server: Server): void {
  server.onInitialize((capabilities) => {
    capabilities.completionProvider = { triggerCharacters: ['-'] };
  });
  server.connection.onCompletion(async ({ textDocument, position }, cancellation) => {
    await server.ready;
    await stillWanted(cancellation);
    // The text of the document is all that is needed: whom its edits concern need not be known.
    const path = server.documents.find(textDocument.uri)?.path;
    if (path !== undefined) server.changes.bring(path);
    const subject = subjectOf(server, textDocument.uri);
    return subject === undefined ? [] : itemsAt(server, subject, position);
  });
}

const common = 'async-';

function itemsAt(server: Server, subject: Subject, position: Position): CompletionItem[] {
  const word = wordAt(subject, position);
  if (word === null) return [];
  const standing = subject.folder.ask(`completing in ${subject.path}`, null, (session) => session.standing(subject.path, word));
  if (standing === null) return [];
  const imported = new Map<string, Imported | null>();
  const importsOf = ({ imports }: Snippet): Imported | null => {
    const key = imports.join('\n');
    if (!imported.has(key)) imported.set(key, standing.imports(imports));
    return imported.get(key)!;
  };
  const language = languageOf(subject.path);
  return snippets.flatMap((snippet) => {
    if (snippet.language !== language || !snippet.prefix.startsWith(word.text) || (snippet.place === 'async' && !standing.awaitable)) return [];
    const imports = importsOf(snippet);
    return imports === null || !canHold(subject, imports, word) ? [] : [itemOf(snippet, imports, word, standing, subject, server.client)];
  });
}

/** Imports of a cell that belong in another one can only be written where the word stands, which is no place within a block. */
function canHold({ target: { start, end } }: Subject, { edits }: Imported, { indentation }: Word): boolean {
  return indentation === '' || edits.every((edit) => edit.start >= start && edit.start <= end);
}

interface Word extends Span {
  readonly text: string;
  readonly indentation: string;
}

/** The beginning of a prefix that stands alone on its line before the cursor; null where there is none. */
function wordAt({ offsetAt, target: { text } }: Subject, position: Position): Word | null {
  const end = offsetAt(position);
  const lineStart = offsetAt({ line: position.line, character: 0 });
  const [, indentation, word] = /^\uFEFF?([ \t\f]*)(a[a-z-]*)$/.exec(text.slice(lineStart, end)) ?? [];
  if (word === undefined || !(common.startsWith(word) || word.startsWith(common))) return null;
  return /^[ \t]*(?:[\r\n}]|$)/.test(text.slice(end)) ? { start: end - word.length, end, text: word, indentation: indentation! } : null;
}

function languageOf(path: string): SnippetLanguage {
  return /\.pyw?$|\.pyi$/i.test(path) ? 'python' : /\.[mc]?tsx?$/i.test(path) ? 'typescript' : 'javascript';
}

function itemOf(snippet: Snippet, imports: Imported, word: Word, standing: Standing, { target }: Subject, client: ClientCapabilities): CompletionItem {
  const { prefix, description, language } = snippet;
  const abilities = client.textDocument?.completion?.completionItem;
  const adjusts = abilities?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) === true;
  const tabStops = abilities?.snippetSupport === true;
  const body = indentedBy(standing.indentUnit, language, renamed(snippet.body, imports.renamed));
  // Whoever expands snippets indents them like the line they stand in.
  const plain = expandSnippet(body).trimEnd();
  const inserted = tabStops ? body : adjusts ? plain : plain.replace(/\n(?=[^\n])/g, `\n${word.indentation}`);
  const rangeAt = rangesIn(target.text, target.start);
  // An import that belongs where the word stands (in a new file), or in another cell, is part of what replaces the word.
  const isOwn = ({ start }: TextEdit): boolean => (start < word.start || start > word.end) && start >= target.start && start <= target.end;
  const before = imports.edits.filter((edit) => !isOwn(edit)).map(({ text }) => text).join('');
  const additional = imports.edits.filter(isOwn).map((edit) => ({ range: rangeAt(edit), newText: edit.text }));
  const preview = [...(snippet.imports.length > 0 ? [...snippet.imports, ''] : []), expandSnippet(snippet.body).trimEnd()].join('\n');
  return {
    label: prefix, kind: CompletionItemKind.Snippet, detail: description, filterText: prefix, sortText: prefix,
    documentation: abilities?.documentationFormat?.includes(MarkupKind.Markdown) === true
      ? { kind: MarkupKind.Markdown, value: `\`\`\`${language}\n${preview}\n\`\`\`` } : preview,
    insertTextFormat: tabStops ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(adjusts ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    textEdit: { range: rangeAt(word), newText: before + inserted },
    ...(additional.length > 0 ? { additionalTextEdits: additional } : {}),
  };
}

/** Names that the file knows by others; a name behind a dot, and a longer one, is not meant. */
function renamed(body: string, names: ReadonlyMap<string, string>): string {
  let text = body;
  for (const [name, other] of names) text = text.replace(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'g'), () => other);
  return text;
}

/** The body with the file's own indentation in place of that of the pages. */
function indentedBy(unit: string, language: SnippetLanguage, body: string): string {
  const width = language === 'python' ? 4 : 2;
  return body.replace(/^ +/gm, (blanks) => unit.repeat(Math.floor(blanks.length / width)) + ' '.repeat(blanks.length % width));
}
