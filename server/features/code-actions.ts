import { CodeActionKind, CodeActionTriggerKind, type CodeAction, type CodeActionParams, type Diagnostic, type Range } from 'vscode-languageserver';
import type { Finding, TextEdit } from '../../engine/rule.js';
import { stillWanted } from '../cancellation.js';
import { chainOf, diagnosticsOf, fixAllKind, fixAllOf, fixNotebookKind, quickFixOf, source, type ClientCommand, type Target } from '../protocol.js';
import type { Server } from '../server.js';
import { resolvesEdits, subjectOf, type Subject } from '../subject.js';
import { refactoringsOf } from './refactorings.js';
import { resolveSuppression, suppressionsOf } from './suppressions.js';

/**
 * Offers the fixes of findings as quick fixes, then comments that silence them and what the client can show of them,
 * refactorings, and all safe fixes of a document at once. Nothing is kept between the diagnostic and the request: the findings of the
 * present text are asked for again, which costs nothing where the text is the same, and a fix can't be out of date.
 */
export function registerCodeActions(server: Server): void {
  server.onInitialize((capabilities) => {
    capabilities.codeActionProvider = {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind, fixNotebookKind],
      ...(resolvesEdits(server.client) ? { resolveProvider: true } : {}),
    };
  });
  server.connection.onCodeAction(async (params, cancellation) => {
    await stillWanted(cancellation);
    return codeActionsOf(server, params);
  });
  server.connection.onCodeActionResolve(async (action, cancellation) => {
    await stillWanted(cancellation);
    server.changes.settle();
    return resolveSuppression(server, action);
  });
}

async function codeActionsOf(server: Server, { textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
  server.changes.settle();
  const subject = subjectOf(server, textDocument.uri);
  if (subject === undefined) return [];
  const actions: CodeAction[] = [];
  if (asksFor(context.only, CodeActionKind.QuickFix, true)) actions.push(...ofFindings(server, subject, range, context.diagnostics));
  // Looked for only when somebody asks: at every move of the cursor it would cost more than it is worth.
  const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
  if (isAsked && asksFor(context.only, CodeActionKind.RefactorRewrite, true)) {
    const offered = new Set(actions.map(({ edit }) => JSON.stringify(edit)));
    actions.push(...refactoringsOf(server, subject, range).filter(({ edit }) => !offered.has(JSON.stringify(edit))));
  }
  for (const kind of [fixAllKind, fixNotebookKind]) {
    if (!asksFor(context.only, kind, false)) continue;
    const findings = await findingsInTime(server, subject);
    const edits = safeEditsOf(subject, kind === fixAllKind ? findings.filter((finding) => subject.holds(finding)) : findings);
    if (edits.length > 0) actions.push(fixAllOf(edits, subject.target, kind));
  }
  return actions;
}

/** What can be done about the findings that a range concerns: their fixes first. */
function ofFindings(server: Server, subject: Subject, range: Range, named: readonly Diagnostic[]): readonly CodeAction[] {
  const { folder, path, target } = subject;
  const findings = folder.findings(path).filter((finding) => subject.holds(finding));
  const diagnostics = diagnosticsOf(findings, target.text, server.around(folder), target.start);
  const concerned = findings.flatMap((finding, i) => (concerns(diagnostics[i]!, range, named) ? [{ finding, diagnostic: diagnostics[i]! }] : []));
  return [
    ...concerned.flatMap(({ finding, diagnostic }) => quickFixesOf(finding, diagnostic, target)),
    ...concerned.flatMap(({ finding, diagnostic }) => [
      ...suppressionsOf(server, subject, finding, diagnostic),
      ...commandsFor(server, subject, finding, diagnostic),
    ]),
  ];
}

function quickFixesOf(finding: Finding, diagnostic: Diagnostic, target: Target): CodeAction[] {
  const preferred = finding.fixes.find((fix) => fix.kind === 'safe');
  return finding.fixes.map((fix) => quickFixOf(fix, diagnostic, fix === preferred, target));
}

/** What the client itself can show of a finding. */
function commandsFor(server: Server, { folder, target }: Subject, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const { commands } = server.options;
  const action = (title: string, command: ClientCommand, argument: unknown): CodeAction => ({
    title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command: { title, command, arguments: [argument] },
  });
  const actions: CodeAction[] = [];
  if (commands.has('asynclint.showChain') && finding.related.length > 0) {
    actions.push(action('Explain: show the way to the cause', 'asynclint.showChain', chainOf(finding, target, server.around(folder))));
  }
  if (commands.has('asynclint.openRulePage') && server.host.rulePage(finding.rule) !== undefined) {
    actions.push(action(`Open the page of ${finding.rule}`, 'asynclint.openRulePage', finding.rule));
  }
  return actions;
}

/** How long a document may be kept from being saved, in milliseconds, with some left for the way to the client and back. */
const patience = 400;

/** The findings of a document; none where they can't be had in time. */
async function findingsInTime(server: Server, { folder, path }: Subject): Promise<readonly Finding[]> {
  const deadline = server.host.now() + patience;
  while (!folder.advance()) {
    await new Promise(setImmediate);
    if (server.host.now() > deadline) return [];
  }
  return folder.findings(path);
}

/** The edits of all safe fixes that go together; what is left over is cured by a second run. */
function safeEditsOf({ folder, path }: Subject, findings: readonly Finding[]): readonly TextEdit[] {
  const safe = findings.flatMap((finding) => finding.fixes.find(({ kind }) => kind === 'safe') ?? []);
  return folder.ask(`fixing ${path}`, [], (session) => session.together(path, safe).edits);
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
