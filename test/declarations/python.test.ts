import { checkClaims } from '../project/claims.js';

/** As much of typeshed as these claims need, in its own words. */
const stdlib = {
  '.stdlib/VERSIONS': '# comment\nbuiltins: 3.0-\ntyping: 3.5-\ncollections: 3.0-\n_collections_abc: 3.3-\nabc: 3.0-\ncontextlib: 3.0-\nfunctools: 3.0-\nsmtpx: 3.0-\n_smtpx: 3.0-\noldx: 3.0-3.11\nsys: 3.0-\n',
  '.stdlib/builtins.pyi': 'class object: ...\nclass str: ...\nclass int: ...\nclass list: ...\nclass property: ...\nclass staticmethod: ...\nclass classmethod: ...\n',
  '.stdlib/typing.pyi': `
class TypeVar: ...
class _SpecialForm: ...
Self: _SpecialForm
Union: _SpecialForm
AnyStr = TypeVar("AnyStr", str, bytes)
class Any: ...
def overload(func): ...
class Awaitable:
    def __await__(self): ...
class Coroutine(Awaitable): ...
class AsyncIterator: ...
List = _Alias()
`,
  '.stdlib/abc.pyi': 'def abstractmethod(f): ...\n',
  '.stdlib/functools.pyi': 'def wraps(f): ...\nclass cached_property: ...\n',
  '.stdlib/contextlib.pyi': 'def asynccontextmanager(f): ...\nclass AbstractContextManager: ...\n',
  '.stdlib/smtpx.pyi': `
import sys
from typing import AnyStr, List, Self, Any, Awaitable, Coroutine, overload
from collections.abc import Callable
from _smtpx import *
from .nowhere import Lost

class Message:
    subject: str
    def copy(self) -> Self: ...
    async def send(self) -> Reply | None: ...
    async def replies(self) -> list[Reply]: ...
class Reply(Message):
    parent: Message
    @property
    def text(self) -> str: ...
class Odd(Lost):
    async def own(self) -> None: ...
async def connect() -> Reply: ...
def parse() -> Message: ...
def later() -> Coroutine[Any, Any, Reply]: ...
def background() -> Awaitable[Reply]: ...
def either() -> Reply | Awaitable[Reply]: ...
def anything() -> Any: ...
def same(text: AnyStr) -> AnyStr: ...
def many() -> List[Reply]: ...
def odd() -> Odd: ...
if sys.version_info >= (3, 12):
    async def newest() -> None: ...
    def turned() -> Coroutine[Any, Any, None]: ...
else:
    def turned() -> None: ...
    def oldest() -> None: ...
if sys.platform == "win32":
    async def by_platform() -> None: ...
else:
    def by_platform() -> int: ...
@overload
async def read(size: int) -> Reply: ...
@overload
async def read(size: str) -> Message: ...
@overload
def mixed(size: int) -> int: ...
@overload
async def mixed(size: str) -> int: ...
`,
  '.stdlib/_smtpx.pyi': 'from builtins import hidden\nclass Socket:\n    async def close(self) -> None: ...\n_private: int\n',
  '.stdlib/oldx.pyi': 'async def old() -> None: ...\n',
};

describe('declarations: Python', () => {
  it('tells from a stub what calls and attributes yield', () => checkClaims({
    ...stdlib,
    'a.py': `import smtpx
from smtpx import Reply, Socket
smtpx.connect()  #? coroutine of (external smtpx:Reply)
smtpx.parse()  #? external smtpx:Message
smtpx.parse().subject  #? plain
smtpx.parse().send()  #? coroutine of (external smtpx:Reply or none)
smtpx.parse().replies()  #? coroutine of (collection of (external smtpx:Reply))
smtpx.later()  #? coroutine of (external smtpx:Reply)
smtpx.many()  #? collection of (external smtpx:Reply)
Reply().text  #? plain
Reply().parent  #? external smtpx:Message
Reply().send()  #? coroutine of (external smtpx:Reply or none)
Socket().close()  #? coroutine of (none)
async def main():
    reply = await smtpx.connect()
    reply.parent.send()  #? coroutine of (external smtpx:Reply or none)
`,
  }));

  it('takes Self for the class that is called upon, which may inherit the method', () => checkClaims({
    ...stdlib,
    'a.py': `import smtpx
smtpx.parse().copy()  #? external smtpx:Message
smtpx.Reply().copy()  #? external smtpx:Reply
smtpx.Reply().copy().text  #? plain
`,
  }));

  it('says nothing where the declaration leaves it open', () => checkClaims({
    ...stdlib,
    'a.py': `import smtpx
smtpx.anything()  #? unknown
smtpx.same("")  #? unknown
smtpx.either()  #? future of (external smtpx:Reply) or external smtpx:Reply
smtpx.odd().inherited()  #? unknown
smtpx.odd().own()  #? coroutine of (none)
smtpx.missing()  #? unknown
smtpx._private  #? symbol smtpx:_private
smtpx.hidden  #? symbol smtpx:hidden
`,
  }));

  it('takes what is declared awaitable, and no coroutine, for something that may run already', () => checkClaims({
    ...stdlib,
    'a.py': 'import smtpx\nsmtpx.background()  #? future of (external smtpx:Reply)\n',
  }));

  it('joins overloads, takes the branch of the newest version, and decides nothing by the platform', () => checkClaims({
    ...stdlib,
    'a.py': `import smtpx
smtpx.read(1)  #? coroutine of (external smtpx:Message or external smtpx:Reply)
smtpx.mixed(1)  #? coroutine of (plain) or plain or unknown
smtpx.newest()  #? coroutine of (none)
smtpx.turned()  #? coroutine of (none)
smtpx.oldest()  #? unknown
smtpx.by_platform()  #? coroutine of (none) or plain or unknown
`,
  }));

  it('lets an installed package stand for a module that the newest version has no more', () => checkClaims({
    ...stdlib,
    '.venv/oldx.py': 'class Old:\n    async def run(self): ...\ndef old(): ...\n',
    'a.py': 'import oldx\noldx.old()  #? unknown\noldx.Old().run()  #? coroutine of (unknown)\n',
    'b.py': 'import smtpx\nsmtpx.parse()  #? external smtpx:Message\n',
  }));

  it('reads an installed package: its stubs first, else what its sources declare', () => checkClaims({
    ...stdlib,
    '.venv/acme/__init__.py': 'from ._client import Client, open_client\nfrom . import jobs\n__all__ = ["Client"]\n',
    '.venv/acme/_client.py': `
from __future__ import annotations
import contextlib, functools
from typing import TYPE_CHECKING, Awaitable
from abc import abstractmethod
if TYPE_CHECKING:
    from .jobs import Job

class Base:
    async def ping(self): return 1
    @abstractmethod
    async def stop(self) -> None: ...

class Client(Base):
    default: Job
    def __init__(self, url):
        self.url: str = url
        self.current: Job = None
        self.other = Base()
    def start(self) -> Job: return Job()
    def unannotated(self): return 1
    async def get(self, name: str) -> Job | None: ...
    async def stream(self):
        yield 1
    @staticmethod
    async def create() -> Client: ...
    @classmethod
    def make(cls) -> Client: ...
    @contextlib.asynccontextmanager
    async def session(self):
        yield 1
    @strange
    async def wrapped(self): ...
    @property
    def job(self) -> Job: ...
    @job.setter
    def job(self, value) -> None: ...
    @functools.cached_property
    def cached(self) -> Job: ...
    async def __aenter__(self) -> Job: ...
    async def __aexit__(self, *args): ...
    fetch = get
def open_client() -> "Client": ...
`,
    '.venv/acme/jobs/__init__.py': 'from .job import *\n',
    '.venv/acme/jobs/job.py': 'from sys import argv\n__all__ = ["Job"]\nclass Job:\n    async def run(self) -> int: ...\nclass Other: ...\n',
    '.venv/acme/stubbed.py': 'def call(): ...\n',
    '.venv/acme/stubbed.pyi': 'async def call() -> int: ...\n',
    'a.py': `import acme
from acme import Client
from acme.stubbed import call
Client("")  #? external acme:Client
Client("").ping()  #? coroutine of (unknown)
Client("").stop()  #? coroutine of (none)
Client("").url  #? plain
Client("").current.run()  #? coroutine of (plain)
Client("").default.run()  #? coroutine of (plain)
Client("").other  #? symbol acme:Client.other
Client("").start().run()  #? coroutine of (plain)
Client("").unannotated()  #? unknown
Client("").get("")  #? coroutine of (external acme.jobs:Job or none)
Client("").fetch("")  #? coroutine of (external acme.jobs:Job or none)
Client("").stream()  #? collection of (unknown)
Client.create()  #? coroutine of (external acme:Client)
Client.make()  #? external acme:Client
Client("").session()  #? context of (unknown)
Client("").wrapped()  #? unknown
Client("").job.run()  #? coroutine of (plain)
Client("").cached.run()  #? coroutine of (plain)
acme.open_client()  #? external acme:Client
acme.jobs.Job().run()  #? coroutine of (plain)
acme.jobs.Other()  #? unknown
call()  #? coroutine of (plain)
async def main():
    async with Client("") as job:
        job.run()  #? coroutine of (plain)
class Own(Client):
    async def main(self):
        self.ping()  #? coroutine of (unknown)
        self.job.run()  #? coroutine of (plain)
`,
  }));

  it('prefers a package of stubs, module by module', () => checkClaims({
    ...stdlib,
    '.venv/acme-stubs/__init__.pyi': 'async def stubbed() -> None: ...\n',
    '.venv/acme/__init__.py': 'def stubbed(): ...\n',
    '.venv/acme/other.py': 'async def own(): ...\n',
    'a.py': 'import acme.other\nacme.stubbed()  #? coroutine of (none)\nacme.other.own()  #? coroutine of (unknown)\n',
  }));

  it('leaves the word to hand-written knowledge, whatever a package declares, also under the name of its home', () => checkClaims({
    ...stdlib,
    '.venv/httpx/__init__.py': 'from ._client import *\n',
    '.venv/httpx/_client.py': '__all__ = ["AsyncClient"]\nclass AsyncClient:\n    def get(self) -> int: ...\n    async def added(self) -> int: ...\n',
    'a.py': `import httpx
from httpx._client import AsyncClient
httpx.AsyncClient().get("")  #? coroutine of (external httpx:Response)
AsyncClient().get("")  #? coroutine of (external httpx:Response)
AsyncClient().added()  #? coroutine of (plain)
`,
  }));

  it('survives what is broken, circular, or its own base', () => checkClaims({
    ...stdlib,
    '.venv/ring/__init__.py': 'from .a import x, Y\nfrom .b import *\n',
    '.venv/ring/a.py': 'from .b import x\nfrom . import z\nclass Y(Y):\n    async def run(self): ...\nA = B\nB = A\ndef (:\n',
    '.venv/ring/b.py': 'from .a import x\nfrom . import *\n',
    'a.py': 'import ring\nfrom ring.a import A\nring.x()  #? unknown\nring.Y().run()  #? coroutine of (unknown)\nA()  #? unknown\nring.z()  #? unknown\nring.nothing()  #? unknown\n',
  }));
});
