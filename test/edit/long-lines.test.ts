import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { withoutLongLines } from '../../engine/edit/long-lines.js';
import { readPython } from '../../engine/facts/python/reader.js';
import { readTypeScriptText } from '../../engine/facts/typescript/reader.js';
import { LineWidths } from '../../engine/line-widths.js';
import { FileState } from '../../engine/project/state.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

/** The text after replacing each `‹old|new›`, where lines may be so wide. */
function broken(marked: string, width: number, path = '/app/a.py'): string {
  const edits: { start: number; end: number; text: string }[] = [];
  let text = '';
  for (const part of marked.split(/(‹[^›]*›)/)) {
    const [, before, after] = /^‹([^|]*)\|([^]*)›$/.exec(part) ?? [];
    if (before !== undefined) edits.push({ start: text.length, end: text.length + before.length, text: after! });
    text += before ?? part;
  }
  const read = (of: string) => (path.endsWith('.py') ? readPython(path, of) : readTypeScriptText(path, of, syntax));
  const after = applyEdits(text, withoutLongLines(new FileState(text, read(text), () => width).unit, edits, () => width));
  assert.deepEqual(read(after).problems, [], after);
  return after;
}

const long = 'aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbb';
const longer = `${long}, cccccccccccccccccccccccccccccc, ddddddddddddddddd`;

describe('a line that edits make too long, in Python', () => {
  it('is broken at its last call: the arguments in a line, else a line each', () => {
    assert.equal(broken(`async def f():\n    ‹|await asyncio.to_thread(›requests.get‹(|, ›${long})\n`, 80), `async def f():\n    await asyncio.to_thread(\n        requests.get, ${long}\n    )\n`);
    assert.equal(broken(`async def f():\n    r = ‹|await asyncio.to_thread(›requests.get‹(|, ›a‹|, ${longer}›)\n`, 80), `async def f():\n    r = await asyncio.to_thread(\n        requests.get,\n        a,\n        ${longer.replaceAll(', ', ',\n        ')},\n    )\n`);
    assert.equal(broken(`async with Session(a=b‹|, timeout=Timeout(total=${long.replace(', ', '_')})›) as s:\n    pass\n`, 80), `async with Session(\n    a=b, timeout=Timeout(total=${long.replace(', ', '_')})\n) as s:\n    pass\n`);
    assert.equal(broken(`r = ‹|(await to_thread(›get‹(|, "a, (b", ›${long})‹|)›.json()\n`, 80), `r = (\n    await to_thread(get, "a, (b", ${long})\n).json()\n`);
  });

  it('is broken again where an argument is too long for a line of its own', () => {
    assert.equal(broken(`x = run(‹|None, partial(›call(a, b, c), ${long}‹|, f=g)›)\n`, 67), `x = run(\n    None,\n    partial(\n        call(a, b, c),\n        aaaaaaaaaaaaaaaaaaaa,\n        bbbbbbbbbbbbbbbbbbbb,\n        f=g,\n    ),\n)\n`);
    assert.equal(broken(`r.set(‹|str(›${long}‹|, ${long})›)\n`, 60), `r.set(\n    str(\n        ${`${long}, ${long}`.replaceAll(', ', ',\n        ')},\n    )\n)\n`);
  });

  it('is broken at the names that it imports', () => {
    assert.equal(broken(`from m import ‹|${'x'.repeat(40)}, ›${long}\n`, 80), `from m import (\n    ${'x'.repeat(40)},\n    ${long.replace(', ', ',\n    ')},\n)\n`);
  });

  it('stays where it fits, was too long before, or is not simple', () => {
    const stays = (marked: string, width = 80): void => {
      const plain = marked.replace(/‹[^|]*\|([^›]*)›/g, '$1');
      assert.equal(broken(marked, width), plain);
    };
    stays(`r = ‹|await ›get(${long})\n`);
    stays(`r = ‹|await ›get(${longer})\n`);
    stays(`r = a + get(‹|${long}, ›${long})\n`);
    stays(`r = get(‹|${long}, ›${long})  # why\n`);
    stays(`r = get("""‹|${long}, ›${long}""")\n`);
    stays(`r = [‹|${long}, ›${long}]\n`);
    stays(`x = (\n    get(‹|${long}, ›${long}) + 1\n)\n`);
    stays(`x = (\n    get(‹|${long}, ›${long})\n)\n`);
  });

  it('is broken in its place among other edits', () => {
    assert.equal(broken(`def f():\n‹|    async with timeout(30):\n›‹|    ›    get(${long}‹|, ${long}›)\n`, 80), `def f():\n    async with timeout(30):\n        get(\n            ${long.replaceAll(', ', ',\n            ')},\n            ${long.replaceAll(', ', ',\n            ')},\n        )\n`);
  });
});

describe('a line that edits make too long, in TypeScript', () => {
  const ts = (marked: string, width = 80): string => broken(marked, width, '/app/a.ts');

  it('is broken as its last argument asks for', () => {
    assert.equal(ts(`const response = await fetch(aaaaaaaaaaaaa, { method: 'POST'‹|, signal: AbortSignal.timeout(30_000)› });\n`), `const response = await fetch(aaaaaaaaaaaaa, {\n  method: 'POST',\n  signal: AbortSignal.timeout(30_000),\n});\n`);
    assert.equal(ts(`this.getChatHistory(body)‹|.catch((error: unknown) => console.error('getChatHistory failed', error))›;\n`), `this.getChatHistory(body).catch((error: unknown) =>\n  console.error('getChatHistory failed', error),\n);\n`);
    assert.equal(ts(`const x = await read(${long}‹|, ${long}›);\n`), `const x = await read(\n  ${long.replaceAll(', ', ',\n  ')},\n  ${long.replaceAll(', ', ',\n  ')},\n);\n`);
    // Who writes no semicolons writes no commas there either.
    assert.equal(ts(`const x = await read(${long}‹|, ${long}›)\n`), `const x = await read(\n  ${long.replaceAll(', ', ',\n  ')},\n  ${long.replaceAll(', ', ',\n  ')}\n)\n`);
    assert.equal(ts(`await Promise.all([aaaaaaaaaaaaaaaaa(), ‹|await ›${long.replaceAll('a, ', 'a(), ')}, cc]);\n`, 92), `await Promise.all([\n  aaaaaaaaaaaaaaaaa(),\n  await aaaaaaaaaaaaaaaaaaaa(),\n  bbbbbbbbbbbbbbbbbbbb,\n  cc,\n]);\n`);
    assert.equal(ts('f(\n  a\n);\nconst x = await read(`a/${b("}")}`, ‹|' + long + '›, c);\n', 60), `f(\n  a\n);\nconst x = await read(\n  \`a/\${b("}")}\`,\n  ${long.replace(', ', ',\n  ')},\n  c\n);\n`);
  });

  it('stays where it is not simple', () => {
    const stays = (marked: string): void => assert.equal(ts(marked), marked.replace(/‹[^|]*\|([^›]*)›/g, '$1'));
    stays(`const x = a ? b : c(‹|${long}, ›${long});\n`);
    stays(`const x = (await fetch(‹|${long}, ›${long})).json();\n`);
    stays(`const x = f(‹|${long}, ›${long}); // why\n`);
    stays(`const x = f(‹|${long}, ›${long}, /re(/);\n`.replace('/re(/', '/re/'));
    stays('const x = f(`‹|' + long + '›' + long + '`);\n');
    stays(`if (f(‹|${long}, ›${long})) g();\n`);
  });
});

describe('how wide lines may be', () => {
  const width = (path: string, files: Readonly<Record<string, string>>, text = 'x\n'): number => (
    new LineWidths('/app', (name) => files[name]).tolerated(new FileState(text, readPython(path, text), () => 88).unit)
  );

  it('is what the nearest configuration says', () => {
    assert.equal(width('/app/src/a.py', { '/app/pyproject.toml': '[tool.ruff]\nline-length = 120\n' }), 120);
    assert.equal(width('/app/src/a.py', { '/app/pyproject.toml': '[tool.black]\nline-length = 120\n', '/app/src/ruff.toml': 'line-length=99' }), 99);
    assert.equal(width('/app/a.py', { '/app/pyproject.toml': '[tool.black]\n' }), 88);
    const packaged = (own: string): number => width('/app/packages/a/a.py', { '/app/pyproject.toml': '[tool.ruff]\nline-length = 120\n', '/app/packages/a/pyproject.toml': own });
    assert.equal(packaged('[project]\n\n[tool.ruff]\nextend = "../../pyproject.toml"\ninclude = ["src/**"]\n\n[tool.ruff.lint]\nselect = ["ALL"]\n'), 120);
    assert.equal(packaged('[tool.ruff]\nextend-exclude = ["old"]\n'), 88);
    assert.equal(width('/app/a.py', { '/pyproject.toml': '[tool.black]\nline-length = 120\n' }, `${'x'.repeat(130)}\n`), 130);
  });

  it('else at least what formatters have, and what the file has', () => {
    assert.equal(width('/app/a.py', { '/app/pyproject.toml': '[project]\n' }), 88);
    assert.equal(width('/app/a.py', {}, `${'x'.repeat(95)}\n`), 95);
    assert.equal(new LineWidths('/app', () => undefined).of('/app/a.py', 'python'), 88);
  });
});
