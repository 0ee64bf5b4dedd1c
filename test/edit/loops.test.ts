import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { readLoop } from '../../engine/edit/loop-part.js';
import { groupedLoop } from '../../engine/edit/python-lists.js';
import { gatheredLoop } from '../../engine/edit/python-loops.js';
import { mappedLoop, sharedLoop, splitLoop } from '../../engine/edit/typescript-loops.js';
import type { LoopPart } from '../../engine/edit/loop-part.js';
import type { TextEdit } from '../../engine/rule.js';
import { withProject } from '../project/claims.js';

type Builder = (part: LoopPart) => readonly TextEdit[] | null;

/** The text of a file after the first loop of its async function was rewritten; null where that can't be. */
function rewritten(name: string, text: string, by: Builder): string | null {
  return withProject({ [name]: text }, (project) => {
    const file = project.file(`/p/${name}`)!;
    const fn = file.functions.find(({ fact }) => fact.async)!;
    const at = Array.from({ length: fn.flow.length }, (_, i) => i).find((i) => fn.flow.kind(i) === 'loop')!;
    const part = readLoop(fn, project.index(fn), at);
    const edits = part === null ? null : by(part);
    return edits === null ? null : applyEdits(file.text, edits);
  });
}

const gather: Builder = (part) => gatheredLoop(part, { gather: 'gather', semaphore: null }, false);
const shared: Builder = (part) => sharedLoop(part, true);
const mapped: Builder = (part) => mappedLoop(part, true);
const inFunction = (lines: readonly string[], lineEnd = '\n'): string => ['async def f(self, xs):', ...lines.map((line) => `    ${line}`), ''].join(lineEnd);
const inMethod = (lines: readonly string[]): string => ['async function f(xs: string[]) {', ...lines.map((line) => `  ${line}`), '}', ''].join('\n');

describe('gatheredLoop', () => {
  const none: readonly (readonly [string, readonly string[]])[] = [
    ['else has its own time', ['for x in xs:', '    await g(x)', 'else:', '    h()']],
    ['break', ['for x in xs:', '    if x:', '        break', '    await g(x)']],
    ['return', ['for x in xs:', '    if x:', '        return', '    await g(x)']],
    ['super() finds its class in the method itself', ['for x in xs:', '    await super().g(x)']],
    ['the last item is read behind the loop', ['for x in xs:', '    await g(x)', 'print(x)']],
    ['the last value is captured behind the loop', ['for x in xs:', '    y = x + 1', '    await g(y)', '    await g(x)', 'h(lambda: y)']],
    ['a counter of the function around', ['n = 0', 'for x in xs:', '    if x:', '        n += 1', '    await g(x)', 'print(n)']],
    ['additions behind the await show the order', ['rows = []', 'for x in xs:', '    if x:', '        y = await g(x)', '        rows.append(y)', '    await g(x)', 'print(rows)']],
    ['methods of the surroundings may show the order', ['for x in xs:', '    if x:', '        y = await g(x)', '        self.table.row(y)', '    await g(x)']],
    ['one line', ['for x in xs: await g(x)']],
  ];
  for (const [why, lines] of none) it(`offers nothing: ${why}`, () => assert.equal(rewritten('a.py', inFunction(lines), gather), null));

  it('makes a function of branches, though another loop has the same names', () => {
    const other = ['for x in self.ys:', '    print(x)'];
    assert.equal(
      rewritten('a.py', inFunction(['for x in xs:', '    if x == 1:', '        await g(x)', '    elif x:', '        await h(x)', ...other], '\r\n'), gather),
      inFunction(['async def handle_x(x):', '    if x == 1:', '        await g(x)', '    elif x:', '        await h(x)', '', 'await gather(*(handle_x(x) for x in xs))', ...other], '\r\n').replace('    \r\n', '\r\n'),
    );
  });

  it('puts the items beside their results, though another loop has the same name', () => {
    assert.equal(
      rewritten('a.py', inFunction(['for x in xs:', '    # all of them', '    if await x.g():', '        continue', '    rows.append(x)', 'for x in rows:', '    print(x)']),
        (part) => gatheredLoop(part, { gather: 'gather', semaphore: null }, true)),
      inFunction(['gs = await gather(*(x.g() for x in xs))', 'for x, g in zip(xs, gs):', '    # all of them', '    if g:', '        continue', '    rows.append(x)', 'for x in rows:', '    print(x)']),
    );
  });

  it('leaves the lines of a string where they are', () => {
    assert.equal(rewritten('a.py', inFunction(['for x in xs:', '    await g("""a', 'b""", x)']), gather),
      inFunction(['await gather(', '    *(', '        g("""a', 'b""", x)', '        for x in xs', '    )', ')']));
  });
});

describe('groupedLoop', () => {
  const group: Builder = (part) => groupedLoop(part, 'TaskGroup');

  it('wraps the loop, whatever stands before the await', () => {
    assert.equal(rewritten('a.py', inFunction(['for x in xs:', '    if not x:', '        continue', '    y = x + 1', '    await g(y)  # y']), group),
      inFunction(['async with TaskGroup() as tg:', '    for x in xs:', '        if not x:', '            continue', '        y = x + 1', '        tg.create_task(g(y))  # y']));
  });
  it('offers nothing where something runs behind the await', () => assert.equal(rewritten('a.py', inFunction(['for x in xs:', '    await g(x)', '    print(x)']), group), null));
  it('offers nothing where the await stands in a scope', () => assert.equal(rewritten('a.py', inFunction(['for x in xs:', '    with open(x):', '        await g(x)']), group), null));
});

describe('mappedLoop and sharedLoop', () => {
  const none: readonly (readonly [string, readonly string[]])[] = [
    ['break', ['for (const x of xs) {', '  if (!x) break;', '  await g(x);', '}']],
    ['return', ['for (const x of xs) {', '  if (!x) return;', '  await g(x);', '}']],
    ['continue of a loop around', ['out: for (const y of xs) {', '  for (const x of xs) {', '    if (!x) continue out;', '    await g(x, y);', '  }', '}']],
    ['arguments are those of the function', ['for (const x of xs) {', '  await g(x, arguments[0]);', '}']],
    ['the last value counts', ['let last;', 'for (const x of xs) {', '  last = await g(x);', '}', 'return last;']],
    ['a sum that was read before the await', ['let n = 0;', 'for (const x of xs) {', '  n += await g(x);', '}', 'return n;']],
    ['var is of the whole function', ['for (var x of xs) {', '  await g(x);', '}']],
    ['a counter that starts elsewhere', ['for (let i = 1; i < xs.length; i++) {', '  await g(i);', '}']],
  ];
  for (const [why, lines] of none) {
    it(`offer nothing: ${why}`, () => assert.deepEqual([mapped, shared].map((by) => rewritten('a.ts', inMethod(lines), by)), [null, null]));
  }

  it('count what is only counted', () => {
    assert.equal(rewritten('a.ts', inMethod(['let n = 0;', 'for (const x of xs) {', '  await g(x);', '  n++;', '}', 'return n;']), mapped),
      inMethod(['let n = 0;', 'await Promise.all(xs.map(async (x) => {', '  await g(x);', '  n++;', '}));', 'return n;']));
  });
  it('extend a list that holds something already', () => {
    const lines = ['const rows = [1];', 'for (const x of xs) {', '  rows.push(await g(x));', '}', 'return rows;'];
    assert.equal(rewritten('a.ts', inMethod(lines), mapped), inMethod(['const rows = [1];', 'rows.push(...(await Promise.all(xs.map((x) => g(x)))));', 'return rows;']));
    assert.equal(rewritten('a.ts', inMethod(lines), shared), null);
  });
  it('keep the body as it is for workers', () => {
    assert.equal(rewritten('a.ts', inMethod(['for (const { a, b } of xs) {', '  // first', '  if (!a) continue;', '  await g(`', '  `, b);', '  // last', '}']), shared),
      inMethod(['const queue = xs.values();', 'await Promise.all(Array.from({ length: 10 }, async () => {', '  for (const { a, b } of queue) {', '    // first', '    if (!a) continue;',
        '    await g(`', '  `, b);', '    // last', '  }', '}));']));
  });
});

describe('splitLoop', () => {
  it('awaits all first, and goes on in order', () => {
    assert.equal(rewritten('a.ts', inMethod(['for (const x of xs) {', '  const [y] = await g(x); // one', '  if (y) rows.push(...y);', '}']), (part) => splitLoop(part, false)),
      inMethod(['const results = await Promise.all(Array.from(xs, (x) => g(x)));', 'for (const [y] of results) {', '  // one', '  if (y) rows.push(...y);', '}']));
  });
  it('offers nothing where the item is needed later', () => {
    assert.equal(rewritten('a.ts', inMethod(['for (const x of xs) {', '  const y = await g(x);', '  if (y) rows.push(x);', '}']), (part) => splitLoop(part, true)), null);
  });
});
