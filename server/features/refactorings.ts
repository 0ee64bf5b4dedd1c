import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';
import { refactorings } from '../../refactorings/index.js';
import { workspaceEditOf } from '../protocol.js';
import type { Server } from '../server.js';
import type { Subject } from '../subject.js';

/** What can be made of a place or a selection, though nothing is wrong with it; nothing where no code is linted. */
export function refactoringsOf(server: Server, { folder, path, target, offsetAt }: Subject, { start, end }: Range): readonly CodeAction[] {
  if (server.host.roleOf(path, target.text) !== 'linted') return [];
  const span = { start: offsetAt(start), end: offsetAt(end) };
  const found = folder.ask(`refactoring ${path}`, [], (session) => session.refactor(path, span, refactorings));
  return found.map(({ title, edits }) => ({ title, kind: CodeActionKind.RefactorRewrite, edit: workspaceEditOf(edits, target) }));
}
