import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { entries, type Entry } from './symbols.js';

/**
 * Compares what the data says of Node and of the web's globals with the Node that runs the test: each symbol exists,
 * an async function is said to yield a promise, a class can be constructed. A function that makes its promise by hand
 * can't be told from one that makes none.
 */
const AsyncFunction = (async () => {}).constructor;
const missing = Symbol('missing');
const unseen = Symbol('unseen');

/** The value of a symbol: a static member, or one of the class's prototype; a getter's own function is not called. */
function member(owner: unknown, name: string, onInstance: boolean): unknown {
  const object = Object(owner) as Record<string, unknown> & { prototype?: object };
  if (!onInstance && name in object) return object[name];
  for (let proto: object | null | undefined = object.prototype; proto; proto = Object.getPrototypeOf(proto) as object | null) {
    const property = Object.getOwnPropertyDescriptor(proto, name);
    if (property !== undefined) return property.get ?? property.value;
  }
  return missing;
}

/** Classes of Node that no module exports: the names of an instance's members. */
async function hiddenMembers(symbol: string): Promise<readonly string[] | undefined> {
  if (symbol === 'node:fs/promises:FileHandle') {
    const handle = await open('/dev/null');
    await handle.close();
    return namesOf(handle);
  }
  // Of a function that `promisify` makes: it can be called, and is no class of its own.
  if (symbol === 'node:util:Promisified') return ['__call__'];
  if (symbol === 'node:test:TestContext') {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', `
      import { test } from 'node:test';
      ${namesOf.toString()}
      test('t', (context) => console.error(JSON.stringify(namesOf(context))));
    `], { encoding: 'utf8' });
    return JSON.parse(run.stderr.split('\n').find((line) => line.startsWith('['))!) as string[];
  }
  return undefined;
}

function namesOf(instance: object): readonly string[] {
  const names: string[] = [];
  for (let o: object | null = instance; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) names.push(...Object.getOwnPropertyNames(o));
  return names;
}

const hidden = new Map<string, Promise<readonly string[] | undefined>>();

/** The value of a symbol; of a hidden class's members only whether they exist. */
async function resolve(entry: Entry): Promise<unknown> {
  let value: unknown;
  const names = entry.path.split('.');
  const owner = `${entry.module}:${names[0]}`;
  if (!hidden.has(owner)) hidden.set(owner, hiddenMembers(owner));
  const known = await hidden.get(owner);
  if (known !== undefined) return names.length === 1 || known.includes(names[1]!) ? unseen : missing;
  value = entry.module === 'globalThis' ? globalThis : await import(entry.module);
  const onInstance = typeof entry.fact !== 'string' && entry.fact.onInstance === true;
  names.forEach((name, i) => {
    if (name !== '*') value = member(value, name, onInstance && i === names.length - 1);
  });
  return value;
}

describe('knowledge of Node and the web', () => {
  const said = [...entries()].filter(({ library }) => library.package === 'node' || library.package === 'web');

  it('names only what exists', async () => {
    assert.ok(said.length > 300, `only ${said.length} symbols were compared`);
    const wrong: string[] = [];
    for (const entry of said) if (await resolve(entry).catch(() => missing) === missing) wrong.push(`${entry.module}:${entry.path}`);
    assert.deepEqual(wrong, []);
  });

  it('says of each async function that it yields a promise, and of no other thing that it can be called', async () => {
    const wrong: string[] = [];
    for (const entry of said) {
      const { fact } = entry;
      if (typeof fact === 'string' || fact.is !== undefined || fact.property === true || entry.path.endsWith('*')) continue;
      const value = await resolve(entry);
      if (value === unseen) continue;
      if (typeof value !== 'function') wrong.push(`${entry.module}:${entry.path} is no function`);
      else if (value instanceof AsyncFunction && fact.awaitable !== 'promise') wrong.push(`${entry.module}:${entry.path} is async`);
      else if (fact.class === true && value.prototype === undefined) wrong.push(`${entry.module}:${entry.path} is no class`);
    }
    assert.deepEqual(wrong, []);
  });

  it('names the module behind an alias or attribute', async () => {
    const wrong: string[] = [];
    for (const entry of said) {
      const target = typeof entry.fact === 'string' ? entry.fact : entry.fact.is;
      if (target === undefined || !target.startsWith('node:')) continue;
      const at = target.lastIndexOf(':');
      const same = at > 'node'.length
        ? member(await import(target.slice(0, at)), target.slice(at + 1), false)
        : ((await import(target)) as { default: unknown }).default;
      if (await resolve(entry) !== same) wrong.push(`${entry.module}:${entry.path} is not ${target}`);
    }
    assert.deepEqual(wrong, []);
  });
});
