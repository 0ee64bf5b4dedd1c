/** What the printed facts don't show: the places that edits need, and that no text is too much for the reader. */

import assert from 'node:assert/strict';
import { checkFacts } from '../../../engine/facts/check.js';
import type { FileFacts } from '../../../engine/facts/facts.js';
import { readPython } from '../../../engine/facts/python/reader.js';
import type { Span } from '../../../engine/text.js';

const source = `
class C:
    @property
    def a(self): return 1
    def b(self):

        @d
        def e(): pass
        e()  # the end
    async def c(self): pass
f = lambda: b + c
`;

function textsOf(of: (fact: FileFacts['functions'][number]) => Span): Record<string, string> {
  const facts = readPython('a.py', source);
  return Object.fromEntries(facts.functions.slice(1).map((fact) => [fact.name, source.slice(of(fact).start, of(fact).end)]));
}

describe('Python facts: places', () => {
  it('spans of names', () => {
    assert.deepEqual(textsOf((fact) => fact.nameSpan), { C: 'C', a: 'a', b: 'b', e: 'e', c: 'c', '': 'lambda' });
  });

  it('spans of bodies, a decorator at their beginning included', () => {
    const bodies = textsOf((fact) => fact.bodySpan);
    assert.equal(bodies.a, 'return 1');
    assert.equal(bodies.b, '@d\n        def e(): pass\n        e()');
    assert.equal(bodies.c, 'pass');
    assert.equal(bodies[''], 'b + c');
    assert.ok(bodies.C!.startsWith('@property') && bodies.C!.endsWith('pass'));
  });

  it('`async` goes before `def`, where a function can become async', () => {
    const facts = readPython('a.py', source);
    const places = Object.fromEntries(facts.functions.map((fact) => [fact.name, fact.asyncAt]));
    assert.equal(places.b, source.indexOf('def b'));
    assert.equal(places.e, source.indexOf('def e'));
    for (const name of ['C', 'a', 'c', '']) assert.equal(places[name], -1, name);
  });

  it('only a lambda has an expression for its body', () => {
    const facts = readPython('a.py', source);
    assert.deepEqual(facts.functions.filter((fact) => fact.expressionBody).map((fact) => fact.form), ['lambda']);
  });
});

describe('Python facts: sizes', () => {
  const nested = (depth: number, open: string, middle: string, close: string): string => open.repeat(depth) + middle + close.repeat(depth);
  const blocks = (depth: number, head: string): string =>
    Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}${head}`).join('\n') + `\n${' '.repeat(depth)}${'lambda: '.repeat(900)}x`;
  const texts: Readonly<Record<string, string>> = {
    'nothing': '',
    'brackets': nested(5000, '[', '', ']'),
    'calls': nested(5000, 'f(', '', ')'),
    'calls of calls': `a${'.b()'.repeat(20_000)}`,
    'attributes': `a${'.b'.repeat(100_000)}`,
    'elements': `a${'[0]'.repeat(20_000)}`,
    'a sum': `a${' + a'.repeat(20_000)}`,
    'conditions': `a${' and a'.repeat(20_000)}`,
    'comparisons': `a${' < a'.repeat(20_000)}`,
    'nots': `${'not '.repeat(5000)}a`,
    'elifs': `if a: pass\n${'elif b: pass\n'.repeat(20_000)}`,
    'ternaries': `${'a if b else '.repeat(5000)}c`,
    'lambdas': `${'lambda x=1: '.repeat(5000)}a`,
    'comprehensions': nested(5000, '[x for x in ', 'y', ']'),
    'clauses': `[x ${'for x in y '.repeat(3000)}]`,
    'targets': `${nested(5000, '[', 'a', ']')} = x`,
    'patterns': `match x:\n case ${nested(5000, '[', '', ']')}: pass`,
    'items': `with ${'a as b, '.repeat(3000)}c: pass`,
    'a union': `x: a${' | a'.repeat(20_000)}`,
    'a long tuple': `${'a, '.repeat(200_000)} = b`,
    'functions': blocks(99, 'def f():'),
    'classes and conditions': blocks(99, 'if x:'),
  };

  for (const [name, text] of Object.entries(texts)) {
    it(`reads ${name}, however many`, () => {
      assert.deepEqual(checkFacts(readPython('a.py', text)), []);
    });
  }

  it('says once that something is nested too deeply to be read', () => {
    const problems = readPython('a.py', `a${'.b()'.repeat(2000)}\na${'.b()'.repeat(2000)}`).problems;
    assert.deepEqual(problems.map((problem) => problem.message), ['This is nested too deeply; asynclint reads no further here.']);
  });

  it('keeps what stands beside something nested too deeply', () => {
    const facts = readPython('a.py', `${nested(5000, '[', '', ']')}\nasync def f(): pass\n`);
    assert.deepEqual(facts.functions.map((fact) => fact.name), ['', 'f']);
  });
});
