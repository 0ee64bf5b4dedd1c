/** What each form of statement becomes. */

import { pinned } from './golden.js';

pinned('Python facts: statements', {
  'assignments: several targets, the value first': [`
a = b.c = f()
`, `
  0 read module f  1:11-12
  1 call 0()  1:11-14
  2 write module a ← 1  1:1-2
  3 write module b.c ← 1  1:5-8
`],
  'unpacking': [`
a, (b, *c), d = x
`, `
  0 read module x  1:17-18
  1 element item of 0 key "0"  1:1-2
  2 write module a ← 1  1:1-2
  3 element item of 0 key "1"  1:4-11
  4 element item of 3 key "0"  1:5-6
  5 write module b ← 4  1:5-6
  6 element rest of 3  1:8-10
  7 write module c ← 6  1:9-10
  8 element item of 0 key "2"  1:13-14
  9 write module d ← 8  1:13-14
`],
  'a star in the middle hides the positions behind it': [`
[a, *b, c] = x
`, `
  0 read module x  1:14-15
  1 element item of 0 key "0"  1:2-3
  2 write module a ← 1  1:2-3
  3 element rest of 0  1:5-7
  4 write module b ← 3  1:6-7
  5 element item of 0  1:9-10
  6 write module c ← 5  1:9-10
`],
  'targets that are elements of something': [`
f().a = x
a[i] = x
a.b['k'].c = x
`, `
  0 read module x  1:9-10
  1 read module f  1:1-2
  2 call 1()  1:1-4
  3 write (2).a ← 0  1:1-6
  4 read module x  2:8-9
  5 read module a  2:1-2
  6 read module i  2:3-4
  7 element item of 5 at 6  2:1-5
  8 write (7) ← 4  2:1-5
  9 read module x  3:14-15
  10 read module a.b  3:1-4
  11 const "k"  3:5-8
  12 element item of 10 at 11 key "k"  3:1-9
  13 write (12).c ← 9  3:1-11
`],
  'assignments with an operator': [`
a += 1
a.b -= f()
a[i] *= 2
f().a //= 2
`, `
  0 read module a  1:1-2
  1 const number 1  1:6-7
  2 operate + (0, 1)  1:1-7
  3 write update module a ← 2  1:1-2
  4 read module a.b  2:1-4
  5 read module f  2:8-9
  6 call 5()  2:8-11
  7 operate - (4, 6)  2:1-11
  8 write update module a.b ← 7  2:1-4
  9 read module a  3:1-2
  10 read module i  3:3-4
  11 element item of 9 at 10  3:1-5
  12 const number 2  3:9-10
  13 operate * (11, 12)  3:1-10
  14 write update (11) ← 13  3:1-5
  15 read module f  4:1-2
  16 call 15()  4:1-4
  17 read (16).a  4:1-6
  18 const number 2  4:11-12
  19 operate // (17, 18)  4:1-12
  20 write update (16).a ← 19  4:1-6
`],
  'annotated assignments': [`
a: int = f()
b: 'list[str]'
c.d: X = 1
`, `
  0 read module f  1:10-11
  1 call 0()  1:10-13
  2 write module a: int ← 1  1:1-2
  3 write declare module b: list[str]  2:1-2
  4 const number 1  3:10-11
  5 write module c.d: X ← 4  3:1-4
`],
  'del': [`
del a, b.c, d[0], (e, f)
`, `
  0 write delete module a  1:5-6
  1 write delete module b.c  1:8-11
  2 read module d  1:13-14
  3 const number 0  1:15-16
  4 element item of 2 at 3 key "0"  1:13-17
  5 write delete (4)  1:13-17
  6 write delete module e  1:20-21
  7 write delete module f  1:23-24
`],
  'if, elif, else': [`
if a:
    b
elif c:
    pass
else:
    d
`, `
  0 read module a  1:4-5
  1 branch if 0  1:1-6:6
    2 arm then  2:5-6
      3 read module b  2:5-6
      4 drop 3  2:5-6
    5 arm else  3:1-6:6
      6 read module c  3:6-7
      7 branch if 6  3:1-6:6
        8 arm then  4:5-9
        9 arm else  6:5-6
          10 read module d  6:5-6
          11 drop 10  6:5-6
`],
  'for, else, break, continue': [`
for a, b in xs:
    if a:
        break
    continue
else:
    c
`, `
  0 read module xs  1:13-15
  1 loop each over 0  1:1-6:6
    2 arm body  1:5-4:13
      3 element each of 0  1:5-9
      4 element item of 3 key "0"  1:5-6
      5 write module a ← 4  1:5-6
      6 element item of 3 key "1"  1:8-9
      7 write module b ← 6  1:8-9
      8 read module a  2:8-9
      9 branch if 8  2:5-3:14
        10 arm then  3:9-14
          11 exit break to 1  3:9-14
      12 exit continue to 1  4:5-13
    13 arm else  6:5-6
      14 read module c  6:5-6
      15 drop 14  6:5-6
`],
  'the else of an inner loop belongs to the outer one': [`
while a:
    while b:
        break
    else:
        break
`, `
  0 loop while test 2  1:1-5:14
    1 arm body  1:7-5:14
      2 read module a  1:7-8
      3 loop while test 5  2:5-5:14
        4 arm body  2:11-3:14
          5 read module b  2:11-12
          6 exit break to 3  3:9-14
        7 arm else  5:9-14
          8 exit break to 0  5:9-14
`],
  'while tests within its body': [`
while x := f():
    g(x)
`, `
  0 loop while test 3  1:1-2:9
    1 arm body  1:7-2:9
      2 read module f  1:12-13
      3 call 2()  1:12-15
      4 write module x ← 3  1:7-8
      5 read module g  2:5-6
      6 read module x  2:7-8
      7 call 5(6)  2:5-9
      8 drop 7  2:5-9
`],
  'async for and async with': [`
async def f():
    async for a in b:
        pass
    async with c as d:
        pass
`, `
  0 fn 1  1:1-5:13
  1 write module f ← 0  1:11-12

function 1 async function f() in 0  1:1-5:13
  0 read module b  2:20-21
  1 loop async each over 0  2:5-3:13
    2 arm body  2:15-3:13
      3 element each of 0  2:15-16
      4 write local a ← 3  2:15-16
  5 read module c  4:16-17
  6 scope async 5  4:5-5:13
    7 arm body  4:21-5:13
      8 write local d ← 6  4:21-22
`],
  'with: each item within the ones before it': [`
with a as b, c, d() as (e, f.g):
    h
`, `
  0 read module a  1:6-7
  1 scope 0  1:1-2:6
    2 arm body  1:11-2:6
      3 write module b ← 1  1:11-12
      4 read module c  1:14-15
      5 scope 4  1:14-2:6
        6 arm body  1:17-2:6
          7 read module d  1:17-18
          8 call 7()  1:17-20
          9 scope 8  1:17-2:6
            10 arm body  1:24-2:6
              11 element item of 9 key "0"  1:25-26
              12 write module e ← 11  1:25-26
              13 element item of 9 key "1"  1:28-31
              14 write module f.g ← 13  1:28-31
              15 read module h  2:5-6
              16 drop 15  2:5-6
`],
  'try, except, else, finally': [`
try:
    a
except (B, c.D) as e:
    raise
except F:
    raise G from e
except:
    pass
else:
    h
finally:
    i
`, `
  0 try  1:1-12:6
    1 arm body  2:5-6
      2 read module a  2:5-6
      3 drop 2  2:5-6
    4 arm handler catches 5, 6  3:1-4:10
      5 read module B  3:9-10
      6 read module c.D  3:12-15
      7 write module e ← 4  3:20-21
      8 exit reraise  4:5-10
    9 arm handler catches 10  5:1-6:19
      10 read module F  5:8-9
      11 read module G  6:11-12
      12 read module e  6:18-19
      13 exit throw 11  6:5-19
    14 arm handler  7:1-8:9
    15 arm else  10:5-6
      16 read module h  10:5-6
      17 drop 16  10:5-6
    18 arm finally  12:5-6
      19 read module i  12:5-6
      20 drop 19  12:5-6
`],
  'except*': [`
try:
    a
except* B:
    pass
`, `
  0 try  1:1-4:9
    1 arm body  2:5-6
      2 read module a  2:5-6
      3 drop 2  2:5-6
    4 arm handler catches 5  3:1-4:9
      5 read module B  3:9-10
`],
  'raise': [`
def f():
    raise
    raise a(b)
`, `
  0 fn 1  1:1-3:15
  1 write module f ← 0  1:5-6

function 1 function f() in 0  1:1-3:15
  0 exit reraise  2:5-10
  1 read module a  3:11-12
  2 read module b  3:13-14
  3 call 1(2)  3:11-15
  4 exit throw 3  3:5-15
`],
  'assert': [`
assert a, b
`, `
  0 read module a  1:8-9
  1 operate not (0)  1:8-9
  2 branch if 1  1:1-12
    3 arm then  1:1-12
      4 read module b  1:11-12
      5 exit throw  1:1-12
`],
  'return': [`
def f():
    if a:
        return
    return a.b
`, `
  0 fn 1  1:1-4:15
  1 write module f ← 0  1:5-6

function 1 function f() in 0  1:1-4:15
  0 read module a  2:8-9
  1 branch if 0  2:5-3:15
    2 arm then  3:9-15
      3 exit return  3:9-15
  4 read module a.b  4:12-15
  5 exit return 4  4:5-15
`],
  'match: values, singletons, alternatives': [`
match f():
    case 1 | 'a' | b.C:
        pass
    case None:
        pass
`, `
  0 read module f  1:7-8
  1 call 0()  1:7-10
  2 branch match 1  1:1-5:13
    3 arm case  2:5-3:13
      4 const number 1  2:10-11
      5 operate match (1, 4)  2:10-11
      6 const "a"  2:14-17
      7 operate match (1, 6)  2:14-17
      8 read module b.C  2:20-23
      9 operate match (1, 8)  2:20-23
    10 arm case  4:5-5:13
      11 const none  4:10-14
      12 operate match (1, 11)  4:10-14
`],
  'match: sequences, mappings, classes, captures': [`
match a:
    case [x, _, *y]:
        pass
    case {'k': 1, **z}:
        pass
    case C(u, v=w) as t:
        pass
    case [*_, s]:
        pass
`, `
  0 read module a  1:7-8
  1 branch match 0  1:1-9:13
    2 arm case  2:5-3:13
      3 element item of 0 key "0"  2:11-12
      4 write module x ← 3  2:11-12
      5 element rest of 0  2:17-19
      6 write module y ← 5  2:18-19
    7 arm case  4:5-5:13
      8 const "k"  4:11-14
      9 element item of 0 at 8 key "k"  4:16-17
      10 const number 1  4:16-17
      11 operate match (9, 10)  4:16-17
      12 element rest of 0  4:21-22
      13 write module z ← 12  4:21-22
    14 arm case  6:5-7:13
      15 read module C  6:10-11
      16 operate match (0, 15)  6:10-19
      17 element item of 0  6:12-13
      18 write module u ← 17  6:12-13
      19 element item of 0 key "v"  6:17-18
      20 write module w ← 19  6:17-18
      21 write module t ← 0  6:23-24
    22 arm case  8:5-9:13
      23 element item of 0  8:15-16
      24 write module s ← 23  8:15-16
`],
  'match: a guard is a branch, a wildcard an else': [`
match a:
    case x if x.b:
        c
    case _:
        d
`, `
  0 read module a  1:7-8
  1 branch match 0  1:1-5:10
    2 arm case  2:5-3:10
      3 write module x ← 0  2:10-11
      4 read module x.b  2:15-18
      5 branch if 4  2:15-3:10
        6 arm then  3:9-10
          7 read module c  3:9-10
          8 drop 7  3:9-10
    9 arm else  4:5-5:10
      10 read module d  5:9-10
      11 drop 10  5:9-10
`],
  'half-typed code': [`
async def f():
    a.
    await g(b,
    return c
`, `
problem Expected an attribute's name after '.', found the end of the line.  2:7-7
problem '(' is never closed.  3:12-13

function 0 module   1:1-5:1
  0 fn 1  1:1-4:13
  1 write module f ← 0  1:11-12

function 1 async function f() in 0  1:1-4:13
  0 read module a  2:5-7
  1 read module g  3:11-12
  2 read module b  3:13-14
  3 call 1(2)  3:11-15
  4 await 3  3:5-15
  5 drop 4  3:5-15
  6 read module c  4:12-13
  7 exit return 6  4:5-13
`],
});
