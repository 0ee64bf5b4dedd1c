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

/** The command that lints all files of the workspace, or of the folders whose addresses are its arguments. */
export const lintWorkspaceCommand = 'asynclint.lintWorkspace';

/** What the command answers with. */
export interface LintedWorkspace {
  readonly files: number;
  readonly findings: Readonly<Record<Level, number>>;
}

/** What the conversion of a finding has to look up. */
export interface Surroundings {
  /** The text and address of a file that related places lie in; undefined where the file is gone. */
  readonly file: (path: string) => { readonly uri: string; readonly text: string } | undefined;
  readonly rulePage: (rule: string) => string | undefined;
  /** Whether the client shows related places; where not, the message lists them. */
  readonly related: boolean;
  /** Whether the client shows text that can go faded. */
  readonly faded: boolean;
}

/** What a fix is to change: a document at a version, in the form the client understands. */
export interface Target {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
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

/** The findings of a file with this text as diagnostics. */
export function diagnosticsOf(findings: readonly Finding[], text: string, around: Surroundings): Diagnostic[] {
  const lineStarts = lineStartsOf(text);
  return findings.map((finding) => {
    const page = around.rulePage(finding.rule);
    const related = relatedOf(finding, around);
    const chain = around.related ? [] : related.map(({ message }) => message);
    return {
      range: rangeOf(finding, lineStarts),
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

/** Edits of a whole document as one action of the kind that runs on save. */
export function fixAllOf(edits: readonly TextEdit[], target: Target): CodeAction {
  return { title: 'Fix all that asynclint can fix safely', kind: fixAllKind, edit: workspaceEditOf(edits, target) };
}

/** The half-open range of a span in a text whose lines start there. */
export function rangeOf(span: Span, lineStarts: Int32Array): Range {
  return { start: positionAt(lineStarts, span.start), end: positionAt(lineStarts, span.end) };
}

/** The way from a finding to its cause, for the client to show. */
export function chainOf(finding: Finding, target: Target, around: Surroundings): Chain {
  return {
    rule: finding.rule, message: finding.message,
    location: { uri: target.uri, range: rangeOf(finding, lineStartsOf(target.text)) },
    related: relatedOf(finding, around),
  };
}

function relatedOf(finding: Finding, around: Surroundings): NonNullable<Diagnostic['relatedInformation']> {
  return finding.related.flatMap((related) => {
    const file = around.file(related.path);
    if (file === undefined) return [];
    return [{ location: { uri: file.uri, range: rangeOf(related, lineStartsOf(file.text)) }, message: related.message }];
  });
}

/** Edits whose texts have tab stops, for a client that takes such. */
export function snippetEditOf(edits: readonly TextEdit[], target: Target): WorkspaceEdit {
  const lineStarts = lineStartsOf(target.text);
  const converted = edits.map((edit): SnippetTextEdit => ({ range: rangeOf(edit, lineStarts), snippet: { kind: 'snippet', value: edit.text } }));
  return { documentChanges: [{ textDocument: { uri: target.uri, version: target.version }, edits: converted }] };
}

/** Edits of one document. */
export function workspaceEditOf(edits: readonly TextEdit[], target: Target): WorkspaceEdit {
  const lineStarts = lineStartsOf(target.text);
  const converted: ProtocolEdit[] = edits.map((edit) => ({ range: rangeOf(edit, lineStarts), newText: edit.text }));
  return target.versioned
    ? { documentChanges: [{ textDocument: { uri: target.uri, version: target.version }, edits: converted }] }
    : { changes: { [target.uri]: converted } };
}
