import assert from 'node:assert/strict';
import { appendArgument, bracketsOf, setOption } from '../../engine/edit/arguments.js';
import { applyEdits } from '../../engine/edit/edits.js';
import type { CallStep } from '../../engine/flow/step.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { TextEdit } from '../../engine/rule.js';
import { withProject } from '../project/claims.js';

/** Asks of the last call of the module's own body; `f(…)` may have other calls among its arguments. */
function ask<T>(name: string, text: string, use: (fn: FunctionUnit, call: CallStep) => T): T {
  return withProject({ [name]: text }, (project) => {
    const fn = project.file(`/p/${name}`)!.functions[0]!;
    return use(fn, [...fn.flow].filter((step) => step.kind === 'call').at(-1)!);
  });
}

function edited(name: string, text: string, edit: (fn: FunctionUnit, call: CallStep) => readonly TextEdit[] | null): string | null {
  return ask(name, text, (fn, call) => {
    const edits = edit(fn, call);
    return edits === null ? null : applyEdits(text, edits);
  });
}

const append = (name: string, text: string): string | null => edited(name, text, (fn, call) => appendArgument(fn, call, name.endsWith('.py') ? 'n=1' : 'n'));
const option = (text: string, position = 1): string | null => edited('a.ts', text, (fn, call) => setOption(fn, call, position, 'n', '1'));

describe('bracketsOf', () => {
  const between = (name: string, text: string): string | null => ask(name, text, (fn, call) => {
    const found = bracketsOf(fn, call);
    return found === null ? null : `${text.slice(found.open, found.first)}|${text.slice(found.first, found.close + 1)}`;
  });

  it('finds those of the call, behind comments and types', () => {
    assert.equal(between('a.py', 'f (  # why\n  a)\n'), '(  # why\n  |a)');
    assert.equal(between('a.ts', 'f<Map<string, () => void>>(/* why */ a);\n'), '(/* why */ |a)');
    assert.equal(between('a.ts', 'f();\n'), '(|)');
  });

  it('finds none where the callee has brackets of its own, or the call has none', () => {
    assert.equal(between('a.py', '(f)(a)\n'), null);
    assert.equal(between('a.ts', 'f`a`;\n'), null);
  });
});

describe('appendArgument', () => {
  it('follows the layout of the others', () => {
    assert.equal(append('a.py', 'f()\n'), 'f(n=1)\n');
    assert.equal(append('a.py', 'f(a, k=(b))\n'), 'f(a, k=(b), n=1)\n');
    assert.equal(append('a.py', 'f(a, )\n'), 'f(a, n=1, )\n');
    assert.equal(append('a.py', 'f(\n    a,\n    k=b,  # why\n)\n'), 'f(\n    a,\n    k=b,  # why\n    n=1,\n)\n');
    assert.equal(append('a.py', 'f(\r\n    *a\r\n)\r\n'), 'f(\r\n    *a,\r\n    n=1\r\n)\r\n');
    assert.equal(append('a.py', 'f(a, {\n    1: 2,\n})\n'), 'f(a, {\n    1: 2,\n}, n=1)\n');
    assert.equal(append('a.ts', 'f(\n  (a),\n  b)\n'), 'f(\n  (a),\n  b,\n  n)\n');
  });

  it('stands before a comment that is alone in the brackets, and declines where there are none', () => {
    assert.equal(append('a.py', 'f(\n    # why\n)\n'), 'f(n=1\n    # why\n)\n');
    assert.equal(append('a.ts', 'f`a`;\n'), null);
  });
});

describe('setOption', () => {
  it('makes an object, in the style of the file, with what is left out before it', () => {
    assert.equal(option('f(a);\n'), 'f(a, { n: 1 });\n');
    assert.equal(option('import {b} from "b";\nf(a);\n'), 'import {b} from "b";\nf(a, {n: 1});\n');
    assert.equal(option('f();\n'), 'f(undefined, { n: 1 });\n');
    assert.equal(option('f(a, {});\n'), 'f(a, { n: 1 });\n');
    assert.equal(option('f(a);\n', -1), 'f(a, { n: 1 });\n');
    assert.equal(option('f(a, () => {});\n'), 'f(a, { n: 1 }, () => {});\n');
  });

  it('adds to an object, or replaces what stands there', () => {
    assert.equal(option('f(a, { b });\n'), 'f(a, { b, n: 1 });\n');
    assert.equal(option('f(a, { n: undefined, b });\n'), 'f(a, { n: 1, b });\n');
    assert.equal(option('f(a, {\n  b: {\n    c,\n  }, // why\n});\n'), 'f(a, {\n  b: {\n    c,\n  }, // why\n  n: 1,\n});\n');
    assert.equal(option("f(a, {\n  'b-c': (d)\n});\n"), "f(a, {\n  'b-c': (d),\n  n: 1\n});\n");
    assert.equal(option('f({ b });\n', -1), 'f({ b, n: 1 });\n');
  });

  it('declines where something else is given', () => {
    assert.equal(option('f(a, b);\n'), null);
    assert.equal(option('f(a, { /* why */ });\n'), null);
  });
});
