import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { merge } from '../../engine/edit/merge.js';
import type { Finding, TextEdit } from '../../engine/rule.js';
import { stillWanted } from '../cancellation.js';
import { pathOf } from '../locations.js';
import { diagnosticsOf, fixAllKind, fixAllOf, quickFixOf, source, type Target } from '../protocol.js';
import type { Server } from '../server.js';

/**
 * Offers the fixes of findings as quick fixes, and all safe ones of a document at once. Nothing is kept between the
 * diagnostic and the request: the findings of the present text are asked for again, which costs nothing where the text
 * is the same, and a fix can't be out of date.
 */
export function registerCodeActions(server: Server): void {
  server.onInitialize((capabilities) => {
    capabilities.codeActionProvider = { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] };
  });
  server.connection.onCodeAction(async (params, cancellation) => {
    await stillWanted(cancellation);
    return codeActionsOf(server, params);
  });
}

function codeActionsOf(server: Server, { textDocument, range, context }: CodeActionParams): CodeAction[] {
  server.changes.settle();
  const path = pathOf(textDocument.uri);
  const document = path === undefined ? undefined : server.documents.get(path);
  const folder = path === undefined ? undefined : server.workspace.ownerOf(path);
  if (path === undefined || document === undefined || folder === undefined) return [];

  const findings = folder.findings(path);
  const target = targetOf(server, document);
  const actions: CodeAction[] = [];
  if (asksFor(context.only, CodeActionKind.QuickFix, true)) {
    const diagnostics = diagnosticsOf(findings, target.text, server.around(folder));
    for (const [index, finding] of findings.entries()) {
      const diagnostic = diagnostics[index]!;
      if (concerns(diagnostic, range, context.diagnostics)) actions.push(...quickFixesOf(finding, diagnostic, target));
    }
  }
  if (asksFor(context.only, fixAllKind, false)) {
    const edits = safeEditsOf(findings);
    if (edits.length > 0) actions.push(fixAllOf(edits, target));
  }
  return actions;
}

function quickFixesOf(finding: Finding, diagnostic: Diagnostic, target: Target): CodeAction[] {
  const preferred = finding.fixes.find((fix) => fix.kind === 'safe');
  return finding.fixes.map((fix) => quickFixOf(fix, diagnostic, fix === preferred, target));
}

/** The edits of all safe fixes that go together; what is left over is cured by a second run. */
function safeEditsOf(findings: readonly Finding[]): readonly TextEdit[] {
  return merge(findings.flatMap((finding) => finding.fixes.find(({ kind }) => kind === 'safe') ?? [])).edits;
}

/** Whether the client asks for actions of a kind: by name or by a wider kind, or, where it names none, by default. */
function asksFor(only: readonly string[] | undefined, kind: string, byDefault: boolean): boolean {
  return only === undefined ? byDefault : only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** Whether a diagnostic is meant: the range touches it, or the client names it, as some do for a whole line. */
function concerns(diagnostic: Diagnostic, range: Range, named: readonly Diagnostic[]): boolean {
  return overlaps(diagnostic.range, range)
    || named.some((one) => one.source === source && one.code === diagnostic.code && sameRange(one.range, diagnostic.range));
}

function overlaps(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function sameRange(a: Range, b: Range): boolean {
  return !before(a.start, b.start) && !before(b.start, a.start) && !before(a.end, b.end) && !before(b.end, a.end);
}

function before(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function targetOf(server: Server, document: TextDocument): Target {
  return {
    uri: document.uri,
    version: document.version,
    text: document.getText(),
    versioned: server.client.workspace?.workspaceEdit?.documentChanges === true,
  };
}
