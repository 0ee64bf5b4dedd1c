import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { insertAwait } from '../../engine/edit/await.js';
import { applyEdits } from '../../engine/edit/edits.js';
import { readPython } from '../../engine/facts/python/reader.js';
import type { Language } from '../../engine/text.js';

/** The text after awaiting what stands between « and »; null where that is declined. */
function awaited(language: Language, marked: string): string | null {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  const edits = insertAwait(text, language, { start, end });
  return edits === null ? null : applyEdits(text, edits);
}

const python = (marked: string): string | null => awaited('python', marked);
const typescript = (marked: string): string | null => awaited('typescript', marked);

describe('insertAwait in Python', () => {
  const plain: readonly [string, string][] = [
    ['«f()»', 'await f()'],
    ['x = «a.b[0].f(1)»\n', 'x = await a.b[0].f(1)\n'],
    ['«f()» ** 2', 'await f() ** 2'],
    ['2 ** -«f()»', '2 ** -await f()'],
    ['not «f()»', 'not await f()'],
    ['g(*«f()»)', 'g(*await f())'],
    ['(«f()»).x', '(await f()).x'],
    ['«f()» if c else d', 'await f() if c else d'],
    ['«f()»  # .x', 'await f()  # .x'],
    ['«f()»\r\ny = 1\r\n', 'await f()\r\ny = 1\r\n'],
    ['é = "😀"; «f("ü")»', 'é = "😀"; await f("ü")'],
  ];
  const wrapped: readonly [string, string][] = [
    ['«f()».x', '(await f()).x'],
    ['«f()»[0]', '(await f())[0]'],
    ['«f()»(1)', '(await f())(1)'],
    ['«f()» .x', '(await f()) .x'],
    ['y = («f()»\r\n     .x)', 'y = ((await f())\r\n     .x)'],
    ['y = («f()»  # why\n     .x)', 'y = ((await f())  # why\n     .x)'],
    ['«f()» \\\n  .x', '(await f()) \\\n  .x'],
    ['await «f()»', 'await (await f())'],
  ];
  for (const [before, after] of [...plain, ...wrapped]) {
    it(JSON.stringify(before), () => assert.equal(python(before), after));
  }

  it('writes what CPython can parse', () => {
    const sources = [...plain, ...wrapped].map(([, after]) => `async def main():\n${after.replace(/^/gm, '  ')}`);
    const check = 'import ast, json, sys\nfor s in json.load(sys.stdin): ast.parse(s)\nprint("parsed")';
    assert.equal(execFileSync('python3', ['-c', check], { input: JSON.stringify(sources), encoding: 'utf8' }).trim(), 'parsed');
    assert.deepEqual(sources.flatMap((source) => readPython('a.py', source).problems), []);
  });
});

describe('insertAwait in TypeScript', () => {
  const plain: readonly [string, string][] = [
    ['«f()»;', 'await f();'],
    ['!«f()»', '!await f()'],
    ['«f()» as T', 'await f() as T'],
    ['x = «a?.b()» ?? c', 'x = await a?.b() ?? c'],
    ['«f()» ? 1 : 2', 'await f() ? 1 : 2'],
    ['«f()»?.5:1', 'await f()?.5:1'],
    ['«f()» != null', 'await f() != null'],
    ['2 ** «f()»', '2 ** await f()'],
    ['`${«f()»}`', '`${await f()}`'],
    ['«f()»\r\ng()', 'await f()\r\ng()'],
    ['«new Job()»', 'await new Job()'],
    ['a()\n«f()»', 'a()\nawait f()'],
    ['/* 😀 */ «f("ü")»', '/* 😀 */ await f("ü")'],
  ];
  const wrapped: readonly [string, string][] = [
    ['x = «f()».y', 'x = (await f()).y'],
    ['x = «f()»?.y', 'x = (await f())?.y'],
    ['x = «f()»[0]', 'x = (await f())[0]'],
    ['x = «f()»(1)', 'x = (await f())(1)'],
    ['x = «f()»`t`', 'x = (await f())`t`'],
    ['x = «f()»!.y', 'x = (await f())!.y'],
    ['x = «f()» ** 2', 'x = (await f()) ** 2'],
    ['x = «f()» // why\r\n  .y', 'x = (await f()) // why\r\n  .y'],
    ['x = «f()» /* why */ .y', 'x = (await f()) /* why */ .y'],
    ['class A extends «f()» {}', 'class A extends (await f()) {}'],
  ];
  for (const [before, after] of [...plain, ...wrapped]) {
    it(JSON.stringify(before), () => assert.equal(typescript(before), after));
  }

  it('writes what JavaScript can parse', () => {
    const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (body: string) => unknown;
    for (const [, after] of [...plain, ...wrapped]) {
      if (!/ as T|!\./.test(after)) assert.doesNotThrow(() => new AsyncFunction(after), after);
    }
  });

  it('keeps a statement apart from the line before where that has no semicolon', () => {
    assert.equal(typescript('const a = b\n«f()».x()'), 'const a = b\n;(await f()).x()');
    assert.equal(typescript('const a = b // why\n«f()».x()'), 'const a = b // why\n;(await f()).x()');
    assert.equal(typescript('const a = b;\n«f()».x()'), 'const a = b;\n(await f()).x()');
    assert.equal(typescript('const a =\n  «f()».x()'), 'const a =\n  (await f()).x()');
    assert.equal(typescript('if (c) {\r\n  «f()».x()\r\n}'), 'if (c) {\r\n  (await f()).x()\r\n}');
    assert.equal(typescript('if (c) {}\r\nelse\r\n  «f()».x()'), 'if (c) {}\r\nelse\r\n  (await f()).x()');
    assert.equal(typescript('«f()».x()'), '(await f()).x()');
  });

  it('declines where the line before may be a head or a block', () => {
    assert.equal(typescript('if (c)\n  «f()».x()'), null);
    assert.equal(typescript('if (c) { }\n«f()».x()'), null);
  });
});
