/** Kinds and spans pinned by hand, for syntax that the installed CPython may be too old to judge, and for layout. */

import assert from 'node:assert/strict';
import { parsePython } from '../../../engine/syntax/python/parser.js';
import { outline, statement } from './outline.js';

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'PEP 570': [
    ['def f(a, /, b: int = 1, *c, d=2, **e) -> r: pass',
      'FunctionDef 0-48(arg 6-7, arg 12-18(Name 15-18), Constant 21-22, arg 25-26, arg 28-29, Constant 30-31, arg 35-36, Name 41-42, Pass 44-48)'],
  ],
  'PEP 572': [
    ['(x := 1)',
      'Expr 0-8(NamedExpr 1-7(Name 1-2, Constant 6-7))'],
    ['f(x := 1)',
      'Expr 0-9(Call 0-9(Name 0-1, NamedExpr 2-8(Name 2-3, Constant 7-8)))'],
  ],
  'PEP 614': [
    ['@a.b(1)\n@c\nasync def f(): pass',
      'AsyncFunctionDef 11-30(Call 1-7(Attribute 1-4(Name 1-2), Constant 5-6), Name 9-10, Pass 26-30)'],
  ],
  'PEP 617': [
    ['with (a as b, c): pass',
      'With 0-22(withitem 6-12(Name 6-7, Name 11-12), withitem 14-15(Name 14-15), Pass 18-22)'],
    ['with (a, b) as c: pass',
      'With 0-22(withitem 5-16(Tuple 5-11(Name 6-7, Name 9-10), Name 15-16), Pass 18-22)'],
    ['with (a): pass',
      'With 0-14(withitem 6-7(Name 6-7), Pass 10-14)'],
  ],
  'PEP 634': [
    ['match x, y:\n  case A.B | [1, *_, -2j] if g:\n    pass\n  case {"k": v, **r} as w: pass',
      'Match 0-84(Tuple 6-10(Name 6-7, Name 9-10), match_case 14-52(MatchOr 19-37(MatchValue 19-22(Attribute 19-22(Name 19-20)), MatchSequence 25-37(MatchValue 26-27(Constant 26-27), MatchStar 29-31, MatchValue 33-36(UnaryOp 33-36(Constant 34-36)))), Name 41-42, Pass 48-52), match_case 55-84(MatchAs 60-78(MatchMapping 60-73(Constant 61-64, MatchAs 66-67)), Pass 80-84))'],
    ['match x:\n  case A(b, c=1): pass',
      'Match 0-31(Name 6-7, match_case 11-31(MatchClass 16-25(Name 16-17, MatchAs 18-19, MatchValue 23-24(Constant 23-24)), Pass 27-31))'],
    ['match x:\n  case a, b,: pass',
      'Match 0-27(Name 6-7, match_case 11-27(MatchSequence 16-21(MatchAs 16-17, MatchAs 19-20), Pass 23-27))'],
  ],
  'PEP 646': [
    ['x[*a, b:c]',
      'Expr 0-10(Subscript 0-10(Name 0-1, Tuple 2-9(Starred 2-4(Name 3-4), Slice 6-9(Name 6-7, Name 8-9))))'],
    ['x[*a]',
      'Expr 0-5(Subscript 0-5(Name 0-1, Tuple 2-4(Starred 2-4(Name 3-4))))'],
    ['def f(*a: *Ts): pass',
      'FunctionDef 0-20(arg 7-13(Starred 10-13(Name 11-13)), Pass 16-20)'],
  ],
  'PEP 654': [
    ['try: pass\nexcept* A as e: pass',
      'TryStar 0-30(Pass 5-9, ExceptHandler 10-30(Name 18-19, Pass 26-30))'],
  ],
  'PEP 695 and 696': [
    ['type X[T: int = str, *Ts = *a, **P = b] = T',
      'TypeAlias 0-43(Name 5-6, TypeVar 7-19(Name 10-13, Name 16-19), TypeVarTuple 21-29(Starred 27-29(Name 28-29)), ParamSpec 31-38(Name 37-38), Name 42-43)'],
    ['class A[T](B, m=C): pass',
      'ClassDef 0-24(TypeVar 8-9, Name 11-12, keyword 14-17(Name 16-17), Pass 20-24)'],
    ['def f[T](): pass',
      'FunctionDef 0-16(TypeVar 6-7, Pass 12-16)'],
  ],
  'PEP 701': [
    ['f"a{x!r:>{w}}b" "c"',
      'Expr 0-19(JoinedStr 0-19(Constant 2-3, FormattedValue 3-13(Name 4-5, JoinedStr 7-12(Constant 8-9, FormattedValue 9-12(Name 10-11))), Constant 13-19))'],
    ['f"{d["a"]}{{"',
      'Expr 0-13(JoinedStr 0-13(FormattedValue 2-10(Subscript 3-9(Name 3-4, Constant 5-8)), Constant 10-12))'],
    ['f"{x = :3}"',
      'Expr 0-11(JoinedStr 0-11(Constant 3-7, FormattedValue 2-10(Name 3-4, JoinedStr 7-9(Constant 8-9))))'],
    ['f"{f"{y}"}"',
      'Expr 0-11(JoinedStr 0-11(FormattedValue 2-10(JoinedStr 3-9(FormattedValue 5-8(Name 6-7)))))'],
  ],
  'PEP 750': [
    ['t"a{x!r:>{w}}b"',
      'Expr 0-15(TemplateStr 0-15(Constant 2-3, Interpolation 3-13(Name 4-5, JoinedStr 7-12(Constant 8-9, FormattedValue 9-12(Name 10-11))), Constant 13-14))'],
    ['t"{x=}" t"b"',
      'Expr 0-12(TemplateStr 0-12(Constant 3-5, Interpolation 2-6(Name 3-4), Constant 10-11))'],
  ],
  'PEP 758': [
    ['try: pass\nexcept A, B: pass',
      'Try 0-27(Pass 5-9, ExceptHandler 10-27(Tuple 17-21(Name 17-18, Name 20-21), Pass 23-27))'],
  ],
  'parentheses': [
    ['(a).b',
      'Expr 0-5(Attribute 0-5(Name 1-2))'],
    ['(a, b)',
      'Expr 0-6(Tuple 0-6(Name 1-2, Name 4-5))'],
    ['a, b,',
      'Expr 0-5(Tuple 0-5(Name 0-1, Name 3-4))'],
    ['((a))',
      'Expr 0-5(Name 2-3)'],
    ['(a)(b)',
      'Expr 0-6(Call 0-6(Name 1-2, Name 4-5))'],
    ['f(x for x in y)',
      'Expr 0-15(Call 0-15(Name 0-1, GeneratorExp 1-15(Name 2-3, comprehension 4-14(Name 8-9, Name 13-14))))'],
    ['(a) + (b)',
      'Expr 0-9(BinOp 0-9(Name 1-2, Name 7-8))'],
    ['-(a)',
      'Expr 0-4(UnaryOp 0-4(Name 2-3))'],
    ['(a) if (b) else (c)',
      'Expr 0-19(IfExp 0-19(Name 1-2, Name 8-9, Name 17-18))'],
    ['a[(b)]',
      'Expr 0-6(Subscript 0-6(Name 0-1, Name 3-4))'],
    ['lambda: (a)',
      'Expr 0-11(Lambda 0-11(Name 9-10))'],
    ['(yield)',
      'Expr 0-7(Yield 1-6)'],
    ['return (a)',
      'Return 0-10(Name 8-9)'],
    ['not (a) in (b)',
      'Expr 0-14(UnaryOp 0-14(Compare 4-14(Name 5-6, Name 12-13)))'],
    ['(a) = (b)',
      'Assign 0-9(Name 1-2, Name 7-8)'],
  ],
  'ends': [
    ['if a:\n  b;\nelif c:\n  d # x\n\n',
      'If 0-22(Name 3-4, Expr 8-9(Name 8-9), If 11-22(Name 16-17, Expr 21-22(Name 21-22)))'],
    ['class A:\n  def f(self):\n    pass\n\n  # end\n',
      'ClassDef 0-32(FunctionDef 11-32(arg 17-21, Pass 28-32))'],
    ['for a in b:\n  c\nelse:\n  d  \n',
      'For 0-25(Name 4-5, Name 9-10, Expr 14-15(Name 14-15), Expr 24-25(Name 24-25))'],
    ['x = 1 ;',
      'Assign 0-5(Name 0-1, Constant 4-5)'],
    ['try:\n  a\nexcept B:\n  c\nfinally:\n  d',
      'Try 0-35(Expr 7-8(Name 7-8), ExceptHandler 9-22(Name 16-17, Expr 21-22(Name 21-22)), Expr 34-35(Name 34-35))'],
  ],
};

describe('Python spans', () => {
  for (const [title, cases] of Object.entries(CASES)) {
    it(`stand where CPython puts them: ${title}`, () => {
      for (const [text, expected] of cases) assert.equal(statement(text), expected, text);
    });
  }

  const module = (text: string): string => {
    const tree = parsePython(text);
    assert.deepEqual(tree.errors, [], JSON.stringify(text));
    return outline(tree);
  };

  it('take CRLF, CR and a missing line end', () => {
    assert.equal(module('if a:\r\n  b\r\nc'), 'Module 0-13(If 0-10(Name 3-4, Expr 9-10(Name 9-10)), Expr 12-13(Name 12-13))');
    assert.equal(module('a\rb\r'), 'Module 0-4(Expr 0-1(Name 0-1), Expr 2-3(Name 2-3))');
    assert.equal(module('x = """a\r\nb"""\r\ny'), 'Module 0-17(Assign 0-14(Name 0-1, Constant 4-14), Expr 16-17(Name 16-17))');
    assert.equal(module('a + \\\r\n  b'), 'Module 0-10(Expr 0-10(BinOp 0-10(Name 0-1, Name 9-10)))');
    assert.equal(module(''), 'Module 0-0');
    assert.equal(module('\n\n  # only a comment'), 'Module 0-20');
  });

  it('take a byte order mark, form feeds, tabs and joined lines', () => {
    assert.equal(module('\ufeffa'), 'Module 0-2(Expr 1-2(Name 1-2))');
    assert.equal(module('a\n\f\nb'), 'Module 0-5(Expr 0-1(Name 0-1), Expr 4-5(Name 4-5))');
    assert.equal(module('if a:\n  b\n\f  c'), 'Module 0-14(If 0-14(Name 3-4, Expr 8-9(Name 8-9), Expr 13-14(Name 13-14)))');
    assert.equal(module('if a:\n\tb\n\tc'), 'Module 0-11(If 0-11(Name 3-4, Expr 7-8(Name 7-8), Expr 10-11(Name 10-11)))');
    assert.equal(module('if a:\n    \tb\n    \tc'), 'Module 0-19(If 0-19(Name 3-4, Expr 11-12(Name 11-12), Expr 18-19(Name 18-19)))');
    assert.equal(module('if \\\n  a: b'), 'Module 0-11(If 0-11(Name 7-8, Expr 10-11(Name 10-11)))');
    assert.equal(module('x = [\n# c\n1,\n\n2]'), 'Module 0-16(Assign 0-16(Name 0-1, List 4-16(Constant 10-11, Constant 14-15)))');
  });

  it('count UTF-16 units and take names in any script', () => {
    assert.equal(module('é = "🙂"; b'), 'Module 0-11(Assign 0-8(Name 0-1, Constant 4-8), Expr 10-11(Name 10-11))');
    assert.equal(module('𝐱 = 1'), 'Module 0-6(Assign 0-6(Name 0-2, Constant 5-6))');
  });

  it('list comments', () => {
    const text = '# a\nx = [  # b\n  1]  # c # d\n"# no"';
    const { comments } = parsePython(text);
    const found: string[] = [];
    for (let i = 0; i < comments.length; i += 2) found.push(text.slice(comments[i], comments[i + 1]));
    assert.deepEqual(found, ['# a', '# b', '# c # d']);
    assert.equal(parsePython('match (a, # one\n b): # two\n  case _: pass').comments.length, 4);
    assert.equal(parsePython('f( # one\ndef g(): # two\n  pass').comments.length, 4);
  });
});
