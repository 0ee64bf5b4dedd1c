import type { Directive, FileFacts } from './facts/facts.js';
import type { Finding, Rule } from './rule.js';
import type { Problem } from './session.js';
import type { RulePolicy } from './settings.js';
import { positionAt, type Span } from './text.js';
import { nearest, suggestion } from './spelling.js';
import { silencedElsewhere } from './suppressions-of-others.js';

/**
 * Suppressions are comments with which a user silences findings: asynclint's own, told unused where they silence
 * nothing, and those of other tools for rules that find the same (`suppressions-of-others.ts`).
 *
 * Own forms, for both languages alike; ids may be several, and without ids all rules are meant:
 *
 *     # asynclint: ignore[rule-id] reason          // asynclint-ignore rule-id: reason
 *     # asynclint: ignore-file[rule-id] reason     // asynclint-ignore-file rule-id: reason
 *
 * A comment at the end of a line speaks for findings that start on that line; a comment alone on its line speaks for the
 * next line that is not a comment.
 */

/** What policy needs to know of the findings about suppressions themselves, which no rule yields. */
export const unusedSuppression: RulePolicy = { id: 'unused-suppression', family: 'protocol', level: 'warning' };

/** The file that comments and findings are of. */
export interface SuppressedFile {
  readonly text: string;
  readonly facts: Pick<FileFacts, 'path' | 'language' | 'lineStarts' | 'directives'>;
}

export interface Suppressed<F> {
  /** The findings that no comment silences, in the given order. */
  readonly kept: readonly F[];
  /** The others, each with the comment that silences it; `elsewhere` for one addressed to another tool. */
  readonly silenced: ReadonlyMap<F, Span | 'elsewhere'>;
  /** A finding for each own suppression, or each id in one, that silences nothing. */
  readonly unused: readonly Finding[];
  /** Own comments that can't be understood, and ids that no rule has. */
  readonly problems: readonly Problem[];
}

/**
 * Takes away the findings that comments silence.
 *
 * @param findings all findings of the file, before levels hide any.
 * @param rules all rules there are, run or not.
 * @param ran the ids of the rules that were run: a suppression of others is never told unused.
 */
export function suppress<F extends Span & { readonly rule: string }>(
  file: SuppressedFile, findings: readonly F[], rules: readonly Rule[], ran: ReadonlySet<string>,
): Suppressed<F> {
  const { facts } = file;
  const lineOf = (offset: number): number => positionAt(facts.lineStarts, offset).line;
  const problems: Problem[] = [];
  const own = ownSuppressions(file, rules, problems);
  const others = silencedElsewhere(file, rules);
  const used = new Set<Name | Suppression>();
  const silenced = new Map<F, Span | 'elsewhere'>();
  const kept = findings.filter((finding) => {
    const line = lineOf(finding.start);
    for (const suppression of own) {
      if (suppression.line !== null && suppression.line !== line) continue;
      const by = suppression.names === null ? suppression : suppression.names.find((name) => name.id === finding.rule);
      if (by === undefined) continue;
      used.add(by);
      silenced.set(finding, suppression.span);
    }
    if (!silenced.has(finding) && others(finding, line)) silenced.set(finding, 'elsewhere');
    return !silenced.has(finding);
  });
  const allRan = rules.every((rule) => ran.has(rule.id) || !rule.languages.includes(facts.language));
  const unused = own.flatMap((suppression) => suppression.names === null
    ? (allRan && !used.has(suppression) ? [unusedFinding(facts.path, suppression.span, 'This suppression silences nothing.')] : [])
    : suppression.names.filter((name) => ran.has(name.id) && !used.has(name)).map((name) =>
      unusedFinding(facts.path, name, `This suppression of \`${name.id}\` silences nothing.`)));
  return { kept, silenced, unused, problems };
}

/**
 * The suppressions in asynclint's own form that a file holds.
 * @param problems takes what can't be understood.
 */
export function ownSuppressions(file: SuppressedFile, rules: readonly Rule[], problems: Problem[] = []): readonly Suppression[] {
  return file.facts.directives.flatMap((directive) => read(directive, file, rules, problems));
}

/** A rule's id as it stands in a comment. */
interface Name extends Span {
  readonly id: string;
}

export interface Suppression {
  readonly span: Span;
  /** The 0-based line it speaks for; null for the whole file. */
  readonly line: number | null;
  /** The rules it names; null for all. */
  readonly names: readonly Name[] | null;
}

const verb = /(?:#|\/\/|\*)\s*asynclint(?::[ \t]*|-)(ignore-file|ignore)(?![\w-])/g;
/** A comment that begins like one of ours, but isn't. */
const misspelt = /^(?:#+|\/\/+|\/\*+)\s*asynclint(?::[ \t]*|-)([\w-]*)/;
const identifiers = /^[ \t]*([a-z][\w-]*(?:[ \t]*,[ \t]*[a-z][\w-]*)*)[ \t]*/i;

/** The suppressions that a comment holds (seldom more than one). */
function read(directive: Directive, file: SuppressedFile, rules: readonly Rule[], problems: Problem[]): Suppression[] {
  const { path, lineStarts } = file.facts;
  const tell = (span: Span, message: string): void => void problems.push({ path, start: span.start, end: span.end, message });
  const found = [...directive.text.matchAll(verb)];
  if (found.length === 0) {
    const word = misspelt.exec(directive.text)?.[1];
    if (word !== undefined) {
      tell(directive, `asynclint does not understand this comment${suggestion(word, ['ignore', 'ignore-file'])}; `
        + 'it knows `ignore` and `ignore-file`, each with rule ids in brackets');
    }
    return [];
  }
  return found.flatMap((match, i) => {
    const from = match.index + match[0].length;
    const rest = directive.text.slice(from, found[i + 1]?.index).replace(/\*\/\s*$/, '');
    const names = namesIn(rest, directive.start + from, rules);
    if (names === 'unclosed') {
      tell(directive, 'the bracket of this suppression is not closed');
      return [];
    }
    if (names?.length === 0) tell(directive, 'the brackets of this suppression name no rule');
    const known = names?.filter((name) => {
      if (rules.some((rule) => rule.id === name.id)) return true;
      tell(name, `there is no rule \`${name.id}\`${suggestion(name.id, rules.map((rule) => rule.id))}`);
      return false;
    });
    const line = match[1] === 'ignore-file' ? null : lineFor(directive, file);
    return [{ span: { start: directive.start, end: directive.end }, line, names: known ?? null }];
  }).filter((suppression) => suppression.line === null || suppression.line < lineStarts.length);
}

/** The ids that follow the verb, null where there are none, or that their bracket is not closed. */
function namesIn(rest: string, offset: number, rules: readonly Rule[]): Name[] | null | 'unclosed' {
  const bracket = /^[ \t]*\[/.exec(rest);
  if (bracket !== null) {
    const end = rest.indexOf(']');
    return end < 0 ? 'unclosed' : split(rest.slice(bracket[0].length, end), offset + bracket[0].length);
  }
  const match = identifiers.exec(rest);
  if (match === null) return null;
  const names = split(match[1]!, offset + match[0].indexOf(match[1]!));
  const after = rest.slice(match[0].length);
  const meant = after === '' || after.startsWith(':') || after.startsWith('--') || after.startsWith('\n')
    || nearest(names[0]!.id, rules.map((rule) => rule.id)) !== undefined;
  return meant ? names : null;
}

function split(list: string, offset: number): Name[] {
  return [...list.matchAll(/[^\s,]+/g)].map((word) => ({
    id: word[0], start: offset + word.index, end: offset + word.index + word[0].length,
  }));
}

/** The line that a comment speaks for. */
function lineFor(directive: Directive, { text, facts: { lineStarts, language } }: SuppressedFile): number {
  const first = positionAt(lineStarts, directive.start).line;
  const last = positionAt(lineStarts, directive.end).line;
  const before = text.slice(lineStarts[first]!, directive.start).trim();
  const after = text.slice(directive.end, lineStarts[last + 1] ?? text.length).trim();
  const alone = (before === '' && after === '') || (before === '{' && after === '}');
  if (!alone) return first;
  const comment = language === 'python' ? /^\s*#/ : /^\s*(?:\/\/|\{?\/\*.*\*\/\}?\s*$)/;
  let line = last + 1;
  while (line < lineStarts.length && comment.test(text.slice(lineStarts[line]!, lineStarts[line + 1] ?? text.length))) line++;
  return line;
}

function unusedFinding(path: string, span: Span, message: string): Finding {
  return {
    path, start: span.start, end: span.end, rule: unusedSuppression.id, messageId: 'unused', level: unusedSuppression.level,
    message, help: 'Remove it, or mend the place it was meant for.', related: [], fixes: [],
  };
}
