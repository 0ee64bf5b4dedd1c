import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { indentUnitOf, statementAt, statementIn, statementsBetween, wrapped } from '../../engine/edit/statements.js';
import type { FileUnit } from '../../engine/project/unit.js';
import { withProject } from '../project/claims.js';

/** Asks of a file of one text; `«` and `»` are taken out and give the offsets of what stands between them. */
function ask<T>(name: string, marked: string, use: (file: FileUnit, start: number, end: number) => T): T {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  return withProject({ [name]: text }, (project) => use(project.file(`/p/${name}`)!, start, end));
}

/** The text of the innermost statement, with its indentation and whether it stands alone. */
function statement(name: string, marked: string): readonly [string, string, boolean] | null {
  return ask(name, marked, (file, start) => {
    const found = statementAt(file, start);
    return found === null ? null : [file.text.slice(found.start, found.end), found.indentation, found.alone];
  });
}

function wrap(name: string, marked: string, header: string, footer?: string): string | null {
  return ask(name, marked, (file, start, end) => {
    const [first, last] = [statementAt(file, start)!, statementAt(file, end)!];
    const edits = wrapped(file, statementsBetween(file, first, last), header, footer);
    return edits === null ? null : applyEdits(file.text, edits);
  });
}

describe('statementAt', () => {
  const cases: readonly (readonly [string, string, readonly [string, string, boolean] | null])[] = [
    ['a.py', 'def f():\n    x = «»g()\n    return x\n', ['x = g()', '    ', true]],
    ['a.py', 'def f():\n    x = (1 +\n         «»g())  # why\n', ['x = (1 +\n         g())', '    ', true]],
    ['a.py', 'x = 1; «»y = 2\n', ['y = 2', '', false]],
    ['a.py', 'if x: «»y()\n', ['y()', '', false]],
    ['a.py', '«»y();  # why\n', ['y()', '', true]],
    ['a.py', '@d(«»)\ndef f():\n    pass\n', ['@d()\ndef f():\n    pass', '', true]],
    ['a.py', 'x = 1\n\n«»\n\ny = 2\n', null],
    ['a.ts', 'function f() {\n  const x = «»g();\n}\n', ['const x = g();', '  ', true]],
    ['a.ts', 'if (x)\n  «»g();\n', ['g();', '  ', false]],
    ['a.ts', 'if (x) {\n  «»g()\n}\n', ['g()', '  ', true]],
    ['a.ts', 'f(); «»g();\n', ['g();', '', false]],
    ['a.ts', 'g(«»); // why\n', ['g();', '', true]],
    ['a.ts', 'g(«»); /* a */ /* b\n*/\n', ['g();', '', false]],
    ['a.ts', 'f();\nfunction g() {\n  «»h();\n}\n', ['h();', '  ', true]],
    ['a.ts', 'switch (x) {\n  case 1:\n    «»h();\n}\n', ['h();', '    ', true]],
    ['a.ts', 'const f = async () => {\n  «»h();\n};\n', ['h();', '  ', true]],
  ];
  for (const [name, marked, expected] of cases) {
    it(`${name} ${JSON.stringify(marked)}`, () => assert.deepEqual(statement(name, marked), expected));
  }
});

describe('statementIn', () => {
  const within = (name: string, marked: string, fn: string): string | null => ask(name, marked, (file, start, end) => {
    const found = statementIn(file.functions.find(({ fact }) => fact.name === fn)!, { start, end });
    return found === null ? null : file.text.slice(found.start, found.end);
  });

  it('finds a statement of the function itself', () => {
    assert.equal(within('a.py', 'def f():\n    x = «g()»\n', 'f'), 'x = g()');
    assert.equal(within('a.ts', 'const f = () => { «g()»; };\n', 'f'), 'g();');
  });

  it('finds none for a default, or for a body that is an expression', () => {
    assert.equal(within('a.py', 'def f(x=«g()»):\n    pass\n', 'f'), null);
    assert.equal(within('a.ts', 'const f = () => «g()»;\n', 'f'), null);
  });
});

describe('indentUnitOf', () => {
  const unit = (name: string, text: string): string => ask(name, text, (file) => indentUnitOf(file));

  it('is found in the functions of calls and objects too, and not by what is laid out otherwise', () => {
    const store = 'export const use = make((set) => ({\n  load: async () => {\n    set(1);\n    if (x) {\n      set(2);\n    }\n  },\n  save: async () => {\n    set(3);\n  },\n}));\n';
    assert.equal(unit('a.ts', store), '  ');
    assert.equal(unit('a.ts', store.replaceAll('  ', '\t')), '\t');
    assert.equal(unit('a.py', 'def f(\n        a,\n        b,\n):\n  return a\n\n\nif (a and\n        b):\n  f()\n'), '  ');
    assert.equal(unit('a.ts', '/**\n * Says.\n */\nexport function f(): void {\n    // Why.\n    g();\n\n\n    if (x) {\n\n        g();\n    }\n}\n'), '    ');
  });

  it('is that of the first block, else the language\'s own', () => {
    assert.equal(unit('a.py', 'x = 1\nclass A:\n  def f(self):\n    pass\n'), '  ');
    assert.equal(unit('a.py', 'x = 1\n'), '    ');
    assert.equal(unit('a.ts', 'if (x) {\n\tf();\n}\n'), '\t');
    assert.equal(unit('a.ts', 'f();\n'), '  ');
  });
});

describe('wrapped', () => {
  it('puts statements into a block, with what stands between them', () => {
    assert.equal(
      wrap('a.py', 'async def f():\n    «a = 1\n    # why\n\n    if a:\n        b()\n    c»()\n    d()\n', 'async with scope():'),
      'async def f():\n    async with scope():\n        a = 1\n        # why\n\n        if a:\n            b()\n        c()\n    d()\n',
    );
  });

  it('leaves texts of several lines as they are', () => {
    assert.equal(wrap('a.py', 'def f():\n  «a(\n    """x\n  y\n"""»)\n', 'with s:'), 'def f():\n  with s:\n    a(\n      """x\n  y\n""")\n');
    assert.equal(wrap('a.py', 'def f():\n  «a(f"""x\n  {y}\n"""»)\n', 'with s:'), 'def f():\n  with s:\n    a(f"""x\n  {y}\n""")\n');
    assert.equal(wrap('a.ts', '{\n  «f(`x\n  y`, t`a\n  b`, `c\n${d}\n`»);\n}\n', '{', '}'), '{\n  {\n    f(`x\n  y`, t`a\n  b`, `c\n${d}\n`);\n  }\n}\n');
  });

  it('closes the block, at the end of the text too, with the file\'s own line ends', () => {
    assert.equal(wrap('a.ts', '«f();\r\ng»();', 'try {', '} finally {}'), 'try {\r\n  f();\r\n  g();\r\n} finally {}');
  });

  it('declines where a statement shares its line', () => {
    assert.equal(wrap('a.py', 'x = 1; «y = 2»\n', 'with s:'), null);
    assert.equal(wrap('a.ts', 'if (x)\n  «f()»;\n', '{', '}'), null);
  });
});
