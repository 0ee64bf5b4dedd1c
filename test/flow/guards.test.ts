import assert from 'node:assert/strict';
import { closeTypeScript, python, typescript, type Source } from './source.js';

/** What is known at the call `here()`, the nearest first. */
function known(source: Source): readonly string[] {
  return source.index.guards(source.step('call', 'here()')).map(({ test, sense }) => `${source.textOf(test)} ${sense}`);
}

const inPython = (body: string): readonly string[] => known(python(`def main():\n${body.replace(/^/gm, '    ')}\n`));
const inTypeScript = (body: string): readonly string[] => known(typescript(`function main() { ${body} }`));

describe('guards', () => {
  after(closeTypeScript);

  it('are the tests of the arms around a step', () => {
    assert.deepEqual(inPython('if a:\n    if b: pass\n    else: here()'), ['b falsy', 'a truthy']);
    assert.deepEqual(inTypeScript('x = a ? b : here();'), ['a falsy']);
    assert.deepEqual(inTypeScript('a && here();'), ['a truthy']);
    assert.deepEqual(inTypeScript('a || here();'), ['a falsy']);
    assert.deepEqual(inTypeScript('a ?? here();'), ['a nullish']);
    assert.deepEqual(inTypeScript('a?.b(here());'), ['a present']);
  });

  it('are the tests before a step whose other way leads elsewhere', () => {
    assert.deepEqual(inPython('if a: return\nhere()'), ['a falsy']);
    assert.deepEqual(inPython('if a: pass\nelse: raise E\nhere()'), ['a truthy']);
    assert.deepEqual(inTypeScript('for (const x of xs) { if (x) continue; here(); }'), ['x falsy']);
    assert.deepEqual(inTypeScript('if (a) { if (b) return; else throw c; } here();'), ['a falsy']);
    assert.deepEqual(inPython('if a:\n    while True: work()\nhere()'), ['a falsy']);
  });

  it('are not those of branches both of whose ways lead on, or that stand behind the step', () => {
    assert.deepEqual(inPython('if a: work()\nhere()\nif b: return'), []);
    assert.deepEqual(inPython('try:\n    if a: return\nexcept E: pass\nhere()'), []);
  });

  it('look through negations and through what holds together', () => {
    assert.deepEqual(inPython('if not a: return\nhere()'), ['not a falsy', 'a truthy']);
    assert.deepEqual(inPython('assert a, b\nhere()'), ['a falsy', 'a truthy']);
    assert.deepEqual(inTypeScript('if (a && !b) here();'), ['a && !b truthy', 'a truthy', '!b truthy', 'b falsy']);
    assert.deepEqual(inTypeScript('if (a || b) return; here();'), ['a || b falsy', 'a falsy', 'b falsy']);
    assert.deepEqual(inTypeScript('if (a || b) here();'), ['a || b truthy']);
  });

  it('are the test of a loop within it, and its opposite behind it unless a break leads there', () => {
    assert.deepEqual(inTypeScript('while (a) { here(); }'), ['a truthy']);
    assert.deepEqual(inTypeScript('while (here()) { work(); }'), []);
    assert.deepEqual(inTypeScript('do { here(); } while (a);'), []);
    assert.deepEqual(inTypeScript('while (a) { work(); } here();'), ['a falsy']);
    assert.deepEqual(inTypeScript('while (a) { if (b) break; } here();'), []);
  });

  it('are not what stands before the test of a loop, or its count, where a continue jumps over it', () => {
    assert.deepEqual(inTypeScript('do { if (b) continue; while (a) work(); } while (here());'), []);
    assert.deepEqual(inTypeScript('do { while (a) work(); } while (here());'), ['a falsy']);
    assert.deepEqual(inTypeScript('for (;; here()) { if (b) continue; while (a) work(); }'), []);
    assert.deepEqual(inTypeScript('for (;;) { if (b) continue; while (a) work(); here(); }'), ['a falsy', 'b falsy']);
  });

  it('are the cases of a match', () => {
    assert.deepEqual(inPython('match a:\n    case 1: here()'), ['a case']);
    assert.deepEqual(inPython('match a:\n    case 1: pass\n    case _: here()'), ['a default']);
  });
});

describe('enclosing regions', () => {
  it('go from the innermost outwards', () => {
    const source = python('def main():\n    with a:\n        for x in xs:\n            try: here()\n            finally: pass\n');
    const kinds = source.index.enclosing(source.step('call', 'here()')).map((region) => (region.kind === 'arm' ? region.role : region.kind));
    assert.deepEqual(kinds, ['body', 'try', 'body', 'loop', 'body', 'scope']);
    assert.deepEqual(source.index.enclosing(0), []);
  });
});
