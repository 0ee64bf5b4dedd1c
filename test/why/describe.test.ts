import assert from 'node:assert/strict';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import type { Description } from '../../engine/why/explanation.js';
import { rules } from '../../rules/index.js';

/** What is said of the place that `‸` marks in one of the files. */
function at(files: Readonly<Record<string, string>>): Description {
  const session = openSession({ root: '/app', readText: () => undefined }, rules, { ...defaultSettings, preset: 'strict' });
  try {
    session.update(Object.entries(files).map(([name, text]) => ({ path: `/app/${name}`, text: text.replace('‸', '') })));
    const [name, text] = Object.entries(files).find(([, each]) => each.includes('‸'))!;
    const description = session.describe(`/app/${name}`, text.indexOf('‸'));
    assert.ok(description);
    return description;
  } finally {
    session.close();
  }
}

const said = (files: Readonly<Record<string, string>>): readonly string[] => (at(files).call?.facts ?? []).map(({ text }) => text);

describe('what is said of a call in Python', () => {
  const python = (body: string, head = '') => ({ 'a.py': `import asyncio\nimport time\nimport requests\nimport aiohttp\n${head}\n\nasync def main(session: aiohttp.ClientSession):\n    ${body}\n` });

  it('that it blocks, itself or through others, with the places', () => {
    assert.deepEqual(said(python('time.sl‸eep(5)')), ['it blocks the thread (sleep): time.sleep']);
    const { call } = at({ ...python('wor‸k()', 'from work import work\n'), 'work.py': 'import time\n\ndef work():\n    time.sleep(5)\n' });
    assert.deepEqual(call?.facts.map(({ text }) => text), ['it blocks the thread (sleep): work → time.sleep']);
    assert.deepEqual(call.facts[0]!.places.map(({ path }) => path), ['/app/a.py', '/app/work.py']);
  });

  it('which limit of time it has', () => {
    assert.deepEqual(said(python('async with asyncio.timeout(10):\n        await ses‸sion.get("x")')), ['it has a limit of time: `asyncio.timeout(10)`']);
    assert.deepEqual(said(python('await asyncio.wait_for(asyncio.sl‸eep(5), timeout=3)')).slice(0, 1), ['it has a limit of time: `asyncio.wait_for(asyncio.sleep(5), timeout=3)`']);
    assert.deepEqual(said(python('aw‸ait session.get("x", timeout=5)')), ['it has a limit of time: `timeout=5`']);
    assert.deepEqual(said(python('await session.g‸et("x")')), []);
  });

  it('what becomes of a result that is not awaited where it is made', () => {
    assert.deepEqual(said(python('coming = asyncio.sle‸ep(1)\n    await coming')), ['it yields a coroutine: nothing of it runs until it is awaited']);
    assert.deepEqual(said(python('task = asyncio.create_t‸ask(asyncio.sleep(1))\n    await task')), ['it yields a task: its work begins by itself, and `await` gives the result']);
  });

  it('not what becomes of one that others take over', () => {
    assert.deepEqual(said(python('await asyncio.gather(asyncio.sle‸ep(1))')), []);
    assert.deepEqual(said(python('return asyncio.sle‸ep(1)')), []);
  });

  it('nothing where nothing is sure, and where no event loop runs', () => {
    assert.deepEqual(said(python('await some‸thing()')), []);
    assert.deepEqual(said(python('pr‸int(1)')), []);
    assert.deepEqual(said({ 'a.py': 'import time\n\ntime.sl‸eep(5)\n' }), []);
    assert.deepEqual(said(python('async with asyncio.timeout(None):\n        await asyncio.sl‸eep(1)')), []);
  });

  it('the call that is pointed at, not one in its arguments or before it', () => {
    assert.deepEqual(said(python('print(time.sl‸eep(5))')), ['it blocks the thread (sleep): time.sleep']);
    assert.deepEqual(said(python('pri‸nt(time.sleep(5))')), []);
    assert.deepEqual(at(python('requests.get("x", timeout=5).js‸on()')).call, null);
  });
});

describe('what is said of a call in TypeScript', () => {
  const script = (body: string, head = '') => ({ 'a.ts': `import { readFileSync } from 'node:fs';\n${head}\nexport async function main(url: string) {\n  ${body}\n}\n` });

  it('that it blocks, which limit it has, and what becomes of it', () => {
    assert.deepEqual(said(script('return readFile‸Sync("x");')), ['it blocks the thread (file): readFileSync']);
    assert.deepEqual(said(script('return await fet‸ch(url, { signal: AbortSignal.timeout(5_000) });')), ['it has a limit of time: `signal: AbortSignal.timeout(5_000)`']);
    assert.deepEqual(said(script('const a = lo‸ad(); return await a;', 'async function load() {}\n')), ['it yields a promise: its work has begun, and `await` gives the result']);
  });
});

describe('what is said of a finding', () => {
  it('is the rule in a sentence, and why its level is lower', () => {
    const { findings } = at({ 'a.py': 'import asyncio\n\nasync def main(queue: asyncio.Queue):\n    return await queue.g‸et()\n' });
    assert.deepEqual(findings.map(({ finding: { level }, rule, lowered }) => ({ level, family: rule?.family, summary: rule?.summary, lowered })), [{
      level: 'info', family: 'time', summary: 'A call that waits for another party without any limit of time.',
      lowered: 'what it waits for is in this process, which mostly may last',
    }]);
    assert.deepEqual(said({ 'a.py': 'import asyncio\n\nasync def main(queue: asyncio.Queue):\n    return await queue.g‸et()\n' }), ['nothing limits how long it waits']);
  });
});
