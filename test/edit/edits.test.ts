import assert from 'node:assert/strict';
import { applyEdits, lineEndOf } from '../../engine/edit/edits.js';

describe('applyEdits', () => {
  it('carries edits out in the order of the text', () => {
    assert.equal(applyEdits('a b c', [{ start: 4, end: 5, text: 'C' }, { start: 0, end: 1, text: 'A' }]), 'A b C');
  });

  it('keeps the order of insertions at one place, before a replacement that begins there', () => {
    const edits = [{ start: 1, end: 2, text: 'B' }, { start: 1, end: 1, text: '1' }, { start: 1, end: 1, text: '2' }];
    assert.equal(applyEdits('abc', edits), 'a12Bc');
  });

  it('counts UTF-16 units', () => {
    assert.equal(applyEdits('😀x', [{ start: 2, end: 3, text: 'y' }]), '😀y');
  });

  it('takes edits that touch, and none at all', () => {
    assert.equal(applyEdits('abc', [{ start: 0, end: 1, text: '' }, { start: 1, end: 2, text: 'x' }]), 'xc');
    assert.equal(applyEdits('abc', []), 'abc');
  });

  it('throws for edits that overlap or leave the text', () => {
    assert.throws(() => applyEdits('abc', [{ start: 0, end: 2, text: '' }, { start: 1, end: 3, text: '' }]), RangeError);
    assert.throws(() => applyEdits('abc', [{ start: 2, end: 4, text: '' }]), RangeError);
    assert.throws(() => applyEdits('abc', [{ start: 2, end: 1, text: '' }]), RangeError);
    assert.throws(() => applyEdits('abc', [{ start: -1, end: 1, text: '' }]), RangeError);
  });
});

describe('lineEndOf', () => {
  it('is that of the first line', () => {
    assert.deepEqual(['a', 'a\nb\r\n', 'a\r\nb\n', 'a\rb'].map(lineEndOf), ['\n', '\n', '\r\n', '\r']);
  });
});
