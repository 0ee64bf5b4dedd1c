import { applyEdits } from '../engine/edit/edits.js';
import { merge, type Merged } from '../engine/edit/merge.js';
import type { Finding, Fix } from '../engine/rule.js';
import type { Problem, Session } from '../engine/session.js';
import { lineStartsOf, positionAt } from '../engine/text.js';
import type { Source } from '../host/source.js';
import { chosenFix, type Suggestions } from './choice.js';
import { replacementOf } from './replace-file.js';
import type { Position } from './report.js';

/**
 * `--fix` and `--diff`: applies the safe fixes of findings, and the suggestions that are asked for, and asks for findings
 * again until nothing is left to fix. A file is left as it is where a fix would break its syntax, where it may not be
 * written, or where its encoding can't hold the new text; a problem says so. Nothing is written here.
 */
export interface Fixed {
  readonly done: readonly Repair[];
  /** The files that a fix has changed, in the session, and the bytes they would have. */
  readonly files: readonly FixedFile[];
  readonly problems: readonly Problem[];
}

export interface FixedFile {
  readonly path: string;
  readonly source: Source;
  readonly text: string;
  readonly bytes: Buffer;
}

/** A fix that was applied; the position is that of the finding when it was. */
export interface Repair extends Position {
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

/** A cure may uncover the next finding, but not for ever. */
const rounds = 10;

/** Fixes the given paths in the session. */
export function fix(session: Session, sources: ReadonlyMap<string, Source>, paths: readonly string[], wanted: Suggestions): Fixed {
  const problems: Problem[] = [];
  const done = new Map<string, Repair[]>();
  const files = new Map<string, FixedFile>();
  const refused = new Set<string>();
  let pending = paths;
  for (let round = 0; round < rounds && pending.length > 0; round++) {
    const changed = pending.filter((path) => !refused.has(path) && repair(path));
    pending = changed.length === 0 ? [] : [...new Set([...paths.filter((path) => session.edition(path) === undefined), ...changed])];
  }
  return { done: [...done.values()].flat(), files: [...files.values()], problems };

  function refuse(path: string, message: string): void {
    refused.add(path);
    done.delete(path);
    files.delete(path);
    problems.push(notFixed(path, message));
    session.update([{ path, text: sources.get(path)!.text }]);
  }

  /** Applies what can be applied to one file; true where its text was changed, if only for a moment. */
  function repair(path: string): boolean {
    const old = session.text(path)!;
    try {
      const { text, cures } = cure(old, session.findings(path), wanted, (fixes) => session.together(path, fixes));
      return text !== old && take(path, text, repairsOf(path, old, cures));
    } catch (error) {
      refuse(path, `asynclint failed on this file (please report this): ${error instanceof Error ? error.message : String(error)}`);
      return true;
    }
  }

  /** Gives a file a new text, if it can hold it; returns whether it was tried. */
  function take(path: string, text: string, repairs: readonly Repair[]): boolean {
    const source = sources.get(path)!;
    const bytes = replacementOf(path, source, text);
    if (typeof bytes === 'string') {
      refuse(path, bytes);
      return false;
    }
    const errors = session.problems(path).length;
    session.update([{ path, text }]);
    if (session.problems(path).length > errors) {
      refuse(path, 'the fixes would break the syntax of this file (please report this)');
      return true;
    }
    files.set(path, { path, source, text, bytes });
    done.set(path, [...done.get(path) ?? [], ...repairs]);
    return true;
  }
}

function repairsOf(path: string, text: string, cures: readonly Cure[]): readonly Repair[] {
  const lineStarts = lineStartsOf(text);
  return cures.map(({ finding, title }) => {
    const { line, character } = positionAt(lineStarts, finding.start);
    return { path, line: line + 1, column: character + 1, rule: finding.rule, title };
  });
}

/** The problem of a file that stays as it is. */
export function notFixed(path: string, message: string): Problem {
  return { path, message: `not fixed: ${message}` };
}

/** A fix that is applied, and the finding that it cures. */
type Cure = Fix & { readonly finding: Finding };

/** The text after the chosen fix of each finding, without those that do not go together with an earlier one. */
export function cure(
  text: string, findings: readonly Finding[], wanted: Suggestions, together: (fixes: readonly Cure[]) => Merged<Cure> = merge,
): { readonly text: string; readonly cures: readonly Cure[] } {
  const cures = findings.flatMap((finding): Cure[] => {
    const fix = chosenFix(finding, wanted);
    return fix === undefined ? [] : [{ ...fix, finding }];
  });
  const { taken, edits } = together(cures);
  return { text: applyEdits(text, edits), cures: taken };
}
