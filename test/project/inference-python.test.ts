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
});
