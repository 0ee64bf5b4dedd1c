import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { python, typescript } from './edited-projects.js';
import { probe } from './probe.js';
import { checkChanges, edited, manifest, moved } from './random-changes.js';

/** Replaces `from` by `to` in one file of a kept session, and compares with a session opened anew. */
function checkEdit(texts: Readonly<Record<string, string>>, path: string, from: string, to: string): void {
  const syntax = new TypeScriptSyntax();
  const open = (): LiveSession => new LiveSession({ root: '/p', readText: (name) => (name === '/p/package.json' ? manifest : undefined) }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
  const sources = Object.entries(texts).map(([name, text]) => ({ path: `/p/${name}`, text }));
  const shown = (session: LiveSession): unknown => sources.map((source) => session.findings(source.path).map(({ message }) => message));
  const kept = open();
  kept.update(sources);
  const before = shown(kept);
  const text = texts[path]!.replace(from, to);
  assert.notEqual(text, texts[path], 'the edit changes nothing');
  kept.update([{ path: `/p/${path}`, text }]);
  const cold = open();
  cold.update(sources.map((source) => (source.path === `/p/${path}` ? { ...source, text } : source)));
  const others = (all: unknown): unknown => (all as readonly unknown[]).filter((_, i) => sources[i]!.path !== `/p/${path}`);
  assert.notDeepEqual(others(shown(cold)), others(before), 'the edit concerns no other file');
  assert.deepEqual(shown(kept), shown(cold));
  syntax.close();
}

describe('an edit reaches other files through', () => {
  it('the items of an object literal', () => checkEdit({
    'api.ts': 'function one() { return 1; }\nasync function two() {}\nexport const api = { load: one, two };\n',
    'use.ts': "import { api } from './api';\napi.load();\n",
  }, 'api.ts', 'load: one', 'load: two'));

  it('what a decorator makes of a function', () => checkEdit({
    'deco.py': 'def logged(fn):\n    def wrapper(*args):\n        return fn(*args)\n    return wrapper\n',
    'use.py': 'from deco import logged\n@logged\nasync def f(): ...\nf()\n',
  }, 'deco.py', 'return fn(*args)', 'return print(*args)'));

  it('the decorator that a call makes', () => checkEdit({
    'deco.py': 'def retry(n):\n    def decorate(fn):\n        async def wrapper(*args):\n            return 1\n        return wrapper\n    return decorate\n',
    'use.py': 'from deco import retry\n@retry(1)\ndef f(): ...\nf()\n',
  }, 'deco.py', 'async def wrapper', 'def wrapper'));

  it('the kind of function for which a decorator makes a wrapper', () => checkEdit({
    'deco.py': 'from inspect import iscoroutinefunction\ndef traced(fn):\n    async def later(*a):\n        return await fn(*a)\n    def now(*a):\n        return fn(*a)\n    return later if iscoroutinefunction(fn) else now\n',
    'use.py': 'from deco import traced\n@traced\ndef f(): ...\nf()\n',
  }, 'deco.py', 'iscoroutinefunction(fn)', 'callable(fn)'));

  it('that a function returns its parameter', () => checkEdit({
    'base.py': 'class Foo:\n    async def load(self): ...\ndef keep(item):\n    return item\n',
    'use.py': 'from base import Foo, keep\nkeep(Foo()).load()\n',
  }, 'base.py', 'return item', 'return str(item)'));

  it('that a decorator hands a function on', () => checkEdit({
    'deco.py': 'def queued(fn):\n    def wrapper(*args):\n        queue.put(fn)\n    return wrapper\n',
    'job.py': 'import time\nfrom deco import queued\n@queued\ndef work(): time.sleep(1)\n',
    'use.py': 'from job import work\nasync def main():\n    work()\n',
  }, 'deco.py', 'queue.put(fn)', 'fn()'));

  it('that a function tells which loop runs', () => checkEdit({
    'loops.py': 'import asyncio\ndef running():\n    return asyncio.get_running_loop()\n',
    'job.py': 'import time\nfrom loops import running\ndef work(loop):\n    if running() != loop:\n        time.sleep(1)\n',
    'use.py': 'from job import work\nasync def main(loop):\n    work(loop)\n',
  }, 'loops.py', 'get_running_loop', 'new_event_loop'));

  it('what a decorator declares of itself', () => checkEdit({
    'deco.py': 'from typing import TypeVar\nfrom lost import wrap\nF = TypeVar("F")\ndef keep(fn: F) -> F:\n    return wrap(fn)\n',
    'a.py': 'from deco import keep\n@keep\nasync def load(): ...\ndef main():\n    load()\n',
  }, 'deco.py', 'TypeVar("F")', 'wrap("F")'));

  it('which of the signatures of a function are overloads', () => checkEdit({
    'get.py': 'from typing import overload\n@overload\nasync def get(of: None): ...\ndef get(of=1):\n    return 1\n',
    'a.py': 'from get import get\ndef main():\n    get(None)\n',
  }, 'get.py', '@overload\n', ''));

  it('the class of what a test narrows to', () => checkEdit({
    'base.py': 'class Base:\n    async def load(self): ...\n',
    'mid.py': 'from base import Base\nclass Mid(Base): ...\n',
    'a.py': 'from mid import Mid\ndef main(x):\n    if isinstance(x, Mid):\n        x.load()\n',
  }, 'base.py', 'async def', 'def'));

  it('the class that a decorator makes a function an instance of', () => checkEdit({
    'tasks.py': 'from celery import shared_task\nimport somewhere\n@shared_task\ndef job():\n    return somewhere.x()\n',
    'use.py': 'from tasks import job\njob.delay()\n',
  }, 'tasks.py', '@shared_task', '@somewhere.task'));

  it('what a program keeps in its application', () => checkEdit({
    'app.py': 'from fastapi import FastAPI\nfrom db import Database\napp = FastAPI()\napp.state.db = Database()\n',
    'db.py': 'class Database:\n    async def load(self): ...\nclass Plain:\n    def load(self): ...\n',
    'use.py': 'from fastapi import Request\ndef show(request: Request):\n    request.app.state.db.load()\n',
  }, 'app.py', 'db = Database()', 'db = str()'));

  it('that a file begins to keep something there', () => checkEdit({
    'app.py': 'from fastapi import FastAPI\nfrom db import Database\napp = FastAPI()\napp.state.other = Database()\n',
    'db.py': 'class Database:\n    async def load(self): ...\n',
    'use.py': 'from fastapi import Request\ndef show(request: Request):\n    request.app.state.db.load()\n',
  }, 'app.py', 'state.other', 'state.db'));

  it('the class of what is kept there', () => checkEdit({
    'app.py': 'from fastapi import FastAPI\nfrom db import Database\napp = FastAPI()\napp.state.db = Database()\n',
    'db.py': 'class Database:\n    async def load(self): ...\n',
    'use.py': 'from fastapi import Request\ndef show(request: Request):\n    request.app.state.db.load()\n',
  }, 'db.py', 'async def', 'def'));

  const stored = {
    'store.py': 'class Store:\n    def __init__(self, service):\n        self.service = service\n    def get(self):\n        self.service.load()\n',
    'service.py': 'class Service:\n    async def load(self): ...\nclass Other:\n    def load(self): ...\n',
    'use.py': 'from service import Other, Service\nfrom store import Store\nStore(Service())\n',
  };

  it('what it gives to a class', () => checkEdit(stored, 'use.py', 'Store(Service())', 'Store(Other())'));

  it('that it begins to call a class', () => checkEdit({
    ...stored, 'use.py': 'import store\nfrom service import Other\nprint(Other())\n', 'more.py': 'from service import Service\nfrom store import Store\nStore(Service())\n',
  }, 'use.py', 'print(', 'store.Store('));

  it('that it hands a class on', () => checkEdit(stored, 'use.py', 'Store(Service())', 'Store(Service())\nprint(Store)'));

  it('that it replaces what it imports', () => checkEdit({
    ...stored, 'pass_on.py': 'from store import Store\nimport store\nstore.other\n', 'use.py': stored['use.py'].replace('from store', 'from pass_on'),
  }, 'pass_on.py', 'store.other', 'Store = store.Store'));

  it('what a subclass gives to the initializer of its base', () => checkEdit({
    ...stored, 'use.py': 'from heir import Heir\nHeir()\n',
    'heir.py': 'from service import Other, Service\nfrom store import Store\nclass Heir(Store):\n    def __init__(self):\n        super().__init__(Service())\n',
  }, 'heir.py', 'Service())', 'Other())'));

  it('that a subclass has an initializer of its own', () => checkEdit({
    ...stored, 'use.py': 'from heir import Heir\nfrom service import Service\nHeir(Service())\n',
    'heir.py': 'from store import Store\nclass Heir(Store):\n    def init(self, service): ...\n',
  }, 'heir.py', 'def init', 'def __init__'));

  it('what a method of the base makes of its own class', () => checkEdit({
    ...stored, 'store.py': `from base import Base\n${stored['store.py'].replace('Store:', 'Store(Base):')}`,
    'base.py': 'from service import Other, Service\nclass Base:\n    @classmethod\n    def make(cls):\n        return cls(Service())\n',
  }, 'base.py', 'cls(Service())', 'cls(Other())'));

  it('that it calls a method of its name', () => checkEdit({
    'use.py': 'from service import Service\nclass Worker:\n    def work(self):\n        self.send(Service())\n    def send(self, service):\n        service.load()\n',
    'service.py': stored['service.py'], 'more.py': 'def more(worker):\n    worker.go(1)\n',
  }, 'more.py', 'worker.go', 'worker.send'));

  it('the class of what is given to a parameter', () => checkEdit(stored, 'service.py', 'async def', 'def'));

  it('how a type parameter stands in a member of a class', () => checkEdit({
    'held.py': 'from typing import Generic, TypeVar\nfrom lost import other\nT = TypeVar("T")\nclass Held(Generic[T]):\n    last: T\n',
    'use.py': 'from held import Held\nclass Service:\n    async def load(self): ...\ndef main(held: Held[Service]):\n    held.last.load()\n',
  }, 'held.py', 'last: T', 'last: other'));

  it('type parameters', () => checkEdit({
    'types.ts': 'class Data {}\nexport type Id<T> = Data;\n',
    'use.ts': "import type { Id } from './types';\nexport function f(x: Id<number>) { return x.load(); }\nclass Data { async load() {} }\nexport const g = (x: Id<1>) => x;\ng(1);\n",
  }, 'types.ts', 'Id<T>', 'Id<Data>'));

  it('a cycle of imports', () => checkEdit({
    'a.py': 'from b import f\nasync def later(): ...\ndef h():\n    return 1\ndef g():\n    return f()\n',
    'b.py': 'from a import h\ndef f():\n    return h()\n',
    'c.py': 'from a import g\ng()\n',
  }, 'a.py', 'return 1', 'return later()'));

  it('a recursion through several files that loses its end', () => checkEdit({
    'a.py': 'from b import f\ndef g(n):\n    if n: return 1\n    return f(n)\n',
    'b.py': 'from a import g\ndef f(n):\n    return g(n)\n',
    'c.py': 'from b import f\nf(1)\n',
  }, 'a.py', '    if n: return 1\n', ''));

  it('a base that is passed on by a file without classes', () => checkEdit({
    'one.py': 'import time\nclass Base:\n    def run(self):\n        time.sleep(1)\ndef go(b: Base):\n    b.run()\n',
    'two.py': 'class Base: ...\n',
    'pass_on.py': 'from one import Base\n',
    'sub.py': 'from pass_on import Base\nclass Sub(Base):\n    def run(self):\n        return 1\n',
  }, 'pass_on.py', 'from one', 'from two'));

  it('whether a function handles the failures of what it awaits', () => checkEdit({
    'a.py': 'async def load(x, y):\n    try:\n        await x\n    except OSError:\n        await y\n',
    'use.py': 'from a import load\nasync def main():\n    load(1, 2)\n',
  }, 'a.py', '        await y', '        pass\n    await y'));

  it('whether another function does that it waits for', () => checkEdit({
    'a.ts': 'declare function show(): void;\nexport async function save(): Promise<void> {\n  try { await fetch("/"); } catch { show(); }\n}\n',
    'b.ts': 'import { save } from "./a";\nexport async function note(): Promise<void> {\n  await save();\n}\n',
    'use.ts': 'import { note } from "./b";\nexport function main() {\n  note();\n}\n',
  }, 'a.ts', 'try { await fetch("/"); } catch { show(); }', 'await fetch("/");'));

  it('the object literals that are given as an interface', () => checkEdit({
    'sink.ts': 'export interface Sink { write(): Promise<void>; }\n',
    'quiet.ts': 'import type { Sink } from "./sink";\nexport const quiet: Sink = { async write() {} };\n',
    'use.ts': 'import type { Sink } from "./sink";\nexport function main(sink: Sink) {\n  sink.write();\n}\n',
  }, 'quiet.ts', 'quiet: Sink', 'quiet'));

  it('the library for concurrency that a program uses', () => checkEdit({
    'main.py': 'import trio\n',
    'use.py': 'async def main(): ...\n',
  }, 'main.py', 'trio', 'anyio'));

  it('who imports a file to run it', () => checkEdit({
    'page.tsx': "import { load } from './load';\nload();\n",
    'main.ts': "import type { load } from './load';\nimport 'express';\n",
    'load.ts': 'export function load() { fetch("/"); }\n',
  }, 'main.ts', 'import type', 'import'));

  it('that a parameter of a signature has a default', () => checkEdit({
    'lib.py': 'from typing import overload\n@overload\ndef load(x: int, y: int) -> None: ...\n@overload\nasync def load(x: int) -> None: ...\ndef load(x, y=1):\n    return x\n',
    'use.py': 'from lib import load\ndef one():\n    load(1)\n',
  }, 'lib.py', 'y: int)', 'y: int = 2)'));

  it('what a variable holds whose type an annotation takes over', () => checkEdit({
    'given.ts': 'class A { async run() {} }\nclass B { run() {} }\nconst it = new A();\nexport function given(work: (service: typeof it) => void) {}\n',
    'use.ts': "import { given } from './given';\ngiven((service) => { service.run(); });\n",
  }, 'given.ts', 'new A', 'new B'));

  it('what a variable holds whose type a type under a name of its own takes over', () => checkEdit({
    'given.ts': 'class A { async run() {} }\nclass B { run() {} }\nconst it = new A();\ntype Work = (service: typeof it) => void;\nexport function given(work: Work) {}\n',
    'use.ts': "import { given } from './given';\ngiven((service) => { service.run(); });\n",
  }, 'given.ts', 'new A', 'new B'));

  it('what shows that a file runs on a server', () => checkEdit({
    'main.ts': "import { load } from './through';\nimport 'axios';\n", 'through.ts': "export * from './load';\n",
    'load.ts': 'export function load() { fetch("/"); }\n',
  }, 'main.ts', 'axios', 'express'));

  it('an attribute that its file assigns', () => checkEdit({
    'a.py': 'class A:\n    async def run(self): ...\na = A()\ndef fake(): ...\na.walk = fake\n',
    'use.py': 'from a import A\nA().run()\n',
  }, 'a.py', 'a.walk', 'a.run'));

  it('the type that an annotation names, as it is written', () => checkEdit({
    'given.ts': 'class Service { async run() {} }\ntype Work = (service: Service) => void;\nexport function given(work: Work) {}\n',
    'use.ts': "import { given } from './given';\ngiven((service) => { service.run(); });\n",
  }, 'given.ts', 'type Work', 'type Other'));

  it('an item of an object that its file replaces', () => checkEdit({
    'api.ts': 'async function one() {}\nexport const api = { load: one };\nfunction fake() {}\napi.load = fake;\n',
    'use.ts': "import { api } from './api';\napi.load();\n",
  }, 'api.ts', 'api.load = fake', 'api.lead = fake'));
});

describe('several edits reach other files through', () => {
  /** Makes edits one after another in a kept session, and compares with a session opened anew after each; the last one concerns `reached`. */
  function checkEdits(texts: Readonly<Record<string, string>>, reached: string, edits: readonly (readonly [path: string, from: string, to: string])[]): void {
    const syntax = new TypeScriptSyntax();
    const open = (): LiveSession => new LiveSession({ root: '/p', readText: () => undefined }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
    const current = new Map(Object.entries(texts).map(([name, text]) => [`/p/${name}`, text]));
    const sources = (): { path: string; text: string }[] => [...current].map(([path, text]) => ({ path, text }));
    const shown = (session: LiveSession): ReadonlyMap<string, readonly string[]> => new Map([...current.keys()].map((path) => [path, session.findings(path).map(({ message }) => message)]));
    const kept = open();
    kept.update(sources());
    let before = shown(kept);
    for (const [i, [name, from, to]] of edits.entries()) {
      const path = `/p/${name}`;
      const text = current.get(path)!.replace(from, to);
      assert.notEqual(text, current.get(path), 'the edit changes nothing');
      current.set(path, text);
      kept.update([{ path, text }]);
      const cold = open();
      cold.update(sources());
      const anew = shown(cold);
      if (i === edits.length - 1) assert.notDeepEqual(anew.get(`/p/${reached}`), before.get(`/p/${reached}`), 'the last edit does not concern it');
      assert.deepEqual(shown(kept), anew);
      before = anew;
    }
    syntax.close();
  }

  it('a call of what has a parameter for which nobody had asked when the file was last looked at', () => checkEdits({
    'store.py': 'class A:\n    async def run(self): ...\n', 'other.py': 'x = 1\n', 'lib.py': 'def two(x):\n    return 1\n',
    'use.py': 'from lib import two\nfrom store import A\nimport other\ndef one():\n    two(A())\n    return other.two\n',
    'reader.py': 'import use\ndef three():\n    return use.one()\n',
  }, 'lib.py', [['use.py', 'def one', '\ndef one'], ['lib.py', 'return 1', 'x.run()\n    return 1'], ['use.py', 'two(A())', 'other.two(A())']]));

  it('whose initializer a subclass calls by name', () => checkEdits({
    'store.py': 'class A:\n    async def run(self): ...\n', 'lib.py': 'class B:\n    def __init__(self, x):\n        x.run()\n',
    'use.py': 'from lib import B\nfrom store import A\nclass C(B):\n    def __init__(self):\n        C = 1\n        B.__init__(self, A())\n',
  }, 'lib.py', [['use.py', 'class C', '\nclass C'], ['use.py', 'C = 1', 'B = 1']]));

  it('of a class whose superclass is bound to its name by something else than an import', () => checkEdits({
    'store.py': 'class A:\n    async def run(self): ...\n', 'lib.py': 'from part import P\nclass B(P):\n    def __init__(self, x):\n        x.run()\n',
    'part.py': 'from base import Q as R\nfrom base import Q\nclass P(Q): ...\n',
    'base.py': 'from store import A\nclass Q:\n    @classmethod\n    def make(cls):\n        return cls(A())\n',
  }, 'lib.py', [['part.py', 'class P', '\nclass P'], ['part.py', 'import Q\n', 'import Q\nQ = R\n']]));
});

describe('an edit makes wait', () => {
  /** How many files are looked after once `from` is replaced by `to` in the first file. */
  function waiting(texts: Readonly<Record<string, string>>, from: string, to: string): number {
    const session = new LiveSession({ root: '/p', readText: () => undefined, prompt: true }, [probe], { ...defaultSettings, preset: 'strict' });
    const sources = Object.entries(texts).map(([name, text]) => ({ path: `/p/${name}`, text }));
    session.update(sources);
    for (const { path } of sources) session.findings(path);
    session.update([{ path: sources[0]!.path, text: sources[0]!.text.replace(from, to) }]);
    const count = session.waiting();
    while (!session.advance(1)) session.findings(sources[1]!.path);
    assert.equal(session.waiting(), 0);
    session.close();
    return count;
  }

  const python = {
    'center.py': 'import time\ndef wait():\n    return 1\n',
    'one.py': 'from center import wait\nwait()\n', 'two.py': 'import center\ncenter.wait()\n', 'more.py': 'from center import more\nmore()\n', 'all.py': 'from center import *\nwait()\n',
  };
  const typescript = {
    'center.ts': 'export function wait() { return 1; }\n',
    'one.ts': "import { wait } from './center';\nwait();\n", 'more.ts': "import { more } from './center';\nmore();\n", 'all.ts': "export * from './center';\n", 'through.ts': "import { more } from './all';\nmore();\n",
  };

  it('nobody, where what others see of the file is as before', () => {
    assert.equal(waiting(python, 'return 1', 'return 2'), 0);
    assert.equal(waiting(typescript, 'return 1', 'const typed = load(); return 1'), 0);
  });

  it('all that looked, where others see something else', () => {
    assert.equal(waiting(python, 'return 1', 'return time.sleep'), 4);
  });
});

describe('incremental equals cold', () => {
  it('in Python, after each of 2,000 random edits', function () {
    this.timeout(900_000);
    checkChanges(python, 2000, 1, edited(python));
  });

  it('in TypeScript, after each of 2,000 random edits', function () {
    this.timeout(900_000);
    checkChanges(typescript, 2000, 2, edited(typescript));
  });

  it('in Python, while files come, go and move', function () {
    this.timeout(900_000);
    checkChanges(python, 700, 3, moved(python));
  });

  it('in TypeScript, while files come, go and move', function () {
    this.timeout(900_000);
    checkChanges(typescript, 700, 4, moved(typescript));
  });
});
