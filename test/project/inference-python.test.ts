import { checkClaims } from './claims.js';

describe('what a value may be by inference: Python', () => {
  it('chooses among overloads by literals, names and number of the arguments', () => checkClaims({
    'a.py': `
from typing import Any, Literal, Optional, Union, overload
class Client:
    async def __aenter__(self):
        return self
    async def load(self): ...
class SyncClient:
    def load(self) -> int: ...
@overload
def get(settings: Optional[dict[str, Any]], sync: Literal[False]) -> "Client": ...
@overload
def get(*, sync: Literal[False] = False) -> "Client": ...
@overload
def get(settings: Optional[dict[str, Any]], sync: Literal[True]) -> "SyncClient": ...
@overload
def get(*, sync: Literal[True]) -> "SyncClient": ...
def get(settings: Optional[dict[str, Any]] = None, sync: bool = False) -> Union[Client, SyncClient]: ...
async def main(flag, *rest, **more):
    get() #? instance Client
    get(sync=False) #? instance Client
    get(sync=True) #? instance SyncClient
    get({}, True) #? instance SyncClient
    get(sync=flag) #? instance Client or instance SyncClient
    get(**more) #? instance Client or instance SyncClient
    async with get() as client:
        client.load() #? async of (unknown)
    with get(sync=True) as client:
        client.load() #? plain
`,
  }));

  it('chooses among the overloads of a method by the classes of the arguments', () => checkClaims({
    'a.py': `
from typing import overload
class Cat: ...
class Kitten(Cat): ...
class Dog: ...
class Shelter:
    @overload
    async def add(self, animal: Kitten) -> Cat: ...
    @overload
    async def add(self, animal: None) -> None: ...
    @overload
    def add(self, animal: str) -> Dog: ...
    def add(self, animal): ...
Shelter().add(Kitten()) #? async of (instance Cat)
Shelter().add(None) #? async of (none)
Shelter().add(undefined_name) #? async of (instance Cat or none) or instance Dog
`,
  }));

  it('takes a variable of a module for what its body surely wrote last', () => checkClaims({
    'a.py': `
import sys
class Early: ...
class Late: ...
class Other: ...
value = Early()
value = Late()
maybe = Early()
if sys.argv:
    maybe = Late()
set = Early()
set = Late()
def put():
    global set
    set = Other()
def read():
    value #? instance Late
    maybe #? instance Early or instance Late
    set #? instance Late or instance Other
`,
  }));

  it('finds the modules that a package imports from itself', () => checkClaims({
    'pkg/__init__.py': 'from . import inner, lost\n',
    'pkg/inner.py': 'async def load(): ...\n',
    'a.py': `
import pkg
pkg.inner.load() #? async of (unknown)
pkg.lost #? unknown
`,
  }));

  it('iterates over what may be nothing', () => checkClaims({
    'a.py': `
from typing import List, Optional
class Trace:
    async def send(self): ...
def f(traces: Optional[List[Trace]] = None):
    for trace in traces:
        trace.send() #? async of (unknown)
`,
  }));

  it('doubts a member only where it is assigned to what may be the same value', () => checkClaims({
    'a.py': `
from somewhere import fake, make
class Service:
    async def load(self): ...
class Cache(Service): ...
class Other:
    async def load(self): ...
    async def keep(self): ...
def replaces():
    cache = Cache()
    cache.load = fake
def unrelated():
    local = make()
    local.keep = fake
def uses(service: Service, other: Other):
    service.load() #? async of (unknown) or unknown
    other.load() #? async of (unknown)
    other.keep() #? async of (unknown)
def same(other: Other):
    local = make()
    local.keep = fake
    other.keep() #? async of (unknown) or unknown
`,
    'helper.py': `
from somewhere import fake
class Service:
    async def load(self): ...
def replace(service):
    service.load = fake
def uses(service: Service):
    replace(service)
    service.load() #? async of (unknown) or unknown
`,
  }));

  it('follows the elements of annotated containers', () => checkClaims({
    'a.py': `
from typing import Dict, Optional
class Foo:
    async def load(self): ...
class Bar:
    def load(self) -> int: ...
class Pool:
    items: Dict[str, Foo]
    def go(self, by: "dict[Foo, list[Bar]]", pair: tuple[Foo, Bar], many: tuple[Foo, ...], key):
        self.items['a'].load() #? async of (unknown)
        self.items[key].load() #? async of (unknown)
        self.items.get('a').load() #? async of (unknown)
        self.items.get('a', Bar()) #? instance Bar or instance Foo
        self.items.get('a') #? instance Foo or none
        self.items.pop('a') #? instance Foo
        self.items.clear() #? unknown
        pair[1].load() #? plain
        many[1:] #? collection of (instance Foo)
        many[1:][0].load() #? async of (unknown)
        for v in self.items.values():
            v #? instance Foo
        for k, v in by.items():
            k.load() #? async of (unknown)
            v[0].load() #? plain
        for k in by:
            k #? instance Foo
        for v in list(self.items.values()):
            v #? instance Foo
        for i, v in enumerate(many):
            v #? instance Foo
        for a, b in zip(many, pair):
            a #? instance Foo
            b #? instance Bar or instance Foo
        [v for v in many][0] #? instance Foo
        {k: v for k, v in self.items.items()}['x'] #? instance Foo
`,
  }));

  it('follows what iterators and generators yield', () => checkClaims({
    'a.py': `
from typing import AsyncIterator, Iterator
class Foo:
    async def load(self): ...
class Rows:
    def __iter__(self) -> Iterator[Foo]: ...
    def __getitem__(self, at: int) -> Foo: ...
class Cursor:
    def __aiter__(self):
        return self
    async def __anext__(self) -> Foo: ...
def inferred():
    yield Foo()
async def declared() -> AsyncIterator[Foo]:
    yield undefined_name
async def delegated():
    yield from inferred()
async def main():
    for row in Rows():
        row #? instance Foo
    Rows()[0] #? instance Foo
    async for row in Cursor():
        row #? instance Foo
    for row in inferred():
        row #? instance Foo
    async for row in declared():
        row #? instance Foo
    async for row in delegated():
        row #? unknown
`,
  }));

  it('narrows by the class of a case, where its pattern is classes and nothing else', () => checkClaims({
    'a.py': `
import lib
class Foo:
    async def load(self): ...
class Bar:
    def load(self) -> int: ...
class Holder: ...
def main(x, y: Foo | Bar, z):
    match x:
        case Foo():
            x.load() #? async of (unknown)
        case Foo(name='a') | Bar():
            x #? instance Bar or instance Foo
        case (Foo() as both) if x.ready:
            both #? instance Foo
        case [_] | Foo():
            x #? unknown
        case {} | Foo():
            x #? unknown
        case None | Foo():
            x #? unknown
        case Holder(inner=Foo()):
            x #? instance Holder
        case [Foo()]:
            x #? unknown
        case lib.Unknown():
            x #? external lib:Unknown
        case _:
            x #? unknown
    match y:
        case Bar() as bar:
            bar.load() #? plain
        case Foo():
            y.load() #? async of (unknown)
    y #? instance Bar or instance Foo
    match lib.get():
        case Foo() as found:
            found #? instance Foo
    match z.part:
        case Foo():
            z.part #? instance Foo
            z.part = lib.other()
            z.part #? unknown
`,
  }));

  it('enters what is given to an exit stack as `with` would', () => checkClaims({
    'a.py': `
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
import aiohttp
class Client:
    async def load(self): ...
class Pool:
    async def __aenter__(self) -> Client: ...
    def __enter__(self):
        return self
@asynccontextmanager
async def opened():
    yield Client()
async def main(other):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(Pool()) #? instance Client
        stack.enter_async_context(Pool()) #? coroutine of (instance Client)
        stack.enter_context(Pool()) #? instance Pool
        await stack.enter_async_context(opened()) #? instance Client
        await stack.enter_async_context(aiohttp.ClientSession()) #? external aiohttp:ClientSession
        await stack.enter_async_context(other) #? unknown
        client = await stack.enter_async_context(Pool())
        client.load() #? async of (unknown)
    with ExitStack() as sync:
        sync.enter_context(Pool()) #? instance Pool
`,
  }));

  it('leaves aside the texts of a union whose member no text has', () => checkClaims({
    'a.py': `
from pathlib import Path
class Service:
    async def load(self): ...
    def update(self) -> int: ...
    async def encode(self): ...
def main(x: str | Service, y: str | int, z: str | Service | None):
    x.load() #? async of (unknown)
    z.load() #? async of (unknown)
    x.encode() #? async of (unknown) or unknown
    y.load() #? unknown
    x.update() #? plain or unknown
`,
  }));

  it('narrows by isinstance until the place is written again', () => checkClaims({
    'a.py': `
from typing import Union
class Base: ...
class Foo(Base):
    async def load(self): ...
class Bar:
    def load(self) -> int: ...
class Pool:
    def __init__(self, x: Union[Foo, Bar], y, z: Base, items: list[Foo]):
        self.x = x
        self.y = y
        self.z = z
        self.items = items
    def go(self):
        self.x.load() #? async of (unknown) or plain
        if isinstance(self.x, Foo):
            self.x.load() #? async of (unknown)
        else:
            self.x.load() #? plain
        if isinstance(self.y, Foo):
            self.y #? instance Foo
        else:
            self.y #? unknown
        if not isinstance(self.z, Foo):
            return
        self.z #? instance Foo
        self.z = make()
        self.z #? instance Base or unknown
        if isinstance(self.items, list):
            self.items #? collection of (instance Foo)
def local(y, w, other):
    assert isinstance(y, (Foo, Bar))
    y #? instance Bar or instance Foo
    w = w if isinstance(w, Foo) else None
    w #? instance Foo or none
    if isinstance(other, Foo):
        other = w
        other #? instance Foo or none
def unresolved(other: Foo):
    if isinstance(other, unknown_class):
        other #? instance Foo
def lookalike(isinstance, y):
    if isinstance(y, Foo):
        y #? unknown
`,
  }));

  it('takes more classes than it can hold for what they all inherit from', () => checkClaims({
    'a.py': `
from typing import Optional, Union
class Base:
    async def get(self): ...
class A(Base): ...
class B(Base): ...
class C(A): ...
class D(Base): ...
class E(Base): ...
class Stranger:
    def get(self) -> int: ...
def one(x: A | B | C | D | E, y: Optional[Union[A, B, C, D, E]], z: Union[A, B, C, D, Stranger]):
    x.get() #? async of (unknown)
    y #? instance Base or none
    z #? unknown
`,
  }));

  it('gives back what a function is given that returns its parameter', () => checkClaims({
    'base.py': `
class Foo:
    async def load(self): ...
class Base:
    def add(self, item, name=None):
        self.items[name] = item
        return item
    def make(self, name):
        return self.add(Foo(), name=name)
    def swap(self, item):
        item = str(item)
        return item
    def either(self, item):
        if item.ok:
            return item
    def typed(self, item) -> int:
        return item
async def later(item):
    return item
def first(item, other):
    if other:
        raise ValueError
    return item
def default(item=None):
    return item
`,
    'a.py': `
from base import Base, Foo, default, first, later
def main(base: Base, args):
    base.add(Foo()) #? instance Foo
    base.add(item=Foo(), name='x') #? instance Foo
    base.add(name='x', item=Foo()) #? instance Foo
    Base.add(base, Foo()) #? instance Foo
    base.make('x') #? instance Foo
    base.add(*args) #? unknown
    base.swap(Foo()) #? unknown
    base.either(Foo()) #? none or unknown
    base.typed(Foo()) #? plain
    later(Foo()) #? async of (instance Foo)
    first(Foo(), 1) #? instance Foo
    default(Foo()) #? instance Foo
    default() #? unknown
`,
  }));

  it('returns nothing where a function may come to its end', () => checkClaims({
    'a.py': `
async def load(): ...
def sometimes(flag):
    if flag:
        return load()
def always(flag):
    if flag:
        return load()
    else:
        raise ValueError
def looped(flag):
    while True:
        if flag:
            return load()
def tried():
    try:
        return load()
    except ValueError:
        pass
sometimes(1) #? async of (unknown) or none
always(1) #? async of (unknown)
looped(1) #? async of (unknown)
tried() #? async of (unknown) or none
`,
  }));

  it('believes what a decorator declares, where its body does not tell', () => checkClaims({
    'deco.py': `
from typing import Any, Awaitable, Callable, Coroutine, TypeVar
from typing_extensions import ParamSpec
from somewhere import wrap
F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
R = TypeVar("R")
class Result: ...
def whole(fn: F) -> F:
    return wrap(fn)
def result(fn: Callable[P, R]) -> Callable[P, R]:
    return wrap(fn)
def waits(fn: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    return wrap(fn)
def starts(fn: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    return wrap(fn)
def runs(fn: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, R]:
    return wrap(fn)
def named(name: str) -> Callable[[F], F]:
    return wrap(name)
def named_result(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    return wrap(name)
def concrete(fn: Callable[..., None]) -> Callable[..., None]:
    return wrap(fn)
def other(fn: Result) -> Result:
    return wrap(fn)
`,
    'a.py': `
from deco import concrete, named, named_result, other, result, runs, starts, waits, whole
@whole
async def a(): ...
@result
async def b(): ...
@waits
async def c(): ...
@starts
def d(): ...
@runs
async def e(): ...
@named("x")
async def f(): ...
@named_result("x")
async def g(): ...
@concrete
async def h(): ...
@other
async def i(): ...
a() #? async of (unknown)
b() #? async of (unknown)
c() #? async of (unknown)
d() #? async of (unknown)
e() #? unknown
f() #? async of (unknown)
g() #? async of (unknown)
h() #? unknown
i() #? unknown
`,
  }));

  it('takes types under names of their own for what they stand for', () => checkClaims({
    'types.py': `
from typing import Callable, Coroutine, Any, Optional, TypeAlias, Union
class Foo:
    async def load(self): ...
class Bar:
    async def load(self): ...
class Box:
    async def keep(self): ...
    def __class_getitem__(cls, item): ...
Both = Union[Foo, Bar]
Either = Foo | Bar
Perhaps: TypeAlias = "Optional[Foo]"
Hook = Callable[[int], Coroutine[Any, Any, None]]
Rows = dict[str, list[Foo]]
FooBox = Box[Foo]
FLAGS = 1 | 2
table = {'a': Foo()}
ENTRY = table['a']
`,
    'a.py': `
from types import Bar, Both, ENTRY, Either, FLAGS, Foo, FooBox, Hook, Perhaps, Rows
class Mine(FooBox):
    pass
class Odd(Both):
    pass
def f(both: Both, either: "Either", perhaps: Perhaps, hook: Hook, rows: Rows, box: FooBox, wrong: FLAGS, entry: ENTRY, mine: Mine, odd: Odd):
    both #? instance Bar or instance Foo
    either.load() #? async of (unknown) or async of (unknown)
    perhaps #? instance Foo or none
    hook(1) #? coroutine of (none)
    rows['x'][0].load() #? async of (unknown)
    box.keep() #? async of (unknown)
    mine.keep() #? async of (unknown)
    odd.load() #? unknown
    wrong #? unknown
    entry #? unknown
FooBox() #? instance Box
FLAGS.bit_length() #? unknown
`,
  }));

  it('follows classes by the type of their instances', () => checkClaims({
    'a.py': `
from typing import Any, Type, TypeVar, Union
class Foo:
    async def load(self): ...
    @classmethod
    async def get(cls): ...
class Bar:
    def load(self) -> int: ...
T = TypeVar('T')
F = TypeVar('F', bound=Foo)
Any1 = TypeVar('Any1', Foo, Bar)
Lost = TypeVar('Lost', bound=undefined_name)
def f(kind: type[Foo], older: Type["Foo"], either: type[Union[Foo, Bar]], any: type, open: type[Any], free: type[T], bound: type[F]):
    kind.get() #? async of (unknown)
    kind().load() #? async of (unknown)
    older() #? instance Foo
    either().load() #? async of (unknown) or plain
    any() #? unknown
    open() #? unknown
    free() #? unknown
    bound().load() #? async of (unknown)
    kind.get.more #? unknown
def g(free: T, bound: F, one: Any1, lost: Lost):
    free #? unknown
    bound.load() #? async of (unknown)
    one #? instance Bar or instance Foo
    lost #? unknown
def narrows(x, kind: type[Foo]):
    if isinstance(x, kind):
        x #? instance Foo
`,
  }));
});
