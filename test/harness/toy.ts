import { merge } from '../../engine/edit/merge.js';
import type { Finding, Fix, Level, Rule } from '../../engine/rule.js';
import type { Problem, Session } from '../../engine/session.js';
import type { Lab } from './lint.js';

/**
 * A toy linter for tests of the harness: it finds every call of `bad` and offers `good` instead. Each of its possible
 * faults is one that the harness has to notice.
 */
export interface Faults {
  readonly level?: Level;
  /** Updates that only add to a text are not looked at. */
  readonly forgetful?: true;
  readonly deafToSuppressions?: true;
  /** Columns count from the text's start as if a line ended in one character. */
  readonly blindToCrlf?: true;
  readonly fix?: (text: string, start: number) => Fix;
  readonly declared?: Rule['fixes'];
  readonly message?: string;
  readonly wide?: true;
  /** It tells early what another file refutes. */
  readonly hasty?: true;
}

export const toyRule: Rule = {
  id: 'toy', summary: 'Calls of bad.', family: 'lost-work', languages: ['python', 'typescript'], level: 'warning', fixes: ['safe'],
  since: '0.1.0', related: [], messages: { bad: { text: '`bad` is called', help: 'Call `good`.' } }, examines: 'calls', reasons: {}, *check() {},
};

/** A lab whose session has the given faults. */
export function toyLab(faults: Faults = {}): Lab {
  const rule = { ...toyRule, fixes: faults.declared ?? toyRule.fixes, early: ['bad'] };
  return { rule, others: [], open: () => toySession(faults) };
}

function toySession(faults: Faults): Session {
  const texts = new Map<string, string>();
  return {
    update(files) {
      for (const { path, text } of files) {
        if (!faults.forgetful || !texts.has(path) || !text.startsWith(texts.get(path)!)) texts.set(path, text);
      }
    },
    remove: (paths) => paths.forEach((path) => texts.delete(path)),
    findings: (path) => (faults.hasty && texts.size > 1 ? [] : findingsIn(path, texts.get(path) ?? '', faults)),
    problems: (path): Problem[] => {
      const at = (texts.get(path) ?? '').indexOf('$$');
      return at < 0 ? [] : [{ path, message: 'no such character', start: at, end: at + 2 }];
    },
    unavailable: () => undefined,
    text: (path) => texts.get(path),
    paths: () => [...texts.keys()],
    edition: () => undefined,
    imports: () => [],
    together: (_path, fixes) => merge(fixes),
    explain: () => undefined,
    describe: () => undefined,
    suppression: () => null,
    standing: () => null,
    refactor: () => [],
    advance: () => true,
    waiting: () => 0,
    measure: () => ({}),
    close: () => {},
  };
}

function findingsIn(path: string, text: string, faults: Faults): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(/\bbad(?=\()/g)) {
    const start = match.index - (faults.blindToCrlf ? [...text.slice(0, match.index).matchAll(/\r/g)].length : 0);
    const before = text.slice(0, match.index).split('\n').slice(-2, -1)[0] ?? '';
    if (!faults.deafToSuppressions && /asynclint(-ignore|: ignore)/.test(before)) continue;
    findings.push({
      path, rule: 'toy', messageId: 'bad', level: faults.level ?? 'warning', message: faults.message ?? '`bad` is called', help: 'Call `good`.',
      start, end: faults.wide ? text.length : start + 3, related: [], fixes: [(faults.fix ?? goodInstead)(text, start)],
    });
  }
  return findings;
}

function goodInstead(_text: string, start: number): Fix {
  return { title: 'Call good', kind: 'safe', edits: [{ start, end: start + 3, text: 'good' }] };
}
