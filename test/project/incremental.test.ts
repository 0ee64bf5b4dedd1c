import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { python, typescript } from './edited-projects.js';
import { probe } from './probe.js';

/** A generator of numbers below `n` that always gives the same ones for a seed (mulberry32). */
function seeded(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

type Edit = (text: string, all: readonly string[], random: (n: number) => number) => string;

const identifier = /[A-Za-z_]\w*/g;

/** What typing does to a text: lines come, go and move, names change, characters are typed. */
const edits: readonly Edit[] = [
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 1)),
  (text, all, random) => withLines(text, (lines) => lines.splice(random(lines.length + 1), 0, oneOf(oneOf(all, random).split('\n'), random))),
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 0, lines[random(lines.length)]!)),
  (text, all, random) => {
    const names = [...text.matchAll(identifier)];
    const others = [...oneOf(all, random).matchAll(identifier)];
    const at = names[random(names.length)];
    return at === undefined || others.length === 0 ? text : text.slice(0, at.index) + others[random(others.length)]![0] + text.slice(at.index + at[0].length);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + oneOf([' ', '(', ')', '\n', '.', 'x', '#', ':', '"', ',', 'é', '{', '}', 'await ', 'async '], random) + text.slice(at);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random(4));
  },
  (text) => (text.includes('async ') ? text.replace('async ', '') : text),
  (text) => `\n${text}`,
];

function withLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function oneOf<T>(list: readonly T[], random: (n: number) => number): T {
  return list[random(list.length)]!;
}

/** What happens to the files of a project: texts that are new, and paths that are gone. */
interface Change {
  readonly files: ReadonlyMap<string, string>;
  readonly gone: readonly string[];
}

type Happen = (current: ReadonlyMap<string, string>, random: (n: number) => number) => Change;

/** An edit of one file. From time to time one is put back, or the texts would only decay. */
function edited(texts: Readonly<Record<string, string>>): Happen {
  const originals = Object.values(texts);
  return (current, random) => {
    const path = oneOf([...current.keys()], random);
    const original = texts[path.slice('/p/'.length)];
    const text = random(12) === 0 && original !== undefined ? original : oneOf(edits, random)(current.get(path)!, originals, random);
    return { files: new Map([[path, text]]), gone: [] };
  };
}

/** Files are made, deleted, moved and put back, between edits of one or several. */
function moved(texts: Readonly<Record<string, string>>): Happen {
  const edit = edited(texts);
  const originals = Object.keys(texts).map((path) => `/p/${path}`);
  const folders = [...new Set(originals.map((path) => path.slice(0, path.lastIndexOf('/')))), '/p', '/p/other'];
  return (current, random) => {
    const missing = originals.filter((path) => !current.has(path));
    const back = missing.length === 0 ? [] : [oneOf(missing, random)];
    const file = (path: string): readonly [string, string] => [path, texts[path.slice('/p/'.length)]!];
    const one = oneOf([...current.keys()], random);
    switch (random(6)) {
      case 0: return { files: new Map(), gone: current.size > 2 ? [one] : [] };
      case 1: return { files: new Map(back.map(file)), gone: [] };
      case 2: {
        const to = `${oneOf(folders, random)}/${oneOf(originals, random).split('/').at(-1)!}`;
        return to === one ? { files: new Map(), gone: [] } : { files: new Map([[to, current.get(one)!]]), gone: [one] };
      }
      case 3: return { files: new Map(missing.map(file)), gone: [...current.keys()].filter((path) => !originals.includes(path)) };
      case 4: return { files: new Map([...edit(current, random).files, ...edit(current, random).files, ...back.map(file)]), gone: [] };
      default: return edit(current, random);
    }
  };
}

/** Makes `count` changes in a session that is kept, and compares with a session opened anew after each. */
function checkChanges(texts: Readonly<Record<string, string>>, count: number, seed: number, happen: Happen): void {
  const random = seeded(seed);
  const syntax = new TypeScriptSyntax();
  const open = (prompt: boolean): LiveSession => new LiveSession({ root: '/p', readText: () => undefined, prompt }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
  const current = new Map(Object.entries(texts).map(([path, text]) => [`/p/${path}`, text]));
  const kept = open(false);
  // This one answers at once, at any time, and is compared where it says that it has looked after everything.
  const prompt = open(true);
  for (const session of [kept, prompt]) {
    session.update([...current].map(([path, text]) => ({ path, text })));
    for (const path of current.keys()) session.findings(path);
  }
  for (let i = 0; i < count; i++) {
    const { files, gone } = happen(current, random);
    const before = [...files.keys(), ...gone].map((path) => `${path}\n${current.get(path)}`).join('\n\n');
    for (const path of gone) current.delete(path);
    for (const [path, text] of files) current.set(path, text);
    for (const session of [kept, prompt]) {
      session.remove(gone);
      session.update([...files].map(([path, text]) => ({ path, text })));
    }
    const paths = [...current.keys()];
    // In what order files are read, and which is asked for first, must not matter.
    const order = random(2) === 0 ? paths : [...paths].reverse();
    const cold = open(false);
    cold.update([...order].reverse().map((path) => ({ path, text: current.get(path)! })));
    const shown = (session: LiveSession, path: string): unknown => session.findings(path).map(({ start, end, message, related }) => ({ start, end, message, related }));
    const what = `after change ${i} (seed ${seed}); gone: ${gone.join()}\n--- before\n${before}\n--- after\n${[...files].map((file) => file.join('\n')).join('\n\n')}`;
    for (const path of order) assert.deepEqual(shown(kept, path), shown(cold, path), `${path} ${what}`);
    for (let slices = random(4); slices > 0 && !prompt.advance(1); slices--) prompt.findings(oneOf(paths, random));
    if (random(3) > 0) continue;
    while (!prompt.advance(1)) if (random(3) === 0) prompt.findings(oneOf(paths, random));
    for (const path of order) assert.deepEqual(shown(prompt, path), shown(cold, path), `answering at once: ${path} ${what}`);
  }
  syntax.close();
}

/** Replaces `from` by `to` in one file of a kept session, and compares with a session opened anew. */
function checkEdit(texts: Readonly<Record<string, string>>, path: string, from: string, to: string): void {
  const syntax = new TypeScriptSyntax();
  const open = (): LiveSession => new LiveSession({ root: '/p', readText: () => undefined }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
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

  it('the library for concurrency that a program uses', () => checkEdit({
    'main.py': 'import trio\n',
    'use.py': 'async def main(): ...\n',
  }, 'main.py', 'trio', 'anyio'));

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
