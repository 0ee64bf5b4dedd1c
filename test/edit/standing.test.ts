import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { readPython } from '../../engine/facts/python/reader.js';
import { readTypeScriptText } from '../../engine/facts/typescript/reader.js';
import { standingAt, type Standing } from '../../engine/standing.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { languageOf } from '../../engine/text.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

/** What may stand in the place of the word `‹…›` of a text. */
function at(path: string, marked: string): Standing | null {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const language = languageOf(path)!;
  const file = { path, language, text: marked.replace('‹', '').replace('›', '') };
  return standingAt(file, { start, end }, (text) => (language === 'python' ? readPython(path, text) : readTypeScriptText(path, text, syntax)));
}

const place = (path: string, marked: string): 'async' | 'module' | null => {
  const standing = at(path, marked);
  return standing === null ? null : standing.awaitable ? 'async' : 'module';
};

describe('what may stand in a place: Python', () => {
  const python = (text: string) => place('/a.py', text);

  it('a statement, with `await` in async functions', () => {
    assert.equal(python('‹async-›\n'), 'module');
    assert.equal(python('async def f():\n    ‹async-ga›\n'), 'async');
    assert.equal(python('async def f():\n    if x:\n        ‹asy›\n    return 1\n'), 'async');
    assert.equal(python('async def f():\n    def g():\n        ‹async-›\n'), 'module');
    assert.equal(python('def f():\n    async def g():\n        ‹async-›\n'), 'async');
    assert.equal(python('class A:\n    ‹async-›\n'), 'module');
    assert.equal(python('async def f():\n    broken = (\n\nasync def g():\n    ‹async-›\n') !== null, true);
  });

  it('nothing within strings, comments, expressions and before other code', () => {
    assert.equal(python('x = """\n‹async-›\n"""\n'), null);
    assert.equal(python('# ‹async-›\n'), null);
    assert.equal(python('x = [\n    ‹async-›\n]\n'), null);
    assert.equal(python('f(\n    ‹async-›\n)\n'), null);
    assert.equal(python('x.‹async-›\n'), null);
    assert.equal(python('x = ‹async-›\n'), null);
    assert.equal(python('‹async-›.x\n'), null);
    assert.equal(python('x = \\\n‹async-›\n'), null);
  });

  it('tells how the file indents', () => {
    assert.equal(at('/a.py', 'if x:\n\ty()\n‹async-›\n')?.indentUnit, '\t');
    assert.equal(at('/a.py', '‹async-›\n')?.indentUnit, '    ');
  });

  it('adds imports to the text without what is typed', () => {
    const text = 'import os\n\nasync def f():\n    async-\n';
    const standing = at('/a.py', text.replace('async-\n', '‹async-›\n'))!;
    assert.equal(applyEdits(text, standing.imports(['import asyncio', 'from typing import Any'])!.edits), `import asyncio\nimport os\nfrom typing import Any\n${text.slice(10)}`);
    const below = 'async-\n\nimport os\n';
    assert.equal(applyEdits(below, at('/a.py', '‹async-›\n\nimport os\n')!.imports(['import signal'])!.edits), 'async-\n\nimport os\nimport signal\n');
    assert.equal(at('/a.py', 'def f(asyncio):\n    ‹a›\n')!.imports(['import asyncio']), null);
  });
});

describe('what may stand in a place: TypeScript and JavaScript', () => {
  const script = (text: string, path = '/a.ts') => place(path, text);

  it('a statement, with `await` in async functions and at the top of modules', () => {
    assert.equal(script('‹async-›\n'), 'module');
    assert.equal(script('export {};\n‹async-›\n'), 'async');
    assert.equal(script("const x = require('x');\n‹async-›\n", '/a.js'), 'module');
    assert.equal(script('‹async-›\n', '/a.mjs'), 'async');
    assert.equal(script('async function f() {\n  ‹async-›\n}\n'), 'async');
    assert.equal(script('const f = async () => {\n  ‹async-ga›\n  return 1;\n};\n'), 'async');
    assert.equal(script('class A {\n  async f() {\n    ‹async-›\n  }\n}\n'), 'async');
    assert.equal(script('async function f() {\n  xs.map((x) => {\n    ‹async-›\n  });\n}\n'), 'module');
    assert.equal(script('switch (x) {\n  case 1:\n    ‹async-›\n}\n'), 'module');
  });

  it('nothing within classes, strings, comments, expressions, JSX and bare bodies', () => {
    assert.equal(script('class A {\n  ‹async-›\n}\n'), null);
    assert.equal(script('const s = `\n  ‹async-›\n`;\n'), null);
    assert.equal(script('// ‹async-›\n'), null);
    assert.equal(script('/*\n‹async-›\n*/\n'), null);
    assert.equal(script('f(\n  ‹async-›\n);\n'), null);
    assert.equal(script('const o = {\n  ‹async-›\n};\n'), null);
    assert.equal(script('x.‹async-›\n'), null);
    assert.equal(script('if (x)\n  ‹async-›\n'), null);
    assert.equal(script('const v = <p>\n  ‹async-›\n</p>;\n', '/a.tsx'), null);
    assert.equal(script('const f = () =>\n  ‹async-›\n'), null);
  });

  it('adds imports in the style of the file', () => {
    const imports = (path: string, text: string, ...lines: string[]): string | null => {
      const found = at(path, text)!.imports(lines);
      return found === null ? null : applyEdits(text.replace(/[‹›]/g, ''), found.edits) + [...found.renamed].join();
    };
    const both = ["import { once } from 'node:events';", "import { Worker } from 'node:worker_threads';"];
    assert.equal(imports('/a.ts', '‹a›\n', ...both), "import { once } from 'node:events';\nimport { Worker } from 'node:worker_threads';\n\na\n");
    assert.equal(imports('/a.ts', "import { x } from './x';\n\n‹a›\n", ...both), "import { once } from 'node:events';\nimport { Worker } from 'node:worker_threads';\nimport { x } from './x';\n\na\n");
    assert.equal(imports('/a.js', "const x = require('./x');\n\n‹a›\n", "import { setTimeout as sleep } from 'node:timers/promises';"), "const { setTimeout: sleep } = require('node:timers/promises');\nconst x = require('./x');\n\na\n");
    assert.equal(imports('/a.js', "const x = require('./x');\n\n‹a›\n", "import assert from 'node:assert/strict';"), "const assert = require('node:assert/strict');\nconst x = require('./x');\n\na\n");
    assert.equal(imports('/a.ts', "import { setTimeout as wait } from 'timers/promises';\n‹a›\n", "import { setTimeout as sleep } from 'node:timers/promises';"), "import { setTimeout as wait } from 'timers/promises';\na\nsleep,wait");
    const types = "import type { Request, Response } from 'express';";
    assert.equal(imports('/a.ts', "import express from 'express';\n‹a›\n", types), "import type { Request, Response } from 'express';\nimport express from 'express';\na\n");
    assert.equal(imports('/a.ts', "import { type Request, type Response } from 'express';\n‹a›\n", types), "import { type Request, type Response } from 'express';\na\n");
    assert.equal(imports('/a.ts', 'export class Request {}\n‹a›\n', types), null);
    assert.equal(imports('/a.ts', '‹a›\n', "import * as x from 'x';"), null);
    assert.equal(imports('/a.ts', 'export const sleep = 1;\n‹a›\n', "import { setTimeout as sleep } from 'node:timers/promises';"), null);
  });
});
