import assert from 'node:assert/strict';
import type { Rule } from '../../engine/rule.js';
import { suppress, type Suppressed } from '../../engine/suppressions.js';
import { lineStartsOf, type Language, type Span } from '../../engine/text.js';

const rule = (id: string, related: readonly string[]): Rule => ({
  id, related, summary: '', family: 'lost-work', languages: ['python', 'typescript'], level: 'error', fixes: [], since: '0.1.0',
  messages: {}, examines: '', reasons: {}, check: () => [],
});
const rules = [
  rule('floating-promise', ['RUF006', '@typescript-eslint/no-floating-promises', 'reportUnusedCoroutine', 'unused-awaitable']),
  rule('blocking-call', ['ASYNC210', 'ASYNC251', 'n/no-sync']),
  rule('serial-await-in-loop', ['no-await-in-loop']),
];
/** Not of Python, so it can't run there. */
const foreign: Rule = { ...rule('of-typescript', []), languages: ['typescript'] };
const all = rules.map(({ id }) => id);

interface Outcome {
  /** The findings kept, as the name within the marker. */
  readonly kept: readonly string[];
  readonly unused: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Suppresses in a text in which `<id>` marks a finding of that rule, and in which every comment counts as a directive.
 * The marks stay in the text: they stand outside comments.
 */
function outcome(language: Language, text: string, ran: readonly string[] = all): Outcome {
  const findings = [...text.matchAll(/<([\w-]+)>/g)].map((m) => ({ rule: m[1]!, start: m.index, end: m.index + m[0].length }));
  const comments = language === 'python' ? /#.*/g : /\/\/.*|\/\*[\s\S]*?\*\//g;
  const directives = [...text.matchAll(comments)].map((m) => ({ text: m[0], start: m.index, end: m.index + m[0].length }));
  const facts = { path: '/p/file', language, lineStarts: lineStartsOf(text), directives };
  const result: Suppressed<Span & { rule: string }> = suppress({ text, facts }, findings, [...rules, foreign], new Set(ran));
  return {
    kept: result.kept.map((finding) => finding.rule),
    unused: result.unused.map(({ start, end }) => text.slice(start, end)),
    problems: result.problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`),
  };
}

const silent = { kept: [], unused: [], problems: [] };

describe('suppressions of our own', () => {
  it('silence the named rules on their line, and no others', () => {
    assert.deepEqual(outcome('python', '<floating-promise>  # asynclint: ignore[floating-promise] on purpose'), silent);
    assert.deepEqual(outcome('python', '<floating-promise> <blocking-call>  # asynclint: ignore[floating-promise]').kept, ['blocking-call']);
    assert.deepEqual(outcome('python', '<floating-promise> <blocking-call>  # asynclint: ignore[floating-promise, blocking-call]'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>\nx  # asynclint: ignore[floating-promise]').kept, ['floating-promise']);
  });

  it('silence all rules where they name none', () => {
    assert.deepEqual(outcome('python', '<floating-promise> <blocking-call>  # asynclint: ignore'), silent);
    assert.deepEqual(outcome('python', '<blocking-call>  # asynclint: ignore it runs once'), silent);
    assert.deepEqual(outcome('typescript', '<blocking-call>  // asynclint-ignore: it runs once'), silent);
    assert.deepEqual(outcome('typescript', '<blocking-call>  // asynclint-ignore -- it runs once'), silent);
  });

  it('are understood in either style in both languages', () => {
    for (const [language, open, close] of [['python', '# ', ''], ['typescript', '// ', ''], ['typescript', '/* ', ' */']] as const) {
      for (const form of [
        'asynclint: ignore[floating-promise]', 'asynclint:ignore[ floating-promise ] why', 'asynclint-ignore floating-promise: why',
        'asynclint-ignore floating-promise', 'asynclint-ignore blocking-call, floating-promise -- why', 'asynclint-ignore[floating-promise]',
        'asynclint: ignore floating-promise: why', 'asynclint-ignore floating-promise why not',
      ]) {
        assert.deepEqual(outcome(language, `<floating-promise>  ${open}${form}${close}`, ['floating-promise']), silent, form);
      }
    }
  });

  it('speak for the next line where they stand alone, other comments between', () => {
    assert.deepEqual(outcome('python', 'if x:\n    # asynclint: ignore[floating-promise]\n    # a note\n    <floating-promise>\n'), silent);
    assert.deepEqual(outcome('typescript', '// asynclint-ignore floating-promise\r\n// eslint-disable-next-line foo\r\n<floating-promise>\r\n'), silent);
    assert.deepEqual(outcome('typescript', '/* asynclint-ignore floating-promise:\n   two lines of reason */\n<floating-promise>'), silent);
    assert.deepEqual(outcome('typescript', '  {/* asynclint-ignore floating-promise */}\n  <floating-promise>'), silent);
    assert.deepEqual(outcome('python', '# asynclint: ignore[floating-promise]\n\n<floating-promise>'),
      { kept: ['floating-promise'], unused: ['floating-promise'], problems: [] });
  });

  it('at the end of a line do not speak for the next one', () => {
    assert.deepEqual(outcome('python', 'x = 1  # asynclint: ignore[floating-promise]\n<floating-promise>'),
      { kept: ['floating-promise'], unused: ['floating-promise'], problems: [] });
  });

  it('may be for the whole file, wherever they stand', () => {
    assert.deepEqual(outcome('python', '<blocking-call>\n<blocking-call>\n# asynclint: ignore-file[blocking-call] a script'), silent);
    assert.deepEqual(outcome('typescript', '// asynclint-ignore-file blocking-call: a script\n<blocking-call>\n<floating-promise>').kept, ['floating-promise']);
    assert.deepEqual(outcome('typescript', '/* asynclint-ignore-file */\n<blocking-call>\n<floating-promise>'), silent);
  });

  it('are told unused id by id, where the rule was run', () => {
    const text = '<floating-promise>  # asynclint: ignore[floating-promise, blocking-call]';
    assert.deepEqual(outcome('python', text), { kept: [], unused: ['blocking-call'], problems: [] });
    assert.deepEqual(outcome('python', text, ['floating-promise']), silent);
    assert.deepEqual(outcome('python', 'x  # asynclint: ignore'), { kept: [], unused: ['# asynclint: ignore'], problems: [] });
    assert.deepEqual(outcome('python', 'x  # asynclint: ignore', ['floating-promise']), silent);
    assert.deepEqual(outcome('typescript', 'x  // asynclint: ignore'), silent);
    assert.deepEqual(outcome('python', 'x\n# asynclint: ignore-file[blocking-call]').unused, ['blocking-call']);
  });

  it('that silence the same finding are both used', () => {
    assert.deepEqual(outcome('python', '# asynclint: ignore-file[blocking-call]\n<blocking-call>  # asynclint: ignore[blocking-call]'), silent);
  });

  it('are told wrong where they name no rule or are not understood', () => {
    assert.deepEqual(outcome('python', '<floating-promise>  # asynclint: ignore[floating-promse]'), {
      kept: ['floating-promise'], unused: [],
      problems: ['floating-promse: there is no rule `floating-promse`; did you mean `floating-promise`?'],
    });
    assert.deepEqual(outcome('typescript', '<blocking-call> // asynclint-ignore bloking-call this is fine').problems,
      ['bloking-call: there is no rule `bloking-call`; did you mean `blocking-call`?']);
    assert.match(outcome('python', 'x  # asynclint: ignore[blocking-call').problems[0]!, /bracket of this suppression is not closed/);
    assert.match(outcome('python', 'x  # asynclint: ignore[]').problems[0]!, /name no rule/);
    assert.match(outcome('python', 'x  # asynclint: ingore[blocking-call]').problems[0]!, /did you mean `ignore`\?/);
    assert.match(outcome('typescript', 'x  // asynclint-ignore-next-line blocking-call').problems[0]!, /does not understand/);
  });

  it('are not seen in comments that only talk of asynclint', () => {
    for (const comment of ['# see asynclint-ignore in the manual', '# asynclint is run on this', '# run asynclint: it helps']) {
      assert.deepEqual(outcome('python', `<blocking-call>  ${comment}`), { kept: ['blocking-call'], unused: [], problems: [] }, comment);
    }
  });

  it('may follow another tool\'s comment', () => {
    assert.deepEqual(outcome('python', '<blocking-call>  # noqa: E501  # asynclint: ignore[blocking-call]'), silent);
  });
});

describe('suppressions of other tools', () => {
  it('count on their line where the code is a relative', () => {
    assert.deepEqual(outcome('python', '<floating-promise>  # noqa: RUF006'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>  # NOQA:E501,RUF006 reason'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>  # type: ignore # noqa: E501 RUF006'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>  # type: ignore[unused-awaitable]'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>  # pyright: ignore[reportUnusedCoroutine, reportAny] # noqa: E501'), silent);
    assert.deepEqual(outcome('python', '<floating-promise>  # type: ignore[arg-type]').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '<floating-promise>  # type: ignore').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '<floating-promise>  # noqa: RUF005').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '<floating-promise>\n# noqa: RUF006').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '<blocking-call>  # noqa: ASYNC'), silent);
    assert.deepEqual(outcome('python', '<blocking-call>  # noqa: ASYNC2'), silent);
    assert.deepEqual(outcome('python', '<serial-await-in-loop>  # noqa'), silent);
  });

  it('count for the file where they are for the file, bare ones for rules with a relative', () => {
    assert.deepEqual(outcome('python', '# ruff: noqa: ASYNC251\n<blocking-call>\n<floating-promise>').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '# flake8: noqa\n<blocking-call>\n<serial-await-in-loop>').kept, ['serial-await-in-loop']);
  });

  it('count in ESLint\'s forms for a line', () => {
    const name = '@typescript-eslint/no-floating-promises';
    assert.deepEqual(outcome('typescript', `// eslint-disable-next-line ${name} -- why\n<floating-promise>`), silent);
    assert.deepEqual(outcome('typescript', `/* eslint-disable-next-line foo,\n ${name} */\n<floating-promise>`), silent);
    assert.deepEqual(outcome('typescript', `<floating-promise> // eslint-disable-line ${name}`), silent);
    assert.deepEqual(outcome('typescript', '<floating-promise> // eslint-disable-line'), silent);
    assert.deepEqual(outcome('typescript', '// eslint-disable-next-line\n<blocking-call>'), silent);
    assert.deepEqual(outcome('typescript', `<floating-promise> // eslint-disable-next-line ${name}`).kept, ['floating-promise']);
    assert.deepEqual(outcome('typescript', `// eslint-disable-next-line foo -- ${name}\n<floating-promise>`).kept, ['floating-promise']);
    assert.deepEqual(outcome('typescript', `// eslint-disable-next-line ${name}\n\n<floating-promise>`).kept, ['floating-promise']);
  });

  it('count in ESLint\'s block form, from it until it is enabled again', () => {
    const text = '<blocking-call>\n/* eslint-disable n/no-sync, foo */\n<blocking-call>\n<floating-promise>\n/* eslint-enable n/no-sync */\n<blocking-call>';
    assert.deepEqual(outcome('typescript', text).kept, ['blocking-call', 'floating-promise', 'blocking-call']);
    assert.deepEqual(outcome('typescript', '/* eslint-disable */\n<blocking-call>\n/* eslint-enable */\n<blocking-call>').kept, ['blocking-call']);
    assert.deepEqual(outcome('typescript', '/* eslint-disable */\n/* eslint-enable n/no-sync */\n<blocking-call>\n<serial-await-in-loop>').kept, ['blocking-call']);
    assert.deepEqual(outcome('typescript', '// eslint-disable n/no-sync\n<blocking-call>').kept, ['blocking-call']);
  });

  it('of one language mean nothing in the other', () => {
    assert.deepEqual(outcome('typescript', '<floating-promise> // # noqa').kept, ['floating-promise']);
    assert.deepEqual(outcome('python', '<serial-await-in-loop>  # eslint-disable-line no-await-in-loop').kept, ['serial-await-in-loop']);
  });
});
