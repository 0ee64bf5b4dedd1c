import assert from 'node:assert/strict';
import { openSession } from '../../engine/session.js';
import { rules } from '../../rules/index.js';
import { lint, type Lab } from '../harness/lint.js';

/** The kinds of the fixes called `Add await` in a text, in order. */
function kinds(path: string, text: string): readonly string[] {
  return kindsOf('floating-promise', path, text, 'Add await');
}

/** The kinds of a rule's fixes of this title in a text, in order. */
function kindsOf(rule: string, path: string, text: string, called: string, others: readonly (readonly [string, string])[] = []): readonly string[] {
  const lab: Lab = { open: openSession, rule: rules.find(({ id }) => id === rule)!, others: [] };
  return lint(lab, new Map([[path, text], ...others])).flatMap(({ finding }) => finding.fixes.filter(({ title }) => title === called).map(({ kind }) => kind));
}

describe('an await that is missing', () => {
  it('is a safe fix of a coroutine, which does nothing before it is awaited', () => assert.deepEqual(kinds('a.py', `import asyncio

async def save():
    await asyncio.sleep(1)

async def main():
    save()
`), ['safe']));

  it('is a suggestion for a promise, which runs and may be left to itself on purpose, though others await it', () => assert.deepEqual(kinds('a.ts', `async function save(): Promise<void> {
  await fetch('/x');
}

export async function main(): Promise<void> {
  save();
}

export async function other(): Promise<void> {
  await save();
}
`), ['suggestion']));

  it('is a safe fix of a query, which is sent when it is awaited', () => assert.deepEqual(kinds('a.ts', `import knex from 'knex';

const db = knex({ client: 'pg' });

export async function main(): Promise<void> {
  db('items').insert({ name: 'x' });
}
`), ['safe']));
});

describe('an await that is missing where the result is used', () => {
  const check = (path: string, use: string): readonly string[] => kindsOf('missing-await', path, `import asyncio

async def is_valid() -> bool:
    await asyncio.sleep(1)
    return False

async def test_valid() -> None:
    ${use}
`, 'Add await');

  it('is a safe fix', () => assert.deepEqual(check('app.py', 'assert is_valid()'), ['safe']));
  it('is a suggestion in a test that passes although it asks the wrong thing', () => assert.deepEqual(check('test_app.py', 'assert is_valid()'), ['suggestion']));
  it('is a safe fix in a test that fails without it', () => assert.deepEqual(check('test_app.py', 'assert is_valid() + 1'), ['safe']));
});

describe('a call that goes to a thread', () => {
  const within = (manager: string): readonly string[] => kindsOf('blocking-call', 'a.py', `import asyncio
import contextlib
import shutil
import threading
from collections.abc import Iterator

class Lock:
    def __init__(self) -> None:
        self.lock = threading.Lock()

    def __enter__(self) -> None:
        self.lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.lock.release()

    @contextlib.contextmanager
    def write(self) -> Iterator[None]:
        with self.lock:
            yield

async def close(path: str, lock: Lock) -> None:
    with ${manager}:
        shutil.rmtree(path)
`, 'Run it in a thread: asyncio.to_thread');

  it('is a safe fix within `with` of what the function has for itself', () => assert.deepEqual(within('contextlib.suppress(FileNotFoundError)'), ['safe']));
  it('is none within a lock of threads', () => assert.deepEqual(within('threading.Lock()'), []));
  it('is a suggestion within a context manager of the program, which may hold a lock of threads', () => {
    assert.deepEqual(within('lock'), ['suggestion']);
    assert.deepEqual(within('lock.write()'), ['suggestion']);
  });
  it('is a suggestion within what changes the whole process, which others would see', () => (
    assert.deepEqual(within('contextlib.redirect_stdout(None)'), ['suggestion'])
  ));

  it('is a suggestion in a class that has a twin for the event loop, and so blocks by design', () => {
    const store = (twin: string): string => `import shutil

class Store:
    async def copy(self, source: str, target: str) -> None:
        shutil.copyfile(source, target)

class ${twin}:
    pass
`;
    const thread = 'Run it in a thread: asyncio.to_thread';
    assert.deepEqual(kindsOf('blocking-call', 'a.py', store('AsyncStore'), thread), ['suggestion']);
    assert.deepEqual(kindsOf('blocking-call', 'a.py', store('Archive'), thread), ['safe']);
  });

  it('is a suggestion where a comment says that it blocks, and calls that no defect', () => {
    const nap = (above: string, behind: string): readonly string[] => kindsOf('blocking-call', 'a.py', `import time

async def nap() -> None:
    pause = 0.1
    ${above}
    # It takes a while.
    time.sleep(pause)${behind}
`, 'Await asyncio.sleep');
    assert.deepEqual(nap('# Block the event loop! So one process is enough to show it.', ''), ['suggestion']);
    assert.deepEqual(nap('# Then go on.', '  # blocks on purpose'), ['suggestion']);
    assert.deepEqual(nap('# TODO: this blocks', ''), ['safe']);
    assert.deepEqual(nap('# Then go on.', '  # a tenth of a second'), ['safe']);
  });

  it('is a suggestion in a loop that does not wait yet, whose other files may be gone by then', () => {
    const loop = (body: string): string => `import asyncio
import shutil

async def copy(names: list[str]) -> None:
    for name in names:
        ${body}
        shutil.copyfile(name, name + '.bak')
`;
    const thread = 'Run it in a thread: asyncio.to_thread';
    assert.deepEqual(kindsOf('blocking-call', 'a.py', loop('print(name)'), thread), ['suggestion']);
    assert.deepEqual(kindsOf('blocking-call', 'a.py', loop('await asyncio.sleep(0)'), thread), ['safe']);
  });
});

describe('a cure that calls another function', () => {
  const save = `import * as fs from 'node:fs';

export async function save(text: string): Promise<void> {
  fs.writeFileSync('items.json', text);
}
`;
  const found = (test: string): readonly string[] => (
    kindsOf('blocking-call', 'store.ts', save, 'Await writeFile of node:fs/promises', [['store.test.ts', test]])
  );

  it('is safe where no test looks', () => assert.deepEqual(found(`vi.spyOn(fs, 'readFileSync');`), ['safe']));
  it('is a suggestion where a test waits for a call of the first', () => assert.deepEqual(found(`vi.spyOn(fs, 'writeFileSync');`), ['suggestion']));
  it('is a suggestion where a test replaces the whole module', () => assert.deepEqual(found(`jest.mock('node:fs');`), ['suggestion']));
  it('is a suggestion in Python too', () => {
    const nap = `import time

async def nap() -> None:
    time.sleep(1)
`;
    const test = (target: string): [string, string] => ['test_nap.py', `from unittest.mock import patch

async def test_nap():
    with patch("${target}"):
        pass
`];
    assert.deepEqual(kindsOf('blocking-call', 'nap.py', nap, 'Await asyncio.sleep', [test('nap.time.sleep')]), ['suggestion']);
    assert.deepEqual(kindsOf('blocking-call', 'nap.py', nap, 'Await asyncio.sleep', [test('nap.time.monotonic')]), ['safe']);
  });
});
