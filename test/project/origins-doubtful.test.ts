import { checkClaims } from './claims.js';

describe('what a value may be besides what it seems: Python', () => {
  it('doubts what is assigned from outside', () => checkClaims({
    'a.py': `
class Service:
    future = None
    async def load(self): ...
    async def kept(self): ...
def fake(): ...
service = Service()
service.load = fake
Service.future = fake()
service.load() #? async of (unknown) or unknown
service.kept() #? async of (unknown)
service.future #? none or unknown
options = {'one': 1, 'two': 2}
options['two'] = fake
options['one'] #? plain
options['two'] #? plain or unknown
`,
  }));

  it('an assignment whose holder has an attribute of the same name', () => checkClaims({
    'a.py': `
class Node:
    next: "Node"
    async def load(self): ...
    def link(self, other: "Node"):
        self.next.next = other
        self.next.load() #? async of (unknown) or unknown
`,
  }));

  it('sees what nested functions write', () => checkClaims({
    'a.py': `
async def load(): ...
found = None
def outer():
    kept = None
    def inner():
        nonlocal kept
        kept = load()
    inner()
    kept #? async of (unknown) or none
def start():
    global found
    found = load()
start()
found #? async of (unknown) or none
`,
  }));

  it('doubts the receiver of a method that a decorator may call with something else', () => checkClaims({
    'a.py': `
from routes import route
class Handler:
    async def get(self): ...
    @route('/')
    def post(request, response):
        request.get() #? unknown
    @route('/')
    def put(self):
        self.get() #? async of (unknown)
    @classmethod
    def make(cls):
        cls().get() #? async of (unknown)
    def bare(this):
        this.get() #? async of (unknown)
`,
  }));

  it('doubts that what is declared to be awaitable is a coroutine, for it may run already', () => checkClaims({
    'a.py': `
import asyncio
from typing import Awaitable, Coroutine
async def load() -> int: ...
class Client:
    def __init__(self, loop):
        self.loop = loop
    def send(self) -> Awaitable[int]:
        return self.loop.create_task(load())
    def start(self) -> Awaitable[int]:
        return asyncio.create_task(load())
    def read(self) -> Awaitable[int]:
        return load()
    def later(self) -> Coroutine[None, None, int]:
        return self.loop.later()
    def close(self) -> Awaitable[None]: ...
def use(client: Client):
    client.send() #? future of (plain)
    client.start() #? future of (plain)
    client.read() #? coroutine of (plain)
    client.later() #? coroutine of (plain)
    client.close() #? future of (none)
`,
  }));

  it('doubts methods that a class defines under a condition, or binds again', () => checkClaims({
    'a.py': `
import sys
class Service:
    if sys.platform == 'win32':
        async def wait(self): ...
    else:
        def wait(self) -> int: ...
    async def last(self): ...
    def last(self) -> int: ...
    async def bound(self): ...
    bound = None
    async def wrapped(self): ...
    def __init__(self, how):
        self.wrapped = how(self.wrapped)
Service(1).wait() #? async of (unknown) or plain
Service(1).last() #? plain
Service(1).bound() #? async of (unknown) or unknown
Service(1).wrapped() #? async of (unknown) or unknown
`,
  }));

  it('looks bases up in the order that Python does', () => checkClaims({
    'a.py': `
class Root:
    def run(self) -> int: ...
class Left(Root): ...
class Right(Root):
    async def run(self): ...
class Both(Left, Right):
    def up(self):
        super().run() #? async of (unknown)
Both().run() #? async of (unknown)
class Loop(Loop): ...
Loop().run() #? unknown
`,
  }));

  it('looks names of types up where they are written', () => checkClaims({
    'a.py': `
class Data:
    async def load(self): ...
class Box[Data]:
    def put(self, data: Data):
        data.load() #? unknown
def generic[Data](data: Data, lost: Missing):
    data.load() #? unknown
    lost #? unknown
def local():
    class Data:
        def load(self) -> int: ...
    def use(data: Data):
        data.load() #? plain
class Outer:
    class Data:
        def load(self) -> int: ...
    own: Data
    def use(self, data: Data, **more: Data):
        self.own.load() #? plain
        data.load() #? async of (unknown)
        for name in more:
            name.load() #? unknown
def around(Data):
    class Inner(Data): ...
    Inner().load() #? unknown
`,
  }));
});

describe('what a value may be besides what it seems: TypeScript', () => {
  it('knows of type parameters what type arguments say, and nothing else', () => checkClaims({
    'a.ts': `
class Data { async load() {} }
function one<T, Data>(x: T, y: Data, z: Promise<T>, missing: Missing) {
  x; //? unknown
  y; //? unknown
  z; //? promise of (unknown)
  missing; //? unknown
  [y].forEach(() => {
    const again: Data = y;
    again; //? unknown
  });
}
class Box<Data> {
  constructor(private data: Data) {}
  get(): Data { return this.data; }
  async later(): Promise<Data> { return this.data; }
}
new Box(1).get(); //? unknown
new Box(1).later(); //? async of (unknown)
type Id<Data> = Data;
type Later<T> = Promise<T>;
type Either<T> = T | Promise<T>;
interface Source<Data> { data: Data; read(): Data }
const arrow = <Data,>(d: Data): Data => d;
arrow(1); //? plain
function two(id: Id<number>, later: Later<number>, either: Either<number>, source: Source<number>, all: Record<string, Promise<void>>) {
  id; //? unknown
  later; //? promise of (unknown)
  either; //? promise of (unknown) or unknown
  source.data; //? plain
  source.read(); //? plain
  all.one; //? promise of (none)
}
`,
  }));

  it('looks names of types up where they are written', () => checkClaims({
    'a.ts': `
class Data { async load() {} }
namespace inner {
  class Data { load() { return 1; } }
  export function use(data: Data) {
    data.load(); //? plain
  }
}
function mixin(Data: any) {
  return class extends Data { own() {
    this.load; //? unknown
  } };
}
`,
  }));

  it('doubts what is assigned from outside', () => checkClaims({
    'a.ts': `
class Service { async load() {} async kept() {} }
const service = new Service();
service.load = () => 1 as any;
service.load(); //? async of (none) or unknown
service.kept(); //? async of (none)
const state = { pending: null as any, size: 1 };
state.pending = fetch('u');
state.pending; //? none or unknown
state.size; //? plain
const outer = { run: () => {
  this; //? unknown
} };
`,
  }));

  it('doubts modules that a test replaces', () => checkClaims({
    'a.test.ts': `
import { vi } from 'vitest';
import { load } from './b';
import { other } from './c';
vi.mock('./b', () => ({ load: vi.fn() }));
load(); //? async of (none) or unknown
other(); //? async of (none)
`,
    'b.ts': 'export async function load() {}\n',
    'c.ts': 'export async function other() {}\n',
  }));

  it('follows export = and what CommonJS exports', () => checkClaims({
    'a.ts': `
import one = require('./one');
import two from './one';
import { three } from './many';
import many from './many';
one(); //? async of (none)
two(); //? async of (none)
three(); //? async of (none)
many.three(); //? async of (none)
`,
    'one.ts': 'async function run() {}\nexport = run;\n',
    'many.js': 'exports.three = async () => {};\n',
  }));
});
