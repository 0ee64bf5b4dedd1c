import { checkClaims } from './claims.js';

describe('what a value may be: Python', () => {
  it('follows names to functions, classes, modules and symbols outside', () => checkClaims({
    'a.py': `
import os.path
import requests as r
from b import helper, Service as S, missing
import b
helper #? function helper
S #? class Service
b #? module b.py
b.Service #? class Service
r.get #? symbol requests:get
os.path.join #? symbol os.path:join
missing #? unknown
undefined_name #? symbol builtins:undefined_name
`,
    'b.py': 'def helper(): ...\nclass Service: ...\n',
  }));

  it('takes a variable for what the last write on every way gave it', () => checkClaims({
    'a.py': `
import requests
def f(flag):
    x = 1
    x = requests.Session()
    x.get #? symbol requests:Session.get
    if flag:
        x = None
    x #? external requests:Session or none
    for _ in range(3):
        x #? external requests:Session or none or plain
        x = 'text'
`,
  }));

  it('knows what calls of functions, classes and methods yield', () => checkClaims({
    'a.py': `
class Client:
    def __init__(self):
        self.items = [1]
    async def load(self) -> int: ...
    def me(self):
        return self
    @property
    def name(self):
        return 'x'
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    async def ping():
        return None
def plain():
    return Client()
async def fetch():
    return plain()
plain() #? instance Client
fetch() #? async of (instance Client)
Client().load() #? async of (plain)
Client().me().load #? function Client.load
Client().name #? plain
Client().items #? collection of (plain)
Client.make() #? instance Client
Client.ping() #? async of (none)
Client().nothing #? unknown
async def main():
    c = await fetch()
    c.load #? function Client.load
    (await c.load()) #? plain
`,
  }));

  it('solves recursion to the least answer, in whatever order it is asked', () => checkClaims({
    'a.py': `
class A: ...
def even(n):
    if n == 0:
        return A()
    return odd(n - 1)
def odd(n):
    if n == 0:
        return None
    return even(n - 1)
odd(1) #? instance A or none
even(1) #? instance A or none
def loop(n):
    return loop(n)
`,
  }));

  it('follows inheritance, super and attributes written by any method', () => checkClaims({
    'a.py': `
import httpx
from base import Base
class Child(Base):
    def __init__(self):
        super().__init__()
        self.client = httpx.AsyncClient()
    def run(self):
        self.client.get #? symbol httpx:AsyncClient.get
        self.connect #? function Base.connect
        super().connect #? function Base.connect
        self.session #? none or plain
        self.elsewhere #? unknown
class Strange(Unknown):
    def run(self):
        self.anything #? unknown
`,
    'base.py': `
class Base:
    session = None
    def connect(self):
        self.session = 1
`,
  }));

  it('believes annotations, Optional, Awaitable and quoted names', () => checkClaims({
    'a.py': `
from __future__ import annotations
import asyncio
from typing import Optional, Awaitable, Annotated, Any
from b import Client
def f(c: Client, o: Optional[Client], w: Awaitable[int], q: 'Client | None', a: Annotated[Client, 1], t: asyncio.Task[int], x: Any, xs: list[Client]):
    c.load() #? async of (none)
    o #? instance Client or none
    w #? coroutine of (plain)
    q #? instance Client or none
    a #? instance Client
    t #? task of (plain)
    x #? unknown
    for each in xs:
        each #? instance Client
class Holder:
    client: Client
    def use(self):
        self.client #? instance Client
`,
    'b.py': 'class Client:\n    async def load(self) -> None: ...\n',
  }));

  it('looks through decorators that it can see through, and no others', () => checkClaims({
    'a.py': `
import functools
from somewhere import strange
def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        print('x')
        return fn(*args, **kwargs)
    return wrapper
def retry(times):
    def decorate(fn):
        async def wrapper(*args):
            return await fn(*args)
        return wrapper
    return decorate
def register(fn):
    return fn
@logged
async def a(): ...
@retry(3)
async def b(): ...
@register
async def c() -> int: ...
@strange
async def d(): ...
@functools.lru_cache(maxsize=None)
def e() -> int: ...
a() #? async of (unknown)
b() #? async of (unknown)
c() #? async of (plain)
d() #? unknown
e() #? plain
`,
  }));

  it('takes what a decorator makes of a function by hand for what it makes of one that it stands above', () => checkClaims({
    'a.py': `
from asgiref.sync import sync_to_async
from models import Book
def load(key): ...
later = sync_to_async(load)
@sync_to_async(thread_sensitive=False)
def above(key): ...
def main(args):
    sync_to_async(load)('x') #? coroutine of (unknown)
    sync_to_async(Book.objects.get, thread_sensitive=True)(pk=1) #? coroutine of (unknown)
    later('x') #? coroutine of (unknown)
    above('x') #? async of (unknown)
    sync_to_async(thread_sensitive=False)(load) #? unknown
    sync_to_async(*args)('x') #? unknown
`,
  }));

  it('takes the wrapper that a decorator makes for the kind of function that it decorates', () => checkClaims({
    'deco.py': `
import asyncio
import functools
import inspect
from inspect import iscoroutinefunction
def traced(func):
    @functools.wraps(func)
    async def async_wrapper(*args):
        print('x')
        result = await func(*args)
        return result
    @functools.wraps(func)
    def sync_wrapper(*args):
        with open('x'):
            result = func(*args)
            print(result)
            return result
    return async_wrapper if inspect.iscoroutinefunction(func) else sync_wrapper
def timed(name):
    def decorate(func):
        is_async = asyncio.iscoroutinefunction(func)
        if is_async:
            async def later(*args):
                try:
                    return await func(*args)
                finally:
                    print(name)
            return later
        def now(*args):
            return str(func(*args))
        return now
    return decorate
def checked(func):
    if not iscoroutinefunction(func):
        raise TypeError
    async def wrapper(*args):
        return await func(*args)
    return wrapper
def cached(func):
    async def wrapper(key):
        found = store.get(key)
        if found is not None:
            return found
        return await func(key)
    return wrapper
def changed(func):
    def wrapper(*args):
        result = func(*args)
        result = str(result)
        return result
    return wrapper
def guessed(func):
    async def later(*args):
        return await func(*args)
    def now(*args):
        return func(*args)
    return later if hasattr(func, 'later') else now
`,
    'a.py': `
from deco import cached, changed, checked, guessed, timed, traced
class Row:
    async def save(self): ...
@traced
async def a() -> Row: ...
@traced
def b() -> Row: ...
@timed('c')
async def c() -> Row: ...
@timed('d')
def d() -> Row: ...
@checked
async def e() -> Row: ...
@cached
async def f() -> Row: ...
@changed
async def g() -> Row: ...
@guessed
async def h() -> Row: ...
@guessed
def i() -> Row: ...
a() #? async of (instance Row)
b() #? instance Row
c() #? async of (instance Row)
d() #? unknown
e() #? async of (instance Row)
f() #? async of (unknown)
g() #? unknown
h() #? async of (instance Row)
i() #? async of (unknown) or instance Row
`,
  }));

  it('enters with and async with, of libraries and of context managers of the project', () => checkClaims({
    'a.py': `
import aiohttp
from contextlib import asynccontextmanager
class Pool:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *a): ...
    async def run(self): ...
@asynccontextmanager
async def opened():
    yield Pool()
async def main():
    async with aiohttp.ClientSession() as s, s.get('u') as response:
        s #? external aiohttp:ClientSession
        response.json #? symbol aiohttp:ClientResponse.json
    async with Pool() as p:
        p #? instance Pool
    async with opened() as o:
        o.run() #? async of (unknown)
`,
  }));

  it('enters by the method of the statement, and keeps the class of what an inherited one returns', () => checkClaims({
    'a.py': `
from typing import Self
class Base:
    async def __aenter__(self) -> Self: return self
    def __enter__(self): return self
    async def execute(self): ...
class Sync(Base):
    def execute(self): return 1
class Later(Base):
    async def __aenter__(self): return 1
async def main():
    with Sync() as s:
        s.execute() #? plain
    async with Sync() as s:
        s.execute() #? plain
    async with Later() as l:
        l #? plain
    with Later() as l:
        l.execute() #? async of (unknown)
`,
  }));

  it('keeps the parts of a tuple apart', () => checkClaims({
    'a.py': `
import asyncio
class A: ...
def two():
    return A(), 1
async def main():
    reader, writer = await asyncio.open_connection('h', 1)
    reader.read #? symbol asyncio:StreamReader.read
    writer.write #? symbol asyncio:StreamWriter.write
    a, n = two()
    a #? instance A
    n #? plain
`,
  }));

  it('reads comprehensions, nested ones too', () => checkClaims({
    'a.py': `
async def load(n) -> int: ...
[load(n) for n in range(3)] #? collection of (async of (plain))
[load(n) for m in range(3) for n in range(m) if n] #? collection of (async of (plain))
{n: load(n) for n in range(3)} #? mapping of (unknown: async of (plain))
`,
  }));

  it('takes more than four possibilities for unknown', () => checkClaims({
    'a.py': `
class A: ...
class B: ...
class C: ...
class D: ...
class E: ...
def four(n):
    if n == 1: return A()
    if n == 2: return B()
    if n == 3: return C()
    return D()
def five(n):
    if n == 1: return E()
    return four(n)
four(1) #? instance A or instance B or instance C or instance D
five(1) #? unknown
`,
  }));
});

describe('where an import leads: Python', () => {
  it('finds src layouts, namespace packages, relative imports and submodules', () => checkClaims({
    'src/app/__init__.py': '',
    'src/app/main.py': `
from app.core import run
from .core import run as again
from . import core
import app.core
import space.inner
run #? function run
again #? function run
core.run #? function run
app.core.run #? function run
space.inner.deep #? function deep
`,
    'src/app/core.py': 'def run(): ...\n',
    'src/space/inner.py': 'def deep(): ...\n',
  }));

  it('lets no package file hide the standard library, but a script its neighbour', () => checkClaims({
    'pkg/__init__.py': '',
    'pkg/time.py': 'def sleep(n): ...\n',
    'pkg/use.py': 'import time\nfrom . import time as own\ntime.sleep #? symbol time:sleep\nown.sleep #? function sleep\n',
    'scripts/random.py': 'def choice(): ...\n',
    'scripts/time.py': 'def sleep(): ...\n',
    'scripts/run.py': 'import random, time\nrandom.choice #? function choice\ntime.sleep #? symbol time:sleep\n',
  }));

  it('prefers the root nearest to the importing file', () => checkClaims({
    'one/lib/util.py': 'def f(): ...\nclass One: ...\n',
    'one/lib/__init__.py': '',
    'one/main.py': 'from lib.util import f, One\nOne #? class One\n',
    'two/lib/util.py': 'def f(): ...\nclass Two: ...\n',
    'two/lib/__init__.py': '',
    'two/main.py': 'from lib.util import f, Two\nTwo #? class Two\n',
  }));

  it('follows re-exports, star imports and conditional imports', () => checkClaims({
    'pkg/__init__.py': 'from .impl import *\nfrom .impl import hidden as shown\n',
    'pkg/impl.py': 'def f(): ...\ndef hidden(): ...\n',
    'main.py': `
from pkg import f, shown
try:
    import ujson as json
except ImportError:
    import json
try:
    import one as other
except ImportError:
    import two as other
f #? function f
shown #? function hidden
json.loads #? symbol json:loads or symbol ujson:loads
other.load #? symbol one:load or symbol two:load
`,
  }));

  it('takes what stands in for a module of a library for that module', () => checkClaims({
    'main.py': `
try:
    import pysqlite3 as sqlite3
except ImportError:
    import sqlite3
try:
    from quicker import sleep
except ImportError:
    from time import sleep
async def load():
    sqlite3.connect #? symbol sqlite3:connect
    sleep #? symbol time:sleep
`,
  }));
});

describe('what a value may be: factories of libraries', () => {
  it('knows what a session maker makes, by default and by name', () => checkClaims({
    'a.py': `
from sqlalchemy.orm import sessionmaker
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
engine = create_async_engine('u')
Sync = sessionmaker(engine)
Later = sessionmaker(engine, class_=AsyncSession)
Async = async_sessionmaker(engine, expire_on_commit=False)
Sync().execute #? symbol sqlalchemy.orm:Session.execute
Later().execute #? symbol sqlalchemy.ext.asyncio:AsyncSession.execute
async def f():
    async with Async() as session:
        session.execute #? symbol sqlalchemy.ext.asyncio:AsyncSession.execute
`,
  }));

  it('takes what makes a tuple, with types in brackets, for what it is without', () => checkClaims({
    'a.py': `
import anyio
send, receive = anyio.create_memory_object_stream[int](1)
send #? external anyio.streams.memory:MemoryObjectSendStream
receive #? external anyio.streams.memory:MemoryObjectReceiveStream
`,
  }));
});
