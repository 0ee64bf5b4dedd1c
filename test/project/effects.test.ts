import assert from 'node:assert/strict';
import type { LinkedProject } from '../../engine/project/linked.js';
import type { BlockingWitness } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { withProject, type Texts } from './claims.js';

/** What `ask` answers of each function named, as `name answer` lines in the order given. */
function answers(texts: Texts, names: readonly string[], ask: (project: LinkedProject, fn: FunctionUnit) => unknown): readonly string[] {
  return withProject(texts, (project) => names.map((name) => `${name} ${String(ask(project, functionNamed(project, texts, name)))}`));
}

function functionNamed(project: LinkedProject, texts: Texts, name: string): FunctionUnit {
  const found = Object.keys(texts).flatMap((path) => project.file(`/p/${path}`)?.functions.filter((fn) => fn.qualifiedName === name) ?? []);
  assert.equal(found.length, 1, `${name} is one function`);
  return found[0]!;
}

const way = (witness: BlockingWitness | null): string => (
  witness === null ? 'never' : `${witness.how}${witness.once ? ' once' : ''}: ${witness.steps.map(({ callee }) => callee).join(' > ')}`
);
const blocking = (project: LinkedProject, fn: FunctionUnit): string => way(project.blocking(fn));

describe('how a function blocks', () => {
  it('tells the shortest way, of equal ones the smallest, across files', () => assert.deepEqual(answers({
    'a.py': `
import time
from b import short, zeta, alpha
def long(): middle()
def middle(): short()
def both():
    long()
    short()
def equal():
    zeta()
    alpha()
def direct():
    alpha()
    time.sleep(1)
`,
    'b.py': 'import requests\ndef short(): requests.get("u")\ndef zeta(): short()\ndef alpha(): short()\n',
  }, ['long', 'both', 'equal', 'direct'], blocking), [
    'long network: middle > short > requests.get', 'both network: short > requests.get', 'equal network: alpha > short > requests.get',
    'direct sleep: time.sleep',
  ]));

  it('prefers what blocks longest to what is nearest', () => assert.deepEqual(answers({
    'a.py': 'import time, os\ndef f():\n    os.path.exists("x")\n    open("x")\n    slow()\ndef slow(): time.sleep(1)\ndef file():\n    os.path.exists("x")\n    open("x")\n',
  }, ['f', 'file'], blocking), ['f sleep: slow > time.sleep', 'file file: open']));

  it('follows neither coroutines nor generators nor what is awaited', () => assert.deepEqual(answers({
    'a.py': `
import time
async def later(): time.sleep(1)
def lazily():
    time.sleep(1)
    yield 1
def starts(): later()
def makes(): return lazily()
async def awaits(): await later()
`,
  }, ['later', 'starts', 'makes', 'awaits'], blocking), ['later sleep: time.sleep', 'starts never', 'makes never', 'awaits never']));

  it('follows a generator where its values are taken, and a context manager where it is entered', () => assert.deepEqual(answers({
    'a.py': `
import time
from contextlib import contextmanager, ExitStack
def rows():
    time.sleep(1)
    yield 1
@contextmanager
def slowly():
    time.sleep(1)
    yield
def loops():
    for row in rows(): print(row)
def lists(): return list(rows())
def counts():
    for i, row in enumerate(rows()): print(row)
def comprehends(): return [row for row in rows()]
def enters():
    with slowly() as s: print(s)
def delegates():
    yield from rows()
def outer():
    for row in delegates(): print(row)
def expression(): return (row for row in rows())
def numbered(): return enumerate(rows())
def hands(stack: ExitStack): stack.enter_context(slowly())
`,
  }, ['loops', 'lists', 'counts', 'comprehends', 'enters', 'delegates', 'outer', 'expression', 'numbered', 'hands'], blocking), [
    'loops sleep: rows > time.sleep', 'lists sleep: rows > time.sleep', 'counts sleep: rows > time.sleep', 'comprehends sleep: rows > time.sleep',
    'enters sleep: slowly > time.sleep', 'delegates sleep: rows > time.sleep', 'outer sleep: delegates > rows > time.sleep',
    'expression never', 'numbered never', 'hands never',
  ]));

  it('follows what `with` enters and leaves', () => assert.deepEqual(answers({
    'a.py': `
import time
class Enters:
    def __enter__(self): time.sleep(1)
    def __exit__(self, *args): pass
class Leaves:
    def __enter__(self): return self
    def __exit__(self, *args): time.sleep(1)
class Quick:
    def __enter__(self): return self
    def __exit__(self, *args): pass
class Later:
    async def __aenter__(self): time.sleep(1)
    async def __aexit__(self, *args): pass
def enters():
    with Enters(): pass
def leaves(held: Leaves):
    with held as one: print(one)
def both(flag):
    with Enters() if flag else Quick(): pass
def quick():
    with Quick(): pass
async def later():
    async with Later(): pass
`,
  }, ['enters', 'leaves', 'both', 'quick', 'later'], blocking), [
    'enters sleep: entering Enters() > time.sleep', 'leaves sleep: leaving held > time.sleep', 'both never', 'quick never', 'later never',
  ]));

  it('leaves what a literal argument switches off', () => assert.deepEqual(answers({
    'a.py': `
import time
def stop(name, wait=False, *, force=True):
    if wait: time.sleep(1)
def ready(quick):
    if not quick and not None: time.sleep(1)
def anew(wait):
    wait = wait or True
    if wait: time.sleep(1)
def surely(wait=False):
    if wait: time.sleep(1)
    other()
def other(): time.sleep(1)
def through(wait=False): stop('a', wait)
def passing(wait=False):
    if wait: stop('a', True)
class Pool:
    def __init__(self, wait): self.close(wait)
    def close(self, wait=True):
        return wait and time.sleep(1)
def waits(): stop('a', True)
def named(): stop('a', wait=True)
def defaults(): stop('a')
def spreads(rest): stop(*rest)
def perhaps(flag): stop('a', wait=flag)
def quick(): ready(True)
def slow(): ready(quick=False)
def again(): anew(False)
def sure(): surely(wait=False)
def handed(): through()
def passed(): passing()
def on(): passing(True)
def closes(pool: Pool): Pool.close(pool, True)
def closed(pool: Pool): Pool(1).close(False)
`,
  }, ['waits', 'named', 'defaults', 'spreads', 'perhaps', 'quick', 'slow', 'again', 'sure', 'passed', 'on', 'closes'], blocking), [
    'waits sleep: stop > time.sleep', 'named sleep: stop > time.sleep', 'defaults never', 'spreads sleep: stop > time.sleep', 'perhaps sleep: stop > time.sleep',
    'quick never', 'slow sleep: ready > time.sleep', 'again sleep: anew > time.sleep', 'sure sleep: surely > other > time.sleep',
    'passed never', 'on sleep: passing > stop > time.sleep', 'closes sleep: Pool.close > time.sleep',
  ]));

  it('asks all that a call may reach to block, overriding methods too', () => assert.deepEqual(answers({
    'a.py': `
import time
from b import Base
class Quick(Base):
    def run(self): return 1
def slow(): time.sleep(1)
def quick(): return 1
def surely(base: Base): base.stop()
def perhaps(base: Base): base.run()
def exactly(): Base().run()
def either(flag):
    f = slow if flag else quick
    f()
def unknown(f=slow): f()
`,
    'b.py': 'import time\nclass Base:\n    def run(self): time.sleep(1)\n    def stop(self): time.sleep(1)\n',
  }, ['surely', 'perhaps', 'exactly', 'either', 'unknown'], blocking), [
    'surely sleep: base.stop > time.sleep', 'perhaps never', 'exactly sleep: Base().run > time.sleep', 'either never', 'unknown never',
  ]));

  it('tells recursion that blocks from recursion that does not', () => assert.deepEqual(answers({
    'a.py': 'import time\ndef even(n):\n    odd(n)\ndef odd(n):\n    time.sleep(1)\n    even(n)\ndef round(n):\n    around(n)\ndef around(n):\n    round(n)\n',
  }, ['even', 'odd', 'round', 'around'], blocking), ['even sleep: odd > time.sleep', 'odd sleep: time.sleep', 'round never', 'around never']));

  it('counts a call once that is kept in what is tested', () => assert.deepEqual(answers({
    'a.py': `
import requests
cache = None
def kept():
    global cache
    if cache is None:
        cache = requests.get('u')
    return cache
def outer(): return kept()
def other():
    if cache is None:
        return requests.get('u')
class Holder:
    value = None
    def get(self):
        if not self.value:
            self.value = requests.get('u')
        return self.value
`,
  }, ['kept', 'outer', 'other', 'Holder.get'], blocking), [
    'kept network once: requests.get', 'outer network once: kept > requests.get', 'other network: requests.get',
    'Holder.get network once: requests.get',
  ]));

  it('follows callbacks that are called now, and leaves those that are called later', () => assert.deepEqual(answers({
    'a.ts': `
import { readFileSync } from 'node:fs';
const read = (path: string) => readFileSync(path);
export function now(paths: string[]) { return paths.map((path) => read(path)); }
export function named(paths: string[]) { paths.forEach(read); }
export function later() { setTimeout(() => read('x'), 1); }
export function promised(p: Promise<string>) { return p.then(read); }
`,
  }, ['now', 'named', 'later', 'promised'], blocking), [
    'now file: paths.map > read > readFileSync', 'named file: paths.forEach > readFileSync', 'later never', 'promised never',
  ]));

  it('knows that leaving a ThreadPoolExecutor waits for its threads', () => assert.deepEqual(answers({
    'a.py': `
from concurrent.futures import ThreadPoolExecutor
def left():
    with ThreadPoolExecutor() as pool:
        pool.submit(print)
def kept():
    return ThreadPoolExecutor()
`,
  }, ['left', 'kept'], blocking), ['left join: ThreadPoolExecutor', 'kept never']));

  it('believes arguments, and an await more than a type', () => assert.deepEqual(answers({
    'a.py': `
import threading, queue
lock = threading.Lock()
jobs = queue.Queue()
def waits(): lock.acquire()
def tries(): lock.acquire(blocking=False)
def polls(): jobs.get(False)
def given(how): lock.acquire(how)
def spread(*how): lock.acquire(*how)
async def odd(jobs: queue.Queue): await jobs.get()
`,
  }, ['waits', 'tries', 'polls', 'given', 'spread', 'odd'], blocking), [
    'waits lock: lock.acquire', 'tries never', 'polls never', 'given lock: lock.acquire', 'spread never', 'odd never',
  ]));

  it('tells of one call only what that call does', () => withProject({
    'a.py': 'import time\ndef slow(): time.sleep(1)\ndef quick(): return 1\ndef f(x):\n    slow()\n    quick()\n    x()\n',
  }, (project) => {
    const fn = project.file('/p/a.py')!.functions.find((f) => f.qualifiedName === 'f')!;
    const found = [...fn.flow].flatMap((step) => (step.kind === 'call' ? [way(project.blockingCall(fn, step.index))] : []));
    assert.deepEqual(found, ['sleep: slow > time.sleep', 'never', 'never']);
  }));
});

describe('places in other files', () => {
  it('are told in short, also of a chain of hundreds of calls', () => withProject({ 'a.ts': `x${'.a()'.repeat(200)};\n` }, (project) => {
    const [module] = project.file('/p/a.ts')!.functions;
    const calls = [...module!.flow].filter((step) => step.kind === 'call');
    assert.equal(calls.length, 200);
    assert.ok(calls.every((step) => project.calleeText(module!, step.index).length < 100));
    const spans = new Set(calls.map((step) => JSON.stringify(project.locate(project.place(module!, step.index)))));
    assert.equal(spans.size, 200);
  }));
});

describe('what else a function does', () => {
  const python: Texts = {
    'a.py': `
import asyncio, asyncpg, httpx, json
state = {}
total = 0
def pure(x):
    y = [x]
    y.append(1)
    return y
def adds():
    global total
    total += 1
def keeps(key): state[key] = 1
def through(): adds()
def strange(f): f()
class Counter:
    def __init__(self): self.n = 0
    def count(self): self.n += 1
def loads(): return open('x').read()
def outer(): return loads()
async def fetch(): return await httpx.AsyncClient().get('u')
async def handled():
    try:
        await fetch()
    except Exception:
        pass
async def narrow():
    try:
        await fetch()
    except ValueError:
        pass
async def again():
    try:
        await fetch()
    except Exception:
        raise
def nothing(): return 1
def throws(): raise ValueError()
def caught():
    try:
        throws()
    except Exception:
        return 1
def asked(settings): return settings.get('x')
async def unless(settings):
    if asked(settings): return
    try:
        await fetch()
    except asyncio.CancelledError:
        raise
    except Exception:
        print('failed')
async def gathers():
    await asyncio.gather(fetch(), return_exceptions=True)
    with contextlib.suppress(BaseException):
        await fetch()
async def gathersAll(): await asyncio.gather(fetch())
async def hands(settings): return await asked(settings)
async def starts(): fetch().close()
async def given(connection: asyncpg.Connection): await connection.execute('x')
async def around(connection: asyncpg.Connection): await given(connection)
async def own():
    connection = await asyncpg.connect('u')
    await connection.execute('x')
async def sleeps(): await asyncio.sleep(1)
async def locked(lock: asyncio.Lock):
    async with lock:
        return 1
async def beside(): await sleeps()
def texts(key: str, rows, **more):
    return ','.join(key.strip().split('/')) + key.lower()
def unsaid(key): return key.strip()
def keyword(**more): more.get('session').replace(1)
`,
  };

  it('fails, unless every way is handled within', () => assert.deepEqual(
    answers(python, ['nothing', 'throws', 'caught', 'handled', 'narrow', 'again', 'fetch', 'asked', 'unless', 'gathers', 'gathersAll', 'hands', 'starts'], (project, fn) => project.mayFail(fn)),
    ['nothing false', 'throws true', 'caught false', 'handled false', 'narrow true', 'again true', 'fetch true', 'asked true', 'unless false', 'gathers false', 'gathersAll true', 'hands true', 'starts false'],
  ));

  it('does input and output, itself or through calls', () => assert.deepEqual(
    answers(python, ['pure', 'loads', 'outer', 'fetch', 'handled', 'strange'], (project, fn) => project.doesIo(fn)),
    ['pure false', 'loads true', 'outer true', 'fetch true', 'handled true', 'strange false'],
  ));

  it('writes what outlives it: yes, no, or not known', () => assert.deepEqual(
    answers(python, ['nothing', 'adds', 'keeps', 'through', 'strange', 'Counter.__init__', 'Counter.count', 'texts', 'unsaid', 'keyword'], (project, fn) => project.writesShared(fn)),
    ['nothing no', 'adds yes', 'keeps yes', 'through yes', 'strange unknown', 'Counter.__init__ no', 'Counter.count yes', 'texts no', 'unsaid unknown', 'keyword unknown'],
  ));

  it('writes nothing where it logs, computes, or makes what it throws', () => assert.deepEqual(answers({
    '.stdlib/VERSIONS': 'builtins: 3.0-\nlogging: 3.0-\nhashlib: 3.0-\nuuid: 3.0-\n',
    '.stdlib/logging.pyi': 'class Logger:\n    def info(self, msg: str) -> None: ...\n    def setLevel(self, level: int) -> None: ...\ndef getLogger(name: str) -> Logger: ...\n',
    '.stdlib/hashlib.pyi': 'class HASH:\n    def update(self, data: bytes) -> None: ...\ndef sha256() -> HASH: ...\n',
    '.stdlib/uuid.pyi': 'class UUID:\n    def __init__(self, text: str) -> None: ...\n',
    'a.py': `
import logging, uuid
from hashlib import sha256
from unheard import Problem, problem
log = logging.getLogger('a')
shared = sha256()
def logs(): log.info('x')
def computes(key): return uuid.UUID(str(key))
def throws(): raise Problem(404)
def throwsNone(): raise problem
def makes(): return Problem(404)
def keeps():
    e = Problem(404)
    raise e
def silences(): log.setLevel(1)
def hashes(data): shared.update(data)
def sets(a): setattr(a, 'b', 1)
`,
  }, ['logs', 'computes', 'throws', 'throwsNone', 'makes', 'keeps', 'silences', 'hashes', 'sets'], (project, fn) => project.writesShared(fn)), [
    'logs no', 'computes no', 'throws no', 'throwsNone no', 'makes unknown', 'keeps unknown', 'silences unknown', 'hashes unknown', 'sets unknown',
  ]));

  it('uses a connection that it did not open', () => assert.deepEqual(
    answers(python, ['given', 'around', 'own', 'nothing'], (project, fn) => project.usesConnection(fn)),
    ['given yes', 'around yes', 'own no', 'nothing no'],
  ));

  it('waits on purpose or in a line', () => assert.deepEqual(
    answers(python, ['sleeps', 'locked', 'beside', 'fetch'], (project, fn) => project.paces(fn)),
    ['sleeps true', 'locked true', 'beside true', 'fetch false'],
  ));

  it('never waits: it awaits nothing, or what never waits itself', () => {
    assert.deepEqual(answers({
      'a.py': `
import asyncio
class Check:
    async def run(self): raise NotImplementedError
class Fast(Check):
    async def run(self): return 1
class Slow(Fast):
    async def run(self): await asyncio.sleep(1)
async def plain(n): return n
async def beside(): return await plain(1)
async def again(n): return n if n == 0 else await again(n - 1)
async def checks(check: Check): return await check.run()
async def exact(): return await Fast().run()
async def strange(x): await x.run()
async def task(t): await t
async def each(rows):
    async for row in rows: pass
async def within(box):
    async with box: pass
async def later(): return strange(1)
def makes(): return strange(1)
async def through(): await makes()
`,
    }, ['plain', 'beside', 'again', 'checks', 'exact', 'strange', 'task', 'each', 'within', 'through'], (project, fn) => project.neverWaits(fn)), [
      'plain true', 'beside true', 'again true', 'checks false', 'exact true', 'strange false', 'task false', 'each false', 'within false', 'through false',
    ]);
    assert.deepEqual(answers({
      'a.ts': `
export async function plain(n: number) { return n; }
export async function beside() { const n = await plain(1); return { n }; }
export async function handsOn(p: Promise<number>) { return p; }
export function given(p: Promise<number>) { return p; }
export const request = () => fetch('u');
export async function through() { await request(); }
export async function kept() { const p = fetch('u'); return p; }
export const made = () => new Promise((resolve) => { setTimeout(resolve, 1); });
export async function waits() { await made(); }
`,
    }, ['plain', 'beside', 'handsOn', 'given', 'through', 'kept', 'waits'], (project, fn) => project.neverWaits(fn)), [
      'plain true', 'beside true', 'handsOn false', 'given false', 'through false', 'kept false', 'waits false',
    ]);
  });
});

describe('what a function may not do in another thread', () => {
  it('is to talk to its loop, itself or through what it calls at once', () => assert.deepEqual(answers({
    'a.py': `
import asyncio
async def later(): await asyncio.sleep(1)
def starts(): asyncio.create_task(later())
def through(): starts()
def runs(): asyncio.run(later())
def threadsafe(loop: asyncio.AbstractEventLoop): asyncio.run_coroutine_threadsafe(later(), loop)
def makes(): return later()
def plain(): return open('x').read()
`,
  }, ['starts', 'through', 'runs', 'threadsafe', 'makes', 'plain'], (project, fn) => project.usesLoop(fn)), [
    'starts true', 'through true', 'runs false', 'threadsafe false', 'makes false', 'plain false',
  ]));

  it('is to write what others see, where files and the like are no variables', () => assert.deepEqual(answers({
    'a.py': `
class A:
    def __init__(self): self.x = 1
    def write(self): self.x = 2
    def through(self): self.write()
    def file(self): open('x', 'w').write('y')
    def adds(self): self.items.append(1)
    def own(self):
        items = []
        items.append(self.x)
def own():
    box = {}
    box['x'] = A()
    return box
`,
  }, ['A.__init__', 'A.write', 'A.through', 'A.file', 'A.adds', 'A.own', 'own'], (project, fn) => project.writesVariables(fn)), [
    'A.__init__ false', 'A.write true', 'A.through true', 'A.file false', 'A.adds true', 'A.own false', 'own false',
  ]));
});
