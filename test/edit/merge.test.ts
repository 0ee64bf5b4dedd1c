import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { merge } from '../../engine/edit/merge.js';
import type { TextEdit } from '../../engine/rule.js';

const at = (start: number, text: string, end = start): TextEdit => ({ start, end, text });
const change = (...edits: TextEdit[]): { readonly edits: readonly TextEdit[] } => ({ edits });

/** The text after the changes that go together, and the numbers of these. */
function merged(text: string, ...changes: { readonly edits: readonly TextEdit[] }[]): readonly [string, readonly number[]] {
  const { taken, edits } = merge(changes);
  return [applyEdits(text, edits), taken.map((each) => changes.indexOf(each))];
}

describe('merge', () => {
  it('takes changes that stand apart, in any order of their edits', () => {
    assert.deepEqual(merged('abc def', change(at(4, 'D', 7), at(0, '> ')), change(at(2, '', 3))), ['> ab D', [0, 1]]);
    assert.deepEqual(merged('abc'), ['abc', []]);
  });

  it('leaves a change whole for a second run where one of its edits overlaps or touches an earlier one', () => {
    assert.deepEqual(merged('abc def', change(at(0, 'x', 3)), change(at(2, 'y', 4), at(6, 'z', 7))), ['x def', [0]]);
    assert.deepEqual(merged('abc def', change(at(0, 'x', 3)), change(at(3, 'y', 4))), ['x def', [0]]);
    assert.deepEqual(merged('ab', change(at(1, '1')), change(at(1, '2'))), ['a1b', [0]]);
    assert.deepEqual(merged('ab', change(at(1, '1')), change(at(1, 'B', 2))), ['a1b', [0]]);
  });

  it('leaves a change out without what it needs: nothing of it is carried out', () => {
    const importing = at(0, 'import asyncio\n');
    assert.deepEqual(merged('f()\ng()\n', change(at(0, 'F', 1)), change(importing, at(4, 'G', 5))), ['F()\ng()\n', [0]]);
  });

  it('inserts the same import once for all that need it', () => {
    const importing = at(0, 'import asyncio\n');
    assert.deepEqual(merged('f()\ng()\n', change(importing, at(2, '1', 2)), change(importing, at(6, '2', 6))), ['import asyncio\nf(1)\ng(2)\n', [0, 1]]);
    // In one file a name is added to a list of names by each of two changes.
    assert.deepEqual(merged('f g', change(at(1, ', h'), at(0, 'F', 1)), change(at(1, ', h'), at(2, 'G', 3))), ['F, h G', [0, 1]]);
  });

  it('takes two that insert different things at one place one after the other', () => {
    assert.deepEqual(merged('f()\ng()\n', change(at(0, 'import asyncio\n'), at(2, '1')), change(at(0, 'import anyio\n'), at(6, '2'))), ['import asyncio\nf(1)\ng()\n', [0]]);
  });

  it('makes a replacement that two changes ask for once', () => {
    assert.deepEqual(merged('def f: a, b', change(at(0, 'async def', 3), at(7, 'A', 8)), change(at(0, 'async def', 3), at(10, 'B', 11))), ['async def f: A, B', [0, 1]]);
  });

  it('counts a change that is made already as taken', () => {
    assert.deepEqual(merged('f().g', change(at(0, '(await '), at(3, ')')), change(at(0, '(await '), at(3, ')'))), ['(await f()).g', [0, 1]]);
  });

  it('never shares one half of a pair of brackets', () => {
    // Both end at the same place: each needs its own parenthesis there.
    assert.deepEqual(merged('a[b()].c', change(at(0, '(await '), at(6, ')')), change(at(2, '(await '), at(6, ')'))), ['(await a[b()]).c', [0]]);
    assert.deepEqual(merged('a b c', change(at(0, '['), at(1, ']')), change(at(0, '['), at(5, ']'))), ['[a] b c', [0]]);
    assert.deepEqual(merged('a b c', change(at(1, ')('), at(4, '1')), change(at(1, ')('), at(2, '2'))), ['a)( b 1c', [0]]);
    assert.deepEqual(merged('a b c', change(at(1, '(x)'), at(4, '1')), change(at(1, '(x)'), at(2, '2'))), ['a(x) 2b 1c', [0, 1]]);
  });
});
