/** Reading a tree: every kind of slot, names, parameters, values of strings. */

import assert from 'node:assert/strict';
import {
  At, Comparison, ConstantKind, Kind, NONE, Operator, ParameterKind, parsePython, SHAPES, type Node, type PythonTree,
} from '../../../engine/syntax/python/parser.js';

function find(tree: PythonTree, kind: Kind): Node {
  let found = NONE;
  tree.walk(tree.root, (node) => {
    if (found === NONE && tree.kind(node) === kind) found = node;
  });
  assert.notEqual(found, NONE);
  return found;
}

const pairsOf = (list: Int32Array): (readonly [number, number])[] =>
  Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i]!, list[2 * i + 1]!] as const);

describe('Python tree', () => {
  it('gives a function with its parameters, kinds, annotations and defaults', () => {
    const text = '@d\nasync def f[T](a, /, b: int = 1, *c: T, d=2, **e) -> None:\n    return a';
    const tree = parsePython(text);
    const def = find(tree, Kind.AsyncFunctionDef);
    assert.equal(tree.nameText(def, At.FunctionDef.name), 'f');
    assert.equal(text[tree.int(def, At.FunctionDef.colon)], ':');
    assert.equal(text.slice(tree.start(def)).startsWith('async def'), true);
    assert.equal(tree.source(tree.item(def, At.FunctionDef.decorators, 0)), 'd');
    assert.equal(tree.source(tree.child(def, At.FunctionDef.returns)), 'None');
    assert.equal(tree.nameText(tree.item(def, At.FunctionDef.typeParams, 0), At.TypeVar.name), 'T');
    const params = tree.list(def, At.FunctionDef.params);
    const seen = [];
    for (let i = 0; i < params.length; i += 2) {
      const annotation = tree.child(params[i]!, At.arg.annotation);
      seen.push([
        tree.nameText(params[i]!, At.arg.name), tree.int(params[i]!, At.arg.kind),
        annotation === NONE ? '' : tree.source(annotation), params[i + 1] === NONE ? '' : tree.source(params[i + 1]!),
      ]);
    }
    assert.deepEqual(seen, [
      ['a', ParameterKind.PositionalOnly, '', ''], ['b', ParameterKind.Normal, 'int', '1'], ['c', ParameterKind.VarArgs, 'T', ''],
      ['d', ParameterKind.KeywordOnly, '', '2'], ['e', ParameterKind.KeywordArgs, '', ''],
    ]);
  });

  it('gives calls with arguments in source order', () => {
    const tree = parsePython('a.b(c, *d, e=f, **g)');
    const call = find(tree, Kind.Call);
    assert.equal(tree.int(call, At.Call.open), 3);
    assert.deepEqual([...tree.list(call, At.Call.args)].map((node) => [tree.kindName(node), tree.source(node)]), [
      ['Name', 'c'], ['Starred', '*d'], ['keyword', 'e=f'], ['keyword', '**g'],
    ]);
    assert.equal(tree.nameText(tree.item(call, At.Call.args, 2), At.keyword.name), 'e');
    assert.equal(tree.nameText(tree.item(call, At.Call.args, 3), At.keyword.name), undefined);
    assert.equal(tree.nameText(tree.child(call, At.Call.func), At.Attribute.attr), 'b');
  });

  it('gives operators, comparisons, dictionaries, imports and global names', () => {
    const binary = parsePython('a // b');
    assert.equal(binary.int(find(binary, Kind.BinOp), At.BinOp.op), Operator.FloorDiv);
    const augmented = parsePython('a **= b');
    assert.equal(augmented.int(find(augmented, Kind.AugAssign), At.AugAssign.op), Operator.Pow);
    const compare = parsePython('a < b is not c not in d');
    assert.deepEqual([...compare.list(find(compare, Kind.Compare), At.Compare.ops)], [Comparison.Lt, Comparison.IsNot, Comparison.NotIn]);
    const dict = parsePython('{a: b, **c}');
    assert.deepEqual([...dict.list(find(dict, Kind.Dict), At.Dict.items)].map((node) => (node ? dict.source(node) : '')), ['a', 'b', '', 'c']);
    const from = parsePython('from ... . a . b import (c as d)');
    const node = find(from, Kind.ImportFrom);
    assert.equal(from.int(node, At.ImportFrom.level), 4);
    assert.equal(from.nameText(node, At.ImportFrom.module), 'a.b');
    const alias = from.item(node, At.ImportFrom.names, 0);
    assert.deepEqual([from.nameText(alias, At.alias.name), from.nameText(alias, At.alias.asname)], ['c', 'd']);
    const globals = parsePython('global a, b');
    assert.deepEqual([...globals.list(find(globals, Kind.Global), At.Global.names)], [7, 8, 10, 11]);
    const names = parsePython('ﬁ = 1');
    assert.equal(names.name(find(names, Kind.Name)), 'fi'); // NFKC, as Python does
  });

  it('tells constants apart and decodes strings', () => {
    const kinds: readonly (readonly [string, number])[] = [
      ['None', ConstantKind.None], ['True', ConstantKind.True], ['False', ConstantKind.False], ['...', ConstantKind.Ellipsis],
      ['1', ConstantKind.Integer], ['0xff', ConstantKind.Integer], ['1.5', ConstantKind.Float], ['1e5', ConstantKind.Float], ['2j', ConstantKind.Imaginary],
      ['"a"', ConstantKind.String], ['b"a" B"c"', ConstantKind.Bytes],
    ];
    for (const [text, kind] of kinds) {
      const tree = parsePython(text);
      assert.equal(tree.int(find(tree, Kind.Constant), At.Constant.constant), kind, text);
    }
    const values: readonly (readonly [string, string | undefined])[] = [
      ['"a\\n\\x41\\u00e9\\101\\q"', 'a\nA\u00e9A\\q'], ["'a' r'\\n' \"\"\"b\"\"\"", 'a\\nb'], ['("a" # c\n "b")', 'ab'], ['"a\\\nb"', 'ab'],
      ['b"\\xff\\400\\u1"', '\u00ff\u0000\\u1'], ['"\\N{DASH}"', undefined], ['"""a\r\nb"""', 'a\nb'], ['""', ''], ['"\\U0001f642"', '🙂'], ['1', undefined], ["'\\''", "'"],
    ];
    for (const [text, value] of values) {
      const tree = parsePython(text);
      assert.deepEqual(tree.errors, [], text);
      assert.equal(tree.stringValue(find(tree, Kind.Constant)), value, text);
    }
    const joined = parsePython('f"a{b}"');
    assert.equal(joined.stringValue(find(joined, Kind.Constant)), undefined);
  });

  it('names captures, but not the wildcard', () => {
    const tree = parsePython('match x:\n  case [_, a, *_, *b, {**c}, _ as d, A(e=_)]: pass');
    const names: (string | undefined)[] = [];
    tree.walk(tree.root, (node) => {
      const kind = tree.kind(node);
      if (kind === Kind.MatchAs) names.push(tree.nameText(node, At.MatchAs.name));
      if (kind === Kind.MatchStar) names.push(tree.nameText(node, At.MatchStar.name));
      if (kind === Kind.MatchMapping) names.push(tree.nameText(node, At.MatchMapping.rest));
      if (kind === Kind.MatchClass) names.push(...pairsOf(tree.list(node, At.MatchClass.keywordNames)).map(([start, end]) => tree.identifier(start, end)));
    });
    assert.deepEqual(names, [undefined, 'a', undefined, 'b', 'c', 'd', undefined, 'e', undefined]);
  });

  it('reads 190 nested brackets, and says when it is too much', () => {
    assert.deepEqual(parsePython(`${'('.repeat(190)}x${')'.repeat(190)}`).errors, []);
    assert.match(parsePython(`${'('.repeat(300)}x${')'.repeat(300)}`).errors[0]!.message, /nested too deeply/);
  });

  it('gives fields of f-strings and t-strings', () => {
    const tree = parsePython('t"a{ x + 1 !r:>{w}}"');
    const field = find(tree, Kind.Interpolation);
    assert.equal(tree.text.slice(tree.nameStart(field, At.Interpolation.source), tree.nameEnd(field, At.Interpolation.source)), ' x + 1');
    assert.equal(tree.int(field, At.Interpolation.conversion), 'r'.charCodeAt(0));
    assert.equal(tree.source(tree.child(field, At.Interpolation.formatSpec)), ':>{w}');
  });

  it('has a shape for every kind, and slots that do not overlap', () => {
    assert.deepEqual(Object.keys(SHAPES).sort(), Object.keys(Kind).sort());
    assert.equal(At.Call.open, At.Call.func + 1);
    assert.equal(At.arg.annotation, At.arg.name + 2);
  });
});
