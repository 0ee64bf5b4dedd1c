import assert from 'node:assert/strict';
import { pythonOf } from '../../server/cell-text.js';

/** Cells, and what becomes of them. */
const cells: readonly (readonly [what: string, cell: string, python: string])[] = [
  ['magic of a line', '%matplotlib inline\nx = 1', '0#atplotlib inline\nx = 1'],
  ['shell', '!ls -l\n!\nx = 1\n', '0#s -l\n0\nx = 1\n'],
  ['in a block', 'if x:\n    !pip install y\nelse:\n\t%time f()', 'if x:\n    0#ip install y\nelse:\n\t0#ime f()'],
  ['what a name is given', 'files = !ls\na, b = %sql select 1', 'files = 0#s\na, b = 0#ql select 1'],
  ['questions', '?f\nf?\nmodel.fit??\n%time?\n', '0#\n0#\n0#del.fit??\n0#ime?\n'],
  ['a shell line that goes on', '!pip install a \\\n   b\nx = 1', '0#ip install a \\\n    \nx = 1'],
  ['a magic of a cell over Python', '%%time\nawait f()\n', '0#time\nawait f()\n'],
  ['a magic of a cell over another language', '%%bash\necho "it\'s $(ls)"\r\n', '      \n                 \r\n'],
  ['Windows lines', '!ls\r\nx = 1\r\n', '0#s\r\nx = 1\r\n'],
];

/** Python that looks like magic. */
const untouched: readonly (readonly [what: string, cell: string])[] = [
  ['a remainder within brackets', 'x = (a\n     % b)\ny = [a\n  %b,\n]'],
  ['a remainder on a line that goes on', 'x = a \\\n  %b'],
  ['a string of several lines', 'sql = """\n%s\n!ls\n?\n"""\nx = 1'],
  ['a string of several lines with quotes in it', "x = '''it's\n%time\n\\'''\n!no\n'''"],
  ['a hash within a string, and a quote within a comment', 'x = "#("  # it\'s ('],
  ['an unequal sign', 'x != y\nif a != b:\n    pass'],
  ['await at the top', 'await f()\nasync with g() as h:\n    pass'],
];

describe('server: the text of a cell', () => {
  for (const [what, cell, python] of cells) {
    it(`${what} becomes Python of the same length`, () => {
      assert.equal(pythonOf(cell), python);
      assert.equal(pythonOf(cell).length, cell.length);
    });
  }
  for (const [what, cell] of untouched) it(`${what} stays as it is`, () => assert.equal(pythonOf(cell), cell));

  it('comes back to Python behind a string and behind brackets', () => {
    assert.equal(pythonOf('x = "#("  # it\'s (\n%time f()'), 'x = "#("  # it\'s (\n0#ime f()');
    assert.equal(pythonOf('f(\n"""\n)"""\n)\n!ls'), 'f(\n"""\n)"""\n)\n0#s');
  });
});
