import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { probe } from './probe.js';
import { known } from './random-changes.js';

const syntax = new TypeScriptSyntax();
const open = (prompt = false): LiveSession => new LiveSession({ root: '/p', readText: (path) => (path === '/p/package.json' ? '{ "devDependencies": { "electron": "^43.0.0" } }' : undefined), prompt }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);

/** All that is known and told of a file. */
function told(session: LiveSession, path: string): readonly string[] {
  return [...known(session, path), ...session.findings(path).map(({ message }) => message)];
}

/** Functions that nothing in a file has to do with. */
const others = {
  py: Array.from({ length: 12 }, (_, i) => `def other_${i}(a, b):\n    c = [a.x(), b.y(1)]\n    return [str(d) for d in c]\n`).join(''),
  ts: Array.from({ length: 12 }, (_, i) => `function other${i}(a: string, b: Map<string, string>) {\n  const c = [a.trim(), b.get(a)];\n  return c.map((d) => String(d));\n}\n`).join(''),
};

interface Edited {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** The function, by its name, of which an edit in another one changes what is known. */
  readonly reaches: string;
}

/**
 * Replaces `from` by `to`, in a file that was edited before, so that the answers of its other functions are kept; and compares
 * with a session opened anew.
 */
function check(language: 'py' | 'ts', { text, from, to, reaches }: Edited): void {
  const isTest = /pytest|monkeypatch|vi\./.test(text);
  const path = language === 'py' ? isTest ? '/p/test_a.py' : '/p/a.py' : isTest ? '/p/a.test.ts' : '/p/a.ts';
  const before = `${text}${others[language]}`;
  const kept = open();
  for (const each of [before, `${before}\n`]) {
    kept.update([{ path, text: each }]);
    told(kept, path);
  }
  const after = `${before}\n`.replace(from, to);
  const ofReached = (all: readonly string[]): readonly string[] => all.filter((line) => line.includes(reaches));
  const was = ofReached(told(kept, path));
  const computed = kept.measure()['computed']!;
  kept.update([{ path, text: after }]);
  const now = told(kept, path);
  const again = kept.measure()['computed']! - computed;
  const cold = open();
  cold.update([{ path, text: after }]);
  const anew = told(cold, path);
  assert.notDeepEqual(ofReached(anew), was, 'the edit concerns nobody else');
  assert.deepEqual(now, anew);
  assert.ok(again * 2 < cold.measure()['computed']!, `${again} of ${cold.measure()['computed']} answers were given anew`);
}

after(() => syntax.close());

describe('an edit in one function of Python reaches another through', () => {
  const reaches = (what: string, edited: Edited): void => void it(what, () => check('py', edited));

  reaches('what it returns', { text: 'async def later(): ...\ndef one():\n    return 1\ndef two():\n    return one()\n', from: 'return 1', to: 'return later()', reaches: 'two' });

  reaches('what it returns to one that it calls itself', { text: 'async def later(): ...\ndef one(n):\n    if n: return two(n)\n    return 1\ndef two(n):\n    return one(n)\n', from: 'return 1', to: 'return later()', reaches: 'two' });

  reaches('what it writes to an attribute', { text: 'class A:\n    def __init__(self):\n        self.x = 1\n    def one(self):\n        self.y = self.x\n    def two(self):\n        return self.x\n', from: 'self.y = self.x', to: 'self.x = open("f")', reaches: 'A.two' });

  reaches('what it writes no longer to an attribute', { text: 'class A:\n    def __init__(self):\n        self.x = 1\n    def one(self):\n        self.x = open("f")\n    def two(self):\n        return self.x\n', from: 'self.x = open("f")', to: 'self.y = open("f")', reaches: 'A.two' });

  reaches('the annotation of what it returns', { text: 'class B: ...\ndef one(x):\n    y: int = x\n    return y\ndef two():\n    return one(1)\n', from: 'y: int', to: 'y: B', reaches: 'two' });

  reaches('what it writes to a variable of the module', { text: 'cache = None\ndef one():\n    cache = open("f")\ndef two():\n    return cache\n', from: '    cache =', to: '    global cache; cache =', reaches: 'two' });

  reaches('what it writes to a variable of the function around it', { text: 'def around():\n    held = 1\n    def one():\n        hold = open("f")\n    def two():\n        return held\n    return two\n', from: 'hold = open', to: 'nonlocal held; held = open', reaches: 'around.two' });

  reaches('that a variable is its own', { text: 'held = 1\ndef around():\n    hold = open("f")\n    def two():\n        return held\n    return two\n', from: 'hold = open', to: 'held = open', reaches: 'around.two' });

  reaches('what it puts in the place of a method', { text: 'class A:\n    async def run(self): ...\na = A()\ndef one(fake):\n    a.walk = fake\ndef two():\n    return a.run()\n', from: 'a.walk', to: 'a.run', reaches: 'two' });

  reaches('that it names a function, which may be called with anything', { text: 'class A:\n    async def run(self): ...\na = A()\ndef set_up(it, fake):\n    it.run = fake\ndef one():\n    sat_up\ndef two():\n    return a.run()\n', from: 'sat_up', to: 'set_up', reaches: 'two' });

  reaches('that it names it no longer', { text: 'class A:\n    async def run(self): ...\na = A()\ndef set_up(it, fake):\n    it.run = fake\ndef one():\n    set_up\ndef two():\n    return a.run()\n', from: '    set_up\n', to: '    sat_up\n', reaches: 'two' });

  reaches('the class that it returns, from which another inherits', { text: 'class A:\n    async def run(self): ...\nclass B:\n    def run(self): ...\ndef one():\n    return A\nBase = one()\nclass C(Base): ...\ndef two(c: C):\n    return c.run()\n', from: 'return A', to: 'return B', reaches: 'two' });

  reaches('what it gives to a parameter', { text: 'class A:\n    async def run(self): ...\ndef two(x):\n    return x.run()\ndef one():\n    two(1)\n', from: 'two(1)', to: 'two(A())', reaches: 'two' });

  reaches('that it calls it as well', { text: 'class A:\n    async def run(self): ...\nclass B(A): ...\ndef two(x):\n    return x.run()\ndef three():\n    two(A())\ndef one():\n    too(B())\n', from: 'too(B())', to: 'two(B())', reaches: 'two' });

  reaches('that it hands it on', { text: 'class A:\n    async def run(self): ...\ndef two(x):\n    return x.run()\ndef three():\n    two(A())\ndef one():\n    too\n', from: '    too\n', to: '    print(two)\n', reaches: 'two' });

  reaches('that it hands it on no longer', { text: 'class A:\n    async def run(self): ...\ndef two(x):\n    return x.run()\ndef three():\n    two(A())\ndef one():\n    print(two)\n', from: 'print(two)', to: 'print(too)', reaches: 'two' });

  reaches('what it gives to an initializer', { text: 'class A:\n    async def run(self): ...\nclass B:\n    def __init__(self, x):\n        self.x = x\n    def two(self):\n        return self.x.run()\nclass C(B): ...\ndef one():\n    return C(1)\n', from: 'C(1)', to: 'C(A())', reaches: 'two' });

  reaches('that it calls a method as well', { text: 'class A:\n    async def run(self): ...\nclass B(A): ...\nclass C:\n    def two(self, x):\n        return x.run()\n    def three(self):\n        self.two(A())\n    def one(self):\n        self.too(B())\n', from: 'self.too', to: 'self.two', reaches: 'C.two' });

  reaches('that it hands a method on', { text: 'class A:\n    async def run(self): ...\nclass C:\n    def two(self, x):\n        return x.run()\n    def three(self):\n        self.two(A())\n    def one(self):\n        return self.too\n', from: 'self.too', to: 'self.two', reaches: 'C.two' });

  reaches('what its class method makes of its own class', { text: 'class A:\n    async def run(self): ...\nclass B(A): ...\nclass C:\n    def __init__(self, x):\n        self.x = x\n    def two(self):\n        return self.x.run()\n    @classmethod\n    def one(cls):\n        return cls(A()), clz(B())\n', from: 'clz(', to: 'cls(', reaches: 'C.two' });

  reaches('a patch of a test', { text: 'from store import load\nimport store\ndef one(monkeypatch):\n    monkeypatch.setattr(store, "lead", 1)\nclass Store:\n    async def load(self): ...\nstore = Store()\ndef two():\n    return store.load()\n', from: '"lead"', to: '"load"', reaches: 'two' });

  reaches('what a decorator makes of a function', { text: 'def logged(fn):\n    def wrapper(*args):\n        return fn(*args)\n    return wrapper\n@logged\nasync def one(): ...\ndef two():\n    return one()\n', from: 'return fn(*args)', to: 'return print(*args)', reaches: 'two' });

  reaches('the item of an object', { text: 'async def later(): ...\ndef api():\n    return {"load": 1}\ndef two():\n    return api()["load"]\n', from: '"load": 1', to: '"load": later()', reaches: 'two' });

  reaches('the value of a fixture', { text: 'import pytest\n@pytest.fixture\ndef thing():\n    return 1\ndef test_two(thing):\n    return thing\n', from: 'return 1', to: 'return open("f")', reaches: 'test_two' });

  reaches('that it blocks', { text: 'import time\ndef one():\n    time.time()\ndef two():\n    one()\n', from: 'time.time', to: 'time.sleep', reaches: 'two' });

  reaches('that it starts a task', { text: 'import asyncio\nasync def two(): ...\nasync def one():\n    asyncio.sleep(two())\n', from: 'asyncio.sleep', to: 'asyncio.create_task', reaches: 'two' });

  reaches('that it throws', { text: 'def one(x):\n    x\nasync def two():\n    await one(1)\n', from: '    x\n', to: '    raise x\n', reaches: 'two' });

  reaches('a type variable', { text: 'from typing import TypeVar\nT = TypeVar("T")\nclass B: ...\ndef keep(x: T) -> T: ...\ndef one():\n    return B\ndef two():\n    return keep(one()())\n', from: 'return B', to: 'return open', reaches: 'two' });

  reaches('the case of a match, whose text is read', { text: 'class A:\n    async def run(self): ...\ndef one(x):\n    match x:\n        case A():\n            return x\n    return 1\ndef two(y):\n    return one(y)\n', from: 'case A():', to: 'case [A()]:', reaches: 'two' });

  reaches('a comment in what is thrown, whose text is read', { text: 'from lib import Problem\ndef one():\n    raise Problem( # gone\n    )\ndef two():\n    one()\n', from: '# gone', to: '# denied', reaches: 'two' });
});

describe('an edit in one function of TypeScript reaches another through', () => {
  const reaches = (what: string, edited: Edited): void => void it(what, () => check('ts', edited));

  reaches('what it returns', { text: 'async function later() {}\nfunction one() { return 1; }\nfunction two() { return one(); }\n', from: 'return 1', to: 'return later()', reaches: 'two' });

  reaches('the type that it gives to what it returns', { text: 'class A { async run() {} }\nclass B { run() {} }\nfunction one(x: any) { return x as A; }\nfunction two() { return one(1).run(); }\n', from: 'x as A', to: 'x as B', reaches: 'two' });

  reaches('what it writes to a property', { text: 'class A {\n  x = 1;\n  one() { this.y = fetch("/"); }\n  two() { return this.x; }\n}\n', from: 'this.y =', to: 'this.x =', reaches: 'A.two' });

  reaches('what it writes to a variable of the module', { text: 'let held: any = 1;\nlet other: any;\nfunction one() { other = fetch("/"); }\nfunction two() { return held; }\n', from: 'other = fetch', to: 'held = fetch', reaches: 'two' });

  reaches('the call that a function is given to', { text: 'async function later() {}\nfunction one(list: Promise<void>[], call: any) {\n  call(1, (x) => x);\n}\n', from: 'call(1, (x)', to: 'list.map((x)', reaches: '<lambda>' });

  reaches('that it replaces a module', { text: 'import { load } from "./store";\nfunction one() { vi.mack("./store"); }\nfunction two() { return load(); }\n', from: 'vi.mack', to: 'vi.mock', reaches: 'two' });

  reaches('what it puts in the place of an item', { text: 'const api = { load: async () => {} };\nfunction one(fake: any) { api.lead = fake; }\nfunction two() { return api.load(); }\n', from: 'api.lead', to: 'api.load', reaches: 'two' });

  reaches('that it ends the process when it is told of a rejection', { text: 'process.on("unhandledRejection", one);\nfunction one() { process.exitCode; }\nfunction two() {}\n', from: 'process.exitCode', to: 'process.exit()', reaches: 'two' });

  reaches('that it fails', { text: 'async function one() { try { await fetch("/"); } catch {} }\nfunction two() { one(); }\n', from: 'try { await fetch("/"); } catch {}', to: 'await fetch("/");', reaches: 'two' });
});

describe('answers of a file that is edited are given anew', () => {
  type Texts = Readonly<Record<string, string>>;

  /**
   * @param first texts of a project, of which `use.py` is edited so that its answers are traced.
   * @param edits what becomes of them, all files of one edit at once.
   */
  function check(first: Texts, edits: readonly Texts[]): void {
    const files = (texts: Texts): { path: string; text: string }[] => Object.entries(texts).map(([name, text]) => ({ path: `/p/${name}`, text }));
    const session = open(true);
    for (const texts of [first, { 'use.py': `${first['use.py']}\n` }]) {
      session.update(files(texts));
      told(session, '/p/use.py');
      while (!session.advance(1));
    }
    const was = told(session, '/p/use.py');
    for (const texts of edits) session.update(files(texts));
    while (!session.advance(1));
    const cold = open();
    cold.update(files(Object.assign({}, first, ...edits) as Texts));
    const anew = told(cold, '/p/use.py');
    assert.notDeepEqual(anew, was);
    assert.deepEqual(told(session, '/p/use.py'), anew);
  }

  const use = 'from store import load\ndef one():\n    return 1\ndef two():\n    return load()\n';
  const typed = `${use.replace('return 1', 'return 2')}\n`;

  it('where another file has changed before, and it was not looked after yet', () => {
    check({ 'store.py': 'def load():\n    return 1\n', 'use.py': use }, [{ 'store.py': 'def load():\n    return open("f")\n' }, { 'use.py': typed }]);
  });

  it('where another file changes with it', () => {
    check({ 'store.py': 'def load():\n    return 1\n', 'use.py': use }, [{ 'use.py': typed, 'store.py': 'def load():\n    return open("f")\n' }]);
  });

  it('where a class comes that overrides what it calls', () => {
    const store = 'import time\nclass Store:\n    def load(self): ...\nclass Slow(Store):\n    def load(self):\n        time.sleep(1)\n';
    const calls = 'from store import Store\ndef one():\n    return 1\ndef two(store: Store):\n    store.load()\n';
    check({ 'store.py': 'class Store:\n    def load(self): ...\n', 'slow.py': 'import time\n', 'use.py': calls }, [
      { 'slow.py': 'import time\nfrom store import Store\nclass Slow(Store):\n    def load(self):\n        time.sleep(1)\n' },
    ]);
    check({ 'store.py': store.replace('Slow(Store)', 'Slow'), 'use.py': calls }, [{ 'store.py': store }, { 'use.py': `${calls.replace('return 1', 'return 2')}\n` }]);
  });
});
