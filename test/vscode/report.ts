import { objections, type Entry } from './record.js';
import type { Outcome } from './session.js';

/** Tells the tests that ran inside VS Code as tests of this process, so that its reporter counts them. */
export function report(name: string, { exit, entries }: Outcome): void {
  const tests = entries.filter((entry) => entry.kind === 'test');
  for (const entry of entries) if (entry.kind === 'measured') console.error(`measured: ${entry.text}`);
  describe(name, () => {
    for (const { title, ms, error } of tests) {
      it(`${title.join(' › ')} (${ms} ms)`, () => {
        if (error !== undefined) throw Object.assign(new Error(error), { stack: error });
      });
    }
    it('ran to its end, and ended well', () => {
      const failed = tests.some(({ error }) => error !== undefined);
      // Where tests failed, VS Code does not end well; they are told one by one above.
      const wrong = objections(failed ? 0 : exit, entries.map(withoutError));
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    });
  });
}

function withoutError(entry: Entry): Entry {
  return entry.kind === 'test' ? { kind: 'test', title: entry.title, ms: entry.ms } : entry;
}
