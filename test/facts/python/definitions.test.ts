/** Functions, classes, scopes, imports and types. */

import { pinned } from './golden.js';

pinned('Python facts: definitions', {
  'parameters, defaults and types': [`
def f(a, b: int = x, /, c=y, *d: str, e, g: 'X | None' = None, **h) -> list[int]:
    pass
`, `
  0 read module x  1:19-20
  1 read module y  1:27-28
  2 const none  1:58-62
  3 fn 1  1:1-2:9
  4 write module f ← 3  1:5-6

function 1 function f(/a, /b: int = 0, c = 1, *d: str, named e, named g: X | None = 2, **h): list[int] in 0  1:1-2:9
`],
  'decorators belong to the flow around': [`
@a.b
@c(d)
async def f(): pass
`, `
  0 read module a.b  1:2-5
  1 read module c  2:2-3
  2 read module d  2:4-5
  3 call 1(2)  2:2-6
  4 fn 1  3:1-20
  5 write module f ← 4  3:11-12

function 1 async function f() in 0 decorators 0, 3  3:1-20
`],
  'async and generators': [`
async def f():
    yield
def g():
    h = lambda: (yield)
    async def i(): await a
`, `
  0 fn 1  1:1-2:10
  1 write module f ← 0  1:11-12
  2 fn 2  3:1-5:27
  3 write module g ← 2  3:5-6

function 1 async generator function f() in 0  1:1-2:10
  0 yield  2:5-10
  1 drop 0  2:5-10

function 2 function g() in 0  3:1-5:27
  0 fn 3  4:9-24
  1 write local h ← 0  4:5-6
  2 fn 4  5:5-27
  3 write local i ← 2  5:15-16

function 3 generator lambda () in 2  4:9-24
  0 yield  4:18-23
  1 exit return 0  4:18-23

function 4 async function i() in 2  5:5-27
  0 read module a  5:26-27
  1 await 0  5:20-27
  2 drop 1  5:20-27
`],
  'methods and their forms': [`
class C:
    @property
    def a(self) -> X: pass
    @a.setter
    def a(self, v): pass
    @functools.cached_property
    def b(self): pass
    @staticmethod
    def c(x): pass
    @classmethod
    def d(cls): pass
    def __init__(self): pass
`, `
class 0 class C body 1 in 0  1:1-12:29
  member a: X = function 2  3:9-10
  member a = function 3  5:9-10
  member b = function 4  7:9-10
  member static c = function 5  9:9-10
  member d = function 6  11:9-10
  member __init__ = function 7  12:9-17

function 0 module   1:1-13:1
  0 fn 1  1:1-12:29
  1 write module C ← 0  1:7-8

function 1 class C of class 0 in 0  1:1-12:29
  0 read module property  2:6-14
  1 fn 2  3:5-27
  2 write local a ← 1  3:9-10
  3 read local a.setter  4:6-14
  4 fn 3  5:5-25
  5 write local a ← 4  5:9-10
  6 read module functools.cached_property  6:6-31
  7 fn 4  7:5-22
  8 write local b ← 7  7:9-10
  9 read module staticmethod  8:6-18
  10 fn 5  9:5-19
  11 write local c ← 10  9:9-10
  12 read module classmethod  10:6-17
  13 fn 6  11:5-21
  14 write local d ← 13  11:9-10
  15 fn 7  12:5-29
  16 write local __init__ ← 15  12:9-17

function 2 getter a(self): X of class 0 in 1 decorators 0  3:5-27

function 3 setter a(self, v) of class 0 in 1 decorators 3  5:5-25

function 4 getter b(self) of class 0 in 1 decorators 6  7:5-22

function 5 static method c(x) of class 0 in 1 decorators 9  9:5-19

function 6 method d(cls) of class 0 in 1 decorators 12  11:5-21

function 7 constructor __init__(self) of class 0 in 1  12:5-29
`],
  'members: of the class body, of methods': [`
class C:
    a: int
    b: str = ''
    c = 1
    def m(self, other):
        self.d: X = other
        other.e: Y = 1
        self.f = 2
        def g(self):
            self.h: Z
    @staticmethod
    def n(self):
        self.i: Z
`, `
class 0 class C body 1 in 0  1:1-13:18
  member a: int  2:5-6
  member b: str  3:5-6
  member d: X  6:9-15
  member m = function 2  5:9-10
  member static n = function 4  12:9-10

function 0 module   1:1-14:1
  0 fn 1  1:1-13:18
  1 write module C ← 0  1:7-8

function 1 class C of class 0 in 0  1:1-13:18
  0 write declare local a: int  2:5-6
  1 const ""  3:14-16
  2 write local b: str ← 1  3:5-6
  3 const number 1  4:9-10
  4 write local c ← 3  4:5-6
  5 fn 2  5:5-10:22
  6 write local m ← 5  5:9-10
  7 read module staticmethod  11:6-18
  8 fn 4  12:5-13:18
  9 write local n ← 8  12:9-10

function 2 method m(self, other) of class 0 in 1  5:5-10:22
  0 read param other  6:21-26
  1 write param self.d: X ← 0  6:9-15
  2 const number 1  7:22-23
  3 write param other.e: Y ← 2  7:9-16
  4 const number 2  8:18-19
  5 write param self.f ← 4  8:9-15
  6 fn 3  9:9-10:22
  7 write local g ← 6  9:13-14

function 3 function g(self) in 2  9:9-10:22
  0 write declare param self.h: Z  10:13-19

function 4 static method n(self) of class 0 in 1 decorators 7  12:5-13:18
  0 write declare param self.i: Z  13:9-15
`],
  'bases, keywords, decorators of a class': [`
@a
class C(B, m.D[int], f(), metaclass=M, **kw):
    pass
`, `
class 0 class C(B, m.D[int], ?) body 1 in 0 bases 1, 4, 6 decorators 0  2:1-3:9

function 0 module   1:1-4:1
  0 read module a  1:2-3
  1 read module B  2:9-10
  2 read module m.D  2:12-15
  3 read module int  2:16-19
  4 element item of 2 at 3  2:12-20
  5 read module f  2:22-23
  6 call 5()  2:22-25
  7 read module M  2:37-38
  8 read module kw  2:42-44
  9 fn 1  2:1-3:9
  10 write module C ← 9  2:7-8

function 1 class C of class 0 in 0 decorators 0  2:1-3:9
`],
  'variables of functions around, of the module, of nobody': [`
a = 1
def f(b):
    c = 1
    def g():
        nonlocal c
        global d
        c = a
        d = b
        return len
`, `
  0 const number 1  1:5-6
  1 write module a ← 0  1:1-2
  2 fn 1  2:1-9:19
  3 write module f ← 2  2:5-6

function 1 function f(b) in 0  2:1-9:19
  0 const number 1  3:9-10
  1 write local c ← 0  3:5-6
  2 fn 2  4:5-9:19
  3 write local g ← 2  4:9-10

function 2 function g() in 1  4:5-9:19
  0 read module a  7:13-14
  1 write captured c of function 1 ← 0  7:9-10
  2 read captured b of function 1  8:13-14
  3 write module d ← 2  8:9-10
  4 read module len  9:16-19
  5 exit return 4  9:9-19
`],
  'a name is local in all of a function': [`
a = 1
def f():
    print(a)
    a = 2
`, `
  0 const number 1  1:5-6
  1 write module a ← 0  1:1-2
  2 fn 1  2:1-4:10
  3 write module f ← 2  2:5-6

function 1 function f() in 0  2:1-4:10
  0 read module print  3:5-10
  1 read local a  3:11-12
  2 call 0(1)  3:5-13
  3 drop 2  3:5-13
  4 const number 2  4:9-10
  5 write local a ← 4  4:5-6
`],
  'a class body is no scope for its methods': [`
def f():
    x = 1
    class C:
        x = x
        def m(self): return x
`, `
class 0 class C body 2 in 1  3:5-5:30
  member m = function 3  5:13-14

function 0 module   1:1-6:1
  0 fn 1  1:1-5:30
  1 write module f ← 0  1:5-6

function 1 function f() in 0  1:1-5:30
  0 const number 1  2:9-10
  1 write local x ← 0  2:5-6
  2 fn 2  3:5-5:30
  3 write local C ← 2  3:11-12

function 2 class C of class 0 in 1  3:5-5:30
  0 read local x  4:13-14
  1 write local x ← 0  4:9-10
  2 fn 3  5:9-30
  3 write local m ← 2  5:13-14

function 3 method m(self) of class 0 in 2  5:9-30
  0 read captured x of function 1  5:29-30
  1 exit return 0  5:22-30
`],
  'the target of a comprehension is known within it only': [`
def f(xs):
    [x for x in xs]
    [lambda: x for x in x]
    return x
`, `
  0 fn 1  1:1-4:13
  1 write module f ← 0  1:5-6

function 1 function f(xs) in 0  1:1-4:13
  0 read param xs  2:17-19
  1 loop comprehension over 0 makes list  2:5-20
    2 arm body = 5  2:5-20
      3 element each of 0  2:12-13
      4 write local x ← 3  2:12-13
      5 read local x  2:6-7
  6 drop 1  2:5-20
  7 read module x  3:25-26
  8 loop comprehension over 7 makes list  3:5-27
    9 arm body = 12  3:5-27
      10 element each of 7  3:20-21
      11 write local x ← 10  3:20-21
      12 fn 2  3:6-15
  13 drop 8  3:5-27
  14 read module x  4:12-13
  15 exit return 14  4:5-13

function 2 lambda () in 1  3:6-15
  0 read captured x of function 1  3:14-15
  1 exit return 0  3:14-15
`],
  'names that handlers, items, patterns, imports, dels bind are locals': [`
def f():
    try: pass
    except E as a: pass
    with b as c: pass
    import d.e
    del g
    for h in i: pass
    return a, c, d, g, h
`, `
import 0 "d.e" as d root  5:12-15

function 0 module   1:1-9:1
  0 fn 1  1:1-8:25
  1 write module f ← 0  1:5-6

function 1 function f() in 0  1:1-8:25
  0 try  2:5-3:24
    1 arm body  2:10-14
    2 arm handler catches 3  3:5-24
      3 read module E  3:12-13
      4 write local a ← 2  3:17-18
  5 read module b  4:10-11
  6 scope 5  4:5-22
    7 arm body  4:15-22
      8 write local c ← 6  4:15-16
  9 const import 0 ("d.e" as d root)  5:12-15
  10 write local d ← 9  5:12-13
  11 write delete local g  6:9-10
  12 read module i  7:14-15
  13 loop each over 12  7:5-21
    14 arm body  7:9-21
      15 element each of 12  7:9-10
      16 write local h ← 15  7:9-10
  17 read local a  8:12-13
  18 read local c  8:15-16
  19 read local d  8:18-19
  20 read local g  8:21-22
  21 read local h  8:24-25
  22 make tuple(17, 18, 19, 20, 21)  8:12-25
  23 exit return 22  8:5-25
`],
  'type parameters': [`
class C[T: int](B[T]):
    def f[U, *V](self, x: T) -> U:
        return T, V
type X[K] = dict[K, int] | None
`, `
class 0 class C[T](B[T]) body 1 in 0 bases 2  1:1-3:20
  member f = function 2  2:9-10
class 1 type X[K] = dict[K, int] | None in 0  4:1-32

function 0 module   1:1-5:1
  0 read module B  1:17-18
  1 read local T  1:19-20
  2 element item of 0 at 1  1:17-21
  3 fn 1  1:1-3:20
  4 write module C ← 3  1:7-8
  5 const other  4:13-32
  6 write module X ← 5  4:6-7

function 1 class C of class 0 in 0  1:1-3:20
  0 write declare local T: int  1:9-10
  1 fn 2  2:5-3:20
  2 write local f ← 1  2:9-10

function 2 method f(self, x: T): U of class 0 in 1  2:5-3:20
  0 write declare local U  2:11-12
  1 write declare local V  2:15-16
  2 read captured T of function 1  3:16-17
  3 read local V  3:19-20
  4 make tuple(2, 3)  3:16-20
  5 exit return 4  3:9-20
`],
  'imports': [`
import a, b.c, d.e as f
from g import h as i, j
from ..k import l
from . import m
from n import *
`, `
import 0 "a" as a  1:8-9
import 1 "b.c" as b root  1:11-14
import 2 "d.e" as f  1:16-24
import 3 "g" h as i  2:15-21
import 4 "g" j as j  2:23-24
import 5 "..k" l as l  3:17-18
import 6 "." m as m  4:15-16
import 7 "n" *  5:15-16

function 0 module   1:1-6:1
  0 const import 0 ("a" as a)  1:8-9
  1 write module a ← 0  1:8-9
  2 const import 1 ("b.c" as b root)  1:11-14
  3 write module b ← 2  1:11-12
  4 const import 2 ("d.e" as f)  1:16-24
  5 write module f ← 4  1:23-24
  6 const import 3 ("g" h as i)  2:15-21
  7 write module i ← 6  2:20-21
  8 const import 4 ("g" j as j)  2:23-24
  9 write module j ← 8  2:23-24
  10 const import 5 ("..k" l as l)  3:17-18
  11 write module l ← 10  3:17-18
  12 const import 6 ("." m as m)  4:15-16
  13 write module m ← 12  4:15-16
`],
  'imports in functions and for types only': [`
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from a import B
else:
    import c
def f():
    import d
`, `
import 0 "typing" TYPE_CHECKING as TYPE_CHECKING  1:20-33
import 1 "a" B as B type-only  3:19-20
import 2 "c" as c  5:12-13
import 3 "d" as d  7:12-13

function 0 module   1:1-8:1
  0 const import 0 ("typing" TYPE_CHECKING as TYPE_CHECKING)  1:20-33
  1 write module TYPE_CHECKING ← 0  1:20-33
  2 read module TYPE_CHECKING  2:4-17
  3 branch if 2  2:1-5:13
    4 arm then  3:5-20
      5 const import 1 ("a" B as B type-only)  3:19-20
      6 write module B ← 5  3:19-20
    7 arm else  5:5-13
      8 const import 2 ("c" as c)  5:12-13
      9 write module c ← 8  5:12-13
  10 fn 1  6:1-7:13
  11 write module f ← 10  6:5-6

function 1 function f() in 0  6:1-7:13
  0 const import 3 ("d" as d)  7:12-13
  1 write local d ← 0  7:12-13
`],
  'types': [`
a: Optional[X]
b: Union[X, y.Z, None]
c: Annotated[list[X], 1]
d: Callable[[int], Awaitable[X]]
e: Callable
f: Literal['a', 1]
g: dict[str, 'tuple[X, ...]']
h: "X | list['Y']"
i: f()
j: typing.Optional["X"]
`, `
  0 write declare module a: X | None  1:1-2
  1 write declare module b: X | y.Z | None  2:1-2
  2 write declare module c: list[X]  3:1-2
  3 write declare module d: (… → Awaitable[X])  4:1-2
  4 write declare module e: (… → ?)  5:1-2
  5 write declare module f: 'a' | 1  6:1-2
  6 write declare module g: dict[str, tuple[X, ?]]  7:1-2
  7 write declare module h: X | list[Y]  8:1-2
  8 write declare module i: ?  9:1-2
  9 write declare module j: X | None  10:1-2
`],
  'directives and problems': [`
x = 1  # noqa: E501
y = 2  # a comment
# asynclint: off
def
`, `
problem Expected the function's name, found the end of the line.  4:4-4
directive # noqa: E501  1:8-20
directive # asynclint: off  3:1-17

function 0 module   1:1-5:1
  0 const number 1  1:5-6
  1 write module x ← 0  1:1-2
  2 const number 2  2:5-6
  3 write module y ← 2  2:1-2
  4 fn 1  4:1-4

function 1 function () in 0  4:1-4
`],
});
