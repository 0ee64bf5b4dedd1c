import assert from 'node:assert/strict';
import { openSession } from '../../engine/session.js';
import { rules } from '../../rules/index.js';
import { lint, type Lab } from '../harness/lint.js';

/** The kinds of the fixes called `Add await` in a text, in order. */
function kinds(path: string, text: string): readonly string[] {
  const lab: Lab = { open: openSession, rule: rules.find(({ id }) => id === 'floating-promise')!, others: [] };
  return lint(lab, new Map([[path, text]])).flatMap(({ finding }) => finding.fixes.filter(({ title }) => title === 'Add await').map(({ kind }) => kind));
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
