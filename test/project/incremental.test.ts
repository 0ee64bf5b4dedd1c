import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { python, typescript } from './edited-projects.js';
import { probe } from './probe.js';

/** A generator of numbers below `n` that always gives the same ones for a seed (mulberry32). */
function seeded(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

type Edit = (text: string, all: readonly string[], random: (n: number) => number) => string;

const identifier = /[A-Za-z_]\w*/g;

/** What typing does to a text: lines come, go and move, names change, characters are typed. */
const edits: readonly Edit[] = [
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 1)),
  (text, all, random) => withLines(text, (lines) => lines.splice(random(lines.length + 1), 0, oneOf(oneOf(all, random).split('\n'), random))),
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 0, lines[random(lines.length)]!)),
  (text, all, random) => {
    const names = [...text.matchAll(identifier)];
    const others = [...oneOf(all, random).matchAll(identifier)];
    const at = names[random(names.length)];
    return at === undefined || others.length === 0 ? text : text.slice(0, at.index) + others[random(others.length)]![0] + text.slice(at.index + at[0].length);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + oneOf([' ', '(', ')', '\n', '.', 'x', '#', ':', '"', ',', 'é', '{', '}', 'await ', 'async '], random) + text.slice(at);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random(4));
  },
  (text) => (text.includes('async ') ? text.replace('async ', '') : text),
  (text) => `\n${text}`,
];

function withLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function oneOf<T>(list: readonly T[], random: (n: number) => number): T {
  return list[random(list.length)]!;
}

/** Makes `count` edits in a session that is kept, and compares with a session opened anew after each. */
function checkEdits(texts: Readonly<Record<string, string>>, count: number, seed: number): void {
  const random = seeded(seed);
  const syntax = new TypeScriptSyntax();
  const host = { root: '/p', readText: () => undefined };
  const open = (): LiveSession => new LiveSession(host, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
  const current = new Map(Object.entries(texts).map(([path, text]) => [`/p/${path}`, text]));
  const originals = [...current.values()];
  const paths = [...current.keys()];
  const kept = open();
  kept.update([...current].map(([path, text]) => ({ path, text })));
  for (const path of paths) kept.findings(path);
  for (let i = 0; i < count; i++) {
    const path = oneOf(paths, random);
    // From time to time a file is put back, or the texts would only decay.
    const text = random(12) === 0 ? texts[path.slice('/p/'.length)]! : oneOf(edits, random)(current.get(path)!, originals, random);
    const before = current.get(path)!;
    current.set(path, text);
    kept.update([{ path, text }]);
    const cold = open();
    cold.update([...current].map(([p, t]) => ({ path: p, text: t })));
    // Which file is asked for first must not matter.
    const order = random(2) === 0 ? paths : [...paths].reverse();
    for (const p of order) {
      const shown = (session: LiveSession): unknown => session.findings(p).map(({ start, end, message, related }) => ({ start, end, message, related }));
      assert.deepEqual(shown(kept), shown(cold), `after edit ${i} (seed ${seed}) of ${path}, in ${p}\n--- before\n${before}\n--- after\n${text}`);
    }
  }
  syntax.close();
}

describe('incremental equals cold', () => {
  it('in Python, after each of 2,000 random edits', function () {
    this.timeout(300_000);
    checkEdits(python, 2000, 1);
  });

  it('in TypeScript, after each of 2,000 random edits', function () {
    this.timeout(300_000);
    checkEdits(typescript, 2000, 2);
  });
});
