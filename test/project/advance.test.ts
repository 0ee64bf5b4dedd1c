import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { python } from './edited-projects.js';
import { probe } from './probe.js';

const sources = Object.entries(python).map(([path, text]) => ({ path: `/p/${path}`, text }));

function open(): LiveSession {
  const session = new LiveSession({ root: '/p', readText: () => undefined }, [probe], { ...defaultSettings, preset: 'strict' });
  session.update(sources);
  return session;
}

/** How many values are computed by each call of `advance` until it is done. */
function advanced(session: LiveSession, work: number): readonly number[] {
  const slices: number[] = [];
  for (let done = false; !done;) {
    const before = session.measure()['computed']!;
    done = session.advance(work);
    slices.push(session.measure()['computed']! - before);
    assert.ok(slices.length <= 2 * sources.length + 7, 'it goes on for ever');
  }
  return slices;
}

const shown = (session: LiveSession): unknown => sources.map(({ path }) => session.findings(path).map(({ message }) => message));

describe('a session that is prepared in slices', () => {
  it('takes one file at a time where the budget is small, and says when it is done', () => {
    const session = open();
    const slices = advanced(session, 1);
    // Each file is taken up, then put into the graph of calls; effects are searched in five pieces, contexts in one.
    assert.equal(slices.length, 2 * sources.length + 6);
    assert.ok(slices.filter((computed) => computed > 0).length > 2, `all at once: ${slices.join()}`);
    assert.equal(session.advance(1), true);
    assert.equal(advanced(open(), 1_000_000).length, 8);
  });

  it('finds what one finds that was not, also after an edit in between', () => {
    const session = open();
    assert.equal(session.advance(1), false);
    const edited = { path: sources[1]!.path, text: `${sources[1]!.text}\ndef later(): return load()\n` };
    session.update([edited]);
    advanced(session, 1);
    const other = open();
    other.update([edited]);
    assert.deepEqual(shown(session), shown(other));
  });
});
