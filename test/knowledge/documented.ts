import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { positionAt } from '../../engine/text.js';
import { rules } from '../../rules/index.js';

/**
 * Lints code as a library's documentation shows it, with all rules at preset `strict`. A line ends in `#! rule level` for
 * each finding that it must have, divided by commas; all other lines must be silent.
 */
export function checkDocumented(text: string): void {
  const path = '/p/app.py';
  const session = new LiveSession({ root: '/p', readText: () => undefined }, rules, { ...defaultSettings, preset: 'strict' });
  try {
    session.update([{ path, text }]);
    const starts = session.linked().file(path)!.facts.lineStarts;
    const found = session.findings(path).map((f) => `${positionAt(starts, f.start).line + 1}: ${f.rule} ${f.level}`);
    const marked = text.split('\n').flatMap((line, i) => (/#! (.*)$/.exec(line)?.[1]?.split(', ') ?? []).map((mark) => `${i + 1}: ${mark}`));
    assert.deepEqual(found.sort(), marked.sort());
  } finally {
    session.close();
  }
}
