import { checkClaims } from './claims.js';

describe('what type variables stand for: Python', () => {
  it('reads the members of generic classes by their type arguments', () => checkClaims({
    'variables.py': `
from typing import TypeVar
T = TypeVar('T')
`,
    'box.py': `
from typing import Generic, Optional
from variables import T
class Box(Generic[T]):
    item: T
    items: dict[str, T]
    def __init__(self, item: T):
        self.item = item
    def now(self) -> T: ...
    async def later(self) -> Optional[T]: ...
    @property
    def first(self) -> T: ...
    def own(self):
        self.item #? unknown
        self.now() #? unknown
`,
    'a.py': `
from typing import Generic, TypeVar
from box import Box
U = TypeVar('U')
V = TypeVar('V')
class Foo:
    async def load(self): ...
class Bar:
    def load(self) -> int: ...
class Foos(Box[Foo]): ...
class Swapped(Box[V], Generic[U, V]): ...
class Newer[X]:
    item: X
def f(box: Box[Foo], foos: Foos, swapped: Swapped[Bar, Foo], newer: Newer[Foo], bare: Box, open: Box[undefined_name], either: Box[Foo] | Box[Bar], nested: Box[Box[Foo]]):
    box.item.load() #? async of (unknown)
    box.items['x'] #? instance Foo
    box.now() #? instance Foo
    box.later() #? async of (instance Foo or none)
    box.first #? instance Foo
    foos.item #? instance Foo
    foos.now() #? instance Foo
    swapped.item #? instance Foo
    newer.item #? instance Foo
    nested.now().now() #? instance Foo
    bare.now() #? unknown
    open.now() #? unknown
    either.item #? instance Bar or instance Foo
`,
  }));

  it('takes Self for the class on which a method is called', () => checkClaims({
    'a.py': `
from typing import Self, TypeVar
M = TypeVar('M', bound='Base')
class Base:
    def me(self) -> Self: ...
    def also(self: M) -> M: ...
    async def later(self) -> 'Self': ...
    async def __aenter__(self) -> Self: ...
    async def load(self): ...
class Derived(Base):
    def load(self) -> int: ...
class Stranger:
    def me(self) -> int: ...
async def f(derived: Derived, either: Derived | Stranger):
    derived.me().load() #? plain
    derived.also().load() #? plain
    derived.later() #? async of (instance Derived)
    Base().me() #? instance Base
    either.me() #? instance Base or plain
    async with derived as entered:
        entered #? instance Derived
`,
  }));

  it('reads what a generic function yields off its arguments', () => checkClaims({
    'a.py': `
from typing import Any, AsyncContextManager, Awaitable, Callable, Coroutine, Optional, Type, TypeVar, Union
T = TypeVar('T')
Twice = TypeVar('Twice')
Twice = TypeVar('Twice')
class Foo:
    async def load(self): ...
B = TypeVar('B', bound=Foo)
class Bar(Foo): ...
def same(x: T) -> T: ...
def made(kind: Type[T]) -> T: ...
def first(items: list[T]) -> Optional[T]: ...
def yielded(fn: Callable[[], T]) -> T: ...
def finished(fn: Callable[[], Awaitable[T]]) -> T: ...
async def entered(manager: AsyncContextManager[T]) -> T: ...
def either(x: Union[T, list[T]]) -> T: ...
def bound(x: B) -> B: ...
def rebound(x: Twice) -> Twice: ...
def keyword(*, x: T, y: int = 0) -> list[T]: ...
async def load() -> Foo: ...
def manager() -> AsyncContextManager[Foo]: ...
def f(foos: list[Foo], kind: type[Foo], more, args):
    same(Foo()).load() #? async of (unknown)
    same(load()) #? async of (instance Foo)
    same(load) #? function load
    made(Foo) #? instance Foo
    made(kind) #? instance Foo
    first(foos) #? instance Foo or none
    yielded(load) #? async of (instance Foo)
    yielded(Foo) #? instance Foo
    finished(load) #? instance Foo
    finished(Foo) #? unknown
    entered(manager()) #? async of (instance Foo)
    keyword(x=Foo()) #? collection of (instance Foo)
    either(foos) #? unknown
    bound(Bar()) #? instance Bar
    bound(more) #? instance Foo
    rebound(Foo()) #? unknown
    same(more) #? unknown
    same(*args) #? unknown
`,
  }));

  it('follows generic types under names of their own', () => checkClaims({
    'a.py': `
from typing import Any, Callable, Coroutine, List, Optional, TypeVar, Union
T = TypeVar('T')
class Foo:
    async def load(self): ...
Maybe = Optional[T]
Later = Callable[[int], Coroutine[Any, Any, T]]
Tree = Union[T, "List[Tree[T]]"]
Endless = Union["Endless[T]", None]
def f(maybe: Maybe[Foo], later: Later[Foo], tree: Tree[Foo], endless: Endless[Foo], bare: Maybe):
    maybe #? instance Foo or none
    later(1) #? coroutine of (instance Foo)
    tree #? instance Foo or collection of (instance Foo or collection of (instance Foo or collection of (instance Foo or unknown)))
    endless #? none or unknown
    bare #? none or unknown
def unwrap(later: Later[T]) -> T: ...
def endlessly(x: Endless[T]) -> T: ...
async def load(n: int) -> Foo: ...
unwrap(load) #? instance Foo
endlessly(Foo()) #? unknown
`,
  }));

  const decorators = `
from typing import Any, Callable, Coroutine, Generic, Literal, NoReturn, Optional, ParamSpec, Protocol, TypeVar, Union, overload
from somewhere import wrap
P = ParamSpec('P')
R = TypeVar('R')
T = TypeVar('T')
class State(Generic[R]):
    def result(self) -> R: ...
class Task(Generic[P, R]):
    fn: Callable[P, R]
    @overload
    def __call__(self: "Task[P, NoReturn]", *args: P.args, **kwargs: P.kwargs) -> None: ...
    @overload
    def __call__(self: "Task[P, Coroutine[Any, Any, T]]", *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, T]: ...
    @overload
    def __call__(self: "Task[P, T]", *args: P.args, **kwargs: P.kwargs) -> T: ...
    @overload
    def __call__(self: "Task[P, T]", *args: P.args, state: Literal[True], **kwargs: P.kwargs) -> State[T]: ...
    def __call__(self, *args, state=False, **kwargs): ...
    def named(self, name: str) -> "Task[P, R]": ...
    async def send(self) -> None: ...
    last: R
    @property
    def first(self) -> R: ...
    def queued(self) -> State[R]: ...
    @overload
    def submit(self: "Task[P, R]") -> State[R]: ...
    @overload
    def submit(self: "Task[P, Coroutine[Any, Any, R]]") -> State[R]: ...
    def submit(self): ...
class TaskDecorator:
    @overload
    def __call__(self, fn: Callable[P, R]) -> Task[P, R]: ...
    @overload
    def __call__(self, fn: None = None, *, name: Optional[str] = None) -> Callable[[Callable[P, R]], Task[P, R]]: ...
    def __call__(self, fn=None, *, name=None): ...
task: TaskDecorator = TaskDecorator()
@overload
def job(fn: Callable[P, R]) -> Task[P, R]: ...
@overload
def job(fn: Literal[None] = None, *, name: str = "") -> Callable[[Callable[P, R]], Task[P, R]]: ...
def job(fn=None, *, name=""): ...
Function = Callable[P, R]
def traced(fn: "Function[P, R]") -> Function[P, R]:
    return wrap(fn)
class Step(Protocol[R]):
    def __call__(self, n: int) -> R: ...
def step(fn: Step[R]) -> Step[R]:
    return wrap(fn)
def vague(fn: Callable[..., Any]) -> Task[..., Any]: ...
def sync_only(fn: Callable[P, Coroutine[Any, Any, R]]) -> Task[P, R]: ...
def either(fn: Callable[P, R]) -> Union[Task[P, R], int]: ...
def undeclared(fn):
    return wrap(fn)
class Descriptor(Generic[R]):
    @overload
    def __get__(self, instance: None, owner) -> "Descriptor[R]": ...
    @overload
    def __get__(self, instance: object, owner) -> int: ...
    def __get__(self, instance, owner): ...
    def __call__(self) -> R: ...
def described(fn: Callable[P, R]) -> Descriptor[R]: ...
`;

  it('follows what annotations say that a decorator makes of a function', () => checkClaims({
    'deco.py': decorators,
    'a.py': `
from deco import described, either, job, step, sync_only, task, traced, undeclared, vague
class Foo:
    async def load(self): ...
@task
async def a() -> int: ...
@task(name="b")
async def b() -> Foo: ...
@task
def c() -> Foo: ...
@job
async def d(): ...
@job(name="e")
async def e(): ...
@traced
async def g(): ...
@step
async def h(n): ...
@vague
async def i(): ...
@sync_only
async def j() -> Foo: ...
@sync_only
def k() -> Foo: ...
@either
async def l(): ...
@undeclared
@task
async def m(): ...
@traced
@task
async def n(): ...
@task
@undeclared
async def o(): ...
@task(unheard="x")
async def p(): ...
a() #? coroutine of (plain)
b() #? coroutine of (instance Foo)
c().load() #? async of (unknown)
d() #? coroutine of (unknown)
e() #? coroutine of (unknown)
g() #? async of (unknown)
h(1) #? async of (unknown)
i() #? unknown
j() #? instance Foo
k() #? unknown
l() #? unknown
m() #? unknown
n() #? unknown
o() #? coroutine of (unknown) or none or unknown
p() #? unknown
a(state=True) #? async of (plain) or coroutine of (plain) or instance State
a.fn() #? async of (plain)
a.named("x")() #? coroutine of (plain)
a.named("x").named("y")() #? coroutine of (plain)
a.send() #? async of (none)
a.lost() #? unknown
a.submit().result() #? async of (plain) or plain
c.submit().result() #? instance Foo
a.queued().result() #? async of (plain) or plain
a.last #? async of (plain) or plain
a.first #? async of (plain) or plain
c.queued().result() #? instance Foo
c.last #? instance Foo
class Methods:
    @traced
    async def one(self): ...
    @task
    async def two(self): ...
    @described
    async def three(self): ...
    def go(self):
        self.one() #? async of (unknown)
        self.two() #? coroutine of (unknown)
        self.three() #? unknown
Methods.three() #? unknown
`,
  }));

  it('reads the type of an attribute off the parameter that it is given', () => checkClaims({
    'a.py': `
from typing import Any, Callable, Generic, ParamSpec, TypeVar
P = ParamSpec('P')
R = TypeVar('R')
class Task(Generic[P, R]):
    def __init__(self, fn: Callable[P, R], hook: Callable[P, R], last: R):
        self.fn = fn
        hook = wrap(hook)
        self.hook = hook
        self.last = last
    def rename(self, last):
        self.last = last
def task(fn: Callable[P, R]) -> Task[P, R]: ...
@task
async def job(n: int) -> int: ...
job.fn(1) #? async of (plain)
job.hook(1) #? unknown
job.last #? unknown
`,
  }));
});
