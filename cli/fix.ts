import { accessSync, chmodSync, closeSync, constants, fsyncSync, openSync, readFileSync, realpathSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { applyEdits } from '../engine/edit/edits.js';
import { merge } from '../engine/edit/merge.js';
import type { Finding } from '../engine/rule.js';
import type { Problem, Session } from '../engine/session.js';
import { languageOf } from '../engine/text.js';
import type { Position } from './report.js';
import { lineStartsOf, positionAt } from '../engine/text.js';
import { encode, type Source } from '../host/source.js';

/**
 * `--fix`: applies the safe fixes of findings, asks for findings again until nothing is left to fix, and then writes
 * each changed file at once. A file is left as it is where a fix would break its syntax, where it may not be written,
 * or where its encoding can't hold the new text; a problem says so.
 */
export interface Fixed {
  readonly done: readonly Repair[];
  /** The files that were written. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** A fix that was applied; the position is that of the finding when it was. */
export interface Repair extends Position {
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

/** A cure may uncover the next finding, but not for ever. */
const rounds = 10;

/** Fixes the given paths, in the session and on the disk. */
export function fix(session: Session, sources: ReadonlyMap<string, Source>, paths: readonly string[]): Fixed {
  const problems: Problem[] = [];
  const done = new Map<string, Repair[]>();
  const refused = new Set<string>();
  const refuse = (path: string, message: string): void => {
    refused.add(path);
    done.delete(path);
    problems.push({ path, message: `not fixed: ${message}` });
    session.update([{ path, text: sources.get(path)!.text }]);
  };
  let pending = paths;
  for (let round = 0; round < rounds && pending.length > 0; round++) {
    const changed = pending.filter((path) => !refused.has(path) && repair(path));
    pending = changed.length === 0 ? [] : [...new Set([...session.changed(paths), ...changed])];
  }
  const files = [...done.keys()].filter((path) => {
    const reason = write(path, sources.get(path)!, session.text(path)!);
    if (reason !== null) refuse(path, reason);
    return reason === null;
  });
  return { done: [...done.values()].flat(), files, problems };

  /** Applies what can be applied to one file; true where its text changed. */
  function repair(path: string): boolean {
    const source = sources.get(path)!;
    const old = session.text(path)!;
    const { text, cured } = cure(old, session.findings(path));
    if (cured.length === 0 || text === old) return false;
    const reason = obstacle(path, source, text);
    if (reason !== null) {
      refuse(path, reason);
      return false;
    }
    const errors = session.problems(path).length;
    session.update([{ path, text }]);
    if (session.problems(path).length > errors) {
      refuse(path, 'the fixes would break the syntax of this file (please report this)');
      return true;
    }
    const lineStarts = lineStartsOf(old);
    done.set(path, [...done.get(path) ?? [], ...cured.map((finding) => {
      const { line, character } = positionAt(lineStarts, finding.start);
      return { path, line: line + 1, column: character + 1, rule: finding.rule, title: safeFix(finding)!.title };
    })]);
    return true;
  }
}

function safeFix(finding: Finding): Finding['fixes'][number] | undefined {
  return finding.fixes.find(({ kind }) => kind === 'safe');
}

/** The text after the first safe fix of each finding, without those whose edits meet an earlier one's. */
export function cure(text: string, findings: readonly Finding[]): { readonly text: string; readonly cured: readonly Finding[] } {
  const changes = findings.flatMap((finding) => {
    const edits = safeFix(finding)?.edits;
    return edits === undefined ? [] : [{ finding, edits }];
  });
  const { taken, edits } = merge(changes);
  return { text: applyEdits(text, edits), cured: taken.map(({ finding }) => finding) };
}

/** Why a file can't take a new text, or null. */
function obstacle(path: string, source: Source, text: string): string | null {
  try {
    accessSync(path, constants.W_OK);
  } catch {
    return 'this file may not be written';
  }
  // The super-user may write everything; a file marked read-only is still meant to stay.
  if ((statSync(path).mode & 0o222) === 0) return 'this file is read-only';
  return encode(text, source, languageOf(path)!) === null ? `its encoding (${source.encoding}) can't be written` : null;
}

/** Replaces a file as a whole, in one step, keeping its mode; a link stays and its target is replaced. Returns why not, or null. */
function write(path: string, source: Source, text: string): string | null {
  let temporary: string | null = null;
  try {
    if (!readFileSync(path).equals(source.bytes)) return 'this file was changed meanwhile';
    const target = realpathSync(path);
    const { mode } = statSync(target);
    const name = join(dirname(target), `.${basename(target).slice(0, 100)}.asynclint-${process.pid}`);
    const file = openSync(name, 'wx', mode);
    temporary = name;
    try {
      const bytes = encode(text, source, languageOf(path)!)!;
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(name, mode);
    renameSync(name, target);
    return null;
  } catch (error) {
    if (temporary !== null) unlinkSync(temporary);
    return `this file can't be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}
