import assert from 'node:assert/strict';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { compareVersions, liesIn, rangeOf } from '../../engine/project/version-ranges.js';
import type { Rule } from '../../engine/rule.js';

/** Tells of every call which known symbols it reaches and whether it yields an awaitable. */
const teller: Rule = {
  id: 'teller', summary: '', family: 'protocol', languages: ['python', 'typescript'], level: 'error', fixes: [], since: '0', related: [],
  messages: { all: { text: '{all}', help: '' } }, examines: '', reasons: {},
  *check(file, project) {
    for (const fn of file.functions) {
      for (const step of fn.flow) {
        if (step.kind !== 'call') continue;
        const known = project.known(fn, step.index);
        const all = `${project.calleeText(fn, step.index)}: ${known === null ? 'unknown' : known.symbol} ${known?.fact.calls?.[0]?.awaited === true}`;
        yield { message: 'all', data: { all }, span: { start: step.start, end: step.end } };
      }
    }
  },
};

/** What is told of the calls of one file of a project. */
function told(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  const session = openSession({ root: '/p', readText: (each) => files[each.slice('/p/'.length)] }, [teller], { ...defaultSettings, preset: 'strict' });
  try {
    session.update(Object.entries(files).filter(([name]) => /\.(py|ts)$/.test(name) && !name.endsWith('setup.py')).map(([name, text]) => ({ path: `/p/${name}`, text })));
    return session.findings(`/p/${path}`).map(({ message }) => message);
  } finally {
    session.close();
  }
}

const route = "import express from 'express';\nconst app = express();\napp.get('/', async () => {});\n";
/** Whether express awaits its handlers: from version 5 on. */
function awaits(files: Readonly<Record<string, string>>, path = 'src/app.ts'): boolean {
  return told({ 'src/app.ts': route, ...files }, path).some((text) => text.startsWith('app.get') && text.endsWith('true'));
}

const client = 'from pymongo import AsyncMongoClient\n\nasync def main():\n    await AsyncMongoClient().close()\n';
/** Whether the asynchronous client of pymongo is known: from version 4.9 on. */
function hasAsync(files: Readonly<Record<string, string>>, path = 'app/db.py'): boolean {
  return !told({ 'app/db.py': client, ...files }, path).every((text) => text.includes('unknown'));
}

describe('versions of libraries', () => {
  it('are those of the range without an upper bound where nothing is said', () => {
    assert.equal(awaits({}), true);
    assert.equal(hasAsync({}), true);
    assert.equal(awaits({ 'package.json': '{ "dependencies": { "express": "latest" } }' }), true);
    assert.equal(awaits({ 'package.json': '{ "dependencies": { "express": ">=4" } }' }), true);
  });

  it('are those that node_modules holds, whatever is asked for', () => {
    const asked = { 'package.json': '{ "dependencies": { "express": "^5.0.0" } }' };
    assert.equal(awaits({ ...asked, 'node_modules/express/package.json': '{ "name": "express",\n  "version": "4.18.2" }' }), false);
    assert.equal(awaits({ ...asked, 'node_modules/express/package.json': '{ "name": "express",\n  "version": "5.1.0" }' }), true);
  });

  it('are those of a lock file', () => {
    const locks: Readonly<Record<string, (version: string) => string>> = {
      'package-lock.json': (version) => `{ "packages": { "": { "dependencies": { "express": "*" } },\n "node_modules/express": {\n "version": "${version}" },\n "node_modules/express-session": {\n "version": "1.0.0" } } }`,
      'pnpm-lock.yaml': (version) => `packages:\n\n  express-session@1.0.0:\n\n  express@${version}:\n    resolution: {}\n`,
      'yarn.lock': (version) => `express-session@^1.0.0:\n  version "1.0.0"\n\nexpress@^4.0.0, express@*:\n  version "${version}"\n`,
    };
    for (const [file, text] of Object.entries(locks)) {
      assert.equal(awaits({ 'package.json': '{}', [file]: text('4.18.2') }), false, file);
      assert.equal(awaits({ 'package.json': '{}', [file]: text('5.0.1') }), true, file);
    }
    const python: Readonly<Record<string, (version: string) => string>> = {
      'uv.lock': (version) => `[[package]]\nname = "pymongo"\nversion = "${version}"\n`,
      'poetry.lock': (version) => `[[package]]\r\nname = "pymongo"\r\nversion = "${version}"\r\n`,
      'Pipfile.lock': (version) => `{ "default": { "pymongo": { "hashes": [], "index": "pypi", "version": "==${version}" } } }`,
    };
    for (const [file, text] of Object.entries(python)) {
      assert.equal(hasAsync({ [file]: text('4.8.0') }), false, file);
      assert.equal(hasAsync({ [file]: text('4.10.1') }), true, file);
    }
  });

  it('are those that are asked for where these lie in one range', () => {
    for (const [range, expected] of [['^4.17.0', false], ['~4.18', false], ['4.x', false], ['4', false], ['<5', false], ['^4 || ^5', true], ['^5.0.0', true], ['>=5', true]] as const) {
      assert.equal(awaits({ 'package.json': `{ "devDependencies": {\n "express": "${range}" } }` }), expected, range);
    }
    for (const [file, text] of [
      ['requirements.txt', 'requests==2.0\npymongo[srv]>=4.0,<4.9  # why\n'], ['requirements/base.txt', 'pymongo ~= 4.8.0'],
      ['pyproject.toml', '[project]\ndependencies = ["requests", "pymongo <4.9; python_version > \'3\'"]\n'],
      ['pyproject.toml', '[tool.poetry.dependencies]\npymongo = "~4.7"\n'], ['pyproject.toml', '[tool.poetry.dependencies]\npymongo = { version = "4.7.1", extras = [] }\n'],
      ['setup.py', "setup(install_requires=['pymongo==4.8.*'])"],
    ] as const) {
      assert.equal(hasAsync({ [file]: text }), false, text);
    }
    assert.equal(hasAsync({ 'requirements.txt': 'pymongo>=4.0\n' }), true);
    assert.equal(hasAsync({ 'requirements.txt': 'pymongo-inmemory<1\nother-pymongo<1\n' }), true);
  });

  it('are those of the nearest manifest upward from the importing file', () => {
    const files = {
      'package.json': '{ "dependencies": { "express": "^5.0.0" } }', 'old/package.json': '{ "dependencies": { "express": "^4.0.0" } }', 'old/src/app.ts': route,
      'new/package.json': '{}', 'new/app.ts': route,
    };
    assert.equal(awaits(files), true);
    assert.equal(awaits(files, 'old/src/app.ts'), false);
    assert.equal(awaits(files, 'new/app.ts'), true);
    const python = { 'requirements.txt': 'pymongo>=4.9', 'service/pyproject.toml': 'dependencies = [\n  "pymongo<4.9",\n]', 'service/db.py': client };
    assert.equal(hasAsync(python), true);
    assert.equal(hasAsync(python, 'service/db.py'), false);
  });

  it('are read of the language itself too', () => {
    const timeout = 'import asyncio\n\nasync def main():\n    async with asyncio.timeout(1):\n        pass\n';
    const isKnown = (files: Readonly<Record<string, string>>): boolean => !told({ 'app.py': timeout, ...files }, 'app.py').some((text) => text.includes('unknown'));
    assert.equal(isKnown({}), true);
    assert.equal(isKnown({ 'pyproject.toml': 'requires-python = ">=3.9"' }), true);
    assert.equal(isKnown({ 'pyproject.toml': 'requires-python = ">=3.9,<3.11"' }), false);
  });
});

describe('version ranges', () => {
  it('compare by release numbers', () => {
    assert.ok(compareVersions([4, 10], [4, 9, 9]) > 0);
    assert.equal(compareVersions([4], [4, 0, 0]), 0);
  });

  it('tell whether one lies in another', () => {
    const lies = (a: string, b: string): 'yes' | 'no' | null => liesIn(rangeOf(a)!, rangeOf(b)!);
    for (const [a, b, answer] of [
      ['^4.1.2', '<5', 'yes'], ['^0.2.3', '>=0.3', 'no'], ['~1.2.3', '<1.3', 'yes'], ['~=3.8', '<4', 'yes'], ['~=3.8.1', '<3.9', 'yes'], ['1.2 - 2.3', '<3', 'yes'],
      ['>=4, !=4.5', '<5', null], ['<=4.9', '>=4.9', null], ['>4.9', '<4.9', 'no'], ['<=4.8', '>=4.9', 'no'], ['*', '>=1', null], ['== 4.8', '<4.9', 'yes'], ['> 1 < 2', '<2', 'yes'],
      ['v1.2.3-beta.1', '>=1.2', 'yes'], ['4.*', '<5', 'yes'], ['2!1.0', '>=1', 'yes'],
    ] as const) assert.equal(lies(a, b), answer, `${a} in ${b}`);
    for (const text of ['latest', 'workspace:*', 'git+ssh://x#1', 'file:../x']) assert.equal(rangeOf(text), null, text);
  });
});
