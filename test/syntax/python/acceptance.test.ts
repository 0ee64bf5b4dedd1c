/**
 * Small pieces of real code, changed at random: the parser refuses exactly those that CPython refuses. Where the
 * installed CPython is too old for a piece, Ruff decides; to disagree with both is wrong.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parsePython } from '../../../engine/syntax/python/parser.js';
import { ruffJudge } from './ruff.js';
import { generator, libraryFiles } from './samples.js';

const SCRAPS = [
  '(', ')', '[', ']', '{', '}', '"', "'", '"""', ':', ',', '.', '=', '\\', '\n', '    ', '\t', ' ', '#', '@', '*', '**', '->', ':=',
  ';', '!', '\u00e9', 'def ', 'class ', 'if ', 'else ', 'async ', 'await ', 'lambda ', 'for x in ', 'return ', 'import ', 'match ', 'case ',
  'f', 'not ', ' in ', ' is ', '1', 'x', '-', '/', ' as ', 'yield ', 'from ', '==', '0', '_', 'e', 'j', '%', '<', '>', '|', 'None', 'r', 'b', 'u',
] as const;

/** Up to twelve lines of a file, moved to the left margin, with at most two small changes. */
function piece(files: readonly string[], random: (below: number) => number): string {
  const lines = files[random(files.length)]!.split('\n');
  const from = random(lines.length);
  const chosen = lines.slice(from, from + 1 + random(12));
  const margin = /^ */.exec(chosen[0]!)![0];
  let text = `${chosen.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join('\n')}\n`;
  for (let changes = random(3); changes > 0; changes--) {
    const at = random(text.length);
    const tail = text.slice(at);
    const kind = random(3);
    if (kind === 0) text = text.slice(0, at) + tail.slice(1 + random(3));
    else if (kind === 1) text = text.slice(0, at) + SCRAPS[random(SCRAPS.length)]! + tail;
    else text = text.slice(0, at) + text.slice(random(text.length)).slice(0, 8) + tail;
  }
  return text;
}

describe('Python parser on changed pieces of code', function () {
  this.timeout(120_000);

  it('refuses what CPython refuses, and nothing else', () => {
    const files = libraryFiles();
    const random = generator(314);
    const pieces = Array.from({ length: 6000 }, () => piece(files, random));
    const script = fileURLToPath(new URL('accepts.py', import.meta.url));
    const accepted = JSON.parse(execFileSync('python3', [script], {
      input: JSON.stringify(pieces), encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['pipe', 'pipe', 'ignore'],
    })) as boolean[];
    const ruff = ruffJudge();
    let doubtful = 0;
    const wrong: string[] = [];
    pieces.forEach((text, i) => {
      const { errors } = parsePython(text);
      if ((errors.length === 0) === accepted[i]) return;
      doubtful++;
      if ((errors.length === 0) === (ruff(text).length === 0)) return;
      wrong.push(`${JSON.stringify(text)}: CPython ${accepted[i] ? 'accepts' : 'refuses'} it, we say ${JSON.stringify(errors)}`);
    });
    const count = accepted.filter(Boolean).length;
    console.log(`      ${pieces.length} pieces, ${count} accepted by CPython; ${doubtful} judged by Ruff, ${wrong.length} wrong`);
    assert.deepEqual(wrong, []);
    assert.ok(count > 1000 && pieces.length - count > 1000, 'the sample is one-sided');
    assert.ok(doubtful <= pieces.length / 200, `${doubtful} disagreements with CPython`);
  });
});
