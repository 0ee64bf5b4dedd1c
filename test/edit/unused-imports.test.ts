import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { ImportUses } from '../../engine/edit/unused-imports.js';
import type { FileFacts } from '../../engine/facts/facts.js';
import { mentionsInPython } from '../../engine/facts/python/mentions.js';
import { readPython } from '../../engine/facts/python/reader.js';
import { mentionsInTypeScript } from '../../engine/facts/typescript/mentions.js';
import { readTypeScript } from '../../engine/facts/typescript/reader.js';
import { FileState } from '../../engine/project/state.js';
import type { Fix } from '../../engine/rule.js';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';
import { rules } from '../../rules/index.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

interface Case {
  readonly path?: string;
  /** Names that another file takes from this one. */
  readonly taken?: readonly string[];
}

/** The text after replacing each `‹old|new›`, and what that leaves unused. */
function tidied(marked: string, { path = '/app/a.py', taken = [] }: Case = {}): string {
  const edits: { start: number; end: number; text: string }[] = [];
  let text = '';
  for (const part of marked.split(/(‹[^›]*›)/)) {
    const [, before, after] = /^‹([^|]*)\|([^]*)›$/.exec(part) ?? [];
    if (before === undefined) {
      text += part;
    } else {
      edits.push({ start: text.length, end: text.length + before.length, text: after! });
      text += before;
    }
  }
  const { tree, problems } = path.endsWith('.py') ? { tree: null, problems: [] } : syntax.parseText(path, text);
  const read = (): FileFacts => (path.endsWith('.py') ? readPython(path, text) : readTypeScript(path, text, tree, problems));
  const facts = read();
  assert.deepEqual(facts.problems, [], text);
  const uses = new ImportUses(new FileState(text, facts, () => 88).unit, {
    mentions: (names) => (tree === null ? mentionsInPython(text, names) : mentionsInTypeScript(text, tree, names)),
    isTakenElsewhere: (name) => taken.includes(name),
  });
  return applyEdits(text, uses.tidied(edits));
}

/** What is left of imports where the one use of `time` in a function of Python goes. */
const python = (imports: string, rest = '', options: Case = {}): string => {
  const after = tidied(`${imports}\n\nasync def f(x):\n    ‹time.sleep|asyncio.sleep›(1)\n${rest}`, options);
  return after.slice(0, after.indexOf('async def f') < 0 ? after.length : after.indexOf('async def f')).trimEnd();
};

describe('an import that edits leave unused, in Python', () => {
  it('goes, with its line', () => {
    assert.equal(python('import asyncio\nimport time\n'), 'import asyncio');
    assert.equal(python('import time\nimport zlib\n'), 'import zlib');
    assert.equal(tidied('import time\n‹|import asyncio\n›\ndef f(): ‹time.sleep|asyncio.sleep›(1)\n'), 'import asyncio\n\ndef f(): asyncio.sleep(1)\n');
    assert.equal(tidied('‹|import asyncio\n›import time\n\ndef f(): ‹time.sleep|asyncio.sleep›(1)\n'), 'import asyncio\n\ndef f(): asyncio.sleep(1)\n');
    assert.equal(tidied('import asyncio\r\nimport time\r\n\r\n‹time.sleep|asyncio.sleep›(1)\r\n'), 'import asyncio\r\n\r\nasyncio.sleep(1)\r\n');
  });

  it('goes out of a list, whose layout and comments stay', () => {
    assert.equal(python('import asyncio, time\n'), 'import asyncio');
    assert.equal(python('import time, asyncio\n'), 'import asyncio');
    assert.equal(python('import asyncio, time as time, re\n'), 'import asyncio, time as time, re');
    const from = (imports: string): string => tidied(`${imports}\n\n\nprint(‹sleep|wait›(1), a, b)\n`).split('\n\n\n')[0]!;
    assert.equal(from('from t import a, b, sleep'), 'from t import a, b');
    assert.equal(from('from t import (a, sleep, b)'), 'from t import (a, b)');
    assert.equal(from('from t import (\n    a,  # first\n    sleep,\n    b,\n)'), 'from t import (\n    a,  # first\n    b,\n)');
    assert.equal(from('from t import (\n    a,\n    b,\n    x as sleep\n)'), 'from t import (\n    a,\n    b\n)');
    assert.equal(from('from t import (\n    sleep, a,\n    b,\n)'), 'from t import (\n    a,\n    b,\n)');
    assert.equal(from('from t import a, b, \\\n    sleep'), 'from t import a, b');
    assert.equal(from('from .. t import a, b, sleep'), 'from .. t import a, b');
    assert.equal(from('from t import (\n    a,\n    sleep,  # to rest\n    b,\n)'), 'from t import (\n    a,\n    sleep,  # to rest\n    b,\n)');
  });

  it('makes room for a name that is added to its statement', () => {
    assert.equal(tidied('from asyncio import ‹|timeout, ›wait_for\n\n‹wait_for|timeout›(1)\n'), 'from asyncio import timeout\n\ntimeout(1)\n');
    assert.equal(tidied('from asyncio import wait_for‹|, xyz›\n\n‹wait_for|xyz›(1)\n'), 'from asyncio import xyz\n\nxyz(1)\n');
    assert.equal(tidied('from asyncio import (\n    wait_for,‹|\n    xyz,›\n)\n\n‹wait_for|xyz›(1)\n'), 'from asyncio import (\n    xyz,\n)\n\nxyz(1)\n');
  });

  it('leaves the gaps that a formatter wants', () => {
    assert.equal(tidied('import time\n\nimport requests\n\n\n‹time.x|requests›()\n'), 'import requests\n\n\nrequests()\n');
    assert.equal(tidied('"""Doc."""\n\nimport time\n\n\n‹time.x|f›()\n'), '"""Doc."""\n\n\nf()\n');
    assert.equal(tidied('import a\n\nimport time\n\nfrom . import b\n\n‹time.x|f›(a, b)\n'), 'import a\n\nfrom . import b\n\nf(a, b)\n');
    assert.equal(tidied('import time\nimport dt\n\n\n‹time.x(dt.y)|f›()\n'), 'f()\n');
    assert.equal(tidied('def f():\n    import time\n\n    ‹time.x|g›()\n'), 'def f():\n    g()\n');
  });

  it('goes when the last of several uses does', () => {
    assert.equal(tidied('import time\n\n‹time.x|f›()\n‹time.y|g›()\n'), 'f()\ng()\n');
    assert.equal(tidied('import time\n\n‹time.x|f›()\ntime.y()\n'), 'import time\n\nf()\ntime.y()\n');
    assert.equal(tidied('import time\n\n‹time.x()|f(time)›\n'), 'import time\n\nf(time)\n');
    assert.equal(tidied('import time\n\n‹time.x()|›\nf(‹|time.x()›)\n'), 'import time\n\n\nf(time.x())\n');
    assert.equal(tidied('import time\n\n‹time.x|a.time›(‹time.y|run_time›)\n'), 'a.time(run_time)\n');
    // It was not used before: nobody touches it.
    assert.equal(tidied('import time\n\n‹f|g›()\n'), 'import time\n\ng()\n');
  });

  it('stays where the name is used in another way', () => {
    const stays = (imports: string, rest = '', options: Case = {}): void => assert.equal(python(`${imports}\n`, rest, options), imports, rest);
    stays('import time', 'y: time.struct = None\n');
    stays('import time', 'def g(a: "list[time.struct]"): ...\n');
    stays('import time', '@time.wrap\ndef g(): ...\n');
    stays('import time', '__all__ = ["time"]\n');
    stays('import time', 'def g():\n    """\n    >>> time.time()\n    """\n');
    stays('import time', 'print(globals())\n');
    stays('import time', 'x = []  # type: list[time.struct]\n');
    stays('import time', 'def g():\n    global time\n    time = None\n');
    stays('import time', 'print(f"{time.time()}")\n');
    stays('import time  # noqa: F401');
    stays('import time  # for the tests');
    stays('import time as time');
    stays('try:\n    import time\nexcept ImportError:\n    time = None');
    stays('from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import time');
    stays('import time', '', { path: '/app/__init__.py' });
    stays('import time', '', { taken: ['time'] });
    stays('x = 1; import time');
  });

  it('goes though the word stands elsewhere', () => {
    const goes = (rest: string): void => assert.equal(python('import time\n', rest), '', rest);
    goes('# some time\nx.time = "some time"\nf(time=1)\n');
    goes('def g(time):\n    return time\n');
    goes('def g():\n    """What time is it?"""\n    time = 1\n    return lambda: time\n');
    goes('class A:\n    time: int\n');
    assert.equal(tidied('def g():\n    import time\n    ‹time.x|f›()\n\ndef h():\n    import time\n    time.x()\n'), 'def g():\n    f()\n\ndef h():\n    import time\n    time.x()\n');
  });

  it('leaves a block that it is all of', () => {
    assert.equal(tidied('def g():\n    import time\n    ‹time.x()\n|›\n'), 'def g():\n    import time\n    \n');
    assert.equal(tidied('if x:\n    import time\n‹time.x|y›()\n'), 'if x:\n    import time\ny()\n');
  });
});

/** What is left of imports where the one use of `fs` in TypeScript goes. */
const typescript = (imports: string, rest = '', options: Case = {}): string => (
  tidied(`${imports}\n\n\nexport const a = ‹fs|gs›.b;\n${rest}`, { path: '/app/a.ts', ...options }).split(/\n*export const a/)[0]!
);

describe('an import that edits leave unused, in TypeScript', () => {
  it('goes, with its line', () => {
    for (const statement of ["import fs from 'fs';", "import * as fs from 'fs'", "import { fs } from 'x';", "import fs = require('fs');", "const fs = require('fs');", "var { x: fs } = require('x')", "import { a as fs } from 'x';"]) {
      assert.equal(typescript(`import y from 'y';\n${statement}`), "import y from 'y';", statement);
    }
  });

  it('goes out of a list', () => {
    assert.equal(typescript("import { b, fs, c } from 'x';"), "import { b, c } from 'x';");
    assert.equal(typescript("import { b, fs } from 'x';"), "import { b } from 'x';");
    assert.equal(typescript("import {\n  b,\n  c as fs,\n  type D,\n} from 'x';"), "import {\n  b,\n  type D,\n} from 'x';");
    assert.equal(typescript("import {\n  b,\n  fs // why\n} from 'x';"), "import {\n  b,\n  fs // why\n} from 'x';");
    assert.equal(typescript("import fs, { b } from 'x';"), "import { b } from 'x';");
    assert.equal(typescript("import b, { fs } from 'x';"), "import b from 'x';");
    assert.equal(typescript("import b, * as fs from 'x';"), "import b from 'x';");
    assert.equal(typescript("import fs, * as b from 'x';"), "import * as b from 'x';");
    assert.equal(typescript("const { b, fs } = require('x');"), "const { b } = require('x');");
    assert.equal(typescript("import { ‹|access, ›fs } from 'x';"), "import { access } from 'x';");
  });

  it('stays where the name is used in another way', () => {
    const stays = (imports: string, rest = '', options: Case = {}): void => assert.equal(typescript(imports, rest, options), imports, rest);
    const all = "import fs from 'fs';";
    stays(all, 'let s: fs.Stats;');
    stays(all, 'let s: typeof fs;');
    stays(all, 'export { fs };');
    stays(all, 'const o = { fs };');
    stays(all, 'f({ ...fs });');
    stays(all, 'class C { @fs.wrap() m() {} }');
    stays(all, 'class C { constructor(private s: fs.Stats) {} }');
    stays(all, '/** See {@link fs.readFile}. */ let x;');
    stays(all, 'eval("fs");');
    stays(all, 'const x = `${fs.a}`;');
    stays("import { Fs as fs } from 'x';", 'const x = <div a={fs} />;', { path: '/app/a.tsx' });
    stays("import fs from 'fs';", '/** @type {fs.Stats} */ let s;', { path: '/app/a.js' });
    stays("import type fs from 'fs';");
    stays("import fs from 'fs'; // eslint-disable-line");
    stays("// eslint-disable-next-line import/no-nodejs-modules\nimport fs from 'fs';");
    stays("// @ts-expect-error no types\nimport fs from 'fs';");
    stays("const fs = require('fs'), x = require('x');");
    stays("export const fs = require('fs');");
    stays("import fs from 'fs';\nimport 'side-effect';", 'let s: fs.Stats;');
  });

  it('goes though the word stands elsewhere', () => {
    const goes = (rest: string): void => assert.equal(typescript("import fs from 'fs';", rest), '', rest);
    goes("// about fs\nx.fs = 'fs'; f({ fs: 1 });");
    goes('function g(fs: string) { return fs; }');
    goes('function g() { const fs = 1; return fs; }');
    goes('interface I { fs: number }\nclass C { fs = 1; }\nconst { fs: x } = y;');
  });

  it('stays where the file would be no module without it', () => {
    assert.equal(tidied("import fs from 'fs';\n\n‹fs|gs›.b();\n", { path: '/app/a.ts' }), "import fs from 'fs';\n\ngs.b();\n");
    assert.equal(tidied("‹|import { gs } from 'gs';\n›import fs from 'fs';\n\n‹fs|gs›.b();\n", { path: '/app/a.ts' }), "import { gs } from 'gs';\n\ngs.b();\n");
    assert.equal(tidied("const fs = require('fs');\n\n‹fs|gs›.b();\n", { path: '/app/a.js' }), 'gs.b();\n');
  });
});

describe('fixes of one file', () => {
  const path = '/app/a.py';

  /** The texts after each fix of the given titles by itself, and after all of them together. */
  function fixed(text: string, ...titles: readonly string[]): { readonly each: readonly string[]; readonly all: string } {
    const session = openSession({ root: '/app', readText: () => undefined }, rules, { ...defaultSettings, preset: 'strict' });
    try {
      session.update([{ path, text }]);
      const fixes = session.findings(path).flatMap((finding): readonly Fix[] => finding.fixes.filter(({ title }) => titles.includes(title)));
      const { taken, edits } = session.together(path, fixes);
      assert.deepEqual(taken, fixes);
      return { each: fixes.map((fix) => applyEdits(text, fix.edits)), all: applyEdits(text, edits) };
    } finally {
      session.close();
    }
  }

  it('leave no import that only one of them leaves', () => {
    const text = 'import asyncio\nimport time\n\n\nasync def f():\n    time.sleep(1)\n\n\nasync def g():\n    time.sleep(2)\n';
    const { each, all } = fixed(text, 'Await asyncio.sleep');
    assert.deepEqual(each.map((after) => after.includes('import time\n')), [true, true]);
    assert.equal(all, text.replace('import time\n', '').replaceAll('time.sleep', 'await asyncio.sleep'));
  });

  it('keep an import that one of them would leave unused and another uses', () => {
    const text = 'import asyncio\nimport time\n\nfrom db import write\n\n\nasync def save():\n    await write()\n\n\nasync def f():\n    asyncio.create_task(save())\n\n\nasync def g():\n    time.sleep(2)\n';
    const { each, all } = fixed(text, 'Await asyncio.sleep', 'Await it instead of starting a task');
    assert.deepEqual(each.map((after) => after.includes('import asyncio\n')), [false, true]);
    assert.equal(all, text.replace('import time\n', '').replace('asyncio.create_task(save())', 'await save()').replace('time.sleep', 'await asyncio.sleep'));
  });
});
