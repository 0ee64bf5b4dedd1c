/** Half-typed and broken code: what is still found around it, and what the person is told. */

import assert from 'node:assert/strict';
import { At, parsePython } from '../../../engine/syntax/python/parser.js';
import { definitions, misplaced } from './invariants.js';

const AROUND = ['def before():\n    pass\n\n', '\n\n@decorated\ndef after(a):\n    return a\n\nclass Last:\n    def method(self):\n        pass\n'] as const;
const EXPECTED = ['before', 'after', 'Last', 'method'];

/** Code in the middle of a file, the definitions it holds itself, and the message for its first problem. */
const CASES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['foo(', [], /^'\(' is never closed\.$/],
  ['foo(a, b', [], /^'\(' is never closed\.$/],
  ['foo(a, b\nx = 1', [], /^'\(' is never closed\.$/],
  ['x = [1, 2,', [], /^'\[' is never closed\.$/],
  ['x = {"a": foo(', [], /^'\(' is never closed\.$/],
  ['x.', [], /^Expected an attribute's name after '\.', found the end of the line\.$/],
  ['x = ', [], /^Expected an expression, found the end of the line\.$/],
  ['await ', [], /^Expected an expression, found the end of the line\.$/],
  ['def f(a,', ['f'], /^'\(' is never closed\.$/],
  ['def f(a,\n    return a', ['f'], /^'\(' is never closed\.$/],
  ['def f(a', ['f'], /^'\(' is never closed\.$/],
  ['def f', ['f'], /^Expected '\(' after the function's name, found the end of the line\.$/],
  ['def f(a)\n    return a', ['f'], /^Expected ':' after the header of 'def', found the end of the line\.$/],
  ['def f(a)):\n    return a', ['f'], /^Expected ':' after the header of 'def', found '\)'\.$/],
  ['def f(a):', ['f'], /^Expected an indented block after 'def'\.$/],
  ['async def f(a) ->', ['f'], /^Expected an expression, found the end of the line\.$/],
  ['class A(B:\n    def g(self): pass', ['A', 'g'], /^Expected ',' or a closing bracket, found ':'\.$/],
  ['class A\n    def g(self): pass', ['A', 'g'], /^Expected ':' after the header of 'class', found the end of the line\.$/],
  ['if x', [], /^Expected ':' after the condition of 'if', found the end of the line\.$/],
  ['if x\n    def g(): pass', ['g'], /^Expected ':' after the condition of 'if', found the end of the line\.$/],
  ['if x = 1:\n    def g(): pass', ['g'], /^Expected ':' after the condition of 'if', found '='\.$/],
  ['for x in', [], /^Expected an expression, found the end of the line\.$/],
  ['for x', [], /^Expected 'in' after the targets of 'for', found the end of the line\.$/],
  ['with open(x) as', [], /^Expected an expression, found the end of the line\.$/],
  ['try:\n    def g(): pass', ['g'], /^'try' needs an 'except' or a 'finally'\.$/],
  ['else:\n    def g(): pass', ['g'], /^'else' has no statement that it belongs to\.$/],
  ['      def g(): pass', ['g'], /^This line is indented deeper than the block it belongs to\.$/],
  ['class A:\n    def g(self):\n        pass\n   def h(self):\n        pass\n    def i(self):\n        pass', ['A', 'g', 'h', 'i'], /^This line's indentation fits no line above it\.$/],
  ['x = "abc', [], /^This string is not closed at the end of its line\.$/],
  ['x = f"abc{', [], /^This string is not closed at the end of its line\.$|^Expected an expression/],
  ['x = f"abc{y"', [], /^This string is not closed at the end of its line\.$/],
  ['x = """abc', [], /^These triple quotes are never closed\.$/],
  ['def f():\n    """Never closed.\n\n    return 1\n\ndef g():\n    """Fine."""\n    return 2', ['f', 'g'], /^These triple quotes are never closed\.$/],
  ['x = 1)', [], /^Expected the end of the statement, found '\)'\.$/],
  [')', [], /^Expected a statement, found '\)'\.$/],
  ['foo(a]', [], /^'\]' doesn't close '\('\.$/],
  ['foo(a b)', [], /^Expected ',' or a closing bracket, found 'b'\.$/],
  ['<<<<<<< HEAD\ndef f(): pass\n=======\ndef g(): pass\n>>>>>>> other', ['f', 'g'], /^This is a marker of an unresolved merge conflict\.$/],
  ['x = (\n<<<<<<< HEAD\n  1\n=======\n  2\n>>>>>>> other\n)', [], /^This is a marker of an unresolved merge conflict\.$/],
  ['print "a"', [], /^'print' is a function: its arguments need parentheses\.$/],
  ['x = 1 def f(): pass', ['f'], /^Expected the end of the statement, found 'def'\.$/],
  ['@', [], /^Expected an expression, found the end of the line\.$/],
  ['@a\nx = 1', [], /^Expected a function or a class after the decorator, found 'x'\.$/],
  ['import ', [], /^Expected a module's name, found the end of the line\.$/],
  ['from x import', [], /^Expected a name to import, found the end of the line\.$/],
  ['from x', [], /^Expected 'import', found the end of the line\.$/],
  ['from x import (a,', [], /^'\(' is never closed\.$/],
  ['match x:\n    case', [], /^Expected a pattern, found the end of the line\.$/],
  ['match x:\n    case [a, b\n        pass\n    case c:\n        def g(): pass', ['g'], /^'\[' is never closed\.$/],
  ['lambda x', [], /^Expected ':' after the lambda's parameters, found the end of the line\.$/],
  ['x = a if b', [], /^Expected 'else' of the conditional expression, found the end of the line\.$/],
  ['x = [a for b', [], /^Expected 'in' after the targets of 'for', found/],
  ['x = $y', [], /^The character '\$' has no meaning in Python\.$/],
  ['x = 1\0', [], /^The character U\+0000 has no meaning in Python\.$/],
  ['if a:\n        b\n\tc', [], /^Tabs and spaces are mixed/],
  ['x = 012', [], /^A number can't begin with 0; an octal number is written 0o12\.$/],
  ['1 = x', [], /^A literal can't be assigned to\.$/],
  ['f() = x', [], /^The result of a call can't be assigned to\.$/],
];

describe('Python parser on half-typed code', () => {
  for (const [code, own, message] of CASES) {
    it(`keeps what stands around ${JSON.stringify(code)}`, () => {
      const text = AROUND[0] + code + AROUND[1];
      const tree = parsePython(text);
      assert.deepEqual(definitions(tree).map((node) => tree.nameText(node, At.ClassDef.name)), ['before', ...own, ...EXPECTED.slice(1)]);
      assert.ok(tree.errors.length > 0, 'no problem was reported');
      assert.match(tree.errors[0]!.message, message);
      assert.deepEqual(misplaced(tree), []);
    });
    it(`stands at the end of a file: ${JSON.stringify(code)}`, () => {
      const tree = parsePython(AROUND[0] + code);
      assert.equal(tree.nameText(definitions(tree)[0]!, At.ClassDef.name), 'before');
      assert.ok(tree.errors.length > 0 && tree.errors.length <= code.split('\n').length);
      assert.deepEqual(misplaced(tree), []);
    });
  }

  it('says one thing per line', () => {
    assert.equal(parsePython('foo(a b c $ d ? e) = = 1 1 1\n').errors.length, 1);
    assert.equal(parsePython('x = (\ny = [\ndef f(): pass\n').errors.length, 1);
  });
});
