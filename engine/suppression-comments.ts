import { lineEndOf, applyEdits } from './edit/edits.js';
import type { FileFacts } from './facts/facts.js';
import type { Rule, TextEdit } from './rule.js';
import { ownSuppressions, suppress } from './suppressions.js';
import { positionAt, type Span } from './text.js';

/**
 * The comments with which a user silences a finding, as edits. Where a comment can stand is not guessed: each place in
 * turn is tried by reading the text with the comment in it, until one silences the finding and leaves the text as
 * readable as it was. A place within a string, in JSX text or behind a backslash fails this by itself.
 */

/** The finding's line, or all of its file. */
export type SuppressionScope = 'line' | 'file';

/** What is to be silenced. */
export interface Suppressible extends Span {
  readonly rule: string;
}

/** Wider lines than this get a comment of their own rather than one at their end. */
const widest = 100;

/**
 * The edits that silence a finding: its rule is added to a suppression that already speaks for the line or file, else a
 * comment is written.
 * @param file the file as it is.
 * @param rules all rules there are.
 * @param reason what to write as the reason.
 * @param read the facts of another text of this file.
 * @returns null where no rule has found it, or no comment would work.
 */
export function suppressionEdits(
  file: { readonly text: string; readonly facts: FileFacts }, finding: Suppressible, scope: SuppressionScope, rules: readonly Rule[], reason: string,
  read: (text: string) => FileFacts,
): readonly TextEdit[] | null {
  if (!rules.some(({ id }) => id === finding.rule)) return null;
  const { line } = positionAt(file.facts.lineStarts, finding.start);
  const present = ownSuppressions(file, rules)
    .filter((suppression) => suppression.line === (scope === 'file' ? null : line))
    .flatMap(({ names }): TextEdit[] => {
      const last = names?.at(-1);
      return last === undefined ? [] : [{ start: last.end, end: last.end, text: `, ${finding.rule}` }];
    });
  const written = scope === 'file' ? [ofFile(file, finding.rule, reason)] : ofLine(file, line, finding.rule, reason);
  for (const edit of [...present, ...written]) if (works(file, finding, edit, rules, read)) return [edit];
  return null;
}

function works(
  file: { readonly text: string; readonly facts: FileFacts }, finding: Suppressible, edit: TextEdit, rules: readonly Rule[], read: (text: string) => FileFacts,
): boolean {
  const text = applyEdits(file.text, [edit]);
  const facts = read(text);
  if (facts.problems.length > file.facts.problems.length) return false;
  const by = edit.start <= finding.start ? edit.text.length : 0;
  const moved = { rule: finding.rule, start: finding.start + by, end: finding.end + by };
  const before = suppress(file, [], rules, new Set()).problems.length;
  const { kept, problems } = suppress({ text, facts }, [moved], rules, new Set());
  return kept.length === 0 && problems.length <= before;
}

/** Comments for a line, in the order of preference: Python has them at the line's end, TypeScript above it. */
function ofLine({ text, facts }: { readonly text: string; readonly facts: FileFacts }, line: number, rule: string, reason: string): readonly TextEdit[] {
  const start = facts.lineStarts[line]!;
  const content = text.slice(start, facts.lineStarts[line + 1] ?? text.length).replace(/[\r\n]+$/, '');
  const code = content.trimEnd();
  const indentation = /^[ \t\f]*/.exec(content.replace(/^\uFEFF/, ''))![0];
  const first = content.startsWith('\uFEFF') ? start + 1 : start;
  const above = (comment: string): TextEdit => ({ start: first, end: first, text: indentation + comment + lineEndOf(text) });
  const behind = (comment: string): TextEdit => ({ start: start + code.length, end: start + content.length, text: `  ${comment}` });
  if (facts.language === 'python') {
    const comment = `# asynclint: ignore[${rule}] ${reason}`;
    return code.length + comment.length + 2 > widest ? [above(comment), behind(comment)] : [behind(comment), above(comment)];
  }
  const words = `asynclint-ignore ${rule}: ${reason}`;
  return [above(`// ${words}`), above(`{/* ${words} */}`), behind(`// ${words}`), behind(`/* ${words} */`)];
}

/** A comment for a file, behind the lines that have to be its first: for the system, and for Python's encoding. */
function ofFile({ text, facts }: { readonly text: string; readonly facts: FileFacts }, rule: string, reason: string): TextEdit {
  const python = facts.language === 'python';
  const head = python ? /^\uFEFF?(?:#!.*(?:\r\n|\r|\n))?(?:#.*coding[:=].*(?:\r\n|\r|\n))?/ : /^\uFEFF?(?:#!.*(?:\r\n|\r|\n))?/;
  const at = head.exec(text)![0].length;
  const comment = python ? `# asynclint: ignore-file[${rule}] ${reason}` : `// asynclint-ignore-file ${rule}: ${reason}`;
  return { start: at, end: at, text: comment + lineEndOf(text) };
}
