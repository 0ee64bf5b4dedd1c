import { checkClaims } from './claims.js';

const service = `
class Service:
    async def load(self): ...
class Special(Service): ...
class Other:
    def load(self) -> int: ...
`;

describe('what a parameter without an annotation holds by its callers', () => {
  it('is what all constructions of a class give, in any way', () => checkClaims({
    'service.py': service,
    'store.py': `
import aiohttp
from service import Service
class Store:
    def __init__(self, session, service, other=None, *, named=None):
        self.session = session
        self.service = service
        self.other = other
        self.named = named
        service #? instance Service
    async def get(self):
        self.session #? external aiohttp:ClientSession
        self.service.load() #? async of (unknown)
        self.other #? instance Other or none
        self.named #? instance Service or none
    def again(self):
        return type(self)(self.session, self.service)
`,
    'main.py': `
import aiohttp
import store as stores
from service import Other, Service, Special
from store import Store as Kept
async def main():
    Kept(aiohttp.ClientSession(), Service())
    stores.Store(named=Service(), service=Service(), session=aiohttp.ClientSession(), other=Other())
    isinstance(1, (Kept, str))
`,
    'tests/test_store.py': `
from store import Store
class Fake: ...
def test_store():
    Store(Fake(), Fake(), named=Fake())
`,
  }));

  it('is what all calls of a function give, followed through other parameters', () => checkClaims({
    'a.py': `
import asyncio
import aiohttp
async def fetch(session, url):
    session #? external aiohttp:ClientSession
    url #? plain
    return await fetch(session, url)
async def fetch_all(session, urls):
    await asyncio.gather(*[fetch(session, 'x') for url in urls])
async def main():
    async with aiohttp.ClientSession() as session:
        await fetch_all(session, [])
`,
  }));

  it('may be of several classes, and is open where one argument is not known', () => checkClaims({
    'service.py': service,
    'a.py': `
from service import Other, Service
def both(service):
    service #? instance Other or instance Service
def perhaps(service):
    service #? instance Service or unknown
def spread(first, second):
    first #? instance Service
    second #? unknown
def lacks(first, second):
    second #? unknown
both(Service())
both(Other())
perhaps(Service())
perhaps(lost())
spread(Service(), *lost())
lacks(1)
`,
  }));

  it('is not told where a function or class may be called otherwise, or nobody calls it', () => checkClaims({
    'service.py': service,
    'a.py': `
from functools import partial
from fastapi import Depends, FastAPI
from lost import registered
from service import Service
app = FastAPI()
class Handed:
    def __init__(self, service):
        service #? unknown
@registered
class Registered:
    def __init__(self, service):
        service #? unknown
class Injected:
    def __init__(self, service):
        service #? unknown
def handed(service):
    service #? unknown
@app.get('/')
def route(service):
    service #? unknown
def uncalled(service):
    service #? unknown
def outer():
    def inner(service):
        service #? unknown
    inner(Service())
def show(injected=Depends(Injected)): ...
Handed(Service())
partial(Handed, Service())
Registered(Service())
Injected(Service())
handed(Service())
map(handed, [])
route(Service())
`,
  }));

  it('is no function and no class: others may hand in another', () => checkClaims({
    'a.py': `
async def later(): ...
class Maker: ...
class Worker:
    def __init__(self, work, maker):
        work #? unknown
        maker #? unknown
Worker(later, Maker)
`,
  }));

  it('follows the initializers of subclasses', () => checkClaims({
    'service.py': service,
    'base.py': `
class Base:
    def __init__(self, service, more=None):
        service #? instance Other or instance Service or instance Special
class Mixed:
    def __init__(self, service):
        service #? unknown
class Named:
    def __init__(self, service):
        service #? instance Service
class Made:
    def __init__(self, service):
        service #? instance Service
    @classmethod
    def make(cls):
        return cls(Service())
from service import Service
`,
    'heirs.py': `
from base import Base, Made, Mixed, Named
from service import Other, Service, Special
class Mixin:
    def __init__(self, url): ...
class Plain(Base): ...
class Own(Base):
    def __init__(self, url, service):
        super().__init__(service)
class Old(Base, Mixin):
    def __init__(self, url):
        Mixin.__init__(self, url)
        Base.__init__(self, Special())
class Silent(Base):
    def __init__(self, url): ...
class Both(Mixin, Mixed): ...
class ByName(Mixin, Named):
    def __init__(self, url):
        Named.__init__(self, Service())
Plain(Service())
Own('url', Other())
Old('url')
Silent('url')
Mixed(Service())
Both('url')
ByName('url')
`,
  }));

  it('is what calls of a method through its receiver give, where nothing else of the project reads its name', () => checkClaims({
    'service.py': service,
    'a.py': `
from service import Other, Service
class Worker:
    def work(self):
        self._send(Service())
        def later():
            self._send(Other())
        self._handed(Service())
        self.common(Service())
        self._twice(Service())
        self._foreign(Service())
        return self._handed, later
    def _send(self, service):
        service #? instance Other or instance Service
    def _handed(self, service):
        service #? unknown
    def common(self, service):
        service #? unknown
    def _twice(self, service):
        service #? unknown
    def _foreign(self, service):
        service #? unknown
    def _uncalled(self, service):
        service #? unknown
class Heir:
    def _twice(self, service): ...
def other(worker):
    worker._foreign(Service())
`,
    'b.py': `
def other(worker):
    worker.common(1)
`,
    'tests/test_a.py': `
def test_send(worker):
    worker._send(1)
`,
  }));

  it('follows names through files that pass them on', () => checkClaims({
    'service.py': service,
    'app/__init__.py': 'from .store import *\n',
    'app/store.py': `
class Store:
    def __init__(self, service):
        service #? instance Service
`,
    'main.py': `
from app import Store
from service import Service
def main():
    from app.store import Store as Inner
    return Inner(Service())
Store(Service())
`,
    'other.py': `
from lost import Store
Store(1)
`,
  }));
});
