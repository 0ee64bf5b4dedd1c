import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { gathered, grouped } from '../../engine/edit/together.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { withProject } from '../project/claims.js';

/** The text of a file after its function's awaits were brought together; null where that can't be. */
function together(name: string, text: string, by: typeof gathered | typeof grouped): string | null {
  return withProject({ [name]: text }, (project) => {
    const file = project.file(`/p/${name}`)!;
    const fn: FunctionUnit = file.functions.find(({ fact }) => fact.async)!;
    const awaits = Array.from({ length: fn.flow.length }, (_, i) => i).filter((i) => fn.flow.kind(i) === 'await');
    const edits = by({ fn, index: project.index(fn), awaits });
    return edits === null ? null : applyEdits(file.text, edits);
  });
}

describe('gathered', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['a.py', 'async def f():\r\n    a = await g()  # x\r\n    b = await h()  # y\r\n',
      'async def f():\r\n    a, b = await asyncio.gather(\r\n        g(),\r\n        # y\r\n        h(),\r\n    )  # x\r\n'],
    ['a.py', 'async def f():\n\ta = (\n\t\tawait g(\n\t\t\t1,\n\t\t)\n\t)\n\tb, c = await h()\n',
      'async def f():\n\ta, (b, c) = await asyncio.gather(\n\t\tg(\n\t\t\t1,\n\t\t),\n\t\th(),\n\t)\n'],
    // Lines within a string belong to it.
    ['a.py', 'async def f():\n    a = await g("""x\n    y""")\n    b = await h()\n', 'async def f():\n    a, b = await asyncio.gather(\n        g("""x\n    y"""),\n        h(),\n    )\n'],
    ['a.py', 'async def f():\n    a = await g()\n    b = await h(a)\n', null],
    ['a.py', 'async def f():\n    a = await g()\n    b = await h(lambda: a)\n', null],
    ['a.py', 'async def f(rows):\n    a = await g()\n    rows.append(a)\n    b = await h(rows)\n', null],
    ['a.py', 'async def f(self):\n    self.a = await g()\n    self.b = await self.h()\n', null],
    ['a.py', 'async def f(self):\n    self.a = await g()\n    self.b = await self.c.h()\n', 'async def f(self):\n    self.a, self.b = await asyncio.gather(g(), self.c.h())\n'],
    ['a.py', 'async def f(x):\n    a = await g()\n    b = (await h()) if x else 1\n', null],
    ['a.py', 'async def f():\n    a = await g(); b = await h()\n', null],
    ['a.py', 'async def f():\n    while k(await g(), await h()):\n        pass\n', null],
    ['a.py', 'async def f():\n    if k(await g(), await h()):\n        pass\n', 'async def f():\n    g_result, h_result = await asyncio.gather(g(), h())\n    if k(g_result, h_result):\n        pass\n'],
    ['a.ts', 'async function f() {\n  const a = await g();\n\n  const b = await h();\n\n  return a + b;\n}\n', 'async function f() {\n  const [a, b] = await Promise.all([g(), h()]);\n\n  return a + b;\n}\n'],
    ['a.ts', 'async function f() {\n  const a = await g();\n\n  const b = await h();\n}\n', 'async function f() {\n  const [a, b] = await Promise.all([g(), h()]);\n}\n'],
    ['a.ts', 'async function f() {\n  const a = await g(`\n  `);\n  const b: B = await h();\n}\n',
      'async function f() {\n  const [a, bResult] = await Promise.all([\n    g(`\n  `),\n    h(),\n  ]);\n  const b: B = bResult;\n}\n'],
  ];
  for (const [name, text, expected] of cases) it(JSON.stringify(text), () => assert.equal(together(name, text, gathered), expected));
});

describe('grouped', () => {
  it('keeps every statement and puts the tasks above them', () => {
    const text = 'async def f():\n    a: int = await g()\n    # why\n    print(await h(), (await g()).x)\n';
    assert.equal(together('a.py', text, grouped), 'async def f():\n    async with asyncio.TaskGroup() as tg:\n        a_task = tg.create_task(g())\n'
      + '        h_task = tg.create_task(h())\n        g_task = tg.create_task(g())\n    a: int = a_task.result()\n    # why\n    print(h_task.result(), g_task.result().x)\n');
  });
});
