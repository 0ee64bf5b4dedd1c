/**
 * Syntax by PEP: what is accepted and refused, judged by Ruff's parser for Python 3.14. CPython itself is the judge in
 * `against-cpython.test.ts` and `acceptance.test.ts`, as far as it is new enough.
 */

import assert from 'node:assert/strict';
import { parsePython } from '../../../engine/syntax/python/parser.js';
import { ruffJudge } from './ruff.js';

// What Ruff reports although CPython's parser accepts it: CPython finds these later, when compiling. None of our business.
const SEMANTIC = /^(?:Duplicate |Starred expression cannot be used here|alternative patterns bind|name capture|wildcard makes|multiple assignments to name|multiple starred expressions in pattern|mapping pattern checks duplicate key|attribute name .* repeated in class pattern|`except` clause catching all|named expression cannot be used within|yield expression cannot be used within|nonlocal declaration not|starred assignment target must)/i;

const SNIPPETS: Readonly<Record<string, readonly string[]>> = {
  'PEP 572, walrus': [
    '(x := 1)', 'x := 1', 'x = y := 1', 'x = (y := 1)', 'f(x := 1)', 'f(a=b := 1)', 'f(a=(b := 1))', '[y := 1, y**2]',
    '{y := 1}', '{y := 1: 2}', '{(y := 1): 2}', '{1: y := 2}', 'if x := 1: pass', 'while x := f(): pass', 'x[y := 1]',
    'x[y := 1, 2]', 'x[a:b := 1]', '[a for a in b if (c := a)]', '[a for a in b if c := a]', '[(a := b) for b in c]',
    '[a := b for b in c]', '(a := b for b in c)', 'f(a := b for b in c)', '(a.b := 1)', '(a[0] := 1)', '((a) := 1)',
    '(a, b := 1, 2)', 'lambda: x := 1', 'lambda: (x := 1)', '@x := y\ndef f(): pass', 'return (x := 1)', 'assert x := 1',
    'del (x := 1)', 'f"{x:=5}"', 'f"{(x:=5)}"', 'with (x := f()): pass', 'with (x := f()) as y: pass', 'def f(a=(b := 1)): pass',
    'def f(a: (b := 1)): pass', 'x: (y := 1) = 2', 'match x := 1:\n  case _: pass', 'case = (x := 1)',
  ],
  'PEP 570, parameters': [
    'def f(a, /): pass', 'def f(a, /, b): pass', 'def f(a, /, b, *, c): pass', 'def f(/, a): pass', 'def f(a, /, /): pass',
    'def f(a, *, /): pass', 'def f(*, a, /): pass', 'def f(*): pass', 'def f(*,): pass', 'def f(*, **k): pass', 'def f(*a, *b): pass',
    'def f(**k, a): pass', 'def f(**k,): pass', 'def f(*a,): pass', 'def f(a=1, b): pass', 'def f(a=1, /, b): pass',
    'def f(a=1, /, b=2, *, c, d=3, e): pass', 'def f(*a=1): pass', 'def f(**k=1): pass', 'def f(a, b,): pass', 'def f(,): pass',
    'def f(a b): pass', 'def f(a: int = 1, *args: int, b: str, **k: dict) -> None: pass', 'def f((a, b)): pass', 'def f(1): pass',
    'lambda a, /: a', 'lambda *, a: a', 'lambda *a, b=1, **k: a', 'lambda a, b,: a', 'lambda *: a', 'lambda a=1, b: a', 'lambda: 0',
    'lambda (a): 0', 'lambda a: int: 0', 'def f(a) -> 1, 2: pass', 'def f(a) -> (1, 2): pass', 'def f() -> x: int: pass',
  ],
  'PEP 614, decorators': [
    '@a\ndef f(): pass', '@a.b(c)[d]\ndef f(): pass', '@(yield)\ndef f(): pass', '@lambda f: f\nclass A: pass', '@a if b else c\ndef f(): pass',
    '@a, b\ndef f(): pass', '@*a\ndef f(): pass', '@a\nx = 1', '@\ndef f(): pass', '@a def f(): pass', '@a\n\n# c\n@b\nasync def f(): pass', '@a\nasync with b: pass',
  ],
  'PEP 617, parenthesised with': [
    'with (a): pass', 'with (a, b): pass', 'with (a, b) as c: pass', 'with (a as b): pass', 'with (a as b, c as d,): pass', 'with (a, b,): pass',
    'with (a, b), c: pass', 'with (a), (b): pass', 'with (a as b), c: pass', 'with (a as b).c: pass', 'with (a).b as c: pass', 'with (yield): pass',
    'with (yield x) as y: pass', 'with (*a, b): pass', 'with (a for a in b): pass', 'with (a if b else c): pass', 'with (a) if b else c: pass',
    'with (): pass', 'with () as a: pass', 'with a, b as c, d: pass', 'with a,: pass', 'with: pass', 'with a as b as c: pass',
    'with a as (b, c): pass', 'with a as [b, c]: pass', 'with a as b, c: pass', 'with a as b.c, d as e[0]: pass', 'with a as 1: pass', 'with a as f(): pass',
    'with (lambda *a: 1): pass', 'with (lambda: (yield)): pass', 'with (a as b, (c as d)): pass', 'async with (a as b, c): pass', 'with (open(f"{d["x"]}") as f): pass',
    'with (a, b) + c: pass', 'with (a, b)[0] as c: pass', 'with (\n  a as b,\n  c as d,\n): pass', 'with *a: pass', 'with a, *b: pass', 'with (a, b := c): pass', 'with (a := b, c as d): pass',
  ],
  'PEP 634, match': [
    'match x:\n  case 1: pass', 'match x:\n  case 1 | 2 | "a" "b": pass', 'match x:\n  case -1: pass', 'match x:\n  case +1: pass', 'match x:\n  case 1 + 2j: pass',
    'match x:\n  case -1 - 2j: pass', 'match x:\n  case 1 + 2: pass', 'match x:\n  case 1j + 2j: pass', 'match x:\n  case 2j + 1: pass', 'match x:\n  case a.b.c: pass', 'match x:\n  case a.b(): pass',
    'match x:\n  case A(1, b=2, c=C()): pass', 'match x:\n  case A(b=1, 2): pass', 'match x:\n  case A(b.c=1): pass', 'match x:\n  case A(1,): pass', 'match x:\n  case A(,): pass',
    'match x:\n  case [a, *b, c]: pass', 'match x:\n  case (a, *_): pass', 'match x:\n  case a, b: pass', 'match x:\n  case a,: pass', 'match x:\n  case *a,: pass', 'match x:\n  case *a: pass',
    'match x:\n  case (*a): pass', 'match x:\n  case (a): pass', 'match x:\n  case (): pass', 'match x:\n  case []: pass', 'match x:\n  case {}: pass', 'match x:\n  case {"a": 1, **rest}: pass',
    'match x:\n  case {**rest, "a": 1}: pass', 'match x:\n  case {**rest,}: pass', 'match x:\n  case {a.b: c, -1: d, None: e}: pass', 'match x:\n  case {a: c}: pass', 'match x:\n  case {**_}: pass',
    'match x:\n  case 1 as y: pass', 'match x:\n  case (1 | 2) as y: pass', 'match x:\n  case 1 as y.z: pass', 'match x:\n  case 1 as _: pass', 'match x:\n  case f"a": pass',
    'match x:\n  case None | True | False: pass', 'match x:\n  case a if a > 1: pass', 'match x:\n  case a if b := a: pass', 'match x:\n  case _:\n    pass\n  case b: pass', 'match x:\n  pass', 'match x:',
    'match x, y:\n  case _: pass', 'match *x, y:\n  case _: pass', 'match *x:\n  case _: pass', 'match (x):\n  case _: pass', 'match [x]:\n  case _: pass', 'match -x:\n  case _: pass', 'match (yield):\n  case _: pass',
    'match not x:\n  case _: pass', 'match lambda: x:\n  case _: pass', 'match {}:\n  case _: pass', 'match x if y else z:\n  case _: pass', 'match (a, b)[0]:\n  case _: pass', 'match: case = 1',
    'match = 1', 'match(x)', 'match[x]', 'match.x', 'match * x', 'match - x', 'match[x]: int', 'match[a:b]', 'match in x', 'match not in x', 'match is x', 'match, x', 'match: int', 'match', 'match if x else y',
    'case = 1', 'case(x)', '_ = 1', 'match match:\n  case case: pass', 'match x:\n case 1: pass\n case 2: pass', 'match x: case 1: pass', 'match x:\n  case 1: pass\n  x = 1', 'match x:\n  case 0x1f | 1_0: pass', 'match x:\n  case b"a": pass', 'match x:\n  case a.b as c: pass', 'print(match, case, type)',
    'match x:\n  case [[1, 2], (3, 4)]: pass', 'match x:\n  case ((a)): pass', 'match x:\n  case A.B.C(d=E.F): pass', 'match x:\n  case 1, *a, 2 if b: pass', 'match x:\n  case - 1: pass', 'match x:\n  case a[0]: pass', 'match x:\n  case a + b: pass', 'match f"{d["a"]}":\n  case _: pass', 'match (\n  x\n):\n  case _: pass',
  ],
  'PEP 646, stars in subscripts': [
    'x[*a]', 'x[*a, b]', 'x[a, *b]', 'x[*a, *b] = 1', 'x[*a:b]', 'x[a:*b]', 'def f(*args: *Ts): pass', 'def f(args: *Ts): pass', 'def f(**k: *Ts): pass', 'x: *a', 'x[*a,]', 'del x[*a]', 'def f() -> *a: pass', 'x[**a]', 'x[]', 'x[,]', 'x[a,,b]', 'x[::]', 'x[:, ::2, a:b:c]', 'x[a b]', 'lambda *a: *b',
  ],
  'PEP 654, except*': [
    'try: pass\nexcept* A: pass', 'try: pass\nexcept *A as b: pass', 'try: pass\nexcept*: pass', 'try: pass\nexcept* A: pass\nexcept B: pass', 'try: pass\nexcept A: pass\nexcept* B: pass',
    'try: pass\nexcept* (A, B): pass\nelse: pass\nfinally: pass', 'try: pass', 'try: pass\nelse: pass', 'try: pass\nfinally: pass', 'try: pass\nelse: pass\nfinally: pass', 'try: pass\nfinally: pass\nexcept A: pass',
    'try: pass\nexcept A as b.c: pass', 'try: pass\nexcept: pass', 'try: pass\nexcept A as b: pass\nexcept: pass', 'try:\n  pass\nexcept A:\n  pass\nelse:\n  pass', 'except A: pass', 'finally: pass', 'else: pass', 'elif x: pass', 'if x: pass\nelse: pass\nelse: pass',
  ],
  'PEP 695 and 696, type parameters': [
    'type X = int', 'type X[T] = list[T]', 'type X[T: int, *Ts, **P] = T', 'type X[T: (int, str) = int] = T', 'type X[T = int] = T', 'type X[*Ts = *tuple[int]] = T', 'type X[*Ts = int] = T', 'type X[**P = [int]] = T', 'type X[*Ts: int] = T', 'type X[**P: int] = T',
    'type X[] = int', 'type X[T,] = T', 'type X[,] = T', 'type X[T = int, U] = T', 'type X[T = *a] = T', 'type X', 'type X =', 'type X: int', 'type X.y = int', 'type X = yield', 'type X = (yield)', 'type X = a := b', 'type X = a, b', 'type X = *a',
    'type = 1', 'type(x)', 'type[x]', 'type.x', 'type, x', 'type: int = 1', 'type in x', 'type type = type', 'type match = 1', 'type X = 1; type Y = 2', 'type\nX = 1', 'type X[1] = 1', 'type X[T T] = 1',
    'def f[T](a: T) -> T: pass', 'def f[T: int = str](): pass', 'def f[](): pass', 'async def f[*Ts, **P](*a: *Ts): pass', 'class A[T]: pass', 'class A[T](B): pass', 'class A[T: (yield)]: pass', 'class A[T = int](B, metaclass=C): pass', 'class A(B)[T]: pass', 'class A[T', 'lambda[T]: 0', 'def f[T,](): pass', 'def f[async](): pass',
  ],
  'PEP 701, f-strings': [
    'f"{x}"', 'f"{d["a"]}"', "f'{a['b']}'", 'f"{f"{f"{x}"}"}"', 'f"{x!r}"', 'f"{x!s:>{w}}"', 'f"{x!z}"', 'f"{x! r}"', 'f"{x !r}"', 'f"{x!}"', 'f"{x=}"', 'f"{x=!r:^20}"', 'f"{x = }"', 'f"{x==y}"', 'f"{x!=y}"', 'f"{x=y}"',
    'f"{}"', 'f"{ }"', 'f"{!r}"', 'f"{:x}"', 'f"{x"', 'f"{x:"', 'f"}"', 'f"{{"', 'f"{{}}"', 'f"{"', 'f"{x}}"', 'f"{x}}}"', 'f"{{x}"', 'f"{{{x}}}"', 'f"{lambda x: 1}"', 'f"{(lambda x: 1)}"', 'f"{lambda: 1}"', 'f"{x:{y}}"', 'f"{x:{y:{z}}}"', 'f"{x:{{y}}}"',
    'f"{*a}"', 'f"{*a, b}"', 'f"{a, b}"', 'f"{yield}"', 'f"{await x}"', 'f"{a for a in b}"', 'f"{[a for a in b]}"', 'f"{a := 1}"', 'f"{ {1: 2}[1] }"', 'f"{a:b:c}"', 'f"{a if b else c}"', 'f"{a;b}"', 'f"{a #}"', 'f"{a # c\n}"', 'f"{\na\n}"', 'f"""{\na\n}"""', 'f"{a\n+ b}"', 'f"{a:\n}"', 'f"""{a:\n}"""',
    'f"\\{a}"', 'f"\\N{DIGIT ONE}"', 'f"\\x4"', 'rf"\\x4"', 'f"{a}" "b" f"{c}"', 'f"a" b"c"', 'f"{"\\n".join(a)}"', "f'{x:'", 'f"{a["b"]!r:{c["d"]}}"', 'F"{x}" Rf"{x}" fR"{x}"', 'fb"{x}"', 'fu"{x}"', 'f"{a b}"', 'f"{a,}"', 'f"{)}"', 'f"{(}"', 'f"{a[}"', 'f"{class}"', 'f"{3.4:10}"', 'f"{3!r:10}"', 'f"{x:a{b}c{d}e}"', 'f"{x!r=}"',
  ],
  'PEP 750, t-strings': [
    't"{x}"', 't"a{x!r:>{w}}b"', 'T"{x=}"', 'tr"\\{x}" rt"{x}"', 't"{x}" t"{y}"', 't"{x}" "a"', '"a" t"{x}"', 't"{x}" f"{y}"', 't"{x}" b"y"', 'tb"x"', 'tf"x"', 'tu"x"', 't"{}"', 't"{x"', 't""', 't = 1', 't"{t"{x}"}"', 't"""{\nx\n}"""', 'f"{t"{x}"}"', 't"{x:{y}}"', 'match t"a":\n  case _: pass', 'match x:\n  case t"a": pass',
  ],
  'PEP 758, except without parentheses': [
    'try: pass\nexcept A, B: pass', 'try: pass\nexcept A, B, C: pass', 'try: pass\nexcept A, B as c: pass', 'try: pass\nexcept (A, B) as c: pass', 'try: pass\nexcept* A, B: pass', 'try: pass\nexcept* A, B as c: pass', 'try: pass\nexcept A,: pass', 'try: pass\nexcept A, *B: pass', 'try: pass\nexcept *A, B: pass', 'try: pass\nexcept A B: pass',
  ],
  'assignments and targets': [
    'a = b = c', 'a, b = c', '(a, b) = c', '[a, *b] = c', '*a, = b', '*a = b', 'a = *b, c', '1 = a', 'f() = a', 'a + b = c', 'a.b = c', 'a[b] = c', '(a) = b', '(yield) = a', 'a = yield b', 'a = yield = b', 'None = a', 'f"a" = b', 'a if b else c = d', '(a, 1) = b', 'a: int', 'a: int = 1', 'a.b: int', 'a[b]: int', '(a): int', '(a, b): int', 'a, b: int', '[a]: int', 'f(): int', 'a: int = yield', 'a: int = b, c', 'a: int = *b, c', 'a: int = b = c', 'a += 1', 'a.b += 1', 'a, b += 1', '(a) += 1', 'f() += 1', 'a += yield', 'a += b, c', 'a += b = c',
    'del a', 'del a, b', 'del (a, b)', 'del a,', 'del', 'del f()', 'del 1', 'del (a), [b]', 'del *a', 'del a.b, c[d]', 'for a in b: pass', 'for a, b in c: pass', 'for (a, b), *c in d: pass', 'for 1 in a: pass', 'for f() in a: pass', 'for a.b in c: pass', 'for a in b, c: pass', 'for a in *b, c: pass', 'for a: pass', 'for in a: pass', '[a for 1 in b]', '[a for b, in c]', '[a for b in c, d]', '[a for b in c if d else e]', '[a for b in (lambda: c)]', '[a for b in lambda: c]', '[a async for b in c]', '[a async b]', 'a == b = c', 'not a = b', 'True = 1', 'a = True = b', 'a; b', 'a;', ';', 'a;;b', 'a = ', '= a',
  ],
  'calls, classes and imports': [
    'f(a, *b, c=d, **e)', 'f(a=b, c)', 'f(**a, b)', 'f(**a, *b)', 'f(**a, b=c)', 'f(*a, b)', 'f(a=b, *c)', 'f(a for a in b)', 'f(a for a in b, c)', 'f(c, a for a in b)', 'f((a for a in b), c)', 'f(a for a in b,)', 'f(a.b=c)', 'f(1=a)', 'f(None=a)', 'f((a)=b)', 'f(a, , b)', 'f(,)', 'f(a b)', 'f(*)', 'f(**)', 'f(a=)', 'f(', 'f(a', 'f(a]', 'f)', 'f(*a for a in b)', 'f(await a)', 'f(yield)', 'f((yield))', 'f(lambda: a, b)', 'f(a\n,b\n)', 'print a', 'print(a)', 'exec a', 'class A: pass', 'class A(): pass', 'class A(B, c=D, *E, **F): pass', 'class A(B for B in C): pass', 'class A', 'class: pass', 'class A.b: pass', 'class None: pass',
    'import a', 'import a.b.c as d, e', 'import a as b.c', 'import', 'import a,', 'import (a)', 'import a.', 'import .a', 'from a import b', 'from a import b as c, d', 'from a import (b, c,)', 'from a import b,', 'from a import ()', 'from a import (b', 'from . import a', 'from .a import b', 'from ....a.b import c', 'from ... import a', 'from a import *', 'from a import (*)', 'from a import *, b', 'from a import b.c', 'from a', 'from import a', 'from . import', 'from .import a', 'from a import None',
    'global a, b', 'global a,', 'global', 'nonlocal a', 'global a.b', 'return', 'return a, *b', 'return *a, b', 'return yield', 'raise', 'raise a from b', 'raise a, b', 'raise from a', 'assert a, b', 'assert a, b, c', 'assert', 'pass a', 'break', 'continue', 'pass; pass',
  ],
  'expressions and literals': [
    'a if b else c', 'a if b', 'a if b else', 'a if b else c if d else e', 'not a', 'a not b', 'a not in b', 'a is not b', 'a is is b', 'a < b > c', 'a <> b', 'a and b or c', 'a + not b', 'a == not b', '-a ** -b', '~-+a', 'a ** b ** c', 'a @ b', 'await a ** b', 'await -a', '-await a', 'await await a', 'await', 'await (await a)', 'a.b.c', 'a.1', 'a..b', 'a.', '1.real', '1..real', '1 .real', '1.0.real', '1 if a else 2', '1if a else 2', '0or a', '0xfor x in y', '1_000', '1__0', '1_', '_1', '0x', '0xg', '0o8', '0b2', '0o17', '0b1_0', '012', '00', '0_0', '0_7', '012.5', '012e3', '012j', '1e5', '1e', '1e+', '1E-5j', '1.5J', '.5', '.', '...', '. . .', '1a', '1_a', '0b12', '0xdeadBEEF', '1l', '0777', '1 2', '"a" "b"', '"a" b"b"', "b'é'", 'b"\\xff"', '"\\xf"', '"\\u12"', '"\\U00110000"', '"\\N{DIGIT ONE}"', '"\\N"', 'b"\\N"', 'r"\\x"', '"a', "'''a", 'u"a" U"b"', 'ur"a"', 'bu"a"', 'Rb"a" bR"b"', '"a\\\nb"', '"a\nb"',
    '(a, b)', '(a,)', '(,)', '()', '(a b)', '(*a)', '(*a,)', '[*a]', '[*a, *b]', '{*a}', '{**a}', '{**a, "b": c}', '{a: b, **c,}', '{a: b, c}', '{a, b: c}', '{a:}', '{:a}', '{**a for a in b}', '{*a for a in b}', '[*a for a in b]', '(*a for a in b)', '{a: b for a in c}', '{a for a in b if c if d}', '[a for a in b for c in d]', '{,}', '[,]', '[a,,b]', '{**a: b}', '{a: *b}', 'a[b:c, d]', 'x = $', 'x = ?', 'x = a!', 'a $ b', 'x = `a`', 'é = 1', 'a² = 1', '变量 = 1', 'x = 🙂', 'a\u00a0= 1', 'a\\\n= 1', 'a \\ b', 'a = \\', 'yield', 'yield a', 'yield from a', 'yield from a, b', 'yield from', 'yield *a, b', 'x = (yield from a)', 'lambda: (yield)', 'lambda: yield', 'a = lambda: b, c', 'a or lambda: b', 'not lambda: b', '*a, b', '*a', '**a', '-> a', 'a -> b', '@a',
    'if a: pass', 'if a: b\nelif c: d\nelse: e', 'if a:\n  b\n c', 'if a:\nb', 'if a', 'if a: if b: c', 'if a: for b in c: d', 'if: pass', 'while a: b\nelse: c', 'while: pass', '  a', 'a\n  b', 'if a:\n\tb\n        c', 'if a:\n        b\n\tc', 'a: b: c', 'async def f(): pass', 'async for a in b: pass', 'async a', 'async with a: pass', 'async', 'await = 1', 'async = 1', 'def f(): pass', 'def f: pass', 'def f()', 'def (): pass', 'def f() pass', 'def f():\npass', 'def f():', 'None.a', 'print >>a, b', 'a = b c', 'x = {', 'x = [1, 2', 'x = (1, 2]', ')', 'a)', 'for x in range(10)\n  pass', 'class A\n  pass', 'if x = 1: pass', 'while x = 1: pass', 'f(a == b = c)', 'a.b.None', 'a.True = 1', 'nonlocal', 'with a pass',
  ],
};

// CPython refuses these and Ruff doesn't; CPython decides.
const RUFF_IS_LENIENT: ReadonlySet<string> = new Set(['((a) := 1)', 'try: pass\nelse: pass\nfinally: pass']);

describe('Python syntax', () => {
  const judge = ruffJudge();
  for (const [title, snippets] of Object.entries(SNIPPETS)) {
    it(`is accepted and refused as by Ruff: ${title}`, () => {
      const different: string[] = [];
      for (const snippet of snippets) {
        const theirs = judge(`${snippet}\n`);
        const ours = parsePython(`${snippet}\n`).errors;
        if (RUFF_IS_LENIENT.has(snippet)) {
          assert.ok(ours.length > 0 && theirs.length === 0, snippet);
          continue;
        }
        if (ours.length > 0 ? theirs.length > 0 : theirs.every((message) => SEMANTIC.test(message))) continue;
        different.push(`${JSON.stringify(snippet)}: ours ${JSON.stringify(ours.map(({ message }) => message))}, Ruff's ${JSON.stringify(theirs)}`);
      }
      assert.deepEqual(different, []);
    });
  }
});
