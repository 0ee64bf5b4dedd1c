import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { refactorings } from '../../refactorings/index.js';
import { rules } from '../../rules/index.js';

type Files = Readonly<Record<string, string>>;

/** The texts that each refactoring makes of the file with the place `‸` or the selection `‹…›`, by their titles. */
function made(files: Files): Readonly<Record<string, string>> {
  const session = openSession({ root: '/app', readText: (path) => files[path.slice('/app/'.length)] }, rules, defaultSettings);
  try {
    const plain = (text: string) => text.replace(/[‸‹›]/g, '');
    session.update(Object.entries(files).map(([name, text]) => ({ path: `/app/${name}`, text: plain(text) })).filter(({ path }) => /\.(py|ts)$/.test(path)));
    const [name, text] = Object.entries(files).find(([, each]) => /[‸‹]/.test(each))!;
    const start = text.search(/[‸‹]/);
    const end = text.includes('›') ? text.indexOf('›') - 1 : start;
    const found = session.refactor(`/app/${name}`, { start, end }, refactorings);
    return Object.fromEntries(found.map(({ title, edits }) => [title, applyEdits(plain(text), edits)]));
  } finally {
    session.close();
  }
}

const modern = { 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.11"\n' };
const old = { 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.8"\n' };
const one = (files: Files, title: RegExp): string | undefined => Object.entries(made(files)).find(([each]) => title.test(each))?.[1];

describe('refactorings: a limit of time in Python', () => {
  const limited = (body: string, head = 'import asyncio\n', project: Files = modern) => one({ ...project, 'a.py': `${head}\nasync def main(load, items):\n${body}` }, /^Wrap/)?.split(/def main.*\n/)[1];

  it('stands around the statement, by a scope where there is one', () => {
    assert.equal(limited('    user = await lo‸ad(1)\n    return user\n'), '    async with asyncio.timeout(10):\n        user = await load(1)\n    return user\n');
    assert.equal(limited('\tif items:\n\t\treturn aw‸ait load("""\n""")\n'), '\tif items:\n\t\tasync with asyncio.timeout(10):\n\t\t\treturn await load("""\n""")\n');
    assert.equal(limited('    return await lo‸ad(1)\n', 'import asyncio\n', old), '    return await asyncio.wait_for(load(1), timeout=10)\n');
  });

  it('waits for what is awaited where no scope can stand around the statement', () => {
    assert.equal(limited('    a = await load(1); b = await lo‸ad(2)\n'), '    a = await load(1); b = await asyncio.wait_for(load(2), timeout=10)\n');
  });

  it('speaks for the library that the code is written for', () => {
    assert.equal(limited('    await lo‸ad(1)\n', 'import trio\n'), '    with trio.fail_after(10):\n        await load(1)\n');
    assert.equal(limited('    await lo‸ad(1)\n', 'import anyio\n'), '    with anyio.fail_after(10):\n        await load(1)\n');
  });

  it('stands around all statements that are selected', () => {
    const body = '    ‹a = await load(1)\n    # why\n    print(a)\n    b = await load(a)›\n    return b\n';
    assert.equal(limited(body), '    async with asyncio.timeout(10):\n        a = await load(1)\n        # why\n        print(a)\n        b = await load(a)\n    return b\n');
  });

  it('is not offered where there is one, where half a statement would get it, and where a generator yields within', () => {
    assert.equal(limited('    async with asyncio.timeout(5):\n        await lo‸ad(1)\n'), undefined);
    assert.equal(limited('    await asyncio.wait_for(lo‸ad(1), 5)\n'), undefined);
    assert.equal(limited('    if await lo‸ad(1):\n        print(1)\n'), undefined);
    assert.equal(limited('    yield await lo‸ad(1)\n'), undefined);
    assert.equal(limited('    a = ‹await load(1)›\n'), undefined);
    assert.equal(limited('    pri‸nt(1)\n'), undefined);
  });
});

describe('refactorings: a limit of time in TypeScript', () => {
  const limited = (body: string, project: Files = { 'package.json': '{"engines": {"node": ">=20.3"}}' }) => one({ ...project, 'a.ts': `export async function main(url: string, signal: AbortSignal, options: RequestInit) {\n${body}}\n` }, /^Abort/)?.split('\n').slice(1, -2).join('\n');

  it('is a signal in the options', () => {
    assert.equal(limited('  return await fet‸ch(url);\n'), '  return await fetch(url, { signal: AbortSignal.timeout(10_000) });');
    assert.equal(limited('  return aw‸ait fetch(url, {});\n'), '  return await fetch(url, { signal: AbortSignal.timeout(10_000) });');
    assert.equal(limited("  return await fet‸ch(url, { method: 'POST', 'body': url });\n"), "  return await fetch(url, { method: 'POST', 'body': url, signal: AbortSignal.timeout(10_000) });");
  });

  it('joins the signal that is there, where Node can', () => {
    assert.equal(limited('  return await fet‸ch(url, { signal: signal });\n'), '  return await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });');
    assert.equal(limited('  return await fet‸ch(url, { signal: signal });\n', { 'package.json': '{"engines": {"node": ">=18"}}' }), undefined);
  });

  it('is not offered where there is one, or where the options can not be seen', () => {
    assert.equal(limited('  return await fet‸ch(url, { signal: AbortSignal.timeout(5) });\n'), undefined);
    assert.equal(limited('  return await fet‸ch(url, options);\n'), undefined);
    assert.equal(limited('  return await ma‸in(url, signal, options);\n'), undefined);
  });
});

describe('refactorings: together', () => {
  const python = (body: string) => one({ ...modern, 'a.py': `import asyncio\n\nasync def main(client, lock):\n${body}` }, /together/)?.split(/def main.*\n/)[1];
  const script = (body: string) => one({ 'a.ts': `export async function main(client: Client) {\n${body}}\n` }, /together/)?.split('\n').slice(1, -2).join('\n');

  it('runs the await at the cursor with its neighbours', () => {
    assert.equal(python('    a = await client.lo‸ad(1)\n    b = await client.load(2)\n    return a, b\n'), '    a, b = await asyncio.gather(client.load(1), client.load(2))\n    return a, b\n');
    assert.equal(python('    a = await client.load(1)\n    b = await client.lo‸ad(2)\n    return a, b\n'), '    a, b = await asyncio.gather(client.load(1), client.load(2))\n    return a, b\n');
    assert.equal(script('  const a = await client.lo‸ad(1);\n  const b = await client.load(2);\n  return a + b;\n'), '  const [a, b] = await Promise.all([client.load(1), client.load(2)]);\n  return a + b;');
  });

  it('runs those that are selected', () => {
    assert.equal(python('    a = await client.load(1)\n    ‹b = await client.load(2)\n    c = await client.load(3)›\n    return a, b, c\n'), '    a = await client.load(1)\n    b, c = await asyncio.gather(client.load(2), client.load(3))\n    return a, b, c\n');
  });

  it('is not offered where one needs the other, stands apart, is awaited for its effects, or holds a lock', () => {
    assert.equal(python('    a = await client.lo‸ad(1)\n    b = await client.load(a)\n    return b\n'), undefined);
    assert.equal(python('    a = await client.lo‸ad(1)\n    client.count += 1\n    b = await client.load(2)\n    return a, b\n'), undefined);
    assert.equal(python('    await client.lo‸ad(1)\n    await client.load(2)\n'), undefined);
    assert.equal(python('    async with lock:\n        a = await client.lo‸ad(1)\n        b = await client.load(2)\n    return a, b\n'), undefined);
    assert.equal(python('    a = await asyncio.sl‸eep(1)\n    b = await asyncio.sleep(2)\n    return a, b\n'), undefined);
    assert.equal(python('    a = await client.readex‸actly(1)\n    b = await client.readexactly(4)\n    return a, b\n'), undefined);
    assert.equal(python('    a = await client.session.lo‸ad(1)\n    b = await client.session.load(4)\n    return a, b\n'), undefined);
    assert.equal(python('    assert await client.lo‸ad(1)\n    b = await client.load(2)\n    return b\n'), undefined);
    assert.equal(script('  const a = await client.lo‸ad(1);\n  const b = await client.load(a);\n  return b;\n'), undefined);
  });
});

describe('refactorings: the iterations of a loop together', () => {
  const python = (body: string) => one({ ...modern, 'a.py': `import asyncio\n\nasync def main(client, items):\n${body}` }, /iterations/)?.split(/def main.*\n/)[1];
  const script = (body: string) => one({ 'a.ts': `export async function main(client: Client, items: string[]) {\n${body}}\n` }, /iterations/)?.split('\n').slice(1, -2).join('\n');

  it('stand in the head of the loop, or in what it awaits', () => {
    const loop = '    found = []\n    for item in items:\n        found.append(await client.load(item))\n    return found\n';
    const together = '    found = await asyncio.gather(*(client.load(item) for item in items))\n    return found\n';
    assert.equal(python(loop.replace('for item', 'fo‸r item')), together);
    assert.equal(python(loop.replace('client.load', 'client.lo‸ad')), together);
    assert.equal(script('  for (const item of items) {\n    await client.lo‸ad(item);\n  }\n  return 1;\n'), '  await Promise.all(Array.from(items, (item) => client.load(item)));\n  return 1;');
  });

  it('are not offered where an iteration needs the one before, where the loop is left, and where an order is wanted', () => {
    assert.equal(python('    last = None\n    for item in items:\n        last = await client.lo‸ad(item, last)\n    return last\n'), undefined);
    assert.equal(python('    for item in items:\n        found = await client.lo‸ad(item)\n        if found:\n            return found\n'), undefined);
    assert.equal(python('    for item in items:\n        await asyncio.sl‸eep(item)\n'), undefined);
    assert.equal(python('    for item in items:\n        await client.session.lo‸ad(item)\n'), undefined);
    assert.equal(python('    for item in items:\n        found = await client.lo‸ad(item)\n        yield found\n'), undefined);
    assert.equal(python('    for item in items:\n        pri‸nt(item)\n'), undefined);
  });
});

describe('refactorings: off the event loop', () => {
  const head = 'import asyncio\n\ntotal = 0\n\ndef crunch(n, *, fast=False):\n    return sum(i * i for i in range(n))\n\ndef count(n):\n    global total\n    total += n\n\ndef name():\n    return 1\n\nasync def load():\n    return 1\n\nasync def main(other):\n';
  const moved = (body: string) => one({ ...modern, 'a.py': head + body }, /^Move/)?.slice(head.length);

  it('moves a function of the program into a thread, though nobody knows it to block', () => {
    assert.equal(moved('    return cru‸nch(10, fast=True)\n'), '    return await asyncio.to_thread(crunch, 10, fast=True)\n');
    assert.equal(moved('    return ‹crunch(10)› + 1\n'), '    return await asyncio.to_thread(crunch, 10) + 1\n');
  });

  it('is not offered where nothing is gained', () => {
    assert.equal(moved('    return na‸me()\n'), undefined);
  });

  it('is not offered where it would fail or race there, or is not known', () => {
    assert.equal(moved('    return cou‸nt(10)\n'), undefined);
    assert.equal(moved('    return await lo‸ad()\n'), undefined);
    assert.equal(moved('    return oth‸er()\n'), undefined);
    assert.equal(moved('    return [crun‸ch(i) for i in range(3)]\n'), undefined);
    assert.equal(moved('    with other:\n        return cru‸nch(10)\n'), undefined);
    assert.equal(moved('    def inner():\n        return cru‸nch(10)\n    return inner\n'), undefined);
  });
});
