/**
 * The parser on broken files: real files of the standard library, each broken at one random place. Deterministic
 * (a seeded generator), and counted in steps, not in time.
 */

import assert from 'node:assert/strict';
import { At, parseModule, parsePython, type PythonTree } from '../../../engine/syntax/python/parser.js';
import { Parser } from '../../../engine/syntax/python/state.js';
import { definitions, misplaced } from './invariants.js';
import { generator, libraryFiles } from './samples.js';

/** A change of the text: [from, to) becomes `text`. */
interface Break {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const SCRAPS = [
  '(', ')', '[', ']', '{', '}', '"', "'", '"""', ':', ',', '.', '=', '\\', '\n', '    ', '\t', ' ', '#', '@', '*', '**',
  '->', ':=', ';', '!', '$', '?', '\0', 'é', '🙂', 'def ', 'class ', 'if ', 'else:', 'async ', 'await ', 'lambda ', 'for x in ',
  'return ', 'import ', 'match x:', 'case ', 'f"{', 'x.', 'foo(', 'if x', 'with (', '[x for', '<<<<<<< HEAD\n', '=======\n',
  '>>>>>>> other\n', 'try:\n', 'except', '\r', '\f', 'not ', ' in ', ' is ', 'print x',
] as const;

function randomBreak(text: string, random: (below: number) => number): Break {
  const from = random(text.length);
  switch (random(5)) {
    case 0: return { from, to: Math.min(text.length, from + 1 + random(4)), text: '' };
    case 1: return { from, to: Math.min(text.length, from + 1 + random(60)), text: '' };
    case 2: return { from, to: from, text: SCRAPS[random(SCRAPS.length)]! };
    case 3: return { from, to: text.length, text: '' };
    default: {
      const slice = random(text.length);
      return { from, to: from, text: text.slice(slice, slice + 1 + random(40)) };
    }
  }
}

const broken = (text: string, { from, to, text: scrap }: Break): string => text.slice(0, from) + scrap + text.slice(to);

/** Throws when it takes more steps than any sound parse would, so that a hang is a failure with a stack. */
class CountingParser extends Parser {
  steps = 0;
  override next(): void {
    this.count();
    super.next();
  }

  override report(start: number, end: number, message: string): void {
    this.count();
    super.report(start, end, message);
  }

  count(): void {
    if (++this.steps > 30 * this.text.length + 10_000) throw new Error(`The parser hangs at ${this.start}.`);
  }
}

/** Of the definitions whose header the break left whole, those that are still found, and all. */
function kept(before: PythonTree, after: PythonTree, change: Break): { kept: number; of: number; lost: string[] } {
  const found = new Set(definitions(after).map((node) => `${after.start(node)} ${after.nameText(node, At.ClassDef.name)}`));
  const shift = change.text.length - (change.to - change.from);
  const lost: string[] = [];
  let of = 0;
  for (const node of definitions(before)) {
    const start = before.start(node);
    const nameEnd = before.nameEnd(node, At.ClassDef.name);
    if (start <= change.to && nameEnd >= change.from) continue; // The header itself was hit.
    of++;
    const expected = start >= change.to ? start + shift : start;
    const name = before.nameText(node, At.ClassDef.name)!;
    if (!found.has(`${expected} ${name}`)) lost.push(name);
  }
  return { kept: of - lost.length, of, lost };
}

describe('Python parser on broken files', function () {
  this.timeout(120_000);

  it('never throws, ends within its budget, keeps spans in order and 99 % of the definitions', () => {
    const files = libraryFiles();
    const random = generator(20_260_801);
    const sum = { kept: 0, of: 0, breaks: 0, worst: 0 };
    for (let round = 0; round < Number(process.env['ASYNCLINT_FUZZ'] ?? 1500); round++) {
      const text = files[random(files.length)]!;
      const change = randomBreak(text, random);
      const changed = broken(text, change);
      const parser = new CountingParser(changed);
      const tree = parseModule(parser);
      const label = `round ${round}: ${JSON.stringify(change.text)} for [${change.from}, ${change.to}) near ${JSON.stringify(text.slice(Math.max(0, change.from - 40), change.from + 20))}`;
      assert.deepEqual(misplaced(tree).slice(0, 3), [], label);
      assert.ok(parser.steps <= 4 * changed.length + 1000, `${label}: ${parser.steps} steps`);
      sum.worst = Math.max(sum.worst, parser.steps / (changed.length + 100));
      sum.breaks++;
      const result = kept(parsePython(text), tree, change);
      if (process.env['ASYNCLINT_FUZZ_LOST'] && result.lost.length > 3) console.log(result.lost.length, label);
      sum.kept += result.kept;
      sum.of += result.of;
    }
    console.log(`      ${sum.breaks} breaks: ${sum.kept} of ${sum.of} definitions kept (${(100 * sum.kept / sum.of).toFixed(2)} %), at most ${sum.worst.toFixed(2)} steps per character`);
    assert.ok(sum.of > 10_000, 'too few definitions to judge by');
    assert.ok(sum.kept / sum.of >= 0.99, `only ${sum.kept} of ${sum.of} definitions were kept`);
  });

  it('stays in order on files broken at many places', () => {
    const files = libraryFiles();
    const random = generator(7);
    for (let round = 0; round < 300; round++) {
      let text = files[random(files.length)]!.slice(0, 6000);
      for (let i = 0; i < 30; i++) text = broken(text, randomBreak(text, random));
      const parser = new CountingParser(text);
      const tree = parseModule(parser);
      assert.deepEqual(misplaced(tree).slice(0, 3), [], `round ${round}`);
      assert.ok(parser.steps <= 8 * text.length + 1000, `round ${round}: ${parser.steps} steps for ${text.length}`);
    }
  });

  it('reports a problem exactly when CPython would refuse: at most one per logical line, inside the text', () => {
    const random = generator(99);
    for (const text of libraryFiles().slice(0, 40)) {
      const changed = broken(text, randomBreak(text, random));
      const lines = new Set<number>();
      for (const { start, end, message } of parsePython(changed).errors) {
        assert.ok(start >= 0 && start <= end && end <= changed.length, message);
        assert.match(message, /^\S.*\.$/s);
        const line = changed.slice(0, start).split('\n').length;
        lines.add(line);
      }
      assert.equal(lines.size > 0, parsePython(changed).errors.length > 0);
    }
  });

  // The library has few of the newer constructs, so each is given here in one line or two, and broken all over.
  const dense = [
    'match s:\n    case {"k": v, **rest} | [1, *_, (a | b) as c] if x > 1:\n        pass\n    case P(1, y=q) as whole:\n        c\n    case a.b | -1 + 2j | "x" "y":\n        d\n',
    'class A[T: (int, str) = int, *Ts, **P](B, metaclass=M, **k):\n    x: list[*Ts] = [y for z in w async for y in z if y]\n',
    'type L[T] = list[T]\ndef f[T](a: int = 1, /, b=2, *args: *Ts, c, d=3, **k) -> dict[str, T]: return lambda *a, k=1, **b: (yield a)\n',
    'with (open(a) as b, c as (d, e)), f: pass\nasync with a as b.c, d[0] as [e, *f]: await x\n',
    'try:\n    a\nexcept* (A, B) as e:\n    b\nexcept C, D:\n    c\nelse: d\nfinally: e\n',
    'x = f"{a!r:>{w}} {b=} {f\'{c}\'}" t"{d}" rb"\\x" % {**a, "k": v, **b}[1:2:3, ...](*a, *b, k=v, **c)\n',
    'for a, (b, *c) in d, *e: print(x := 1, not y if z else w or v and u); del a, (b, c); global g; assert a, b; raise A from B\n',
    '@d.e(f)[g]\nasync def h(): return {a: b for c in d}, {a for b in c}, (a for b in c), [*a, b]\n',
    'from ..a import (b as c, d)\nimport a.b as c, d\nfrom . import *\nx: int\na = b = c += d\n',
  ];
  it('survives every dense construct, broken 500 times each', () => {
    const random = generator(11);
    for (const text of dense) {
      for (let i = 0; i < 500; i++) {
        let change = randomBreak(text, random);
        let changed = broken(text, change);
        for (let more = random(3); more > 0; more--) {
          change = randomBreak(changed || ' ', random);
          changed = broken(changed, change);
        }
        const tree = parseModule(new CountingParser(changed));
        assert.deepEqual(misplaced(tree).slice(0, 3), [], changed);
      }
    }
  });

  const monsters: readonly (readonly [string, string])[] = [
    ['1000 parentheses', '('.repeat(1000) + 'x' + ')'.repeat(1000)],
    ['100,000 open parentheses', '('.repeat(100_000)],
    ['100,000 open brackets of all kinds', '([{'.repeat(33_000)],
    ['100,000 closers', ')]}'.repeat(33_000)],
    ['a sum of 50,000 terms', `x = ${'a + '.repeat(50_000)}a`],
    ['a chain of 50,000 attributes', `x${'.a'.repeat(50_000)}`],
    ['a chain of 50,000 calls', `x${'()'.repeat(50_000)}`],
    ['5000 powers', `x = ${'a ** '.repeat(5000)}a`],
    ['5000 minuses', `x = ${'-'.repeat(5000)}a`],
    ['5000 nots', `x = ${'not '.repeat(5000)}a`],
    ['5000 awaits', `x = ${'await '.repeat(5000)}a`],
    ['5000 lambdas', `x = ${'lambda: '.repeat(5000)}a`],
    ['5000 ternaries', `x = ${'a if b else '.repeat(5000)}a`],
    ['3000 elifs', `if a:\n  pass\n${'elif b:\n  pass\n'.repeat(3000)}`],
    ['500 nested blocks', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')],
    ['500 blocks on one line', 'if x: '.repeat(500)],
    ['5000 nested f-strings', 'f"{'.repeat(5000)],
    ['5000 nested format specifications', `f"${'{x:'.repeat(5000)}`],
    ['2000 nested patterns', `match x:\n  case ${'['.repeat(2000)}`],
    ['5000 lines of unclosed calls', 'foo(a b $\n'.repeat(5000)],
    ['5000 lines of unclosed with', 'with (a\n'.repeat(5000)],
    ['5000 lines of match', 'match (a\n'.repeat(5000)],
    ['5000 lines of triple quotes', 'x = """ prose\n'.repeat(5000)],
    ['5000 decorators', '@a\n'.repeat(5000)],
    ['5000 empty defs', 'def \n'.repeat(5000)],
    ['conflict markers', '<<<<<<< a\n=======\n>>>>>>> b\n'.repeat(3000)],
    ['stairs', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i % 97)}x\n`).join('')],
    ['5000 stars', `f(${'*'.repeat(5000)})`],
    ['5000 backslashes', '\\\n'.repeat(5000)],
    ['NULs', '\0'.repeat(5000)],
  ];
  for (const [name, text] of monsters) {
    it(`survives ${name}`, () => {
      const parser = new CountingParser(text);
      const tree = parseModule(parser);
      assert.deepEqual(misplaced(tree).slice(0, 3), []);
      assert.ok(parser.steps <= 8 * text.length + 1000, `${parser.steps} steps for ${text.length} characters`);
    });
  }
});

