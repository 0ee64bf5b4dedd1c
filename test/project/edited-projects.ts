/** Small projects whose files look into each other in many ways, for tests that edit them at random. */
export const python: Readonly<Record<string, string>> = {
  'app/__init__.py': 'from .service import Service as Exported\n',
  'app/store.py': `
import time
import requests

session = requests.Session()
_cache = None

def read(path):
    return open(path).read()

def load():
    global _cache
    if _cache is None:
        _cache = read('x')
    return _cache

def fetch(url):
    return session.get(url)

async def fetch_later(url):
    return fetch(url)

def even(n):
    return odd(n)

def odd(n):
    if n:
        time.sleep(n)
    return even(n)

def rows(wait=False):
    if wait:
        time.sleep(1)
    yield 1

class Held:
    def __enter__(self):
        return load()
    def __exit__(self, *args):
        odd(1)
`,
  'app/base.py': `
import asyncio
from app.store import Held, fetch, load, rows
from app.decorators import logged, retried

class Base:
    client = None
    def __init__(self):
        self.queue = asyncio.Queue()
    def connect(self):
        return load()
    async def close(self) -> None:
        await asyncio.sleep(0)
        for row in rows(wait=True):
            print(row, *rows())
        with Held():
            return list(rows(False))
    @logged
    async def ping(self):
        return fetch('u')
    @retried(3)
    async def pong(self):
        return 1
`,
  'app/decorators.py': `
import functools
def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*args)
    return wrapper
def retried(times):
    def decorate(fn):
        async def wrapper(*args):
            return await fn(*args)
        return wrapper
    return decorate
`,
  'app/service.py': `
from .base import Base
from .store import fetch_later, odd
class Service(Base):
    def connect(self):
        self.client = super().connect()
        return odd(1)
    async def run(self):
        self.connect()
        self.ping()
        await self.pong()
        return await fetch_later('u')
class Special(Service):
    def connect(self):
        return None
def shrunk(n):
    from app.pool import grown
    return grown(n)
`,
  'app/pool.py': `
from contextlib import asynccontextmanager, contextmanager
from celery import shared_task
from app import service as services
from app.service import Service
handlers = {'run': Service().run, 'stop': None, 'deep': {'connect': Service().connect}}
@asynccontextmanager
async def opened(n=1):
    yield Service()
@contextmanager
def held():
    yield handlers['run']
@shared_task
def job(n):
    return grown(n)
def grown(n):
    if n:
        return services.shrunk(n)
    return Service()
class Late[T]:
    if handlers:
        async def wait(self) -> T: ...
    else:
        def wait(self): return 1
    def __init__(self, wait):
        self.wait = wait
`,
  'app/tasks.py': `
from typing import Any, Callable, Coroutine, Generic, Optional, overload
from .variables import P, R, T
class Task(Generic[P, R]):
    last: R
    @overload
    def __call__(self: "Task[P, Coroutine[Any, Any, T]]", *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, T]: ...
    @overload
    def __call__(self: "Task[P, T]", *args: P.args, **kwargs: P.kwargs) -> T: ...
    def __call__(self, *args, **kwargs): ...
    def named(self, name: str) -> "Task[P, R]": ...
@overload
def task(fn: Callable[P, R]) -> Task[P, R]: ...
@overload
def task(fn: None = None, *, name: str = "") -> Callable[[Callable[P, R]], Task[P, R]]: ...
def task(fn=None, *, name=""): ...
Wrapped = Callable[P, R]
def wrapped(fn: "Wrapped[P, R]") -> Wrapped[P, R]: ...
def unwrapped(items: list[T], other: Optional[T] = None) -> T: ...
`,
  'app/conftest.py': `
import pytest
from .given import *
@pytest.fixture
def kept(given):
    return Service()
`,
  'app/given.py': `
import pytest
from .service import Service, Special
@pytest.fixture
async def given() -> Special: ...
@pytest.fixture(name='other')
def renamed():
    yield Service()
`,
  'app/test_app.py': `
import pytest
from unittest.mock import patch
@pytest.fixture
def own(given):
    given.run()
    return given
@pytest.mark.asyncio
async def test_one(kept, given, other, own):
    kept.run()
    given.connect()
    other.run()
    own.run()
@pytest.mark.parametrize('kept', [1])
def test_two(kept, given, monkeypatch):
    kept.run()
    given.pong()
    monkeypatch.setattr(given, 'ping', None)
    given.ping()
`,
  'app/variables.py': `
from typing import ParamSpec, TypeVar
P = ParamSpec('P')
R = TypeVar('R')
T = TypeVar('T')
`,
  'app/kinds.py': `
from typing import Optional, Type, TypeAlias, TypeVar, Union
from .service import Service, Special
from .tasks import Task, task, unwrapped, wrapped
Some = Union[Service, Special]
B = TypeVar('B', bound=Service)
Kind: TypeAlias = "Type[Service]"
def same(some: B) -> B:
    some.run()
    return some
@task
async def sent() -> Service: ...
@task(name='held')
def kept() -> Service: ...
@wrapped
async def passed(n): ...
`,
  'app/passed.py': 'from .base import Base as Passed\nfrom .pool import *\n',
  'app/main.py': `
import asyncio
from fastapi import FastAPI
from app import Exported
from app.service import Special
from app.kinds import Kind, Some, kept, passed, sent
from app.tasks import Task, unwrapped
from app.passed import Passed, opened, held, job, handlers, grown, Late
app = FastAPI()
service = Exported()
class Other(Passed):
    def connect(self):
        return grown(1)
async def use(base: Passed, late: Late[int]):
    async with opened() as one:
        one.run()
    with held() as run:
        await run()
    handlers['run']()
    handlers['deep']['connect']()
    job.delay(1)
    base.connect()
    await late.wait()
    grown(2)
    return Other().connect()
@app.get('/')
async def handler():
    service.run()
    for i in range(10):
        await service.close()
    return Special().connect()
def made(kind: Kind, some: Some):
    kind().connect()
    some.run()
    sent()
    sent.named('x')()
    kept().run()
    kept.last.run()
    passed(1)
    unwrapped([kind()]).run()
    return kind
def told(task: Task[int, Service]):
    task.last.run()
    task().run()
async def main():
    handler()
    made(Special, service).pong()
    asyncio.create_task(service.run())
    await asyncio.gather(handler(), service.close())
asyncio.run(main())
`,
  'app/client.py': `
from .store import session
class Client:
    def __init__(self, session, service=None, *, store=None):
        self.session = session
        self.service = service
        self.store = store
    @classmethod
    def made(cls, service):
        return cls(session, service)
    async def get(self):
        self.session.get('u')
        self.service.run()
        self.store.close()
    def _sent(self, service):
        return service.run()
class Sub(Client):
    def close(self):
        self._sent(self.service)
        return self.service.connect()
class Own(Client):
    def __init__(self, service, client):
        super().__init__(session, service, store=client)
def send(client, service):
    client.get()
    service.ping()
    return client
`,
  'app/clients.py': `
from app.client import Client as C, Own, send
from app import client as clients
from app.service import Service, Special
from app.base import Base
def build(service):
    made = C(None, service)
    send(made, service)
    return clients.Sub(made.session, Special(), store=Base())
async def go(some):
    build(Service()).close()
    if isinstance(some, C):
        send(Own(Service(), None), Special())
    return C.made(some)
`,
  'app/server.py': `
from fastapi import FastAPI, Request
from app.base import Base
from app.store import session

server = FastAPI()
server.state.base = Base()

async def started(server: FastAPI):
    server.state.session = session
    server.state.base = Base()

async def show(request: Request):
    request.app.state.base.close()
    request.app.state.session.get('x')
    request.app.state.other.get('x')
`,
  'app/more_server.py': `
from app.store import fetch_later

def extend(server):
    server.state.base = fetch_later
    server.state.other = fetch_later
`,
};

export const typescript: Readonly<Record<string, string>> = {
  'src/store.ts': `
import { readFileSync } from 'node:fs';
import axios from 'axios';
let cache: string | undefined;
export const http = axios.create({ timeout: 1000 });
export function read(path: string) { return readFileSync(path, 'utf8'); }
export function load() {
  if (!cache) { cache = read('x'); }
  return cache;
}
export async function fetchUser(id: number) {
  const response = await fetch('u' + id);
  return response.json();
}
export function even(n: number): unknown { return odd(n); }
export function odd(n: number) { return n ? read('y') : even(n); }
`,
  'src/types.ts': `
export interface Repo { find(id: number): Promise<string>; size: number }
export type Later = Promise<number>;
`,
  'src/base.ts': `
import { load, fetchUser } from './store';
import type { Repo, Later } from './types';
export abstract class Base {
  protected client = load();
  constructor(protected readonly repo: Repo) {}
  abstract run(): Promise<void>;
  connect() { return load(); }
  later(): Later { return fetchUser(1); }
  get user() { return fetchUser(2); }
}
`,
  'src/service.ts': `
import { Base } from './base';
import { odd, http } from './store';
export class Service extends Base {
  async run() {
    this.connect();
    this.repo.find(1);
    this.later().then((x) => odd(x));
    await http.get('u');
  }
  connect() { return odd(1) as string; }
}
export const api = { start: async () => new Service(null!), stop() { return this; } };
`,
  'src/legacy.js': `
const { readFileSync } = require('fs');
const base = require('./shapes');
async function open() { return base.area(1); }
function close() { return readFileSync('x'); }
module.exports = { open, close, nested: { open } };
`,
  'src/shapes.ts': `
import { api } from './service';
import legacy = require('./legacy');
export type Id<T> = T;
export type Maybe<T> = Promise<T> | null;
export enum Kind { One, Two }
export interface Shape<Service> { area(id: Id<number>): Promise<number>; made: Service; readonly kind: Kind }
export function area(n: number) { return n ? legacy.open() : api.stop(); }
export namespace tools { export function cut() { return area(1); } }
export default class { run() { return tools.cut(); } static make() { return new this(); } }
const patched = { run: area, size: 1 };
patched.run = async () => null;
export { patched };
`,
  'src/given.ts': `
import { Service, api } from './service';
import type { Repo } from './types';
type Work = (service: Service) => Promise<void>;
export interface Options { save: (n: number) => Promise<string>; all: Map<string, Service>; repo?: Partial<Repo> }
export function transaction(level: string, work: Work) { return work(new Service(null!)); }
export const held = (x: unknown) => x as typeof api;
export const made = new Map<string, Service>();
`,
  'src/taken.ts': `
import { transaction, held, made, type Options } from './given';
export async function taken({ save, all, repo }: Options, rest: { go(): Promise<number> }) {
  save(1);
  rest.go();
  repo!.find!(1);
  all.forEach((service) => service.run());
  transaction('x', async (service) => { service.connect(); });
  held(1).start().then((service) => service.run());
  for (const [, one] of made) one.later();
  return made.get('a')!.run();
}
`,
  'src/index.ts': `
export { default as Shaped, patched } from './shapes';
export { Service as Renamed } from './service';
export * from './store';
import { api } from './service';
export default api;
`,
  'src/main.ts': `
import api, { Renamed, fetchUser, even, Shaped, patched } from './index';
import { Kind, tools, type Maybe, type Shape } from './shapes';
import { open, nested } from './legacy';
export function shaped(shape: Shape<number>, maybe: Maybe<string>) {
  shape.area(Kind.One);
  maybe?.then(() => tools.cut());
  patched.run(1);
  nested.open();
  return [open(), Shaped.make().run(), shape.made];
}
const users: unknown[] = [];
async function main() {
  const service = await api.start();
  service.run();
  for (const id of [1, 2, 3, 4]) {
    users.push(await fetchUser(id));
  }
  users.forEach(async (u) => { even(1); });
  await Promise.all([service.run(), new Renamed(null!).run()]);
}
main();
setTimeout(() => { even(2); }, 10);
`,
};
