import type { Problem } from '../../engine/session.js';
import { languageOf } from '../../engine/text.js';
import { type Found, findingsOf, type Lab, lint, problemsOf, root, sources, type Texts, withSession } from './lint.js';
import type { Scenario } from './page.js';
import { cured, fixFailures } from './fixes.js';

/**
 * What the harness proves of every scenario without being asked: the input parses, a squiggle covers one line, nothing
 * of a message is left open, typing a text gives what opening it gives, a suppression silences, line endings, a
 * byte order mark and characters beyond ASCII change nothing but positions, and what the rule tells early holds. Proofs about fixes stand in `fixes.ts`.
 */
export function proofFailures(lab: Lab, scenario: Scenario): string[] {
  const texts = textsOf(scenario);
  const { found, problems } = withSession(lab, texts, (session) => ({ found: findingsOf(session, texts), problems: problemsOf(session, texts) }));
  return [
    ...parses(scenario, problems), ...wellFormed(lab, found, texts), ...typed(lab, found, texts), ...suppressed(lab, found, texts),
    ...sameElsewhere(lab, found, texts), ...early(lab, found, texts), ...fixFailures(lab, scenario, texts, found),
  ].map((failure) => `${scenario.page}:${scenario.line}: ${failure}`);
}

/** The texts of a scenario, without marks. */
export function textsOf(scenario: Scenario): Texts {
  return new Map(scenario.files.map((file) => [file.path, file.text]));
}

function parses(scenario: Scenario, problems: readonly Problem[]): string[] {
  return scenario.files.filter((file) => file.language !== null).flatMap((file) => {
    const own = problems.filter((problem) => problem.path === `${root}/${file.path}`);
    if (file.broken) return own.length > 0 ? [] : [`${file.path} is said to be broken, but parses`];
    return own.map((problem) => `${file.path} does not parse: ${problem.message}`);
  });
}

function wellFormed(lab: Lab, found: readonly Found[], texts: Texts): string[] {
  const failures: string[] = [];
  for (const { path, line, endLine, start, end, finding, related } of found) {
    if (finding.rule !== lab.rule.id) continue;
    const where = `${path}:${line + 1}: "${finding.message}"`;
    if (line !== endLine) failures.push(`${where} covers several lines`);
    else if (start >= end) failures.push(`${where} covers nothing`);
    if (/\{\w+\}/.test(finding.message + finding.help)) failures.push(`${where} (${finding.help}) leaves a placeholder open`);
    if (finding.message.trim() === '' || finding.help.trim() === '') failures.push(`${where} lacks a message or a help`);
    if (lab.rule.messages[finding.messageId] === undefined) failures.push(`${where} has the undeclared message id ${finding.messageId}`);
    for (const place of related) {
      if (texts.get(place.path) === undefined) failures.push(`${where} relates to ${place.path}, which is no file here`);
      else if (place.start >= place.end) failures.push(`${where} relates to an empty place, "${place.message}"`);
    }
  }
  return failures;
}

/** Types each file in pieces into a session that holds the others, asking for findings all the way. */
function typed(lab: Lab, found: readonly Found[], texts: Texts): string[] {
  const after = withSession(lab, texts, (session) => {
    for (const [path, text] of texts) {
      if (languageOf(path) === undefined) continue;
      for (const prefix of prefixes(text)) {
        session.update([{ path: `${root}/${path}`, text: prefix }]);
        for (const each of texts.keys()) session.findings(`${root}/${each}`);
      }
    }
    return findingsOf(session, texts);
  });
  return difference('typing the text in pieces', summaries(found), summaries(after));
}

/** Growing pieces of a text, the last of them whole: cut at every so many characters, so also within words. */
export function prefixes(text: string, pieces = 12): string[] {
  const step = Math.max(1, Math.ceil(text.length / pieces));
  const result: string[] = [];
  for (let at = 0; at < text.length; at += step) result.push(text.slice(0, at));
  return [...result, text];
}

function suppressed(lab: Lab, found: readonly Found[], texts: Texts): string[] {
  const own = found.filter(({ finding }) => finding.rule === lab.rule.id);
  if (own.length === 0) return [];
  const comment = { python: `# asynclint: ignore[${lab.rule.id}] proof`, typescript: `// asynclint-ignore ${lab.rule.id}: proof` };
  const withComments = new Map([...texts].map(([path, text]) => {
    const language = languageOf(path);
    if (language === undefined) return [path, text];
    const lines = text.split('\n');
    const at = [...new Set(own.filter((each) => each.path === path).map((each) => each.line))].sort((a, b) => b - a);
    for (const line of at) lines.splice(line, 0, /^\s*/.exec(lines[line]!)![0] + comment[language]);
    return [path, lines.join('\n')];
  }));
  return lint(lab, withComments).filter(({ finding }) => finding.rule === lab.rule.id)
    .map(({ path, line, finding }) => `a suppression on the line before does not silence "${finding.message}" (${path}, line ${line} then)`);
}

/** Lints variants of the texts that mean the same, and maps positions back. */
function sameElsewhere(lab: Lab, found: readonly Found[], texts: Texts): string[] {
  const expected = summaries(found);
  const sign = (path: string): string => (languageOf(path) === 'python' ? '#' : '//');
  const crlf = each(texts, (text) => text.replaceAll('\n', '\r\n'));
  const marked = each(texts, (text) => `\uFEFF${text}`);
  const foreign = each(texts, (text, path) => `${sign(path)} Straße, 東京, 🦊\n${text}`);
  const inCrlf = lint(lab, crlf);
  return [
    ...difference('CRLF', expected, summaries(inCrlf)),
    ...difference('a byte order mark', expected, summaries(lint(lab, marked), { firstColumn: -1 })),
    ...difference('a line beyond ASCII', expected, summaries(lint(lab, foreign), { line: -1 })),
    ...difference('a fix under CRLF', cured(found, texts).map((text) => text.replaceAll('\n', '\r\n')), cured(inCrlf, crlf)),
  ];
}

/** Lints each file of several alone: what may be told before the others are read has to hold with them. */
function early(lab: Lab, found: readonly Found[], texts: Texts): string[] {
  const messages = lab.rule.early ?? [];
  const undeclared = messages.filter((id) => lab.rule.messages[id] === undefined).map((id) => `the rule has no message ${id} to tell early`);
  const own = sources(texts).map(({ path }) => path.slice(root.length + 1));
  if (own.length < 2) return undeclared;
  const key = ({ path, start, line, finding: { rule, messageId, level } }: Found): string => `${path}:${line + 1}:${start} ${level} ${rule} ${messageId}`;
  const known = new Set(found.map(key));
  return [...undeclared, ...own.flatMap((path) => {
    const alone = new Map([...texts].filter(([other]) => other === path || languageOf(other) === undefined));
    return lint(lab, alone, true).filter(({ finding: { rule, messageId, level } }) => rule === lab.rule.id && level !== 'info' && messages.includes(messageId))
      .map(key).filter((one) => !known.has(one)).map((one) => `told early, and not with the other files: ${one}`);
  })];
}

function each(texts: Texts, change: (text: string, path: string) => string): Texts {
  return new Map([...texts].map(([path, text]) => [path, languageOf(path) === undefined ? text : change(text, path)]));
}

/** One line of text per finding; positions are moved by `by` first. */
function summaries(found: readonly Found[], by: { line?: number; firstColumn?: number } = {}): string[] {
  const column = (line: number, at: number): number => at + (line === 0 ? by.firstColumn ?? 0 : 0);
  return found.map(({ path, line, start, endLine, end, finding, related }) => {
    const places = related.map((place) => `${place.path}:${place.line + (by.line ?? 0)}:${column(place.line, place.start)} ${place.message}`);
    return `${path}:${line + (by.line ?? 0)}:${column(line, start)}-${endLine + (by.line ?? 0)}:${column(endLine, end)} ${finding.level} ${finding.rule} ${finding.message} [${places.join('; ')}]`;
  });
}

function difference(variant: string, expected: readonly string[], actual: readonly string[]): string[] {
  const lost = expected.filter((line) => !actual.includes(line));
  const added = actual.filter((line) => !expected.includes(line));
  if (lost.length === 0 && added.length === 0 && expected.length === actual.length) return [];
  return [`${variant} changes what is found:\n${[...lost.map((line) => `    - ${line}`), ...added.map((line) => `    + ${line}`)].join('\n')}`];
}

