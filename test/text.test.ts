import assert from 'node:assert/strict';
import { lineStartsOf, positionAt } from '../engine/text.js';

/** Line starts found by a look at each character. */
function startsBySight(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const isEnd = text[i] === '\n' || (text[i] === '\r' && text[i + 1] !== '\n');
    if (isEnd) starts.push(i + 1);
  }
  return starts;
}

describe('text', () => {
  it('has the same line starts however lines end, in every text of up to six such characters', () => {
    for (let length = 0; length <= 6; length++) {
      for (let n = 0; n < 3 ** length; n++) {
        const text = Array.from({ length }, (_, i) => 'a\n\r'[Math.floor(n / 3 ** i) % 3]).join('');
        assert.deepEqual([...lineStartsOf(text)], startsBySight(text), JSON.stringify(text));
      }
    }
  });

  it('tells line and character of an offset, past the end too', () => {
    const starts = lineStartsOf('ab\r\nc\rd\n');
    const places = [0, 2, 4, 6, 8, 20].map((offset) => positionAt(starts, offset));
    assert.deepEqual(places.map(({ line, character }) => `${line}:${character}`), ['0:0', '0:2', '1:0', '2:0', '3:0', '3:12']);
  });
});
