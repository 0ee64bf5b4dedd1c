import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { importAll, type WantedImport } from '../../engine/edit/python-import-lines.js';
import { readPython } from '../../engine/facts/python/reader.js';

const wantedOf = (lines: string): readonly WantedImport[] => readPython('lines.py', lines).imports.map(({ module, name, local, root }) => ({ module, name, local: root ? module : local }));

/** The text after the imports of some lines were made known to a function, and what is known by another name. */
function imported(text: string, lines: string, name = ''): { text: string; renamed: Record<string, string> } | null {
  const facts = readPython('a.py', text);
  const fn = facts.functions.findIndex((each) => each.name === name);
  const found = importAll(text, facts, wantedOf(lines), fn);
  if (found === null) return null;
  const after = applyEdits(text, found.edits);
  const again = importAll(after, readPython('a.py', after), wantedOf(lines), fn);
  assert.deepEqual(again, { edits: [], renamed: found.renamed }, `all is known now:\n${after}`);
  return { text: after, renamed: Object.fromEntries(found.renamed) };
}

const after = (text: string, lines: string) => imported(text, lines)?.text;
const many = 'import asyncio\nimport httpx\nfrom collections.abc import Iterable, Callable\nfrom fastapi import FastAPI\n';

describe('importAll', () => {
  it('writes all that is missing as a group of its own kind', () => {
    assert.equal(after('', many), 'import asyncio\nfrom collections.abc import Callable, Iterable\n\nimport httpx\nfrom fastapi import FastAPI\n');
    assert.equal(after('"""Doc."""\nx = 1\n', 'import asyncio\nimport logging\n'), '"""Doc."""\n\nimport asyncio\nimport logging\n\nx = 1\n');
    assert.equal(after('from __future__ import annotations\n', 'import asyncio\n'), 'from __future__ import annotations\n\nimport asyncio\n');
  });

  it('adds to the groups that there are', () => {
    const text = 'import abc\nimport os\nfrom re import match\n\nimport attrs\nfrom pydantic import BaseModel\n\nfrom .a import b\n';
    assert.equal(after(text, many), 'import abc\nimport asyncio\nimport os\nfrom collections.abc import Callable, Iterable\nfrom re import match\n\nimport attrs\nimport httpx\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\n\nfrom .a import b\n');
    assert.equal(after('import os\n\nx = 1\n', many), 'import asyncio\nimport os\nfrom collections.abc import Callable, Iterable\n\nimport httpx\nfrom fastapi import FastAPI\n\nx = 1\n');
    assert.equal(after('import attrs\n', many), 'import asyncio\nfrom collections.abc import Callable, Iterable\n\nimport attrs\nimport httpx\nfrom fastapi import FastAPI\n');
    assert.equal(after('from .a import b\n', 'import asyncio\n'), 'import asyncio\n\nfrom .a import b\n');
    assert.equal(after('from .a import b\n', 'import asyncio\nimport httpx\n'), 'import asyncio\n\nimport httpx\n\nfrom .a import b\n');
    assert.equal(after('import os', 'import asyncio\nimport signal\n'), 'import asyncio\nimport os\nimport signal\n');
  });

  it('adds names to an import from the same module', () => {
    assert.equal(after('from typing import (\n    Any,\n    Union,\n)\n', 'from typing import Self\n'), 'from typing import (\n    Any,\n    Self,\n    Union,\n)\n');
  });

  it('adds several names to an import at once', () => {
    const lines = 'from typing import Generic, TypeVar\n';
    assert.equal(after('from typing import Any\n', lines), 'from typing import Any, Generic, TypeVar\n');
    assert.equal(after('from typing import Union\n', lines), 'from typing import Generic, TypeVar, Union\n');
    assert.equal(after('from typing import (\n    Any\n)\n', lines), 'from typing import (\n    Any\n)\nfrom typing import Generic, TypeVar\n');
    assert.equal(after('from typing import (\n    Any,\n)\n', lines), 'from typing import (\n    Any,\n    Generic,\n    TypeVar,\n)\n');
  });

  it('adds nothing that is known, and tells the names under which it is', () => {
    const text = 'import asyncio as aio\nfrom typing import Self as Me\n';
    assert.deepEqual(imported(text, 'import asyncio\nfrom typing import Self\n'), { text, renamed: { asyncio: 'aio', Self: 'Me' } });
  });

  it('keeps line ends and a byte order mark', () => {
    assert.equal(after('\uFEFFimport os\r\n', many), '\uFEFFimport asyncio\r\nimport os\r\nfrom collections.abc import Callable, Iterable\r\n\r\nimport httpx\r\nfrom fastapi import FastAPI\r\n');
  });

  it('declines where a name stands for something else', () => {
    assert.equal(imported('asyncio = None\n', 'import asyncio\n'), null);
    assert.equal(imported('def Self(): ...\n', 'from typing import Self\n'), null);
    assert.equal(imported('from other import Self\n', 'from typing import Self\n'), null);
    assert.equal(imported('def f(Self): ...\n', 'from typing import Self\n', 'f'), null);
    assert.notEqual(imported('def f(Self): ...\n', 'from typing import Self\n'), null);
  });
});
