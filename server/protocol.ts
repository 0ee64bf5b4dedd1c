import {
  CodeActionKind, DiagnosticSeverity, DiagnosticTag,
  type CodeAction, type Diagnostic, type Location, type Range, type SnippetTextEdit, type TextEdit as ProtocolEdit, type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Fix, Level, TextEdit } from '../engine/rule.js';
import { unusedSuppression } from '../engine/suppressions.js';
import { lineStartsOf, positionAt, type Span } from '../engine/text.js';

/**
 * The only converter between findings and the language server protocol. Spans are UTF-16 offsets and become lines and
 * UTF-16 characters, the encoding that every client of the protocol offers.
 */

/** The name that diagnostics carry. */
export const source = 'asynclint';

/** Safe fixes of a whole document, as editors run it on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.${source}`;

/** The same for all cells of a notebook. */
export const fixNotebookKind = `notebook.${fixAllKind}`;

/** The command that lints all files of the workspace, or of the folders whose addresses are its arguments. */
export const lintWorkspaceCommand = 'asynclint.lintWorkspace';

/** What the command answers with. */
export interface LintedWorkspace {
  readonly files: number;
  readonly findings: Readonly<Record<Level, number>>;
}

/** What the conversion of a finding has to look up. */
export interface Surroundings {
  /** Where a place in a file's text is for the client; undefined where the file is gone. */
  readonly locate: (path: string, span: Span) => Location | undefined;
  readonly rulePage: (rule: string) => string | undefined;
  /** Whether the client shows related places; where not, the message lists them. */
  readonly related: boolean;
  /** Whether the client shows text that can go faded. */
  readonly faded: boolean;
}

/** A document within the text that is linted: all of it, or the text of one cell of a notebook. */
export interface TargetPart extends Span {
  readonly uri: string;
  readonly version: number;
}

/** What a fix is to change: a document at a version, in the form the client understands; a cell can change others of its notebook. */
export interface Target extends TargetPart {
  /** The text that is linted. */
  readonly text: string;
  readonly parts: readonly TargetPart[];
  /** Whether the client takes edits bound to a version of the document. */
  readonly versioned: boolean;
}

/** Actions of which the client knows what to do, since it has said so; their arguments are part of that contract. */
export type ClientCommand = 'asynclint.openRulePage' | 'asynclint.showChain';

/** What `asynclint.showChain` is given: the finding, and the places on the way to its cause, in order. */
export interface Chain {
  readonly rule: string;
  readonly message: string;
  readonly location: Location;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
}

const severities: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/**
 * Findings in a text as diagnostics.
 * @param start where the document begins in the text that is linted; it is the beginning of a line.
 */
export function diagnosticsOf(findings: readonly Finding[], text: string, around: Surroundings, start = 0): Diagnostic[] {
  const rangeAt = rangesIn(text, start);
  return findings.map((finding) => {
    const page = around.rulePage(finding.rule);
    const related = relatedOf(finding, around);
    const chain = around.related ? [] : related.map(({ message }) => message);
    return {
      range: rangeAt(finding),
      severity: severities[finding.level],
      code: finding.rule,
      ...(page === undefined ? {} : { codeDescription: { href: page } }),
      source,
      // A suppression that silences nothing is text that can go; clients show it faded.
      ...(around.faded && finding.rule === unusedSuppression.id ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      message: [finding.message, ...chain, finding.help].join('\n'),
      ...(around.related && related.length > 0 ? { relatedInformation: related } : {}),
    };
  });
}

/** One fix of a finding as a quick fix; `preferred` is the one that a client applies unasked among several. */
export function quickFixOf(fix: Fix, diagnostic: Diagnostic, preferred: boolean, target: Target): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(preferred ? { isPreferred: true } : {}),
    edit: workspaceEditOf(fix.edits, target),
  };
}

/** Edits of a whole document or notebook as one action of a kind that runs on save. */
export function fixAllOf(edits: readonly TextEdit[], target: Target, kind: string): CodeAction {
  return { title: 'Fix all that asynclint can fix safely', kind, edit: workspaceEditOf(edits, target) };
}

/** The half-open ranges that spans of a text have in the document that begins at an offset of it, with a line. */
export function rangesIn(text: string, start = 0): (span: Span) => Range {
  const lineStarts = lineStartsOf(text);
  const first = positionAt(lineStarts, start).line;
  const at = (offset: number): Range['start'] => {
    const { line, character } = positionAt(lineStarts, offset);
    return { line: line - first, character };
  };
  return (span) => ({ start: at(span.start), end: at(span.end) });
}

/** The way from a finding to its cause, for the client to show. */
export function chainOf(finding: Finding, target: Target, around: Surroundings): Chain {
  return {
    rule: finding.rule, message: finding.message,
    location: { uri: target.uri, range: rangesIn(target.text, target.start)(finding) },
    related: relatedOf(finding, around),
  };
}

function relatedOf(finding: Finding, around: Surroundings): NonNullable<Diagnostic['relatedInformation']> {
  return finding.related.flatMap((related) => {
    const location = around.locate(related.path, related);
    return location === undefined ? [] : [{ location, message: related.message }];
  });
}

/** Edits whose texts have tab stops, for a client that takes such. */
export function snippetEditOf(edits: readonly TextEdit[], target: Target): WorkspaceEdit {
  return {
    documentChanges: byPart(edits, target).map(({ part: { uri, version }, placed }) => ({
      textDocument: { uri, version }, edits: placed.map(({ range, text }): SnippetTextEdit => ({ range, snippet: { kind: 'snippet', value: text } })),
    })),
  };
}

/** Edits of one text that is linted, by the documents that it consists of. */
export function workspaceEditOf(edits: readonly TextEdit[], target: Target): WorkspaceEdit {
  const changed = byPart(edits, target).map(({ part: { uri, version }, placed }) => ({
    textDocument: { uri, version }, edits: placed.map(({ range, text }): ProtocolEdit => ({ range, newText: text })),
  }));
  return target.versioned ? { documentChanges: changed } : { changes: Object.fromEntries(changed.map(({ textDocument, edits: own }) => [textDocument.uri, own])) };
}

function byPart(edits: readonly TextEdit[], { text, parts }: Target): readonly { readonly part: TargetPart; readonly placed: readonly { readonly range: Range; readonly text: string }[] }[] {
  return parts.flatMap((part) => {
    const rangeAt = rangesIn(text, part.start);
    const placed = edits.filter(({ start }) => start >= part.start && start <= part.end).map((edit) => ({ range: rangeAt(edit), text: edit.text }));
    return placed.length === 0 ? [] : [{ part, placed }];
  });
}
