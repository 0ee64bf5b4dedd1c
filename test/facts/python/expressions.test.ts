/** What each form of expression becomes. */

import { pinned } from './golden.js';

pinned('Python facts: expressions', {
  'constants': [`
drop(1, 2.5, 'a\\n', b'c', None, True, ..., 1j)
`, `
  0 read module drop  1:1-5
  1 const number 1  1:6-7
  2 const number 2.5  1:9-12
  3 const "a\\n"  1:14-19
  4 const other  1:21-25
  5 const none  1:27-31
  6 const boolean true  1:33-37
  7 const other  1:39-42
  8 const number 1j  1:44-46
  9 call 0(1, 2, 3, 4, 5, 6, 7, 8)  1:1-47
  10 drop 9  1:1-47
`],
  'an attribute chain of a name is one read with keys': [`
a.b.c
`, `
  0 read module a.b.c  1:1-6
  1 drop 0  1:1-6
`],
  'attributes of any other value are read from that value': [`
f().b.c
`, `
  0 read module f  1:1-2
  1 call 0()  1:1-4
  2 read (1).b.c  1:1-8
  3 drop 2  1:1-8
`],
  'arguments: positional, spread, by name, all names': [`
f(a, *b, c=d, **e)
`, `
  0 read module f  1:1-2
  1 read module a  1:3-4
  2 read module b  1:7-8
  3 read module d  1:12-13
  4 read module e  1:17-18
  5 call 0(1, *2, c=3, *4)  1:1-19
  6 drop 5  1:1-19
`],
  'a method of what a call returns': [`
f().g(a).h()
`, `
  0 read module f  1:1-2
  1 call 0()  1:1-4
  2 read (1).g  1:1-6
  3 read module a  1:7-8
  4 call 2(3)  1:1-9
  5 read (4).h  1:1-11
  6 call 5()  1:1-13
  7 drop 6  1:1-13
`],
  'operators, and a chain of them': [`
a + b * -c - 1
`, `
  0 read module a  1:1-2
  1 read module b  1:5-6
  2 read module c  1:10-11
  3 operate - (2)  1:9-11
  4 operate * (1, 3)  1:5-11
  5 operate + (0, 4)  1:1-11
  6 const number 1  1:14-15
  7 operate - (5, 6)  1:1-15
  8 drop 7  1:1-15
`],
  'not, and unary operators': [`
not ~a
`, `
  0 read module a  1:6-7
  1 operate ~ (0)  1:5-7
  2 operate not (1)  1:1-7
  3 drop 2  1:1-7
`],
  'comparisons': [`
a is not b in c
`, `
  0 read module a  1:1-2
  1 read module b  1:10-11
  2 operate is not (0, 1)  1:1-11
  3 branch and 2  1:1-16
    4 arm then = 6  1:10-16
      5 read module c  1:15-16
      6 operate in (1, 5)  1:10-16
  7 drop 3  1:1-16
`],
  'a chain of comparisons evaluates the middle once': [`
a < f() <= c
`, `
  0 read module a  1:1-2
  1 read module f  1:5-6
  2 call 1()  1:5-8
  3 operate < (0, 2)  1:1-8
  4 branch and 3  1:1-13
    5 arm then = 7  1:5-13
      6 read module c  1:12-13
      7 operate <= (2, 6)  1:5-13
  8 drop 4  1:1-13
`],
  'and, or: each operand stands in an arm that the ones before it let it reach': [`
a and b and c
`, `
  0 read module a  1:1-2
  1 branch and 0  1:1-14
    2 arm then = 4  1:7-14
      3 read module b  1:7-8
      4 branch and 3  1:7-14
        5 arm then = 6  1:13-14
          6 read module c  1:13-14
  7 drop 1  1:1-14
`],
  'and within or': [`
a and b or c
`, `
  0 read module a  1:1-2
  1 branch and 0  1:1-8
    2 arm then = 3  1:7-8
      3 read module b  1:7-8
  4 branch or 1  1:1-13
    5 arm else = 6  1:12-13
      6 read module c  1:12-13
  7 drop 4  1:1-13
`],
  'a conditional expression tests first': [`
a if b else c
`, `
  0 read module b  1:6-7
  1 branch ternary 0  1:1-14
    2 arm then = 3  1:1-2
      3 read module a  1:1-2
    4 arm else = 5  1:13-14
      5 read module c  1:13-14
  6 drop 1  1:1-14
`],
  'list, tuple, set, dict': [`
[a, *b], {c, *d}, {'k': e, f: 1, **g}
`, `
  0 read module a  1:2-3
  1 read module b  1:6-7
  2 make list(0, *1)  1:1-8
  3 read module c  1:11-12
  4 read module d  1:15-16
  5 make set(3, *4)  1:10-17
  6 read module e  1:25-26
  7 read module f  1:28-29
  8 const number 1  1:31-32
  9 read module g  1:36-37
  10 make dict(k=6, 8, *9)  1:19-38
  11 make tuple(2, 5, 10)  1:1-38
  12 drop 11  1:1-38
`],
  'an element by number, by name, by value': [`
a[0]['k'][i]
`, `
  0 read module a  1:1-2
  1 const number 0  1:3-4
  2 element item of 0 at 1 key "0"  1:1-5
  3 const "k"  1:6-9
  4 element item of 2 at 3 key "k"  1:1-10
  5 read module i  1:11-12
  6 element item of 4 at 5  1:1-13
  7 drop 6  1:1-13
`],
  'slices are collections again': [`
a[1:][::2][b:c, d]
`, `
  0 read module a  1:1-2
  1 const number 1  1:3-4
  2 operate slice (1)  1:3-5
  3 element rest of 0 at 2  1:1-6
  4 const number 2  1:9-10
  5 operate slice (4)  1:7-10
  6 element rest of 3 at 5  1:1-11
  7 read module b  1:12-13
  8 read module c  1:14-15
  9 operate slice (7, 8)  1:12-15
  10 read module d  1:17-18
  11 make tuple(9, 10)  1:12-18
  12 element item of 6 at 11  1:1-19
  13 drop 12  1:1-19
`],
  'strings that are put together': [`
f'{a}b{c!r:>{d}}' 'e'
`, `
  0 read module a  1:4-5
  1 read module c  1:8-9
  2 read module d  1:14-15
  3 operate format (0, 1, 2)  1:1-22
  4 drop 3  1:1-22
`],
  'template strings': [`
t'{a:{b}}'
`, `
  0 read module a  1:4-5
  1 read module b  1:7-8
  2 operate format (0, 1)  1:1-11
  3 drop 2  1:1-11
`],
  'a list comprehension': [`
[f(x) for x in xs]
`, `
  0 read module xs  1:16-18
  1 loop comprehension over 0 makes list  1:1-19
    2 arm body = 7  1:1-19
      3 element each of 0  1:11-12
      4 write local x ← 3  1:11-12
      5 read module f  1:2-3
      6 read local x  1:4-5
      7 call 5(6)  1:2-6
  8 drop 1  1:1-19
`],
  'a comprehension with conditions and two clauses': [`
{x + y for x in xs if x if y for y in x.ys}
`, `
  0 read module xs  1:17-19
  1 loop comprehension over 0 makes set  1:1-44
    2 arm body = 12  1:1-44
      3 element each of 0  1:12-13
      4 write local x ← 3  1:12-13
      5 read local x  1:23-24
      6 branch if 5  1:1-44
        7 arm then  1:1-44
          8 read local y  1:28-29
          9 branch if 8  1:1-44
            10 arm then  1:1-44
              11 read local x.ys  1:39-43
              12 loop comprehension over 11  1:1-44
                13 arm body = 18  1:1-44
                  14 element each of 11  1:34-35
                  15 write local y ← 14  1:34-35
                  16 read local x  1:2-3
                  17 read local y  1:6-7
                  18 operate + (16, 17)  1:2-7
  19 drop 1  1:1-44
`],
  'a dict comprehension yields its values': [`
{k: v for k, v in items}
`, `
  0 read module items  1:19-24
  1 loop comprehension over 0 makes dict  1:1-25
    2 arm body = 9  1:1-25
      3 element each of 0  1:11-15
      4 element item of 3 key "0"  1:11-12
      5 write local k ← 4  1:11-12
      6 element item of 3 key "1"  1:14-15
      7 write local v ← 6  1:14-15
      8 read local k  1:2-3
      9 read local v  1:5-6
  10 drop 1  1:1-25
`],
  'a generator expression as the only argument': [`
any(x for x in xs)
`, `
  0 read module any  1:1-4
  1 read module xs  1:16-18
  2 loop comprehension over 1 makes generator  1:4-19
    3 arm body = 6  1:4-19
      4 element each of 1  1:11-12
      5 write local x ← 4  1:11-12
      6 read local x  1:5-6
  7 call 0(2)  1:1-19
  8 drop 7  1:1-19
`],
  'an async comprehension': [`
async def f():
    return [await x async for x in xs]
`, `
  0 fn 1  1:1-2:39
  1 write module f ← 0  1:11-12

function 1 async function f() in 0  1:1-2:39
  0 read module xs  2:36-38
  1 loop async comprehension over 0 makes list  2:12-39
    2 arm body = 6  2:12-39
      3 element each of 0  2:31-32
      4 write local x ← 3  2:31-32
      5 read local x  2:19-20
      6 await 5  2:13-20
  7 exit return 1  2:5-39
`],
  'a comprehension in a class body does not see the class': [`
class C:
    n = 1
    a = [n for x in n]
`, `
class 0 class C body 1 in 0  1:1-3:23

function 0 module   1:1-4:1
  0 fn 1  1:1-3:23
  1 write module C ← 0  1:7-8

function 1 class C of class 0 in 0  1:1-3:23
  0 const number 1  2:9-10
  1 write local n ← 0  2:5-6
  2 read local n  3:21-22
  3 loop comprehension over 2 makes list  3:9-23
    4 arm body = 7  3:9-23
      5 element each of 2  3:16-17
      6 write local x ← 5  3:16-17
      7 read module n  3:10-11
  8 write local a ← 3  3:5-6
`],
  'an assignment expression': [`
f(y := a, y)
`, `
  0 read module f  1:1-2
  1 read module a  1:8-9
  2 write module y ← 1  1:3-4
  3 read module y  1:11-12
  4 call 0(1, 3)  1:1-13
  5 drop 4  1:1-13
`],
  'await, yield, yield from': [`
async def f():
    a = await g()
    b = yield a
    yield
def h():
    yield from b
`, `
  0 fn 1  1:1-4:10
  1 write module f ← 0  1:11-12
  2 fn 2  5:1-6:17
  3 write module h ← 2  5:5-6

function 1 async generator function f() in 0  1:1-4:10
  0 read module g  2:15-16
  1 call 0()  2:15-18
  2 await 1  2:9-18
  3 write local a ← 2  2:5-6
  4 read local a  3:15-16
  5 yield 4  3:9-16
  6 write local b ← 5  3:5-6
  7 yield  4:5-10
  8 drop 7  4:5-10

function 2 generator function h() in 0  5:1-6:17
  0 read module b  6:16-17
  1 yield all 0  6:5-17
  2 drop 1  6:5-17
`],
  'a lambda': [`
f(lambda x, *, y=a: x.z(y))
`, `
  0 read module f  1:1-2
  1 read module a  1:18-19
  2 fn 1  1:3-27
  3 call 0(2)  1:1-28
  4 drop 3  1:1-28

function 1 lambda (x, named y = 1) in 0  1:3-27
  0 read param x.z  1:21-24
  1 read param y  1:25-26
  2 call 0(1)  1:21-27
  3 exit return 2  1:21-27
`],
});
