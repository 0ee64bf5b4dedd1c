import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { importNamed } from '../../engine/edit/typescript-imports.js';
import type { FileFacts } from '../../engine/facts/facts.js';
import { readTypeScriptText } from '../../engine/facts/typescript/reader.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

interface Wanted {
  readonly module?: string;
  readonly name?: string;
  readonly locals?: readonly string[];
  /** The function that is to name it; absent: the module. */
  readonly fn?: string;
  readonly path?: string;
}

/** The text after making a name known, and what it is called. */
function imported(text: string, { module = 'node:fs/promises', name = 'readFile', locals = [name], fn = '', path = '/a.ts' }: Wanted = {}): { text: string; name: string } | null {
  const read = (each: string): FileFacts => {
    const facts = readTypeScriptText(path, each, syntax);
    assert.deepEqual(facts.problems, [], each);
    return facts;
  };
  const facts = read(text);
  const index = facts.functions.findIndex((fact) => fact.name === fn);
  const known = importNamed(text, facts, module, name, index, locals);
  if (known === null) return null;
  const after = applyEdits(text, known.edits);
  assert.deepEqual(importNamed(after, read(after), module, name, index, locals), { name: known.name, edits: [] }, `it is known now\n${after}`);
  return { text: after, name: known.name };
}

const textAfter = (text: string, wanted?: Wanted): string | undefined => imported(text, wanted)?.text;
const nameIn = (text: string, wanted?: Wanted): string | undefined => {
  const found = imported(text, wanted);
  if (found !== null) assert.equal(found.text, text, 'nothing is to be added');
  return found?.name;
};

describe('importNamed', () => {
  it('adds nothing where the name is known, under whatever name', () => {
    assert.equal(nameIn("import { readFile } from 'node:fs/promises';\n"), 'readFile');
    assert.equal(nameIn("import { readFile as read } from 'fs/promises';\n"), 'read');
    assert.equal(nameIn("const { readFile: read, x } = require('fs/promises');\n"), 'read');
    assert.equal(nameIn("const { readFile } = require('fs/promises')\n", { path: '/a.js' }), 'readFile');
  });

  it('takes it as a member of the module where that is imported whole', () => {
    assert.equal(nameIn("import * as fsp from 'fs/promises';\n"), 'fsp.readFile');
    assert.equal(nameIn("import fs from 'node:fs/promises';\n"), 'fs.readFile');
    assert.equal(nameIn("const fs = require('fs/promises');\n", { path: '/a.js' }), 'fs.readFile');
    assert.equal(nameIn("import fs = require('fs/promises');\n"), 'fs.readFile');
  });

  it('extends an import of that module, in order where there is one', () => {
    assert.equal(textAfter("import { access, writeFile } from 'node:fs/promises';\n"), "import { access, readFile, writeFile } from 'node:fs/promises';\n");
    assert.equal(textAfter("import { writeFile, access } from 'node:fs/promises';\n"), "import { writeFile, access, readFile } from 'node:fs/promises';\n");
    assert.equal(textAfter("import {access} from 'node:fs/promises'\n"), "import {access, readFile} from 'node:fs/promises'\n");
    assert.equal(textAfter("import {\n  access, // a\n  stat, // b\n} from 'fs/promises';\n"), "import {\n  access, // a\n  readFile,\n  stat, // b\n} from 'fs/promises';\n");
    assert.equal(textAfter("import {\r\n  access, // a\r\n} from 'fs/promises';\r\n"), "import {\r\n  access, // a\r\n  readFile,\r\n} from 'fs/promises';\r\n");
    assert.equal(textAfter("import {\n  access // a\n} from 'fs/promises';\n"), "import {\n  access, // a\n  readFile\n} from 'fs/promises';\n");
    assert.equal(textAfter("import {\n  access, type FileHandle } from 'fs/promises';\n"), "import {\n  access, type FileHandle, readFile } from 'fs/promises';\n");
    assert.equal(textAfter("import { stat } from 'fs/promises';\nreadFile();\n", { locals: ['readFile', 'read'] }), "import { readFile as read, stat } from 'fs/promises';\nreadFile();\n");
    assert.equal(textAfter("const { stat: s } = require('fs/promises');\n", { path: '/a.js', locals: ['read'] }), "const { readFile: read, stat: s } = require('fs/promises');\n");
  });

  it('does not extend imports of types', () => {
    assert.equal(textAfter("import type { FileHandle } from 'node:fs/promises';\n"), "import type { FileHandle } from 'node:fs/promises';\nimport { readFile } from 'node:fs/promises';\n");
    assert.equal(textAfter("import { type FileHandle } from 'node:fs/promises';\n"), "import { type FileHandle, readFile } from 'node:fs/promises';\n");
  });

  it('adds an import among those of Node, in the style of the file', () => {
    assert.equal(textAfter("import a from 'a';\nimport { join } from 'path';\n"), "import a from 'a';\nimport { readFile } from 'fs/promises';\nimport { join } from 'path';\n");
    assert.equal(textAfter('import { join } from "node:path"\nimport {b} from "b"\n'), 'import {readFile} from "node:fs/promises"\nimport { join } from "node:path"\nimport {b} from "b"\n');
    assert.equal(textAfter("import assert from 'node:assert';\nimport b from 'b';\n"), "import assert from 'node:assert';\nimport { readFile } from 'node:fs/promises';\nimport b from 'b';\n");
    assert.equal(textAfter("/* licence */\n\nimport b from 'b';\n"), "/* licence */\n\nimport { readFile } from 'node:fs/promises';\nimport b from 'b';\n");
    assert.equal(textAfter("// @ts-ignore\nimport b from 'b';\nimport c from 'c';\n"), "// @ts-ignore\nimport b from 'b';\nimport { readFile } from 'node:fs/promises';\nimport c from 'c';\n");
    assert.equal(textAfter("import b from 'b'"), "import { readFile } from 'node:fs/promises'\nimport b from 'b'");
    assert.equal(textAfter("import {\n  b,\n} from 'assert'"), "import {\n  b,\n} from 'assert'\nimport { readFile } from 'fs/promises'\n");
  });

  it('adds a require where the file has those', () => {
    assert.equal(textAfter("'use strict';\n\nconst a = require('a');\n", { path: '/a.js' }), "'use strict';\n\nconst { readFile } = require('node:fs/promises');\nconst a = require('a');\n");
    assert.equal(textAfter('const fs = require("fs")\n', { path: '/a.js', locals: ['read'] }), 'const fs = require("fs")\nconst { readFile: read } = require("fs/promises")\n');
    assert.equal(textAfter("'use strict'\nexports.f = () => 1\n", { path: '/a.js' }), "'use strict'\n\nconst { readFile } = require('node:fs/promises')\n\nexports.f = () => 1\n");
  });

  it('stands behind what a file begins with where there are no imports', () => {
    assert.equal(textAfter('export const a = 1;\n'), "import { readFile } from 'node:fs/promises';\n\nexport const a = 1;\n");
    assert.equal(textAfter('#!/usr/bin/env node\n// Licence\n\n/** About f. */\nexport const f = 1;\n'), "#!/usr/bin/env node\n// Licence\n\nimport { readFile } from 'node:fs/promises';\n\n/** About f. */\nexport const f = 1;\n");
    assert.equal(textAfter('/** About f. */\nexport const f = 1;\n'), "import { readFile } from 'node:fs/promises';\n\n/** About f. */\nexport const f = 1;\n");
    assert.equal(textAfter('#!/usr/bin/env node\nexport const f = 1;\n'), "#!/usr/bin/env node\n\nimport { readFile } from 'node:fs/promises';\n\nexport const f = 1;\n");
    assert.equal(textAfter('"use server"\n\nexport const f = 1\n'), '"use server"\n\nimport { readFile } from "node:fs/promises"\n\nexport const f = 1\n');
    assert.equal(textAfter('\uFEFFexport const a = 1;\r\n'), "\uFEFFimport { readFile } from 'node:fs/promises';\r\n\r\nexport const a = 1;\r\n");
    assert.equal(textAfter('', { path: '/a.mjs' }), "import { readFile } from 'node:fs/promises';\n");
  });

  it('takes another name where the first stands for something else', () => {
    const locals = ['readFile', 'readFileAsync'];
    const wanted = { locals };
    assert.equal(imported("import { readFile } from 'fs';\n", wanted)?.name, 'readFileAsync');
    assert.equal(imported("import { x } from 'x';\nfunction readFile() {}\n", wanted)?.name, 'readFileAsync');
    assert.equal(imported("import type { readFile } from 'x';\n", wanted)?.name, 'readFileAsync');
    assert.equal(imported("import { x } from 'x';\nfunction f() { if (x) { const readFile = 1; } }\n", { ...wanted, fn: 'f' })?.name, 'readFileAsync');
    assert.equal(imported("import { x } from 'x';\nfunction f() { const readFile = 1; }\n", wanted)?.name, 'readFile');
    assert.equal(imported("import { x } from 'x';\nsetTimeout(x, 5);\n", { module: 'node:timers/promises', name: 'setTimeout', locals: ['setTimeout', 'sleep'] })?.name, 'sleep');
    assert.equal(imported("import { readFile } from 'node:fs/promises';\nfunction f(readFile) {}\n", { ...wanted, fn: 'f' })?.name, 'readFileAsync');
  });

  it('declines where no name is free, and in scripts', () => {
    assert.equal(imported("import { readFile } from 'fs';\n"), null);
    assert.equal(imported('const a = 1;\n'), null);
    assert.equal(imported('', { path: '/a.js' }), null);
  });
});
