import { type Finding, type Rule } from '../../engine/rule.js';
import { defaultSettings } from '../../engine/settings.js';
import type { OpenSession, Problem, Session } from '../../engine/session.js';
import { languageOf, lineStartsOf, positionAt } from '../../engine/text.js';

/** What the harness lints with: the real session and rules, or those of a test of the harness. */
export interface Lab {
  readonly open: OpenSession;
  /** The rule of the page. */
  readonly rule: Rule;
  /** Further rules that marks may name. */
  readonly others: readonly Rule[];
}

/** The texts of a small project by path relative to its root. */
export type Texts = ReadonlyMap<string, string>;

/** Where the files of a scenario lie. Nothing is ever read from there. */
export const root = '/scenario';

/** A finding with its place in lines and columns, all 0-based. */
export interface Found {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly endLine: number;
  readonly end: number;
  readonly finding: Finding;
  readonly related: readonly { readonly path: string; readonly line: number; readonly start: number; readonly end: number; readonly message: string }[];
}

/**
 * Opens a session on texts, gives it to `use` and closes it. All rules run, at preset `strict`; files in other languages
 * are what the session's host reads as configuration.
 */
export function withSession<T>(lab: Lab, texts: Texts, use: (session: Session) => T, partial = false): T {
  const host = { root, readText: (path: string) => texts.get(path.slice(root.length + 1)), partial };
  const session = lab.open(host, [lab.rule, ...lab.others], { ...defaultSettings, preset: 'strict' });
  try {
    session.update(sources(texts));
    return use(session);
  } finally {
    session.close();
  }
}

/** The texts that a session is given, with absolute paths. */
export function sources(texts: Texts): { path: string; text: string }[] {
  return [...texts].filter(([path]) => languageOf(path) !== undefined).map(([path, text]) => ({ path: `${root}/${path}`, text }));
}

/** All findings of all files, in order of file and position. */
export function findingsOf(session: Session, texts: Texts): Found[] {
  return sources(texts).flatMap(({ path }) => session.findings(path).map((finding) => foundAt(finding, texts)));
}

/** All problems of all files. */
export function problemsOf(session: Session, texts: Texts): Problem[] {
  return sources(texts).flatMap(({ path }) => session.problems(path));
}

/** Opens the texts at once and returns their findings. @param partial whether these are but some of the project's. */
export function lint(lab: Lab, texts: Texts, partial = false): Found[] {
  return withSession(lab, texts, (session) => findingsOf(session, texts), partial);
}

function foundAt(finding: Finding, texts: Texts): Found {
  const at = (path: string, start: number, end: number) => {
    const relative = path.slice(root.length + 1);
    const starts = lineStartsOf(texts.get(relative) ?? '');
    const from = positionAt(starts, start);
    const to = positionAt(starts, end);
    return { path: relative, line: from.line, start: from.character, endLine: to.line, end: to.character };
  };
  return {
    ...at(finding.path, finding.start, finding.end), finding,
    related: finding.related.map(({ path, start, end, message }) => ({ ...at(path, start, end), message })),
  };
}
