import assert from 'node:assert/strict';
import type { Value } from '../../engine/flow/step.js';
import { closeTypeScript, python, typescript, type Source } from './source.js';

/** Whether a step takes the value, or a variable that the value was written to. */
function handles(source: Source, value: Value): (step: Value) => boolean {
  const { index } = source;
  const writes = index.uses(value).filter(({ role }) => role === 'written').map(({ step }) => step);
  const takers = writes.flatMap((write) => index.readsOf(write)).flatMap((read) => index.uses(read).map(({ step }) => step));
  return (step) => takers.includes(step);
}

const isAwait = (source: Source) => (step: Value): boolean => source.index.flow.kind(step) === 'await';

describe('paths', () => {
  after(closeTypeScript);

  describe('the window in which a failing task has no handler', () => {
    const window = (source: Source, create: Value): readonly string[] | null => (
      source.texts(source.index.path(create, { via: isAwait(source), avoid: handles(source, create) }), 'call', 'await')
    );

    it('is the await between a task and its own, in Python', () => {
      const source = python('async def main():\n    t = create_task(g())\n    await h()\n    await t\n');
      assert.deepEqual(window(source, source.step('call', 'create_task(g())')), ['create_task(g())', 'h()', 'await h()']);
    });

    it('is not there where nothing is awaited in between', () => {
      const source = python('async def main():\n    t = create_task(g())\n    log(1)\n    await t\n    await h()\n');
      assert.equal(window(source, source.step('call', 'create_task(g())')), null);
    });

    it('is the await of the first of two promises, in TypeScript', () => {
      const source = typescript('async function main() {\n  const a = f();\n  const b = g();\n  await a;\n  await b;\n}\n');
      assert.deepEqual(window(source, source.step('call', 'g()')), ['g()', 'await a']);
      assert.equal(window(source, source.step('call', 'f()')), null);
    });

    it('is not there where both are given to one call', () => {
      const source = typescript('async function main() {\n  const a = f(), b = g();\n  await Promise.all([a, b]);\n}\n');
      const create = source.step('call', 'f()');
      const list = source.step('make', '[a, b]');
      assert.equal(source.index.path(create, { via: isAwait(source), avoid: (step) => step === list }), null);
    });
  });

  describe('on every path', () => {
    const skips = (source: Source, from: string, target: string): boolean => (
      source.index.path(source.step('call', from), { avoid: (step) => step === source.step('call', target) }) !== null
    );

    it('an error skips what is not in a finally arm', () => {
      assert.ok(skips(python('async def main():\n    take()\n    await work()\n    release()\n'), 'take()', 'release()'));
      assert.ok(!skips(python('async def main():\n    take()\n    try:\n        await work()\n    finally:\n        release()\n'), 'take()', 'release()'));
      assert.ok(!skips(typescript('async function main() { take(); try { return await work() } finally { release() } }'), 'take()', 'release()'));
    });

    it('a handler without classes takes every error, one with classes does not', () => {
      const text = (handler: string): string => `async def main():\n    take()\n    try:\n        await work()\n    except${handler}:\n        pass\n    release(1)\n`;
      const source = (handler: string) => python(text(handler));
      assert.ok(skips(source(' ValueError'), 'take()', 'release(1)'));
      assert.ok(!skips(source(''), 'take()', 'release(1)'));
    });

    it('the caller may say that the handlers with classes take what matters', () => {
      const source = python('async def main():\n    take()\n    try:\n        await work()\n    except Exception:\n        pass\n    release(1)\n');
      const release = source.step('call', 'release(1)');
      const path = source.index.path(source.step('call', 'take()'), { avoid: (step) => step === release, handlesAll: () => true });
      assert.equal(path, null);
    });

    it('breaks and continues go through finally arms', () => {
      const source = python('def main():\n    for x in xs:\n        take()\n        try:\n            if x: break\n            continue\n        finally:\n            release()\n');
      assert.ok(!skips(source, 'take()', 'release()'));
    });

    it('a return in a finally arm takes the place of an error', () => {
      const source = python('def main():\n    try:\n        work()\n    finally:\n        return 1\n');
      assert.equal(source.index.path(source.step('call', 'work()'), { to: 'raise' }), null);
      assert.notEqual(source.index.path(source.step('call', 'work()'), { to: 'return' }), null);
    });

    it('finally arms within finally arms are run through, however deep', () => {
      const nested = (depth: number): string => (depth === 0 ? 'work();' : `try { ${nested(depth - 1)} } finally { done(${depth}); ${depth > 1 ? nested(depth - 2) : ''} }`);
      const source = typescript(`function main() { take(); ${nested(7)} }`);
      assert.ok(!skips(source, 'take()', 'done(7)'));
    });
  });

  describe('loops', () => {
    it('with a test that is always true end by their exits only', () => {
      const source = python('async def main():\n    while True:\n        await work()\n    after()\n');
      assert.equal(source.index.path(-1, { to: 'return' }), null);
      assert.deepEqual(source.index.path(-1, { to: (step) => step === source.step('call', 'after()') }), null);
      const other = typescript('async function main() { for (;;) { if (await work()) break; } after(); }');
      assert.notEqual(other.index.path(-1, { to: (step) => step === other.step('call', 'after()') }), null);
    });

    it('may not run at all', () => {
      const source = typescript('function main() { for (const x of xs) work(x); }');
      assert.notEqual(source.index.path(-1, { to: 'return', avoid: (step) => step === source.step('call', 'work(x)') }), null);
    });

    it('with a test at the end run once', () => {
      const source = typescript('function main() { do { work(); } while (more); }');
      const work = source.step('call', 'work()');
      assert.equal(source.index.path(-1, { to: 'return', avoid: (step) => step === work }), null);
    });

    it('that count go on with their count after a continue', () => {
      const source = typescript('function main() { for (let i = 0; i < n; i++) { if (a(i)) continue; b(i); } }');
      const update = source.step('operate', 'i++');
      const again = source.step('call', 'a(i)');
      assert.equal(source.index.path(again, { to: (step) => step === again, avoid: (step) => step === update }), null);
      assert.notEqual(source.index.path(again, { to: (step) => step === update, avoid: (step) => step === source.step('call', 'b(i)') }), null);
    });

    it('run their else arm unless a break leaves them', () => {
      const source = python('def main():\n    for x in xs:\n        if x: break\n    else:\n        other()\n    after()\n');
      const other = source.step('call', 'other()');
      const path = source.index.path(-1, { to: (step) => step === source.step('call', 'after()'), avoid: (step) => step === other });
      assert.deepEqual(source.texts(path, 'exit'), ['break']);
    });
  });

  describe('scopes', () => {
    it('run their exit on every way out, which stands in the path a second time', () => {
      const source = python('async def main():\n    async with lock:\n        return 1\n');
      const scope = source.region('scope', 'async with');
      const path = source.index.path(-1, { to: 'return' })!;
      assert.deepEqual(path.filter((step) => step === scope), [scope, scope]);
      assert.equal(source.index.path(-1, { to: 'return', avoid: (step, leaving) => step === scope && leaving }), null);
    });

    it('let errors go on, unless the caller knows better', () => {
      const source = python('def main():\n    with suppress(E):\n        raise E\n    after()\n');
      const to = (step: Value): boolean => step === source.step('call', 'after()');
      assert.equal(source.index.path(-1, { to }), null);
      assert.notEqual(source.index.path(-1, { to, swallows: () => true }), null);
    });

    it('of using end with their block', () => {
      const source = typescript('async function main() { { await using a = open(); work(); } after(); }');
      const scope = source.region('scope', 'a = open');
      const path = source.index.path(source.step('call', 'work()'), { to: (step) => step === source.step('call', 'after()') });
      assert.ok(path!.includes(scope));
    });
  });

  describe('branches', () => {
    it('of a switch fall through to the next arm and leave by their break', () => {
      const source = typescript('function main(x) { switch (x) { case 1: one(); case 2: two(); break; default: other(); } after(); }');
      const [one, two, other, last] = ['one()', 'two()', 'other()', 'after()'].map((text) => source.step('call', text)) as [Value, Value, Value, Value];
      assert.equal(source.index.path(one, { to: (step) => step === last, avoid: (step) => step === two }), null);
      assert.equal(source.index.path(two, { to: (step) => step === other }), null);
      assert.notEqual(source.index.path(-1, { to: (step) => step === other, avoid: (step) => step === one }), null);
    });

    it('of a match without wildcard may be passed', () => {
      const text = (last: string): string => `def main(x):\n    match x:\n        case [a] if a: one()\n        case ${last}: two()\n    after()\n`;
      const passes = (source: Source): boolean => source.index.path(-1, {
        to: (step) => step === source.step('call', 'after()'),
        avoid: (step) => step === source.step('call', 'one()') || step === source.step('call', 'two()'),
      }) !== null;
      assert.ok(passes(python(text('2'))));
      assert.ok(!passes(python(text('_'))));
    });

    it('with a constant test go one way', () => {
      const source = python('def main():\n    if False:\n        never()\n    after()\n');
      assert.equal(source.index.path(-1, { to: (step) => step === source.step('call', 'never()') }), null);
    });

    it('of a label are left by its break', () => {
      const source = typescript('function main() { done: { if (a) break done; work(); } after(); }');
      const path = source.index.path(-1, { to: (step) => step === source.step('call', 'after()'), avoid: (step) => step === source.step('call', 'work()') });
      assert.deepEqual(source.texts(path, 'exit'), ['break done;']);
    });

    it('of an optional chain skip the rest of the chain', () => {
      const source = typescript('async function main() { await a?.b.c(d()); }');
      const path = source.index.path(-1, { to: 'return', avoid: (step) => step === source.step('call', 'd()') });
      assert.deepEqual(source.texts(path, 'call', 'await'), ['await a?.b.c(d())']);
    });
  });
});
