import { CodeActionKind, LSPErrorCodes, ResponseError, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../../engine/rule.js';
import type { Suppressible, SuppressionScope } from '../../engine/suppression-comments.js';
import { snippetEditOf, workspaceEditOf } from '../protocol.js';
import type { Server } from '../server.js';
import { resolvesEdits, subjectOf, type Subject } from '../subject.js';

/**
 * Offers comments that silence a finding, in its line or in all of its file. Where such a comment can stand is found by
 * reading the text with it, so a client that can is given the edit only once it has chosen the action.
 */

const scopes: readonly SuppressionScope[] = ['line', 'file'];

/** What the client sends back with an action that was chosen. */
interface Chosen {
  readonly uri: string;
  readonly version: number;
  readonly finding: Suppressible;
  readonly scope: SuppressionScope;
}

/** The actions that silence a finding. */
export function suppressionsOf(server: Server, subject: Subject, { rule, start, end }: Finding, diagnostic: Diagnostic): readonly CodeAction[] {
  if (!server.host.rules.some(({ id }) => id === rule)) return [];
  return scopes.flatMap((scope): CodeAction[] => {
    const action = { title: `Suppress ${rule} for this ${scope}`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
    const finding = { rule, start, end };
    const { version, target: { uri } } = subject;
    if (resolvesEdits(server.client)) return [{ ...action, data: { uri, version, finding, scope } satisfies Chosen }];
    const edit = editOf(server, subject, finding, scope);
    return edit === undefined ? [] : [{ ...action, edit }];
  });
}

/** Fills in the edit of an action that was chosen. */
export function resolveSuppression(server: Server, action: CodeAction): CodeAction {
  const chosen = action.data as Chosen | undefined;
  if (chosen === undefined) return action;
  const subject = subjectOf(server, chosen.uri);
  if (subject?.version !== chosen.version) throw new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed');
  const edit = editOf(server, subject, chosen.finding, chosen.scope);
  if (edit === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, 'There is no place for such a comment here.');
  return { ...action, edit };
}

function editOf(server: Server, { folder, path, target }: Subject, finding: Suppressible, scope: SuppressionScope): CodeAction['edit'] {
  const { documentChanges, snippetEditSupport } = server.client.workspace?.workspaceEdit ?? {};
  const withTabStop = documentChanges === true && snippetEditSupport === true;
  const edits = folder.ask(`silencing in ${path}`, null, (session) => session.suppression(path, finding, scope, withTabStop ? '${1:reason}' : 'reason'));
  if (edits === null) return undefined;
  return withTabStop ? snippetEditOf(edits, target) : workspaceEditOf(edits, target);
}
