import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { importMember, importModule } from '../../engine/edit/python-imports.js';
import { readPython } from '../../engine/facts/python/reader.js';

/** The text after making a module known to a function (by name; '' is the module), and the name it is known by. */
function imported(text: string, module = 'asyncio', name = ''): { text: string; name: string } | null {
  const facts = readPython('a.py', text);
  const known = importModule(text, facts, module, facts.functions.findIndex((fn) => fn.name === name));
  if (known === null) return null;
  const after = applyEdits(text, known.edits);
  const again = importModule(after, readPython('a.py', after), module, facts.functions.findIndex((fn) => fn.name === name));
  assert.deepEqual(again, { name: known.name, edits: [] }, 'the import is there now');
  return { text: after, name: known.name };
}

const textAfter = (text: string, module?: string): string | undefined => imported(text, module)?.text;

describe('importModule', () => {
  it('adds nothing where the module is known, under whatever name', () => {
    assert.deepEqual(imported('import asyncio\n'), { text: 'import asyncio\n', name: 'asyncio' });
    assert.deepEqual(imported('import os, asyncio as aio\n'), { text: 'import os, asyncio as aio\n', name: 'aio' });
    assert.deepEqual(imported('import concurrent.futures\n', 'concurrent.futures')?.name, 'concurrent.futures');
  });

  it('adds it where only a part of it is known, or not always', () => {
    assert.equal(textAfter('from asyncio import sleep\n'), 'import asyncio\nfrom asyncio import sleep\n');
    assert.equal(textAfter('import os\ntry:\n    import asyncio\nexcept ImportError:\n    pass\n'), 'import asyncio\nimport os\ntry:\n    import asyncio\nexcept ImportError:\n    pass\n');
    assert.equal(textAfter('import os\ndef f():\n    import asyncio\n'), 'import asyncio\nimport os\ndef f():\n    import asyncio\n');
    assert.equal(textAfter('import asyncio\n', 'asyncio.events'), 'import asyncio\nimport asyncio.events\n');
  });

  it('keeps the alphabet of the first group', () => {
    assert.equal(textAfter('import abc\nimport os\n\nimport httpx\n'), 'import abc\nimport asyncio\nimport os\n\nimport httpx\n');
    assert.equal(textAfter('import abc\n\nx = 1\n'), 'import abc\nimport asyncio\n\nx = 1\n');
    assert.equal(textAfter('from os import path\nfrom re import (\n    match,  # why\n)\n'), 'import asyncio\nfrom os import path\nfrom re import (\n    match,  # why\n)\n');
    assert.equal(textAfter('import abc\nfrom re import match\n'), 'import abc\nimport asyncio\nfrom re import match\n');
  });

  it('stands in a group of its own in front of those of other packages, behind the comment at the top', () => {
    assert.equal(textAfter('import discord\nfrom attr import b\n\nfrom bot import c\n'), 'import asyncio\n\nimport discord\nfrom attr import b\n\nfrom bot import c\n');
    assert.equal(textAfter('# Licence\n\n# Third party\nimport discord\n'), '# Licence\n\nimport asyncio\n\n# Third party\nimport discord\n');
    assert.equal(textAfter('# Licence\nimport discord\n'), '# Licence\nimport asyncio\n\nimport discord\n');
  });

  it('stands in the group of the standard library, wherever that is', () => {
    const text = 'from red import early\n\n# as early as possible\nearly()\n\nimport abc\nimport os\n\nimport httpx\n\ndef f():\n    pass\n';
    assert.equal(textAfter(text), text.replace('from red', 'import asyncio\n\nfrom red'), 'but not behind code where the module uses it');
    assert.equal(imported(text, 'asyncio', 'f')?.text, text.replace('import os', 'import asyncio\nimport os'));
  });

  it('goes by modules alone where the group does', () => {
    assert.equal(textAfter('import abc\nfrom base64 import b64decode\nimport os\n'), 'import abc\nimport asyncio\nfrom base64 import b64decode\nimport os\n');
    assert.equal(textAfter('from base64 import b64decode\nimport os\n'), 'import asyncio\nfrom base64 import b64decode\nimport os\n');
  });

  it('leaves two blank lines before a definition', () => {
    assert.equal(textAfter('def f():\n    pass\n'), 'import asyncio\n\n\ndef f():\n    pass\n');
  });

  it('stands apart from relative imports', () => {
    assert.equal(textAfter('from .a import b\n'), 'import asyncio\n\nfrom .a import b\n');
  });

  it('stands behind imports from the future', () => {
    assert.equal(textAfter('"""Doc (."""\nfrom __future__ import (\n    annotations,\n)\n\nx = 1\n'), '"""Doc (."""\nfrom __future__ import (\n    annotations,\n)\n\nimport asyncio\n\nx = 1\n');
    assert.equal(textAfter('from __future__ import annotations\n\nimport os\n'), 'from __future__ import annotations\n\nimport asyncio\nimport os\n');
  });

  it('stands behind the docstring, or behind the comments at the top', () => {
    assert.equal(textAfter('"""Doc.\nimport x\n"""\nx = 1\n'), '"""Doc.\nimport x\n"""\n\nimport asyncio\n\nx = 1\n');
    assert.equal(textAfter('#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nx = 1\n'), '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\nimport asyncio\n\nx = 1\n');
    assert.equal(textAfter('x = 1\n'), 'import asyncio\n\nx = 1\n');
    assert.equal(textAfter(''), 'import asyncio\n');
    assert.equal(textAfter('"""Doc."""'), '"""Doc."""\n\nimport asyncio\n');
  });

  it('is not led astray by statements that share lines or go on over lines', () => {
    assert.equal(textAfter('import abc\nx = 1; import re\n'), 'import abc\nimport asyncio\nx = 1; import re\n');
    assert.equal(textAfter('import abc, \\\n    re\nx = 1\n'), 'import abc, \\\n    re\nimport asyncio\nx = 1\n');
    assert.equal(textAfter('from zlib \\\nimport crc32\n'), 'import asyncio\nfrom zlib \\\nimport crc32\n');
    assert.equal(textAfter('from a import (b)\nif b: import c\n'), 'import asyncio\n\nfrom a import (b)\nif b: import c\n');
    assert.equal(textAfter('import abc'), 'import abc\nimport asyncio\n');
  });

  it('keeps line ends, a byte order mark and what is not ASCII', () => {
    assert.equal(textAfter('"""Dök 😀."""\r\nimport os\r\n'), '"""Dök 😀."""\r\nimport asyncio\r\nimport os\r\n');
    assert.equal(textAfter('\uFEFFx = 1\r\n'), '\uFEFFimport asyncio\r\n\r\nx = 1\r\n');
    assert.equal(textAfter('\uFEFFimport os\n'), '\uFEFFimport asyncio\nimport os\n');
  });

  it('declines where the name stands for something else', () => {
    assert.equal(imported('asyncio = None\n'), null);
    assert.equal(imported('from lib import asyncio\n'), null);
    assert.equal(imported('import trio as asyncio\n'), null);
    assert.equal(imported('def f(asyncio): pass\n', 'asyncio', 'f'), null);
    assert.equal(imported('import asyncio\ndef f():\n    asyncio = 1\n', 'asyncio', 'f'), null);
    assert.notEqual(imported('def f(asyncio): pass\n'), null);
  });
});

describe('importMember', () => {
  /** The text after making `sleep` of asyncio known, and what it is called. */
  function member(text: string, name = '', of = 'sleep'): { text: string; name: string } | null {
    const facts = readPython('a.py', text);
    const fn = facts.functions.findIndex((each) => each.name === name);
    const known = importMember(text, facts, 'asyncio', of, fn);
    if (known === null) return null;
    const after = applyEdits(text, known.edits);
    assert.deepEqual(readPython('a.py', after).problems, [], after);
    assert.deepEqual(importMember(after, readPython('a.py', after), 'asyncio', of, fn), { name: known.name, edits: [] }, 'it is known now');
    return { text: after, name: known.name };
  }

  it('adds nothing where the member or its module is known', () => {
    for (const [text, name] of [
      ['from asyncio import sleep\n', 'sleep'], ['from asyncio import gather, sleep as nap\n', 'nap'], ['import asyncio as aio\nfrom asyncio import gather\n', 'aio.sleep'],
    ] as const) assert.deepEqual(member(text), { text, name });
  });

  it('extends an import from that module', () => {
    assert.deepEqual(member('from asyncio import gather, wait\n'), { text: 'from asyncio import gather, sleep, wait\n', name: 'sleep' });
    assert.equal(member('from asyncio import (\n    gather,  # a\n    run,  # b\n)\n')?.text, 'from asyncio import (\n    gather,  # a\n    run,  # b\n    sleep,\n)\n');
    assert.equal(member('from asyncio import (\r\n    gather,\r\n    wait as w)\r\n')?.text, 'from asyncio import (\r\n    gather,\r\n    sleep,\r\n    wait as w)\r\n');
    assert.equal(member('from asyncio import (\n    gather\n)\n')?.text, 'from asyncio import (\n    gather,\n    sleep\n)\n');
    assert.equal(member('from asyncio import gather, \\\n    wait\n')?.text, 'from asyncio import gather, \\\n    sleep, wait\n');
  });

  it('keeps the order of the names: constants and classes first where the others keep that, else the alphabet, else the end', () => {
    const names = (before: string): string | undefined => member(`from asyncio import ${before}\n`)?.text.slice('from asyncio import '.length).trimEnd();
    assert.equal(names('ALL_COMPLETED, Task, wait'), 'ALL_COMPLETED, Task, sleep, wait');
    assert.equal(names('Task'), 'Task, sleep');
    assert.equal(names('gather, Task, wait'), 'gather, sleep, Task, wait');
    assert.equal(names('wait, gather'), 'wait, gather, sleep');
  });

  it('imports the module where the name stands for something else, or nothing can be extended', () => {
    assert.deepEqual(member('from asyncio import gather\nfrom time import sleep\n'), { text: 'import asyncio\nfrom asyncio import gather\nfrom time import sleep\n', name: 'asyncio.sleep' });
    assert.equal(member('from asyncio import gather\ndef f(sleep): pass\n', 'f')?.name, 'asyncio.sleep');
    assert.equal(member('from asyncio import *\n')?.name, 'asyncio.sleep');
    assert.equal(member('try:\n    from asyncio import gather\nexcept ImportError:\n    pass\n')?.name, 'asyncio.sleep');
    assert.equal(member('from asyncio import sleep\nsleep = 1\n')?.name, 'asyncio.sleep');
    assert.equal(member('import os\n')?.text, 'import asyncio\nimport os\n');
  });

  it('declines where neither name is free', () => {
    assert.equal(member('asyncio = None\n'), null);
  });
});
