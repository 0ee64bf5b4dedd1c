import type { Fix } from '../../engine/rule.js';
import { languageOf } from '../../engine/text.js';
import { commentsOf } from './comments.js';
import { applyEdits } from '../../engine/edit/edits.js';
import { type Found, findingsOf, type Lab, lint, problemsOf, root, type Texts, withSession } from './lint.js';
import type { Scenario } from './page.js';

/**
 * Proofs about fixes. A fix is a promise: its kind is one that the rule declares, it parses, it cures its finding and
 * brings no other, it keeps comments (the harness puts one above every line it touches), and safe fixes come to rest.
 */
export function fixFailures(lab: Lab, scenario: Scenario, texts: Texts, found: readonly Found[]): string[] {
  const own = found.filter(({ finding }) => finding.rule === lab.rule.id);
  const broken = own.flatMap((each) => each.finding.fixes.flatMap((fix) => offered(lab, texts, own, each, fix)));
  return broken.length > 0 ? broken : [...converges(lab, texts, own), ...shown(lab, scenario, texts, own), ...named(scenario, own)];
}

/** One text per fix on offer: its file after it, or why that can't be. */
export function cured(found: readonly Found[], texts: Texts): string[] {
  return found.flatMap(({ path, finding }) => finding.fixes.map((fix) => {
    try {
      return applyEdits(texts.get(path)!, fix.edits);
    } catch {
      return `"${fix.title}" can't be applied`;
    }
  }));
}

function offered(lab: Lab, texts: Texts, own: readonly Found[], each: Found, fix: Fix): string[] {
  const where = `the fix "${fix.title}" (${each.path}, line ${each.line + 1})`;
  if (!lab.rule.fixes.includes(fix.kind)) return [`${where} is of the kind ${fix.kind}, which the rule does not declare`];
  const commented = withComment(texts, each);
  const again = lint(lab, commented).find((other) => other.path === each.path && other.line === each.line + 1 && other.start === each.start
    && other.finding.messageId === each.finding.messageId);
  const same = again?.finding.fixes.find((other) => other.title === fix.title);
  return [
    ...applied(lab, texts, own, each, fix).map((failure) => `${where} ${failure}`),
    ...(same === undefined ? [`${where} is not on offer beneath a comment`]
      : applied(lab, commented, own, again!, same).map((failure) => `beneath a comment ${where} ${failure}`)),
  ];
}

/** Puts a comment on a line of its own above a finding. */
function withComment(texts: Texts, { path, line }: Found): Texts {
  const lines = texts.get(path)!.split('\n');
  const sign = languageOf(path) === 'python' ? '#' : '//';
  lines.splice(line, 0, `${/^\s*/.exec(lines[line]!)![0]}${sign} kept by every fix`);
  return new Map([...texts, [path, lines.join('\n')]]);
}

function applied(lab: Lab, texts: Texts, own: readonly Found[], { path, finding }: Found, fix: Fix): string[] {
  const before = texts.get(path)!;
  let after: string;
  try {
    after = applyEdits(before, fix.edits);
  } catch (error) {
    return [`can't be applied: ${(error as Error).message}`];
  }
  if (after === before) return ['changes nothing'];
  const changed = new Map([...texts, [path, after]]);
  const { problems, left } = withSession(lab, changed, (session) => ({
    problems: problemsOf(session, changed).filter((problem) => problem.path === `${root}/${path}`),
    left: findingsOf(session, changed).filter(({ finding }) => finding.rule === lab.rule.id),
  }));
  // A rule with one finding per row of its subject may show the next of the row in its place: another one, never one more.
  const same = (all: readonly Found[]): number => all.filter((other) => other.finding.message === finding.message).length;
  const isCured = left.length < own.length || (left.length === own.length && same(left) < same(own));
  // A text that is broken on purpose stays so, but no more than it was.
  const known = withSession(lab, texts, (session) => session.problems(`${root}/${path}`).length);
  const lost = missingFrom(commentsOf(languageOf(path)!, after), commentsOf(languageOf(path)!, before));
  return [
    ...problems.slice(known).map((problem) => `leaves text that does not parse: ${problem.message}\n${indented(after)}`),
    ...(isCured ? [] : [`does not cure: ${own.length} findings before, ${left.length} after\n${indented(after)}`]),
    ...lost.map((comment) => `loses the comment ${comment}`),
  ];
}

/** Applies safe fixes, all of a round that go together, until there are none: at most one round per finding. */
function converges(lab: Lab, texts: Texts, own: readonly Found[]): string[] {
  let current = texts;
  for (let round = 0; round <= own.length; round++) {
    const safe = lint(lab, current).flatMap(({ path, finding }) => finding.rule !== lab.rule.id ? []
      : finding.fixes.filter((fix) => fix.kind === 'safe').slice(0, 1).map((fix) => ({ path, fix })));
    if (safe.length === 0) return [];
    for (const path of new Set(safe.map((each) => each.path))) {
      const after = allOf(lab, current, path, safe.filter((each) => each.path === path).map((each) => each.fix));
      current = new Map([...current, [path, after]]);
    }
  }
  return [`safe fixes do not come to rest after ${own.length} rounds:\n${[...current.values()].map(indented).join('\n')}`];
}

function shown(lab: Lab, scenario: Scenario, texts: Texts, own: readonly Found[]): string[] {
  return scenario.fixed.flatMap(({ path, title, text, line }) => {
    const fixes = own.filter((each) => each.path === path).flatMap(({ finding }) => finding.fixes.filter((fix) => fix.title === title));
    if (fixes.length === 0) {
      const titles = own.flatMap(({ finding }) => finding.fixes.map((fix) => `"${fix.title}"`));
      return [`line ${line} shows the fix "${title}", which is not on offer; there is: ${[...new Set(titles)].join(', ') || 'none'}`];
    }
    const after = allOf(lab, texts, path, fixes);
    if (after === text) return [];
    return [`line ${line}: "${title}" leaves another text than shown\n  shown:\n${indented(text)}\n  in fact:\n${indented(after)}`];
  });
}

/** Marks that name what is on offer: all of it, in its order. */
function named(scenario: Scenario, own: readonly Found[]): string[] {
  return scenario.files.flatMap((file) => file.marks.filter(({ kind }) => kind === 'fixes').flatMap((mark) => {
    const there = own.filter((each) => each.path === file.path && each.line === mark.line && (mark.columns === null || mark.columns.start === each.start));
    const titles = there.flatMap(({ finding }) => finding.fixes.map(({ title }) => title)).join(' | ') || 'none';
    if (there.length > 0 && titles === mark.text) return [];
    return [`${scenario.page}:${mark.pageLine}: ${there.length === 0 ? 'nothing is found here that could be fixed' : `on offer is: ${titles}`}`];
  }));
}

/** The text after all of the fixes that go together. */
function allOf(lab: Lab, texts: Texts, path: string, fixes: readonly Fix[]): string {
  return applyEdits(texts.get(path)!, withSession(lab, texts, (session) => session.together(`${root}/${path}`, fixes).edits));
}

function missingFrom(present: readonly string[], wanted: readonly string[]): string[] {
  const left = [...present];
  return wanted.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function indented(text: string): string {
  return text.trimEnd().split('\n').map((line) => `    ${line}`).join('\n');
}
