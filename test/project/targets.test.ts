import assert from 'node:assert/strict';
import type { Version } from '../../engine/project/version-ranges.js';
import { defaultSettings, readSettings, type Settings } from '../../engine/settings.js';
import { type Texts, withProject } from './claims.js';

/** Whether a file of a project has to run on nothing older than this version. */
function isAtLeast(version: Version, texts: Texts, path = 'app/main.py', settings: Settings = defaultSettings): boolean {
  return withProject({ [path]: '', ...texts }, (project) => project.isAtLeast(project.file(`/p/${path}`)!, version), settings);
}

/** Asserts the least version: it is reached, and the next one is not. */
function least([major, minor]: readonly [number, number], texts: Texts, path?: string, settings?: Settings): void {
  const what = JSON.stringify(texts);
  assert.equal(isAtLeast([major, minor], texts, path, settings), true, `${what} needs at least ${major}.${minor}`);
  assert.equal(isAtLeast([major, minor + 1], texts, path, settings), false, `${what} needs no more than ${major}.${minor}`);
}

describe('the version that a program has to run on', () => {
  it('is the oldest that is maintained where nothing is said', () => {
    least([3, 11], {});
    least([20, 0], {}, 'src/app.ts');
    least([3, 11], { 'pyproject.toml': '[project]\nname = "x"\n' });
    least([3, 11], { 'setup.py': 'setup(python_requires="<4")' });
  });

  it('is the least that Python\'s manifests allow', () => {
    for (const [file, text] of [
      ['pyproject.toml', '[project]\r\nrequires-python = ">= 3.9, <4"\r\n'], ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.9"\n'],
      ['pyproject.toml', '[tool.poetry.dependencies]\npython = ">=3.12 || ~3.9"\n'], ['setup.cfg', '[options]\npython_requires = >=3.9  # why\n'],
      ['setup.py', "setup(\n    name='x',\n    python_requires='>=3.9.1',\n)"], ['Pipfile', '[requires]\npython_version = "3.9"\n'],
      ['pyproject.toml', 'classifiers = [\n  "Programming Language :: Python :: 3",\n  "Programming Language :: Python :: 3.10",\n  "Programming Language :: Python :: 3.9",\n]\n'],
      ['pyproject.toml', '[tool.black]\ntarget-version = ["py39", "py310"]\n'], ['ruff.toml', 'target-version = "py39"\n'], ['.python-version', '3.9.18\n'],
    ] as const) {
      least([3, 9], { [file]: text });
    }
  });

  it('is what the project promises, not what its makers have installed', () => {
    least([3, 9], { 'pyproject.toml': 'requires-python = ">=3.9"\n[tool.ruff]\ntarget-version = "py313"\n', '.python-version': '3.13' });
    least([3, 9], { 'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n', 'app/pyproject.toml': '[tool.black]\nline-length = 88\n', 'app/.python-version': '3.13' });
    least([18, 0], { 'package.json': '{ "engines": {\n "node": ">=18" }, "devDependencies": { "@types/node": "^24.0.0" } }', '.nvmrc': 'v24' }, 'src/app.ts');
  });

  it('is that of the nearest manifest that says anything', () => {
    const texts = { 'pyproject.toml': 'requires-python = ">=3.9"', 'new/pyproject.toml': 'requires-python = ">=3.13"' };
    least([3, 9], texts);
    least([3, 13], texts, 'new/a.py');
  });

  it('is the least that Node\'s manifests allow', () => {
    for (const [file, text] of [
      ['package.json', '{ "engines": { "node": "^22.2.0 || >=24", "npm": ">=9" } }'], ['.nvmrc', 'v22.2.1\n'], ['.node-version', '22.2'],
      ['package.json', '{ "devDependencies": { "@types/node": "~22.2.0" } }'],
    ] as const) {
      least([22, 2], { [file]: text, ...(file === 'package.json' ? {} : { 'package.json': '{}' }) }, 'src/app.ts');
    }
    least([20, 0], { '.nvmrc': 'lts/jod\n' }, 'src/app.ts');
  });

  it('is what the settings say', () => {
    const { settings, problems } = readSettings('{ "python": { "version": "3.12" }, "node": { "version": ">=22" } }', []);
    assert.deepEqual(problems, []);
    least([3, 12], { 'pyproject.toml': 'requires-python = ">=3.9"' }, 'app.py', settings);
    least([22, 0], {}, 'app.ts', settings);
    const wrong = readSettings('{ "python": { "version": "newest" } }', []);
    assert.deepEqual(wrong.problems.map(({ message }) => message), ['expected a text such as `3.11`, found `newest`']);
    assert.equal(wrong.settings.versions, undefined);
  });
});

describe('the library for concurrency', () => {
  const of = (texts: Texts, path = 'app.py', name = 'f'): string => (
    withProject(texts, (project) => project.concurrency(project.file(`/p/${path}`)!.functions.find((fn) => fn.qualifiedName === name)!))
  );

  it('is the one that a file imports', () => {
    assert.equal(of({ 'app.py': 'import trio\nasync def f(): pass\n' }), 'trio');
    assert.equal(of({ 'app.py': 'from anyio.abc import TaskGroup\nasync def f(): pass\n' }), 'anyio');
    assert.equal(of({ 'app.py': 'import asyncio\nasync def f(): pass\n', 'b.py': 'import trio' }), 'asyncio');
  });

  it('is the one that the function names, of several that the file imports', () => {
    const text = 'import anyio\nimport asyncio\nimport trio as t\n\nasync def f():\n    await anyio.sleep(1)\n\nasync def g():\n    await t.sleep(1)\n\nasync def h(): pass\n';
    assert.deepEqual(['f', 'g', 'h'].map((name) => of({ 'app.py': text }, 'app.py', name)), ['anyio', 'trio', 'asyncio']);
  });

  it('is the one of the program, where the file imports none', () => {
    const texts = { 'a/pyproject.toml': '', 'a/app.py': 'async def f(): pass\n', 'a/main.py': 'import trio\n', 'b/pyproject.toml': '', 'b/app.py': 'async def f(): pass\n', 'b/main.py': 'import anyio\nimport asyncio\n' };
    assert.equal(of(texts, 'a/app.py'), 'trio');
    assert.equal(of(texts, 'b/app.py'), 'asyncio');
    assert.equal(of({ 'app.py': 'async def f(): pass\n' }), 'asyncio');
  });

  it('is not what bears the same name', () => {
    assert.equal(of({ 'app.py': 'import asyncio\nimport triology\n\nasync def f():\n    trio = triology.new()\n    trio.run()\n' }), 'asyncio');
  });
});
