import assert from 'node:assert/strict';
import { withProject, type Texts } from './claims.js';

/** Where each function runs that has a context, by its name: the flags that hold, `loop` with its way from the entry. */
function contexts(texts: Texts): Readonly<Record<string, string>> {
  return withProject(texts, (project) => {
    const found: Record<string, string> = {};
    for (const path of Object.keys(texts)) {
      for (const fn of project.file(`/p/${path}`)?.functions ?? []) {
        const { onLoop, thread, startup, perRequest, test, main } = project.contexts(fn);
        const loop = onLoop === null ? '' : `loop(${onLoop.map((place) => place.function).join(' > ')})`;
        const flags = [loop, thread && 'thread', startup && 'startup', perRequest && 'request', test && 'test', main && 'main'].filter(Boolean);
        if (flags.length > 0) found[fn.qualifiedName] = flags.join(' ');
      }
    }
    return found;
  });
}

/** The names of the functions that run while others are served. */
function serving(texts: Texts): readonly string[] {
  return withProject(texts, (project) => Object.keys(texts).flatMap((path) => (
    (project.file(`/p/${path}`)?.functions ?? []).filter((fn) => project.contexts(fn).serves).map(({ qualifiedName }) => qualifiedName)
  )));
}

describe('which functions run while others are served', () => {
  const routes = 'from fastapi import FastAPI\nfrom b import helper\napp = FastAPI()\n@app.get("/")\nasync def index(): return helper()\n';
  const rest = 'def helper(): return 1\nasync def ran(): return 1\n';

  it('what a request leads to, and neither what main runs nor what nobody known calls', () => assert.deepEqual(serving({
    'a.py': routes, 'b.py': `${rest}async def open(): return 1\nimport asyncio\nasyncio.run(ran())\n`,
  }), ['index', 'helper']));

  it('a task where a request starts it, and not where main does', () => assert.deepEqual(serving({
    'a.py': routes,
    'b.py': `import asyncio
def helper(): asyncio.create_task(first())
async def first(): asyncio.create_task(second())
async def second(): return 1
async def watch(): return 1
async def main(): asyncio.create_task(watch())
asyncio.run(main())
`,
  }), ['index', 'helper', 'first', 'second']));

  it('an async function that what serves hands on, whoever calls it; not a sync one, which may run in a thread', () => assert.deepEqual(serving({
    'a.py': routes,
    'b.py': `from c import background, Jobs
def helper(): return background(Jobs().run, work)
class Store:
    async def load(self): return 1
async def unasked(): return 1
async def main(): await background(unasked)
`,
    'c.py': `async def background(job, *args): await job(*args)
class Jobs:
    async def run(self): return 1
def work(): return 1
`,
  }), ['index', 'helper', 'background', 'Jobs.run']));

  it('of two programs only the one that serves', () => assert.deepEqual(serving({
    'api/pyproject.toml': '', 'api/a.py': routes, 'api/b.py': 'def helper(): return 1\n',
    'tool/pyproject.toml': '', 'tool/c.py': 'async def step(): return 1\n',
  }), ['index', 'helper']));

  it('nothing where only tests serve', () => assert.deepEqual(serving({ 'tests/test_a.py': routes, 'b.py': rest }), []));

  it('TypeScript: by the nearest package.json', () => assert.deepEqual(serving({
    'api/package.json': '{}', 'api/a.ts': "import { createServer } from 'node:http';\ncreateServer(() => answer());\nfunction answer() {}\nexport async function other() {}\n",
    'tool/package.json': '{}', 'tool/b.ts': 'export async function step() {}\n',
  }), ['answer', '<lambda>']));
});

describe('programs that are told of rejections', () => {
  const reporting = (texts: Texts): readonly string[] => withProject(texts, (project) => Object.keys(texts).filter((path) => (
    project.file(`/p/${path}`)?.functions.some((fn) => project.contexts(fn).reportsRejections)
  )));
  const listener = "process.on('unhandledRejection', (error) => console.error(error));\n";

  it('are those with a listener in one of their files', () => assert.deepEqual(reporting({
    'api/package.json': '{}', 'api/a.ts': listener, 'api/b.ts': 'export const x = 1;\n', 'tool/package.json': '{}', 'tool/c.ts': 'export const y = 1;\n',
  }), ['api/a.ts', 'api/b.ts']));

  it('hold what a manifest describes that is none of a program', () => {
    const outer = { 'package.json': '{ "dependencies": { "ws": "^8.0.0" } }', 'a.ts': listener };
    const plugin = (manifest: string): readonly string[] => reporting({ ...outer, 'plugins/b/package.json': manifest, 'plugins/b/lib/b.ts': 'export const x = 1;\n' });
    const within = ['a.ts', 'plugins/b/lib/b.ts'];
    assert.deepEqual(plugin('{ "name": "b", "main": "lib/b", "dependencies": {}, "scripts": { "test": "exit 1" } }'), within);
    assert.deepEqual(plugin('{ "type": "module" }'), within);
    for (const own of ['"dependencies": { "express": "^5.0.0" }', '"bin": "lib/b.js"', '"scripts": { "start": "node lib/b.js" }', '"workspaces": ["lib"]']) {
      assert.deepEqual(plugin(`{ ${own} }`), ['a.ts'], own);
    }
  });

  it('are none of Electron whose listener ends the process, whatever it is told', () => {
    const electron = { 'package.json': '{ "devDependencies": { "electron": "^43.0.0" } }' };
    for (const listens of [
      '(error) => { console.error(error); process.exit(1); }', 'async (error) => { await 0; process.abort(); }', '(error) => { throw error; }',
      'function (error) { app.quit(); }', 'stop',
    ]) {
      const text = `import { app } from 'electron';\nfunction stop() { process.exit(1); }\nprocess.on('unhandledRejection', ${listens});\n`;
      assert.deepEqual(reporting({ ...electron, 'a.ts': text }), [], listens);
      assert.deepEqual(reporting({ 'a.ts': text }), ['a.ts'], listens);
    }
    for (const listens of ['(error) => { if (error.fatal) process.exit(1); }', '(error) => { try { throw error; } catch {} }', '(error) => { later(() => process.exit(1)); }']) {
      assert.deepEqual(reporting({ ...electron, 'a.ts': `process.on('unhandledRejection', ${listens});\n` }), ['a.ts'], listens);
    }
  });

  it('know the imported process and the other event', () => assert.deepEqual(reporting({
    'a.ts': "import process from 'node:process';\nprocess.once('exit', () => {});\nprocess.addListener('uncaughtException', () => {});\n",
  }), ['a.ts']));

  it('are told apart from those in a browser', () => {
    const texts = {
      'page.ts': "window.addEventListener('unhandledrejection', (event) => console.error(event.reason));\n", 'server.ts': 'export const x = 1;\n',
    };
    assert.deepEqual(reporting(texts), []);
    assert.deepEqual(withProject(texts, (project) => project.contexts(project.file('/p/server.ts')!.functions[0]!).showsRejections), true);
  });

  it('are none for another event, or where only a test or script listens', () => assert.deepEqual(reporting({
    'a.ts': "process.on('exit', () => {});\n", 'tests/b.test.ts': listener, 'scripts/c.ts': listener,
  }), []));
});

describe('where functions run: Python', () => {
  it('FastAPI: async handlers on the loop, sync ones in threads, with all they call', () => assert.deepEqual(contexts({
    'a.py': `
from fastapi import FastAPI, APIRouter, Depends
from b import helper, shared
app = FastAPI()
router = APIRouter()
def session(): return shared()
@app.get('/')
async def index(s=Depends(session)): return helper()
@router.post('/x')
def sync(): return shared()
def nobody(): return 1
`,
    'b.py': 'def helper(): return deep()\ndef deep(): return 1\ndef shared(): return 1\n',
  }), {
    '': 'main', session: 'thread', index: 'loop(index) request', sync: 'thread', helper: 'loop(index > helper) request',
    deep: 'loop(index > helper > deep) request', shared: 'thread',
  }));

  it('asyncio.run, tasks, threads and callbacks', () => assert.deepEqual(contexts({
    'a.py': `
import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
def worker(): inner()
def inner(): ...
def other(): ...
def pooled(): ...
def started(): ...
def called(): ...
async def task(): ...
async def member(): ...
async def main():
    loop = asyncio.get_running_loop()
    asyncio.create_task(task())
    await loop.run_in_executor(None, worker)
    await asyncio.to_thread(other)
    ThreadPoolExecutor().submit(pooled)
    threading.Thread(target=started).start()
    loop.call_later(1, called)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(member())
if __name__ == '__main__':
    asyncio.run(main())
`,
  }), {
    '': 'main', worker: 'thread', inner: 'thread', other: 'thread', pooled: 'thread', started: 'thread', called: 'loop(called)',
    task: 'loop(task) main', member: 'loop(member) main', main: 'main',
  }));

  it('Celery tasks and Thread.run, in subclasses of subclasses too', () => assert.deepEqual(contexts({
    'a.py': `
from celery import Celery, shared_task
from b import Worker
app = Celery('x')
@app.task
def one(): ...
@shared_task(bind=True)
def two(self): deep()
def deep(): ...
class Special(Worker):
    def run(self): ...
    def helper(self): ...
`,
    'b.py': 'import threading\nclass Worker(threading.Thread):\n    def run(self): ...\n',
  }), {
    '': 'main', one: 'thread', two: 'thread', deep: 'thread', Special: 'main', 'Special.run': 'thread', Worker: 'main', 'Worker.run': 'thread',
  }));

  it('tests by their place and by unittest', () => assert.deepEqual(contexts({
    'tests/test_a.py': 'def test_one(): ...\n',
    'checks.py': `
import unittest
from base import Case
class Checks(unittest.TestCase):
    def test_it(self): helper()
class More(Case):
    def test_more(self): ...
def helper(): ...
`,
    'base.py': 'import unittest\nclass Case(unittest.IsolatedAsyncioTestCase):\n    def setUp(self): ...\n',
  }), {
    '': 'main', test_one: 'test', Checks: 'main', 'Checks.test_it': 'test', More: 'main', 'More.test_more': 'test', helper: 'test', Case: 'main',
    'Case.setUp': 'test',
  }));
});

describe('where functions run: TypeScript', () => {
  it('handlers of express and fastify', () => assert.deepEqual(contexts({
    'a.ts': `
import express from 'express';
import Fastify from 'fastify';
import { load } from './b';
const app = express();
const server = Fastify();
function named() { return load(); }
app.get('/', named);
app.post('/x', async (req, res) => { res.send(1); });
server.get('/y', async function own() { return load(); });
function nobody() {}
`,
    'b.ts': 'export function load() { return 1; }\n',
  }), {
    '': 'main', named: 'loop(named) request', '<lambda>': 'loop(<lambda>) request', own: 'loop(own) request', load: 'loop(named > load) request',
  }));

  it('timers and tests', () => assert.deepEqual(contexts({
    'a.ts': `
import { test } from 'node:test';
function tick() { deep(); }
function deep() {}
setInterval(tick, 10);
function check() {}
test('x', check);
`,
  }), { '': 'main', tick: 'loop(tick)', deep: 'loop(tick > deep)', check: 'test' }));
});
